//! The way up: the fewest activities that bring a partner to a tier.

mod search;

use crate::domain::partner::history::History;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Activity, GivenBy, Tier};
use crate::domain::rule::account::Account;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::rule::tier;
use crate::domain::value::day::Day;
use search::Search;

/// An activity on the way, with the points it earns there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathStep<'r> {
    /// The activity.
    pub activity: &'r Activity,
    /// Points, at the tier held by then.
    pub points: i64,
}

/// The way to a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way<'r> {
    /// These steps, in this order; none where the tier is held.
    Steps(Vec<PathStep<'r>>),
    /// What can still be done is not enough.
    None,
    /// It is too far to search: the search was given up.
    TooFar,
}

/// The fewest activities, done on one day and in this order, that bring a partner to a tier; of several ways that are
/// equally short the one with the fewest deployments.
///
/// Limits, prerequisites, the tiers from which activities can be earned and their prices are those that the program has
/// at each step.
///
/// # Errors
/// The partner is not certified, and so has no tier.
pub fn way<'r>(
    rules: &'r Rules,
    history: &History,
    on: Day,
    to: &Tier,
) -> Result<Way<'r>, Refusal> {
    let (mut search, balance) = prepared(rules, history, on, to)?;
    Ok(search.from(balance))
}

/// The search among all that can still be done on a day, and the balance it begins at.
pub(crate) fn prepared<'r>(
    rules: &'r Rules,
    history: &History,
    on: Day,
    to: &Tier,
) -> Result<(Search<'r>, i64), Refusal> {
    let standing = history.at(on);
    let Some(best) = tier::deciding_balance(rules, &standing) else {
        return Err(Refusal::new(
            &history.partner,
            on,
            Why::not_certified(&standing),
        ));
    };
    let program = rules.on(on);
    let mut account = Account::of(rules, history);
    let manager = standing.team.contains_key(GivenBy::SuccessManager.name());
    let can_be_done = |activity: &&Activity| match activity.given_by {
        _ if activity.by_hand => true,
        Some(GivenBy::SuccessManager) => !manager,
        Some(GivenBy::Deployment) => true,
        Some(GivenBy::Admit | GivenBy::Certify) | None => false,
    };
    let open: Vec<&Activity> = program
        .activities
        .iter()
        .filter(can_be_done)
        .filter(|activity| account.limit_is_free(on, activity))
        .collect();
    let search = Search::new(program, &open, on, best, to);
    Ok((search, standing.points()))
}

fn is_deployment(activity: &Activity) -> bool {
    activity.given_by == Some(GivenBy::Deployment)
}
