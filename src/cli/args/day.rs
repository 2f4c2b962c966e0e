//! Days as they are typed.

use crate::domain::value::day::{Day, parse_day, why_not_a_day};
use chrono::Days;
use std::fmt;
use std::str::FromStr;

/// A day as it is typed: `2015-03-31`, `today`, `yesterday`, or `+30` for 30 days from today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DayArg {
    text: String,
    day: Typed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Typed {
    Day(Day),
    Today,
    Yesterday,
    DaysFromToday(u64),
}

impl DayArg {
    /// Returns the day that is meant, if the calendar reaches that far.
    pub(crate) fn on(&self, today: Day) -> Day {
        let day = match self.day {
            Typed::Day(day) => Some(day),
            Typed::Today => Some(today),
            Typed::Yesterday => today.pred_opt(),
            Typed::DaysFromToday(days) => today.checked_add_days(Days::new(days)),
        };
        day.unwrap_or(today)
    }
}

impl FromStr for DayArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let days = |text: &str| text.parse().ok().filter(|days| *days <= 36_500);
        let day = match text {
            "today" => Some(Typed::Today),
            "yesterday" => Some(Typed::Yesterday),
            _ => match text.strip_prefix('+') {
                Some(number) => days(number).map(Typed::DaysFromToday),
                None => parse_day(text).map(Typed::Day),
            },
        };
        let day = day.ok_or_else(|| why_not_a_day(text))?;
        let text = text.to_owned();
        Ok(Self { text, day })
    }
}

impl fmt::Display for DayArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_be_counted_from_today() {
        let today = parse_day("2024-02-28").expect("a day");
        for (text, day) in [
            ("2015-03-31", "2015-03-31"),
            ("today", "2024-02-28"),
            ("yesterday", "2024-02-27"),
            ("+0", "2024-02-28"),
            ("+2", "2024-03-01"),
        ] {
            let typed: DayArg = text.parse().expect(text);
            assert_eq!(typed.on(today).to_string(), day, "{text}");
        }
        for text in ["tomorrow", "+", "+x", "+99999", "-1", "2015-02-29"] {
            assert!(text.parse::<DayArg>().is_err(), "{text}");
        }
    }
}
