//! What the audit found.

use super::{Block, Look, Report, SCHEMA};
use crate::output::{Cell, Column, Sheet};
use crate::store::book::Head;
use crate::store::verify::Finding;
use serde::Serialize;

/// What the audit found.
#[derive(Debug, Serialize)]
pub struct Audit {
    schema: u32,
    entries: i64,
    head: Option<String>,
    ok: bool,
    findings: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    entry: Option<i64>,
    problem: String,
}

impl Audit {
    /// The report of these findings.
    #[must_use]
    pub fn of(head: Option<Head>, findings: Vec<Finding>) -> Self {
        let findings: Vec<Line> = findings
            .into_iter()
            .map(|found| Line {
                entry: found.entry.map(|entry| entry.0),
                problem: found.problem,
            })
            .collect();
        Self {
            schema: SCHEMA,
            entries: head.as_ref().map_or(0, |head| head.entry.0),
            head: head.map(|head| head.digest),
            ok: findings.is_empty(),
            findings,
        }
    }

    /// Whether the book is sound.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.ok
    }
}

impl Report for Audit {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([Column::number("entry"), Column::text("problem")]);
        for line in &self.findings {
            sheet.row([Cell::from(line.entry), line.problem.as_str().into()]);
        }
        sheet
    }

    /// Nothing at all of a sound book.
    fn page(&self, _: Look) -> Vec<Block> {
        if self.ok {
            Vec::new()
        } else {
            vec![Block::Sheet(self.sheet())]
        }
    }
}
