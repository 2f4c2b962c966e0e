//! What earns how many points, how often, and what takes them back.

mod reversals;

use super::super::fact::{Award, Dated, Fact, Reversal};
use super::{
    Adopted, FactId, Request, Scene, apply, award, certification, contact, day, decision,
    deployment, end, overriding, reverse, rules_with, team, withdraw,
};
use crate::domain::decide::request::Decision;
use crate::domain::program::{EMBEDDED, Earned, Program};
use crate::domain::rule::allow::allow;
use crate::domain::rule::award::AwardRequest;
use crate::domain::rule::refusal::Why;
use crate::domain::value::id::EntryId;

/// What can be awarded by hand from silver on, with its points; `brown-bag-training` last, for it needs 150.
const SILVER: [(&str, i64); 10] = [
    ("press-release", 25),
    ("business-blog", 50),
    ("tutorial-blog", 50),
    ("tutorial-video", 75),
    ("cloudwalk-syllabus", 50),
    ("release-notes", 25),
    ("view-ezine", 25),
    ("provider-of-the-quarter", 75),
    ("cca-expo", 50),
    ("brown-bag-training", 50),
];

/// What can be awarded by hand from gold on, with its points.
const GOLD: [(&str, i64); 6] = [
    ("onboarding-quickstart", 200),
    ("cca-activation", 150),
    ("event-supported", 100),
    ("event-sponsored", 200),
    ("billing-api", 100),
    ("battlecard", 100),
];

/// A partner certified on a day that holds just these points.
pub(super) fn holding(points: i64, on: &str) -> Scene {
    let adopted = Adopted {
        admitted: on,
        agreed: on,
        certified: on,
        opening: Some((points, on)),
        today: on,
    };
    Scene::unknown().and(on, adopted.request())
}

/// The points that a request would be granted.
fn granted(scene: &Scene, on: &str, request: &Request) -> i64 {
    let facts = scene.decide(on, request).expect("an award");
    facts
        .iter()
        .map(|dated| match &dated.fact {
            Fact::Award(award) => award.points,
            _ => 0,
        })
        .sum()
}

#[test]
fn the_worked_figures_of_the_program_come_out() {
    let mut scene = Scene::certified("2015-02-10");
    assert_eq!(scene.points("2015-02-10"), 75, "newly certified");
    scene.does("2015-02-11", team("success-manager", "Sam"));
    for (activity, points) in SILVER {
        let before = scene.points("2015-02-12");
        scene.award(activity, "2015-02-12");
        assert_eq!(scene.points("2015-02-12") - before, points, "{activity}");
    }
    assert_eq!(scene.points("2015-02-12"), 575);
    assert_eq!(scene.tier("2015-02-12"), "gold");
    for (activity, points) in GOLD {
        let before = scene.points("2015-02-13");
        scene.award(activity, "2015-02-13");
        assert_eq!(scene.points("2015-02-13") - before, points, "{activity}");
    }
    assert_eq!(scene.points("2015-02-13"), 1_425);
    scene.deployments(47, "2015-02-14");
    assert_eq!(
        (scene.points("2015-02-14"), scene.tier("2015-02-14")),
        (4_950, "gold")
    );
    scene.deployments(1, "2015-02-15");
    assert_eq!(
        (scene.points("2015-02-15"), scene.tier("2015-02-15")),
        (5_025, "platinum")
    );
}

#[test]
fn the_sums_of_the_tables_are_those_of_the_guide() {
    let program = Program::parse(EMBEDDED).expect("a program");
    let sum = |silver: bool| -> i64 {
        let activities = program.activities.iter();
        activities
            .filter(|activity| activity.id != "customer-deployment")
            .filter(|activity| (activity.from != Earned::Tier("gold".to_owned())) == silver)
            .map(|activity| activity.points)
            .sum()
    };
    assert_eq!((sum(true), sum(false)), (575, 850));
}

