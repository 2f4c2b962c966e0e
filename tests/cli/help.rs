//! Help: on every level, within 80 columns, with examples that run.

use crate::ran::words;
use crate::session::Session;
use std::collections::BTreeMap;

/// The commands that the help of a command lists.
fn listed(help: &str) -> Vec<String> {
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = commands
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// Every command with its words, the program itself first.
pub(crate) fn every_command(session: &Session) -> Vec<String> {
    let mut all = vec![String::new()];
    for name in listed(&session.mpp("--help").ok().out) {
        let help = session.mpp(&format!("{name} --help")).ok().out;
        all.extend(listed(&help).iter().map(|sub| format!("{name} {sub}")));
        all.push(name);
    }
    assert!(all.len() > 20, "{all:?}");
    all
}

#[test]
fn help_goes_to_stdout_at_every_level() {
    let session = Session::new();
    for command in every_command(&session) {
        let long = session.mpp(&format!("{command} --help")).ok();
        let short = session.mpp(&format!("{command} -h")).ok();
        assert!(long.err.is_empty() && short.err.is_empty(), "{command}");
        assert!(short.out.len() <= long.out.len(), "{command}");
        assert_eq!(
            session.mpp(&format!("help {command}")).ok().out,
            long.out,
            "help {command}"
        );
    }
    assert!(session.files().is_empty());
}

#[test]
fn help_fits_80_columns() {
    let session = Session::new();
    let mut wide = Vec::new();
    for command in every_command(&session) {
        for option in ["-h", "--help"] {
            let help = session.mpp(&format!("{command} {option}")).ok().out;
            wide.extend(
                help.lines()
                    .filter(|line| line.chars().count() > 80)
                    .map(|line| format!("{command} {option}: {line}")),
            );
        }
    }
    assert!(
        wide.is_empty(),
        "{} lines are wider than 80 columns:\n{}",
        wide.len(),
        wide.join("\n")
    );
}

#[test]
fn help_does_not_print_environment_values() {
    let mut session = Session::new();
    session
        .world
        .insert("MPP_DB", "/home/ann/secret-place/book.db".to_owned());
    session.world.insert("MPP_ACTOR", "secret-agent".to_owned());
    for command in every_command(&session) {
        assert!(
            !session
                .mpp(&format!("{command} --help"))
                .ok()
                .out
                .contains("secret"),
            "{command}"
        );
    }
}

#[test]
fn a_short_option_means_the_same_everywhere() {
    let session = Session::new();
    let mut meanings: BTreeMap<String, String> = BTreeMap::new();
    for command in every_command(&session) {
        let help = session.mpp(&format!("{command} --help")).ok().out;
        for line in help.lines().filter_map(|line| {
            line.strip_prefix("  -")
                .filter(|rest| !rest.starts_with('-'))
        }) {
            let (short, long) = line
                .split_once(", --")
                .unwrap_or_else(|| panic!("-{line} has no long form"));
            let long = long.split([' ', '.']).next().unwrap_or_default().to_owned();
            let meant = meanings
                .entry(short.to_owned())
                .or_insert_with(|| long.clone());
            assert_eq!(*meant, long, "-{short} in {command}");
        }
    }
    let expected = [
        ("V", "version"),
        ("h", "help"),
        ("n", "dry-run"),
        ("o", "output"),
        ("q", "quiet"),
        ("v", "verbose"),
    ];
    for (short, long) in expected {
        assert_eq!(
            meanings.get(short).map(String::as_str),
            Some(long),
            "-{short}"
        );
    }
}

fn examples(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    lines
        .take_while(|line| !line.is_empty())
        .map(|line| line.trim_start().to_owned())
        .collect()
}

#[test]
fn an_example_can_be_copied_as_one_line() {
    let session = Session::new();
    let mut broken = Vec::new();
    for command in every_command(&session) {
        let help = session.mpp(&format!("{command} --help")).ok().out;
        broken.extend(
            examples(&help)
                .into_iter()
                .filter(|line| !line.starts_with("mpp "))
                .map(|line| format!("{command}: {line}")),
        );
    }
    assert!(
        broken.is_empty(),
        "examples are broken into lines:\n{}",
        broken.join("\n")
    );
}

/// A book and files in which the examples find what they name.
fn scene_of_the_examples() -> Session {
    let mut session = Session::with_certified();
    session.today("2016-06-15");
    session.write("applicants.csv", "name\nBolt\n");
    session.write("partners.csv", "name\nCore\n");
    session.write("verdicts.csv", "partner,item,verdict\nacme,density,met\n");
    session.write("awards.csv", "partner,activity\nacme,business-blog\n");
    session.write("used.csv", "partner,month,amount\nacme,2015-05,10\n");
    session.write("products.csv", "partner,name\nacme,Acme Sword\n");
    session.write(
        "deployments.csv",
        "partner,product,ref\nacme,acme-shield,D-1\n",
    );
    session.write(
        "revenue.csv",
        "partner,product,month,amount\nacme,acme-shield,2016-05,10\n",
    );
    session.mpp("product add acme 'Acme Shield'").ok();
    session.write("program.toml", include_str!("../../examples/program.toml"));
    session
}

#[test]
fn every_example_parses() {
    let mut wide = Session::new();
    wide.world.insert("COLUMNS", "1000".to_owned());
    let mut wrong = Vec::new();
    for command in every_command(&wide) {
        let help = wide.mpp(&format!("{command} --help")).ok().out;
        let examples = examples(&help);
        if examples.is_empty() && command != "program" {
            wrong.push(format!("{command} has no example"));
        }
        for example in examples {
            let session = scene_of_the_examples();
            let ran = session.mpp(
                example
                    .strip_prefix("mpp ")
                    .expect("a command of this program"),
            );
            if ran.status == 2 || ran.err.contains("panicked") {
                wrong.push(format!("{example}\n{}", ran.err));
            }
            assert!(!words(&example).is_empty());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
