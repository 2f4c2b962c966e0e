//! Deployments that the portal reported, from files and by hand.

use super::batch::{Batch, BatchError, Named, NotTaken, OnDuplicate, Seen, Taken};
use super::change::Writer;
use super::company::{self, BadValue};
use crate::domain::day::Day;
use crate::domain::deployment::{self, Earnings};
use crate::domain::fact::{Dated, Deployment, Fact, Outcome, Recorded};
use crate::domain::id::{EntryId, PartnerId};
use crate::domain::refusal::Refusal;
use crate::rows::{Column, Row, Rows};
use std::collections::{HashMap, HashSet};

/// The columns of a file of deployments.
pub const COLUMNS: &[Column] = &[
    Column::required("partner"),
    Column::required("product"),
    Column::optional("on"),
    Column::required("ref"),
    Column::optional("customer"),
    Column::optional("outcome"),
    Column::optional("error"),
    Column::optional("test"),
];

/// A deployment as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'s> {
    /// The portal's name for it.
    pub reference: &'s str,
    /// For whom it was.
    pub customer: Option<&'s str>,
    /// `success` or `failure`; left out: failure where there is an error.
    pub outcome: Option<&'s str>,
    /// What went wrong.
    pub error: Option<&'s str>,
    /// Whether it was only a test.
    pub test: bool,
}

impl Said<'_> {
    /// The deployment of a product that was said.
    ///
    /// # Errors
    /// The first value that will not do.
    pub fn deployment(&self, product: String) -> Result<Deployment, BadValue> {
        let line = |column, value| {
            let line = company::line(column, value)?;
            Ok::<_, BadValue>(line.filter(|line| !line.is_empty()))
        };
        let reference = line("ref", Some(self.reference))?.ok_or_else(|| {
            BadValue::new("ref", "", "the portal's name for the deployment is needed")
        })?;
        let error = company::text("error", self.error)?.filter(|error| !error.is_empty());
        let outcome = match self.outcome {
            Some(word) => Outcome::named(&word.to_ascii_lowercase()).ok_or_else(|| {
                BadValue::new("outcome", word, "an outcome is success or failure")
            })?,
            None if error.is_some() => Outcome::Failure,
            None => Outcome::Success,
        };
        Ok(Deployment {
            product,
            reference,
            customer: line("customer", self.customer)?,
            outcome,
            error,
            test: self.test,
        })
    }
}

/// What a file has told so far.
#[derive(Debug, Default)]
struct Told {
    named: Named,
    products: ProductsNamed,
    seen: Seen,
    partners: HashSet<PartnerId>,
    /// What corrections say earned nothing: references with their partners.
    taken_back: Vec<(PartnerId, String)>,
}

/// Takes every row of a file of deployments, and gives what they earn: in the order of their days, whatever the order
/// of the rows.
///
/// # Errors
/// The file cannot be read to its end, or the book cannot be written.
pub fn take(batch: &mut Batch<'_>, rows: Rows, default_on: Day) -> Result<(), BatchError> {
    let mut told = Told::default();
    batch.take_each(rows, |writer, row_, on_duplicate| {
        row(&mut told, writer, row_, on_duplicate, default_on)
    })?;
    if batch.is_lost() {
        return Ok(());
    }
    let writer = batch.writer();
    for (partner, reference) in &told.taken_back {
        let history = writer.book().history_of_points(partner)?;
        let today = writer.today();
        let reversal = deployment::taken_back(writer.rules(), &history, today, reference);
        if let Some(reversal) = reversal {
            writer.record(partner, &[reversal])?;
        }
    }
    let mut partners: Vec<PartnerId> = told.partners.into_iter().collect();
    partners.sort_unstable();
    let rules = writer.rules().clone();
    for partner in &partners {
        let earning = writer.book().earning_deployments(partner, writer.entry())?;
        if earning.is_empty() {
            continue;
        }
        let history = writer.book().history_of_points(partner)?;
        let mut earnings = Earnings::of(&rules, &history);
        for (on, reference) in earning {
            if let Some(award) = earnings.award(on, &reference) {
                writer.record(partner, &[award])?;
            }
        }
    }
    Ok(())
}

