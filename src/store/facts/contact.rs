//! The chain keeps of a contact the role and a digest; who it is comes from another table. An empty digest says that the role
//! was forgotten.

use super::column::{Column, Field};
use super::row::{Columns, Own};
use crate::domain::fact::{Contact, Fact, Forgetting, Person};
use crate::store::error::StoreError;
use std::borrow::Cow;

pub(super) const COLUMNS: Columns = Columns::of(&["role", "digest"]);

pub(super) fn write(contact: &Contact) -> Vec<Field<'_>> {
    let Contact {
        role,
        digest,
        person: _,
    } = contact;
    vec![role.field(), digest.field()]
}

pub(super) fn write_forgetting(forgetting: &Forgetting) -> Vec<Field<'_>> {
    let Forgetting { role } = forgetting;
    vec![role.field(), Field::Text(Cow::Borrowed(""))]
}

pub(super) fn read(own: &mut Own<'_>) -> Result<Fact, StoreError> {
    let role = own.take()?;
    let digest: String = own.take()?;
    if digest.is_empty() {
        return Ok(Fact::Forgetting(Forgetting { role }));
    }
    let (salt, name, email) = (own.take()?, own.take()?, own.take()?);
    let phone: Option<String> = own.take()?;
    let person = match (salt, name, email) {
        (Some(salt), Some(name), Some(email)) => Some(Person {
            salt,
            name,
            email,
            phone: phone.unwrap_or_default(),
        }),
        _ => None,
    };
    Ok(Fact::Contact(Contact {
        role,
        digest,
        person,
    }))
}
