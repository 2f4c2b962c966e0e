//! Which options were typed, and whether they go together: what clap cannot know, because it depends on what the
//! command comes to, or does not say, because another option is in the way.

use crate::cli::terminal::error::Failure;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, Id};
use std::collections::HashSet;

/// The options of commands that read.
const OF_READING: [&str; 2] = ["as_of", "known_at"];

/// The options of commands that change the book.
const OF_CHANGES: [&str; 4] = ["on", "dry_run", "note", "actor"];

/// The heading of the options for a file.
pub(crate) const FILES: &str = "Files";

/// What narrows a file down as well as a report.
const OF_FILES_AND_REPORTS: &str = "list";

/// Options that go with one of others, as those are typed. clap says so by itself, but not where the other one conflicts
/// with something that is typed.
const GO_WITH: [(&str, &[&str], &str); 13] = [
    ("keep_going", &["from"], "--from FILE"),
    ("rejects", &["from"], "--from FILE"),
    ("ignore_unknown", &["from"], "--from FILE"),
    ("reason", &["extend_to"], "--extend-to DAY"),
    ("reason", &["reverse"], "--reverse AWARD"),
    (
        "reason",
        &["done", "decline"],
        "--done REQUEST or --decline REQUEST",
    ),
    ("by", &["object", "evaluate"], "--object TEXT or --evaluate"),
    ("finding", &["evaluate"], "--evaluate"),
    ("term", &["evaluate"], "--evaluate"),
    ("value", &["evaluate"], "--evaluate"),
    ("fee", &["done"], "--done REQUEST"),
    ("due", &["planned", "step"], "--planned or --step STEP"),
    ("for", &["planned", "step"], "--planned or --step STEP"),
];

/// Lets what describes one row conflict with a file of rows, in every command that reads one.
pub(crate) fn row_or_file(command: Command) -> Command {
    let command = command.mut_subcommands(row_or_file);
    let of_file = |arg: &Arg| arg.get_id() == "from" && arg.get_help_heading() == Some(FILES);
    if !command.get_arguments().any(of_file) {
        return command;
    }
    command.mut_args(|arg| {
        let id = arg.get_id().as_str();
        let of_both = OF_READING.contains(&id) || OF_CHANGES.contains(&id);
        if of_both || id == OF_FILES_AND_REPORTS || arg.get_help_heading() == Some(FILES) {
            arg
        } else {
            arg.conflicts_with("from")
        }
    })
}

/// The options of a command, and which of them were typed.
#[derive(Debug)]
pub(crate) struct Typed {
    matches: ArgMatches,
    /// The options that the command has: what was typed does not say so where checks of the parser are compiled out.
    options: HashSet<Id>,
}

impl Typed {
    /// Returns the options of the command that was typed, the innermost.
    pub(crate) fn of(mut matches: ArgMatches, mut command: &Command) -> Self {
        while let Some((name, inner)) = matches.remove_subcommand() {
            command = command.find_subcommand(name).unwrap_or(command);
            matches = inner;
        }
        let options = command.get_arguments().map(|arg| arg.get_id().clone());
        Self {
            matches,
            options: options.collect(),
        }
    }

    fn there_is(&self, option: &str) -> bool {
        self.options.contains(option)
    }

    /// Returns whether an option was typed.
    pub(crate) fn has(&self, option: &str) -> bool {
        self.there_is(option) && self.matches.value_source(option) == Some(ValueSource::CommandLine)
    }

    fn first_of<'o>(&self, options: &[&'o str]) -> Option<&'o str> {
        options.iter().copied().find(|option| self.has(option))
    }

    /// Refuses an option without the one that it goes with.
    ///
    /// # Errors
    /// One was typed.
    pub(crate) fn check_pairs(&self) -> Result<(), Failure> {
        let alone = GO_WITH.iter().find(|(option, others, _)| {
            let there = others.iter().any(|other| self.there_is(other));
            self.has(option) && there && self.first_of(others).is_none()
        });
        match alone {
            Some((option, _, other)) => Err(Failure::usage(format!(
                "{} goes with {other}",
                spelled(option)
            ))),
            None => Ok(()),
        }
    }

    /// Refuses a point of view where something is changed.
    ///
    /// # Errors
    /// One was typed.
    pub(crate) fn refuse_in_change(&self) -> Result<(), Failure> {
        let Some(option) = self.first_of(&OF_READING) else {
            return Ok(());
        };
        let failure = Failure::usage(format!(
            "{} is for commands that read; this one changes the book",
            spelled(option)
        ));
        Err(if option == "as_of" {
            failure.hint("`--on DAY` is the day from which a change holds")
        } else {
            failure
        })
    }

    /// Refuses options of a change where nothing is changed.
    ///
    /// # Errors
    /// One was typed.
    pub(crate) fn refuse_in_reading(&self) -> Result<(), Failure> {
        match self.first_of(&OF_CHANGES) {
            Some(option) => Err(Failure::usage(format!(
                "{} is for commands that change the book; this one reads",
                spelled(option)
            ))
            .hint("`--as-of DAY` shows what was true on a day")),
            None => Ok(()),
        }
    }

    /// Refuses `--on-duplicate` without a file.
    ///
    /// # Errors
    /// It was typed.
    pub(crate) fn refuse_duplicates_without_file(&self) -> Result<(), Failure> {
        if self.has("on_duplicate") && !self.has("from") {
            return Err(Failure::usage("--on-duplicate goes with --from FILE"));
        }
        Ok(())
    }
}

/// An option as it is typed.
fn spelled(option: &str) -> String {
    format!("--{}", option.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::options::{BatchArgs, ChangeArgs, ReadArgs};
    use clap::Args;

    fn options<A: Args>() -> Vec<String> {
        let command = A::augment_args(Command::new("any"));
        let ids = command.get_arguments().map(|arg| arg.get_id().to_string());
        ids.collect()
    }

    #[test]
    fn every_option_that_is_refused_elsewhere_is_listed() {
        assert_eq!(options::<ReadArgs>(), OF_READING);
        assert_eq!(options::<ChangeArgs>(), OF_CHANGES);
        let with_file = GO_WITH.iter().filter(|(_, others, _)| *others == ["from"]);
        let mut listed: Vec<&str> = with_file.map(|(option, ..)| *option).collect();
        // Three commands replace what is on record without a file, too.
        listed.extend(["from", "on_duplicate"]);
        listed.sort_unstable();
        let mut options = options::<BatchArgs>();
        options.sort_unstable();
        assert_eq!(options, listed);
    }
}
