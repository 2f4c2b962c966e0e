//! The rules: one file for each subcommand.

mod check;
mod diff;
pub(crate) mod file;
mod list;
mod show;
mod simulate;
mod use_file;

use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use clap::{Args, Subcommand};

/// Show, check, compare, simulate and change the rules
///
/// The rules are a file with a remark on each of them. A book keeps every version it was used with, whole, each with the
/// day from which it is in force.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  mpp program show
  mpp program show --toml -o program.toml
  mpp program check program.toml
  mpp program simulate program.toml
  mpp program use program.toml --from +30")]
pub(crate) struct ProgramArgs {
    #[command(subcommand)]
    command: ProgramCommand,
}

#[derive(Debug, Subcommand)]
enum ProgramCommand {
    Show(show::ShowArgs),
    List(list::ListArgs),
    Check(check::CheckArgs),
    Diff(diff::DiffArgs),
    Simulate(simulate::SimulateArgs),
    Use(use_file::UseArgs),
}

pub(crate) fn run(context: &Context<'_>, args: &ProgramArgs) -> Result<Ending, Failure> {
    match &args.command {
        ProgramCommand::Show(args) => show::run(context, args),
        ProgramCommand::List(args) => list::run(context, args),
        ProgramCommand::Check(args) => check::run(context, args),
        ProgramCommand::Diff(args) => diff::run(context, args),
        ProgramCommand::Simulate(args) => simulate::run(context, args),
        ProgramCommand::Use(args) => use_file::run(context, args),
    }
}
