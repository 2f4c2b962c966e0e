//! The rules: one file for each subcommand.

mod check;
mod diff;
pub(crate) mod file;
mod list;
mod show;
mod simulate;
mod use_file;

use crate::cli::plan::{CommandArgs, Planned};
use crate::domain::value::day::Day;
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

impl CommandArgs for ProgramArgs {
    fn plan(&self, today: Day) -> Planned<'_> {
        match &self.command {
            ProgramCommand::Show(args) => args.plan(today),
            ProgramCommand::List(args) => args.plan(today),
            ProgramCommand::Check(args) => args.plan(today),
            ProgramCommand::Diff(args) => args.plan(today),
            ProgramCommand::Simulate(args) => args.plan(today),
            ProgramCommand::Use(args) => args.plan(today),
        }
    }
}
