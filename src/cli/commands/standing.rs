use crate::cli::args::options::ChangeArgs;
use crate::cli::args::reason::Reason;
use crate::cli::args::refs::PartnerRef;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::decide::request::{Request, SetStanding};
use crate::domain::value::day::Day;
use clap::{ArgGroup, Args};

/// Record whether a partner is in good standing
///
/// A partner that is not in good standing can be neither admitted nor certified nor renewed, and has no
/// integration credit from the next month on.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp standing acme --bad 'invoice 4711 is overdue'
  mpp standing acme --good --on yesterday")]
#[command(group(ArgGroup::new("verdict").required(true).args(["good", "bad"])))]
pub(crate) struct StandingArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: PartnerRef,

    /// It is in good standing
    #[arg(long)]
    good: bool,

    /// It is not, and why
    #[arg(long, value_name = "REASON")]
    bad: Option<Reason>,

    #[command(flatten)]
    change: ChangeArgs,
}

impl CommandArgs for StandingArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let request = Request::SetStanding(SetStanding {
            good: self.good,
            reason: self.bad.as_ref().map(Reason::text),
        });
        Ok(Plan::change(&self.change, &self.partner, request))
    }
}
