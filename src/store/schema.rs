//! The book's schema: embedded, versioned, compared on opening.

use super::chain::digest_of;
use super::engine::Engine;
use super::error::StoreError;
use std::path::{Path, PathBuf};

/// The schema, written to be read by a person too.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// The schema version this program writes.
pub const VERSION: i64 = 1;

const APPLICATION_ID: i64 = 0x6d70_7031;

/// What brings a book from one schema version to the next.
pub(super) struct Upgrade {
    /// The version it leads to.
    pub(super) to: i64,
    /// The statements.
    pub(super) sql: &'static str,
}

/// Every upgrade, in order. The first version has none.
pub(super) const UPGRADES: &[Upgrade] = &[];

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
        VERSION.. if book > VERSION => Err(StoreError::Newer {
            book,
            known: VERSION,
        }),
        ..1 => Err(StoreError::NotABook(path.to_owned())),
        _ => Ok(book),
    }
}

/// Brings an older book up to this program's version in one transaction, after a copy of it was put beside it.
/// Says where the copy is, if one was needed.
pub(super) fn upgrade(
    engine: &Engine,
    path: &Path,
    upgrades: &[Upgrade],
) -> Result<Option<PathBuf>, StoreError> {
    let target = upgrades.last().map_or(VERSION, |upgrade| upgrade.to);
    let book = |engine: &Engine| engine.one("pragma user_version", &[], |row| row.int(0));
    let Some(before) = book(engine)?.filter(|version| *version < target) else {
        return Ok(None);
    };
    let copy = path.with_extension(format!("before-version-{target}.db"));
    if !copy.exists() {
        engine.copy_to(&copy)?;
    }
    engine.begin()?;
    let upgraded = (|| {
        // Another process may have done it while this one waited for its turn.
        let now = book(engine)?.unwrap_or(before);
        for upgrade in upgrades.iter().filter(|upgrade| upgrade.to > now) {
            engine.script(upgrade.sql)?;
            engine.script(&format!("pragma user_version = {}", upgrade.to))?;
        }
        engine.script("commit")
    })();
    if upgraded.is_err() {
        engine.rollback();
    }
    upgraded.map(|()| Some(copy))
}

/// Compares the schema of the file with the one this program wrote: a table, view or trigger that somebody else
/// put there could change what commands see or do.
pub(super) fn compare(engine: &Engine) -> Result<(), StoreError> {
    if digest_of(&written(engine)?) == DIGEST {
        return Ok(());
    }
    Err(StoreError::ForeignSchema(
        "a table, index, view or trigger was added, removed or changed".to_owned(),
    ))
}

/// The schema as the engine keeps it.
fn written(engine: &Engine) -> Result<String, StoreError> {
    let mut all = String::with_capacity(SCHEMA.len());
    let ask = "select type, name, coalesce(sql, '') from sqlite_schema where name not like 'sqlite_stat%' order by type, name";
    engine.each(ask, &[], |row| {
        for column in 0..3 {
            all.push_str(row.text(column)?);
            all.push('\n');
        }
        Ok(())
    })?;
    Ok(all)
}

/// Names of what differs from the schema this program writes, for the audit.
pub(super) fn differences(engine: &Engine) -> Result<Vec<String>, StoreError> {
    let objects = |engine: &Engine| {
        let mut found = Vec::new();
        engine.each("select type, name, coalesce(sql, '') from sqlite_schema where name not like 'sqlite_stat%'", &[], |row| {
            found.push((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.text(2)?.to_owned()));
            Ok(())
        })?;
        Ok::<_, StoreError>(found)
    };
    let blank = Engine::create(Path::new(":memory:"))?;
    create(&blank)?;
    let (ours, theirs) = (objects(&blank)?, objects(engine)?);
    let same =
        |a: &(String, String, String), b: &(String, String, String)| a.0 == b.0 && a.1 == b.1;
    let mut differ = Vec::new();
    for object in &theirs {
        match ours.iter().find(|known| same(known, object)) {
            None => differ.push(format!(
                "{} {} does not belong to the book",
                object.0, object.1
            )),
            Some(known) if known.2 != object.2 => {
                differ.push(format!("{} {} was changed", object.0, object.1));
            }
            Some(_) => {}
        }
    }
    let lost = ours
        .iter()
        .filter(|known| !theirs.iter().any(|object| same(known, object)));
    differ.extend(lost.map(|known| format!("{} {} is missing", known.0, known.1)));
    Ok(differ)
}

/// The digest of what [`written`] gives for [`SCHEMA`]; a test holds the two together.
const DIGEST: &str = "1dda83cbab6e0a5bf98c20de3f39748cc813e0f561e749969ef2f77a2aedd77c";

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
    fn an_older_book_is_upgraded_once_after_a_copy() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let engine = Engine::create(&path).expect("a database");
        create(&engine).expect("the schema");
        let upgrades = [
            Upgrade {
                to: 2,
                sql: "create table later (a integer) strict",
            },
            Upgrade {
                to: 3,
                sql: "drop table later",
            },
        ];
        let copy = upgrade(&engine, &path, &upgrades)
            .expect("an upgrade")
            .expect("a copy");
        let version = |engine: &Engine| {
            engine
                .one("pragma user_version", &[], |row| row.int(0))
                .expect("a version")
        };
        assert_eq!(version(&engine), Some(3));
        assert_eq!(version(&Engine::open(&copy).expect("the copy")), Some(1));
        assert_eq!(
            upgrade(&engine, &path, &upgrades).expect("nothing to do"),
            None
        );
    }

    #[test]
    fn a_failing_upgrade_leaves_the_book_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let engine = Engine::create(&path).expect("a database");
        create(&engine).expect("the schema");
        let upgrades = [
            Upgrade {
                to: 2,
                sql: "create table later (a integer) strict",
            },
            Upgrade {
                to: 3,
                sql: "nonsense",
            },
        ];
        assert!(upgrade(&engine, &path, &upgrades).is_err());
        assert_eq!(
            engine
                .one("pragma user_version", &[], |row| row.int(0))
                .expect("a version"),
            Some(1)
        );
        assert!(differences(&engine).expect("differences").is_empty());
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
