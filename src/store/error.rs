//! What can be wrong with a book, in words for the person who uses it.

use std::path::PathBuf;

/// Why the book could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No book at this path.
    #[error("no book at {0}")]
    Missing(PathBuf),
    /// The path cannot hold a book.
    #[error("`{path}` cannot be a book: {why}")]
    BadPath {
        /// As it was given.
        path: PathBuf,
        /// Why not.
        why: String,
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
    #[error("the disk is full or failing ({0})")]
    Disk(String),
    /// The system has run out of something that opening a file takes.
    #[error("the book cannot be opened: {0}")]
    Exhausted(String),
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
    #[error("{}", uncertain(*unchanged, cause))]
    Commit {
        /// Whether the change turned out not to be in the book; `None`: that could not be found out.
        unchanged: Option<bool>,
        /// The error of the commit.
        cause: String,
    },
    /// A file is at its place, but the disk did not say that it keeps it there.
    #[error("{path} was written whole, but the disk did not say that it keeps it ({cause})")]
    Unsettled {
        /// The file.
        path: PathBuf,
        /// The error of the disk.
        cause: String,
    },
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

/// Says of a commit that failed what became of the change.
fn uncertain(unchanged: Option<bool>, cause: &str) -> String {
    if unchanged == Some(true) {
        format!("the change could not be written ({cause}); the book was not changed")
    } else {
        format!(
            "the change may or may not have been written ({cause}), and the book cannot be read to find out"
        )
    }
}
