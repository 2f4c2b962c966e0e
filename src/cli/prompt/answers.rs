//! Answers turned into words that could have been typed, and the command run again with them.

use super::ask::{Ask, left};
use crate::cli::context::{Context, Ending, RunMode};
use crate::cli::settings::environment::Environment;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::shell::shell_word;
use crate::output::Sentence;
use std::ffi::OsString;

/// Words that were answered, to be added to those that were typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// Options, each with its value in the same word.
    pub(crate) options: Vec<String>,
    /// Positional arguments, in order.
    pub(crate) operands: Vec<String>,
}

/// How a person is asked for consent.
pub(crate) enum Consent {
    /// To what was composed a moment ago.
    Composed,
    /// To what was answered one after the other, where there is a way back.
    Walked,
    /// To a big step that another command can undo.
    Step(&'static str),
    /// To a step that can never be undone: this word has to be typed.
    ForGood {
        /// What is about to happen.
        what: String,
        /// The word.
        word: String,
    },
}

/// Runs the command that was typed with these words added, after the person has seen what it would do and said yes.
/// What is asked is thereby what could have been typed, and is recorded as such.
pub(crate) fn carry_out(
    context: &Context<'_>,
    words: &Words,
    dry_run: bool,
    consent: &Consent,
) -> Result<Ending, Failure> {
    offered(context, words, dry_run, consent)?.ok_or_else(left)
}

/// The same, or `None` where the person wants to go back to the questions.
pub(crate) fn offered(
    context: &Context<'_>,
    words: &Words,
    dry_run: bool,
    consent: &Consent,
) -> Result<Option<Ending>, Failure> {
    let args = with_words(&context.environment.args, words);
    if dry_run {
        return again(context, &args, RunMode::ForReal).map(Some);
    }
    let ask = context.ask("a yes", "`--yes` gives it")?;
    let retyped = |failure: Failure| match consent {
        Consent::Composed | Consent::Walked => {
            failure.hint(Sentence::words("to edit and run again: ").and_mpp(in_shell_words(&args)))
        }
        _ => failure,
    };
    ask.tell("What would be recorded:");
    let rehearsal = Words {
        options: vec!["--dry-run".to_owned()],
        ..Words::default()
    };
    again(context, &with_words(&args, &rehearsal), RunMode::Rehearsed).map_err(retyped)?;
    let agreed = if context.yes {
        Some(true)
    } else {
        agrees(&ask, consent).map_err(retyped)?
    };
    match agreed {
        Some(true) => again(context, &args, RunMode::ForReal)
            .map(Some)
            .map_err(retyped),
        // What was answered in so many words is not lost.
        Some(false) => Err(retyped(left())),
        None => Ok(None),
    }
}

/// Returns whether the command would succeed with these words added; prints nothing.
///
/// # Errors
/// Why not.
pub(crate) fn tried(context: &Context<'_>, words: &Words) -> Result<(), Failure> {
    let mut words = words.clone();
    words.options.push("--dry-run".to_owned());
    let typed: Vec<OsString> = context.environment.args.clone();
    // A rehearsal that was typed need not be asked for again.
    let args = with_words(&without_rehearsal(&typed), &words);
    again(context, &args, RunMode::Silent).map(drop)
}

/// Whether a person agrees; `None`: back to the questions.
fn agrees(ask: &Ask, consent: &Consent) -> Result<Option<bool>, Failure> {
    match consent {
        Consent::Walked => ask.yes_or_back("record this?", true),
        Consent::Composed => ask.yes("record this?", true).map(Some),
        Consent::Step(what) => ask.yes(what, false).map(Some),
        Consent::ForGood { what, word } => {
            let typed = ask.text(&format!("{what}; to go on, type {word}"))?;
            Ok(Some(typed.as_deref() == Some(word)))
        }
    }
}

/// Adds words to the arguments: options before a `--` that ends them, positional arguments at the end.
fn with_words(args: &[OsString], words: &Words) -> Vec<OsString> {
    let end = args.iter().position(|arg| arg == "--");
    let (before, after) = args.split_at(end.unwrap_or(args.len()));
    let mut all = before.to_vec();
    all.extend(words.options.iter().map(OsString::from));
    // A positional argument that looks like an option needs a `--` before it.
    let like_option = |word: &String| word.starts_with('-');
    if after.is_empty() && words.operands.iter().any(like_option) {
        all.push("--".into());
    }
    all.extend_from_slice(after);
    all.extend(words.operands.iter().map(OsString::from));
    all
}

/// The arguments without the option of a rehearsal.
fn without_rehearsal(args: &[OsString]) -> Vec<OsString> {
    let rehearses = |arg: &&OsString| *arg == "--dry-run" || *arg == "-n";
    args.iter().filter(|arg| !rehearses(arg)).cloned().collect()
}

/// Arguments as they would be typed.
fn in_shell_words(args: &[OsString]) -> String {
    let words = args.iter().skip(1);
    let words: Vec<String> = words
        .map(|word| shell_word(&word.to_string_lossy()))
        .collect();
    words.join(" ")
}

/// Runs a command on these arguments, as of now and without asking anything more.
fn again(context: &Context<'_>, args: &[OsString], mode: RunMode) -> Result<Ending, Failure> {
    let mut environment = Environment {
        args: args.to_vec(),
        ..context.environment.clone()
    };
    // Questions take their time, and what is recorded is recorded after them.
    (environment.refresh_clock)(&mut environment);
    (context.root.run)(&environment, mode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_where_they_would_be_typed() {
        for (line, options, operands, all) in [
            ("mpp review", "--met=x", "acme", "mpp review --met=x acme"),
            (
                "mpp award-points -- acme",
                "--ref=D",
                "x",
                "mpp award-points --ref=D -- acme x",
            ),
            ("mpp apply --", "", "-x", "mpp apply -- -x"),
            (
                "mpp apply --kind saas",
                "--product=p",
                "-x",
                "mpp apply --kind saas --product=p -- -x",
            ),
            ("mpp undo -q", "", "7", "mpp undo -q 7"),
        ] {
            let split = |text: &str| -> Vec<String> {
                text.split(' ')
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect()
            };
            let args: Vec<OsString> = split(line).iter().map(OsString::from).collect();
            let words = Words {
                options: split(options),
                operands: split(operands),
            };
            let expected: Vec<OsString> = split(all).iter().map(OsString::from).collect();
            assert_eq!(with_words(&args, &words), expected, "{line}");
        }
    }
}
