//! The way up: the fewest activities that bring a partner to a tier.

use super::account::{Account, open_at};
use super::day::Day;
use super::history::History;
use super::points::priced;
use super::program::{Activity, GivenBy, Limit, Program, Tier};
use super::refusal::{Refusal, Why};
use super::rules::Rules;
use super::standing::Stage;
use super::tier;
use std::collections::BTreeMap;

/// An activity on the way, with the points it earns there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'r> {
    /// The activity.
    pub activity: &'r Activity,
    /// Points, at the tier held by then.
    pub points: i64,
}

/// The way to a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way<'r> {
    /// These steps, in this order; none where the tier is held.
    Steps(Vec<Step<'r>>),
    /// What can still be done is not enough.
    None,
    /// It is so far that there are too many ways to try.
    TooFar,
}

/// How many places on the way are looked at before the search is given up.
const PLACES: usize = 500_000;

/// The fewest activities, done on one day and in this order, that bring a partner to a tier; of several ways that are
/// equally short the one with the fewest deployments.
///
/// Limits, prerequisites, the tiers from which activities can be earned and their prices are those that the program has
/// at each step.
///
/// # Errors
/// The partner is not certified, and so has no tier.
pub fn way<'r>(
    rules: &'r Rules,
    history: &History,
    on: Day,
    to: &Tier,
) -> Result<Way<'r>, Refusal> {
    let standing = history.at(on);
    if standing.running_at(Stage::Certified).is_none() {
        return Err(Refusal::new(
            &history.partner,
            on,
            Why::not_certified(&standing),
        ));
    }
    let program = rules.on(on);
    let mut account = Account::of(rules, history);
    let manager = standing.team.contains_key(GivenBy::SuccessManager.name());
    let can_be_done = |activity: &&Activity| match activity.given_by {
        _ if activity.by_hand => true,
        Some(GivenBy::SuccessManager) => !manager,
        Some(GivenBy::Deployment) => true,
        Some(GivenBy::Admit | GivenBy::Certify) | None => false,
    };
    let open: Vec<&Activity> = program
        .activities
        .iter()
        .filter(can_be_done)
        .filter(|activity| account.limit_is_free(on, activity))
        .collect();
    let (balance, best) = account.balances(on);
    Ok(Search::new(program, &open, on, best).from(balance, to.from_points))
}

/// Activities that differ in nothing but their names.
struct Kind<'r> {
    activities: Vec<&'r Activity>,
    /// Points at no tier, then at each tier, lowest first.
    prices: Vec<i64>,
    each: bool,
}

struct Search<'r> {
    program: &'r Program,
    kinds: Vec<Kind<'r>>,
    /// The best balance of the days that count, before the first step.
    best: i64,
    /// Whether more points are never worse: no price falls with a higher tier.
    more_is_better: bool,
}

/// What tells one place on the way from another after the same number of steps: how many of each limited kind are used,
/// how many deployments there were, and the balance where it matters.
type Place = (Vec<usize>, usize, i64);

struct Arrived {
    balance: i64,
    /// The place before, and the kind of the step.
    by: Option<(Place, usize)>,
}

