//! What the reports of the portal have in common on the command line.

use crate::cli::args::options::ReadArgs;
use crate::cli::terminal::error::Failure;
use crate::domain::value::month::Month;
use crate::domain::value::quote::quoted;
use crate::report::{By, Months};
use clap::{Args, ValueEnum};

/// Which reports are added up, and by what.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id [default: all]
    pub(crate) partner: Option<String>,

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
    pub(crate) read: ReadArgs,
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
    pub(crate) fn by(&self) -> Option<By> {
        self.by.map(|by| match by {
            ByWhat::Product => By::Product,
            ByWhat::Partner => By::Partner,
            ByWhat::Month => By::Month,
        })
    }

    /// The months that were typed.
    pub(crate) fn months(&self) -> Result<Months, Failure> {
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
pub(crate) fn month(option: &'static str, text: Option<&str>) -> Result<Option<Month>, Failure> {
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
