//! Categories that an entry is the first to name: a mistyped one would split its providers unseen.

use crate::domain::value::id::EntryId;
use crate::domain::value::similar::similarity;
use crate::store::{Book, StoreError};

/// A category that the book has not had yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCategory {
    /// The category.
    pub name: String,
    /// Those that are nearly the same, with how many companies are listed under each.
    pub near: Vec<(String, u64)>,
}

/// The categories that an entry in the making is the first to name.
pub(super) fn new_in(book: &Book, entry: EntryId) -> Result<Vec<NewCategory>, StoreError> {
    let named = book.unknown_to_companies(entry)?;
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let known = book.categories_before(entry)?;
    let mut categories = Vec::new();
    for name in named.into_iter().filter(|name| !known.contains(name)) {
        let key = name.to_lowercase();
        let near = known
            .iter()
            .filter(|other| similarity(&key, &other.to_lowercase()).is_some());
        let near = near.map(|other| Ok((other.clone(), book.companies_of(other)?)));
        let near = near.collect::<Result<Vec<_>, StoreError>>()?;
        categories.push(NewCategory { name, near });
    }
    Ok(categories)
}