#[test]
fn a_deployment_is_priced_at_the_tier_held_before_it() {
    for (balance, first, second) in [
        (0, 50, 50),
        (449, 50, 50),
        (450, 50, 75),
        (499, 50, 75),
        (500, 75, 75),
        (501, 75, 75),
        (4_924, 75, 75),
        (4_925, 75, 75),
        (4_999, 75, 75),
        (5_000, 75, 75),
    ] {
        let mut scene = holding(balance, "2015-02-10");
        let one = granted(&scene, "2015-02-10", &deployment("D-1"));
        scene.does("2015-02-10", deployment("D-1"));
        let two = granted(&scene, "2015-02-10", &deployment("D-2"));
        assert_eq!((one, two), (first, second), "from {balance}");
    }
}

#[test]
fn gold_activities_are_earned_from_gold_on_and_silver_ones_at_every_tier() {
    for (activity, points) in GOLD {
        let words =
            format!("`{activity}` can be earned from gold on, and acme holds silver on 2015-02-10");
        holding(499, "2015-02-10").expect_refusal("2015-02-10", award(activity), &words);
        for balance in [500, 5_000] {
            let scene = holding(balance, "2015-02-10");
            assert_eq!(granted(&scene, "2015-02-10", &award(activity)), points);
        }
    }
    for (activity, points) in SILVER {
        for balance in [150, 500, 5_000] {
            let scene = holding(balance, "2015-02-10");
            assert_eq!(granted(&scene, "2015-02-10", &award(activity)), points);
        }
    }
}

#[test]
fn before_certification_only_admission_is_earned() {
    let applicant = Scene::applicant("2015-02-10");
    let candidate = Scene::candidate("2015-02-10");
    let by_hand = SILVER
        .iter()
        .chain(&GOLD)
        .map(|(activity, _)| award(activity));
    for request in by_hand.chain([deployment("D-1")]) {
        let Request::Award(AwardRequest { activity, .. }) = &request else {
            continue;
        };
        for (scene, stage) in [(&applicant, "an applicant"), (&candidate, "a candidate")] {
            let words = format!("acme cannot earn `{activity}` on 2015-02-11: it is {stage}");
            scene.expect_refusal("2015-02-11", request.clone(), &words);
            scene.expect_refusal("2015-02-11", overriding(request.clone()), &words);
        }
    }
    assert_eq!(candidate.points("2015-02-10"), 25);
}

#[test]
fn what_a_step_gives_is_not_awarded_by_hand() {
    let scene = Scene::certified("2015-02-10");
    for (activity, step) in [
        ("admission", "admission to the program"),
        ("certification", "certification"),
        ("success-manager", "the assignment of a success manager"),
    ] {
        let words = format!("`{activity}` is not awarded by hand: {step} gives it");
        scene.expect_refusal("2015-03-01", award(activity), &words);
        scene.expect_refusal("2015-03-01", overriding(award(activity)), &words);
    }
    scene.and("2015-03-01", deployment("D-1"));
}

#[test]
fn an_activity_is_earned_once_in_a_participation() {
    let mut scene = Scene::certified("2015-02-10");
    let first = scene.award("press-release", "2015-03-01");
    let words = format!(
        "`press-release` is earned once in a participation, and acme has it: award {first} of 2015-03-01"
    );
    for on in ["2015-02-10", "2015-03-01", "2025-03-01"] {
        scene.expect_refusal(on, award("press-release"), &words);
    }
    let again = scene
        .and("2015-06-01", end())
        .and("2016-01-01", apply("saas"))
        .and("2016-01-02", super::admission())
        .and("2016-01-03", certification())
        .and("2016-01-03", award("press-release"));
    assert_eq!(again.points("2016-01-03"), 100);
    assert_eq!(again.points("2015-12-31"), 100);
}

