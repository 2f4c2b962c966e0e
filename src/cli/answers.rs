//! What becomes of answers: words that could have been typed, and the command run with them.

use super::ask::{Ask, left};
use super::context::{Context, Ending};
use super::environment::Environment;
use super::error::Failure;
use super::{Cli, Command, dispatch};
use clap::{CommandFactory as _, FromArgMatches as _};
use std::ffi::OsString;

/// How a person is asked for consent.
pub(super) enum Consent {
    /// To what was composed a moment ago.
    Composed,
    /// To what can be taken back by another command, but is a big step.
    Step(&'static str),
    /// To what can never be taken back: this word is to be typed.
    ForGood {
        /// What is about to happen.
        what: String,
        /// The word.
        word: String,
    },
}

/// Runs the command that was typed with these words added, after the person has seen what it would do and said yes.
/// What is asked is thereby what could have been typed, and is recorded as such.
pub(super) fn carry_out(
    context: &Context<'_>,
    words: &[String],
    dry_run: bool,
    consent: &Consent,
) -> Result<Ending, Failure> {
    let args = with_words(&context.environment.args, words);
    if dry_run {
        return again(context, &args, Manner::ForReal);
    }
    let ask = context.ask("a yes", "`--yes` gives it")?;
    let retyped = |failure: Failure| match words {
        [] => failure,
        _ => failure.hint(format!(
            "what was answered: `mpp {}`",
            in_shell_words(&args)
        )),
    };
    again(
        context,
        &with_words(&args, &["--dry-run".to_owned()]),
        Manner::Rehearsed,
    )
    .map_err(retyped)?;
    if !context.yes && !agrees(&ask, consent)? {
        return Err(left());
    }
    again(context, &args, Manner::ForReal).map_err(retyped)
}

fn agrees(ask: &Ask, consent: &Consent) -> Result<bool, Failure> {
    match consent {
        Consent::Composed => ask.yes("record this?", true),
        Consent::Step(what) => ask.yes(what, false),
        Consent::ForGood { what, word } => {
            let typed = ask.text(&format!("{what}; to go on, type {word}"), false)?;
            Ok(typed == *word)
        }
    }
}

/// The arguments with more words, before a `--` that ends the options.
fn with_words(args: &[OsString], words: &[String]) -> Vec<OsString> {
    let end = args.iter().position(|arg| arg == "--");
    let (before, after) = args.split_at(end.unwrap_or(args.len()));
    let after = match after {
        // It ended the options of a command without a name, and the name comes with one of its own.
        [_] => &[],
        after => after,
    };
    let words = words.iter().map(OsString::from);
    before
        .iter()
        .cloned()
        .chain(words)
        .chain(after.iter().cloned())
        .collect()
}

/// Arguments as they would be typed.
fn in_shell_words(args: &[OsString]) -> String {
    let words = args.iter().skip(1);
    let words: Vec<String> = words
        .map(|word| shell_word(&word.to_string_lossy()))
        .collect();
    words.join(" ")
}

/// A word as it would be typed.
pub(super) fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=@+,%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    let shown = crate::output::text::shown(word);
    format!("'{}'", shown.replace('\'', "'\\''"))
}

/// How a command is run that nobody typed as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Like any other.
    ForReal,
    /// To be told what it would do.
    Rehearsed,
    /// Without a word, unless it fails.
    Silent,
}

/// Runs a command on these arguments, without asking anything more.
fn again(context: &Context<'_>, args: &[OsString], manner: Manner) -> Result<Ending, Failure> {
    let environment = Environment {
        args: args.to_vec(),
        ..context.environment.clone()
    };
    run_in(&environment, manner)
}

/// Runs the command of a world, without asking anything.
///
/// # Errors
/// Those of the command.
pub(super) fn run_in(environment: &Environment, manner: Manner) -> Result<Ending, Failure> {
    let not_understood = |error: clap::Error| {
        let text = error.render().to_string();
        let first = text.lines().next().unwrap_or_default().to_owned();
        Failure::usage(first.trim_start_matches("error: "))
    };
    let matches = Cli::command()
        .try_get_matches_from(&environment.args)
        .map_err(not_understood)?;
    let cli = Cli::from_arg_matches(&matches).map_err(not_understood)?;
    let mut context = Context::new(environment, &cli.globals)?;
    context.settings.no_input.value = true;
    match manner {
        Manner::ForReal => {}
        Manner::Rehearsed => context.rehearse(),
        Manner::Silent => context.screen.quiet = true,
    }
    dispatch(&context, &cli.command)
}

impl Command {
    /// What a person is asked before the command is run, where it takes a big step.
    pub(super) fn consent(&self) -> Option<Consent> {
        match self {
            Self::Review(args) => args.consent(),
            Self::Certify(args) => args.consent(),
            Self::Renew(args) => args.consent(),
            Self::People(args) => args.consent(),
            Self::Undo(args) => args.consent(),
            _ => None,
        }
    }
}
