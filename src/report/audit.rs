//! What the audit found.

use super::{Block, PageOptions, Report, SCHEMA};
use crate::domain::partner::history::History;
use crate::domain::value::day::{Day, LAST};
use crate::domain::value::id::{EntryId, PartnerId};
use crate::output::{Cell, Column, Sheet};
use crate::output::{Sentence, mpp};
use crate::store::book::Head;
use crate::store::sums::Sum;
use crate::store::verify::{Finding, Remedy};
use crate::store::{Book, StoreError, heads};
use serde::Serialize;
use std::collections::BTreeMap;
use std::str::FromStr;

/// What the audit found.
#[derive(Debug, Serialize)]
pub struct Audit {
    schema: u32,
    entries: i64,
    head: Option<String>,
    ok: bool,
    findings: Vec<FindingRow>,
    /// Whether the head of a sound book is to be printed, to be kept elsewhere.
    #[serde(skip)]
    with_head: bool,
}

#[derive(Debug, Serialize)]
struct FindingRow {
    entry: Option<i64>,
    problem: String,
    remedy: Sentence,
}

/// A head that was kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The head.
    pub head: Head,
    /// The line of the file of heads that it is in, where it is in one.
    pub line: Option<usize>,
}

impl FromStr for Expected {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let head = heads::parse_head(text).ok_or(
            "a head is an entry and its digest of 64 characters, as `audit --head` prints it",
        )?;
        Ok(Self { head, line: None })
    }
}

/// Says what can be done about something that the audit found.
fn spelled(remedy: Remedy) -> Sentence {
    match remedy {
        Remedy::Restore => "put back a copy that was made before and audits clean".into(),
        Remedy::LeaveDisk => Sentence::words(
            "the disk, its cable or the memory is failing: copy the book elsewhere with ",
        )
        .and_mpp("backup"),
        Remedy::Compare => "what was recorded was changed by something else than mpp: compare it with a copy made \
                            before"
            .into(),
        Remedy::MendSchema => "mpp refuses such a book: undo what was done to it, or put back a copy made before".into(),
        Remedy::Undo => {
            mpp("undo ENTRY").and_words(" undoes it, unless something later depends on it")
        }
        Remedy::FindBook => Sentence::words(
            "this is not the book that head was printed of, or not all of it: look for a copy that has it; after ",
        )
        .and_mpp("restore")
        .and_words(" of an earlier copy, later heads are not in it, and their lines can go"),
        Remedy::Report => "report it: the program contradicts itself".into(),
    }
}

impl Audit {
    /// Audits a book, against heads that were kept elsewhere.
    ///
    /// What the rules say of the facts is asked only where the rows are those that were recorded: of others it means
    /// nothing.
    ///
    /// # Errors
    /// The book cannot be read at all.
    pub fn of(book: &Book, expected: &[Expected], with_head: bool) -> Result<Self, StoreError> {
        let mut findings = book.schema_findings()?;
        let readable = findings.is_empty();
        let mut head: Option<Head> = None;
        if readable {
            findings = book.verify()?;
            if findings.is_empty() {
                findings = judged(book)?;
            }
            for expected in expected {
                findings.extend(against(book, expected)?);
            }
            head = book.head()?;
        }
        let findings: Vec<FindingRow> = findings
            .into_iter()
            .map(|found| FindingRow {
                entry: found.entry.map(|entry| entry.0),
                problem: found.problem,
                remedy: spelled(found.remedy),
            })
            .collect();
        Ok(Self {
            schema: SCHEMA,
            entries: head.as_ref().map_or(0, |head| head.entry.0),
            head: head.map(|head| head.digest),
            ok: findings.is_empty(),
            findings,
            with_head,
        })
    }

    /// Whether the book is sound.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.ok
    }
}

