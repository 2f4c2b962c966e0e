//! Which stopped renewals were reported: kept outside the entries, because no rule depends on it.

use super::book::Book;
use super::error::StoreError;
use crate::domain::value::id::{EntryId, FactId, PartnerId};

/// A term whose renewal is stopped by a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hold {
    /// The partner.
    pub partner: PartnerId,
    /// The term that is not renewed.
    pub term: u32,
    /// The objection, or the loss of good standing.
    pub by: FactId,
}

impl Book {
    /// Whether one of the facts that stop a term was named before.
    pub(crate) fn is_named(
        &self,
        partner: &PartnerId,
        term: u32,
        stopped_by: &[FactId],
    ) -> Result<bool, StoreError> {
        let mut named = false;
        let ask = "select entry, n from named_hold where partner = $1 and term = $2";
        let args = [partner.as_str().into(), i64::from(term).into()];
        self.engine.each(ask, &args, |row| {
            let fact = FactId {
                entry: EntryId(row.int(0)?),
                n: row.int(1)?,
            };
            named |= stopped_by.contains(&fact);
            Ok(())
        })?;
        Ok(named)
    }

    /// Remembers that these were named.
    ///
    /// # Errors
    /// Another command holds the book for too long, or the disk refuses.
    pub(crate) fn remember_named(&mut self, holds: &[Hold]) -> Result<(), StoreError> {
        if holds.is_empty() {
            return Ok(());
        }
        self.begin_to_write()?;
        let remembered = holds.iter().try_for_each(|hold| {
            // Two runs at once may have named the same.
            let add = "insert into named_hold (partner, term, entry, n) select $1, $2, $3, $4 \
                       where not exists (select 1 from named_hold \
                       where partner = $1 and term = $2 and entry = $3 and n = $4)";
            let values = [
                hold.partner.as_str().into(),
                i64::from(hold.term).into(),
                hold.by.entry.0.into(),
                hold.by.n.into(),
            ];
            self.engine.run(add, &values).map(|_| ())
        });
        let remembered = remembered.and_then(|()| self.engine.script("commit"));
        if remembered.is_err() && self.engine.in_transaction() {
            self.engine.rollback();
        }
        remembered
    }
}
