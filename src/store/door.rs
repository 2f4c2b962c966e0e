//! A command that puts a copy in the place of a book keeps others from opening it for that moment: those that have it
//! open finish in their own time, and no new one gets in.

use super::error::StoreError;
use super::path::beside;
use crate::store::error::Tried;
use std::path::{Path, PathBuf};

/// What is added to the name of a book for the file that says that nobody is to open it.
const DOOR: &str = "-restoring";

/// How often it is tried again, and how many times at most: half a minute in all.
#[cfg(target_os = "linux")]
const PAUSE: std::time::Duration = std::time::Duration::from_millis(50);
#[cfg(target_os = "linux")]
const TIMES: u32 = 600;

/// The way to a book, closed until it is dropped. It is a lock on a file, so that it does not outlive its process.
pub(super) struct ClosedDoor {
    path: PathBuf,
    _locked: std::fs::File,
}

impl ClosedDoor {
    /// Closes the way to a book.
    ///
    /// # Errors
    /// Another command has closed it, or no file can be created next to the book.
    #[cfg(target_os = "linux")]
    pub(super) fn of(book: &Path) -> Result<Self, StoreError> {
        use rustix::fs::{FlockOperation, flock};
        let path = beside(book, DOOR);
        let cannot = |error: std::io::Error| StoreError::BadPath {
            path: book.to_owned(),
            why: Tried::cause("no file can be created next to it", error),
        };
        loop {
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create(true);
            std::os::unix::fs::OpenOptionsExt::custom_flags(
                &mut options,
                rustix::fs::OFlags::NOFOLLOW.bits().cast_signed(),
            );
            let file = options.open(&path).map_err(&cannot)?;
            if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
                return Err(StoreError::Busy);
            }
            // The one that had it before may have removed it a moment ago, and then this lock keeps nobody out.
            if super::path::is_open_at(&file, &path) {
                return Ok(Self {
                    path,
                    _locked: file,
                });
            }
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn of(book: &Path) -> Result<Self, StoreError> {
        let path = beside(book, DOOR);
        let file = std::fs::File::create(&path).map_err(|_| StoreError::ReadOnly)?;
        Ok(Self {
            path,
            _locked: file,
        })
    }
}

impl Drop for ClosedDoor {
    fn drop(&mut self) {
        // It is removed while it is locked, so that nobody removes a lock file that another command has just created. Where it
        // stays it is not locked any more, and keeps nobody out.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether the way to a book is closed.
#[cfg(target_os = "linux")]
pub(super) fn is_closed(book: &Path) -> bool {
    use rustix::fs::{FlockOperation, flock};
    std::fs::File::open(beside(book, DOOR))
        .is_ok_and(|file| flock(&file, FlockOperation::NonBlockingLockShared).is_err())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_closed(_: &Path) -> bool {
    false
}

/// Waits until the way to a book is open.
///
/// # Errors
/// It stays closed for too long.
#[cfg(target_os = "linux")]
pub(super) fn wait_until_open(book: &Path) -> Result<(), StoreError> {
    for _ in 0..TIMES {
        if !is_closed(book) {
            return Ok(());
        }
        std::thread::sleep(PAUSE);
    }
    Err(StoreError::Busy)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn wait_until_open(_: &Path) -> Result<(), StoreError> {
    Ok(())
}
