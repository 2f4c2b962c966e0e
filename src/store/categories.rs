//! The categories that companies and products are listed under.

use super::book::Book;
use super::error::StoreError;
use crate::domain::value::id::EntryId;
use std::collections::BTreeSet;

/// What companies and products were said to be listed under, one category a line.
const NAMED: &str = "\
    select category as categories, entry from profile where category is not null \
    union all select categories, entry from product where categories is not null";

impl Book {
    /// The categories that no entry before this one has named, in alphabetical order.
    pub(crate) fn first_named_in(&self, entry: EntryId) -> Result<BTreeSet<String>, StoreError> {
        let mut named = self.categories_where("entry = $1", entry)?;
        if !named.is_empty() {
            let live = "entry < $1 and entry not in (select voided from void)";
            let known = self.categories_where(live, entry)?;
            named.retain(|category| !known.contains(category));
        }
        Ok(named)
    }

    fn categories_where(
        &self,
        condition: &str,
        entry: EntryId,
    ) -> Result<BTreeSet<String>, StoreError> {
        let ask = format!("select distinct categories from ({NAMED}) where {condition}");
        let mut categories = BTreeSet::new();
        self.engine.each(&ask, &[entry.0.into()], |row| {
            let lines = row.text(0)?.lines().filter(|line| !line.is_empty());
            categories.extend(lines.map(str::to_owned));
            Ok(())
        })?;
        Ok(categories)
    }
}
