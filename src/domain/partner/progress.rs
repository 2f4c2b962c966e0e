//! Activities that are being worked on, as they stand on a day.

use crate::domain::fact::Progress;
use crate::domain::value::day::Day;
use std::collections::BTreeMap;

/// Work on an activity.
#[derive(Debug, Clone)]
pub struct InProgress<'h> {
    /// The step it is at.
    pub step: &'h str,
    /// The day on which work on it began.
    pub since: Day,
    /// The day from which it is at the step.
    pub on: Day,
    /// The day by which it is to be done.
    pub due: Option<Day>,
    /// Who takes care of it.
    pub person: Option<&'h str>,
}

/// The activities that are being worked on.
#[derive(Debug, Clone, Default)]
pub struct WorkInProgress<'h>(BTreeMap<&'h str, InProgress<'h>>);

impl<'h> WorkInProgress<'h> {
    /// Returns the work on an activity.
    #[must_use]
    pub fn of(&self, activity: &str) -> Option<&InProgress<'h>> {
        self.0.get(activity)
    }

    /// Returns each activity that is being worked on.
    pub fn iter(&self) -> impl Iterator<Item = (&'h str, &InProgress<'h>)> {
        self.0.iter().map(|(activity, work)| (*activity, work))
    }

    /// Takes note of a step. What it does not say stays as it was.
    pub(super) fn go_on(&mut self, on: Day, progress: &'h Progress) {
        let Some(step) = &progress.step else {
            self.end(&progress.activity);
            return;
        };
        let known = self.0.get(progress.activity.as_str());
        let work = InProgress {
            step,
            since: known.map_or(on, |known| known.since),
            on,
            due: progress.due.or(known.and_then(|known| known.due)),
            person: progress
                .person
                .as_deref()
                .or(known.and_then(|known| known.person)),
        };
        self.0.insert(&progress.activity, work);
    }

    /// The activity was awarded, or dropped.
    pub(super) fn end(&mut self, activity: &str) {
        self.0.remove(activity);
    }
}
