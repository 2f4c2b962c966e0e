//! Rows of CSV.
//!
//! This uses the parser below the `csv` crate's reader: that reader hides whether a quote was left open at the
//! end, puts no bound on a value that swallows the rest of the file, and is a line late where lines end in CRLF.

use std::io::BufRead;
use std::sync::Arc;

use csv_core::ReadRecordResult;

use super::{
    Fault, FileColumn, LONGEST_ROW, LONGEST_VALUE, Meaning, Original, REASON, Raw, Refusal, Row,
    RowProblem, Schema, Source, Values, canonical, required, unreadable,
};
use crate::domain::value::quote::quoted;
use crate::output::text;

/// The most values a row may have.
const MOST_VALUES: usize = 1024;

/// The rows of a CSV file.
pub(super) struct CsvRows {
    parser: Parser,
    header: Arc<Header>,
}

impl CsvRows {
    /// Reads the header and judges it.
    pub(super) fn new(source: Source, schema: &Schema) -> Result<Self, Fault> {
        let mut parser = Parser::new(source);
        let (line, record) = parser.record()?.ok_or_else(Fault::empty)?;
        let header = Header::read(&record, schema).map_err(|fault| fault.at(line))?;
        Ok(Self {
            parser,
            header: Arc::new(header),
        })
    }

    pub(super) fn header(&self) -> &Arc<Header> {
        &self.header
    }

    /// Reads the next row that is not blank.
    pub(super) fn read(&mut self) -> Result<Option<Row>, Refusal> {
        while let Some((line, record)) = self.parser.record()? {
            if record.values().all(|value| value.trim_ascii().is_empty()) {
                continue;
            }
            let refused = if record.len() == self.header.names.len() {
                match CsvRow::new(record, &self.header) {
                    Ok(row) => {
                        return Ok(Some(Row {
                            line,
                            values: Values::Csv(row),
                            missing: Vec::new(),
                        }));
                    }
                    Err(record) => (self.unreadable(line, &record), record),
                }
            } else {
                (self.misshapen(line, &record), record)
            };
            return Err(Refusal::row(refused.0, Original(Raw::Csv(refused.1))));
        }
        Ok(None)
    }

    fn misshapen(&self, line: u64, record: &Record) -> RowProblem {
        let (values, columns) = (record.len(), self.header.names.len());
        let last_line = line + breaks(&record.bytes);
        let guess = if last_line > line {
            format!("; the row goes on to line {last_line}, is a closing quote missing?")
        } else if values > columns {
            "; does a value with a comma in it stand without quotes?".to_owned()
        } else {
            String::new()
        };
        let reason = format!("{values} values under a header of {columns} columns{guess}");
        RowProblem {
            line,
            column: None,
            value: None,
            reason,
        }
    }

    fn unreadable(&self, line: u64, record: &Record) -> RowProblem {
        let mut problem = RowProblem {
            line,
            column: None,
            value: None,
            reason: "not text".to_owned(),
        };
        for (name, value) in self.header.names.iter().zip(record.values()) {
            if let Some(reason) = unreadable(value) {
                problem.column = Some(canonical(name));
                problem.value = Some(String::from_utf8_lossy(value).into_owned());
                problem.reason = reason;
                break;
            }
        }
        problem
    }
}

/// The first row.
#[derive(Debug)]
pub(super) struct Header {
    /// The names as they stand in the file.
    names: Vec<String>,
    /// The columns they stand for.
    columns: Vec<Option<&'static str>>,
}

impl Header {
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns which column holds the reasons of an earlier run.
    pub(super) fn reason(&self) -> Option<usize> {
        self.names.iter().position(|name| canonical(name) == REASON)
    }

