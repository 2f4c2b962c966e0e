//! A settlement names its request by entry and place.

use super::column::{Column, Field};
use super::row::{Columns, Own, Row};
use crate::domain::fact::Settlement;
use crate::domain::value::id::{EntryId, FactId};
use crate::store::error::StoreError;

impl Row for Settlement {
    const COLUMNS: Columns = Columns::of(&[
        "request_entry",
        "request_n",
        "outcome",
        "reason",
        "fee_cents",
    ]);

    fn write(&self) -> Vec<Field<'_>> {
        let Self {
            request: FactId { entry, n },
            outcome,
            reason,
            fee_cents,
        } = self;
        vec![
            entry.0.field(),
            n.field(),
            outcome.field(),
            reason.field(),
            fee_cents.field(),
        ]
    }

    fn read(own: &mut Own<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            request: FactId {
                entry: EntryId(own.take()?),
                n: own.take()?,
            },
            outcome: own.take()?,
            reason: own.take()?,
            fee_cents: own.take()?,
        })
    }
}
