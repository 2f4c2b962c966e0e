//! What follows from a request: facts, or a refusal. Dispatch only; the rules live with their subjects.

mod granting;
mod portal;
mod replay;
pub mod request;

use super::fact::{
    Application, Asked, Assignment, Confirmation, Contact, CreditUse, Dated, Described, Extension,
    Fact, Finding, Forgetting, GoodStanding, Objection, Profile, ProfileField, Settled, Settlement,
    Step, StepKind, Worth,
};
use super::program::GivenBy;
use crate::domain::decide::request::{
    Adopt, Apply, Decision, Earn, Evaluate, Judge, Object, Request, Reverse, SetPeople,
    SetStanding, StepProduct, UseCredit,
};
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::program::versions::Rules;
use crate::domain::rule::allow::{allow, settled};
use crate::domain::rule::checklist;
use crate::domain::rule::deployment::{Earnings, Effect, Report};
use crate::domain::rule::item_record;
use crate::domain::rule::points::OPENING_BALANCE;
use crate::domain::rule::product;
use crate::domain::rule::profile;
use crate::domain::rule::profile::{Surroundings, allow_profile_in};
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::rule::request as request_rule;
use crate::domain::rule::revenue;
use crate::domain::rule::source;
use crate::domain::rule::verdict_input::{RecordInput, VerdictInput};
use crate::domain::value::day::Day;

/// Turns a request into the facts that carry it out, to hold from `on`. No facts: there is nothing to change.
///
/// # Errors
/// A rule refuses it, consequences of a back-dated fact included.
pub fn decide(
    rules: &Rules,
    history: &History,
    near: &Surroundings,
    on: Day,
    request: &Request,
) -> Result<Vec<Dated>, Refusal> {
    history.expect(request.needs().scope);
    let mut draft = Draft {
        rules,
        near,
        before: history,
        after: history.clone(),
        facts: Vec::new(),
    };
    draft
        .carry_out(on, request)
        .map_err(|refusal| refusal.knowing_first_day(history.first_application()))?;
    settled_with(rules, history, on, draft.facts)
}

/// Decides what follows from the deployments that a file reported of one partner; the reports themselves were decided
/// and recorded row by row.
///
/// # Errors
/// A reversal takes away what is on record for a later day.
pub fn decide_earnings<'d>(
    rules: &'d Rules,
    history: &'d History,
    reports: Vec<Report<'d>>,
    today: Day,
) -> Result<impl Iterator<Item = Dated> + use<'d>, Refusal> {
    history.expect(Scope::Points);
    let mut earnings = Earnings::of(rules, history);
    let mut reversals = earnings.in_order(reports, today);
    let first = reversals.partition_point(|(effect, ..)| *effect == Effect::EarnsNoMore);
    let awards = reversals.split_off(first);
    let reversals = reversals.into_iter();
    let reversals = reversals.filter_map(|report| earnings.follows(report, today));
    let reversals = settled_with(rules, history, today, reversals.collect())?;
    let awards = awards.into_iter();
    // A file may have a million of them.
    let awards = awards.filter_map(move |report| earnings.follows(report, today));
    Ok(reversals.into_iter().chain(awards))
}

/// Returns the facts if nothing on record for later days depends on what they take away.
fn settled_with(
    rules: &Rules,
    history: &History,
    on: Day,
    facts: Vec<Dated>,
) -> Result<Vec<Dated>, Refusal> {
    match history.contradicted_by(rules, &facts) {
        None => Ok(facts),
        Some(contradiction) => {
            let why = Why::Unsettles(contradiction);
            Err(Refusal::new(&history.partner, on, why))
        }
    }
}

/// Facts being decided, one on top of the other.
struct Draft<'a> {
    rules: &'a Rules,
    near: &'a Surroundings,
    before: &'a History,
    after: History,
    facts: Vec<Dated>,
}

