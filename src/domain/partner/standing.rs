//! What a partner is on a day: the fold of its facts up to that day.

use super::adopted::Adopted;
use crate::domain::fact::{
    Adoption, Contact, Extension, Fact, Finding, Objection, Objector, Profile, ProfileField,
    ProfileTexts, Recorded, Settlement, Step, StepKind, Term,
};
use crate::domain::partner::ledger::{Grant, Ledger};
use crate::domain::partner::product::Product;
use crate::domain::partner::progress::WorkInProgress;
use crate::domain::partner::records::ItemRecords;
use crate::domain::partner::requests::KnownRequest;
use crate::domain::partner::verdicts::Verdicts;
use crate::domain::program::{Program, StageName};
use crate::domain::value::day::{Day, months_after};
use crate::domain::value::id::FactId;
use crate::domain::value::month::Month;
use crate::domain::value::named::named;
use std::collections::BTreeMap;

/// What a partner is on a day.
#[derive(Debug, Clone)]
pub struct Standing<'h> {
    /// The day.
    pub day: Day,
    /// What is known of the company.
    pub about: About<'h>,
    /// Whether it is in good standing, which is the default.
    pub good: bool,
    /// Why it is not.
    pub bad_reason: Option<&'h str>,
    /// Who has which role, by role.
    pub team: BTreeMap<&'h str, &'h str>,
    /// The contact people, by role.
    pub contacts: BTreeMap<&'h str, (FactId, &'h Contact)>,
    /// Credit used, by month.
    pub credit_used: BTreeMap<Month, i64>,
    /// The facts that recorded it: of two figures for a month the one recorded last counts, whatever its day.
    credit_facts: BTreeMap<Month, FactId>,
    /// The fee a month of its support level, in USD cents, where one was agreed.
    pub support_fee_cents: Option<i64>,
    /// The products, by id.
    pub products: BTreeMap<&'h str, Product<'h>>,
    /// The participation that was begun last, running or ended.
    pub participation: Option<Participation<'h>>,
}

/// What is known of a company.
#[derive(Debug, Clone, Default)]
pub struct About<'h> {
    /// Its name.
    pub name: &'h str,
    /// Its other fields.
    texts: ProfileTexts<&'h str>,
    /// Its share of billable revenue in basis points, if one was set.
    pub share_bp: Option<i64>,
}

/// One participation: from an application to the end of it.
#[derive(Debug, Clone)]
pub struct Participation<'h> {
    /// 1, 2, 3 …
    pub number: u32,
    /// The day of the application.
    pub applied_on: Day,
    /// The stage.
    pub stage: Stage,
    /// The day from which the partner is at it.
    pub since: Day,
    /// Why it ended, where it did.
    pub reason: Option<&'h str>,
    /// The day of admission.
    pub admitted_on: Option<Day>,
    /// The day of certification.
    pub certified_on: Option<Day>,
    /// Whether the partner was in the program before the book.
    pub adopted: bool,
    /// The extension in force.
    pub extension: Option<&'h Extension>,
    /// The verdicts on record.
    pub verdicts: Verdicts<'h>,
    /// The values recorded of items.
    pub records: ItemRecords<'h>,
    /// The awards and reversals.
    pub ledger: Ledger<'h>,
    /// The terms opened so far.
    pub terms: Vec<OpenedTerm<'h>>,
    /// The activities that are being worked on.
    pub work: WorkInProgress<'h>,
    /// The requests, in the order of their days.
    pub requests: Vec<KnownRequest<'h>>,
}

/// A term with its objections and confirmation.
#[derive(Debug, Clone)]
pub struct OpenedTerm<'h> {
    /// Its number and days.
    pub term: &'h Term,
    /// Objections that nobody has settled.
    pub objections: Vec<&'h Objection>,
    /// Objections that a confirmation has settled.
    pub settled: Vec<&'h Objection>,
    /// What the parties found, in the order of their days.
    pub findings: Vec<(Day, &'h Finding)>,
    /// The reason with which its renewal was confirmed.
    pub confirmed: Option<&'h str>,
}

impl<'h> OpenedTerm<'h> {
    /// What a party found last.
    #[must_use]
    pub fn finding(&self, by: Objector) -> Option<(Day, &'h Finding)> {
        let mut findings = self.findings.iter().rev();
        findings.find(|(_, finding)| finding.by == by).copied()
    }
}

