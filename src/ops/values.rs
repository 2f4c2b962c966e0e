//! Values that commands and rows share, checked as they come in.

use super::bad_values::BadValue;
use crate::domain::value::day::{Day, parse_day, why_not_a_day};
use crate::domain::value::name::clean_text;

/// Longest single-line value, in characters.
const LINE: usize = 300;
/// Longest summary, note or reason, in characters.
const TEXT: usize = 4000;

/// A value of one line.
pub(crate) fn line(column: &'static str, value: Option<&str>) -> Result<Option<String>, BadValue> {
    let Some(value) = value else { return Ok(None) };
    let clean = clean_text(value, LINE).map_err(|reason| BadValue::new(column, value, reason))?;
    if clean.contains(['\n', '\t']) {
        return Err(BadValue::new(column, value, "must be a single line"));
    }
    Ok(Some(clean))
}

/// A value that may have several lines.
pub(crate) fn text(column: &'static str, value: Option<&str>) -> Result<Option<String>, BadValue> {
    let clean = |value: &str| {
        clean_text(value, TEXT).map_err(|reason| BadValue::new(column, value, reason))
    };
    value.map(clean).transpose()
}

/// A reason, which cannot be empty.
pub(crate) fn reason(column: &'static str, value: &str) -> Result<String, BadValue> {
    match text(column, Some(value))? {
        Some(reason) if reason == "REASON" => Err(BadValue::new(
            column,
            value,
            "`REASON` is a placeholder; give the actual reason",
        )),
        Some(reason) if !reason.is_empty() => Ok(reason),
        _ => Err(BadValue::new(
            column,
            value,
            "a reason is needed, not an empty text",
        )),
    }
}

/// A day.
pub(crate) fn day(column: &'static str, text: &str, today: Day) -> Result<Day, BadValue> {
    let day = match text {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        _ => parse_day(text),
    };
    let day = day.ok_or_else(|| BadValue::new(column, text, why_not_a_day(text)))?;
    if day > today {
        return Err(BadValue::new(
            column,
            text,
            format!("it is after today, {today}"),
        ));
    }
    Ok(day)
}

/// A day that need not be given.
pub(crate) fn given_day(
    column: &'static str,
    text: Option<&str>,
    today: Day,
) -> Result<Option<Day>, BadValue> {
    text.map(|text| day(column, text, today)).transpose()
}

/// The day by which something is to be done, which may be to come.
pub(crate) fn day_to_come(text: &str) -> Result<Day, BadValue> {
    parse_day(text).ok_or_else(|| BadValue::new("due", text, why_not_a_day(text)))
}

/// An address on the web, with or without its `https://`: lists of companies have both.
pub(crate) fn address(column: &'static str, text: &str) -> Result<String, BadValue> {
    let clean = line(column, Some(text))?.unwrap_or_default();
    let lower = clean.to_ascii_lowercase();
    let rest = ["https://", "http://"]
        .into_iter()
        .find_map(|scheme| lower.strip_prefix(scheme))
        .unwrap_or(&lower);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_host = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    if clean.is_empty()
        || (is_host && !rest.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')))
    {
        return Ok(clean);
    }
    Err(BadValue::new(
        column,
        text,
        "an address on the web is written https://acme.example or www.acme.example",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_on_the_web_are_checked() {
        for good in [
            "http://acme.example",
            "HTTPS://Acme.example/x?y",
            "www.acme.example",
            "acme.example:8080/x",
            "",
        ] {
            assert!(address("website", good).is_ok(), "{good}");
        }
        for bad in [
            "ftp//https://x.example",
            "acme",
            "https://",
            "https://a.example b",
            "ftp://acme.example",
            "a..example",
        ] {
            assert!(address("website", bad).is_err(), "{bad}");
        }
    }
}
