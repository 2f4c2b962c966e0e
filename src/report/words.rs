//! How points, days and balances are said, the same everywhere.

use super::PageOptions;
use crate::domain::value::day::Day;
use crate::output::money::thousands;

/// `1 day`, `12 days`.
#[must_use]
pub(crate) fn count(n: i64, one: &str) -> String {
    let many = if n.abs() == 1 { "" } else { "s" };
    format!("{} {one}{many}", thousands(n))
}

/// `today`, `in 12 days`, `12 days ago`.
#[must_use]
pub(crate) fn distance(day: Day, today: Day) -> String {
    match (day - today).num_days() {
        0 => "today".to_owned(),
        n if n > 0 => format!("in {}", count(n, "day")),
        n => format!("{} ago", count(-n, "day")),
    }
}

/// How far a partner is on the way from a tier to the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WayToNextTier<'t> {
    /// The tier that comes next, and how many points it takes.
    pub next: Option<(&'t str, i64)>,
    /// The points from which this tier and the next are reached.
    pub span: (i64, i64),
}

/// `525 points  █████░░░░░  4,475 to platinum`: a balance and what is next, with a bar on a terminal.
#[must_use]
pub(crate) fn points(balance: i64, way: WayToNextTier<'_>, look: PageOptions) -> String {
    let points = count(balance, "point");
    let Some((next, to)) = way.next else {
        return points;
    };
    let bar = if look.terminal {
        format!("  {}", bar(balance, way.span.0, way.span.1, 20))
    } else {
        String::new()
    };
    format!("{points}{bar}  {} to {next}", thousands(to))
}

/// A bar that shows how far `value` is on the way from `from` to `to`.
#[must_use]
pub(crate) fn bar(value: i64, from: i64, to: i64, width: usize) -> String {
    let span = (to - from).max(1);
    let done = (value - from).clamp(0, span);
    let filled = usize::try_from(done).unwrap_or(0).saturating_mul(width)
        / usize::try_from(span).unwrap_or(1);
    format!("{}{}", "█".repeat(filled), "░".repeat(width - filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_counts_are_said_in_words() {
        let day = |n| Day::from_ymd_opt(2015, 3, n).expect("a day");
        assert_eq!(distance(day(3), day(3)), "today");
        assert_eq!(distance(day(4), day(3)), "in 1 day");
        assert_eq!(distance(day(1), day(3)), "2 days ago");
        assert_eq!(count(1500, "point"), "1,500 points");
    }

    #[test]
    fn a_bar_is_full_only_at_its_end() {
        assert_eq!(bar(0, 0, 500, 10), "░░░░░░░░░░");
        assert_eq!(bar(499, 0, 500, 10), "█████████░");
        assert_eq!(bar(500, 0, 500, 10), "██████████");
        assert_eq!(bar(9999, 500, 5000, 4), "████");
    }
}