    fn read(record: &Record, schema: &Schema) -> Result<Self, Fault> {
        if record.bytes.contains(&0) {
            return Err(Fault::new("NUL bytes in the header; is the file UTF-16?")
                .hint("save it as CSV UTF-8"));
        }
        if let Some(reason) = record.values().find_map(unreadable) {
            return Err(Fault::new(format!("the header cannot be read: {reason}")));
        }
        let names: Vec<String> = record
            .values()
            .map(|name| String::from_utf8_lossy(name).trim().to_owned())
            .collect();
        if let [name] = &names[..] {
            for (separator, called) in [(';', "semicolons"), ('\t', "tabs")] {
                if name.contains(separator) {
                    return Err(Fault::new(format!(
                        "the columns are separated by {called}, not by commas"
                    ))
                    .hint("save it as CSV with commas"));
                }
            }
        }
        let mut columns = Vec::with_capacity(names.len());
        let mut unknown = Vec::new();
        for name in &names {
            columns.push(match schema.meaning(name) {
                Meaning::Column(FileColumn { name, .. }) if columns.contains(&Some(name)) => {
                    return Err(Fault::new(format!("column `{name}` appears twice")));
                }
                Meaning::Column(column) => Some(column.name),
                Meaning::Ignored => None,
                Meaning::Unknown => {
                    unknown.push(name.as_str());
                    None
                }
            });
        }
        let known = || {
            format!(
                "columns are {}",
                listed(schema.columns.iter().map(|column| column.name))
            )
        };
        if columns.iter().all(Option::is_none) {
            return Err(
                Fault::new("the first line names no column that is known here").hint(known()),
            );
        }
        if !unknown.is_empty() {
            let message = match unknown[..] {
                [""] => "a column has no name".to_owned(),
                [name] => format!("unknown column {}{}", quoted(name), schema.suggestion(name)),
                _ => {
                    let each = unknown
                        .iter()
                        .map(|name| format!("{}{}", quoted(name), schema.suggestion(name)));
                    format!("unknown columns: {}", each.collect::<Vec<_>>().join(", "))
                }
            };
            return Err(Fault::new(message)
                .hint(format!("{}; --ignore-unknown leaves others out", known())));
        }
        let missing: Vec<_> = required(&schema.columns)
            .into_iter()
            .filter(|column| !columns.contains(&Some(column)))
            .collect();
        if !missing.is_empty() {
            return Err(Fault::new(format!(
                "needed but missing: column {}",
                listed(missing)
            )));
        }
        Ok(Self { names, columns })
    }
}

fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names
        .into_iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// One row, known to be text and as wide as the header.
#[derive(Debug, Clone)]
pub(super) struct CsvRow {
    header: Arc<Header>,
    text: String,
    ends: Vec<usize>,
}

impl CsvRow {
    /// Makes a row of a record, or gives the record back where one of its values is not text.
    fn new(record: Record, header: &Arc<Header>) -> Result<Self, Record> {
        let ends = record.ends;
        match String::from_utf8(record.bytes) {
            // Together the values may be UTF-8 where one of them is not: then a character crosses an end.
            Ok(text)
                if !text.contains('\0') && ends.iter().all(|&end| text.is_char_boundary(end)) =>
            {
                Ok(Self {
                    header: Arc::clone(header),
                    text,
                    ends,
                })
            }
            Ok(text) => Err(Record {
                bytes: text.into_bytes(),
                ends,
            }),
            Err(error) => Err(Record {
                bytes: error.into_bytes(),
                ends,
            }),
        }
    }

    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let i = self
            .header
            .columns
            .iter()
            .position(|name| *name == Some(column))?;
        let start = if i == 0 { 0 } else { *self.ends.get(i - 1)? };
        let value = self.text.get(start..*self.ends.get(i)?)?;
        Some(text::unguarded(value.trim()).trim()).filter(|value| !value.is_empty())
    }

    /// Writes down where the values end, and the values.
    pub(super) fn to_bytes(&self, bytes: &mut Vec<u8>) {
        for &end in &self.ends {
            // No row is longer than 16 MiB.
            let end = u32::try_from(end).unwrap_or(u32::MAX);
            bytes.extend(end.to_le_bytes());
        }
        bytes.extend(self.text.as_bytes());
    }

    /// Reads what [`to_bytes`](Self::to_bytes) has written; a row is as wide as its header.
    pub(super) fn of_bytes(bytes: &[u8], header: &Arc<Header>) -> Option<Self> {
        let (ends, text) = bytes.split_at_checked(header.names.len() * size_of::<u32>())?;
        let (ends, _) = ends.as_chunks();
        let record = Record {
            bytes: text.to_owned(),
            ends: ends
                .iter()
                .map(|end| u32::from_le_bytes(*end) as usize)
                .collect(),
        };
        Self::new(record, header).ok()
    }

    pub(super) fn record(&self) -> Record {
        Record {
            bytes: self.text.clone().into_bytes(),
            ends: self.ends.clone(),
        }
    }
}

