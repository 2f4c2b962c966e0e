//! The book: opening it, making it, and the one way to write to it.

use super::chain::{Chain, Heading, NOTHING};
use super::engine::{Engine, Value};
use super::error::StoreError;
use super::facts::row_of;
use super::scratch::Scratch;
use super::tables::{TABLES, Table};
use super::work::{Tell, Work};
use super::writer::waiting_for;
use super::{path, schema};
use crate::domain::day::{self, Day, parse_day};
use crate::domain::fact::{Dated, Fact};
use crate::domain::id::{EntryId, PartnerId};
use crate::domain::program::Program;
use crate::domain::rules::{Rules, Version};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// Who changes the book, when, and in which words: kept with the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// When, in UTC: `2015-03-31T09:00:00Z`.
    pub recorded: String,
    /// Who.
    pub actor: String,
    /// The command, as it was typed.
    pub command: String,
    /// A remark.
    pub note: Option<String>,
}

/// The book, open.
pub struct Book {
    pub(super) engine: Engine,
    path: PathBuf,
    unplaced: Option<Scratch>,
    upgraded_from: Option<PathBuf>,
    /// Below it, no number is free for a partner whose name gives no id.
    pub(super) first_number: Cell<u64>,
    /// Is told what is waited for, where a command waits long.
    waiting: Box<dyn Fn(&str)>,
    /// Are told how far long work is, each of one kind of it.
    pub(super) progress: Vec<(Work, Box<Tell>)>,
}

/// The last entry and its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry.
    pub entry: EntryId,
    /// Its digest, in hexadecimal.
    pub digest: String,
}

impl Book {
    /// Opens a book; never makes one.
    ///
    /// # Errors
    /// There is none at the path, or it cannot be one; it is newer than this program; its schema is another's.
    pub fn open(given: &Path) -> Result<Self, StoreError> {
        let book = Self::open_to_audit(given)?;
        schema::compare(&book.engine)?;
        Ok(book)
    }

    /// Opens a book whatever its schema looks like, to say what is wrong with it.
    ///
    /// # Errors
    /// There is none at the path, or the file is no book at all.
    pub fn open_to_audit(given: &Path) -> Result<Self, StoreError> {
        let path = path::resolve(given)?;
        if !path.exists() {
            return Err(StoreError::Missing(given.to_owned()));
        }
        let engine = Engine::open(&path)?;
        schema::version(&engine, &path).map_err(|error| naming(error, &path))?;
        let upgraded_from = schema::upgrade(&engine, &path)?;
        Ok(Self {
            upgraded_from,
            ..Self::over(engine, path)
        })
    }

    /// Opens a book for a glance, which makes nothing, waits for nobody and brings nothing up to date: what stands in it
    /// is offered, and nothing depends on it.
    ///
    /// # Errors
    /// There is none of this version, or it cannot be read at this moment.
    pub fn glance(given: &Path) -> Result<Self, StoreError> {
        let path = path::resolve(given)?;
        if !path.exists() {
            return Err(StoreError::Missing(given.to_owned()));
        }
        let engine = Engine::glance(&path)?;
        if schema::version(&engine, &path)? != schema::VERSION {
            return Err(StoreError::NotABook(path));
        }
        schema::compare(&engine)?;
        Ok(Self::over(engine, path))
    }

    fn over(engine: Engine, path: PathBuf) -> Self {
        Self {
            engine,
            path,
            unplaced: None,
            upgraded_from: None,
            first_number: Cell::new(1),
            waiting: Box::new(|_| {}),
            progress: Vec::new(),
        }
    }

    /// Makes a book with these rules: it is built under another name beside its place, and put there, whole, by
    /// [`place`](Self::place) or by the first entry that is committed to it. A command that comes to nothing
    /// leaves nothing.
    ///
    /// # Errors
    /// The path cannot hold a book, or the disk refuses.
    pub fn prepare(given: &Path, rules: &str, origin: &Origin) -> Result<Self, StoreError> {
        let path = Self::may_be_made_at(given)?;
        let scratch = Scratch::beside(&path)?;
        let book = Self::build(scratch.path(), rules, origin, true)?;
        Ok(Self {
            path,
            unplaced: Some(scratch),
            ..book
        })
    }

    /// The place of a book that is to be made, its folder resolved.
    ///
    /// # Errors
    /// The path cannot hold a book, or its folder does not exist.
    pub fn may_be_made_at(given: &Path) -> Result<PathBuf, StoreError> {
        let path = path::resolve(given)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        if folder.is_dir() {
            return Ok(path);
        }
        let why = format!("its folder {} does not exist", folder.display());
        Err(StoreError::BadPath {
            path: given.to_owned(),
            why,
        })
    }

