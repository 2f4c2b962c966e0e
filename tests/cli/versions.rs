//! Versions of the rules: put in force, listed, compared, simulated, undone.

use crate::session::Session;
use snapbox::str;

const EMBEDDED: &str = include_str!("../../examples/program.toml");

/// The embedded rules with pieces of the file replaced.
fn rules(replacements: &[(&str, &str)]) -> String {
    let mut rules = EMBEDDED.to_owned();
    for (old, new) in replacements {
        assert!(rules.contains(old), "{old}");
        rules = rules.replacen(old, new, 1);
    }
    rules
}

/// Gold from 100 points on, press releases for 30, a window of four months.
fn generous() -> String {
    rules(&[
        ("from_points = 500\n", "from_points = 100\n"),
        ("window_months = 3", "window_months = 4"),
        (
            "id = \"press-release\"\nname = \"Press Release Approved and Issued\"\npoints = 25",
            "id = \"press-release\"\nname = \"Press Release Approved and Issued\"\npoints = 30",
        ),
    ])
}

#[test]
fn a_version_is_in_force_from_its_day_and_reprices_nothing() {
    let mut session = Session::with_certified();
    session.write("generous.toml", generous());
    session.mpp("award-points acme press-release -q").ok();
    session.shows(str![[r#"
$ mpp program use generous.toml --from 2015-06-01
! error: rules in force from 2015-06-01 would change days that are decided: it is 2015-06-15
! hint: `--from` with today or a later day leaves them as they are
! hint: `--retroactive REASON` changes them; what was recorded stays as it was priced
! hint: `mpp program simulate FILE --from DAY` shows what would change
? 1
$ mpp program use generous.toml --from 2015-07-01 --dry-run
version 2 of the rules, in force from 2015-07-01
  candidate: window 3 → 4 months
  tier gold: from 500 → 100 points
  activity press-release: points 25 → 30
! (dry run) nothing was recorded
$ mpp program use generous.toml --from 2015-07-01
version 2 of the rules, in force from 2015-07-01
  candidate: window 3 → 4 months
  tier gold: from 500 → 100 points
  activity press-release: points 25 → 30
! recorded entry 8
$ mpp program use generous.toml --from 2015-07-01
version 2 says the same
! nothing to change
$ mpp program list
Version  From        In force  Differences  Entry  Recorded              Actor  Note
      1              yes                 0      1  [TIME]  ann
      2  2015-07-01  no                  3      8  [TIME]  ann
$ mpp tier acme --plain
acme	Acme Cloud	certified	silver	100	gold	400
$ mpp program diff 1 2
candidate: window 3 → 4 months
tier gold: from 500 → 100 points
activity press-release: points 25 → 30
$ mpp program diff 2 generous.toml
! no differences
$ mpp program diff 1 3
! error: the book has no version 3 of the rules
! hint: `mpp program list` lists its versions
? 1
$ mpp program show --version 7
! error: the book has no version 7 of the rules
! hint: `mpp program list` lists its versions
? 1
$ mpp history --last 1
Entry  Recorded              Actor  Command                                      What                    Note  Voided by
    8  [TIME]  ann    program use generous.toml --from 2015-07-01  version 2 of the rules
"#]]);
    session.today("2015-07-01");
    session.shows(str![[r#"
$ mpp tier acme --plain
acme	Acme Cloud	certified	gold	100	platinum	4900
$ mpp tier --as-of 2015-06-30 --plain
acme	Acme Cloud	certified	silver	100	gold	400
$ mpp credits acme --from-month 2015-06 --to-month 2015-07 --plain
2015-06	silver	2000.00	0.00	0.00
2015-07	gold	7000.00	0.00	0.00
$ mpp apply Bolt -q --kind saas
$ mpp tier acme --explain --plain
2015-02-10	3.12	admission	25	25	yes		3	1			
2015-03-20	6.10	certification	50	75	yes		6	1			
2015-06-15	7.1	press-release	25	100	yes		7	1			
$ mpp audit
"#]]);
    let text = session.mpp("program show --version 2 --toml").ok().out;
    assert_eq!(text, generous(), "the file is kept whole");
}

#[test]
fn past_days_change_only_with_a_reason() {
    let session = Session::with_certified();
    session.write("generous.toml", generous());
    session
        .mpp("award-points acme press-release --on 2015-04-01 -q")
        .ok();
    session.shows(str![[r#"
$ mpp program use generous.toml --from 2015-03-01 --retroactive ''
! error: --retroactive ``: a reason is needed, not an empty text
? 2
$ mpp program use generous.toml --from 2015-03-01 --retroactive 'as agreed' -q
$ mpp tier acme --as-of 2015-04-01 --plain
acme	Acme Cloud	certified	gold	100	platinum	4900
$ mpp tier acme --as-of 2015-04-01 --known-at 7 --plain
acme	Acme Cloud	certified	silver	100	gold	400
$ mpp tier acme --explain --plain
2015-02-10	3.12	admission	25	25	yes		3	1			
2015-03-20	6.10	certification	50	75	yes		6	1			
2015-04-01	7.1	press-release	25	100	yes		7	1			
$ mpp program list --json
{
  "schema": 1,
  "as_of": "2015-06-15",
  "versions": [
    {
      "version": 1,
      "from": null,
      "in_force": false,
      "entry": 1,
      "recorded": "[TIME]",
      "actor": "ann",
      "note": null,
      "differences": 0
    },
    {
      "version": 2,
      "from": "2015-03-01",
      "in_force": true,
      "entry": 8,
      "recorded": "[TIME]",
      "actor": "ann",
      "note": "as agreed",
      "differences": 3
    }
  ]
}
$ mpp audit
"#]]);
}

#[test]
fn a_version_in_use_cannot_be_undone() {
    let session = Session::with_certified();
    let webinar = rules(&[(
        "[[activity]]\nid = \"press-release\"",
        "[[activity]]\nid = \"webinar\"\nname = \"Hold a webinar\"\npoints = 40\nfrom = \"silver\"\nlimit = \"once\"\n\n[[activity]]\nid = \"press-release\"",
    )]);
    session.write("webinar.toml", webinar);
    session.mpp("program use webinar.toml -q").ok();
    session.mpp("award-points acme webinar -q").ok();
    let other = session.copied();
    other
        .mpp("undo 7 --cascade")
        .ok()
        .prints("2 entries undone, from entry 7 to entry 8");
    other.mpp("audit").ok().silent();
    session.shows(str![[r#"
$ mpp undo 7
! error: entry 7 cannot be undone: entry 8 depends on it
!   entry 8: award of acme: the program has no activity `webinar`
! hint: `mpp undo 7 --cascade` undoes both in one entry
? 1
$ mpp undo 8 -q
$ mpp undo 7
entry 7 undone: version 2 of the rules, recorded by ann on [TIME]: mpp program use webinar.toml -q
! recorded entry 10
$ mpp award-points acme webinar
! error: the program has no activity `webinar`
! hint: `mpp program show` lists the activities
? 2
$ mpp audit
$ mpp program list --plain
1		yes	0	1	[TIME]	ann	
"#]]);
}

#[test]
fn a_simulation_records_nothing() {
    let mut session = Session::with_certified();
    session.admit_bolt();
    session.mpp("award-points acme press-release -q").ok();
    session.write("generous.toml", generous());
    let before = session.read_bytes("book.db");
    session.shows(str![[r#"
$ mpp program simulate generous.toml
Partner  Name        Stage      Change                                Credit before  Credit after  Difference
acme     Acme Cloud  certified  silver → gold                                $2,000        $7,000      $5,000
bolt     Bolt        candidate  window until 2015-09-15 → 2015-10-15         $2,000        $2,000          $0

on           2015-06-15, with the rules in force from 2015-06-15
partners     2 of 2 partners would change
tiers        1 up, 0 down
candidates   1 window, 0 gates would change
credit       $4,000 → $9,000 a month (+$5,000)
$ mpp program simulate generous.toml --from 2015-08-01 --format csv
partner,name,stage,change,credit_before_usd,credit_after_usd,difference_usd
acme,Acme Cloud,certified,silver → gold,2000.00,7000.00,5000.00
bolt,Bolt,candidate,window until 2015-09-15 → 2015-10-15,2000.00,2000.00,0.00
$ mpp program simulate generous.toml --json
{
  "schema": 1,
  "as_of": "2015-06-15",
  "from": "2015-06-15",
  "partners": [
    {
      "partner": "acme",
      "name": "Acme Cloud",
      "stage": "certified",
      "before": {
        "tier": "silver",
        "credit_cents": 200000,
        "candidate_until": null,
        "missing": []
      },
      "after": {
        "tier": "gold",
        "credit_cents": 700000,
        "candidate_until": null,
        "missing": []
      },
      "credit_difference_cents": 500000
    },
    {
      "partner": "bolt",
      "name": "Bolt",
      "stage": "candidate",
      "before": {
        "tier": null,
        "credit_cents": 200000,
        "candidate_until": "2015-09-15",
        "missing": [
          "as-advertised",
          "business-value",
          "documentation",
          "integrator-validation",
          "kb-internal",
          "kb-public",
          "seamless-integration",
          "test-account"
        ]
      },
      "after": {
        "tier": null,
        "credit_cents": 200000,
        "candidate_until": "2015-10-15",
        "missing": [
          "as-advertised",
          "business-value",
          "documentation",
          "integrator-validation",
          "kb-internal",
          "kb-public",
          "seamless-integration",
          "test-account"
        ]
      },
      "credit_difference_cents": 0
    }
  ],
  "total": {
    "partners": 2,
    "changed": 2,
    "up": 1,
    "down": 0,
    "windows": 1,
    "gates": 0,
    "credit_before_cents": 400000,
    "credit_after_cents": 900000,
    "credit_difference_cents": 500000,
    "granted_before_cents": 0,
    "granted_after_cents": 0
  },
  "overtaken_by": null
}
"#]]);
    assert_eq!(session.read_bytes("book.db"), before);
    // The simulation was right.
    let simulated = session.json("program simulate generous.toml --from 2015-08-01");
    session
        .mpp("program use generous.toml --from 2015-08-01 -q")
        .ok();
    session.today("2015-08-01");
    for partner in simulated["partners"].as_array().expect("partners") {
        let id = partner["partner"].as_str().expect("an id");
        let status = session.json(&format!("status {id}"));
        assert_eq!(status["partners"][0]["tier"], partner["after"]["tier"]);
        let credit = session.json(&format!("credits {id} --from-month 2015-08"));
        assert_eq!(
            credit["total"]["granted_cents"],
            partner["after"]["credit_cents"]
        );
    }
    let differences = simulated["partners"].as_array().expect("partners").iter();
    let sum: i64 = differences
        .filter_map(|line| line["credit_difference_cents"].as_i64())
        .sum();
    assert_eq!(simulated["total"]["credit_difference_cents"], sum);
}

#[test]
fn an_undone_version_keeps_its_number_and_text() {
    let session = Session::with_certified();
    session.write("generous.toml", generous());
    session.mpp("program use generous.toml -q").ok();
    session.mpp("award-points acme press-release -q").ok();
    session.mpp("undo 7 -q").ok();
    session
        .mpp("program use generous.toml")
        .ok()
        .prints("version 3 of the rules");
    session.mpp("program show --version 3").ok();
    session.mpp("program show --version 2").ends(1);
    session.mpp("program show --known-at 8").ok();
    let then = session.mpp("program show --known-at 8 --toml").ok().out;
    assert_eq!(then, generous());
    // The award was priced by the version that was in force when it was recorded.
    let explained = session.json("tier acme --explain");
    let last = explained["lines"]
        .as_array()
        .and_then(|lines| lines.last())
        .expect("a line");
    assert_eq!(
        (last["points"].as_i64(), last["program"].as_i64()),
        (Some(30), Some(2))
    );
}

#[test]
fn a_simulation_lists_what_changes() {
    let session = Session::with_certified();
    session.write(
        "renamed.toml",
        EMBEDDED
            .replace("id = \"silver\"", "id = \"argent\"")
            .replace("from = \"silver\"", "from = \"argent\""),
    );
    let renamed = session.json("program simulate renamed.toml");
    assert_eq!(
        (
            renamed["total"]["up"].as_i64(),
            renamed["total"]["down"].as_i64()
        ),
        (Some(0), Some(0))
    );
    assert_eq!(renamed["total"]["changed"], 1);
    session.write("generous.toml", generous());
    session
        .mpp("program use generous.toml --from 2015-06-15 -q")
        .ok();
    session
        .mpp("program simulate renamed.toml --from 2015-06-01")
        .ok()
        .prints("nothing changes: version 2, which begins later than 2015-06-01, is in force on 2015-06-15");
    session
        .mpp("program simulate renamed.toml")
        .ok()
        .prints("silver → argent");
}

#[test]
fn a_simulation_from_a_past_day_lists_decisions_since() {
    let mut session = Session::with_certified();
    session.today("2015-08-15");
    let dearer = EMBEDDED.replace(
        "from_points = 0\ncredit_usd = 2000",
        "from_points = 0\ncredit_usd = 2500",
    );
    session.write("dearer.toml", dearer);
    let simulated = session.json("program simulate dearer.toml --from 2015-06-10");
    let granted = |session: &Session| {
        session.json("credits --from-month 2015-06 --to-month 2015-08")["total"]["granted_cents"]
            .clone()
    };
    assert_eq!(
        simulated["total"]["granted_before_cents"],
        granted(&session)
    );
    session
        .mpp("program use dearer.toml --from 2015-06-10 --retroactive 'as agreed' -q")
        .ok();
    assert_eq!(simulated["total"]["granted_after_cents"], granted(&session));
}
