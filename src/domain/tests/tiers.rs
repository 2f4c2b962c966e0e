//! Which tier a balance reaches, and which one is held on a day.

use super::super::program::Program;
use super::points::holding;
use super::{
    Adopted, Scene, certification, contact, deployment, end, reverse, rules_with, withdraw,
};
use crate::domain::program::EMBEDDED;
use crate::domain::rule::tier;

#[test]
fn a_threshold_is_reached_at_exactly_its_number() {
    for (points, expected) in [
        (0, "silver"),
        (75, "silver"),
        (499, "silver"),
        (500, "gold"),
        (501, "gold"),
        (4_999, "gold"),
        (5_000, "platinum"),
        (5_001, "platinum"),
    ] {
        assert_eq!(
            holding(points, "2015-02-10").tier("2015-02-10"),
            expected,
            "{points}"
        );
    }
}

#[test]
fn certification_puts_a_partner_in_the_highest_tier_its_points_reach() {
    for (opening, expected) in [
        (449, "silver"),
        (450, "gold"),
        (4_949, "gold"),
        (4_950, "platinum"),
    ] {
        let adopted = Adopted {
            admitted: "2015-02-10",
            agreed: "",
            certified: "",
            opening: Some((opening, "2015-02-10")),
            today: "2015-02-10",
        };
        let scene = Scene::unknown()
            .and("2015-02-10", adopted.request())
            .and("2015-02-10", contact("support"))
            .and("2015-03-01", certification());
        assert_eq!(scene.points("2015-03-01"), opening + 50);
        assert_eq!(scene.tier("2015-03-01"), expected, "{opening}");
        assert_eq!(scene.tier("2015-02-28"), "none", "candidates hold no tier");
    }
}

#[test]
fn only_certified_partners_hold_a_tier() {
    assert_eq!(Scene::applicant("2015-02-10").tier("2015-03-01"), "none");
    assert_eq!(Scene::candidate("2015-02-10").tier("2015-03-01"), "none");
    for leave in [end(), withdraw()] {
        let scene = holding(500, "2015-02-10").and("2015-03-01", leave);
        assert_eq!(scene.tier("2015-02-28"), "gold");
        assert_eq!(scene.tier("2015-03-01"), "none");
        assert_eq!(scene.points("2015-03-01"), 500);
    }
}

#[test]
fn the_tier_of_a_day_follows_from_the_balance_of_that_day_and_a_fall_takes_effect_at_once() {
    let mut scene = holding(499, "2015-02-10");
    scene.does("2015-03-01", deployment("D-1"));
    let award = scene.last();
    scene.does("2015-04-01", reverse(award));
    for (on, expected) in [
        ("2015-02-28", "silver"),
        ("2015-03-01", "gold"),
        ("2015-03-31", "gold"),
        ("2015-04-01", "silver"),
    ] {
        assert_eq!(scene.tier(on), expected, "{on}");
    }
}

#[test]
fn an_award_taken_back_on_its_own_day_never_lifted_the_tier() {
    let rules = rules_with(&[("downgrade_grace_days = 0", "downgrade_grace_days = 30")]);
    for rules in [rules_with(&[]), rules] {
        let mut scene = holding(499, "2015-02-10");
        scene.rules = rules;
        scene.does("2015-03-01", deployment("D-1"));
        let award = scene.last();
        scene.does("2015-03-01", reverse(award));
        assert_eq!(scene.tier("2015-03-01"), "silver");
        assert_eq!(scene.tier("2015-03-15"), "silver");
    }
}

#[test]
fn a_tier_has_the_benefits_of_the_tiers_below_it() {
    let program = Program::parse(EMBEDDED).expect("a program");
    for (held, expected) in [
        ("silver", vec![("silver", 2)]),
        ("gold", vec![("silver", 2), ("gold", 1)]),
        (
            "platinum",
            vec![("silver", 2), ("gold", 1), ("platinum", 2)],
        ),
    ] {
        let rank = program.tier_rank(held).expect(held);
        let benefits: Vec<_> = tier::benefits(&program, &program.tiers[rank]).collect();
        let counted: Vec<(&str, usize)> = expected
            .iter()
            .map(|(id, _)| {
                (
                    *id,
                    benefits.iter().filter(|(tier, _)| tier.id == *id).count(),
                )
            })
            .collect();
        assert_eq!(counted, expected);
        assert_eq!(
            benefits.len(),
            expected.iter().map(|(_, count)| count).sum::<usize>()
        );
    }
}

#[test]
fn the_next_tier_is_the_one_above() {
    let program = Program::parse(EMBEDDED).expect("a program");
    let next = |held: Option<&str>| {
        let held = held
            .and_then(|id| program.tier_rank(id))
            .map(|rank| &program.tiers[rank]);
        tier::next(&program, held).map(|tier| tier.id.as_str())
    };
    assert_eq!(next(None), Some("silver"));
    assert_eq!(next(Some("silver")), Some("gold"));
    assert_eq!(next(Some("gold")), Some("platinum"));
    assert_eq!(next(Some("platinum")), None);
}
