//! What can be asked of the book: one variant for each kind of change.

use crate::domain::fact::{
    Adoption, Asked, Contact, CreditUse, Deployment, Described, Objector, Profile, ProfileField,
    PublicationStep, Revenue, Settlement, Worth,
};
use crate::domain::partner::scope::Scope;
use crate::domain::rule::award::AwardRequest;
use crate::domain::rule::verdict_input::{RecordInput, VerdictInput};
use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;
use crate::domain::value::on_duplicate::OnDuplicate;

/// A change that is asked for one partner, to hold from a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// A company applies.
    Apply(Apply),
    /// A partner that was in the program before the book.
    Adopt(Adopt),
    /// Verdicts on items, and after them a decision.
    Judge(Judge),
    /// An activity earns points.
    Award(AwardRequest),
    /// Work on an activity goes on.
    Advance(Advance),
    /// An award is reversed.
    Reverse(Reverse),
    /// Credit used in a month.
    UseCredit(UseCredit),
    /// A product is added; its id is made from its name.
    AddProduct(Described),
    /// Something else becomes known of a product.
    EditProduct(Described),
    /// Verdicts on items of a product.
    MarkProduct(MarkProduct),
    /// A product takes a step towards the directory, or out of it.
    StepProduct(StepProduct),
    /// A deployment is reported.
    Deploy(Deploy),
    /// Revenue is reported.
    Earn(Earn),
    /// The terms that are due are opened.
    Renew,
    /// A party communicates something about the value of the term.
    Object(Object),
    /// A party evaluates a term.
    Evaluate(Evaluate),
    /// The renewal is confirmed, for a reason.
    Confirm(String),
    /// Something else becomes known of the company.
    Edit(Profile),
    /// Good standing, or the loss of it.
    SetStanding(SetStanding),
    /// People take on roles.
    SetPeople(SetPeople),
    /// Something is requested.
    Ask(Asked),
    /// A request is settled.
    Settle(Settlement),
}

/// A company applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apply {
    /// What it says of itself.
    pub profile: Profile,
    /// Whether it was given an id of its own, which says that it is a different company.
    pub own_id: bool,
    /// Whom to talk to.
    pub contact: Option<Contact>,
    /// A remark.
    pub note: Option<String>,
}

/// A partner that was in the program before the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopt {
    /// Its application.
    pub apply: Apply,
    /// The stages it had reached.
    pub adoption: Adoption,
    /// The points it had, and the day of that balance.
    pub opening: Option<(i64, Day)>,
    /// Up to when terms are opened.
    pub today: Day,
}

/// Verdicts on items, and after them a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judge {
    /// The verdicts.
    pub verdicts: Vec<VerdictInput>,
    /// What is recorded of items.
    pub records: Vec<RecordInput>,
    /// The account alias, where it becomes known with them.
    pub alias: Option<String>,
    /// Contact people of the provider who become known with them.
    pub contacts: Vec<Contact>,
    /// The decision.
    pub decision: Option<Decision>,
}

/// Work on an activity goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advance {
    /// The activity.
    pub activity: String,
    /// Where it gets to.
    pub to: Move,
    /// The day by which it is to be done.
    pub due: Option<Day>,
    /// Who takes care of it.
    pub person: Option<String>,
}

/// Where the work on an activity gets to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// Its first step.
    Begin,
    /// A step of this name.
    Step(String),
    /// Nowhere, for a reason.
    Drop(String),
}

/// An award is reversed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reverse {
    /// The award.
    pub award: FactId,
    /// Why.
    pub reason: String,
}

/// Credit used in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseCredit {
    /// The month's total.
    pub used: CreditUse,
    /// Whether it may replace another figure for the month.
    pub replace: bool,
}

/// Verdicts on items of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkProduct {
    /// The product.
    pub product: String,
    /// The verdicts.
    pub verdicts: Vec<VerdictInput>,
    /// What is recorded of items.
    pub records: Vec<RecordInput>,
}

/// A product takes a step towards the directory, or out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepProduct {
    /// The product.
    pub product: String,
    /// Which step.
    pub step: PublicationStep,
}

