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

#[test]
fn work_on_an_activity_is_recorded_before_its_award() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp award-points acme press-release --planned --due 2015-06-30 --for 'Ann Lee' --on 2015-06-01
acme: press-release planned, due 2015-06-30, for Ann Lee
! recorded entry 7
$ mpp award-points acme press-release --planned --on 2015-06-02
acme: nothing to change
$ mpp award-points acme press-release --step approved
acme: press-release approved
! recorded entry 8
$ mpp award-points acme business-blog --planned
acme: business-blog planned
! recorded entry 9
$ mpp due --within 0
Day         Partner  What                                                                            Command
2015-02-10  acme     to be recorded: portal-access.created-by, mpa.representative, mpa.version       mpp checklist acme --record portal-access.created-by=VALUE
2015-06-15  acme     business-blog has been planned since 2015-06-15                                 mpp award-points acme business-blog --step drafted
2015-06-30  acme     press-release has been approved since 2015-06-15, due in 15 days, with Ann Lee  mpp award-points acme press-release --step issued
$ mpp status acme
Acme Cloud  (acme)
stage        certified since 2015-03-20
tier         silver
points       75 points  425 to gold
credit       $2,000 for 2015-06, $0 used
term         1, from 2015-03-20, anniversary 2016-03-20 (in 279 days), open
standing     good
kind         saas
category     Security
alias        ACME
external id  crm-1
support      developer
checklist    application 7 of 7
checklist    onboarding 5 of 7, open: product-content, publish-request
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 8 of 8
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
checklist    benefits 0 of 1, open: professional-services
checklist    responsibilities 0 of 9, open: co-branded-collateral, use-case, sales-support and 6 more
in progress  business-blog: planned
in progress  press-release: approved, due 2015-06-30, with Ann Lee
people       support: Help Desk <help@acme.example>
next         425 points to gold
$ mpp tier acme --path --plain
tutorial-video	1	75	hand	
provider-of-the-quarter	1	75	hand	
business-blog	1	50	hand	planned
tutorial-blog	1	50	hand	
cloudwalk-syllabus	1	50	hand	
cca-expo	1	50	hand	
brown-bag-training	1	50	hand	
press-release	1	25	hand	approved
$ mpp award-points acme business-blog --drop 'no author'
acme: business-blog dropped: no author
! recorded entry 10
$ mpp award-points acme press-release
acme: press-release, +25 points, 100 in all
! recorded entry 11
$ mpp due --within 0
Day         Partner  What                                                                       Command
2015-02-10  acme     to be recorded: portal-access.created-by, mpa.representative, mpa.version  mpp checklist acme --record portal-access.created-by=VALUE
$ mpp history acme --last 5 --plain
7.1	2015-06-01	progress	press-release planned, due 2015-06-30, for Ann Lee	[TIME]	ann		
8.1	2015-06-15	progress	press-release approved	[TIME]	ann		
9.1	2015-06-15	progress	business-blog planned	[TIME]	ann		
10.1	2015-06-15	progress	business-blog dropped: no author	[TIME]	ann		
11.1	2015-06-15	award	press-release, +25 points	[TIME]	ann		
$ mpp undo 8
entry 8 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp award-points acme press-release --step approved
! recorded entry 12
$ mpp audit
"#]]);
}

#[test]
fn steps_that_make_no_sense_are_refused() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp award-points acme press-release --step printed
! error: `press-release` has no step `printed`; it has planned, drafted, approved, issued
! hint: `mpp program show` lists the activities
? 2
$ mpp award-points acme customer-deployment --planned
! error: the program knows no steps of the work on `customer-deployment`
! hint: `mpp program show` lists the activities
? 2
$ mpp award-points acme press-release --drop 'no news'
! error: acme is not working on `press-release` on 2015-06-15
? 1
$ mpp award-points acme press-release --planned --due 2015-06-14
! error: it would have been due on 2015-06-14, before 2015-06-15
? 2
$ mpp award-points acme press-release --planned --due soon
! error: --due `soon`: a day is written YYYY-MM-DD, such as 2015-03-31
? 2
$ mpp award-points acme press-release --planned --ref R
! error: --planned cannot be used with --ref R
! hint: usage: `mpp award-points --planned PARTNER ACTIVITY`
? 2
$ mpp award-points acme press-release --planned --step drafted
! error: --planned cannot be used with --step STEP
! hint: usage: `mpp award-points --planned PARTNER ACTIVITY`
? 2
$ mpp award-points acme press-release --due 2015-07-01
! error: --due goes with --planned or --step STEP
? 2
$ mpp award-points acme press-release --for 'Ann Lee'
! error: --for goes with --planned or --step STEP
? 2
$ mpp award-points acme --planned
! error: missing: PARTNER ACTIVITY
! hint: `mpp program show` lists the activities
? 2
$ mpp award-points --from awards.csv --planned
! error: --from FILE cannot be used with --planned
! hint: usage: `mpp award-points --from FILE [PARTNER] [ACTIVITY]`
? 2
"#]]);
}

#[test]
fn a_program_may_award_only_what_is_at_its_last_step() {
    let session = Session::with_certified();
    let rules = include_str!("../../examples/program.toml");
    let steps = "steps = [\"planned\", \"drafted\", \"approved\", \"issued\"]\n";
    session.write(
        "strict.toml",
        rules.replace(steps, &format!("{steps}steps_required = true\n")),
    );
    session.write("awards.csv", "partner,activity\nacme,press-release\n");
    session.mpp("program use strict.toml").ok();
    session.shows(str![[r#"
$ mpp award-points acme press-release
! error: `press-release` is awarded once it is issued, and has not been begun on 2015-06-15
! hint: `mpp award-points acme press-release --step issued`
? 1
$ mpp award-points --from awards.csv
! error: 1 row is refused, and nothing was recorded
!   awards.csv:2: activity: `press-release` is awarded once it is issued, and has not been begun on 2015-06-15
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 1 read, 0 recorded, 0 unchanged, 1 refused
? 1
$ mpp award-points acme press-release --step issued
acme: press-release issued
! recorded entry 8
$ mpp award-points --from awards.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver     100  $2,000  2016-03-20
! 1 read, 1 recorded, 0 unchanged, 0 refused
! recorded entry 9
$ mpp audit
"#]]);
}
