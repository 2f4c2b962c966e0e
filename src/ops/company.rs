//! A company's profile and contact people on their way from a command or a file.

use super::bad_values::{BadValue, BadValues};
use super::values::{address, line, text};
use crate::domain::fact::{Contact, Name, Person, Profile, ProfileField, ProfileTexts};
use crate::domain::program::Program;
use crate::domain::rule::profile::clean_alias;
use crate::domain::value::name::clean_name;
use crate::domain::value::percent::parse_percent;
use crate::rows::{FileColumn, Takes};
use crate::store::contact_digest;

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

/// A contact person, by role.
pub fn contact(role: &str, name: &str, email: &str, salt: &str) -> Result<Contact, BadValues> {
    let mut bad = BadValues::default();
    let clean = |column, value| line(column, Some(value)).map(Option::unwrap_or_default);
    let person = bad.check(clean("contact_name", name));
    let address = bad.check(clean("contact_email", email));
    if person == "…" {
        bad.check::<()>(Err(BadValue::new(
            "contact_name",
            name,
            "in a recorded command this stands for somebody who can be forgotten; name the person",
        )));
    }
    let looks_like_mail = |text: &str| {
        text.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains('@')
        }) && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ','))
    };
    if !address.is_empty() && !looks_like_mail(&address) {
        bad.check::<()>(Err(BadValue::new(
            "contact_email",
            email,
            "a mail address is written name@host.domain",
        )));
    }
    if !bad.any() && person.is_empty() && address.is_empty() {
        bad.check::<()>(Err(BadValue::new(
            "contact_name",
            name,
            "a contact has a name, a mail address or both",
        )));
    }
    bad.into_result()?;
    let person = Person {
        salt: salt.to_owned(),
        name: person,
        email: address,
    };
    Ok(Contact {
        role: role.to_owned(),
        digest: contact_digest(&person),
        person: Some(person),
    })
}

/// Splits `Name <mail>` into its two parts; a lone address is one too.
#[must_use]
pub(crate) fn name_and_mail(text: &str) -> (&str, &str) {
    let text = text.trim();
    match text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
    {
        Some((name, mail)) => (name.trim(), mail.trim()),
        None if text.contains('@') && !text.contains(char::is_whitespace) => ("", text),
        None => (text, ""),
    }
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

    #[test]
    fn mail_addresses_are_checked() {
        assert!(contact("business", "Ann", "ann@acme.example", "s").is_ok());
        for bad in ["not an address", "a@b", "a@@b.example", "<a@b.example>"] {
            assert!(contact("business", "Ann", bad, "s").is_err(), "{bad}");
        }
        assert!(contact("business", "", "", "s").is_err());
    }

    #[test]
    fn a_contact_is_a_name_a_mail_or_both() {
        assert_eq!(
            name_and_mail("Ann Lee <ann@acme.example>"),
            ("Ann Lee", "ann@acme.example")
        );
        assert_eq!(name_and_mail("ann@acme.example"), ("", "ann@acme.example"));
        assert_eq!(name_and_mail("Ann Lee"), ("Ann Lee", ""));
    }
}
