//! What the portal reports: deployments with what they earn, revenue with what of it is paid.

use super::*;
use crate::domain::decide::request::{Deploy, Earn};
use crate::domain::rule::deployment::{DeploymentReport, Earnings};
use crate::domain::rule::revenue::{Share, ShareFrom, share};
use Outcome::{Failure, Success};

/// What deployments earn, in the order of their days.
fn awards<'d>(
    rules: &Rules,
    history: &History,
    deployments: impl IntoIterator<Item = (Day, &'d str)>,
) -> Vec<Dated> {
    let mut earnings = Earnings::of(rules, history);
    let deployments = deployments.into_iter();
    deployments
        .filter_map(|(on, reference)| earnings.award(on, reference))
        .collect()
}

fn points_of(facts: &[Dated]) -> Vec<i64> {
    let points = facts.iter().filter_map(|dated| match &dated.fact {
        Fact::Award(award) => Some(award.points),
        Fact::Reversal(reversal) => Some(reversal.points),
        _ => None,
    });
    points.collect()
}

/// A partner certified on 2015-02-10, with 75 points and a product.
fn with_product() -> Scene {
    Scene::certified("2015-02-10").and("2015-03-01", add_product("shield", "Shield", &[]))
}

#[test]
fn a_successful_deployment_earns_points_and_nothing_else_does() {
    let mut scene = with_product();
    let test = Deployment {
        test: true,
        ..reported("D-2", Success)
    };
    let with_error = Deployment {
        error: Some("slow disk".to_owned()),
        ..reported("D-4", Success)
    };
    for (deployment, points) in [
        (reported("D-1", Success), vec![50]),
        (test, vec![]),
        (reported("D-3", Failure), vec![]),
        (with_error, vec![50]),
    ] {
        let facts = scene.does("2015-04-01", deploy(deployment, false));
        assert_eq!(points_of(&facts), points);
    }
    assert_eq!(scene.points("2015-04-01"), 175);
}

#[test]
fn a_deployment_is_priced_at_the_tier_that_those_before_it_brought_about() {
    let scene = with_product();
    // 75 + 8 × 50 = 475: the ninth still costs silver's price and reaches 525, gold.
    let references: Vec<String> = (0..12).map(|n| format!("D-{n}")).collect();
    let deployments = references
        .iter()
        .map(|reference| (day("2015-04-01"), reference.as_str()));
    let given = awards(&scene.rules, &scene.history, deployments);
    assert_eq!(
        points_of(&given),
        [50, 50, 50, 50, 50, 50, 50, 50, 50, 75, 75, 75]
    );
}

#[test]
fn a_threshold_is_reached_at_exactly_its_number() {
    // An opening balance decides where the first deployment finds the partner.
    for (opening, points) in [
        (449, [50, 50, 75]),
        (450, [50, 75, 75]),
        (499, [50, 75, 75]),
        (500, [75, 75, 75]),
    ] {
        let adopted = Adopted {
            admitted: "2014-01-02",
            agreed: "",
            certified: "2014-01-03",
            opening: Some((opening, "2014-12-31")),
            today: "2015-01-01",
        };
        let scene = Scene::unknown()
            .and("2014-01-01", adopted.request())
            .and("2015-01-01", add_product("shield", "Shield", &[]));
        let deployments = ["a", "b", "c"].map(|reference| (day("2015-01-02"), reference));
        let given = awards(&scene.rules, &scene.history, deployments);
        assert_eq!(points_of(&given), points, "{opening}");
    }
}

#[test]
fn many_at_once_are_what_one_after_the_other_are() {
    let mut one_by_one = with_product();
    one_by_one.award("press-release", "2015-03-20");
    one_by_one.does("2015-03-25", deployment("D-3"));
    let at_once = one_by_one.clone();
    let days = [
        "2015-03-10",
        "2015-03-10",
        "2015-03-20",
        "2015-03-26",
        "2015-04-01",
    ];
    let references: Vec<(Day, String)> = (0..15)
        .map(|n| (day(days[n / 3]), format!("D-{n}")))
        .collect();
    let deployments = references
        .iter()
        .map(|(on, reference)| (*on, reference.as_str()));
    let given = awards(&at_once.rules, &at_once.history, deployments);
    let mut singly = Vec::new();
    for (on, reference) in &references {
        let facts = one_by_one.does(&on.to_string(), deploy(reported(reference, Success), false));
        singly.extend(
            facts
                .into_iter()
                .filter(|dated| matches!(dated.fact, Fact::Award(_))),
        );
    }
    assert_eq!(given, singly);
}

