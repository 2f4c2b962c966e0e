//! Copies of a book, checked before anybody relies on them.

use super::book::{Book, Head};
use super::error::StoreError;
use super::scratch::Scratch;
use super::tables::TABLES;
use super::{path, schema};
use std::path::Path;

impl Book {
    /// Copies the book as it is held, to a path where nothing is yet, and says its last entry. The copy is written under
    /// another name, opened and checked: its schema, its pages, its digests, and that it has as many rows of each kind as
    /// the book. Only then is it put at its place.
    ///
    /// # Errors
    /// There is something at the path, it cannot be written, or the copy is not what the book is.
    pub fn back_up(&self, to: &Path) -> Result<Head, StoreError> {
        let place = path::resolve(to)?;
        let scratch = Scratch::beside(&place)?;
        // Reading first is what fixes the moment: where the book is held still, all that follows sees it as of here.
        let head = self.head()?;
        self.engine.copy_to(scratch.path())?;
        let copy = Self::open(scratch.path())?;
        let damaged = |what: &str| StoreError::Damaged(format!("its copy has {what}"));
        if copy.head()? != head {
            return Err(damaged("another last entry"));
        }
        if copy.counts()? != self.counts()? {
            return Err(damaged("another number of rows"));
        }
        if let Some(finding) = copy.verify()?.first() {
            return Err(damaged(&finding.problem));
        }
        drop(copy);
        if !scratch.put_at(&place)? {
            return Err(StoreError::BadPath {
                path: to.to_owned(),
                why: "there is something already, and a copy never takes its place".to_owned(),
            });
        }
        head.ok_or_else(|| damaged("no entry"))
    }

    /// How many rows there are in each table.
    fn counts(&self) -> Result<Vec<i64>, StoreError> {
        let others = [
            "entry",
            "reading",
            "void",
            "program",
            "person",
            "named_hold",
        ];
        let names = others
            .into_iter()
            .chain(TABLES.iter().map(|table| table.name));
        names
            .map(|name| {
                let ask = format!("select count(*) from {name}");
                let count = self.engine.one(&ask, &[], |row| row.int(0))?;
                Ok(count.unwrap_or(0))
            })
            .collect()
    }

    /// Whether a book is of a version that can be compared with this one as it is.
    ///
    /// # Errors
    /// It is no book, or a newer one.
    pub fn is_of_this_version(given: &Path) -> Result<bool, StoreError> {
        let path = path::resolve(given)?;
        if !path.exists() {
            return Err(StoreError::Missing(given.to_owned()));
        }
        let engine = super::engine::Engine::open(&path)?;
        Ok(schema::version(&engine, &path)? == schema::VERSION)
    }
}
