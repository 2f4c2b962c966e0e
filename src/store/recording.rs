//! The one way to write to the book: an entry, whole or not at all.

use super::book::{Book, Provenance};
use super::chain::{Chain, Heading, NOTHING, encode};
use super::chained::{CHAINED, PROGRAM, VOID, place_of};
use super::engine::{Engine, Value};
use super::error::StoreError;
use super::facts::row_of;
use super::reread::Written;
use super::tables::{PerTable, Table};
use super::writer::waiting_for;
use crate::domain::fact::{Dated, Fact};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use std::path::Path;
use std::sync::LazyLock;

impl Book {
    /// Begins an entry: nobody else can write until it is committed or dropped, and dropped leaves no trace.
    ///
    /// # Errors
    /// Another command holds the book for too long, or its last entry is not what was recorded.
    pub fn record(&mut self, origin: &Provenance) -> Result<Recording<'_>, StoreError> {
        self.begin_to_write()?;
        let begun = self.sound_head();
        if begun.is_err() {
            self.engine.rollback();
        }
        let head = begun?;
        let entry = EntryId(head.as_ref().map_or(1, |head| head.entry.0 + 1));
        let previous = head.as_ref().map_or(NOTHING, |head| &head.digest);
        Ok(Recording {
            chain: Some(Chain::begin(previous, &heading(entry, origin))),
            changed_before: self.engine.total_changes(),
            written: Written::default(),
            row: Vec::new(),
            origin: origin.clone(),
            entry,
            next: 1,
            book: self,
        })
    }

    /// Takes the write lock of the file at the path, also where another one was put there while this command waited.
    pub(super) fn begin_to_write(&mut self) -> Result<(), StoreError> {
        loop {
            self.engine
                .begin(|| self.report_waiting(&waiting_for(&self.path)))?;
            match self.follow_the_path() {
                Ok(false) => return Ok(()),
                Ok(true) => {}
                Err(error) => {
                    self.engine.rollback();
                    return Err(error);
                }
            }
        }
    }
}

fn heading(entry: EntryId, origin: &Provenance) -> Heading<'_> {
    Heading {
        id: entry.0,
        recorded: &origin.recorded,
        actor: &origin.actor,
        command: &origin.command,
        note: origin.note.as_deref(),
    }
}

/// An entry being written.
pub struct Recording<'b> {
    book: &'b mut Book,
    origin: Provenance,
    entry: EntryId,
    next: i64,
    /// How many rows of the file had been added, changed and removed when the entry was begun.
    changed_before: u64,
    chain: Option<Chain>,
    written: Written,
    /// The row at hand, as the digest takes it in.
    row: Vec<u8>,
}

static INSERTS: LazyLock<PerTable<String>> = LazyLock::new(|| PerTable::of(Table::insert));

