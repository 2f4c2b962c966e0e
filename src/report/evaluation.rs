//! What a term brought: the figures both parties look at when its anniversary comes.
//!
//! "At each anniversary of certification, both parties will evaluate the Program value during the participation
//! period."

use super::deployments::Counted;
use super::{AsOf, Block, words};
use crate::domain::fact::{Fact, Objector, ProfileField, Settled, Term, Worth};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::{Participation, Standing};
use crate::domain::program::versions::Rules;
use crate::domain::program::{GivenBy, Subject};
use crate::domain::rule::term::holds_month;
use crate::domain::rule::{checklist, credit};
use crate::domain::value::day::{self, Day};
use crate::domain::value::month::Month;
use crate::output::money::{dollars, thousands};
use crate::output::{Cell, Column, Sheet};
use crate::store::reports::Span;
use crate::store::{Book, StoreError};
use serde::Serialize;
use std::collections::HashSet;

/// What the portal reported of a term, and its points.
#[derive(Debug, Serialize)]
pub(super) struct Brought {
    pub(super) points: i64,
    /// Successful deployments, tests left out: those reported, and those awarded by hand without a report.
    pub(super) deployments: i64,
    /// Deployments that failed, tests left out.
    pub(super) failures: i64,
    /// Deployments that reported an error, those that succeeded all the same included.
    pub(super) errors: i64,
    pub(super) revenue_cents: i64,
}

/// What else an evaluation looks at. A month belongs to the term in which it ends.
#[derive(Debug, Serialize)]
pub(super) struct Evaluation {
    credit_granted_cents: i64,
    credit_used_cents: i64,
    support_levels: Vec<Level>,
    /// The responsibilities that are not settled.
    open: Vec<String>,
    responsibilities: usize,
    requests: RequestCount,
    /// What each party found last.
    findings: Vec<FoundBy>,
}

/// What a party found that the term was worth to it.
#[derive(Debug, Serialize)]
struct FoundBy {
    by: Objector,
    on: Day,
    text: String,
    value: Option<Worth>,
}

/// How many requests were made in a term, and what became of them.
#[derive(Debug, Default, Serialize)]
struct RequestCount {
    made: usize,
    done: usize,
    declined: usize,
}

/// A support level with the day from which the partner had it.
#[derive(Debug, Serialize)]
struct Level {
    level: String,
    on: Day,
}

impl Brought {
    pub(super) fn of(
        book: &Book,
        rules: &Rules,
        history: &History,
        current: &Participation<'_>,
        term: &Term,
        as_of: AsOf,
    ) -> Result<Self, StoreError> {
        let span = Span {
            partner: Some(&history.partner),
            from: term.starts,
            to: last_day(term).min(as_of.day),
            as_of: as_of.day,
            known_at: as_of.known_at,
        };
        let mut counted = Counted::default();
        let mut errors = 0;
        let mut references = HashSet::new();
        book.deployments(span, |_, _, deployment| {
            counted.add(&deployment);
            errors += i64::from(!deployment.test && deployment.error.is_some());
            references.insert(deployment.reference);
        })?;
        let reported = Span {
            from: day::FIRST,
            to: as_of.day,
            ..span
        };
        let mut revenue_cents = 0;
        book.revenue(reported, |_, revenue| {
            if holds_month(term, revenue.month) {
                revenue_cents += revenue.cents;
            }
            Ok(())
        })?;
        let lines = current.ledger.lines();
        let within = lines
            .iter()
            .filter(|line| term.starts <= line.on && line.on < term.anniversary);
        let reversed: HashSet<_> = lines.iter().filter_map(|line| line.reverses).collect();
        let activity = rules.on(as_of.day).given_by(GivenBy::Deployment);
        let awarded = within.clone().filter(|line| {
            activity.is_some_and(|activity| activity.id == line.activity)
                && line.reverses.is_none()
                && !reversed.contains(&line.id)
        });
        let mut by_hand = 0;
        for reference in awarded.map(|line| line.reference) {
            let reported = match reference {
                Some(reference) if references.contains(reference) => true,
                // It may have been reported for another day.
                Some(reference) => book
                    .reported_deployment(&history.partner, reference)?
                    .is_some(),
                None => false,
            };
            by_hand += i64::from(!reported);
        }
        Ok(Self {
            points: within.map(|line| line.points).sum(),
            deployments: counted.successes + by_hand,
            failures: counted.failures,
            errors,
            revenue_cents,
        })
    }
}

