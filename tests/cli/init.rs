//! `mpp init`: creating a book.

use crate::session::Session;
use snapbox::str;
use std::collections::BTreeSet;

#[test]
fn a_book_is_created_once() {
    let session = Session::new();
    session.shows(str![[r#"
$ mpp init --note 'for the new year' --actor zoe
! made the book book.db
$ mpp init
! error: there is a book already: book.db
? 1
$ mpp status
no partners
$ mpp history
Entry  Recorded              Actor  Command  What                    Note              Voided by
    1  [TIME]  zoe    init     version 1 of the rules  for the new year
"#]]);
    assert_eq!(session.files(), ["book.db"]);
}

#[test]
fn an_example_has_partners_in_every_stage_whatever_day_it_is() {
    for day in [
        "2015-06-15",
        "2016-02-29",
        "2017-03-01",
        "2024-12-31",
        "2025-01-31",
        "2026-08-30",
        "2028-05-31",
    ] {
        let mut session = Session::new();
        session.today(day);
        session.mpp("init --example").ok().says("an example");
        assert_eq!(session.files(), ["book.db"], "{day}");
        let status = session.json("status");
        let partners = status["partners"].as_array().expect("partners");
        let stages: BTreeSet<&str> = partners
            .iter()
            .filter_map(|partner| partner["stage"].as_str())
            .collect();
        let every = [
            "applicant",
            "candidate",
            "certified",
            "declined",
            "ended",
            "lapsed",
            "withdrawn",
        ];
        assert_eq!(stages, every.into_iter().collect(), "{day}");
        let due = session.json("due");
        let kinds: BTreeSet<&str> = due["items"]
            .as_array()
            .expect("items")
            .iter()
            .filter_map(|item| item["kind"].as_str())
            .collect();
        for kind in [
            "anniversary",
            "application",
            "objection",
            "window-ending",
            "window-over",
        ] {
            assert!(kinds.contains(kind), "{day}: {kinds:?}");
        }
        session.mpp("audit").ok().silent();
        // The hints can be followed.
        session.mpp("certify cobalt --grant").ok();
    }
}

#[test]
fn an_example_never_replaces_a_book() {
    let session = Session::with_applicant();
    let before = session.read_bytes("book.db");
    session
        .mpp("init --example")
        .ends(1)
        .says("there is a book already: ")
        .says("--db example.db");
    assert_eq!(session.read_bytes("book.db"), before);
    session.mpp("init --example --db missing/book.db").ends(4);
    session
        .mpp("init --example --program rules.toml")
        .ends(2)
        .says("cannot be used with");
    assert_eq!(session.files(), ["book.db"]);
}
