//! What the reports of the portal have in common on the command line.

use crate::cli::args::options::ReadArgs;
use crate::cli::args::refs::PartnerRef;
use crate::cli::terminal::error::Failure;
use crate::domain::value::month::Month;
use crate::report::Months;
use clap::{Args, ValueEnum};

/// Over which months a report goes.
#[derive(Debug, Args)]
pub(crate) struct MonthArgs {
    /// The first month
    #[arg(long, value_name = "M")]
    from_month: Option<Month>,

    /// The last month
    #[arg(long, value_name = "M")]
    to_month: Option<Month>,
}

/// Which reports are added up, and by what.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs<B: ValueEnum + Send + Sync + 'static> {
    /// The partner: id, account alias, external id, exact name or the beginning of an id [default: all]
    pub(crate) partner: Option<PartnerRef>,

    #[command(flatten)]
    pub(crate) months: MonthArgs,

    /// What is added up together [default: each product in each month]
    #[arg(long, value_name = "WHAT")]
    pub(crate) by: Option<B>,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

impl MonthArgs {
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
