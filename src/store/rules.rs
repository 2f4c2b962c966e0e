//! The versions of the program's rules that a book keeps.

use super::book::Book;
use super::engine::Value;
use super::error::StoreError;
use crate::domain::program::Program;
use crate::domain::program::versions::{Rules, Version};
use crate::domain::value::day::parse_day;
use crate::domain::value::id::EntryId;
use std::sync::Arc;

impl Book {
    /// The versions of the rules that were known at an entry.
    ///
    /// # Errors
    /// The book cannot be read, or a version in it is not valid.
    pub fn rules(&self, known_at: EntryId) -> Result<Rules, StoreError> {
        let ask = "select on_day, version, rules, entry, null from program where entry <= $1 \
                   and not exists (select 1 from void where voided = program.entry and void.entry <= $1) order by version";
        self.rules_of(ask, &[known_at.0.into()])
    }

    /// Returns every version of the rules that was ever recorded, undone ones included.
    ///
    /// # Errors
    /// The book cannot be read, or a version in it is not valid.
    pub(crate) fn rules_ever(&self) -> Result<Rules, StoreError> {
        let ask = "select on_day, version, rules, entry, (select void.entry from void where voided = program.entry) \
                   from program order by version";
        self.rules_of(ask, &[])
    }

    fn rules_of(&self, ask: &str, args: &[Value<'_>]) -> Result<Rules, StoreError> {
        let mut versions = Vec::new();
        self.engine.each(ask, args, |row| {
            let number = u32::try_from(row.int(1)?).unwrap_or(u32::MAX);
            let program = Program::parse_recorded(row.text(2)?).map_err(|errors| {
                let first = errors.first().map_or("", |error| error.message.as_str());
                StoreError::Damaged(format!(
                    "version {number} of the rules does not check: {first}"
                ))
            })?;
            let from = parse_day(row.text(0)?)
                .ok_or_else(|| StoreError::Damaged("a version has no day".to_owned()))?;
            versions.push(Version {
                number,
                entry: EntryId(row.int(3)?),
                taken_back: row.maybe_int(4)?.map(EntryId),
                from,
                program: Arc::new(program),
            });
            Ok(())
        })?;
        let rules = Rules::new(versions)
            .ok_or_else(|| StoreError::Damaged("it holds no program".to_owned()))?;
        Ok(rules.read_by(self.readings()?))
    }

    /// The text of a version of the rules that was known at an entry.
    ///
    /// # Errors
    /// The book cannot be read, or has no such version.
    pub(crate) fn rules_text(&self, version: u32, known_at: EntryId) -> Result<String, StoreError> {
        let ask = "select rules from program where version = $1 and entry <= $2 and not exists \
                   (select 1 from void where voided = program.entry and void.entry <= $2)";
        let args = [i64::from(version).into(), known_at.0.into()];
        let text = self
            .engine
            .one(ask, &args, |row| Ok(row.text(0)?.to_owned()))?;
        text.ok_or_else(|| StoreError::Damaged(format!("it has no version {version} of the rules")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::program::EMBEDDED;
    use crate::store::book::Provenance;

    #[test]
    fn a_version_with_what_is_known_today_to_be_invisible_is_read() {
        let text = EMBEDDED.replace("name = \"Silver\"", "name = \"Sil\u{3164}ver\"");
        let origin = Provenance {
            recorded: "2015-06-15T09:30:00Z".to_owned(),
            actor: "ann".to_owned(),
            command: "test".to_owned(),
            note: None,
        };
        let book = Book::in_memory(&text, &origin).expect("a book");
        assert!(book.rules(EntryId::PENDING).is_ok());
    }
}
