//! Errors on their way to a person or a script: a kind, a sentence, causes and hints.

use crate::domain::rule::refusal::{Refusal, RefusalKind};
use crate::domain::value::quote::quoted;
use crate::ops::bad_values::BadValues;
use crate::ops::change::ChangeError;
use crate::ops::company::BadValue;
use crate::ops::import::BatchError;
use crate::ops::undo::UndoError;
use crate::store::StoreError;
use serde::Serialize;
use std::error::Error as _;

/// Why a command came to nothing.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// What kind of failure it is; it alone decides the exit status.
    pub kind: FailureKind,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What caused it.
    pub causes: Vec<String>,
    /// What to type next.
    pub hints: Vec<String>,
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
    /// A failure without causes or hints.
    #[must_use]
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            causes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Wrong usage.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(FailureKind::Usage, message)
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal.kind() {
            RefusalKind::Refused => FailureKind::Refused,
            RefusalKind::Usage => FailureKind::Usage,
        };
        Self {
            kind,
            message: refusal.to_string(),
            causes: refusal.causes(),
            hints: refusal.hints(),
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
            | StoreError::Exhausted(_)
            | StoreError::Unsettled { .. }
            | StoreError::Failed(_) => FailureKind::Failed,
            _ => FailureKind::Book,
        };
        Self {
            kind,
            message: error.to_string(),
            causes: Vec::new(),
            hints: error.hints(),
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
        let mut causes: Vec<String> = bad.into_iter().map(|bad| invalid(&bad)).collect();
        if causes.len() == 1 {
            return Self::usage(causes.remove(0));
        }
        let message = format!("{} values are invalid", causes.len());
        Self {
            causes,
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
        "contact_name" | "contact_email" => "--contact".to_owned(),
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
            kind,
            message: error.to_string(),
            causes: error.causes(),
            hints: error.hints(),
        }
    }
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::Store(error) => error.into(),
            BatchError::File(problem) => {
                let hints = problem.hint().map(str::to_owned).into_iter().collect();
                Self {
                    kind: FailureKind::Failed,
                    message: match problem.source() {
                        Some(cause) => format!("{problem}: {cause}"),
                        None => problem.to_string(),
                    },
                    causes: Vec::new(),
                    hints,
                }
            }
            BatchError::Rejects(ref cause) | BatchError::SetAside(ref cause) => {
                Self::new(FailureKind::Failed, format!("{error}: {cause}"))
            }
        }
    }
}

/// Makes an I/O error a failure of what was tried.
pub fn io_failure(what: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
    Failure::new(
        FailureKind::Failed,
        format!("{what} {}: {error}", path.display()),
    )
}
