use crate::cli::args::options::ReadArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::report::directory::Directory;
use clap::Args;

/// Show the public directory of published products
///
/// Preferred placement comes first, then the name decides. As a table and in Markdown it is grouped by category,
/// with how many providers there are in each.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp directory
  mpp directory --category Security
  mpp directory --format markdown -o directory.md
  mpp directory --as-of 2015-12-31 --json")]
pub(crate) struct DirectoryArgs {
    /// Only what is listed under this category
    #[arg(long, value_name = "C")]
    category: Option<String>,

    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &DirectoryArgs) -> Result<Ending, Failure> {
    let (book, as_of) = context.open_as_of(&args.read)?;
    let rules = book.rules(as_of.known_at)?;
    let directory = Directory::of(&book, &rules, as_of, args.category.as_deref())?;
    context.screen.print(&directory)?;
    Ok(Ending::Done)
}
