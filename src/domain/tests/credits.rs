//! The integration credit of a month.

use super::points::holding;
use super::{
    Request, Scene, certification, contact, day, deployment, end, extend, lapse, month, reverse,
    standing_lost, standing_regained, use_credit, waived, withdraw,
};
use crate::domain::rule::credit;

#[test]
fn a_month_has_the_credit_of_the_stage_and_tier_in_full() {
    let candidate = Scene::candidate("2015-02-10").agreed("2015-02-10");
    let found = candidate.credit_as_of("2015-03", "2015-03-31");
    assert_eq!(
        (found.basis.as_deref(), found.granted_cents),
        (Some("candidate"), 200_000)
    );
    for (points, tier, cents) in [
        (0, "silver", 200_000),
        (499, "silver", 200_000),
        (500, "gold", 700_000),
        (4_999, "gold", 700_000),
        (5_000, "platinum", 1_500_000),
    ] {
        let found = holding(points, "2015-02-10").credit_as_of("2015-03", "2015-03-01");
        assert_eq!(
            (found.basis.as_deref(), found.granted_cents),
            (Some(tier), cents)
        );
    }
}

#[test]
fn the_first_entitled_day_of_a_month_decides() {
    let mut scene = holding(499, "2015-02-10");
    scene.does("2015-04-02", deployment("D-1"));
    let award = scene.last();
    scene.does("2015-06-01", reverse(award));
    for (of, expected) in [
        ("2015-01", 0),
        ("2015-02", 2_000),
        ("2015-03", 2_000),
        ("2015-04", 2_000),
        ("2015-05", 7_000),
        ("2015-06", 2_000),
    ] {
        assert_eq!(scene.credit(of), expected, "{of}");
    }
    let mut first = holding(499, "2015-02-10");
    first.does("2015-04-01", deployment("D-1"));
    assert_eq!(first.credit("2015-04"), 7_000, "reached on the 1st");
}

#[test]
fn nothing_is_divided_where_entitlement_begins_or_ends_within_a_month() {
    let candidate = Scene::candidate("2015-02-28").agreed("2015-02-28");
    assert_eq!(candidate.credit("2015-02"), 2_000, "one day is enough");
    let scene = candidate.and("2015-03-01", lapse());
    assert_eq!(scene.credit("2015-02"), 2_000);
    assert_eq!(scene.credit("2015-03"), 0, "lapsed on the 1st");
    for leave in [end(), withdraw()] {
        let scene = holding(0, "2015-02-10").and("2015-03-02", leave);
        assert_eq!(scene.credit("2015-03"), 2_000);
        assert_eq!(scene.credit("2015-04"), 0);
    }
}

#[test]
fn the_month_of_certification_has_what_its_first_entitled_day_gave() {
    let scene = Scene::candidate("2015-02-10")
        .agreed("2015-02-10")
        .and("2015-02-10", contact("support"))
        .and("2015-03-15", certification());
    let basis = |of: &str| scene.credit_as_of(of, "9000-12-31").basis;
    assert_eq!(basis("2015-03").as_deref(), Some("candidate"));
    assert_eq!(basis("2015-04").as_deref(), Some("silver"));
}

#[test]
fn there_is_no_credit_without_the_agreement() {
    let scene = Scene::certified("2015-02-10");
    assert_eq!(scene.credit("2015-03"), 0);
    let agreed = scene.clone().agreed("2015-03-31");
    assert_eq!(agreed.credit("2015-02"), 0);
    assert_eq!(
        agreed.credit("2015-03"),
        2_000,
        "from the first day it is accepted"
    );
    let waivers = super::verdicts(vec![waived("mpa")], None);
    assert_eq!(scene.and("2015-03-31", waivers).credit("2015-03"), 2_000);
    let applicant = Scene::applicant("2015-02-10")
        .and("2015-02-10", super::edit(super::profile("", "", "ACME")))
        .agreed("2015-02-10");
    assert_eq!(applicant.credit("2015-03"), 0, "an applicant has none");
}

#[test]
fn good_standing_lost_within_a_month_ends_the_credit_with_the_next() {
    let scene = holding(0, "2015-02-10")
        .and("2015-04-02", standing_lost())
        .and("2015-06-30", standing_regained())
        .and("2015-09-01", standing_lost())
        .and("2015-09-02", standing_regained())
        .and("2015-10-01", standing_lost());
    for (of, expected) in [
        ("2015-03", 2_000),
        ("2015-04", 2_000),
        ("2015-05", 0),
        ("2015-06", 2_000),
        ("2015-07", 2_000),
        ("2015-09", 2_000),
        ("2015-10", 0),
        ("2015-11", 0),
    ] {
        assert_eq!(scene.credit(of), expected, "{of}");
    }
}

#[test]
fn the_tier_on_the_day_good_standing_comes_back_decides() {
    let mut scene = holding(499, "2015-02-10").and("2015-03-15", standing_lost());
    scene.does("2015-04-10", deployment("D-1"));
    scene.does("2015-04-20", standing_regained());
    let award = scene.award_of("customer-deployment");
    scene.does("2015-04-25", reverse(award));
    assert_eq!(scene.credit("2015-04"), 7_000);
    assert_eq!(scene.credit("2015-05"), 2_000);
}