/// A deployment is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deploy {
    /// What is reported.
    pub deployment: Deployment,
    /// What to do where another is on record under its reference.
    pub on_duplicate: OnDuplicate,
    /// Today, from which a correction reverses what it must.
    pub today: Day,
}

/// Revenue is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earn {
    /// What is reported.
    pub revenue: Revenue,
    /// What to do where another figure is on record.
    pub on_duplicate: OnDuplicate,
}

/// A party communicates something about the value of the term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Who.
    pub by: Objector,
    /// What.
    pub text: String,
}

/// A party evaluates a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluate {
    /// The term; `None`: the one that runs.
    pub term: Option<u32>,
    /// Who.
    pub by: Objector,
    /// What was found.
    pub text: String,
    /// Whether the term had value for the business.
    pub worth: Option<Worth>,
}

/// Good standing, or the loss of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetStanding {
    /// Whether the partner is in good standing.
    pub good: bool,
    /// Why not.
    pub reason: Option<String>,
}

/// People take on roles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetPeople {
    /// Role and person; an empty person: nobody any more.
    pub team: Vec<(String, String)>,
    /// Contact people of the provider.
    pub contacts: Vec<Contact>,
    /// Roles of contact people who are to be forgotten, before others take them on.
    pub forget: Vec<String>,
}

impl Request {
    /// Returns what has to be known to decide the request.
    #[must_use]
    pub fn needs(&self) -> Needs<'_> {
        Needs {
            scope: match self {
                Self::Award(_) => Scope::Points,
                Self::Deploy(_) | Self::Earn(_) => Scope::Reports,
                Self::AddProduct(_) | Self::EditProduct(_) => Scope::WithoutPoints,
                _ => Scope::Partner,
            },
            profile: self.profile(),
            alias: self.alias(),
            report: match self {
                Self::Deploy(Deploy { deployment, .. }) => {
                    Some(ReportKey::Deployment(&deployment.reference))
                }
                Self::Earn(Earn { revenue, .. }) => Some(ReportKey::Revenue(revenue)),
                _ => None,
            },
            deployed_since: matches!(
                self,
                Self::Judge(Judge {
                    decision: Some(Decision::Grant),
                    ..
                })
            ),
            roles_kept: matches!(self, Self::SetPeople(SetPeople { forget, .. }) if !forget.is_empty()),
        }
    }

    /// What the request says of the company, if anything.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Apply(apply) | Self::Adopt(Adopt { apply, .. }) => Some(&apply.profile),
            Self::Edit(profile) => Some(profile),
            _ => None,
        }
    }

    /// The account alias that becomes known with it, if one does.
    #[must_use]
    pub fn alias(&self) -> Option<&str> {
        match self {
            Self::Judge(Judge { alias, .. }) => alias.as_deref(),
            _ => self.profile()?.get(ProfileField::Alias),
        }
    }
}

/// What has to be known to decide a request.
#[derive(Debug, Clone, Copy)]
pub struct Needs<'r> {
    /// How much of the partner's history.
    pub scope: Scope,
    /// The company profile whose name and ids other partners may hold.
    pub profile: Option<&'r Profile>,
    /// The account alias that another partner may hold.
    pub alias: Option<&'r str>,
    /// The report that may be on record already.
    pub report: Option<ReportKey<'r>>,
    /// Whether the partner's successful deployments since the day of the request are needed.
    pub deployed_since: bool,
    /// Whether the roles with contact details on record are needed.
    pub roles_kept: bool,
}

/// What identifies a report.
#[derive(Debug, Clone, Copy)]
pub enum ReportKey<'r> {
    /// The reference of a deployment.
    Deployment(&'r str),
    /// The product, month and SKU of a revenue figure.
    Revenue(&'r Revenue),
}

/// A decision on a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Make the applicant a candidate.
    Admit,
    /// Decline the application.
    Decline(String),
    /// The partner withdraws.
    Withdraw(String),
    /// Make the candidate a Certified Provider.
    Grant,
    /// Extend the candidate window to a day.
    Extend(Day, String),
    /// The candidate window ended without a certification.
    Lapse(String),
    /// End the participation of a certified partner.
    End(String),
}
