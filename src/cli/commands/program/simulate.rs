use super::file::read;
use crate::cli::args::day::DayArg;
use crate::cli::args::options::ReadArgs;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::value::day::Day;
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

impl CommandArgs for SimulateArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let (_, program) = read(&self.file)?;
        Ok(Plan::show(&self.read, |view| {
            let as_of = view.as_of;
            let from = self.from.as_ref();
            let from = from.map_or(as_of.day, |from| from.on(view.context.today()));
            view.book.expect_many_rows()?;
            let rules = view.rules()?;
            view.print(&Simulation::of(&view.book, &rules, as_of, from, program)?)
        }))
    }
}
