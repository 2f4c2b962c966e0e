//! Sentences with commands in them. A command is a value until it is shown: on a screen it names the book and the settings
//! that were typed.

use crate::domain::value::phrase::{Part, Phrase};
use serde::{Serialize, Serializer};
use std::fmt;

/// A sentence in which the commands are values.
pub(crate) type Sentence = Phrase<CommandLine>;

/// A command of the program, as it is typed after the program's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommandLine(String);

/// A sentence that begins with a command.
#[must_use]
pub(crate) fn mpp(typed: impl Into<String>) -> Sentence {
    Sentence::command(CommandLine::new(typed))
}

impl CommandLine {
    pub(crate) fn new(typed: impl Into<String>) -> Self {
        Self(typed.into())
    }

    /// Returns the command with the options that name the place, unless it names another.
    #[must_use]
    pub(crate) fn at(&self, place: &str) -> String {
        let Self(typed) = self;
        if typed.contains("--db") || typed.contains("--config") {
            format!("mpp {typed}")
        } else {
            format!("mpp{place} {typed}")
        }
    }
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mpp {}", self.0)
    }
}

impl Serialize for CommandLine {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Sentence {
    /// Returns the same sentence with a command after it.
    #[must_use]
    pub(crate) fn and_mpp(self, typed: impl Into<String>) -> Self {
        self.and_command(CommandLine::new(typed))
    }

    /// Returns the sentence with its commands in backticks, each with the options that name the place.
    #[must_use]
    pub(crate) fn at(&self, place: &str) -> String {
        let part = |part: &Part<CommandLine>| match part {
            Part::Words(words) => words.clone(),
            Part::Command(command) => format!("`{}`", command.at(place)),
        };
        self.parts().iter().map(part).collect()
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.at(""))
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_name_the_place_unless_they_name_another() {
        let sentence = mpp("undo 7")
            .and_words(" undoes `what` it did; ")
            .and_mpp("audit --db other.db")
            .and_words(" checks");
        assert_eq!(
            sentence.to_string(),
            "`mpp undo 7` undoes `what` it did; `mpp audit --db other.db` checks"
        );
        assert_eq!(
            sentence.at(" --db x"),
            "`mpp --db x undo 7` undoes `what` it did; `mpp audit --db other.db` checks"
        );
    }
}
