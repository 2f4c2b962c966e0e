//! The database engine: this file and its folder alone name rusqlite.

mod failing;
mod opening;

use super::error::StoreError;
use failing::explained;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Rows};
use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

/// How long a command waits for another to finish writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// The part of it that it waits without a word, and the rest.
const QUIETLY: Duration = Duration::from_secs(2);
const TOLD: Duration = Duration::from_secs(28);

/// How long it waits before it asks again, where the engine does not wait by itself.
const PAUSE: Duration = Duration::from_millis(20);

/// The byte of the `-shm` file that a writer locks.
pub(super) const WRITE_LOCK: u64 = 120;

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
pub(super) struct ResultRow<'r>(&'r Row<'r>);

impl<'r> ResultRow<'r> {
    pub(super) fn value(&self, column: usize) -> Result<Value<'r>, StoreError> {
        match self.0.get_ref(column).map_err(explained)? {
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

    pub(super) fn is_null(&self, column: usize) -> Result<bool, StoreError> {
        let value = self.0.get_ref(column).map_err(explained)?;
        Ok(value == ValueRef::Null)
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
pub(super) struct Engine(Connection, Cell<u64>);

impl Engine {
    /// The pages that are not what they should be, each in a line.
    pub(super) fn bad_pages(&self) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        self.each("pragma integrity_check", &[], |row| {
            found.extend(Some(row.text(0)?.to_owned()).filter(|line| line != "ok"));
            Ok(())
        })?;
        Ok(found)
    }

    /// How many statements were run and rows were read so far.
    #[cfg(test)]
    pub(super) fn steps(&self) -> u64 {
        self.1.get()
    }

    fn step(&self) {
        self.1.set(self.1.get() + 1);
    }

    /// Runs statements that take and answer nothing.
    pub(super) fn script(&self, sql: &str) -> Result<(), StoreError> {
        self.0
            .execute_batch(sql)
            .map_err(|error| self.explained(error))
    }

    /// Runs one statement and says how many rows it added.
    pub(super) fn run(&self, sql: &str, args: &[Value<'_>]) -> Result<usize, StoreError> {
        self.step();
        let run = || -> rusqlite::Result<usize> {
            let mut statement = self.0.prepare_cached(sql)?;
            bind(&mut statement, args)?;
            statement.raw_execute()
        };
        run().map_err(|error| self.explained(error))
    }

    /// Asks one question and takes each row of the answer.
    pub(super) fn each(
        &self,
        sql: &str,
        args: &[Value<'_>],
        mut take: impl FnMut(&ResultRow<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.step();
        let mut statement = self
            .0
            .prepare_cached(sql)
            .map_err(|error| self.explained(error))?;
        bind(&mut statement, args).map_err(|error| self.explained(error))?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(|error| self.explained(error))? {
            self.step();
            take(&ResultRow(row))?;
        }
        Ok(())
    }

    /// Asks a question that has at most one row.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        args: &[Value<'_>],
        take: impl Fn(&ResultRow<'_>) -> Result<T, StoreError>,
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
        key_of: impl Fn(&ResultRow<'_>) -> Result<K, StoreError>,
        mut take: impl FnMut(usize, &ResultRow<'_>) -> Result<(), StoreError>,
        mut key_done: impl FnMut(&K) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let explain = |error: rusqlite::Error| self.explained(error);
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
                    take(question, &ResultRow(cursor.row()?))?;
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
            set.map_err(|error| self.explained(error))?;
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

    /// Writes the log back into the file and empties it. Returns false if a reader still needs it.
    pub(super) fn empty_log(&self) -> Result<bool, StoreError> {
        let set = self.0.busy_timeout(QUIETLY);
        set.map_err(|error| self.explained(error))?;
        let busy = self.one("pragma wal_checkpoint(truncate)", &[], |row| row.int(0))?;
        Ok(busy != Some(1))
    }

    /// Brings the log into the file and holds the file, so that nobody else reads or writes it. Those who have it open are
    /// waited for; that takes asking again and again, since the engine does not wait where it gives up a log.
    pub(super) fn hold_alone(&self, waiting: impl Fn()) -> Result<(), StoreError> {
        let set = self.0.busy_timeout(Duration::ZERO);
        set.map_err(|error| self.explained(error))?;
        for attempt in 0..=PATIENCE.as_millis() / PAUSE.as_millis() {
            match self.take_alone() {
                Err(StoreError::Busy) if attempt == QUIETLY.as_millis() / PAUSE.as_millis() => {
                    waiting();
                }
                Err(StoreError::Busy) => {}
                taken => return taken,
            }
            std::thread::sleep(PAUSE);
        }
        Err(StoreError::Busy)
    }

    fn take_alone(&self) -> Result<(), StoreError> {
        // Without a log the file is locked as a whole; every process that has it open with one is in the way.
        let alone = self.one("pragma journal_mode = delete", &[], |row| {
            Ok(row.text(0)? == "delete")
        })?;
        if alone != Some(true) {
            return Err(StoreError::Busy);
        }
        self.script("begin exclusive")?;
        // Between the two nothing was locked: a command that opened the file there has begun a log anew.
        let log = self.one("pragma journal_mode", &[], |row| Ok(row.text(0)? == "wal"))?;
        if log == Some(false) {
            Ok(())
        } else {
            self.rollback();
            Err(StoreError::Busy)
        }
    }

    /// From here on changes go to a log next to the file first, so that readers and the writer do not wait for one another.
    pub(super) fn use_log(&self) -> Result<(), StoreError> {
        self.each("pragma journal_mode = wal", &[], |_| Ok(()))
    }

    /// Whether what is in the log stays there when the file is closed.
    pub(super) fn keep_log_on_closing(&self, keep: bool) -> Result<(), StoreError> {
        self.0
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep)
            .map_err(|error| self.explained(error))?;
        Ok(())
    }

    /// Whether the pages hang together, and every row refers to one that is there; what is in them is another question.
    pub(super) fn is_well_formed(&self) -> Result<bool, StoreError> {
        let pages = self.one("pragma quick_check(1)", &[], |row| Ok(row.text(0)? == "ok"))?;
        let lost = self.one("pragma foreign_key_check", &[], |_| Ok(()))?;
        Ok(pages == Some(true) && lost.is_none())
    }

    /// How many rows were added, changed and removed since the file was opened, by whatever.
    pub(super) fn total_changes(&self) -> u64 {
        self.0.total_changes()
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
            .map_err(explained)
    }
}

/// The version of the engine.
pub(super) fn version() -> &'static str {
    rusqlite::version()
}

struct Cursor<'s, K> {
    engine: &'s Engine,
    rows: Rows<'s>,
    key: Option<K>,
}

impl<K> Cursor<'_, K> {
    fn advance(
        &mut self,
        key_of: impl Fn(&ResultRow<'_>) -> Result<K, StoreError>,
    ) -> Result<(), StoreError> {
        let engine = self.engine;
        engine.step();
        let row = self.rows.next().map_err(|error| engine.explained(error))?;
        self.key = row.map(|row| key_of(&ResultRow(row))).transpose()?;
        Ok(())
    }

    fn row(&self) -> Result<&Row<'_>, StoreError> {
        use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
        self.rows
            .get()
            .ok_or_else(|| StoreError::Failed("a row was asked for after the last".into()))
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
