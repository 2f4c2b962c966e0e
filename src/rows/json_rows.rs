//! Rows of JSON Lines: one object on every line.

use std::fmt;
use std::io::{BufRead, Read};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{
    Fault, LONGEST_ROW, LONGEST_VALUE, Meaning, Original, Raw, Refusal, Row, RowProblem, Schema,
    Source, Takes, Values, canonical, unreadable,
};

/// The rows of a file of JSON Lines.
pub(super) struct JsonRows {
    source: Source,
    schema: Schema,
    line: u64,
    bytes: Vec<u8>,
}

impl JsonRows {
    pub(super) fn new(source: Source, schema: Schema) -> Self {
        Self {
            source,
            schema,
            line: 0,
            bytes: Vec::new(),
        }
    }

    /// Reads the next row that is not blank.
    pub(super) fn read(&mut self) -> Result<Option<Row>, Refusal> {
        while self.next_line()? {
            let line = self.bytes.trim_ascii();
            if line.is_empty() {
                continue;
            }
            return match JsonRow::read(line, self.line, &self.schema) {
                Ok(row) => Ok(Some(Row {
                    line: self.line,
                    values: Values::Json(row),
                    missing: Vec::new(),
                })),
                Err(problem) => Err(Refusal::row(problem, Original(Raw::Json(line.to_owned())))),
            };
        }
        Ok(None)
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }

    fn next_line(&mut self) -> Result<bool, Fault> {
        self.bytes.clear();
        let limit = LONGEST_ROW as u64 + 1;
        self.source
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut self.bytes)?;
        self.line += 1;
        if self.bytes.len() > LONGEST_ROW {
            return Err(Fault::long_row(self.line));
        }
        Ok(!self.bytes.is_empty())
    }
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct JsonRow {
    text: String,
    values: Vec<(&'static str, String)>,
}

impl JsonRow {
    /// Reads the object on a line.
    pub(super) fn read(bytes: &[u8], line: u64, schema: &Schema) -> Result<Self, RowProblem> {
        let problem = |column: Option<&str>, value: Option<&str>, reason: String| RowProblem {
            line,
            column: column.map(canonical),
            value: value.map(str::to_owned),
            reason,
        };
        let text = str::from_utf8(bytes)
            .map_err(|_| problem(None, None, unreadable(bytes).unwrap_or_default()))?;
        let mut values: Vec<(&'static str, String)> = Vec::new();
        for (key, raw) in members(text).map_err(|reason| problem(None, None, reason))? {
            let column = match schema.meaning(&key) {
                Meaning::Column(column) => column,
                Meaning::Ignored => continue,
                Meaning::Unknown => {
                    return Err(problem(
                        Some(&key),
                        None,
                        format!("unknown column{}", schema.suggestion(&key)),
                    ));
                }
            };
            if values.iter().any(|(name, _)| *name == column.name) {
                return Err(problem(
                    Some(&key),
                    None,
                    "the column appears twice".to_owned(),
                ));
            }
            let value = text_of(raw.get(), column.takes)
                .map_err(|reason| problem(Some(&key), Some(raw.get()), reason.to_owned()))?;
            values.push((column.name, value.trim().to_owned()));
        }
        Ok(Self {
            text: text.to_owned(),
            values,
        })
    }

    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let (_, value) = self.values.iter().find(|(name, _)| *name == column)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    /// Returns the line of the file.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Returns the keys and values of an object as they are written, or says why there are none.
pub(super) fn members(text: &str) -> Result<Vec<(String, &RawValue)>, String> {
    match serde_json::from_str(text) {
        Ok(Members(members)) => Ok(members),
        Err(error) if error.is_eof() => Err("the JSON object does not end on its line".to_owned()),
        Err(error) if error.is_data() => Err("not a JSON object".to_owned()),
        Err(error) => {
            let (what, byte) = (error.to_string(), error.column());
            // The line that serde_json adds is always the first, and would be mistaken for the file's.
            let what = what.split(" at line ").next().unwrap_or_default();
            Err(format!("not valid JSON: {what}, at byte {byte}"))
        }
    }
}

/// An object's keys and values: in their order, none lost that is there twice, and numbers as they were written.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// Returns a JSON value as CSV would hold it: numbers as written, yes or no, lists with `;` between their items.
fn text_of(raw: &str, takes: Takes) -> Result<String, &'static str> {
    const BROKEN: &str = "not text that can be read";

    let text: String = match (raw.as_bytes().first(), takes) {
        (Some(b'"'), _) => serde_json::from_str(raw).map_err(|_| BROKEN)?,
        (Some(b'n'), _) => String::new(),
        (Some(b't'), Takes::YesNo) => "yes".to_owned(),
        (Some(b'f'), Takes::YesNo) => "no".to_owned(),
        (Some(b'['), Takes::List) => {
            let items: Vec<String> =
                serde_json::from_str(raw).map_err(|_| "a list of something else than texts")?;
            if items.iter().any(|item| item.contains(';')) {
                return Err("a list with `;` in an item");
            }
            items.join(";")
        }
        (Some(b'-' | b'0'..=b'9'), Takes::Number) if raw.contains(['e', 'E']) => {
            return Err("a number is written in full here, without an exponent");
        }
        (Some(b'-' | b'0'..=b'9'), Takes::Number) => raw.to_owned(),
        (Some(b'0'..=b'9'), Takes::Code) if raw.bytes().all(|byte| byte.is_ascii_digit()) => {
            raw.to_owned()
        }
        (_, takes) => return Err(wanted(takes)),
    };
    if text.contains('\0') {
        return Err("it contains a NUL character");
    }
    if text.len() > LONGEST_VALUE {
        return Err("a value longer than 1 MiB");
    }
    Ok(text)
}

/// What a column takes, for a value that it does not.
fn wanted(takes: Takes) -> &'static str {
    match takes {
        Takes::Text => "a text in quotes is needed",
        Takes::Code => "a text in quotes or a whole number is needed",
        Takes::Number => "a number is needed",
        Takes::YesNo => "`true` or `false` is needed",
        Takes::List => "a text in quotes or a list of texts is needed",
    }
}
