//! Batch files: rows of named values, from CSV or from JSON Lines.
//!
//! [`open`] judges what concerns the whole file; then [`Rows`] yields one row after the other, so that a file may be
//! larger than memory. A row that cannot be read is refused and reading goes on after it.

mod column;
mod csv_rows;
mod json_rows;
mod kept;
mod rejects;

use std::io::{self, BufReader, Chain, Cursor, Read, Write};
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::domain::value::quote::quoted;
use crate::domain::value::similar::nearest;
use crate::output::text;
pub use column::{FileColumn, Takes};
use csv_rows::{CsvRow, CsvRows, Record};
use json_rows::{JsonRow, JsonRows};
pub(crate) use kept::{Kept, RowPlace};
pub(crate) use rejects::Rejects;

/// The longest value a file may hold, in bytes.
const LONGEST_VALUE: usize = 1 << 20;

/// The longest row a file may hold, in bytes: what memory is risked for.
const LONGEST_ROW: usize = 1 << 24;

/// The column of a rejects file that says why a row was refused; ignored, so that the file can be run again.
const REASON: &str = "reason";

/// Why a row without a value in a required column is refused.
pub(crate) const NEEDED: &str = "a value is needed";

/// Begins to read a batch file.
///
/// `name` is the file's name, `-` for standard input. It is JSON Lines if the name says so or if it begins with `{`,
/// else CSV.
pub fn open(
    mut source: Box<dyn Read>,
    name: &str,
    columns: &[FileColumn],
    ignore_unknown: bool,
) -> Result<Rows, FileProblem> {
    let file = if name == "-" { "standard input" } else { name };
    let open = || -> Result<Reader, Fault> {
        let mut start = Vec::new();
        source.by_ref().take(4096).read_to_end(&mut start)?;
        let format = recognize(&mut start, name)?;
        let schema = Schema {
            columns: columns.to_vec(),
            ignore_unknown,
        };
        let source = BufReader::with_capacity(1 << 16, Cursor::new(start).chain(source));
        Ok(match format {
            Format::Csv => Reader::Csv(Box::new(CsvRows::new(source, &schema)?)),
            Format::JsonLines => Reader::Json(JsonRows::new(source, schema)),
        })
    };
    match open() {
        Ok(reader) => Ok(Rows {
            file: file.to_owned(),
            required: required(columns),
            reader,
            ended: false,
        }),
        Err(fault) => Err(fault.in_file(file)),
    }
}

/// The rows of a batch file, read as they are asked for. Rows that are blank throughout are passed over.
pub struct Rows {
    file: String,
    required: Vec<&'static str>,
    reader: Reader,
    ended: bool,
}

enum Reader {
    Csv(Box<CsvRows>),
    Json(JsonRows),
}

/// What a file is read from: its first bytes, which had to be looked at, then the rest.
type Source = BufReader<Chain<Cursor<Vec<u8>>, Box<dyn Read>>>;

impl Rows {
    /// Returns the file's name as messages give it.
    #[must_use]
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Begins a file of refused rows, in the same format and with the same columns as this one.
    pub fn rejects(&self, out: Box<dyn Write>) -> io::Result<Rejects> {
        match &self.reader {
            Reader::Csv(rows) => Rejects::csv(rows.header(), out),
            Reader::Json(_) => Ok(Rejects::json_lines(out)),
        }
    }

    /// Begins to set rows of this file aside.
    #[must_use]
    pub(crate) fn kept(&self) -> Kept {
        Kept::new(match &self.reader {
            Reader::Csv(rows) => kept::Format::Csv(Arc::clone(rows.header())),
            Reader::Json(rows) => kept::Format::JsonLines(rows.schema().clone()),
        })
    }

    fn read(&mut self) -> Result<Option<Row>, Refusal> {
        let row = match &mut self.reader {
            Reader::Csv(rows) => rows.read()?,
            Reader::Json(rows) => rows.read()?,
        };
        let Some(mut row) = row else { return Ok(None) };
        let required = self.required.iter().copied();
        row.missing = required
            .filter(|column| row.get(column).is_none())
            .collect();
        match row.missing.first() {
            Some(missing) => Err(Refusal::Row(Box::new(RefusedRow {
                problem: row.problem(missing, NEEDED),
                original: row.original(),
                row: Some(row),
            }))),
            None => Ok(Some(row)),
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = self.read();
        self.ended = matches!(row, Ok(None) | Err(Refusal::File(_)));
        row.map_err(|refusal| refusal.in_file(&self.file))
            .transpose()
    }
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    line: u64,
    values: Values,
    missing: Vec<&'static str>,
}

#[derive(Debug, Clone)]
enum Values {
    Csv(CsvRow),
    Json(JsonRow),
}

impl Row {
    /// Returns the line of the file that the row begins on.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Returns the required columns without a value.
    #[must_use]
    pub(crate) fn missing(&self) -> &[&'static str] {
        &self.missing
    }

