//! Several commands at the same moment: none is lost, none is recorded twice, and none waits forever.

use crate::ran::{Ran, words};
use crate::session::Session;
use std::process::{Child, Stdio};

fn start(session: &Session, line: &str) -> Child {
    let mut command = session.command(&words(line));
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("mpp runs")
}

fn end(line: &str, child: Child) -> Ran {
    Ran::of(line, &child.wait_with_output().expect("an end"))
}

/// Returns how many lines of the history contain a text.
fn entries_with(session: &Session, text: &str) -> usize {
    let history = session.mpp("history --plain").ok().out;
    history.lines().filter(|line| line.contains(text)).count()
}

#[test]
fn eight_writers_beside_readers_lose_nothing() {
    let session = Session::with_certified();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let session = &session;
            scope.spawn(move || {
                for n in 0..5 {
                    let line = format!("award-points acme customer-deployment --ref W{writer}-{n}");
                    session.mpp(&line).ok();
                }
            });
        }
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..10 {
                    session.mpp("audit").ok().silent();
                    session.mpp("tier acme").ok();
                }
            });
        }
    });
    for writer in 0..8 {
        for n in 0..5 {
            assert_eq!(entries_with(&session, &format!("--ref W{writer}-{n}\t")), 1);
        }
    }
    session.mpp("audit").ok().silent();
}

#[test]
fn eight_first_commands_make_one_book() {
    for _ in 0..5 {
        let session = Session::new();
        let first: Vec<Child> = (0..8)
            .map(|n| start(&session, &format!("apply 'Company {n}'")))
            .collect();
        for child in first {
            end("apply", child).ok();
        }
        assert_eq!(session.json("audit")["entries"], 9);
        assert_eq!(session.files(), ["book.db"]);
    }
}

#[test]
fn an_award_waits_for_a_long_import() {
    let session = Session::with_certified();
    let firms = (0..3000).map(|n| format!("Firm {n}\n"));
    session.write("firms.csv", format!("name\n{}", firms.collect::<String>()));
    let import = start(&session, "apply --from firms.csv");
    let award = start(&session, "award-points acme press-release");
    session.mpp("tier acme").ok();
    end("award-points", award).ok();
    end("apply --from", import).ok();
    assert_eq!(session.json("tier acme")["partners"][0]["points"], 100);
    assert_eq!(
        session.json("status")["partners"].as_array().map(Vec::len),
        Some(3001)
    );
    session.mpp("audit").ok().silent();
}

#[test]
fn renewals_run_twice_at_the_same_moment_open_each_term_once() {
    let mut session = Session::with_certified();
    session.today("2017-06-15");
    let runs: Vec<Child> = (0..4).map(|_| start(&session, "renew --due")).collect();
    for run in runs {
        end("renew --due", run).ok();
    }
    assert_eq!(entries_with(&session, "renew --due"), 1);
    let terms = session.json("renew acme");
    assert_eq!(terms["terms"].as_array().map(Vec::len), Some(3));
    session.mpp("audit").ok().silent();
}
