//! The book's schema: embedded, versioned, compared on opening.

use super::chain::digest_of;
use super::engine::Engine;
use super::error::StoreError;
use super::scratch::Scratch;
use std::path::{Path, PathBuf};

/// The schema, written to be read by a person too.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// The schema version this program writes.
pub const VERSION: i64 = 2;

const APPLICATION_ID: i64 = 0x6d70_7031;

/// Makes the tables of a new book.
pub(super) fn create(engine: &Engine) -> Result<(), StoreError> {
    // One transaction: each statement by itself would wait for the disk.
    engine.script("begin")?;
    engine.script(SCHEMA)?;
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

/// Brings an older book up to this program's version in one transaction, after a copy of it was put beside it: what
/// is new is added, and views are made anew. What was recorded stays as it is, its digests too.
/// Says where the copy is, if one was needed.
///
/// # Errors
/// The book's schema is not the one of its version, or it or its copy cannot be written; nothing was changed then.
pub(super) fn upgrade(engine: &Engine, path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let is_older = |engine: &Engine| {
        let book = engine.one("pragma user_version", &[], |row| row.int(0))?;
        Ok::<_, StoreError>(book.unwrap_or(0) < VERSION)
    };
    if !is_older(engine)? {
        return Ok(None);
    }
    engine.begin(|| {}).map_err(older)?;
    let upgraded = (|| {
        // Another process may have done it while this one waited for its turn.
        if !is_older(engine)? {
            engine.rollback();
            return Ok(None);
        }
        if digest_of(&written(engine)?) != FIRST_DIGEST {
            return Err(foreign());
        }
        let copy = copy_beside(path)?;
        add_what_is_new(engine)?;
        engine.script(&format!("pragma user_version = {VERSION}"))?;
        engine.script("commit")?;
        Ok(Some(copy))
    })();
    if upgraded.is_err() {
        engine.rollback();
    }
    upgraded
}

/// Copies a book to a free name beside it, for its owner's eyes only. The caller holds it, so that nobody changes it
/// meanwhile.
fn copy_beside(path: &Path) -> Result<PathBuf, StoreError> {
    for n in 1.. {
        let suffix = if n == 1 {
            String::new()
        } else {
            format!("-{n}")
        };
        let copy = path.with_extension(format!("before-version-{VERSION}{suffix}.db"));
        if copy.exists() {
            continue;
        }
        let scratch = Scratch::beside(&copy).map_err(older)?;
        Engine::open(path)?.copy_to(scratch.path())?;
        if scratch.put_at(&copy)? {
            return Ok(copy);
        }
    }
    Err(StoreError::Failed(
        "no name is free for a copy of the book".to_owned(),
    ))
}

/// An older book that cannot be written has to be upgraded by somebody else.
fn older(error: StoreError) -> StoreError {
    match error {
        StoreError::ReadOnly | StoreError::BadPath { .. } => StoreError::Older,
        other => other,
    }
}

/// Makes the tables, indexes and triggers of [`SCHEMA`] that a book does not have, and every view anew.
fn add_what_is_new(engine: &Engine) -> Result<(), StoreError> {
    let blank = Engine::create(Path::new(":memory:"))?;
    create(&blank)?;
    let theirs = objects(engine)?;
    let has = |object: &Object| {
        let same = |other: &&Object| other.kind == object.kind && other.name == object.name;
        theirs.iter().any(|other| same(&other))
    };
    for view in theirs.iter().filter(|object| object.kind == "view") {
        engine.script(&format!("drop view \"{}\"", view.name.replace('"', "\"\"")))?;
    }
    for object in objects(&blank)? {
        // The engine makes the indexes of keys by itself; they have no words of their own.
        if !object.sql.is_empty() && (object.kind == "view" || !has(&object)) {
            engine.script(&object.sql)?;
        }
    }
    Ok(())
}

/// Compares the schema of the file with the one this program wrote: a table, view or trigger that somebody else
/// put there could change what commands see or do.
pub(super) fn compare(engine: &Engine) -> Result<(), StoreError> {
    if digest_of(&written(engine)?) == DIGEST {
        return Ok(());
    }
    Err(foreign())
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
    let same = |a: &Object, b: &Object| a.kind == b.kind && a.name == b.name;
    let mut differ = Vec::new();
    for object in &theirs {
        let Object { kind, name, sql } = object;
        match ours.iter().find(|known| same(known, object)) {
            None => differ.push(format!("{kind} {name} does not belong to the book")),
            Some(known) if known.sql != *sql => differ.push(format!("{kind} {name} was changed")),
            Some(_) => {}
        }
    }
    let lost = ours
        .iter()
        .filter(|known| !theirs.iter().any(|object| same(known, object)));
    differ.extend(lost.map(|known| format!("{} {} is missing", known.kind, known.name)));
    Ok(differ)
}

/// The digest of what [`written`] gives for [`SCHEMA`]; a test holds the two together.
const DIGEST: &str = "d94e59d7c8f3646daf7034d749d439fdd8c6f11d037a26923d34f12cc49ab7a8";

/// The same for the first version of the schema.
const FIRST_DIGEST: &str = "1dda83cbab6e0a5bf98c20de3f39748cc813e0f561e749969ef2f77a2aedd77c";

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch() -> Engine {
        let engine = Engine::create(Path::new(":memory:")).expect("a database in memory");
        create(&engine).expect("the schema");
        engine
    }

    #[test]
    fn the_digest_is_that_of_the_schema() {
        let digest = digest_of(&written(&scratch()).expect("a schema"));
        assert_eq!(
            digest, DIGEST,
            "schema.sql has changed: put this digest into DIGEST"
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

    /// A book that the first version of the schema was written for.
    fn first_version(path: &Path) -> Engine {
        let engine = Engine::create(path).expect("a database");
        let script = include_str!("../../tests/books/version-1.sql");
        engine.script(script).expect("a book of version 1");
        engine
    }

    fn version_of(engine: &Engine) -> Option<i64> {
        engine
            .one("pragma user_version", &[], |row| row.int(0))
            .expect("a version")
    }

    #[test]
    fn an_older_book_is_upgraded_once_after_a_copy() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let engine = first_version(&path);
        let copy = upgrade(&engine, &path)
            .expect("an upgrade")
            .expect("a copy");
        assert_eq!(version_of(&engine), Some(VERSION));
        assert_eq!(differences(&engine).expect("differences"), [""; 0]);
        compare(&engine).expect("the schema this program writes");
        let copied = Engine::open(&copy).expect("the copy");
        assert_eq!(version_of(&copied), Some(1));
        assert_eq!(upgrade(&engine, &path).expect("nothing to do"), None);
        // A file of that name may be anything; the next copy takes another.
        let again = folder.path().join("again.db");
        std::fs::write(again.with_extension("before-version-2.db"), "").expect("a file");
        let copy = upgrade(&first_version(&again), &again).expect("an upgrade");
        assert_eq!(copy, Some(again.with_extension("before-version-2-2.db")));
        #[cfg(unix)]
        {
            let mode = std::fs::metadata(copy.expect("a copy")).expect("the copy");
            let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
            assert_eq!(mode & 0o777, 0o600, "contact people stand in it");
        }
    }

    #[test]
    fn a_book_with_a_foreign_schema_is_not_upgraded() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let engine = first_version(&path);
        engine
            .script("create trigger spy after insert on award begin select 1; end")
            .expect("a trigger");
        let before = written(&engine).expect("a schema");
        assert!(matches!(
            upgrade(&engine, &path),
            Err(StoreError::ForeignSchema(_))
        ));
        assert_eq!(version_of(&engine), Some(1));
        assert_eq!(written(&engine).expect("a schema"), before);
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
