//! Whether the indexes of a book hold the rows of their tables, as far as that can be asked each time.
//!
//! The schema's words do not say which pages an index begins on. One that was pointed at an empty page answers every
//! question with nothing: no name is taken, no entry has facts. The audit compares each index with its table row by row;
//! here it is enough that no two things begin on the same page, and that what has rows has them in its indexes, too.

use super::engine::Engine;
use super::error::StoreError;
use super::tables::Table;
use std::sync::LazyLock;

/// The indexes by which rows are found, in addition to those by entry that every table of facts has.
const OTHERS: [(Table, &str); 5] = [
    (Table::Profile, "profile_by_name"),
    (Table::Profile, "profile_by_look"),
    (Table::Publication, "publication_by_step"),
    (Table::Deployment, "deployment_by_reference"),
    (Table::Revenue, "revenue_by_month"),
];

static ASK: LazyLock<String> = LazyLock::new(|| {
    let by_entry = Table::ALL.map(|table| (table, format!("{}_by_entry", table.name())));
    let others = OTHERS.map(|(table, index)| (table, index.to_owned()));
    let mut questions = vec![
        "select 'sqlite_schema' where (select count(*) - count(distinct rootpage) from sqlite_schema where rootpage > 0) <> 0"
            .to_owned(),
    ];
    questions.extend(by_entry.into_iter().chain(others).map(|(table, index)| {
        // A partial index is used only by a question that has its condition.
        let (of_index, of_table) = match index.as_str() {
            "profile_by_name" => (" where name_key is not null", " and +name_key is not null"),
            "profile_by_look" => (" where look_key is not null", " and +look_key is not null"),
            _ => ("", ""),
        };
        let name = table.name();
        // A column that is in no index is read from the table itself.
        let column = table.columns().last().unwrap_or(&"n");
        // The limits keep the engine from reading on: an answer to `exists` it may join, row by row.
        format!(
            "select '{index}' from (select \
               (select 1 from {name} where typeof({column}) <> ''{of_table} limit 1) as there, \
               (select 1 from {name} indexed by {index}{of_index} limit 1) as found) \
             where there is not null and found is null"
        )
    }));
    questions.join(" union all ")
});

/// Refuses a book of which an index has no rows though its table has.
///
/// # Errors
/// Names the index.
pub(super) fn check(engine: &Engine) -> Result<(), StoreError> {
    let empty = engine.one(&ASK, &[], |row| Ok(row.text(0)?.to_owned()))?;
    match empty {
        None => Ok(()),
        Some(index) => Err(StoreError::Damaged(format!(
            "the index {index} does not hold the rows of its table"
        ))),
    }
}