/// The values of a row, one after the other, and where each of them ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Record {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &[u8]> {
        self.ends.iter().scan(0, |start, &end| {
            Some(&self.bytes[std::mem::replace(start, end)..end])
        })
    }
}

struct Parser {
    source: Source,
    core: csv_core::Reader,
    position: Position,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Parser {
    fn new(source: Source) -> Self {
        let core = csv_core::Reader::new();
        Self {
            source,
            core,
            position: Position::default(),
            bytes: vec![0; 1024],
            ends: vec![0; 32],
        }
    }

    /// Reads the next record and says on which line it begins.
    fn record(&mut self) -> Result<Option<(u64, Record)>, Fault> {
        self.skip_blank_lines()?;
        if self.source.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let line = self.position.line();
        let (mut len, mut count) = (0, 0);
        loop {
            let input = self.source.fill_buf()?;
            let at_end = input.is_empty();
            // The last line need not end like one. What does not even end in a line break is in open quotes.
            let input = if at_end { b"\n" } else { input };
            let (result, read, written, ended) =
                self.core
                    .read_record(input, &mut self.bytes[len..], &mut self.ends[count..]);
            if !at_end {
                self.position.advance(&input[..read]);
                self.source.consume(read);
            }
            len += written;
            count += ended;
            match result {
                ReadRecordResult::InputEmpty if at_end => {
                    let opened = line + breaks(&self.bytes[..self.last_end(count)]);
                    return Err(
                        Fault::new("a quote that begins a value here is never closed").at(opened),
                    );
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => {
                    self.check_lengths(line, len, count)?;
                    self.bytes.resize(self.bytes.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if count >= MOST_VALUES => {
                    return Err(Fault::new(format!(
                        "a row of more than {MOST_VALUES} values begins here"
                    ))
                    .at(line));
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        self.check_lengths(line, len, count)?;
        Ok(Some((
            line,
            Record {
                bytes: self.bytes[..len].to_vec(),
                ends: self.ends[..count].to_vec(),
            },
        )))
    }

    /// Passes over line breaks, so that a row's line is where it begins and not where the one before it ended.
    fn skip_blank_lines(&mut self) -> Result<(), Fault> {
        loop {
            let input = self.source.fill_buf()?;
            let blank = input
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
            let more = blank == input.len() && blank > 0;
            self.position.advance(&input[..blank]);
            self.source.consume(blank);
            if !more {
                return Ok(());
            }
        }
    }

    /// Refuses values, the unfinished one included, that are too long.
    fn check_lengths(&self, line: u64, len: usize, count: usize) -> Result<(), Fault> {
        if len <= LONGEST_VALUE {
            return Ok(());
        }
        let mut start = 0;
        for &end in self.ends[..count].iter().chain([&len]) {
            if end - start > LONGEST_VALUE {
                let message = format!(
                    "a value longer than {} MiB begins here; is a closing quote missing?",
                    LONGEST_VALUE >> 20
                );
                return Err(Fault::new(message).at(line + breaks(&self.bytes[..start])));
            }
            start = end;
        }
        if len > LONGEST_ROW {
            Err(Fault::long_row(line))
        } else {
            Ok(())
        }
    }

    fn last_end(&self, count: usize) -> usize {
        self.ends[..count].last().copied().unwrap_or(0)
    }
}

/// How many line breaks were passed, of whichever system.
#[derive(Default)]
struct Position {
    breaks: u64,
    after_return: bool,
}

impl Position {
    fn line(&self) -> u64 {
        self.breaks + 1
    }

    fn advance(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.breaks += u64::from(byte == b'\r' || (byte == b'\n' && !self.after_return));
            self.after_return = byte == b'\r';
        }
    }
}

fn breaks(bytes: &[u8]) -> u64 {
    let mut position = Position::default();
    position.advance(bytes);
    position.breaks
}
