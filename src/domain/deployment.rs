//! Deployments that the portal reports: recorded, not judged; the successful ones earn points.

use super::account::Account;
use super::day::Day;
use super::fact::{Award, Dated, Deployment, Fact, Outcome, Recorded};
use super::history::History;
use super::id::{EntryId, FactId};
use super::points;
use super::product;
use super::program::GivenBy;
use super::refusal::{Refusal, Why};
use super::rules::Rules;

impl Deployment {
    /// Whether it counts as a "Successful Customer Deployment": tests do not.
    #[must_use]
    pub fn earns(&self) -> bool {
        self.outcome == Outcome::Success && !self.test
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

/// Whether a report says something new beside what is known under its reference.
///
/// # Errors
/// It says something else, and is not meant to replace it.
pub fn is_news(
    known: Option<&Recorded>,
    on: Day,
    deployment: &Deployment,
    replace: bool,
) -> Result<bool, Why> {
    match known {
        Some(Recorded {
            on: day,
            fact: Fact::Deployment(known),
            ..
        }) => {
            if *day == on && known == deployment {
                Ok(false)
            } else if replace {
                Ok(true)
            } else {
                Err(Why::DeploymentKnown {
                    reference: deployment.reference.clone(),
                    product: known.product.clone(),
                    on: *day,
                })
            }
        }
        _ => Ok(true),
    }
}

/// What deployments earn, asked for one after the other in the order of their days: each is priced at the tier that
/// those before it have brought about. None is given twice for a reference, and where the program gives nothing,
/// nothing is.
pub struct Earnings<'r> {
    rules: &'r Rules,
    account: Account<'r>,
}

impl<'r> Earnings<'r> {
    /// The earnings of a partner as its history leaves it.
    #[must_use]
    pub fn of(rules: &'r Rules, history: &History) -> Self {
        Self {
            rules,
            account: Account::of(rules, history),
        }
    }

    /// The award that the next successful deployment earns, if it earns one.
    pub fn award(&mut self, on: Day, reference: &str) -> Option<Dated> {
        let activity = self.rules.on(on).given_by(GivenBy::Deployment)?;
        if self
            .account
            .used_reference(&activity.id, reference)
            .is_some()
        {
            return None;
        }
        let award = Award {
            reference: Some(reference.to_owned()),
            ..self.account.price(on, activity)
        };
        self.account.allow(on, &award).ok()?;
        let pending = FactId {
            entry: EntryId::PENDING,
            n: 0,
        };
        self.account.learn(pending, on, &award);
        Some(Dated {
            on,
            fact: Fact::Award(award),
        })
    }
}

/// The reversal of what a deployment earned, where a correction says that it earned nothing: from the day of the
/// correction on, or from the award's where that is later.
#[must_use]
pub fn taken_back(rules: &Rules, history: &History, today: Day, reference: &str) -> Option<Dated> {
    let given = rules
        .versions()
        .filter_map(|version| version.program.given_by(GivenBy::Deployment));
    let account = Account::of(rules, history);
    let id = given
        .into_iter()
        .find_map(|activity| account.used_reference(&activity.id, reference))?;
    let (on, award) = points::award(history, id)?;
    let reversal = points::reversal(id, award, "the deployment was corrected");
    Some(Dated {
        on: today.max(on),
        fact: Fact::Reversal(reversal),
    })
}
