use super::file::read;
use crate::cli::context::Ending;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::screen::Format;
use crate::domain::value::day::Day;
use crate::report::program::Rules;
use clap::Args;
use std::path::PathBuf;

/// Check a rule file and show every error in it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program check program.toml")]
pub(super) struct CheckArgs {
    /// The rule file
    file: PathBuf,
}

impl CommandArgs for CheckArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| {
            let (_, program) = read(&self.file)?;
            match context.screen.format {
                // A document says what the file says; on a terminal that it says it well is enough.
                Format::Json => context.screen.print(&Rules::of(&program))?,
                _ => context
                    .screen
                    .note(format!("{}: no errors", self.file.display())),
            }
            Ok(Ending::Done)
        }))
    }
}
