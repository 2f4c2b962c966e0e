//! Whether a fact is allowed: the one question behind deciding, replaying and auditing.

use super::checklist;
use super::deployment;
use super::item_record;
use super::points;
use super::product;
use super::profile;
use super::progress;
use super::publication;
use super::refusal::{Refusal, Why};
use super::request;
use super::revenue;
use super::stage;
use super::term;
use crate::domain::fact::{Fact, Verdict};
use crate::domain::partner::history::History;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::Day;

/// Says whether a fact may be recorded for a day, given what was known before it.
///
/// # Errors
/// A rule refuses it.
pub fn allow(rules: &Rules, history: &History, on: Day, fact: &Fact) -> Result<(), Refusal> {
    match fact {
        Fact::Application(application) => stage::allow_application(history, on, application),
        Fact::Adoption(adoption) => stage::allow_adoption(history, on, adoption),
        Fact::Step(step) => stage::allow_step(rules, history, on, step),
        Fact::Extension(extension) => stage::allow_extension(rules, history, on, extension),
        Fact::Verdict(verdict) => match &verdict.product {
            Some(product) => publication::allow_verdict(rules, history, on, product, verdict),
            None => checklist::allow_verdict(rules, history, on, verdict),
        },
        Fact::ItemRecord(record) => item_record::allow_record(rules, history, on, record),
        Fact::Award(award) => points::allow_award(rules, history, on, award),
        Fact::Reversal(reversal) => points::allow_reversal(history, on, reversal),
        Fact::Progress(progress) => progress::allow_progress(rules, history, on, progress),
        Fact::Term(term) => term::allow_term(rules, history, on, term),
        Fact::Objection(objection) => term::allow_objection(history, on, objection),
        Fact::Finding(finding) => term::allow_finding(history, on, finding),
        Fact::Confirmation(confirmation) => {
            term::allow_confirmation(rules, history, on, confirmation)
        }
        Fact::Profile(profile) => profile::allow_profile(rules.on(on), history, on, profile),
        Fact::Assignment(assignment) => {
            profile::allow_role(rules.on(on), history, on, &assignment.role, true)
        }
        Fact::Contact(contact) => {
            profile::allow_role(rules.on(on), history, on, &contact.role, false)
        }
        // A person who asks to be forgotten is, whatever the program or the partner has become.
        Fact::Forgetting(_) => Ok(()),
        Fact::Product(described) => product::allow_described(rules, history, on, described),
        Fact::Publication(publication) => {
            publication::allow_publication(rules, history, on, publication)
        }
        Fact::Deployment(deployment) => deployment::allow_deployment(history, on, deployment),
        Fact::Revenue(revenue) => revenue::allow_revenue(history, on, revenue),
        Fact::Request(asked) => request::allow_request(rules, history, on, asked),
        Fact::Settlement(settlement) => request::allow_settlement(rules, history, on, settlement),
        Fact::Standing(_) | Fact::CreditUse(_) => allow_since_application(history, on),
    }
}

/// Says whether what the item of a verdict waits for is settled in the state that a command leaves behind.
///
/// # Errors
/// Refuses a `met` whose item still waits for others.
pub fn settled(rules: &Rules, after: &History, on: Day, verdict: &Verdict) -> Result<(), Refusal> {
    match &verdict.product {
        Some(product) => publication::settled(rules, after, on, product, verdict),
        None => checklist::settled(rules, after, on, verdict),
    }
}

/// Refuses what is dated before the partner's first application.
fn allow_since_application(history: &History, on: Day) -> Result<(), Refusal> {
    match history.at(on).participation {
        Some(_) => Ok(()),
        None => Err(Refusal::new(
            &history.partner,
            on,
            Why::NotInProgramYet { applied_on: None },
        )),
    }
}
