//! A company's profile on its way from a command or a file.

use super::bad_values::{BadValue, BadValues};
use super::values::{address, line, text};
use crate::domain::fact::{Name, Profile, ProfileField, ProfileTexts};
use crate::domain::program::Program;
use crate::domain::rule::profile::clean_alias;
use crate::domain::value::name::clean_name;
use crate::domain::value::percent::parse_percent;
use crate::rows::{FileColumn, Takes};

/// A company's profile, as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ProfileInput<'s> {
    /// Its name.
    pub name: Option<&'s str>,
    /// Its other fields.
    pub texts: ProfileTexts<&'s str>,
    /// Its share of billable revenue, in percent.
    pub revenue_share: Option<&'s str>,
}

impl ProfileInput<'_> {
    /// Returns the profile. An empty value clears what is known.
    pub(crate) fn profile(&self, program: &Program, imported: bool) -> Result<Profile, BadValues> {
        let mut bad = BadValues::default();
        let profile = self.valid(&mut bad, program, imported);
        bad.into_result().map(|()| profile)
    }

    /// Returns the profile of the valid values; the others are added to the bad ones.
    pub(super) fn valid(&self, bad: &mut BadValues, program: &Program, imported: bool) -> Profile {
        let Self {
            name: typed_name,
            texts,
            revenue_share,
        } = self;
        let mut profile = Profile {
            name: bad.check(typed_name.map(|text| name(text, program)).transpose()),
            imported,
            ..Profile::default()
        };
        for (field, text) in texts.iter() {
            profile.texts[field] = bad.check(field_text(field, text).map(Some));
        }
        profile.share_bp = bad.check(revenue_share.map(share).transpose());
        profile
    }
}

/// Returns the text of a field as it is kept; an empty one clears the field.
fn field_text(field: ProfileField, typed: &str) -> Result<String, BadValue> {
    let column = field.name();
    match field {
        ProfileField::Website => address(column, typed),
        ProfileField::Alias => alias(typed),
        ProfileField::Summary => text(column, Some(typed)).map(Option::unwrap_or_default),
        ProfileField::Product
        | ProfileField::Kind
        | ProfileField::Category
        | ProfileField::ExternalId
        | ProfileField::SupportLevel
        | ProfileField::Via => line(column, Some(typed)).map(Option::unwrap_or_default),
    }
}

/// Returns the column of a field in a file of companies.
pub(super) fn column_of(field: ProfileField) -> FileColumn {
    let column = FileColumn::optional(field.name());
    match field {
        ProfileField::Alias | ProfileField::ExternalId => column.taking(Takes::Code),
        ProfileField::Product
        | ProfileField::Kind
        | ProfileField::Category
        | ProfileField::Website
        | ProfileField::Summary
        | ProfileField::SupportLevel
        | ProfileField::Via => column,
    }
}

/// A name with its keys.
pub fn name(text: &str, program: &Program) -> Result<Name, BadValue> {
    let clean = clean_name(text).map_err(|reason| BadValue::new("name", text, reason))?;
    Ok(Name::of(clean, &program.legal_suffixes))
}

/// An account alias; an empty one clears it.
pub(crate) fn alias(text: &str) -> Result<String, BadValue> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    clean_alias(text).map_err(|reason| BadValue::new("alias", text, reason))
}

/// Returns a share in percent, with or without its sign, as basis points.
fn share(text: &str) -> Result<i64, BadValue> {
    let percent = text.trim().trim_end_matches('%').trim_end();
    parse_percent(percent).map(i64::from).ok_or_else(|| {
        BadValue::new(
            "revenue_share",
            text,
            "a share is a percentage up to 100 with at most two decimals, such as 70 or 12.5",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_percentages_in_basis_points() {
        for (text, expected) in [("70", 7000), ("12.5", 1250), ("0.05", 5), ("100%", 10000)] {
            assert_eq!(share(text), Ok(expected), "{text}");
        }
        for bad in ["", "101", "12.345", "-1", "1e2", "abc", "."] {
            assert!(share(bad).is_err(), "{bad}");
        }
    }
}
