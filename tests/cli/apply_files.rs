//! `mpp apply --from`: files of companies.

use crate::session::Session;
use snapbox::str;

const APPLICANTS: &str = "\
name,kind,category,alias,contact_name,contact_email,external_id,on
Acme Cloud,saas,Security,ACME,Ann Lee,ann@acme.example,crm-1,2015-02-01
\"Bolt Systems, GmbH\",software,Storage,,,,crm-2,2015-02-03
Éclair Réseaux,,,,,,,
";

fn with_file() -> Session {
    let session = Session::new();
    session.write("applicants.csv", APPLICANTS);
    session
}

#[test]
fn a_file_is_one_entry_and_running_it_again_changes_nothing() {
    with_file().shows(str![[r#"
$ mpp apply --from applicants.csv
Partner            Name                Kind      Category  Stage      Since       Tier  Points  Credit  Anniversary
acme-cloud         Acme Cloud          saas      Security  applicant  2015-02-01             0      $0
bolt-systems-gmbh  Bolt Systems, GmbH  software  Storage   applicant  2015-02-03             0      $0
eclair-reseaux     Éclair Réseaux                          applicant  2015-06-15             0      $0
! 3 read, 3 recorded, 0 unchanged, 0 refused
! made the book book.db
! recorded entry 2
$ mpp apply --from applicants.csv
! 3 read, 0 recorded, 3 unchanged, 0 refused
! nothing to change
$ mpp history
Entry  Recorded              Actor  Command                      What                    Note  Voided by
    1  [TIME]  ann    init                         version 1 of the rules
    2  [TIME]  ann    apply --from applicants.csv  7 facts
"#]]);
}

#[test]
fn all_or_nothing_and_every_bad_row_is_named() {
    let session = Session::new();
    session.mpp("init").ok();
    session.write(
        "bad.csv",
        "name,id,on,website\nAcme Cloud,,2015-02-01,\nBolt,,2015-2-3,\nCore,core,,core.example\nACME cloud Inc,,,\n,x,,\n",
    );
    session.shows(str![[r#"
$ mpp apply --from bad.csv
! error: 3 rows are refused, and nothing was recorded
!   bad.csv:3: on: a day is written YYYY-MM-DD, such as 2015-03-31: `2015-2-3`
!   bad.csv:5: name: `ACME cloud Inc` is probably the same company as `Acme Cloud` (acme-cloud); if it is another company, give the row an `id` of its own
!   bad.csv:6: name: a value is needed
! hint: `--keep-going` records the others; `--rejects FILE` keeps the refused rows to be mended
! 5 read, 0 recorded, 0 unchanged, 3 refused
? 1
$ mpp apply --from bad.csv --keep-going --json
{
  "schema": 1,
  "dry_run": false,
  "entry": 2,
  "read": 5,
  "recorded": 2,
  "unchanged": 0,
  "refused": 3,
  "refusals": [
    {
      "line": 3,
      "column": "on",
      "value": "2015-2-3",
      "reason": "a day is written YYYY-MM-DD, such as 2015-03-31"
    },
    {
      "line": 5,
      "column": "name",
      "value": "ACME cloud Inc",
      "reason": "`ACME cloud Inc` is probably the same company as `Acme Cloud` (acme-cloud); if it is another company, give the row an `id` of its own"
    },
    {
      "line": 6,
      "column": "name",
      "value": null,
      "reason": "a value is needed"
    }
  ]
}
! bad.csv:3: on: a day is written YYYY-MM-DD, such as 2015-03-31: `2015-2-3`
! bad.csv:5: name: `ACME cloud Inc` is probably the same company as `Acme Cloud` (acme-cloud); if it is another company, give the row an `id` of its own
! bad.csv:6: name: a value is needed
! 5 read, 2 recorded, 0 unchanged, 3 refused
! recorded entry 2
? 3
$ mpp status
Partner     Name        Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme-cloud  Acme Cloud                  applicant  2015-02-01             0      $0
core        Core                        applicant  2015-06-15             0      $0
"#]]);
}

#[test]
fn rejects_are_mended_and_run_again() {
    let session = with_file();
    session.write(
        "more.csv",
        "name,on\nDelta Forge,2015-03-02\nAcme Cloud Ltd,2015-03-02\nEcho,31.3.2015\n",
    );
    session.mpp("apply --from applicants.csv").ok();
    session
        .mpp("apply --from more.csv --keep-going --rejects refused.csv")
        .ends(3);
    let refused = session.read("refused.csv");
    assert!(
        refused.starts_with("name,on,reason\nAcme Cloud Ltd,2015-03-02,"),
        "{refused}"
    );
    assert!(refused.contains("\nEcho,31.3.2015,"), "{refused}");
    // The reasons stay where they are; only what was wrong is mended.
    let mended = refused
        .replace("name,on", "id,name,on")
        .replace("\nAcme", "\nacme-ltd,Acme")
        .replace("\nEcho", "\n,Echo");
    session.write("refused.csv", mended.replace("31.3.2015", "2015-03-31"));
    session
        .mpp("apply --from refused.csv")
        .ok()
        .says("2 read, 2 recorded, 0 unchanged, 0 refused");
    session
        .mpp("apply --from more.csv --keep-going")
        .ends(3)
        .says("3 read, 0 recorded, 2 unchanged, 1 refused");
}

#[test]
fn other_content_is_refused_skipped_or_taken() {
    let session = with_file();
    session.mpp("apply --from applicants.csv").ok();
    session.write(
        "changed.csv",
        "name,category,external_id\nAcme Cloud,Networking,crm-1\n",
    );
    session.shows(str![[r#"
$ mpp apply --from changed.csv
! error: 1 row is refused, and nothing was recorded
!   changed.csv:2: acme-cloud is there already with other content (category); `--on-duplicate skip` leaves it, `update` takes the row's
! hint: `--keep-going` records the others; `--rejects FILE` keeps the refused rows to be mended
! 1 read, 0 recorded, 0 unchanged, 1 refused
? 1
$ mpp apply --from changed.csv --on-duplicate skip
! 1 read, 0 recorded, 1 unchanged, 0 refused
! nothing to change
$ mpp apply --from changed.csv --on-duplicate update
Partner     Name        Kind  Category    Stage      Since       Tier  Points  Credit  Anniversary
acme-cloud  Acme Cloud  saas  Networking  applicant  2015-02-01             0      $0
! 1 read, 1 recorded, 0 unchanged, 0 refused
! recorded entry 3
$ mpp apply --from changed.csv
! 1 read, 0 recorded, 1 unchanged, 0 refused
! nothing to change
"#]]);
}

#[test]
fn a_later_edit_by_hand_does_not_break_a_second_run() {
    let session = with_file();
    session.mpp("apply --from applicants.csv").ok();
    session
        .mpp("edit acme-cloud --category Networking --name 'Acme Clouds'")
        .ok();
    session
        .mpp("apply --from applicants.csv")
        .ok()
        .says("3 read, 0 recorded, 3 unchanged, 0 refused");
    assert_eq!(
        session.json("status acme-cloud")["partners"][0]["category"],
        "Networking"
    );
}

#[test]
fn rows_that_exclude_each_other_the_first_stands() {
    let session = Session::new();
    session.write(
        "twice.csv",
        "name,alias\nAcme,ACME\nBolt,ACME\nacme,\nA.C.M.E. Ltd,\n",
    );
    session
        .mpp("apply --from twice.csv --keep-going")
        .ends(3)
        .says("4 read, 1 recorded,")
        .says("twice.csv:3")
        .says("twice.csv:5");
}

#[test]
fn json_lines_have_the_same_keys() {
    let session = Session::new();
    let lines = "{\"name\":\"Acme Cloud\",\"kind\":\"saas\",\"on\":\"2015-02-01\"}\n\n{\"name\":\"Bolt\",\"external_id\":\"crm-2\"}\n";
    session.write("applicants.jsonl", lines);
    session
        .mpp("apply --from applicants.jsonl")
        .ok()
        .says("2 read, 2 recorded, 0 unchanged, 0 refused");
    session
        .mpp_reading("apply --from -", lines.as_bytes())
        .ok()
        .says("2 read, 0 recorded, 2 unchanged, 0 refused");
    session.write("bad.jsonl", "{\"name\":\"Core\",\"knid\":\"saas\"}\n");
    session
        .mpp("apply --from bad.jsonl")
        .ends(1)
        .says("bad.jsonl:1")
        .says("knid");
}

#[test]
fn the_name_comes_from_the_command_or_from_a_file() {
    let session = with_file();
    session.mpp("apply Acme --from applicants.csv").ends(2);
    session.mpp("apply --from applicants.csv --id acme").ends(2);
    session
        .mpp("apply --from missing.csv")
        .ends(1)
        .says("missing.csv");
    session.mpp("apply --from .").ends(1).says("folder");
    assert_eq!(
        session.files(),
        ["applicants.csv"],
        "a file that cannot be read makes no book"
    );
}

#[test]
fn of_two_rows_of_a_file_that_exclude_each_other_the_first_stands() {
    let session = Session::new();
    session.write("twice.csv", "name,kind\nTres,saas\nTRES,software\n");
    for options in ["", "--on-duplicate update"] {
        session
            .mpp(&format!("apply --from twice.csv --keep-going {options}"))
            .ends(3)
            .says("an earlier row of this file is tres too");
    }
    assert_eq!(session.json("status tres")["partners"][0]["kind"], "saas");
}
