//! What the reports of the portal have in common on the command line.

use crate::cli::args::options::ReadArgs;
use crate::cli::args::refs::PartnerRef;
use crate::cli::terminal::error::Failure;
use crate::domain::value::month::Month;
use crate::report::{By, Months};
use clap::{Args, ValueEnum};

/// Which reports are added up, and by what.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id [default: all]
    pub(crate) partner: Option<PartnerRef>,

    /// The first month
    #[arg(long, value_name = "M")]
    from_month: Option<Month>,

    /// The last month
    #[arg(long, value_name = "M")]
    to_month: Option<Month>,

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
        match (self.from_month, self.to_month) {
            (Some(from), Some(to)) if from > to => Err(Failure::usage(format!(
                "--from-month is after the last month, {to}"
            ))),
            (from, to) => Ok(Months { from, to }),
        }
    }
}
