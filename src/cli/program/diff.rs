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

    /// What was known at this entry
    #[arg(long, value_name = "ENTRY")]
    known_at: Option<i64>,
}

pub(super) fn run(context: &Context<'_>, args: &DiffArgs) -> Result<Ending, Failure> {
    let read = ReadArgs {
        as_of: None,
        known_at: args.known_at,
    };
    let before = version(context, &args.before, &read)?;
    let after = version(context, &args.after, &read)?;
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