impl Recording<'_> {
    /// The book, with what this entry has added so far.
    #[must_use]
    pub(crate) fn book(&self) -> &Book {
        self.book
    }

    /// The entry's number, if it is committed.
    #[must_use]
    pub(crate) fn entry(&self) -> EntryId {
        self.entry
    }

    /// The place the next fact will have in the entry.
    #[must_use]
    pub(crate) fn next(&self) -> i64 {
        self.next
    }

    /// Adds a partner's facts.
    ///
    /// # Errors
    /// The disk refuses, or a check of the schema does.
    pub fn facts(&mut self, partner: &PartnerId, facts: &[Dated]) -> Result<(), StoreError> {
        for dated in facts {
            self.fact(partner, dated)?;
        }
        Ok(())
    }

    fn fact(&mut self, partner: &PartnerId, dated: &Dated) -> Result<(), StoreError> {
        let (table, own) = row_of(&dated.fact);
        let day = dated.on.to_string();
        let n = self.next;
        let mut values = Vec::with_capacity(own.len() + 4);
        values.extend([
            Value::Text(partner.as_str()),
            Value::Int(self.entry.0),
            Value::Int(n),
            Value::Text(&day),
        ]);
        values.extend(own.iter().map(super::facts::Field::value));
        self.book.engine.run(&INSERTS[table], &values)?;
        let (known_ever, added) = values.split_at(table.width());
        let columns = table.added().iter().copied();
        let added = columns.zip(added.iter().copied());
        self.chain(place_of(table), known_ever, 1, added);
        match &dated.fact {
            Fact::Contact(contact) => {
                if let Some(person) = &contact.person {
                    self.book.keep_person(self.entry.0, n, person)?;
                    self.written.people += 1;
                }
            }
            Fact::Forgetting(forgetting) => {
                self.written.removed += self.book.forget(partner, &forgetting.role)? as u64;
            }
            _ => {}
        }
        self.next += 1;
        Ok(())
    }

    /// Adds a version of the rules, in force from a day; gives its number.
    ///
    /// # Errors
    /// The disk refuses, or a check of the schema does.
    pub(crate) fn program(&mut self, from: Day, rules: &str) -> Result<u32, StoreError> {
        let last = self.book.engine.one(
            "select coalesce(max(version), 0) from program",
            &[],
            |row| row.int(0),
        )?;
        let number = last.unwrap_or(0) + 1;
        let day = from.to_string();
        let values = [
            self.entry.0.into(),
            self.next.into(),
            day.as_str().into(),
            number.into(),
            rules.into(),
        ];
        self.book.engine.run(
            "insert into program (entry, n, on_day, version, rules) values ($1, $2, $3, $4, $5)",
            &values,
        )?;
        self.chain(PROGRAM, &values, 0, []);
        self.next += 1;
        u32::try_from(number).map_err(|_| StoreError::Failed("too many versions".into()))
    }

    /// Takes a whole earlier entry back.
    ///
    /// # Errors
    /// The disk refuses, or a check of the schema does.
    pub(crate) fn void(&mut self, entry: EntryId) -> Result<(), StoreError> {
        let values = [self.entry.0.into(), self.next.into(), entry.0.into()];
        self.book.engine.run(
            "insert into void (entry, n, voided) values ($1, $2, $3)",
            &values,
        )?;
        self.chain(VOID, &values, 0, []);
        self.next += 1;
        Ok(())
    }

    /// Takes a row into the digest, all but its entry's number.
    fn chain<'v>(
        &mut self,
        table: usize,
        values: &[Value<'v>],
        entry_at: usize,
        added: impl IntoIterator<Item = (&'static str, Value<'v>)>,
    ) {
        let but_entry = values
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != entry_at)
            .map(|(_, value)| *value);
        self.row.clear();
        encode(&mut self.row, CHAINED[table].name, but_entry, added);
        self.written.add(table, &self.row);
        if let Some(chain) = &mut self.chain {
            chain.take(&self.row);
        }
    }

    /// Writes the entry itself; what the book refuses, it refuses here at the latest. Then all that was written is read
    /// back: what something in the file did with it is noticed before it counts.
    fn seal(&mut self) -> Result<String, StoreError> {
        let digest = self.chain.take().map(Chain::finish).unwrap_or_default();
        let heading = heading(self.entry, &self.origin);
        let values = [
            heading.id.into(),
            heading.recorded.into(),
            heading.actor.into(),
            heading.command.into(),
            heading.note.map_or(Value::Null, Value::Text),
            digest.as_str().into(),
        ];
        let engine = &self.book.engine;
        let add = "insert into entry (id, recorded, actor, command, note, digest) values ($1, $2, $3, $4, $5, $6)";
        engine.run(add, &values)?;
        self.written.check(self.book, &heading, &digest)?;
        let changes = engine.total_changes() - self.changed_before;
        if changes != self.written.changes() {
            return Err(StoreError::NotAsWritten(format!(
                "entry {}: {changes} rows changed, and not {}",
                self.entry,
                self.written.changes()
            )));
        }
        Ok(digest)
    }

    /// Does everything but the commit.
    ///
    /// # Errors
    /// What [`commit`](Self::commit) would refuse.
    pub(crate) fn rehearse(mut self) -> Result<(), StoreError> {
        self.seal().map(|_| ())
    }

    /// Commits the entry: when this returns, it is on the disk.
    ///
    /// # Errors
    /// The disk refuses; the error says whether the change is in the book all the same.
    pub fn commit(mut self) -> Result<EntryId, StoreError> {
        let digest = self.seal()?;
        match self.book.engine.script("commit") {
            Ok(()) => self.book.place().map(|()| self.entry),
            Err(StoreError::Busy) => Err(StoreError::Busy),
            Err(error) if self.book.unplaced.is_some() => Err(error),
            Err(error) => self.look_again(&digest, error),
        }
    }

    /// A commit that failed may come back: what reached the log can be found there by the next command. So the
    /// book is closed, opened again and asked.
    fn look_again(&mut self, digest: &str, error: StoreError) -> Result<EntryId, StoreError> {
        let cause = Box::new(error);
        self.book.engine.rollback();
        let blank = Engine::create(Path::new(":memory:"))?;
        drop(std::mem::replace(&mut self.book.engine, blank));
        let found = Engine::open(&self.book.path).and_then(|engine| {
            engine.one(
                "select 1 from entry where digest = $1",
                &[digest.into()],
                |row| row.int(0),
            )
        });
        match found {
            Ok(Some(_)) => Ok(self.entry),
            Ok(None) => Err(StoreError::Commit {
                unchanged: Some(true),
                cause,
            }),
            Err(_) => Err(StoreError::Commit {
                unchanged: None,
                cause,
            }),
        }
    }
}