/// The stage of a participation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Has applied.
    Applicant,
    /// Has been admitted.
    Candidate,
    /// Is a Certified Provider.
    Certified,
    /// The application was declined.
    Declined,
    /// The partner withdrew.
    Withdrawn,
    /// The candidate window ended without a certification.
    Lapsed,
    /// The participation was ended after certification.
    Ended,
}
named!(Stage, Stage::Applicant => "applicant", Stage::Candidate => "candidate", Stage::Certified => "certified",
    Stage::Declined => "declined", Stage::Withdrawn => "withdrawn", Stage::Lapsed => "lapsed", Stage::Ended => "ended");

impl Stage {
    /// The stage as the rule file names it; `None` once the participation has ended.
    #[must_use]
    pub fn running(self) -> Option<StageName> {
        match self {
            Self::Applicant => Some(StageName::Applicant),
            Self::Candidate => Some(StageName::Candidate),
            Self::Certified => Some(StageName::Certified),
            Self::Declined | Self::Withdrawn | Self::Lapsed | Self::Ended => None,
        }
    }
}

impl<'h> Standing<'h> {
    /// Folds the facts that hold on a day, in the order of their days and, within a day, of their recording.
    #[must_use]
    pub fn of(facts: &'h [Recorded], day: Day) -> Self {
        let mut standing = Self {
            day,
            about: About::default(),
            good: true,
            bad_reason: None,
            team: BTreeMap::new(),
            contacts: BTreeMap::new(),
            credit_used: BTreeMap::new(),
            credit_facts: BTreeMap::new(),
            support_fee_cents: None,
            products: BTreeMap::new(),
            participation: None,
        };
        let mut moments = Vec::with_capacity(facts.len() + 3);
        for fact in facts {
            moments.push((fact.on, fact.id, Moment::Fact(&fact.fact)));
            if let Fact::Adoption(adoption) = &fact.fact {
                moments.extend(adopted_moments(adoption).map(|(on, moment)| (on, fact.id, moment)));
            }
        }
        moments.retain(|(on, ..)| *on <= day);
        moments.sort_by_key(|(on, id, _)| (*on, *id));
        for (on, id, moment) in moments {
            standing.take(on, id, moment);
        }
        standing
    }

    fn take(&mut self, on: Day, id: FactId, moment: Moment<'h>) {
        match (moment, &mut self.participation) {
            (Moment::Fact(fact), _) => self.take_fact(on, id, fact),
            (Moment::Reached(stage), Some(current)) => current.reach_by_adoption(on, id, stage),
            (Moment::Agreed, Some(current)) => current.verdicts.agreed = Some((on, id)),
            (_, None) => {}
        }
    }

    fn take_fact(&mut self, on: Day, id: FactId, fact: &'h Fact) {
        match fact {
            Fact::Application(application) => {
                self.participation = Some(Participation::begin(application.participation, on));
                self.products.values_mut().for_each(Product::begin_afresh);
            }
            Fact::Profile(profile) => {
                if profile.get(ProfileField::SupportLevel).is_some() {
                    self.support_fee_cents = None;
                }
                self.about.learn(profile);
            }
            Fact::Standing(standing) => {
                self.good = standing.good;
                self.bad_reason = standing.reason.as_deref().filter(|_| !standing.good);
            }
            Fact::Assignment(assignment) if assignment.person.is_empty() => {
                self.team.remove(assignment.role.as_str());
            }
            Fact::Assignment(assignment) => {
                self.team.insert(&assignment.role, &assignment.person);
            }
            Fact::Contact(contact) => {
                self.contacts.insert(&contact.role, (id, contact));
            }
            // Somebody who was recorded afterwards, for an earlier day, is nobody that was forgotten.
            Fact::Forgetting(forgetting) => {
                let before = |known: &(FactId, &Contact)| known.0 < id;
                if self.contacts.get(&*forgetting.role).is_some_and(before) {
                    self.contacts.remove(&*forgetting.role);
                }
            }
            Fact::CreditUse(used) => {
                let last = self.credit_facts.entry(used.month).or_insert(id);
                if *last <= id {
                    *last = id;
                    self.credit_used.insert(used.month, used.cents);
                }
            }
            Fact::Product(described) => match self.products.get_mut(described.product.as_str()) {
                Some(product) => product.learn(on, id, described),
                None => {
                    let product = Product::new(on, id, described);
                    self.products.insert(&described.product, product);
                }
            },
            Fact::Publication(publication) => {
                if let Some(product) = self.products.get_mut(publication.product.as_str()) {
                    product.step(on, id, publication.step);
                }
            }
            Fact::Verdict(verdict) if verdict.product.is_some() => {
                let product = verdict.product.as_deref().unwrap_or_default();
                if let Some(product) = self.products.get_mut(product) {
                    product.judge(on, id, verdict);
                }
            }
            Fact::ItemRecord(record) if record.product.is_some() => {
                let product = record.product.as_deref().unwrap_or_default();
                if let Some(product) = self.products.get_mut(product) {
                    product.records.learn(on, record);
                }
            }
            Fact::Settlement(settlement) => {
                self.support_fee_cents = settlement.fee_cents.or(self.support_fee_cents);
                if let Some(current) = &mut self.participation {
                    current.settle(on, settlement);
                }
            }
            // Reports of the portal do not change a partner's standing; points are awards.
            Fact::Deployment(_) | Fact::Revenue(_) => {}
            Fact::Adoption(_)
            | Fact::Step(_)
            | Fact::Extension(_)
            | Fact::Verdict(_)
            | Fact::ItemRecord(_)
            | Fact::Award(_)
            | Fact::Reversal(_)
            | Fact::Progress(_)
            | Fact::Term(_)
            | Fact::Objection(_)
            | Fact::Finding(_)
            | Fact::Confirmation(_)
            | Fact::Request(_) => {
                if let Some(current) = &mut self.participation {
                    current.take(on, id, fact);
                    if current.stage.running().is_none() {
                        self.products.values_mut().for_each(Product::leave);
                    }
                }
            }
        }
    }