#[test]
fn the_provider_of_the_quarter_is_awarded_once_in_a_calendar_quarter() {
    let quarter = "provider-of-the-quarter";
    let mut scene = Scene::certified("2014-11-01");
    let first = scene.award(quarter, "2015-03-31");
    let words = format!(
        "`{quarter}` is earned once in a calendar quarter, and acme has it: award {first} of 2015-03-31"
    );
    for on in ["2015-01-01", "2015-03-31"] {
        scene.expect_refusal(on, award(quarter), &words);
    }
    for on in [
        "2014-12-31",
        "2015-04-01",
        "2015-07-01",
        "2015-12-31",
        "2016-01-01",
    ] {
        scene.award(quarter, on);
    }
    let refusal = scene.refuses("2015-10-01", award(quarter));
    assert!(matches!(*refusal.why, Why::LimitUsed { .. }));
    assert_eq!(scene.points("2016-01-01"), 75 + 6 * 75);
}

#[test]
fn a_yearly_activity_is_earned_once_in_a_calendar_year() {
    let expo = "limit = \"once\"\nsteps = [\"planned\"]\n\n# The Guide prices";
    let rules = rules_with(&[(expo, "limit = \"year\"\n\n# The Guide prices")]);
    let mut scene = Scene::under(rules)
        .admitted("2014-11-01")
        .granted("2014-11-01");
    let first = scene.award("cca-expo", "2015-12-31");
    let words = format!(
        "`cca-expo` is earned once in a calendar year, and acme has it: award {first} of 2015-12-31"
    );
    scene.expect_refusal("2015-01-01", award("cca-expo"), &words);
    scene.award("cca-expo", "2016-01-01");
    scene.award("cca-expo", "2014-12-31");
}

#[test]
fn a_deployment_is_earned_once_for_each_reference() {
    let mut scene = Scene::certified("2015-02-10");
    scene.expect_refusal(
        "2015-03-01",
        award("customer-deployment"),
        "`customer-deployment` needs a reference",
    );
    scene.expect_refusal(
        "2015-03-01",
        overriding(award("customer-deployment")),
        "`customer-deployment` needs a reference",
    );
    scene.does("2015-03-01", deployment("D-1"));
    let first = scene.last();
    scene.does("2015-03-01", deployment("D-2"));
    scene.does("2015-03-01", deployment("d-1"));
    let words = format!("the reference `D-1` earned `customer-deployment` already: award {first}");
    for on in ["2015-02-10", "2015-03-01", "2016-03-01"] {
        scene.expect_refusal(on, deployment("D-1"), &words);
        scene.expect_refusal(on, overriding(deployment("D-1")), &words);
    }
    let again = scene
        .and("2015-06-01", end())
        .and("2016-01-01", apply("saas"))
        .and("2016-01-02", super::admission())
        .and("2016-01-03", certification());
    again.expect_refusal("2016-01-03", deployment("D-1"), &words);
    again.and("2016-01-03", deployment("D-3"));
}

#[test]
fn a_reference_belongs_to_one_activity() {
    let scene = Scene::certified("2015-02-10").and("2015-03-01", deployment("D-1"));
    let Request::Award(AwardRequest { reference, .. }) = deployment("D-1") else {
        panic!("an award")
    };
    let other = Request::Award(AwardRequest {
        activity: "press-release".to_owned(),
        reference,
        ..AwardRequest::default()
    });
    scene.and("2015-03-01", other);
}

#[test]
fn brown_bag_training_needs_150_points_before_it() {
    let brown_bag = "brown-bag-training";
    for balance in [0, 149] {
        holding(balance, "2015-02-10").expect_refusal(
            "2015-02-10",
            award(brown_bag),
            &format!(
                "`{brown_bag}` needs a balance of 150 points, and acme has {balance} on 2015-02-10"
            ),
        );
    }
    for balance in [150, 151] {
        let scene = holding(balance, "2015-02-10").and("2015-02-10", award(brown_bag));
        assert_eq!(scene.points("2015-02-10"), balance + 50);
    }
}

