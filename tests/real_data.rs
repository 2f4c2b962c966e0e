//! Real companies and events, if `MPP_REAL_DATA` names a folder of them.
//!
//! The folder has `applicants.csv`, `adopt.csv`, `awards.csv` and `products.csv`. Nothing of them is part of this project, so the
//! tests work out the expected results from the files themselves.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the folder is named by a variable, and a test that is skipped says so"
)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A day after everything in the files.
const TODAY: &str = "2018-06-01";

fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("MPP_REAL_DATA").filter(|folder| !folder.is_empty());
    if folder.is_none() {
        eprintln!(
            "SKIPPED: MPP_REAL_DATA names no folder with applicants.csv, adopt.csv, awards.csv and products.csv"
        );
    }
    folder.map(PathBuf::from)
}

struct Book(tempfile::TempDir);

impl Book {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn run(&self, words: &[&str]) -> (i32, String, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new(env!("CARGO_BIN_EXE_mpp"))
            .args(words)
            .env_clear()
            .env("MPP_DB", "book.db")
            .env("MPP_TODAY", TODAY)
            .current_dir(self.0.path())
            .output()
            .expect("mpp runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code().unwrap_or(-1), text(stdout), text(stderr))
    }

    fn json(&self, words: &[&str]) -> (i32, Value) {
        let (status, out, err) = self.run(&[words, &["--json"]].concat());
        (
            status,
            serde_json::from_str(&out).unwrap_or_else(|error| panic!("{words:?}: {error}: {err}")),
        )
    }

    /// The audit of a sound book is silent.
    fn is_sound(&self) {
        assert_eq!(self.run(&["audit"]), (0, String::new(), String::new()));
    }
}

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).expect("a file");
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("rows")
}

