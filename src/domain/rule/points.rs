//! Points: what an activity earns, how often, and the balance of a day.

use super::account::Account;
use super::refusal::{Refusal, Why};
use crate::domain::fact::{Award, Fact, Reversal};
use crate::domain::partner::history::History;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Activity, Tier};
use crate::domain::value::day::{Day, months_after};
use crate::domain::value::id::FactId;

/// The award an activity earns at a tier.
#[must_use]
pub fn priced(activity: &Activity, tier: Option<&Tier>, participation: u32, on: Day) -> Award {
    let special = tier.and_then(|tier| activity.points_at.iter().find(|(id, _)| *id == tier.id));
    Award {
        participation,
        activity: activity.id.clone(),
        points: special.map_or(activity.points, |(_, points)| *points),
        reference: None,
        evidence: None,
        note: None,
        expires_on: activity.valid_months.map(|months| months_after(on, months)),
        override_reason: None,
    }
}

/// The name of the award that carries over the points an adopted partner had before the book.
pub const OPENING_BALANCE: &str = "opening-balance";

/// Checks an award.
///
/// # Errors
/// Those of [`Account::allow`].
pub fn allow_award(
    rules: &Rules,
    history: &History,
    on: Day,
    award: &Award,
) -> Result<(), Refusal> {
    Account::of(rules, history).allow(on, award)
}

/// The award of this name, with its day, unless it is unknown.
#[must_use]
pub fn award(history: &History, id: FactId) -> Option<(Day, &Award)> {
    history
        .facts()
        .iter()
        .find(|fact| fact.id == id)
        .and_then(|fact| match &fact.fact {
            Fact::Award(award) => Some((fact.on, award)),
            _ => None,
        })
}

/// The reversal of an award: exactly its points.
#[must_use]
pub fn reversal(id: FactId, award: &Award, reason: &str) -> Reversal {
    Reversal {
        award: id,
        participation: award.participation,
        activity: award.activity.clone(),
        points: -award.points,
        expires_on: award.expires_on,
        reason: reason.to_owned(),
    }
}

/// Checks a reversal.
///
/// # Errors
/// Refuses one that names no award of the partner, one that was reversed already, or other points than its;
/// one dated before its award, or in another participation than it.
pub fn allow_reversal(history: &History, on: Day, reversal: &Reversal) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let id = reversal.award;
    let Some((awarded_on, awarded)) = award(history, id) else {
        return refuse(Why::UnknownAward { award: id });
    };
    let already = history
        .facts()
        .iter()
        .find(|fact| matches!(&fact.fact, Fact::Reversal(other) if other.award == id));
    if let Some(already) = already {
        return refuse(Why::AlreadyReversed {
            award: id,
            by: already.id,
        });
    }
    if on < awarded_on {
        return refuse(Why::ReversalBeforeAward {
            award: id,
            awarded_on,
        });
    }
    let standing = history.at(on);
    match standing.running() {
        None => return refuse(Why::not_running(&standing)),
        Some(current) if current.number != awarded.participation => {
            return refuse(Why::UnknownAward { award: id });
        }
        Some(_) => {}
    }
    if reversal.points != -awarded.points || reversal.expires_on != awarded.expires_on {
        return refuse(Why::UnknownAward { award: id });
    }
    Ok(())
}
