//! The program's rules as data: what the rule file says, checked and ready to be asked.
//!
//! A [`Program`] is read from TOML by [`Program::parse`], which finds every error at once. Nothing here
//! knows a figure of its own: the embedded default, `examples/program.toml`, carries them all.

use super::fact::ContentField;
use crate::domain::value::named::named;

mod check;
mod read;
pub mod reading;
pub mod versions;

pub use read::FileError;

/// The rule file a new book starts with.
pub const EMBEDDED: &str = include_str!("../../../examples/program.toml");

/// The columns that files of verdicts have for every item, and the one in which refused rows give the reason: no value
/// of an item can have such a name.
pub const VERDICT_COLUMNS: [&str; 7] = [
    "partner", "item", "verdict", "note", "evidence", "on", "reason",
];

/// The value of an item that says who did it.
pub const BY: &str = "by";

/// One version of the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// What the program is called.
    pub name: String,
    /// The documents the rules were read from.
    pub sources: Vec<String>,
    /// The kinds of solution a partner may bring.
    pub kinds: Vec<Kind>,
    /// What holds for candidates.
    pub candidate: CandidateRule,
    /// What must be true before an applicant becomes a candidate.
    pub admit: Gate,
    /// What must be true before a candidate becomes a Certified Provider.
    pub certify: Gate,
    /// What must be true before the publication of a product is requested.
    pub request_publication: Gate,
    /// What must be true before a product is published.
    pub publish: Gate,
    /// What a product's content must hold.
    pub product: ProductRule,
    /// Every checklist, in the order of the documents.
    pub checklists: Vec<Checklist>,
    /// Everything that earns points.
    pub activities: Vec<Activity>,
    /// What can be requested.
    pub requests: Vec<RequestRule>,
    /// The tiers, lowest first.
    pub tiers: Vec<Tier>,
    /// Days by which a fall to a lower tier is delayed.
    pub downgrade_grace_days: u32,
    /// Who is entitled to the integration credit.
    pub credit: CreditRule,
    /// Length of a term in months.
    pub term_months: u32,
    /// Roles that the program's own people take on for a partner.
    pub team_roles: Vec<Role>,
    /// Roles of the provider's contact people.
    pub contact_roles: Vec<Role>,
    /// How a company may have come to the program; empty: in any way.
    pub ways_in: Vec<String>,
    /// The categories that companies and products may be listed under; empty: any.
    pub categories: Vec<String>,
    /// How many candidates and certified partners make an adequately sized pool in a category; `None`: any number.
    pub pool_size: Option<u32>,
    /// Support levels, the default one first.
    pub support_levels: Vec<String>,
    /// The share of billable revenue paid to a partner without a share of its own, in basis points.
    pub default_share_bp: Option<u32>,
    /// Endings such as `Inc` that say nothing about which company it is; lower case, without dots and
    /// spaces.
    pub legal_suffixes: Vec<String>,
}

/// What a product's content must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRule {
    /// The fields without which the content is not complete; a display name it has anyway.
    pub required: Vec<ContentField>,
    /// The longest short description, in characters.
    pub short_characters: usize,
}

/// A kind of solution, such as `saas`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The id commands use.
    pub id: String,
    /// The documents' words for it.
    pub text: String,
}

/// What holds for candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateRule {
    /// Calendar months from admission to the last day for certification.
    pub window_months: u32,
    /// Integration credit in USD cents a month.
    pub credit_cents: i64,
    /// What a candidate is given.
    pub benefits: Vec<Benefit>,
}

/// What a step asks for before it may be taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gate {
    /// The sentence of the documents.
    pub text: String,
    /// Checklists of which every item must be settled as the item itself asks.
    pub checklists: Vec<String>,
    /// Single items of other checklists that must be met.
    pub items: Vec<String>,
    /// Items of the partner that must be judged again for a new version of a product.
    pub judged_anew: Vec<String>,
    /// Roles of the team that somebody must have for the partner.
    pub team: Vec<String>,
    /// Whether the partner must be in good standing.
    pub good_standing: bool,
}

/// A list of things that must be considered or true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The id commands use.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What each copy of the list belongs to.
    pub of: Subject,
    /// The stage from which verdicts can be recorded.
    pub from: StageName,
    /// The items, in the documents' order.
    pub items: Vec<Item>,
}

