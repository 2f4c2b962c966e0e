//! JSON documents, safe to be shown on a terminal.

use super::text::escaped;
use serde::Serialize;
use std::io::{self, Write};

/// Writes a document with a line break at its end.
///
/// JSON escapes only the first 32 control characters by itself. The other unsafe ones occur in strings
/// alone, so they can be escaped on the way out.
pub(crate) fn write_json(document: &impl Serialize, out: impl Write) -> io::Result<()> {
    let mut out = Harmless(out);
    serde_json::to_writer_pretty(&mut out, document)?;
    out.0.write_all(b"\n")
}

/// A small document in one line.
#[must_use]
pub(crate) fn json_line(document: &serde_json::Value) -> String {
    escaped(&document.to_string()).into_owned()
}

struct Harmless<W>(W);

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text) if !bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) => {
                self.0.write_all(escaped(text).as_bytes())?;
            }
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_do_mischief_is_escaped_and_reads_back_the_same() {
        let text = "a\u{1b}[31m b\u{9b}c\u{7f} d\u{202e}e \u{e0041} é 日本 \"q\"\n";
        let mut out = Vec::new();
        write_json(&text, &mut out).expect("a document");
        let written = String::from_utf8(out).expect("text");
        assert_eq!(
            written,
            "\"a\\u001b[31m b\\u009bc\\u007f d\\u202ee \\udb40\\udc41 é 日本 \\\"q\\\"\\n\"\n"
        );
        assert_eq!(
            serde_json::from_str::<String>(&written).expect("the text"),
            text
        );
    }
}
