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

/// Returns the digest that represents a contact person's data in the chain.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(added: &[(&'static str, Value<'_>)]) -> String {
        let heading = Heading {
            id: 2,
            recorded: "2015-03-31T09:00:00Z",
            actor: "ann",
            command: "renew --due",
            note: None,
        };
        let mut chain = Chain::begin(NOTHING, &heading);
        let mut row = Vec::new();
        let values = [Value::Int(1), Value::Text("2016-03-31")];
        encode(&mut row, "term", values, added.iter().copied());
        chain.take(&row);
        chain.finish()
    }

    #[test]
    fn an_added_column_counts_once_it_holds_something() {
        let without = digest(&[]);
        assert_eq!(digest(&[("run_on", Value::Null)]), without);
        let day = Value::Text("2016-04-01");
        let mut seen = vec![
            without,
            digest(&[("run_on", day)]),
            digest(&[("run_on", Value::Text("2016-04-02"))]),
            digest(&[("run_by", day)]),
            digest(&[("run_on", day), ("run_by", day)]),
            digest(&[("run_by", day), ("run_on", day)]),
            digest(&[("run_on", Value::Int(1))]),
        ];
        let all = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all, "no two rows read the same");
    }
}
