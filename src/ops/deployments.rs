//! Deployments that the portal reported, from files and by hand.

use super::bad_values::{BadValue, BadValues};
use super::catalogue::ProductLookup;
use super::change::Writer;
use super::import::{Batch, BatchError, EarlierRows, Import, PartnerLookup, RowError, RowOutcome};
use super::values;
use crate::domain::decide::decide_earnings;
use crate::domain::fact::{Dated, Deployment, Outcome};
use crate::domain::partner::scope::Scope;
use crate::domain::rule::deployment::{self, DeploymentReport, Effect};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::rows::{FileColumn, Row, Takes};
use std::collections::BTreeMap;

/// A deployment as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DeploymentInput<'s> {
    /// The portal's name for it.
    pub reference: &'s str,
    /// For whom it was.
    pub customer: Option<&'s str>,
    /// `success` or `failure`; left out: failure where there is an error.
    pub outcome: Option<&'s str>,
    /// What went wrong.
    pub error: Option<&'s str>,
    /// Whether it was only a test.
    pub test: Option<bool>,
}

impl DeploymentInput<'_> {
    /// The deployment of a product that was input. What is left out says nothing: it is as it is on record.
    pub(crate) fn deployment(
        &self,
        product: String,
        known: Option<&Deployment>,
    ) -> Result<Deployment, BadValues> {
        let mut bad = BadValues::default();
        let reference = bad.check(reference(self.reference));
        let customer = given(bad.check(values::line("customer", self.customer)));
        let error = given(bad.check(values::text("error", self.error)));
        let outcome = self.outcome.map(|word| {
            Outcome::named(&word.to_ascii_lowercase())
                .ok_or_else(|| BadValue::new("outcome", word, "an outcome is success or failure"))
        });
        let report = DeploymentReport {
            customer,
            outcome: bad.check(outcome.transpose()),
            error,
            test: self.test,
        };
        bad.into_result()?;
        Ok(report.of(product, reference, known))
    }
}

/// The portal's name for a deployment.
pub(crate) fn reference(text: &str) -> Result<String, BadValue> {
    let missing = || BadValue::new("ref", "", "the portal's name for the deployment is needed");
    given(values::line("ref", Some(text))?).ok_or_else(missing)
}

/// An empty text says nothing.
fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// An import of deployments.
#[derive(Debug)]
pub(crate) struct DeploymentImport {
    default_on: Day,
    lookup: PartnerLookup,
    products: ProductLookup,
    earlier: EarlierRows,
    /// Of each partner what its corrections mean, by reference.
    partners: BTreeMap<PartnerId, BTreeMap<String, Effect>>,
}

impl DeploymentImport {
    /// Begins an import; the day holds where a row has none.
    #[must_use]
    pub(crate) fn new(default_on: Day) -> Self {
        Self {
            default_on,
            lookup: PartnerLookup::default(),
            products: ProductLookup::default(),
            earlier: EarlierRows::default(),
            partners: BTreeMap::new(),
        }
    }
}

impl Import for DeploymentImport {
    fn columns(&self) -> Vec<FileColumn> {
        vec![
            FileColumn::required("partner").taking(Takes::Code),
            FileColumn::required("product").taking(Takes::Code),
            FileColumn::optional("on"),
            FileColumn::required("ref").taking(Takes::Code),
            FileColumn::optional("customer").taking(Takes::Code),
            FileColumn::optional("outcome"),
            FileColumn::optional("error").taking(Takes::Code),
            FileColumn::optional("test").taking(Takes::YesNo),
        ]
    }

    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError> {
        let on_duplicate = batch.on_duplicate();
        import_row(self, batch.writer(), row, on_duplicate)
    }

    /// Gives what the deployments earn, in the order of their days, whatever the order of the rows.
    fn finish(&mut self, batch: &mut Batch<'_>) -> Result<(), BatchError> {
        if batch.is_lost() {
            return Ok(());
        }
        // What the rows were read with is not needed any more, and a file may have a million of them.
        let Self { partners, .. } = std::mem::replace(self, Self::new(self.default_on));
        award_deployments(batch.writer(), partners)
    }
}

