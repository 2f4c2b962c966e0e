//! Stages: application, admission, certification and the ways out.

use super::checklist;
use super::refusal::{Refusal, Why};
use crate::domain::fact::{Adoption, Application, Extension, Fact, Step, StepKind};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::{Stage, Standing};
use crate::domain::program::Gate;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::Day;

/// Checks an application.
///
/// # Errors
/// Refuses one while a participation is running, and one that is not the next.
pub fn allow_application(
    history: &History,
    on: Day,
    application: &Application,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let standing = history.at(on);
    let latest = history.latest();
    let begun = |standing: &Standing<'_>| {
        standing
            .participation
            .as_ref()
            .map_or(0, |current| current.number)
    };
    if let Some(current) = standing.running() {
        return refuse(Why::AlreadyInProgram {
            stage: current.stage,
        });
    }
    if begun(&latest) != begun(&standing) || application.participation != begun(&standing) + 1 {
        return refuse(Why::LaterParticipation {
            number: application.participation,
        });
    }
    Ok(())
}

/// Checks an adoption: its days in the order of the stages, on a participation just begun.
///
/// # Errors
/// Refuses days out of order.
pub fn allow_adoption(history: &History, on: Day, adoption: &Adoption) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let standing = history.at(on);
    if standing.stage() != Some(Stage::Applicant) {
        return refuse(Why::not_running(&standing));
    }
    let days = [Some(on), adoption.admitted_on, adoption.certified_on];
    let known: Vec<Day> = days.into_iter().flatten().collect();
    if !known.is_sorted() || adoption.certified_on.is_some() && adoption.admitted_on.is_none() {
        return refuse(Why::DaysOutOfOrder);
    }
    if adoption.agreed_on.is_some_and(|agreed| agreed < on) {
        return refuse(Why::DaysOutOfOrder);
    }
    Ok(())
}

/// Says whether a step may be taken.
///
/// # Errors
/// Refuses a step from the wrong stage, a gate that misses something, admission or certification without good
/// standing, and certification after the candidate window.
pub fn allow_step(rules: &Rules, history: &History, on: Day, step: &Step) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let program = rules.on(on);
    let standing = history.at(on);
    let Some(current) = standing.running() else {
        return refuse(Why::not_running(&standing));
    };
    let from = match step.kind {
        StepKind::Admitted | StepKind::Declined => Some(Stage::Applicant),
        StepKind::Certified | StepKind::Lapsed => Some(Stage::Candidate),
        StepKind::Ended => Some(Stage::Certified),
        StepKind::Withdrawn => None,
    };
    if from.is_some_and(|from| from != current.stage) {
        return refuse(Why::WrongStage {
            step: step.kind,
            stage: current.stage,
            since: current.since,
        });
    }
    if let Some((stage, since)) = reached_later_by_adoption(history, on) {
        return refuse(Why::WrongStage {
            step: step.kind,
            stage,
            since,
        });
    }
    let gate = match step.kind {
        StepKind::Admitted => &program.admit,
        StepKind::Certified => &program.certify,
        _ => return Ok(()),
    };
    if step.kind == StepKind::Certified
        && let Some(last_day) = current
            .window_end(program)
            .filter(|last_day| on > *last_day)
    {
        return refuse(Why::WindowOver { last_day });
    }
    pass(rules, &standing, step.kind, gate).map_err(|why| Refusal::new(&history.partner, on, why))
}

/// The stage that an adopted partner reached after a day: a step in between would contradict it.
fn reached_later_by_adoption(history: &History, on: Day) -> Option<(Stage, Day)> {
    let begun = history.facts().iter().filter(|fact| fact.on <= on);
    let mut reached = begun.flat_map(|fact| match &fact.fact {
        Fact::Adoption(adoption) => [
            (Stage::Certified, adoption.certified_on),
            (Stage::Candidate, adoption.admitted_on),
        ],
        _ => [(Stage::Applicant, None); 2],
    });
    reached.find_map(|(stage, day)| Some((stage, day.filter(|day| *day > on)?)))
}

/// Says whether somebody has each role of the team that a step asks for.
///
/// # Errors
/// Names a role that nobody has.
pub fn allow_team(standing: &Standing<'_>, gate: &Gate) -> Result<(), Why> {
    let vacant = |role: &&String| !standing.team.contains_key(role.as_str());
    match gate.team.iter().find(vacant) {
        Some(role) => Err(Why::NobodyInRole { role: role.clone() }),
        None => Ok(()),
    }
}

fn pass(rules: &Rules, standing: &Standing<'_>, step: StepKind, gate: &Gate) -> Result<(), Why> {
    let program = rules.on(standing.day);
    if gate.good_standing && !standing.good {
        return Err(Why::NotInGoodStanding {
            reason: standing.bad_reason.unwrap_or("").to_owned(),
        });
    }
    allow_team(standing, gate)?;
    if standing.about.kind().is_none() && checklist::asks_for_kind(program, gate) {
        return Err(Why::KindUnknown {
            kinds: program.kinds.iter().map(|kind| kind.id.clone()).collect(),
        });
    }
    let missing = checklist::missing(program, standing, gate);
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Why::GateNotMet { step, missing })
    }
}

/// Checks an extension of the candidate window.
///
/// # Errors
/// Refuses one for a partner that is not a candidate, and one to a day not later than the last day there is
/// or than the day it is recorded for.
pub fn allow_extension(
    rules: &Rules,
    history: &History,
    on: Day,
    extension: &Extension,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let standing = history.at(on);
    let Some(current) = standing.running_at(Stage::Candidate) else {
        return match standing.running() {
            Some(current) => refuse(Why::NoCandidate {
                stage: current.stage,
            }),
            None => refuse(Why::not_running(&standing)),
        };
    };
    let last_day = current.window_end(rules.on(on)).unwrap_or(on);
    if extension.until <= last_day || extension.until < on {
        return refuse(Why::ExtensionTooShort {
            until: extension.until,
            last_day: last_day.max(on),
        });
    }
    Ok(())
}
