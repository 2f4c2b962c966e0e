//! What can be recorded. A fact is never changed; a later one says otherwise, or its entry is voided.

use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;
use crate::domain::value::month::Month;
use crate::domain::value::named::named;

mod portal;
mod profile;
mod progress;
mod request;

pub use portal::{
    ContentField, Deployment, Described, Outcome, ProductName, Publication, PublicationStep,
    Revenue,
};
pub use profile::{Name, Profile, ProfileField, ProfileTexts};
pub use progress::Progress;
pub use request::{Asked, Settled, Settlement};

/// A fact in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its name: the entry that recorded it and its place there.
    pub id: FactId,
    /// The day from which it holds.
    pub on: Day,
    /// What holds.
    pub fact: Fact,
}

/// A fact that is about to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The day from which it holds.
    pub on: Day,
    /// What holds.
    pub fact: Fact,
}

/// What can be recorded of one partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A company applied: its first participation or another one.
    Application(Application),
    /// Something became known of the company.
    Profile(Profile),
    /// The partner was in the program before the book.
    Adoption(Adoption),
    /// A decision that moves the partner to another stage.
    Step(Step),
    /// The candidate window was extended.
    Extension(Extension),
    /// A verdict on an item.
    Verdict(Verdict),
    /// A value was recorded of an item.
    ItemRecord(ItemRecord),
    /// Good standing as a cloud customer, or the loss of it.
    Standing(GoodStanding),
    /// Points were granted.
    Award(Award),
    /// Points were reversed.
    Reversal(Reversal),
    /// Work on an activity went on.
    Progress(Progress),
    /// A term was opened.
    Term(Term),
    /// A party communicated something about the value of a term.
    Objection(Objection),
    /// A party evaluated a term.
    Finding(Finding),
    /// The renewal was confirmed in spite of what stood against it.
    Confirmation(Confirmation),
    /// Somebody of the team took on a role for the partner, or gave it up.
    Assignment(Assignment),
    /// A contact person of the provider, whose data is kept apart.
    Contact(Contact),
    /// Who was a contact person in a role was forgotten.
    Forgetting(Forgetting),
    /// Integration credit used in a month.
    CreditUse(CreditUse),
    /// Something became known of a product.
    Product(Described),
    /// A product went a step towards the directory, or out of it.
    Publication(Publication),
    /// A deployment was reported.
    Deployment(Deployment),
    /// Revenue was reported.
    Revenue(Revenue),
    /// Something was requested.
    Request(Asked),
    /// A request was settled.
    Settlement(Settlement),
}

/// A company applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// 1 for the first participation of the partner, 2 for the next …
    pub participation: u32,
    /// A remark.
    pub note: Option<String>,
}

/// The partner was in the program before the book: the days it reached each stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The day it was admitted, if it was.
    pub admitted_on: Option<Day>,
    /// The day it accepted the agreement, if it did.
    pub agreed_on: Option<Day>,
    /// The day it was certified, if it was.
    pub certified_on: Option<Day>,
}

/// A decision that moves the partner to another stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which one.
    pub kind: StepKind,
    /// Why, where a reason is asked for.
    pub reason: Option<String>,
}

/// The decisions that move a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// Applicant → candidate.
    Admitted,
    /// Applicant → declined.
    Declined,
    /// Any running stage → withdrawn.
    Withdrawn,
    /// Candidate → lapsed.
    Lapsed,
    /// Candidate → certified.
    Certified,
    /// Certified → ended.
    Ended,
}
named!(StepKind, StepKind::Admitted => "admitted", StepKind::Declined => "declined", StepKind::Withdrawn => "withdrawn",
    StepKind::Lapsed => "lapsed", StepKind::Certified => "certified", StepKind::Ended => "ended");

/// The candidate window was extended; it holds from the day it is recorded for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The new last day.
    pub until: Day,
    /// Why.
    pub reason: String,
}

/// A verdict on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The checklist of the item.
    pub checklist: String,
    /// The item.
    pub item: String,
    /// The term, for checklists of which every term has its own.
    pub term: Option<u32>,
    /// The product, for checklists of which every product has its own.
    pub product: Option<String>,
    /// What was found.
    pub kind: VerdictKind,
    /// A remark; for a waiver the reason.
    pub note: Option<String>,
    /// URL of the evidence.
    pub evidence: Option<String>,
}

/// What can be found of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictKind {
    /// It is true.
    Met,
    /// It is not.
    Unmet,
    /// It does not apply.
    NotApplicable,
    /// It is not asked for, with a reason.
    Waived,
}
named!(VerdictKind, VerdictKind::Met => "met", VerdictKind::Unmet => "unmet",
    VerdictKind::NotApplicable => "not-applicable", VerdictKind::Waived => "waived");

/// A value that the rule file asks for with the verdict on an item, such as the version of the agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRecord {
    /// The product, for checklists of which every product has its own.
    pub product: Option<String>,
    /// The checklist of the item.
    pub checklist: String,
    /// The item.
    pub item: String,
    /// The term, for checklists of which every term has its own.
    pub term: Option<u32>,
    /// What is recorded, as the rule file calls it.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Good standing as a cloud customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodStanding {
    /// Whether the partner is in good standing.
    pub good: bool,
    /// Why not.
    pub reason: Option<String>,
}

