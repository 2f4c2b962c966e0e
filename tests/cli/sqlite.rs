//! What other programs do to the book's file: with the `sqlite3` shell, if it is installed.

use crate::session::Session;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Returns what the shell prints for some statements; without a shell, nothing and a message.
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

/// Returns the shell itself.
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

/// Another process that has the book open.
pub(crate) struct Holder {
    shell: Child,
    input: ChildStdin,
    /// Where it was closed the shell would end.
    _answers: BufReader<ChildStdout>,
}

/// Lets another process run statements on the book and keep its locks.
pub(crate) fn holding(session: &Session, statements: &str) -> Option<Holder> {
    let mut shell = shell(session)?
        .arg("book.db")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("sqlite3 runs");
    let mut input = shell.stdin.take().expect("a pipe");
    writeln!(input, "{statements}\nselect 'held';").expect("a write");
    let mut answers = BufReader::new(shell.stdout.take().expect("a pipe"));
    let mut answer = String::new();
    while answer != "held\n" {
        answer.clear();
        assert!(answers.read_line(&mut answer).expect("an answer") > 0);
    }
    Some(Holder {
        shell,
        input,
        _answers: answers,
    })
}

impl Holder {
    pub(crate) fn process(&self) -> u32 {
        self.shell.id()
    }

    /// Lets it end as it likes.
    pub(crate) fn release(mut self) {
        drop(self.input);
        self.shell.wait().expect("an end");
    }

    /// Ends it in the middle.
    pub(crate) fn kill(mut self) {
        self.shell.kill().expect("it was running");
        self.shell.wait().expect("an end");
    }
}
