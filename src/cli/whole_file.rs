//! Files that are written whole or not at all.

use super::error::{Failure, io_failure};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes a file whole or not at all: under another name beside its place, and put there when it is on the disk. A
/// link is followed; a pipe or a device cannot be replaced and is written to as it is.
///
/// # Errors
/// The file cannot be written.
pub fn whole_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let written = match fs::metadata(path) {
        Ok(there) if !there.is_file() && !there.is_dir() => into_stream(path, write),
        _ => into_new_file(path, write),
    };
    written.map_err(|error| io_failure("writing", path, &error))
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
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let scratch = place.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = (|| {
        let mut out = BufWriter::new(File::create(&scratch)?);
        write(&mut out)?;
        out.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        fs::rename(&scratch, &place)
    })();
    if written.is_err() {
        // It may not have come so far that there is anything to remove.
        let _ = fs::remove_file(&scratch);
    }
    written
}
