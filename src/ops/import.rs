//! Importing whole files: every row is one request, the file is one entry.

mod lookup;
mod outcome;

pub(super) use lookup::earlier_row;
pub(crate) use lookup::{EarlierRows, PartnerLookup};
pub(crate) use outcome::{BatchError, RowError, RowOutcome};
pub(super) use outcome::{Duplicate, SKIP_OR_UPDATE, settle_duplicate};

use super::bad_values::BadValue;
use super::categories::NewCategory;
use super::change::Writer;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::rows::{self, FileColumn, Kept, Row, RowPlace, RowProblem, Rows};
use std::collections::HashSet;
use std::io::Write;

/// A kind of file that can be imported: its columns, and how its rows become changes.
pub(crate) trait Import {
    /// Whether the first such file makes the book.
    const MAKES_BOOK: bool = false;

    /// Whether a row can be on record already with other content.
    const HAS_DUPLICATES: bool = true;

    /// Returns the columns that the file may have.
    fn columns(&self) -> Vec<FileColumn>;

    /// Imports a row, or defers it until the whole file is read.
    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError>;

    /// Imports what follows from the file as a whole, once every row was read.
    fn finish(&mut self, _batch: &mut Batch<'_>) -> Result<(), BatchError> {
        Ok(())
    }
}

/// How a file is imported.
pub(crate) struct ImportOptions {
    /// Record the good rows though others are refused.
    pub keep_going: bool,
    /// What to do with a row that is on record already with other content.
    pub on_duplicate: OnDuplicate,
    /// Where refused rows go, ready to be fixed and run again.
    pub rejects: Option<Box<dyn Write>>,
    /// Whether nothing is to be recorded.
    pub dry_run: bool,
}

/// What became of a file.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// The entry; `None` where nothing was recorded.
    pub entry: Option<EntryId>,
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// Rows read.
    pub read: u64,
    /// Rows that changed the book.
    pub recorded: u64,
    /// Rows that were on record already.
    pub unchanged: u64,
    /// Rows that are on record already with other content, which was left as it is.
    pub skipped: u64,
    /// Rows that are good, and were not recorded because others were refused.
    pub not_recorded: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Why rows were refused, in the order of their lines; a row may have several reasons.
    pub refusals: Vec<RowProblem>,
    /// The partners the recorded rows are about, the first few.
    pub partners: Vec<PartnerId>,
    /// The categories that the book has not had before.
    pub new_categories: Vec<NewCategory>,
}

/// How many partners of a file are remembered to be shown.
pub(crate) const SHOWN: usize = 200;

/// A file that is being imported.
pub(crate) struct Batch<'b> {
    writer: Writer<'b>,
    options: ImportOptions,
    rejects: Option<rows::Rejects>,
    kept: Kept,
    refused: Vec<RefusedRow>,
    tally: Tally,
    /// The partners of the tally.
    shown: HashSet<PartnerId>,
}

/// A refused row that waits to be written.
struct RefusedRow {
    line: u64,
    content: RefusedContent,
    reason: String,
}

enum RefusedContent {
    Kept(RowPlace),
    Unreadable(rows::Original),
}

/// Imports a file as one entry, or nothing of it where rows were refused and it was not asked to go on.
///
/// # Errors
/// The file cannot be read to its end, or the book or the file for refused rows cannot be written.
pub(crate) fn import(
    writer: Writer<'_>,
    rows: Rows,
    options: ImportOptions,
    import: &mut impl Import,
) -> Result<Tally, BatchError> {
    let mut batch = Batch::begin(writer, &rows, options)?;
    for row in rows {
        let Some(row) = batch.read(row)? else {
            continue;
        };
        batch.writer.at_line(row.line());
        let outcome = import.import_row(&mut batch, &row);
        batch.count(&row, outcome)?;
    }
    import.finish(&mut batch)?;
    batch.finish()
}

impl<'b> Batch<'b> {
    fn begin(
        writer: Writer<'b>,
        rows: &Rows,
        mut options: ImportOptions,
    ) -> Result<Self, BatchError> {
        let rejects = options.rejects.take().map(|out| rows.rejects(out));
        let rejects = rejects.transpose().map_err(BatchError::Rejects)?;
        writer.book().expect_many_rows()?;
        let tally = Tally {
            dry_run: options.dry_run,
            ..Tally::default()
        };
        Ok(Self {
            writer,
            options,
            rejects,
            kept: rows.kept(),
            refused: Vec::new(),
            tally,
            shown: HashSet::new(),
        })
    }

