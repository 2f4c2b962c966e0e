//! What an error of the engine means.

use super::Engine;
use crate::store::error::StoreError;
use crate::store::error::Tried;
use crate::store::path::{LOG, beside};
use rusqlite::ErrorCode;
use std::io;
use std::path::Path;

// Extended codes that mean a full or failing disk, whatever their primary code says.
pub(super) const IO_WRITE: i32 = 778;
const IO_FSYNC: i32 = 1034;
pub(super) const SHM_OPEN: i32 = 4618;
pub(super) const SHM_SIZE: i32 = 4874;
pub(super) const SHM_MAP: i32 = 5386;

impl Engine {
    /// What an error means. The engine reports what the disk refuses to read as malformed, and a failing disk can also
    /// return other bytes than it keeps; so the file is read once more before anybody is advised to restore a copy.
    pub(super) fn explained(&self, error: rusqlite::Error) -> StoreError {
        match (error.sqlite_error_code(), self.0.path()) {
            (Some(ErrorCode::DatabaseCorrupt), Some(path)) if !path.is_empty() => {
                let path = Path::new(path);
                if let Err(error) = readable(path) {
                    StoreError::Disk(Tried::cause(format!("reading {}", path.display()), error))
                } else if reads_well(path) {
                    StoreError::Disk(
                        "a page was read wrongly, and correctly when it was read again".into(),
                    )
                } else {
                    explained(error)
                }
            }
            (Some(ErrorCode::ReadOnly), _) => self.why_read_only(),
            _ => explained(error),
        }
    }
}

pub(super) fn explained(error: rusqlite::Error) -> StoreError {
    let Some(code) = error.sqlite_error().copied() else {
        return StoreError::Failed(error.into());
    };
    match (code.extended_code, code.code) {
        (SHM_SIZE | IO_WRITE | IO_FSYNC, _)
        | (_, ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => StoreError::Disk(error.into()),
        (_, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        (_, ErrorCode::ReadOnly) => StoreError::ReadOnly,
        (_, ErrorCode::NotADatabase) => StoreError::NoDatabase,
        (_, ErrorCode::DatabaseCorrupt) => StoreError::Damaged("a page is malformed".to_owned()),
        (_, ErrorCode::TooBig) => {
            StoreError::Damaged("a value is longer than any that is ever recorded".to_owned())
        }
        (_, ErrorCode::CannotOpen) => StoreError::NotOpened(error.into()),
        (_, ErrorCode::ConstraintViolation) => {
            StoreError::Damaged(format!("a check of the schema refused a row ({error})"))
        }
        _ => StoreError::Failed(error.into()),
    }
}

/// Reads a database and its log from the first byte to the last.
fn readable(path: &Path) -> io::Result<()> {
    let mut room = vec![0; 1 << 16];
    for path in [path.to_owned(), beside(path, LOG)] {
        let file = match std::fs::File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            file => file?,
        };
        let mut at = 0;
        loop {
            match read_at(&file, &mut room, at)? {
                0 => break,
                length => at += length as u64,
            }
        }
    }
    Ok(())
}

/// Reads as the engine does: at a place, not on from the last one.
#[cfg(unix)]
fn read_at(file: &std::fs::File, room: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, room, at)
}

#[cfg(not(unix))]
fn read_at(mut file: &std::fs::File, room: &mut [u8], at: u64) -> io::Result<usize> {
    use std::io::{Read as _, Seek as _};
    file.seek(io::SeekFrom::Start(at))?;
    file.read(room)
}

/// Whether a database is sound when it is read afresh, which leaves nothing next to it.
fn reads_well(path: &Path) -> bool {
    let check = Engine::open_read_only(path).map(|again| {
        let ask = "pragma quick_check";
        again.0.query_row(ask, [], |row| row.get::<_, String>(0))
    });
    matches!(check, Ok(Ok(answer)) if answer == "ok")
}
