//! Work on activities before they earn their points: planned, drafted, approved …

use super::refusal::{OfProgress, Refusal, Why};
use crate::domain::fact::Progress;
use crate::domain::partner::history::History;
use crate::domain::partner::standing::Participation;
use crate::domain::program::Activity;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::Day;

/// Says whether work on an activity may go on, or be dropped.
///
/// # Errors
/// Refuses an activity that the program does not have or that has no steps, a step that is none of its, dropping what nobody
/// works on, and a day to be done by that is past already.
pub fn allow_progress(
    rules: &Rules,
    history: &History,
    on: Day,
    progress: &Progress,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let activity = &progress.activity;
    let Some(rule) = rules.on(on).activity(activity) else {
        return refuse(Why::UnknownActivity {
            activity: activity.clone(),
        });
    };
    let standing = history.at(on);
    let Some(current) = standing.running() else {
        return refuse(Why::not_running(&standing));
    };
    let refuse = |why| refuse(Why::OfProgress(why));
    match &progress.step {
        _ if rule.steps.is_empty() => refuse(OfProgress::NoSteps {
            activity: activity.clone(),
        }),
        None if current.work.of(activity).is_none() => refuse(OfProgress::NotInProgress {
            activity: activity.clone(),
        }),
        Some(step) if !rule.steps.contains(step) => refuse(OfProgress::UnknownStep {
            activity: activity.clone(),
            step: step.clone(),
            steps: rule.steps.clone(),
        }),
        _ => match progress.due {
            Some(due) if due < on => refuse(OfProgress::DueBefore { due }),
            _ => Ok(()),
        },
    }
}

/// Says whether an activity is at the step at which it can be awarded.
///
/// # Errors
/// Names the step that it has to be at.
pub fn allow_award(current: &Participation<'_>, activity: &Activity) -> Result<(), Why> {
    let at = current.work.of(&activity.id).map(|work| work.step);
    match activity.steps.last() {
        Some(last) if activity.steps_required && at != Some(last.as_str()) => {
            Err(Why::OfProgress(OfProgress::StepMissing {
                activity: activity.id.clone(),
                step: last.clone(),
                at: at.map(str::to_owned),
            }))
        }
        _ => Ok(()),
    }
}
