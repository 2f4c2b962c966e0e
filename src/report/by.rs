//! What reports of the portal are added up by, and over which months.

use crate::domain::value::day::{self, Day};
use crate::domain::value::id::PartnerId;
use crate::domain::value::month::Month;
use crate::output::{Cell, Column};

/// What is added up together; without it partner, product and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Each product, over all months.
    Product,
    /// Each partner, over all products and months.
    Partner,
    /// Each month, over all partners and products.
    Month,
    /// Each SKU of a product, over all months; only revenue has them.
    Sku,
}

/// What is added up together, in the order of a report's rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Key {
    pub(super) partner: Option<PartnerId>,
    pub(super) product: Option<String>,
    pub(super) month: Option<Month>,
    pub(super) sku: Option<String>,
}

/// The months a report is about, those left out without an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Months {
    /// The first.
    pub from: Option<Month>,
    /// The last.
    pub to: Option<Month>,
}

impl Months {
    /// The first day.
    #[must_use]
    pub(crate) fn first_day(self) -> Day {
        self.from.map_or(day::FIRST, Month::first)
    }

    /// The last day.
    #[must_use]
    pub(crate) fn last_day(self) -> Day {
        self.to.map_or(Day::MAX, Month::last)
    }

    /// Whether a month is among them.
    #[must_use]
    pub(crate) fn contains(self, month: Month) -> bool {
        self.from.is_none_or(|from| from <= month) && self.to.is_none_or(|to| month <= to)
    }
}

impl By {
    /// What a report is added up with.
    pub(super) fn key(
        by: Option<Self>,
        partner: PartnerId,
        product: String,
        month: Month,
        sku: Option<String>,
    ) -> Key {
        let nothing = Key::default();
        match by {
            None => Key {
                partner: Some(partner),
                product: Some(product),
                month: Some(month),
                ..nothing
            },
            Some(Self::Product) => Key {
                partner: Some(partner),
                product: Some(product),
                ..nothing
            },
            Some(Self::Partner) => Key {
                partner: Some(partner),
                ..nothing
            },
            Some(Self::Month) => Key {
                month: Some(month),
                ..nothing
            },
            Some(Self::Sku) => Key {
                partner: Some(partner),
                product: Some(product),
                sku,
                ..nothing
            },
        }
    }

    /// Which of partner, product, month and SKU a sheet shows; that of one partner need not repeat its id.
    fn shown(by: Option<Self>, of_one_partner: bool) -> [bool; 4] {
        let [partner, product, month, sku] = match by {
            None => [true, true, true, false],
            Some(Self::Product) => [true, true, false, false],
            Some(Self::Partner) => [true, false, false, false],
            Some(Self::Month) => [false, false, true, false],
            Some(Self::Sku) => [true, true, false, true],
        };
        [
            partner && !(of_one_partner && (product || month)),
            product,
            month,
            sku,
        ]
    }

    /// The columns of what is added up together.
    pub(super) fn columns(by: Option<Self>, of_one_partner: bool) -> Vec<Column> {
        let shown = Self::shown(by, of_one_partner);
        let columns = ["partner", "product", "month", "sku"]
            .into_iter()
            .zip(shown);
        let columns = columns.filter(|(_, shown)| *shown);
        let column = |(key, _): (&'static str, bool)| match key {
            "sku" => Column::word(key).titled("SKU"),
            key => Column::word(key),
        };
        columns.map(column).collect()
    }

    /// Their cells.
    pub(super) fn cells(
        by: Option<Self>,
        of_one_partner: bool,
        values: [Option<&str>; 4],
    ) -> Vec<Cell> {
        let cells = values.into_iter().zip(Self::shown(by, of_one_partner));
        let cells = cells.filter(|(_, shown)| *shown);
        cells.map(|(value, _)| value.into()).collect()
    }
}
