//! The database engine: the only file that names rusqlite.

use super::error::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row, Rows};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// Extended codes that mean a full or failing disk, whatever their primary code says.
const IO_WRITE: i32 = 778;
const IO_FSYNC: i32 = 1034;
const SHM_OPEN: i32 = 4618;
const SHM_SIZE: i32 = 4874;
const SHM_MAP: i32 = 5386;

/// How long a command waits for another to finish writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// The part of it that it waits without a word, and the rest.
const QUIETLY: Duration = Duration::from_secs(2);
const TOLD: Duration = Duration::from_secs(28);

/// The byte of the `-shm` file that whoever writes holds a lock on.
pub(super) const WRITE_LOCK: &str = "120";

/// A value to bind to `$1`, `$2` …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Null,
    Int(i64),
    Text(&'a str),
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(rusqlite::types::ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(int) => ValueRef::Integer(*int),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().map_or(Self::Null, Self::Text)
    }
}

/// A row of an answer, read column by column.
pub(super) struct Answer<'r>(&'r Row<'r>);

impl<'r> Answer<'r> {
    pub(super) fn value(&self, column: usize) -> Result<Value<'r>, StoreError> {
        match self.0.get_ref(column).map_err(|error| explained(&error))? {
            ValueRef::Null => Ok(Value::Null),
            ValueRef::Integer(int) => Ok(Value::Int(int)),
            ValueRef::Text(text) => match std::str::from_utf8(text) {
                Ok(text) => Ok(Value::Text(text)),
                Err(_) => Err(StoreError::Damaged("a text is not UTF-8".to_owned())),
            },
            ValueRef::Real(_) | ValueRef::Blob(_) => Err(StoreError::Damaged(
                "a value has a type it never has".to_owned(),
            )),
        }
    }

    pub(super) fn text(&self, column: usize) -> Result<&'r str, StoreError> {
        self.maybe_text(column)?.ok_or_else(|| missing(column))
    }

    pub(super) fn maybe_text(&self, column: usize) -> Result<Option<&'r str>, StoreError> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            Value::Int(_) => Err(missing(column)),
        }
    }

    pub(super) fn owned(&self, column: usize) -> Result<Option<String>, StoreError> {
        Ok(self.maybe_text(column)?.map(str::to_owned))
    }

    pub(super) fn int(&self, column: usize) -> Result<i64, StoreError> {
        self.maybe_int(column)?.ok_or_else(|| missing(column))
    }

    pub(super) fn maybe_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Int(int) => Ok(Some(int)),
            Value::Text(_) => Err(missing(column)),
        }
    }
}

fn missing(column: usize) -> StoreError {
    StoreError::Damaged(format!(
        "column {} of an answer is not what it should be",
        column + 1
    ))
}

/// An open database.
pub(super) struct Engine(Connection);

