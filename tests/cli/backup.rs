//! `mpp backup`: copies that can be relied on.

use crate::session::Session;
use snapbox::str;

#[test]
fn a_backup_is_verified_and_replaces_nothing() {
    let session = Session::with_product();
    session
        .mpp("backup copy.db")
        .ok()
        .says("copy.db: 8 entries, head 8:");
    session.shows(str![[r#"
$ mpp backup --verify copy.db
! copy.db is sound, 8 entries, as the book is now
$ mpp tier --db copy.db --plain
acme	Acme Cloud	certified	silver	75	gold	425
$ mpp backup copy.db
! error: `copy.db` exists already; a copy never takes the place of a file
? 1
$ mpp backup missing/copy.db
! error: no copy can be at `missing/copy.db`: it cannot be made: No such file or directory (os error 2)
? 1
$ mpp backup book.db
! error: `book.db` exists already; a copy never takes the place of a file
? 1
$ mpp award-points acme press-release
acme: press-release, +25 points, 100 in all
! recorded entry 9
$ mpp backup --verify copy.db
! copy.db is sound, 8 entries, 1 entry behind the book
$ mpp backup --verify missing.db
! error: no copy at missing.db
? 1
$ mpp backup other.db --keep 3
! error: --keep N goes with a folder of copies
? 2
$ mpp backup
! error: missing: FILE
! hint: usage: `mpp backup FILE`
? 2
"#]]);
    let mode = std::fs::metadata(session.path("copy.db")).expect("the copy");
    let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(session.files(), ["HEADS", "book.db", "copy.db"]);
}

#[test]
fn verify_reports_a_copy_of_another_book_and_a_damaged_one() {
    let session = Session::with_certified();
    session.mpp("backup copy.db -q").ok().silent();
    session.write("junk.db", "not a book");
    let mut bytes = session.read_bytes("copy.db");
    let name = bytes
        .windows(10)
        .position(|window| window == b"Acme Cloud")
        .expect("the name");
    bytes[name] = b'X';
    session.write("damaged.db", &bytes);
    session.mpp("backup --verify copy.db").ok();
    session
        .mpp("backup --verify damaged.db")
        .ends(5)
        .prints("digest");
    session.mpp("backup --verify junk.db").ends(4);
    // The same commands at the same second could have the same digests; those of another actor cannot.
    let mut elsewhere = Session::new();
    elsewhere.env.insert("MPP_ACTOR", "bob".to_owned());
    elsewhere.mpp("apply Bolt").ok();
    std::fs::copy(elsewhere.path("book.db"), session.path("bolt.db")).expect("another book");
    session
        .mpp("backup --verify bolt.db")
        .ends(5)
        .says("it is not a copy of this book: entry 2 is different");
}

#[test]
fn a_restored_book_audits_clean() {
    let session = Session::with_product();
    let before = session.mpp("status acme").ok().out;
    session.mpp("backup copy.db -q").ok();
    for file in ["book.db", "book.db-wal", "book.db-shm"] {
        let _ = std::fs::remove_file(session.path(file));
    }
    session.mpp("status").ends(4);
    session
        .mpp("backup --verify copy.db")
        .ok()
        .says("copy.db is sound, 8 entries, held against no book: no book at book.db");
    session.write("book.db", "junk");
    session
        .mpp("backup --verify copy.db")
        .ok()
        .says("is not a book of this program");
    std::fs::copy(session.path("copy.db"), session.path("book.db")).expect("the copy");
    session.mpp("audit").ok().silent();
    assert_eq!(session.mpp("status acme").ok().out, before);
    session.mpp("award-points acme press-release").ok();
}

/// The names in a folder of copies.
fn in_folder(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn keep_removes_only_older_copies_of_this_book() {
    let session = Session::with_certified();
    let folder = session.path("copies");
    std::fs::create_dir(&folder).expect("a folder");
    let mut other = Session::new();
    other.env.insert("MPP_ACTOR", "bob".to_owned());
    other.mpp("apply Bolt").ok();
    let foreign = [
        "book-2015.db",
        "other-20150101T000000Z.db",
        "book-20150101T000000Z.db.txt",
        "book-20150102T000000Z.db",
    ];
    for name in foreign {
        std::fs::write(folder.join(name), "").expect("a file");
    }
    let of_another_book = "book-20150101T000000Z.db";
    std::fs::copy(other.path("book.db"), folder.join(of_another_book)).expect("a copy");
    // The clock was a century ahead when the first copies were made.
    for (name, award) in [
        ("book-21150101T000000Z.db", "press-release"),
        ("book-21150101T000000Z-2.db", "business-blog"),
        ("book-21140101T000000Z.db", "tutorial-blog"),
    ] {
        session.mpp(&format!("backup copies/{name}")).ok();
        session.mpp(&format!("award-points acme {award}")).ok();
    }
    session
        .mpp("backup copies --keep 2")
        .ok()
        .says("removed copies/book-21150101T000000Z.db")
        .says("removed copies/book-21150101T000000Z-2.db");
    let left = in_folder(&folder);
    for kept in foreign
        .iter()
        .chain(&[of_another_book, "book-21140101T000000Z.db", "HEADS"])
    {
        assert!(left.iter().any(|name| name == kept), "{kept}: {left:?}");
    }
    assert_eq!(left.len(), 8, "and the new one: {left:?}");
    session.mpp("backup copies --keep 1").ok();
    assert_eq!(in_folder(&folder).len(), 7);
}

#[test]
fn backups_of_one_second_are_numbered() {
    let session = Session::with_certified();
    let folder = session.path("copies");
    std::fs::create_dir(&folder).expect("a folder");
    for _ in 0..4 {
        session.mpp("backup copies").ok();
    }
    let copies = in_folder(&folder);
    assert_eq!(copies.len(), 5, "{copies:?}");
}

#[test]
fn every_copy_leaves_its_head_and_the_audit_checks_them_all() {
    let session = Session::with_certified();
    let folder = session.path("copies");
    std::fs::create_dir(&folder).expect("a folder");
    for award in ["press-release", "business-blog"] {
        session.mpp("backup copies -q").ok().silent();
        session.mpp(&format!("award-points acme {award}")).ok();
    }
    let heads = session.read("copies/HEADS");
    let lines: Vec<Vec<&str>> = heads
        .lines()
        .map(|line| line.split(' ').collect())
        .collect();
    assert_eq!(lines.len(), 2, "{heads}");
    assert!(
        lines
            .iter()
            .all(|line| line[1] == "2015-06-15" && line[2].len() == 64)
    );
    session
        .mpp("audit --expect-heads copies/HEADS")
        .ok()
        .silent();
    session
        .mpp(&format!("audit --expect-head {}", lines[0][0]))
        .ok();
    // Heads of another book in the same folder are ignored.
    let mut other = Session::new();
    other.env.insert("MPP_ACTOR", "bob".to_owned());
    other.env.insert("MPP_DB", "bolt.db".to_owned());
    other.mpp("apply Bolt").ok();
    let other_book = other.path("bolt.db").display().to_string();
    session
        .mpp(&format!("backup copies/bolt.db --db {other_book}"))
        .ok();
    session
        .mpp("audit --expect-heads copies/HEADS")
        .ok()
        .says("copies/HEADS: 1 of 3 heads are of another book");
    // A line that a power cut left, and an empty file.
    session.write("copies/HEADS", format!("{heads}9:abc\n"));
    session
        .mpp("audit --expect-heads copies/HEADS")
        .ok()
        .says("copies/HEADS:3: not a head, ignored");
    session.write("empty", "");
    session
        .mpp("audit --expect-heads empty")
        .ends(2)
        .says("empty holds no heads");
    session
        .mpp("audit --expect-heads missing")
        .ends(1)
        .says("reading missing");
    // The history is cut off, or another one is in its place.
    session.write("copies/HEADS", &heads);
    let copies: Vec<String> = in_folder(&folder);
    session.mpp(&format!("restore copies/{}", copies[1])).ok();
    session
        .mpp("audit --expect-heads copies/HEADS")
        .ends(5)
        .prints("it is expected and not there")
        .prints("line 2 of the file of heads");
    // Another book under the name of this one is found by its heads, whatever was added since.
    let usurper = session.path("elsewhere");
    std::fs::create_dir(&usurper).expect("a folder");
    std::fs::copy(&other_book, usurper.join("book.db")).expect("another book");
    session
        .mpp("backup copies/usurper.db --db elsewhere/book.db")
        .ok();
    session
        .mpp("audit --expect-heads copies/HEADS --db elsewhere/book.db")
        .ends(5)
        .prints("line 1 of the file of heads");
}

#[test]
fn the_book_itself_is_not_a_copy() {
    let session = Session::with_certified();
    session
        .mpp("backup --verify book.db")
        .ends(2)
        .says("`book.db` is the book itself, not a copy of it")
        .says("`mpp audit` checks the book");
}

#[test]
fn a_backup_is_of_one_moment_while_others_write() {
    let session = Session::with_certified();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for n in 0..25 {
                session
                    .mpp(&format!(
                        "award-points acme customer-deployment --ref W-{n}"
                    ))
                    .ok();
            }
        });
        for n in 0..6 {
            session.mpp(&format!("backup copy-{n}.db")).ok();
        }
        writing.join().expect("the writer");
    });
    for n in 0..6 {
        session
            .mpp(&format!("backup --verify copy-{n}.db"))
            .ok()
            .says("is sound");
    }
}

