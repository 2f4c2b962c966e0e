//! What became known of a company: a column for each field of its profile.

use super::column::{Column, Field};
use super::row::{Columns, Own};
use crate::domain::fact::{Name, Profile, ProfileField, ProfileTexts};
use crate::store::error::StoreError;
use std::sync::LazyLock;

/// The fields that a later version of the schema added, in the order of their columns.
const ADDED: &[ProfileField] = &[ProfileField::Via];

static COLUMNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut columns = vec!["name", "name_key", "look_key"];
    columns.extend(first().map(ProfileField::name));
    columns.extend(["share_bp", "brought"]);
    columns
});

static ADDED_COLUMNS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| ADDED.iter().copied().map(ProfileField::name).collect());

/// The fields that every version of the schema knew.
fn first() -> impl Iterator<Item = ProfileField> {
    let fields = ProfileField::ALL.iter().copied();
    fields.filter(|field| !ADDED.contains(field))
}

pub(super) fn columns() -> Columns {
    Columns {
        first: &COLUMNS,
        added: &ADDED_COLUMNS,
    }
}

pub(super) fn write(profile: &Profile) -> Vec<Field<'_>> {
    let Profile {
        name,
        texts,
        share_bp,
        imported,
    } = profile;
    let mut row = Vec::with_capacity(COLUMNS.len() + ADDED.len());
    row.extend(match name {
        Some(Name { text, key, look }) => [text.field(), key.field(), look.field()],
        None => [Field::Null, Field::Null, Field::Null],
    });
    row.extend(first().map(|field| texts[field].field()));
    row.extend([share_bp.field(), imported.field()]);
    row.extend(ADDED.iter().map(|field| texts[*field].field()));
    row
}

pub(super) fn read(own: &mut Own<'_>) -> Result<Profile, StoreError> {
    let name = match own.take()? {
        Some(text) => Some(Name {
            text,
            key: own.take()?,
            look: own.take()?,
        }),
        None => {
            own.skip(2);
            None
        }
    };
    let mut texts = ProfileTexts::default();
    for field in first() {
        texts[field] = own.take()?;
    }
    let (share_bp, imported) = (own.take()?, own.take()?);
    for field in ADDED {
        texts[*field] = own.take()?;
    }
    Ok(Profile {
        name,
        texts,
        share_bp,
        imported,
    })
}
