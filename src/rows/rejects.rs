//! Files of refused rows, to be fixed and run again.

use std::io::{self, Write};

use csv::{Writer, WriterBuilder};
use serde_json::value::RawValue;

use super::csv_rows::{Header, Record};
use super::json_rows::members;
use super::{Original, REASON, Raw, canonical};

/// A file of refused rows: each as it stood in the file it came from, with the reason as its last value.
pub struct Rejects(Format);

enum Format {
    Csv {
        out: Box<Writer<Box<dyn Write>>>,
        width: usize,
        /// The column of an earlier reason, which the new one replaces.
        reason: Option<usize>,
    },
    JsonLines(Box<dyn Write>),
}

impl Rejects {
    pub(super) fn csv(header: &Header, out: Box<dyn Write>) -> io::Result<Self> {
        let (names, reason) = (header.names(), header.reason());
        // A row may be refused because its width differs from the header's.
        let mut out = Box::new(WriterBuilder::new().flexible(true).from_writer(out));
        let kept = names
            .iter()
            .enumerate()
            .filter(|(i, _)| Some(*i) != reason)
            .map(|(_, name)| name.as_str());
        out.write_record(kept.chain([REASON]))?;
        Ok(Self(Format::Csv {
            out,
            width: names.len(),
            reason,
        }))
    }

    pub(super) fn json_lines(out: Box<dyn Write>) -> Self {
        Self(Format::JsonLines(out))
    }

    /// Writes one refused row of the file this one was begun for.
    pub fn write(&mut self, original: &Original, why: &str) -> io::Result<()> {
        match (&mut self.0, &original.0) {
            (Format::Csv { out, width, reason }, Raw::Csv(record)) => {
                let earlier = reason.map(|column| earlier_reason(record, *width, column));
                let kept = record
                    .values()
                    .enumerate()
                    .filter(|(i, _)| Some(*i) != earlier)
                    .map(|(_, value)| value);
                out.write_record(kept.chain([why.as_bytes()]))?;
                Ok(())
            }
            (Format::JsonLines(out), Raw::Json(line)) => {
                writeln!(out, "{}", with_reason(line, why)?)
            }
            _ => Err(io::Error::other("a refused row of another file")),
        }
    }

    /// Writes what has not been written yet. Without this, an error in the last rows would go unseen.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self.0 {
            Format::Csv { mut out, .. } => out.flush(),
            Format::JsonLines(mut out) => out.flush(),
        }
    }
}

/// Returns where a row holds the reason of an earlier run.
///
/// A row too short or too long has it where it was put: at the end. Were it taken for a value there, the row could
/// reach the header's width unfixed, and be accepted.
fn earlier_reason(record: &Record, width: usize, column: usize) -> usize {
    if record.len() == width {
        column
    } else {
        record.len() - 1
    }
}

/// Returns an object with the reason as its last member; what is not an object is put into one, which is refused again.
fn with_reason(line: &[u8], why: &str) -> io::Result<String> {
    let text = String::from_utf8_lossy(line);
    let kept: Vec<(String, &RawValue)> = members(&text).unwrap_or_default();
    let mut object = String::from("{");
    for (key, value) in kept.iter().filter(|(key, _)| canonical(key) != REASON) {
        object.extend([&serde_json::to_string(key)?, ":", value.get(), ","]);
    }
    if kept.is_empty() {
        object.extend(["\"unreadable\":", &serde_json::to_string(&text)?, ","]);
    }
    object.extend(["\"", REASON, "\":", &serde_json::to_string(why)?, "}"]);
    Ok(object)
}
