//! Calendar months.

use super::day::{Day, months_after, parse_day};
use chrono::{Datelike as _, Months, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// A calendar month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

impl Month {
    /// The month a day lies in.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Reads a month written `2015-03`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 7)
            .then(|| parse_day(&format!("{text}-01")))
            .flatten()
            .map(Self)
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        self.0
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Day {
        self.next().0.pred_opt().unwrap_or(self.0)
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(months_after(self.0, 1))
    }

    /// The month so many months before it.
    #[must_use]
    pub fn back(self, months: u32) -> Self {
        Self(
            self.0
                .checked_sub_months(Months::new(months))
                .unwrap_or(self.0),
        )
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        Self::of(day) == self
    }
}

impl FromStr for Month {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or("a month is written YYYY-MM, such as 2015-03")
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_a_first_and_a_last_day() {
        let month = Month::parse("2016-02").expect("a month");
        assert_eq!(month.first().to_string(), "2016-02-01");
        assert_eq!(month.last().to_string(), "2016-02-29");
        assert_eq!(month.next().to_string(), "2016-03");
        assert_eq!(Month::parse("2016-2"), None);
        assert_eq!(Month::parse("2016-13"), None);
    }
}