#[test]
fn an_override_sets_aside_every_limit_but_the_references() {
    let mut scene = holding(100, "2015-02-10");
    for activity in ["press-release", "provider-of-the-quarter"] {
        scene.award(activity, "2015-02-10");
    }
    let mut scene = holding(0, "2015-02-10");
    for activity in ["press-release", "provider-of-the-quarter"] {
        scene.award(activity, "2015-02-11");
        scene.refuses("2015-02-11", award(activity));
        scene.does("2015-02-11", overriding(award(activity)));
    }
    for activity in ["brown-bag-training", "battlecard"] {
        let mut scene = holding(0, "2015-02-10");
        scene.refuses("2015-02-10", award(activity));
        scene.does("2015-02-10", overriding(award(activity)));
        let Fact::Award(given) = &scene.history.facts().last().expect("a fact").fact else {
            panic!("an award")
        };
        assert_eq!(given.override_reason.as_deref(), Some("the board said so"));
    }
}

#[test]
fn a_back_dated_award_is_judged_on_its_day() {
    let scene = holding(450, "2015-02-10").and("2015-03-01", deployment("D-1"));
    assert_eq!(scene.tier("2015-03-01"), "gold");
    scene.expect_refusal(
        "2015-02-28",
        award("battlecard"),
        "`battlecard` can be earned from gold on, and acme holds silver on 2015-02-28",
    );
    assert_eq!(granted(&scene, "2015-02-28", &deployment("D-2")), 50);
    assert_eq!(granted(&scene, "2015-03-01", &deployment("D-2")), 75);
    scene.expect_refusal(
        "2015-02-09",
        award("press-release"),
        "acme applied on 2015-02-10, after 2015-02-09",
    );
}

#[test]
fn a_back_dated_award_never_changes_the_price_of_later_ones() {
    let mut scene = holding(400, "2015-02-10");
    scene.does("2015-03-10", deployment("D-1"));
    scene.does("2015-03-01", award("cca-expo"));
    scene.does("2015-03-01", award("tutorial-blog"));
    assert_eq!(scene.points("2015-03-09"), 500);
    assert_eq!(scene.points("2015-03-10"), 550, "D-1 keeps its 50");
    assert_eq!(granted(&scene, "2015-03-10", &deployment("D-2")), 75);
}

#[test]
fn the_balance_of_a_day_is_the_sum_up_to_it() {
    let mut scene = Scene::candidate("2015-02-10")
        .and("2015-02-10", contact("support"))
        .and("2015-03-01", certification());
    let release = scene.award("press-release", "2015-04-01");
    scene.does("2015-05-01", reverse(release));
    scene.does("2015-06-01", end());
    for (on, points) in [
        ("2015-02-09", 0),
        ("2015-02-10", 25),
        ("2015-02-28", 25),
        ("2015-03-01", 75),
        ("2015-03-31", 75),
        ("2015-04-01", 100),
        ("2015-04-30", 100),
        ("2015-05-01", 75),
        ("2015-06-01", 75),
        ("2030-01-01", 75),
    ] {
        assert_eq!(scene.points(on), points, "{on}");
    }
}

#[test]
fn a_success_manager_brings_25_points_once() {
    let mut scene = Scene::certified("2015-02-10");
    scene.does("2015-03-01", team("success-manager", "Sam"));
    assert_eq!(
        (scene.points("2015-02-28"), scene.points("2015-03-01")),
        (75, 100)
    );
    scene.expect_nothing("2015-03-01", team("success-manager", "Sam"));
    scene.does("2015-04-01", team("success-manager", "Alex"));
    scene.does("2015-05-01", team("success-manager", ""));
    scene.does("2015-06-01", team("success-manager", "Sam"));
    assert_eq!(scene.points("2015-06-01"), 100);
    scene.does("2015-06-01", team("integrator", "Kim"));
    scene.does("2015-06-01", team("marketplace-rep", "Kim"));
    assert_eq!(scene.points("2015-06-01"), 100);
}

