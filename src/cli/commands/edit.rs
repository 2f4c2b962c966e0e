use crate::cli::args::options::ChangeArgs;
use crate::cli::args::profile::ProfileArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::value::id::EntryId;
use crate::ops::company::ProfileInput;
use clap::Args;

/// Change the details of a partner
///
/// Its id never changes. An empty text clears what is known: --website ''.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp edit acme --website https://acme.example --category Security
  mpp edit acme --alias ACME --support-level professional
  mpp edit acme --revenue-share 70")]
pub(crate) struct EditArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: String,

    /// Its name
    #[arg(long)]
    name: Option<String>,

    #[command(flatten)]
    profile: ProfileArgs<false>,

    /// Its share of billable revenue
    #[arg(long, value_name = "PERCENT")]
    revenue_share: Option<String>,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &EditArgs) -> Result<Ending, Failure> {
    let on = context.on(&args.change)?;
    let mut book = context.open_to_change()?;
    let partner = context.partner_to_change(&book, &args.partner)?;
    let rules = book.rules(EntryId::PENDING)?;
    let input = ProfileInput {
        name: args.name.as_deref(),
        texts: args.profile.texts(),
        revenue_share: args.revenue_share.as_deref(),
    };
    let profile = input.profile(rules.on(on), false)?;
    if profile.is_empty() {
        return Err(Failure::usage("nothing to change was named")
            .hint("`mpp edit --help` lists what can be"));
    }
    context.change(
        &mut book,
        &args.change,
        &partner,
        on,
        &Request::Edit { profile },
    )
}
