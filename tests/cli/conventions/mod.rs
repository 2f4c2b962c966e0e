//! What people and scripts expect of any command line. The number names the row of the list of conventions; rows that
//! belong to a subject of their own stand with it, under their number too.

mod books;
mod discovery;
mod output;
mod streams;

use std::collections::BTreeSet;
use std::path::Path;

/// Rows that wait until there is something to check: an editor, another engine, an export.
const WAITING: [u32; 3] = [30, 31, 46];

/// The rows that tests of a folder name.
fn named(folder: &Path, rows: &mut BTreeSet<u32>) {
    for entry in std::fs::read_dir(folder).expect("the tests") {
        let path = entry.expect("a test").path();
        if path.is_dir() {
            named(&path, rows);
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a test");
        let tests = text.lines().filter(|line| line.starts_with("fn "));
        rows.extend(
            tests
                .flat_map(|line| line.split("row_").skip(1))
                .filter_map(|rest| rest.get(..2)?.parse::<u32>().ok()),
        );
    }
}

#[test]
fn every_row_has_a_test_that_names_it() {
    let mut rows = BTreeSet::new();
    named(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli"),
        &mut rows,
    );
    let missing: Vec<u32> = (1..=60)
        .filter(|row| !rows.contains(row) && !WAITING.contains(row))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
