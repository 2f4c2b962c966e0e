//! The program's rules as cases, one file for each subject.
//!
//! A [`Scene`] is a partner's history that grows by what is asked of it. Everything goes through
//! [`decide`]; what is accepted is recorded as the next entry, and the whole history is judged again each time.

mod adoption;
mod ahead;
mod checklists;
mod credits;
mod explain;
mod other_programs;
mod points;
mod products;
mod profile;
mod refusals;
mod replay;
mod reports;
mod stages;
mod terms;
mod tiers;
mod way;

use super::credit::{self, MonthCredit};
use super::day::{Day, Month, parse_day};
use super::decide::decide;
use super::fact::{
    Contact, Dated, Deployment, Described, Fact, Field, Name, Objector, Outcome, ProductName,
    Profile, PublicationStep, Recorded, Revenue, VerdictKind,
};
use super::history::History;
use super::id::{EntryId, FactId, PartnerId};
use super::product::State;
use super::profile::Neighbours;
use super::program::{EMBEDDED, Program};
use super::refusal::{Refusal, Why};
use super::request::{Asked, Decision, OnKnown, Request};
use super::rules::{Rules, Version};
use super::standing::{Stage, Standing};
use super::tier;

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
    near: Neighbours,
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
            near: Neighbours::default(),
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
        let near = Neighbours {
            reported: self.reported(request),
            ..self.near.clone()
        };
        decide(&self.rules, &self.history, &near, day(on), request)
    }

    /// What is on record of what a report tells.
    fn reported(&self, request: &Request) -> Option<Recorded> {
        let same = |fact: &&Recorded| match (&fact.fact, request) {
            (Fact::Deployment(known), Request::Deploy { deployment, .. }) => {
                known.reference == deployment.reference
            }
            (Fact::Revenue(known), Request::Earn { revenue, .. }) => {
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

fn profile(name: &str, kind: &str, alias: &str) -> Profile {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Profile {
        name: text(name).map(|text| Name {
            key: text.to_lowercase(),
            look: text.to_lowercase(),
            text,
        }),
        kind: text(kind),
        alias: text(alias),
        ..Profile::default()
    }
}

fn apply(kind: &str) -> Request {
    Request::Apply {
        profile: profile("Acme Cloud", kind, ""),
        own_id: false,
        contact: None,
        note: None,
    }
}

/// Everything that admission asks for, the account alias included, and the decision.
fn admission() -> Request {
    let verdicts = CONSIDERATIONS
        .into_iter()
        .chain(["supplemental-terms", "integration-strategy"]);
    Request::Judge {
        verdicts: verdicts.map(met).collect(),
        alias: Some("ACME".to_owned()),
        decision: Some(Decision::Admit),
    }
}

/// Everything that certification of the kind `saas` asks for, and the decision.
fn certification() -> Request {
    Request::Judge {
        verdicts: certification_verdicts("test-account"),
        alias: None,
        decision: Some(Decision::Grant),
    }
}

fn certification_verdicts(deliverable: &str) -> Vec<Asked> {
    let mut verdicts: Vec<Asked> = VALIDATIONS.into_iter().map(met).collect();
    verdicts.extend(["kb-public", "kb-internal"].map(shown));
    verdicts.extend([deliverable, "integrator-validation"].map(met));
    verdicts
}

fn met(item: &str) -> Asked {
    verdict(item, VerdictKind::Met)
}

fn waived(item: &str) -> Asked {
    Asked {
        note: Some("agreed otherwise".to_owned()),
        ..verdict(item, VerdictKind::Waived)
    }
}

/// Met, with an address that shows it.
fn shown(item: &str) -> Asked {
    Asked {
        evidence: Some(format!("https://kb.example/{item}")),
        ..met(item)
    }
}

fn verdict(item: &str, kind: VerdictKind) -> Asked {
    Asked {
        item: item.to_owned(),
        kind,
        note: None,
        evidence: None,
    }
}

fn judge(items: &[&str], decision: Option<Decision>) -> Request {
    verdicts(items.iter().map(|item| met(item)).collect(), decision)
}

fn verdicts(verdicts: Vec<Asked>, decision: Option<Decision>) -> Request {
    Request::Judge {
        verdicts,
        alias: None,
        decision,
    }
}

fn decision(decision: Decision) -> Request {
    judge(&[], Some(decision))
}

fn withdraw() -> Request {
    decision(Decision::Withdraw("changed its plans".to_owned()))
}

fn lapse() -> Request {
    decision(Decision::Lapse("no news".to_owned()))
}

fn end() -> Request {
    decision(Decision::End("no value".to_owned()))
}

fn decline() -> Request {
    decision(Decision::Decline("too many alike".to_owned()))
}

fn extend(until: &str) -> Request {
    decision(Decision::Extend(day(until), "nearly there".to_owned()))
}

fn award(activity: &str) -> Request {
    Request::Award {
        activity: activity.to_owned(),
        reference: None,
        evidence: None,
        note: None,
        override_reason: None,
    }
}

fn deployment(reference: &str) -> Request {
    Request::Award {
        activity: "customer-deployment".to_owned(),
        reference: Some(reference.to_owned()),
        evidence: None,
        note: None,
        override_reason: None,
    }
}

/// The same award with its limits set aside.
fn overriding(request: Request) -> Request {
    match request {
        Request::Award {
            activity,
            reference,
            evidence,
            note,
            ..
        } => Request::Award {
            activity,
            reference,
            evidence,
            note,
            override_reason: Some("the board said so".to_owned()),
        },
        other => other,
    }
}

fn reverse(award: FactId) -> Request {
    Request::Reverse {
        award,
        reason: "a mistake".to_owned(),
    }
}

fn standing_lost() -> Request {
    Request::SetStanding {
        good: false,
        reason: Some("unpaid".to_owned()),
    }
}

fn standing_regained() -> Request {
    Request::SetStanding {
        good: true,
        reason: None,
    }
}

fn team(role: &str, person: &str) -> Request {
    Request::People {
        team: vec![(role.to_owned(), person.to_owned())],
        contacts: Vec::new(),
        forget: Vec::new(),
    }
}

fn contact(role: &str) -> Request {
    Request::People {
        team: Vec::new(),
        contacts: vec![Contact {
            role: role.to_owned(),
            digest: "00".to_owned(),
            person: None,
        }],
        forget: Vec::new(),
    }
}

fn forget(role: &str) -> Request {
    Request::People {
        team: Vec::new(),
        contacts: Vec::new(),
        forget: vec![role.to_owned()],
    }
}

/// What is said of a product: its name, if any, and fields.
fn described(id: &str, name: &str, fields: &[(Field, &str)]) -> Described {
    let name = Some(name).filter(|name| !name.is_empty());
    Described {
        product: id.to_owned(),
        name: name.map(|name| ProductName {
            text: name.to_owned(),
            key: name.to_lowercase(),
        }),
        content: fields
            .iter()
            .map(|(field, text)| (*field, (*text).to_owned()))
            .collect(),
        brought: true,
    }
}

/// The content that the program asks for.
const COMPLETE: &[(Field, &str)] = &[
    (Field::Categories, "Security"),
    (Field::Short, "Watches"),
    (Field::Features, "Alerts\nReports"),
];

fn add_product(id: &str, name: &str, fields: &[(Field, &str)]) -> Request {
    Request::AddProduct {
        described: described(id, name, fields),
    }
}

fn edit_product(id: &str, name: &str, fields: &[(Field, &str)]) -> Request {
    Request::EditProduct {
        described: described(id, name, fields),
    }
}

fn step(id: &str, step: PublicationStep) -> Request {
    Request::StepProduct {
        product: id.to_owned(),
        step,
    }
}

fn mark(id: &str, verdicts: Vec<Asked>) -> Request {
    Request::MarkProduct {
        product: id.to_owned(),
        verdicts,
    }
}

/// A report of the deployment of `shield`.
fn reported(reference: &str, outcome: Outcome) -> Deployment {
    Deployment {
        product: "shield".to_owned(),
        reference: reference.to_owned(),
        customer: None,
        outcome,
        error: None,
        test: false,
    }
}

fn deploy(deployment: Deployment, replace: bool) -> Request {
    Request::Deploy {
        deployment,
        on_known: on_known(replace),
        today: day("2018-01-01"),
    }
}

fn earn(of: &str, sku: &str, cents: i64, replace: bool) -> Request {
    Request::Earn {
        revenue: Revenue {
            product: "shield".to_owned(),
            month: month(of),
            sku: sku.to_owned(),
            subscriptions: None,
            cents,
            note: None,
        },
        on_known: on_known(replace),
    }
}

fn on_known(replace: bool) -> OnKnown {
    match replace {
        true => OnKnown::Replace,
        false => OnKnown::Refuse,
    }
}

fn edit(profile: Profile) -> Request {
    Request::Edit { profile }
}

fn use_credit(of: &str, cents: i64, replace: bool) -> Request {
    Request::UseCredit {
        month: month(of),
        cents,
        note: None,
        replace,
    }
}

fn object(by: Objector) -> Request {
    Request::Object {
        by,
        text: "little demand".to_owned(),
    }
}

fn confirm() -> Request {
    Request::Confirm {
        reason: "both agree".to_owned(),
    }
}

/// An adoption of a partner that applied on the first day, with the days and the opening balance it had.
struct Adopted<'a> {
    admitted: &'a str,
    agreed: &'a str,
    certified: &'a str,
    opening: Option<(i64, &'a str)>,
    today: &'a str,
}

impl Adopted<'_> {
    /// The request; an empty day is no day.
    fn request(&self) -> Request {
        let known = |text: &str| (!text.is_empty()).then(|| day(text));
        Request::Adopt {
            profile: profile("Acme Cloud", "saas", "ACME"),
            own_id: false,
            contact: None,
            note: None,
            admitted_on: known(self.admitted),
            agreed_on: known(self.agreed),
            certified_on: known(self.certified),
            opening: self.opening.map(|(points, on)| (points, day(on))),
            today: day(self.today),
        }
    }
}
