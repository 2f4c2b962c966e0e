use super::context::{Context, Ending};
use super::error::Failure;
use super::find::find_history;
use super::options::ReadArgs;
use crate::report::tier::Tiers;
use clap::Args;

/// Show tiers and points
///
/// Without a partner: everyone's stage, tier, points and points to the next tier. With one also its benefits, each
/// with the tier it comes from.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp tier
  mpp tier acme
  mpp tier acme --as-of 2015-12-31 --json")]
pub(super) struct TierArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<String>,

    #[command(flatten)]
    read: ReadArgs,
}

pub(super) fn run(context: &Context<'_>, args: &TierArgs) -> Result<Ending, Failure> {
    let (book, as_of) = context.open_as_of(&args.read)?;

    let rules = book.rules(as_of.known_at)?;
    let tiers = match &args.partner {
        Some(word) => Tiers::of_one(&rules, &find_history(&book, word, as_of)?, as_of),
        None => {
            book.expect_many_rows()?;
            Tiers::of_all(&book, &rules, as_of)?
        }
    };
    context.screen.print(&tiers)?;
    Ok(Ending::Done)
}
