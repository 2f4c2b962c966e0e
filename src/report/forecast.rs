//! The credit of the months to come, as far as it follows from what is on record.

use super::{AsOf, Block, PageOptions, Report, SCHEMA};
use crate::domain::partner::history::History;
use crate::domain::program::versions::Rules;
use crate::domain::rule::credit;
use crate::domain::rule::term::holds_month;
use crate::domain::value::day::Day;
use crate::domain::value::month::Month;
use crate::output::money::dollars;
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a forecast takes for granted.
const ASSUMES: &str = "assumes that nothing new is recorded: no points, decisions or objections; candidates have credit \
                       up to their window's end, points count until they expire, and each day has the rules in force on it";

/// The credit of months to come.
#[derive(Debug, Serialize)]
pub(crate) struct Forecast {
    schema: u32,
    as_of: Day,
    months: Vec<ForecastRow>,
    total: Amounts,
    assumes: &'static str,
}

#[derive(Debug, Serialize)]
struct ForecastRow {
    month: String,
    basis: String,
    partners: i64,
    #[serde(flatten)]
    amounts: Amounts,
}

/// USD cents.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Amounts {
    /// Up to the anniversary of the running term.
    committed_cents: i64,
    /// After it: if the term is renewed, or for as long as that is not decided.
    if_renewed_cents: i64,
}

impl Amounts {
    fn add(&mut self, other: Self) {
        self.committed_cents += other.committed_cents;
        self.if_renewed_cents += other.if_renewed_cents;
    }
}

type Sums = BTreeMap<(Month, String), (i64, Amounts)>;

impl Forecast {
    /// The forecast for all partners, for so many months after the one that runs.
    pub(crate) fn for_all(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        months: u32,
    ) -> Result<Self, StoreError> {
        let mut sums = Sums::new();
        book.walk(as_of.known_at, |history| {
            add(&mut sums, rules, &history, as_of.day, months);
            Ok::<_, StoreError>(())
        })?;
        Ok(Self::new(as_of.day, sums))
    }

    /// The same for one partner.
    #[must_use]
    pub(crate) fn for_partner(rules: &Rules, history: &History, as_of: AsOf, months: u32) -> Self {
        let mut sums = Sums::new();
        add(&mut sums, rules, history, as_of.day, months);
        Self::new(as_of.day, sums)
    }

    fn new(as_of: Day, sums: Sums) -> Self {
        let mut total = Amounts::default();
        let months = sums
            .into_iter()
            .map(|((month, basis), (partners, amounts))| {
                total.add(amounts);
                ForecastRow {
                    month: month.to_string(),
                    basis,
                    partners,
                    amounts,
                }
            });
        let months = months.collect();
        Self {
            schema: SCHEMA,
            as_of,
            months,
            total,
            assumes: ASSUMES,
        }
    }
}

fn add(sums: &mut Sums, rules: &Rules, history: &History, today: Day, months: u32) {
    let first = Month::of(today).next();
    let Some(last) = std::iter::successors(Some(first), |month| Some(month.next()))
        .take(usize::try_from(months).unwrap_or(usize::MAX))
        .last()
    else {
        return;
    };
    // What is on record for later days than the one asked for had not happened then.
    let history = &history.until(today);
    let standing = history.at(today);
    let Some(current) = standing.running() else {
        return;
    };
    for month in credit::months(rules, history, first, last, last.last()) {
        let Some(basis) = month.basis else {
            continue;
        };
        let cents = month.granted_cents;
        let term = current.term();
        let committed = term.is_none_or(|opened| holds_month(opened.term, month.month));
        let mut amounts = Amounts::default();
        if committed {
            amounts.committed_cents = cents;
        } else {
            amounts.if_renewed_cents = cents;
        }
        let (partners, sum) = sums.entry((month.month, basis)).or_default();
        *partners += 1;
        sum.add(amounts);
    }
}

impl Report for Forecast {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("month"),
            Column::word("basis"),
            Column::number("partners"),
            Column::money("committed"),
            Column::money("if_renewed"),
        ];
        let mut sheet = Sheet::new(columns);
        for line in &self.months {
            sheet.row([
                Cell::from(line.month.as_str()),
                line.basis.as_str().into(),
                line.partners.into(),
                Cell::cents(line.amounts.committed_cents),
                Cell::cents(line.amounts.if_renewed_cents),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let Amounts {
            committed_cents,
            if_renewed_cents,
        } = self.total;
        let total = format!(
            "in all: {} committed, {} if terms are renewed",
            dollars(committed_cents),
            dollars(if_renewed_cents)
        );
        let mut page = Vec::new();
        if !self.months.is_empty() {
            page.extend([Block::Sheet(self.sheet()), Block::Gap]);
        }
        page.extend([Block::Line(total), Block::Line(self.assumes.to_owned())]);
        page
    }
}
