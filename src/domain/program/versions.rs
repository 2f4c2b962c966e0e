//! The versions of the program, each with the day from which it is in force.

use super::Program;
use super::reading::Reading;
use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use std::sync::Arc;

/// One version of the rules as the book keeps it.
#[derive(Debug, Clone)]
pub struct Version {
    /// 1, 2, 3 … in the order in which they were recorded.
    pub number: u32,
    /// The entry that recorded it.
    pub entry: EntryId,
    /// The entry that took it back, where one did: what was recorded in between was judged by it.
    pub taken_back: Option<EntryId>,
    /// The first day on which it is in force.
    pub from: Day,
    /// The rules.
    pub program: Arc<Program>,
}

/// What is recorded of a version, even if it was undone since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionRecord {
    /// Its number.
    pub number: u32,
    /// The entry.
    pub entry: EntryId,
    /// The first day on which it was to be in force.
    pub from: Day,
}

/// The number of the version in force on a day: of those that have begun the one that began last, and of several that
/// began on the same day, the one recorded last.
pub(crate) fn in_force(versions: impl Iterator<Item = (Day, u32)>, day: Day) -> Option<u32> {
    let begun = versions.filter(|(from, _)| *from <= day);
    begun.max().map(|(_, number)| number)
}

/// The rules by day. There is always at least one version, and it is in force from the beginning of days.
#[derive(Debug, Clone)]
pub struct Rules {
    first: Version,
    later: Vec<Version>,
    /// The readings that the book was recorded under, each with its first entry.
    readings: Vec<(EntryId, Reading)>,
}

impl Rules {
    /// Rules of which nothing is known but one version.
    #[must_use]
    pub fn only(program: Program) -> Self {
        Self {
            first: Version {
                number: 1,
                entry: EntryId(1),
                taken_back: None,
                from: Day::MIN,
                program: Arc::new(program),
            },
            later: Vec::new(),
            readings: Vec::new(),
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
            readings: Vec::new(),
        })
    }

    /// The same rules for a book that was recorded under these readings, each from its entry on.
    #[must_use]
    pub fn read_by(self, readings: Vec<(EntryId, Reading)>) -> Self {
        Self { readings, ..self }
    }

    /// The reading by which facts are judged under these rules.
    #[must_use]
    pub fn reading(&self) -> Reading {
        let begun = self.readings.iter().max();
        begun.map_or(Reading::PRESENT, |(_, reading)| *reading)
    }

    /// The version in force on a day.
    #[must_use]
    pub fn version(&self, day: Day) -> &Version {
        let later = self
            .later
            .iter()
            .map(|version| (version.from, version.number));
        in_force(later, day)
            .and_then(|number| self.numbered(number))
            .unwrap_or(&self.first)
    }

    /// The program in force on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> &Program {
        &self.version(day).program
    }

    /// The rules as far as they were known at an entry, and as they were read there.
    #[must_use]
    pub fn known_at(&self, entry: EntryId) -> Self {
        let known = |version: &&Version| {
            version.entry <= entry && version.taken_back.is_none_or(|by| entry < by)
        };
        let read = |(from, _): &&(EntryId, Reading)| *from <= entry.max(EntryId(1));
        Self {
            first: self.first.clone(),
            later: self.later.iter().filter(known).cloned().collect(),
            readings: self.readings.iter().filter(read).copied().collect(),
        }
    }

    /// The rules as they were known from one entry on, and from each that added a version or undid one, or
    /// with which another reading began.
    #[must_use]
    pub fn by_entry(&self) -> Vec<(EntryId, Self)> {
        let versions = self.later.iter();
        let mut entries: Vec<EntryId> = versions
            .flat_map(|version| [Some(version.entry), version.taken_back])
            .flatten()
            .chain(self.readings.iter().map(|(from, _)| *from))
            .chain([EntryId(0)])
            .collect();
        entries.sort_unstable();
        entries.dedup();
        let known = |entry| (entry, self.known_at(entry));
        entries.into_iter().map(known).collect()
    }

    /// The version that takes over from the one in force on a day.
    #[must_use]
    pub fn next_after(&self, day: Day) -> Option<&Version> {
        let later = self.later.iter().filter(|version| version.from > day);
        later.min_by_key(|version| version.from)
    }

    /// The version of a number.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Option<&Version> {
        self.versions().find(|version| version.number == number)
    }

    /// The same rules with one more version: as if it were recorded now.
    #[must_use]
    pub fn with(&self, number: u32, from: Day, program: Program) -> Self {
        let mut with = self.clone();
        with.later.push(Version {
            number,
            entry: EntryId::PENDING,
            taken_back: None,
            from,
            program: Arc::new(program),
        });
        with
    }

    /// Every version, first to last.
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        std::iter::once(&self.first).chain(&self.later)
    }
}
