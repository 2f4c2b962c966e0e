//! The log of a book, and whether it is the book's own.
//!
//! The engine keeps the latest changes in a log next to the file until they are written back, which the last one to
//! close the book does. A log that is left over, because a command was killed, is read by the next command as part of
//! the book, whatever book that is: if another file was put in the book's place meanwhile, an old copy say, two
//! histories would be mixed without a word. So a log that is left over is checked before anything relies on it.

use super::backup::ends_of;
use super::book::Book;
use super::engine::Engine;
use super::error::StoreError;
use super::path::{LOG, beside, has_log};
use super::writer::is_in_use;
use crate::store::error::Tried;
use std::io::Read as _;
use std::path::Path;

/// Whether there is a log next to a book that nobody uses.
pub(super) fn is_left_over(path: &Path) -> bool {
    has_log(path) && !is_in_use(path)
}

/// How often a log is checked before it is refused, and the pause between two checks.
const CHECKS: u32 = 6;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(50);

/// The checks of a log that was left over when the book was opened.
///
/// Another command may open the book meanwhile and bring the log into the file. A check that reads the file in the
/// middle of that finds nonsense, so a log is refused only if it fails several checks in a row.
#[derive(Debug, Default)]
pub(super) struct Checks {
    failed: u32,
}

impl Checks {
    /// Whether a check has failed so far.
    pub(super) fn have_begun(&self) -> bool {
        self.failed > 0
    }

    /// Checks the log of a book that was opened in doubt, together with its log. Returns false where the book has to be
    /// opened and checked again.
    ///
    /// The history in the file alone must be the beginning of the history with the log, and what the log adds must follow
    /// from it, entry by entry. A command that was killed while it wrote the log back may leave a file that is
    /// nothing by itself; with the log it is whole again, and that is then all that is asked.
    ///
    /// # Errors
    /// The log is another book's, or another state's of this one.
    pub(super) fn pass(&mut self, book: &Book) -> Result<bool, StoreError> {
        let is_own = match is_own(book) {
            Err(StoreError::Damaged(_)) => false,
            is_own => is_own?,
        };
        if is_own {
            book.engine.keep_log_on_closing(false)?;
            return Ok(true);
        }
        self.failed += 1;
        if self.failed == CHECKS {
            return Err(StoreError::ForeignLog(beside(book.path(), LOG)));
        }
        std::thread::sleep(PAUSE);
        Ok(false)
    }
}

fn is_own(book: &Book) -> Result<bool, StoreError> {
    let Some(head) = book.head()? else {
        return Ok(false);
    };
    let alone = Engine::frozen(book.path()).ok();
    let mut entry = match alone.and_then(|engine| ends_of(engine, book.path())) {
        None => head.entry.0 - 1,
        Some((id, last)) => {
            let begins_alike =
                book.id()? == Some(id) && book.digest_of(last.entry)? == Some(last.digest);
            if !begins_alike {
                return Ok(false);
            }
            // Each entry was added by a commit of its own.
            if head.entry.0 - last.entry.0 > commits(&beside(book.path(), LOG))? {
                return Ok(false);
            }
            last.entry.0
        }
    };
    while entry < head.entry.0 {
        entry += 1;
        if !book.follows(entry)? {
            return Ok(false);
        }
    }
    // Pages of another book may lie where nothing was asked for so far, and hold rows of no entry of this one.
    Ok(book.last_row()? <= head.entry.0 && book.engine.is_well_formed()?)
}

/// How many commits a log holds. Whatever else is in the file is left of an earlier round.
///
/// A log is a header of 32 bytes, which has the size of a page at 8 and the mark of its round at 16, and frames of 24 bytes
/// and a page each. A frame has the size of the database at 4 where it ends a commit, else 0, and the mark at 8.
fn commits(log: &Path) -> Result<i64, StoreError> {
    let cannot = |error: std::io::Error| {
        StoreError::Disk(Tried::cause(format!("reading {}", log.display()), error))
    };
    let mut file = std::io::BufReader::new(std::fs::File::open(log).map_err(cannot)?);
    let mut header = [0; 32];
    if file.read_exact(&mut header).is_err() {
        return Ok(0);
    }
    let number = |bytes: &[u8]| u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let page = i64::from(number(&header[8..]));
    let mut commits = 0;
    let mut frame = [0; 24];
    while file.read_exact(&mut frame).is_ok() && frame[8..16] == header[16..24] {
        commits += i64::from(number(&frame[4..]) != 0);
        file.seek_relative(page).map_err(cannot)?;
    }
    Ok(commits)
}
