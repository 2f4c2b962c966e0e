//! Files that come through a pipe: a slow writer blocks no other command.

#![cfg(unix)]

use crate::ran::{Ran, words};
use crate::session::Session;
use std::fs::OpenOptions;
use std::io::Write;
use std::process::{Child, Stdio};

/// Rows with a long note each, more than a pipe holds: once they are written, most of them were read.
fn rows() -> String {
    let long = "x".repeat(10_000);
    let rows = (1..=40).map(|n| format!("Firm {n},{long}\n"));
    format!("name,remark\n{}", rows.collect::<String>())
}

fn start(session: &Session, line: &str, stdin: Stdio) -> Child {
    let mut command = session.command(&words(line));
    command
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("mpp runs")
}

fn end(line: &str, child: Child) -> Ran {
    Ran::of(line, &child.wait_with_output().expect("an end"))
}

/// Lets a command read most of a file through an open pipe, records something else meanwhile, then lets it end.
fn meanwhile_others_record(session: &Session, from: &str) {
    let line = format!("apply --from {from} --ignore-unknown");
    let mut child;
    let mut pipe: Box<dyn Write> = if from == "-" {
        child = start(session, &line, Stdio::piped());
        Box::new(child.stdin.take().expect("a pipe"))
    } else {
        child = start(session, &line, Stdio::null());
        let open = OpenOptions::new().write(true).open(session.path(from));
        Box::new(open.expect("the pipe"))
    };
    pipe.write_all(rows().as_bytes()).expect("it is read");
    let beside = session.files();
    assert!(
        beside.iter().all(|name| !name.contains(".new")),
        "{beside:?}"
    );
    session.mpp("apply Bolt --id bolt").ok();
    session.mpp("edit bolt --category Security").ok();
    drop(pipe);
    end(&line, child).ok().says("40 read, 40 recorded");
    let history = session.mpp("history --plain").ok().out;
    let last = history.lines().last().unwrap_or_default();
    assert!(last.contains(&line), "{history}");
    session.mpp("audit").ok().silent();
}

#[test]
fn a_slow_pipe_does_not_block_other_commands() {
    let session = Session::with_applicant();
    meanwhile_others_record(&session, "-");
}

#[test]
fn a_slow_pipe_does_not_block_the_creation_of_the_book() {
    let session = Session::new();
    meanwhile_others_record(&session, "-");
    assert_eq!(session.files(), ["book.db"]);
}

#[test]
fn a_named_pipe_does_not_block_other_commands() {
    let session = Session::with_applicant();
    let made = std::process::Command::new("mkfifo")
        .arg(session.path("firms.fifo"))
        .status();
    assert!(made.expect("mkfifo runs").success());
    meanwhile_others_record(&session, "firms.fifo");
}

#[test]
fn errors_in_a_file_are_found_before_the_book_is_opened_or_created() {
    for session in [Session::new(), Session::with_applicant()] {
        let before = session.files();
        for (input, message) in [
            (&b"nmae\nBolt\n"[..], "names no column"),
            (b"name\nBolt\n\"Corn\n", "never closed"),
            (b"", "empty"),
        ] {
            let ran = session.mpp_reading("apply --from - -v", input);
            let ran = ran.ends(1).says(message);
            // With `-v`, a command that opens the book says so.
            assert!(!ran.err.contains("book: "), "{}", ran.err);
        }
        assert_eq!(session.files(), before);
        session.write("bad.csv", "nmae\nBolt\n");
        let ran = session.mpp("apply --from bad.csv -v").ends(1);
        assert!(!ran.err.contains("book: "), "{}", ran.err);
    }
}

#[test]
fn a_pipe_is_not_read_when_the_command_would_fail_anyway() {
    let session = Session::new();
    for (line, message) in [
        ("award-points --from -", "no book"),
        ("apply --from - --db none/b.db", "its folder"),
        ("apply --from - --rejects none/bad.csv", "its folder"),
        ("apply --from - -o none/report.json", "its folder"),
    ] {
        let mut child = start(&session, line, Stdio::piped());
        let pipe = child.stdin.take();
        let ran = end(line, child);
        assert!([1, 4].contains(&ran.status), "{line}: {}", ran.status);
        ran.says(message);
        drop(pipe);
    }
}

#[test]
fn piped_rows_are_spooled_in_the_temp_directory_and_removed() {
    let mut session = Session::with_applicant();
    // Too much to be kept in memory.
    let long = "x".repeat(100_000);
    let rows = (1..=20).map(|n| format!("Firm {n},{long}\n"));
    let file = format!("name,remark\n{}", rows.collect::<String>());
    let line = "apply --from - --ignore-unknown";
    let temporary = session.path("temporary");
    session
        .env
        .insert("TMPDIR", temporary.display().to_string());
    session
        .mpp_reading(line, file.as_bytes())
        .ends(1)
        .says("standard input")
        .says("temporary");
    std::fs::create_dir(&temporary).expect("a folder");
    let mut child = start(&session, line, Stdio::piped());
    let mut pipe = child.stdin.take().expect("a pipe");
    pipe.write_all(file.as_bytes()).expect("it is read");
    child.kill().expect("it was running");
    child.wait().expect("an end");
    session
        .mpp_reading(line, file.as_bytes())
        .ok()
        .says("20 read, 20 recorded");
    assert_eq!(std::fs::read_dir(&temporary).expect("a folder").count(), 0);
}