/// The entry a head names must be there, with its digest: then all that stands before it is unchanged, for each digest
/// covers the one before.
fn against(book: &Book, expected: &Expected) -> Result<Option<Finding>, StoreError> {
    let Head { entry, digest } = &expected.head;
    let problem = match book.digest_of(*entry)? {
        Some(found) if found == *digest => return Ok(None),
        Some(_) => "its digest is not the expected one: the history up to it was changed",
        None => "it is expected and not there: the end of the history was cut off",
    };
    let problem = match expected.line {
        Some(line) => format!("{problem} (line {line} of the file of heads)"),
        None => problem.to_owned(),
    };
    Ok(Some(Finding {
        entry: Some(*entry),
        problem,
        remedy: Remedy::FindBook,
    }))
}

/// Judges every fact by the rules of its day, and holds what SQL says of each partner against its history.
fn judged(book: &Book) -> Result<Vec<Finding>, StoreError> {
    let (rules, voids) = (book.rules_ever()?, book.voids(EntryId::PENDING)?);
    let (mut viewed, mut summed) = (BTreeMap::new(), BTreeMap::new());
    book.standing_view(|sum| {
        viewed.insert(sum.partner.clone(), sum);
    })?;
    book.sums(LAST, EntryId::PENDING, |sum| {
        summed.insert(sum.partner.clone(), sum);
    })?;
    let mut findings = Vec::new();
    book.walk_ever(|ever| {
        let partner = ever.partner.clone();
        let contradictions = ever.audit(&rules, &voids);
        findings.extend(contradictions.into_iter().map(|found| Finding {
            entry: Some(found.id.entry),
            problem: format!(
                "fact {}, {} of {partner}, is against the rules: {}",
                found.id, found.what, found.refusal
            ),
            remedy: Remedy::Undo,
        }));
        let history = ever.but_for(&voids);
        let (view, sum) = (viewed.remove(&partner), summed.remove(&partner));
        let agree = [
            (
                "the view standing",
                agrees(&history, LAST, view.as_ref(), true),
            ),
            (
                "the sum of its points",
                agrees(&history, LAST, sum.as_ref(), false),
            ),
        ];
        for (what, _) in agree.iter().filter(|(_, agrees)| !agrees) {
            findings.push(differs(&partner, what));
        }
        Ok::<_, StoreError>(())
    })?;
    let left = viewed.keys().chain(summed.keys());
    findings.extend(left.map(|partner| differs(partner, "a view or a sum")));
    Ok(findings)
}

fn differs(partner: &PartnerId, what: &str) -> Finding {
    Finding {
        entry: None,
        problem: format!("{what} says something else of {partner} than its history"),
        remedy: Remedy::Report,
    }
}

/// Whether SQL says of a partner what its history does; the view leaves out what expires.
fn agrees(history: &History, day: Day, sum: Option<&Sum>, lasting_only: bool) -> bool {
    let standing = history.at(day);
    let (Some(current), Some(sum)) = (&standing.participation, sum) else {
        return standing.participation.is_none() && sum.is_none();
    };
    let lines = current.ledger.lines().iter();
    let points = if lasting_only {
        let lasting = lines.filter(|line| line.expires_on.is_none());
        lasting.map(|line| line.points).sum()
    } else {
        standing.points()
    };
    let summed = (sum.participation, sum.stage, sum.since, sum.points);
    summed == (current.number, current.stage, current.since, points)
}

impl Report for Audit {
    fn sheet(&self) -> Sheet {
        if self.ok && self.with_head {
            let mut sheet = Sheet::new([Column::number("entry"), Column::word("digest")]);
            sheet.row([self.entries.into(), Cell::from(self.head.as_deref())]);
            return sheet;
        }
        let mut sheet = Sheet::new([
            Column::number("entry"),
            Column::text("problem"),
            Column::text("remedy"),
        ]);
        for line in &self.findings {
            sheet.row([
                Cell::from(line.entry),
                line.problem.as_str().into(),
                (&line.remedy).into(),
            ]);
        }
        sheet
    }

    /// Nothing at all of a sound book, but for its head where that is asked for.
    fn page(&self, _: PageOptions) -> Vec<Block> {
        match (&self.head, self.ok) {
            (Some(head), true) if self.with_head => {
                vec![Block::Line(format!("{}:{head}", self.entries))]
            }
            (_, true) => Vec::new(),
            (_, false) => vec![Block::Sheet(self.sheet())],
        }
    }
}
