//! What can be asked of the book: one variant for each kind of change.

use crate::domain::fact::{
    Adoption, Contact, CreditUse, Deployment, Described, Objector, Profile, ProfileField,
    PublicationStep, Revenue,
};
use crate::domain::partner::scope::Scope;
use crate::domain::rule::award::AwardRequest;
use crate::domain::rule::verdict_input::VerdictInput;
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
    Judge {
        /// The verdicts.
        verdicts: Vec<VerdictInput>,
        /// The account alias, where it becomes known with them.
        alias: Option<String>,
        /// Contact people of the provider who become known with them.
        contacts: Vec<Contact>,
        /// The decision.
        decision: Option<Decision>,
    },
    /// An activity earns points.
    Award(AwardRequest),
    /// An award is reversed.
    Reverse {
        /// The award.
        award: FactId,
        /// Why.
        reason: String,
    },
    /// Credit used in a month.
    UseCredit {
        /// The month's total.
        used: CreditUse,
        /// Whether it may replace another figure for the month.
        replace: bool,
    },
    /// A product is added.
    AddProduct {
        /// Its name and content; its id is made from its name.
        described: Described,
    },
    /// Something else becomes known of a product.
    EditProduct {
        /// What.
        described: Described,
    },
    /// Verdicts on items of a product.
    MarkProduct {
        /// The product.
        product: String,
        /// The verdicts.
        verdicts: Vec<VerdictInput>,
    },
    /// A product takes a step towards the directory, or out of it.
    StepProduct {
        /// The product.
        product: String,
        /// Which step.
        step: PublicationStep,
    },
    /// A deployment is reported.
    Deploy {
        /// What is reported.
        deployment: Deployment,
        /// What to do where another is on record under its reference.
        on_duplicate: OnDuplicate,
        /// Today, from which a correction reverses what it must.
        today: Day,
    },
    /// Revenue is reported.
    Earn {
        /// What is reported.
        revenue: Revenue,
        /// What to do where another figure is on record.
        on_duplicate: OnDuplicate,
    },
    /// The terms that are due are opened.
    Renew,
    /// A party communicates something about the value of the term.
    Object {
        /// Who.
        by: Objector,
        /// What.
        text: String,
    },
    /// The renewal is confirmed.
    Confirm {
        /// Why.
        reason: String,
    },
    /// Something else becomes known of the company.
    Edit {
        /// What.
        profile: Profile,
    },
    /// Good standing, or the loss of it.
    SetStanding {
        /// Whether the partner is in good standing.
        good: bool,
        /// Why not.
        reason: Option<String>,
    },
    /// People take on roles.
    People {
        /// Role and person; an empty person: nobody any more.
        team: Vec<(String, String)>,
        /// Contact people of the provider.
        contacts: Vec<Contact>,
        /// Roles of contact people who are to be forgotten, before others take them on.
        forget: Vec<String>,
    },
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

impl Request {
    /// Returns what has to be known to decide the request.
    #[must_use]
    pub fn needs(&self) -> Needs<'_> {
        Needs {
            scope: match self {
                Self::Award(_) => Scope::Points,
                Self::Deploy { .. } | Self::Earn { .. } => Scope::Reports,
                Self::AddProduct { .. } | Self::EditProduct { .. } => Scope::WithoutPoints,
                _ => Scope::Partner,
            },
            profile: self.profile(),
            alias: self.alias(),
            report: match self {
                Self::Deploy { deployment, .. } => {
                    Some(ReportKey::Deployment(&deployment.reference))
                }
                Self::Earn { revenue, .. } => Some(ReportKey::Revenue(revenue)),
                _ => None,
            },
            deployed_since: matches!(
                self,
                Self::Judge {
                    decision: Some(Decision::Grant),
                    ..
                }
            ),
            roles_kept: matches!(self, Self::People { forget, .. } if !forget.is_empty()),
        }
    }

    /// What the request says of the company, if anything.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Apply(apply) | Self::Adopt(Adopt { apply, .. }) => Some(&apply.profile),
            Self::Edit { profile } => Some(profile),
            _ => None,
        }
    }

    /// The account alias that becomes known with it, if one does.
    #[must_use]
    pub fn alias(&self) -> Option<&str> {
        match self {
            Self::Judge { alias, .. } => alias.as_deref(),
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