#[test]
fn a_reference_earns_once_by_hand_or_by_report() {
    let mut scene = with_product();
    scene.does("2015-04-01", deployment("D-1"));
    let facts = scene.does("2015-04-02", deploy(reported("D-1", Success), false));
    assert_eq!(points_of(&facts), [0; 0]);
    scene.does("2015-04-02", deploy(reported("D-2", Success), false));
    let refusal = scene.refuses("2015-04-03", deployment("D-2"));
    assert!(matches!(*refusal.why, Why::ReferenceUsed { .. }));
    scene.expect_nothing("2015-04-02", deploy(reported("D-2", Success), false));
    assert_eq!(scene.points("2015-04-03"), 175);
}

#[test]
fn before_certification_and_after_the_end_it_is_recorded_without_points() {
    let mut scene =
        Scene::candidate("2015-02-10").and("2015-03-01", add_product("shield", "Shield", &[]));
    let facts = scene.does("2015-03-02", deploy(reported("D-1", Success), false));
    assert_eq!((facts.len(), points_of(&facts)), (1, vec![]));
    let mut scene = scene.granted("2015-03-10").and("2015-04-01", end());
    let facts = scene.does("2015-04-02", deploy(reported("D-2", Success), false));
    assert_eq!((facts.len(), points_of(&facts)), (1, vec![]));
    // Recorded, not judged: a report may be older than what is known of the partner and its product.
    let facts = scene.does("2014-01-01", deploy(reported("D-3", Success), false));
    assert_eq!((facts.len(), points_of(&facts)), (1, vec![]));
    let facts = scene.does("2015-03-31", deploy(reported("D-4", Success), false));
    assert_eq!(points_of(&facts), [50]);
}

#[test]
fn only_the_product_must_exist() {
    let scene = with_product();
    let unknown = Deployment {
        product: "sword".to_owned(),
        ..reported("D-1", Success)
    };
    scene.expect_refusal(
        "2015-04-01",
        deploy(unknown, false),
        "acme has no product `sword`",
    );
    let revenue = match earn("2015-03", "", 100, false) {
        Request::Earn(Earn {
            revenue,
            on_duplicate,
        }) => Request::Earn(Earn {
            revenue: Revenue {
                product: "sword".to_owned(),
                ..revenue
            },
            on_duplicate,
        }),
        other => other,
    };
    scene.expect_refusal("2015-04-01", revenue, "acme has no product `sword`");
}

#[test]
fn a_correction_takes_the_place_of_a_report_and_the_points_follow() {
    let mut scene = with_product();
    scene.does("2015-04-01", deploy(reported("D-1", Success), false));
    let corrected = reported("D-1", Failure);
    let refusal = scene.refuses("2015-04-01", deploy(corrected.clone(), false));
    assert_eq!(
        refusal.to_string(),
        "the deployment `D-1` of acme is on record with other content (outcome)"
    );
    let facts = scene.does("2015-04-01", deploy(corrected.clone(), true));
    assert_eq!(points_of(&facts), [-50]);
    assert_eq!(
        (scene.points("2017-12-31"), scene.points("2018-01-01")),
        (125, 75)
    );
    scene.expect_nothing("2015-04-01", deploy(corrected, true));
    // Corrected back, it earns again from the day of that: no day before it changes.
    let facts = scene.does("2015-04-01", deploy(reported("D-1", Success), true));
    assert_eq!(points_of(&facts), [50]);
    assert_eq!(
        (scene.points("2017-12-31"), scene.points("2018-01-01")),
        (125, 125)
    );
    // An award by hand is not reversed by the report.
    scene.does("2015-05-01", deploy(reported("D-9", Failure), false));
    scene.does("2015-05-02", deployment("D-9"));
    let with_error = Deployment {
        error: Some("timeout".to_owned()),
        ..reported("D-9", Failure)
    };
    let facts = scene.does("2015-05-01", deploy(with_error, true));
    assert_eq!(points_of(&facts), [0; 0]);
}