/// Points were granted, as priced that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// The participation it counts for.
    pub participation: u32,
    /// The activity that earned it.
    pub activity: String,
    /// Points.
    pub points: i64,
    /// The deployment or order it is for.
    pub reference: Option<String>,
    /// URL of the evidence.
    pub evidence: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The first day on which it no longer counts.
    pub expires_on: Option<Day>,
    /// Why a limit was overridden.
    pub override_reason: Option<String>,
}

/// The points of one award were reversed, exactly those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversal {
    /// The award it reverses.
    pub award: FactId,
    /// The participation of that award.
    pub participation: u32,
    /// The activity of that award.
    pub activity: String,
    /// Points, negative.
    pub points: i64,
    /// The first day on which it no longer counts: that of the award.
    pub expires_on: Option<Day>,
    /// Why.
    pub reason: String,
}

/// A term was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// 1 from certification on.
    pub number: u32,
    /// Its first day.
    pub starts: Day,
    /// The first day of the next.
    pub anniversary: Day,
    /// The day for which the renewal was run that opened it, where one was: on that day it is judged.
    pub run_on: Option<Day>,
}

/// What a party communicated about the value of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// The term.
    pub term: u32,
    /// Who says it.
    pub by: Objector,
    /// What.
    pub text: String,
}

/// The parties that evaluate a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objector {
    /// The partner.
    Provider,
    /// The marketplace team.
    Marketplace,
}
named!(Objector, Objector::Provider => "provider", Objector::Marketplace => "marketplace");

/// What a party found that a term was worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The term.
    pub term: u32,
    /// Who says it.
    pub by: Objector,
    /// What was found.
    pub text: String,
    /// Whether the term had value for the business, where the party says so.
    pub worth: Option<Worth>,
}

/// Whether a term had value for the business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// It had.
    Yes,
    /// It had not, which is an objection.
    No,
}
named!(Worth, Worth::Yes => "yes", Worth::No => "no");

/// The renewal after a term was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The term whose objections it settles.
    pub term: u32,
    /// Why.
    pub reason: String,
}

/// Somebody of the team took on a role for the partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The role.
    pub role: String,
    /// Who; empty: nobody any more.
    pub person: String,
}

/// A contact person of the provider. The chain keeps the role and a digest; the rest can be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The role.
    pub role: String,
    /// Salted digest of the person's data, in hexadecimal.
    pub digest: String,
    /// The data, unless it was forgotten.
    pub person: Option<Person>,
}

/// The forgettable data of a contact person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Makes the digest unguessable; forgotten with the rest.
    pub salt: String,
    /// Their name.
    pub name: String,
    /// Their mail address; may be empty.
    pub email: String,
    /// Their telephone number as E.164 writes it; may be empty.
    pub phone: String,
}

/// Everybody who was recorded as a contact person in a role before is forgotten, and the role is free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgetting {
    /// The role.
    pub role: String,
}

/// Integration credit used in a month: the month's total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditUse {
    /// The month.
    pub month: Month,
    /// USD cents.
    pub cents: i64,
    /// A remark.
    pub note: Option<String>,
}

impl Fact {
    /// The word for it in the history and in JSON.
    #[must_use]
    pub fn what(&self) -> &'static str {
        match self {
            Self::Application(_) => "applied",
            Self::Profile(_) => "profile",
            Self::Adoption(_) => "adopted",
            Self::Step(step) => step.kind.name(),
            Self::Extension(_) => "extended",
            Self::Verdict(_) => "verdict",
            Self::ItemRecord(_) => "record",
            Self::Standing(_) => "standing",
            Self::Award(_) => "award",
            Self::Reversal(_) => "reversal",
            Self::Progress(_) => "progress",
            Self::Term(_) => "term",
            Self::Objection(_) => "objection",
            Self::Finding(_) => "evaluation",
            Self::Confirmation(_) => "confirmed",
            Self::Assignment(_) => "assignment",
            Self::Contact(_) => "contact",
            Self::Forgetting(_) => "forgotten",
            Self::CreditUse(_) => "credit-use",
            Self::Product(_) => "product",
            Self::Publication(_) => "publication",
            Self::Deployment(_) => "deployment",
            Self::Revenue(_) => "revenue",
            Self::Request(_) => "request",
            Self::Settlement(settlement) => match settlement.outcome {
                Settled::Done => "request-done",
                Settled::Declined => "request-declined",
            },
        }
    }

    /// Whether recording it for an earlier day could take away what a later fact depends on.
    #[must_use]
    pub fn can_unsettle(&self) -> bool {
        match self {
            Self::Application(_)
            | Self::Step(_)
            | Self::Verdict(_)
            | Self::ItemRecord(_)
            | Self::Reversal(_)
            | Self::Progress(_)
            | Self::Objection(_) => true,
            Self::Product(described) => described.takes_away(),
            Self::Publication(publication) => publication.step != PublicationStep::Requested,
            Self::Standing(standing) => !standing.good,
            Self::Assignment(assignment) => assignment.person.is_empty(),
            Self::Profile(profile) => profile.can_unsettle(),
            Self::Adoption(_)
            | Self::Extension(_)
            | Self::Award(_)
            | Self::Term(_)
            | Self::Finding(_)
            | Self::Confirmation(_)
            | Self::Contact(_)
            | Self::Forgetting(_)
            | Self::CreditUse(_)
            | Self::Deployment(_)
            | Self::Revenue(_)
            | Self::Request(_)
            | Self::Settlement(_) => false,
        }
    }
}
