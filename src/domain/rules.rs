//! The versions of the program, each with the day from which it is in force.

use super::day::Day;
use super::id::EntryId;
use super::program::Program;

/// One version of the rules as the book keeps it.
#[derive(Debug, Clone)]
pub struct Version {
    /// 1, 2, 3 … in the order in which the book was told.
    pub number: u32,
    /// The entry at which the book was told.
    pub entry: EntryId,
    /// The first day on which it is in force.
    pub from: Day,
    /// The rules.
    pub program: Program,
}

/// The rules by day. There is always at least one version, and it is in force from the beginning of days.
#[derive(Debug, Clone)]
pub struct Rules {
    first: Version,
    later: Vec<Version>,
}

impl Rules {
    /// Rules of which nothing is known but one version.
    #[must_use]
    pub fn only(program: Program) -> Self {
        Self {
            first: Version {
                number: 1,
                entry: EntryId(1),
                from: Day::MIN,
                program,
            },
            later: Vec::new(),
        }
    }

    /// The versions in the order of their numbers; `None` where there is none.
    #[must_use]
    pub fn new(versions: Vec<Version>) -> Option<Self> {
        let mut versions = versions.into_iter();
        let mut first = versions.next()?;
        first.from = Day::MIN;
        Some(Self {
            first,
            later: versions.collect(),
        })
    }

    /// The version in force on a day: of those that have begun, the one that began last.
    #[must_use]
    pub fn version(&self, day: Day) -> &Version {
        self.version_known_at(EntryId::PENDING, day)
    }

    /// The version in force on a day as far as was known at an entry.
    #[must_use]
    pub fn version_known_at(&self, entry: EntryId, day: Day) -> &Version {
        let known = self.later.iter().filter(|version| version.entry <= entry);
        let begun = known.filter(|version| version.from <= day);
        begun
            .max_by_key(|version| (version.from, version.number))
            .unwrap_or(&self.first)
    }

    /// The program in force on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> &Program {
        &self.version(day).program
    }

    /// Every version, first to last.
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        std::iter::once(&self.first).chain(&self.later)
    }
}
