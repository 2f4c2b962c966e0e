//! Opening a file with the engine: to change it, only to read it, or for a look in passing.

use super::Engine;
use super::failing::{IO_WRITE, SHM_MAP, SHM_OPEN, SHM_SIZE, explained};
use crate::store::error::StoreError;
use crate::store::error::Tried;
use crate::store::path::{LOG, LOG_INDEX, beside, has_log};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::cell::Cell;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// The longest value that is written or read, in bytes: far above what a file of rows or a rule file may hold, and far
/// below what would exhaust the memory of a machine.
const LONGEST: i32 = 32 << 20;

const READ_ONLY: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY
    .union(OpenFlags::SQLITE_OPEN_URI)
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_NOFOLLOW);

const READ_WRITE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_NOFOLLOW);

impl Engine {
    /// Opens an existing file; never creates one. A file that cannot be written, because the disk is full or it or its
    /// folder is read-only, can be read all the same.
    pub(in crate::store) fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, false)
    }

    /// Opens an existing file whose log may not be its own: what is in the log stays there until it is
    /// known to be the file's, and also where the file turns out not to be one of ours.
    pub(in crate::store) fn open_doubtful(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, true)
    }

    fn open_with(path: &Path, keep_log: bool) -> Result<Self, StoreError> {
        let engine = if may_write(path) {
            Self::open_to_write(path, keep_log)?
        } else {
            Self::open_to_read(path)?
        };
        engine.set_up()
    }

    fn open_to_write(path: &Path, keep_log: bool) -> Result<Self, StoreError> {
        let engine = Self::connected(path, READ_WRITE)?;
        engine.keep_log_on_closing(keep_log)?;
        match engine.first_look() {
            Ok(()) => {
                engine.have_a_log();
                Ok(engine)
            }
            Err(ReadAttempt::Full(_)) => {
                // Alone with the file the engine needs no index of the log next to it.
                drop(engine);
                let alone = Self::connected(path, READ_WRITE)?;
                alone.script("pragma locking_mode = exclusive")?;
                alone.first_look()?;
                Ok(alone)
            }
            Err(ReadAttempt::Unwritable) if !has_log(path) => {
                let frozen = Self::frozen(path)?;
                frozen.first_look()?;
                Ok(frozen)
            }
            Err(ReadAttempt::Unwritable) => Err(foreign_file(path).unwrap_or(StoreError::ReadOnly)),
            Err(look) => Err(look.into()),
        }
    }

    /// A command that was killed while it held the file alone leaves it without a log, which then is begun anew. Where
    /// that cannot be done now, the next command does it: the file can be used all the same.
    fn have_a_log(&self) {
        let mode = self.one("pragma journal_mode", &[], |row| {
            Ok(row.text(0)? == "delete")
        });
        if matches!(mode, Ok(Some(true))) {
            let _ = self.use_log();
        }
    }

    /// Opens a file that may not be written, without creating any file: a log of the reader's own would lock
    /// out those who may write.
    fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let engine = if beside(path, LOG_INDEX).exists() && beside(path, LOG).exists() {
            Self::with_log_read_only(path)?
        } else if has_log(path) {
            return Err(StoreError::UnreadLog(beside(path, LOG)));
        } else {
            Self::frozen(path)?
        };
        match engine.first_look() {
            Err(ReadAttempt::Unwritable) => Err(StoreError::UnreadLog(beside(path, LOG))),
            looked => Ok(looked.map(|()| engine)?),
        }
    }

    /// Opens a file without creating or waiting for anything. While another process
    /// has it open its log is read too.
    pub(in crate::store) fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        if !has_log(path) || !beside(path, LOG_INDEX).exists() {
            return Self::frozen(path);
        }
        let engine = Self::with_log_read_only(path)?;
        engine
            .0
            .busy_timeout(Duration::ZERO)
            .map_err(|error| engine.explained(error))?;
        Ok(engine)
    }

    /// Opens a file and its log for reading, where both the log and its index are there.
    fn with_log_read_only(path: &Path) -> Result<Self, StoreError> {
        Self::connected(Path::new(&uri(path, "mode=ro&readonly_shm=1")), READ_ONLY)
    }

    /// Opens a file for reading without any other file, and so without a lock: someone who may write it could do
    /// so at the same moment.
    pub(in crate::store) fn frozen(path: &Path) -> Result<Self, StoreError> {
        Self::connected(Path::new(&uri(path, "mode=ro&immutable=1")), READ_ONLY)
    }

    /// Opens a file, creating it where there is none.
    pub(in crate::store) fn create(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::connected(path, flags)?.set_up()
    }

    fn connected(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(super::PATIENCE)?;
            for (option, on) in [
                (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
                (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
                (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
                (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
                (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
                // Without it every value bound in a query with a partial index compiles its statement anew.
                (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
            ] {
                connection.set_db_config(option, on)?;
            }
            connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
            connection.set_prepared_statement_cache_capacity(128);
            Ok(connection)
        };
        let connection = open().map_err(|error| {
            let cannot_open = error.sqlite_error_code() == Some(ErrorCode::CannotOpen);
            let why = if cannot_open { exhausted(path) } else { None };
            why.unwrap_or_else(|| explained(error))
        })?;
        Ok(Self(connection, Cell::new(0)))
    }

    fn set_up(self) -> Result<Self, StoreError> {
        self.script(
            "pragma synchronous = full; pragma recursive_triggers = on; pragma cell_size_check = on; pragma secure_delete = on;",
        )?;
        Ok(self)
    }

    /// Reads a first page, which is what makes the engine look for the log and its index.
    fn first_look(&self) -> Result<(), ReadAttempt> {
        let read = self
            .0
            .query_row("pragma schema_version", [], |row| row.get::<_, i64>(0));
        read.map(|_| ()).map_err(|error| {
            let code = error
                .sqlite_error()
                .map(|code| (code.extended_code, code.code));
            match code {
                Some((_, ErrorCode::CannotOpen)) => self
                    .0
                    .path()
                    .and_then(|path| exhausted(Path::new(path)))
                    .map_or(ReadAttempt::Unwritable, ReadAttempt::Other),
                Some((SHM_SIZE | SHM_OPEN | SHM_MAP | IO_WRITE, _) | (_, ErrorCode::DiskFull)) => {
                    ReadAttempt::Full(error)
                }
                Some((_, ErrorCode::ReadOnly)) => ReadAttempt::Unwritable,
                _ => ReadAttempt::Other(self.explained(error)),
            }
        })
    }

    /// Why a book whose file may be written cannot be: files next to it that belong to another user.
    pub(super) fn why_read_only(&self) -> StoreError {
        self.0
            .path()
            .and_then(|path| foreign_file(Path::new(path)))
            .unwrap_or(StoreError::ReadOnly)
    }
}

/// Why a first read failed.
enum ReadAttempt {
    /// No file can be written next to it: the disk is full.
    Full(rusqlite::Error),
    /// No file may be written next to it.
    Unwritable,
    Other(StoreError),
}

impl From<ReadAttempt> for StoreError {
    fn from(look: ReadAttempt) -> Self {
        match look {
            ReadAttempt::Full(error) => Self::Disk(error.into()),
            ReadAttempt::Unwritable => Self::ReadOnly,
            ReadAttempt::Other(error) => error,
        }
    }
}

/// The address of a file with options of the engine.
fn uri(path: &Path, options: &str) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        let _ = if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            write!(address, "{}", char::from(*byte))
        } else {
            write!(address, "%{byte:02x}")
        };
    }
    address + "?" + options
}

/// Whether the user of the process may write a file. What is not there, or cannot be asked, is left to the engine.
#[cfg(unix)]
fn may_write(path: &Path) -> bool {
    use rustix::fs::{Access, AtFlags, CWD, accessat};
    use rustix::io::Errno;
    !matches!(
        accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS),
        Err(Errno::ACCESS | Errno::PERM | Errno::ROFS)
    )
}

