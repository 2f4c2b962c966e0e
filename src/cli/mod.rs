//! The command line: one file per command. A command parses and prints; the work is elsewhere.

mod args;
mod commands;
mod context;
mod help;
mod prompt;
mod settings;
mod terminal;

use crate::store;
use args::options::{ColorWhen, Globals};
use clap::{ColorChoice, CommandFactory as _, FromArgMatches as _, Parser};
use commands::Command;
use context::Context;
use help::misuse::misused;
use help::{complete, early};
use prompt::answers;
pub use settings::environment::{Environment, Variables};
use std::io::Write as _;
use terminal::error::Failure;
use terminal::screen::{Format, Screen};

/// Administer a marketplace provider program
///
/// Companies apply, are reviewed and become candidates, are certified, earn points, climb tiers with monthly
/// integration credits, and renew at every anniversary. Everything is kept in one file, the book, which is only
/// ever added to.
#[derive(Debug, Parser)]
#[command(name = "mpp", version, disable_help_subcommand = true)]
#[command(after_help = "\
Examples:
  mpp init --example
  mpp apply 'Acme Cloud, Inc.' --kind saas --category Security
  mpp status
  mpp review acme-cloud-inc
  mpp help rules

To begin: `mpp init --example` makes a book of invented partners to look
around in, `mpp help rules` explains the program in one screen, and
`mpp apply NAME` begins in earnest.")]
struct Cli {
    #[command(flatten)]
    globals: Globals,

    #[command(subcommand)]
    command: Option<Command>,
}

/// The commands as one thinks of them, for whoever types none.
const OVERVIEW: [(&str, &[&str]); 7] = [
    (
        "lifecycle",
        &["apply", "adopt", "review", "certify", "renew"],
    ),
    ("points", &["award-points", "tier", "credits"]),
    (
        "work",
        &["status", "edit", "checklist", "due", "people", "standing"],
    ),
    (
        "portal",
        &["product", "deployments", "revenue", "directory"],
    ),
    ("rules", &["program"]),
    (
        "the book",
        &["init", "history", "undo", "audit", "backup", "restore"],
    ),
    ("mpp itself", &["help", "config", "completion", "man"]),
];

/// Tells whoever typed no command what there is, in less than a screen.
fn overview(environment: &Environment) -> u8 {
    let groups: String = OVERVIEW
        .iter()
        .fold(String::new(), |told, (group, commands)| {
            told + &format!("  {group:12}{}\n", commands.join("  "))
        });
    let failure = Failure::usage("no command given")
        .hint("`mpp init --example` makes a book of invented partners to look around in")
        .hint("`mpp help rules` explains the program in one screen, `mpp help COMMAND` a command");
    let text = format!("Usage: mpp COMMAND [OPTIONS]\n\n{groups}");
    if early::wants_json(environment) {
        return failed_early(environment, &failure);
    }
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{text}");
    failed_early(environment, &failure)
}

/// Runs one command and says with which status to exit.
#[must_use]
pub fn run(environment: &Environment) -> u8 {
    if let Some((shell, line)) = complete::asked(environment) {
        return complete::answer(environment, shell, line);
    }
    let cli = match parsed(Cli::command(), environment) {
        Ok(cli) => cli,
        Err(error) => return misused(environment, error),
    };
    let Some(command) = cli.command else {
        return overview(environment);
    };
    let environment = match environment.on_the_day_set() {
        Ok(environment) => environment,
        Err(failure) => return failed_early(environment, &failure),
    };
    let context = match context_of(&environment, &cli.globals, &command) {
        Ok(context) => context,
        Err(failure) => return failed_early(&environment, &failure),
    };
    let ended = answers::with_consent(&context, &command);
    // What was shown before a failure is looked at before the failure is.
    match ended.and_then(|ending| context.screen.show_pages().map(|()| ending)) {
        Ok(ending) => ending.status(),
        Err(failure) => {
            // The failure of a page that nobody can be shown is not worth more than the failure itself.
            let _ = context.screen.show_pages();
            context.screen.fail(&failure);
            failure.kind.status()
        }
    }
}

fn parsed(command: clap::Command, environment: &Environment) -> Result<Cli, clap::Error> {
    let matches = command.try_get_matches_from(&environment.args)?;
    Cli::from_arg_matches(&matches)
}

/// What a command needs beside its own arguments. Help does not depend on a configuration file, which may have mistakes.
fn context_of<'e>(
    environment: &'e Environment,
    globals: &Globals,
    command: &Command,
) -> Result<Context<'e>, Failure> {
    let helps = matches!(
        command,
        Command::Help(_) | Command::Man(_) | Command::Completion(_)
    );
    match Context::new(environment, globals) {
        Err(failure) if helps => {
            let context = Context::without_file(environment, globals)?;
            context.screen.warn(&failure.message);
            Ok(context)
        }
        context => context,
    }
}

/// Says why a command could not even begin, in JSON where that was asked for.
fn failed_early(environment: &Environment, failure: &Failure) -> u8 {
    early_screen(environment).fail(failure);
    failure.kind.status()
}

/// Where a command prints that could not begin.
fn early_screen(environment: &Environment) -> Screen {
    let json = early::wants_json(environment);
    Screen {
        format: if json { Format::Json } else { Format::Table },
        file: None,
        color: early::color(environment).into(),
        quiet: false,
        verbose: false,
        terminal: None,
        pager: None,
        rehearses: false,
        err_width: environment.err_width(),
        same_place: String::new(),
        pages: std::rc::Rc::default(),
    }
}

/// The command line, its help as wide as the terminal and coloured as everything else.
fn laid_out(command: clap::Command, environment: &Environment) -> clap::Command {
    let width = environment.terminal.map_or(80, |(width, _)| width);
    let version = format!("{}\n{}", env!("CARGO_PKG_VERSION"), store::versions());
    let color = match early::color(environment) {
        ColorWhen::Auto => ColorChoice::Auto,
        ColorWhen::Always => ColorChoice::Always,
        ColorWhen::Never => ColorChoice::Never,
    };
    command
        .term_width(width.into())
        .long_version(version)
        .color(color)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_the_overview_once() {
        let mut told: Vec<&str> = OVERVIEW
            .iter()
            .flat_map(|(_, group)| *group)
            .copied()
            .collect();
        told.sort_unstable();
        let command = Cli::command();
        let mut there: Vec<&str> = command
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        there.sort_unstable();
        assert_eq!(told, there);
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
