//! Integration credit by month: of one partner, or of the program.

use super::{AsOf, Block, PageOptions, Report, SCHEMA};
use crate::domain::partner::history::History;
use crate::domain::program::versions::Rules;
use crate::domain::rule::credit;
use crate::domain::value::day::Day;
use crate::domain::value::month::Month;
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;

/// Integration credit by month. Money is in whole USD cents.
#[derive(Debug, Serialize)]
pub(crate) struct Credits {
    schema: u32,
    as_of: Day,
    partner: Option<String>,
    months: Vec<CreditRow>,
    total: Total,
}

#[derive(Debug, Serialize)]
struct CreditRow {
    month: String,
    basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partners: Option<i64>,
    granted_cents: i64,
    used_cents: i64,
    overage_cents: i64,
}

#[derive(Debug, Serialize)]
struct Total {
    granted_cents: i64,
    used_cents: i64,
    overage_cents: i64,
}

/// What the partners of a month and basis add up to.
#[derive(Default)]
struct Sums {
    partners: i64,
    granted: i64,
    used: i64,
    overage: i64,
}

impl Credits {
    fn new(as_of: Day, partner: Option<String>, months: Vec<CreditRow>) -> Self {
        let sum = |of: fn(&CreditRow) -> i64| months.iter().map(of).sum();
        let total = Total {
            granted_cents: sum(|line| line.granted_cents),
            used_cents: sum(|line| line.used_cents),
            overage_cents: sum(|line| line.overage_cents),
        };
        Self {
            schema: SCHEMA,
            as_of,
            partner,
            months,
            total,
        }
    }

    /// The credit of one partner.
    #[must_use]
    pub(crate) fn for_partner(
        rules: &Rules,
        history: &History,
        as_of: AsOf,
        from: Month,
        to: Month,
    ) -> Self {
        let months = credit::months(rules, history, from, to, as_of.day)
            .into_iter()
            .map(|month| CreditRow {
                overage_cents: month.overage_cents(),
                month: month.month.to_string(),
                basis: month.basis,
                partners: None,
                granted_cents: month.granted_cents,
                used_cents: month.used_cents,
            });
        Self::new(
            as_of.day,
            Some(history.partner.to_string()),
            months.collect(),
        )
    }

    /// What the program owes: the credit of all partners by month and by what it follows from.
    pub(crate) fn for_all(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        from: Month,
        to: Month,
    ) -> Result<Self, StoreError> {
        let mut sums: BTreeMap<(Month, Option<String>), Sums> = BTreeMap::new();
        book.walk(as_of.known_at, |history| {
            for month in credit::months(rules, &history, from, to, as_of.day) {
                let overage = month.overage_cents();
                if month.basis.is_none() && month.used_cents == 0 {
                    continue;
                }
                let sum = sums.entry((month.month, month.basis)).or_default();
                sum.partners += 1;
                sum.granted += month.granted_cents;
                sum.used += month.used_cents;
                sum.overage += overage;
            }
            Ok::<_, StoreError>(())
        })?;
        let months = sums.into_iter().map(|((month, basis), sums)| CreditRow {
            month: month.to_string(),
            basis,
            partners: Some(sums.partners),
            granted_cents: sums.granted,
            used_cents: sums.used,
            overage_cents: sums.overage,
        });
        Ok(Self::new(as_of.day, None, months.collect()))
    }
}

impl Report for Credits {
    fn sheet(&self) -> Sheet {
        let mut columns = vec![Column::word("month"), Column::word("basis")];
        if self.partner.is_none() {
            columns.push(Column::number("partners"));
        }
        columns.extend(["granted", "used", "overage"].map(Column::money));
        let mut sheet = Sheet::new(columns);
        for line in &self.months {
            let mut cells: Vec<Cell> =
                vec![line.month.as_str().into(), line.basis.as_deref().into()];
            if self.partner.is_none() {
                cells.push(line.partners.into());
            }
            cells
                .extend([line.granted_cents, line.used_cents, line.overage_cents].map(Cell::cents));
            sheet.row(cells);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        use crate::output::money::dollars;
        let Total {
            granted_cents,
            used_cents,
            overage_cents,
        } = &self.total;
        let [granted, used, overage] =
            [granted_cents, used_cents, overage_cents].map(|cents| dollars(*cents));
        let total = format!("in all: {granted} granted, {used} used, {overage} above the credit");
        if self.months.is_empty() {
            let none = "no credit was granted or used in these months";
            return vec![Block::Line(none.to_owned())];
        }
        vec![Block::Sheet(self.sheet()), Block::Gap, Block::Line(total)]
    }
}
