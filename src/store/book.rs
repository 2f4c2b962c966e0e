//! The book: opening it and making it.

use super::engine::Engine;
use super::error::StoreError;
use super::path::FileId;
use super::scratch::Scratch;
use super::work::{Tell, Work};
use super::{door, indexes, log, path, schema};
use crate::domain::value::day;
use crate::domain::value::id::EntryId;
use std::cell::Cell;
use std::path::{Path, PathBuf};

/// Who changes the book, when, and in which words: kept with the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// When, in UTC: `2015-03-31T09:00:00Z`.
    pub recorded: String,
    /// Who.
    pub actor: String,
    /// The command, as it was typed.
    pub command: String,
    /// A remark.
    pub note: Option<String>,
}

/// The shortest first page of a database, in bytes.
const FIRST_PAGE: u64 = 512;

/// The book, open.
pub struct Book {
    pub(super) engine: Engine,
    pub(super) path: PathBuf,
    /// The file at the path when it was opened; nothing for a book that nobody else knows of.
    file: Option<FileId>,
    pub(super) unplaced: Option<Scratch>,
    upgraded_from: Option<PathBuf>,
    /// Below it, no number is free for a partner whose name gives no id.
    pub(super) first_number: Cell<u64>,
    /// Receives what a command is waiting for, if it waits long.
    pub(super) waiting: Box<dyn Fn(&str)>,
    /// Receive the progress of long work, each of one kind.
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
    /// There is none at the path, or it cannot be one; it is newer than this program; its schema is another's; the log
    /// next to it is another book's.
    pub fn open(given: &Path) -> Result<Self, StoreError> {
        let book = Self::open_upgraded(given)?;
        indexes::check(&book.engine)?;
        Ok(book)
    }

    fn open_upgraded(given: &Path) -> Result<Self, StoreError> {
        let mut book = Self::open_as_it_is(given)?;
        book.upgraded_from = schema::upgrade(&book.engine, &book.path)?;
        Ok(book)
    }

    /// Opens a book whatever its schema looks like, to say what is wrong with it. Where the schema differs, nothing else
    /// of it may be read.
    ///
    /// # Errors
    /// There is none at the path, or the file is not a book.
    pub(crate) fn open_to_audit(given: &Path) -> Result<Self, StoreError> {
        match Self::open_upgraded(given) {
            Err(StoreError::ForeignSchema(_)) => {
                let path = path::resolve(given)?;
                Ok(Self::over(Engine::open(&path)?, path))
            }
            opened => opened,
        }
    }

