//! A person at a terminal: a command on a pseudo-terminal, what it shows, and what is typed.

use crate::ran::words;
use crate::session::Session;
use nix::sys::wait::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

/// Keys as a terminal sends them.
pub(crate) const ENTER: &str = "\r";
pub(crate) const YES: &str = "y\r";
pub(crate) const ESCAPE: &str = "\u{1b}";
pub(crate) const CTRL_C: &str = "\u{3}";

/// How long a test waits for output before it fails, in milliseconds; nothing ever takes that long.
const PATIENCE: u64 = 10_000;

pub(crate) struct Terminal {
    line: String,
    pty: PtySession,
}

impl Session {
    /// Types a command at a terminal that is wide enough for a sentence on a line, without colours.
    pub(crate) fn at_terminal(&self, line: &str) -> Terminal {
        self.at_terminal_of(240, 60, line)
    }

    /// Does the same at a terminal of so many columns and lines.
    pub(crate) fn at_terminal_of(&self, columns: u16, lines: u16, line: &str) -> Terminal {
        self.shell_at_terminal(columns, lines, line, "exec \"$0\" \"$@\"")
    }

    /// Runs a script of the shell at a terminal; in it, `"$0" "$@"` is the command.
    pub(crate) fn shell_at_terminal(
        &self,
        columns: u16,
        lines: u16,
        line: &str,
        script: &str,
    ) -> Terminal {
        let mut shell = std::process::Command::new("sh");
        shell.env_clear().envs(&self.env).current_dir(self.path(""));
        let sized = format!("stty cols {columns} rows {lines}; {script}");
        shell
            .arg("-c")
            .arg(sized)
            .arg(env!("CARGO_BIN_EXE_mpp"))
            .args(words(line));
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
        ] {
            shell.env(name, value);
        }
        if !self.env.contains_key("CLICOLOR_FORCE") {
            shell.env("NO_COLOR", "1");
        }
        Terminal {
            line: line.to_owned(),
            pty: spawn_command(shell, Some(PATIENCE)).expect("a pseudo-terminal"),
        }
    }
}

impl Terminal {
    /// Waits until this is shown, and returns what was shown before it.
    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) -> String {
        match self.pty.exp_string(&byte_by_byte(text)) {
            Ok(before) => as_text(&before),
            Err(error) => {
                let error = as_text(&error.to_string());
                panic!("mpp {}\nshould show: {text}\n{error}", self.line)
            }
        }
    }

    /// Types keys.
    pub(crate) fn types(&mut self, keys: &str) {
        self.pty.send(keys).expect("keys");
        self.pty.flush().expect("keys");
    }

    /// Answers a question: waits for it, then types.
    #[track_caller]
    pub(crate) fn answers(&mut self, question: &str, keys: &str) {
        self.shows(question);
        self.types(keys);
    }

    /// Waits for the end, and returns what was shown until then.
    #[track_caller]
    pub(crate) fn ends(self, status: i32) -> String {
        String::from_utf8_lossy(&self.ends_with_bytes(status)).into_owned()
    }

    /// Waits for the end, and returns the bytes that reached the terminal until then.
    #[track_caller]
    pub(crate) fn ends_with_bytes(self, status: i32) -> Vec<u8> {
        let line = self.line.clone();
        let (code, bytes) = self.ended();
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(code, status, "mpp {line}\n{text}");
        bytes
    }

    /// Waits for the end, and returns the status and the bytes that reached the terminal until then.
    #[track_caller]
    pub(crate) fn ended(mut self) -> (i32, Vec<u8>) {
        let rest = self.pty.exp_eof().expect("an end");
        match self.pty.process().wait().expect("a status") {
            WaitStatus::Exited(_, code) => (code, as_bytes(&rest)),
            other => panic!("mpp {}: {other:?}\n{}", self.line, as_text(&rest)),
        }
    }
}

/// Returns a text as rexpect sees it, which takes every byte for a character.
fn byte_by_byte(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

fn as_text(seen: &str) -> String {
    String::from_utf8_lossy(&as_bytes(seen)).into_owned()
}

fn as_bytes(seen: &str) -> Vec<u8> {
    seen.chars().filter_map(|c| u8::try_from(c).ok()).collect()
}
