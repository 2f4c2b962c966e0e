//! What becomes of Ctrl-C while something else than the system has to deal with it.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicU8, Ordering};

/// What currently handles Ctrl-C.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Busy {
    /// With the command.
    Working,
    /// With a question.
    Asking,
    /// With the pager, to which Ctrl-C means something.
    Paging,
    /// Nothing any more: the command was interrupted, which has been reported.
    Interrupted,
}

static NOW: AtomicU8 = AtomicU8::new(Busy::Working as u8);

/// Marks what the terminal is used for from now on.
pub(crate) fn now(busy: Busy) {
    // An interruption is reported once, by the part that notices it first.
    let _ = NOW.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |before| {
        (before != Busy::Interrupted as u8).then_some(busy as u8)
    });
}

/// Reports that a question was interrupted, once.
pub(crate) fn report() {
    let before = NOW.swap(Busy::Interrupted as u8, Ordering::SeqCst);
    if before == Busy::Asking as u8 {
        // The cursor is hidden while some questions are on the screen; this shows it again.
        let _ = io::stderr().write_all(b"\x1b[?25h\ninterrupted: nothing was changed\n");
    }
}

/// Restores the terminal after an interruption and returns whether the command ends.
pub(crate) fn finish_interrupted() -> bool {
    if NOW.load(Ordering::SeqCst) == Busy::Paging as u8 {
        return false;
    }
    if io::stderr().is_terminal() {
        report();
    }
    true
}
