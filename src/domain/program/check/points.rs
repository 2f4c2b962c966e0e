//! Checking activities and tiers against each other.

use super::super::read::quoted;
use super::super::{Activity, Earned, GivenBy, Limit, StageName};
use super::{Check, FilePosition, OPENING_BALANCE, SUCCESS_MANAGER};
use std::collections::{HashMap, HashSet};

impl<'t> Check<'t, '_> {
    pub(super) fn activities(&mut self) {
        let program = self.program;
        let tiers: Vec<&str> = program.tiers.iter().map(|tier| tier.id.as_str()).collect();
        let mut given = HashMap::new();
        for (at, activity) in self.file.each("activity", &program.activities) {
            let id = quoted(&activity.id);
            if activity.id == OPENING_BALANCE {
                let message = format!("{id} is what the balance of an adopted partner is called");
                self.note(at.key("id"), message, "give the activity another id");
            }
            if let Earned::Tier(tier) = &activity.from {
                let known: Vec<&str> = std::iter::once(StageName::Candidate.name())
                    .chain(tiers.iter().copied())
                    .collect();
                self.refer(at.key("from"), "tier", tier, &known);
            }
            for (tier, _) in &activity.points_at {
                self.refer(at.key("points_at").key(tier), "tier", tier, &tiers);
            }
            self.steps_of(at, activity);
            if let Some(step) = activity.given_by {
                if let Some(first) = given.insert(step.name(), &activity.id) {
                    let message = format!("{} is given by {step} already", quoted(first));
                    self.note(at.key("given_by"), message, "a step gives one activity");
                } else {
                    self.given(at, activity, step);
                }
            } else if !activity.by_hand {
                let help = "write `by_hand = true`, or name the step that gives it in `given_by`";
                self.note(
                    at.key("by_hand"),
                    format!("nobody can ever award {id}"),
                    help,
                );
            }
            self.prerequisite(at, activity);
        }
    }

    /// The steps of the work on an activity.
    fn steps_of(&mut self, at: FilePosition<'t>, activity: &'t Activity) {
        let mut seen = HashSet::new();
        for (at, step) in at.each("steps", &activity.steps) {
            if !seen.insert(step) {
                let message = format!("two steps have the id {}", quoted(step));
                self.note(at, message, "give one of them another id");
            }
        }
        if activity.steps_required && activity.steps.is_empty() {
            let message = format!("{} has no steps", quoted(&activity.id));
            let help = "write `steps = [\"planned\"]`, or remove `steps_required`";
            self.note(at.key("steps_required"), message, help);
        }
    }

    /// Notes a step that can never give what it should.
    pub(super) fn given(&mut self, at: FilePosition<'t>, activity: &Activity, step: GivenBy) {
        let id = quoted(&activity.id);
        if activity.limit == Limit::Each && step != GivenBy::Deployment {
            let message =
                format!("{id} can be earned once for each reference, and {step} has none");
            self.note(at.key("limit"), message, "write `limit = \"once\"`");
        }
        let roles = &self.program.team_roles;
        if step == GivenBy::SuccessManager
            && !roles.is_empty()
            && roles.iter().all(|role| role.id != SUCCESS_MANAGER)
        {
            let message = format!(
                "{id} is given when a `{SUCCESS_MANAGER}` is assigned, which is not a role"
            );
            let help = format!("add a [[people.team]] with `id = \"{SUCCESS_MANAGER}\"`");
            self.note(at.key("given_by"), message, help);
        }
        let Earned::Tier(tier) = &activity.from else {
            return;
        };
        let too_high = match (step, self.program.tier_rank(tier)) {
            (GivenBy::Admit, _) => true,
            (GivenBy::Certify, Some(rank)) => {
                let from = i128::from(self.program.tiers[rank].from_points);
                self.highest_balance(0, Some(activity))
                    .is_some_and(|most| most < from)
            }
            _ => false,
        };
        if too_high {
            let message = format!(
                "{id} is given by {step}, when no partner is at {} yet",
                quoted(tier)
            );
            let earliest = match self.program.tiers.first() {
                Some(lowest) if step == GivenBy::Certify => lowest.id.as_str(),
                _ => StageName::Candidate.name(),
            };
            self.note(
                at.key("from"),
                message,
                format!("write `from = \"{earliest}\"`"),
            );
        }
    }

    pub(super) fn prerequisite(&mut self, at: FilePosition<'t>, activity: &Activity) {
        let Some(points) = activity.prerequisite_points else {
            return;
        };
        let most = match activity.given_by {
            Some(GivenBy::Admit) if !activity.by_hand => Some(0),
            Some(GivenBy::Certify) if !activity.by_hand => self.highest_balance(0, Some(activity)),
            _ => self.highest_balance(self.program.tiers.len(), Some(activity)),
        };
        if let Some(most) = most.filter(|&most| most < i128::from(points)) {
            let message = format!(
                "no partner can have a balance of {points} before {}",
                quoted(&activity.id)
            );
            let help = format!("what can be earned before it comes to {most} points at most");
            self.note(at.key("prerequisite_points"), message, help);
        }
    }

    pub(super) fn tiers(&mut self) {
        let tiers = &self.program.tiers;
        for (rank, (at, tier)) in self.file.each("tier", tiers).enumerate() {
            let id = quoted(&tier.id);
            if tier.id == StageName::Candidate.name() {
                let message = format!("{id} is a stage and cannot be a tier");
                self.note(at.key("id"), message, "give the tier another id");
            }
            let threshold = at.key("from_points");
            let Some(below) = rank.checked_sub(1).map(|below| &tiers[below]) else {
                if tier.from_points != 0 {
                    let message = format!(
                        "the lowest tier begins at 0 points, not at {}",
                        tier.from_points
                    );
                    self.note(
                        threshold,
                        message,
                        "write `from_points = 0`, or add a lower tier before it",
                    );
                }
                continue;
            };
            if tier.from_points <= below.from_points {
                let message = format!("{id} must begin above {}", quoted(&below.id));
                let help = format!(
                    "write more than {}; tiers are listed lowest first",
                    below.from_points
                );
                self.note(threshold, message, help);
            }
            let most = self.highest_balance(rank, None);
            if let Some(most) = most.filter(|&most| most < i128::from(tier.from_points)) {
                let message = format!("no partner can reach {id}");
                let help = format!(
                    "what can be earned below it comes to {most} points at most; lower the threshold or \
                     add an activity that can be earned again"
                );
                self.note(threshold, message, help);
            }
        }
    }

    /// The highest balance that activities bring to a partner with the lowest `held` tiers open to it (0:
    /// a candidate), one activity left out; `None`: without a limit.
    pub(super) fn highest_balance(&self, held: usize, without: Option<&Activity>) -> Option<i128> {
        let mut waiting: Vec<&Activity> = self
            .program
            .activities
            .iter()
            .filter(|&activity| !without.is_some_and(|without| std::ptr::eq(without, activity)))
            .filter(|activity| self.opens_at(activity) <= held)
            .collect();
        let mut balance = 0;
        loop {
            let (earned, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|activity| {
                i128::from(activity.prerequisite_points.unwrap_or(0)) <= balance
            });
            if earned.is_empty() {
                return Some(balance);
            }
            for activity in earned {
                balance += self.highest_worth(activity, held)?;
            }
            waiting = rest;
        }
    }

    /// How many tiers must be open for an activity. A tier that does not exist hinders nobody here: it is
    /// reported where it is named.
    pub(super) fn opens_at(&self, activity: &Activity) -> usize {
        match &activity.from {
            Earned::Candidate => 0,
            Earned::Tier(tier) => self.program.tier_rank(tier).map_or(0, |rank| rank + 1),
        }
    }

    /// The most an activity can bring at one time; `None`: without a limit.
    pub(super) fn highest_worth(&self, activity: &Activity, held: usize) -> Option<i128> {
        let raised = activity
            .points_at
            .iter()
            .filter(|(tier, _)| self.program.tier_rank(tier).is_some_and(|rank| rank < held));
        let price = raised
            .map(|&(_, points)| points)
            .fold(activity.points, i64::max);
        if price == 0 {
            return Some(0);
        }
        // A validity of n months reaches over at most so many calendar quarters (or years) at once.
        let periods = |length| {
            activity
                .valid_months
                .map(|months| i128::from(months.div_ceil(length)) + 1)
        };
        let times = match activity.limit {
            Limit::Once => Some(1),
            Limit::Each => None,
            Limit::Quarter => periods(3),
            Limit::Year => periods(12),
        }?;
        Some(i128::from(price) * times)
    }
}
