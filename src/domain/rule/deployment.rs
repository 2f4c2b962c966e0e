//! Deployments that the portal reports: recorded, not judged; the successful ones earn points.

use super::account::Account;
use super::points;
use super::product;
use super::refusal::{Refusal, Why};
use super::uses::Use;
use crate::domain::fact::{Award, Dated, Deployment, Fact, Outcome, Recorded};
use crate::domain::partner::history::History;
use crate::domain::program::GivenBy;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, FactId};
use crate::domain::value::on_duplicate::OnDuplicate;

impl Deployment {
    /// Whether it counts as a "Successful Customer Deployment": tests do not.
    #[must_use]
    pub fn earns(&self) -> bool {
        self.outcome == Outcome::Success && !self.test
    }
}

/// What a report says of a deployment; what it leaves out, it says nothing of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeploymentReport {
    /// For whom it was.
    pub customer: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What went wrong.
    pub error: Option<String>,
    /// Whether it was only a test.
    pub test: Option<bool>,
}

impl DeploymentReport {
    /// The deployment of which this is the report, or the correction of what is known. Without an outcome an error makes
    /// it a failure; an error goes with the outcome it was reported with.
    #[must_use]
    pub fn of(self, product: String, reference: String, known: Option<&Deployment>) -> Deployment {
        let (outcome, error) = match (self.outcome, self.error, known) {
            (None, None, Some(known)) => (known.outcome, known.error.clone()),
            (None, None, None) => (Outcome::Success, None),
            (None, error, _) => (Outcome::Failure, error),
            (Some(outcome), None, Some(known)) if known.outcome == outcome => {
                (outcome, known.error.clone())
            }
            (Some(outcome), error, _) => (outcome, error),
        };
        let was_test = known.is_some_and(|known| known.test);
        Deployment {
            product,
            reference,
            customer: self.customer.or_else(|| known?.customer.clone()),
            outcome,
            error,
            test: self.test.unwrap_or(was_test),
        }
    }
}

/// The deployment that was reported.
#[must_use]
pub fn reported(recorded: &Recorded) -> Option<&Deployment> {
    match &recorded.fact {
        Fact::Deployment(deployment) => Some(deployment),
        _ => None,
    }
}

/// What a report means for points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// A success, where there was none.
    Earns,
    /// A success that was one before: its award stays as granted, or reversed.
    EarnsStill,
    /// A success that was not one: its award is reversed.
    EarnsNoMore,
}

/// What the report of a deployment means for points, its day and its reference.
pub type Report<'d> = (Effect, Day, &'d str);

/// What a report means for points, compared with the one it corrects.
#[must_use]
pub fn effect(known: Option<&Deployment>, deployment: &Deployment) -> Option<Effect> {
    match (known.is_some_and(Deployment::earns), deployment.earns()) {
        (false, true) => Some(Effect::Earns),
        (true, true) => Some(Effect::EarnsStill),
        (true, false) => Some(Effect::EarnsNoMore),
        (false, false) => None,
    }
}

/// Says whether a deployment may be recorded: the partner and the product must exist, and that is all.
///
/// # Errors
/// The partner has no such product.
pub fn allow_deployment(
    history: &History,
    on: Day,
    deployment: &Deployment,
) -> Result<(), Refusal> {
    product::exists(history, on, &deployment.product)
}

/// Decides on a report, given what is on record under its reference: the fact to record, or none where it says nothing
/// new.
///
/// # Errors
/// The partner has no such product, or another report is on record.
pub fn report(
    history: &History,
    known: Option<&Recorded>,
    on: Day,
    deployment: &Deployment,
    on_duplicate: OnDuplicate,
) -> Result<Option<Fact>, Refusal> {
    let is_news = is_news(known, on, deployment, on_duplicate)
        .map_err(|why| Refusal::new(&history.partner, on, why))?;
    if !is_news {
        return Ok(None);
    }
    allow_deployment(history, on, deployment)?;
    Ok(Some(Fact::Deployment(deployment.clone())))
}

/// Whether a report changes what is on record.
fn is_news(
    known: Option<&Recorded>,
    on: Day,
    deployment: &Deployment,
    on_duplicate: OnDuplicate,
) -> Result<bool, Why> {
    let Some((day, Fact::Deployment(known))) = known.map(|known| (known.on, &known.fact)) else {
        return Ok(true);
    };
    let other: Vec<&'static str> = [
        ("product", known.product != deployment.product),
        ("on", day != on),
        ("customer", known.customer != deployment.customer),
        ("outcome", known.outcome != deployment.outcome),
        ("error", known.error != deployment.error),
        ("test", known.test != deployment.test),
    ]
    .into_iter()
    .filter_map(|(column, differs)| differs.then_some(column))
    .collect();
    if other.is_empty() {
        return Ok(false);
    }
    let reference = deployment.reference.clone();
    on_duplicate.settle(|| Why::DeploymentKnown { reference, other })
}

