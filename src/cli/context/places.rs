//! Where the book is and its copies are, and what may be written to.

use super::Context;
use crate::cli::settings::SettingSource;
use crate::cli::terminal::atomic_file::folder_of;
use crate::cli::terminal::error::{Failure, FailureKind};
use anyhow::Context as _;
use rustix::fs::{Access, access};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

impl Context<'_> {
    /// Where the book is, or is to be.
    ///
    /// # Errors
    /// Nothing says where.
    pub fn book_path(&self) -> Result<PathBuf, Failure> {
        let db = self.settings.db.as_ref().ok_or_else(|| {
            Failure::usage("cannot locate the book: no home directory")
                .hint("`--db PATH` or MPP_DB names the book")
        })?;
        Ok(db.value.clone())
    }

    /// The name of a copy of the book that is made now, in a folder of copies: `book-20150331T090000Z.db`; the second one
    /// of the same moment is `book-20150331T090000Z-2.db`.
    ///
    /// # Errors
    /// Nothing says where the book is.
    pub fn name_of_copy(&self, number: u32) -> Result<String, Failure> {
        let moment = self.moment();
        let number = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        Ok(format!("{}-{moment}{number}.db", self.stem()?))
    }

    /// The current moment as used in file names: `20150331T090000Z`.
    pub(crate) fn moment(&self) -> String {
        self.environment.now.replace(['-', ':'], "")
    }

    /// Whether a file is named like a copy of this book.
    pub fn is_name_of_copy(&self, name: &std::ffi::OsStr) -> bool {
        let rest = self.stem().ok().and_then(|stem| {
            let rest = name.to_str()?.strip_prefix(&*stem)?;
            rest.strip_prefix('-')?.strip_suffix(".db")
        });
        let is_moment = |moment: &str| {
            moment.len() == 16
                && moment.bytes().enumerate().all(|(at, byte)| match at {
                    8 => byte == b'T',
                    15 => byte == b'Z',
                    _ => byte.is_ascii_digit(),
                })
        };
        let is_number =
            |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        rest.is_some_and(|rest| match rest.split_once('-') {
            Some((moment, number)) => is_moment(moment) && is_number(number),
            None => is_moment(rest),
        })
    }

    fn stem(&self) -> Result<String, Failure> {
        let path = self.book_path()?;
        let stem = path.file_stem().unwrap_or_default();
        Ok(stem.to_string_lossy().into_owned())
    }

    /// Whether the book is at its default place, for which the directory is created too.
    pub(crate) fn at_default_place(&self) -> bool {
        let db = self.settings.db.as_ref();
        db.is_some_and(|db| db.from == SettingSource::Default)
    }

    /// Refuses to write where something would be lost: over a book, or over the file that is being read; and where
    /// nothing can be written, before anything is changed.
    pub fn may_be_written(&self, path: &Path, read: Option<&Path>) -> Result<(), Failure> {
        let shown = path.display();
        let same = |other: &Path| same_file(path, other);
        if path.is_dir() {
            return Err(Failure::new(
                FailureKind::Failed,
                format!("writing {shown}: it is a folder"),
            ));
        }
        if path
            .parent()
            .is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
        {
            return Err(Failure::new(
                FailureKind::Failed,
                format!("writing {shown}: its folder does not exist"),
            ));
        }
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let is_stream = place.metadata().is_ok_and(|meta| !meta.is_file());
        // A regular file is replaced, for which its folder is written to.
        let changed = if is_stream { &place } else { folder_of(&place) };
        access(changed, Access::WRITE_OK).with_context(|| format!("writing {shown}"))?;
        if read.is_some_and(same) {
            return Err(Failure::usage(format!(
                "`{shown}` is the file that is read; it would be lost"
            )));
        }
        let mut start = [0; 16];
        let is_file = path.metadata().is_ok_and(|meta| meta.is_file());
        let read =
            is_file.then(|| File::open(path).and_then(|mut file| file.read_exact(&mut start)));
        let beside_book = self.book_path().is_ok_and(|book| {
            ["-wal", "-shm"].iter().any(|suffix| {
                let mut name = book.clone().into_os_string();
                name.push(suffix);
                same(Path::new(&name))
            })
        });
        if beside_book || matches!(read, Some(Ok(()))) && start == *b"SQLite format 3\0" {
            return Err(Failure::usage(format!(
                "`{shown}` is a book or another database; it would be lost"
            )));
        }
        Ok(())
    }

    /// Makes sure, before anything is changed, that its results can be written.
    pub fn check_output(&self, read: Option<&Path>) -> Result<(), Failure> {
        self.screen
            .file
            .as_deref()
            .map_or(Ok(()), |path| self.may_be_written(path, read))
    }

    /// Returns where to create a book, and creates the directory of the default place.
    ///
    /// # Errors
    /// Nothing says where, or the folder cannot be made.
    pub fn new_book_path(&self) -> Result<PathBuf, Failure> {
        let path = self.book_path()?;
        if let Some(folder) = path.parent().filter(|_| self.at_default_place()) {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("creating {}", folder.display()))?;
        }
        Ok(path)
    }
}

/// The last part of a path, for people.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Whether two paths name the same file that is there.
pub(crate) fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
