//! What commands read from a book: one plain, serialisable value for each report.
//!
//! The same value is what JSON shows, and makes the sheet that tables and CSV show.

pub mod audit;
pub(crate) mod awards;
mod by;
pub(crate) mod changes;
pub(crate) mod checklist;
pub(crate) mod credits;
pub(crate) mod deployment_list;
pub(crate) mod deployments;
pub(crate) mod difference;
pub(crate) mod directory;
pub(crate) mod due;
mod evaluation;
pub(crate) mod explain;
pub(crate) mod facts;
pub(crate) mod forecast;
pub(crate) mod history;
pub(crate) mod item;
pub(crate) mod outline;
pub(crate) mod people;
pub(crate) mod product;
pub(crate) mod program;
pub(crate) mod requests;
pub(crate) mod revenue;
pub(crate) mod selection;
pub(crate) mod simulation;
pub(crate) mod status;
pub(crate) mod terms;
pub(crate) mod tier;
mod tones;
pub(crate) mod versions;
pub(crate) mod words;

pub(crate) use by::{By, Months};

use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::output::Sentence;
use crate::output::{Sheet, Tone};
use serde::Serialize;

/// The version of the JSON documents.
pub(crate) const SCHEMA: u32 = 1;

/// The point of view of a report: what was true on a day, as it was known at an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AsOf {
    /// The day.
    pub day: Day,
    /// The last entry that is taken into account.
    pub known_at: EntryId,
}

/// How much room and show there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageOptions {
    /// Whether a person looks at a terminal: only then are there bars.
    pub terminal: bool,
}

/// A report.
pub(crate) trait Report: Serialize {
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
pub(crate) enum Block {
    /// A title.
    Title(String),
    /// A line of text.
    Line(String),
    /// A label and what it is about, aligned with the others around it.
    Fact(&'static str, String),
    /// What can be done, on a line of its own or after a label.
    Advice(Option<&'static str>, Sentence),
    /// The same as a fact where the first word has a colour.
    Toned(&'static str, Tone, String),
    /// A table.
    Sheet(Sheet),
    /// An empty line.
    Gap,
}

impl Block {
    /// Whether it has a label, as its neighbours have.
    pub(crate) fn is_in_list(&self) -> bool {
        matches!(
            self,
            Self::Fact(..) | Self::Toned(..) | Self::Advice(Some(_), _)
        )
    }
}
