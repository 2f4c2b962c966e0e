//! `mpp restore`: a copy replaces the book, which is set aside.

use crate::session::Session;
use crate::sqlite::{holding, shell, sqlite};
use snapbox::str;

/// A certified partner, a copy of that book, and one more award since.
fn with_copy() -> Session {
    let session = Session::with_certified();
    session.mpp("backup copy.db -q").ok();
    session.mpp("award-points acme press-release").ok();
    session
}

/// Returns the one file that was set aside.
fn set_aside(session: &Session) -> String {
    let mut files = session.files();
    files.retain(|name| name.starts_with("book.set-aside-"));
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

#[test]
fn a_copy_replaces_the_book_which_is_set_aside_whole() {
    let session = with_copy();
    let head = session.mpp("audit --head").ok().out;
    session.shows(str![[r#"
$ mpp restore copy.db --dry-run
! the copy is sound and has 6 entries; the book has one more, which will be saved with it
! (dry run) the copy is sound; nothing was changed
$ mpp tier --plain
acme	Acme Cloud	certified	silver	100	gold	400
"#]]);
    session
        .mpp("restore copy.db")
        .ok()
        .says("the copy is sound and has 6 entries; the book has one more, which will be saved with it")
        .says("restored book.db from copy.db: 6 entries");
    session.mpp("audit").ok().silent();
    session
        .mpp("tier --plain")
        .ok()
        .prints("acme\tAcme Cloud\tcertified\tsilver\t75\t");
    let aside = set_aside(&session);
    assert_eq!(
        session.mpp(&format!("audit --head --db {aside}")).ok().out,
        head
    );
    // The copy itself stays, and both go on as books.
    session.mpp("backup --verify copy.db").ok();
    session.mpp("award-points acme press-release").ok();
    assert_eq!(session.files(), ["HEADS", "book.db", &aside, "copy.db"]);
}

#[test]
fn the_book_set_aside_can_be_restored() {
    let session = with_copy();
    let before = session.mpp("tier --plain").ok().out;
    session.mpp("restore copy.db -q").ok().silent();
    let aside = set_aside(&session);
    session.mpp(&format!("restore {aside}")).ok();
    assert_eq!(session.mpp("tier --plain").ok().out, before);
}

#[test]
fn permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt as _;
    let session = with_copy();
    let mode = |name: &str| {
        let meta = std::fs::metadata(session.path(name)).expect("a file");
        meta.permissions().mode() & 0o777
    };
    let shared = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(session.path("book.db"), shared).expect("a mode");
    session.mpp("restore copy.db -q").ok().silent();
    assert_eq!((mode("book.db"), mode("copy.db")), (0o640, 0o600));
}

#[test]
fn an_unsound_copy_changes_nothing() {
    let session = with_copy();
    let before = session.read_bytes("book.db");
    session.write("junk.db", "not a book");
    let mut bytes = session.read_bytes("copy.db");
    let name = bytes
        .windows(10)
        .position(|window| window == b"Acme Cloud")
        .expect("the name");
    bytes[name] = b'X';
    session.write("damaged.db", &bytes);
    session.shows(str![[r#"
$ mpp restore missing.db
! error: no copy at missing.db
? 1
$ mpp restore junk.db
! error: junk.db is not a copy of a book
? 4
$ mpp restore book.db
! error: `book.db` is the book itself, not a copy of it
? 2
"#]]);
    session
        .mpp("restore damaged.db")
        .ends(5)
        .prints("its digest does not follow");
    assert_eq!(session.read_bytes("book.db"), before);
    assert!(
        !session
            .files()
            .iter()
            .any(|name| name.contains("set-aside"))
    );
}

#[test]
fn a_lost_or_damaged_book_can_be_restored() {
    let session = with_copy();
    let before = session.mpp("status acme --db copy.db").ok().out;
    for damage in ["gone", "junk"] {
        for file in ["book.db", "book.db-wal", "book.db-shm"] {
            let _ = std::fs::remove_file(session.path(file));
        }
        if damage == "junk" {
            session.write("book.db", "junk".repeat(2000));
            session.write("book.db-wal", "junk of a log");
        }
        session
            .mpp("restore copy.db")
            .ok()
            .says("the book cannot be used");
        session.mpp("audit").ok().silent();
        assert_eq!(session.mpp("status acme").ok().out, before, "{damage}");
    }
    let aside = set_aside(&session);
    assert_eq!(session.read(&aside), "junk".repeat(2000));
    assert_eq!(session.read(&format!("{aside}-wal")), "junk of a log");
}

#[test]
fn a_copy_of_an_older_version_is_upgraded() {
    let session = Session::new();
    let Some(mut shell) = shell(&session) else {
        return;
    };
    session.write("version-2.sql", include_str!("../books/version-2.sql"));
    let made = shell
        .arg(session.path("old.db"))
        .arg(format!(".read {}", session.path("version-2.sql").display()))
        .output()
        .expect("sqlite3 runs");
    assert!(made.status.success());
    session.mpp("restore old.db").ok();
    session.mpp("audit").ok().silent();
    assert_eq!(
        session.files(),
        ["book.db", "old.db", "version-2.sql"],
        "a copy needs no copy"
    );
}

#[test]
fn contacts_forgotten_since_are_forgotten_again() {
    let session = Session::with_certified();
    session.mpp("backup copy.db -q").ok();
    session.mpp("people acme --forget support").ok();
    session
        .mpp("restore copy.db --note 'after the outage'")
        .ok()
        .says("acme: the support contact was forgotten since the copy was made, and is forgotten again")
        .says("restored book.db from copy.db: 7 entries");
    let bytes = session.read_bytes("book.db");
    assert!(!bytes.windows(9).any(|window| window == b"Help Desk"));
    session.mpp("audit").ok().silent();
    session
        .mpp("history --last 1")
        .ok()
        .prints("restore copy.db --note 'after the outage'");
    // The people of another book are not those of this one.
    let mut other = Session::new();
    other.env.insert("MPP_ACTOR", "bob".to_owned());
    other
        .mpp("apply Bolt --contact 'Bo <bo@bolt.example>'")
        .ok();
    std::fs::copy(other.path("book.db"), session.path("bolt.db")).expect("another book");
    session
        .mpp("restore bolt.db")
        .ok()
        .says("the book has 7 entries of another history");
    session.mpp("status bolt").ok();
}

#[test]
fn restore_waits_for_open_readers_and_names_them() {
    let session = with_copy();
    let Some(holder) = holding(&session, "begin; select count(*) from entry;") else {
        return;
    };
    let process = holder.process();
    let restoring = std::thread::scope(|scope| {
        let restoring = scope.spawn(|| session.mpp("restore copy.db"));
        std::thread::sleep(std::time::Duration::from_secs(4));
        holder.release();
        restoring.join().expect("an end")
    });
    restoring.ok().says(&format!(
        "waiting up to half a minute: process {process} (`sqlite3`) has the book open"
    ));
    session.mpp("audit").ok().silent();
}

#[test]
fn concurrent_writers_write_to_the_restored_book() {
    let session = with_copy();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let session = &session;
                scope.spawn(move || {
                    for n in 0..6 {
                        session
                            .mpp(&format!(
                                "award-points acme customer-deployment --ref W-{writer}-{n}"
                            ))
                            .ok();
                    }
                })
            })
            .collect();
        for n in 0..4 {
            session.mpp(&format!("backup now-{n}.db")).ok();
            session.mpp(&format!("restore now-{n}.db")).ok();
        }
        for writer in writers {
            writer.join().expect("a writer");
        }
    });
    session.mpp("audit").ok().silent();
    for name in session.files() {
        if name.starts_with("book.set-aside-") {
            // Nothing was committed to the old book after it was set aside.
            session.mpp(&format!("audit --db {name}")).ok().silent();
            let stray = session.path(&format!("{name}-wal"));
            assert!(!stray.exists(), "{name}");
        }
    }
}

#[test]
fn the_log_of_another_book_is_rejected() {
    let session = with_copy();
    // A command was killed, and its log is left next to the book.
    let Some(holder) = holding(&session, "begin; select count(*) from entry;") else {
        return;
    };
    session.mpp("award-points acme business-blog").ok();
    holder.kill();
    assert!(
        session
            .path("book.db-wal")
            .metadata()
            .is_ok_and(|log| log.len() > 0)
    );
    session.mpp("tier --plain").ok().prints("\t150\t");
    let Some(holder) = holding(&session, "begin; select count(*) from entry;") else {
        return;
    };
    session.mpp("award-points acme tutorial-blog").ok();
    holder.kill();
    // Another file is put in its place by hand: an older copy of the book, or another book.
    let mut other = Session::new();
    other.env.insert("MPP_ACTOR", "bob".to_owned());
    other.mpp("apply Bolt").ok();
    let book = session.read_bytes("book.db");
    let logs = ["book.db-wal", "book.db-shm"].map(|name| (name, session.read_bytes(name)));
    for (what, bytes) in [
        ("an older copy", session.read_bytes("copy.db")),
        ("another book", other.read_bytes("book.db")),
    ] {
        session.write("book.db", &bytes);
        for (name, log) in &logs {
            session.write(name, log);
        }
        for line in ["status", "award-points acme press-release", "audit"] {
            let refused = session.mpp(line).ends(4);
            assert!(
                refused
                    .err
                    .contains("book.db-wal is not the log of this book"),
                "{what}: {}",
                refused.err
            );
        }
        assert_eq!(
            session.read_bytes("book.db"),
            bytes,
            "{what}: nothing is mixed"
        );
        session.mpp("restore copy.db").ok();
        session.mpp("audit").ok().silent();
    }
    // With the file that it belongs to, the log is good.
    session.write("book.db", &book);
    for (name, log) in &logs {
        session.write(name, log);
    }
    session.mpp("tier --plain").ok().prints("\t200\t");
    session.mpp("audit").ok().silent();
}

#[test]
fn a_good_book_opens_after_a_crash_in_the_middle_of_a_checkpoint() {
    let session = Session::with_certified();
    let Some(holder) = holding(&session, "begin; select count(*) from entry;") else {
        return;
    };
    for n in 0..12 {
        session
            .mpp(&format!(
                "award-points acme customer-deployment --ref C-{n}"
            ))
            .ok();
    }
    holder.kill();
    let (book, log) = (
        session.read_bytes("book.db"),
        session.read_bytes("book.db-wal"),
    );
    let page = usize::from(u16::from_be_bytes([book[16], book[17]]));
    let frames: Vec<&[u8]> = log[32..].chunks_exact(page + 24).collect();
    let number = |frame: &[u8]| u32::from_be_bytes([frame[0], frame[1], frame[2], frame[3]]);
    // The latest state of each page, in the order of the pages: what a checkpoint writes.
    let latest: std::collections::BTreeMap<u32, &[u8]> = frames
        .iter()
        .map(|frame| (number(frame), &frame[24..]))
        .collect();
    for written in 0..=latest.len() {
        let mut torn = book.clone();
        for (number, content) in latest.iter().take(written) {
            let at = (usize::try_from(*number).expect("a page") - 1) * page;
            torn.resize(torn.len().max(at + page), 0);
            torn[at..at + page].copy_from_slice(content);
        }
        session.write("book.db", &torn);
        session.write("book.db-wal", &log);
        let _ = std::fs::remove_file(session.path("book.db-shm"));
        session.mpp("tier --plain").ok().prints("\tgold\t");
    }
    let Some(_) = sqlite(&session, "pragma integrity_check") else {
        return;
    };
    session.mpp("audit").ok().silent();
}

#[test]
fn a_log_with_unknown_pages_is_rejected() {
    let session = Session::new();
    session.mpp("init --example").ok();
    // The entries fill a page, and the next ones begin another, which an older copy cannot reach.
    for copies in 0..6 {
        session.mpp(&format!("backup copy-{copies}.db -q")).ok();
        session
            .mpp(&format!(
                "award-points acme customer-deployment --ref R-{copies} -q"
            ))
            .ok();
    }
    let Some(holder) = holding(&session, "begin; select count(*) from entry;") else {
        return;
    };
    session
        .mpp("people acme --contact 'support=Zed Zedd <zed@zed.example>' -q")
        .ok();
    holder.kill();
    let logs = ["book.db-wal", "book.db-shm"].map(|name| (name, session.read_bytes(name)));
    for copies in 0..6 {
        session.write("book.db", session.read_bytes(&format!("copy-{copies}.db")));
        for (name, log) in &logs {
            session.write(name, log);
        }
        session
            .mpp("status")
            .ends(4)
            .says("book.db-wal is not the log of this book");
    }
}
