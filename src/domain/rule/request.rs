//! Requests: "Upon request, Partner will provide supplementary technical training …"; support upgrades "via a NOC ticket"
//! or "by requesting a quote".

use super::refusal::{OfRequest, Refusal, Why};
use crate::domain::fact::{Asked, Fact, Recorded, Settled, Settlement};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::Standing;
use crate::domain::program::versions::Rules;
use crate::domain::program::{RequestField, RequestRule};
use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;

/// Says whether something may be requested.
///
/// # Errors
/// Refuses a kind that the program does not have, one that comes too early, one that does not say what it has to, and a
/// day to be done by that is past already.
pub fn allow_request(
    rules: &Rules,
    history: &History,
    on: Day,
    asked: &Asked,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let refuse_request = |why| refuse(Why::OfRequest(why));
    let program = rules.on(on);
    let Some(rule) = program.request(&asked.kind) else {
        let kinds = program.requests.iter().map(|rule| rule.id.clone());
        return refuse_request(OfRequest::UnknownKind {
            kind: asked.kind.clone(),
            kinds: kinds.collect(),
        });
    };
    let standing = history.at(on);
    let Some(current) = standing.running() else {
        return refuse(Why::not_running(&standing));
    };
    if current.stage.running() < Some(rule.from) {
        return refuse_request(OfRequest::TooEarly {
            kind: rule.id.clone(),
            from: rule.from,
            stage: current.stage,
        });
    }
    if let Some(field) = rule.needs.iter().find(|field| !says(asked, **field)) {
        return refuse_request(OfRequest::Needs {
            kind: rule.id.clone(),
            field: *field,
        });
    }
    match asked.due {
        Some(due) if due < on => refuse_request(OfRequest::DueBefore { due }),
        _ => Ok(()),
    }
}

fn says(asked: &Asked, field: RequestField) -> bool {
    match field {
        RequestField::Text => asked.text.is_some(),
        RequestField::Due => asked.due.is_some(),
        RequestField::For => asked.person.is_some(),
        RequestField::Ref => asked.reference.is_some(),
    }
}

/// Says whether a request may be settled.
///
/// # Errors
/// Refuses one that there is not, one of an earlier participation, one that was settled already, a day before the
/// request, and a fee for what brings no support level.
pub fn allow_settlement(
    rules: &Rules,
    history: &History,
    on: Day,
    settlement: &Settlement,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let refuse_request = |why| refuse(Why::OfRequest(why));
    let request = settlement.request;
    let Some((asked_on, asked)) = asked(history, request) else {
        return refuse_request(OfRequest::Unknown { request });
    };
    let other = history.facts().iter().find_map(|fact| match &fact.fact {
        Fact::Settlement(other) if other.request == request => Some((fact, other.outcome)),
        _ => None,
    });
    if let Some((by, outcome)) = other {
        return refuse_request(OfRequest::AlreadySettled {
            request,
            outcome,
            by: by.id,
        });
    }
    if on < asked_on {
        return refuse_request(OfRequest::SettledBefore { request, asked_on });
    }
    let standing = history.at(on);
    match standing.running() {
        None => return refuse(Why::not_running(&standing)),
        Some(current) if current.requests.iter().all(|known| known.id != request) => {
            return refuse_request(OfRequest::Unknown { request });
        }
        Some(_) => {}
    }
    let brings_level =
        rule_of(rules, asked_on, asked).is_some_and(|rule| rule.support_level.is_some());
    let agreed = brings_level && settlement.outcome == Settled::Done;
    if settlement.fee_cents.is_some() && !agreed {
        return refuse_request(OfRequest::FeeWithoutSupport { request });
    }
    Ok(())
}

/// The request of this name, with the day it was made.
#[must_use]
pub fn asked(history: &History, request: FactId) -> Option<(Day, &Asked)> {
    history.facts().iter().find_map(|fact| match fact {
        Recorded {
            id,
            on,
            fact: Fact::Request(asked),
        } if *id == request => Some((*on, asked)),
        _ => None,
    })
}

/// The rule by which a request was made.
#[must_use]
pub fn rule_of<'r>(rules: &'r Rules, asked_on: Day, asked: &Asked) -> Option<&'r RequestRule> {
    rules.on(asked_on).request(&asked.kind)
}

/// Whether the same is on record already, made on the same day.
#[must_use]
pub fn is_known(standing: &Standing<'_>, on: Day, asked: &Asked) -> bool {
    standing.running().is_some_and(|current| {
        let mut requests = current.requests.iter();
        requests.any(|known| known.on == on && known.asked == asked)
    })
}
