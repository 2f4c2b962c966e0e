//! What awards use up: the limits of their activities, and their references.

use crate::domain::fact::{Award, Reversal};
use crate::domain::program::reading::Reading;
use crate::domain::program::{Activity, Limit};
use crate::domain::value::day::{Day, quarter};
use crate::domain::value::id::FactId;
use chrono::Datelike as _;
use std::collections::HashMap;

/// An award that uses up a limit or a reference, until it is reversed.
#[derive(Debug, Clone, Copy)]
pub struct Use {
    /// The award.
    pub award: FactId,
    /// The day from which it counts.
    pub on: Day,
    participation: u32,
    reversed: Option<(FactId, Day)>,
}

/// An award that is judged: its name, its day, and how the rules are read for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JudgedAward {
    pub(crate) id: FactId,
    pub(crate) on: Day,
    pub(crate) reading: Reading,
}

impl Use {
    /// The day from which on it uses up nothing any more.
    #[must_use]
    pub fn free_from(&self) -> Option<Day> {
        self.reversed.map(|(_, on)| on)
    }

    /// Whether it is in the way of another award. What was recorded after that one is not: it was judged itself.
    fn stops(&self, other: JudgedAward) -> bool {
        let freed = self.reversed.is_some_and(|(by, on)| {
            by < other.id
                && match other.reading {
                    Reading::First => true,
                    // Before that day both would count.
                    Reading::Second => on <= other.on,
                }
        });
        self.award < other.id && !freed
    }
}

/// What the awards of a partner have used up.
#[derive(Default)]
pub(crate) struct UsedLimits {
    by_activity: HashMap<String, Awarded>,
    /// Reversed awards, with the reversal and its day.
    reversed: HashMap<FactId, (FactId, Day)>,
}

/// The awards of one activity; `all` has those of activities only that are limited otherwise than by reference.
#[derive(Default)]
struct Awarded {
    all: Vec<Use>,
    by_reference: HashMap<String, Vec<Use>>,
}

impl UsedLimits {
    /// Takes note of reversals before their awards.
    pub(crate) fn expect_reversal(&mut self, by: FactId, on: Day, reversal: &Reversal) {
        self.reversed.insert(reversal.award, (by, on));
    }

    /// Takes note of an award.
    pub(crate) fn learn(&mut self, id: FactId, on: Day, award: &Award, limited: bool) {
        let used = Use {
            award: id,
            on,
            participation: award.participation,
            reversed: self.reversed.get(&id).copied(),
        };
        let awarded = match self.by_activity.get_mut(&award.activity) {
            Some(awarded) => awarded,
            None => self.by_activity.entry(award.activity.clone()).or_default(),
        };
        if limited {
            awarded.all.push(used);
        }
        if let Some(reference) = &award.reference {
            match awarded.by_reference.get_mut(reference) {
                Some(uses) => uses.push(used),
                None => {
                    awarded.by_reference.insert(reference.clone(), vec![used]);
                }
            }
        }
    }

    /// Takes note of the reversal of an award that has this reference.
    pub(crate) fn reverse(
        &mut self,
        by: FactId,
        on: Day,
        reversal: &Reversal,
        reference: Option<&str>,
    ) {
        self.expect_reversal(by, on, reversal);
        let Some(awarded) = self.by_activity.get_mut(&reversal.activity) else {
            return;
        };
        let by_reference = reference.and_then(|reference| awarded.by_reference.get_mut(reference));
        let uses = awarded
            .all
            .iter_mut()
            .chain(by_reference.into_iter().flatten());
        for used in uses.filter(|used| used.award == reversal.award) {
            used.reversed = Some((by, on));
        }
    }

    /// Returns why a reference cannot be used for an activity, in any participation.
    pub(crate) fn of_reference(
        &self,
        activity: &str,
        reference: &str,
        judged: JudgedAward,
    ) -> Option<Use> {
        let uses = self.ever(activity, reference);
        uses.iter().find(|used| used.stops(judged)).copied()
    }

    /// Every award that a reference ever had for an activity.
    pub(crate) fn ever(&self, activity: &str, reference: &str) -> &[Use] {
        self.by_activity
            .get(activity)
            .and_then(|awarded| awarded.by_reference.get(reference))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns why an activity cannot be earned once more, as far as its limit goes.
    pub(crate) fn of_limit(
        &self,
        activity: &Activity,
        participation: u32,
        judged: JudgedAward,
    ) -> Option<Use> {
        let same_span = |on: Day| match activity.limit {
            Limit::Each => false,
            Limit::Once => true,
            Limit::Quarter => quarter(on) == quarter(judged.on),
            Limit::Year => on.year() == judged.on.year(),
        };
        if activity.limit == Limit::Each {
            return None;
        }
        let all = &self.by_activity.get(&activity.id)?.all;
        all.iter()
            .find(|used| {
                used.participation == participation && same_span(used.on) && used.stops(judged)
            })
            .copied()
    }
}
