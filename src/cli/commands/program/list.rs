use crate::cli::args::options::ReadArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::report::versions::Versions;
use clap::Args;

/// List the versions of the rules with their first days
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program list")]
pub(super) struct ListArgs {
    #[command(flatten)]
    read: ReadArgs,
}

pub(super) fn run(context: &Context<'_>, args: &ListArgs) -> Result<Ending, Failure> {
    let (book, as_of) = context.open_as_of(&args.read)?;
    let rules = book.rules(as_of.known_at)?;
    context.screen.print(&Versions::of(&book, &rules, as_of)?)?;
    Ok(Ending::Done)
}
