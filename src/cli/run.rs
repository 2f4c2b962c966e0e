//! Runs a command: its plan is checked and carried out, with consent where it takes a big step.

use super::commands::Command;
use super::context::{Context, Ending, RunMode};
use super::help::misuse::misuse;
use super::plan::{CommandArgs as _, Plan};
use super::prompt::answers::carry_out;
use super::settings::Settings;
use super::settings::environment::Environment;
use super::terminal::error::Failure;
use super::{ROOT, parsed};

/// Runs a command. Before a big step, a person at the terminal is asked to agree.
pub(crate) fn with_consent(context: &Context<'_>, command: &Command) -> Result<Ending, Failure> {
    let mut plan = checked(context, command)?;
    let asks = !context.yes && !context.typed.has("dry_run") && context.why_not_asked().is_none();
    if asks && let Some((consent, words)) = plan.consent(context)? {
        return carry_out(context, &words, false, &consent);
    }
    plan.carry_out(context)
}

/// Returns what a command comes to, once it is sure that its options go together.
fn checked<'a>(context: &Context<'_>, command: &'a Command) -> Result<Plan<'a>, Failure> {
    context.check_output(None)?;
    context.typed.check_pairs()?;
    let plan = command.plan(context.today())?;
    plan.check_options(&context.typed)?;
    Ok(plan)
}

/// Runs the command line of an environment, without asking anything.
///
/// # Errors
/// Those of the command.
pub(crate) fn run_in(environment: &Environment, mode: RunMode) -> Result<Ending, Failure> {
    let (cli, typed) = parsed(environment).map_err(|error| misuse(&error, &environment.args))?;
    let settings = Settings::of(environment, &cli.globals)?;
    let mut context = Context::new(environment, &cli.globals, settings, typed, ROOT);
    context.settings.no_input.value = true;
    match mode {
        RunMode::ForReal => {}
        RunMode::Rehearsed => context.rehearse(),
        RunMode::Silent => context.screen.quiet = true,
    }
    let command = cli
        .command
        .ok_or_else(|| Failure::usage("no command given"))?;
    let ending = checked(&context, &command)?.carry_out(&context)?;
    context.screen.show_pages()?;
    Ok(ending)
}
