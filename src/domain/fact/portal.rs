//! What the Provider Portal reports: products, their publication, deployments and revenue.

use crate::domain::value::month::Month;
use crate::domain::value::name::name_key;
use crate::domain::value::named::named;
use std::collections::BTreeMap;

/// What became known of a product. A field that is not there says nothing, an empty text clears it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Described {
    /// The product's id, unique for its partner.
    pub product: String,
    /// Its display name, with the key it is compared by.
    pub name: Option<ProductName>,
    /// Its content.
    pub content: BTreeMap<ContentField, String>,
    /// Whether it comes from an addition or a file; later files are compared with that, not with edits.
    pub imported: bool,
}

impl Described {
    /// Whether it clears a field that was set before, or asks for other items or for new verdicts.
    pub(super) fn takes_away(&self) -> bool {
        self.content.iter().any(|(field, text)| {
            text.is_empty() || matches!(field, ContentField::Kind | ContentField::Version)
        })
    }
}

/// A display name with the key it is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductName {
    /// The name as it is shown.
    pub text: String,
    /// No two products of a partner have the same.
    pub key: String,
}

impl ProductName {
    /// A name that was checked, with its key.
    #[must_use]
    pub fn of(text: String) -> Self {
        Self {
            key: name_key(&text),
            text,
        }
    }
}

/// The fields of a product's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContentField {
    /// Its version.
    Version,
    /// The kind of solution.
    Kind,
    /// The directory's categories, one on each line.
    Categories,
    /// The short description, which the directory shows.
    Short,
    /// The full description.
    Full,
    /// Its features, one on each line.
    Features,
    /// The address of its end user licence agreement.
    Eula,
    /// How users get support.
    Support,
    /// The pricing model.
    Pricing,
    /// The address of a demonstration.
    Demo,
    /// The address of its Knowledge Base article.
    Evidence,
}
named!(ContentField, ContentField::Version => "version", ContentField::Kind => "kind", ContentField::Categories => "categories", ContentField::Short => "short",
    ContentField::Full => "full", ContentField::Features => "features", ContentField::Eula => "eula", ContentField::Support => "support",
    ContentField::Pricing => "pricing", ContentField::Demo => "demo", ContentField::Evidence => "evidence");

impl ContentField {
    /// Whether it holds a list: one thing on each line.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Self::Categories | Self::Features)
    }
}

/// A step of a product on its way into the directory, or out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The product.
    pub product: String,
    /// Which step.
    pub step: PublicationStep,
}

/// The steps of a product on its way into the directory, or out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicationStep {
    /// The provider asks for publication.
    Requested,
    /// Its content, as it is then, is listed.
    Published,
    /// It is listed no longer.
    Unpublished,
}
named!(PublicationStep, PublicationStep::Requested => "requested", PublicationStep::Published => "published",
    PublicationStep::Unpublished => "unpublished");

/// A deployment that the portal reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployment {
    /// The product.
    pub product: String,
    /// The portal's name for the deployment, unique for the partner.
    pub reference: String,
    /// For whom it was.
    pub customer: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// What went wrong; a success may have had errors too.
    pub error: Option<String>,
    /// Whether it was only a test.
    pub test: bool,
}

/// How a deployment ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The software runs.
    Success,
    /// It does not.
    Failure,
}
named!(Outcome, Outcome::Success => "success", Outcome::Failure => "failure");

/// Billable revenue of a product in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revenue {
    /// The product.
    pub product: String,
    /// The month.
    pub month: Month,
    /// What was sold of it; empty: the product as a whole.
    pub sku: String,
    /// How many subscriptions there were.
    pub subscriptions: Option<i64>,
    /// USD cents.
    pub cents: i64,
    /// A remark.
    pub note: Option<String>,
}
