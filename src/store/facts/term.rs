//! A term: its first day is the day of the row.

use super::column::{Column, Field};
use super::row::{Columns, Own, Row};
use crate::domain::fact::Term;
use crate::store::error::StoreError;

impl Row for Term {
    const COLUMNS: Columns = Columns {
        first: &["number", "anniversary"],
        added: &["run_on"],
    };

    fn write(&self) -> Vec<Field<'_>> {
        let Self {
            number,
            starts: _,
            anniversary,
            run_on,
        } = self;
        vec![number.field(), anniversary.field(), run_on.field()]
    }

    fn read(own: &mut Own<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            number: own.take()?,
            starts: own.on,
            anniversary: own.take()?,
            run_on: own.take()?,
        })
    }
}
