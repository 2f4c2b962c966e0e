//! The book's schema: embedded, versioned, compared on opening.

use super::chain::digest_of;
use super::engine::Engine;
use super::error::StoreError;
use super::path::{BEFORE_VERSION, free_beside};
use super::readings;
use super::scratch::Scratch;
use crate::domain::program::reading::Reading;
use crate::domain::value::id::EntryId;
use std::path::{Path, PathBuf};

/// The schema, written to be read by a person too.
pub(crate) const SCHEMA: &str = include_str!("../../schema.sql");

/// The schema version this program writes.
pub(crate) const VERSION: i64 = 5;

const APPLICATION_ID: i64 = 0x6d70_7031;

/// Makes the tables of a new book.
pub(super) fn create(engine: &Engine) -> Result<(), StoreError> {
    // One transaction: each statement by itself would wait for the disk.
    engine.script("begin")?;
    engine.script(SCHEMA)?;
    readings::begin(engine, Reading::PRESENT, EntryId(1))?;
    engine.script("commit")
}

/// The version of a book, refused where the file is none or a newer program wrote it.
pub(super) fn version(engine: &Engine, path: &Path) -> Result<i64, StoreError> {
    let number = |pragma: &str| engine.one(pragma, &[], |row| row.int(0));
    if number("pragma application_id")? != Some(APPLICATION_ID) {
        return Err(StoreError::NotABook(path.to_owned()));
    }
    let book = number("pragma user_version")?.unwrap_or(0);
    match book {
        ..=0 => Err(StoreError::NotABook(path.to_owned())),
        1..=VERSION => Ok(book),
        _ => Err(StoreError::Newer {
            book,
            known: VERSION,
        }),
    }
}

/// Upgrades an older book to this program's version in one transaction, after saving a copy of it: what
/// is new is added, tables that were given columns are built anew, and so is every view. What was recorded stays as it
/// is, its digests and the reading of the rules that it was recorded under too.
/// Says where the copy is, if one was needed.
///
/// # Errors
/// The book's schema is not the one of its version, or it or its copy cannot be written; nothing was changed then.
pub(super) fn upgrade(engine: &Engine, path: &Path) -> Result<Option<PathBuf>, StoreError> {
    upgrade_after(engine, || copy_beside(path))
}

/// The same for a file that is a copy itself.
///
/// # Errors
/// Those of [`upgrade`].
pub(super) fn upgrade_in_place(engine: &Engine) -> Result<(), StoreError> {
    upgrade_after(engine, || Ok(())).map(|_| ())
}

fn upgrade_after<T>(
    engine: &Engine,
    prepare: impl FnOnce() -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let older_version = |engine: &Engine| {
        let book = engine.one("pragma user_version", &[], |row| row.int(0))?;
        Ok::<_, StoreError>(Some(book.unwrap_or(0)).filter(|book| *book < VERSION))
    };
    if older_version(engine)?.is_none() {
        return Ok(None);
    }
    engine.begin(|| {}).map_err(older)?;
    let upgraded = (|| {
        // Another process may have done it while this one waited for its turn.
        let Some(book) = older_version(engine)? else {
            engine.rollback();
            return Ok(None);
        };
        compare_as(engine, book)?;
        let prepared = prepare()?;
        bring_up(engine)?;
        if book < FIRST_WITH_READINGS {
            let last = engine.one("select max(id) from entry", &[], |row| row.int(0))?;
            readings::begin(engine, Reading::First, EntryId(1))?;
            let next = EntryId(last.unwrap_or(0) + 1);
            readings::begin(engine, Reading::Second, next)?;
        }
        engine.script(&format!("pragma user_version = {VERSION}"))?;
        engine.script("commit")?;
        Ok(Some(prepared))
    })();
    if upgraded.is_err() {
        engine.rollback();
    }
    upgraded
}

