//! What can be wrong with a request, and what would help.

use super::words::at_stage;
use crate::domain::fact::Settled;
use crate::domain::partner::standing::Stage;
use crate::domain::program::{RequestField, StageName};
use crate::domain::rule::advice::{Action, Advice, Task};
use crate::domain::value::day::Day;
use crate::domain::value::id::{FactId, PartnerId};
use crate::domain::value::quote::quoted;

/// Every reason for which a request, or its settlement, is refused.
#[allow(
    missing_docs,
    reason = "the fields are the figures of each reason's sentence"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfRequest {
    /// The program has no such kind of request.
    UnknownKind { kind: String, kinds: Vec<String> },
    /// It cannot be made at this stage.
    TooEarly {
        kind: String,
        from: StageName,
        stage: Stage,
    },
    /// It does not say what it has to.
    Needs { kind: String, field: RequestField },
    /// It would have been due before it was made.
    DueBefore { due: Day },
    /// The partner has no such request.
    Unknown { request: FactId },
    /// It was settled already.
    AlreadySettled {
        request: FactId,
        outcome: Settled,
        by: FactId,
    },
    /// It would be settled before it was made.
    SettledBefore { request: FactId, asked_on: Day },
    /// A fee comes only with a support level.
    FeeWithoutSupport { request: FactId },
}

impl OfRequest {
    /// Says what is wrong with a request of a partner for a day.
    pub(super) fn in_words(&self, partner: &PartnerId, on: Day) -> String {
        match self {
            Self::UnknownKind { kind, kinds } if kinds.is_empty() => format!(
                "the program has no requests, and so none of the kind {}",
                quoted(kind)
            ),
            Self::UnknownKind { kind, kinds } => format!(
                "the program has no request {}; it has {}",
                quoted(kind),
                kinds.join(", ")
            ),
            Self::TooEarly { kind, from, stage } => format!(
                "{kind} can be requested from the stage {from} on, and {partner} is {}",
                at_stage(*stage)
            ),
            Self::Needs { kind, field } => {
                let what = match field {
                    RequestField::Text => "what exactly is asked for",
                    RequestField::Due => "by when it is to be done",
                    RequestField::For => "who takes care of it",
                    RequestField::Ref => "its ticket or quote",
                };
                format!("a request for {kind} has to name {what}")
            }
            Self::DueBefore { due } => {
                format!("the request is made on {on}, and would have been due on {due}")
            }
            Self::Unknown { request } => format!("{partner} has no request {request}"),
            Self::AlreadySettled {
                request,
                outcome,
                by,
            } => format!("the request {request} is {outcome} already, by {by}"),
            Self::SettledBefore { request, asked_on } => {
                format!("the request {request} was made on {asked_on}, after {on}")
            }
            Self::FeeWithoutSupport { request } => {
                format!("the request {request} brings no support level, and so no fee")
            }
        }
    }

    /// Returns the column that it is about and the value there, if it is about one.
    pub(super) fn about(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::UnknownKind { kind, .. } | Self::TooEarly { kind, .. } => Some(("kind", kind)),
            Self::Needs { field, .. } => Some((field.name(), "")),
            Self::DueBefore { .. } => Some(("due", "")),
            _ => None,
        }
    }

    /// Returns what would help.
    pub(super) fn hints(&self, partner: &PartnerId) -> Vec<Advice> {
        match self {
            Self::UnknownKind { .. } => {
                vec![Advice::command(Action::ShowProgram).and_words(" lists what can be requested")]
            }
            Self::Needs { field, .. } => {
                let option = match field {
                    RequestField::Text => "`--text T`",
                    RequestField::Due => "`--due DAY`",
                    RequestField::For => "`--for PERSON`",
                    RequestField::Ref => "`--ref TICKET`",
                };
                vec![Advice::words(option)]
            }
            Self::Unknown { .. } => vec![
                Advice::command(Action::About(partner.clone(), Task::ListRequests))
                    .and_words(" lists its requests"),
            ],
            _ => Vec::new(),
        }
    }
}
