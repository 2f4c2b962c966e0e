//! Temporary data: a little in memory, more in an unnamed file.

use std::cell::RefCell;
use std::io::{self, Read, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tempfile::SpooledTempFile;

/// How many bytes are kept in memory.
const IN_MEMORY: usize = 1 << 20;

/// Bytes that are written first and read afterwards. The file has no name and only its owner can read it, so that nobody finds
/// what it holds and it is gone with the process. A clone is another handle to the same bytes.
#[derive(Clone)]
pub(crate) struct Spool {
    file: Rc<RefCell<SpooledTempFile>>,
    folder: PathBuf,
}

impl Spool {
    /// Begins an empty spool, with its file in a folder for temporary files.
    pub(crate) fn new(folder: &Path) -> Self {
        let file = SpooledTempFile::new_in(IN_MEMORY, folder);
        Self {
            file: Rc::new(RefCell::new(file)),
            folder: folder.to_owned(),
        }
    }

    /// Goes back to the first byte and returns how many there are.
    pub(crate) fn rewind(&self) -> io::Result<u64> {
        let mut file = self.file.borrow_mut();
        let length = file.seek(SeekFrom::End(0))?;
        file.rewind()?;
        Ok(length)
    }
}

impl Read for Spool {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.borrow_mut().read(buffer)
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.borrow_mut().write(bytes);
        written.map_err(|error| {
            let folder = self.folder.display();
            let kind = error.kind();
            // The path in some errors names a file that the user has never seen.
            io::Error::other(format!(
                "no temporary file can be written in {folder}: {kind}; TMPDIR names another folder"
            ))
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A source that keeps what is read of it.
pub(crate) struct SpoolingReader<R> {
    source: R,
    spool: Spool,
}

impl<R: Read> SpoolingReader<R> {
    pub(crate) fn new(source: R, spool: &Spool) -> Self {
        Self {
            source,
            spool: spool.clone(),
        }
    }
}

impl<R: Read> Read for SpoolingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.spool.write_all(&buffer[..read])?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_can_be_read_again_from_memory_or_from_the_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        for length in [0, 10, IN_MEMORY, IN_MEMORY + 1, 3 * IN_MEMORY] {
            let bytes: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
            let spool = Spool::new(folder.path());
            let mut first = Vec::new();
            SpoolingReader::new(bytes.as_slice(), &spool)
                .read_to_end(&mut first)
                .expect("a first time");
            assert_eq!(first, bytes);
            for _ in 0..2 {
                assert_eq!(spool.rewind().expect("a length"), length as u64);
                let mut again = Vec::new();
                spool.clone().read_to_end(&mut again).expect("again");
                assert!(again == bytes, "{length}");
            }
            let names = std::fs::read_dir(folder.path()).expect("a folder").count();
            assert_eq!(names, 0, "the file has no name");
        }
    }

    #[test]
    fn where_no_file_can_be_made_that_is_said_without_its_name() {
        let mut spool = Spool::new(Path::new("/nowhere"));
        spool.write_all(b"little").expect("memory");
        let error = spool.write_all(&vec![0; IN_MEMORY]).expect_err("no folder");
        assert_eq!(
            error.to_string(),
            "no temporary file can be written in /nowhere: entity not found; TMPDIR names another folder"
        );
    }
}