/// Copies a book to a free name next to it, readable only by its owner. The caller holds it, so that nobody changes it
/// meanwhile.
fn copy_beside(path: &Path) -> Result<PathBuf, StoreError> {
    loop {
        let copy = free_beside(path, BEFORE_VERSION, &VERSION.to_string());
        let scratch = Scratch::beside(&copy).map_err(older)?;
        Engine::open(path)?.copy_to(scratch.path())?;
        if scratch.put_at(&copy)? {
            return Ok(copy);
        }
    }
}

/// An older book that cannot be written has to be upgraded by someone who may write it.
fn older(error: StoreError) -> StoreError {
    match error {
        StoreError::ReadOnly | StoreError::BadPath { .. } => StoreError::Older,
        other => other,
    }
}

/// Makes the schema of a book that of [`SCHEMA`]: what it does not have, and anew every view and whatever has other
/// words there. Columns are not added to an existing table, because its text would differ from the schema's.
fn bring_up(engine: &Engine) -> Result<(), StoreError> {
    // While a table is away, the rows that refer to it refer to nothing.
    engine.script("pragma defer_foreign_keys = on")?;
    let blank = Engine::create(Path::new(":memory:"))?;
    create(&blank)?;
    let ours = objects(&blank)?;
    let mut aside = Vec::new();
    for theirs in objects(engine)? {
        let wanted = ours.iter().find(|object| object.is(&theirs));
        if theirs.kind == "table" && wanted.is_some_and(|wanted| wanted.sql != theirs.sql) {
            aside.push(Aside::put(engine, theirs)?);
        }
    }
    for theirs in objects(engine)? {
        let wanted = ours.iter().find(|object| object.is(&theirs));
        if theirs.kind != "table"
            && (theirs.kind == "view" || wanted.is_none_or(|wanted| wanted.sql != theirs.sql))
        {
            engine.script(&format!("drop {} {}", theirs.kind, quoted(&theirs.name)))?;
        }
    }
    let kept = objects(engine)?;
    for object in &ours {
        // The engine makes the indexes of keys by itself; they have no words of their own.
        if !object.sql.is_empty() && !kept.iter().any(|kept| kept.is(object)) {
            engine.script(&object.sql)?;
        }
    }
    aside.iter().try_for_each(|table| table.put_back(engine))
}

/// A table that is built anew: its rows wait in another one.
struct Aside {
    name: String,
    /// The columns it had.
    columns: String,
}

impl Aside {
    fn put(engine: &Engine, table: Object) -> Result<Self, StoreError> {
        let name = table.name;
        let mut columns = Vec::new();
        let ask = "select name from pragma_table_info($1) order by cid";
        engine.each(ask, &[name.as_str().into()], |row| {
            columns.push(quoted(row.text(0)?));
            Ok(())
        })?;
        let columns = columns.join(", ");
        let table = Self { name, columns };
        let Self { name, columns } = &table;
        let (from, to) = (quoted(name), table.scratch());
        engine.script(&format!(
            "create table {to} as select {columns} from {from}; drop table {from}"
        ))?;
        Ok(table)
    }

    fn put_back(&self, engine: &Engine) -> Result<(), StoreError> {
        let (from, to, columns) = (self.scratch(), quoted(&self.name), &self.columns);
        engine.script(&format!(
            "insert into {to} ({columns}) select {columns} from {from} order by rowid; drop table {from}"
        ))
    }