    /// Puts a prepared book at its place.
    ///
    /// # Errors
    /// Somebody else put one there first, or the disk refuses.
    pub fn place(&mut self) -> Result<(), StoreError> {
        let Some(scratch) = self.unplaced.take() else {
            return Ok(());
        };
        // From here on a change goes to a log beside the book first, so that readers and the writer do not wait for
        // one another. So far there was none that the file could be moved without.
        self.engine
            .each("pragma journal_mode = wal", &[], |_| Ok(()))?;
        drop(std::mem::replace(
            &mut self.engine,
            Engine::create(Path::new(":memory:"))?,
        ));
        if !scratch.put_at(&self.path)? {
            return Err(StoreError::MadeMeanwhile);
        }
        self.engine = Engine::open(&self.path)?;
        Ok(())
    }

    /// A book of which nothing stays: what a dry run on a missing book works on.
    ///
    /// # Errors
    /// The engine refuses.
    pub fn in_memory(rules: &str, origin: &Origin) -> Result<Self, StoreError> {
        Self::build(Path::new(":memory:"), rules, origin, false)
    }

    fn build(path: &Path, rules: &str, origin: &Origin, on_disk: bool) -> Result<Self, StoreError> {
        let engine = Engine::create(path)?;
        if on_disk {
            engine.build_in_one_file()?;
        }
        schema::create(&engine)?;
        let mut book = Self::over(engine, path.to_owned());
        let mut recording = book.record(origin)?;
        recording.program(day::FIRST, rules)?;
        recording.commit()?;
        Ok(book)
    }

    /// Where the book lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The copy of the book as it was before it was brought up to this program's version, if it just was.
    #[must_use]
    pub fn upgraded_from(&self) -> Option<&Path> {
        self.upgraded_from.as_deref()
    }

    /// The last entry.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn head(&self) -> Result<Option<Head>, StoreError> {
        self.engine.one(
            "select id, digest from entry order by id desc limit 1",
            &[],
            |row| {
                Ok(Head {
                    entry: EntryId(row.int(0)?),
                    digest: row.text(1)?.to_owned(),
                })
            },
        )
    }

    /// The versions of the rules that were known at an entry.
    ///
    /// # Errors
    /// The book cannot be read, or a version in it is no program.
    pub fn rules(&self, known_at: EntryId) -> Result<Rules, StoreError> {
        let mut versions = Vec::new();
        let ask = "select on_day, version, rules, entry from program where entry <= $1 \
                   and not exists (select 1 from void where voided = program.entry and void.entry <= $1) order by version";
        self.engine.each(ask, &[known_at.0.into()], |row| {
            let number = u32::try_from(row.int(1)?).unwrap_or(u32::MAX);
            let program = Program::parse(row.text(2)?).map_err(|mistakes| {
                let first = mistakes
                    .first()
                    .map_or("", |mistake| mistake.message.as_str());
                StoreError::Damaged(format!(
                    "version {number} of the rules does not check: {first}"
                ))
            })?;
            let from = parse_day(row.text(0)?)
                .ok_or_else(|| StoreError::Damaged("a version has no day".to_owned()))?;
            versions.push(Version {
                number,
                entry: EntryId(row.int(3)?),
                from,
                program: Arc::new(program),
            });
            Ok(())
        })?;
        let rules = Rules::new(versions)
            .ok_or_else(|| StoreError::Damaged("it holds no program".to_owned()))?;
        Ok(rules.read_by(self.readings()?))
    }

    /// The text of a version of the rules that was known at an entry.
    ///
    /// # Errors
    /// The book cannot be read, or has no such version.
    pub fn rules_text(&self, version: u32, known_at: EntryId) -> Result<String, StoreError> {
        let ask = "select rules from program where version = $1 and entry <= $2 and not exists \
                   (select 1 from void where voided = program.entry and void.entry <= $2)";
        let args = [i64::from(version).into(), known_at.0.into()];
        let text = self
            .engine
            .one(ask, &args, |row| Ok(row.text(0)?.to_owned()))?;
        text.ok_or_else(|| StoreError::Damaged(format!("it has no version {version} of the rules")))
    }

    /// Has somebody told what is waited for, where another command writes for long.
    pub fn tell_of_waiting(&mut self, tell: impl Fn(&str) + 'static) {
        self.waiting = Box::new(tell);
    }

    /// Room for a command that touches much of the book.
    ///
    /// # Errors
    /// The engine refuses.
    pub fn expect_many_rows(&self) -> Result<(), StoreError> {
        self.engine.expect_many_rows()
    }

    /// Holds everything that is read from now on at one state of the book.
    ///
    /// # Errors
    /// The engine refuses.
    pub fn hold_still(&self) -> Result<(), StoreError> {
        self.engine.begin_reading()
    }

    /// Begins an entry: nobody else can write until it is committed or dropped, and dropped leaves no trace.
    ///
    /// # Errors
    /// Another command holds the book for too long.
    pub fn record(&mut self, origin: &Origin) -> Result<Recording<'_>, StoreError> {
        self.engine
            .begin(|| (self.waiting)(&waiting_for(&self.path)))?;
        let begun = self.head();
        if begun.is_err() {
            self.engine.rollback();
        }
        let head = begun?;
        let entry = EntryId(head.as_ref().map_or(1, |head| head.entry.0 + 1));
        let heading = Heading {
            id: entry.0,
            recorded: &origin.recorded,
            actor: &origin.actor,
            command: &origin.command,
            note: origin.note.as_deref(),
        };
        let chain = Chain::begin(head.as_ref().map_or(NOTHING, |head| &head.digest), &heading);
        Ok(Recording {
            book: self,
            origin: origin.clone(),
            entry,
            next: 1,
            chain: Some(chain),
        })
    }
}

