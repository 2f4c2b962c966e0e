//! What clap has to say: help as it lays it out, and what is wrong with the words of a command in the form of every
//! other error.

use super::early::{early_screen, failed_early};
use super::habits;
use super::preparse;
use crate::cli::help::layout::laid_out;
use crate::cli::settings::environment::Environment;
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::value::quote::quoted;
use crate::output::{Sentence, mpp};
use anstream::AutoStream;
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::num::{IntErrorKind, ParseIntError};

/// Prints the help or the version that was asked for, or says what is wrong with the words of a command; in JSON where
/// that was asked for.
pub(crate) fn misused(environment: &Environment, command: Command, error: clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let screen = early_screen(environment);
            let text = laid_out_again(environment, command, error).render();
            let printed = if screen.has_color() {
                screen.print_styled(&text.ansi().to_string())
            } else {
                screen.print_styled(&text.to_string())
            };
            printed.map_or_else(|failure| failed_early(environment, &failure), |()| 0)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            if !preparse::wants_json(environment) =>
        {
            let text = laid_out_again(environment, command, error).render();
            let mut err = AutoStream::new(io::stderr().lock(), preparse::color(environment).into());
            // Nobody is left to read it if standard error is closed.
            let _ = write!(err, "{}", text.ansi());
            FailureKind::Usage.status()
        }
        _ => failed_early(environment, &misuse(&error, &environment.args)),
    }
}

/// How help looks matters only now that it is to be printed, and costs a look into the settings.
fn laid_out_again(environment: &Environment, command: Command, error: clap::Error) -> clap::Error {
    let of_program = ClapError(&error).command().is_empty();
    let command = laid_out(command, environment, of_program);
    let parsed = command.try_get_matches_from(&environment.args);
    parsed.err().unwrap_or(error)
}

/// Returns what is wrong with the words of a command.
pub(crate) fn misuse(error: &clap::Error, args: &[OsString]) -> Failure {
    let found = ClapError(error);
    let argument = found.text(ContextKind::InvalidArg).map(|arg| bare(&arg));
    let argument = argument.unwrap_or_default();
    let value = found.text(ContextKind::InvalidValue).unwrap_or_default();
    let option = argument.split(' ').next().unwrap_or_default();
    let failure = |message: String| Failure::usage(message);
    match error.kind() {
        ErrorKind::UnknownArgument => found.unknown(),
        ErrorKind::InvalidSubcommand => {
            let word = found.text(ContextKind::InvalidSubcommand);
            let word = word.unwrap_or_default();
            let hint = habits::meant(&word).filter(|_| found.command().is_empty());
            failure(format!("unknown command {}", quoted(&word)))
                .hint(hint.unwrap_or_else(|| found.meant_or_listed("commands")))
        }
        ErrorKind::InvalidValue => {
            let valid = found.texts(ContextKind::ValidValue).join(", ");
            let one_of = match valid.as_str() {
                "" => String::new(),
                valid => format!(": it is one of {valid}"),
            };
            match value.as_str() {
                "" => failure(format!("{argument} needs a value{one_of}")),
                value => found.meant(failure(format!("{option} {}{one_of}", quoted(value)))),
            }
        }
        ErrorKind::ValueValidation => {
            failure(format!("{option} {}: {}", quoted(&value), found.wanted()))
        }
        ErrorKind::TooManyValues => found.used(failure(format!(
            "unexpected value {} for {argument}",
            quoted(&value)
        ))),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let wanted = found.number(ContextKind::MinValues);
            let wanted = wanted.or_else(|| found.number(ContextKind::ExpectedNumValues));
            let given = found.number(ContextKind::ActualNumValues);
            found.used(failure(format!(
                "{argument} needs {} values, not {}",
                wanted.unwrap_or_default(),
                given.unwrap_or_default()
            )))
        }
        ErrorKind::NoEquals => failure(format!("{argument} needs a `=` before its value")),
        ErrorKind::ArgumentConflict => {
            let others = found.texts(ContextKind::PriorArg);
            let others: Vec<String> = others.iter().map(|other| bare(other)).collect();
            found.used(match others.as_slice() {
                [] => failure(format!(
                    "{argument} cannot be used with the rest of the command"
                )),
                [other] if *other == argument => failure(format!("{argument} is given twice")),
                _ => failure(format!(
                    "{argument} cannot be used with {}",
                    others.join(", ")
                )),
            })
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = found.texts(ContextKind::InvalidArg);
            let missing: Vec<String> = missing.iter().map(|arg| bare(arg)).collect();
            found.used(failure(format!("missing: {}", missing.join(", "))))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            failure("no command given".to_owned()).hint(found.listed("commands"))
        }
        ErrorKind::InvalidUtf8 => {
            let broken = args.iter().find(|arg| arg.to_str().is_none());
            let broken = broken.map(|arg| arg.to_string_lossy());
            let broken = broken.map_or_else(String::new, |arg| format!(" {}", quoted(&arg)));
            failure(format!("the argument{broken} is not valid UTF-8"))
        }
        _ => {
            let text = error.render().to_string();
            let line = text.lines().next().unwrap_or_default();
            failure(line.trim_start_matches("error: ").to_owned())
        }
    }
}

