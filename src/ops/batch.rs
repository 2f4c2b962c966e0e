//! Whole files: every row is one request, the file is one entry.

use super::bad_values::{BadValues, NO_COLUMN};
use super::change::{ChangeError, Writer};
use super::company::BadValue;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::rows::{self, FileProblem, Row, RowProblem, Rows};
use crate::store::StoreError;
use std::collections::{HashMap, HashSet};
use std::io::Write;

/// How a file is taken.
pub struct Manner {
    /// Record the good rows though others are refused.
    pub keep_going: bool,
    /// What to do with a row that is there already with other content.
    pub on_duplicate: OnDuplicate,
    /// Where refused rows go, ready to be mended and run again.
    pub rejects: Option<Box<dyn Write>>,
    /// Whether nothing is to be recorded.
    pub dry_run: bool,
}

/// What became of a file.
#[derive(Debug, Default)]
pub struct Tally {
    /// The entry; `None` where nothing was recorded.
    pub entry: Option<EntryId>,
    /// Whether it was only tried.
    pub dry_run: bool,
    /// Rows read.
    pub read: u64,
    /// Rows that changed the book.
    pub recorded: u64,
    /// Rows that were there already.
    pub unchanged: u64,
    /// Rows that are there already with other content, which was left as it is.
    pub skipped: u64,
    /// Rows that would do, and were not recorded because others were refused.
    pub not_recorded: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Why rows were refused, in the order of their lines; a row may have several reasons.
    pub refusals: Vec<RowProblem>,
    /// The partners the recorded rows are about, the first few.
    pub partners: Vec<PartnerId>,
}

/// How many partners of a file are remembered to be shown.
pub const SHOWN: usize = 200;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It changed the book, concerning this partner.
    Recorded(PartnerId),
    /// It was there already.
    Unchanged,
    /// It is there already with other content, which is left as it is.
    Skipped,
}

/// What can be done about a row that is there already with other content.
pub(super) const LEAVES_OR_TAKES: &str =
    "; `--on-duplicate skip` leaves it, `update` takes the row's";

/// Why a row was not taken.
#[derive(Debug)]
pub enum NotTaken {
    /// This row will not do, for these reasons.
    Refused(BadValues),
    /// Nothing more can be done.
    Store(StoreError),
}

impl NotTaken {
    /// A row that will not do for a reason that is no single value's.
    #[must_use]
    pub fn because(reason: impl Into<String>) -> Self {
        BadValue::new(NO_COLUMN, "", reason).into()
    }
}

impl From<StoreError> for NotTaken {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<BadValue> for NotTaken {
    fn from(bad: BadValue) -> Self {
        Self::Refused(bad.into())
    }
}

impl From<BadValues> for NotTaken {
    fn from(bad: BadValues) -> Self {
        Self::Refused(bad)
    }
}

impl From<Refusal> for NotTaken {
    fn from(refusal: Refusal) -> Self {
        let mut reason = refusal.to_string();
        let causes = refusal.causes();
        if !causes.is_empty() {
            reason = format!("{reason}: {}", causes.join("; "));
        }
        match &*refusal.why {
            Why::ProbablyTheSame { .. } => {
                reason.push_str("; if it is another company, give the row an `id` of its own");
            }
            Why::NameTaken { holder, .. } => {
                reason.push_str("; an `id` of its own does not help, only another name does; for ");
                reason.push_str(holder.as_str());
                reason.push_str(" itself, leave the `id` out");
            }
            Why::DeploymentKnown { .. } | Why::RevenueKnown { .. } => {
                reason.push_str(LEAVES_OR_TAKES);
            }
            Why::FollowsFromRecord { from, .. } => {
                reason.extend(["; ", &from.supply(&refusal.partner)]);
            }
            _ => {}
        }
        let (column, value) = refusal.about().unwrap_or((NO_COLUMN, ""));
        BadValue::new(column, value, reason).into()
    }
}

impl From<ChangeError> for NotTaken {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Bad(bad) => bad.into(),
            ChangeError::Refused(refusal) => refusal.into(),
            ChangeError::Store(error) => error.into(),
        }
    }
}

