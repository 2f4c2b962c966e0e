//! Everything that is wrong with a row or a command, reported at once.

use super::import::RowError;
use crate::domain::rule::refusal::Refusal;
use crate::domain::value::quote::quoted;
use crate::rows::{NEEDED, Row};
use std::fmt;

/// The column of a reason that is not about a single value.
pub(super) const NO_COLUMN: &str = "";

/// What is wrong with a value, and of which option or column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadValue {
    /// The option or column, as files spell it.
    pub column: &'static str,
    /// The value.
    pub value: String,
    /// Why it is invalid.
    pub reason: String,
}

impl BadValue {
    /// A bad value.
    #[must_use]
    pub(crate) fn new(column: &'static str, value: &str, reason: impl Into<String>) -> Self {
        Self {
            column,
            value: value.to_owned(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for BadValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            column,
            value,
            reason,
        } = self;
        write!(f, "{column} {}: {reason}", quoted(value))
    }
}

/// Everything that is wrong with the values of a row or of a command; one reason for each column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BadValues(Vec<BadValue>);

impl From<BadValue> for BadValues {
    fn from(bad: BadValue) -> Self {
        Self(vec![bad])
    }
}

impl BadValues {
    /// Begins with the required values that a row lacks.
    #[must_use]
    pub(crate) fn of(row: &Row) -> Self {
        let missing = row.missing().iter();
        Self(
            missing
                .map(|column| BadValue::new(column, "", NEEDED))
                .collect(),
        )
    }

    /// Adds what is wrong with a value, and returns a default in its place; [`Self::into_result`] comes before
    /// any use of it.
    pub(crate) fn check<T: Default>(&mut self, value: Result<T, impl Into<Self>>) -> T {
        value.unwrap_or_else(|bad| {
            bad.into().0.into_iter().for_each(|bad| self.add(bad));
            T::default()
        })
    }

    /// Adds that something is not in the book, and returns `None` then.
    pub(crate) fn found<T>(&mut self, found: Result<T, RowError>) -> Result<Option<T>, RowError> {
        match found {
            Ok(found) => Ok(Some(found)),
            Err(failed @ RowError::Failed(_)) => Err(failed),
            Err(RowError::Refused(reasons)) => {
                self.check::<()>(Err(reasons));
                Ok(None)
            }
        }
    }

    /// Adds what the rules say.
    pub(crate) fn refused(&mut self, refusal: Refusal) {
        if let RowError::Refused(reasons) = refusal.into() {
            self.check::<()>(Err(reasons));
        }
    }

    /// Adds a reason, unless its column has one already.
    fn add(&mut self, bad: BadValue) {
        let known = |known: &BadValue| bad.column != NO_COLUMN && known.column == bad.column;
        if !self.0.iter().any(known) {
            self.0.push(bad);
        }
    }

    /// Whether something is wrong.
    #[must_use]
    pub(crate) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// The same for values of one option.
    #[must_use]
    pub(crate) fn of_option(mut self, option: &'static str) -> Self {
        self.0.iter_mut().for_each(|bad| bad.column = option);
        self
    }

    /// Returns an error if anything is wrong.
    pub(crate) fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// Returns what was looked for in the book, or everything that is wrong.
    pub(crate) fn require<T>(self, found: Option<T>) -> Result<T, Self> {
        match found {
            Some(found) => self.into_result().map(|()| found),
            None => Err(self),
        }
    }
}

impl std::error::Error for BadValues {}

impl fmt::Display for BadValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bad: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&bad.join("; "))
    }
}

impl IntoIterator for BadValues {
    type Item = BadValue;
    type IntoIter = std::vec::IntoIter<BadValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
