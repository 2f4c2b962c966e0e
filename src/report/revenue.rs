//! Billable revenue and the providers' remuneration, added up.

use super::{AsOf, Block, By, Months, PageOptions, Report, SCHEMA, facts};
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::program::versions::Rules;
use crate::domain::rule::revenue::{Share, ShareFrom, share};
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::domain::value::month::Month;
use crate::output::Sentence;
use crate::output::money::dollars;
use crate::output::{Cell, Column, Sheet};
use crate::store::reports::Span;
use crate::store::{Book, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;

/// Revenue added up by partner, product and month, or by one of them. Money is in whole USD cents.
#[derive(Debug, Serialize)]
pub(crate) struct Revenue {
    schema: u32,
    as_of: Day,
    rows: Vec<RevenueRow>,
    total: Total,
    /// How the remuneration is worked out: the documents name the figure, but not its formula.
    basis: &'static str,
    #[serde(skip)]
    by: Option<By>,
    /// The one partner that was asked for.
    #[serde(skip)]
    partner: Option<String>,
}

#[derive(Debug, Serialize)]
struct RevenueRow {
    partner: Option<String>,
    product: Option<String>,
    month: Option<String>,
    /// What was sold of the product, where that is added up; empty: the product as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<String>,
    /// Those of the last month for which any were reported; none where nobody reported any.
    subscriptions: Option<i64>,
    revenue_cents: i64,
    /// None where no share is on record, or where rows of several shares are added up.
    share_percent: Option<f64>,
    share_from: &'static str,
    /// What of the revenue is paid to the provider; revenue without a share brings nothing here.
    remuneration_cents: Option<i64>,
    /// The month of the subscriptions.
    subscriptions_month: Option<String>,
    #[serde(skip)]
    share: Option<Share>,
}

#[derive(Debug, Default, Serialize)]
struct Total {
    /// Those of the last month for which any were reported.
    subscriptions: i64,
    subscriptions_month: Option<String>,
    revenue_cents: i64,
    remuneration_cents: i64,
    /// The revenue of partners without a share, of which nothing can be said to be paid.
    without_share_cents: i64,
}

const BASIS: &str = "remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; \
     the documents name the figure, not its formula";

/// Subscriptions of the last month for which any were reported: those of different months do not add up, for most of
/// them are the same.
#[derive(Default, Clone, Copy)]
struct Subscriptions(Option<(Month, i64)>);

impl Subscriptions {
    fn add(&mut self, month: Month, count: i64) {
        self.0 = match self.0 {
            Some((last, known)) if last == month => Some((last, known + count)),
            Some((last, known)) if last > month => Some((last, known)),
            _ => Some((month, count)),
        };
    }

    fn count(self) -> Option<i64> {
        self.0.map(|(_, count)| count)
    }

    fn month(self) -> Option<String> {
        self.0.map(|(month, _)| month.to_string())
    }
}

#[derive(Default)]
struct Sum {
    subscriptions: Subscriptions,
    revenue: i64,
    paid: Option<i64>,
    without_share: i64,
    /// Each share that rows of it have.
    shares: Vec<Option<Share>>,
}

impl Sum {
    fn add(&mut self, cents: i64, share: Option<Share>) {
        self.revenue += cents;
        match share {
            Some(share) => self.paid = Some(self.paid.unwrap_or(0) + share.of(cents)),
            None => self.without_share += cents,
        }
        if !self.shares.contains(&share) {
            self.shares.push(share);
        }
    }

    /// The share, where all rows have the same.
    fn share(&self) -> Option<Share> {
        match self.shares.as_slice() {
            [only] => *only,
            _ => None,
        }
    }

    /// Where the share is from, in a word.
    fn from(&self) -> &'static str {
        match self.shares.as_slice() {
            [None] => "none",
            [Some(share)] => share.from.name(),
            _ => "several",
        }
    }
}

/// The shares of one partner by month, worked out once each.
#[derive(Default)]
struct Shares {
    of: Option<History>,
    by_month: BTreeMap<Month, Option<Share>>,
}

impl Shares {
    fn of_month(
        &mut self,
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        partner: &PartnerId,
        month: Month,
    ) -> Result<Option<Share>, StoreError> {
        let history = match self.of.take().filter(|history| history.partner == *partner) {
            Some(history) => history,
            None => {
                self.by_month.clear();
                book.history(partner, Scope::Profile, as_of.known_at)?
            }
        };
        let history = self.of.insert(history);
        let of_month = || share(rules, history, month, as_of.day);
        Ok(*self.by_month.entry(month).or_insert_with(of_month))
    }
}