impl Evaluation {
    pub(super) fn of(
        rules: &Rules,
        history: &History,
        standing: &Standing<'_>,
        term: &Term,
        as_of: AsOf,
    ) -> Self {
        let last = last_day(term).min(as_of.day);
        let program = rules.on(last);
        let (first, to) = (Month::of(term.starts), Month::of(term.anniversary));
        let to = to.min(Month::of(as_of.day));
        let mut months = credit::months(rules, history, first, to, as_of.day);
        months.retain(|credit| holds_month(term, credit.month));
        let lists = program.checklists.iter();
        let items = lists
            .filter(|list| list.of == Subject::Term)
            .flat_map(|list| {
                checklist::items_of(rules, standing, list).map(move |item| (list, item))
            });
        let items: Vec<_> = items.collect();
        let open = items.iter().filter(|(list, item)| {
            let found = checklist::found_in(program, standing, list, item, Some(term.number));
            !checklist::settles(item.needs, found.as_ref())
        });
        let at_first = history.at(term.starts);
        let mut support_levels = vec![Level {
            level: at_first.about.support(rules.on(term.starts)).to_owned(),
            on: term.starts,
        }];
        let mut days: Vec<Day> = history
            .facts()
            .iter()
            .filter(|fact| {
                let changes = |fact: &Fact| matches!(fact, Fact::Profile(profile) if profile.get(ProfileField::SupportLevel).is_some());
                changes(&fact.fact) && term.starts < fact.on && fact.on <= last
            })
            .map(|fact| fact.on)
            .collect();
        days.sort_unstable();
        for on in days {
            let level = history.at(on).about.support(rules.on(on)).to_owned();
            if support_levels
                .last()
                .is_some_and(|last| last.level != level)
            {
                support_levels.push(Level { level, on });
            }
        }
        Self {
            credit_granted_cents: months.iter().map(|month| month.granted_cents).sum(),
            credit_used_cents: months.iter().map(|month| month.used_cents).sum(),
            support_levels,
            open: open.map(|(_, item)| item.id.clone()).collect(),
            responsibilities: items.len(),
            requests: RequestCount::of(standing, term),
            findings: FoundBy::each(standing, term),
        }
    }

    /// `developer`, or `developer, professional from 2016-03-01`.
    fn support(&self) -> String {
        let levels = self.support_levels.iter().enumerate();
        let levels = levels.map(|(at, Level { level, on })| match at {
            0 => level.clone(),
            _ => format!("{level} from {on}"),
        });
        levels.collect::<Vec<_>>().join(", ")
    }

    /// `none`, or `3: 2 done, 1 open`.
    fn requests(&self) -> String {
        let RequestCount {
            made,
            done,
            declined,
        } = self.requests;
        let open = made - done - declined;
        let parts = [(done, "done"), (declined, "declined"), (open, "open")];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, state)| format!("{count} {state}"))
            .collect();
        match made {
            0 => "none".to_owned(),
            made => format!("{made}: {}", parts.join(", ")),
        }
    }

    /// What a party found: `yes, three joint customers`, or nothing.
    fn finding(&self, by: Objector) -> String {
        let found = self.findings.iter().find(|found| found.by == by);
        found.map_or_else(String::new, |found| match found.value {
            Some(value) => format!("{value}, {}", found.text),
            None => found.text.clone(),
        })
    }

    fn open(&self) -> String {
        let of = self.responsibilities;
        match self.open.as_slice() {
            [] => format!("none of {of}"),
            open if open.len() < of => format!("{} of {of}: {}", open.len(), open.join(", ")),
            _ => format!("all {of}"),
        }
    }
}

