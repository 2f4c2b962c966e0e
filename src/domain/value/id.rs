//! Identifiers: checked when made, trusted after.

use super::name::ascii;
use super::quote::quoted;
use std::fmt;

/// The id of a partner: 1 to 60 characters of `[a-z0-9]` and single hyphens; never changed, never reused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartnerId(String);

impl PartnerId {
    /// Longest id, in characters.
    pub const MAX: usize = 60;

    /// Checks a given id.
    ///
    /// # Errors
    /// Says what an id looks like.
    pub fn new(text: &str) -> Result<Self, String> {
        let well_made = !text.is_empty()
            && text.len() <= Self::MAX
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if well_made {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!(
                "{} is not a partner id: 1 to 60 of a-z, 0-9 and single hyphens between them",
                quoted(text)
            ))
        }
    }

    /// Makes an id from a name; `None` where nothing of the name is left.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut id = String::with_capacity(name.len());
        for c in ascii(name).chars() {
            if c.is_ascii_alphanumeric() {
                id.push(c.to_ascii_lowercase());
            } else if !matches!(c, '\'' | '.') && !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        }
        id.truncate(Self::MAX);
        let id = id.trim_end_matches('-');
        (!id.is_empty()).then(|| Self(id.to_owned()))
    }

    /// An id for a product of which nothing of the name is left.
    #[must_use]
    pub fn numbered_product(n: u64) -> Self {
        Self(format!("product-{n}"))
    }

    /// An id for a name of which nothing is left.
    #[must_use]
    pub fn numbered(n: u64) -> Self {
        Self(format!("partner-{n}"))
    }

    /// This id with `-2`, `-3` … at its end, within the longest length.
    #[must_use]
    pub fn suffixed(&self, n: u64) -> Self {
        let suffix = format!("-{n}");
        let stem: String = self.0.chars().take(Self::MAX - suffix.len()).collect();
        Self(format!("{}{suffix}", stem.trim_end_matches('-')))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartnerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of an entry: 1, 2, 3 … without gaps, one for each command that changed the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub i64);

impl EntryId {
    /// Later than every entry: what a change is judged as before it has been recorded.
    pub const PENDING: Self = Self(i64::MAX);
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The name of one fact: its entry and its place in it, written `12.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId {
    /// The entry that recorded it.
    pub entry: EntryId,
    /// Its place in the entry, from 1.
    pub n: i64,
}

impl FactId {
    /// Reads `12.3`; a bare `12` means the entry's first fact.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (entry, n) = text.split_once('.').unwrap_or((text, "1"));
        let number = |text: &str| {
            text.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| text.parse().ok())
                .flatten()
        };
        Some(Self {
            entry: EntryId(number(entry)?),
            n: number(n)?,
        })
    }
}

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.entry, self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_from_names() {
        for (name, id) in [
            ("Acme Cloud, Inc.", "acme-cloud-inc"),
            ("Éclair Systems GmbH", "eclair-systems-gmbh"),
            ("O'Brien & Sons", "obrien-sons"),
            ("Ørsted", "orsted"),
            ("Ｆｕｌｌ Width", "full-width"),
            ("Софт ООО", "soft-ooo"),
            ("東京 Data 株式会社", "data"),
            ("C++", "c"),
            ("  --x--  ", "x"),
        ] {
            assert_eq!(
                PartnerId::from_name(name)
                    .map(|id| id.to_string())
                    .as_deref(),
                Some(id),
                "{name}"
            );
        }
        for name in ["★★★", "東京データ株式会社", "विका"] {
            assert_eq!(PartnerId::from_name(name), None, "{name}");
        }
        assert_eq!(
            PartnerId::from_name(&"a".repeat(200))
                .expect("an id")
                .as_str()
                .len(),
            60
        );
    }

    #[test]
    fn given_ids_are_checked() {
        for good in ["a", "a-b", "3m", &"x".repeat(60)] {
            assert!(PartnerId::new(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "é", &"x".repeat(61)] {
            assert!(PartnerId::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_suffix_stays_within_the_longest_id() {
        let id = PartnerId::new(&"x".repeat(60)).expect("an id").suffixed(12);
        assert_eq!(id.as_str(), format!("{}-12", "x".repeat(57)));
    }

    #[test]
    fn facts_are_named_by_entry_and_place() {
        let id = FactId {
            entry: EntryId(12),
            n: 3,
        };
        assert_eq!(FactId::parse("12.3"), Some(id));
        assert_eq!(
            FactId::parse("12"),
            Some(FactId {
                entry: EntryId(12),
                n: 1
            })
        );
        for bad in ["", "x", "1.", ".1", "+1.2", "1.2.3", "99999999999999999999"] {
            assert_eq!(FactId::parse(bad), None, "{bad}");
        }
        assert_eq!(id.to_string(), "12.3");
    }
}
