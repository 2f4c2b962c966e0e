//! The tables whose rows the chain of digests covers, and how a row goes into it.

use super::chain::encode;
use super::engine::{ResultRow, Value};
use super::error::StoreError;
use super::tables::Table;
use std::sync::LazyLock;

/// A table whose rows the digest of their entry covers.
pub(super) struct Chained {
    pub(super) name: &'static str,
    /// The question for its rows, without a condition: entry, place in the entry, and everything else.
    pub(super) select: String,
    /// The columns of that answer that the digest has always covered, in its order: all but the entry's number.
    columns: Vec<usize>,
    /// Columns that later versions of the schema added; they come after the others.
    added: &'static [&'static str],
}

pub(super) const PROGRAM: usize = 0;
pub(super) const VOID: usize = 1;

/// Returns the place of a table of facts: they come after these two.
pub(super) fn place_of(table: Table) -> usize {
    VOID + 1 + table as usize
}

pub(super) static CHAINED: LazyLock<Vec<Chained>> = LazyLock::new(|| {
    let program = Chained {
        name: "program",
        select: "select entry, n, on_day, version, rules from program".to_owned(),
        columns: vec![1, 2, 3, 4],
        added: &[],
    };
    let void = Chained {
        name: "void",
        select: "select entry, n, voided from void".to_owned(),
        columns: vec![1, 2],
        added: &[],
    };
    let of_facts = |table: Table| Chained {
        name: table.name(),
        select: format!(
            "select entry, n, partner, on_day, {} from {}",
            table.own_columns(),
            table.name()
        ),
        columns: [2, 1, 3].into_iter().chain(4..table.width()).collect(),
        added: table.added(),
    };
    let facts = Table::ALL.map(of_facts);
    [program, void].into_iter().chain(facts).collect()
});

impl Chained {
    /// Adds to `bytes` what the digest takes in of a row that was asked for with [`select`](Self::select).
    pub(super) fn encode(
        &self,
        row: &ResultRow<'_>,
        bytes: &mut Vec<u8>,
    ) -> Result<(), StoreError> {
        let values = self.columns.iter().map(|column| row.value(*column));
        let values = values.collect::<Result<Vec<Value<'_>>, _>>()?;
        let places = self.columns.len() + 1..;
        let added = places.zip(self.added).map(|(place, column)| {
            let value = row.value(place)?;
            Ok((*column, value))
        });
        let added = added.collect::<Result<Vec<_>, StoreError>>()?;
        encode(bytes, self.name, values, added);
        Ok(())
    }
}
