//! The fewest activities to a tier, held against trying them all.

use super::super::program::{Activity, Earned, GivenBy, Limit, Tier};
use super::super::rules::Rules;
use super::super::way::{Step, Way, way};
use super::{Program, Request, Scene, award, day, program_with, rules_with, standing_lost, team};
use proptest::prelude::*;

const TODAY: &str = "2015-06-01";

fn tier<'r>(rules: &'r Rules, id: &str) -> &'r Tier {
    let program = rules.on(day(TODAY));
    let found = program.tiers.iter().find(|tier| tier.id == id);
    found.expect("a tier")
}

fn told(steps: &[Step<'_>]) -> Vec<(String, i64)> {
    let told = steps
        .iter()
        .map(|step| (step.activity.id.clone(), step.points));
    told.collect()
}

fn way_of(scene: &Scene, to: &str) -> Option<Vec<(String, i64)>> {
    let way = way(
        &scene.rules,
        &scene.history,
        day(TODAY),
        tier(&scene.rules, to),
    );
    match way.expect("it is certified") {
        Way::Steps(steps) => Some(told(&steps)),
        Way::None => None,
        Way::TooFar => panic!("it is not that far"),
    }
}

/// The request for a step, with a reference of its own where one is needed.
fn request(activity: &str, each: bool, n: usize) -> Request {
    Request::Award {
        activity: activity.to_owned(),
        reference: each.then(|| format!("W-{n}")),
        evidence: None,
        note: None,
        override_reason: None,
    }
}

#[test]
fn the_way_of_the_embedded_program_can_be_gone() {
    for to in ["gold", "platinum"] {
        let mut scene = Scene::certified("2015-02-10");
        let steps = way_of(&scene, to).expect("there is a way");
        for (n, (activity, points)) in steps.iter().enumerate() {
            let before = scene.points(TODAY);
            let request = match activity.as_str() {
                "success-manager" => team("success-manager", "Sam"),
                other => request(other, other == "customer-deployment", n),
            };
            scene.does(TODAY, request);
            assert_eq!(scene.points(TODAY) - before, *points, "{activity}");
        }
        let standing = scene.at(TODAY);
        let held = super::super::tier::held(&scene.rules, &standing);
        assert_eq!(held.map(|tier| tier.id.as_str()), Some(to));
        assert_eq!(way_of(&scene, to), Some(Vec::new()), "it is there");
    }
}

#[test]
fn a_deployment_less_decides_between_ways_that_are_equally_short() {
    let scene = Scene::certified("2015-02-10");
    let steps = way_of(&scene, "gold").expect("there is a way");
    let deployments = steps.iter().filter(|(id, _)| id == "customer-deployment");
    // 425 points are missing: two activities of 75, five of 50 and one more, which need not be a deployment.
    assert_eq!((steps.len(), deployments.count()), (8, 0), "{steps:?}");
}

#[test]
fn only_certified_partners_have_a_way() {
    let scene = Scene::candidate("2015-02-10");
    let refused = way(
        &scene.rules,
        &scene.history,
        day(TODAY),
        tier(&scene.rules, "gold"),
    );
    assert!(refused.is_err());
    let lost = Scene::certified("2015-02-10").and("2015-02-11", standing_lost());
    assert!(
        way_of(&lost, "gold").is_some(),
        "points are earned all the same"
    );
}

#[test]
fn there_is_no_way_where_all_is_used_up() {
    let mut program = program_with(&[]);
    program.activities.retain(|activity| {
        ["admission", "certification", "press-release"].contains(&activity.id.as_str())
    });
    let scene = Scene::under(Rules::only(program))
        .admitted("2015-02-10")
        .granted("2015-02-10");
    assert_eq!(way_of(&scene, "gold"), None);
    assert_eq!(way_of(&scene, "silver"), Some(Vec::new()));
}

#[test]
fn what_is_used_up_or_given_by_a_step_is_not_on_the_way() {
    let scene = Scene::certified("2015-02-10").and("2015-03-01", award("press-release"));
    let steps = way_of(&scene, "platinum").expect("there is a way");
    for id in ["press-release", "admission", "certification"] {
        assert!(steps.iter().all(|(step, _)| step != id), "{id}");
    }
    // A success manager is assigned once, and has not been yet.
    let mut program = program_with(&[("from_points = 500\n", "from_points = 100\n")]);
    program.activities.retain(|activity| {
        ["admission", "certification", "success-manager"].contains(&activity.id.as_str())
    });
    let scene = Scene::under(Rules::only(program))
        .admitted("2015-02-10")
        .granted("2015-02-10");
    assert_eq!(
        way_of(&scene, "gold"),
        Some(vec![("success-manager".to_owned(), 25)])
    );
    let early = scene.and("2015-02-10", team("success-manager", "Sam"));
    assert_eq!(way_of(&early, "gold"), Some(Vec::new()));
    let mut given = early.clone();
    let manager = given.last();
    given.does("2015-03-01", super::reverse(manager));
    assert_eq!(way_of(&given, "gold"), None, "it is assigned already");
}

#[test]
fn a_price_that_falls_with_the_tier_is_reckoned_with() {
    // Gold at 40: one big step that is cheap from gold on is taken first, though a small one would do.
    let few: [Few; 2] = [(30, Some(10), 1, false, None), (40, None, 1, false, None)];
    let scene = Scene::under(Rules::only(small(&few, 40, 20)))
        .admitted("2015-02-10")
        .granted("2015-02-10");
    let steps = way_of(&scene, "platinum").expect("there is a way");
    assert_eq!(
        steps,
        [("activity-0".to_owned(), 30), ("activity-1".to_owned(), 40)]
    );
}

#[test]
fn a_search_that_would_not_end_is_given_up() {
    let rules = rules_with(&[("from_points = 5000\n", "from_points = 1000000000\n")]);
    let scene = Scene::under(rules)
        .admitted("2015-02-10")
        .granted("2015-02-10");
    let to = tier(&scene.rules, "platinum");
    let found = way(&scene.rules, &scene.history, day(TODAY), to);
    assert_eq!(found, Ok(Way::TooFar));
}

#[test]
fn expired_points_do_not_help() {
    let rules = rules_with(&[(
        "id = \"press-release\"",
        "id = \"press-release\"\nvalid_months = 1",
    )]);
    let scene = Scene::under(rules)
        .admitted("2015-02-10")
        .granted("2015-02-10")
        .and("2015-03-01", award("press-release"));
    let without = Scene::certified("2015-02-10").and("2015-03-01", award("press-release"));
    let (with, without) = (way_of(&scene, "gold"), way_of(&without, "gold"));
    assert!(with.expect("a way").len() >= without.expect("a way").len());
    assert_eq!(scene.points(TODAY), 75);
}

/// Points, points at gold, limit, whether from gold on, and the balance it asks for beside that of certification.
type Few = (i64, Option<i64>, u8, bool, Option<i64>);

/// A program of a few activities in which a handful of them is enough for any tier.
fn small(activities: &[Few], gold: i64, platinum: i64) -> Program {
    let mut program = program_with(&[]);
    program.tiers[1].from_points = 75 + gold;
    program.tiers[2].from_points = 75 + gold + platinum;
    let gold_id = program.tiers[1].id.clone();
    program
        .activities
        .retain(|activity| ["admission", "certification"].contains(&activity.id.as_str()));
    for (n, (points, at_gold, limit, from_gold, needed)) in activities.iter().enumerate() {
        program.activities.push(Activity {
            id: format!("activity-{n}"),
            name: format!("Activity {n}"),
            points: *points,
            points_at: at_gold
                .map(|points| (gold_id.clone(), points))
                .into_iter()
                .collect(),
            from: match from_gold {
                true => Earned::Tier(gold_id.clone()),
                false => Earned::Candidate,
            },
            limit: [Limit::Each, Limit::Once, Limit::Quarter, Limit::Year][usize::from(*limit)],
            prerequisite_points: needed.map(|needed| 75 + needed),
            valid_months: None,
            given_by: (*limit == 0).then_some(GivenBy::Deployment),
            by_hand: true,
        });
    }
    program
}

/// The shortest way and its deployments by trying every sequence of at most so many activities.
fn tried(scene: &Scene, to: &str, most: usize) -> Option<(usize, usize)> {
    let holds = |scene: &Scene| {
        let standing = scene.at(TODAY);
        let program = scene.rules.on(day(TODAY));
        let held = super::super::tier::held(&scene.rules, &standing).map(|tier| tier.id.clone());
        held.and_then(|held| program.tier_rank(&held)) >= program.tier_rank(to)
    };
    let mut layer = vec![(scene.clone(), 0)];
    for length in 0..=most {
        let there = layer.iter().filter(|(scene, _)| holds(scene));
        if let Some(fewest) = there.map(|(_, deployments)| *deployments).min() {
            return Some((length, fewest));
        }
        let mut next = Vec::new();
        for (scene, deployments) in &layer {
            for activity in &scene.rules.on(day(TODAY)).activities {
                let each = activity.limit == Limit::Each;
                let request = request(&activity.id, each, length);
                if let Ok(facts) = scene.decide(TODAY, &request) {
                    let mut scene = scene.clone();
                    scene.entries += 1;
                    let entry = super::EntryId(scene.entries);
                    scene.history.record(entry, 1, facts);
                    next.push((scene, deployments + usize::from(each)));
                }
            }
        }
        layer = next;
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        rng_seed: proptest::test_runner::RngSeed::Fixed(11),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_shorter_way_is_found_by_trying_them_all(
        activities in proptest::collection::vec(
            (
                (0_i64..6).prop_map(|tens| tens * 10),
                proptest::option::of((1_i64..6).prop_map(|tens| tens * 10)),
                0_u8..4,
                proptest::bool::weighted(0.2),
                proptest::option::weighted(0.2, (0_i64..8).prop_map(|tens| tens * 10)),
            ),
            1..4,
        ),
        gold in 1_i64..90,
        platinum in 1_i64..60,
        to_platinum in proptest::bool::ANY,
    ) {
        let scene = Scene::under(Rules::only(small(&activities, gold, platinum)))
            .admitted("2015-02-10")
            .granted("2015-02-10");
        let to = if to_platinum { "platinum" } else { "gold" };
        let found = way(&scene.rules, &scene.history, day(TODAY), tier(&scene.rules, to))
            .expect("it is certified");
        let deployments = |steps: &[Step<'_>]| {
            steps.iter().filter(|step| step.activity.limit == Limit::Each).count()
        };
        let found = match found {
            Way::Steps(steps) => Some((steps.len(), deployments(&steps))),
            _ => None,
        };
        let most = 5;
        let tried = tried(&scene, to, most);
        match found {
            Some((length, _)) if length > most => prop_assert_eq!(tried, None),
            found => prop_assert_eq!(found, tried),
        }
    }
}