#[test]
fn a_correction_that_is_corrected_changes_no_day_before_it() {
    let mut scene = with_product();
    let corrected = |outcome, today| match deploy(reported("D-1", outcome), true) {
        Request::Deploy(Deploy {
            deployment,
            on_duplicate,
            ..
        }) => Request::Deploy(Deploy {
            deployment,
            on_duplicate,
            today: day(today),
        }),
        other => other,
    };
    let mut points = vec![("2015-03-31", 75), ("2015-04-01", 125)];
    for (outcome, today, after) in [
        (Success, "2015-04-02", 125),
        (Failure, "2015-08-01", 75),
        (Success, "2015-09-20", 125),
        (Failure, "2015-09-20", 75),
        (Success, "2015-09-20", 125),
        (Failure, "2016-01-01", 75),
        (Success, "2016-03-01", 125),
    ] {
        scene.does("2015-04-01", corrected(outcome, today));
        points.retain(|(on, _)| *on < today || *on == "2015-04-01");
        points.push((today, after));
        for (on, points) in &points {
            assert_eq!(scene.points(on), *points, "{on} after {today}");
        }
    }
    // Once an award made by hand is reversed, a later report of its deployment earns points from the report's own day.
    let mut by_hand = with_product();
    by_hand.does("2015-04-01", deployment("D-1"));
    let award = by_hand.last();
    by_hand.does("2015-05-01", reverse(award));
    let facts = by_hand.does("2015-04-01", corrected(Success, "2015-06-01"));
    let earned = facts.last().expect("an award");
    assert_eq!(earned.on, day("2015-06-01"));
    // A reversal of a later day than the correction frees the reference only then.
    let mut ahead = with_product();
    ahead.does("2015-04-01", deployment("D-1"));
    let award = ahead.last();
    ahead.does("2015-07-01", reverse(award));
    let facts = ahead.does("2015-04-01", corrected(Success, "2015-06-01"));
    assert_eq!(facts.last().expect("an award").on, day("2015-07-01"));
}

#[test]
fn another_program_may_give_nothing_or_expire() {
    let none = rules_with(&[("given_by = \"deployment\"\nby_hand = true\n", "")]);
    let scene = Scene::under(none)
        .admitted("2015-02-10")
        .granted("2015-02-10")
        .and("2015-03-01", add_product("shield", "Shield", &[]));
    let facts = scene
        .clone()
        .does("2015-04-01", deploy(reported("D-1", Success), false));
    assert_eq!(points_of(&facts), [0; 0]);
    // Two months of validity: a deployment after that is priced as if the first ones had not been.
    let expiring = rules_with(&[(
        "given_by = \"deployment\"\nby_hand = true\n",
        "given_by = \"deployment\"\nby_hand = true\nvalid_months = 2\n",
    )]);
    let scene = Scene::under(expiring)
        .admitted("2015-02-10")
        .granted("2015-02-10")
        .and("2015-03-01", add_product("shield", "Shield", &[]));
    let mut deployments: Vec<(Day, String)> = (0..9)
        .map(|n| (day("2015-04-01"), format!("D-{n}")))
        .collect();
    deployments.push((day("2015-05-31"), "D-x".to_owned()));
    deployments.push((day("2015-06-01"), "D-y".to_owned()));
    let given = awards(
        &scene.rules,
        &scene.history,
        deployments
            .iter()
            .map(|(on, reference)| (*on, reference.as_str())),
    );
    assert_eq!(points_of(&given)[8..], [50, 75, 50]);
}