impl FoundBy {
    fn each(standing: &Standing<'_>, term: &Term) -> Vec<Self> {
        let current = standing.participation.as_ref();
        let Some(opened) = current.and_then(|current| current.nth_term(term.number)) else {
            return Vec::new();
        };
        let found = |by: &Objector| {
            let (on, finding) = opened.finding(*by)?;
            Some(Self {
                by: *by,
                on,
                text: finding.text.clone(),
                value: finding.worth,
            })
        };
        Objector::ALL.iter().filter_map(found).collect()
    }
}

impl RequestCount {
    fn of(standing: &Standing<'_>, term: &Term) -> Self {
        let mut count = Self::default();
        let requests = standing.participation.iter();
        let requests = requests.flat_map(|current| &current.requests);
        for known in requests.filter(|known| term.starts <= known.on && known.on < term.anniversary)
        {
            count.made += 1;
            match known.outcome() {
                Some(Settled::Done) => count.done += 1,
                Some(Settled::Declined) => count.declined += 1,
                None => {}
            }
        }
        count
    }
}

fn last_day(term: &Term) -> Day {
    term.anniversary.pred_opt().unwrap_or(term.anniversary)
}

/// A term as an evaluation shows it.
pub(super) struct Evaluated<'e> {
    pub(super) number: u32,
    pub(super) starts: Day,
    pub(super) anniversary: Day,
    pub(super) brought: &'e Brought,
    pub(super) evaluation: &'e Evaluation,
}

/// A figure in words.
type Figure = fn(&Evaluated<'_>) -> String;

/// A term next to the one before it, figure by figure.
pub(super) fn side_by_side(terms: &[Evaluated<'_>]) -> Vec<Block> {
    let titled =
        |key, term: &Evaluated<'_>| Column::text(key).titled(format!("Term {}", term.number));
    let keys = ["term", "before"];
    let columns = keys.into_iter().zip(terms);
    let columns = columns.map(|(key, term)| titled(key, term));
    let mut sheet = Sheet::new(
        std::iter::once(Column::text("brought").titled("What it brought")).chain(columns),
    );
    let figures: [(&str, Figure); 11] = [
        ("days", |term| {
            let last = term.anniversary.pred_opt().unwrap_or(term.anniversary);
            format!("{} to {last}", term.starts)
        }),
        ("points", |term| thousands(term.brought.points)),
        ("deployments", |term| thousands(term.brought.deployments)),
        ("failed deployments", |term| {
            thousands(term.brought.failures)
        }),
        ("with errors", |term| thousands(term.brought.errors)),
        ("billable revenue", |term| {
            dollars(term.brought.revenue_cents)
        }),
        ("credit granted", |term| {
            dollars(term.evaluation.credit_granted_cents)
        }),
        ("credit used", |term| {
            dollars(term.evaluation.credit_used_cents)
        }),
        ("support", |term| term.evaluation.support()),
        ("requests", |term| term.evaluation.requests()),
        ("open responsibilities", |term| term.evaluation.open()),
    ];
    let found = |by: Objector| {
        let mut findings = terms.iter().flat_map(|term| &term.evaluation.findings);
        findings.any(|found| found.by == by)
    };
    let findings: [(Objector, &str, Figure); 2] = [
        (Objector::Provider, "value to the provider", |term| {
            term.evaluation.finding(Objector::Provider)
        }),
        (Objector::Marketplace, "value to the marketplace", |term| {
            term.evaluation.finding(Objector::Marketplace)
        }),
    ];
    let findings = findings.into_iter().filter(|(by, ..)| found(*by));
    let findings = findings.map(|(_, name, figure)| (name, figure));
    for (name, figure) in figures.into_iter().chain(findings) {
        let values = terms.iter().map(|term| Cell::from(figure(term)));
        sheet.row(std::iter::once(Cell::from(name)).chain(values));
    }
    let title = match terms {
        [term, before] => format!(
            "evaluation of term {} next to term {}",
            term.number, before.number
        ),
        [term, ..] => format!("evaluation of term {}", term.number),
        [] => return Vec::new(),
    };
    vec![Block::Gap, Block::Line(title), Block::Sheet(sheet)]
}

/// How far an anniversary is, as the line below a list of terms.
pub(super) fn next_anniversary(day: Day, today: Day) -> Block {
    Block::Line(format!(
        "next anniversary: {day}, {}",
        words::distance(day, today)
    ))
}
