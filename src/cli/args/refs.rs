//! Words by which partners, products, awards and requests are meant; what they mean is found in the book.

use crate::domain::value::id::FactId;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// A partner: id, account alias, external id, exact name, or the beginning of an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PartnerRef(String);

/// A product of a partner: its id or its exact name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProductRef(String);

macro_rules! any_word {
    ($($type:ident),+) => {$(
        impl $type {
            pub(crate) fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $type {
            type Err = Infallible;

            fn from_str(text: &str) -> Result<Self, Infallible> {
                Ok(Self(text.to_owned()))
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}
any_word!(PartnerRef, ProductRef);

/// An award or a request: entry and place, or the entry alone where it has only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FactRef {
    id: FactId,
    with_place: bool,
}

impl FactRef {
    /// Returns its name; the place is 1 where none was typed.
    pub(crate) fn id(self) -> FactId {
        self.id
    }

    /// Returns whether a fact of the entry can be meant.
    pub(crate) fn means(self, fact: FactId) -> bool {
        fact == self.id || (!self.with_place && fact.entry == self.id.entry)
    }
}

impl FromStr for FactRef {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let id = FactId::parse(text);
        Ok(Self {
            id: id.ok_or("it is named by entry and place, such as 12.1")?,
            with_place: text.contains('.'),
        })
    }
}

impl fmt::Display for FactRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.with_place {
            self.id.fmt(f)
        } else {
            self.id.entry.fmt(f)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_alone_means_any_of_its_awards() {
        let award = |text: &str| FactId::parse(text).expect("an award");
        for (typed, meant, not_meant) in [("12", "12.3", "1.2"), ("12.1", "12.1", "12.2")] {
            let typed: FactRef = typed.parse().expect("a reference");
            assert!(typed.means(award(meant)), "{typed}");
            assert!(!typed.means(award(not_meant)), "{typed}");
        }
        assert!("x".parse::<FactRef>().is_err());
    }
}
