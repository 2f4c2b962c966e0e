//! What was recorded, entry by entry.

use super::{AsOf, Report, SCHEMA, facts};
use crate::domain::fact::{Dated, Recorded};
use crate::domain::partner::scope::Scope;
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::output::{Cell, Column, Sheet};
use crate::store::entries::Entry;
use crate::store::{Book, StoreError};
use serde::Serialize;
use serde_json::{Map, Value};

/// What was recorded.
#[derive(Debug, Serialize)]
pub(crate) struct History {
    schema: u32,
    entries: Vec<EntryLine>,
    #[serde(skip)]
    for_partner: bool,
}

#[derive(Debug, Serialize)]
struct EntryLine {
    entry: i64,
    recorded: String,
    actor: String,
    command: String,
    note: Option<String>,
    voided_by: Option<i64>,
    count: i64,
    facts: Vec<FactLine>,
    #[serde(skip)]
    what: String,
}

#[derive(Debug, Serialize)]
struct FactLine {
    fact: String,
    what: &'static str,
    partner: String,
    on: Day,
    #[serde(flatten)]
    fields: Map<String, Value>,
    #[serde(skip)]
    words: String,
}

impl FactLine {
    fn of(partner: &PartnerId, recorded: Recorded) -> Self {
        let Recorded { id, on, fact } = recorded;
        let fields = facts::fields(&fact);
        let what = fact.what();
        let words = facts::in_words(&Dated { on, fact });
        Self {
            fact: id.to_string(),
            what,
            partner: partner.to_string(),
            on,
            fields,
            words,
        }
    }
}

/// An undo of more entries than this is told by their count, the first and the last.
const MOST_VOIDS: usize = 8;

/// Entries with more facts than this are told by their count; `history PARTNER` shows what concerns one.
const TOLD_IN_FULL: i64 = 1000;

impl History {
    /// Every entry, the last `last` of them if that is given, with their facts.
    pub(crate) fn for_all(
        book: &Book,
        as_of: AsOf,
        last: Option<usize>,
    ) -> Result<Self, StoreError> {
        let mut entries = book.entries(as_of.known_at)?;
        if let Some(last) = last {
            entries.drain(..entries.len().saturating_sub(last));
        }
        let mut lines = Vec::with_capacity(entries.len());
        for entry in entries {
            let count = book.count_facts(entry.id)?;
            let facts = if count <= TOLD_IN_FULL {
                book.facts_of_entry(entry.id)?
            } else {
                Vec::new()
            };
            let all = facts.len();
            let facts: Vec<FactLine> = facts
                .into_iter()
                .filter(|(_, fact)| fact.on <= as_of.day)
                .map(|(partner, fact)| FactLine::of(&partner, fact))
                .collect();
            if all > 0 && facts.is_empty() {
                continue;
            }
            lines.push(EntryLine::of(entry, count, facts));
        }
        Ok(Self {
            schema: SCHEMA,
            entries: lines,
            for_partner: false,
        })
    }

    /// The entries that are about a partner, with what they say of it; the undone ones too.
    pub(crate) fn for_partner(
        book: &Book,
        partner: &PartnerId,
        as_of: AsOf,
        last: Option<usize>,
    ) -> Result<Self, StoreError> {
        let history = book.history_with_voided(partner, Scope::All, as_of.known_at)?;
        let mut lines = Vec::new();
        let mut facts = history.facts().to_vec();
        facts.retain(|fact| fact.on <= as_of.day);
        for facts in facts.chunk_by(|a, b| a.id.entry == b.id.entry) {
            let Some(entry) = book.entry(facts[0].id.entry, as_of.known_at)? else {
                continue;
            };
            let facts: Vec<FactLine> = facts
                .iter()
                .map(|fact| FactLine::of(partner, fact.clone()))
                .collect();
            lines.push(EntryLine::of(
                entry,
                i64::try_from(facts.len()).unwrap_or(i64::MAX),
                facts,
            ));
        }
        if let Some(last) = last {
            lines.drain(..lines.len().saturating_sub(last));
        }
        Ok(Self {
            schema: SCHEMA,
            entries: lines,
            for_partner: true,
        })
    }
}

impl EntryLine {
    fn of(entry: Entry, count: i64, facts: Vec<FactLine>) -> Self {
        let Entry {
            id,
            recorded,
            actor,
            command,
            note,
            voided_by,
            voids,
            program,
        } = entry;
        let what = match (voids.as_slice(), program, facts.as_slice()) {
            ([], None, [only]) => format!("{}: {}", only.partner, only.words),
            ([], None, _) => super::words::count(count, "fact"),
            ([], Some(version), _) => format!("version {version} of the rules"),
            (voids, ..) => {
                // A cascade may have undone thousands.
                let list: Vec<String> = voids.iter().map(EntryId::to_string).collect();
                match (voids.iter().min(), voids.iter().max()) {
                    (Some(first), Some(last)) if voids.len() > MOST_VOIDS => {
                        format!("undoes {} entries, from {first} to {last}", voids.len())
                    }
                    _ => format!("undoes entry {}", list.join(", ")),
                }
            }
        };
        Self {
            entry: id.0,
            recorded,
            actor,
            command,
            note,
            voided_by: voided_by.map(|entry| entry.0),
            count,
            facts,
            what,
        }
    }
}

impl Report for History {
    fn names_contacts(&self, _: bool) -> bool {
        true
    }

    fn sheet(&self) -> Sheet {
        if self.for_partner {
            let columns = [
                Column::word("fact"),
                Column::day("on"),
                Column::word("what"),
                Column::text("detail"),
                Column::word("recorded").spare(),
                Column::word("actor").spare(),
                Column::text("note").spare(),
                Column::number("voided_by").spare(),
            ];
            let mut sheet = Sheet::new(columns);
            for entry in &self.entries {
                for fact in &entry.facts {
                    sheet.row([
                        Cell::from(fact.fact.as_str()),
                        fact.on.into(),
                        fact.what.into(),
                        fact.words.as_str().into(),
                        entry.recorded.as_str().into(),
                        entry.actor.as_str().into(),
                        entry.note.as_deref().into(),
                        entry.voided_by.into(),
                    ]);
                }
            }
            return sheet;
        }
        let columns = [
            Column::number("entry"),
            Column::word("recorded").spare(),
            Column::word("actor").spare(),
            Column::text("command"),
            Column::text("what"),
            Column::text("note").spare(),
            Column::number("voided_by").spare(),
        ];
        let mut sheet = Sheet::new(columns);
        for entry in &self.entries {
            sheet.row([
                entry.entry.into(),
                Cell::from(entry.recorded.as_str()),
                entry.actor.as_str().into(),
                entry.command.as_str().into(),
                entry.what.as_str().into(),
                entry.note.as_deref().into(),
                entry.voided_by.into(),
            ]);
        }
        sheet
    }
}
