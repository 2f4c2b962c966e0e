//! The fewest activities to a tier, held against trying them all.

use super::super::program::{Activity, Earned, GivenBy, Limit, Tier};
use super::{Program, Request, Scene, award, day, program_with, rules_with, standing_lost, team};
use crate::domain::program::versions::Rules;
use crate::domain::query::path::{PathStep, Way, prepared, way};
use crate::domain::rule::award::AwardRequest;
use proptest::prelude::*;
use std::collections::BTreeMap;

const TODAY: &str = "2015-06-01";

fn tier<'r>(rules: &'r Rules, id: &str) -> &'r Tier {
    let program = rules.on(day(TODAY));
    let found = program.tiers.iter().find(|tier| tier.id == id);
    found.expect("a tier")
}

fn in_words(steps: &[PathStep<'_>]) -> Vec<(String, i64)> {
    let in_words = steps
        .iter()
        .map(|step| (step.activity.id.clone(), step.points));
    in_words.collect()
}

fn way_of(scene: &Scene, to: &str) -> Option<Vec<(String, i64)>> {
    let way = way(
        &scene.rules,
        &scene.history,
        day(TODAY),
        tier(&scene.rules, to),
    );
    match way.expect("it is certified") {
        Way::Steps(steps) => Some(in_words(&steps)),
        Way::None => None,
        Way::TooFar => panic!("it is not that far"),
    }
}

/// The request for a step, with a reference of its own where one is needed.
fn request(activity: &str, each: bool, n: usize) -> Request {
    Request::Award(AwardRequest {
        activity: activity.to_owned(),
        reference: each.then(|| format!("W-{n}")),
        ..AwardRequest::default()
    })
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
        let held = crate::domain::rule::tier::held(&scene.rules, &standing);
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
    let few = [
        Few::new(30, [Some(10), None], 1),
        Few::new(40, [None, None], 1),
    ];
    let scene = certified_under(small(&few, [40, 20, 10]));
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

/// An activity of a small program.
#[derive(Debug, Clone, Copy)]
struct Few {
    points: i64,
    /// Points at gold and at platinum, where they are others.
    at: [Option<i64>; 2],
    /// Each, once, a quarter, a year.
    limit: u8,
    /// The rank of the tier it is earned from.
    from: Option<usize>,
    /// The balance it asks for in addition to that of certification.
    needed: Option<i64>,
}

impl Few {
    fn new(points: i64, at: [Option<i64>; 2], limit: u8) -> Self {
        Self {
            points,
            at,
            limit,
            from: None,
            needed: None,
        }
    }

    fn activity(&self, n: usize, program: &Program) -> Activity {
        let higher = program.tiers[1..].iter().zip(self.at);
        let limits = [Limit::Each, Limit::Once, Limit::Quarter, Limit::Year];
        Activity {
            id: format!("activity-{n}"),
            name: format!("Activity {n}"),
            points: self.points,
            points_at: higher
                .filter_map(|(tier, points)| Some((tier.id.clone(), points?)))
                .collect(),
            from: match self.from {
                Some(rank) => Earned::Tier(program.tiers[rank].id.clone()),
                None => Earned::Candidate,
            },
            limit: limits[usize::from(self.limit)],
            prerequisite_points: self.needed.map(|needed| 75 + needed),
            valid_months: None,
            given_by: (self.limit == 0).then_some(GivenBy::Deployment),
            by_hand: true,
            steps: Vec::new(),
            steps_required: false,
        }
    }
}

const TIERS: [&str; 3] = ["gold", "platinum", "diamond"];

/// A program of a few activities and of four tiers, each so many points above the one below it.
fn small(activities: &[Few], steps: [i64; 3]) -> Program {
    let mut program = program_with(&[]);
    let mut diamond = program.tiers[2].clone();
    "diamond".clone_into(&mut diamond.id);
    program.tiers.push(diamond);
    let mut from_points = 75;
    for (tier, step) in program.tiers[1..].iter_mut().zip(steps) {
        from_points += step;
        tier.from_points = from_points;
    }
    program
        .activities
        .retain(|activity| ["admission", "certification"].contains(&activity.id.as_str()));
    let few = activities.iter().enumerate();
    let few: Vec<Activity> = few.map(|(n, few)| few.activity(n, &program)).collect();
    program.activities.extend(few);
    program
}

fn certified_under(program: Program) -> Scene {
    Scene::under(Rules::only(program))
        .admitted("2015-02-10")
        .granted("2015-02-10")
}

/// How long the way to a tier is and how many deployments are on it, if there is one.
fn length(scene: &Scene, to: &str) -> Option<(usize, usize)> {
    let found = way(
        &scene.rules,
        &scene.history,
        day(TODAY),
        tier(&scene.rules, to),
    );
    match found.expect("it is certified") {
        Way::Steps(steps) => {
            let deployments = steps
                .iter()
                .filter(|step| step.activity.limit == Limit::Each);
            Some((steps.len(), deployments.count()))
        }
        Way::None => None,
        Way::TooFar => panic!("it is not that far"),
    }
}

/// The shortest way and its deployments by trying every sequence of at most so many activities.
fn tried(scene: &Scene, to: &str, most: usize) -> Option<(usize, usize)> {
    let holds = |scene: &Scene| {
        let standing = scene.at(TODAY);
        let program = scene.rules.on(day(TODAY));
        let held =
            crate::domain::rule::tier::held(&scene.rules, &standing).map(|tier| tier.id.clone());
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

    /// The rules themselves say what can be done.
    #[test]
    fn no_shorter_way_is_found_by_trying_them_all(
        activities in proptest::collection::vec(some_activity(), 1..4),
        steps in some_steps(),
        to in 0..TIERS.len(),
    ) {
        let scene = certified_under(small(&activities, steps));
        let most = 5;
        let tried = tried(&scene, TIERS[to], most);
        match length(&scene, TIERS[to]) {
            Some((length, _)) if length > most => prop_assert_eq!(tried, None),
            found => prop_assert_eq!(found, tried),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        rng_seed: proptest::test_runner::RngSeed::Fixed(6),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// A longer way among more activities, by a second reckoning of what can be done.
    #[test]
    fn no_shorter_way_is_found_by_reckoning_with_every_set_of_activities(
        activities in proptest::collection::vec(some_activity(), 3..8),
        steps in some_steps(),
        to in 0..TIERS.len(),
    ) {
        let scene = certified_under(small(&activities, steps));
        prop_assert_eq!(length(&scene, TIERS[to]), reckoned(&activities, &steps[..=to]));
    }
}

fn some_activity() -> impl Strategy<Value = Few> {
    let tens = |range: std::ops::Range<i64>| range.prop_map(|tens| tens * 10);
    let price = move || proptest::option::of(tens(1..6));
    (
        tens(0..6),
        [price(), price()],
        0_u8..4,
        proptest::option::weighted(0.2, 1_usize..3),
        proptest::option::weighted(0.2, tens(0..12)),
    )
        .prop_map(|(points, at, limit, from, needed)| Few {
            points,
            at,
            limit,
            from,
            needed,
        })
}

/// How far each tier is above the one below it.
fn some_steps() -> impl Strategy<Value = [i64; 3]> {
    [1_i64..90, 1_i64..60, 1_i64..60]
}

/// The fewest activities to the last of some tiers and the fewest deployments among them, from every set of activities
/// and every balance that so many of them can come to. All are numbers above those of certification.
fn reckoned(activities: &[Few], steps: &[i64]) -> Option<(usize, usize)> {
    let mut layer = BTreeMap::from([((vec![false; activities.len()], 0_i64), 0_usize)]);
    let thresholds: Vec<i64> = steps
        .iter()
        .scan(0, |sum, step| {
            *sum += step;
            Some(*sum)
        })
        .collect();
    let goal = thresholds[thresholds.len() - 1];
    for length in 0.. {
        let there = layer.iter().filter(|((_, balance), _)| *balance >= goal);
        if let Some(deployments) = there.map(|(_, deployments)| *deployments).min() {
            return Some((length, deployments));
        }
        let mut next = BTreeMap::new();
        for ((used, balance), deployments) in &layer {
            let rank = thresholds.iter().filter(|from| *from <= balance).count();
            for (n, few) in activities.iter().enumerate() {
                let price = match rank {
                    0 => few.points,
                    rank => few.at[rank - 1].unwrap_or(few.points),
                };
                let open = few.from.is_none_or(|from| from <= rank)
                    && few.needed.is_none_or(|needed| needed <= *balance);
                if price == 0 || used[n] || !open {
                    continue;
                }
                let mut used = used.clone();
                used[n] = few.limit != 0;
                let deployments = deployments + usize::from(few.limit == 0);
                let fewest = next.entry((used, balance + price)).or_insert(deployments);
                *fewest = deployments.min(*fewest);
            }
        }
        if next.is_empty() {
            return None;
        }
        layer = next;
    }
    None
}

/// Numbers that look random and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 % sides.unsigned_abs()).expect("a small number")
    }
}

/// The embedded program with other prices, some of them lower at higher tiers.
#[test]
fn questions_about_changed_prices_are_answered() {
    let mut dice = Dice(89);
    for _ in 0..89 {
        let mut program = program_with(&[]);
        let tiers: Vec<String> = program.tiers.iter().map(|tier| tier.id.clone()).collect();
        for activity in &mut program.activities {
            if ["admission", "certification"].contains(&activity.id.as_str()) {
                continue;
            }
            activity.points = 5 * (1 + dice.roll(40));
            if dice.roll(3) == 0 {
                let at = |tier: &String| (tier.clone(), 5 * (1 + dice.roll(40)));
                activity.points_at = tiers[1..].iter().map(at).collect();
            }
            if dice.roll(6) == 0 {
                activity.prerequisite_points = Some(50 * dice.roll(20));
            }
        }
        let scene = certified_under(program);
        for to in ["gold", "platinum"] {
            let found = length(&scene, to);
            assert!(found.is_some(), "deployments alone would do");
        }
    }
}

/// Four hundred activities that can be done once, each with other points, and prerequisites.
fn many(dice: &mut Dice, at: impl Fn(&mut Dice, i64) -> [Option<i64>; 2]) -> Vec<Few> {
    (0..400)
        .map(|n| {
            let points = 100 + 3 * n + dice.roll(3);
            Few {
                at: at(dice, points),
                needed: (dice.roll(2) == 0).then(|| 50 * dice.roll(400)),
                ..Few::new(points, [None, None], 1)
            }
        })
        .collect()
}

/// What a search may take at most, while what its places are kept in grows.
const MEMORY: usize = 256 << 20;

#[test]
fn a_far_tier_among_many_activities_is_found_or_given_up_within_bounds() {
    let same = |_: &mut Dice, _: i64| [None, None];
    let rising = |dice: &mut Dice, points: i64| {
        let gold = points + dice.roll(300);
        [Some(gold), Some(gold + dice.roll(300))]
    };
    let any = |dice: &mut Dice, points: i64| {
        [points, points].map(|points| Some(points - 99 + dice.roll(600)))
    };
    let mut dice = Dice(400);
    let programs = [
        many(&mut dice, same),
        many(&mut dice, rising),
        many(&mut dice, any),
    ];
    let mut found = Vec::new();
    for activities in &programs {
        let scene = certified_under(small(activities, [20_000, 60_000, 150_000]));
        let to = tier(&scene.rules, "diamond");
        let prepared = prepared(&scene.rules, &scene.history, day(TODAY), to);
        let (mut search, balance) = prepared.expect("it is certified");
        found.push(match search.from(balance) {
            Way::Steps(steps) => Some(steps.len()),
            Way::None => panic!("all of them together are enough"),
            Way::TooFar => None,
        });
        let (places, room, looks) = search.reached();
        assert!(places <= room && looks <= 50_001_000, "{places} {looks}");
        assert!(room * 3 * search.bytes() / places <= MEMORY, "{room}");
    }
    assert_eq!(
        found,
        [Some(dearest_first(&programs[0], 230_000)), None, None]
    );
}

/// How many activities it takes where the dearest that is open is always done next.
fn dearest_first(activities: &[Few], needed: i64) -> usize {
    let mut left = activities.to_vec();
    let mut balance = 0;
    while balance < needed {
        let open = left.iter().enumerate();
        let open = open.filter(|(_, few)| few.needed.is_none_or(|needed| needed <= balance));
        let (at, few) = open.max_by_key(|(_, few)| few.points).expect("one is open");
        balance += few.points;
        left.swap_remove(at);
    }
    activities.len() - left.len()
}

#[test]
fn what_can_still_be_earned_is_not_enough_is_no_search_that_was_given_up() {
    let mut dice = Dice(7);
    let activities = many(&mut dice, |_, _| [None, None]);
    let all: i64 = activities.iter().map(|few| few.points).sum();
    let scene = certified_under(small(&activities, [100, 100, all]));
    assert_eq!(length(&scene, "diamond"), None);
}
