//! Credit used, from files and by hand.

use super::batch::{Named, NotTaken, OnDuplicate, Taken};
use super::change::Writer;
use super::company::{self, BadValue};
use crate::domain::day::{Day, Month};
use crate::domain::id::PartnerId;
use crate::domain::request::Request;
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
/// The month or the amount will not do.
pub fn request(
    month: &str,
    amount: &str,
    note: Option<&str>,
    today: Day,
    on_duplicate: Option<OnDuplicate>,
) -> Result<(Day, Request), BadValue> {
    let month = self::month("month", month, today)?;
    let cents = parse_cents(amount).map_err(|reason| BadValue::new("amount", amount, reason))?;
    if cents > MOST_CENTS {
        return Err(BadValue::new(
            "amount",
            amount,
            "at most 1,000,000,000 USD are used in a month",
        ));
    }
    let note = company::text("note", note)?;
    let replace = on_duplicate == Some(OnDuplicate::Update);
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
    figures: HashMap<(PartnerId, Month), i64>,
}

/// Takes a row of a file of credit used.
///
/// # Errors
/// A value will not do, the rules refuse it, or the book cannot be written.
pub fn row(
    told: &mut Told,
    writer: &mut Writer<'_>,
    row: &Row,
    on_duplicate: Option<OnDuplicate>,
) -> Result<Taken, NotTaken> {
    let partner = told.named.partner(writer, row)?;
    let get = |column| row.get(column).unwrap_or_default();
    let (on, request) = request(
        get("month"),
        get("amount"),
        row.get("note"),
        writer.today(),
        on_duplicate,
    )?;
    if let Request::UseCredit { month, cents, .. } = &request {
        let first = *told
            .figures
            .entry((partner.clone(), *month))
            .or_insert(*cents);
        if first != *cents {
            let reason =
                format!("an earlier row of this file has another figure for {partner} in {month}");
            return Err(NotTaken::because(reason));
        }
    }
    let history = writer.history(&partner)?;
    if let Request::UseCredit { month, .. } = &request
        && on_duplicate == Some(OnDuplicate::Skip)
        && history.latest().credit_used.contains_key(month)
    {
        return Ok(Taken::Unchanged);
    }
    let recorded = writer.ask_briefly(&history, on, &request)?;
    Ok(if recorded > 0 {
        Taken::Recorded(partner)
    } else {
        Taken::Unchanged
    })
}
