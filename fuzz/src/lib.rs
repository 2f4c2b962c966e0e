//! What the targets share: reading a batch file in two ways, and holding one against the other.

use mpp::domain::value::name::unsafe_char;
use mpp::output::text::shown;
use mpp::rows::{self, FileColumn, Refusal, Takes};
use std::io::{Cursor, Read};

const COLUMNS: [FileColumn; 4] = [
    FileColumn::required("name"),
    FileColumn::optional("website"),
    FileColumn::optional("contact_name"),
    FileColumn::optional("amount").taking(Takes::Number),
];

/// Hands out one byte at a time, so that every boundary falls between two reads.
struct Trickle(Cursor<Vec<u8>>);

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let one = buffer.len().min(1);
        self.0.read(&mut buffer[..one])
    }
}

/// A batch file can be read to its end, in one piece as byte by byte, and nothing that is said of it could harm a
/// terminal.
pub fn read_rows(name: &str, bytes: &[u8]) {
    let at_once = told(Box::new(Cursor::new(bytes.to_vec())), name);
    let in_drops = told(Box::new(Trickle(Cursor::new(bytes.to_vec()))), name);
    assert_eq!(at_once, in_drops);
    for line in at_once {
        assert!(!shown(&line).chars().any(|c| unsafe_char(c).is_some()));
    }
}

fn told(source: Box<dyn Read>, name: &str) -> Vec<String> {
    let rows = match rows::open(source, name, &COLUMNS, false) {
        Ok(rows) => rows,
        Err(problem) => return vec![problem.to_string()],
    };
    let mut rejects = rows
        .rejects(Box::new(std::io::sink()))
        .expect("a sink takes all");
    let mut told = Vec::new();
    for row in rows {
        told.push(match row {
            Ok(row) => {
                rejects
                    .write(&row.original(), "why not")
                    .expect("a sink takes all");
                let values = COLUMNS.map(|column| row.get(column.name).unwrap_or("-").to_owned());
                format!("{} {}", row.line(), values.join("|"))
            }
            Err(Refusal::Row(refused)) => refused.problem.in_file(name),
            Err(Refusal::File(problem)) => problem.to_string(),
        });
    }
    told
}
