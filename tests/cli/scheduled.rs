//! The examples for cron and systemd: every command in them runs, and prints nothing when nobody is needed.

use crate::session::Session;

const CRONTAB: &str = include_str!("../../examples/crontab");
const SERVICE: &str = include_str!("../../examples/systemd/mpp-daily.service");

/// The commands of the examples, with a folder of the session for the copies.
fn commands() -> Vec<String> {
    let jobs = CRONTAB
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .filter_map(|job| job.split_once("  mpp "));
    let services = SERVICE
        .lines()
        .filter_map(|line| line.strip_prefix("ExecStart=")?.split_once("/mpp "));
    let commands: Vec<String> = jobs
        .chain(services)
        .map(|(_, command)| command.replace("/var/backups/mpp", "copies"))
        .collect();
    assert_eq!(commands.len(), 6, "{commands:?}");
    commands
}

#[test]
fn scheduled_commands_run_and_are_silent_when_nobody_is_needed() {
    let mut session = Session::with_certified();
    std::fs::create_dir(session.path("copies")).expect("a folder");
    session.today("2016-03-21");
    for command in commands() {
        let ran = session.mpp(&command);
        if command.starts_with("due") {
            ran.ends(0);
        } else if command.contains("--quiet") || command == "audit" {
            ran.ok().silent();
        } else {
            // systemd keeps messages in its journal.
            ran.ends(0);
            std::fs::remove_dir_all(session.path("copies")).expect("the copies go");
            std::fs::create_dir(session.path("copies")).expect("a folder");
        }
    }
    assert_eq!(
        session.json("renew acme")["terms"].as_array().map(Vec::len),
        Some(2)
    );
}

#[test]
fn scheduled_commands_say_what_is_wrong_when_somebody_is_needed() {
    let session = Session::new();
    std::fs::create_dir(session.path("copies")).expect("a folder");
    for command in commands() {
        session.mpp(&command).ends(4).says("no book at");
    }
    let mut session = Session::with_certified();
    session.today("2016-03-01");
    let due = commands()
        .into_iter()
        .find(|command| command.starts_with("due"));
    session
        .mpp(&due.expect("a weekly look"))
        .ends(5)
        .prints("2016-03-20");
}

#[test]
fn a_term_under_evaluation_is_reported_once() {
    let mut session = Session::with_certified();
    session
        .mpp("renew acme --object 'no deployments' --by provider")
        .ok();
    session.today("2016-04-01");
    session
        .mpp("renew --due --quiet")
        .ok()
        .says("not renewed: term 1 of acme is under evaluation");
    session.mpp("renew --due --quiet").ok().silent();
    session
        .mpp("renew --due")
        .ok()
        .says("not renewed: term 1 of acme is under evaluation");
    session.mpp("due --check").ends(5).prints("evaluation");
}
