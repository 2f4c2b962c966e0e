//! What can be wrong with work on an activity, and what would help.

use crate::domain::rule::advice::{Action, Advice, Task};
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::domain::value::quote::quoted;

/// Every reason for which a step of the work on an activity, or an award for want of it, is refused.
#[allow(
    missing_docs,
    reason = "the fields are the figures of each reason's sentence"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfProgress {
    /// The program knows no steps of it.
    NoSteps { activity: String },
    /// It has no such step.
    UnknownStep {
        activity: String,
        step: String,
        steps: Vec<String>,
    },
    /// Nobody works on it.
    NotInProgress { activity: String },
    /// It would have been due before.
    DueBefore { due: Day },
    /// It is awarded only at its last step.
    StepMissing {
        activity: String,
        step: String,
        at: Option<String>,
    },
}

impl OfProgress {
    /// Says what is wrong with the work of a partner on an activity, for a day.
    pub(super) fn in_words(&self, partner: &PartnerId, on: Day) -> String {
        match self {
            Self::NoSteps { activity } => {
                format!("the program knows no steps of the work on `{activity}`")
            }
            Self::UnknownStep {
                activity,
                step,
                steps,
            } => format!(
                "`{activity}` has no step {}; it has {}",
                quoted(step),
                steps.join(", ")
            ),
            Self::NotInProgress { activity } => {
                format!("{partner} is not working on `{activity}` on {on}")
            }
            Self::DueBefore { due } => format!("it would have been due on {due}, before {on}"),
            Self::StepMissing { activity, step, at } => {
                let at = match at {
                    Some(at) => format!("is only {at}"),
                    None => "has not been begun".to_owned(),
                };
                format!("`{activity}` is awarded once it is {step}, and {at} on {on}")
            }
        }
    }

    /// Returns what would help.
    pub(super) fn hints(&self, partner: &PartnerId) -> Vec<Advice> {
        match self {
            Self::NoSteps { .. } | Self::UnknownStep { .. } => {
                vec![Advice::command(Action::ShowProgram).and_words(" lists the activities")]
            }
            Self::StepMissing { activity, step, .. } => {
                let task = Task::AdvanceActivity(activity.clone(), step.clone());
                vec![Advice::command(Action::About(partner.clone(), task))]
            }
            Self::NotInProgress { .. } | Self::DueBefore { .. } => Vec::new(),
        }
    }

    /// Returns the column that it is about and the value there.
    pub(super) fn about(&self) -> (&'static str, &str) {
        match self {
            Self::NoSteps { activity }
            | Self::UnknownStep { activity, .. }
            | Self::NotInProgress { activity }
            | Self::StepMissing { activity, .. } => ("activity", activity),
            Self::DueBefore { .. } => ("due", ""),
        }
    }
}