    /// Returns the value in a column, without space around it; nothing where it is empty.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&str> {
        match &self.values {
            Values::Csv(row) => row.get(column),
            Values::Json(row) => row.get(column),
        }
    }

    /// Returns the row as it is in the file, for [`Rejects::write`].
    #[must_use]
    pub fn original(&self) -> Original {
        match &self.values {
            Values::Csv(row) => Original(Raw::Csv(row.record())),
            Values::Json(row) => Original(Raw::Json(row.text().to_owned().into_bytes())),
        }
    }

    /// Says what is wrong with the value in a column of this row.
    #[must_use]
    pub(crate) fn problem(&self, column: &str, reason: impl Into<String>) -> RowProblem {
        let value = self.get(column).map(str::to_owned);
        RowProblem {
            line: self.line,
            column: Some(column.to_owned()),
            value,
            reason: reason.into(),
        }
    }
}

/// A row as it is in the file, readable or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original(Raw);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Raw {
    Csv(Record),
    Json(Vec<u8>),
}

/// Why there is no row where one was to be read.
#[derive(Debug)]
pub enum Refusal {
    /// This row cannot be used; reading can go on.
    Row(Box<RefusedRow>),
    /// The file cannot be read any further.
    File(Box<FileProblem>),
}

impl Refusal {
    fn row(problem: RowProblem, original: Original) -> Self {
        Self::Row(Box::new(RefusedRow {
            problem,
            original,
            row: None,
        }))
    }

    fn in_file(mut self, file: &str) -> Self {
        if let Self::File(problem) = &mut self {
            file.clone_into(&mut problem.file);
        }
        self
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::File(Box::new(fault.in_file("")))
    }
}

/// A row that was refused, and why.
#[derive(Debug)]
pub struct RefusedRow {
    /// What is wrong with it.
    pub problem: RowProblem,
    /// The row as it is in the file.
    pub original: Original,
    /// The row, where it can be read and only lacks required values: there may be more that is wrong with it.
    pub row: Option<Row>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowProblem {
    /// The line of the file that the row begins on.
    pub line: u64,
    /// The column concerned, if it is one alone.
    pub column: Option<String>,
    /// The value refused.
    pub value: Option<String>,
    /// Why it was refused.
    pub reason: String,
}

impl RowProblem {
    /// Returns the problem in one line, as in ``partners.csv:7: on: not a day: `31.3.2015` ``.
    #[must_use]
    pub fn in_file(&self, file: &str) -> String {
        let mut line = format!("{file}:{}: ", self.line);
        if let Some(column) = &self.column {
            line.extend([column, ": "]);
        }
        line.push_str(&self.reason);
        let unmentioned = |value: &&String| !self.reason.contains(value.as_str());
        if let Some(value) = self.value.as_ref().filter(unmentioned) {
            line.extend([": ".to_owned(), quoted(value).to_string()]);
        }
        text::shown(&line).into_owned()
    }
}

/// What is wrong with a whole file.
#[derive(Debug, thiserror::Error)]
#[error("{}", text::shown(&format!("{file}{}: {}", fault.place(), fault.message)))]
pub struct FileProblem {
    file: String,
    #[source]
    cause: Option<io::Error>,
    fault: Fault,
}

impl FileProblem {
    /// Returns what to do about it, if that is known.
    #[must_use]
    pub(crate) fn hint(&self) -> Option<&str> {
        self.fault.hint.as_deref()
    }
}

/// What is wrong with a whole file, whatever its name.
#[derive(Debug)]
struct Fault {
    line: Option<u64>,
    message: String,
    hint: Option<String>,
    /// Why it cannot be read.
    cause: Option<io::Error>,
}

impl Fault {
    fn new(message: impl Into<String>) -> Self {
        Self {
            line: None,
            message: message.into(),
            hint: None,
            cause: None,
        }
    }

