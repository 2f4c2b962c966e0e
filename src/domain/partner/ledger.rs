//! The ledger of a participation: its awards and reversals, and the balance of a day.

use crate::domain::fact::{Award, Reversal};
use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

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

    /// The best balance of the days of a span.
    #[must_use]
    pub fn best(&self, span: &RangeInclusive<Day>) -> i64 {
        if span.start() == span.end() {
            return self.balance(*span.end());
        }
        let mut balances = Balances::default();
        self.lines.iter().for_each(|line| balances.add(line));
        balances.best(span)
    }
}

/// How the balance of one participation changes from day to day: for many questions about a ledger that grows.
#[derive(Default)]
pub(crate) struct Balances {
    changes: BTreeMap<Day, i64>,
    /// The balance of the day asked for last.
    last: Option<(Day, i64)>,
}

impl Balances {
    /// Counts a line of the ledger.
    pub(crate) fn add(&mut self, line: &Grant<'_>) {
        if line.counts_on(line.on) {
            self.change(line.on, line.points);
            if let Some(expires) = line.expires_on {
                self.change(expires, -line.points);
            }
        }
    }

    fn change(&mut self, on: Day, points: i64) {
        *self.changes.entry(on).or_default() += points;
        if let Some((_, balance)) = self.last.as_mut().filter(|(day, _)| *day >= on) {
            *balance += points;
        }
    }

    /// The balance of a day.
    pub(crate) fn on(&mut self, day: Day) -> i64 {
        let balance = match self.last {
            Some((last, balance)) if last == day => balance,
            Some((last, balance)) if last < day => {
                let since = last.succ_opt().unwrap_or(day)..=day;
                balance + self.changes.range(since).map(|(_, by)| by).sum::<i64>()
            }
            // The days of grace begin before the day that was asked for last.
            Some((last, balance)) => {
                let since = day.succ_opt().unwrap_or(last)..=last;
                balance - self.changes.range(since).map(|(_, by)| by).sum::<i64>()
            }
            None => self.changes.range(..=day).map(|(_, by)| by).sum(),
        };
        self.last = Some((day, balance));
        balance
    }

    /// The best balance of the days of a span.
    pub(crate) fn best(&mut self, span: &RangeInclusive<Day>) -> i64 {
        let changed: Vec<Day> = self
            .changes
            .range(span.clone())
            .map(|(day, _)| *day)
            .collect();
        let days = std::iter::once(*span.start()).chain(changed);
        days.map(|day| self.on(day)).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::day::parse_day;
    use crate::domain::value::id::EntryId;

    #[test]
    fn grown_balances_are_those_of_each_day() {
        let day = |text: &str| parse_day(text).expect("a day");
        let line = |n, on, points, expires: Option<&str>| Grant {
            id: FactId {
                entry: EntryId(1),
                n,
            },
            on: day(on),
            activity: "press-release",
            points,
            reference: None,
            expires_on: expires.map(day),
            reverses: None,
        };
        let lines = [
            line(1, "2015-01-10", 100, Some("2015-02-10")),
            line(2, "2015-01-20", 25, None),
            // Reversed after it expired: there is nothing left to take away.
            line(3, "2015-03-10", -100, Some("2015-02-10")),
            line(4, "2015-01-05", 50, Some("2015-01-06")),
        ];
        let (mut ledger, mut balances) = (Ledger::default(), Balances::default());
        for line in lines {
            ledger.push(line);
            balances.add(&line);
            for other in ["2015-03-31", "2015-01-01", "2015-02-10"].map(day) {
                assert_eq!(balances.on(other), ledger.balance(other), "{other}");
            }
        }
        let (first, last) = (day("2015-01-01"), day("2015-03-31"));
        let days = first.iter_days().take_while(|day| *day <= last);
        for of in days.clone() {
            assert_eq!(balances.on(of), ledger.balance(of), "{of}");
            let best = days.clone().take_while(|day| *day <= of);
            let best = best.map(|day| ledger.balance(day)).max();
            assert_eq!(Some(ledger.best(&(first..=of))), best, "until {of}");
        }
    }
}
