use super::context::{Context, Ending, find_partner};
use super::error::Failure;
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
    let as_of = context.as_of(&args.read)?;
    let book = context.open()?;
    let rules = book.rules(as_of.known_at)?;
    let tiers = match &args.partner {
        Some(word) => {
            let partner = find_partner(&book, word, as_of.known_at)?;
            Tiers::of_one(&rules, &book.history(&partner, as_of.known_at)?, as_of)
        }
        None => {
            book.expect_many_rows()?;
            Tiers::of_all(&book, &rules, as_of)?
        }
    };
    context.screen.print(&tiers)?;
    Ok(Ending::Done)
}
