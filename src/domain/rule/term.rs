//! Terms, anniversaries and their evaluation.

use super::refusal::{Refusal, Why};
use crate::domain::fact::{Confirmation, Dated, Fact, Finding, Objection, Recorded, Term};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::{OpenedTerm, Participation, Stage, Standing};
use crate::domain::program::Program;
use crate::domain::program::reading::Reading;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::{Day, months_after};
use crate::domain::value::id::FactId;
use crate::domain::value::month::Month;
use crate::domain::value::named::named;

/// The state of a term on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermState {
    /// It runs.
    Open,
    /// Its anniversary is near.
    Upcoming,
    /// Its anniversary has come and the next term is not open yet.
    Due,
    /// Somebody objected; silent renewal is stopped.
    UnderEvaluation,
    /// The next term was opened.
    Renewed,
    /// The participation ended in it.
    Ended,
}
named!(TermState, TermState::Open => "open", TermState::Upcoming => "upcoming", TermState::Due => "due",
    TermState::UnderEvaluation => "under-evaluation", TermState::Renewed => "renewed", TermState::Ended => "ended");

/// Returns the state of a term on the standing's day; `within` days before its anniversary it is upcoming.
#[must_use]
pub fn state(
    current: &Participation<'_>,
    opened: &OpenedTerm<'_>,
    day: Day,
    within: i64,
) -> TermState {
    let latest = current
        .term()
        .is_some_and(|latest| latest.term.number == opened.term.number);
    let days_left = (opened.term.anniversary - day).num_days();
    match () {
        () if !latest => TermState::Renewed,
        () if current.stage != Stage::Certified => TermState::Ended,
        () if !opened.objections.is_empty() => TermState::UnderEvaluation,
        () if days_left <= 0 => TermState::Due,
        () if days_left <= within => TermState::Upcoming,
        () => TermState::Open,
    }
}

/// The nth term of a partner certified on this day. Anniversaries are counted from the certification, never
/// from the last term: 2016-02-29, 2017-02-28 … 2020-02-29.
#[must_use]
pub fn nth(program: &Program, certified_on: Day, number: u32) -> Term {
    let boundary = |n: u32| months_after(certified_on, n.saturating_mul(program.term_months));
    Term {
        number,
        starts: boundary(number.saturating_sub(1)),
        anniversary: boundary(number),
        run_on: None,
    }
}

/// Whether a month belongs to a term: to the one in which it ends.
#[must_use]
pub fn holds_month(term: &Term, month: Month) -> bool {
    (term.starts..term.anniversary).contains(&month.last())
}

/// The terms that are missing up to a day, each with its own dates: every one whose first day has come. They are opened
/// by the renewal that is run for a day, or by the step that the partner takes.
#[must_use]
pub fn missing(
    rules: &Rules,
    current: &Participation<'_>,
    day: Day,
    run_on: Option<Day>,
) -> Vec<Dated> {
    let Some(certified_on) = current.certified_on else {
        return Vec::new();
    };
    let program = rules.on(certified_on);
    let next = current.term().map_or(1, |latest| latest.term.number + 1);
    (next..=u32::MAX)
        .map(|number| nth(program, certified_on, number))
        .take_while(|term| term.starts <= day)
        .map(|term| Dated {
            on: term.starts,
            fact: Fact::Term(Term { run_on, ..term }),
        })
        .collect()
}

/// The day on which a term is judged: that of the run that opened it. What a certification or an adoption opened is
/// judged on its own first day.
#[must_use]
pub fn judged_on(on: Day, term: &Term) -> Day {
    term.run_on.map_or(on, |run_on| run_on.max(on))
}

/// Says whether a term may be opened. Objections and standing are those of the day on which the renewal was run, not
/// those of the anniversary; what an adoption opened was renewed by others before, and is not judged by them.
///
/// # Errors
/// Refuses a term of a partner that is not certified, one out of turn, one while an objection is open, and a
/// renewal without good standing.
pub fn allow_term(rules: &Rules, history: &History, on: Day, term: &Term) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let standing = history.at(match rules.reading() {
        Reading::First if term.run_on.is_some() => Day::MAX,
        _ => judged_on(on, term),
    });
    let Some(current) = standing.running_at(Stage::Certified) else {
        return refuse(Why::not_certified(&standing));
    };
    let expected = current.term().map_or(1, |latest| latest.term.number + 1);
    let certified_on = current.certified_on.unwrap_or(on);
    let nth = nth(rules.on(certified_on), certified_on, expected);
    if *term
        != (Term {
            run_on: term.run_on,
            ..nth
        })
    {
        return refuse(Why::NotTheTerm { term: term.number });
    }
    let Some(latest) = current.term() else {
        return Ok(());
    };
    if term.run_on.is_none() {
        return if current.adopted {
            Ok(())
        } else {
            refuse(Why::NotTheTerm { term: term.number })
        };
    }
    if let Some(objection) = latest.objections.first() {
        return refuse(Why::UnderEvaluation {
            term: latest.term.number,
            by: objection.by,
        });
    }
    good(history, &standing).map_err(|refusal| Refusal { on, ..refusal })
}