    fn in_file(mut self, file: &str) -> FileProblem {
        FileProblem {
            file: file.to_owned(),
            cause: self.cause.take(),
            fault: self,
        }
    }

    /// Returns the line as it is written after the file's name.
    fn place(&self) -> String {
        self.line
            .map_or_else(String::new, |line| format!(":{line}"))
    }

    fn at(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(text::shown(&hint.into()).into_owned());
        self
    }

    fn empty() -> Self {
        Self::new("the file is empty")
    }

    fn long_row(line: u64) -> Self {
        Self::new(format!(
            "a row longer than {} MiB begins here",
            LONGEST_ROW >> 20
        ))
        .at(line)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self {
            cause: Some(error),
            ..Self::new("the file cannot be read")
        }
    }
}

enum Format {
    Csv,
    JsonLines,
}

/// Finds out from a file's name and first bytes what it is, and takes off the mark that some programs put before UTF-8.
fn recognize(start: &mut Vec<u8>, name: &str) -> Result<Format, Fault> {
    const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";
    const UTF_16_MARKS: [&[u8]; 2] = [b"\xFF\xFE", b"\xFE\xFF"];
    const ZIP_MARK: &[u8] = b"PK\x03\x04";

    if UTF_16_MARKS.iter().any(|mark| start.starts_with(mark)) {
        return Err(Fault::new("the file is UTF-16, not UTF-8").hint("save it as CSV UTF-8"));
    }
    if start.starts_with(ZIP_MARK) {
        return Err(Fault::new("the file is a workbook or an archive, not CSV")
            .hint("save it as CSV UTF-8"));
    }
    if start.starts_with(UTF_8_MARK) {
        start.drain(..UTF_8_MARK.len());
    }
    let named_json = Path::new(name).extension().is_some_and(|ending| {
        ["jsonl", "ndjson", "json"]
            .iter()
            .any(|json| ending.eq_ignore_ascii_case(json))
    });
    match start.trim_ascii_start().first() {
        None => Err(Fault::empty()),
        Some(b'[') => Err(
            Fault::new("the file is a JSON array, not one object on every line")
                .hint("`jq -c '.[]'` brings it into that form"),
        ),
        Some(b'{') => Ok(Format::JsonLines),
        Some(_) if named_json => Ok(Format::JsonLines),
        Some(_) => Ok(Format::Csv),
    }
}

/// The columns a file may have.
#[derive(Clone)]
struct Schema {
    columns: Vec<FileColumn>,
    ignore_unknown: bool,
}

/// What a name in a file means.
enum Meaning {
    Column(FileColumn),
    /// Nothing that concerns us: a reason given earlier, or an unknown column that is to be ignored.
    Ignored,
    Unknown,
}

impl Schema {
    /// Finds what a name means, in any case and with spaces or hyphens for `_`.
    fn meaning(&self, name: &str) -> Meaning {
        let find = |name: &str| self.columns.iter().find(|column| column.name == name);
        // JSON names its columns on every line, and nearly always exactly.
        match find(name).or_else(|| find(&canonical(name))) {
            Some(column) => Meaning::Column(*column),
            None if self.ignore_unknown || canonical(name) == REASON => Meaning::Ignored,
            None => Meaning::Unknown,
        }
    }

    /// Returns a question after the column that an unknown name was probably meant for.
    fn suggestion(&self, name: &str) -> String {
        let names = self.columns.iter().map(|column| column.name);
        let near = nearest(&canonical(name), names);
        near.map_or_else(String::new, |column| format!("; did you mean `{column}`?"))
    }
}

fn required(columns: &[FileColumn]) -> Vec<&'static str> {
    columns
        .iter()
        .filter(|column| column.required)
        .map(|column| column.name)
        .collect()
}

fn canonical(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// Says why bytes are no text, if that is so.
fn unreadable(bytes: &[u8]) -> Option<String> {
    if bytes.contains(&0) {
        return Some("it contains a NUL byte".to_owned());
    }
    let error = str::from_utf8(bytes).err()?;
    let byte = bytes.get(error.valid_up_to())?;
    Some(format!(
        "byte 0x{byte:02X} is not UTF-8; the file seems to be Latin-1 or Windows-1252, save it as UTF-8"
    ))
}

#[cfg(test)]
mod tests;
