//! Revenue that the portal reported, from files and by hand.

use super::bad_values::{BadValue, BadValues};
use super::catalogue::ProductLookup;
use super::change::Writer;
use super::credit_use;
use super::import::{Batch, EarlierRows, Import, PartnerLookup, RowError, RowOutcome};
use super::values;
use crate::domain::fact::{Dated, Revenue};
use crate::domain::rule::revenue;
use crate::domain::value::day::Day;
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::rows::{FileColumn, Row, Takes};

/// The most that can be recorded for a row, in USD cents, and the most subscriptions: sums stay exact.
const MOST: i64 = 100_000_000_000;

/// Revenue as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RevenueInput<'s> {
    /// The month.
    pub month: &'s str,
    /// What was sold.
    pub sku: Option<&'s str>,
    /// How many subscriptions.
    pub subscriptions: Option<&'s str>,
    /// USD.
    pub amount: &'s str,
    /// A remark.
    pub note: Option<&'s str>,
}

impl RevenueInput<'_> {
    /// The revenue of a product that was said, and the day it holds from: the month's end, or today where that has
    /// not come.
    pub(crate) fn revenue(&self, product: String, today: Day) -> Result<(Day, Revenue), BadValues> {
        let mut bad = BadValues::default();
        let month = bad.check(credit_use::month("month", self.month, today));
        let too_much = "at most 1,000,000,000 USD are reported at once";
        let cents = bad.check(credit_use::cents(self.amount, MOST, too_much));
        let subscriptions = self.subscriptions.map(|text| {
            let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            let count = digits.then(|| text.parse().ok()).flatten();
            count.filter(|count| *count <= MOST).ok_or_else(|| {
                let reason = if digits {
                    "more subscriptions than can be recorded"
                } else {
                    "subscriptions are a whole number, without separators"
                };
                BadValue::new("subscriptions", text, reason)
            })
        });
        let revenue = Revenue {
            product,
            month,
            sku: bad.check(values::line("sku", self.sku)).unwrap_or_default(),
            subscriptions: bad.check(subscriptions.transpose()),
            cents,
            note: bad
                .check(values::text("note", self.note))
                .filter(|note| !note.is_empty()),
        };
        bad.into_result()?;
        Ok((month.last().min(today), revenue))
    }
}

/// An import of revenue.
#[derive(Debug, Default)]
pub(crate) struct RevenueImport {
    lookup: PartnerLookup,
    products: ProductLookup,
    earlier: EarlierRows,
}

impl Import for RevenueImport {
    fn columns(&self) -> Vec<FileColumn> {
        vec![
            FileColumn::required("partner").taking(Takes::Code),
            FileColumn::required("product").taking(Takes::Code),
            FileColumn::required("month"),
            FileColumn::optional("sku").taking(Takes::Code),
            FileColumn::optional("subscriptions").taking(Takes::Number),
            FileColumn::required("amount").taking(Takes::Number),
            FileColumn::optional("note"),
        ]
    }

    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError> {
        let on_duplicate = batch.on_duplicate();
        import_row(self, batch.writer(), row, on_duplicate)
    }
}

fn import_row(
    import: &mut RevenueImport,
    writer: &mut Writer<'_>,
    row: &Row,
    on_duplicate: OnDuplicate,
) -> Result<RowOutcome, RowError> {
    let mut bad = BadValues::of(row);
    let partner = bad.found(import.lookup.find(writer, row))?;
    let product = match &partner {
        Some(partner) => bad.found(import.products.find(writer, partner, row))?,
        None => None,
    };
    let input = RevenueInput {
        month: row.get("month").unwrap_or_default(),
        sku: row.get("sku"),
        subscriptions: row.get("subscriptions"),
        amount: row.get("amount").unwrap_or_default(),
        note: row.get("note"),
    };
    let revenue = input.revenue(product.unwrap_or_default(), writer.today());
    let revenue = bad.check(revenue.map(Some));
    let (partner, (on, revenue)) = bad.require(partner.zip(revenue))?;
    let known = writer.book().reported_revenue(&partner, &revenue)?;
    let key = format!("{}\n{}\n{}", revenue.product, revenue.month, revenue.sku);
    let this_row = (&partner, key.as_str(), row.line());
    let earlier = import
        .earlier
        .of_report(writer, known.as_ref(), this_row, on_duplicate);
    let skip = on_duplicate == OnDuplicate::Skip;
    // Only what is refused differs from what is on record; the same is unchanged.
    let on_duplicate = if skip || earlier.is_some() {
        OnDuplicate::Refuse
    } else {
        on_duplicate
    };
    let history = import.products.history(writer, &partner)?;
    match revenue::report(history, known.as_ref(), on, &revenue, on_duplicate) {
        Ok(Some(fact)) => {
            writer.record(&partner, &[Dated { on, fact }])?;
            Ok(RowOutcome::Recorded(partner))
        }
        Ok(None) => Ok(RowOutcome::Unchanged),
        Err(refusal) => match earlier {
            Some(earlier) => Err(RowError::because(format!(
                "{earlier} has another figure for {} of {partner} in {}",
                revenue.product, revenue.month
            ))),
            None if skip => Ok(RowOutcome::Skipped),
            None => Err(refusal.into()),
        },
    }
}
