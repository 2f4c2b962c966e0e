//! `mpp program`: the rules.

use crate::session::Session;
use snapbox::str;

#[test]
fn a_book_begins_with_the_embedded_rules_and_keeps_its_own() {
    let session = Session::new();
    session
        .mpp("program show")
        .ok()
        .says("no book yet")
        .prints("press-release")
        .prints("5,000");
    assert!(
        session.files().is_empty(),
        "showing the rules makes no book"
    );
    let rules = session.mpp("program show --toml").ok().out;
    assert_eq!(rules, include_str!("../../examples/program.toml"));
    session.write(
        "own.toml",
        rules.replace("from_points = 500\n", "from_points = 400\n"),
    );
    session.mpp("init --program own.toml").ok();
    session.mpp("program show").ok().prints("400");
    session.mpp("program show --toml -o again.toml").ok();
    assert_eq!(session.read("again.toml"), session.read("own.toml"));
}

#[test]
fn activities_as_json_and_csv() {
    let session = Session::new();
    let plain = session.mpp("program show --plain").ok().out;
    assert!(plain.starts_with("admission\t25\t"), "{plain}");
    let json = session.json("program show");
    assert_eq!(json["tiers"][1]["credit_cents"], 700_000);
    assert_eq!(json["activities"].as_array().map(Vec::len), Some(20));
}

#[test]
fn errors_are_shown_with_line_column_caret_and_remedy() {
    let session = Session::new();
    session.write(
        "typo.toml",
        include_str!("../../examples/program.toml").replacen(
            "from_points = 500\n",
            "from_point = 500\n",
            1,
        ),
    );
    session.write("nonsense.toml", "[program\nname = 3\n");
    session.write("sound.toml", include_str!("../../examples/program.toml"));
    session.shows(str![[r#"
$ mpp program check typo.toml
! error: typo.toml has 2 errors
!   typo.toml:824:1: `from_points` is missing
!     |
! 824 | [[tier]]
!     | ^^^^^^^^
!     |
!     = help: add `from_points = 25`, with a figure of yours
!   typo.toml:827:1: unknown key `from_point`
!     |
! 827 | from_point = 500
!     | ^^^^^^^^^^
!     |
!     = help: did you mean `from_points`?
? 2
$ mpp program check nonsense.toml
! error: nonsense.toml has 1 error
!   nonsense.toml:1:9: unclosed table, expected `]`
!   |
! 1 | [program
!   |         ^
!   |
!   = help: a line is `key = value`, `[section]` or `# remark`; text is in "quotes", lists in [brackets], and a key occurs once in a section
? 2
$ mpp program check sound.toml
! sound.toml: no errors
$ mpp program check missing.toml
! error: reading missing.toml: No such file or directory (os error 2)
? 1
$ mpp program check missing.toml --format json
! {"error":{"causes":["No such file or directory (os error 2)"],"hints":[],"kind":"failed","message":"reading missing.toml"}}
? 1
"#]]);
}

#[test]
fn invalid_rules_create_no_book() {
    let session = Session::new();
    session.write("bad.toml", "[program]\nname = \"x\"\n");
    session
        .mpp("init --program bad.toml")
        .ends(2)
        .says("bad.toml has ");
    session
        .mpp("init --program missing.toml")
        .ends(1)
        .says("missing.toml");
    assert_eq!(session.files(), ["bad.toml"]);
}
