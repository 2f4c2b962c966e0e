//! The program's rules as cases, one file for each subject.
//!
//! A [`Scene`] is a partner's history that grows by what is asked of it. Everything goes through
//! [`decide`]; what is accepted is recorded as the next entry, and the whole history is judged again each time.

mod adoption;
mod ahead;
mod asked;
mod checklists;
mod credits;
mod evaluations;
mod explain;
mod needed;
mod other_programs;
mod path;
mod points;
mod products;
mod profile;
mod progress;
mod records;
mod refusals;
mod replay;
mod reports;
mod requests;
mod stages;
mod terms;
mod tiers;

use crate::output::spelled_each;
use requests::{
    Adopted, COMPLETE, add_product, admission, apply, award, certification, certification_verdicts,
    confirm, contact, decision, decline, deploy, deployment, earn, edit, edit_product, end, extend,
    forget, judge, lapse, mark, met, object, overriding, profile, reported, reverse, shown,
    standing_lost, standing_regained, step, team, use_credit, verdict, verdicts, waived, withdraw,
};

use super::decide::decide;
use super::fact::{
    Adoption, Contact, ContentField, Dated, Deployment, Described, Fact, Name, Objector, Outcome,
    ProductName, Profile, ProfileField, PublicationStep, Recorded, Revenue, VerdictKind,
};
use super::program::{EMBEDDED, Program};
use crate::domain::decide::request::{Adopt, Apply, Decision, Deploy, Earn, Request};
use crate::domain::partner::history::History;
use crate::domain::partner::product::ProductState;
use crate::domain::partner::standing::{Stage, Standing};
use crate::domain::program::reading::Reading;
use crate::domain::program::versions::{Rules, Version};
use crate::domain::rule::award::AwardRequest;
use crate::domain::rule::checklist;
use crate::domain::rule::credit::{self, MonthCredit};
use crate::domain::rule::profile::Surroundings;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::rule::tier;
use crate::domain::rule::verdict_input::VerdictInput;
use crate::domain::value::day::{Day, parse_day};
use crate::domain::value::id::{EntryId, FactId, PartnerId};
use crate::domain::value::month::Month;
use crate::domain::value::on_duplicate::OnDuplicate;
use std::collections::BTreeMap;

/// The seven considerations of an application.
const CONSIDERATIONS: [&str; 7] = [
    "value-proposition",
    "function",
    "density",
    "fee-structure",
    "compatibility",
    "maturity",
    "good-standing",
];

/// The four validations of a certification.
const VALIDATIONS: [&str; 4] = [
    "as-advertised",
    "documentation",
    "seamless-integration",
    "business-value",
];

fn day(text: &str) -> Day {
    parse_day(text).expect(text)
}

fn month(text: &str) -> Month {
    Month::parse(text).expect(text)
}

/// The embedded program with pieces of its file replaced.
fn program_with(replacements: &[(&str, &str)]) -> Program {
    let mut text = EMBEDDED.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "the rule file has no `{old}`");
        text = text.replace(old, new);
    }
    Program::parse(&text).expect("a program without mistakes")
}

/// The rules of the embedded program with pieces of its file replaced.
fn rules_with(replacements: &[(&str, &str)]) -> Rules {
    Rules::only(program_with(replacements))
}

/// The embedded program, and from a day on the same with pieces of its file replaced.
fn rules_changed_on(from: &str, replacements: &[(&str, &str)]) -> Rules {
    let version = |number: u32, from, program| Version {
        entry: EntryId(i64::from(number)),
        taken_back: None,
        number,
        from,
        program: std::sync::Arc::new(program),
    };
    Rules::new(vec![
        version(1, Day::MIN, program_with(&[])),
        version(2, day(from), program_with(replacements)),
    ])
    .expect("two versions")
}

/// A partner's history that grows by what is asked of it.
#[derive(Clone)]
struct Scene {
    rules: Rules,
    near: Surroundings,
    history: History,
    entries: i64,
}

impl Scene {
    /// A company of which nothing is known.
    fn unknown() -> Self {
        Self::under(rules_with(&[]))
    }

    /// A company of which nothing is known, under other rules.
    fn under(rules: Rules) -> Self {
        Self {
            rules,
            near: Surroundings::default(),
            history: History::new(PartnerId::new("acme").expect("an id")),
            entries: 0,
        }
    }

    /// A company that applied.
    fn applicant(on: &str) -> Self {
        Self::unknown().and(on, apply("saas"))
    }

    /// A candidate that applied and was admitted on the same day.
    fn candidate(on: &str) -> Self {
        Self::unknown().admitted(on)
    }

    /// A partner that applied, was admitted and was certified on the same day; it holds 75 points.
    fn certified(on: &str) -> Self {
        Self::unknown().admitted(on).granted(on)
    }

    /// Applies and is admitted.
    fn admitted(self, on: &str) -> Self {
        self.and(on, apply("saas")).and(on, admission())
    }

    /// Is certified, with all that certification asks for.
    fn granted(self, on: &str) -> Self {
        self.and(on, contact("support")).and(on, certification())
    }

    /// Accepts the agreement.
    fn agreed(self, on: &str) -> Self {
        self.and(on, judge(&["portal-access", "mpa"], None))
    }

    /// The scene after one more request.
    #[track_caller]
    fn and(mut self, on: &str, request: Request) -> Self {
        self.does(on, request);
        self
    }

    fn decide(&self, on: &str, request: &Request) -> Result<Vec<Dated>, Refusal> {
        let near = Surroundings {
            reported: self.reported(request),
            ..self.near.clone()
        };
        decide(&self.rules, &self.history, &near, day(on), request)
    }

