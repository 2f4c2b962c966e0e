//! Terms and anniversaries.

use super::{AsOf, Block, Look, Report, SCHEMA, words};
use crate::domain::day::Day;
use crate::domain::fact::Objection;
use crate::domain::history::History;
use crate::domain::id::PartnerId;
use crate::domain::standing::{Participation, Stage};
use crate::domain::term::{self, TermState};
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;

/// Terms, with what they brought.
#[derive(Debug, Serialize)]
pub struct Terms {
    schema: u32,
    as_of: Day,
    terms: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    partner: String,
    number: u32,
    starts: Day,
    anniversary: Day,
    state: &'static str,
    objections: Vec<Said>,
    confirmed: Option<String>,
    points: i64,
    deployments: usize,
}

#[derive(Debug, Serialize)]
struct Said {
    by: &'static str,
    text: String,
    settled: bool,
}

/// The activity that tells of a deployment.
const GIVEN_BY_DEPLOYMENT: crate::domain::program::GivenBy =
    crate::domain::program::GivenBy::Deployment;

impl Terms {
    /// Every term of one partner's last participation.
    #[must_use]
    pub fn of_one(
        rules: &crate::domain::rules::Rules,
        history: &History,
        as_of: AsOf,
        within: i64,
    ) -> Self {
        let standing = history.at(as_of.day);
        let deployment = rules
            .on(as_of.day)
            .given_by(GIVEN_BY_DEPLOYMENT)
            .map(|activity| activity.id.as_str());
        let mut terms = Vec::new();
        if let Some(current) = &standing.participation {
            terms.extend(current.terms.iter().map(|opened| {
                Line::of(
                    &history.partner,
                    current,
                    opened,
                    as_of.day,
                    within,
                    deployment,
                )
            }));
        }
        Self {
            schema: SCHEMA,
            as_of: as_of.day,
            terms,
        }
    }

    /// The current terms of all certified partners that need a look: due, under evaluation, or with an
    /// anniversary within so many days; those first whose anniversary is.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn of_all(
        book: &Book,
        rules: &crate::domain::rules::Rules,
        as_of: AsOf,
        within: i64,
    ) -> Result<Self, StoreError> {
        let deployment = rules
            .on(as_of.day)
            .given_by(GIVEN_BY_DEPLOYMENT)
            .map(|activity| activity.id.as_str());
        let mut terms = Vec::new();
        book.walk(as_of.known_at, |history| {
            let standing = history.at(as_of.day);
            let Some(current) = standing.running_at(Stage::Certified) else {
                return Ok(());
            };
            if let Some(opened) = current.term() {
                let line = Line::of(
                    &history.partner,
                    current,
                    opened,
                    as_of.day,
                    within,
                    deployment,
                );
                if line.state != TermState::Open.name() {
                    terms.push(line);
                }
            }
            Ok::<_, StoreError>(())
        })?;
        terms.sort_by(|a, b| (a.anniversary, &a.partner).cmp(&(b.anniversary, &b.partner)));
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            terms,
        })
    }

    /// Whether a term is due or under evaluation after its anniversary: what `--check` asks.
    #[must_use]
    pub fn anything_due(&self) -> bool {
        self.terms.iter().any(|line| {
            line.state == TermState::Due.name()
                || line.state == TermState::UnderEvaluation.name() && line.anniversary <= self.as_of
        })
    }
}

impl Line {
    fn of(
        partner: &PartnerId,
        current: &Participation<'_>,
        opened: &crate::domain::standing::OpenedTerm<'_>,
        day: Day,
        within: i64,
        deployment: Option<&str>,
    ) -> Self {
        let term = opened.term;
        let say = |settled: bool| {
            move |said: &&Objection| Said {
                by: said.by.name(),
                text: said.text.clone(),
                settled,
            }
        };
        let settled = opened.settled.iter().map(say(true));
        let said = settled
            .chain(opened.objections.iter().map(say(false)))
            .collect();
        let within_term = |on: Day| term.starts <= on && on < term.anniversary;
        let lines = current
            .ledger
            .lines()
            .iter()
            .filter(|line| within_term(line.on));
        let taken_back = |id| {
            current
                .ledger
                .lines()
                .iter()
                .any(|line| line.reverses == Some(id))
        };
        Self {
            partner: partner.to_string(),
            number: term.number,
            starts: term.starts,
            anniversary: term.anniversary,
            state: term::state(current, opened, day, within).name(),
            objections: said,
            confirmed: opened.confirmed.map(str::to_owned),
            points: lines.clone().map(|line| line.points).sum(),
            deployments: lines
                .filter(|line| {
                    Some(line.activity) == deployment
                        && line.reverses.is_none()
                        && !taken_back(line.id)
                })
                .count(),
        }
    }
}

impl Report for Terms {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("partner"),
            Column::number("term"),
            Column::day("starts").spare(),
            Column::day("anniversary"),
            Column::word("state"),
            Column::number("points"),
            Column::number("deployments").spare(),
            Column::text("objections"),
        ];
        let mut sheet = Sheet::new(columns);
        for line in &self.terms {
            let objections: Vec<String> = line
                .objections
                .iter()
                .map(|said| {
                    let settled = if said.settled { " (settled)" } else { "" };
                    format!("{}: {}{settled}", said.by, said.text)
                })
                .collect();
            sheet.row([
                Cell::from(line.partner.as_str()),
                i64::from(line.number).into(),
                line.starts.into(),
                line.anniversary.into(),
                line.state.into(),
                line.points.into(),
                i64::try_from(line.deployments).unwrap_or(i64::MAX).into(),
                objections.into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: Look) -> Vec<Block> {
        if self.terms.is_empty() {
            return vec![Block::Line(
                "no terms are due, upcoming or under evaluation".to_owned(),
            )];
        }
        let current = self.terms.iter().filter(|line| {
            ![TermState::Renewed.name(), TermState::Ended.name()].contains(&line.state)
        });
        let first = current
            .map(|line| line.anniversary)
            .find(|day| *day >= self.as_of);
        let mut page = vec![Block::Sheet(self.sheet())];
        if let Some(day) = first {
            page.extend([
                Block::Gap,
                Block::Line(format!(
                    "next anniversary: {day}, {}",
                    words::distance(day, self.as_of)
                )),
            ]);
        }
        page
    }
}