#[cfg(not(unix))]
fn may_write(_: &Path) -> bool {
    true
}

/// Returns the file next to a book that keeps the user from writing, where the book itself does not.
#[cfg(unix)]
fn foreign_file(book: &Path) -> Option<StoreError> {
    use nix::unistd::{Uid, User};
    use std::os::unix::fs::MetadataExt as _;
    if !may_write(book) {
        return None;
    }
    [LOG, LOG_INDEX].into_iter().find_map(|suffix| {
        let path = beside(book, suffix);
        let id = std::fs::metadata(&path).ok()?.uid();
        let name = User::from_uid(Uid::from_raw(id)).ok().flatten();
        let owner = name.map_or_else(|| format!("user {id}"), |user| user.name);
        (!may_write(&path)).then_some(StoreError::ForeignFile { path, owner })
    })
}

#[cfg(not(unix))]
fn foreign_file(_: &Path) -> Option<StoreError> {
    None
}

/// What the system has run out of where a file could not be opened or created: descriptors, space or inodes. The engine
/// reports all of them alike, so the attempt is repeated.
#[cfg(target_os = "linux")]
fn exhausted(path: &Path) -> Option<StoreError> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    use rustix::io::Errno;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    // A file without a name: it takes an inode, and is gone at once.
    let unnamed = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let errors = [
        openat(CWD, path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).err(),
        openat(CWD, folder, unnamed, Mode::RUSR | Mode::WUSR).err(),
    ];
    errors.into_iter().flatten().find_map(|error| match error {
        Errno::MFILE | Errno::NFILE | Errno::NOMEM => Some(StoreError::NotOpened(Box::new(error))),
        Errno::NOSPC | Errno::DQUOT => {
            let what = "no file can be created next to the book; a disk may be out of inodes before it is out of space";
            Some(StoreError::Disk(Tried::cause(what, error.into())))
        }
        _ => None,
    })
}

#[cfg(not(target_os = "linux"))]
fn exhausted(_: &Path) -> Option<StoreError> {
    None
}
