//! What the reports of the portal have in common on the command line.

use super::error::Failure;
use super::options::ReadArgs;
use crate::domain::value::day::Month;
use crate::domain::value::quote::quoted;
use crate::report::{By, Months};
use clap::{Args, ValueEnum};

/// Which reports are added up, and by what.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id [default: all]
    pub(super) partner: Option<String>,

    /// The first month
    #[arg(long, value_name = "M")]
    from_month: Option<String>,

    /// The last month
    #[arg(long, value_name = "M")]
    to_month: Option<String>,

    /// What is added up together [default: each product in each month]
    #[arg(long, value_name = "WHAT")]
    by: Option<ByWhat>,

    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ByWhat {
    /// Each product, over all months
    Product,
    /// Each partner, over all products and months
    Partner,
    /// Each month, over all partners and products
    Month,
}

impl ReportArgs {
    /// What is added up together.
    pub(super) fn by(&self) -> Option<By> {
        self.by.map(|by| match by {
            ByWhat::Product => By::Product,
            ByWhat::Partner => By::Partner,
            ByWhat::Month => By::Month,
        })
    }

    /// The months that were typed.
    pub(super) fn months(&self) -> Result<Months, Failure> {
        let from = month("from-month", self.from_month.as_deref())?;
        let to = month("to-month", self.to_month.as_deref())?;
        match (from, to) {
            (Some(from), Some(to)) if from > to => Err(Failure::usage(format!(
                "--from-month is after the last month, {to}"
            ))),
            _ => Ok(Months { from, to }),
        }
    }
}

/// A month that was typed.
pub(super) fn month(option: &'static str, text: Option<&str>) -> Result<Option<Month>, Failure> {
    let parse = |text: &str| {
        Month::parse(text).ok_or_else(|| {
            Failure::usage(format!(
                "--{option} {}: a month is written YYYY-MM, such as 2015-03",
                quoted(text)
            ))
        })
    };
    text.map(parse).transpose()
}