/// An error of clap, with what it found.
struct ClapError<'e>(&'e clap::Error);

impl ClapError<'_> {
    fn text(&self, kind: ContextKind) -> Option<String> {
        self.texts(kind).into_iter().next()
    }

    fn texts(&self, kind: ContextKind) -> Vec<String> {
        match self.0.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
            Some(ContextValue::StyledStrs(texts)) => {
                texts.iter().map(ToString::to_string).collect()
            }
            _ => Vec::new(),
        }
    }

    fn number(&self, kind: ContextKind) -> Option<isize> {
        match self.0.get(kind) {
            Some(ContextValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// An option or another word where none of the kind is expected.
    fn unknown(&self) -> Failure {
        let word = self.text(ContextKind::InvalidArg).unwrap_or_default();
        let is_option = word.starts_with('-');
        let what = if is_option {
            "unknown option"
        } else {
            "unexpected argument"
        };
        let failure = Failure::usage(format!("{what} {}", quoted(&word)));
        if self.0.get(ContextKind::SuggestedArg).is_some() {
            return self.meant(failure);
        }
        let tips = self.texts(ContextKind::Suggested);
        if let Some(other) = tips.iter().find_map(|tip| tip.strip_suffix(" exists")) {
            return failure.hint(format!("did you mean `{}`?", other.trim_matches('\'')));
        }
        if tips.iter().any(|tip| tip.starts_with("subcommand ")) {
            return failure.hint("it is a command without the `--` before it");
        }
        if is_option {
            let failure = failure.hint(self.listed("options"));
            if tips.is_empty() {
                return failure;
            }
            failure.hint("a value that begins with a hyphen comes after `--`")
        } else {
            self.used(failure)
        }
    }

    /// The failure, with what was probably meant.
    fn meant(&self, failure: Failure) -> Failure {
        match self.near() {
            Some(near) => failure.hint(near),
            None => failure,
        }
    }

    fn near(&self) -> Option<String> {
        let kinds = [
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedArg,
            ContextKind::SuggestedValue,
        ];
        let near = kinds.into_iter().flat_map(|kind| self.texts(kind));
        let near: Vec<String> = near.map(|near| format!("`{near}`")).collect();
        (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
    }

    fn meant_or_listed(&self, what: &str) -> Sentence {
        self.near()
            .map_or_else(|| self.listed(what), Sentence::words)
    }

    /// Where the options or commands are listed that there are.
    fn listed(&self, what: &str) -> Sentence {
        let command = self.command();
        mpp(format!("{command}--help")).and_words(format!(" lists the {what}"))
    }

    /// The words of the command that is meant, each with a space after it; none for the program itself.
    fn command(&self) -> String {
        let usage = self.usage();
        let words = usage.split(' ').skip_while(|word| *word == "mpp");
        let words = words.take_while(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
        words.flat_map(|word| [word, " "]).collect()
    }

    /// The failure, with how the command is used.
    fn used(&self, failure: Failure) -> Failure {
        match self.usage().as_str() {
            "" => failure,
            usage => {
                let typed = usage.strip_prefix("mpp ").unwrap_or_default();
                failure.hint(Sentence::words("usage: ").and_mpp(typed))
            }
        }
    }

    /// How the command is used, without the brackets around what is to be filled in.
    fn usage(&self) -> String {
        let usage = match self.0.kind() {
            // Here clap says nothing but the help.
            ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                let help = self.0.render().to_string();
                let line = help.lines().find(|line| line.starts_with("Usage:"));
                line.unwrap_or_default().to_owned()
            }
            _ => self.text(ContextKind::Usage).unwrap_or_default(),
        };
        let line = usage.trim_start_matches("Usage:").trim().lines().next();
        let line = line.unwrap_or_default().replace(" [OPTIONS]", "");
        without(&line, "<")
    }

    /// What a value is to be.
    fn wanted(&self) -> String {
        let Some(source) = self.0.source() else {
            return "it is not valid".to_owned();
        };
        if let Some(error) = source.downcast_ref::<ParseIntError>() {
            return match error.kind() {
                IntErrorKind::PosOverflow | IntErrorKind::NegOverflow => "the number is too large",
                _ => "a whole number is needed",
            }
            .to_owned();
        }
        let source = source.to_string();
        match source
            .split_once(" is not in ")
            .and_then(|(_, range)| range.split_once(".."))
        {
            Some((first, last)) => match last.strip_prefix('=') {
                Some(last) => format!("a number from {first} to {last} is needed"),
                None => format!("a number from {first} on is needed"),
            },
            None => source,
        }
    }
}

/// An argument as clap names it, `--use <MONTH> <AMOUNT>` or `[PARTNER]`, without the brackets around its values; a group
/// of which one is needed, `<--good|--bad <REASON>>`, in words.
fn bare(argument: &str) -> String {
    let bare = without(argument, "<[");
    if argument.starts_with("<-") {
        bare.replace('|', " or ")
    } else {
        bare
    }
}

/// A text without such brackets around groups and values; those within a value, `<ITEM[=NOTE]>`, are part of its name.
fn without(text: &str, brackets: &str) -> String {
    let mut open: Vec<(bool, bool)> = Vec::new();
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let goes = match c {
            '<' | '[' => {
                let group = c == '<' && chars.peek() == Some(&'-');
                let goes = brackets.contains(c) && open.iter().all(|(group, _)| *group);
                open.push((group, goes));
                goes
            }
            '>' | ']' => open.pop().is_some_and(|(_, goes)| goes),
            _ => false,
        };
        if !goes {
            kept.push(c);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory as _;

    /// The message and the hints of a command that is misused.
    fn reported(line: &str) -> String {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let matches = Cli::command().try_get_matches_from(&args);
        let failure = misuse(&matches.expect_err("misuse"), &args);
        let hints = failure.hints.iter().map(|hint| format!(" | {hint}"));
        failure.message() + &hints.collect::<String>()
    }

    #[test]
    fn every_kind_of_misuse_is_reported_like_any_other_error() {
        for (line, expected) in [
            (
                "mpp statu",
                "unknown command `statu` | did you mean `status`?",
            ),
            (
                "mpp xyzzy",
                "unknown command `xyzzy` | `mpp --help` lists the commands",
            ),
            (
                "mpp ls",
                "unknown command `ls` | `mpp status` lists the partners, `mpp product list` the products",
            ),
            (
                "mpp program xyzzy",
                "unknown command `xyzzy` | `mpp program --help` lists the commands",
            ),
            (
                "mpp status --stag x",
                "unknown option `--stag` | did you mean `--stage`?",
            ),
            (
                "mpp due --xyzzy",
                "unknown option `--xyzzy` | `mpp due --help` lists the options",
            ),
            (
                "mpp apply --xyzzy",
                "unknown option `--xyzzy` | `mpp apply --help` lists the options \
                 | a value that begins with a hyphen comes after `--`",
            ),
            ("mpp due x", "unexpected argument `x` | usage: `mpp due`"),
            (
                "mpp status --format x",
                "--format `x`: it is one of table, json, csv, plain, markdown",
            ),
            (
                "mpp status --format markdow",
                "--format `markdow`: it is one of table, json, csv, plain, markdown | did you mean `markdown`?",
            ),
            (
                "mpp status --format",
                "--format FORMAT needs a value: it is one of table, json, csv, plain, markdown",
            ),
            ("mpp status --db", "--db PATH needs a value"),
            (
                "mpp credits --forecast 0",
                "--forecast `0`: a number from 1 to 120 is needed",
            ),
            (
                "mpp credits --forecast x",
                "--forecast `x`: a whole number is needed",
            ),
            (
                "mpp credits --forecast 99999999999999999999",
                "--forecast `99999999999999999999`: the number is too large",
            ),
            ("mpp undo 0", "ENTRY `0`: a number from 1 on is needed"),
            (
                "mpp status --json=x",
                "unexpected value `x` for --json | usage: `mpp status --json [PARTNER]`",
            ),
            (
                "mpp credits acme --use 2015-04",
                "--use MONTH AMOUNT needs 2 values, not 1 | usage: `mpp credits [PARTNER]`",
            ),
            (
                "mpp standing acme --good --bad x",
                "--good cannot be used with --bad REASON | usage: `mpp standing --good|--bad REASON PARTNER`",
            ),
            (
                "mpp status --db a --db b",
                "--db PATH is given twice | usage: `mpp status [PARTNER]`",
            ),
            (
                "mpp standing acme",
                "missing: --good or --bad REASON | usage: `mpp standing --good|--bad REASON PARTNER`",
            ),
            (
                "mpp deployments record acme",
                "missing: --ref R, PRODUCT | usage: `mpp deployments record --ref R PARTNER PRODUCT`",
            ),
            (
                "mpp program",
                "no command given | `mpp program --help` lists the commands",
            ),
            (
                "mpp -- status",
                "unexpected argument `status` | it is a command without the `--` before it",
            ),
        ] {
            assert_eq!(reported(line), expected, "{line}");
        }
    }

    #[test]
    fn brackets_within_a_value_stay() {
        for (argument, shown) in [
            ("--met <ITEM[=NOTE]>", "--met ITEM[=NOTE]"),
            ("--contact <ROLE=NAME <MAIL>>", "--contact ROLE=NAME <MAIL>"),
            ("--use <MONTH> <AMOUNT>", "--use MONTH AMOUNT"),
            ("[PARTNER]", "PARTNER"),
            ("<--good|--bad <REASON>>", "--good or --bad REASON"),
            ("<COMMAND|TOPIC>", "COMMAND|TOPIC"),
        ] {
            assert_eq!(bare(argument), shown);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_text_is_shown_as_far_as_it_is() {
        use std::os::unix::ffi::OsStringExt as _;
        let args = ["mpp", "status"].map(OsString::from).into_iter();
        let args: Vec<OsString> = args
            .chain([OsString::from_vec(b"caf\xe9".to_vec())])
            .collect();
        let matches = Cli::command().try_get_matches_from(&args);
        let failure = misuse(&matches.expect_err("misuse"), &args);
        assert_eq!(
            failure.message(),
            "the argument `caf\u{fffd}` is not valid UTF-8"
        );
    }
}
