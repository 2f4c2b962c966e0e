//! Where a book may lie.

use super::error::StoreError;
use super::scratch;
use std::path::{Path, PathBuf};

/// What the engine adds to the name of a book for the log of its latest changes, and for that log's index.
pub(super) const LOG: &str = "-wal";
pub(super) const LOG_INDEX: &str = "-shm";

/// What follows the name of a book, its ending left out, in the names of files that hold it as it was: before an upgrade,
/// and before a copy was put in its place.
pub(super) const BEFORE_VERSION: &str = ".before-version-";
pub(super) const SET_ASIDE: &str = ".set-aside-";

/// Returns a free name next to a book for a copy of it: `book.set-aside-20150331T090000Z.db`.
pub(super) fn free_beside(book: &Path, kind: &str, which: &str) -> PathBuf {
    let kind = kind.trim_start_matches('.');
    let mut number = 1;
    loop {
        let suffix = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let name = book.with_extension(format!("{kind}{which}{suffix}.db"));
        if !name.exists() {
            return name;
        }
        number += 1;
    }
}

/// Returns the path of a file whose name is another's with a suffix.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The path of a book with its folder resolved, refused where a book there would vanish or be another's.
///
/// The engine takes `file:` addresses, `:memory:` and the empty path for something else than a file: a book
/// there would be gone after "done". A folder, a device or a file with a second name cannot hold one.
pub(super) fn resolve(given: &Path) -> Result<PathBuf, StoreError> {
    let refuse = |why: &str| {
        Err(StoreError::BadPath {
            path: given.to_owned(),
            why: why.into(),
        })
    };
    let text = given.to_string_lossy();
    if text.is_empty() {
        return refuse("the path is empty");
    }
    if text.starts_with(':') || text.to_ascii_lowercase().starts_with("file:") {
        return refuse("it is not the path of a file");
    }
    let Some(name) = given.file_name() else {
        return refuse("it names a folder");
    };
    let folder = given
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let path = match folder.canonicalize() {
        Ok(folder) => folder.join(name),
        Err(_) => return Ok(given.to_owned()),
    };
    match std::fs::symlink_metadata(&path) {
        Ok(meta) if meta.is_dir() => refuse("it is a folder"),
        Ok(meta) if meta.file_type().is_symlink() => {
            refuse("it is a symbolic link; give the file itself")
        }
        Ok(meta) if !meta.is_file() => refuse("it is not a plain file"),
        Ok(meta) if links(&meta) > 1 => {
            // A command that was killed as it put the book at its place may have left the other name.
            scratch::sweep(&path);
            match std::fs::symlink_metadata(&path) {
                Ok(meta) if links(&meta) > 1 => {
                    refuse("the file has more than one name (hard links)")
                }
                _ => Ok(path),
            }
        }
        _ => Ok(path),
    }
}

/// What identifies a file, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileId {
    device: u64,
    number: u64,
}

/// The file that is at a path now.
#[cfg(unix)]
pub(super) fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt as _;
    let meta = std::fs::symlink_metadata(path).ok()?;
    Some(FileId {
        device: meta.dev(),
        number: meta.ino(),
    })
}

#[cfg(not(unix))]
pub(super) fn file_id(path: &Path) -> Option<FileId> {
    path.exists().then_some(FileId {
        device: 0,
        number: 0,
    })
}

/// Whether there are changes next to a file that are not in it yet.
pub(super) fn has_log(path: &Path) -> bool {
    std::fs::metadata(beside(path, LOG)).is_ok_and(|log| log.len() > 0)
}

/// Whether an open file is the one that is at a path now.
#[cfg(unix)]
pub(super) fn is_open_at(file: &std::fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let open = file.metadata().ok().map(|meta| FileId {
        device: meta.dev(),
        number: meta.ino(),
    });
    open.is_some() && open == file_id(path)
}

#[cfg(unix)]
fn links(meta: &std::fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    meta.nlink()
}

#[cfg(not(unix))]
fn links(_: &std::fs::Metadata) -> u64 {
    1
}
