//! `mpp undo`: taking back a whole entry.

use crate::session::Session;
use snapbox::str;

#[test]
fn the_last_entry_or_a_named_one() {
    let session = Session::with_applicant();
    session.mpp("edit acme --category Storage").ok();
    session.shows(str![[r#"
$ mpp undo --dry-run
entry 3 taken back, 1 fact about 1 partner: mpp edit acme --category Storage
! (dry run) nothing was recorded
$ mpp undo
entry 3 taken back, 1 fact about 1 partner: mpp edit acme --category Storage
! recorded entry 4
$ mpp undo
entry 2 taken back, 2 facts about 1 partner: mpp apply 'Acme Cloud' --id acme --kind saas --category Security --external-id crm-1 --on 2015-02-01
! recorded entry 5
$ mpp undo
! error: there is nothing left to undo
! hint: `mpp history` lists the entries
? 1
$ mpp undo 3
! error: entry 3 was undone already, by entry 4
! hint: `mpp history` lists the entries
? 1
$ mpp undo 4
! error: entry 4 is an undo, and an undo cannot be undone
! hint: run the command that was undone again
? 1
$ mpp undo 1
! error: entry 1 made the book; it cannot be undone
? 1
$ mpp undo 99
! error: there is no entry 99
! hint: `mpp history` lists the entries
? 1
$ mpp undo 0
! error: ENTRY `0`: a number from 1 on is needed
? 2
$ mpp status
no partners
"#]]);
}

#[test]
fn what_later_entries_stand_on_cannot_be_taken_back() {
    let session = Session::with_candidate();
    session.shows(str![[r#"
$ mpp undo 3
! error: entry 3 cannot be undone: 1 later fact depends on it
!   entry 4: verdict of acme: `portal-access` waits for cloud-account
! hint: `mpp undo 4` takes the last of them back first
? 1
$ mpp status acme --plain
acme	Acme Cloud	saas	Security	candidate	2015-02-10		25	0.00	
"#]]);
}

#[test]
fn an_undone_application_gives_everything_back() {
    let session = Session::with_applicant();
    session.mpp("undo").ok();
    session.mpp("status acme").ends(1);
    session
        .mpp("apply 'Acme Cloud' --id acme --external-id crm-1")
        .ok()
        .says("recorded entry 4");
}

#[test]
fn an_undo_says_in_json_what_it_did() {
    let session = Session::with_applicant();
    let undone = session.json("undo --dry-run");
    assert_eq!(
        (&undone["schema"], &undone["dry_run"], &undone["entry"]),
        (&1.into(), &true.into(), &serde_json::Value::Null)
    );
    let undone = session.json("undo");
    assert_eq!(
        (&undone["dry_run"], &undone["entry"], &undone["voided"]),
        (&false.into(), &3.into(), &2.into())
    );
}

#[test]
fn an_import_of_ten_thousand_rows_is_taken_back_in_one_entry_unless_something_stands_on_it() {
    let session = Session::with_certified();
    let rows = (0..10_000).map(|n| format!("Firm {n}\n"));
    session.write("firms.csv", format!("name\n{}", rows.collect::<String>()));
    session.mpp("apply --from firms.csv -q").ok();
    session
        .mpp("edit firm-77 --website https://firm77.example -q")
        .ok();
    session.mpp("award-points acme press-release -q").ok();
    session
        .mpp("undo 7")
        .ends(1)
        .says("entry 7 cannot be undone: 1 later fact depends on it")
        .says("entry 8: profile of firm-77")
        .says("`mpp undo 8` takes the last of them back first");
    session.mpp("undo 8 -q").ok();
    session
        .mpp("undo 7")
        .ok()
        .prints("entry 7 taken back, 20,000 facts about 10,000 partners")
        .says("recorded entry 11");
    assert_eq!(
        session.json("status")["partners"].as_array().map(Vec::len),
        Some(1)
    );
    session.mpp("audit").ok().silent();
}
