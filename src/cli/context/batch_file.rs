//! Import files, opened and checked before the book is, so that a slow one keeps nobody waiting.

use super::Context;
use crate::cli::args::options::BatchArgs;
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::cli::terminal::progress::{CountingReader, Progress};
use crate::cli::terminal::spool::{Spool, SpoolingReader};
use crate::ops::import::BatchError;
use crate::rows::{self, FileColumn, Refusal, Rows};
use anyhow::Context as _;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};

/// A batch file that was checked as a whole, and that can be read, more than once, without waiting for anybody.
pub(crate) struct BatchFile<'a> {
    path: PathBuf,
    columns: &'a [FileColumn],
    ignore_unknown: bool,
    content: FileRows,
}

/// Where the rows are.
enum FileRows {
    /// In a regular file, from this byte on.
    File(File, u64),
    /// In a copy of what came from a pipe or a device.
    Spool(Spool),
}

impl Context<'_> {
    /// Opens a batch file and checks it. Of a regular file the header is checked; anything else is read to its end, for
    /// it may take any length of time.
    ///
    /// # Errors
    /// It cannot be read as a batch file.
    pub(crate) fn batch_file<'a>(
        &self,
        args: &BatchArgs,
        columns: &'a [FileColumn],
    ) -> Result<BatchFile<'a>, Failure> {
        let path = args.from.as_deref().unwrap_or(Path::new("-"));
        let source = self.open_to_read(path)?;
        let mut file = BatchFile {
            path: path.to_owned(),
            columns,
            ignore_unknown: args.ignore_unknown,
            content: FileRows::Spool(Spool::new(&self.environment.temporary_folder)),
        };
        let reading = || format!("reading {}", path.display());
        if source.metadata().with_context(reading)?.is_file() {
            file.content = FileRows::of_file(source).with_context(reading)?;
            file.rows(None)?;
        } else if let FileRows::Spool(spool) = &file.content {
            let kept = SpoolingReader::new(source, spool);
            file.check(Box::new(kept), self.progress("rows"))?;
        }
        Ok(file)
    }

    fn open_to_read(&self, path: &Path) -> Result<File, Failure> {
        let reading = || format!("reading {}", path.display());
        if path.as_os_str() == "-" {
            if self.environment.stdin_is_terminal {
                return Err(Failure::usage("standard input is a terminal")
                    .hint("pipe a file in, or name one with `--from FILE`"));
            }
            let stdin = io::stdin().as_fd().try_clone_to_owned();
            return Ok(File::from(stdin.with_context(reading)?));
        }
        if std::fs::metadata(path).with_context(reading)?.is_dir() {
            return Err(Failure::new(
                FailureKind::Failed,
                format!("reading {}: it is a folder", path.display()),
            ));
        }
        Ok(File::open(path).with_context(reading)?)
    }
}

impl FileRows {
    /// A program that had standard input before may have read its beginning.
    fn of_file(mut file: File) -> io::Result<Self> {
        let begin = file.stream_position()?;
        Ok(Self::File(file, begin))
    }

    /// Goes back to the beginning, and says how many bytes follow.
    fn reopen(&self) -> io::Result<(Box<dyn Read>, u64)> {
        Ok(match self {
            Self::File(file, begin) => {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(*begin))?;
                let length = file.metadata()?.len().saturating_sub(*begin);
                (Box::new(file), length)
            }
            Self::Spool(spool) => {
                let length = spool.rewind()?;
                (Box::new(spool.clone()), length)
            }
        })
    }
}

impl BatchFile<'_> {
    /// The rows, from the first on.
    ///
    /// # Errors
    /// It cannot be read as a batch file any more.
    pub(crate) fn rows(&self, progress: Option<Progress>) -> Result<Rows, Failure> {
        let opened = self.content.reopen();
        let (source, length) =
            opened.with_context(|| format!("reading {}", self.path.display()))?;
        self.rows_of(source, Some(length), progress)
    }

    /// Reads all rows of a source for what is wrong with it as a whole. What is wrong with a row is reported later, together
    /// with what the rules say of the others.
    fn check(&self, source: Box<dyn Read>, progress: Option<Progress>) -> Result<(), Failure> {
        for row in self.rows_of(source, None, progress)? {
            if let Err(Refusal::File(problem)) = row {
                return Err(BatchError::File(*problem).into());
            }
        }
        Ok(())
    }

    fn rows_of(
        &self,
        source: Box<dyn Read>,
        length: Option<u64>,
        progress: Option<Progress>,
    ) -> Result<Rows, Failure> {
        let source = match progress {
            Some(progress) => Box::new(CountingReader::new(source, length, progress)),
            None => source,
        };
        let name = self.path.to_string_lossy();
        rows::open(source, &name, self.columns, self.ignore_unknown)
            .map_err(|problem| BatchError::File(problem).into())
    }
}
