//! `mpp backup`: copies that can be relied on.

use crate::session::Session;
use snapbox::str;

#[test]
fn a_copy_is_checked_and_takes_the_place_of_nothing() {
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
! error: `copy.db` is there already; a copy never takes the place of a file
? 1
$ mpp backup missing/copy.db
! error: no copy can be at `missing/copy.db`: it cannot be made: No such file or directory (os error 2)
? 1
$ mpp backup book.db
! error: `book.db` is there already; a copy never takes the place of a file
? 1
$ mpp award-points acme press-release
acme: press-release, +25 points, 100 in all
! recorded entry 9
$ mpp backup --verify copy.db
! copy.db is sound, 8 entries, 1 entry behind the book
$ mpp backup --verify missing.db
! error: there is no copy at missing.db
? 1
$ mpp backup other.db --keep 3
! error: --keep N goes with a folder of copies
? 2
$ mpp backup
! error: the following required arguments were not provided:
!   <FILE>
! 
! Usage: mpp backup <FILE>
! 
! For more information, try '--help'.
? 2
"#]]);
    let mode = std::fs::metadata(session.path("copy.db")).expect("the copy");
    let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(session.files(), ["book.db", "copy.db"]);
}

#[test]
fn a_copy_of_another_book_and_a_damaged_one_are_told() {
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
    elsewhere.world.insert("MPP_ACTOR", "bob".to_owned());
    elsewhere.mpp("apply Bolt").ok();
    std::fs::copy(elsewhere.path("book.db"), session.path("bolt.db")).expect("another book");
    session
        .mpp("backup --verify bolt.db")
        .ends(5)
        .says("it is no copy of this book: entry 2 is another one");
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
        .says("copy.db is sound, 8 entries, held against no book: there is no book at book.db");
    session.write("book.db", "junk");
    session
        .mpp("backup --verify copy.db")
        .ok()
        .says("held against no book: the file is no book");
    std::fs::copy(session.path("copy.db"), session.path("book.db")).expect("the copy");
    session.mpp("audit").ok().silent();
    assert_eq!(session.mpp("status acme").ok().out, before);
    session.mpp("award-points acme press-release").ok();
}

#[test]
fn a_folder_keeps_the_newest_copies_of_this_book_only() {
    let session = Session::with_certified();
    let folder = session.path("copies");
    std::fs::create_dir(&folder).expect("a folder");
    for name in [
        "book-20150101T000000Z.db",
        "book-20150102T000000Z.db",
        "book-20150103T000000Z.db",
        "book-2015.db",
        "other-20150101T000000Z.db",
        "book-20150101T000000Z.db.txt",
    ] {
        std::fs::write(folder.join(name), "").expect("a file");
    }
    session.mpp("backup copies --keep 2").ok().says("removed");
    let mut left: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    left.sort();
    assert_eq!(left.len(), 5, "{left:?}");
    for kept in [
        "book-20150103T000000Z.db",
        "book-2015.db",
        "other-20150101T000000Z.db",
        "book-20150101T000000Z.db.txt",
    ] {
        assert!(left.iter().any(|name| name == kept), "{kept}: {left:?}");
    }
}

#[test]
fn a_copy_is_of_one_moment_while_others_write() {
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