    /// What is on record of what a report tells.
    fn reported(&self, request: &Request) -> Option<Recorded> {
        let same = |fact: &&Recorded| match (&fact.fact, request) {
            (Fact::Deployment(known), Request::Deploy(Deploy { deployment, .. })) => {
                known.reference == deployment.reference
            }
            (Fact::Revenue(known), Request::Earn(Earn { revenue, .. })) => {
                (&known.product, known.month, &known.sku)
                    == (&revenue.product, revenue.month, &revenue.sku)
            }
            _ => false,
        };
        self.history.facts().iter().rev().find(same).cloned()
    }

    /// Carries a request out and says which facts it recorded.
    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "cases read better without &")]
    fn does(&mut self, on: &str, request: Request) -> Vec<Dated> {
        match self.decide(on, &request) {
            Ok(facts) => {
                self.record(facts.clone());
                facts
            }
            Err(refusal) => panic!(
                "on {on} {request:?}\nwas refused: {refusal} {:?}",
                refusal.causes()
            ),
        }
    }

    /// Records facts as the next entry; nothing on record may contradict the rest.
    #[track_caller]
    fn record(&mut self, facts: Vec<Dated>) {
        if facts.is_empty() {
            return;
        }
        self.entries += 1;
        self.history.record(EntryId(self.entries), 1, facts);
        let found = self.history.replay_after(&self.rules, EntryId(0));
        assert_eq!(found, [], "what was decided is allowed when it is replayed");
        let found = self.history.audit(&self.rules, &BTreeMap::new());
        assert_eq!(found, [], "what was decided is allowed when it is audited");
    }

    /// The scene under the reading of before for what is on record, and under the present one from now on.
    fn upgraded(mut self) -> Self {
        let next = EntryId(self.entries + 1);
        let readings = vec![(EntryId(1), Reading::First), (next, Reading::Second)];
        self.rules = self.rules.read_by(readings);
        self
    }

    /// The scene of a book whose reading is that of before.
    fn of_old(mut self) -> Self {
        self.rules = self.rules.read_by(vec![(EntryId(1), Reading::First)]);
        self
    }

    /// Expects a refusal.
    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "cases read better without &")]
    fn refuses(&self, on: &str, request: Request) -> Refusal {
        match self.decide(on, &request) {
            Ok(facts) => panic!("on {on} {request:?}\nwas not refused: {facts:#?}"),
            Err(refusal) => refusal,
        }
    }

    /// Expects a refusal in these words.
    #[track_caller]
    fn expect_refusal(&self, on: &str, request: Request, words: &str) {
        assert_eq!(self.refuses(on, request).to_string(), words);
    }

    /// Expects that a later fact stands against it, for this reason.
    #[track_caller]
    fn expect_contradiction(&self, on: &str, request: Request, what: &str, reason: &str) {
        let refusal = self.refuses(on, request);
        match *refusal.why {
            Why::Unsettles(found) => {
                assert_eq!(
                    (found.what, found.refusal.to_string()),
                    (what, reason.to_owned())
                );
            }
            why => panic!("refused for another reason: {why:?}"),
        }
    }

    /// Expects that there is nothing to change.
    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "cases read better without &")]
    fn expect_nothing(&self, on: &str, request: Request) {
        let facts = self.decide(on, &request);
        assert_eq!(facts, Ok(Vec::new()), "on {on} {request:?}");
    }

    /// Awards an activity by hand and names the award.
    #[track_caller]
    fn award(&mut self, activity: &str, on: &str) -> FactId {
        self.does(on, award(activity));
        self.last()
    }

    /// Awards deployments, each with a reference of its own.
    #[track_caller]
    fn deployments(&mut self, count: usize, on: &str) {
        for _ in 0..count {
            let reference = format!("D-{}", self.entries);
            self.does(on, deployment(&reference));
        }
    }

    /// The name of the fact that was recorded last.
    fn last(&self) -> FactId {
        self.history.facts().last().expect("a fact").id
    }

    /// The name of the award of an activity that was recorded last.
    #[track_caller]
    fn award_of(&self, activity: &str) -> FactId {
        let found =
            self.history.facts().iter().rev().find(
                |fact| matches!(&fact.fact, Fact::Award(award) if award.activity == activity),
            );
        found.expect(activity).id
    }

    fn at(&self, on: &str) -> Standing<'_> {
        self.history.at(day(on))
    }

    fn points(&self, on: &str) -> i64 {
        self.at(on).points()
    }

    fn stage(&self, on: &str) -> Option<Stage> {
        self.at(on).stage()
    }

    fn tier(&self, on: &str) -> &str {
        tier::held(&self.rules, &self.at(on)).map_or("none", |tier| &tier.id)
    }

    /// The credit of a month in whole USD, all that is on record considered.
    fn credit(&self, of: &str) -> i64 {
        self.credit_as_of(of, "9000-12-31").granted_cents / 100
    }

    fn credit_as_of(&self, of: &str, as_of: &str) -> MonthCredit {
        let (of, as_of) = (month(of), day(as_of));
        credit::months(&self.rules, &self.history, of, of, as_of).remove(0)
    }

    /// The terms opened so far: number, first day, anniversary.
    fn terms(&self) -> Vec<(u32, String, String)> {
        let standing = self.history.latest();
        let current = standing.participation.as_ref().expect("a participation");
        let terms = current.terms.iter().map(|opened| opened.term);
        terms
            .map(|term| {
                let (starts, anniversary) = (term.starts.to_string(), term.anniversary.to_string());
                (term.number, starts, anniversary)
            })
            .collect()
    }
}

/// What a refusal advises, as it is typed.
fn advice(refusal: &Refusal) -> Vec<String> {
    let sentences = spelled_each(refusal.hints());
    sentences.iter().map(ToString::to_string).collect()
}
