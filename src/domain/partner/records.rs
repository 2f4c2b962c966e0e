//! The values that were recorded of items.

use crate::domain::fact::ItemRecord;
use crate::domain::value::day::Day;
use std::collections::BTreeMap;

/// The values recorded of the items of one participation, or of one product: the last of each name counts.
#[derive(Debug, Clone, Default)]
pub struct ItemRecords<'h>(BTreeMap<(Option<u32>, &'h str, &'h str), RecordedValue<'h>>);

/// A value that was recorded of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedValue<'h> {
    /// The day from which it holds.
    pub on: Day,
    /// The value.
    pub value: &'h str,
}

impl<'h> ItemRecords<'h> {
    /// Takes note of a value; a later one of the same name replaces it.
    pub fn learn(&mut self, on: Day, record: &'h ItemRecord) {
        let value = RecordedValue {
            on,
            value: &record.value,
        };
        let key = (record.term, record.item.as_str(), record.name.as_str());
        self.0.insert(key, value);
    }

    /// Returns the value of a name, on the copy of the item's list that belongs to a term.
    #[must_use]
    pub fn get(&self, term: Option<u32>, item: &str, name: &str) -> Option<RecordedValue<'h>> {
        self.0.get(&(term, item, name)).copied()
    }

    /// Forgets all of it: a new participation begins afresh.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
