use crate::cli::args::options::ChangeArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::ops::values;
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
    partner: String,

    /// It is in good standing
    #[arg(long)]
    good: bool,

    /// It is not, and why
    #[arg(long, value_name = "REASON")]
    bad: Option<String>,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &StandingArgs) -> Result<Ending, Failure> {
    let reason = args
        .bad
        .as_deref()
        .map(|reason| values::reason("bad", reason))
        .transpose()?;
    let on = context.on(&args.change)?;
    let mut book = context.open_to_change()?;
    let partner = context.partner_to_change(&book, &args.partner)?;
    context.change(
        &mut book,
        &args.change,
        &partner,
        on,
        &Request::SetStanding {
            good: args.good,
            reason,
        },
    )
}
