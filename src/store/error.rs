//! What can be wrong with a book, in words for the person who uses it.

use std::error::Error;
use std::io;
use std::path::PathBuf;

/// The error that another was caused by.
pub(crate) type Cause = Box<dyn Error + Send + Sync>;

/// A system error, with what was tried.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub(super) struct Tried {
    what: String,
    #[source]
    error: io::Error,
}

impl Tried {
    pub(super) fn cause(what: impl Into<String>, error: io::Error) -> Cause {
        let what = what.into();
        Box::new(Self { what, error })
    }
}

/// Why the book could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No book at this path.
    #[error("no book at {0}")]
    Missing(PathBuf),
    /// The path cannot hold a book.
    #[error("`{path}` cannot be a book")]
    BadPath {
        /// As it was given.
        path: PathBuf,
        /// Why not.
        #[source]
        why: Cause,
    },
    /// There is something at the place of a copy already.
    #[error("`{0}` exists already; a copy never takes the place of a file")]
    Occupied(PathBuf),
    /// The file is not a book.
    #[error("{0} is not a book of this program")]
    NotABook(PathBuf),
    /// The file is not a database.
    #[error("the file is not a book: its first page is not that of a database")]
    NoDatabase,
    /// A newer program wrote the book.
    #[error(
        "the book is of schema version {book}, and this mpp knows only up to {known}; nothing was changed"
    )]
    Newer {
        /// The book's schema version.
        book: i64,
        /// This program's.
        known: i64,
    },
    /// Another command made the book at the same moment.
    #[error("another command made the book at the same moment; nothing was changed")]
    MadeMeanwhile,
    /// The book's schema is not the one of its version.
    #[error("the book's schema is not the one this program wrote: {0}")]
    ForeignSchema(String),
    /// The log next to the book is not the book's own.
    #[error(
        "{0} is not the log of this book: another file was put in the place of the book it belongs to"
    )]
    ForeignLog(PathBuf),
    /// Something in the book is not what this program wrote.
    #[error("the book is damaged: {0}")]
    Damaged(String),
    /// What was written was read back as something else, and rolled back.
    #[error(
        "what was written was read back as something else ({0}); it was rolled back, and nothing was changed"
    )]
    NotAsWritten(String),
    /// Another command held the book too long.
    #[error("another command has been writing to the book for too long; nothing was changed")]
    Busy,
    /// The disk is full or failing.
    #[error("the disk is full or failing")]
    Disk(#[source] Cause),
    /// The book cannot be opened, such as where the system has run out of something that it takes.
    #[error("the book cannot be opened")]
    NotOpened(#[source] Cause),
    /// The book may not be written.
    #[error("the book cannot be written: the file or its folder is read-only")]
    ReadOnly,
    /// A file next to the book belongs to another user and may not be written.
    #[error("the book cannot be written: {path} next to it belongs to {owner}")]
    ForeignFile {
        /// The file.
        path: PathBuf,
        /// Whose it is.
        owner: String,
    },
    /// The book may not be written, and so its latest changes, in its log, cannot be read.
    #[error(
        "the latest changes of the book are in {0}, which can be read only by someone who may write the book"
    )]
    UnreadLog(PathBuf),
    /// The book is of an older version, and may not be written.
    #[error(
        "the book has an older version and cannot be upgraded: the file or its directory is read-only"
    )]
    Older,
    /// A commit failed, and the book was looked at again.
    #[error("{}", uncertain(*unchanged))]
    Commit {
        /// Whether the change turned out not to be in the book; `None`: that could not be found out.
        unchanged: Option<bool>,
        /// The error of the commit.
        #[source]
        cause: Box<StoreError>,
    },
    /// A file is at its place, but the disk did not say that it keeps it there.
    #[error("{path} was written whole, but the disk did not say that it keeps it")]
    Unsettled {
        /// The file.
        path: PathBuf,
        /// The error of the disk.
        #[source]
        cause: io::Error,
    },
    /// Anything else.
    #[error(transparent)]
    Failed(Cause),
}

/// Returns what went wrong with what caused it, in one line.
pub(super) fn in_full(error: &StoreError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// Says of a commit that failed what became of the change.
fn uncertain(unchanged: Option<bool>) -> &'static str {
    if unchanged == Some(true) {
        "the change could not be written; the book was not changed"
    } else {
        "the change may or may not have been written, and the book cannot be read to find out"
    }
}
