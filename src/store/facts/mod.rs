//! Each fact to and from its row.

mod read;
mod write;

use crate::domain::fact::ProfileField;
use crate::domain::value::day::Day;
use crate::store::engine::Value;
use crate::store::tables::Table;
use std::borrow::Cow;

pub(super) use read::fact_of;
pub(super) use write::row_of;

/// A column's value on its way into the book.
#[derive(Debug)]
pub(super) enum Field<'f> {
    Null,
    Int(i64),
    Text(Cow<'f, str>),
}

impl Field<'_> {
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Field::Null => Value::Null,
            Field::Int(int) => Value::Int(*int),
            Field::Text(text) => Value::Text(text),
        }
    }
}

impl<'f> From<&'f str> for Field<'f> {
    fn from(text: &'f str) -> Self {
        Field::Text(Cow::Borrowed(text))
    }
}

impl<'f> From<&'f String> for Field<'f> {
    fn from(text: &'f String) -> Self {
        Field::Text(Cow::Borrowed(text))
    }
}

impl<'f> From<&'f Option<String>> for Field<'f> {
    fn from(text: &'f Option<String>) -> Self {
        text.as_ref().map_or(Field::Null, Field::from)
    }
}

impl From<Day> for Field<'_> {
    fn from(day: Day) -> Self {
        Field::Text(Cow::Owned(day.to_string()))
    }
}

impl From<Option<Day>> for Field<'_> {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Field::Null, Field::from)
    }
}

impl From<i64> for Field<'_> {
    fn from(int: i64) -> Self {
        Field::Int(int)
    }
}

impl From<Option<i64>> for Field<'_> {
    fn from(int: Option<i64>) -> Self {
        int.map_or(Field::Null, Field::Int)
    }
}

impl From<u32> for Field<'_> {
    fn from(int: u32) -> Self {
        Field::Int(i64::from(int))
    }
}

/// Returns the fields of a profile in the order of their columns: those of the first schema, or those that a later one
/// added, which come last in a row.
fn profile_fields(added: bool) -> impl Iterator<Item = ProfileField> {
    let fields = ProfileField::ALL.iter().copied();
    fields.filter(move |field| Table::Profile.added().contains(&field.name()) == added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_profile_has_its_column() {
        let names = |added| profile_fields(added).map(ProfileField::name);
        let table = Table::Profile;
        let mut columns = vec!["name", "name_key", "look_key"];
        columns.extend(names(false));
        columns.extend(["share_bp", "brought"]);
        assert_eq!(table.columns(), columns);
        assert_eq!(table.added(), names(true).collect::<Vec<_>>());
    }
}