/// An entry being written.
pub struct Recording<'b> {
    book: &'b mut Book,
    origin: Origin,
    entry: EntryId,
    next: i64,
    chain: Option<Chain>,
}

static INSERTS: LazyLock<Vec<String>> =
    LazyLock::new(|| TABLES.iter().map(Table::insert).collect());

impl Recording<'_> {
    /// The book, with what this entry has added so far.
    #[must_use]
    pub fn book(&self) -> &Book {
        self.book
    }

    /// The entry's number, if it is committed.
    #[must_use]
    pub fn entry(&self) -> EntryId {
        self.entry
    }

    /// The place the next fact will have in the entry.
    #[must_use]
    pub fn next(&self) -> i64 {
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
        let (known_ever, added) = values.split_at(TABLES[table].width());
        self.chain(TABLES[table].name, known_ever, 1);
        if let Some(chain) = &mut self.chain {
            for (column, value) in TABLES[table].added.iter().zip(added) {
                chain.added(column, *value);
            }
        }
        match &dated.fact {
            Fact::Contact(contact) => {
                if let Some(person) = &contact.person {
                    self.book.keep_person(self.entry.0, n, person)?;
                }
            }
            Fact::Forgetting(forgetting) => self.book.forget(partner, &forgetting.role)?,
            _ => {}
        }
        self.next += 1;
        Ok(())
    }

    /// Adds a version of the rules, in force from a day; gives its number.
    ///
    /// # Errors
    /// The disk refuses, or a check of the schema does.
    pub fn program(&mut self, from: Day, rules: &str) -> Result<u32, StoreError> {
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
        self.chain("program", &values, 0);
        self.next += 1;
        u32::try_from(number).map_err(|_| StoreError::Failed("too many versions".to_owned()))
    }

    /// Takes a whole earlier entry back.
    ///
    /// # Errors
    /// The disk refuses, or a check of the schema does.
    pub fn void(&mut self, entry: EntryId) -> Result<(), StoreError> {
        let values = [self.entry.0.into(), self.next.into(), entry.0.into()];
        self.book.engine.run(
            "insert into void (entry, n, voided) values ($1, $2, $3)",
            &values,
        )?;
        self.chain("void", &values, 0);
        self.next += 1;
        Ok(())
    }

    /// Takes a row into the digest, all but its entry's number.
    fn chain(&mut self, table: &str, values: &[Value<'_>], entry_at: usize) {
        if let Some(chain) = &mut self.chain {
            let but_entry = values
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != entry_at);
            chain.row(table, but_entry.map(|(_, value)| *value));
        }
    }

    /// Writes the entry itself; what the book refuses, it refuses here at the latest.
    fn seal(&mut self) -> Result<String, StoreError> {
        let digest = self.chain.take().map(Chain::finish).unwrap_or_default();
        let Origin {
            recorded,
            actor,
            command,
            note,
        } = &self.origin;
        let values = [
            self.entry.0.into(),
            recorded.as_str().into(),
            actor.as_str().into(),
            command.as_str().into(),
            note.into(),
            digest.as_str().into(),
        ];
        let add = "insert into entry (id, recorded, actor, command, note, digest) values ($1, $2, $3, $4, $5, $6)";
        self.book.engine.run(add, &values)?;
        Ok(digest)
    }

    /// Does everything but the commit.
    ///
    /// # Errors
    /// What [`commit`](Self::commit) would refuse.
    pub fn rehearse(mut self) -> Result<(), StoreError> {
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
            Err(error) => self.look_again(&digest, &error),
        }
    }

    /// A commit that failed may come back: what reached the log can be found there by the next command. So the
    /// book is closed, opened again and asked.
    fn look_again(&mut self, digest: &str, error: &StoreError) -> Result<EntryId, StoreError> {
        let cause = error.to_string();
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

/// A file that is no database is no book either, and is named.
fn naming(error: StoreError, path: &Path) -> StoreError {
    match error {
        StoreError::NoDatabase => StoreError::NotABook(path.to_owned()),
        other => other,
    }
}
