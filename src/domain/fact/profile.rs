//! What is known of a company. [`ProfileField`] is the one declaration of its fields: the book, files, options, reports
//! and history go through it.

use crate::domain::value::name::{name_key, similarity_key};
use crate::domain::value::named::named;
use std::ops::{Index, IndexMut};

/// A text that is known of a company. Its name is the column in the book and in files, and with hyphens the option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileField {
    /// The technology it brings.
    Product,
    /// `saas`, `software` …
    Kind,
    /// The directory's category.
    Category,
    /// The URL of its website.
    Website,
    /// Its account alias, in upper case.
    Alias,
    /// What it offers, in a few sentences.
    Summary,
    /// Its id in another system.
    ExternalId,
    /// The support level it has.
    SupportLevel,
    /// How it came to the program.
    Via,
}
// In the order of the book's columns.
named!(ProfileField, ProfileField::Product => "product", ProfileField::Kind => "kind", ProfileField::Category => "category",
    ProfileField::Website => "website", ProfileField::Alias => "alias", ProfileField::Summary => "summary",
    ProfileField::ExternalId => "external_id", ProfileField::SupportLevel => "support_level",
    ProfileField::Via => "via");

impl ProfileField {
    /// Returns the key in JSON documents; with spaces it is what people read.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Alias => "account_alias",
            other => other.name(),
        }
    }

    /// Returns whether the company says it when it applies, also in a file; the others are set later.
    #[must_use]
    pub fn is_for_applicants(self) -> bool {
        match self {
            Self::Product
            | Self::Kind
            | Self::Category
            | Self::Website
            | Self::Alias
            | Self::Summary
            | Self::ExternalId
            | Self::Via => true,
            Self::SupportLevel => false,
        }
    }

    /// Returns whether another value could take away what later facts depend on.
    fn can_unsettle(self) -> bool {
        match self {
            Self::Kind | Self::Alias => true,
            Self::Product
            | Self::Category
            | Self::Website
            | Self::Summary
            | Self::ExternalId
            | Self::SupportLevel
            | Self::Via => false,
        }
    }
}

/// The texts of a profile: `None` says nothing of a field, an empty text clears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileTexts<T>([Option<T>; ProfileField::ALL.len()]);

impl<T> Default for ProfileTexts<T> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| None))
    }
}

impl<T> Index<ProfileField> for ProfileTexts<T> {
    type Output = Option<T>;

    fn index(&self, field: ProfileField) -> &Option<T> {
        &self.0[field as usize]
    }
}

impl<T> IndexMut<ProfileField> for ProfileTexts<T> {
    fn index_mut(&mut self, field: ProfileField) -> &mut Option<T> {
        &mut self.0[field as usize]
    }
}

impl<T> ProfileTexts<T> {
    /// Returns the fields that have a text.
    pub fn iter(&self) -> impl Iterator<Item = (ProfileField, &T)> {
        let texts = ProfileField::ALL.iter().zip(&self.0);
        texts.filter_map(|(field, text)| Some((*field, text.as_ref()?)))
    }

    /// Returns the texts that a function has for the fields.
    pub fn from_fn(text: impl Fn(ProfileField) -> Option<T>) -> Self {
        Self(std::array::from_fn(|field| text(ProfileField::ALL[field])))
    }
}

/// What became known of a company.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Its name, with the keys it is compared by.
    pub name: Option<Name>,
    /// Its other fields.
    pub texts: ProfileTexts<String>,
    /// Its share of billable revenue, in basis points.
    pub share_bp: Option<i64>,
    /// Whether it comes from an application or a file; later files are compared with that, not with edits.
    pub imported: bool,
}

impl Profile {
    /// Returns the text of a field.
    #[must_use]
    pub fn get(&self, field: ProfileField) -> Option<&str> {
        self.texts[field].as_deref()
    }

    /// Returns the same profile with a text in a field.
    #[must_use]
    pub fn with(mut self, field: ProfileField, text: impl Into<String>) -> Self {
        self.texts[field] = Some(text.into());
        self
    }

    /// Takes over what a later profile says.
    pub(crate) fn update(&mut self, later: &Self) {
        let Self {
            name,
            texts,
            share_bp,
            imported,
        } = later;
        self.name = name.clone().or(self.name.take());
        for (field, text) in texts.iter() {
            self.texts[field] = Some(text.clone());
        }
        self.share_bp = share_bp.or(self.share_bp);
        self.imported = *imported;
    }

    /// Returns whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            name,
            texts,
            share_bp,
            imported: _,
        } = self;
        name.is_none() && texts.iter().next().is_none() && share_bp.is_none()
    }

    pub(super) fn can_unsettle(&self) -> bool {
        self.texts.iter().any(|(field, _)| field.can_unsettle())
    }
}

/// A name with the keys it is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name as it is shown.
    pub text: String,
    /// Two partners never have the same.
    pub key: String,
    /// Partners with the same are probably the same company.
    pub look: String,
}

impl Name {
    /// Returns a name that was checked, with its keys.
    #[must_use]
    pub fn of(text: String, legal_suffixes: &[String]) -> Self {
        Self {
            key: name_key(&text),
            look: similarity_key(&text, legal_suffixes),
            text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_place() {
        for (place, field) in ProfileField::ALL.iter().enumerate() {
            assert_eq!(*field as usize, place, "{field}");
        }
    }
}
