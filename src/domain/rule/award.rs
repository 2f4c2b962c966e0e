//! Requested awards, one by hand or many in a file.

use super::account::Account;
use super::refusal::{Refusal, Why};
use crate::domain::fact::Award;
use crate::domain::program::GivenBy;
use crate::domain::value::day::Day;

/// An award as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AwardRequest {
    /// The activity.
    pub activity: String,
    /// The deployment or order it is for.
    pub reference: Option<String>,
    /// URL of the evidence.
    pub evidence: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Why a limit is overridden.
    pub override_reason: Option<String>,
}

impl AwardRequest {
    /// Returns the award that the program gives for it on a day, given the account so far.
    ///
    /// Nothing on record is judged again: an award only adds, and what is on record for later days stays allowed.
    ///
    /// # Errors
    /// The program has no such activity, gives it by a step only, or one of [`Account::allow`] says no.
    pub fn award(&self, account: &mut Account<'_>, on: Day) -> Result<Award, Refusal> {
        self.allowed(account, on)
            .map_err(|refusal| refusal.knowing_first_day(account.first_application()))
    }

    fn allowed(&self, account: &mut Account<'_>, on: Day) -> Result<Award, Refusal> {
        let Some(activity) = account.rules().on(on).activity(&self.activity) else {
            let activity = self.activity.clone();
            return Err(account.refusal(on, Why::UnknownActivity { activity }));
        };
        if let Some(step) = activity.given_by.filter(|_| !activity.by_hand) {
            let step = match step {
                GivenBy::Admit => "admission to the program",
                GivenBy::Certify => "certification",
                GivenBy::SuccessManager => "the assignment of a success manager",
                GivenBy::Deployment => "a successful deployment on record",
            };
            let activity = activity.id.clone();
            return Err(account.refusal(on, Why::GivenByStep { activity, step }));
        }
        let award = Award {
            reference: self.reference.clone(),
            evidence: self.evidence.clone(),
            note: self.note.clone(),
            override_reason: self.override_reason.clone(),
            ..account.price(on, activity)
        };
        account.allow(on, &award)?;
        Ok(award)
    }
}
