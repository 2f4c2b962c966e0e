//! Why a rule says no, and what would help.

use super::source::Source;
use crate::domain::fact::{ContentField, Objector, StepKind, VerdictKind};
use crate::domain::partner::product::ProductState;

use crate::domain::partner::standing::{Stage, Standing};
use crate::domain::program::{Limit, Party, StageName};
use crate::domain::value::day::Day;
use crate::domain::value::id::{FactId, PartnerId};
use crate::domain::value::month::Month;

mod hints;
mod progress;
mod record;
mod request;
mod words;

pub use progress::OfProgress;
pub use record::OfRecord;
pub use request::OfRequest;
pub use words::at_stage;

/// A rule's no: whom it concerns, for which day, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The partner.
    pub partner: PartnerId,
    /// The day from which the fact was to hold.
    pub on: Day,
    /// The reason, with its figures.
    pub why: Box<Why>,
}

/// Something a gate still misses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The item.
    pub item: String,
    /// Its checklist.
    pub checklist: String,
    /// Whose turn it is.
    pub party: Party,
    /// Whether `met` needs evidence.
    pub needs_evidence: bool,
    /// What it follows from, where no verdict decides it.
    pub follows_from: Option<Source>,
    /// What was found so far.
    pub state: Option<VerdictKind>,
}

