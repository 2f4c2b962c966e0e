//! `mpp award-points`: one activity, or the reversal of one.

use crate::session::Session;
use snapbox::str;

#[test]
fn an_award_says_what_it_changed() {
    Session::with_certified().shows(str![[r#"
$ mpp award-points acme press-release --evidence https://news.example/acme --on 2015-06-01
acme: press-release, +25 points, 100 in all
! recorded entry 7
$ mpp award-points ACME business-blog --json
{
  "schema": 1,
  "dry_run": false,
  "entry": 8,
  "changes": [
    {
      "partner": "acme",
      "what": "award",
      "on": "2015-06-15",
      "activity": "business-blog",
      "award": "8.1",
      "evidence": null,
      "expires_on": null,
      "note": null,
      "override": null,
      "points": 50,
      "ref": null,
      "before": {
        "stage": "certified",
        "tier": "silver",
        "points": 100
      },
      "after": {
        "stage": "certified",
        "tier": "silver",
        "points": 150
      }
    }
  ]
}
! recorded entry 8
$ mpp history acme --last 2 --plain
7.1	2015-06-01	award	press-release, +25 points <https://news.example/acme>	[TIME]	ann		
8.1	2015-06-15	award	business-blog, +50 points	[TIME]	ann		
"#]]);
}

#[test]
fn the_tier_held_before_decides_the_price() {
    let session = Session::with_certified();
    for n in 1..=8 {
        session
            .mpp(&format!(
                "award-points acme customer-deployment --ref D-{n}"
            ))
            .ok()
            .prints("+50 points");
    }
    // 475 points: the ninth has the price of silver, and leads to gold.
    session.shows(str![[r#"
$ mpp award-points acme customer-deployment --ref D-9
acme: customer-deployment, +50 points, 525 in all, silver → gold, credit $7,000 from 2015-07
! recorded entry 15
$ mpp award-points acme customer-deployment --ref D-10
acme: customer-deployment, +75 points, 600 in all
! recorded entry 16
$ mpp award-points acme battlecard
acme: battlecard, +100 points, 700 in all
! recorded entry 17
$ mpp award-points acme customer-deployment --ref D-9
! error: the reference `D-9` earned `customer-deployment` already: award 15.1
? 1
"#]]);
}

#[test]
fn limits_can_be_overridden_but_not_a_reference() {
    Session::with_certified().shows(str![[r#"
$ mpp award-points acme brown-bag-training
! error: `brown-bag-training` needs a balance of 150 points, and acme has 75 on 2015-06-15
! hint: `mpp tier acme` shows its points
! hint: `mpp award-points acme brown-bag-training --override REASON` overrides the limit; the reason is recorded
? 1
$ mpp award-points acme brown-bag-training --override 'agreed before the rule'
acme: brown-bag-training, +50 points, 125 in all
! recorded entry 7
$ mpp award-points acme brown-bag-training
! error: `brown-bag-training` needs a balance of 150 points, and acme has 125 on 2015-06-15
! hint: `mpp tier acme` shows its points
! hint: `mpp award-points acme brown-bag-training --override REASON` overrides the limit; the reason is recorded
? 1
$ mpp award-points acme billing-api
! error: `billing-api` can be earned from gold on, and acme holds silver on 2015-06-15
! hint: `mpp tier acme` shows its points
! hint: `mpp award-points acme billing-api --override REASON` overrides the limit; the reason is recorded
? 1
$ mpp award-points acme customer-deployment --ref D-1
acme: customer-deployment, +50 points, 175 in all
! recorded entry 8
$ mpp award-points acme customer-deployment --ref D-1 --override 'please'
! error: the reference `D-1` earned `customer-deployment` already: award 8.1
? 1
$ mpp award-points acme customer-deployment --override 'please'
! error: `customer-deployment` needs a reference
! hint: `mpp award-points acme customer-deployment --ref ID` names the deployment or order
? 2
$ mpp award-points acme certification
! error: `certification` is not awarded by hand: certification gives it
? 1
$ mpp award-points acme success-manager
! error: `success-manager` is not awarded by hand: the assignment of a success manager gives it
? 1
$ mpp award-points acme press-relese
! error: the program has no activity `press-relese`
! hint: did you mean `press-release`?
! hint: `mpp program show` lists the activities
? 2
"#]]);
}

#[test]
fn a_reversal_reverses_exactly_one_award_and_frees_its_limit() {
    let session = Session::with_certified();
    session
        .mpp("award-points acme press-release --on 2015-04-01")
        .ok();
    session.shows(str![[r#"
$ mpp award-points acme --reverse 7.1 --reason 'issued by mistake' --on 2015-03-31
! error: award 7.1 is of 2015-04-01; it cannot be reversed from 2015-03-31 on
? 1
$ mpp award-points acme --reverse 7.1 --reason 'issued by mistake'
acme: press-release reversed, -25 points, 75 in all
! recorded entry 8
$ mpp award-points acme --reverse 7.1 --reason 'once more'
! error: award 7.1 was reversed already, by 8.1
? 1
$ mpp award-points acme press-release
acme: press-release, +25 points, 100 in all
! recorded entry 9
$ mpp award-points --reverse 9 --reason 'by its entry alone'
acme: press-release reversed, -25 points, 75 in all
! recorded entry 10
$ mpp award-points acme --reverse 7.1
! error: missing: --reason R
! hint: usage: `mpp award-points --reverse AWARD --reason R PARTNER [ACTIVITY]`
? 2
$ mpp award-points acme --reverse 99.1 --reason 'none'
! error: no award 99.1 of acme
! hint: `mpp history PARTNER` names the awards of a partner
? 1
$ mpp award-points acme --reverse seven --reason 'none'
! error: --reverse `seven`: it is named by entry and place, such as 12.1
? 2
$ mpp tier acme
Acme Cloud  (acme)
tier         silver
points       75 points  425 to gold
credit       $2,000 a month

From    Benefit
silver  Eligibility for Professional Services Development
silver  Listing On Lumen Cloud Website
"#]]);
}

#[test]
fn a_back_dated_award_is_judged_on_its_day() {
    let session = Session::with_certified();
    session
        .mpp("award-points acme press-release --on 2015-03-19")
        .ends(1)
        .says("it is a candidate");
    session
        .mpp("award-points acme press-release --on 2015-01-31")
        .ends(1);
    session
        .mpp("award-points acme press-release --on 2015-03-20")
        .ok()
        .prints("100 in all");
}

#[test]
fn a_quarterly_award_is_earned_once_a_quarter() {
    let session = Session::with_certified();
    for (day, status) in [
        ("2015-03-31", 0),
        ("2015-04-01", 0),
        ("2015-06-15", 1),
        ("2015-03-20", 1),
    ] {
        session
            .mpp(&format!(
                "award-points acme provider-of-the-quarter --on {day}"
            ))
            .ends(status);
    }
}

#[test]
fn a_reversal_is_judged_with_facts_recorded_later_for_earlier_days() {
    let session = Session::with_certified();
    for award in [
        "tutorial-video --on 2015-04-01",
        "brown-bag-training --on 2015-04-10",
        "customer-deployment --ref D-1 --on 2015-03-25",
        "customer-deployment --ref D-2 --on 2015-03-25",
    ] {
        session.mpp(&format!("award-points acme {award}")).ok();
    }
    session.shows(str![[r#"
$ mpp award-points acme --reverse 7.1 --reason 'shown to nobody' --on 2015-04-05
acme: tutorial-video reversed, -75 points, 225 in all
! recorded entry 11
$ mpp award-points acme --reverse 9.1 --reason 'a trial' --on 2015-04-05
! error: what was recorded for a later day would no longer hold: award of 2015-04-10 (entry 8)
!   `brown-bag-training` needs a balance of 150 points, and acme has 125 on 2015-04-10
! hint: `mpp undo 8` undoes entry 8 first, or record this for a day after 2015-04-10
? 1
$ mpp audit
$ mpp undo 7
! error: entry 7 cannot be undone: entry 11 depends on it
!   entry 11: reversal of acme: acme has no award 7.1
! hint: `mpp undo 7 --cascade` undoes both in one entry
? 1
$ mpp undo 11
entry 11 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp award-points acme --reverse 7.1 --reason 'shown to nobody' --on 2015-04-05
! recorded entry 12
$ mpp undo 7
entry 7 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp award-points acme tutorial-video --on 2015-04-01
! recorded entry 13
$ mpp undo 9
entry 9 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp award-points acme customer-deployment --ref D-1 --on 2015-03-25
! recorded entry 14
$ mpp audit
"#]]);
}

#[test]
fn a_limit_and_a_reference_are_free_from_the_day_of_the_reversal_on() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp award-points acme press-release --on 2015-04-01
acme: press-release, +25 points, 100 in all
! recorded entry 7
$ mpp award-points acme customer-deployment --ref D-1 --on 2015-04-01
acme: customer-deployment, +50 points, 150 in all
! recorded entry 8
$ mpp award-points acme --reverse 7.1 --reason 'never issued' --on 2015-05-01
acme: press-release reversed, -25 points, 125 in all
! recorded entry 9
$ mpp award-points acme --reverse 8.1 --reason 'a trial' --on 2015-05-01
acme: customer-deployment reversed, -50 points, 75 in all
! recorded entry 10
$ mpp award-points acme press-release --on 2015-04-30
! error: `press-release` is earned once in a participation, and acme has it: award 7.1 of 2015-04-01, reversed from 2015-05-01 on, and free only from that day
! hint: `mpp tier acme` shows its points
! hint: `mpp award-points acme press-release --override REASON` overrides the limit; the reason is recorded
? 1
$ mpp award-points acme customer-deployment --ref D-1 --on 2015-04-30
! error: the reference `D-1` earned `customer-deployment` already: award 8.1, reversed from 2015-05-01 on, and free only from that day
? 1
$ mpp award-points acme press-release --on 2015-05-01
acme: press-release, +25 points, 100 in all
! recorded entry 11
$ mpp award-points acme customer-deployment --ref D-1 --on 2015-05-01
acme: customer-deployment, +50 points, 150 in all
! recorded entry 12
$ mpp audit
"#]]);
}
