//! Days, months and the calendar arithmetic of the program.

use chrono::{Datelike, Months, NaiveDate};

/// A calendar day; the program knows no hours.
pub type Day = NaiveDate;

/// The first day there is: the book orders days as text, and no earlier one has four digits.
pub const FIRST: Day = match Day::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => Day::MIN,
};

/// The last day that is read: written as text, it comes after every other one.
pub const LAST: Day = match Day::from_ymd_opt(9000, 12, 31) {
    Some(day) => day,
    None => Day::MAX,
};

/// Reads a day as ISO 8601 writes it, in exactly ten characters.
///
/// The book orders days as text, so the width matters; and a file may have a million of them, so no pattern is
/// interpreted.
#[must_use]
pub fn parse_day(text: &str) -> Option<Day> {
    let digits =
        |range: std::ops::Range<usize>| text.as_bytes()[range].iter().all(u8::is_ascii_digit);
    if text.len() != 10 || !digits(0..4) || !digits(5..7) || !digits(8..10) {
        return None;
    }
    let (year, month, day) = (
        text[..4].parse().ok()?,
        text[5..7].parse().ok()?,
        text[8..].parse().ok()?,
    );
    // Terms and windows are counted a century ahead at most, and still have four digits.
    let hyphens = text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    NaiveDate::from_ymd_opt(year, month, day).filter(|day| hyphens && (FIRST..=LAST).contains(day))
}

/// Says why a text is not a day: it is not written as one, or the calendar has no such day.
#[must_use]
pub fn why_not_a_day(text: &str) -> String {
    let first = text
        .get(..7)
        .and_then(|month| parse_day(&format!("{month}-01")));
    let number = text.get(8..).and_then(|day| day.parse::<u32>().ok());
    let like_a_day = text.len() == 10 && text.as_bytes()[7] == b'-';
    match (first, number) {
        (Some(first), Some(_)) if like_a_day => format!(
            "{} has {} days",
            first.format("%B %Y"),
            first.num_days_in_month()
        ),
        _ => "a day is written YYYY-MM-DD, such as 2015-03-31".to_owned(),
    }
}

/// The day `months` after `anchor`, clamped to the month's end: from the 31st, three months on may be the 30th.
///
/// Always count from the anchor; a chain of clamped days would drift (29 February would stay on the 28th).
#[must_use]
pub fn months_after(anchor: Day, months: u32) -> Day {
    anchor
        .checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// Year and quarter (1 to 4) of a day.
#[must_use]
pub fn quarter(day: Day) -> (i32, u32) {
    (day.year(), day.month0() / 3 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        parse_day(text).expect(text)
    }

    #[test]
    fn only_ten_characters_of_iso_are_a_day() {
        for bad in [
            "+015-03-31",
            "2015-+3-31",
            "2015-03-+1",
            "2015x03-31",
            "2015-03x31",
            "2015-2-3",
            "+12015-02-03",
            "2015-02-30",
            "1/2/26",
            "",
            "0000-01-01",
            "2015-02-0３",
            "2015/02/03",
            "2015-02-03 ",
            "9001-01-01",
        ] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
        assert_eq!(day("2016-02-29").to_string(), "2016-02-29");
    }

    #[test]
    fn a_day_that_does_not_exist_is_told_from_a_text_that_is_no_day() {
        for (text, expected) in [
            ("2015-02-29", "February 2015 has 28 days"),
            ("2016-02-30", "February 2016 has 29 days"),
            ("2015-04-31", "April 2015 has 30 days"),
            ("2015-12-00", "December 2015 has 31 days"),
            (
                "2015-13-01",
                "a day is written YYYY-MM-DD, such as 2015-03-31",
            ),
            (
                "31.3.2015",
                "a day is written YYYY-MM-DD, such as 2015-03-31",
            ),
            (
                "2015-02x29",
                "a day is written YYYY-MM-DD, such as 2015-03-31",
            ),
            (
                "2015-02-2９",
                "a day is written YYYY-MM-DD, such as 2015-03-31",
            ),
            ("", "a day is written YYYY-MM-DD, such as 2015-03-31"),
        ] {
            assert_eq!(why_not_a_day(text), expected, "{text}");
        }
    }

    #[test]
    fn months_are_counted_from_the_anchor_and_clamped() {
        for (anchor, months, expected) in [
            ("2015-02-10", 3, "2015-05-10"),
            ("2015-01-31", 3, "2015-04-30"),
            ("2015-11-30", 3, "2016-02-29"),
            ("2016-02-29", 12, "2017-02-28"),
            ("2016-02-29", 48, "2020-02-29"),
        ] {
            assert_eq!(
                months_after(day(anchor), months),
                day(expected),
                "{anchor} + {months}"
            );
        }
    }

    #[test]
    fn a_year_has_four_quarters() {
        assert_eq!(quarter(day("2015-03-31")), (2015, 1));
        assert_eq!(quarter(day("2015-04-01")), (2015, 2));
    }
}
