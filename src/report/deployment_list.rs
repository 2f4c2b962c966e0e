//! Deployments one by one, as the portal reported them last.

use super::{AsOf, Block, Months, PageOptions, Report, SCHEMA};
use crate::domain::fact::{Deployment, Outcome};
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::output::{Cell, Column, Sheet};
use crate::store::reports::Span;
use crate::store::{Book, StoreError};
use serde::Serialize;

/// Deployments of one partner or of all, by partner and day.
#[derive(Debug, Serialize)]
pub(crate) struct DeploymentList {
    schema: u32,
    as_of: Day,
    deployments: Vec<DeploymentLine>,
}

#[derive(Debug, Serialize)]
struct DeploymentLine {
    partner: String,
    product: String,
    on: Day,
    #[serde(rename = "ref")]
    reference: String,
    customer: Option<String>,
    outcome: Outcome,
    error: Option<String>,
    test: bool,
}

impl DeploymentList {
    /// The deployments of some months.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn of(
        book: &Book,
        partner: Option<&PartnerId>,
        as_of: AsOf,
        months: Months,
        with_errors: bool,
    ) -> Result<Self, StoreError> {
        let span = Span {
            partner,
            from: months.first_day(),
            to: months.last_day().min(as_of.day),
            as_of: as_of.day,
            known_at: as_of.known_at,
        };
        let mut deployments = Vec::new();
        book.deployments(span, |partner, on, deployment| {
            if !with_errors || deployment.error.is_some() {
                deployments.push(DeploymentLine::of(&partner, on, deployment));
            }
        })?;
        deployments.sort_by(|a, b| {
            (&a.partner, a.on, &a.reference).cmp(&(&b.partner, b.on, &b.reference))
        });
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            deployments,
        })
    }
}

impl DeploymentLine {
    fn of(partner: &PartnerId, on: Day, deployment: Deployment) -> Self {
        let Deployment {
            product,
            reference,
            customer,
            outcome,
            error,
            test,
        } = deployment;
        Self {
            partner: partner.to_string(),
            product,
            on,
            reference,
            customer,
            outcome,
            error,
            test,
        }
    }
}

impl Report for DeploymentList {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            Column::word("partner"),
            Column::word("product"),
            Column::day("on"),
            Column::word("ref"),
            Column::text("customer").spare(),
            Column::word("outcome"),
            Column::text("error"),
            Column::text("test").spare(),
        ]);
        for line in &self.deployments {
            sheet.row([
                Cell::from(line.partner.as_str()),
                line.product.as_str().into(),
                line.on.into(),
                line.reference.as_str().into(),
                line.customer.as_deref().into(),
                line.outcome.name().into(),
                line.error.as_deref().into(),
                line.test.into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.deployments.is_empty() {
            return vec![Block::Line("no deployments were reported".to_owned())];
        }
        vec![Block::Sheet(self.sheet())]
    }
}
