//! A value to and from its column.

use crate::domain::fact::{
    Objector, Outcome, PublicationStep, Settled, StepKind, VerdictKind, Worth,
};
use crate::domain::value::day::{Day, parse_day};
use crate::domain::value::month::Month;
use crate::store::engine::{ResultRow, Value};
use crate::store::error::StoreError;
use std::borrow::Cow;

/// A column's value on its way into the book.
#[derive(Debug)]
pub(in crate::store) enum Field<'f> {
    Null,
    Int(i64),
    Text(Cow<'f, str>),
}

impl Field<'_> {
    pub(in crate::store) fn value(&self) -> Value<'_> {
        match self {
            Field::Null => Value::Null,
            Field::Int(int) => Value::Int(*int),
            Field::Text(text) => Value::Text(text),
        }
    }
}

/// What a column can hold.
pub(super) trait Column: Sized {
    fn field(&self) -> Field<'_>;

    fn read(row: &ResultRow<'_>, column: usize) -> Result<Self, StoreError>;
}

impl<T: Column> Column for Option<T> {
    fn field(&self) -> Field<'_> {
        self.as_ref().map_or(Field::Null, T::field)
    }

    fn read(row: &ResultRow<'_>, column: usize) -> Result<Self, StoreError> {
        if row.is_null(column)? {
            return Ok(None);
        }
        T::read(row, column).map(Some)
    }
}

impl Column for String {
    fn field(&self) -> Field<'_> {
        Field::Text(Cow::Borrowed(self))
    }

    fn read(row: &ResultRow<'_>, column: usize) -> Result<Self, StoreError> {
        Ok(row.text(column)?.to_owned())
    }
}

impl Column for i64 {
    fn field(&self) -> Field<'_> {
        Field::Int(*self)
    }

    fn read(row: &ResultRow<'_>, column: usize) -> Result<Self, StoreError> {
        row.int(column)
    }
}

impl Column for u32 {
    fn field(&self) -> Field<'_> {
        Field::Int(i64::from(*self))
    }

    fn read(row: &ResultRow<'_>, column: usize) -> Result<Self, StoreError> {
        let int = row.int(column)?;
        Self::try_from(int).map_err(|_| damaged(&int.to_string()))
    }
}

impl Column for bool {
    fn field(&self) -> Field<'_> {
        Field::Int(i64::from(*self))
    }

    fn read(row: &ResultRow<'_>, column: usize) -> Result<Self, StoreError> {
        Ok(row.int(column)? == 1)
    }
}

impl Column for Day {
    fn field(&self) -> Field<'_> {
        Field::Text(Cow::Owned(self.to_string()))
    }

    fn read(row: &ResultRow<'_>, column: usize) -> Result<Self, StoreError> {
        parsed(row, column, parse_day)
    }
}

impl Column for Month {
    fn field(&self) -> Field<'_> {
        Field::Text(Cow::Owned(self.to_string()))
    }

    fn read(row: &ResultRow<'_>, column: usize) -> Result<Self, StoreError> {
        parsed(row, column, Self::parse)
    }
}

macro_rules! words {
    ($($words:ty),+) => {$(
        impl Column for $words {
            fn field(&self) -> Field<'_> {
                Field::Text(Cow::Borrowed(self.name()))
            }

            fn read(row: &ResultRow<'_>, column: usize) -> Result<Self, StoreError> {
                parsed(row, column, Self::named)
            }
        }
    )+};
}
words!(
    StepKind,
    VerdictKind,
    Objector,
    PublicationStep,
    Outcome,
    Settled,
    Worth
);

fn parsed<T>(
    row: &ResultRow<'_>,
    column: usize,
    parse: fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    let text = row.text(column)?;
    parse(text).ok_or_else(|| damaged(text))
}

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(format!("`{what}` is in an impossible place"))
}