#[test]
fn grace_keeps_the_price_of_the_tier_that_was_left() {
    let grace = rules_with(&[
        ("downgrade_grace_days = 0", "downgrade_grace_days = 10"),
        (
            "given_by = \"deployment\"\nby_hand = true\n",
            "given_by = \"deployment\"\nby_hand = true\nvalid_months = 1\n",
        ),
    ]);
    let scene = Scene::under(grace)
        .admitted("2015-02-10")
        .granted("2015-02-10")
        .and("2015-03-01", add_product("shield", "Shield", &[]));
    let mut deployments: Vec<(Day, String)> = (0..9)
        .map(|n| (day("2015-04-01"), format!("D-{n}")))
        .collect();
    deployments.push((day("2015-05-10"), "D-x".to_owned()));
    deployments.push((day("2015-05-11"), "D-y".to_owned()));
    let given = awards(
        &scene.rules,
        &scene.history,
        deployments
            .iter()
            .map(|(on, reference)| (*on, reference.as_str())),
    );
    assert_eq!(points_of(&given)[8..], [50, 75, 50]);
}

#[test]
fn revenue_is_a_figure_for_product_month_and_sku() {
    let mut scene = with_product();
    scene.does("2015-03-31", earn("2015-03", "", 10_000, false));
    scene.does("2015-03-31", earn("2015-03", "pro", 500, false));
    scene.expect_nothing("2015-03-31", earn("2015-03", "", 10_000, false));
    scene.expect_refusal(
        "2015-03-31",
        earn("2015-03", "", 9_000, false),
        "the revenue of shield in 2015-03 is on record with other content (amount)",
    );
    scene.does("2015-03-31", earn("2015-03", "", 9_000, true));
}

#[test]
fn the_share_is_that_of_the_month_s_last_day() {
    let with_share = |share| Profile {
        share_bp: Some(share),
        ..Profile::default()
    };
    let scene = with_product()
        .and("2015-04-30", edit(with_share(7_000)))
        .and("2015-06-01", edit(with_share(6_500)));
    let of = |month_: &str, as_of: &str| {
        let share = share(&scene.rules, &scene.history, month(month_), day(as_of));
        share.map(|share| (share.basis_points, share.from))
    };
    let own = |basis_points| Some((basis_points, ShareFrom::Partner));
    assert_eq!(of("2015-03", "2015-12-31"), None);
    assert_eq!(of("2015-04", "2015-12-31"), own(7_000));
    assert_eq!(of("2015-05", "2015-12-31"), own(7_000));
    assert_eq!(of("2015-06", "2015-12-31"), own(6_500));
    assert_eq!(of("2015-04", "2015-04-29"), None);
    let default = rules_with(&[(
        "# default_share_percent = \"70\"",
        "default_share_percent = \"70\"",
    )]);
    let of_program = share(
        &default,
        &scene.history,
        month("2015-03"),
        day("2015-12-31"),
    );
    assert_eq!(
        of_program,
        Some(Share {
            basis_points: 7_000,
            from: ShareFrom::Program
        })
    );
}

#[test]
fn a_success_that_stays_one_keeps_its_award_and_its_reversal() {
    let mut scene = with_product();
    scene.does("2015-04-01", deploy(reported("D-1", Success), false));
    let for_bolt = Deployment {
        customer: Some("Bolt".to_owned()),
        ..reported("D-1", Success)
    };
    let facts = scene.does("2015-04-01", deploy(for_bolt, true));
    assert_eq!((facts.len(), points_of(&facts)), (1, vec![]));
    scene.does("2015-04-02", reverse(scene.award_of("customer-deployment")));
    let facts = scene.does("2015-04-01", deploy(reported("D-1", Success), true));
    assert_eq!((facts.len(), points_of(&facts)), (1, vec![]));
    assert_eq!(scene.points("2015-04-02"), 75);
}

#[test]
fn what_was_earned_in_a_participation_that_ended_stays() {
    let mut scene = with_product();
    scene.does("2015-04-01", deploy(reported("D-1", Success), false));
    let mut scene = scene.and("2015-05-01", end()).admitted("2015-06-01");
    let facts = scene.does("2015-04-01", deploy(reported("D-1", Failure), true));
    assert_eq!((facts.len(), points_of(&facts)), (1, vec![]));
    assert_eq!(
        (scene.points("2015-04-30"), scene.points("2018-01-01")),
        (125, 25)
    );
}