/// What deployments earn, asked for one after the other in the order of their days: each is priced at the tier that
/// those before it led to. None is given twice for a reference, and where the program gives nothing,
/// nothing is.
pub struct Earnings<'r> {
    rules: &'r Rules,
    history: &'r History,
    account: Account<'r>,
}

/// The name of what follows from a report and is not recorded yet.
const PENDING: FactId = FactId {
    entry: EntryId::PENDING,
    n: 0,
};

impl<'r> Earnings<'r> {
    /// The earnings of a partner as its history leaves it.
    #[must_use]
    pub fn of(rules: &'r Rules, history: &'r History) -> Self {
        Self {
            rules,
            history,
            account: Account::of(rules, history),
        }
    }

    /// The day from which a report means something for points: a success that is one again earns from the day on which
    /// that was known, so that no month before it changes.
    fn counts_from(&self, effect: Effect, on: Day, reference: &str, today: Day) -> Day {
        let freed = self.ever(reference).filter_map(Use::free_from).max();
        match (effect, freed) {
            (Effect::EarnsNoMore, _) => today,
            (Effect::Earns, Some(freed)) => on.max(today).max(freed),
            (Effect::Earns | Effect::EarnsStill, _) => on,
        }
    }

    /// Every award that a deployment ever earned.
    fn ever(&self, reference: &str) -> impl Iterator<Item = &Use> {
        let versions = self.rules.versions();
        let mut activities: Vec<&str> = versions
            .filter_map(|version| version.program.given_by(GivenBy::Deployment))
            .map(|activity| activity.id.as_str())
            .collect();
        activities.sort_unstable();
        activities.dedup();
        let ever = |activity| self.account.ever_awarded(activity, reference);
        activities.into_iter().flat_map(ever)
    }

    /// Sorts reports by when they mean something for points: reversals first, then awards in the order of the days from
    /// which they count.
    #[must_use]
    pub fn in_order<'d>(&self, mut reports: Vec<Report<'d>>, today: Day) -> Vec<Report<'d>> {
        reports.sort_by_cached_key(|(effect, on, reference)| {
            // A success that was corrected to a failure and back earns later than on its own day.
            let from = self.counts_from(*effect, *on, reference, today);
            (*effect != Effect::EarnsNoMore, from)
        });
        reports
    }

    /// Returns what follows from a report: the award that a success earns, or the reversal of what an earlier report of
    /// the same deployment had earned.
    pub fn follows(&mut self, (effect, on, reference): Report<'_>, today: Day) -> Option<Dated> {
        match effect {
            Effect::Earns => {
                let from = self.counts_from(effect, on, reference, today);
                self.award(from, reference)
            }
            // One that never earned anything may have been reported with a wrong day.
            Effect::EarnsStill if self.ever(reference).next().is_some() => None,
            Effect::EarnsStill => self.award(on, reference),
            Effect::EarnsNoMore => self.reversal(today, reference),
        }
    }

    /// The award that the next successful deployment earns, if it earns one.
    pub fn award(&mut self, on: Day, reference: &str) -> Option<Dated> {
        let activity = self.rules.on(on).given_by(GivenBy::Deployment)?;
        let award = Award {
            reference: Some(reference.to_owned()),
            ..self.account.price(on, activity)
        };
        self.account.allow(on, &award).ok()?;
        self.account.learn(PENDING, on, &award);
        Some(Dated {
            on,
            fact: Fact::Award(award),
        })
    }

    /// The reversal of what a deployment earned, from the day of the correction on, or from the award's where that is
    /// later. What was earned in a participation that has ended stays as it is.
    fn reversal(&mut self, today: Day, reference: &str) -> Option<Dated> {
        let id = self
            .ever(reference)
            .find(|used| used.free_from().is_none())?;
        let id = id.award;
        let (awarded_on, award) = points::award(self.history, id)?;
        let on = today.max(awarded_on);
        if self.account.participation(on) != Some(award.participation) {
            return None;
        }
        let reversal = points::reversal(id, award, "the deployment was corrected");
        self.account
            .reverse(PENDING, on, &reversal, Some(reference));
        Some(Dated {
            on,
            fact: Fact::Reversal(reversal),
        })
    }
}
