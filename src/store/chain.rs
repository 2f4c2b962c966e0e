//! The digest of an entry: SHA-256 over the digest before it, the entry and every fact of it, in order.
//!
//! Each value goes in with its type and length, so that no two different rows read the same. A changed, missing,
//! added or swapped row shows up, as every digest from there on no longer follows; a chain that someone
//! recomputed to its end does not, unless a digest was noted elsewhere.

use super::engine::Value;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The digest before the first entry's.
pub(super) const NOTHING: &str = "";

/// An entry without its facts and its digest.
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

    /// Takes in a row as [`encode`] writes it.
    pub(super) fn take(&mut self, row: &[u8]) {
        self.0.update(row);
    }

    fn value(&mut self, value: Value<'_>) {
        let mut bytes = Vec::new();
        encode_value(&mut bytes, value);
        self.0.update(bytes);
    }

    /// The digest, in hexadecimal.
    pub(super) fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Writes a row of a table as the digest covers it: its values in the order of the columns, except the entry's
/// number, and then what it has in columns that the table was given later. Nothing in such a column leaves the digest as
/// it was before the column came; a value goes in under the column's name, with a mark that no other value begins with.
pub(super) fn encode<'v>(
    bytes: &mut Vec<u8>,
    table: &str,
    values: impl IntoIterator<Item = Value<'v>>,
    added: impl IntoIterator<Item = (&'static str, Value<'v>)>,
) {
    encode_value(bytes, table.into());
    encode_columns(bytes, values, added);
}

fn encode_columns<'v>(
    bytes: &mut Vec<u8>,
    values: impl IntoIterator<Item = Value<'v>>,
    added: impl IntoIterator<Item = (&'static str, Value<'v>)>,
) {
    for value in values {
        encode_value(bytes, value);
    }
    for (column, value) in added {
        if value != Value::Null {
            bytes.push(b'+');
            encode_value(bytes, column.into());
            encode_value(bytes, value);
        }
    }
}

fn encode_value(bytes: &mut Vec<u8>, value: Value<'_>) {
    match value {
        Value::Null => bytes.push(b'-'),
        Value::Int(int) => {
            bytes.push(b'i');
            bytes.extend_from_slice(&int.to_le_bytes());
        }
        Value::Text(text) => {
            bytes.push(b't');
            bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
    }
}

/// Returns the digest that represents a contact person's data in the chain: salt, name and mail address, and the
/// telephone number, which came later.
#[must_use]
pub(super) fn person_digest(data: [&str; 3], phone: Option<&str>) -> String {
    digest_of_person(data, [("phone", phone.map_or(Value::Null, Value::Text))])
}

/// A column that is added to people later goes in as in [`encode`], so that the digests of those recorded before stay
/// what they are.
fn digest_of_person<'v>(
    data: [&'v str; 3],
    added: impl IntoIterator<Item = (&'static str, Value<'v>)>,
) -> String {
    let mut bytes = Vec::new();
    encode_columns(&mut bytes, data.map(Value::Text), added);
    hex(&Sha256::digest(bytes))
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

#[cfg(test)]
mod tests;