    /// The stage; `None` before the first application.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        self.participation.as_ref().map(|current| current.stage)
    }

    /// The participation, if it is running.
    #[must_use]
    pub fn running(&self) -> Option<&Participation<'h>> {
        self.participation
            .as_ref()
            .filter(|current| current.stage.running().is_some())
    }

    /// The participation, if it is at this stage.
    #[must_use]
    pub fn running_at(&self, stage: Stage) -> Option<&Participation<'h>> {
        self.participation
            .as_ref()
            .filter(|current| current.stage == stage)
    }

    /// The balance of the last participation, in points.
    #[must_use]
    pub fn points(&self) -> i64 {
        self.participation
            .as_ref()
            .map_or(0, |current| current.ledger.balance(self.day))
    }
}

/// What happens at a moment of a history; one adoption stands for several.
#[derive(Clone, Copy)]
enum Moment<'h> {
    Fact(&'h Fact),
    Reached(Stage),
    Agreed,
}

fn adopted_moments<'h>(adoption: &Adoption) -> impl Iterator<Item = (Day, Moment<'h>)> {
    let reached = |on: Option<Day>, stage| on.map(|on| (on, Moment::Reached(stage)));
    let admitted = reached(adoption.admitted_on, Stage::Candidate);
    let agreed = adoption.agreed_on.map(|on| (on, Moment::Agreed));
    admitted
        .into_iter()
        .chain(agreed)
        .chain(reached(adoption.certified_on, Stage::Certified))
}

impl<'h> About<'h> {
    /// Returns what is known of a field.
    #[must_use]
    pub fn get(&self, field: ProfileField) -> Option<&'h str> {
        self.texts[field]
    }

    /// Returns the kind of its solution.
    #[must_use]
    pub fn kind(&self) -> Option<&'h str> {
        self.get(ProfileField::Kind)
    }

    fn learn(&mut self, profile: &'h Profile) {
        let Profile {
            name,
            texts,
            share_bp,
            imported: _,
        } = profile;
        if let Some(name) = name {
            self.name = &name.text;
        }
        for (field, text) in texts.iter() {
            self.texts[field] = Some(text.as_str()).filter(|text| !text.is_empty());
        }
        self.share_bp = share_bp.or(self.share_bp);
    }

    /// The support level: the program's default until another was set.
    #[must_use]
    pub fn support<'a>(&self, program: &'a Program) -> &'a str
    where
        'h: 'a,
    {
        self.get(ProfileField::SupportLevel)
            .unwrap_or_else(|| program.support_levels.first().map_or("", String::as_str))
    }
}