impl<'r> Search<'r> {
    fn new(program: &'r Program, open: &[&'r Activity], on: Day, best: i64) -> Self {
        let mut kinds: Vec<Kind<'r>> = Vec::new();
        for activity in open {
            let tiers = std::iter::once(None).chain(program.tiers.iter().map(Some));
            let prices: Vec<i64> = tiers
                .map(|tier| priced(activity, tier, 0, on).points)
                .collect();
            let each = activity.limit == Limit::Each;
            let alike = |kind: &&mut Kind<'_>| {
                let other = kind.activities[0];
                kind.each == each
                    && kind.prices == prices
                    && other.from == activity.from
                    && other.prerequisite_points == activity.prerequisite_points
                    && is_deployment(other) == is_deployment(activity)
            };
            match kinds.iter_mut().find(alike) {
                Some(kind) => kind.activities.push(activity),
                None => kinds.push(Kind {
                    activities: vec![activity],
                    prices,
                    each,
                }),
            }
        }
        let more_is_better = kinds.iter().all(|kind| kind.prices.is_sorted());
        Self {
            program,
            kinds,
            best,
            more_is_better,
        }
    }

    fn from(&self, balance: i64, needed: i64) -> Way<'r> {
        if self.best.max(balance) >= needed {
            return Way::Steps(Vec::new());
        }
        let mut places = 0;
        let start = (vec![0; self.kinds.len()], 0, self.told_apart(balance));
        let mut layers = vec![BTreeMap::from([(start, Arrived { balance, by: None })])];
        while let Some(layer) = layers.last().filter(|layer| !layer.is_empty()) {
            let next = self.one_more(layer);
            let there = next
                .iter()
                .filter(|(_, arrived)| arrived.balance >= needed)
                .min_by_key(|((_, deployments, _), arrived)| (*deployments, -arrived.balance));
            let there = there.map(|(place, _)| place.clone());
            places += next.len();
            layers.push(next);
            if let Some(there) = there {
                return Way::Steps(self.steps_to(&layers, there));
            }
            if places > PLACES {
                return Way::TooFar;
            }
        }
        Way::None
    }

    /// Every place that one more activity leads to.
    fn one_more(&self, layer: &BTreeMap<Place, Arrived>) -> BTreeMap<Place, Arrived> {
        let mut next = BTreeMap::<Place, Arrived>::new();
        for (place, arrived) in layer {
            let (used, deployments, _) = place;
            let held = tier::reached(self.program, self.best.max(arrived.balance));
            for (at, kind) in self.kinds.iter().enumerate() {
                let activity = kind.activities[0];
                let points = self.price(kind, held);
                let free = kind.each || used[at] < kind.activities.len();
                if points <= 0
                    || !free
                    || open_at(self.program, activity, held, arrived.balance).is_err()
                {
                    continue;
                }
                let balance = arrived.balance + points;
                let mut used = used.clone();
                used[at] += usize::from(!kind.each);
                let deployments = deployments + usize::from(is_deployment(activity));
                let arrival = Arrived {
                    balance,
                    by: Some((place.clone(), at)),
                };
                let there = (used, deployments, self.told_apart(balance));
                let known = next.entry(there);
                known
                    .and_modify(|known| {
                        if known.balance < balance {
                            known.balance = balance;
                            known.by = Some((place.clone(), at));
                        }
                    })
                    .or_insert(arrival);
            }
        }
        next
    }

    /// Two balances at an otherwise same place: the higher one will do, unless a price falls with it.
    fn told_apart(&self, balance: i64) -> i64 {
        if self.more_is_better { 0 } else { balance }
    }

    fn price(&self, kind: &Kind<'_>, held: Option<&Tier>) -> i64 {
        let rank = held.and_then(|tier| self.program.tier_rank(&tier.id));
        kind.prices[rank.map_or(0, |rank| rank + 1)]
    }

    fn steps_to(&self, layers: &[BTreeMap<Place, Arrived>], mut there: Place) -> Vec<Step<'r>> {
        let mut steps = Vec::new();
        for (before, layer) in layers.iter().zip(&layers[1..]).rev() {
            let Some((from, at)) = &layer[&there].by else {
                break;
            };
            let kind = &self.kinds[*at];
            let balance = before[from].balance;
            let held = tier::reached(self.program, self.best.max(balance));
            // Of those that are alike the first in the rule file comes first.
            let nth = if kind.each { 0 } else { from.0[*at] };
            steps.push(Step {
                activity: kind.activities[nth],
                points: self.price(kind, held),
            });
            there = from.clone();
        }
        steps.reverse();
        steps
    }
}

fn is_deployment(activity: &Activity) -> bool {
    activity.given_by == Some(GivenBy::Deployment)
}
