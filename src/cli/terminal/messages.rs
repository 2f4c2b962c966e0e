//! Messages: everything on standard error goes through one function, which escapes it and limits its length.

use super::blocks::wrapped;
use super::error::{Failure, FailureKind};
use super::screen::{Format, Screen};
use crate::output::Sentence;
use crate::output::json_line;
use crate::output::text::{shown, shown_lines};
use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use std::borrow::Cow;
use std::io::{self, Write as _};

/// The label before a message, in its own style.
type Label = (Style, &'static str);

const ERROR: Label = (AnsiColor::Red.on_default().bold(), "error:");
const HINT: Label = (AnsiColor::Cyan.on_default(), "hint:");

/// The longest line of a message, in characters. Values are quoted shortly; what is longer than this is a path that
/// cannot be one, or a line of a file.
const LONGEST_LINE: usize = 2_000;
/// The longest hint, in characters: a command that is cut cannot be copied, so a longer hint is left out.
const LONGEST_HINT: usize = 16_000;

impl Screen {
    /// Prints a note in addition to the results, unless --quiet is set.
    pub(crate) fn note(&self, text: impl Into<Sentence>) {
        if !self.quiet {
            self.tell(&text.into());
        }
    }

    /// Says what went wrong with a part of the work, also to those who asked for quiet.
    pub(crate) fn warn(&self, text: impl Into<Sentence>) {
        self.tell(&text.into());
    }

    /// Tells what is done, where that was asked for.
    pub(crate) fn detail(&self, text: impl Into<Sentence>) {
        if self.verbose && !self.quiet {
            self.tell(&text.into());
        }
    }

    /// Prints why a command failed.
    pub fn fail(&self, failure: &Failure) {
        let hints = failure.hints.iter().map(|hint| self.spelled(hint));
        let hints: Vec<String> = hints
            .filter(|hint| hint.chars().count() <= LONGEST_HINT)
            .collect();
        if self.format == Format::Json {
            let causes: Vec<_> = failure
                .causes()
                .map(|cause| bounded(&cause).into_owned())
                .collect();
            let error = serde_json::json!({ "error": {
                "kind": failure.kind,
                "message": bounded(&failure.error.to_string()),
                "causes": causes,
                "hints": hints,
            }});
            self.write_line(None, &json_line(&error));
            return;
        }
        // A value with line breaks must not look like another message.
        let message = failure.message();
        let message = shown(&message);
        let message = bounded(&message);
        match failure.kind {
            // An interruption is reported once, by the part that notices it first.
            FailureKind::Interrupted => return,
            FailureKind::Cancelled => self.say(None, &message),
            _ => self.say(Some(ERROR), &message),
        }
        for detail in &failure.details {
            self.say(None, &format!("  {detail}"));
        }
        for hint in &hints {
            self.say(Some(HINT), &shown(hint));
        }
    }

    fn tell(&self, sentence: &Sentence) {
        self.say(None, &shown(&self.spelled(sentence)));
    }

    /// Says a text, each of its lines in as many as the terminal's width makes of it.
    fn say(&self, label: Option<Label>, text: &str) {
        let room = self.err_width.map_or(usize::MAX, usize::from);
        let text = shown_lines(text);
        let mut label = label;
        for line in text.lines() {
            let line = match label {
                Some(_) => Cow::Borrowed(line),
                None => bounded(line),
            };
            // Drawings and what is indented stay as they are.
            let lines = match (label, line.starts_with(' ')) {
                (Some((_, word)), _) => wrapped(&format!("{word} {line}"), room),
                (None, true) => vec![line.into_owned()],
                (None, false) => wrapped(&line, room),
            };
            for line in lines {
                self.write_line(label.take(), &line);
            }
        }
    }

    /// The only function that writes to standard error.
    fn write_line(&self, label: Option<Label>, line: &str) {
        let mut err = AutoStream::new(io::stderr().lock(), self.color);
        let labelled =
            label.and_then(|(style, word)| Some((style, word, line.strip_prefix(word)?)));
        // Nobody is left to read it if standard error is closed.
        let _ = match labelled {
            Some((style, word, rest)) => writeln!(err, "{style}{word}{style:#}{rest}"),
            None => writeln!(err, "{line}"),
        };
    }
}

/// Leaves out the middle of a line that is too long: what is wrong is at its end or its beginning.
fn bounded(line: &str) -> Cow<'_, str> {
    let length = line.chars().count();
    if length <= LONGEST_LINE {
        return line.into();
    }
    let half = LONGEST_LINE / 2;
    let beginning: String = line.chars().take(half).collect();
    let end: String = line.chars().skip(length - half).collect();
    format!("{beginning}…{end}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_keeps_its_beginning_and_its_end() {
        let line = "é".repeat(LONGEST_LINE);
        assert_eq!(bounded(&line), line);
        let line = format!("reading {}: no such file", "é".repeat(100_000));
        let short = bounded(&line);
        assert_eq!(short.chars().count(), LONGEST_LINE + 1);
        assert!(short.starts_with("reading é") && short.ends_with("é: no such file"));
    }
}
