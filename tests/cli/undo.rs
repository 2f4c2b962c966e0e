//! `mpp undo`: voiding a whole entry.

use crate::session::Session;
use snapbox::str;

#[test]
fn undo_voids_the_last_entry_or_a_named_one() {
    let session = Session::with_applicant();
    session.mpp("edit acme --category Storage").ok();
    session.shows(str![[r#"
$ mpp undo --dry-run
entry 3 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp edit acme --category Storage
! (dry run) nothing was recorded
$ mpp undo
entry 3 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp edit acme --category Storage
! recorded entry 4
$ mpp undo
entry 2 undone: 2 facts about 1 partner, recorded by ann on [TIME]: mpp apply 'Acme Cloud' --id acme --kind saas --category Security --external-id crm-1 --on 2015-02-01
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
fn an_entry_that_later_ones_depend_on_cannot_be_undone() {
    let session = Session::with_candidate();
    session.shows(str![[r#"
$ mpp undo 3
! error: entry 3 cannot be undone: entry 4 depends on it
!   entry 4: verdict of acme: `portal-access` waits for cloud-account
! hint: `mpp undo 3 --cascade` undoes both in one entry
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
fn an_undo_reports_in_json() {
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
fn an_import_of_ten_thousand_rows_is_undone_unless_something_depends_on_it() {
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
        .says("entry 7 cannot be undone: entry 8 depends on it")
        .says("entry 8: profile of firm-77")
        .says("`mpp undo 7 --cascade` undoes both in one entry");
    session.mpp("undo 8 -q").ok();
    session
        .mpp("undo 7")
        .ok()
        .prints("entry 7 undone: 20,000 facts about 10,000 partners")
        .says("recorded entry 11");
    assert_eq!(
        session.json("status")["partners"].as_array().map(Vec::len),
        Some(1)
    );
    session.mpp("audit").ok().silent();
}

/// Acme with a chain of entries: the admission (3), the agreements (4), and awards after the certification.
fn with_chain() -> Session {
    let session = Session::with_certified();
    session
        .mpp("award-points acme press-release --on 2015-04-01")
        .ok();
    session.mpp("apply Bolt").ok();
    session
}

#[test]
fn a_chain_of_dependents_is_summarised_and_undone_in_one_entry() {
    let session = with_chain();
    session.shows(str![[r#"
$ mpp undo 3
! error: entry 3 cannot be undone: 3 later entries depend on it, from entry 4 to entry 7
!   entry 4: verdict of acme: `portal-access` waits for cloud-account
!   … 1 more …
!   entry 7: award of acme: acme cannot earn `press-release` on 2015-04-01: it is an applicant
! hint: `mpp undo 3 --cascade` undoes all of them in one entry
? 1
$ mpp undo 3 --cascade --dry-run
Entry  Recorded              Actor  Facts  Command
    3  [TIME]  ann       12  review acme --met value-proposition --met function --met density --met fee-structure --met compatibility --met maturity --met good-standing --met supplemental-terms --met integration-strategy --alias ACME --admit --on 2015-02-10
    4  [TIME]  ann        2  checklist acme --met portal-access --met mpa --on 2015-02-10
    6  [TIME]  ann       11  certify acme --met as-advertised --met documentation --met seamless-integration --met business-value --met kb-public --evidence kb-public=https://kb.example/public --met kb-internal --evidence kb-internal=https://kb.example/internal --met test-account --met integrator-validation --grant --on 2015-03-20
    7  [TIME]  ann        1  award-points acme press-release --on 2015-04-01

4 entries undone, from entry 3 to entry 7: 26 facts about 1 partner
! (dry run) nothing was recorded
$ mpp undo --cascade
! error: missing: ENTRY
! hint: usage: `mpp undo --cascade ENTRY`
? 2
$ mpp undo 3 --cascade
Entry  Recorded              Actor  Facts  Command
    3  [TIME]  ann       12  review acme --met value-proposition --met function --met density --met fee-structure --met compatibility --met maturity --met good-standing --met supplemental-terms --met integration-strategy --alias ACME --admit --on 2015-02-10
    4  [TIME]  ann        2  checklist acme --met portal-access --met mpa --on 2015-02-10
    6  [TIME]  ann       11  certify acme --met as-advertised --met documentation --met seamless-integration --met business-value --met kb-public --evidence kb-public=https://kb.example/public --met kb-internal --evidence kb-internal=https://kb.example/internal --met test-account --met integrator-validation --grant --on 2015-03-20
    7  [TIME]  ann        1  award-points acme press-release --on 2015-04-01

4 entries undone, from entry 3 to entry 7: 26 facts about 1 partner
! recorded entry 9
$ mpp history --last 1 --format csv
entry,recorded,actor,command,what,note,voided_by
9,[TIME],ann,undo 3 --cascade,"undoes entry 3, 4, 6, 7",,
$ mpp undo 6
! error: entry 6 was undone already, by entry 9
! hint: `mpp history` lists the entries
? 1
$ mpp status
Partner  Name        Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  applicant  2015-02-01             0      $0
bolt     Bolt                        applicant  2015-06-15             0      $0
$ mpp audit
"#]]);
    let undone = session.json("history --last 1");
    assert_eq!(undone["entries"][0]["voided_by"], serde_json::Value::Null);
}

#[test]
fn a_cascade_lists_every_undone_entry_in_json() {
    let undone = with_chain().json("undo 3 --cascade");
    assert_eq!(undone["voided"], 3);
    let entries = undone["entries"].as_array().expect("entries");
    let voided: Vec<_> = entries.iter().map(|entry| &entry["entry"]).collect();
    assert_eq!(voided, [3, 4, 6, 7]);
    assert_eq!(entries[0]["actor"], "ann");
    let facts: i64 = entries
        .iter()
        .filter_map(|entry| entry["facts"].as_i64())
        .sum();
    assert_eq!(undone["facts"], facts);
}

#[test]
fn an_import_among_the_dependents_is_undone_with_all_its_rows() {
    let session = Session::with_certified();
    session.admit_bolt();
    session.write(
        "verdicts.csv",
        "partner,item,verdict\nacme,use-case,met\nbolt,maturity,unmet\n",
    );
    session.mpp("checklist --from verdicts.csv -q").ok();
    session
        .mpp("undo 6 --cascade")
        .ok()
        .prints("2 entries undone, from entry 6 to entry 10");
    session.mpp("audit").ok().silent();
    let maturity = &session.json("checklist bolt --list application")["items"][5];
    assert_eq!(maturity["verdict"], "met", "the row of Bolt is undone, too");
}

#[test]
fn a_dependent_that_cannot_be_undone_stops_a_cascade() {
    let session = with_chain();
    session
        .mpp("people acme --forget support --assign 'integrator=Jo Park' -y")
        .ok();
    session.shows(str![[r#"
$ mpp undo 2 --cascade
! error: entry 9 forgot a contact person; what is forgotten does not come back
! hint: `mpp history` lists the entries
? 1
$ mpp undo 2
! error: entry 2 cannot be undone: 6 later entries depend on it, from entry 3 to entry 9
!   entry 3: profile of acme: acme was not in the program on 2015-02-10
!   … 4 more …
!   entry 9: assignment of acme: acme was not in the program on 2015-06-15
! hint: `--cascade` cannot undo them together: entry 9 forgot a contact person; what is forgotten does not come back
? 1
$ mpp audit
"#]]);
}

#[test]
fn an_id_now_used_by_another_partner_stops_a_cascade() {
    let session = Session::with_candidate();
    session.mpp("edit acme --alias CLOUD").ok();
    session.mpp("apply Bolt --id bolt --alias ACME").ok();
    session
        .mpp("undo 5 --cascade")
        .ends(1)
        .says("what the undo would give back is another's by now");
}

#[test]
fn a_chain_through_several_entries_and_partners_leaves_a_sound_book() {
    let session = Session::with_product();
    session
        .mpp("deployments record acme acme-shield --ref D-1 --on 2015-04-10")
        .ok();
    session
        .mpp("renew acme --object 'no leads' --by provider")
        .ok();
    session.mpp("credits acme --use 2015-04 100").ok();
    session.mpp("undo 2 --cascade").ok();
    session.mpp("audit").ok().silent();
    session.mpp("status").ok().prints("no partners");
    // What was undone can be done again.
    session
        .mpp("apply 'Acme Cloud' --id acme --external-id crm-1 --alias ACME")
        .ok();
    session.mpp("audit").ok().silent();
}
