//! What commands read from a book: one plain, serialisable value for each report.
//!
//! The same value is what JSON shows, and makes the sheet that tables and CSV show.

pub mod audit;
pub mod awards;
mod by;
pub mod changes;
pub mod checklist;
pub mod credits;
pub mod deployments;
pub mod difference;
pub mod directory;
pub mod due;
mod evaluation;
pub mod explain;
pub mod facts;
pub mod forecast;
pub mod history;
pub mod outline;
pub mod people;
pub mod product;
pub mod program;
pub mod revenue;
pub mod selection;
pub mod simulation;
pub mod status;
pub mod terms;
pub mod tier;
mod tones;
pub mod versions;
pub mod words;

pub use by::{By, Months};

use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::output::{Sheet, Tone};
use serde::Serialize;

/// The version of the JSON documents.
pub const SCHEMA: u32 = 1;

/// The point of view of a report: what was true on a day, as it was known at an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The day.
    pub day: Day,
    /// The last entry that is taken into account.
    pub known_at: EntryId,
}

/// How much room and show there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageOptions {
    /// Whether a person looks at a terminal: only then are there bars.
    pub terminal: bool,
}

/// A report.
pub trait Report: Serialize {
    /// The facts in rows and columns, for CSV and for scripts.
    fn sheet(&self) -> Sheet;

    /// The facts as a person likes to read them.
    fn page(&self, _look: PageOptions) -> Vec<Block> {
        vec![Block::Sheet(self.sheet())]
    }

    /// Returns whether it may name contact people, as a JSON document (`in_full`) or as a page or sheet. If so, only the
    /// owner may read a new file of it.
    fn names_contacts(&self, _in_full: bool) -> bool {
        false
    }
}

/// A piece of a page.
#[derive(Debug)]
pub enum Block {
    /// A title.
    Title(String),
    /// A line of text.
    Line(String),
    /// A label and what it is about, aligned with the others around it.
    Fact(&'static str, String),
    /// The same where the first word has a colour.
    Toned(&'static str, Tone, String),
    /// A table.
    Sheet(Sheet),
    /// An empty line.
    Gap,
}