/// Every reason for which the program's rules refuse something.
#[allow(
    missing_docs,
    reason = "the fields are the figures of each reason's sentence"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The partner had not applied by that day.
    NotInProgramYet { applied_on: Option<Day> },
    /// The participation has ended.
    ParticipationEnded { stage: Stage, since: Day },
    /// A company in the program applies.
    AlreadyInProgram { stage: Stage },
    /// A participation was begun after that day.
    LaterParticipation { number: u32 },
    /// The days of an adoption do not follow the order of the stages.
    DaysOutOfOrder,
    /// Another partner has that id.
    IdTaken { id: PartnerId },
    /// Another partner has that name.
    NameTaken { name: String, holder: PartnerId },
    /// Another partner has nearly that name.
    ProbablyTheSame {
        name: String,
        holder: PartnerId,
        holder_name: String,
    },
    /// Another partner has that account alias.
    AliasTaken { alias: String, holder: PartnerId },
    /// Another partner has that external id.
    ExternalIdTaken {
        external_id: String,
        holder: PartnerId,
    },
    /// The program has no such kind.
    UnknownKind { kind: String, kinds: Vec<String> },
    /// The program has no such support level.
    UnknownSupportLevel { level: String, levels: Vec<String> },
    /// The program has no such word for a field of a company or of a product.
    NotListed {
        field: &'static str,
        word: String,
        words: Vec<String>,
    },
    /// The program has no such role.
    UnknownRole { role: String, roles: Vec<String> },
    /// The step is not taken from this stage.
    WrongStage {
        step: StepKind,
        stage: Stage,
        since: Day,
    },
    /// The partner is not at the stage of a candidate.
    NoCandidate { stage: Stage },
    /// The partner is not certified.
    NotCertified { stage: Stage },
    /// The partner is not in good standing.
    NotInGoodStanding { reason: String },
    /// The step needs somebody in a role of the team.
    NobodyInRole { role: String },
    /// The step depends on the partner's kind.
    KindUnknown { kinds: Vec<String> },
    /// The step's gate misses something.
    GateNotMet {
        step: StepKind,
        missing: Vec<Missing>,
    },
    /// The candidate window is over.
    WindowOver { last_day: Day },
    /// The extension extends nothing.
    ExtensionTooShort { until: Day, last_day: Day },
    /// No checklist has this item; of a product, where one is asked for.
    UnknownItem {
        item: String,
        product: Option<String>,
    },
    /// The list is not open at this stage.
    ListNotOpen {
        checklist: String,
        from: StageName,
        stage: Stage,
    },
    /// The item belongs to a product.
    ItemOfProduct { item: String },
    /// The item belongs to the partner, not to its product.
    ItemOfPartner { item: String },
    /// The item is another kind of partner's.
    ItemOfAnotherKind { item: String, kind: String },
    /// The item is the uptake of a benefit that the partner's tier does not give.
    BenefitNotHeld {
        benefit: String,
        tier: Option<String>,
    },
    /// A waiver gives no reason.
    WaiverWithoutReason {
        item: String,
        product: Option<String>,
    },
    /// The item is met by evidence only.
    EvidenceMissing {
        item: String,
        product: Option<String>,
    },
    /// The item needs a contact on record.
    ContactMissing { item: String, role: String },
    /// The item waits for others.
    ItemWaits {
        item: String,
        waits_for: Vec<Missing>,
        product: Option<String>,
    },
    /// The program has no such activity.
    UnknownActivity { activity: String },
    /// A step gives the activity.
    GivenByStep {
        activity: String,
        step: &'static str,
    },
    /// The activity cannot be earned at this stage.
    NotCertifiedYet { activity: String, stage: Stage },
    /// The activity needs a higher tier.
    TierTooLow {
        activity: String,
        from: String,
        held: Option<String>,
    },
    /// The activity needs a higher balance.
    PrerequisiteNotReached {
        activity: String,
        needed: i64,
        balance: i64,
    },
    /// The activity's limit is used up.
    LimitUsed {
        activity: String,
        limit: Limit,
        award: FactId,
        on: Day,
        /// The day from which it is free again, if the award was reversed.
        free_from: Option<Day>,
    },
    /// The activity needs a reference.
    ReferenceMissing { activity: String },
    /// The reference earned the activity already.
    ReferenceUsed {
        activity: String,
        reference: String,
        award: FactId,
        /// The day from which it is free again, if the award was reversed.
        free_from: Option<Day>,
    },
    /// The partner has no such award.
    UnknownAward { award: FactId },
    /// The activity earned another number of points, or they expire on another day.
    NotThePrice {
        activity: String,
        points: i64,
        expires_on: Option<Day>,
    },
    /// A name has another key than it was recorded with.
    NotTheKey { name: String },
    /// The award was reversed already.
    AlreadyReversed { award: FactId, by: FactId },
    /// The reversal is dated before its award.
    ReversalBeforeAward { award: FactId, awarded_on: Day },
    /// Credit was used in a month in which the partner had not applied yet.
    MonthBeforeApplication { month: Month, applied_on: Day },
    /// Another figure is on record for the month.
    CreditUseKnown { month: Month, cents: i64 },
    /// The partner has no such product.
    UnknownProduct { product: String },
    /// The product was added for a later day.
    ProductNotYet { product: String, added_on: Day },
    /// Another product of the partner has that name.
    ProductNameTaken { name: String, product: String },
    /// The product was published, and keeps its name.
    ProductNameFixed { product: String, since: Day },
    /// The short description is too long.
    ShortTooLong { characters: usize, most: usize },
    /// Publication is requested of content that is not complete.
    ContentIncomplete {
        product: String,
        fields: Vec<ContentField>,
    },
    /// The request for a publication misses something.
    NotRequestable {
        product: String,
        missing: Vec<Missing>,
    },
    /// Items were judged before the product's new version.
    JudgedForEarlierVersion {
        product: String,
        since: Day,
        items: Vec<String>,
    },
    /// The publication misses something.
    NotPublishable {
        product: String,
        /// The stage, where it is not that of a Certified Provider.
        stage: Option<Stage>,
        missing: Vec<Missing>,
        fields: Vec<ContentField>,
    },
    /// The product is not listed.
    NotPublished {
        product: String,
        state: ProductState,
    },
    /// The item follows from what is on record, not from a verdict.
    FollowsFromRecord {
        item: String,
        product: Option<String>,
        from: Source,
    },
    /// The reference is that of another report.
    DeploymentKnown {
        reference: String,
        other: Vec<&'static str>,
    },
    /// The report would be left without the points that an earlier entry granted for it.
    PointsLost { reference: String },
    /// Another figure is on record for the product, month and SKU.
    RevenueKnown {
        product: String,
        month: Month,
        sku: String,
        other: Vec<&'static str>,
    },
    /// It is not the partner's current term.
    NotTheTerm { term: u32 },
    /// No such term of the partner had begun by that day.
    NoSuchTerm { term: u32 },
    /// The term was renewed already.
    AlreadyRenewed { term: u32, renewed_on: Day },
    /// An objection is open.
    UnderEvaluation { term: u32, by: Objector },
    /// Nothing waits for a confirmation.
    NothingToConfirm { anniversary: Day },
    /// Something is wrong with the work on an activity.
    OfProgress(OfProgress),
    /// Something is wrong with the values recorded of an item.
    OfRecord(OfRecord),
    /// Something is wrong with a request.
    OfRequest(OfRequest),
    /// A fact recorded for a later day would not have been allowed.
    Unsettles(Contradiction),
}

/// How a refusal is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// The program's rules say no.
    Refused,
    /// What was asked makes no sense in this program.
    Usage,
}

impl Why {
    /// The participation is not running on the standing's day.
    #[must_use]
    pub fn not_running(standing: &Standing<'_>) -> Self {
        match &standing.participation {
            Some(current) => Self::ParticipationEnded {
                stage: current.stage,
                since: current.since,
            },
            None => Self::NotInProgramYet { applied_on: None },
        }
    }

    /// The partner is not certified on the standing's day.
    #[must_use]
    pub fn not_certified(standing: &Standing<'_>) -> Self {
        match standing.running() {
            Some(current) => Self::NotCertified {
                stage: current.stage,
            },
            None => Self::not_running(standing),
        }
    }
}

