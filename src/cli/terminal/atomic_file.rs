//! Files that are written whole or not at all.

use crate::store::process_is_gone;
use anyhow::Context as _;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::path::Path;
use tempfile::NamedTempFile;

/// Who may read a new file. A file that is replaced keeps the mode it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Everybody whom the umask allows to.
    Umask,
    /// Only its owner, because it may name contact people.
    Owner,
}

/// Writes a file whole or not at all: to a new file in the same folder, which is renamed once it is on the disk. A link
/// is followed; a pipe or a device cannot be replaced and is written to directly.
///
/// # Errors
/// The file cannot be written.
pub fn write_atomically(
    path: &Path,
    readers: Readers,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    let written = match fs::metadata(path) {
        Ok(there) if !there.is_file() && !there.is_dir() => into_stream(path, write),
        there => into_new_file(path, there.ok().as_ref(), readers, write),
    };
    written.with_context(|| format!("writing {}", path.display()))
}

fn into_stream(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::new(OpenOptions::new().write(true).open(path)?);
    write(&mut out)?;
    out.flush()
}

fn into_new_file(
    path: &Path,
    replaced: Option<&Metadata>,
    readers: Readers,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(&place);
    sweep(folder);
    let new = create_in(folder, replaced.is_none() && readers == Readers::Umask)?;
    let mut out = BufWriter::new(new.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    if let Some(replaced) = replaced {
        keep_access(new.as_file(), replaced)?;
    }
    new.as_file().sync_all()?;
    new.persist(&place).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Returns the folder that a path is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// The prefix of the names of unfinished files, before the id of the process that writes the file.
const PREFIX: &str = ".mpp-";
/// How they end.
const SUFFIX: &str = ".new";
/// How many letters and digits, chosen at random, come before the suffix.
const RANDOM: usize = 12;

/// Creates a file under an unpredictable name, never opening an existing one. It is removed when dropped.
fn create_in(folder: &Path, by_umask: bool) -> io::Result<NamedTempFile> {
    // The kernel takes away what the umask forbids.
    let mode = if by_umask { 0o666 } else { 0o600 };
    tempfile::Builder::new()
        .prefix(&format!("{PREFIX}{}-", std::process::id()))
        .suffix(SUFFIX)
        .rand_bytes(RANDOM)
        .make_in(folder, |path| {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true).mode(mode).open(path)
        })
}

/// Gives a file the owner, group and mode of the one that it replaces, as far as that is possible.
fn keep_access(new: &File, replaced: &Metadata) -> io::Result<()> {
    let (owner, group) = (replaced.uid(), replaced.gid());
    let mut mode = replaced.mode() & 0o777;
    let made = new.metadata()?;
    if (made.uid(), made.gid()) != (owner, group)
        && fchown(new, Some(owner), Some(group)).is_err()
        && fchown(new, None, Some(group)).is_err()
    {
        // What was meant for one group is not for another.
        mode &= !0o070;
    }
    new.set_permissions(Permissions::from_mode(mode))
}

/// Removes unfinished files that commands have left in a folder when they were killed.
fn sweep(folder: &Path) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let name = entry.file_name();
        let maker = name.to_str().and_then(maker);
        if maker.is_some_and(process_is_gone) {
            // It is litter; where it cannot be removed it does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Returns the process that made a file, if its name is that of an unfinished one.
fn maker(name: &str) -> Option<&str> {
    let (process, random) = name
        .strip_prefix(PREFIX)?
        .strip_suffix(SUFFIX)?
        .split_once('-')?;
    let is_ours = random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_ours.then_some(process)
}

/// Brings the new name of a file to the disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // A folder that may be written but not read cannot be opened; not every file system syncs folders.
        Err(error) if [InvalidInput, PermissionDenied, Unsupported].contains(&error.kind()) => {
            Ok(())
        }
        synced => synced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_unfinished_files_have_a_maker() {
        for (name, process) in [
            (".mpp-4711-0123456789Ab.new", Some("4711")),
            (".mpp-4711-0123456789A.new", None),
            (".mpp-4711-0123456789A_.new", None),
            (".mpp-4711-0123456789Ab", None),
            ("mpp-4711-0123456789Ab.new", None),
            (".mpp-0123456789Ab.new", None),
            (".book.db.4711.new", None),
        ] {
            assert_eq!(maker(name), process, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_written_to_its_end_leaves_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        fs::write(&path, "before").expect("a file");
        let failed = write_atomically(&path, Readers::Umask, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("no more"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).expect("a file"), "before");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
