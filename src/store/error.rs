//! What can be wrong with a book, in words for the person who uses it.

use std::fmt;
use std::path::PathBuf;

/// Why the book could not be read or changed.
#[derive(Debug)]
pub enum StoreError {
    /// No book at this path.
    Missing(PathBuf),
    /// The path cannot hold a book.
    BadPath {
        /// As it was given.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// There is something at the place of a copy already.
    Occupied(PathBuf),
    /// The file is not a book.
    NotABook(PathBuf),
    /// The file is not a database.
    NoDatabase,
    /// A newer program wrote the book.
    Newer {
        /// The book's schema version.
        book: i64,
        /// This program's.
        known: i64,
    },
    /// Another command made the book at the same moment.
    MadeMeanwhile,
    /// The book's schema is not the one of its version.
    ForeignSchema(String),
    /// The log next to the book is not the book's own.
    ForeignLog(PathBuf),
    /// Something in the book is not what this program wrote.
    Damaged(String),
    /// What was written was read back as something else, and rolled back.
    NotAsWritten(String),
    /// Another command held the book too long.
    Busy,
    /// The disk is full or failing.
    Disk(String),
    /// The system has run out of something that opening a file takes.
    Exhausted(String),
    /// The book may not be written.
    ReadOnly,
    /// A file next to the book belongs to another user and may not be written.
    ForeignFile {
        /// The file.
        path: PathBuf,
        /// Whose it is.
        owner: String,
    },
    /// The book may not be written, and so its latest changes, in its log, cannot be read.
    UnreadLog(PathBuf),
    /// The book is of an older version, and may not be written.
    Older,
    /// A commit failed, and the book was looked at again.
    Commit {
        /// Whether the change turned out not to be in the book; `None`: that could not be found out.
        unchanged: Option<bool>,
        /// The error of the commit.
        cause: String,
    },
    /// A file is at its place, but the disk did not say that it keeps it there.
    Unsettled {
        /// The file.
        path: PathBuf,
        /// The error of the disk.
        cause: String,
    },
    /// Anything else.
    Failed(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "no book at {}", path.display()),
            Self::BadPath { path, why } => {
                write!(f, "`{}` cannot be a book: {why}", path.display())
            }
            Self::Occupied(path) => write!(
                f,
                "`{}` exists already; a copy never takes the place of a file",
                path.display()
            ),
            Self::NotABook(path) => write!(f, "{} is not a book of this program", path.display()),
            Self::NoDatabase => {
                f.write_str("the file is not a book: its first page is not that of a database")
            }
            Self::Newer { book, known } => {
                write!(
                    f,
                    "the book is of schema version {book}, and this mpp knows only up to {known}; nothing was changed"
                )
            }
            Self::MadeMeanwhile => {
                f.write_str("another command made the book at the same moment; nothing was changed")
            }
            Self::ForeignSchema(what) => write!(
                f,
                "the book's schema is not the one this program wrote: {what}"
            ),
            Self::ForeignLog(path) => write!(
                f,
                "{} is not the log of this book: another file was put in the place of the book it belongs to",
                path.display()
            ),
            Self::Damaged(what) => write!(f, "the book is damaged: {what}"),
            Self::NotAsWritten(what) => write!(
                f,
                "what was written was read back as something else ({what}); it was rolled back, and nothing was changed"
            ),
            Self::Busy => f.write_str(
                "another command has been writing to the book for too long; nothing was changed",
            ),
            Self::Disk(what) => write!(f, "the disk is full or failing ({what})"),
            Self::Exhausted(what) => write!(f, "the book cannot be opened: {what}"),
            Self::ForeignFile { path, owner } => write!(
                f,
                "the book cannot be written: {} next to it belongs to {owner}",
                path.display()
            ),
            Self::UnreadLog(path) => write!(
                f,
                "the latest changes of the book are in {}, which can be read only by someone who may write the book",
                path.display()
            ),
            Self::ReadOnly => {
                f.write_str("the book cannot be written: the file or its folder is read-only")
            }
            Self::Older => f.write_str(
                "the book has an older version and cannot be upgraded: the file or its directory is read-only",
            ),
            Self::Commit {
                unchanged: Some(true),
                cause,
            } => write!(
                f,
                "the change could not be written ({cause}); the book was not changed"
            ),
            Self::Commit { cause, .. } => write!(
                f,
                "the change may or may not have been written ({cause}), and the book cannot be read to find out"
            ),
            Self::Unsettled { path, cause } => write!(
                f,
                "{} was written whole, but the disk did not say that it keeps it ({cause})",
                path.display()
            ),
            Self::Failed(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for StoreError {}

impl StoreError {
    /// What to type next.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::Missing(_) => {
                vec!["`mpp init` makes one, and so does the first `mpp apply`".to_owned()]
            }
            Self::BadPath { .. } => {
                vec!["`--db PATH` or MPP_DB names a file in an existing folder".to_owned()]
            }
            Self::NotABook(_) | Self::NoDatabase => {
                vec!["`--db PATH` or MPP_DB names the book".to_owned()]
            }
            Self::ForeignFile { path, owner } => vec![format!(
                "while no command uses the book, {owner} may remove it, or you may where it is empty: `rm {}`",
                path.display()
            )],
            Self::UnreadLog(_) => {
                vec!["any command of someone who may write the book writes them back".to_owned()]
            }
            Self::Older => {
                vec!["any command of someone who may write there upgrades it".to_owned()]
            }
            Self::Newer { .. } => vec!["use the mpp that wrote it, or a newer one".to_owned()],
            Self::ForeignSchema(_) | Self::Damaged(_) => vec![
                "`mpp audit` says what is wrong; `mpp restore COPY` puts a copy in its place"
                    .to_owned(),
            ],
            Self::ForeignLog(path) => vec![
                "`mpp restore COPY` puts a copy in the place of a book and sets its log aside"
                    .to_owned(),
                format!(
                    "where the file is the one that is wanted, move {} away",
                    path.display()
                ),
            ],
            Self::NotAsWritten(_) => vec!["`mpp audit` checks the book".to_owned()],
            Self::Busy | Self::MadeMeanwhile => vec!["try again in a moment".to_owned()],
            Self::Commit {
                unchanged: None | Some(false),
                ..
            } => vec!["`mpp history` shows whether it is there".to_owned()],
            Self::Unsettled { path, .. } => {
                vec![format!("`mpp audit --db {}` looks at it", path.display())]
            }
            _ => Vec::new(),
        }
    }
}