fn row(
    told: &mut Told,
    writer: &mut Writer<'_>,
    row: &Row,
    on_duplicate: Option<OnDuplicate>,
    default_on: Day,
) -> Result<Taken, NotTaken> {
    let partner = told.named.partner(writer, row)?;
    let product = told.products.product(writer, &partner, row)?;
    let on = row
        .get("on")
        .map(|on| company::day("on", on, writer.today()))
        .transpose()?;
    let said = Said {
        reference: row.get("ref").unwrap_or_default(),
        customer: row.get("customer"),
        outcome: row.get("outcome"),
        error: row.get("error"),
        test: flag("test", row.get("test"))?,
    };
    let deployment = said.deployment(product)?;
    let known = writer
        .book()
        .reported_deployment(&partner, &deployment.reference)?;
    let on = on.unwrap_or_else(|| known.as_ref().map_or(default_on, |known| known.on));
    let update = on_duplicate == Some(OnDuplicate::Update);
    let earlier = known
        .as_ref()
        .is_some_and(|known| known.id.entry == writer.entry());
    // Only an update could let a later row of the file replace what an earlier one has confirmed.
    let earlier = update && told.seen.again(&partner, &deployment.reference) || earlier;
    match deployment::is_news(known.as_ref(), on, &deployment, update && !earlier) {
        Ok(true) => {}
        Ok(false) => return Ok(Taken::Unchanged),
        Err(why) => {
            return match on_duplicate {
                _ if earlier => Err(BadValue::new(
                    "ref",
                    &deployment.reference,
                    "an earlier row of this file has this reference, with other content",
                )
                .into()),
                Some(OnDuplicate::Skip) => Ok(Taken::Unchanged),
                _ => Err(Refusal::new(&partner, on, why).into()),
            };
        }
    }
    let earned =
        matches!(&known, Some(Recorded { fact: Fact::Deployment(known), .. }) if known.earns());
    if earned && !deployment.earns() {
        let reference = deployment.reference.clone();
        told.taken_back.push((partner.clone(), reference));
    }
    let fact = Fact::Deployment(deployment);
    writer.record(&partner, &[Dated { on, fact }])?;
    if !told.partners.contains(&partner) {
        told.partners.insert(partner.clone());
    }
    Ok(Taken::Recorded(partner))
}

/// Yes or no; left out: no.
fn flag(column: &'static str, word: Option<&str>) -> Result<bool, BadValue> {
    match word.map(str::to_ascii_lowercase).as_deref() {
        None | Some("no" | "false" | "0") => Ok(false),
        Some("yes" | "true" | "1") => Ok(true),
        Some(word) => Err(BadValue::new(column, word, "it is yes or no")),
    }
}

/// Which products the rows of a file name. A file names the same products over and over.
#[derive(Debug, Default)]
pub(super) struct ProductsNamed {
    known: HashMap<PartnerId, HashMap<String, String>>,
    remembered: usize,
}

/// How many products are remembered at once.
const REMEMBERED: usize = 1 << 17;

impl ProductsNamed {
    /// The product a row names, by its id or its exact name.
    pub(super) fn product(
        &mut self,
        writer: &Writer<'_>,
        partner: &PartnerId,
        row: &Row,
    ) -> Result<String, NotTaken> {
        let word = row.get("product").unwrap_or_default();
        if let Some(product) = self.known.get(partner).and_then(|known| known.get(word)) {
            return Ok(product.clone());
        }
        let history = writer
            .book()
            .history_of_products(partner, EntryId::PENDING)?;
        let Some(product) = super::product::named(&history, word) else {
            let reason = format!("{partner} has no product of this id or name");
            return Err(BadValue::new("product", word, reason).into());
        };
        if self.remembered >= REMEMBERED {
            (self.remembered, self.known) = (0, HashMap::new());
        }
        self.remembered += 1;
        let known = self.known.entry(partner.clone()).or_default();
        known.insert(word.to_owned(), product.clone());
        Ok(product)
    }
}
