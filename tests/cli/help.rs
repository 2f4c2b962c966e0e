//! Help: on every level, within 80 columns, with examples that run.

use crate::ran::words;
use crate::session::Session;
use std::collections::BTreeMap;

/// The commands that the help of a command lists; that of the program has them in groups.
fn listed(help: &str) -> Vec<String> {
    let lists = help.split("\n\n").filter(|block| {
        let heading = block.lines().next().unwrap_or_default();
        heading.ends_with(':') && !["Arguments:", "Options:", "Examples:"].contains(&heading)
    });
    let lines = lists.flat_map(|list| list.lines().skip(1));
    let entries = lines.filter_map(|line| line.strip_prefix("  "));
    let names = entries.filter(|entry| entry.starts_with(|c: char| c.is_ascii_lowercase()));
    names
        .filter_map(|entry| entry.split_whitespace().next())
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
        .env
        .insert("MPP_DB", "/home/ann/secret-place/book.db".to_owned());
    session.env.insert("MPP_ACTOR", "secret-agent".to_owned());
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

/// The example book as it is made on a day, with the files that the examples name.
fn example_book(day: &str) -> Session {
    let mut session = Session::new();
    session.today(day);
    session.env.insert("COLUMNS", "1000".to_owned());
    session.mpp("init --example").ok();
    session.mpp("backup before-the-import.db").ok();
    std::fs::create_dir(session.path("copies")).expect("a folder");
    session.mpp("backup copies").ok();
    session.write("applicants.csv", "name\nMaple Notes\n");
    session.write("partners.csv", "name\nPoplar Pay\n");
    session.write("verdicts.csv", "partner,item,verdict\nflint,density,met\n");
    session.write("awards.csv", "partner,activity\nacme,release-notes\n");
    session.write("requests.csv", "partner,kind\nacme,sales-training\n");
    session.write("used.csv", "partner,month,amount\nacme,last-month,10\n");
    session.write("products.csv", "partner,name\nacme,Acme Sword\n");
    session.write(
        "deployments.csv",
        "partner,product,ref\nacme,acme-shield,D-17\n",
    );
    session.write(
        "revenue.csv",
        "partner,product,month,amount\nacme,acme-shield,last-month,10\n",
    );
    session.write("program.toml", include_str!("../../examples/program.toml"));
    session
}

#[test]
fn every_example_runs_on_the_example_book_whatever_the_day() {
    let help = Session::new();
    let mut failed = Vec::new();
    for day in ["2024-02-29", "2025-12-31", "2026-07-01"] {
        let book = example_book(day);
        for command in every_command(&help) {
            let examples = examples(&book.mpp(&format!("{command} --help")).ok().out);
            if examples.is_empty() {
                failed.push(format!("{command} has no example"));
            }
            for example in examples {
                let line = example.strip_prefix("mpp ").expect("a command");
                let ran = book.copied().mpp(line);
                // With --check, 5 says that something needs attention, as it does in the example book.
                let expected = if words(line).iter().any(|word| word == "--check") {
                    5
                } else {
                    0
                };
                if ran.status != expected {
                    failed.push(format!("{day}: {example}\n{}", ran.err));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_options_of_every_command_are_explained_once() {
    let session = Session::new();
    let program = session.mpp("--help").ok().out;
    assert!(program.contains("-o, --output <FILE>\n"), "{program}");
    for command in every_command(&session).iter().skip(1) {
        let help = session.mpp(&format!("{command} --help")).ok().out;
        assert_eq!(help.matches("--output <FILE>").count(), 1, "{command}");
        assert!(!help.contains("Write the results to a file"), "{command}");
    }
}

#[test]
fn words_of_other_programs_are_answered_with_the_command_that_is_meant() {
    let book = example_book("2026-07-01");
    for word in [
        "list", "ls", "show", "log", "add", "export", "import", "search", "remove", "update",
    ] {
        let answer = book.mpp(word).ends(2).err;
        assert!(
            answer.starts_with(&format!("error: unknown command `{word}`\nhint: `mpp ")),
            "{answer}"
        );
        let commands = answer.split('`').filter(|text| text.starts_with("mpp "));
        for command in commands {
            let line = command
                .replace("PARTNER NAME", "flint 'Flint Vault'")
                .replace("PARTNER", "flint")
                .replace("--stage STAGE --category CATEGORY", "--stage applicant")
                .replace("NAME", "flint")
                .replace("apply flint", "apply 'Maple Notes'")
                .replace("apply --from FILE", "apply --from applicants.csv")
                .replace("adopt --from FILE", "adopt --from partners.csv -n")
                .replace("edit flint", "edit flint --category Identity")
                .replace("REASON", "moved")
                .replace(" ENTRY", "");
            let line = line.strip_prefix("mpp ").expect("a command");
            let ran = book.copied().mpp(line);
            assert_eq!(ran.status, 0, "{word}: {line}\n{}", ran.err);
        }
    }
}
