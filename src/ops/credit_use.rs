//! Credit used, from files and by hand.

use super::bad_values::{BadValue, BadValues};
use super::import::{Batch, Import, PartnerLookup, RowError, RowOutcome, earlier_row};
use super::values;
use crate::domain::decide::request::{Request, UseCredit};
use crate::domain::fact::CreditUse;
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::domain::value::month::Month;
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::output::money::parse_cents;
use crate::rows::{FileColumn, Row, Takes};
use std::collections::HashMap;

/// The most that can be recorded for a month, in USD cents: sums over all partners and months stay exact.
const MOST_CENTS: i64 = 100_000_000_000;

/// Credit used in a month, as it was typed: the month's total.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CreditInput<'s> {
    /// The month.
    pub month: &'s str,
    /// USD.
    pub amount: &'s str,
    /// A remark.
    pub note: Option<&'s str>,
}

/// Credit used in a month.
#[derive(Debug)]
pub(crate) struct CreditFigure {
    month: Month,
    cents: i64,
    note: Option<String>,
    /// The month's end, or today where that has not come.
    on: Day,
}

impl CreditInput<'_> {
    /// Returns the figure.
    pub(crate) fn figure(&self, today: Day) -> Result<CreditFigure, BadValues> {
        let mut bad = BadValues::default();
        let month = bad.check(month("month", self.month, today));
        let too_much = "at most 1,000,000,000 USD are used in a month";
        let figure = CreditFigure {
            month,
            cents: bad.check(cents(self.amount, MOST_CENTS, too_much)),
            note: bad.check(values::text("note", self.note)),
            on: month.last().min(today),
        };
        bad.into_result().map(|()| figure)
    }
}

impl CreditFigure {
    /// Returns the request to record it, and the day from which it holds.
    #[must_use]
    pub(crate) fn request(self, on_duplicate: OnDuplicate) -> (Day, Request) {
        let request = Request::UseCredit(UseCredit {
            used: CreditUse {
                month: self.month,
                cents: self.cents,
                note: self.note,
            },
            replace: on_duplicate == OnDuplicate::Update,
        });
        (self.on, request)
    }
}

/// An amount in USD, as cents.
pub(crate) fn cents(text: &str, most: i64, too_much: &str) -> Result<i64, BadValue> {
    let bad = |reason: String| BadValue::new("amount", text, reason);
    match parse_cents(text) {
        Ok(cents) if cents > most => Err(bad(too_much.to_owned())),
        Ok(cents) => Ok(cents),
        Err(reason) => Err(bad(reason)),
    }
}

/// A month that has begun.
pub(crate) fn month(column: &'static str, text: &str, today: Day) -> Result<Month, BadValue> {
    let month = match text {
        "this-month" => Some(Month::of(today)),
        "last-month" => Some(Month::of(today).back(1)),
        _ => Month::parse(text),
    };
    let month = month.ok_or_else(|| {
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

/// An import of credit used.
#[derive(Debug, Default)]
pub(crate) struct CreditImport {
    lookup: PartnerLookup,
    /// The figures of the file so far, each with its line: of two rows that contradict each other the first stands.
    figures: HashMap<(PartnerId, Month), (i64, u64)>,
}

impl Import for CreditImport {
    fn columns(&self) -> Vec<FileColumn> {
        vec![
            FileColumn::required("partner").taking(Takes::Code),
            FileColumn::required("month"),
            FileColumn::required("amount").taking(Takes::Number),
            FileColumn::optional("note"),
        ]
    }

    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError> {
        let on_duplicate = batch.on_duplicate();
        let writer = batch.writer();
        let mut bad = BadValues::of(row);
        let partner = bad.found(self.lookup.find(writer, row))?;
        let input = CreditInput {
            month: row.get("month").unwrap_or_default(),
            amount: row.get("amount").unwrap_or_default(),
            note: row.get("note"),
        };
        let figure = bad.check(input.figure(writer.today()).map(Some));
        let (partner, figure) = bad.require(partner.zip(figure))?;
        let (month, cents) = (figure.month, figure.cents);
        let first = self.figures.entry((partner.clone(), month));
        let (first, line) = *first.or_insert((cents, row.line()));
        if first != cents {
            let earlier = earlier_row(Some(line));
            let reason = format!("{earlier} has another figure for {partner} in {month}");
            return Err(RowError::because(reason));
        }
        let history = writer.history(&partner)?;
        if on_duplicate == OnDuplicate::Skip
            && let Some(known) = history.latest().credit_used.get(&month)
        {
            return Ok(if *known == cents {
                RowOutcome::Unchanged
            } else {
                RowOutcome::Skipped
            });
        }
        let (on, request) = figure.request(on_duplicate);
        let recorded = writer.apply_count(&history, on, &request)?;
        Ok(RowOutcome::of_count(recorded, partner))
    }
}
