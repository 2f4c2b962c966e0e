//! The versions of the rules, and one that was just put in force.

use super::difference::{Difference, differences};
use super::{AsOf, Block, PageOptions, Report, SCHEMA};
use crate::domain::program::versions::{Rules, Version};
use crate::domain::value::day::{self, Day};
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;

/// Every version of the rules.
#[derive(Debug, Serialize)]
pub(crate) struct Versions {
    schema: u32,
    as_of: Day,
    versions: Vec<VersionRow>,
}

#[derive(Debug, Serialize)]
struct VersionRow {
    version: u32,
    /// `None`: from the beginning.
    from: Option<Day>,
    in_force: bool,
    entry: i64,
    recorded: String,
    actor: String,
    note: Option<String>,
    differences: usize,
}

impl Versions {
    /// The versions that were known at an entry.
    pub(crate) fn of(book: &Book, rules: &Rules, as_of: AsOf) -> Result<Self, StoreError> {
        let mut lines = Vec::new();
        for version in rules.versions() {
            let entry = book.entry(version.entry, as_of.known_at)?;
            let entry = entry.ok_or_else(|| {
                StoreError::Damaged(format!("version {} has no entry", version.number))
            })?;
            lines.push(VersionRow {
                version: version.number,
                from: Some(version.from).filter(|from| *from > day::FIRST),
                in_force: rules.version(as_of.day).number == version.number,
                entry: entry.id.0,
                recorded: entry.recorded,
                actor: entry.actor,
                note: entry.note,
                differences: version.from.pred_opt().map_or(0, |before| {
                    let before = &rules.version(before).program;
                    differences(before, &version.program).len()
                }),
            });
        }
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            versions: lines,
        })
    }
}

impl Report for Versions {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::number("version"),
            Column::word("from"),
            Column::word("in_force"),
            Column::number("differences"),
            Column::number("entry"),
            Column::word("recorded"),
            Column::word("actor"),
            Column::text("note").spare(),
        ];
        let mut sheet = Sheet::new(columns);
        for line in &self.versions {
            sheet.row([
                Cell::from(i64::from(line.version)),
                line.from.map(|from| from.to_string()).as_deref().into(),
                if line.in_force { "yes" } else { "no" }.into(),
                i64::try_from(line.differences).unwrap_or(i64::MAX).into(),
                line.entry.into(),
                line.recorded.as_str().into(),
                line.actor.as_str().into(),
                line.note.as_deref().into(),
            ]);
        }
        sheet
    }
}

/// A version put in force, as a change of the book.
#[derive(Debug, Serialize)]
pub(crate) struct UsedProgram {
    schema: u32,
    dry_run: bool,
    entry: Option<i64>,
    changes: Vec<UsedVersion>,
    #[serde(skip)]
    unchanged: String,
    #[serde(skip)]
    then: Option<String>,
}

#[derive(Debug, Serialize)]
struct UsedVersion {
    partner: Option<String>,
    what: &'static str,
    on: Day,
    version: u32,
    differences: Vec<Difference>,
    before: Option<u32>,
    after: Option<u32>,
}

impl UsedProgram {
    /// The report of a version that was put in force, or was so already.
    #[must_use]
    pub(crate) fn of(used: &crate::ops::rules::UseOutcome) -> Self {
        let change = |version: &Version| UsedVersion {
            partner: None,
            what: "program",
            on: version.from,
            version: version.number,
            differences: differences(&used.before.program, &version.program),
            before: Some(used.before.number),
            after: Some(version.number),
        };
        Self {
            schema: SCHEMA,
            dry_run: used.dry_run,
            entry: used.entry.map(|entry| entry.0),
            changes: used.version.iter().map(change).collect(),
            unchanged: format!("version {} says the same", used.before.number),
            then: used
                .then
                .as_ref()
                .map(|then| format!("version {} takes over on {}", then.number, then.from)),
        }
    }
}

impl Report for UsedProgram {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            Column::number("version"),
            Column::word("from"),
            Column::text("change"),
        ]);
        for change in &self.changes {
            for difference in &change.differences {
                sheet.row([
                    Cell::from(i64::from(change.version)),
                    change.on.to_string().into(),
                    difference.in_words().into(),
                ]);
            }
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let Some(change) = self.changes.first() else {
            return vec![Block::Line(self.unchanged.clone())];
        };
        let mut page = vec![Block::Line(format!(
            "version {} of the rules, in force from {}",
            change.version, change.on
        ))];
        let differences = change.differences.iter();
        page.extend(differences.map(|found| Block::Line(format!("  {}", found.in_words()))));
        if change.differences.is_empty() {
            page.push(Block::Line(
                "  no differences but in the words of the file".to_owned(),
            ));
        }
        page.extend(self.then.clone().map(Block::Line));
        page
    }
}
