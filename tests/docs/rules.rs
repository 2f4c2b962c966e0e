//! The table of what the documents ask names everything that the embedded rule file has for it.

use crate::read;
use mpp::domain::program::{EMBEDDED, Program};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The words in backticks from the heading of the table on.
fn named() -> BTreeSet<String> {
    let text = read(Path::new("docs/rules.md"));
    let (_, table) = text
        .split_once("## What the documents ask, and where it is")
        .expect("the table");
    let words = table.split('`').skip(1).step_by(2);
    words.map(str::to_owned).collect()
}

#[test]
fn every_item_activity_request_benefit_and_step_has_its_sentence() {
    let program = Program::parse(EMBEDDED).expect("the embedded rules");
    let items = program.checklists.iter().flat_map(|list| &list.items);
    let items = items.map(|item| item.id.as_str());
    let activities = program
        .activities
        .iter()
        .map(|activity| activity.id.as_str());
    let requests = program.requests.iter().map(|request| request.id.as_str());
    let benefits = program.tiers.iter().flat_map(|tier| &tier.benefits);
    let benefits = benefits.filter_map(|benefit| benefit.id.as_deref());
    let steps = ["admit", "certify", "publish"];
    let ids: BTreeSet<&str> = items
        .chain(activities)
        .chain(requests)
        .chain(benefits)
        .chain(steps)
        .collect();
    assert!(ids.len() > 60, "{}", ids.len());
    let named = named();
    let missing: Vec<&&str> = ids.iter().filter(|id| !named.contains(**id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // And nothing that the rule file does not have, but for commands.
    let unknown: Vec<&String> = named
        .iter()
        .filter(|word| !word.starts_with("mpp ") && !ids.contains(word.as_str()))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_command_and_option_exists() {
    let named = named();
    let lines = named.iter().filter(|word| word.starts_with("mpp "));
    let mut checked = 0;
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        // What is upper case stands for a value, and so does what follows an option.
        let is_command = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let command = words
            .iter()
            .copied()
            .take_while(|word| !word.starts_with("--"));
        let command = command.take_while(is_command);
        let mut mpp = Command::new(env!("CARGO_BIN_EXE_mpp"));
        let help = mpp.args(command).arg("--help").output().expect("mpp runs");
        assert!(help.status.success(), "{line}");
        let help = String::from_utf8(help.stdout).expect("text");
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{line}: {option}");
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked}");
}
