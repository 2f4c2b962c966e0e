//! Awards, reversals and terms: what a step gives, and what is asked for by itself.

use super::Draft;
use crate::domain::decide::request::{Advance, Move};
use crate::domain::fact::{Award, Dated, Fact, Progress};
use crate::domain::partner::standing::Stage;
use crate::domain::program::GivenBy;
use crate::domain::rule::account::Account;
use crate::domain::rule::award::AwardRequest;
use crate::domain::rule::deployment::Earnings;
use crate::domain::rule::points;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::rule::term;
use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;

impl Draft<'_> {
    /// Gives the award that follows from a step, where the program has one.
    pub(super) fn give(&mut self, on: Day, step: GivenBy) -> Result<(), Refusal> {
        match self.rules.on(on).given_by(step) {
            Some(activity) => {
                let award = Account::of(self.rules, &self.after).price(on, activity);
                self.add(on, Fact::Award(award))
            }
            None => Ok(()),
        }
    }

    /// Gives the award for a success manager with the assignment or, if that came first, with the certification.
    pub(super) fn give_for_success_manager(&mut self, on: Day) {
        if let Some(award) = self.success_manager_award(on) {
            self.take(on, Fact::Award(award));
        }
    }

    /// The award that the success manager assigned by a day earns on it, if one can be earned.
    fn success_manager_award(&self, on: Day) -> Option<Award> {
        let activity = self.rules.on(on).given_by(GivenBy::SuccessManager)?;
        let standing = self.after.at(on);
        standing.running_at(Stage::Certified)?;
        standing.team.get(GivenBy::SuccessManager.name())?;
        let mut account = Account::of(self.rules, &self.after);
        let award = account.price(on, activity);
        account.allow(on, &award).ok()?;
        Some(award)
    }

    /// A certification may be recorded after a success manager was assigned for a later day.
    pub(super) fn give_for_later_success_managers(&mut self, on: Day) {
        let role = GivenBy::SuccessManager.name();
        let before = self.before.facts().iter();
        let mut assigned: Vec<Day> = before
            .filter(
                |fact| matches!(&fact.fact, Fact::Assignment(assigned) if assigned.role == role),
            )
            .map(|fact| fact.on)
            .filter(|day| *day > on)
            .collect();
        assigned.sort_unstable();
        for day in assigned {
            self.give_for_success_manager(day);
        }
    }

    /// Deployments may be recorded before the certification is that they come after.
    pub(super) fn give_for_later_deployments(&mut self) -> Result<(), Refusal> {
        if self.near.deployed.is_empty() {
            return Ok(());
        }
        let after = self.after.clone();
        let mut earnings = Earnings::of(self.rules, &after);
        let deployed = self.near.deployed.iter();
        let awards: Vec<Dated> = deployed
            .filter_map(|(on, reference)| earnings.award(*on, reference))
            .collect();
        awards
            .into_iter()
            .try_for_each(|Dated { on, fact }| self.add(on, fact))
    }

    pub(super) fn award(&mut self, on: Day, request: &AwardRequest) -> Result<(), Refusal> {
        let award = request.award(&mut Account::of(self.rules, &self.after), on)?;
        self.take(on, Fact::Award(award));
        Ok(())
    }

    /// What says nothing new of an activity that is at the step already changes nothing.
    pub(super) fn advance(&mut self, on: Day, advance: &Advance) -> Result<(), Refusal> {
        let Advance {
            activity,
            to,
            due,
            person,
        } = advance;
        let first = || {
            let rule = self.rules.on(on).activity(activity);
            rule.and_then(|rule| rule.steps.first().cloned())
        };
        let (step, reason) = match to {
            Move::Begin => (Some(first().unwrap_or_default()), None),
            Move::Step(step) => (Some(step.clone()), None),
            Move::Drop(reason) => (None, Some(reason.clone())),
        };
        let standing = self.after.at(on);
        let work = standing
            .running()
            .and_then(|current| current.work.of(activity));
        let says_nothing = work.is_some_and(|work| {
            step.as_deref() == Some(work.step)
                && due.is_none_or(|due| work.due == Some(due))
                && person
                    .as_deref()
                    .is_none_or(|person| work.person == Some(person))
        });
        if says_nothing {
            return Ok(());
        }
        let progress = Progress {
            activity: activity.clone(),
            step,
            due: *due,
            person: person.clone(),
            reason,
        };
        self.add(on, Fact::Progress(progress))
    }

    pub(super) fn reverse(&mut self, on: Day, id: FactId, reason: &str) -> Result<(), Refusal> {
        let Some((_, award)) = points::award(&self.after, id) else {
            return self.refuse(on, Why::UnknownAward { award: id });
        };
        let reversal = points::reversal(id, award, reason);
        self.add(on, Fact::Reversal(reversal))
    }

    pub(super) fn term_on(&self, on: Day) -> Result<u32, Refusal> {
        let standing = self.after.at(on);
        match standing
            .running_at(Stage::Certified)
            .and_then(|current| current.term())
        {
            Some(opened) => Ok(opened.term.number),
            None => self.refuse(on, Why::not_certified(&standing)),
        }
    }

    pub(super) fn open_terms(&mut self, on: Day, run_on: Option<Day>) -> Result<(), Refusal> {
        let standing = self.after.at(on);
        let Some(current) = standing.running_at(Stage::Certified) else {
            return self.refuse(on, Why::not_certified(&standing));
        };
        let missing = term::missing(self.rules, current, on, run_on);
        missing
            .into_iter()
            .try_for_each(|Dated { on, fact }| self.add(on, fact))
    }
}
