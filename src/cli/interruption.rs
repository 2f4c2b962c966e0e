//! What becomes of Ctrl-C while somebody else than the system has to deal with it.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

static PAGING: AtomicBool = AtomicBool::new(false);

/// Marks the time in which the pager has the terminal, and Ctrl-C means something to it.
pub(super) fn paging(begins: bool) {
    PAGING.store(begins, Ordering::SeqCst);
}

/// The last deed of an interrupted command, and whether the command ends at all.
pub(super) fn last_deed() -> bool {
    if PAGING.load(Ordering::SeqCst) {
        return false;
    }
    let mut err = io::stderr();
    if err.is_terminal() {
        // The cursor is hidden while a question is on the screen; this shows it again.
        let _ = err.write_all(b"\x1b[?25h");
    }
    true
}
