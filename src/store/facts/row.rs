//! The columns of a fact in its row, after those that all tables begin with.

use super::column::{Column, Field};
use crate::domain::value::day::Day;
use crate::store::engine::ResultRow;
use crate::store::error::StoreError;
use crate::store::tables::COMMON_COLUMNS;

/// The columns of a table's own.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Columns {
    /// Those that every version of the schema knew.
    pub(in crate::store) first: &'static [&'static str],
    /// Those that a later version of the schema added, which come after them: a row of before has nothing there, and
    /// its digest knows nothing of them.
    pub(in crate::store) added: &'static [&'static str],
}

impl Columns {
    pub(super) const fn of(first: &'static [&'static str]) -> Self {
        Self { first, added: &[] }
    }
}

/// A fact that has a table to itself.
pub(super) trait Row: Sized {
    const COLUMNS: Columns;

    /// Its values, in the order of the columns.
    fn write(&self) -> Vec<Field<'_>>;

    fn read(own: &mut Own<'_>) -> Result<Self, StoreError>;
}

/// Declares the columns of a fact: its fields in the order of the schema, under another name where `as` gives one.
macro_rules! row {
    ($fact:ident: $($field:ident $(as $column:literal)?),+) => {
        impl Row for $fact {
            const COLUMNS: Columns = Columns::of(&[$(row!(@name $field $($column)?)),+]);

            fn write(&self) -> Vec<Field<'_>> {
                let Self { $($field),+ } = self;
                vec![$($field.field()),+]
            }

            fn read(own: &mut Own<'_>) -> Result<Self, StoreError> {
                Ok(Self { $($field: own.take()?),+ })
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $column:literal) => { $column };
}
pub(super) use row;

/// The columns of a row that are its table's own, taken one after the other.
pub(super) struct Own<'r> {
    row: &'r ResultRow<'r>,
    next: usize,
    /// The day of the row.
    pub(super) on: Day,
}

impl<'r> Own<'r> {
    pub(super) fn of(row: &'r ResultRow<'r>, on: Day) -> Self {
        let next = COMMON_COLUMNS;
        Self { row, next, on }
    }

    pub(super) fn take<T: Column>(&mut self) -> Result<T, StoreError> {
        let column = self.next;
        self.next += 1;
        T::read(self.row, column)
    }

    pub(super) fn skip(&mut self, columns: usize) {
        self.next += columns;
    }
}
