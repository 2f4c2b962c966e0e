//! Whether the book is what this program wrote: pages, schema, references, entries and digests.

use super::book::Book;
use super::chain::{Chain, Heading, NOTHING};
use super::chained::{CHAINED, Chained};
use super::engine::{Engine, ResultRow};
use super::error::StoreError;
use super::error::in_full;
use super::people::digest_in;
use super::schema;
use super::work::Work;
use crate::domain::value::id::EntryId;

/// Something the audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The entry it is in, where it is in one.
    pub entry: Option<EntryId>,
    /// What is wrong.
    pub problem: String,
    /// What can be done about it.
    pub remedy: Remedy,
}

/// What can be done about something that the audit found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Put back a copy.
    Restore,
    /// Copy the book elsewhere: the disk is failing.
    LeaveDisk,
    /// Compare what was changed with a copy.
    Compare,
    /// Undo what was done to the schema, or put back a copy.
    MendSchema,
    /// Undo the entry.
    Undo,
    /// Look for another copy: this is not the book that a head was printed of.
    FindBook,
    /// Report it.
    Report,
}

impl Finding {
    pub(super) fn of_book(problem: impl Into<String>, remedy: Remedy) -> Self {
        Self {
            entry: None,
            problem: problem.into(),
            remedy,
        }
    }

    fn of(entry: i64, problem: impl Into<String>) -> Self {
        Self {
            entry: Some(EntryId(entry)),
            problem: problem.into(),
            remedy: Remedy::Compare,
        }
    }
}

impl Book {
    /// The digest of an entry, if the book has it.
    pub(crate) fn digest_of(&self, entry: EntryId) -> Result<Option<String>, StoreError> {
        let ask = "select digest from entry where id = $1";
        self.engine
            .one(ask, &[entry.0.into()], |row| Ok(row.text(0)?.to_owned()))
    }

    /// Compares the schema with the one this program writes. Where it differs no row may be read: a table could have been
    /// replaced by a view without end.
    ///
    /// # Errors
    /// The schema cannot be read.
    pub(crate) fn schema_findings(&self) -> Result<Vec<Finding>, StoreError> {
        let differences = schema::differences(&self.engine)?.into_iter();
        Ok(differences
            .map(|what| Finding::of_book(format!("schema: {what}"), Remedy::MendSchema))
            .collect())
    }

    /// Checks everything that can be checked without the program's rules, of a book whose schema is as it should be.
    ///
    /// # Errors
    /// The book cannot be read at all.
    pub fn verify(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        let bad = self.engine.bad_pages()?;
        if !bad.is_empty() && self.reads_well_again() {
            let problem =
                "pages: some were read wrongly, and rightly when they were read again".to_owned();
            findings.push(Finding::of_book(problem, Remedy::LeaveDisk));
        } else {
            let pages = bad.iter().map(|line| format!("pages: {line}"));
            findings.extend(pages.map(|problem| Finding::of_book(problem, Remedy::Restore)));
        }
        self.engine.each("pragma foreign_key_check", &[], |row| {
            let problem = format!(
                "a row of {} refers to a row of {} that is not there",
                row.text(0)?,
                row.text(2)?
            );
            findings.push(Finding::of_book(problem, Remedy::Compare));
            Ok(())
        })?;
        // Where a table is missing or a page malformed, the digests cannot be followed to the end.
        let followed = self
            .verify_digests(&mut findings)
            .and_then(|()| self.verify_people(&mut findings))
            .and_then(|()| self.verify_readings(&mut findings));
        match followed {
            Err(error) if findings.is_empty() => return Err(error),
            Err(error) => findings.push(Finding::of_book(
                format!("digests: {}", in_full(&error)),
                Remedy::Restore,
            )),
            Ok(()) => {}
        }
        Ok(findings)
    }

    /// Whether the pages are sound when the file is opened afresh.
    fn reads_well_again(&self) -> bool {
        let again = Engine::open_doubtful(self.path()).and_then(|engine| engine.bad_pages());
        again.is_ok_and(|bad| bad.is_empty())
    }

    fn verify_digests(&self, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let mut questions = vec![
            "select id, 0, recorded, actor, command, note, digest from entry order by id"
                .to_owned(),
        ];
        let in_order = |table: &Chained| format!("{} order by entry, n", table.select);
        questions.extend(CHAINED.iter().map(in_order));
        let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
        let mut check = DigestCheck {
            findings,
            previous: NOTHING.to_owned(),
            open: None,
            next_entry: 1,
            next_fact: 1,
            row: Vec::new(),
        };
        let mut progress = self.begins(Work::Entries)?;
        self.engine.merge(
            &questions,
            &[],
            |row| Ok((row.int(0)?, row.int(1)?)),
            |question, row| match question {
                0 => {
                    progress.one_more();
                    check.entry(row)
                }
                table => check.fact(&CHAINED[table - 1], row),
            },
            |_| Ok(()),
        )?;
        check.close();
        Ok(())
    }

