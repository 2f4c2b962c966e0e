//! `mpp audit`: whether the book is what was recorded.

use crate::session::Session;
use crate::sqlite::sqlite;

#[test]
fn a_sound_book_is_silence() {
    let session = Session::with_certified();
    let audit = session.mpp("audit").ok();
    assert_eq!((audit.out.as_str(), audit.err.as_str()), ("", ""));
    let audit = session.json("audit");
    assert_eq!((&audit["ok"], &audit["entries"]), (&true.into(), &6.into()));
    assert_eq!(audit["head"].as_str().map(str::len), Some(64));
}

/// Somebody who wants to deceive takes the triggers that forbid it away, and puts them back.
fn behind_its_back(session: &Session, statements: &str) -> Option<()> {
    let triggers = sqlite(
        session,
        "select 'drop trigger ' || name || ';' from sqlite_schema where type = 'trigger'",
    )?;
    let again = sqlite(
        session,
        "select sql || ';' from sqlite_schema where type = 'trigger'",
    )?;
    sqlite(session, &format!("{triggers}{statements};{again}")).map(drop)
}

#[test]
fn a_changed_row_is_found() {
    let session = Session::with_certified();
    let Some(()) = behind_its_back(&session, "update award set points = 5000 where points = 50")
    else {
        return;
    };
    session.mpp("tier acme").ok().prints("platinum");
    let found = session
        .mpp("audit")
        .ends(5)
        .prints("its digest does not follow");
    assert_eq!(
        found.out.lines().count(),
        2,
        "each break is named once: {}",
        found.out
    );
    session
        .mpp("audit --json")
        .ends(5)
        .prints("\"ok\": false")
        .prints("\"entry\": 6");
    session.mpp("audit --quiet --plain").ends(5).prints("6\t");
}

#[test]
fn a_removed_entry_is_found() {
    let session = Session::with_certified();
    let Some(()) = behind_its_back(
        &session,
        "delete from verdict where entry = 4; delete from entry where id = 4",
    ) else {
        return;
    };
    session.mpp("audit").ends(5).prints("entry 4 is missing");
}

#[test]
fn a_forgotten_check_of_contact_people_would_be_missed() {
    let session = Session::with_certified();
    let Some(()) = behind_its_back(&session, "update person set email = 'evil@acme.example'")
    else {
        return;
    };
    session.mpp("audit").ends(5).prints("contact person");
}
