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
! new categories: Security, Storage
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
fn a_file_is_recorded_whole_or_not_and_every_bad_row_is_named() {
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
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 5 read, 0 recorded, 2 valid but not recorded, 0 unchanged, 3 refused
? 1
$ mpp apply --from bad.csv --keep-going --json
{
  "schema": 1,
  "dry_run": false,
  "entry": 2,
  "read": 5,
  "recorded": 2,
  "unchanged": 0,
  "skipped": 0,
  "not_recorded": 0,
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
fn rejects_can_be_fixed_and_run_again() {
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
    // The reasons stay in the file; only the wrong values are fixed.
    let fixed = refused
        .replace("name,on", "id,name,on")
        .replace("\nAcme", "\nacme-ltd,Acme")
        .replace("\nEcho", "\n,Echo");
    session.write("refused.csv", fixed.replace("31.3.2015", "2015-03-31"));
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
fn different_content_is_refused_skipped_or_updated() {
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
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 1 read, 0 recorded, 0 unchanged, 1 refused
? 1
$ mpp apply --from changed.csv --on-duplicate skip
! 1 read, 0 recorded, 1 skipped, 0 unchanged, 0 refused
! nothing to change
$ mpp apply --from changed.csv --on-duplicate update
Partner     Name        Kind  Category    Stage      Since       Tier  Points  Credit  Anniversary
acme-cloud  Acme Cloud  saas  Networking  applicant  2015-02-01             0      $0
! new category: Networking
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
fn of_two_conflicting_rows_the_first_wins() {
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
fn of_two_conflicting_rows_of_a_file_the_first_wins() {
    let session = Session::new();
    session.write("twice.csv", "name,kind\nTres,saas\nTRES,software\n");
    for options in ["", "--on-duplicate update"] {
        session
            .mpp(&format!("apply --from twice.csv --keep-going {options}"))
            .ends(3)
            .says("an earlier row of this file (line 2) is tres too");
    }
    assert_eq!(session.json("status tres")["partners"][0]["kind"], "saas");
}

#[test]
fn every_problem_of_a_row_is_named_at_once() {
    let session = Session::with_applicant();
    session.write(
        "bad.csv",
        "name,id,kind,website,contact_email,on\n\
         Delta,D!,hardware,delta,nobody,2015-02-29\n\
         ,ok,saas,delta,,31.4.2015\n\
         ACME CLOUD,acme-2,saas,,,\n",
    );
    session.write(
        "adopted.csv",
        "name,stage,admitted_on,certified_on,points\nDelta,certifed,2015-02-31,tomorrow,many\nEcho,candidate,2015-03-01,2015-02-01,\n",
    );
    session.shows(str![[r#"
$ mpp apply --from bad.csv --rejects refused.csv
! error: 3 rows are refused, and nothing was recorded
!   bad.csv:2: on: February 2015 has 28 days: `2015-02-29`
!   bad.csv:2: website: an address on the web is written https://acme.example or www.acme.example: `delta`
!   bad.csv:2: id: `D!` is not a partner id: 1 to 60 of a-z, 0-9 and single hyphens between them
!   bad.csv:2: contact_email: a mail address is written name@host.domain: `nobody`
!   bad.csv:2: kind: the program has no kind `hardware`; it has saas, software
!   bad.csv:3: name: a value is needed
!   bad.csv:3: on: a day is written YYYY-MM-DD, such as 2015-03-31: `31.4.2015`
!   bad.csv:3: website: an address on the web is written https://acme.example or www.acme.example: `delta`
!   bad.csv:4: name: `ACME CLOUD` is the name of acme; an `id` of its own does not help, only another name does; for acme itself, leave the `id` out
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 3 read, 0 recorded, 0 unchanged, 3 refused
? 1
$ mpp apply --from bad.csv --keep-going --json -q
{
  "schema": 1,
  "dry_run": false,
  "entry": null,
  "read": 3,
  "recorded": 0,
  "unchanged": 0,
  "skipped": 0,
  "not_recorded": 0,
  "refused": 3,
  "refusals": [
    {
      "line": 2,
      "column": "on",
      "value": "2015-02-29",
      "reason": "February 2015 has 28 days"
    },
    {
      "line": 2,
      "column": "website",
      "value": "delta",
      "reason": "an address on the web is written https://acme.example or www.acme.example"
    },
    {
      "line": 2,
      "column": "id",
      "value": "D!",
      "reason": "`D!` is not a partner id: 1 to 60 of a-z, 0-9 and single hyphens between them"
    },
    {
      "line": 2,
      "column": "contact_email",
      "value": "nobody",
      "reason": "a mail address is written name@host.domain"
    },
    {
      "line": 2,
      "column": "kind",
      "value": "hardware",
      "reason": "the program has no kind `hardware`; it has saas, software"
    },
    {
      "line": 3,
      "column": "name",
      "value": null,
      "reason": "a value is needed"
    },
    {
      "line": 3,
      "column": "on",
      "value": "31.4.2015",
      "reason": "a day is written YYYY-MM-DD, such as 2015-03-31"
    },
    {
      "line": 3,
      "column": "website",
      "value": "delta",
      "reason": "an address on the web is written https://acme.example or www.acme.example"
    },
    {
      "line": 4,
      "column": "name",
      "value": "ACME CLOUD",
      "reason": "`ACME CLOUD` is the name of acme; an `id` of its own does not help, only another name does; for acme itself, leave the `id` out"
    }
  ]
}
! bad.csv:2: on: February 2015 has 28 days: `2015-02-29`
! bad.csv:2: website: an address on the web is written https://acme.example or www.acme.example: `delta`
! bad.csv:2: id: `D!` is not a partner id: 1 to 60 of a-z, 0-9 and single hyphens between them
! bad.csv:2: contact_email: a mail address is written name@host.domain: `nobody`
! bad.csv:2: kind: the program has no kind `hardware`; it has saas, software
! bad.csv:3: name: a value is needed
! bad.csv:3: on: a day is written YYYY-MM-DD, such as 2015-03-31: `31.4.2015`
! bad.csv:3: website: an address on the web is written https://acme.example or www.acme.example: `delta`
! bad.csv:4: name: `ACME CLOUD` is the name of acme; an `id` of its own does not help, only another name does; for acme itself, leave the `id` out
? 3
$ mpp adopt --from adopted.csv
! error: 2 rows are refused, and nothing was recorded
!   adopted.csv:2: admitted_on: February 2015 has 28 days: `2015-02-31`
!   adopted.csv:2: certified_on: a day is written YYYY-MM-DD, such as 2015-03-31: `tomorrow`
!   adopted.csv:2: stage: a partner is taken over as applicant, candidate or certified: `certifed`
!   adopted.csv:2: points: points are a whole number from 0 to 1,000,000,000: `many`
!   adopted.csv:3: certified_on: the stage says that it is not certified: `2015-02-01`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 2 read, 0 recorded, 0 unchanged, 2 refused
? 1
$ mpp apply Delta --id D! --kind hardware --website delta
! error: 2 values are invalid
!   --website `delta`: an address on the web is written https://acme.example or www.acme.example
!   --id `D!`: `D!` is not a partner id: 1 to 60 of a-z, 0-9 and single hyphens between them
? 2
"#]]);
    let refused = session.read("refused.csv");
    assert_eq!(refused.lines().count(), 4, "a row is there once: {refused}");
    assert!(refused.contains("; website: "), "{refused}");
}

#[test]
fn the_counts_of_the_summary_add_up() {
    let session = Session::with_applicant();
    session.write(
        "mixed.csv",
        "name,category,on,external_id\nAcme Cloud,Storage,,crm-1\nDelta,,,\nDelta,,,\nEcho,,never,\n",
    );
    session.shows(str![[r#"
$ mpp apply --from mixed.csv --on-duplicate skip
! error: 1 row is refused, and nothing was recorded
!   mixed.csv:5: on: a day is written YYYY-MM-DD, such as 2015-03-31: `never`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 4 read, 0 recorded, 1 valid but not recorded, 1 skipped, 1 unchanged, 1 refused
? 1
$ mpp apply --from mixed.csv --on-duplicate skip -n --keep-going --json
{
  "schema": 1,
  "dry_run": true,
  "entry": null,
  "read": 4,
  "recorded": 1,
  "would_record": 1,
  "unchanged": 1,
  "skipped": 1,
  "not_recorded": 0,
  "refused": 1,
  "refusals": [
    {
      "line": 5,
      "column": "on",
      "value": "never",
      "reason": "a day is written YYYY-MM-DD, such as 2015-03-31"
    }
  ]
}
! mixed.csv:5: on: a day is written YYYY-MM-DD, such as 2015-03-31: `never`
! 4 read, would record 1, 1 skipped, 1 unchanged, 1 refused
! (dry run) nothing was recorded
? 3
$ mpp apply --from mixed.csv --on-duplicate skip --keep-going --format csv
entry,read,recorded,unchanged,refused,would_record,skipped,not_recorded
3,4,1,1,1,,1,0
! mixed.csv:5: on: a day is written YYYY-MM-DD, such as 2015-03-31: `never`
! 4 read, 1 recorded, 1 skipped, 1 unchanged, 1 refused
! recorded entry 3
? 3
"#]]);
    for options in ["", "-n", "--keep-going", "-n --keep-going"] {
        let ran = session
            .mpp(&format!("apply --from mixed.csv --json {options}"))
            .out;
        let summary: serde_json::Value = serde_json::from_str(&ran).expect("a document");
        let parts = [
            "recorded",
            "unchanged",
            "skipped",
            "not_recorded",
            "refused",
        ];
        let sum: u64 = parts.iter().filter_map(|part| summary[part].as_u64()).sum();
        assert_eq!(summary["read"], sum, "{options}: {summary}");
    }
}

#[test]
fn a_file_has_the_telephone_numbers_of_contacts() {
    let session = Session::new();
    session.write(
        "new.csv",
        "name,id,contact_name,contact_phone\nAcme,acme,Ann Lee,+1 212-555-0100\nBolt,bolt,,0212 555 0100\n",
    );
    session.shows(str![[r#"
$ mpp apply --from new.csv --keep-going
Partner  Name  Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme     Acme                  applicant  2015-06-15             0      $0
! new.csv:3: contact_phone: a telephone number begins with + and the country code and has 7 to 15 digits, such as +1 212 555 0100: `0212 555 0100`
! 2 read, 1 recorded, 0 unchanged, 1 refused
! made the book book.db
! recorded entry 2
? 3
$ mpp apply --from new.csv --keep-going
! new.csv:3: contact_phone: a telephone number begins with + and the country code and has 7 to 15 digits, such as +1 212 555 0100: `0212 555 0100`
! 2 read, 0 recorded, 1 unchanged, 1 refused
! nothing to change
? 3
$ mpp people acme
Role      Person
business  Ann Lee +12125550100
"#]]);
}
