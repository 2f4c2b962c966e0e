//! Points granted and points reversed share a table: a reversal names its award.

use super::column::{Column, Field};
use super::row::{Columns, Own};
use crate::domain::fact::{Award, Fact, Reversal};
use crate::domain::value::id::{EntryId, FactId};
use crate::store::error::StoreError;

pub(super) const COLUMNS: Columns = Columns::of(&[
    "participation",
    "activity",
    "points",
    "reference",
    "evidence",
    "note",
    "expires_on",
    "override",
    "reason",
    "reverses_entry",
    "reverses_n",
]);

pub(super) fn write(award: &Award) -> Vec<Field<'_>> {
    let Award {
        participation,
        activity,
        points,
        reference,
        evidence,
        note,
        expires_on,
        override_reason,
    } = award;
    vec![
        participation.field(),
        activity.field(),
        points.field(),
        reference.field(),
        evidence.field(),
        note.field(),
        expires_on.field(),
        override_reason.field(),
        Field::Null,
        Field::Null,
        Field::Null,
    ]
}

pub(super) fn write_reversal(reversal: &Reversal) -> Vec<Field<'_>> {
    let Reversal {
        award: FactId { entry, n },
        participation,
        activity,
        points,
        expires_on,
        reason,
    } = reversal;
    vec![
        participation.field(),
        activity.field(),
        points.field(),
        Field::Null,
        Field::Null,
        Field::Null,
        expires_on.field(),
        Field::Null,
        reason.field(),
        entry.0.field(),
        n.field(),
    ]
}

pub(super) fn read(own: &mut Own<'_>) -> Result<Fact, StoreError> {
    let award = Award {
        participation: own.take()?,
        activity: own.take()?,
        points: own.take()?,
        reference: own.take()?,
        evidence: own.take()?,
        note: own.take()?,
        expires_on: own.take()?,
        override_reason: own.take()?,
    };
    let reason: Option<String> = own.take()?;
    let Some(entry) = own.take()? else {
        return Ok(Fact::Award(award));
    };
    let without = || StoreError::Damaged("a reversal has no reason".to_owned());
    Ok(Fact::Reversal(Reversal {
        award: FactId {
            entry: EntryId(entry),
            n: own.take()?,
        },
        participation: award.participation,
        activity: award.activity,
        points: award.points,
        expires_on: award.expires_on,
        reason: reason.ok_or_else(without)?,
    }))
}
