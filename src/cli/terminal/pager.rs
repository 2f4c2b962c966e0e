//! Long output on a terminal, through a program that shows it page by page.

use super::interruption::{self, Busy};
use std::io::{self, Write as _};
use std::process::{Command, Stdio};

/// The program that shows long output, and how to leave Ctrl-C to it.
#[derive(Debug, Clone)]
pub struct Pager {
    /// The command, as a shell reads it.
    pub command: String,
    /// Installs the handler of an interruption.
    pub on_interrupt: fn(fn() -> bool),
}

impl Pager {
    /// Shows a text; `false` where the program cannot be started.
    ///
    /// # Errors
    /// The program cannot be waited for.
    pub fn show(&self, text: &[u8]) -> io::Result<bool> {
        (self.on_interrupt)(interruption::finish_interrupted);
        interruption::now(Busy::Paging);
        let shown = self.shown(text);
        interruption::now(Busy::Working);
        shown
    }

    fn shown(&self, text: &[u8]) -> io::Result<bool> {
        // By its place: the first `sh` of a PATH may be anybody's.
        let mut shell = Command::new("/bin/sh");
        shell.arg("-c").arg(&self.command).stdin(Stdio::piped());
        let Ok(mut pager) = shell.spawn() else {
            return Ok(false);
        };
        if let Some(mut input) = pager.stdin.take() {
            // A reader who has seen enough leaves the pager before the end.
            let _ = input.write_all(text);
        }
        // A shell that finds no such command, or may not run it, says so with one of these.
        Ok(!matches!(pager.wait()?.code(), Some(126 | 127)))
    }
}