    /// The data of contact people is outside the chain; what is left of it must be what was recorded.
    fn verify_people(&self, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let ask = "select p.entry, p.salt, p.name, p.email, p.phone, c.digest from person p join contact c on c.entry = p.entry and c.n = p.n";
        self.engine.each(ask, &[], |row| {
            if digest_in(row, 1)? != row.text(5)? {
                findings.push(Finding::of(
                    row.int(0)?,
                    "the data of a contact person is not what was recorded",
                ));
            }
            Ok(())
        })?;
        // Data is removed by forgetting, which is a fact of its own, and does not come back.
        let ask = "select c.entry, p.entry is null \
                   from contact c left join person p on p.entry = c.entry and p.n = c.n \
                   where c.digest <> '' and (p.entry is null) = not exists (select 1 from contact f where f.partner = c.partner \
                   and f.role = c.role and f.digest = '' and (f.entry, f.n) > (c.entry, c.n))";
        self.engine.each(ask, &[], |row| {
            findings.push(Finding::of(
                row.int(0)?,
                match row.int(1)? {
                    0 => "the data of a contact person is there, though it was forgotten",
                    _ => "the data of a contact person is gone, though nobody forgot it",
                },
            ));
            Ok(())
        })
    }
}

/// Follows the chain of digests from entry to entry.
struct DigestCheck<'f> {
    findings: &'f mut Vec<Finding>,
    previous: String,
    open: Option<(i64, Chain, String)>,
    next_entry: i64,
    next_fact: i64,
    /// The row at hand, as the digest takes it in.
    row: Vec<u8>,
}

impl DigestCheck<'_> {
    fn entry(&mut self, row: &ResultRow<'_>) -> Result<(), StoreError> {
        self.close();
        let id = row.int(0)?;
        if id != self.next_entry {
            self.findings.push(Finding::of(
                id,
                format!("entry {} is missing before it", self.next_entry),
            ));
        }
        let heading = Heading {
            id,
            recorded: row.text(2)?,
            actor: row.text(3)?,
            command: row.text(4)?,
            note: row.maybe_text(5)?,
        };
        self.open = Some((
            id,
            Chain::begin(&self.previous, &heading),
            row.text(6)?.to_owned(),
        ));
        self.next_entry = id + 1;
        self.next_fact = 1;
        Ok(())
    }

    fn fact(&mut self, table: &Chained, row: &ResultRow<'_>) -> Result<(), StoreError> {
        let (entry, n) = (row.int(0)?, row.int(1)?);
        let Some((id, chain, _)) = self.open.as_mut().filter(|(id, ..)| *id == entry) else {
            self.findings.push(Finding::of(
                entry,
                format!("a row of {} belongs to no entry", table.name),
            ));
            return Ok(());
        };
        if n != self.next_fact {
            self.findings.push(Finding::of(
                *id,
                format!("fact {} is missing before fact {n}", self.next_fact),
            ));
        }
        self.next_fact = n + 1;
        self.row.clear();
        table.encode(row, &mut self.row)?;
        chain.take(&self.row);
        Ok(())
    }

    fn close(&mut self) {
        if let Some((id, chain, digest)) = self.open.take() {
            if chain.finish() != digest {
                self.findings.push(Finding::of(
                    id,
                    "its digest does not follow from its facts and the entry before it",
                ));
            }
            // The next entry is compared with the digest recorded here, so that each break is named once.
            self.previous = digest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::program::EMBEDDED;
    use crate::store::book::Provenance;

    /// Statements and rows are counted: whatever the machine, an endless table costs no more than its name.
    #[test]
    fn of_a_book_with_a_foreign_schema_no_row_is_read() {
        let origin = Provenance {
            recorded: "2015-06-15T09:00:00Z".to_owned(),
            actor: "ann".to_owned(),
            command: "test".to_owned(),
            note: None,
        };
        for table in ["entry", "program", "award", "person"] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("book.db");
            let mut book = Book::prepare(&path, EMBEDDED, &origin).expect("a book");
            book.place().expect("its place");
            let endless = format!(
                "pragma foreign_keys = off; drop table {table}; create view {table} as \
                 with recursive r(x) as (select 1 union all select x + 1 from r) select x as id, x as entry from r"
            );
            book.engine.script(&endless).expect("an endless view");
            drop(book);
            assert!(matches!(
                Book::open(&path),
                Err(StoreError::ForeignSchema(_))
            ));
            assert!(matches!(
                Book::open_read_only(&path),
                Err(StoreError::ForeignSchema(_))
            ));
            let book = Book::open_to_audit(&path).expect("a book to audit");
            let findings = book.schema_findings().expect("findings");
            assert!(!findings.is_empty(), "{table}");
            let objects = 200;
            assert!(book.steps() < objects, "{table}: {} steps", book.steps());
        }
    }
}
