//! Errors on their way to a person or a script: a kind, the error with its sources, details and hints.

use super::remedies;
use crate::domain::rule::refusal::{Refusal, RefusalKind};
use crate::domain::value::quote::quoted;
use crate::ops::bad_values::BadValue;
use crate::ops::bad_values::BadValues;
use crate::ops::change::ChangeError;
use crate::ops::import::BatchError;
use crate::ops::undo::UndoError;
use crate::output::{Sentence, spelled_each};
use crate::store::StoreError;
use anyhow::anyhow;
use serde::Serialize;
use std::fmt::Display;

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    /// What kind of failure it is; it alone decides the exit status.
    pub kind: FailureKind,
    /// What is wrong, with the errors that caused it.
    pub error: anyhow::Error,
    /// What is wrong in detail, where that is more than one thing.
    pub details: Vec<String>,
    /// What to type next.
    pub(crate) hints: Vec<Sentence>,
}

/// The kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The program's rules say no.
    Refused,
    /// There is no such partner, entry or award.
    NotFound,
    /// Something else went wrong.
    Failed,
    /// The command was not used as it is meant to be.
    Usage,
    /// The book cannot be used.
    Book,
    /// Another command held the book for too long.
    Busy,
    /// A person left a question.
    Cancelled,
    /// A person interrupted the command.
    Interrupted,
}

impl FailureKind {
    /// The exit status.
    #[must_use]
    pub fn status(self) -> u8 {
        match self {
            Self::Refused | Self::NotFound | Self::Failed | Self::Cancelled => 1,
            Self::Usage => 2,
            Self::Book => 4,
            Self::Busy => 75,
            Self::Interrupted => 130,
        }
    }
}

impl Failure {
    /// Returns a failure without sources, details or hints.
    #[must_use]
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self::from_error(kind, anyhow!(message.into()))
    }

    /// Returns the failure of a kind that an error is.
    pub(crate) fn from_error(kind: FailureKind, error: impl Into<anyhow::Error>) -> Self {
        Self {
            kind,
            error: error.into(),
            details: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Wrong usage.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(FailureKind::Usage, message)
    }

    /// Returns the same failure with another hint.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<Sentence>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns the same failure as the cause of what was tried.
    pub(crate) fn context(mut self, what: impl Display + Send + Sync + 'static) -> Self {
        self.error = self.error.context(what);
        self
    }

    /// Returns what is wrong and what caused it, in one line.
    #[must_use]
    pub fn message(&self) -> String {
        format!("{:#}", self.error)
    }

    /// Returns the messages of the errors that caused it, and then the details.
    pub(crate) fn causes(&self) -> impl Iterator<Item = String> {
        let sources = self.error.chain().skip(1);
        sources
            .map(ToString::to_string)
            .chain(self.details.iter().cloned())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::from_error(FailureKind::Failed, error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal.kind() {
            RefusalKind::Refused => FailureKind::Refused,
            RefusalKind::Usage => FailureKind::Usage,
        };
        Self {
            details: refusal.causes(),
            hints: spelled_each(refusal.hints()),
            ..Self::from_error(kind, refusal)
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let kind = match error {
            StoreError::Busy | StoreError::MadeMeanwhile => FailureKind::Busy,
            StoreError::Disk(_)
            | StoreError::Occupied(_)
            | StoreError::Commit { .. }
            | StoreError::NotOpened(_)
            | StoreError::Unsettled { .. }
            | StoreError::Failed(_) => FailureKind::Failed,
            _ => FailureKind::Book,
        };
        Self {
            hints: remedies::of_store(&error),
            ..Self::from_error(kind, error)
        }
    }
}

impl From<BadValue> for Failure {
    fn from(bad: BadValue) -> Self {
        Self::usage(invalid(&bad))
    }
}

impl From<BadValues> for Failure {
    fn from(bad: BadValues) -> Self {
        let mut details: Vec<String> = bad.into_iter().map(|bad| invalid(&bad)).collect();
        if details.len() == 1 {
            return Self::usage(details.remove(0));
        }
        let message = format!("{} values are invalid", details.len());
        Self {
            details,
            ..Self::usage(message)
        }
    }
}

/// What is wrong with a value, after the option that it was typed for.
fn invalid(bad: &BadValue) -> String {
    let option = format!("--{}", bad.column.replace('_', "-"));
    let option = match bad.column {
        "name" => "name".to_owned(),
        "month" => "MONTH".to_owned(),
        "amount" => "AMOUNT".to_owned(),
        "contact_name" | "contact_email" | "contact_phone" => "--contact".to_owned(),
        _ => option,
    };
    format!("{option} {}: {}", quoted(&bad.value), bad.reason)
}

impl From<ChangeError> for Failure {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Bad(bad) => bad.into(),
            ChangeError::Refused(refusal) => refusal.into(),
            ChangeError::Store(error) => error.into(),
        }
    }
}

impl From<UndoError> for Failure {
    fn from(error: UndoError) -> Self {
        let kind = match error {
            UndoError::Change(error) => return error.into(),
            UndoError::Unknown(_) => FailureKind::NotFound,
            _ => FailureKind::Refused,
        };
        Self {
            details: error.causes(),
            hints: remedies::of_undo(&error),
            ..Self::from_error(kind, error)
        }
    }
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        let hint = match error {
            BatchError::Store(error) => return error.into(),
            BatchError::Refused(refusal) => return refusal.into(),
            BatchError::File(ref problem) => problem.hint().map(Sentence::words),
            BatchError::Rejects(_) | BatchError::SetAside(_) => None,
        };
        Self {
            hints: hint.into_iter().collect(),
            ..Self::from_error(FailureKind::Failed, error)
        }
    }
}
