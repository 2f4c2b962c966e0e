//! The command line: one file per command. A command comes to a plan; the work is elsewhere.

mod args;
mod commands;
mod context;
mod help;
mod plan;
mod prompt;
mod run;
mod settings;
#[cfg(test)]
mod suggestions;
mod terminal;

use crate::output::mpp;
use args::options::Globals;
use args::typed::{Typed, row_or_file};
use clap::{CommandFactory as _, FromArgMatches as _, Parser};
use commands::Command;
use context::{Context, Root};
use help::early::failed_early;
use help::layout::GROUPS;
use help::misuse::misused;
use help::{complete, preparse};
use run::{run_in, with_consent};
use settings::Settings;
pub use settings::environment::{Environment, Variables};
use std::io::Write as _;
use terminal::error::Failure;

/// Administer a marketplace provider program
///
/// Companies apply, are reviewed and become candidates, are certified, earn points, climb tiers with monthly
/// integration credits, and renew at every anniversary. Everything is kept in one file, the book, which is only
/// ever added to.
#[derive(Debug, Parser)]
#[command(name = "mpp", version, disable_help_subcommand = true)]
#[command(after_help = "\
Examples:
  mpp init --example --db example.db
  mpp apply 'Maple Notes' --kind saas --category Documents
  mpp status
  mpp review granite
  mpp help rules")]
struct Cli {
    #[command(flatten)]
    globals: Globals,

    #[command(subcommand)]
    command: Option<Command>,
}

/// Greets a user who typed no command: what this is, what there is, and how to begin.
fn greet(environment: &Environment) -> u8 {
    let usage =
        Failure::usage("no command given").hint(mpp("--help").and_words(" lists the commands"));
    if preparse::wants_json(environment) {
        return failed_early(environment, &usage);
    }
    let groups: Vec<String> = GROUPS
        .iter()
        .map(|(group, commands)| format!("  {group:12}{}", commands.join("  ")))
        .collect();
    let groups = groups.join("\n");
    let text = format!(
        "mpp administers a marketplace provider program: applications, certification,\n\
         points and tiers, credits and renewals, all kept in one file, the book.\n\n\
         {groups}\n\n\
         To look around:  mpp init --example --db example.db\n\
         To begin:        mpp apply NAME, or mpp apply --from FILE\n\
         To read on:      mpp --help, mpp help COMMAND, mpp help rules"
    );
    // Nobody is left to greet where standard error is closed.
    let _ = writeln!(anstream::stderr(), "{text}");
    usage.kind.status()
}

/// Runs one command and says with which status to exit.
#[must_use]
pub fn run(environment: &Environment) -> u8 {
    if let Some((shell, line)) = complete::asked(environment) {
        return complete::answer(environment, Cli::command(), shell, line);
    }
    let (cli, typed) = match parsed(environment) {
        Ok(parsed) => parsed,
        Err(error) => return misused(environment, Cli::command(), error),
    };
    let Some(command) = cli.command else {
        return greet(environment);
    };
    let environment = match environment.on_the_day_set() {
        Ok(environment) => environment,
        Err(failure) => return failed_early(environment, &failure),
    };
    let context = match context_of(&environment, &cli.globals, typed, &command) {
        Ok(context) => context,
        Err(failure) => return failed_early(&environment, &failure),
    };
    let ended = with_consent(&context, &command);
    // What was shown before a failure is looked at before the failure is.
    match ended.and_then(|ending| Ok(context.screen.show_pages().map(|()| ending)?)) {
        Ok(ending) => ending.status(),
        Err(failure) => {
            // The failure itself matters more than a page that cannot be shown.
            let _ = context.screen.show_pages();
            context.screen.fail(&failure);
            failure.kind.status()
        }
    }
}

/// Returns what was typed, and which options of its command were.
fn parsed(environment: &Environment) -> Result<(Cli, Typed), clap::Error> {
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(&environment.args)?;
    let cli = Cli::from_arg_matches(&matches)?;
    let typed = Typed::of(matches, &command);
    // Most commands have no file, and need not pay for it.
    if typed.has("from") {
        row_or_file(Cli::command()).try_get_matches_from(&environment.args)?;
    }
    Ok((cli, typed))
}

/// What lower modules need of the command line as a whole.
const ROOT: Root = Root {
    run: run_in,
    command: Cli::command,
};

/// Returns what a command needs besides its own arguments. Help does not depend on the configuration file, which may have errors.
fn context_of<'e>(
    environment: &'e Environment,
    globals: &Globals,
    typed: Typed,
    command: &Command,
) -> Result<Context<'e>, Failure> {
    let helps = matches!(
        command,
        Command::Help(_) | Command::Man(_) | Command::Completion(_)
    );
    let settings = Settings::of(environment, globals);
    match settings {
        Err(failure) if helps => {
            let settings = Settings::without_file(environment, globals)?;
            let context = Context::new(environment, globals, settings, typed, ROOT);
            context.screen.warn(failure.message());
            Ok(context)
        }
        settings => Ok(Context::new(environment, globals, settings?, typed, ROOT)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_one_group() {
        let groups = GROUPS.iter().flat_map(|(_, group)| *group);
        let mut grouped: Vec<&str> = groups.copied().collect();
        grouped.sort_unstable();
        let command = Cli::command();
        let commands = command.get_subcommands();
        let mut commands: Vec<&str> = commands.map(clap::Command::get_name).collect();
        commands.sort_unstable();
        assert_eq!(grouped, commands);
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
