//! Terms and anniversaries.

use super::evaluation::{Brought, Evaluated, Evaluation, next_anniversary, side_by_side};
use super::{AsOf, Block, PageOptions, Report, SCHEMA};
use crate::domain::fact::Objection;
use crate::domain::fact::Objector;
use crate::domain::partner::history::History;
use crate::domain::partner::standing::{OpenedTerm, Participation, Stage};
use crate::domain::program::versions::Rules;
use crate::domain::rule::term::{self, TermState};
use crate::domain::value::day::Day;
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;

/// Terms, with what they brought.
#[derive(Debug, Serialize)]
pub(crate) struct Terms {
    schema: u32,
    as_of: Day,
    terms: Vec<TermRow>,
}

#[derive(Debug, Serialize)]
struct TermRow {
    partner: String,
    number: u32,
    starts: Day,
    anniversary: Day,
    state: TermState,
    objections: Vec<ObjectionRow>,
    confirmed: Option<String>,
    #[serde(flatten)]
    brought: Brought,
    /// Only where one partner is looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluation: Option<Evaluation>,
}

#[derive(Debug, Serialize)]
struct ObjectionRow {
    by: Objector,
    text: String,
    settled: bool,
}

impl Terms {
    /// Every term of one partner's last participation, each evaluated.
    pub(crate) fn for_partner(
        book: &Book,
        rules: &Rules,
        history: &History,
        as_of: AsOf,
        within: i64,
    ) -> Result<Self, StoreError> {
        let standing = history.at(as_of.day);
        let mut terms = Vec::new();
        if let Some(current) = &standing.participation {
            for opened in &current.terms {
                let mut line = TermRow::of(book, rules, history, current, opened, as_of, within)?;
                let evaluation = Evaluation::of(rules, history, &standing, opened.term, as_of);
                line.evaluation = Some(evaluation);
                terms.push(line);
            }
        }
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            terms,
        })
    }

    /// The current terms of all certified partners that need a look: due, under evaluation, or with an
    /// anniversary within so many days; those first whose anniversary is.
    pub(crate) fn for_all(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        within: i64,
    ) -> Result<Self, StoreError> {
        let mut terms = Vec::new();
        book.walk(as_of.known_at, |history| {
            let standing = history.at(as_of.day);
            let Some(current) = standing.running_at(Stage::Certified) else {
                return Ok(());
            };
            if let Some(opened) = current.term()
                && term::state(current, opened, as_of.day, within) != TermState::Open
            {
                terms.push(TermRow::of(
                    book, rules, &history, current, opened, as_of, within,
                )?);
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
    pub(crate) fn anything_due(&self) -> bool {
        self.terms.iter().any(|line| {
            line.state == TermState::Due
                || line.state == TermState::UnderEvaluation && line.anniversary <= self.as_of
        })
    }
}

impl TermRow {
    fn of(
        book: &Book,
        rules: &Rules,
        history: &History,
        current: &Participation<'_>,
        opened: &OpenedTerm<'_>,
        as_of: AsOf,
        within: i64,
    ) -> Result<Self, StoreError> {
        let term = opened.term;
        let say = |settled: bool| {
            move |objection: &&Objection| ObjectionRow {
                by: objection.by,
                text: objection.text.clone(),
                settled,
            }
        };
        let settled = opened.settled.iter().map(say(true));
        let objection = settled
            .chain(opened.objections.iter().map(say(false)))
            .collect();
        Ok(Self {
            partner: history.partner.to_string(),
            number: term.number,
            starts: term.starts,
            anniversary: term.anniversary,
            state: term::state(current, opened, as_of.day, within),
            objections: objection,
            confirmed: opened.confirmed.map(str::to_owned),
            brought: Brought::of(book, rules, history, current, term, as_of)?,
            evaluation: None,
        })
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
            Column::money("revenue").spare(),
            Column::text("objections"),
        ];
        let mut sheet = Sheet::new(columns);
        for line in &self.terms {
            let objections: Vec<String> = line
                .objections
                .iter()
                .map(|objection| {
                    let settled = if objection.settled { " (settled)" } else { "" };
                    format!("{}: {}{settled}", objection.by, objection.text)
                })
                .collect();
            sheet.row([
                Cell::from(line.partner.as_str()),
                i64::from(line.number).into(),
                line.starts.into(),
                line.anniversary.into(),
                line.state.into(),
                line.brought.points.into(),
                line.brought.deployments.into(),
                Cell::cents(line.brought.revenue_cents),
                objections.into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.terms.is_empty() {
            return vec![Block::Line(
                "no terms are due, upcoming or under evaluation".to_owned(),
            )];
        }
        let current = self
            .terms
            .iter()
            .filter(|line| !matches!(line.state, TermState::Renewed | TermState::Ended));
        let first = current
            .map(|line| line.anniversary)
            .find(|day| *day >= self.as_of);
        let mut page = vec![Block::Sheet(self.sheet())];
        if let Some(day) = first {
            page.push(Block::Gap);
            page.push(next_anniversary(day, self.as_of));
        }
        page.extend(self.evaluations());
        page
    }
}

impl Terms {
    /// The evaluation of the last term next to the one before it, where one partner is looked at.
    fn evaluations(&self) -> Vec<Block> {
        let evaluated = self.terms.iter().rev().filter_map(|line| {
            Some(Evaluated {
                number: line.number,
                starts: line.starts,
                anniversary: line.anniversary,
                brought: &line.brought,
                evaluation: line.evaluation.as_ref()?,
            })
        });
        side_by_side(&evaluated.take(2).collect::<Vec<_>>())
    }
}
