//! What comes next, after a stage or a tier was reached or lost.

use crate::domain::partner::history::History;
use crate::domain::partner::standing::Stage;
use crate::domain::program::versions::Rules;
use crate::domain::rule::credit;
use crate::domain::value::day::Day;
use crate::domain::value::month::Month;

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ahead {
    /// The integration credit in USD cents a month, where it is another one than before, and the first month that has
    /// it.
    pub credit: Option<(i64, Month)>,
    /// The last day for the certification of a candidate.
    pub certified_by: Option<Day>,
}

impl Ahead {
    /// What comes next for a partner who was there before and is here now. A month's credit is that of its first day of
    /// entitlement, so that another one begins in the next month, unless this one had none.
    #[must_use]
    pub fn of(rules: &Rules, before: &History, now: &History, today: Day) -> Self {
        let cents = |history: &History| {
            let entitled = credit::entitlement(rules, &history.at(today));
            entitled.map_or(0, |(_, cents)| cents)
        };
        let (this, to_come) = (Month::of(today), cents(now));
        let credit = (to_come != cents(before)).then(|| {
            let month = credit::months(rules, now, this, this, today).pop();
            let already = month.is_some_and(|month| month.granted_cents == to_come);
            (to_come, if already { this } else { this.next() })
        });
        let standing = now.at(today);
        let candidate = standing.running_at(Stage::Candidate);
        Self {
            credit,
            certified_by: candidate.and_then(|current| current.window_end(rules.on(today))),
        }
    }
}
