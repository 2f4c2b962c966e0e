//! Replaces a book by a copy and saves the book under another name.
//!
//! The copy is staged first: written whole next to the book and upgraded to this program's version, to be checked
//! there for as long as that takes. Then the book is locked, its log written back into it, and the two files change their
//! names in one step. No file of the old book stays next to the new one: a log that another book had left would show that
//! book's history again.

use super::book::Book;
use super::door::ClosedDoor;
use super::engine::Engine;
use super::error::StoreError;
use super::path::{LOG, LOG_INDEX, beside, has_log};
use super::scratch::{Scratch, put_without_replacing, sync};
use super::writer::waiting_for_users;
use super::{path, schema};
use crate::store::error::Tried;
use std::io;
use std::path::{Path, PathBuf};

/// A copy staged next to a book.
pub(crate) struct Staged {
    scratch: Scratch,
    place: PathBuf,
}

/// Returns a free name for a book that is replaced at a moment, `20150331T090000Z`.
#[must_use]
pub(crate) fn name_aside(book: &Path, moment: &str) -> PathBuf {
    path::free_beside(book, path::SET_ASIDE, moment)
}

impl Staged {
    /// Stages a copy next to a book, as it will be there.
    ///
    /// # Errors
    /// The copy is not a book, is newer than this program or has another schema, or the place cannot hold a book.
    pub(crate) fn copy_of(copy: &Path, place: &Path) -> Result<Self, StoreError> {
        let from = path::resolve(copy)?;
        if !from.exists() {
            return Err(StoreError::Missing(copy.to_owned()));
        }
        let place = Book::may_be_made_at(place)?;
        let from = Book::open_as_it_is(&from)?;
        let scratch = Scratch::beside(&place)?;
        from.engine.copy_to(scratch.path())?;
        let staged = Self { scratch, place };
        schema::upgrade_in_place(&staged.engine()?)?;
        Ok(staged)
    }

    /// The copy, to be checked and changed before it takes its place.
    pub(crate) fn open(&self) -> Result<Book, StoreError> {
        Ok(Book::over(self.engine()?, self.scratch.path().to_owned()))
    }

    fn engine(&self) -> Result<Engine, StoreError> {
        let engine = Engine::open(self.scratch.path())?;
        engine.build_in_one_file()?;
        Ok(engine)
    }

    /// Puts the copy at its place, and the book that is held there at `aside`, where nothing is yet. Says whether there
    /// was one.
    ///
    /// # Errors
    /// The disk refuses; then the book is where it was, or the error says what happened.
    pub(crate) fn put_in_place_of(self, held: HeldBook, aside: &Path) -> Result<bool, StoreError> {
        // From here on it is a book like any other, with a log of its own once it is written to.
        self.engine()?.use_log()?;
        let cannot = |error: io::Error| StoreError::BadPath {
            path: self.place.clone(),
            why: Tried::cause("the copy cannot be put there", error),
        };
        let scratch = self.scratch.path();
        if !held.exists {
            set_logs_aside(&self.place, aside).map_err(&cannot)?;
            return if self.scratch.put_at(&self.place)? {
                Ok(false)
            } else {
                Err(StoreError::MadeMeanwhile)
            };
        }
        keep_owner_and_mode(&self.place, scratch).map_err(&cannot)?;
        sync(scratch).map_err(&cannot)?;
        if held.book.is_none() {
            // A book that cannot be read keeps its log: something may still be found in it.
            set_logs_aside(&self.place, aside).map_err(&cannot)?;
        }
        // A log that was begun since would be taken for that of the copy.
        if held.book.is_some() && has_log(&self.place) {
            return Err(StoreError::Busy);
        }
        exchange(scratch, &self.place, aside).map_err(&cannot)?;
        held.let_go();
        let folder = self.place.parent().unwrap_or(Path::new("."));
        sync(folder).map_err(|error| StoreError::Unsettled {
            path: self.place.clone(),
            cause: error,
        })?;
        Ok(true)
    }
}

/// The book at a place, held so that nobody else reads or writes it.
pub(crate) struct HeldBook {
    /// Nobody new opens it.
    _door: ClosedDoor,
    exists: bool,
    /// None if there is no book, or one that cannot be used and so is not in use.
    book: Option<Book>,
}

impl HeldBook {
    /// Takes hold of the book at a place, if there is one, and brings its log into it. Those who have it open are waited
    /// for, and named where that takes long.
    ///
    /// # Errors
    /// Somebody has it open for too long, or it may not be written.
    pub(crate) fn book_at(place: &Path, waiting: impl Fn(&str)) -> Result<Self, StoreError> {
        let place = path::resolve(place)?;
        let opened = Book::open_as_it_is(&place);
        let door = ClosedDoor::of(&place)?;
        let held = opened.and_then(|book| {
            book.engine
                .hold_alone(|| waiting(&waiting_for_users(&place)))?;
            Ok(book)
        });
        let (exists, book) = match held {
            Ok(book) => (true, Some(book)),
            Err(StoreError::Missing(_)) => (false, None),
            Err(
                StoreError::NoDatabase
                | StoreError::NotABook(_)
                | StoreError::Newer { .. }
                | StoreError::ForeignSchema(_)
                | StoreError::Damaged(_)
                | StoreError::ForeignLog(_),
            ) => (true, None),
            Err(error) => return Err(error),
        };
        Ok(Self {
            _door: door,
            exists,
            book,
        })
    }

    /// The book, where there is one that can be used.
    #[must_use]
    pub(crate) fn book(&self) -> Option<&Book> {
        self.book.as_ref()
    }

    /// The file has another name now; files that the engine still wrote next to it would belong to another book.
    fn let_go(mut self) {
        if let Some(book) = self.book.take() {
            book.engine.rollback();
        }
    }
}

impl Drop for HeldBook {
    fn drop(&mut self) {
        if let Some(book) = self.book.take() {
            book.engine.rollback();
            // It stays where it is, and many are to use it again; without the log they would wait for one another. The
            // next command sees to it where this fails.
            let _ = book.engine.use_log();
        }
    }
}

/// Has two files change their names: `scratch` gets that of the book, and the book the name `aside`.
#[cfg(target_os = "linux")]
fn exchange(scratch: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    // First the copy is called what the book will be called, so that a crash in between leaves no book under a name that
    // is swept.
    put_without_replacing(scratch, aside)?;
    match renameat_with(CWD, aside, CWD, place, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            std::fs::rename(aside, scratch)?;
            one_after_the_other(scratch, place, aside)
        }
        exchanged => Ok(exchanged?),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(scratch: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    one_after_the_other(scratch, place, aside)
}

/// The same where the file system cannot exchange names: for a moment there is no book.
fn one_after_the_other(scratch: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    put_without_replacing(place, aside)?;
    std::fs::rename(scratch, place)
}

/// Moves the log and its index along with a file.
fn set_logs_aside(place: &Path, aside: &Path) -> io::Result<()> {
    for suffix in [LOG, LOG_INDEX] {
        match std::fs::rename(beside(place, suffix), beside(aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Who may read and write the book stays as it is.
fn keep_owner_and_mode(book: &Path, copy: &Path) -> io::Result<()> {
    let meta = std::fs::metadata(book)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, chown};
        // Only root may give a file away; everybody else owns what they replace, or gets it by replacing it.
        let _ = chown(copy, Some(meta.uid()), Some(meta.gid()));
    }
    std::fs::set_permissions(copy, meta.permissions())
}
