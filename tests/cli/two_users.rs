//! A book that one user writes and another, of the same group, only reads.

#![cfg(target_os = "linux")]

use crate::ran::{Ran, words};
use crate::session::Session;
use crate::sqlite::holding;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt, chown};
use std::path::Path;
use std::process::Command;

const OWNER: u32 = 64_001;
const READER: u32 = 64_002;
const GROUP: u32 = 64_100;

/// A session whose book belongs to a user and may be read by the user's group, with a program that both may run;
/// without the permission to become other users, nothing and a message.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn shared_session() -> Option<Session> {
    let root = std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
    let setpriv = Command::new("setpriv").arg("--version").output().is_ok();
    if !root || !setpriv {
        eprintln!("SKIPPED: only root, with setpriv on the PATH, can try a book as two users");
        return None;
    }
    let session = Session::with_certified();
    std::fs::copy(env!("CARGO_BIN_EXE_mpp"), session.path("mpp")).expect("the program");
    own(&session.path("."), OWNER, 0o770);
    own(&session.path("mpp"), OWNER, 0o755);
    own(&session.path("book.db"), OWNER, 0o640);
    Some(session)
}

fn own(path: &Path, user: u32, mode: u32) {
    chown(path, Some(user), Some(GROUP)).expect("another owner");
    std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("a mode");
}

/// Runs a command as a user of the group.
fn run_as(session: &Session, user: u32, line: &str) -> Ran {
    let command = session.command(&words(line));
    let mut setpriv = Command::new("setpriv");
    setpriv
        .arg(format!("--reuid={user}"))
        .arg(format!("--regid={GROUP}"))
        .arg("--clear-groups")
        .arg(session.path("mpp"))
        .args(command.get_args())
        .env_clear()
        .envs(&session.env)
        .current_dir(session.path("."))
        .stdin(std::process::Stdio::null());
    Ran::of(line, &setpriv.output().expect("setpriv runs"))
}

#[test]
fn a_reader_leaves_no_file_that_locks_out_the_owner() {
    let Some(session) = shared_session() else {
        return;
    };
    for line in [
        "status",
        "tier acme --explain",
        "history",
        "due",
        "audit",
        "credits",
        "renew",
    ] {
        run_as(&session, READER, line).ok();
        let beside = ["book.db-wal", "book.db-shm"].map(|name| session.path(name).exists());
        assert_eq!(beside, [false, false], "{line}");
    }
    run_as(&session, READER, "award-points acme press-release")
        .ends(4)
        .says("the book cannot be written: the file or its folder is read-only");
    run_as(&session, OWNER, "award-points acme press-release").ok();
}

#[test]
fn a_reader_sees_what_the_owner_has_just_written() {
    let Some(session) = shared_session() else {
        return;
    };
    let Some(holder) = holding(&session, "begin; select count(*) from entry;") else {
        return;
    };
    run_as(&session, OWNER, "award-points acme press-release").ok();
    let hundred = "acme\tAcme Cloud\tcertified\tsilver\t100";
    let log = |session: &Session| {
        let log = std::fs::metadata(session.path("book.db-wal")).expect("a log");
        (log.uid(), log.len() > 0)
    };
    run_as(&session, READER, "tier --plain")
        .ok()
        .prints(hundred);
    // The process that had the book open is gone, and the last change is still in the log only.
    holder.kill();
    assert_eq!(log(&session), (OWNER, true));
    run_as(&session, READER, "tier --plain")
        .ok()
        .prints(hundred);
    assert_eq!(log(&session), (OWNER, true));
    std::fs::remove_file(session.path("book.db-shm")).expect("the index goes");
    run_as(&session, READER, "tier --plain")
        .ends(4)
        .says("book.db-wal, which can be read only by someone who may write the book");
    run_as(&session, OWNER, "tier --plain").ok().prints(hundred);
    run_as(&session, READER, "tier --plain")
        .ok()
        .prints(hundred);
}

#[test]
fn files_of_another_user_next_to_the_book_are_named_with_their_owner() {
    let Some(session) = shared_session() else {
        return;
    };
    for name in ["book.db-wal", "book.db-shm"] {
        session.write(name, "");
        own(&session.path(name), READER, 0o640);
    }
    run_as(&session, OWNER, "award-points acme press-release")
        .ends(4)
        .says("book.db-wal next to it belongs to user 64002")
        .says("hint: while no command uses the book");
    run_as(&session, READER, "status").ok();
    for name in ["book.db-wal", "book.db-shm"] {
        std::fs::remove_file(session.path(name)).expect("the file goes");
    }
    run_as(&session, OWNER, "award-points acme press-release").ok();
}