    /// Counts a row that was read; `None` where it could not be read as one.
    fn read(&mut self, row: Result<Row, rows::Refusal>) -> Result<Option<Row>, BatchError> {
        self.tally.read += 1;
        match row {
            Ok(row) => Ok(Some(row)),
            Err(rows::Refusal::Row(refused)) => {
                // What a row lacks is said with all else that is wrong with it.
                if refused.row.is_none() {
                    let original = RefusedContent::Unreadable(refused.original);
                    self.refuse(vec![refused.problem], |_| Ok(original))?;
                }
                Ok(refused.row)
            }
            Err(rows::Refusal::File(problem)) => Err(BatchError::File(*problem)),
        }
    }

    /// Counts what became of a row.
    pub(super) fn count(
        &mut self,
        row: &Row,
        outcome: Result<RowOutcome, RowError>,
    ) -> Result<(), BatchError> {
        match outcome {
            Ok(RowOutcome::Recorded(partner)) => {
                self.tally.recorded += 1;
                if self.shown.len() < SHOWN && !self.shown.contains(&partner) {
                    self.shown.insert(partner.clone());
                    self.tally.partners.push(partner);
                }
            }
            Ok(RowOutcome::Unchanged) => self.tally.unchanged += 1,
            Ok(RowOutcome::Skipped) => self.tally.skipped += 1,
            Ok(RowOutcome::Deferred) => {}
            Err(RowError::Failed(error)) => return Err(error),
            Err(RowError::Refused(reasons)) => {
                let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
                let problem = |bad: BadValue| RowProblem {
                    line: row.line(),
                    column: given(bad.column),
                    value: given(&bad.value),
                    reason: bad.reason,
                };
                let problems = reasons.into_iter().map(problem).collect();
                self.refuse(problems, |batch| Ok(RefusedContent::Kept(batch.keep(row)?)))?;
            }
        }
        Ok(())
    }

    fn refuse(
        &mut self,
        problems: Vec<RowProblem>,
        content: impl FnOnce(&mut Self) -> Result<RefusedContent, BatchError>,
    ) -> Result<(), BatchError> {
        if self.rejects.is_some() {
            let reason = match problems.as_slice() {
                [only] => only.reason.clone(),
                several => several
                    .iter()
                    .map(in_its_column)
                    .collect::<Vec<_>>()
                    .join("; "),
            };
            let content = content(self)?;
            self.refused.push(RefusedRow {
                line: problems.first().map_or(0, |problem| problem.line),
                content,
                reason,
            });
        }
        self.tally.refused += 1;
        self.tally.refusals.extend(problems);
        Ok(())
    }

    /// Sets a row aside until the whole file is read.
    pub(super) fn keep(&mut self, row: &Row) -> Result<RowPlace, BatchError> {
        self.kept.keep(row).map_err(BatchError::SetAside)
    }

    /// Returns a kept row.
    pub(super) fn kept(&mut self, place: RowPlace) -> Result<Row, BatchError> {
        self.kept.row(place).map_err(BatchError::SetAside)
    }

    /// Returns whether nothing will be recorded: rows were refused, and it was not asked to go on.
    pub(super) fn is_lost(&self) -> bool {
        !self.tally.refusals.is_empty() && !self.options.keep_going
    }

    /// Returns what to do with a row that is on record already with other content.
    pub(super) fn on_duplicate(&self) -> OnDuplicate {
        self.options.on_duplicate
    }

    /// Returns the entry in the making.
    pub(super) fn writer(&mut self) -> &mut Writer<'b> {
        &mut self.writer
    }

    fn finish(mut self) -> Result<Tally, BatchError> {
        self.write_rejects()?;
        self.tally.refusals.sort_by_key(|problem| problem.line);
        if self.is_lost() {
            drop(self.writer);
            self.tally.not_recorded = std::mem::take(&mut self.tally.recorded);
            self.tally.partners.clear();
        } else {
            let finished = self.writer.finish(self.options.dry_run)?;
            self.tally.entry = finished.entry;
            self.tally.new_categories = finished.new_categories;
        }
        Ok(self.tally)
    }

    /// Writes the refused rows in the order of the file.
    fn write_rejects(&mut self) -> Result<(), BatchError> {
        let Some(mut rejects) = self.rejects.take() else {
            return Ok(());
        };
        self.refused.sort_by_key(|refused| refused.line);
        for refused in std::mem::take(&mut self.refused) {
            let original = match refused.content {
                RefusedContent::Kept(place) => self.kept(place)?.original(),
                RefusedContent::Unreadable(original) => original,
            };
            let written = rejects.write(&original, &refused.reason);
            written.map_err(BatchError::Rejects)?;
        }
        rejects.finish().map_err(BatchError::Rejects)
    }
}

/// Returns a reason with the column that it is about.
fn in_its_column(problem: &RowProblem) -> String {
    match &problem.column {
        Some(column) => format!("{column}: {}", problem.reason),
        None => problem.reason.clone(),
    }
}