/// What a checklist belongs to: there is a fresh copy of it for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// One participation of a partner.
    Participation,
    /// One term after certification.
    Term,
    /// One product.
    Product,
}

/// The stages of a running participation, as the rule file names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageName {
    /// Has applied.
    Applicant,
    /// Has been admitted.
    Candidate,
    /// Is a Certified Provider.
    Certified,
}

/// One item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The id commands use; unique over all checklists of one [`Subject`].
    pub id: String,
    /// The documents' sentence.
    pub text: String,
    /// Who does it.
    pub party: Party,
    /// What settles it.
    pub needs: Need,
    /// The kinds of partner it applies to; empty: all.
    pub kinds: Vec<String>,
    /// Items that must be settled before this one can be met.
    pub waits_for: Vec<String>,
    /// Whether `met` needs an address as evidence.
    pub evidence: bool,
    /// A fact on record that meets the item by itself.
    pub fulfilled_by: Option<OnRecord>,
    /// The item of the partner whose verdict is this one's too; only products have such items.
    pub same_as: Option<String>,
    /// What the note of its verdict should say.
    pub asks: Option<String>,
    /// The values that its verdict should record, by their names.
    pub records: Vec<String>,
    /// Whether it is met only with all of them.
    pub required: bool,
    /// An item that another person must have done: the `by` recorded of the two must differ.
    pub other_person_than: Option<String>,
    /// A contact role that must be on record before the item can be met.
    pub contact: Option<String>,
    /// A contact role whose mail address and telephone number are open evidence while they are not on record.
    pub reachable: Option<String>,
    /// The benefit whose uptake it is: it applies to partners of the tiers that give it.
    pub benefit: Option<String>,
    /// Whether the review shows the category's density with it.
    pub shows_density: bool,
    /// Where the guide for this step is.
    pub guide: Option<String>,
}

/// A fact on record that can fulfil an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnRecord {
    /// The partner's account alias is known.
    AccountAlias,
    /// A product of the partner has its content complete.
    ProductContent,
    /// Publication of a product has been requested.
    PublicationRequest,
}

/// Who does an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The partner.
    Provider,
    /// The marketplace team.
    Marketplace,
    /// The assigned integrator of the marketplace.
    Integrator,
    /// Provider and marketplace together.
    Both,
}

/// What settles an item when a step asks for its checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Any verdict will do.
    Considered,
    /// It must be met; nothing else will do.
    Met,
    /// It must be met, or waived with a reason.
    MetOrWaived,
}

/// Something that earns points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// The id commands use.
    pub id: String,
    /// The guide's words.
    pub name: String,
    /// Points it earns.
    pub points: i64,
    /// Other prices at higher tiers, as (tier, points).
    pub points_at: Vec<(String, i64)>,
    /// From when on it can be earned.
    pub from: Earned,
    /// How often it can be earned.
    pub limit: Limit,
    /// Balance a partner must have before the award.
    pub prerequisite_points: Option<i64>,
    /// Months after which an award stops counting.
    pub valid_months: Option<u32>,
    /// The step that gives it.
    pub given_by: Option<GivenBy>,
    /// Whether it can also (or only) be awarded by hand.
    pub by_hand: bool,
    /// The steps of the work on it, from planning to the last one before the award.
    pub steps: Vec<String>,
    /// Whether it is awarded only once it is at the last step.
    pub steps_required: bool,
}

/// From when on an activity can be earned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Earned {
    /// From admission.
    Candidate,
    /// From this tier upward.
    Tier(String),
}

/// How often an activity can be earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Once per participation.
    Once,
    /// Once per reference, which is required.
    Each,
    /// Once per calendar quarter.
    Quarter,
    /// Once per calendar year.
    Year,
}

/// The step that gives an award by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBy {
    /// Admission to the program.
    Admit,
    /// Certification.
    Certify,
    /// The assignment of a partner success manager, once certified.
    SuccessManager,
    /// A successful deployment on record.
    Deployment,
}

/// Something that can be requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRule {
    /// The id commands use.
    pub id: String,
    /// The documents' sentence.
    pub text: String,
    /// Who carries it out.
    pub party: Party,
    /// The stage from which it can be made.
    pub from: StageName,
    /// What must be given with it.
    pub needs: Vec<RequestField>,
    /// The support level that the partner has once it is done.
    pub support_level: Option<String>,
}

