//! `mpp tier`: points, tiers, benefits.

use crate::session::Session;
use snapbox::str;

#[test]
fn everyone_or_one_with_its_benefits() {
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
fn a_day_and_an_entry_can_be_asked_for() {
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
