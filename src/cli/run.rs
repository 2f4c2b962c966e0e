//! Runs a command: with consent where it takes a big step, or again with what was answered.

use super::Cli;
use super::commands::{Command, dispatch};
use super::context::{Context, Ending, RunMode};
use super::help::misuse::misuse;
use super::parsed;
use super::prompt::answers::{Words, carry_out};
use super::settings::environment::Environment;
use super::terminal::error::Failure;
use clap::CommandFactory as _;

/// Runs a command. Before a big step, a person at the terminal is asked to agree.
pub(crate) fn with_consent(context: &Context<'_>, command: &Command) -> Result<Ending, Failure> {
    if context.yes || context.why_not_asked().is_some() {
        return dispatch(context, command);
    }
    let consent = match command {
        Command::Review(args) => args.consent(),
        Command::Certify(args) => args.consent(),
        Command::Renew(args) => args.consent(),
        Command::People(args) => args.consent(),
        Command::Undo(args) => args.consent(),
        _ => None,
    };
    let Some(consent) = consent else {
        return dispatch(context, command);
    };
    let words = match command {
        // What is agreed to is that entry, whatever is recorded while the question is on the screen.
        Command::Undo(args) => args.meant(context)?,
        Command::People(args) => args.meant(context)?,
        _ => Words::default(),
    };
    carry_out(context, &words, false, &consent)
}

/// Runs the command line of an environment, without asking anything.
///
/// # Errors
/// Those of the command.
pub(crate) fn run_in(environment: &Environment, mode: RunMode) -> Result<Ending, Failure> {
    let cli =
        parsed(Cli::command(), environment).map_err(|error| misuse(&error, &environment.args))?;
    let mut context = Context::new(environment, &cli.globals, run_in)?;
    context.settings.no_input.value = true;
    match mode {
        RunMode::ForReal => {}
        RunMode::Rehearsed => context.rehearse(),
        RunMode::Silent => context.screen.quiet = true,
    }
    let command = cli
        .command
        .ok_or_else(|| Failure::usage("no command given"))?;
    let ending = dispatch(&context, &command)?;
    context.screen.show_pages()?;
    Ok(ending)
}
