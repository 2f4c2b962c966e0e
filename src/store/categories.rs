//! The categories that companies and products are listed under.

use super::book::Book;
use super::error::StoreError;
use crate::domain::value::id::EntryId;
use std::collections::BTreeSet;

/// The categories recorded for companies and products, one per line.
const NAMED: &str = "\
    select category as categories, entry from profile where category is not null \
    union all select categories, entry from product where categories is not null";

const LIVE: &str = "entry not in (select voided from void)";

impl Book {
    /// The categories that an entry names and no company had before it, in alphabetical order. A product may have had
    /// them.
    pub(crate) fn unknown_to_companies(
        &self,
        entry: EntryId,
    ) -> Result<BTreeSet<String>, StoreError> {
        let mut unknown = BTreeSet::new();
        for category in self.categories_where("entry = $1", entry)? {
            // Nearly every category is that of a company already, and is found at once.
            if !self.is_of_company(&category, entry)? {
                unknown.insert(category);
            }
        }
        Ok(unknown)
    }

    /// The categories that the entries before this one have named, in alphabetical order.
    pub(crate) fn categories_before(&self, entry: EntryId) -> Result<BTreeSet<String>, StoreError> {
        self.categories_where(&format!("entry < $1 and {LIVE}"), entry)
    }

    /// How many companies are listed under a category; products are not looked at.
    pub(crate) fn companies_of(&self, category: &str) -> Result<u64, StoreError> {
        let ask = format!(
            "select count(*) from (select distinct partner from profile where category = $1 and {LIVE}) c \
             where $1 = (select p.category from profile p where p.partner = c.partner and p.category is not null \
               and p.{LIVE} order by p.on_day desc, p.entry desc, p.n desc limit 1)"
        );
        let count = self
            .engine
            .one(&ask, &[category.into()], |row| row.int(0))?;
        Ok(count
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or(0))
    }

    fn is_of_company(&self, category: &str, before: EntryId) -> Result<bool, StoreError> {
        let ask =
            format!("select 1 from profile where category = $1 and entry < $2 and {LIVE} limit 1");
        let values = [category.into(), before.0.into()];
        Ok(self.engine.one(&ask, &values, |row| row.int(0))?.is_some())
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