/// What can be given with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestField {
    /// What exactly is asked for.
    Text,
    /// The day by which it is to be done.
    Due,
    /// Who takes care of it.
    For,
    /// The ticket or quote that it has elsewhere.
    Ref,
}

/// A tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// The id commands use.
    pub id: String,
    /// The guide's words.
    pub name: String,
    /// Points from which it is reached, that number included.
    pub from_points: i64,
    /// Integration credit in USD cents a month, in total.
    pub credit_cents: i64,
    /// What it adds to the tiers below.
    pub benefits: Vec<Benefit>,
    /// Whether its partners come first in the directory.
    pub preferred: bool,
}

/// Something that a candidate or a tier is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    /// The id by which an item names it, if its uptake is recorded.
    pub id: Option<String>,
    /// The documents' words.
    pub text: String,
}

/// Who is entitled to the integration credit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreditRule {
    /// Items that must be settled (met or waived).
    pub items: Vec<String>,
    /// Whether the partner must be in good standing.
    pub good_standing: bool,
}

/// A role that a person takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The id commands use.
    pub id: String,
    /// What it is called.
    pub name: String,
}

impl Program {
    /// The checklist of this id.
    #[must_use]
    pub fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklists.iter().find(|list| list.id == id)
    }

    /// The item of this id, with its checklist; the first in the file's order, where items of
    /// different subjects share the id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<(&Checklist, &Item)> {
        [Subject::Participation, Subject::Term, Subject::Product]
            .into_iter()
            .find_map(|subject| self.item_of(subject, id))
    }

    /// The item of this id among a subject's, with its checklist.
    #[must_use]
    pub fn item_of(&self, subject: Subject, id: &str) -> Option<(&Checklist, &Item)> {
        let lists = self.checklists.iter().filter(|list| list.of == subject);
        lists
            .flat_map(|list| list.items.iter().map(move |item| (list, item)))
            .find(|(_, item)| item.id == id)
    }

    /// The activity of this id.
    #[must_use]
    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == id)
    }

    /// The rule of a kind of request.
    #[must_use]
    pub fn request(&self, kind: &str) -> Option<&RequestRule> {
        self.requests.iter().find(|rule| rule.id == kind)
    }

    /// The activity that a step gives.
    #[must_use]
    pub fn given_by(&self, step: GivenBy) -> Option<&Activity> {
        self.activities
            .iter()
            .find(|activity| activity.given_by == Some(step))
    }

    /// The size of a category's pool, if this many candidates and certified partners fill it.
    ///
    /// "In an effort to ensure the Program participant pool is adequately sized …"
    #[must_use]
    pub fn full_pool(&self, providers: u64) -> Option<u32> {
        self.pool_size.filter(|size| providers >= u64::from(*size))
    }

    /// The place of a tier in the order of tiers, lowest first.
    #[must_use]
    pub fn tier_rank(&self, id: &str) -> Option<usize> {
        self.tiers.iter().position(|tier| tier.id == id)
    }
}

impl Item {
    /// Whether the item applies to a partner of this kind; a partner of no known kind has every item.
    #[must_use]
    pub fn applies_to(&self, kind: Option<&str>) -> bool {
        match kind {
            _ if self.kinds.is_empty() => true,
            Some(kind) => self.kinds.iter().any(|k| k == kind),
            None => true,
        }
    }
}

named!(Subject, Subject::Participation => "participation", Subject::Term => "term", Subject::Product => "product");
named!(StageName, StageName::Applicant => "applicant", StageName::Candidate => "candidate", StageName::Certified => "certified");
named!(OnRecord, OnRecord::AccountAlias => "account-alias", OnRecord::ProductContent => "product-content",
    OnRecord::PublicationRequest => "publication-request");
named!(Party, Party::Provider => "provider", Party::Marketplace => "marketplace", Party::Integrator => "integrator",
    Party::Both => "both");
named!(RequestField, RequestField::Text => "text", RequestField::Due => "due", RequestField::For => "for",
    RequestField::Ref => "ref");
named!(Need, Need::Considered => "considered", Need::Met => "met", Need::MetOrWaived => "met-or-waived");
named!(Limit, Limit::Once => "once", Limit::Each => "each", Limit::Quarter => "quarter", Limit::Year => "year");
named!(GivenBy, GivenBy::Admit => "admit", GivenBy::Certify => "certify", GivenBy::SuccessManager => "success-manager",
    GivenBy::Deployment => "deployment");
