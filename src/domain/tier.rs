//! Tiers: which one a balance reaches, which one a partner holds on a day.

use super::day::Day;
use super::program::{Program, Tier};
use super::rules::Rules;
use super::standing::{Stage, Standing};
use chrono::Days;

/// The highest tier that a balance reaches; a threshold is reached at exactly its number.
#[must_use]
pub fn reached(program: &Program, points: i64) -> Option<&Tier> {
    program
        .tiers
        .iter()
        .rev()
        .find(|tier| tier.from_points <= points)
        .or(program.tiers.first())
}

/// The tier a partner holds on the standing's day; only certified partners hold one.
///
/// "The tier of a day follows from the balance of that day"; a fall takes effect only after the program's days
/// of grace, so what counts is the best balance of that many days back.
#[must_use]
pub fn held<'r>(rules: &'r Rules, standing: &Standing<'_>) -> Option<&'r Tier> {
    let program = rules.on(standing.day);
    let current = standing.running_at(Stage::Certified)?;
    let grace = Days::new(u64::from(program.downgrade_grace_days));
    if grace == Days::new(0) {
        return reached(program, standing.points());
    }
    let back = standing.day.checked_sub_days(grace).unwrap_or(Day::MIN);
    let from = current
        .certified_on
        .map_or(back, |certified| back.max(certified));
    let best = current
        .ledger
        .balances(from, standing.day)
        .max()
        .unwrap_or(0);
    reached(program, best)
}

/// The tier above this one, or the lowest where none is held.
#[must_use]
pub fn next<'p>(program: &'p Program, held: Option<&Tier>) -> Option<&'p Tier> {
    let rank = held
        .and_then(|tier| program.tier_rank(&tier.id))
        .map_or(0, |rank| rank + 1);
    program.tiers.get(rank)
}

/// Every benefit of a tier with the tier it comes from: a tier has those of the tiers below it.
pub fn benefits<'p>(
    program: &'p Program,
    held: &Tier,
) -> impl Iterator<Item = (&'p Tier, &'p str)> {
    let rank = program.tier_rank(&held.id).map_or(0, |rank| rank + 1);
    program.tiers.iter().take(rank).flat_map(|tier| {
        tier.benefits
            .iter()
            .map(move |benefit| (tier, benefit.as_str()))
    })
}
