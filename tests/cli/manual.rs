//! The manual: pages for `man`, and topics of the help.

use crate::session::Session;
use snapbox::str;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn pages(session: &Session) -> Vec<String> {
    session.mpp("man man1").ok().says("pages into man1");
    let pages = std::fs::read_dir(session.path("man1")).expect("the pages");
    let mut names: Vec<String> = pages
        .map(|page| {
            let name = page.expect("a page").file_name();
            name.to_string_lossy().into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn every_command_has_a_manual_page_with_all_sections() {
    let session = Session::new();
    let names = pages(&session);
    for name in [
        "mpp.1",
        "mpp-award-points.1",
        "mpp-product-publish.1",
        "mpp-program-simulate.1",
    ] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    let help = session.mpp("--help").ok().out;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| line.starts_with("  "));
    for command in commands.filter_map(|line| line.split_whitespace().next()) {
        assert!(names.contains(&format!("mpp-{command}.1")), "{command}");
    }
    for name in names {
        let page = session.read(&format!("man1/{name}"));
        for section in [
            "NAME",
            "SYNOPSIS",
            "DESCRIPTION",
            "\"EXIT STATUS\"",
            "ENVIRONMENT",
            "FILES",
        ] {
            assert!(
                page.contains(&format!(".SH {section}\n")),
                "{name}: {section}"
            );
        }
        let groups = ["mpp-program.1"];
        assert!(
            page.contains(".SH EXAMPLES\n") || groups.contains(&name.as_str()),
            "{name} has no example"
        );
    }
    assert_eq!(session.files(), ["man1"]);
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn man_prints_no_warnings() {
    if !Path::new("/usr/bin/man").exists() {
        eprintln!("SKIPPED: there is no man on this machine");
        return;
    }
    let session = Session::new();
    for name in pages(&session) {
        let shown = Command::new("man")
            .args(["--warnings", "-E", "UTF-8", "-l", &name])
            .current_dir(session.path("man1"))
            .env("LC_ALL", "C.UTF-8")
            .env("MANWIDTH", "80")
            .output()
            .expect("man runs");
        let complaints = String::from_utf8_lossy(&shown.stderr);
        assert_eq!(complaints, "", "{name}");
        let page = String::from_utf8_lossy(&shown.stdout);
        assert!(page.contains("EXIT STATUS"), "{name}");
        let wide: Vec<&str> = page
            .lines()
            .filter(|line| line.chars().count() > 80)
            .collect();
        assert!(wide.is_empty(), "{name}: {wide:?}");
    }
}

#[test]
fn the_program_is_explained_in_one_screen_from_the_rules_in_force() {
    let session = Session::new();
    let embedded = session.mpp("help rules").ok().out;
    assert!(embedded.lines().count() <= 24, "{embedded}");
    assert!(
        embedded.lines().all(|line| line.chars().count() <= 80),
        "{embedded}"
    );
    for figure in [
        "within 3 months",
        "gold from 500 points ($7,000 a month)",
        "after 12 months",
    ] {
        assert!(
            embedded.replace("\n            ", " ").contains(figure),
            "{figure}: {embedded}"
        );
    }
    assert!(session.files().is_empty());
    let other = include_str!("../../examples/software-vendor.toml");
    session.write("vendor.toml", other);
    session.mpp("init --program vendor.toml").ok();
    let vendor = session.mpp("help rules").ok().out;
    assert!(
        vendor != embedded && vendor.contains("a fall takes effect after"),
        "{vendor}"
    );
}

#[test]
fn topics_and_commands_are_found_and_suggested() {
    let session = Session::new();
    session.shows(str![[r#"
$ mpp help exit-status
0    done, or nothing to do
1    refused by the program's rules, not found, cancelled or failed; nothing was
     changed, unless the message says so
2    wrong usage: an unknown option or activity, a bad or future day, something
     missing that may not be asked for, a rule file or a configuration file with
     errors
3    partly done: some rows were refused, the others recorded (only with
     --keep-going)
4    the book cannot be used: it is missing, newer than this program, damaged,
     or no book
5    a check found something: --check terms or attention due, audit a finding,
     backup --verify a bad copy
75   busy: another command held the book too long; nothing was changed, unless
     the message says so; try again later
101  a bug in mpp; please report it
130  interrupted; nothing is half done
$ mpp help rule
! error: no help on `rule`
! hint: did you mean `rules`?
? 2
$ mpp help program simulat
! error: no help on `program simulat`
! hint: did you mean `simulate`?
? 2
$ mpp help award
! error: no help on `award`
! hint: did you mean `award-points`?
? 2
"#]]);
    session.mpp("help environment").ok().prints("MPP_DB ");
}

/// What `help json` lists for each document: the command, and the keys of it or of the first entry of its list.
fn promised(help: &str) -> Vec<(String, String, Vec<String>)> {
    let (mut command, mut promised) = (String::new(), Vec::<(String, String, Vec<String>)>::new());
    for line in help.lines().skip(5) {
        match line.strip_prefix("  ") {
            None => line.clone_into(&mut command),
            Some(line) => {
                let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
                let list = words[0].strip_suffix("[]").map(str::to_owned);
                let continues = list.is_none() && words[0] != "schema";
                match promised.last_mut() {
                    Some((of, _, keys)) if continues && *of == command => keys.append(&mut words),
                    _ => {
                        let begins = usize::from(list.is_some());
                        let keys = words.split_off(begins);
                        promised.push((command.clone(), list.unwrap_or_default(), keys));
                    }
                }
            }
        }
    }
    promised
}

#[test]
fn the_json_keys_in_help_are_those_of_the_documents() {
    let session = Session::with_published();
    session.write("more.csv", "name\nBolt\nCore\n");
    session
        .mpp("deployments record acme acme-shield --ref D-1")
        .ok();
    session
        .mpp("revenue record acme acme-shield 2015-05 10")
        .ok();
    session.mpp("request acme support-training").ok();
    let help = session.mpp("help json").ok().out;
    let promised = promised(&help);
    assert!(promised.len() > 25, "{promised:?}");
    for (command, list, keys) in promised {
        let line = match command.as_str() {
            "changes" => "award-points acme press-release --dry-run".to_owned(),
            "changes from a file" => "apply --from more.csv --dry-run".to_owned(),
            "undo" => "undo --dry-run".to_owned(),
            "due" => "due --within 400".to_owned(),
            other => other.replace(" P", " acme").replace("ITEM", "mpa"),
        };
        let mut document = session.json(&line);
        if !list.is_empty() {
            document = document[&list][0].take();
        }
        let object = document
            .as_object()
            .unwrap_or_else(|| panic!("{line}: {list}"));
        let there: BTreeSet<&str> = object.keys().map(String::as_str).collect();
        let missing: Vec<&String> = keys
            .iter()
            .filter(|key| key.is_ascii() && !key.is_empty() && !there.contains(key.as_str()))
            .collect();
        assert!(
            missing.is_empty(),
            "{line} {list}: {missing:?} of {there:?}"
        );
        // The fields of a fact depend on its kind, and only one item has the density.
        let open = keys.iter().any(|key| !key.is_ascii());
        let missing: Vec<&&str> = there
            .iter()
            .filter(|key| **key != "density" && !keys.iter().any(|listed| listed == *key))
            .collect();
        assert!(open || missing.is_empty(), "{line} {list}: {missing:?}");
    }
}