#[test]
fn leftovers_of_killed_backups_are_removed_and_a_damaged_copy_does_not_count() {
    let session = Session::with_certified();
    let folder = session.path("copies");
    std::fs::create_dir(&folder).expect("a folder");
    for name in [
        ".book-20150101T000000Z.db.4999999.new",
        ".book-20150101T000000Z.db.4999999.new-wal",
        ".other-20150101T000000Z.db.4999999.new",
    ] {
        std::fs::write(folder.join(name), "").expect("a file");
    }
    for (name, award) in [
        ("book-20150101T000000Z.db", "press-release"),
        ("book-20150102T000000Z.db", "business-blog"),
    ] {
        session.mpp(&format!("backup copies/{name} -q")).ok();
        session.mpp(&format!("award-points acme {award}")).ok();
    }
    let whole = std::fs::read(folder.join("book-20150102T000000Z.db")).expect("a copy");
    std::fs::write(
        folder.join("book-20150102T000000Z.db"),
        &whole[..whole.len() / 2],
    )
    .expect("a damaged copy");
    session.mpp("backup copies --keep 2 -q").ok().silent();
    let left = in_folder(&folder);
    assert_eq!(left.len(), 5, "{left:?}");
    for kept in [
        ".other-20150101T000000Z.db.4999999.new",
        "book-20150101T000000Z.db",
        "book-20150102T000000Z.db",
    ] {
        assert!(left.iter().any(|name| name == kept), "{kept}: {left:?}");
    }
}