#[test]
fn a_candidate_has_credit_inside_its_window_only() {
    for (admitted, last_month, next) in [
        ("2015-02-10", "2015-05", "2015-06"),
        ("2015-01-31", "2015-04", "2015-05"),
        ("2015-03-01", "2015-06", "2015-07"),
        ("2015-11-30", "2016-02", "2016-03"),
    ] {
        let scene = Scene::candidate(admitted).agreed(admitted);
        assert_eq!(scene.credit(last_month), 2_000, "{admitted}: {last_month}");
        assert_eq!(scene.credit(next), 0, "{admitted}: {next}");
    }
}

#[test]
fn an_extension_entitles_from_the_day_it_is_recorded_and_the_days_between_do_not() {
    let scene = Scene::candidate("2015-02-10")
        .agreed("2015-02-10")
        .and("2015-07-15", extend("2015-08-01"));
    for (of, expected) in [
        ("2015-05", 2_000),
        ("2015-06", 0),
        ("2015-07", 2_000),
        ("2015-08", 2_000),
        ("2015-09", 0),
    ] {
        assert_eq!(scene.credit(of), expected, "{of}");
    }
    let entitled = |on: &str| credit::entitlement(&scene.rules, &scene.at(on)).is_some();
    for (on, expected) in [
        ("2015-05-10", true),
        ("2015-05-11", false),
        ("2015-07-14", false),
        ("2015-07-15", true),
        ("2015-08-01", true),
        ("2015-08-02", false),
    ] {
        assert_eq!(entitled(on), expected, "{on}");
    }
    let in_time = Scene::candidate("2015-02-10")
        .agreed("2015-02-10")
        .and("2015-05-10", extend("2015-07-31"));
    assert_eq!(in_time.credit("2015-06"), 2_000);
    assert_eq!(in_time.credit("2015-07"), 2_000);
    assert_eq!(in_time.credit("2015-08"), 0);
}

#[test]
fn usage_is_recorded_by_month_and_shown_as_overage_never_refused() {
    let mut scene = holding(0, "2015-02-10");
    scene.does("2015-04-01", use_credit("2015-03", 200_001, false));
    scene.does("2015-04-01", use_credit("2015-02", 200_000, false));
    scene.does("2015-04-01", use_credit("2014-12", 5, false));
    for (of, granted, used, overage) in [
        ("2015-03", 200_000, 200_001, 1),
        ("2015-02", 200_000, 200_000, 0),
        ("2015-04", 200_000, 0, 0),
        ("2014-12", 0, 5, 5),
    ] {
        let found = scene.credit_as_of(of, "2015-04-30");
        assert_eq!(
            (found.granted_cents, found.used_cents, found.overage_cents()),
            (granted, used, overage),
            "{of}"
        );
    }
}

#[test]
fn another_figure_for_a_month_replaces_the_first_only_where_it_is_meant_to() {
    let mut scene = holding(0, "2015-02-10");
    scene.does("2015-04-01", use_credit("2015-03", 150_007, false));
    scene.expect_nothing("2015-04-02", use_credit("2015-03", 150_007, false));
    scene.expect_nothing("2015-04-02", use_credit("2015-03", 150_007, true));
    scene.expect_refusal(
        "2015-04-02",
        use_credit("2015-03", 1, false),
        "the credit acme used in 2015-03 is on record with another figure: 1500.07 USD",
    );
    scene.does("2015-04-02", use_credit("2015-03", 1, true));
    assert_eq!(scene.credit_as_of("2015-03", "2015-04-02").used_cents, 1);
    assert_eq!(
        scene.credit_as_of("2015-03", "2015-04-01").used_cents,
        150_007
    );
}

#[test]
fn a_figure_that_replaces_another_counts_whatever_its_day() {
    let mut scene = holding(0, "2015-02-10");
    scene.does("2015-04-10", use_credit("2015-03", 500, false));
    scene.does("2015-04-05", use_credit("2015-03", 600, true));
    assert_eq!(scene.credit_as_of("2015-03", "2015-04-30").used_cents, 600);
}

#[test]
fn nothing_is_known_of_a_month_that_has_not_begun() {
    let scene = holding(0, "2015-02-10");
    assert_eq!(scene.credit_as_of("2015-03", "2015-02-28").granted_cents, 0);
    assert_eq!(
        scene.credit_as_of("2015-03", "2015-03-01").granted_cents,
        200_000
    );
    let agreed_late = Scene::certified("2015-02-10").agreed("2015-03-20");
    assert_eq!(
        agreed_late
            .credit_as_of("2015-03", "2015-03-19")
            .granted_cents,
        0
    );
    assert_eq!(
        agreed_late
            .credit_as_of("2015-03", "2015-03-20")
            .granted_cents,
        200_000
    );
}

#[test]
fn a_span_has_one_line_for_each_month() {
    let scene = holding(0, "2015-11-30");
    let lines = credit::months(
        &scene.rules,
        &scene.history,
        month("2015-11"),
        month("2016-02"),
        day("2016-02-29"),
    );
    let found: Vec<(String, i64)> = lines
        .iter()
        .map(|line| (line.month.to_string(), line.granted_cents / 100))
        .collect();
    let expected = ["2015-11", "2015-12", "2016-01", "2016-02"].map(|of| (of.to_owned(), 2_000));
    assert_eq!(found, expected);
    assert_eq!(credit::first_month(&scene.history), Some(month("2015-11")));
    assert_eq!(credit::first_month(&Scene::unknown().history), None);
}

#[test]
fn renewal_changes_nothing_about_the_credit() {
    let scene = holding(500, "2015-02-10").and("2016-02-10", Request::Renew);
    assert_eq!(scene.credit("2016-02"), 7_000);
    assert_eq!(scene.credit("2016-03"), 7_000);
}
