//! Contact people on their way from a command or a file.

use super::bad_values::{BadValue, BadValues};
use super::values::line;
use crate::domain::fact::{Contact, Person};
use crate::store::contact_digest;

/// A contact person, as typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct ContactInput<'s> {
    /// Their name.
    pub name: &'s str,
    /// Their mail address.
    pub email: &'s str,
    /// Their telephone number.
    pub phone: &'s str,
}

impl<'s> ContactInput<'s> {
    /// Splits `Name <mail> +1 555 0100` into its parts, each of which may be missing; a lone address is one too.
    #[must_use]
    pub(crate) fn typed(text: &'s str) -> Self {
        let text = text.trim();
        if let Some((person, phone)) = text.rsplit_once('>')
            && let Some((name, email)) = person.rsplit_once('<')
        {
            let (name, email, phone) = (name.trim(), email.trim(), phone.trim());
            return Self { name, email, phone };
        }
        let (person, phone) = name_and_phone(text);
        let is_mail = person.contains('@') && !person.contains(char::is_whitespace);
        let (name, email) = if is_mail { ("", person) } else { (person, "") };
        Self { name, email, phone }
    }

    /// Returns the contact of a role, its data salted.
    ///
    /// # Errors
    /// A value is invalid, or there is none.
    pub fn contact(&self, role: &str, salt: &str) -> Result<Contact, BadValues> {
        let mut bad = BadValues::default();
        let clean = |column, value| line(column, Some(value)).map(Option::unwrap_or_default);
        let name = bad.check(clean("contact_name", self.name));
        let email = bad.check(clean("contact_email", self.email));
        let phone = bad.check(telephone(self.phone));
        if name == "…" {
            bad.check::<()>(Err(BadValue::new(
                "contact_name",
                self.name,
                "in a recorded command this stands for somebody who can be forgotten; name the person",
            )));
        }
        if !email.is_empty() && !looks_like_mail(&email) {
            bad.check::<()>(Err(BadValue::new(
                "contact_email",
                self.email,
                "a mail address is written name@host.domain",
            )));
        }
        if !bad.any() && [&name, &email, &phone].iter().all(|text| text.is_empty()) {
            bad.check::<()>(Err(BadValue::new(
                "contact_name",
                self.name,
                "a contact has a name, a mail address or a telephone number",
            )));
        }
        bad.into_result()?;
        let person = Person {
            salt: salt.to_owned(),
            name,
            email,
            phone,
        };
        Ok(Contact {
            role: role.to_owned(),
            digest: contact_digest(&person),
            person: Some(person),
        })
    }
}

/// Splits a telephone number from the end: what begins with `+` there and has digits, but no letters.
fn name_and_phone(text: &str) -> (&str, &str) {
    let is_number = |rest: &str| {
        rest.contains(|c: char| c.is_ascii_digit())
            && !rest.contains(|c: char| c.is_alphabetic() || c == '@')
    };
    match text.rfind('+') {
        Some(at) if is_number(&text[at..]) => (text[..at].trim_end(), &text[at..]),
        _ => (text, ""),
    }
}

fn looks_like_mail(text: &str) -> bool {
    let parts = text.split_once('@');
    let has_host = parts.is_some_and(|(user, host)| {
        !user.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !host.contains('@')
    });
    has_host && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ','))
}

/// Returns a telephone number as E.164 writes it: `+`, the country code and the number, 15 digits at most. Spaces,
/// hyphens, dots and parentheses may separate the digits.
fn telephone(typed: &str) -> Result<String, BadValue> {
    let bad = |reason| Err(BadValue::new("contact_phone", typed, reason));
    let text = typed.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    if text.contains("(0)") {
        return bad("with the country code there is no (0); leave it out");
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = text.strip_prefix('+').unwrap_or("x");
    let separated = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/');
    if !number.chars().all(separated)
        || digits.starts_with('0')
        || !(7..=15).contains(&digits.len())
    {
        return bad(
            "a telephone number begins with + and the country code and has 7 to 15 digits, such as +1 212 555 0100",
        );
    }
    Ok(format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, email: &str) -> Result<Contact, BadValues> {
        let contact = ContactInput {
            name,
            email,
            phone: "",
        };
        contact.contact("business", "s")
    }

    #[test]
    fn mail_addresses_are_checked() {
        assert!(of("Ann", "ann@acme.example").is_ok());
        for bad in ["not an address", "a@b", "a@@b.example", "<a@b.example>"] {
            assert!(of("Ann", bad).is_err(), "{bad}");
        }
        assert!(of("", "").is_err());
    }

    #[test]
    fn telephone_numbers_are_kept_as_e164_writes_them() {
        for (typed, kept) in [
            ("+1 212 555 0100", "+12125550100"),
            ("+44 (20) 7946-0000", "+442079460000"),
            ("+49.30/123456", "+4930123456"),
            ("+1234567", "+1234567"),
            ("+123456789012345", "+123456789012345"),
            ("", ""),
        ] {
            assert_eq!(telephone(typed).as_deref(), Ok(kept), "{typed}");
        }
        for bad in [
            "212 555 0100",
            "+44 (0)20 7946 0000",
            "+0 212 555 0100",
            "+123456",
            "+1234567890123456",
            "+1 212 CALL ME",
            "++1 212 555 0100",
            "+1 212 555 0100 x5",
            "+",
        ] {
            assert!(telephone(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_contact_is_a_name_a_mail_and_a_telephone_number_or_some_of_them() {
        let parts = |text| {
            let ContactInput { name, email, phone } = ContactInput::typed(text);
            (name, email, phone)
        };
        for (text, expected) in [
            (
                "Ann Lee <ann@acme.example>",
                ("Ann Lee", "ann@acme.example", ""),
            ),
            ("ann@acme.example", ("", "ann@acme.example", "")),
            ("Ann Lee", ("Ann Lee", "", "")),
            (
                "Ann Lee <ann@acme.example> +1 212 555 0100",
                ("Ann Lee", "ann@acme.example", "+1 212 555 0100"),
            ),
            (
                "<ann@acme.example>+1 212 555 0100",
                ("", "ann@acme.example", "+1 212 555 0100"),
            ),
            (
                "Ann Lee +1 212 555 0100",
                ("Ann Lee", "", "+1 212 555 0100"),
            ),
            ("+1 212 555 0100", ("", "", "+1 212 555 0100")),
            // A plus of an address or of a name is none of a number.
            ("ann+mpp@acme.example", ("", "ann+mpp@acme.example", "")),
            ("Cloud + Friends", ("Cloud + Friends", "", "")),
            ("Team C++", ("Team C++", "", "")),
            // What follows an address is meant to be a number, and refused if it is none.
            (
                "Ann <ann@acme.example> 212",
                ("Ann", "ann@acme.example", "212"),
            ),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }
}
