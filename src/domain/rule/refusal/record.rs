//! What can be wrong with the values recorded of items, and what would help.

use crate::domain::rule::advice::Advice;
use crate::domain::value::quote::quoted;

/// Every reason for which a value, or a verdict without one, is refused.
#[allow(
    missing_docs,
    reason = "the fields are the figures of each reason's sentence"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfRecord {
    /// The item does not ask for it.
    NotAsked {
        item: String,
        name: String,
        names: Vec<String>,
    },
    /// The item is to be done by another person than another item, and nobody knows who did that one.
    DoerUnknown { item: String, other: String },
    /// The same person did both items.
    SamePerson {
        item: String,
        other: String,
        person: String,
    },
    /// The item is met only with these values.
    Missing { item: String, names: Vec<String> },
}

impl OfRecord {
    /// Says what is wrong.
    pub(super) fn in_words(&self) -> String {
        match self {
            Self::NotAsked { item, name, names } if names.is_empty() => format!(
                "nothing is recorded of the item {item}, and so no {}",
                quoted(name)
            ),
            Self::NotAsked { item, name, names } => format!(
                "the item {item} does not record {}; it records {}",
                quoted(name),
                names.join(", ")
            ),
            Self::DoerUnknown { item, other } => format!(
                "{} is met only by another person than {other}, and who did that is not on record",
                quoted(item)
            ),
            Self::SamePerson {
                item,
                other,
                person,
            } => format!(
                "{} is met only by another person than {other}, and {person} did both",
                quoted(item)
            ),
            Self::Missing { item, names } => {
                format!(
                    "{} is met only with a value for {}",
                    quoted(item),
                    names.join(", ")
                )
            }
        }
    }

    /// Returns the item it is about.
    pub(super) fn item(&self) -> &str {
        match self {
            Self::NotAsked { item, .. }
            | Self::DoerUnknown { item, .. }
            | Self::SamePerson { item, .. }
            | Self::Missing { item, .. } => item,
        }
    }

    /// Returns what would help.
    pub(super) fn hints(&self) -> Vec<Advice> {
        match self {
            Self::NotAsked { .. } | Self::SamePerson { .. } => Vec::new(),
            Self::DoerUnknown { other, .. } => {
                vec![Advice::words(format!("`--record {other}.by=PERSON`"))]
            }
            Self::Missing { item, names } => {
                let option =
                    |name: &String| Advice::words(format!("`--record {item}.{name}=VALUE`"));
                names.iter().map(option).collect()
            }
        }
    }
}
