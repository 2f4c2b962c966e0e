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
    ) -> (Option<PartnerId>, Option<String>, Option<Month>) {
        match by {
            None => (Some(partner), Some(product), Some(month)),
            Some(Self::Product) => (Some(partner), Some(product), None),
            Some(Self::Partner) => (Some(partner), None, None),
            Some(Self::Month) => (None, None, Some(month)),
        }
    }

    /// Which of partner, product and month a sheet shows; that of one partner need not repeat its id.
    fn shown(by: Option<Self>, of_one_partner: bool) -> [bool; 3] {
        let [partner, product, month] = match by {
            None => [true, true, true],
            Some(Self::Product) => [true, true, false],
            Some(Self::Partner) => [true, false, false],
            Some(Self::Month) => [false, false, true],
        };
        [
            partner && !(of_one_partner && (product || month)),
            product,
            month,
        ]
    }

    /// The columns of what is added up together.
    pub(super) fn columns(by: Option<Self>, of_one_partner: bool) -> Vec<Column> {
        let shown = Self::shown(by, of_one_partner);
        let columns = ["partner", "product", "month"].into_iter().zip(shown);
        let columns = columns.filter(|(_, shown)| *shown);
        columns.map(|(key, _)| Column::word(key)).collect()
    }

    /// Their cells.
    pub(super) fn cells(
        by: Option<Self>,
        of_one_partner: bool,
        values: [Option<&str>; 3],
    ) -> Vec<Cell> {
        let cells = values.into_iter().zip(Self::shown(by, of_one_partner));
        let cells = cells.filter(|(_, shown)| *shown);
        cells.map(|(value, _)| value.into()).collect()
    }
}
