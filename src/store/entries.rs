//! The entries of the book: who changed what, when, and whether it was undone.

use super::book::Book;
use super::engine::ResultRow;
use super::error::StoreError;
use super::facts::fact_of;
use super::tables::{PerTable, Table};
use crate::domain::fact::Recorded;
use crate::domain::program::versions::VersionRecord;
use crate::domain::value::day::parse_day;
use crate::domain::value::id::{EntryId, PartnerId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// One command that changed the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// When it was recorded, in UTC.
    pub recorded: String,
    /// Who.
    pub actor: String,
    /// The command.
    pub command: String,
    /// A remark.
    pub note: Option<String>,
    /// The undo that took it back.
    pub voided_by: Option<EntryId>,
    /// The entries it took back itself.
    pub voids: Vec<EntryId>,
    /// The version of the rules it added.
    pub program: Option<u32>,
}

const ASK: &str = "select e.id, e.recorded, e.actor, e.command, e.note, \
    (select v.entry from void v where v.voided = e.id and v.entry <= $1), \
    (select group_concat(v.voided) from void v where v.entry = e.id), \
    (select p.version from program p where p.entry = e.id) from entry e where e.id <= $1";

static OF_ENTRY: LazyLock<PerTable<String>> =
    LazyLock::new(|| PerTable::of(|table| table.select("where t.entry = $1")));

impl Book {
    /// Every entry that was known at an entry, in order.
    pub(crate) fn entries(&self, known_at: EntryId) -> Result<Vec<Entry>, StoreError> {
        let mut entries = Vec::new();
        self.engine.each(
            &format!("{ASK} order by e.id"),
            &[known_at.0.into()],
            |row| {
                entries.push(entry_of(row)?);
                Ok(())
            },
        )?;
        Ok(entries)
    }

    /// One entry.
    pub(crate) fn entry(
        &self,
        id: EntryId,
        known_at: EntryId,
    ) -> Result<Option<Entry>, StoreError> {
        self.engine.one(
            &format!("{ASK} and e.id = $2"),
            &[known_at.0.into(), id.0.into()],
            entry_of,
        )
    }

    /// Every version of the rules that was known once, up to an entry.
    pub(crate) fn versions_ever(
        &self,
        known_at: EntryId,
    ) -> Result<Vec<VersionRecord>, StoreError> {
        let mut versions = Vec::new();
        let ask = "select version, entry, on_day from program where entry <= $1 order by version";
        self.engine.each(ask, &[known_at.0.into()], |row| {
            let from = parse_day(row.text(2)?)
                .ok_or_else(|| StoreError::Damaged("a version has no day".to_owned()))?;
            versions.push(VersionRecord {
                number: u32::try_from(row.int(0)?).unwrap_or(u32::MAX),
                entry: EntryId(row.int(1)?),
                from,
            });
            Ok(())
        })?;
        Ok(versions)
    }

    /// Returns every undone entry, with the entry that undid it.
    pub(crate) fn voids(
        &self,
        known_at: EntryId,
    ) -> Result<BTreeMap<EntryId, EntryId>, StoreError> {
        let mut voids = BTreeMap::new();
        let ask = "select voided, entry from void where entry <= $1";
        self.engine.each(ask, &[known_at.0.into()], |row| {
            voids.insert(EntryId(row.int(0)?), EntryId(row.int(1)?));
            Ok(())
        })?;
        Ok(voids)
    }

    /// Returns the last entry that was not undone and is not an undo itself.
    pub(crate) fn last_to_undo(&self) -> Result<Option<EntryId>, StoreError> {
        let ask = "select max(id) from entry where id not in (select voided from void) and id not in (select entry from void)";
        Ok(self
            .engine
            .one(ask, &[], |row| row.maybe_int(0))?
            .flatten()
            .map(EntryId))
    }

    /// The facts of an entry with their partners, in order.
    pub(crate) fn facts_of_entry(
        &self,
        entry: EntryId,
    ) -> Result<Vec<(PartnerId, Recorded)>, StoreError> {
        let mut facts = Vec::new();
        for table in Table::ALL {
            self.engine
                .each(&OF_ENTRY[table], &[entry.0.into()], |row| {
                    let partner = PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?;
                    facts.push((partner, fact_of(table, row)?));
                    Ok(())
                })?;
        }
        facts.sort_by_key(|(_, fact)| fact.id);
        Ok(facts)
    }

    /// How many facts an entry has.
    pub(crate) fn count_facts(&self, entry: EntryId) -> Result<i64, StoreError> {
        let mut count = 0;
        for table in Table::ALL {
            let ask = format!("select count(*) from {} where entry = $1", table.name());
            count += self
                .engine
                .one(&ask, &[entry.0.into()], |row| row.int(0))?
                .unwrap_or(0);
        }
        Ok(count)
    }

    /// The partners an entry is about.
    pub(crate) fn partners_of(&self, entry: EntryId) -> Result<BTreeSet<PartnerId>, StoreError> {
        let mut partners = BTreeSet::new();
        for table in Table::ALL {
            let ask = format!(
                "select distinct partner from {} where entry = $1",
                table.name()
            );
            self.engine.each(&ask, &[entry.0.into()], |row| {
                partners.insert(PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?);
                Ok(())
            })?;
        }
        Ok(partners)
    }
}

fn entry_of(row: &ResultRow<'_>) -> Result<Entry, StoreError> {
    let voids = row.maybe_text(6)?.unwrap_or("");
    Ok(Entry {
        id: EntryId(row.int(0)?),
        recorded: row.text(1)?.to_owned(),
        actor: row.text(2)?.to_owned(),
        command: row.text(3)?.to_owned(),
        note: row.owned(4)?,
        voided_by: row.maybe_int(5)?.map(EntryId),
        voids: voids
            .split(',')
            .filter_map(|id| id.parse().ok())
            .map(EntryId)
            .collect(),
        program: row
            .maybe_int(7)?
            .and_then(|version| u32::try_from(version).ok()),
    })
}
