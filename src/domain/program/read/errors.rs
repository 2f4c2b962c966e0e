//! Errors in a rule file, with their fixes.

use std::collections::HashSet;
use std::ops::Range;

use crate::domain::value::quote;

/// An error in a rule file, which has to be fixed before the file can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// The line it is on, from 1.
    pub line: usize,
    /// The column it begins at, in characters, from 1.
    pub column: usize,
    /// The bytes it is about.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

impl FileError {
    /// A error at these bytes of a text.
    #[must_use]
    pub fn at(text: &str, span: Range<usize>, message: &str, help: impl Into<String>) -> Self {
        let before = &text[..whole(text, span.start)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span: before.len()..whole(text, span.end),
            message: message.to_owned(),
            help: help.into(),
        }
    }
}

/// The errors found so far.
#[derive(Default)]
pub(in crate::domain::program) struct FileErrors {
    found: Vec<FileError>,
    /// Whether invisible characters are none: the text is recorded, and was right by what was known of them then.
    pub(super) allows_hidden: bool,
}

impl FileErrors {
    /// Begins to collect those of a text that a book holds.
    pub(super) fn of_recorded() -> Self {
        Self {
            allows_hidden: true,
            ..Self::default()
        }
    }

    pub(in crate::domain::program) fn note(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (message, help) = (message.into(), help.into());
        self.found.push(FileError {
            line: 1,
            column: 1,
            span,
            message,
            help,
        });
    }

    /// Whether there are none.
    pub(in crate::domain::program) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Where errors have been noted.
    pub(in crate::domain::program) fn spans(&self) -> HashSet<Range<usize>> {
        self.found.iter().map(|error| error.span.clone()).collect()
    }

    /// The errors in the order of the file, each with its line and column.
    pub(super) fn placed(self, text: &str) -> Vec<FileError> {
        let mut errors = self.found;
        errors.sort_by_key(|error| (error.span.start, error.span.end));
        let (mut line, mut column, mut counted) = (1, 1, 0);
        for error in &mut errors {
            for c in text[counted..error.span.start].chars() {
                (line, column) = if c == '\n' {
                    (line + 1, 1)
                } else {
                    (line, column + 1)
                };
            }
            counted = error.span.start;
            (error.line, error.column) = (line, column);
        }
        errors
    }
}

/// The last beginning of a character at or before a byte.
pub(super) fn whole(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len()))
        .rev()
        .find(|&byte| text.is_char_boundary(byte))
        .unwrap_or(0)
}

/// A word of the file as a message shows it.
pub(in crate::domain::program) fn quoted(word: &str) -> String {
    quote::quoted(word).to_string()
}

/// Words in a row, as a message shows them.
pub(in crate::domain::program) fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(quoted).collect::<Vec<_>>().join(", ")
}