impl Draft<'_> {
    fn add(&mut self, on: Day, fact: Fact) -> Result<(), Refusal> {
        allow(self.rules, &self.after, on, &fact)?;
        self.take(on, fact);
        Ok(())
    }

    /// Adds a fact that is allowed.
    fn take(&mut self, on: Day, fact: Fact) {
        let dated = Dated { on, fact };
        self.after.pend(dated.clone());
        self.facts.push(dated);
    }

    fn refuse<T>(&self, on: Day, why: Why) -> Result<T, Refusal> {
        Err(Refusal::new(&self.before.partner, on, why))
    }

    fn carry_out(&mut self, on: Day, request: &Request) -> Result<(), Refusal> {
        match request {
            Request::Apply(apply) => {
                self.apply(on, apply)?;
                self.contacts(on, &apply.contact)
            }
            Request::Adopt(adopt) => self.adopt(on, adopt),
            Request::Judge(judged) => self.judge_and_decide(on, judged),
            Request::Award(award) => self.award(on, award),
            Request::Advance(advance) => self.advance(on, advance),
            Request::Reverse(Reverse { award, reason }) => self.reverse(on, *award, reason),
            Request::UseCredit(used) => self.use_credit(on, used),
            Request::AddProduct(described) => {
                let name = described.name.as_ref().map_or("", |name| &name.text);
                let product = product::free_id(&self.after, name);
                let described = described.clone();
                self.add(
                    on,
                    Fact::Product(Described {
                        product,
                        ..described
                    }),
                )
            }
            Request::EditProduct(described) => self.edit_product(on, described),
            Request::MarkProduct(marked) => self.mark(on, marked),
            Request::StepProduct(StepProduct { product, step }) => {
                self.step_product(on, product, *step)
            }
            Request::Deploy(deploy) => self.deploy(on, deploy),
            Request::Earn(Earn {
                revenue,
                on_duplicate,
            }) => {
                let known = self.near.reported.as_ref();
                let fact = revenue::report(&self.after, known, on, revenue, *on_duplicate)?;
                if let Some(fact) = fact {
                    self.take(on, fact);
                }
                Ok(())
            }
            Request::Renew => self.open_terms(on, Some(on)),
            Request::Object(Object { by, text }) => {
                let term = self.term_on(on)?;
                self.add(
                    on,
                    Fact::Objection(Objection {
                        term,
                        by: *by,
                        text: text.clone(),
                    }),
                )
            }
            Request::Evaluate(evaluate) => self.evaluate(on, evaluate),
            Request::Confirm(reason) => {
                let term = self.term_on(on)?;
                self.add(
                    on,
                    Fact::Confirmation(Confirmation {
                        term,
                        reason: reason.clone(),
                    }),
                )?;
                self.open_terms(on, Some(on))
            }
            Request::Edit(profile) => self.edit(on, profile.clone(), true),
            Request::SetStanding(standing) => self.set_standing(on, standing),
            Request::Ask(asked) => self.ask(on, asked),
            Request::Settle(settlement) => self.settle(on, settlement),
            Request::SetPeople(SetPeople {
                team,
                contacts,
                forget,
            }) => {
                forget.iter().try_for_each(|role| self.forget(on, role))?;
                team.iter()
                    .try_for_each(|(role, person)| self.assign(on, role, person))?;
                self.contacts(on, contacts)
            }
        }
    }

    /// A party that finds no value in a term objects to its renewal.
    fn evaluate(&mut self, on: Day, evaluate: &Evaluate) -> Result<(), Refusal> {
        let Evaluate {
            term,
            by,
            text,
            worth,
        } = evaluate;
        let term = match term {
            Some(term) => *term,
            None => self.term_on(on)?,
        };
        let finding = Finding {
            term,
            by: *by,
            text: text.clone(),
            worth: *worth,
        };
        let standing = self.after.at(on);
        let opened = standing
            .running()
            .and_then(|current| current.nth_term(term));
        if opened
            .and_then(|opened| opened.finding(*by))
            .is_some_and(|(_, known)| *known == finding)
        {
            return Ok(());
        }
        self.add(on, Fact::Finding(finding))?;
        if *worth != Some(Worth::No) {
            return Ok(());
        }
        self.add(
            on,
            Fact::Objection(Objection {
                term,
                by: *by,
                text: text.clone(),
            }),
        )
    }

    /// The same request once more on the same day changes nothing.
    fn ask(&mut self, on: Day, asked: &Asked) -> Result<(), Refusal> {
        if request_rule::is_known(&self.after.at(on), on, asked) {
            return Ok(());
        }
        self.add(on, Fact::Request(asked.clone()))
    }

    /// Settles a request. One for a support level sets it once it is done.
    fn settle(&mut self, on: Day, settlement: &Settlement) -> Result<(), Refusal> {
        let fact = Fact::Settlement(settlement.clone());
        allow(self.rules, &self.after, on, &fact)?;
        let asked = request_rule::asked(&self.after, settlement.request);
        let rule = asked.and_then(|(on, asked)| request_rule::rule_of(self.rules, on, asked));
        let level = rule.and_then(|rule| rule.support_level.clone());
        if let Some(level) = level.filter(|_| settlement.outcome == Settled::Done) {
            let profile = Profile::default().with(ProfileField::SupportLevel, level);
            self.edit(on, profile, true)?;
        }
        self.take(on, fact);
        Ok(())
    }

    fn judge_and_decide(&mut self, on: Day, judged: &Judge) -> Result<(), Refusal> {
        let Judge {
            verdicts,
            records,
            alias,
            contacts,
            decision,
        } = judged;
        if let Some(alias) = alias {
            let profile = Profile::default().with(ProfileField::Alias, alias);
            self.edit(on, profile, true)?;
        }
        self.contacts(on, contacts)?;
        self.record(on, None, records)?;
        self.judge(on, verdicts)?;
        decision
            .as_ref()
            .map_or(Ok(()), |decision| self.take_decision(on, decision))
    }

    fn use_credit(&mut self, on: Day, asked: &UseCredit) -> Result<(), Refusal> {
        let UseCredit { used, replace } = asked;
        let CreditUse { month, cents, .. } = used;
        let first = self.after.first_application();
        if let Some(applied_on) = first.filter(|applied| month.last().max(on) < *applied) {
            let month = *month;
            return self.refuse(on, Why::MonthBeforeApplication { month, applied_on });
        }
        let known = self.after.latest().credit_used.get(month).copied();
        match known {
            Some(known) if known == *cents => Ok(()),
            Some(cents) if !replace => self.refuse(
                on,
                Why::CreditUseKnown {
                    month: *month,
                    cents,
                },
            ),
            _ => self.add(on, Fact::CreditUse(used.clone())),
        }
    }

    fn set_standing(&mut self, on: Day, asked: &SetStanding) -> Result<(), Refusal> {
        let SetStanding { good, reason } = asked;
        let known = self.after.at(on);
        if known.good == *good
            && known.bad_reason == reason.as_deref()
            && known.participation.is_some()
        {
            return Ok(());
        }
        self.add(
            on,
            Fact::Standing(GoodStanding {
                good: *good,
                reason: reason.clone(),
            }),
        )
    }

    fn apply(&mut self, on: Day, apply: &Apply) -> Result<(), Refusal> {
        let begun = self
            .after
            .latest()
            .participation
            .map_or(0, |current| current.number);
        self.add(
            on,
            Fact::Application(Application {
                participation: begun + 1,
                note: apply.note.clone(),
            }),
        )?;
        self.edit(on, apply.profile.clone(), apply.own_id)
    }

    fn adopt(&mut self, on: Day, adopt: &Adopt) -> Result<(), Refusal> {
        let Adopt {
            apply,
            adoption,
            opening,
            today,
        } = adopt;
        self.apply(on, apply)?;
        self.add(on, Fact::Adoption(adoption.clone()))?;
        self.contacts(on, &apply.contact)?;
        let (admitted_on, certified_on) = (adoption.admitted_on, adoption.certified_on);
        match opening {
            Some((points, points_on)) => {
                let standing = self.after.at(*points_on);
                let award = super::fact::Award {
                    participation: standing
                        .participation
                        .as_ref()
                        .map_or(0, |current| current.number),
                    activity: OPENING_BALANCE.to_owned(),
                    points: *points,
                    reference: None,
                    evidence: None,
                    note: None,
                    expires_on: None,
                    override_reason: None,
                };
                self.add(*points_on, Fact::Award(award))?;
            }
            None => {
                admitted_on.map_or(Ok(()), |day| self.give(day, GivenBy::Admit))?;
                certified_on.map_or(Ok(()), |day| self.give(day, GivenBy::Certify))?;
            }
        }
        if certified_on.is_some() {
            self.open_terms(*today, None)
        } else {
            Ok(())
        }
    }

    fn contacts<'c>(
        &mut self,
        on: Day,
        contacts: impl IntoIterator<Item = &'c Contact>,
    ) -> Result<(), Refusal> {
        let mut contacts = contacts.into_iter();
        contacts.try_for_each(|contact| self.add(on, Fact::Contact(contact.clone())))
    }

    fn edit(&mut self, on: Day, profile: Profile, own_id: bool) -> Result<(), Refusal> {
        match profile::learnt(&self.after.at(on).about, profile) {
            Some(profile) => {
                allow_profile_in(self.before, on, &profile, own_id, self.near)?;
                self.add(on, Fact::Profile(profile))
            }
            None => Ok(()),
        }
    }

    /// Values come before the verdicts that may require them.
    fn record(
        &mut self,
        on: Day,
        product: Option<&str>,
        records: &[RecordInput],
    ) -> Result<(), Refusal> {
        for asked in records {
            if let Some(record) =
                item_record::record_on(self.rules, &self.after, on, product, asked)
            {
                self.add(on, Fact::ItemRecord(record))?;
            }
        }
        Ok(())
    }

    /// Verdicts may be typed in any order: what an item waits for is judged when all of them are on record.
    fn judge(&mut self, on: Day, asked: &[VerdictInput]) -> Result<(), Refusal> {
        let first = self.facts.len();
        for asked in asked {
            source::allow_by_word(self.rules, &self.after, on, &asked.item)?;
            let verdict = checklist::verdict_on(self.rules, &self.after, on, asked);
            if !checklist::is_redundant(self.rules, &self.after, on, &verdict) {
                self.add(on, Fact::Verdict(verdict))?;
            }
        }
        self.refuse_unsettled(on, first)
    }

    fn refuse_unsettled(&self, on: Day, first: usize) -> Result<(), Refusal> {
        for dated in &self.facts[first..] {
            if let Fact::Verdict(verdict) = &dated.fact {
                settled(self.rules, &self.after, on, verdict)?;
            }
        }
        Ok(())
    }

    fn take_decision(&mut self, on: Day, decision: &Decision) -> Result<(), Refusal> {
        let step = |kind, reason: Option<&String>| {
            Fact::Step(Step {
                kind,
                reason: reason.cloned(),
            })
        };
        match decision {
            Decision::Admit => {
                self.add(on, step(StepKind::Admitted, None))?;
                self.give(on, GivenBy::Admit)
            }
            Decision::Grant => {
                self.add(on, step(StepKind::Certified, None))?;
                self.give(on, GivenBy::Certify)?;
                self.give_for_success_manager(on);
                self.give_for_later_success_managers(on);
                self.give_for_later_deployments()?;
                self.open_terms(on, None)
            }
            Decision::Decline(reason) => self.add(on, step(StepKind::Declined, Some(reason))),
            Decision::Withdraw(reason) => self.add(on, step(StepKind::Withdrawn, Some(reason))),
            Decision::Lapse(reason) => self.add(on, step(StepKind::Lapsed, Some(reason))),
            Decision::End(reason) => self.add(on, step(StepKind::Ended, Some(reason))),
            Decision::Extend(until, reason) => self.add(
                on,
                Fact::Extension(Extension {
                    until: *until,
                    reason: reason.clone(),
                }),
            ),
        }
    }

    fn assign(&mut self, on: Day, role: &str, person: &str) -> Result<(), Refusal> {
        let known = self
            .rules
            .on(on)
            .team_roles
            .iter()
            .any(|known| known.id == role);
        let standing = self.after.at(on);
        if known
            && standing.participation.is_some()
            && standing.team.get(role).copied().unwrap_or("") == person
        {
            return Ok(());
        }
        self.add(
            on,
            Fact::Assignment(Assignment {
                role: role.to_owned(),
                person: person.to_owned(),
            }),
        )?;
        if role == GivenBy::SuccessManager.name() {
            self.give_for_success_manager(on);
        }
        Ok(())
    }

    /// Forgets the contacts of a role; if none is left, nothing is recorded.
    fn forget(&mut self, on: Day, role: &str) -> Result<(), Refusal> {
        let forgetting = Fact::Forgetting(Forgetting {
            role: role.to_owned(),
        });
        if self.near.kept_in.iter().any(|kept| kept == role) {
            self.add(on, forgetting)
        } else {
            profile::known_role(self.rules.on(on), &self.after, on, role, false)
        }
    }
}
