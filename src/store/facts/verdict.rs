//! Verdicts: those on a product's items have a table to themselves.

use super::column::{Column, Field};
use super::row::{Columns, Own};
use crate::domain::fact::Verdict;
use crate::store::error::StoreError;
use crate::store::tables::Table;

pub(super) const OF_PARTNER: Columns =
    Columns::of(&["checklist", "item", "term", "verdict", "note", "evidence"]);

pub(super) const OF_PRODUCT: Columns = Columns::of(&[
    "product",
    "checklist",
    "item",
    "verdict",
    "note",
    "evidence",
]);

pub(super) fn write(verdict: &Verdict) -> (Table, Vec<Field<'_>>) {
    let Verdict {
        checklist,
        item,
        term,
        product,
        kind,
        note,
        evidence,
    } = verdict;
    let (table, mut row) = match product {
        Some(product) => (
            Table::ProductVerdict,
            vec![product.field(), checklist.field(), item.field()],
        ),
        None => (
            Table::Verdict,
            vec![checklist.field(), item.field(), term.field()],
        ),
    };
    row.extend([kind.field(), note.field(), evidence.field()]);
    (table, row)
}

pub(super) fn read_of_partner(own: &mut Own<'_>) -> Result<Verdict, StoreError> {
    Ok(Verdict {
        product: None,
        checklist: own.take()?,
        item: own.take()?,
        term: own.take()?,
        kind: own.take()?,
        note: own.take()?,
        evidence: own.take()?,
    })
}

pub(super) fn read_of_product(own: &mut Own<'_>) -> Result<Verdict, StoreError> {
    Ok(Verdict {
        product: Some(own.take()?),
        checklist: own.take()?,
        item: own.take()?,
        term: None,
        kind: own.take()?,
        note: own.take()?,
        evidence: own.take()?,
    })
}