    /// Opens a book, of this version or an older one, and leaves it as it is.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub(super) fn open_as_it_is(given: &Path) -> Result<Self, StoreError> {
        let path = path::resolve(given)?;
        let mut checks = log::Checks::default();
        loop {
            door::wait_until_open(&path)?;
            let Some(file) = path::file_id(&path) else {
                return Err(StoreError::Missing(given.to_owned()));
            };
            // The engine removes a log next to a file without pages.
            if path.metadata().is_ok_and(|file| file.len() < FIRST_PAGE) {
                return Err(StoreError::NotABook(path));
            }
            let in_doubt = checks.have_begun() || log::is_left_over(&path);
            let engine = if in_doubt {
                Engine::open_doubtful(&path)?
            } else {
                Engine::open(&path)?
            };
            // While a copy was put in its place, the file that was opened may have been the replaced one.
            if path::file_id(&path) != Some(file) {
                continue;
            }
            let version = schema::version(&engine, &path).map_err(|error| naming(error, &path))?;
            schema::compare_as(&engine, version)?;
            let mut book = Self::over(engine, path.clone());
            book.file = Some(file);
            if in_doubt && !checks.pass(&book)? {
                continue;
            }
            return Ok(book);
        }
    }

    /// Opens the file again that is at the path by now, where that is another one than when it was opened.
    pub(super) fn follow_the_path(&mut self) -> Result<bool, StoreError> {
        if self.file.is_none() || path::file_id(&self.path) == self.file {
            return Ok(false);
        }
        let now = Self::open(&self.path)?;
        self.engine = now.engine;
        self.file = now.file;
        Ok(true)
    }

    /// Opens a book to read only: nothing is created, waited for or upgraded. What is in it
    /// is offered, and nothing depends on it.
    ///
    /// # Errors
    /// There is none of this version, or it cannot be read at this moment.
    pub(crate) fn open_read_only(given: &Path) -> Result<Self, StoreError> {
        let path = path::resolve(given)?;
        if !path.exists() {
            return Err(StoreError::Missing(given.to_owned()));
        }
        if door::is_closed(&path) {
            return Err(StoreError::Busy);
        }
        let engine = Engine::open_read_only(&path)?;
        if schema::version(&engine, &path)? != schema::VERSION {
            return Err(StoreError::NotABook(path));
        }
        schema::compare(&engine)?;
        Ok(Self::over(engine, path))
    }

    pub(super) fn over(engine: Engine, path: PathBuf) -> Self {
        Self {
            engine,
            path,
            file: None,
            unplaced: None,
            upgraded_from: None,
            first_number: Cell::new(1),
            waiting: Box::new(|_| {}),
            progress: Vec::new(),
        }
    }

    /// Creates a book with these rules: it is built under another name and put in its place, whole, by
    /// [`place`](Self::place) or by the first entry that is committed to it. A command that comes to nothing
    /// leaves nothing.
    ///
    /// # Errors
    /// The path cannot hold a book, or the disk refuses.
    pub fn prepare(given: &Path, rules: &str, origin: &Provenance) -> Result<Self, StoreError> {
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
    pub(crate) fn may_be_made_at(given: &Path) -> Result<PathBuf, StoreError> {
        let path = path::resolve(given)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        if folder.is_dir() {
            return Ok(path);
        }
        let why = format!("its folder {} does not exist", folder.display());
        Err(StoreError::BadPath {
            path: given.to_owned(),
            why: why.into(),
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
        // From here on a change goes to a log next to the book first, so that readers and the writer do not wait for
        // one another. So far there was none that the file could be moved without.
        self.engine.use_log()?;
        drop(std::mem::replace(
            &mut self.engine,
            Engine::create(Path::new(":memory:"))?,
        ));
        if !scratch.put_at(&self.path)? {
            return Err(StoreError::MadeMeanwhile);
        }
        self.engine = Engine::open(&self.path)?;
        self.file = path::file_id(&self.path);
        Ok(())
    }

    /// A book of which nothing stays: what a dry run on a missing book works on.
    ///
    /// # Errors
    /// The engine refuses.
    pub fn in_memory(rules: &str, origin: &Provenance) -> Result<Self, StoreError> {
        Self::build(Path::new(":memory:"), rules, origin, false)
    }

    fn build(
        path: &Path,
        rules: &str,
        origin: &Provenance,
        on_disk: bool,
    ) -> Result<Self, StoreError> {
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

    /// The copy of the book as it was before it was upgraded, if it just was.
    #[must_use]
    pub(crate) fn upgraded_from(&self) -> Option<&Path> {
        self.upgraded_from.as_deref()
    }

    /// The last entry.
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

    /// Sets what receives the message about waiting, where another command writes for long.
    pub(crate) fn on_waiting(&mut self, tell: impl Fn(&str) + 'static) {
        self.waiting = Box::new(tell);
    }

    /// Tells what is waited for.
    pub(super) fn report_waiting(&self, what: &str) {
        (self.waiting)(what);
    }

    /// Room for a command that touches much of the book.
    pub(crate) fn expect_many_rows(&self) -> Result<(), StoreError> {
        self.engine.expect_many_rows()
    }

    /// How many statements were run and rows were read so far: what work costs, on whatever machine.
    #[cfg(test)]
    pub(crate) fn steps(&self) -> u64 {
        self.engine.steps()
    }

    /// Holds everything that is read from now on at one state of the book.
    pub(crate) fn begin_snapshot(&self) -> Result<(), StoreError> {
        self.engine.begin_reading()
    }
}

/// A file that is not a database is not a book either, and is named.
fn naming(error: StoreError, path: &Path) -> StoreError {
    match error {
        StoreError::NoDatabase => StoreError::NotABook(path.to_owned()),
        other => other,
    }
}
