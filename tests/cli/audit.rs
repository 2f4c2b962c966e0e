//! `mpp audit`: whether the book is what was recorded.

use crate::session::Session;
use crate::sqlite::sqlite;

#[test]
fn a_sound_book_is_silent() {
    let session = Session::with_certified();
    let audit = session.mpp("audit").ok();
    assert_eq!((audit.out.as_str(), audit.err.as_str()), ("", ""));
    let audit = session.json("audit");
    assert_eq!((&audit["ok"], &audit["entries"]), (&true.into(), &6.into()));
    assert_eq!(audit["head"].as_str().map(str::len), Some(64));
}

/// An attacker removes the triggers that forbid it, and restores them afterwards.
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
fn a_forged_reading_is_found() {
    for (statement, found) in [
        ("delete from reading", "it does not say by which reading"),
        (
            "update reading set from_entry = 2",
            "reading 2 of the rules from entry 2 on is none that mpp has noted",
        ),
        (
            "insert into reading values (1, 8)",
            "reading 1 of the rules from entry 8 on is none",
        ),
        (
            "insert into reading values (7, 3)",
            "reading 7 of the rules from entry 3 on is none",
        ),
    ] {
        let session = Session::with_certified();
        let Some(()) = behind_its_back(&session, statement) else {
            return;
        };
        session.mpp("audit").ends(5).prints(found);
    }
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

#[test]
fn a_forgotten_contact_stays_forgotten() {
    let session = Session::with_certified();
    let Some(()) = behind_its_back(&session, "delete from person") else {
        return;
    };
    session
        .mpp("audit")
        .ends(5)
        .prints("the data of a contact person is gone, though nobody forgot it");
    let session = Session::with_certified();
    session.mpp("people acme --forget support").ok();
    session.mpp("audit").ok();
    behind_its_back(
        &session,
        "insert into person select entry, n, '1', 'Help', 'h@acme.example', null from contact where digest <> ''",
    );
    session
        .mpp("audit")
        .ends(5)
        .prints("the data of a contact person is there, though it was forgotten");
}

/// Returns the current head of the book.
fn head(session: &Session) -> String {
    session.mpp("audit --head").ok().out.trim().to_owned()
}

/// Every table with facts of the last entry, that entry itself last.
fn cut_the_last_entry() -> String {
    let tables = [
        "person",
        "application",
        "profile",
        "adoption",
        "step",
        "extension",
        "verdict",
        "customer_standing",
        "award",
        "progress",
        "term",
        "objection",
        "finding",
        "confirmation",
        "assignment",
        "contact",
        "credit_use",
        "product",
        "product_verdict",
        "publication",
        "settlement",
        "request",
        "deployment",
        "revenue",
        "program",
        "void",
    ];
    let cut =
        |table: &str| format!("delete from {table} where entry = (select max(id) from entry);");
    tables.map(cut).concat() + "delete from entry where id = (select max(id) from entry)"
}

/// Attacks on a book: whether the audit finds each by itself, and whether a head kept elsewhere does.
#[test]
fn attacks_are_found_as_far_as_promised() {
    let cut = cut_the_last_entry();
    for (attack, statements, by_itself) in [
        (
            "edit",
            "update award set points = 60 where entry = 6",
            Some("digest"),
        ),
        (
            "delete",
            "delete from award where entry = 6",
            Some("digest"),
        ),
        (
            "swap",
            "update award set activity = case activity when 'admission' then 'certification' else 'admission' end",
            Some("digest"),
        ),
        (
            "insert",
            "insert into award (partner, entry, n, on_day, participation, activity, points) values ('acme', 6, 99, '2015-03-20', 1, 'press-release', 25)",
            Some("digest"),
        ),
        (
            "insert an entry",
            "insert into entry values (7, '2016-01-01T00:00:00Z', 'eve', 'nothing', null, (select digest from entry where id = 6))",
            Some("digest"),
        ),
        ("cut the end off", cut.as_str(), None),
        (
            "plant a trigger",
            "create trigger spy after insert on award begin select 1; end",
            Some("trigger spy"),
        ),
        (
            "change a view",
            "drop view ledger; create view ledger as select 1",
            Some("view ledger"),
        ),
        (
            "plant an index",
            "create index mine on award (points)",
            Some("index mine"),
        ),
    ] {
        let session = Session::with_certified();
        let kept = head(&session);
        let Some(()) = behind_its_back(&session, statements) else {
            return;
        };
        match by_itself {
            Some(found) => session.mpp("audit").ends(5).prints(found),
            None => session.mpp("audit").ok(),
        };
        let line = format!("audit --expect-head {kept}");
        let with_head = session.mpp(&line).ends(5);
        assert!(!with_head.out.is_empty(), "{attack}");
        if by_itself.is_some() {
            // The head of an unsound book is not printed.
            assert!(
                !session.mpp("audit --head").ends(5).out.contains(&kept),
                "{attack}"
            );
        }
    }
}

#[test]
fn only_a_head_reveals_a_recomputed_chain() {
    let session = Session::with_certified();
    let kept = head(&session);
    session
        .mpp(&format!("audit --expect-head {kept}"))
        .ok()
        .silent();
    // The history goes on, and the kept head still holds.
    session.mpp("award-points acme press-release").ok();
    session
        .mpp(&format!("audit --expect-head {kept}"))
        .ok()
        .silent();
    let later = head(&session);
    // An old copy put in place: its chain is whole, and the later head is not in it.
    let other = Session::with_candidate();
    std::fs::copy(other.path("book.db"), session.path("book.db")).expect("an old copy");
    let _ = std::fs::remove_file(session.path("book.db-wal"));
    session.mpp("audit").ok().silent();
    session
        .mpp(&format!("audit --expect-head {later}"))
        .ends(5)
        .prints("it is expected and not there");
    // Entries of another history, each digest recomputed: sound by itself.
    let other = Session::with_certified();
    other.mpp("award-points acme business-blog").ok();
    std::fs::copy(other.path("book.db"), session.path("book.db")).expect("another history");
    session.mpp("audit").ok().silent();
    session
        .mpp(&format!("audit --expect-head {later}"))
        .ends(5)
        .prints("its digest is not the expected one");
}

#[test]
fn an_invalid_head_is_wrong_usage() {
    let session = Session::with_certified();
    for bad in ["28", "28:abc", "''"] {
        session
            .mpp(&format!("audit --expect-head {bad}"))
            .ends(2)
            .says("a head is an entry and its digest");
    }
    assert_eq!(head(&session).len(), 2 + 64);
    session.mpp("audit --head --json").ok().prints("\"head\"");
}
