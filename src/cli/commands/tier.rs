use crate::cli::args::options::ReadArgs;
use crate::cli::context::find::{find_history, one_of};
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::screen::Format;
use crate::report::explain::Explained;
use crate::report::tier::Tiers;
use clap::Args;

/// Show tiers and points
///
/// Without a partner: everyone's stage, tier, points and points to the next tier. With one also its benefits, each
/// with the tier it comes from.
///
/// --explain shows every line of the ledger with its day, its points and whether it counts, or why not; the lines that
/// count add up to the points. --path shows the fewest activities that lead to the next tier, or to another one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp tier
  mpp tier acme
  mpp tier acme --explain
  mpp tier acme --path --to platinum
  mpp tier acme --as-of yesterday --json")]
pub(crate) struct TierArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<String>,

    /// Show every line of the ledger and whether it counts
    #[arg(long, requires = "partner")]
    explain: bool,

    /// Show the fewest activities to the next tier
    #[arg(long, requires = "partner")]
    path: bool,

    /// Show the way to this tier
    #[arg(long, value_name = "TIER", requires = "path")]
    to: Option<String>,

    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &TierArgs) -> Result<Ending, Failure> {
    if args.explain && args.path && matches!(context.screen.format, Format::Csv | Format::Plain) {
        return Err(Failure::usage(
            "--explain and --path are two tables: ask for one of them, or for JSON",
        ));
    }
    let (book, as_of) = context.open_as_of(&args.read)?;

    let rules = book.rules(as_of.known_at)?;
    let tiers = match &args.partner {
        Some(word) if args.explain || args.path => {
            let history = find_history(&book, word, as_of)?;
            let mut explained = Explained::of(&book, &rules, &history, as_of, args.explain)?;
            if args.path {
                let tiers = &rules.on(as_of.day).tiers;
                let ids = tiers.iter().map(|tier| tier.id.as_str()).collect();
                one_of("to", args.to.as_deref(), ids)?;
                let to = tiers.iter().find(|tier| Some(&tier.id) == args.to.as_ref());
                explained = explained.with_way(&rules, &history, to)?;
            }
            context.screen.print(&explained)?;
            if let Some(why) = explained.without_path()
                && matches!(context.screen.format, Format::Csv | Format::Plain)
            {
                // The rows alone do not show it.
                context.screen.note(&why);
            }
            return Ok(Ending::Done);
        }
        Some(word) => Tiers::for_partner(&rules, &find_history(&book, word, as_of)?, as_of),
        None => {
            book.expect_many_rows()?;
            Tiers::for_all(&book, &rules, as_of)?
        }
    };
    context.screen.print(&tiers)?;
    Ok(Ending::Done)
}