#[test]
fn a_certification_written_down_late_earns_for_what_was_deployed_since() {
    let mut scene = Scene::candidate("2015-02-10").and("2015-03-01", contact("support"));
    scene.near.deployed = vec![
        (day("2015-03-09"), "D-1".to_owned()),
        (day("2015-03-10"), "D-2".to_owned()),
        (day("2015-04-01"), "D-3".to_owned()),
    ];
    let facts = scene.does("2015-03-10", certification());
    assert_eq!(points_of(&facts), [50, 50, 50]);
    assert_eq!(
        (scene.points("2015-03-10"), scene.points("2015-04-01")),
        (125, 175)
    );
}

#[test]
fn a_success_moved_to_a_day_on_which_it_earns_does_so_once() {
    let mut scene = with_product();
    scene.does("2015-02-09", deploy(reported("D-1", Success), false));
    let facts = scene.does("2015-03-01", deploy(reported("D-1", Success), true));
    assert_eq!(points_of(&facts), [50]);
    let facts = scene.does("2015-04-01", deploy(reported("D-1", Success), true));
    assert_eq!(points_of(&facts), [0; 0]);
}

#[test]
fn a_figure_is_news_where_something_that_is_said_differs() {
    let known = with_product().and("2015-06-01", earn("2015-05", "", 100, false));
    let reported_as = |cents, subscriptions, note: Option<&str>| {
        Request::Earn(Earn {
            revenue: Revenue {
                product: "shield".to_owned(),
                month: month("2015-05"),
                sku: String::new(),
                subscriptions,
                cents,
                note: note.map(str::to_owned),
            },
            on_duplicate: OnDuplicate::Update,
        })
    };
    known.expect_nothing("2015-06-02", reported_as(100, None, None));
    for (cents, subscriptions, note) in [
        (101, None, None),
        (100, Some(3), None),
        (100, None, Some("late")),
    ] {
        let news = known.decide("2015-06-02", &reported_as(cents, subscriptions, note));
        assert_eq!(
            news.map(|facts| facts.len()),
            Ok(1),
            "{cents} {subscriptions:?} {note:?}"
        );
    }
    let corrected = known.and("2015-06-02", reported_as(100, Some(3), Some("late")));
    corrected.expect_nothing("2015-06-03", reported_as(100, None, None));
    corrected.expect_nothing("2015-06-03", reported_as(100, Some(3), Some("late")));
    for (subscriptions, note) in [(Some(4), Some("late")), (Some(3), Some("later"))] {
        let news = corrected.decide("2015-06-03", &reported_as(100, subscriptions, note));
        assert_eq!(
            news.map(|facts| facts.len()),
            Ok(1),
            "{subscriptions:?} {note:?}"
        );
    }
}

#[test]
fn a_report_says_nothing_of_what_it_leaves_out() {
    let known = Deployment {
        customer: Some("Corn".to_owned()),
        error: Some("disk is full".to_owned()),
        test: true,
        ..reported("D-1", Failure)
    };
    let of =
        |report: DeploymentReport, known| report.of("shield".to_owned(), "D-1".to_owned(), known);
    assert_eq!(of(DeploymentReport::default(), Some(&known)), known);
    assert_eq!(
        of(DeploymentReport::default(), None),
        reported("D-1", Success)
    );
    let with = |outcome, error: Option<&str>| DeploymentReport {
        outcome,
        error: error.map(str::to_owned),
        ..DeploymentReport::default()
    };
    for (report, outcome, error) in [
        (with(None, Some("slow")), Failure, Some("slow")),
        (with(Some(Failure), None), Failure, Some("disk is full")),
        (with(Some(Success), None), Success, None),
        (with(Some(Success), Some("slow")), Success, Some("slow")),
    ] {
        let corrected = of(report, Some(&known));
        assert_eq!(
            (corrected.outcome, corrected.error.as_deref()),
            (outcome, error)
        );
        assert_eq!(
            (corrected.customer.as_deref(), corrected.test),
            (Some("Corn"), true)
        );
    }
}
