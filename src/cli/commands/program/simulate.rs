use super::file::read;
use crate::cli::args::day::DayArg;
use crate::cli::args::options::ReadArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::report::simulation::Simulation;
use clap::Args;
use std::path::PathBuf;

/// Show what would be different under another rule file
///
/// Nothing is written. Who would move to another tier, what the monthly credit would come to, and which applicants' and candidates' windows
/// and gates would change, on that day and as far as is known now. Awards keep the points they were granted with.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program simulate program.toml
  mpp program simulate program.toml --from +30 --format csv")]
pub(super) struct SimulateArgs {
    /// The rule file
    file: PathBuf,

    /// The first day on which it would be in force [default: the day asked for]
    #[arg(long, value_name = "DAY")]
    from: Option<DayArg>,

    #[command(flatten)]
    read: ReadArgs,
}

pub(super) fn run(context: &Context<'_>, args: &SimulateArgs) -> Result<Ending, Failure> {
    let (_, program) = read(&args.file)?;
    let (book, as_of) = context.open_as_of(&args.read)?;
    let from = args.from.as_ref();
    let from = from.map_or(as_of.day, |from| from.on(context.today()));
    book.expect_many_rows()?;
    let rules = book.rules(as_of.known_at)?;
    let simulation = Simulation::of(&book, &rules, as_of, from, program)?;
    context.screen.print(&simulation)?;
    Ok(Ending::Done)
}