fn award_deployments(
    writer: &mut Writer<'_>,
    partners: BTreeMap<PartnerId, BTreeMap<String, Effect>>,
) -> Result<(), BatchError> {
    let (rules, today) = (writer.rules().clone(), writer.today());
    for (partner, corrected) in partners {
        let book = writer.book();
        let history = book.history(&partner, Scope::Points, EntryId::PENDING)?;
        let successes = book.earning_deployments(&partner, writer.entry())?;
        let successes = successes.iter().map(|(on, reference)| {
            let effect = corrected.get(reference).copied();
            (effect.unwrap_or(Effect::Earns), *on, reference.as_str())
        });
        let no_more = corrected.iter();
        let no_more = no_more.filter(|(_, effect)| **effect == Effect::EarnsNoMore);
        let no_more = no_more.map(|(reference, effect)| (*effect, today, reference.as_str()));
        let reports = no_more.chain(successes).collect();
        for follows in decide_earnings(&rules, &history, reports, today)? {
            writer.record(&partner, &[follows])?;
        }
    }
    Ok(())
}

fn import_row(
    import: &mut DeploymentImport,
    writer: &mut Writer<'_>,
    row: &Row,
    on_duplicate: OnDuplicate,
) -> Result<RowOutcome, RowError> {
    let mut bad = BadValues::of(row);
    let partner = bad.found(import.lookup.find(writer, row))?;
    let product = match &partner {
        Some(partner) => bad.found(import.products.find(writer, partner, row))?,
        None => None,
    };
    let on = values::given_day("on", row.get("on"), writer.today());
    let on = bad.check(on);
    let input = DeploymentInput {
        reference: row.get("ref").unwrap_or_default(),
        customer: row.get("customer"),
        outcome: row.get("outcome"),
        error: row.get("error"),
        test: bad.check(flag("test", row.get("test"))),
    };
    // What is wrong with a value does not depend on what is on record.
    bad.check(input.deployment(String::new(), None).map(drop));
    let (partner, product) = bad.require(partner.zip(product))?;
    let known = writer
        .book()
        .reported_deployment(&partner, &reference(input.reference)?)?;
    let before = known.as_ref().and_then(deployment::reported);
    let deployment = input.deployment(product, before)?;
    let on = on.unwrap_or_else(|| known.as_ref().map_or(import.default_on, |known| known.on));
    let this_row = (&partner, deployment.reference.as_str(), row.line());
    let earlier = import
        .earlier
        .of_report(writer, known.as_ref(), this_row, on_duplicate);
    let skip = on_duplicate == OnDuplicate::Skip;
    // Only what is refused differs from what is on record; the same is unchanged.
    let on_duplicate = if skip || earlier.is_some() {
        OnDuplicate::Refuse
    } else {
        on_duplicate
    };
    let history = import.products.history(writer, &partner)?;
    let fact = match deployment::report(history, known.as_ref(), on, &deployment, on_duplicate) {
        Ok(Some(fact)) => fact,
        Ok(None) => return Ok(RowOutcome::Unchanged),
        Err(refusal) => {
            return match earlier {
                Some(earlier) => {
                    let reason = format!("{earlier} has this reference, with other content");
                    Err(BadValue::new("ref", &deployment.reference, reason).into())
                }
                None if skip => Ok(RowOutcome::Skipped),
                None => Err(refusal.into()),
            };
        }
    };
    let corrected = match import.partners.get_mut(&partner) {
        Some(corrected) => corrected,
        None => import.partners.entry(partner.clone()).or_default(),
    };
    if let Some(effect) = before.and_then(|before| deployment::effect(Some(before), &deployment)) {
        corrected.insert(deployment.reference.clone(), effect);
    }
    writer.record(&partner, &[Dated { on, fact }])?;
    Ok(RowOutcome::Recorded(partner))
}

/// Yes or no.
fn flag(column: &'static str, word: Option<&str>) -> Result<Option<bool>, BadValue> {
    match word.map(str::to_ascii_lowercase).as_deref() {
        None => Ok(None),
        Some("no" | "false" | "0") => Ok(Some(false)),
        Some("yes" | "true" | "1") => Ok(Some(true)),
        Some(word) => Err(BadValue::new(column, word, "it is yes or no")),
    }
}