/// A name, reduced to what two spellings of one company have in common.
fn look(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

#[test]
fn applicants_are_recorded_and_duplicates_are_named() {
    let Some(folder) = data() else { return };
    let file = folder.join("applicants.csv");
    let (path, applicants) = (file.display().to_string(), rows(&file));
    let book = Book::new();
    let (status, first) = book.json(&[
        "apply",
        "--from",
        &path,
        "--keep-going",
        "--rejects",
        "refused.csv",
    ]);
    let refusals = first["refusals"].as_array().expect("refusals");
    assert_eq!(number(&first["read"]), applicants.len() as u64);
    assert_eq!(
        number(&first["recorded"]) + number(&first["refused"]),
        applicants.len() as u64
    );
    assert_eq!(status, if refusals.is_empty() { 0 } else { 3 });
    assert!(
        refusals.len() * 5 < applicants.len(),
        "most of the file is sound: {refusals:?}"
    );

    // Every name that looks like an earlier one is refused, and the refusal names the earlier one.
    let mut seen = BTreeSet::new();
    let repeated = applicants
        .iter()
        .enumerate()
        .filter(|(_, row)| !seen.insert(look(&row["name"])));
    let mut duplicates = 0;
    for (at, row) in repeated {
        let line = at as u64 + 2;
        let refusal = refusals
            .iter()
            .find(|refusal| number(&refusal["line"]) == line);
        let reason = refusal
            .unwrap_or_else(|| panic!("line {line}, {}, is not refused", row["name"]))["reason"]
            .as_str();
        assert!(
            reason.is_some_and(|reason| reason.contains("probably the same")
                || reason.contains("an earlier row of this file")),
            "{refusal:?}"
        );
        duplicates += 1;
    }
    assert!(duplicates > 0, "the file has probable duplicates");
    assert_eq!(
        rows(&book.0.path().join("refused.csv")).len(),
        refusals.len()
    );

    let (_, before, _) = book.run(&["history", "--json"]);
    let (_, second) = book.json(&["apply", "--from", &path, "--keep-going"]);
    assert_eq!(number(&second["recorded"]), 0);
    assert_eq!(second["unchanged"], first["recorded"]);
    assert_eq!(second["refusals"], first["refusals"]);
    assert_eq!(book.run(&["history", "--json"]).1, before);
    book.is_sound();
}

#[test]
fn partners_are_adopted_and_awards_follow() {
    let Some(folder) = data() else { return };
    let (adopt, awards) = (folder.join("adopt.csv"), folder.join("awards.csv"));
    let book = Book::new();
    let (_, taken) = book.json(&[
        "adopt",
        "--from",
        &adopt.display().to_string(),
        "--keep-going",
    ]);
    let refused: BTreeSet<u64> = taken["refusals"]
        .as_array()
        .expect("refusals")
        .iter()
        .map(|refusal| number(&refusal["line"]))
        .collect();
    let partners = rows(&adopt);
    let partners: Vec<_> = partners
        .iter()
        .enumerate()
        .filter(|(at, _)| !refused.contains(&(*at as u64 + 2)))
        .map(|(_, row)| row)
        .collect();
    assert_eq!(number(&taken["recorded"]), partners.len() as u64);

    // Everybody is at the stage that the file says, in today's term.
    let (_, status) = book.json(&["status"]);
    let status = status["partners"].as_array().expect("partners");
    for row in &partners {
        let one = status
            .iter()
            .find(|one| one["name"] == row["name"].as_str())
            .unwrap_or_else(|| panic!("{} is not there", row["name"]));
        assert_eq!(one["stage"], row["stage"].as_str(), "{}", row["name"]);
        if row["stage"] == "certified" {
            assert_eq!(one["certified_on"], row["certified_on"].as_str());
            assert_eq!(one["points"], 75);
            let (starts, anniversary) = (
                one["term"]["starts"].as_str().expect("a day"),
                one["term"]["anniversary"].as_str().expect("a day"),
            );
            assert!(
                starts <= TODAY && TODAY < anniversary,
                "{}: {starts} to {anniversary}",
                row["name"]
            );
            assert_eq!(starts[5..], row["certified_on"][5..], "{}", row["name"]);
        }
    }

    // Last month's obligation is 2,000 for each certified partner with its agreement.
    let entitled = partners
        .iter()
        .filter(|row| row["stage"] == "certified" && !row["mpa_on"].is_empty())
        .count();
    let (_, credits) = book.json(&[
        "credits",
        "--from-month",
        "2018-05",
        "--to-month",
        "2018-05",
    ]);
    let silver = credits["months"]
        .as_array()
        .expect("months")
        .iter()
        .find(|month| month["basis"] == "silver")
        .expect("silver");
    assert_eq!(number(&silver["granted_cents"]), 200_000 * entitled as u64);

    // The rows refused are exactly those of companies not in the book, and those that repeat a once-only activity.
    let known: BTreeSet<String> = partners
        .iter()
        .map(|row| row["name"].to_lowercase())
        .collect();
    let certified_on = |name: &str| {
        partners
            .iter()
            .find(|row| row["name"].to_lowercase() == name)
            .map(|row| row["certified_on"].clone())
    };
    let mut earned = BTreeSet::new();
    let mut rows_seen = BTreeSet::new();
    let events = rows(&awards);
    let (mut expected, mut repeated) = (Vec::new(), 0);
    for (line, row) in (2..).zip(&events) {
        let name = row["partner"].to_lowercase();
        let early = certified_on(&name).is_none_or(|certified| row["on"] < certified);
        let taken = known.contains(&name) && !early;
        // A row that occurs twice in the file is the same award, not another one.
        if taken && rows_seen.contains(row) {
            repeated += 1;
        } else if taken && earned.insert((name, row["activity"].clone())) {
            rows_seen.insert(row.clone());
        } else {
            expected.push(line);
        }
    }
    let recorded = events.len() as u64 - expected.len() as u64 - repeated;
    let path = awards.display().to_string();
    let (status, awarded) = book.json(&[
        "award-points",
        "--from",
        &path,
        "--keep-going",
        "--rejects",
        "refused.csv",
    ]);
    let mut refused: Vec<u64> = awarded["refusals"]
        .as_array()
        .expect("refusals")
        .iter()
        .map(|refusal| number(&refusal["line"]))
        .collect();
    // A row may have several reasons.
    refused.dedup();
    assert_eq!((status, &refused), (3, &expected), "{awarded:#}");
    assert_eq!(
        (number(&awarded["recorded"]), number(&awarded["unchanged"])),
        (recorded, repeated)
    );

    // The refused rows run again, to the same end; so does the whole file.
    let (status, again) = book.json(&[
        "award-points",
        "--from",
        "refused.csv",
        "--keep-going",
        "--rejects",
        "again.csv",
    ]);
    assert_eq!(
        (status, number(&again["read"]), number(&again["refused"])),
        (3, expected.len() as u64, expected.len() as u64)
    );
    // The reason may differ: what an earlier row of the file earned is in the book by now.
    let but_reasons = |name: &str| {
        let mut rows = rows(&book.0.path().join(name));
        for row in &mut rows {
            row.remove("reason");
        }
        rows
    };
    assert_eq!(but_reasons("refused.csv"), but_reasons("again.csv"));
    let (_, again) = book.json(&["award-points", "--from", &path, "--keep-going"]);
    assert_eq!(
        (number(&again["recorded"]), number(&again["unchanged"])),
        (0, recorded + repeated)
    );
    book.is_sound();
}

#[test]
fn every_product_is_there_once_and_its_repetitions_are_named() {
    let Some(data) = data() else { return };
    let (adopt, products) = (data.join("adopt.csv"), data.join("products.csv"));
    let (adopt, file) = (
        adopt.to_str().expect("a path"),
        products.to_str().expect("a path"),
    );
    let book = Book::new();
    book.run(&["adopt", "--from", adopt, "--keep-going", "-q"]);
    let (_, partners) = book.json(&["status"]);
    let known: BTreeSet<String> = partners["partners"]
        .as_array()
        .expect("partners")
        .iter()
        .map(|partner| partner["name"].as_str().expect("a name").to_lowercase())
        .collect();
    let rows = rows(&products);
    // The first row of a partner's product wins; a later one is unchanged, or refused where it differs.
    let mut first: BTreeMap<(String, String), &BTreeMap<String, String>> = BTreeMap::new();
    let (mut unchanged, mut refused) = (0, 0);
    for row in &rows {
        let key = (row["partner"].to_lowercase(), row["name"].to_lowercase());
        if !known.contains(&key.0) {
            refused += 1;
            continue;
        }
        match first.get(&key) {
            None => {
                first.insert(key, row);
            }
            Some(first) => {
                let says_otherwise = ["name", "kind", "category", "evidence"]
                    .iter()
                    .any(|column| !row[*column].is_empty() && row[*column] != first[*column]);
                if says_otherwise {
                    refused += 1;
                } else {
                    unchanged += 1;
                }
            }
        }
    }
    let (status, batch) = book.json(&["product", "add", "--from", file, "--keep-going"]);
    assert_eq!(status, 3);
    let counts = ["read", "recorded", "unchanged", "refused"].map(|key| number(&batch[key]));
    let expected = [rows.len(), first.len(), unchanged, refused].map(|n| n as u64);
    assert_eq!(counts, expected);
    let (_, listed) = book.json(&["product", "list"]);
    assert_eq!(
        listed["products"].as_array().expect("products").len(),
        first.len()
    );
    let (_, again) = book.json(&["product", "add", "--from", file, "--keep-going"]);
    assert_eq!(
        (number(&again["recorded"]), &again["entry"]),
        (0, &Value::Null)
    );
    book.is_sound();
}