/// The term that is not renewed on a day and the facts that stop it: open objections, and the loss of good standing.
#[must_use]
pub fn stopped_by(history: &History, on: Day) -> Option<(u32, Vec<FactId>)> {
    let standing = history.at(on);
    let opened = standing.running_at(Stage::Certified)?.term()?;
    let stops = |fact: &&Recorded| match &fact.fact {
        Fact::Objection(objection) => opened
            .objections
            .iter()
            .any(|open| std::ptr::eq(*open, objection)),
        _ => false,
    };
    let facts = history.facts();
    let mut stopped: Vec<FactId> = facts.iter().filter(stops).map(|fact| fact.id).collect();
    if !standing.good {
        let of_standing =
            |fact: &&Recorded| matches!(fact.fact, Fact::Standing(_)) && fact.on <= on;
        let last = facts.iter().filter(of_standing);
        stopped.extend(
            last.max_by_key(|fact| (fact.on, fact.id))
                .map(|fact| fact.id),
        );
    }
    Some((opened.term.number, stopped))
}

/// Checks an objection.
///
/// # Errors
/// Refuses one to a partner that is not certified, and one to a term that was renewed already.
pub fn allow_objection(history: &History, on: Day, objection: &Objection) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let then = history.at(on);
    let Some(current) = then.running_at(Stage::Certified) else {
        return refuse(Why::not_certified(&then));
    };
    if current
        .term()
        .is_none_or(|opened| opened.term.number != objection.term)
    {
        return refuse(Why::NotTheTerm {
            term: objection.term,
        });
    }
    let now = history.latest();
    let opened = now
        .participation
        .as_ref()
        .and_then(Participation::term)
        .map(|opened| opened.term);
    match opened.filter(|opened| opened.number > objection.term) {
        Some(opened) => refuse(Why::AlreadyRenewed {
            term: objection.term,
            renewed_on: opened.starts,
        }),
        None => Ok(()),
    }
}

/// Checks an evaluation of a term: "both parties will evaluate the Program value during the participation period".
///
/// # Errors
/// Refuses one of a partner that is not certified, and one of a term that has not begun.
pub fn allow_finding(history: &History, on: Day, finding: &Finding) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let standing = history.at(on);
    let Some(current) = standing.running_at(Stage::Certified) else {
        return refuse(Why::not_certified(&standing));
    };
    match current.nth_term(finding.term) {
        Some(_) => Ok(()),
        None => refuse(Why::NoSuchTerm { term: finding.term }),
    }
}

/// Checks the confirmation of a renewal.
///
/// # Errors
/// Refuses one where nothing waits for it: no open objection and no anniversary that has come; and one without good
/// standing.
pub fn allow_confirmation(
    rules: &Rules,
    history: &History,
    on: Day,
    confirmation: &Confirmation,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let standing = history.at(on);
    let Some(current) = standing.running_at(Stage::Certified) else {
        return refuse(Why::not_certified(&standing));
    };
    let Some(opened) = current
        .term()
        .filter(|opened| opened.term.number == confirmation.term)
    else {
        return refuse(Why::NotTheTerm {
            term: confirmation.term,
        });
    };
    if opened.objections.is_empty() && on < opened.term.anniversary {
        return refuse(Why::NothingToConfirm {
            anniversary: opened.term.anniversary,
        });
    }
    if rules.reading() == Reading::Second {
        return good(history, &standing);
    }
    Ok(())
}

fn good(history: &History, standing: &Standing<'_>) -> Result<(), Refusal> {
    if standing.good {
        return Ok(());
    }
    let reason = standing.bad_reason.unwrap_or("").to_owned();
    let why = Why::NotInGoodStanding { reason };
    Err(Refusal::new(&history.partner, standing.day, why))
}
