//! `mpp tier`: points, tiers, benefits.

use crate::session::Session;
use snapbox::str;

#[test]
fn tier_shows_all_partners_or_one_with_benefits() {
    let session = Session::with_certified();
    session
        .mpp("apply 'Bolt Systems' --id bolt --on 2015-06-01")
        .ok();
    session.shows(str![[r#"
$ mpp tier
Partner  Name          Stage      Tier    Points  Next tier  To next
acme     Acme Cloud    certified  silver      75  gold           425
bolt     Bolt Systems  applicant               0
$ mpp tier acme
Acme Cloud  (acme)
tier         silver
points       75 points  425 to gold
credit       $2,000 a month

From    Benefit
silver  Eligibility for Professional Services Development
silver  Listing On Lumen Cloud Website
$ mpp tier bolt
Bolt Systems  (bolt)
tier         none: the partner is an applicant
points       0 points
$ mpp tier --plain
acme	Acme Cloud	certified	silver	75	gold	425
bolt	Bolt Systems	applicant		0		
"#]]);
}

#[test]
fn thresholds_are_reached_at_exactly_their_number() {
    let session = Session::new();
    let header = "name,stage,admitted_on,certified_on,points,points_on\n";
    let rows = [499, 500, 4999, 5000]
        .map(|points| format!("P{points},certified,2014-01-01,2014-02-01,{points},2015-01-01\n"));
    session.write("partners.csv", header.to_owned() + &rows.concat());
    session.mpp("adopt --from partners.csv").ok();
    session.shows(str![[r#"
$ mpp tier
Partner  Name   Stage      Tier      Points  Next tier  To next
p499     P499   certified  silver       499  gold             1
p4999    P4999  certified  gold       4,999  platinum         1
p500     P500   certified  gold         500  platinum     4,500
p5000    P5000  certified  platinum   5,000
$ mpp tier p5000
P5000  (p5000)
tier         platinum
points       5,000 points
credit       $15,000 a month

From      Benefit
silver    Eligibility for Professional Services Development
silver    Listing On Lumen Cloud Website
gold      Preferred Placement On Lumen Cloud Website
platinum  Eligibility For Managed Services Development
platinum  Global account teaming and strategic sales alignment
"#]]);
}

#[test]
fn as_of_takes_a_day_or_an_entry() {
    let session = Session::with_certified();
    session
        .mpp("award-points acme press-release --on 2015-04-01")
        .ok();
    let points = |line: &str| session.json(line)["partners"][0]["points"].clone();
    assert_eq!(points("tier acme"), 100);
    assert_eq!(points("tier acme --as-of 2015-03-31"), 75);
    assert_eq!(points("tier acme --as-of 2015-03-19"), 25);
    assert_eq!(
        points("tier acme --known-at 6"),
        75,
        "the award was not known then"
    );
    assert_eq!(points("tier --as-of 2015-03-31"), 75);
    session.mpp("tier acme --known-at 0").ends(2);
    session.mpp("tier acme --known-at 1").ends(1);
    assert_eq!(
        session.json("tier --as-of 2015-01-31")["partners"],
        serde_json::json!([])
    );
}

#[test]
fn a_tier_is_explained_down_to_the_ledger_line() {
    let session = Session::with_certified();
    session.mpp("award-points acme press-release -q").ok();
    session
        .mpp("award-points acme customer-deployment --ref D-1 -q")
        .ok();
    session.mpp("undo -q").ok();
    session
        .mpp("award-points --reverse 7.1 --reason 'no such release' -q")
        .ok();
    session.shows(str![[r#"
$ mpp tier acme --explain
Acme Cloud  (acme)
tier         silver
points       75
threshold    silver from 0, reached
threshold    gold from 500, 425 to go
threshold    platinum from 5,000, 4,925 to go

Day         Award  Activity                 Points  Balance  Counts  Why not            Entry  Rules  Note
2015-02-10  3.12   admission                    25       25  yes                            3      1
2015-03-20  6.10   certification                50       75  yes                            6      1
2015-06-15  7.1    press-release                25       75  no      reversed by 10.1       7      1
2015-06-15  8.1    customer-deployment D-1      50       75  no      undone by entry 9      8      1
2015-06-15  10.1   press-release               -25       75  no      reverses 7.1          10      1  no such release

lines that count: 2 of 5, 75 points in all

From    Benefit
silver  Eligibility for Professional Services Development
silver  Listing On Lumen Cloud Website
$ mpp tier acme --explain --as-of 2015-03-01 --format csv
on,award,activity,points,balance,counts,why,entry,program,evidence,note,override
2015-02-10,3.12,admission,25,25,yes,,3,1,,,
2015-03-20,6.10,certification,50,25,no,after the day asked for,6,1,,,
2015-06-15,7.1,press-release,25,25,no,after the day asked for,7,1,,,
2015-06-15,8.1,customer-deployment D-1,50,25,no,undone by entry 9,8,1,,,
2015-06-15,10.1,press-release,-25,25,no,after the day asked for,10,1,,no such release,
$ mpp tier acme --explain --json --known-at 6
{
  "schema": 1,
  "as_of": "2015-06-15",
  "partner": "acme",
  "tier": "silver",
  "points": 75,
  "benefits": [
    {
      "tier": "silver",
      "benefit": "Eligibility for Professional Services Development"
    },
    {
      "tier": "silver",
      "benefit": "Listing On Lumen Cloud Website"
    }
  ],
  "lines": [
    {
      "award": "3.12",
      "on": "2015-02-10",
      "activity": "admission",
      "ref": null,
      "points": 25,
      "balance": 25,
      "counts": true,
      "why": null,
      "entry": 3,
      "program": 1,
      "evidence": null,
      "note": null,
      "override": null
    },
    {
      "award": "6.10",
      "on": "2015-03-20",
      "activity": "certification",
      "ref": null,
      "points": 50,
      "balance": 75,
      "counts": true,
      "why": null,
      "entry": 6,
      "program": 1,
      "evidence": null,
      "note": null,
      "override": null
    }
  ],
  "path": null,
  "to": null,
  "too_far": false
}
$ mpp tier --explain
! error: missing: PARTNER
! hint: usage: `mpp tier --explain PARTNER`
? 2
"#]]);
    let explained = session.json("tier acme --explain");
    let lines = explained["lines"].as_array().expect("lines");
    let counting = lines.iter().filter(|line| line["counts"] == true);
    let sum: i64 = counting.filter_map(|line| line["points"].as_i64()).sum();
    assert_eq!(explained["points"], sum);
    assert_eq!(explained["path"], serde_json::Value::Null);
    session
        .mpp("tier acme --explain --path --plain")
        .ends(2)
        .says("two tables");
    session
        .mpp("tier acme --explain --path")
        .ok()
        .prints("the shortest way to gold");
}

#[test]
fn the_shortest_path_to_a_tier() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp tier acme --path
Acme Cloud  (acme)
tier         silver
points       75
threshold    silver from 0, reached
threshold    gold from 500, 425 to go
threshold    platinum from 5,000, 4,925 to go

the shortest way to gold: 8 activities, 425 points, on one day and in this order
Activity                 Times  Points each  Given by  In progress
tutorial-video               1           75  hand
provider-of-the-quarter      1           75  hand
business-blog                1           50  hand
tutorial-blog                1           50  hand
cloudwalk-syllabus           1           50  hand
cca-expo                     1           50  hand
brown-bag-training           1           50  hand
press-release                1           25  hand
$ mpp tier acme --path --to silver
Acme Cloud  (acme)
tier         silver
points       75
threshold    silver from 0, reached
threshold    gold from 500, 425 to go
threshold    platinum from 5,000, 4,925 to go

silver is reached
$ mpp tier acme --path --to platinum --format csv
activity,times,points,by,in_progress
tutorial-video,1,75,hand,
provider-of-the-quarter,1,75,hand,
business-blog,1,50,hand,
tutorial-blog,1,50,hand,
cloudwalk-syllabus,1,50,hand,
cca-expo,1,50,hand,
brown-bag-training,1,50,hand,
press-release,1,25,hand,
onboarding-quickstart,1,200,hand,
event-sponsored,1,200,hand,
cca-activation,1,150,hand,
event-supported,1,100,hand,
billing-api,1,100,hand,
battlecard,1,100,hand,
customer-deployment,49,75,hand,
$ mpp tier acme --path --to platnum
! error: --to `platnum`: it is one of silver, gold, platinum
! hint: did you mean `platinum`?
? 2
$ mpp tier acme --to gold
! error: missing: --path
! hint: usage: `mpp tier --path --to TIER PARTNER`
? 2
"#]]);
    Session::with_candidate().shows(str![[r#"
$ mpp tier acme --path
! error: acme is not certified on 2015-06-15: it is a candidate
! hint: `mpp certify acme` shows what certification waits for
? 1
"#]]);
}

#[test]
fn a_tier_may_be_too_far_to_search() {
    let session = Session::with_certified();
    session.write(
        "far.toml",
        mpp::domain::program::EMBEDDED
            .replace("from_points = 5000\n", "from_points = 1000000000\n"),
    );
    session.mpp("program use far.toml --from 2015-06-15").ok();
    session.shows(str![[r#"
$ mpp tier acme --path --to platinum
Acme Cloud  (acme)
tier         silver
points       75
threshold    silver from 0, reached
threshold    gold from 500, 425 to go
threshold    platinum from 1,000,000,000, 999,999,925 to go

platinum is too far to search
$ mpp tier acme --path --to platinum --plain
! platinum is too far to search
"#]]);
    let explained = session.json("tier acme --path --to platinum");
    assert_eq!(explained["path"], serde_json::Value::Null);
    assert_eq!(explained["too_far"], true);
    let near = session.json("tier acme --path");
    assert_eq!(near["too_far"], false);
}

#[test]
fn evidence_and_overrides_are_shown_with_an_award() {
    let session = Session::with_certified();
    session
        .mpp("award-points acme press-release --evidence https://news.example/acme --on 2015-04-01")
        .ok();
    session
        .mpp("award-points acme press-release --override 'a second one was agreed' --on 2015-04-02")
        .ok();
    session.write(
        "awards.csv",
        "partner,activity,ref,on,note\nacme,customer-deployment,D-1,2015-04-03,first customer\n",
    );
    session.mpp("award-points --from awards.csv -q").ok();
    session
        .mpp("award-points acme --reverse 7 --reason 'was withdrawn' --on 2015-04-04")
        .ok();
    session.shows(str![[r#"
$ mpp tier acme --explain
Acme Cloud  (acme)
tier         silver
points       150
threshold    silver from 0, reached
threshold    gold from 500, 350 to go
threshold    platinum from 5,000, 4,850 to go

Day         Award  Activity                 Points  Balance  Counts  Why not           Entry  Rules  Evidence                   Note            Override
2015-02-10  3.12   admission                    25       25  yes                           3      1
2015-03-20  6.10   certification                50       75  yes                           6      1
2015-04-01  7.1    press-release                25       75  no      reversed by 10.1      7      1  https://news.example/acme
2015-04-02  8.1    press-release                25      100  yes                           8      1                                             a second one was agreed
2015-04-03  9.1    customer-deployment D-1      50      150  yes                           9      1                             first customer
2015-04-04  10.1   press-release               -25      150  no      reverses 7.1         10      1                             was withdrawn

lines that count: 4 of 6, 150 points in all

From    Benefit
silver  Eligibility for Professional Services Development
silver  Listing On Lumen Cloud Website
$ mpp tier acme --explain --format csv
on,award,activity,points,balance,counts,why,entry,program,evidence,note,override
2015-02-10,3.12,admission,25,25,yes,,3,1,,,
2015-03-20,6.10,certification,50,75,yes,,6,1,,,
2015-04-01,7.1,press-release,25,75,no,reversed by 10.1,7,1,https://news.example/acme,,
2015-04-02,8.1,press-release,25,100,yes,,8,1,,,a second one was agreed
2015-04-03,9.1,customer-deployment D-1,50,150,yes,,9,1,,first customer,
2015-04-04,10.1,press-release,-25,150,no,reverses 7.1,10,1,,was withdrawn,
$ mpp history acme --last 4 --format csv
fact,on,what,detail,recorded,actor,note,voided_by
7.1,2015-04-01,award,"press-release, +25 points <https://news.example/acme>",[TIME],ann,,
8.1,2015-04-02,award,"press-release, +25 points; limit overridden: a second one was agreed",[TIME],ann,,
9.1,2015-04-03,award,"customer-deployment D-1, +50 points: first customer",[TIME],ann,,
10.1,2015-04-04,reversal,"press-release of award 7.1 reversed, -25 points: was withdrawn",[TIME],ann,,
"#]]);
    let explained = session.json("tier acme --explain");
    let line = &explained["lines"][3];
    assert_eq!(line["override"], "a second one was agreed");
    assert_eq!(
        explained["lines"][2]["evidence"],
        "https://news.example/acme"
    );
    assert_eq!(explained["lines"][4]["note"], "first customer");
    let status = session.json("status acme");
    let awards = status["partners"][0]["awards"].as_array().expect("awards");
    let of = |activity: &str| {
        let mut awards = awards.iter();
        awards
            .find(|award| award["activity"] == activity)
            .expect("an award")
    };
    assert_eq!(
        awards.len(),
        4,
        "what was reversed is not there: {awards:?}"
    );
    assert_eq!(of("press-release")["override"], "a second one was agreed");
    assert_eq!(of("customer-deployment")["note"], "first customer");
    assert_eq!(of("customer-deployment")["ref"], "D-1");
    let then = session.json("status acme --as-of 2015-04-01");
    assert_eq!(
        then["partners"][0]["awards"][2]["evidence"],
        "https://news.example/acme"
    );
}
