//! Billable revenue, and what of it is paid to the provider.

use super::product;
use super::refusal::{Refusal, Why};
use crate::domain::fact::{Fact, Recorded, Revenue};
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::Day;
use crate::domain::value::month::Month;
use crate::domain::value::named::named;
use crate::domain::value::on_duplicate::OnDuplicate;

/// The share of billable revenue that is paid to a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Basis points.
    pub basis_points: i64,
    /// Where it is from.
    pub from: ShareFrom,
}

/// Where a share is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShareFrom {
    /// It is on record for the partner.
    Partner,
    /// It is the program's for everybody without one of their own.
    Program,
}
named!(ShareFrom, ShareFrom::Partner => "partner", ShareFrom::Program => "program");

impl Share {
    /// What of an amount is paid to the partner, in USD cents, half a cent rounded up.
    #[must_use]
    pub fn of(self, cents: i64) -> i64 {
        let paid = i128::from(cents) * i128::from(self.basis_points);
        i64::try_from((paid + 5_000).div_euclid(10_000)).unwrap_or(i64::MAX)
    }
}

/// The share for a month: the one on record on its last day, or on the day asked for while that has not come; the
/// program's default without one. The documents name the remuneration but not its formula.
#[must_use]
pub fn share(rules: &Rules, history: &History, month: Month, as_of: Day) -> Option<Share> {
    history.expect(Scope::Profile);
    let day = month.last().min(as_of);
    let own = history.at(day).about.share_bp.map(|basis_points| Share {
        basis_points,
        from: ShareFrom::Partner,
    });
    own.or_else(|| {
        let default = rules.on(day).default_share_bp?;
        Some(Share {
            basis_points: i64::from(default),
            from: ShareFrom::Program,
        })
    })
}

/// Says whether revenue may be recorded: the partner and the product must exist, and that is all.
///
/// # Errors
/// The partner has no such product.
pub fn allow_revenue(history: &History, on: Day, revenue: &Revenue) -> Result<(), Refusal> {
    product::exists(history, on, &revenue.product)
}

/// A correction of what is on record: what it leaves out stays as it is.
fn correction(known: Option<&Recorded>, revenue: &Revenue) -> Revenue {
    let mut corrected = revenue.clone();
    if let Some(Fact::Revenue(known)) = known.map(|known| &known.fact) {
        corrected.subscriptions = corrected.subscriptions.or(known.subscriptions);
        corrected.note = corrected.note.or_else(|| known.note.clone());
    }
    corrected
}

/// Decides on a report, given what is on record of the product, month and SKU: the fact to record, or none where it
/// says nothing new.
///
/// # Errors
/// The partner has no such product, or another figure is on record.
pub fn report(
    history: &History,
    known: Option<&Recorded>,
    on: Day,
    revenue: &Revenue,
    on_duplicate: OnDuplicate,
) -> Result<Option<Fact>, Refusal> {
    let is_news = is_news(known, revenue, on_duplicate)
        .map_err(|why| Refusal::new(&history.partner, on, why))?;
    if !is_news {
        return Ok(None);
    }
    allow_revenue(history, on, revenue)?;
    Ok(Some(Fact::Revenue(correction(known, revenue))))
}

/// Whether a report changes what is on record.
fn is_news(
    known: Option<&Recorded>,
    revenue: &Revenue,
    on_duplicate: OnDuplicate,
) -> Result<bool, Why> {
    let Some(Fact::Revenue(known)) = known.map(|known| &known.fact) else {
        return Ok(true);
    };
    // What is left out says nothing.
    let new_subscriptions =
        revenue.subscriptions.is_some() && known.subscriptions != revenue.subscriptions;
    let new_note = revenue.note.is_some() && known.note != revenue.note;
    let other: Vec<&'static str> = [
        ("amount", known.cents != revenue.cents),
        ("subscriptions", new_subscriptions),
        ("note", new_note),
    ]
    .into_iter()
    .filter_map(|(column, differs)| differs.then_some(column))
    .collect();
    if other.is_empty() {
        return Ok(false);
    }
    on_duplicate.settle(|| Why::RevenueKnown {
        product: known.product.clone(),
        month: known.month,
        sku: known.sku.clone(),
        other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remuneration_is_rounded_half_up() {
        let share = |basis_points| Share {
            basis_points,
            from: ShareFrom::Partner,
        };
        for (cents, basis_points, paid) in [
            (10_000, 7_000, 7_000),
            (1, 5_000, 1),
            (1, 4_999, 0),
            (3, 5_000, 2),
            (101, 1_250, 13),
            (99, 1_250, 12),
            (100, 1_250, 13),
            (0, 10_000, 0),
            (100_000_000_000, 10_000, 100_000_000_000),
            (100_000_000_000, 9_999, 99_990_000_000),
        ] {
            assert_eq!(
                share(basis_points).of(cents),
                paid,
                "{cents} at {basis_points}"
            );
        }
    }
}