#[test]
fn a_success_manager_assigned_before_certification_brings_points_with_it() {
    let candidate = Scene::candidate("2015-02-10")
        .and("2015-02-10", contact("support"))
        .and("2015-02-20", team("success-manager", "Sam"));
    assert_eq!(candidate.points("2015-02-28"), 25);
    let certified = candidate.clone().and("2015-03-01", certification());
    assert_eq!(
        (
            certified.points("2015-02-28"),
            certified.points("2015-03-01")
        ),
        (25, 100)
    );
    let without = candidate
        .and("2015-02-21", team("success-manager", ""))
        .and("2015-03-01", certification());
    assert_eq!(without.points("2015-03-01"), 75);
}

#[test]
fn a_success_manager_assigned_after_a_certification_that_is_written_down_later_brings_points() {
    let scene = Scene::candidate("2015-02-10")
        .and("2015-02-10", contact("support"))
        .and("2015-03-05", team("success-manager", "Sam"))
        .and("2015-03-01", certification());
    assert_eq!(scene.points("2015-03-05"), 100);
}

#[test]
fn nothing_to_unassign_changes_nothing() {
    Scene::certified("2015-02-10").expect_nothing("2015-03-01", team("success-manager", ""));
}

#[test]
fn an_activity_the_program_does_not_have_is_not_awarded() {
    let scene = Scene::certified("2015-02-10");
    for activity in ["dancing", "opening-balance", "Press-Release", ""] {
        let words = format!("the program has no activity `{activity}`");
        scene.expect_refusal("2015-03-01", award(activity), &words);
    }
}

#[test]
fn points_are_kept_as_they_were_granted() {
    let rules = super::rules_changed_on(
        "2015-06-01",
        &[(
            "points = 25\nfrom = \"silver\"",
            "points = 40\nfrom = \"silver\"",
        )],
    );
    let mut scene = Scene::under(rules)
        .admitted("2015-02-10")
        .granted("2015-02-10");
    let release = scene.award("press-release", "2015-05-31");
    scene.does("2015-06-01", award("view-ezine"));
    assert_eq!(scene.points("2015-05-31"), 100);
    assert_eq!(scene.points("2015-06-01"), 140);
    scene.does("2015-06-02", reverse(release));
    assert_eq!(scene.points("2015-06-02"), 115);
    scene.does("2015-05-30", award("release-notes"));
    assert_eq!(
        scene.points("2015-05-30"),
        100,
        "priced by the rules of its day"
    );
}

#[test]
fn a_company_that_is_no_longer_a_partner_earns_nothing() {
    let scene = Scene::candidate("2015-02-10").and("2015-03-01", super::lapse());
    for request in [award("press-release"), deployment("D-1")] {
        scene.expect_refusal(
            "2015-03-01",
            overriding(request),
            "the participation of acme has ended: lapsed since 2015-03-01",
        );
    }
    let refusal = scene.refuses("2015-03-02", decision(Decision::Grant));
    assert!(matches!(*refusal.why, Why::ParticipationEnded { .. }));
}

#[test]
fn what_was_granted_in_an_earlier_participation_does_not_count_in_a_later_one() {
    let mut scene = Scene::certified("2015-02-10");
    let award = scene.award("press-release", "2015-03-01");
    let scene = scene
        .and("2015-04-01", end())
        .and("2015-05-01", apply("saas"));
    assert_eq!(scene.points("2015-05-01"), 0);
    // Facts of another participation that hold from a day of this one are of the other all the same.
    let strays = [
        Fact::Award(Award {
            participation: 1,
            activity: "press-release".to_owned(),
            points: 25,
            reference: None,
            evidence: None,
            note: None,
            expires_on: None,
            override_reason: None,
        }),
        Fact::Reversal(Reversal {
            award,
            participation: 1,
            activity: "press-release".to_owned(),
            points: -25,
            expires_on: None,
            reason: "wrong".to_owned(),
        }),
    ];
    for stray in strays {
        let mut history = scene.history.clone();
        let on = day("2015-05-02");
        history.record(EntryId(99), 1, [Dated { on, fact: stray }]);
        assert_eq!(history.at(on).points(), 0);
    }
}
