//! The monthly integration credit: who is entitled, to how much, and what was used.

use super::checklist;
use super::tier;
use crate::domain::fact::{Adoption, Fact};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::{Stage, Standing};
use crate::domain::program::versions::Rules;
use crate::domain::program::{Need, Program};
use crate::domain::value::day::Day;
use crate::domain::value::month::Month;

/// A month's credit. Money is in whole USD cents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthCredit {
    /// The month.
    pub month: Month,
    /// What it follows from: `candidate` or a tier's id; `None` without entitlement.
    pub basis: Option<String>,
    /// What was granted.
    pub granted_cents: i64,
    /// What was used.
    pub used_cents: i64,
}

impl MonthCredit {
    /// What was used above the credit: shown, never refused.
    #[must_use]
    pub fn overage_cents(&self) -> i64 {
        (self.used_cents - self.granted_cents).max(0)
    }
}

/// What a partner is entitled to on the standing's day: the basis and USD cents a month.
///
/// A candidate inside its window or a certified partner, in good standing, with the agreement accepted.
#[must_use]
pub fn entitlement<'r>(rules: &'r Rules, standing: &Standing<'_>) -> Option<(&'r str, i64)> {
    let program = rules.on(standing.day);
    let current = standing.running()?;
    if program.credit.good_standing && !standing.good {
        return None;
    }
    if !open_items(program, standing).is_empty() {
        return None;
    }
    match current.stage {
        Stage::Candidate
            if current
                .window_end(program)
                .is_some_and(|end| standing.day <= end) =>
        {
            Some((Stage::Candidate.name(), program.candidate.credit_cents))
        }
        Stage::Certified => {
            tier::held(rules, standing).map(|tier| (tier.id.as_str(), tier.credit_cents))
        }
        _ => None,
    }
}

/// The items that the credit needs and that are open on the standing's day.
#[must_use]
pub fn open_items<'p>(program: &'p Program, standing: &Standing<'_>) -> Vec<&'p str> {
    let items = program.credit.items.iter();
    items
        .filter_map(|id| program.item(id))
        .filter(|(list, item)| {
            let found = checklist::found(program, standing, list, item);
            !checklist::settles(Need::MetOrWaived, found.as_ref())
        })
        .map(|(_, item)| item.id.as_str())
        .collect()
}

/// The credit of each month of a span, as far as it is known on the day asked for.
///
/// A month's credit is that of the first day of the month on which the partner is entitled, in full; a month
/// without such a day has none. Nothing is carried over, nothing divided.
#[must_use]
pub fn months(
    rules: &Rules,
    history: &History,
    from: Month,
    to: Month,
    as_of: Day,
) -> Vec<MonthCredit> {
    let mut changes = days_of_change(history);
    changes.extend(rules.versions().map(|version| version.from));
    changes.sort_unstable();
    let used = history.at(as_of).credit_used;
    let span = std::iter::successors(Some(from), |month| Some(month.next()))
        .take_while(|month| *month <= to);
    span.map(|month| {
        let within = changes
            .iter()
            .copied()
            .filter(|day| month.contains(*day) && *day != month.first());
        let granted = std::iter::once(month.first())
            .chain(within)
            .filter(|day| *day <= as_of)
            .find_map(|day| entitlement(rules, &history.at(day)));
        MonthCredit {
            month,
            basis: granted.map(|(basis, _)| basis.to_owned()),
            granted_cents: granted.map_or(0, |(_, cents)| cents),
            used_cents: used.get(&month).copied().unwrap_or(0),
        }
    })
    .collect()
}

/// The days on which an entitlement may begin, in order.
fn days_of_change(history: &History) -> Vec<Day> {
    let mut days: Vec<Day> = history.facts().iter().map(|fact| fact.on).collect();
    for fact in history.facts() {
        if let Fact::Adoption(Adoption {
            admitted_on,
            agreed_on,
            certified_on,
        }) = &fact.fact
        {
            days.extend([admitted_on, agreed_on, certified_on].into_iter().flatten());
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// The first month for which a partner may have credit: that of its first application.
#[must_use]
pub fn first_month(history: &History) -> Option<Month> {
    history
        .facts()
        .iter()
        .map(|fact| fact.on)
        .min()
        .map(Month::of)
}
