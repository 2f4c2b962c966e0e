use super::file::read;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::screen::Format;
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

pub(super) fn run(context: &Context<'_>, args: &CheckArgs) -> Result<Ending, Failure> {
    let (_, program) = read(&args.file)?;
    match context.screen.format {
        // A document says what the file says; on a terminal that it says it well is enough.
        Format::Json => context.screen.print(&Rules::of(&program))?,
        _ => context
            .screen
            .note(&format!("{}: no errors", args.file.display())),
    }
    Ok(Ending::Done)
}