/// Why a file was not taken at all.
#[derive(Debug)]
pub enum BatchError {
    /// The file cannot be read as one.
    File(FileProblem),
    /// The book cannot be read or written.
    Store(StoreError),
    /// The file for refused rows cannot be written.
    Rejects(std::io::Error),
    /// Rows that wait for the end of their file cannot be set aside.
    SetAside(std::io::Error),
}

impl From<StoreError> for BatchError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A file being taken, row by row.
pub struct Batch<'b> {
    writer: Writer<'b>,
    file: String,
    manner: Manner,
    rejects: Option<rows::Rejects>,
    tally: Tally,
    /// The partners of the tally.
    shown: HashSet<PartnerId>,
}

impl<'b> Batch<'b> {
    /// Prepares to take a file.
    ///
    /// # Errors
    /// The file for refused rows cannot be begun.
    pub fn begin(writer: Writer<'b>, rows: &Rows, mut manner: Manner) -> Result<Self, BatchError> {
        let rejects = manner
            .rejects
            .take()
            .map(|out| rows.rejects(out))
            .transpose()
            .map_err(BatchError::Rejects)?;
        writer.book().expect_many_rows()?;
        let tally = Tally {
            dry_run: manner.dry_run,
            ..Tally::default()
        };
        Ok(Self {
            writer,
            file: rows.file().to_owned(),
            manner,
            rejects,
            tally,
            shown: HashSet::new(),
        })
    }

    /// Takes every row, one after the other.
    ///
    /// # Errors
    /// The file cannot be read to its end, or the book cannot be written.
    pub fn take_each(
        &mut self,
        rows: Rows,
        mut take: impl FnMut(&mut Writer<'b>, &Row, OnDuplicate) -> Result<Taken, NotTaken>,
    ) -> Result<(), BatchError> {
        for row in rows {
            let Some(row) = self.read(row)? else { continue };
            self.writer.at_line(row.line());
            let taken = take(&mut self.writer, &row, self.manner.on_duplicate);
            self.count(&row, taken)?;
        }
        Ok(())
    }

    /// Counts a row that was read; `None` where it could not be read as one.
    ///
    /// # Errors
    /// The file cannot be read on.
    pub fn read(&mut self, row: Result<Row, rows::Refusal>) -> Result<Option<Row>, BatchError> {
        self.tally.read += 1;
        match row {
            Ok(row) => Ok(Some(row)),
            Err(rows::Refusal::Row(refused)) => match refused.row {
                // What it lacks is said with all else that is wrong with it.
                Some(row) => Ok(Some(row)),
                None => {
                    self.reject(&refused.original, vec![refused.problem])?;
                    Ok(None)
                }
            },
            Err(rows::Refusal::File(problem)) => Err(BatchError::File(*problem)),
        }
    }

    /// Counts what became of a row.
    ///
    /// # Errors
    /// The book, or the file for refused rows, cannot be written.
    pub fn count(&mut self, row: &Row, taken: Result<Taken, NotTaken>) -> Result<(), BatchError> {
        match taken {
            Ok(Taken::Recorded(partner)) => {
                self.tally.recorded += 1;
                if self.shown.len() < SHOWN && !self.shown.contains(&partner) {
                    self.shown.insert(partner.clone());
                    self.tally.partners.push(partner);
                }
                Ok(())
            }
            Ok(Taken::Unchanged) => {
                self.tally.unchanged += 1;
                Ok(())
            }
            Ok(Taken::Skipped) => {
                self.tally.skipped += 1;
                Ok(())
            }
            Err(NotTaken::Store(error)) => Err(error.into()),
            Err(NotTaken::Refused(reasons)) => {
                let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
                let problem = |bad: BadValue| RowProblem {
                    line: row.line(),
                    column: given(bad.column),
                    value: given(&bad.value),
                    reason: bad.reason,
                };
                let problems = reasons.into_iter().map(problem).collect();
                self.reject(&row.original(), problems)
            }
        }
    }

    fn reject(
        &mut self,
        original: &rows::Original,
        problems: Vec<RowProblem>,
    ) -> Result<(), BatchError> {
        if let Some(rejects) = &mut self.rejects {
            let why = match problems.as_slice() {
                [only] => only.reason.clone(),
                several => several
                    .iter()
                    .map(in_its_column)
                    .collect::<Vec<_>>()
                    .join("; "),
            };
            rejects.write(original, &why).map_err(BatchError::Rejects)?;
        }
        self.tally.refused += 1;
        self.tally.refusals.extend(problems);
        Ok(())
    }

    /// Whether nothing will be recorded: rows were refused, and it was not asked to go on.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        !self.tally.refusals.is_empty() && !self.manner.keep_going
    }

