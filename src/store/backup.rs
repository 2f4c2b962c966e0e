//! Copies of a book, checked before anybody relies on them.

use super::book::{Book, Head};
use super::engine::Engine;
use super::error::StoreError;
use super::path::{BEFORE_VERSION, SET_ASIDE};
use super::scratch::{self, Scratch};
use super::tables::Table;
use super::{path, schema};
use crate::domain::value::id::{EntryId, PartnerId};
use std::path::{Path, PathBuf};

impl Book {
    /// What identifies this book: the digest of its first entry.
    pub(crate) fn id(&self) -> Result<Option<String>, StoreError> {
        self.digest_of(EntryId(1))
    }

    /// The last entry of a copy of this book: a file whose first and last entries lie on this book's chain. Three rows
    /// are read, not every one; whether the copy is sound is another question. `None` for anything else.
    ///
    /// # Errors
    /// The book itself cannot be read.
    pub(crate) fn last_entry_of_copy(&self, path: &Path) -> Result<Option<EntryId>, StoreError> {
        if !is_whole(path) {
            return Ok(None);
        }
        let copy = Engine::open_read_only(path).ok();
        let Some((id, last)) = copy.and_then(|engine| ends_of(engine, path)) else {
            return Ok(None);
        };
        let is_ours = self.id()? == Some(id)
            && self.digest_of(last.entry)?.as_deref() == Some(last.digest.as_str());
        Ok(is_ours.then_some(last.entry))
    }

    /// Returns the copies that mpp left next to the book, at an upgrade or a restore, and in which someone is
    /// kept in one of these roles of a partner; `None` with a file for which that cannot be found out.
    ///
    /// # Errors
    /// The book or its folder cannot be read.
    pub(crate) fn earlier_states_with(
        &self,
        partner: &PartnerId,
        roles: &[String],
    ) -> Result<Vec<(PathBuf, Option<bool>)>, StoreError> {
        // What a killed command has left of one is nobody's.
        scratch::sweep(self.path());
        let stem = self
            .path()
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let folder = self
            .path()
            .parent()
            .and_then(|folder| folder.read_dir().ok());
        let id = self.id()?;
        let mut found = Vec::new();
        for entry in folder.into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let made_by_mpp = EARLIER.iter().any(|kind| {
                name.strip_prefix(&*stem)
                    .and_then(|rest| rest.strip_suffix(".db"))
                    .is_some_and(|rest| rest.starts_with(kind))
            });
            let holds = holds_people(&entry.path(), id.as_ref(), partner, roles);
            if made_by_mpp && holds != Some(false) {
                found.push((entry.path(), holds));
            }
        }
        found.sort();
        Ok(found)
    }

    /// Copies the book as it is held, to a path where nothing is yet, and says its last entry. The copy is written under
    /// another name, opened and checked: its schema, its pages, its digests, and that it has as many rows of each kind as
    /// the book. Only then is it put at its place.
    ///
    /// # Errors
    /// There is something at the path, it cannot be written, or the copy is not what the book is.
    pub fn back_up(&self, to: &Path) -> Result<Head, StoreError> {
        let place = path::resolve(to)?;
        let scratch = Scratch::beside(&place)?;
        // Reading first is what fixes the moment: where the book is held still, all that follows sees it as of here.
        let head = self.head()?;
        self.engine.copy_to(scratch.path())?;
        let copy = Self::open(scratch.path())?;
        let damaged = |what: &str| StoreError::Damaged(format!("its copy has {what}"));
        if copy.head()? != head {
            return Err(damaged("another last entry"));
        }
        if copy.counts()? != self.counts()? {
            return Err(damaged("another number of rows"));
        }
        if let Some(finding) = copy.verify()?.first() {
            return Err(damaged(&finding.problem));
        }
        drop(copy);
        if !scratch.put_at(&place)? {
            return Err(StoreError::Occupied(to.to_owned()));
        }
        head.ok_or_else(|| damaged("no entry"))
    }

    /// Removes what killed commands have left of copies of this book in a folder of copies.
    pub(crate) fn sweep_copies(&self, folder: &Path) {
        let stem = self.path().file_stem().unwrap_or_default();
        scratch::sweep_in(folder, &format!("{}-", stem.to_string_lossy()));
    }

    /// How many rows there are in each table.
    fn counts(&self) -> Result<Vec<i64>, StoreError> {
        let others = [
            "entry",
            "reading",
            "void",
            "program",
            "person",
            "named_hold",
        ];
        let names = others
            .into_iter()
            .chain(Table::ALL.iter().map(|table| table.name()));
        names
            .map(|name| {
                let ask = format!("select count(*) from {name}");
                let count = self.engine.one(&ask, &[], |row| row.int(0))?;
                Ok(count.unwrap_or(0))
            })
            .collect()
    }

    /// Whether a book is of a version that can be compared with this one as it is.
    ///
    /// # Errors
    /// It is not a book, or a newer one.
    pub(crate) fn is_of_this_version(given: &Path) -> Result<bool, StoreError> {
        match Self::open_as_it_is(given) {
            // What is wrong with it is for the audit to say.
            Err(StoreError::ForeignSchema(_)) => Ok(true),
            book => Ok(schema::version(&book?.engine, given)? == schema::VERSION),
        }
    }
}

/// Whether a database is as long as its first page says.
fn is_whole(path: &Path) -> bool {
    let pages = || {
        let engine = Engine::open_read_only(path)?;
        let number = |pragma| engine.one(pragma, &[], |row| row.int(0));
        Ok::<_, StoreError>((number("pragma page_count")?, number("pragma page_size")?))
    };
    let length = std::fs::metadata(path).map(|file| file.len());
    match (pages(), length) {
        (Ok((Some(count), Some(size))), Ok(length)) => {
            u64::try_from(count.saturating_mul(size)) == Ok(length)
        }
        _ => false,
    }
}

/// The digest of the first entry, and the last entry, of what may be a book; nothing where it is not one.
pub(super) fn ends_of(engine: Engine, path: &Path) -> Option<(String, Head)> {
    let version = schema::version(&engine, path).ok()?;
    schema::compare_as(&engine, version).ok()?;
    let book = Book::over(engine, path.to_owned());
    Some((book.id().ok()??, book.head().ok()??))
}

/// What follows the name of a book in the names of files that hold it as it was.
const EARLIER: [&str; 2] = [BEFORE_VERSION, SET_ASIDE];

/// Whether a file is an earlier state of the book with this id in which somebody is kept in one of the roles; `None` where
/// it cannot be read.
fn holds_people(
    path: &Path,
    id: Option<&String>,
    partner: &PartnerId,
    roles: &[String],
) -> Option<bool> {
    let holds = || {
        let engine = Engine::open_read_only(path)?;
        let version = schema::version(&engine, path)?;
        schema::compare_as(&engine, version)?;
        let book = Book::over(engine, path.to_owned());
        if book.id()?.as_ref() != id {
            return Ok(false);
        }
        for role in roles {
            if !book.people_in(partner, role)?.is_empty() {
                return Ok(true);
            }
        }
        Ok::<_, StoreError>(false)
    };
    holds().ok()
}