    fn scratch(&self) -> String {
        quoted(&format!("{} put aside", self.name))
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Compares the schema of the file with the one this program writes: a table, view or trigger that someone else put
/// there could change what commands see or do.
pub(super) fn compare(engine: &Engine) -> Result<(), StoreError> {
    compare_as(engine, VERSION)
}

/// Compares it with the one that a version of this program wrote.
pub(super) fn compare_as(engine: &Engine, version: i64) -> Result<(), StoreError> {
    if Some(digest_of(&written(engine)?).as_str()) == digest(version) {
        Ok(())
    } else {
        Err(foreign())
    }
}

fn foreign() -> StoreError {
    let what = "a table, index, view or trigger was added, removed or changed";
    StoreError::ForeignSchema(what.to_owned())
}

/// Everything the schema holds but the tables in which the engine keeps its statistics: ordinary tables of exactly
/// these names. A pattern would let through what is merely called like them, and a trigger among it could run unseen.
const OBJECTS: &str = "select type, name, coalesce(sql, '') from sqlite_schema where not (type = 'table' and rootpage > 0 \
    and name in ('sqlite_stat1', 'sqlite_stat2', 'sqlite_stat3', 'sqlite_stat4'))";

/// The schema as the engine keeps it.
fn written(engine: &Engine) -> Result<String, StoreError> {
    let mut all = String::with_capacity(SCHEMA.len());
    let ask = format!("{OBJECTS} order by type, name");
    engine.each(&ask, &[], |row| {
        for column in 0..3 {
            all.push_str(row.text(column)?);
            all.push('\n');
        }
        Ok(())
    })?;
    Ok(all)
}

/// Something the schema holds.
struct Object {
    /// Table, index, trigger or view.
    kind: String,
    name: String,
    /// The statement that made it.
    sql: String,
}

impl Object {
    /// Whether it is the same thing, be it of other words.
    fn is(&self, other: &Self) -> bool {
        self.kind == other.kind && self.name == other.name
    }
}

/// What the schema of a book holds, tables first and each after what it needs.
fn objects(engine: &Engine) -> Result<Vec<Object>, StoreError> {
    let ask = format!("{OBJECTS} order by rowid");
    let mut found = Vec::new();
    engine.each(&ask, &[], |row| {
        let [kind, name, sql] = [row.text(0)?, row.text(1)?, row.text(2)?].map(str::to_owned);
        found.push(Object { kind, name, sql });
        Ok(())
    })?;
    Ok(found)
}

/// Names of what differs from the schema this program writes, for the audit.
pub(super) fn differences(engine: &Engine) -> Result<Vec<String>, StoreError> {
    let blank = Engine::create(Path::new(":memory:"))?;
    create(&blank)?;
    let (ours, theirs) = (objects(&blank)?, objects(engine)?);
    let mut differ = Vec::new();
    for object in &theirs {
        let Object { kind, name, sql } = object;
        match ours.iter().find(|known| known.is(object)) {
            None => differ.push(format!("{kind} {name} does not belong to the book")),
            Some(known) if known.sql != *sql => differ.push(format!("{kind} {name} was changed")),
            Some(_) => {}
        }
    }
    let lost = ours
        .iter()
        .filter(|known| !theirs.iter().any(|object| known.is(object)));
    differ.extend(lost.map(|known| format!("{} {} is missing", known.kind, known.name)));
    Ok(differ)
}

/// The first version of the schema that notes by which reading of the rules a book was recorded.
const FIRST_WITH_READINGS: i64 = 3;

/// The digests of what [`written`] gave for each version of the schema, the last one being that of [`SCHEMA`]; a test
/// holds the two together.
const DIGESTS: [&str; 5] = [
    "1dda83cbab6e0a5bf98c20de3f39748cc813e0f561e749969ef2f77a2aedd77c",
    "d94e59d7c8f3646daf7034d749d439fdd8c6f11d037a26923d34f12cc49ab7a8",
    "51bcc88b66365c3c1aa7f351cba8e9f21f3ae7ee2aa99b3c9161dbe745e14525",
    "0673c818000f1b6cff96f81e31e8714c97bf8fbc4c31d4da37877ffd3fe3faa0",
    "f02d1bea2f1f6dd35bb391bfe71a3503ee086b85a2363c82cfc9e3f62f5a96bd",
];

fn digest(version: i64) -> Option<&'static str> {
    let place = usize::try_from(version).ok()?.checked_sub(1)?;
    DIGESTS.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tables::Table;

    fn scratch() -> Engine {
        let engine = Engine::create(Path::new(":memory:")).expect("a database in memory");
        create(&engine).expect("the schema");
        engine
    }

    #[test]
    fn the_digest_is_that_of_the_schema() {
        let digest = digest_of(&written(&scratch()).expect("a schema"));
        assert_eq!(
            Some(digest.as_str()),
            super::digest(VERSION),
            "schema.sql has changed: a new version of it needs its digest in DIGESTS"
        );
    }

    #[test]
    fn a_planted_trigger_is_noticed_and_named() {
        let engine = scratch();
        engine
            .script("create trigger spy after insert on award begin select 1; end")
            .expect("a trigger");
        assert!(matches!(
            compare(&engine),
            Err(StoreError::ForeignSchema(_))
        ));
        assert_eq!(
            differences(&engine).expect("differences"),
            ["trigger spy does not belong to the book"]
        );
        engine
            .script("drop trigger spy; drop view ledger")
            .expect("changes");
        assert_eq!(
            differences(&engine).expect("differences"),
            ["view ledger is missing"]
        );
    }

    #[test]
    fn only_the_engines_own_statistics_are_exempt() {
        let engine = scratch();
        engine.script("analyze").expect("statistics");
        compare(&engine).expect("statistics belong to every book");
        for (plant, found) in [
            (
                "create table sqlitexstat1 (a)",
                "table sqlitexstat1 does not belong to the book",
            ),
            (
                "create trigger sqlitexstat_i before insert on award begin select raise(ignore); end",
                "trigger sqlitexstat_i does not belong to the book",
            ),
            (
                "create index sqlitexstat4 on award (points)",
                "index sqlitexstat4 does not belong to the book",
            ),
            (
                "create view sqlitexstat1 as select 1",
                "view sqlitexstat1 does not belong to the book",
            ),
        ] {
            let engine = scratch();
            engine.script(plant).expect(plant);
            assert!(
                matches!(compare(&engine), Err(StoreError::ForeignSchema(_))),
                "{plant}"
            );
            assert_eq!(differences(&engine).expect("differences"), [found]);
        }
    }

    /// A book of each earlier version of the schema.
    const EARLIER: [&str; DIGESTS.len() - 1] = [
        include_str!("../../tests/books/version-1.sql"),
        include_str!("../../tests/books/version-2.sql"),
        include_str!("../../tests/books/version-3.sql"),
        include_str!("../../tests/books/version-4.sql"),
    ];

    fn earlier(path: &Path, script: &str) -> Engine {
        let engine = Engine::create(path).expect("a database");
        engine.script(script).expect("a book of that version");
        engine
    }

    fn version_of(engine: &Engine) -> Option<i64> {
        number(engine, "pragma user_version")
    }

    fn number(engine: &Engine, ask: &str) -> Option<i64> {
        engine.one(ask, &[], |row| row.int(0)).expect("a number")
    }

    #[test]
    fn an_older_book_is_upgraded_once_after_a_copy() {
        for (version, script) in (1..).zip(EARLIER) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("book.db");
            let engine = earlier(&path, script);
            let copy = upgrade(&engine, &path)
                .expect("an upgrade")
                .expect("a copy");
            assert_eq!(version_of(&engine), Some(VERSION));
            assert_eq!(differences(&engine).expect("differences"), [""; 0]);
            compare(&engine).expect("the schema this program writes");
            let copied = Engine::open(&copy).expect("the copy");
            assert_eq!(version_of(&copied), Some(version));
            let mut tables = 0;
            for table in Table::ALL.map(Table::name) {
                let there = format!("select 1 from sqlite_schema where name = '{table}'");
                let count = format!("select count(*) from {table}");
                if number(&copied, &there).is_some() {
                    tables += 1;
                    assert_eq!(number(&engine, &count), number(&copied, &count), "{table}");
                }
            }
            assert!(tables > 10, "{tables} in version {version}");
            assert_eq!(upgrade(&engine, &path).expect("nothing to do"), None);
            // A file of that name may be anything; the next copy takes another.
            let again = folder.path().join("again.db");
            std::fs::write(
                again.with_extension(format!("before-version-{VERSION}.db")),
                "",
            )
            .expect("a file");
            let copy = upgrade(&earlier(&again, script), &again).expect("an upgrade");
            assert_eq!(
                copy,
                Some(again.with_extension(format!("before-version-{VERSION}-2.db")))
            );
            #[cfg(unix)]
            {
                let mode = std::fs::metadata(copy.expect("a copy")).expect("the copy");
                let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
                assert_eq!(mode & 0o777, 0o600, "it holds contact people");
            }
        }
    }

