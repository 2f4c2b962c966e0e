//! By which reading of the rules each entry was recorded; kept outside the chain of digests.

use super::book::Book;
use super::engine::Engine;
use super::error::StoreError;
use super::verify::Finding;
use super::verify::Remedy;
use crate::domain::program::reading::Reading;
use crate::domain::value::id::EntryId;

/// Says that entries from this one on are recorded under a reading.
pub(super) fn begin(engine: &Engine, reading: Reading, from: EntryId) -> Result<(), StoreError> {
    let values = [reading.number().into(), from.0.into()];
    let add = "insert into reading (number, from_entry) values ($1, $2)";
    engine.run(add, &values).map(|_| ())
}

impl Book {
    /// The readings of the rules, each with the entry from which on it is the one.
    pub(super) fn readings(&self) -> Result<Vec<(EntryId, Reading)>, StoreError> {
        let mut readings = Vec::new();
        self.each_reading(|number, from| {
            let reading = Reading::numbered(number).ok_or_else(|| {
                StoreError::Damaged(format!("reading {number} of the rules is not known"))
            })?;
            readings.push((EntryId(from), reading));
            Ok(())
        })?;
        Ok(readings)
    }

    fn each_reading(
        &self,
        mut take: impl FnMut(i64, i64) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let ask = "select number, from_entry from reading order by number";
        self.engine
            .each(ask, &[], |row| take(row.int(0)?, row.int(1)?))
    }

    /// No digest covers the readings; they must be such as this program writes.
    pub(super) fn verify_readings(&self, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let next = self.head()?.map_or(1, |head| head.entry.0 + 1);
        let mut first_free = 1;
        self.each_reading(|number, from| {
            // The first one begins with the book, each other one after the one before.
            let in_order = if first_free == 1 {
                from == 1
            } else {
                from >= first_free
            };
            if Reading::numbered(number).is_none() || !in_order || from > next {
                let problem = format!(
                    "reading {number} of the rules from entry {from} on is none that mpp has noted"
                );
                findings.push(Finding::of_book(problem, Remedy::Compare));
            }
            first_free = from.saturating_add(1);
            Ok(())
        })?;
        if first_free == 1 {
            let problem = "it does not say by which reading of the rules it was recorded";
            findings.push(Finding::of_book(problem, Remedy::Compare));
        }
        Ok(())
    }
}
