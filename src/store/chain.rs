//! The digest of an entry: SHA-256 over the digest before it, the entry and every fact of it, in order.
//!
//! Each value goes in with its type and length, so that no two different rows read the same. A changed, missing,
//! added or swapped row shows up, as every digest from there on no longer follows; a chain that somebody
//! recomputed to its end does not, unless a digest was noted elsewhere.

use super::engine::Value;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The digest before the first entry's.
pub(super) const NOTHING: &str = "";

/// An entry but for its facts and its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading<'h> {
    pub(super) id: i64,
    pub(super) recorded: &'h str,
    pub(super) actor: &'h str,
    pub(super) command: &'h str,
    pub(super) note: Option<&'h str>,
}

/// A digest in the making.
pub(super) struct Chain(Sha256);

impl Chain {
    /// Begins the digest of the entry that follows the one with this digest.
    pub(super) fn begin(previous: &str, heading: &Heading<'_>) -> Self {
        let mut chain = Self(Sha256::new());
        chain.value(previous.into());
        chain.value(heading.id.into());
        for text in [heading.recorded, heading.actor, heading.command] {
            chain.value(text.into());
        }
        chain.value(heading.note.map_or(Value::Null, Value::Text));
        chain
    }

    /// Takes in a row of a table: its values in the order of the columns, but for the entry's number.
    pub(super) fn row<'v>(&mut self, table: &str, values: impl IntoIterator<Item = Value<'v>>) {
        self.value(table.into());
        values.into_iter().for_each(|value| self.value(value));
    }

    fn value(&mut self, value: Value<'_>) {
        match value {
            Value::Null => self.0.update(b"-"),
            Value::Int(int) => {
                self.0.update(b"i");
                self.0.update(int.to_le_bytes());
            }
            Value::Text(text) => {
                self.0.update(b"t");
                self.0.update((text.len() as u64).to_le_bytes());
                self.0.update(text.as_bytes());
            }
        }
    }

    /// The digest, in hexadecimal.
    pub(super) fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// The digest that stands in the chain for a contact person's data.
#[must_use]
pub(crate) fn person_digest(salt: &str, name: &str, email: &str) -> String {
    let mut chain = Chain(Sha256::new());
    for text in [salt, name, email] {
        chain.value(text.into());
    }
    chain.finish()
}

/// A digest of any text, in hexadecimal.
pub(crate) fn digest_of(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