impl Refusal {
    /// A refusal.
    #[must_use]
    pub fn new(partner: &PartnerId, on: Day, why: Why) -> Self {
        Self {
            partner: partner.clone(),
            on,
            why: Box::new(why),
        }
    }

    /// The same with the day of the partner's first application, before which nothing can be recorded.
    #[must_use]
    pub fn knowing_first_day(mut self, first: Option<Day>) -> Self {
        if let Why::NotInProgramYet { applied_on } = &mut *self.why {
            *applied_on = applied_on.or(first).filter(|applied| *applied > self.on);
        }
        self
    }

    /// How it is to be taken.
    #[must_use]
    pub fn kind(&self) -> RefusalKind {
        match *self.why {
            Why::UnknownKind { .. }
            | Why::NotListed { .. }
            | Why::UnknownSupportLevel { .. }
            | Why::UnknownRole { .. }
            | Why::UnknownItem { .. }
            | Why::UnknownActivity { .. }
            | Why::OfProgress(
                OfProgress::NoSteps { .. }
                | OfProgress::UnknownStep { .. }
                | OfProgress::DueBefore { .. },
            )
            | Why::OfRecord(OfRecord::NotAsked { .. })
            | Why::OfRequest(
                OfRequest::UnknownKind { .. }
                | OfRequest::Needs { .. }
                | OfRequest::DueBefore { .. },
            )
            | Why::ShortTooLong { .. }
            | Why::WaiverWithoutReason { .. }
            | Why::ReferenceMissing { .. } => RefusalKind::Usage,
            _ => RefusalKind::Refused,
        }
    }

    /// The value it is about and what the value is, where it is about one: a name, an item, an activity …
    #[must_use]
    pub fn about(&self) -> Option<(&'static str, &str)> {
        match &*self.why {
            Why::UnknownItem { item, .. }
            | Why::ItemOfProduct { item }
            | Why::ItemOfPartner { item }
            | Why::FollowsFromRecord { item, .. }
            | Why::ItemOfAnotherKind { item, .. }
            | Why::WaiverWithoutReason { item, .. }
            | Why::EvidenceMissing { item, .. }
            | Why::ContactMissing { item, .. }
            | Why::ItemWaits { item, .. } => Some(("item", item)),
            Why::UnknownActivity { activity }
            | Why::GivenByStep { activity, .. }
            | Why::NotCertifiedYet { activity, .. }
            | Why::TierTooLow { activity, .. }
            | Why::PrerequisiteNotReached { activity, .. }
            | Why::LimitUsed { activity, .. } => Some(("activity", activity)),
            Why::MonthBeforeApplication { .. } => Some(("month", "")),
            Why::OfProgress(problem) => Some(problem.about()),
            Why::OfRecord(problem) => Some(("item", problem.item())),
            Why::OfRequest(problem) => problem.about(),
            Why::ReferenceMissing { .. } => Some(("ref", "")),
            Why::ReferenceUsed { reference, .. } | Why::DeploymentKnown { reference, .. } => {
                Some(("ref", reference))
            }
            Why::NameTaken { name, .. }
            | Why::ProbablyTheSame { name, .. }
            | Why::ProductNameTaken { name, .. } => Some(("name", name)),
            Why::ProductNameFixed { .. } => Some(("name", "")),
            Why::ShortTooLong { .. } => Some(("short", "")),
            Why::UnknownProduct { product } | Why::ProductNotYet { product, .. } => {
                Some(("product", product))
            }
            Why::IdTaken { id } => Some(("id", id.as_str())),
            Why::AliasTaken { alias, .. } => Some(("alias", alias)),
            Why::ExternalIdTaken { external_id, .. } => Some(("external_id", external_id)),
            Why::UnknownKind { kind, .. } => Some(("kind", kind)),
            Why::NotListed { field, word, .. } => Some((field, word)),
            _ => None,
        }
    }

    /// Its causes, one line each.
    #[must_use]
    pub fn causes(&self) -> Vec<String> {
        match &*self.why {
            Why::GateNotMet { missing, .. } | Why::NotRequestable { missing, .. } => {
                missing.iter().map(ToString::to_string).collect()
            }
            Why::NotPublishable { stage, missing, .. } => {
                let stage = stage.map(|stage| format!("the partner is {}", at_stage(stage)));
                let missing = missing.iter().map(ToString::to_string);
                stage.into_iter().chain(missing).collect()
            }
            Why::Unsettles(contradiction) => vec![contradiction.refusal.to_string()],
            _ => Vec::new(),
        }
    }
}

/// A recorded fact that would not have been allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The fact.
    pub id: FactId,
    /// The day from which it holds.
    pub on: Day,
    /// What it is.
    pub what: &'static str,
    /// Why it would not have been allowed.
    pub refusal: Refusal,
}