impl Engine {
    /// Opens an existing file; never makes one. What cannot be written, because the disk is full or the folder
    /// read-only, can be read all the same.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let engine = Self::connected(path, flags)?;
        let engine = match engine.first_look() {
            Ok(()) => engine,
            Err(Look::Full(_)) => {
                // Alone with the file the engine needs no index of the log beside it.
                drop(engine);
                let alone = Self::connected(path, flags)?;
                alone.script("pragma locking_mode = exclusive")?;
                alone.first_look()?;
                alone
            }
            Err(Look::Unwritable) if !has_log(path) => {
                let frozen = Self::frozen(path)?;
                frozen.first_look()?;
                frozen
            }
            Err(look) => return Err(look.into()),
        };
        engine.set_up()
    }

    /// Opens a file for a glance: nothing is made beside it, and nobody is waited for. While somebody else has it open
    /// its log is read too.
    pub(super) fn glance(path: &Path) -> Result<Self, StoreError> {
        let mut index = path.as_os_str().to_owned();
        index.push("-shm");
        if !has_log(path) || !Path::new(&index).exists() {
            return Self::frozen(path);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let engine = Self::connected(path, flags)?;
        engine
            .0
            .busy_timeout(Duration::ZERO)
            .map_err(|error| engine.explained(&error))?;
        Ok(engine)
    }

    /// Opens a file for reading without any file beside it, and so without a lock: whoever may write it could do so at
    /// the same moment.
    fn frozen(path: &Path) -> Result<Self, StoreError> {
        let mut address = "file:".to_owned();
        for byte in path.as_os_str().as_encoded_bytes() {
            let plain = byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte);
            let _ = match plain {
                true => write!(address, "{}", char::from(*byte)),
                false => write!(address, "%{byte:02x}"),
            };
        }
        address.push_str("?mode=ro&immutable=1");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        Self::connected(Path::new(&address), flags)
    }

    /// Reads a first page, which is what makes the engine look for the log and its index.
    fn first_look(&self) -> Result<(), Look> {
        let read = self
            .0
            .query_row("pragma schema_version", [], |row| row.get::<_, i64>(0));
        read.map(|_| ()).map_err(|error| {
            let code = error
                .sqlite_error()
                .map(|code| (code.extended_code, code.code));
            match code {
                Some((SHM_SIZE | SHM_OPEN | SHM_MAP | IO_WRITE, _) | (_, ErrorCode::DiskFull)) => {
                    Look::Full(error.to_string())
                }
                Some((_, ErrorCode::CannotOpen | ErrorCode::ReadOnly)) => Look::Unwritable,
                _ => Look::Other(self.explained(&error)),
            }
        })
    }

    /// Opens a file, making it where there is none.
    pub(super) fn create(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::connected(path, flags)?.set_up()
    }

    fn connected(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(PATIENCE)?;
            for (option, on) in [
                (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
                (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
                (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
                (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
                (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
                // Without it every value bound beside a partial index compiles its statement anew.
                (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
            ] {
                connection.set_db_config(option, on)?;
            }
            connection.set_prepared_statement_cache_capacity(128);
            Ok(connection)
        };
        open().map(Self).map_err(|error| explained(&error))
    }

    fn set_up(self) -> Result<Self, StoreError> {
        self.script(
            "pragma synchronous = full; pragma recursive_triggers = on; pragma cell_size_check = on; pragma secure_delete = on;",
        )?;
        Ok(self)
    }

    /// What an error means. A failing disk can give other bytes than it keeps, so that what looks malformed is read
    /// once more before anybody is advised to put a copy in its place.
    fn explained(&self, error: &rusqlite::Error) -> StoreError {
        let malformed = error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt);
        match self.0.path() {
            Some(path) if malformed && reads_well(Path::new(path)) => StoreError::Disk(
                "a page was read wrongly, and rightly when it was read again".to_owned(),
            ),
            _ => explained(error),
        }
    }

    /// The pages that are not what they should be, each in a line.
    pub(super) fn bad_pages(&self) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        self.each("pragma integrity_check", &[], |row| {
            found.extend(Some(row.text(0)?.to_owned()).filter(|line| line != "ok"));
            Ok(())
        })?;
        Ok(found)
    }

    /// Runs statements that take and answer nothing.
    pub(super) fn script(&self, sql: &str) -> Result<(), StoreError> {
        self.0
            .execute_batch(sql)
            .map_err(|error| self.explained(&error))
    }

    /// Runs one statement and says how many rows it added.
    pub(super) fn run(&self, sql: &str, args: &[Value<'_>]) -> Result<usize, StoreError> {
        let run = || -> rusqlite::Result<usize> {
            let mut statement = self.0.prepare_cached(sql)?;
            bind(&mut statement, args)?;
            statement.raw_execute()
        };
        run().map_err(|error| self.explained(&error))
    }

    /// Asks one question and takes each row of the answer.
    pub(super) fn each(
        &self,
        sql: &str,
        args: &[Value<'_>],
        mut take: impl FnMut(&Answer<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .0
            .prepare_cached(sql)
            .map_err(|error| self.explained(&error))?;
        bind(&mut statement, args).map_err(|error| self.explained(&error))?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(|error| self.explained(&error))? {
            take(&Answer(row))?;
        }
        Ok(())
    }

    /// Asks a question that has one row at the most.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        args: &[Value<'_>],
        take: impl Fn(&Answer<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.each(sql, args, |row| {
            found = Some(take(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Asks several questions whose answers are in the order of a key, and takes all rows with the same key
    /// together: those of the first question first.
    pub(super) fn merge<K: Ord + Clone>(
        &self,
        questions: &[&str],
        args: &[Value<'_>],
        key_of: impl Fn(&Answer<'_>) -> Result<K, StoreError>,
        mut take: impl FnMut(usize, &Answer<'_>) -> Result<(), StoreError>,
        mut key_done: impl FnMut(&K) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let explain = |error: rusqlite::Error| self.explained(&error);
        let statements = questions
            .iter()
            .map(|sql| self.0.prepare_cached(sql))
            .collect::<Result<Vec<_>, _>>();
        let mut statements = statements.map_err(explain)?;
        let mut cursors = Vec::with_capacity(statements.len());
        for statement in &mut statements {
            bind(statement, args).map_err(explain)?;
            let mut cursor = Cursor {
                engine: self,
                rows: statement.raw_query(),
                key: None,
            };
            cursor.advance(&key_of)?;
            cursors.push(cursor);
        }
        while let Some(key) = cursors
            .iter()
            .filter_map(|cursor| cursor.key.as_ref())
            .min()
            .cloned()
        {
            for (question, cursor) in cursors.iter_mut().enumerate() {
                while cursor.key.as_ref() == Some(&key) {
                    take(question, &Answer(cursor.row()?))?;
                    cursor.advance(&key_of)?;
                }
            }
            key_done(&key)?;
        }
        Ok(())
    }

    /// Begins a transaction that will write, waiting for others to finish theirs; says so when that takes long.
    pub(super) fn begin(&self, waiting: impl Fn()) -> Result<(), StoreError> {
        let within = |time| {
            let set = self.0.busy_timeout(time);
            set.map_err(|error| self.explained(&error))?;
            self.script("begin immediate")
        };
        match within(QUIETLY) {
            Err(StoreError::Busy) => {
                waiting();
                within(TOLD)
            }
            begun => begun,
        }
    }

    /// Brings the log beside the file into it and empties it, unless somebody is reading what is in it: then `false`.
    pub(super) fn empty_log(&self) -> Result<bool, StoreError> {
        let set = self.0.busy_timeout(QUIETLY);
        set.map_err(|error| self.explained(&error))?;
        let busy = self.one("pragma wal_checkpoint(truncate)", &[], |row| row.int(0))?;
        Ok(busy != Some(1))
    }

    /// Begins a transaction that sees one state of the book throughout.
    pub(super) fn begin_reading(&self) -> Result<(), StoreError> {
        self.script("begin")
    }

    /// Ends the transaction without a trace.
    pub(super) fn rollback(&self) {
        // A failed statement may have ended it already; there is nothing left to undo then.
        let _ = self.0.execute_batch("rollback");
    }

    /// Whether a transaction is open.
    pub(super) fn in_transaction(&self) -> bool {
        !self.0.is_autocommit()
    }

    /// Room for the many pages that a whole file of rows touches.
    pub(super) fn expect_many_rows(&self) -> Result<(), StoreError> {
        self.script("pragma cache_size = -65536")
    }

    /// Writes straight to the file and leaves bringing it to the disk to the caller: for a file nobody else knows of
    /// yet, which is thrown away where anything fails.
    pub(super) fn build_in_one_file(&self) -> Result<(), StoreError> {
        self.each("pragma journal_mode = memory", &[], |_| Ok(()))?;
        self.script("pragma synchronous = off")
    }

    /// Copies the whole database to a new file.
    pub(super) fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.0
            .backup("main", path, None::<fn(rusqlite::backup::Progress)>)
            .map_err(|error| explained(&error))
    }
}

/// Why a first read failed.
enum Look {
    /// Nothing can be written beside the file: the disk is full.
    Full(String),
    /// Nothing may be written beside the file.
    Unwritable,
    Other(StoreError),
}

impl From<Look> for StoreError {
    fn from(look: Look) -> Self {
        match look {
            Look::Full(what) => Self::Disk(what),
            Look::Unwritable => Self::ReadOnly,
            Look::Other(error) => error,
        }
    }
}

/// Whether there are changes beside a file that are not in it yet.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// The version of the engine.
pub(super) fn version() -> &'static str {
    rusqlite::version()
}

/// Whether a database is sound when it is read afresh.
fn reads_well(path: &Path) -> bool {
    let check = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .and_then(|again| again.query_row("pragma quick_check", [], |row| row.get::<_, String>(0)));
    check.is_ok_and(|answer| answer == "ok")
}

struct Cursor<'s, K> {
    engine: &'s Engine,
    rows: Rows<'s>,
    key: Option<K>,
}

impl<K> Cursor<'_, K> {
    fn advance(
        &mut self,
        key_of: impl Fn(&Answer<'_>) -> Result<K, StoreError>,
    ) -> Result<(), StoreError> {
        let engine = self.engine;
        let row = self.rows.next().map_err(|error| engine.explained(&error))?;
        self.key = row.map(|row| key_of(&Answer(row))).transpose()?;
        Ok(())
    }

    fn row(&self) -> Result<&Row<'_>, StoreError> {
        use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
        self.rows
            .get()
            .ok_or_else(|| StoreError::Failed("a row was asked for after the last".to_owned()))
    }
}

/// Binds `$1`, `$2` … which every statement names in the order of their first appearance: the engine numbers
/// them so, whatever their names say.
fn bind(statement: &mut rusqlite::Statement<'_>, args: &[Value<'_>]) -> rusqlite::Result<()> {
    for (place, value) in (1..).zip(args) {
        debug_assert_eq!(
            statement.parameter_name(place),
            Some(format!("${place}").as_str()),
            "parameters out of order"
        );
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

fn explained(error: &rusqlite::Error) -> StoreError {
    let text = error.to_string();
    let Some(code) = error.sqlite_error() else {
        return StoreError::Failed(text);
    };
    match (code.extended_code, code.code) {
        (SHM_SIZE | IO_WRITE | IO_FSYNC, _)
        | (_, ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => StoreError::Disk(text),
        (_, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        (_, ErrorCode::ReadOnly) => StoreError::ReadOnly,
        (_, ErrorCode::NotADatabase) => StoreError::NoDatabase,
        (_, ErrorCode::DatabaseCorrupt) => StoreError::Damaged("a page is malformed".to_owned()),
        (_, ErrorCode::CannotOpen) => {
            StoreError::Failed(format!("the book cannot be opened: {text}"))
        }
        (_, ErrorCode::ConstraintViolation) => {
            StoreError::Damaged(format!("a check of the schema refused a row ({text})"))
        }
        _ => StoreError::Failed(text),
    }
}
