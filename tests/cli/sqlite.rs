//! What somebody else does to the book's file: with the `sqlite3` shell, where there is one.

use crate::session::Session;
use std::process::{Command, Stdio};

/// What the shell answers to some statements; nothing, said loudly, where there is no shell.
pub(crate) fn sqlite(session: &Session, statements: &str) -> Option<String> {
    let shell = shell(session)?
        .arg("-bail")
        .arg(session.path("book.db"))
        .arg(statements)
        .output()
        .expect("sqlite3 runs");
    assert!(
        shell.status.success(),
        "{statements}\n{}",
        String::from_utf8_lossy(&shell.stderr)
    );
    Some(String::from_utf8_lossy(&shell.stdout).into_owned())
}

/// The shell itself.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
pub(crate) fn shell(session: &Session) -> Option<Command> {
    let mut shell = Command::new("sqlite3");
    if !shell
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
    {
        eprintln!("SKIPPED: there is no sqlite3 shell on the PATH");
        return None;
    }
    let mut shell = Command::new("sqlite3");
    shell.current_dir(session.path("."));
    Some(shell)
}
