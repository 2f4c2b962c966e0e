//! Categories that an entry is the first to name: a mistyped one would split its providers unseen.

use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::domain::value::similar::similarity;
use crate::store::{Book, StoreError};

/// A category that the book has not had yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCategory {
    /// The category.
    pub name: String,
    /// Those that are nearly the same, with how many partners are listed under each.
    pub near: Vec<(String, u64)>,
}

/// The categories that an entry in the making is the first to name.
pub(super) fn new_in(
    book: &Book,
    entry: EntryId,
    today: Day,
) -> Result<Vec<NewCategory>, StoreError> {
    let named = book.first_named_in(entry)?;
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let densities = book.densities(today, EntryId::PENDING)?;
    let near = |name: &String| {
        let others = densities
            .iter()
            .filter(|(other, _)| !named.contains(*other));
        let near = others
            .filter(|(other, _)| similarity(&name.to_lowercase(), &other.to_lowercase()).is_some());
        near.map(|(other, density)| (other.clone(), density.partners()))
            .collect()
    };
    let categories = named.iter().map(|name| NewCategory {
        name: name.clone(),
        near: near(name),
    });
    Ok(categories.collect())
}