impl Drop for Recording<'_> {
    fn drop(&mut self) {
        if self.book.engine.in_transaction() {
            self.book.engine.rollback();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{Award, GoodStanding};
    use crate::domain::program::EMBEDDED;

    fn origin() -> Provenance {
        Provenance {
            recorded: "2015-06-15T09:00:00Z".to_owned(),
            actor: "ann".to_owned(),
            command: "test".to_owned(),
            note: None,
        }
    }

    fn award(reference: &str) -> Dated {
        let award = Award {
            participation: 1,
            activity: "customer-deployment".to_owned(),
            points: 50,
            reference: Some(reference.to_owned()),
            evidence: None,
            note: None,
            expires_on: None,
            override_reason: None,
        };
        Dated {
            on: Day::from_ymd_opt(2015, 6, 15).expect("a day"),
            fact: Fact::Award(award),
        }
    }

    fn standing() -> Dated {
        Dated {
            on: Day::from_ymd_opt(2015, 6, 15).expect("a day"),
            fact: Fact::Standing(GoodStanding {
                good: true,
                reason: None,
            }),
        }
    }

    fn acme() -> PartnerId {
        PartnerId::new("acme").expect("an id")
    }

    /// A book in memory, with what something else put into its schema after it was opened.
    fn book_with(planted: &str) -> Book {
        let book = Book::in_memory(EMBEDDED, &origin()).expect("a book");
        book.engine.script(planted).expect(planted);
        book
    }

    fn count(book: &Book, table: &str) -> i64 {
        let ask = format!("select count(*) from {table}");
        let count = book.engine.one(&ask, &[], |row| row.int(0));
        count.expect("a count").expect("a row")
    }

    #[test]
    fn what_is_not_as_it_was_written_is_rolled_back() {
        for planted in [
            "create trigger t before insert on award begin select raise(ignore); end",
            "create trigger t after insert on award when new.n = 1 begin insert into customer_standing values ('acme', new.entry, 99, '2015-06-15', 1, null); end",
            "drop trigger award_stays; create trigger t after insert on award begin update award set points = 5000; end",
            // As many rows as were to be written, but not those.
            "create trigger t before insert on award when new.n = 1 begin select raise(ignore); end; \
             create trigger u after insert on award when new.n = 2 begin insert into customer_standing values ('acme', new.entry, 1, '2015-06-15', 1, null); end",
            "drop trigger award_is_kept; create trigger t after insert on award when new.n = 2 begin delete from award where n = 1; end",
            "drop trigger entry_stays; create trigger t after insert on entry begin update entry set actor = 'eve' where id = new.id; end",
            "create trigger t after insert on award when new.n = 1 begin insert into void values (new.entry, 77, 1); end",
        ] {
            let mut book = book_with(planted);
            for rehearsed in [true, false] {
                let mut recording = book.record(&origin()).expect("an entry");
                recording
                    .facts(&acme(), &[award("D-1"), award("D-2")])
                    .expect("facts");
                let written = if rehearsed {
                    recording.rehearse()
                } else {
                    recording.commit().map(|_| ())
                };
                assert!(
                    matches!(written, Err(StoreError::NotAsWritten(_))),
                    "{planted}: {written:?}"
                );
                assert_eq!((count(&book, "entry"), count(&book, "award")), (1, 0));
            }
        }
    }

    /// Rows are read back at both ends of an entry, however many there are.
    #[test]
    fn of_a_long_entry_both_ends_and_the_number_are_checked() {
        for (planted, noticed) in [
            ("", false),
            ("when new.n = 3", true),
            ("when new.n = 1996", true),
        ] {
            let planted = match planted {
                "" => String::new(),
                when => format!(
                    "drop trigger award_stays; create trigger t after insert on award {when} \
                     begin update award set note = 'x' where n = new.n; delete from person; end"
                ),
            };
            let mut book = book_with(&planted);
            let mut recording = book.record(&origin()).expect("an entry");
            let facts: Vec<Dated> = (0..2000).map(|n| award(&format!("D-{n}"))).collect();
            recording.facts(&acme(), &facts).expect("facts");
            // A changed row counts as one more change, which would be noticed anyway; the rows are what is asked here.
            let heading = heading(EntryId(2), &recording.origin);
            let digest = "0".repeat(64);
            recording
                .book
                .engine
                .run(
                    "insert into entry values ($1, $2, $3, $4, null, $5)",
                    &[
                        heading.id.into(),
                        heading.recorded.into(),
                        heading.actor.into(),
                        heading.command.into(),
                        digest.as_str().into(),
                    ],
                )
                .expect("the entry");
            let checked = recording.written.check(recording.book, &heading, &digest);
            assert_eq!(checked.is_err(), noticed, "{planted}");
        }
    }

    #[test]
    fn nothing_is_added_to_an_entry_that_was_changed() {
        let changes = [
            "update award set points = 5000 where n = 2",
            "delete from award where n = 1",
            "update entry set actor = 'eve' where id = 2",
            "update entry set digest = (select digest from entry where id = 1) where id = 2",
            "insert into customer_standing values ('acme', 2, 4, '2015-06-15', 1, null)",
        ];
        for change in changes {
            let mut book = book_with(
                "drop trigger award_stays; drop trigger award_is_kept; drop trigger entry_stays",
            );
            let mut recording = book.record(&origin()).expect("an entry");
            let facts = [award("D-1"), award("D-2"), standing()];
            recording.facts(&acme(), &facts).expect("facts");
            recording.commit().expect("a commit");
            book.record(&origin()).map(drop).expect("a sound entry");
            book.engine.script(change).expect(change);
            assert!(
                matches!(book.record(&origin()), Err(StoreError::Damaged(_))),
                "{change}"
            );
            assert!(!book.engine.in_transaction(), "{change}");
        }
    }

    #[test]
    fn a_long_last_entry_costs_no_more_than_its_ends() {
        let mut book = book_with("drop trigger award_is_kept");
        let mut recording = book.record(&origin()).expect("an entry");
        let facts: Vec<Dated> = (0..5000).map(|n| award(&format!("D-{n}"))).collect();
        recording.facts(&acme(), &facts).expect("facts");
        recording.commit().expect("a commit");
        let before = book.steps();
        book.record(&origin()).map(drop).expect("a sound entry");
        let stepped = book.steps() - before;
        assert!(stepped < 1100, "{stepped} rows");
        for gap in [3, 4998] {
            let delete = format!("begin; delete from award where n = {gap}");
            book.engine.script(&delete).expect("a gap");
            assert!(!book.follows(2).expect("an answer"), "{gap}");
            book.engine.rollback();
        }
    }
}
