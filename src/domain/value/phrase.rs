//! Sentences with commands in them.

/// A sentence whose commands are values: how they are typed is decided where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase<C>(Vec<Part<C>>);

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<C> {
    /// Words.
    Words(String),
    /// A command.
    Command(C),
}

impl<C> Phrase<C> {
    /// A phrase of words.
    #[must_use]
    pub fn words(words: impl Into<String>) -> Self {
        Self(vec![Part::Words(words.into())])
    }

    /// A phrase that begins with a command.
    #[must_use]
    pub fn command(command: C) -> Self {
        Self(vec![Part::Command(command)])
    }

    /// Returns the same phrase with words after it.
    #[must_use]
    pub fn and_words(mut self, words: impl Into<String>) -> Self {
        self.0.push(Part::Words(words.into()));
        self
    }

    /// Returns the same phrase with a command after it.
    #[must_use]
    pub fn and_command(mut self, command: C) -> Self {
        self.0.push(Part::Command(command));
        self
    }

    /// Returns the same phrase with another after it.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Returns its parts, from first to last.
    #[must_use]
    pub fn parts(&self) -> &[Part<C>] {
        &self.0
    }
}

impl<C> From<&str> for Phrase<C> {
    fn from(words: &str) -> Self {
        Self::words(words)
    }
}

impl<C> From<String> for Phrase<C> {
    fn from(words: String) -> Self {
        Self::words(words)
    }
}

impl<C> From<&String> for Phrase<C> {
    fn from(words: &String) -> Self {
        Self::words(words)
    }
}
