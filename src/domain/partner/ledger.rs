//! The ledger of a participation: its awards and reversals, and the balance of a day.

use crate::domain::fact::{Award, Reversal};
use crate::domain::value::day::Day;
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
    /// The award it reverses.
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