impl Revenue {
    /// The revenue of one partner or of all, in months.
    pub(crate) fn of(
        book: &Book,
        rules: &Rules,
        partner: Option<&PartnerId>,
        as_of: AsOf,
        months: Months,
        by: Option<By>,
    ) -> Result<Self, StoreError> {
        let mut sums: BTreeMap<_, Sum> = BTreeMap::new();
        let mut subscriptions = Subscriptions::default();
        let mut shares = Shares::default();
        let span = Span {
            partner,
            from: crate::domain::value::day::FIRST,
            to: as_of.day,
            as_of: as_of.day,
            known_at: as_of.known_at,
        };
        book.revenue(span, |partner, revenue| {
            if !months.contains(revenue.month) {
                return Ok(());
            }
            let month = revenue.month;
            let share = shares.of_month(book, rules, as_of, &partner, month)?;
            let sku = Some(revenue.sku);
            let key = By::key(by, partner, revenue.product, month, sku);
            let sum = sums.entry(key).or_default();
            sum.add(revenue.cents, share);
            if let Some(count) = revenue.subscriptions {
                sum.subscriptions.add(month, count);
                subscriptions.add(month, count);
            }
            Ok(())
        })?;
        let mut total = Total {
            subscriptions: subscriptions.count().unwrap_or(0),
            subscriptions_month: subscriptions.month(),
            ..Total::default()
        };
        for sum in sums.values() {
            total.revenue_cents += sum.revenue;
            total.remuneration_cents += sum.paid.unwrap_or(0);
            total.without_share_cents += sum.without_share;
        }
        let rows = sums.into_iter().map(|(key, sum)| RevenueRow {
            partner: key.partner.map(|partner| partner.to_string()),
            product: key.product,
            month: key.month.map(|month| month.to_string()),
            sku: key.sku,
            subscriptions: sum.subscriptions.count(),
            subscriptions_month: sum.subscriptions.month(),
            revenue_cents: sum.revenue,
            share_percent: sum
                .share()
                .map(|share| facts::share_percent(share.basis_points)),
            share_from: sum.from(),
            remuneration_cents: sum.paid,
            share: sum.share(),
        });
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            rows: rows.collect(),
            total,
            basis: BASIS,
            by,
            partner: partner.map(ToString::to_string),
        })
    }
}

/// A share as people write it: `70 %`, `12.5 %`.
fn percent(share: Share) -> String {
    format!("{} %", facts::share_percent(share.basis_points))
}

impl Report for Revenue {
    fn sheet(&self) -> Sheet {
        let mut columns = By::columns(self.by, false);
        columns.extend([
            Column::number("subscriptions"),
            Column::money("revenue"),
            Column::text("share_percent"),
            Column::word("share_from"),
            Column::money("remuneration"),
            Column::word("subscriptions_month"),
        ]);
        let mut sheet = Sheet::new(columns);
        for line in &self.rows {
            let share = line.share_percent.map(|share| share.to_string());
            let mut cells = line.cells(self.by, false, share, line.share_from.to_owned());
            cells.push(line.subscriptions_month.as_deref().into());
            sheet.row(cells);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.rows.is_empty() {
            return vec![Block::Line("no revenue was reported".to_owned())];
        }
        let mut columns = By::columns(self.by, self.partner.is_some());
        columns.extend([Column::number("subscriptions").spare()]);
        // Where a row is about one month, it is that month.
        let several_months = matches!(self.by, Some(By::Partner | By::Product | By::Sku));
        if several_months {
            columns.push(Column::word("subscriptions_month").titled("In").spare());
        }
        columns.extend([
            Column::money("revenue"),
            Column::text("share_percent").titled("Share"),
            Column::text("share_from").titled("From"),
            Column::money("remuneration"),
        ]);
        let mut sheet = Sheet::new(columns);
        for line in &self.rows {
            let from = match line.share.map(|share| share.from) {
                Some(ShareFrom::Partner) => "own".to_owned(),
                Some(ShareFrom::Program) => "default".to_owned(),
                None => line.share_from.to_owned(),
            };
            let for_partner = self.partner.is_some();
            let mut cells = line.cells(self.by, for_partner, line.share.map(percent), from);
            if several_months {
                // Before revenue, share, where it is from and remuneration.
                let at = cells.len() - 4;
                cells.insert(at, line.subscriptions_month.as_deref().into());
            }
            sheet.row(cells);
        }
        let Total {
            revenue_cents,
            remuneration_cents,
            without_share_cents,
            ..
        } = &self.total;
        let mut page = vec![Block::Sheet(sheet), Block::Gap];
        page.push(Block::Line(format!(
            "in all: {} billable, {} to be paid",
            dollars(*revenue_cents),
            dollars(*remuneration_cents)
        )));
        if *without_share_cents > 0 {
            let partner = self.partner.as_deref().unwrap_or("PARTNER");
            let without = format!(
                "{} without a share on record: ",
                dollars(*without_share_cents)
            );
            let edit = format!("edit {partner} --revenue-share PERCENT --on DAY");
            let advice = Sentence::words(without).and_mpp(edit);
            page.push(Block::Advice(None, advice));
        }
        page.push(Block::Fact("basis", self.basis.to_owned()));
        page
    }
}

impl RevenueRow {
    fn cells(
        &self,
        by: Option<By>,
        for_partner: bool,
        share: Option<String>,
        from: String,
    ) -> Vec<Cell> {
        let mut cells = By::cells(
            by,
            for_partner,
            [&self.partner, &self.product, &self.month, &self.sku].map(Option::as_deref),
        );
        cells.extend([
            self.subscriptions.into(),
            Cell::cents(self.revenue_cents),
            share.into(),
            from.into(),
            Cell::cents(self.remuneration_cents),
        ]);
        cells
    }
}
