//! Requests, as they are typed or stand in a file.

use super::bad_values::{BadValue, BadValues};
use super::credit_use::cents;
use super::import::{Batch, Import, PartnerLookup, RowError, RowOutcome};
use super::values;
use crate::domain::decide::request::Request;
use crate::domain::fact::Asked;
use crate::domain::value::day::Day;
use crate::rows::{FileColumn, Row, Takes};

/// The most that a support level can cost a month, in USD cents.
const MOST_CENTS: i64 = 100_000_000_000;

/// A request as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RequestInput<'s> {
    /// What kind of request it is.
    pub kind: &'s str,
    /// What exactly is asked for.
    pub text: Option<&'s str>,
    /// The day by which it is to be done.
    pub due: Option<&'s str>,
    /// Who takes care of it.
    pub person: Option<&'s str>,
    /// Its ticket elsewhere.
    pub reference: Option<&'s str>,
}

impl RequestInput<'_> {
    /// Returns what is asked for.
    ///
    /// # Errors
    /// Names every value that is invalid.
    pub(crate) fn asked(&self) -> Result<Asked, BadValues> {
        let mut bad = BadValues::default();
        let given = |value: Option<String>| value.filter(|value| !value.is_empty());
        let asked = Asked {
            kind: bad
                .check(values::line("kind", Some(self.kind)))
                .unwrap_or_default(),
            text: given(bad.check(values::text("text", self.text))),
            due: bad.check(self.due.map(values::day_to_come).transpose()),
            person: given(bad.check(values::line("for", self.person))),
            reference: given(bad.check(values::line("ref", self.reference))),
        };
        bad.into_result().map(|()| asked)
    }
}

/// The fee a month of a support level, in USD, as cents.
///
/// # Errors
/// It is not an amount.
pub(crate) fn fee(text: &str) -> Result<i64, BadValue> {
    let too_much = "a support level costs at most 1,000,000,000 USD a month";
    cents(text, MOST_CENTS, too_much).map_err(|bad| BadValue {
        column: "fee",
        ..bad
    })
}

/// An import of requests.
#[derive(Debug)]
pub(crate) struct RequestImport {
    default_on: Day,
    lookup: PartnerLookup,
}

impl RequestImport {
    /// Begins an import whose rows hold from this day where they name none.
    #[must_use]
    pub(crate) fn new(default_on: Day) -> Self {
        Self {
            default_on,
            lookup: PartnerLookup::default(),
        }
    }
}

impl Import for RequestImport {
    /// A row with other content is another request.
    const HAS_DUPLICATES: bool = false;

    fn columns(&self) -> Vec<FileColumn> {
        vec![
            FileColumn::required("partner").taking(Takes::Code),
            FileColumn::required("kind"),
            FileColumn::optional("text"),
            FileColumn::optional("due"),
            FileColumn::optional("for"),
            FileColumn::optional("ref").taking(Takes::Code),
            FileColumn::optional("on"),
        ]
    }

    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError> {
        let writer = batch.writer();
        let mut bad = BadValues::of(row);
        let partner = bad.found(self.lookup.find(writer, row))?;
        let on = bad.check(values::given_day("on", row.get("on"), writer.today()));
        let input = RequestInput {
            kind: row.get("kind").unwrap_or_default(),
            text: row.get("text"),
            due: row.get("due"),
            person: row.get("for"),
            reference: row.get("ref"),
        };
        let asked = bad.check(input.asked().map(Some));
        let (partner, asked) = bad.require(partner.zip(asked))?;
        let history = writer.history(&partner)?;
        let on = on.unwrap_or(self.default_on);
        let recorded = writer.apply_count(&history, on, &Request::Ask(asked))?;
        Ok(RowOutcome::of_count(recorded, partner))
    }
}
