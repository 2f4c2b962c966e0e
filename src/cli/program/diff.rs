use super::super::context::{Context, Ending};
use super::super::error::Failure;
use super::super::options::ReadArgs;
use super::file::read;
use super::show::no_version;
use crate::domain::program::Program;
use crate::report::difference::Differences;
use clap::Args;
use std::path::Path;
use std::sync::Arc;

/// Say what two versions of the rules differ in
///
/// In the program's own terms, not line by line. A version is a number of `mpp program list`, or a rule file.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program diff 1 2
  mpp program diff 2 program.toml")]
pub(super) struct DiffArgs {
    /// The earlier one: a version's number or a rule file
    #[arg(value_name = "A")]
    before: String,

    /// The later one
    #[arg(value_name = "B")]
    after: String,

    #[command(flatten)]
    read: ReadArgs,
}

pub(super) fn run(context: &Context<'_>, args: &DiffArgs) -> Result<Ending, Failure> {
    let before = version(context, &args.before, &args.read)?;
    let after = version(context, &args.after, &args.read)?;
    let differences = Differences::of((&args.before, &before), (&args.after, &after));
    context.screen.print(&differences)?;
    if differences.is_empty() {
        context.screen.note("no differences");
    }
    Ok(Ending::Done)
}

fn version(context: &Context<'_>, word: &str, args: &ReadArgs) -> Result<Arc<Program>, Failure> {
    let Ok(number) = word.parse() else {
        return Ok(Arc::new(read(Path::new(word))?.1));
    };
    let (book, as_of) = context.open_as_of(args)?;
    let rules = book.rules(as_of.known_at)?;
    let version = rules.numbered(number).ok_or_else(|| no_version(number))?;
    Ok(Arc::clone(&version.program))
}