impl<'h> Participation<'h> {
    fn begin(number: u32, on: Day) -> Self {
        Self {
            number,
            applied_on: on,
            stage: Stage::Applicant,
            since: on,
            reason: None,
            admitted_on: None,
            certified_on: None,
            adopted: false,
            extension: None,
            verdicts: Verdicts::default(),
            records: ItemRecords::default(),
            ledger: Ledger::default(),
            terms: Vec::new(),
            work: WorkInProgress::default(),
            requests: Vec::new(),
        }
    }

    fn take(&mut self, on: Day, id: FactId, fact: &'h Fact) {
        match fact {
            Fact::Adoption(_) => self.adopted = true,
            Fact::Step(step) => self.take_step(on, step),
            Fact::Extension(extension) => {
                let longer = self.extension.filter(|known| known.until > extension.until);
                self.extension = longer.or(Some(extension));
            }
            Fact::Verdict(verdict) => self.verdicts.record(on, id, verdict),
            Fact::ItemRecord(record) => self.records.learn(on, record),
            Fact::Award(award) if award.participation == self.number => {
                self.work.end(&award.activity);
                self.ledger.push(Grant::of_award(id, on, award));
            }
            Fact::Reversal(reversal) if reversal.participation == self.number => {
                self.ledger.push(Grant::of_reversal(id, on, reversal));
            }
            Fact::Progress(progress) => self.work.go_on(on, progress),
            Fact::Term(term) => self.terms.push(OpenedTerm {
                term,
                objections: Vec::new(),
                settled: Vec::new(),
                findings: Vec::new(),
                confirmed: None,
            }),
            Fact::Request(asked) => self.requests.push(KnownRequest {
                id,
                on,
                asked,
                settled: None,
            }),
            Fact::Objection(objection) => {
                if let Some(opened) = self.term_mut(objection.term) {
                    opened.objections.push(objection);
                }
            }
            Fact::Finding(finding) => {
                if let Some(opened) = self.term_mut(finding.term) {
                    opened.findings.push((on, finding));
                }
            }
            Fact::Confirmation(confirmation) => {
                if let Some(opened) = self.term_mut(confirmation.term) {
                    opened.settled.append(&mut opened.objections);
                    opened.confirmed = Some(&confirmation.reason);
                }
            }
            _ => {}
        }
    }

    fn term_mut(&mut self, number: u32) -> Option<&mut OpenedTerm<'h>> {
        let mut terms = self.terms.iter_mut();
        terms.find(|opened| opened.term.number == number)
    }

    fn settle(&mut self, on: Day, settlement: &'h Settlement) {
        let mut requests = self.requests.iter_mut();
        if let Some(request) = requests.find(|request| request.id == settlement.request) {
            request.settled = Some((on, settlement));
        }
    }

    fn take_step(&mut self, on: Day, step: &'h Step) {
        let stage = match step.kind {
            StepKind::Admitted => Stage::Candidate,
            StepKind::Declined => Stage::Declined,
            StepKind::Withdrawn => Stage::Withdrawn,
            StepKind::Lapsed => Stage::Lapsed,
            StepKind::Certified => Stage::Certified,
            StepKind::Ended => Stage::Ended,
        };
        self.reason = step.reason.as_deref();
        self.reach(on, stage);
    }

    fn reach(&mut self, on: Day, stage: Stage) {
        match stage {
            Stage::Candidate => self.admitted_on = Some(on),
            Stage::Certified => self.certified_on = Some(on),
            _ => {}
        }
        self.stage = stage;
        self.since = on;
    }

    fn reach_by_adoption(&mut self, on: Day, id: FactId, stage: Stage) {
        self.verdicts
            .adopted
            .extend(self.stage.running().map(|left| Adopted { left, on, id }));
        self.reach(on, stage);
    }

    /// The last day of the candidate window, an extension included; `None` before admission.
    #[must_use]
    pub fn window_end(&self, program: &Program) -> Option<Day> {
        let admitted = self.admitted_on?;
        let base = months_after(admitted, program.candidate.window_months);
        Some(
            self.extension
                .map_or(base, |extension| extension.until.max(base)),
        )
    }

    /// The term of this number.
    #[must_use]
    pub fn nth_term(&self, number: u32) -> Option<&OpenedTerm<'h>> {
        self.terms
            .iter()
            .find(|opened| opened.term.number == number)
    }

    /// The term that was opened last.
    #[must_use]
    pub fn term(&self) -> Option<&OpenedTerm<'h>> {
        self.terms.iter().max_by_key(|opened| opened.term.number)
    }
}
