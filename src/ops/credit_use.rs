//! Credit used, from files and by hand.

use super::bad_values::BadValues;
use super::batch::{Named, NotTaken, Taken, earlier_row};
use super::change::Writer;
use super::company::{self, BadValue};
use crate::domain::decide::request::Request;
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::domain::value::month::Month;
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::output::money::parse_cents;
use crate::rows::{Column, Row, Takes};
use std::collections::HashMap;

/// The columns of a file of credit used.
pub const COLUMNS: &[Column] = &[
    Column::required("partner").taking(Takes::Code),
    Column::required("month"),
    Column::required("amount").taking(Takes::Number),
    Column::optional("note"),
];

/// The most that can be recorded for a month, in USD cents: sums over all partners and months stay exact.
const MOST_CENTS: i64 = 100_000_000_000;

/// Credit used in a month, as it was typed: the month's total.
///
/// # Errors
/// Every value that will not do.
pub fn request(
    month: &str,
    amount: &str,
    note: Option<&str>,
    today: Day,
    on_duplicate: OnDuplicate,
) -> Result<(Day, Request), BadValues> {
    let mut bad = BadValues::default();
    let month = bad.check(self::month("month", month, today));
    let too_much = "at most 1,000,000,000 USD are used in a month";
    let cents = bad.check(cents(amount, MOST_CENTS, too_much));
    let note = bad.check(company::text("note", note));
    bad.settled()?;
    let replace = on_duplicate == OnDuplicate::Update;
    // It holds from the month's end, or from today where that has not come.
    Ok((
        month.last().min(today),
        Request::UseCredit {
            month,
            cents,
            note,
            replace,
        },
    ))
}

/// An amount in USD, as cents.
///
/// # Errors
/// It is no amount, or there is too much of it.
pub fn cents(text: &str, most: i64, too_much: &str) -> Result<i64, BadValue> {
    let bad = |reason: String| BadValue::new("amount", text, reason);
    match parse_cents(text) {
        Ok(cents) if cents > most => Err(bad(too_much.to_owned())),
        Ok(cents) => Ok(cents),
        Err(reason) => Err(bad(reason)),
    }
}

/// A month that has begun.
///
/// # Errors
/// It is no month, or it is in the future.
pub fn month(column: &'static str, text: &str, today: Day) -> Result<Month, BadValue> {
    let month = Month::parse(text).ok_or_else(|| {
        BadValue::new(column, text, "a month is written YYYY-MM, such as 2015-03")
    })?;
    if month > Month::of(today) {
        return Err(BadValue::new(
            column,
            text,
            format!("it is after this month, {}", Month::of(today)),
        ));
    }
    Ok(month)
}

/// What a file has told so far: of two rows of one file that exclude each other the first stands.
#[derive(Debug, Default)]
pub struct Told {
    named: Named,
    /// The figures, each with its line.
    figures: HashMap<(PartnerId, Month), (i64, u64)>,
}

/// Takes a row of a file of credit used.
///
/// # Errors
/// A value will not do, the rules refuse it, or the book cannot be written.
pub fn row(
    told: &mut Told,
    writer: &mut Writer<'_>,
    row: &Row,
    on_duplicate: OnDuplicate,
) -> Result<Taken, NotTaken> {
    let mut bad = BadValues::of(row);
    let partner = bad.found(told.named.partner(writer, row))?;
    let get = |column| row.get(column).unwrap_or_default();
    let request = request(
        get("month"),
        get("amount"),
        row.get("note"),
        writer.today(),
        on_duplicate,
    );
    let request = bad.check(request.map(Some));
    let (partner, (on, request)) = bad.settled_with(partner.zip(request))?;
    if let Request::UseCredit { month, cents, .. } = &request {
        let (first, line) = *told
            .figures
            .entry((partner.clone(), *month))
            .or_insert((*cents, row.line()));
        if first != *cents {
            let earlier = earlier_row(Some(line));
            let reason = format!("{earlier} has another figure for {partner} in {month}");
            return Err(NotTaken::because(reason));
        }
    }
    let history = writer.history(&partner)?;
    if let Request::UseCredit { month, cents, .. } = &request
        && on_duplicate == OnDuplicate::Skip
        && let Some(known) = history.latest().credit_used.get(month)
    {
        return Ok(match known == cents {
            true => Taken::Unchanged,
            false => Taken::Skipped,
        });
    }
    let recorded = writer.ask_briefly(&history, on, &request)?;
    Ok(if recorded > 0 {
        Taken::Recorded(partner)
    } else {
        Taken::Unchanged
    })
}
