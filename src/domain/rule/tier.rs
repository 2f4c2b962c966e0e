//! Tiers: which one a balance reaches, which one a partner holds on a day.

use crate::domain::partner::standing::{Stage, Standing};
use crate::domain::program::versions::Rules;
use crate::domain::program::{Benefit, Program, Tier};
use crate::domain::value::day::Day;
use chrono::Days;
use std::ops::RangeInclusive;

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
    reached(rules.on(standing.day), deciding_balance(rules, standing)?)
}

/// The balance that decides about the tier on the standing's day; `None` unless the partner is certified.
#[must_use]
pub fn deciding_balance(rules: &Rules, standing: &Standing<'_>) -> Option<i64> {
    let current = standing.running_at(Stage::Certified)?;
    let program = rules.on(standing.day);
    let days = counting_days(program, current.certified_on, standing.day);
    Some(current.ledger.best(&days))
}

/// The days of which the best balance decides about the tier of a day: that day, and the days of grace before it
/// since the certification.
#[must_use]
pub fn counting_days(
    program: &Program,
    certified_on: Option<Day>,
    day: Day,
) -> RangeInclusive<Day> {
    let grace = Days::new(u64::from(program.downgrade_grace_days));
    let back = day.checked_sub_days(grace).unwrap_or(Day::MIN);
    let certified = certified_on.map_or(back, |certified| back.max(certified));
    certified.min(day)..=day
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
) -> impl Iterator<Item = (&'p Tier, &'p Benefit)> {
    let rank = program.tier_rank(&held.id).map_or(0, |rank| rank + 1);
    program
        .tiers
        .iter()
        .take(rank)
        .flat_map(|tier| tier.benefits.iter().map(move |benefit| (tier, benefit)))
}

/// Whether a tier gives a benefit.
#[must_use]
pub fn gives(program: &Program, held: &Tier, benefit: &str) -> bool {
    benefits(program, held).any(|(_, given)| given.id.as_deref() == Some(benefit))
}
