//! Work on an activity before it earns its points.

use crate::domain::value::day::Day;

/// Work on an activity went on, or was dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The activity.
    pub activity: String,
    /// The step it is at, one of the activity's; `None`: it was dropped.
    pub step: Option<String>,
    /// The day by which it is to be done, if given.
    pub due: Option<Day>,
    /// Who takes care of it, if given.
    pub person: Option<String>,
    /// Why it was dropped.
    pub reason: Option<String>,
}
