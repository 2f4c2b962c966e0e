//! Rows kept until their whole file is read, to be imported in another order than the file's.

use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::Arc;

use tempfile::SpooledTempFile;

use super::csv_rows::{CsvRow, Header};
use super::json_rows::JsonRow;
use super::{Row, Schema, Values};

/// How many bytes of rows are kept in memory; what is more goes to a temporary file.
const IN_MEMORY: usize = 1 << 22;

/// Kept rows: few of them in memory, many in a temporary file that has no name.
pub(crate) struct Kept {
    format: Format,
    file: SpooledTempFile,
    /// The position in the file, and its end.
    position: u64,
    end: u64,
    bytes: Vec<u8>,
}

pub(super) enum Format {
    Csv(Arc<Header>),
    JsonLines(Schema),
}

/// Where a row is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowPlace {
    at: u64,
    length: u32,
}

impl Kept {
    pub(super) fn new(format: Format) -> Self {
        Self {
            format,
            file: SpooledTempFile::new(IN_MEMORY),
            position: 0,
            end: 0,
            bytes: Vec::new(),
        }
    }

    /// Sets a row of the file aside.
    pub(crate) fn keep(&mut self, row: &Row) -> io::Result<RowPlace> {
        self.bytes.clear();
        self.bytes.extend(row.line.to_le_bytes());
        match &row.values {
            Values::Csv(row) => row.to_bytes(&mut self.bytes),
            Values::Json(row) => self.bytes.extend(row.text().as_bytes()),
        }
        let length = u32::try_from(self.bytes.len()).map_err(io::Error::other)?;
        let at = self.end;
        self.go_to(at)?;
        self.file.write_all(&self.bytes)?;
        self.end += u64::from(length);
        self.position = self.end;
        Ok(RowPlace { at, length })
    }

    /// Returns a kept row.
    pub(crate) fn row(&mut self, place: RowPlace) -> io::Result<Row> {
        self.go_to(place.at)?;
        self.bytes.resize(place.length as usize, 0);
        self.file.read_exact(&mut self.bytes)?;
        self.position = place.at + u64::from(place.length);
        self.read()
            .ok_or_else(|| io::Error::other("a row is not what was kept"))
    }

    fn read(&self) -> Option<Row> {
        let (line, bytes) = self.bytes.split_first_chunk()?;
        let line = u64::from_le_bytes(*line);
        let values = match &self.format {
            Format::Csv(header) => Values::Csv(CsvRow::of_bytes(bytes, header)?),
            Format::JsonLines(schema) => Values::Json(JsonRow::read(bytes, line, schema).ok()?),
        };
        // What a row lacks was said before it was put aside.
        Some(Row {
            line,
            values,
            missing: Vec::new(),
        })
    }

    fn go_to(&mut self, position: u64) -> io::Result<()> {
        if self.position != position {
            self.file.seek(SeekFrom::Start(position))?;
            self.position = position;
        }
        Ok(())
    }
}
