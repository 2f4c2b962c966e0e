//! A new book, built whole under another name before it is put at its place.

use super::error::StoreError;
use super::path::{LOG, LOG_INDEX, beside};
use crate::store::error::Tried;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

/// A file under a temporary name next to its later place; removed when dropped.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// The path of the file.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn beside(path: &Path) -> Result<Self, StoreError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let scratch = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
        sweep(path);
        let scratch = Self(scratch);
        // A process of the same number may have been killed here once.
        scratch.remove();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
            .open(&scratch.0)
            .map_err(|error| cannot_make(path, error))?;
        Ok(scratch)
    }

    /// Puts the file at its place, unless there is one already: then `false`.
    pub(super) fn put_at(&self, path: &Path) -> Result<bool, StoreError> {
        sync(&self.0).map_err(|error| cannot_make(path, error))?;
        match put_without_replacing(&self.0, path) {
            Ok(()) => {
                let folder = path.parent().unwrap_or(Path::new("."));
                sync(folder).map_err(|error| StoreError::Unsettled {
                    path: path.to_owned(),
                    cause: error,
                })?;
                Ok(true)
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(cannot_make(path, error)),
        }
    }
}

/// Brings a file or a folder to the disk.
pub(super) fn sync(path: &Path) -> std::io::Result<()> {
    std::fs::File::open(path).and_then(|file| file.sync_all())
}

#[cfg(target_os = "linux")]
pub(super) fn put_without_replacing(from: &Path, to: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => std::fs::hard_link(from, to),
        done => Ok(done?),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn put_without_replacing(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::hard_link(from, to)
}

/// Removes what killed commands left while they created this book.
pub(super) fn sweep(path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(folder) = path.parent() {
        sweep_those(folder, |of| of == name);
    }
}

/// The same for every file in a folder whose name begins with these words.
pub(super) fn sweep_in(folder: &Path, begin: &str) {
    sweep_those(folder, |of| of.starts_with(begin));
}

/// Removes what was to become a file of a name in a folder, `.NAME.PROCESS.new`, where that process is gone.
fn sweep_those(folder: &Path, is_meant: impl Fn(&str) -> bool) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let left = entry.file_name();
        let left = left.to_string_lossy();
        let left = left.strip_prefix('.');
        let maker = left.and_then(|left| left.rsplit_once(".new")?.0.rsplit_once('.'));
        if maker.is_some_and(|(of, process)| is_meant(of) && process_is_gone(process)) {
            // It is litter; where it cannot be removed it does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Whether a number was that of a process that has ended; also false where that cannot be found out.
#[must_use]
pub(crate) fn process_is_gone(number: &str) -> bool {
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && Path::new("/proc/self").exists() && !Path::new("/proc").join(number).exists()
}

impl Scratch {
    /// Removes the file and its log, if the engine left one.
    fn remove(&self) {
        for suffix in ["", LOG, LOG_INDEX] {
            // After the move there is nothing left under this name; before it, nothing else to do about it.
            let _ = std::fs::remove_file(beside(&self.0, suffix));
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.remove();
    }
}

/// A book that is written by many commands before it has its place; gone when dropped.
pub(crate) struct DraftBook(Scratch);

impl DraftBook {
    /// Returns a temporary place next to its later one, after removing what a killed command left.
    #[must_use]
    pub(crate) fn beside(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        sweep(path);
        let draft = format!(".{name}.{}.new-draft", std::process::id());
        Self(Scratch(path.with_file_name(draft)))
    }

    /// Where it is.
    #[must_use]
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

fn cannot_make(path: &Path, error: std::io::Error) -> StoreError {
    StoreError::BadPath {
        path: path.to_owned(),
        why: Tried::cause("it cannot be made", error),
    }
}
