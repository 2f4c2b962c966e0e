use crate::cli::args::options::ReadArgs;
use crate::cli::context::find::find_partner;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::report::history::History;
use clap::Args;

/// Show what was recorded, by whom, when and how
///
/// Without a partner one line per entry; with one, every fact about it, including those that were undone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp history --last 10
  mpp history acme --json")]
pub(crate) struct HistoryArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<String>,

    /// Only the last so many entries
    #[arg(long, value_name = "N")]
    last: Option<usize>,

    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &HistoryArgs) -> Result<Ending, Failure> {
    let (book, as_of) = context.open_as_of(&args.read)?;

    let history = match &args.partner {
        Some(word) => {
            let partner = find_partner(&book, word, as_of.known_at)?;
            History::for_partner(&book, &partner, as_of, args.last)?
        }
        None => History::for_all(&book, as_of, args.last)?,
    };
    context.screen.print(&history)?;
    Ok(Ending::Done)
}
