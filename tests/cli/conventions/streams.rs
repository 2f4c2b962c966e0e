//! Exit statuses and streams.

use crate::ran::Ran;
use crate::session::Session;
use std::io::Read as _;
use std::process::Stdio;

#[test]
fn nothing_to_do_succeeds() {
    let session = Session::new();
    session.mpp("init").ok();
    for line in [
        "status",
        "tier",
        "credits",
        "due",
        "due --check",
        "renew",
        "renew --due",
        "renew --check",
        "checklist",
        "audit",
    ] {
        session.mpp(line).ok();
    }
}

#[test]
fn refused_or_not_found_is_1_and_wrong_usage_is_2() {
    let session = Session::with_certified();
    for line in [
        "status nobody",
        "award-points acme certification",
        "undo 99",
        "apply --from missing.csv",
    ] {
        session.mpp(line).ends(1);
    }
    for line in [
        "status --bogus",
        "frobnicate",
        "renew --within",
        "renew --within soon",
        "apply",
        "status a b",
        "edit acme",
        "award-points acme press-relese",
        "history --last -1",
        "undo --on 2015-01-01",
    ] {
        session.mpp(line).ends(2);
    }
}

#[test]
fn no_argument_causes_a_panic() {
    let session = Session::with_certified();
    let nasty = [
        "",
        " ",
        "-",
        "--",
        "=",
        "'",
        "\\",
        "\u{0301}",
        "9999999999999999999999",
        "-1",
        "0.0",
        "ACME=",
        "=URL",
        "%s",
        "\u{fffd}",
        "٣",
        "0000-00-00",
        "2015-02-29",
        "-999999-01-01",
    ];
    let places: &[&[&str]] = &[
        &["status"],
        &["apply"],
        &["undo"],
        &["history", "--last"],
        &["history", "--known-at"],
        &["status", "--as-of"],
        &["standing", "acme", "--bad"],
        &["award-points", "acme"],
        &["award-points", "acme", "customer-deployment", "--ref"],
        &["award-points", "acme", "--reason", "r", "--reverse"],
        &["review", "acme", "--met"],
        &["review", "acme", "--evidence"],
        &["certify", "acme", "--reason", "r", "--extend-to"],
        &["credits", "acme", "--use", "2015-05"],
        &["credits", "acme", "--from-month"],
        &["people", "acme", "--contact"],
        &["people", "acme", "--assign"],
        &["edit", "acme", "--revenue-share"],
        &["edit", "acme", "--alias"],
        &["due", "--within"],
        &["renew", "--within"],
        &["tier", "--db"],
        &["apply", "--from"],
        &["program", "check"],
    ];
    for place in places {
        for word in nasty {
            let mut words = place.to_vec();
            words.push(word);
            let line = format!("{words:?}");
            let ran = Ran::of(
                &line,
                &session
                    .command(&words)
                    .arg("-q")
                    .output()
                    .expect("mpp runs"),
            );
            assert!(
                [0, 1, 2, 4].contains(&ran.status),
                "{line}: {} {}",
                ran.status,
                ran.err
            );
            assert!(!ran.err.contains("panicked"), "{line}: {}", ran.err);
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let bytes = std::ffi::OsStr::from_bytes(b"\xff\xfe");
        for place in places {
            let ran = session
                .command(place)
                .arg(bytes)
                .output()
                .expect("mpp runs");
            let err = String::from_utf8_lossy(&ran.stderr);
            assert!(
                !err.contains("panicked") && ran.status.code().is_some_and(|status| status < 5),
                "{place:?}: {err}"
            );
        }
    }
}

#[test]
fn data_goes_to_stdout_and_messages_to_stderr() {
    let session = Session::with_certified();
    assert!(session.mpp("status --json -v").ok().err.contains("book.db"));
    let changed = session.mpp("award-points acme press-release").ok();
    assert_eq!(changed.out, "acme: press-release, +25 points, 100 in all\n");
    assert_eq!(changed.err, "recorded entry 7\n");
    assert_eq!(session.mpp("status nobody").ends(1).out, "");
}

#[test]
fn an_error_is_one_line_with_the_value_and_the_remedy() {
    let session = Session::with_certified();
    for line in [
        "status nobody",
        "award-points acme certification",
        "undo 99",
        "apply --from missing.csv",
        "status --as-of soon",
        "status --tier bronze",
        "status --db missing.db",
        "edit acme",
    ] {
        let ran = session.mpp(line);
        assert!(ran.err.starts_with("error: "), "{line}: {}", ran.err);
        let marked = |line: &str| {
            ["error: ", "hint: ", "  "]
                .iter()
                .any(|mark| line.starts_with(mark))
        };
        assert!(ran.err.lines().all(marked), "{line}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
}

#[test]
fn no_error_exposes_the_engine() {
    let session = Session::with_candidate();
    session.mpp("apply Bolt --id bolt").ok();
    session.write("twice.csv", "name,id,alias,external_id\nCore,core,ACME,\nCore,core,,\nDelta,core,,crm-1\nEcho,bolt,,\nFox,,ACME,crm-1\n");
    session.write(
        "text.db",
        "not a book at all, but long enough to be taken for one by somebody who does not look",
    );
    for line in [
        "apply Other --id acme",
        "apply Other --alias ACME",
        "apply Other --external-id crm-1",
        "edit bolt --name 'Acme Cloud'",
        "apply --from twice.csv",
        "apply --from twice.csv --keep-going",
        "status --db text.db",
        "status --db /proc/self/mem",
        "init",
    ] {
        let ran = session.mpp(line);
        assert_ne!(ran.status, 0, "{line}");
        for word in [
            "UNIQUE",
            "constraint",
            "SQLITE",
            "SQL",
            "src/",
            "rusqlite",
            "code ",
        ] {
            assert!(!ran.err.contains(word), "{line}: {}", ran.err);
        }
    }
}

#[test]
fn a_closed_pipe_is_quiet_and_the_change_is_recorded() {
    let session = Session::with_certified();
    for line in [
        "history",
        "program show",
        "status --json",
        "award-points acme press-release",
    ] {
        let mut command = session.command(&crate::ran::words(line));
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("mpp runs");
        drop(child.stdout.take());
        let mut err = String::new();
        child
            .stderr
            .take()
            .expect("a pipe")
            .read_to_string(&mut err)
            .expect("text");
        let status = child.wait().expect("an end");
        assert!(
            status.code().is_none_or(|status| status == 0),
            "{line}: {status}: {err}"
        );
        assert!(!err.contains("error"), "{line}: {err}");
    }
    assert_eq!(session.json("tier acme")["partners"][0]["points"], 100);
}

#[test]
fn a_closed_pipe_for_messages_is_quiet() {
    let session = Session::with_applicant();
    for (line, status) in [
        ("apply Bolt", 0),
        ("status nobody", 1),
        ("status --no-such-option", 2),
        ("apply Corn --verbose", 0),
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = session.command(&crate::ran::words(line));
        let ended = command.stderr(writer).stdout(Stdio::null()).status();
        assert_eq!(ended.expect("mpp runs").code(), Some(status), "{line}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let session = Session::with_certified();
    for line in [
        "status",
        "history",
        "status --json",
        "program show --format csv",
        "--help",
        "-h",
        "--version",
        "-V",
        "apply --help",
        "help rules",
        "help apply",
        "completion bash",
        "due --within 365 --ics -",
    ] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full");
        let ran = session
            .command(&crate::ran::words(line))
            .stdout(full)
            .output()
            .expect("mpp runs");
        Ran::of(line, &ran)
            .ends(1)
            .says("the output cannot be written");
    }
}

#[test]
fn an_entry_that_cannot_be_printed_is_still_reported_as_recorded() {
    let mut session = Session::with_certified();
    session.today("2016-04-01");
    for (line, entry) in [
        ("award-points acme press-release", 7),
        ("undo", 8),
        ("renew --due", 9),
    ] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full");
        let mut command = session.command(&crate::ran::words(line));
        let ran = command.stdout(full).output().expect("mpp runs");
        Ran::of(line, &ran)
            .ends(1)
            .says(&format!("recorded entry {entry}"))
            .says(&format!("the change itself is in the book: entry {entry}"));
    }
}

#[test]
fn the_same_command_gives_the_same_bytes() {
    let session = Session::with_certified();
    for line in [
        "status --json",
        "history",
        "checklist acme",
        "credits --format csv",
        "tier acme --plain",
        "due --json",
        "program show --json",
        "audit --json",
    ] {
        assert_eq!(
            session.mpp(line).ok().out,
            session.mpp(line).ok().out,
            "{line}"
        );
    }
}

#[test]
fn partly_recorded_is_3_and_only_with_keep_going() {
    let session = Session::with_applicant();
    session.write("more.csv", "name,kind\nBolt,saas\nCore,hardware\n");
    session
        .mpp("apply --from more.csv")
        .ends(1)
        .says("more.csv:3: kind");
    assert_eq!(
        session.json("status")["partners"][1],
        serde_json::Value::Null
    );
    session.mpp("apply --from more.csv --keep-going").ends(3);
    assert_eq!(session.json("status")["partners"][1]["id"], "bolt");
}
