//! Points: what an activity earns, how often, and the balance of a day.

use super::day::{Day, months_after, quarter};
use super::fact::{Award, Fact, Reversal};
use super::history::History;
use super::id::FactId;
use super::program::{Activity, Earned, Limit, Program};
use super::refusal::{Refusal, Why};
use super::rules::Rules;
use super::standing::{Stage, Standing};
use super::tier;
use chrono::Datelike as _;

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
        let mut days: Vec<Day> = self
            .lines
            .iter()
            .flat_map(|line| [Some(line.on), line.expires_on])
            .flatten()
            .collect();
        days.push(from);
        days.retain(|day| (from..=to).contains(day));
        days.sort_unstable();
        days.dedup();
        days.into_iter().map(|day| self.balance(day))
    }
}

/// The award an activity earns on a day, priced at the tier held that day before it.
#[must_use]
pub fn price(rules: &Rules, standing: &Standing<'_>, activity: &Activity) -> Award {
    let tier = tier::held(rules, standing);
    let special = tier.and_then(|tier| activity.points_at.iter().find(|(id, _)| *id == tier.id));
    Award {
        participation: standing
            .participation
            .as_ref()
            .map_or(0, |current| current.number),
        activity: activity.id.clone(),
        points: special.map_or(activity.points, |(_, points)| *points),
        reference: None,
        evidence: None,
        note: None,
        expires_on: activity
            .valid_months
            .map(|months| months_after(standing.day, months)),
        override_reason: None,
    }
}

/// The name of the award that carries over the points an adopted partner had before the book.
pub const OPENING_BALANCE: &str = "opening-balance";

/// Says whether an award may stand.
///
/// # Errors
/// Refuses what the program does not know or the partner cannot earn on that day, a limit that is used up, a
/// prerequisite that is not reached, a reference that was used or is missing. An override sets aside all of
/// them but the reference's and the stage.
pub fn allow_award(
    rules: &Rules,
    history: &History,
    on: Day,
    award: &Award,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let program = rules.on(on);
    let standing = history.at(on);
    let Some(current) = standing
        .running()
        .filter(|current| current.number == award.participation)
    else {
        return refuse(Why::not_running(&standing));
    };
    if award.activity == OPENING_BALANCE {
        return if current.adopted {
            Ok(())
        } else {
            refuse(Why::UnknownActivity {
                activity: award.activity.clone(),
            })
        };
    }
    let Some(activity) = program.activity(&award.activity) else {
        return refuse(Why::UnknownActivity {
            activity: award.activity.clone(),
        });
    };
    let stage_enough = match activity.from {
        Earned::Candidate => current.stage >= Stage::Candidate,
        Earned::Tier(_) => current.stage == Stage::Certified,
    };
    if !stage_enough {
        return refuse(Why::NotCertifiedYet {
            activity: activity.id.clone(),
            stage: current.stage,
        });
    }
    let used = used_reference(history, award);
    if let (Some(reference), Some(id)) = (&award.reference, used) {
        let (activity, reference) = (activity.id.clone(), reference.clone());
        return refuse(Why::ReferenceUsed {
            activity,
            reference,
            award: id,
        });
    }
    if activity.limit == Limit::Each && award.reference.is_none() {
        return refuse(Why::ReferenceMissing {
            activity: activity.id.clone(),
        });
    }
    if award.override_reason.is_some() {
        return Ok(());
    }
    allow_within_limits(rules, program, history, &standing, activity)
        .map_err(|why| Refusal::new(&history.partner, on, why))
}

fn allow_within_limits(
    rules: &Rules,
    program: &Program,
    history: &History,
    standing: &Standing<'_>,
    activity: &Activity,
) -> Result<(), Why> {
    if let Earned::Tier(from) = &activity.from {
        let held = tier::held(rules, standing);
        let rank = |id: &str| program.tier_rank(id);
        if held.and_then(|tier| rank(&tier.id)) < rank(from) {
            let held = held.map(|tier| tier.id.clone());
            return Err(Why::TierTooLow {
                activity: activity.id.clone(),
                from: from.clone(),
                held,
            });
        }
    }
    if let Some(needed) = activity
        .prerequisite_points
        .filter(|needed| standing.points() < *needed)
    {
        let balance = standing.points();
        return Err(Why::PrerequisiteNotReached {
            activity: activity.id.clone(),
            needed,
            balance,
        });
    }
    match used_limit(history, standing, activity) {
        Some((award, on)) => Err(Why::LimitUsed {
            activity: activity.id.clone(),
            limit: activity.limit,
            award,
            on,
        }),
        None => Ok(()),
    }
}

/// Awards that no reversal has taken back, whatever their day: a limit freed by a reversal is free for
/// whatever is recorded later.
fn standing_awards(history: &History) -> impl Iterator<Item = (FactId, Day, &Award)> {
    let reversed = |id: FactId| {
        history
            .facts()
            .iter()
            .any(|fact| matches!(&fact.fact, Fact::Reversal(reversal) if reversal.award == id))
    };
    history
        .facts()
        .iter()
        .filter_map(move |fact| match &fact.fact {
            Fact::Award(award) if !reversed(fact.id) => Some((fact.id, fact.on, award)),
            _ => None,
        })
}

/// The award that used the same reference for the same activity, in any participation.
fn used_reference(history: &History, award: &Award) -> Option<FactId> {
    let reference = award.reference.as_ref()?;
    let same = |other: &Award| {
        other.activity == award.activity && other.reference.as_ref() == Some(reference)
    };
    history
        .facts()
        .iter()
        .any(|fact| matches!(&fact.fact, Fact::Award(other) if same(other)))
        .then(|| {
            standing_awards(history)
                .find(|(_, _, other)| same(other))
                .map(|(id, ..)| id)
        })?
}

/// The award that used up the activity's limit for the standing's day.
fn used_limit(
    history: &History,
    standing: &Standing<'_>,
    activity: &Activity,
) -> Option<(FactId, Day)> {
    let number = standing.participation.as_ref()?.number;
    let same_span = |on: Day| match activity.limit {
        Limit::Each => false,
        Limit::Once => true,
        Limit::Quarter => quarter(on) == quarter(standing.day),
        Limit::Year => on.year() == standing.day.year(),
    };
    let limited = |on: Day, award: &Award| {
        award.participation == number && award.activity == activity.id && same_span(on)
    };
    if activity.limit == Limit::Each {
        return None;
    }
    standing_awards(history)
        .find(|(_, on, award)| limited(*on, award))
        .map(|(id, on, _)| (id, on))
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
