//! Deployments as the portal reported them, added up.

use super::by::Key;
use super::{AsOf, Block, By, Months, PageOptions, Report, SCHEMA, words};
use crate::domain::fact::{Deployment, Outcome};
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::domain::value::month::Month;
use crate::output::money::thousands;
use crate::output::{Cell, Column, Sheet};
use crate::store::reports::Span;
use crate::store::{Book, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Deployments added up by partner, product and month, or by one of them.
#[derive(Debug, Serialize)]
pub(crate) struct Deployments {
    schema: u32,
    as_of: Day,
    rows: Vec<DeploymentRow>,
    #[serde(skip)]
    by: Option<By>,
    #[serde(skip)]
    of_one_partner: bool,
}

#[derive(Debug, Serialize)]
struct DeploymentRow {
    partner: Option<String>,
    product: Option<String>,
    month: Option<String>,
    #[serde(flatten)]
    counted: Counted,
    errors: Vec<Times>,
    /// Deployments that reported an error, tests left out.
    with_errors: i64,
}

/// How many deployments there were. Tests are counted apart from the attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) struct Counted {
    pub(super) attempts: i64,
    pub(super) successes: i64,
    pub(super) failures: i64,
    pub(super) tests: i64,
}

impl Counted {
    /// Counts one more.
    pub(super) fn add(&mut self, deployment: &Deployment) {
        if deployment.test {
            self.tests += 1;
            return;
        }
        self.attempts += 1;
        match deployment.outcome {
            Outcome::Success => self.successes += 1,
            Outcome::Failure => self.failures += 1,
        }
    }

    fn join(&mut self, other: Self) {
        self.attempts += other.attempts;
        self.successes += other.successes;
        self.failures += other.failures;
        self.tests += other.tests;
    }
}

#[derive(Debug, Serialize)]
struct Times {
    error: String,
    times: i64,
}

#[derive(Default)]
struct Sum {
    counted: Counted,
    errors: HashMap<String, i64>,
}

/// How many of the most frequent errors a table shows.
const SHOWN: usize = 3;

impl Deployments {
    /// The deployments of one partner or of all, in months.
    pub(crate) fn of(
        book: &Book,
        partner: Option<&PartnerId>,
        as_of: AsOf,
        months: Months,
        by: Option<By>,
    ) -> Result<Self, StoreError> {
        let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
        let span = Span {
            partner,
            from: months.first_day(),
            to: months.last_day().min(as_of.day),
            as_of: as_of.day,
            known_at: as_of.known_at,
        };
        book.deployments(span, |partner, on, deployment| {
            let key = By::key(by, partner, deployment.product.clone(), Month::of(on), None);
            let sum = sums.entry(key).or_default();
            sum.counted.add(&deployment);
            if let Some(error) = deployment.error.filter(|_| !deployment.test) {
                *sum.errors.entry(error).or_default() += 1;
            }
        })?;
        let rows = sums.into_iter().map(|(key, sum)| DeploymentRow {
            partner: key.partner.map(|partner| partner.to_string()),
            product: key.product,
            month: key.month.map(|month| month.to_string()),
            counted: sum.counted,
            with_errors: sum.errors.values().sum(),
            errors: by_frequency(sum.errors),
        });
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            rows: rows.collect(),
            by,
            of_one_partner: partner.is_some(),
        })
    }
}

/// The most frequent first.
fn by_frequency(errors: HashMap<String, i64>) -> Vec<Times> {
    let times = errors.into_iter();
    let mut errors: Vec<Times> = times.map(|(error, times)| Times { error, times }).collect();
    errors.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.error.cmp(&b.error)));
    errors
}

fn many(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(n), if n == 1 { one } else { many })
}

/// Errors with how often they came, the most frequent first.
fn in_words(errors: &[Times]) -> Vec<String> {
    let shown = errors.iter().take(SHOWN);
    let mut words: Vec<String> = shown
        .map(|error| match error.times {
            1 => error.error.clone(),
            times => format!("{} ({})", error.error, thousands(times)),
        })
        .collect();
    if errors.len() > SHOWN {
        words.push(format!("{} more", errors.len() - SHOWN));
    }
    words
}

impl Report for Deployments {
    fn sheet(&self) -> Sheet {
        let mut columns = By::columns(self.by, false);
        columns.extend(["attempts", "successes", "failures", "tests"].map(Column::number));
        columns.extend([Column::text("errors"), Column::number("with_errors")]);
        let mut sheet = Sheet::new(columns);
        for line in &self.rows {
            let errors = line.errors.iter();
            let errors = errors.map(|error| format!("{} ({})", error.error, error.times));
            let mut cells = line.cells(self.by, false, errors.collect());
            cells.push(line.with_errors.into());
            sheet.row(cells);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.rows.is_empty() {
            return vec![Block::Line("no deployments were reported".to_owned())];
        }
        let mut columns = By::columns(self.by, self.of_one_partner);
        columns.extend(["attempts", "successes", "failures"].map(Column::number));
        columns.push(Column::number("tests").spare());
        columns.push(Column::number("with_errors").spare());
        columns.push(Column::text("errors").titled("Most frequent errors"));
        let mut sheet = Sheet::new(columns);
        let mut total = Counted::default();
        for line in &self.rows {
            let mut cells = line.cells(self.by, self.of_one_partner, in_words(&line.errors));
            // Before the errors themselves.
            cells.insert(cells.len() - 1, line.with_errors.into());
            sheet.row(cells);
            total.join(line.counted);
        }
        let total = format!(
            "in all: {}, {} and {}, plus {}",
            words::count(total.attempts, "attempt"),
            many(total.successes, "success", "successes"),
            words::count(total.failures, "failure"),
            words::count(total.tests, "test")
        );
        vec![Block::Sheet(sheet), Block::Gap, Block::Line(total)]
    }
}

impl DeploymentRow {
    fn cells(&self, by: Option<By>, of_one_partner: bool, errors: Vec<String>) -> Vec<Cell> {
        let mut cells = By::cells(
            by,
            of_one_partner,
            [&self.partner, &self.product, &self.month, &None].map(Option::as_deref),
        );
        let Counted {
            attempts,
            successes,
            failures,
            tests,
        } = self.counted;
        cells.extend([attempts, successes, failures, tests].map(Cell::from));
        cells.push(errors.into());
        cells
    }
}
