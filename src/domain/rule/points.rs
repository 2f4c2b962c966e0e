//! Points: what an activity earns, how often, and the balance of a day.

use super::account::Account;
use super::refusal::{Refusal, Why};
use super::tier;
use crate::domain::fact::{Award, Fact, Reversal};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::Standing;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Activity, Tier};
use crate::domain::value::day::{Day, months_after};
use crate::domain::value::id::FactId;

/// A line of the ledger: an award, or the reversal of one.
#[derive(Debug, Clone, Copy)]
pub struct Grant<'h> {
    /// Its name.
    pub id: FactId,
    /// The day from which it counts.
    pub on: Day,
    /// The activity.
    pub activity: &'h str,
    /// Points; negative for a reversal.
    pub points: i64,
    /// The deployment or order it is for.
    pub reference: Option<&'h str>,
    /// The first day on which it no longer counts.
    pub expires_on: Option<Day>,
    /// The award it takes back.
    pub reverses: Option<FactId>,
}

impl<'h> Grant<'h> {
    /// The line of an award.
    #[must_use]
    pub fn of_award(id: FactId, on: Day, award: &'h Award) -> Self {
        Self {
            id,
            on,
            activity: &award.activity,
            points: award.points,
            reference: award.reference.as_deref(),
            expires_on: award.expires_on,
            reverses: None,
        }
    }

    /// The line of a reversal.
    #[must_use]
    pub fn of_reversal(id: FactId, on: Day, reversal: &'h Reversal) -> Self {
        Self {
            id,
            on,
            activity: &reversal.activity,
            points: reversal.points,
            reference: None,
            expires_on: reversal.expires_on,
            reverses: Some(reversal.award),
        }
    }

    /// Whether it counts towards the balance of a day.
    #[must_use]
    pub fn counts_on(&self, day: Day) -> bool {
        self.on <= day && self.expires_on.is_none_or(|expires| day < expires)
    }
}

/// The awards and reversals of one participation.
#[derive(Debug, Clone, Default)]
pub struct Ledger<'h> {
    lines: Vec<Grant<'h>>,
}

impl<'h> Ledger<'h> {
    /// Adds a line.
    pub fn push(&mut self, line: Grant<'h>) {
        self.lines.push(line);
    }

    /// Its lines, in the order of their days.
    #[must_use]
    pub fn lines(&self) -> &[Grant<'h>] {
        &self.lines
    }

    /// The sum of the awards and reversals that count on a day, in points.
    #[must_use]
    pub fn balance(&self, day: Day) -> i64 {
        self.lines
            .iter()
            .filter(|line| line.counts_on(day))
            .map(|line| line.points)
            .sum()
    }

    /// The balances at the end of each day of a span on which they may have changed.
    pub fn balances(&self, from: Day, to: Day) -> impl Iterator<Item = i64> {
        let changed = self
            .lines
            .iter()
            .flat_map(|line| [Some(line.on), line.expires_on]);
        let mut days: Vec<Day> = std::iter::once(from)
            .chain(changed.flatten())
            .filter(|day| (from..=to).contains(day))
            .collect();
        days.sort_unstable();
        days.dedup();
        days.into_iter().map(|day| self.balance(day))
    }
}

/// The award an activity earns on a day, priced at the tier held that day before it.
#[must_use]
pub fn price(rules: &Rules, standing: &Standing<'_>, activity: &Activity) -> Award {
    let participation = standing.participation.as_ref();
    priced(
        activity,
        tier::held(rules, standing),
        participation.map_or(0, |current| current.number),
        standing.day,
    )
}

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

/// Says whether an award may stand.
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

/// Says whether a reversal may stand.
///
/// # Errors
/// Refuses one that names no award of the partner, one that was taken back already, or other points than its;
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