    #[test]
    fn what_an_older_book_holds_was_recorded_under_the_first_reading() {
        for (_, script) in (1..FIRST_WITH_READINGS).zip(EARLIER) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("book.db");
            let engine = earlier(&path, script);
            let last = number(&engine, "select max(id) from entry");
            upgrade(&engine, &path).expect("an upgrade");
            let from = |reading: i64| {
                let ask = format!("select from_entry from reading where number = {reading}");
                number(&engine, &ask)
            };
            assert_eq!((from(1), from(2)), (Some(1), last.map(|last| last + 1)));
        }
        let ask = "select number from reading where from_entry = 1";
        assert_eq!(number(&scratch(), ask), Some(Reading::PRESENT.number()));
    }

    #[test]
    fn a_table_that_others_refer_to_is_built_anew_with_every_row() {
        let engine = scratch();
        // Awards refer to one another, contacts are referred to from another table.
        let fill = "insert into entry (id, recorded, actor, command, digest) values (1, '2015-03-31T09:00:00Z', 'ann', 'x', printf('%064d', 1));
            insert into contact values ('acme', 1, 1, '2015-03-31', 'support', 'd');
            insert into person values (1, 1, 's', 'n', 'e', null);
            insert into award (partner, entry, n, on_day, participation, activity, points) values ('acme', 1, 2, '2015-03-31', 1, 'a', 50);
            insert into award (partner, entry, n, on_day, participation, activity, points, reason, reverses_entry, reverses_n)
            values ('acme', 1, 3, '2015-03-31', 1, 'a', -50, 'r', 1, 2);";
        engine.script(fill).expect("rows");
        engine
            .script("begin; pragma defer_foreign_keys = on")
            .expect("a transaction");
        for table in ["contact", "award"] {
            let object = objects(&engine).expect("objects");
            let object = object.into_iter().find(|object| object.name == table);
            let object = object.expect("the table");
            let made = object.sql.clone();
            let aside = Aside::put(&engine, object).expect("a table moved aside");
            engine.script(&made).expect("the table anew");
            let index = format!("create unique index {table}_by_entry on {table} (entry, n)");
            engine.script(&index).expect("its index");
            aside.put_back(&engine).expect("its rows");
        }
        engine.script("commit").expect("nothing refers to nothing");
        assert_eq!(number(&engine, "select count(*) from award"), Some(2));
        assert_eq!(number(&engine, "select count(*) from contact"), Some(1));
        assert_eq!(
            number(&engine, "select count(*) from pragma_foreign_key_check"),
            Some(0)
        );
    }

    #[test]
    fn a_book_with_a_foreign_schema_is_not_upgraded() {
        for (version, script) in (1..).zip(EARLIER) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("book.db");
            let engine = earlier(&path, script);
            engine
                .script("create trigger spy after insert on award begin select 1; end")
                .expect("a trigger");
            let before = written(&engine).expect("a schema");
            assert!(matches!(
                upgrade(&engine, &path),
                Err(StoreError::ForeignSchema(_))
            ));
            assert_eq!(version_of(&engine), Some(version));
            assert_eq!(written(&engine).expect("a schema"), before);
        }
    }

    #[test]
    fn a_newer_book_is_refused() {
        let engine = scratch();
        engine
            .script("pragma user_version = 99")
            .expect("a version");
        assert!(matches!(
            version(&engine, Path::new("x")),
            Err(StoreError::Newer {
                book: 99,
                known: VERSION
            })
        ));
    }
}