    /// What to do with a row that is there already with other content.
    #[must_use]
    pub fn on_duplicate(&self) -> OnDuplicate {
        self.manner.on_duplicate
    }

    /// The entry in the making.
    pub fn writer(&mut self) -> &mut Writer<'b> {
        &mut self.writer
    }

    /// Commits the file as one entry, or nothing of it: where rows were refused and it was not asked to go on.
    ///
    /// # Errors
    /// The book, or the file for refused rows, cannot be written.
    pub fn finish(mut self) -> Result<(Tally, String), BatchError> {
        if let Some(rejects) = self.rejects.take() {
            rejects.finish().map_err(BatchError::Rejects)?;
        }
        self.tally.refusals.sort_by_key(|problem| problem.line);
        if self.is_lost() {
            drop(self.writer);
            self.tally.not_recorded = std::mem::take(&mut self.tally.recorded);
            self.tally.partners.clear();
        } else {
            self.tally.entry = self.writer.finish(self.manner.dry_run)?;
        }
        Ok((self.tally, self.file))
    }
}

/// Whom the rows of a file name. A file names the same partners over and over.
#[derive(Debug, Default)]
pub struct Named {
    known: HashMap<String, PartnerId>,
    /// The reasons why words name nobody.
    unknown: HashMap<String, String>,
}

/// What the rows of a file were about so far: of two rows that exclude each other the first stands.
#[derive(Debug, Default)]
pub struct Seen(HashMap<PartnerId, HashMap<String, u64>>);

impl Seen {
    /// Takes note of what the row of a line is about, and returns the line of an earlier one that was about the same.
    pub fn again(&mut self, partner: &PartnerId, key: &str, line: u64) -> Option<u64> {
        let keys = match self.0.get_mut(partner) {
            Some(keys) => keys,
            None => self.0.entry(partner.clone()).or_default(),
        };
        let earlier = keys.get(key).copied();
        if earlier.is_none() {
            keys.insert(key.to_owned(), line);
        }
        earlier
    }
}

/// Names an earlier row of the file, where its line is known.
pub(super) fn earlier_row(line: Option<u64>) -> String {
    let line = line.map_or_else(String::new, |line| format!(" (line {line})"));
    format!("an earlier row of this file{line}")
}

/// A reason with the column that it is about.
fn in_its_column(problem: &RowProblem) -> String {
    match &problem.column {
        Some(column) => format!("{column}: {}", problem.reason),
        None => problem.reason.clone(),
    }
}

/// For how many unknown words of a file near names are looked up, which reads every name of the book.
const NEAR_NAMES: usize = 100;

/// How many names are remembered at once.
const REMEMBERED: usize = 1 << 17;

impl Named {
    /// The partner a row names, by id, alias, external id or exact name; the beginning of an id is not enough in
    /// a file, where nobody looks at what was meant.
    ///
    /// # Errors
    /// Nobody is meant by it.
    pub fn partner(&mut self, writer: &Writer<'_>, row: &Row) -> Result<PartnerId, NotTaken> {
        let word = row.get("partner").unwrap_or_default();
        if let Some(partner) = self.known.get(word) {
            return Ok(partner.clone());
        }
        if let Some(reason) = self.unknown.get(word) {
            return Err(BadValue::new("partner", word, reason).into());
        }
        let Some(partner) = writer.book().named(word, EntryId::PENDING)? else {
            let mut reason =
                "no partner in the book has this id, alias, external id or name".to_owned();
            if self.unknown.len() < NEAR_NAMES {
                let near = writer.book().nearest(word, EntryId::PENDING)?;
                let near: Vec<String> = near.iter().map(|id| format!("`{id}`")).collect();
                if !near.is_empty() {
                    reason.extend(["; did you mean ", &near.join(" or "), "?"]);
                }
                self.unknown.insert(word.to_owned(), reason.clone());
            }
            return Err(BadValue::new("partner", word, reason).into());
        };
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(word.to_owned(), partner.clone());
        Ok(partner)
    }
}
