//! What the rows of a file name, remembered: a file names the same partners over and over.

use super::RowError;
use crate::domain::fact::Recorded;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::ops::bad_values::BadValue;
use crate::ops::change::Writer;
use crate::rows::Row;
use std::collections::HashMap;

/// The partners that the rows of a file name.
#[derive(Debug, Default)]
pub(crate) struct PartnerLookup {
    known: HashMap<String, PartnerId>,
    /// The reasons why words name nobody.
    unknown: HashMap<String, String>,
}

/// For how many unknown words of a file near names are looked up, which reads every name of the book.
const NEAR_NAMES: usize = 100;

/// How many names are remembered at once.
const REMEMBERED: usize = 1 << 17;

impl PartnerLookup {
    /// Finds the partner a row names, by id, alias, external id or exact name; the beginning of an id is not enough in
    /// a file, where nobody looks at what was meant.
    pub(crate) fn find(&mut self, writer: &Writer<'_>, row: &Row) -> Result<PartnerId, RowError> {
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

/// What the rows of a file were about so far: of two rows that contradict each other the first stands.
#[derive(Debug, Default)]
pub(crate) struct EarlierRows(HashMap<PartnerId, HashMap<String, u64>>);

impl EarlierRows {
    /// Remembers what the row of a line is about, and returns the line of an earlier one that was about the same.
    pub(crate) fn remember(&mut self, partner: &PartnerId, key: &str, line: u64) -> Option<u64> {
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

    /// Returns the name of an earlier row that reported the same thing as this one, if there is one.
    pub(in crate::ops) fn of_report(
        &mut self,
        writer: &Writer<'_>,
        known: Option<&Recorded>,
        (partner, key, line): (&PartnerId, &str, u64),
        on_duplicate: OnDuplicate,
    ) -> Option<String> {
        let of_file = known.filter(|known| known.id.entry == writer.entry());
        // Only an update could let a later row of the file replace what an earlier one has confirmed.
        let update = on_duplicate == OnDuplicate::Update;
        let confirmed = update.then(|| self.remember(partner, key, line)).flatten();
        match of_file {
            Some(known) => Some(earlier_row(writer.line_of(known.id))),
            None => confirmed.map(|line| earlier_row(Some(line))),
        }
    }
}

/// Names an earlier row of the file, where its line is known.
pub(in crate::ops) fn earlier_row(line: Option<u64>) -> String {
    let line = line.map_or_else(String::new, |line| format!(" (line {line})"));
    format!("an earlier row of this file{line}")
}
