use crate::cli::terminal::error::Failure;
use crate::domain::fact::ContentField;
use crate::ops::product;
use clap::Args;
use std::collections::BTreeMap;

/// The content of a product, as options.
#[derive(Debug, Args)]
pub(super) struct ContentArgs {
    /// Its version
    #[arg(long, value_name = "V", help_heading = "Content")]
    version: Option<String>,

    /// The kind of solution: saas or software
    #[arg(long, value_name = "K", help_heading = "Content")]
    kind: Option<String>,

    /// A category it is listed under; once for each
    #[arg(long, value_name = "C", help_heading = "Content")]
    category: Vec<String>,

    /// The short description, at most 100 characters
    #[arg(long, value_name = "T", help_heading = "Content")]
    short: Option<String>,

    /// The full description
    #[arg(long, value_name = "T", help_heading = "Content")]
    full: Option<String>,

    /// A feature; once for each
    #[arg(long, value_name = "T", help_heading = "Content")]
    feature: Vec<String>,

    /// The address of its end user licence agreement
    #[arg(long, value_name = "URL", help_heading = "Content")]
    eula: Option<String>,

    /// How users get support
    #[arg(long, value_name = "T", help_heading = "Content")]
    support: Option<String>,

    /// The pricing model
    #[arg(long, value_name = "P", help_heading = "Content")]
    pricing: Option<String>,

    /// The address of a demonstration
    #[arg(long, value_name = "URL", help_heading = "Content")]
    demo: Option<String>,

    /// The address of its Knowledge Base article
    #[arg(long, value_name = "URL", help_heading = "Content")]
    evidence: Option<String>,
}

impl ContentArgs {
    /// The content that was typed.
    pub(super) fn content(&self) -> Result<BTreeMap<ContentField, String>, Failure> {
        let mut content = BTreeMap::new();
        for (field, text) in [
            (ContentField::Version, &self.version),
            (ContentField::Kind, &self.kind),
            (ContentField::Short, &self.short),
            (ContentField::Full, &self.full),
            (ContentField::Eula, &self.eula),
            (ContentField::Support, &self.support),
            (ContentField::Pricing, &self.pricing),
            (ContentField::Demo, &self.demo),
            (ContentField::Evidence, &self.evidence),
        ] {
            if let Some(text) = text {
                content.insert(field, product::field(field, text)?);
            }
        }
        for (field, typed) in [
            (ContentField::Categories, &self.category),
            (ContentField::Features, &self.feature),
        ] {
            if !typed.is_empty() {
                let texts = typed.iter().map(String::as_str);
                content.insert(field, product::list(product::column_of(field), texts)?);
            }
        }
        Ok(content)
    }
}
