//! Verdicts from files: a file leaves one state behind, and what an item waits for is judged on that.

use super::bad_values::{BadValue, BadValues};
use super::change::{ChangeError, Writer};
use super::import::{Batch, BatchError, Import, PartnerLookup, RowError, RowOutcome};
use super::values;
use crate::domain::decide::request::{Judge, Request};
use crate::domain::fact::{Fact, VerdictKind};
use crate::domain::program::versions::Rules;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::rule::source;
use crate::domain::rule::verdict_input::{RecordInput, VerdictInput};
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::rows::{FileColumn, Row, Takes};
use std::collections::{BTreeMap, BTreeSet};

/// An import of verdicts. Rows of one partner and day go together, whatever their order.
pub(crate) struct VerdictImport<'l> {
    /// The checklist that verdicts may be on; `None`: any.
    only: Option<&'l str>,
    default_on: Day,
    /// The columns for what the rule file asks to record of items.
    records: Vec<RecordColumn>,
    lookup: PartnerLookup,
    together: BTreeMap<(PartnerId, Day), Vec<(Row, Given)>>,
}

/// A column for a value that items ask for.
#[derive(Debug, Clone)]
pub(crate) struct RecordColumn {
    /// What the rule file calls the value.
    name: String,
    /// The column.
    column: &'static str,
}

impl RecordColumn {
    /// The columns for what any version of the rules asks for, each name once.
    #[must_use]
    pub(crate) fn all(rules: &Rules) -> Vec<Self> {
        let lists = rules
            .versions()
            .flat_map(|version| &version.program.checklists);
        let items = lists.flat_map(|list| &list.items);
        let names: BTreeSet<&String> = items.flat_map(|item| &item.records).collect();
        let column = |name: &String| Self {
            name: name.clone(),
            // Columns have names for as long as the program runs, and a file is read once in that time.
            column: name.replace('-', "_").leak(),
        };
        names.into_iter().map(column).collect()
    }
}

/// What a row gives.
#[derive(PartialEq)]
struct Given {
    verdict: VerdictInput,
    records: Vec<RecordInput>,
}

impl Given {
    fn item(&self) -> &str {
        &self.verdict.item
    }
}

impl<'l> VerdictImport<'l> {
    /// Begins an import for one checklist, or for any; the day holds where a row has none.
    #[must_use]
    pub(crate) fn new(only: Option<&'l str>, default_on: Day, records: Vec<RecordColumn>) -> Self {
        Self {
            only,
            default_on,
            records,
            lookup: PartnerLookup::default(),
            together: BTreeMap::new(),
        }
    }

    fn verdict(
        &mut self,
        writer: &Writer<'_>,
        row: &Row,
    ) -> Result<(PartnerId, Day, Given), RowError> {
        let mut bad = BadValues::of(row);
        let partner = bad.found(self.lookup.find(writer, row))?;
        let on = values::given_day("on", row.get("on"), writer.today());
        let on = bad.check(on).unwrap_or(self.default_on);
        let word = row.get("verdict").unwrap_or_default();
        let kind = VerdictKind::named(&word.to_ascii_lowercase().replace(' ', "-"));
        let reason = "a verdict is met, unmet, not-applicable or waived";
        let kind = kind.ok_or_else(|| BadValue::new("verdict", word, reason));
        let kind = bad.check(kind.map(Some));
        let item = row.get("item").unwrap_or_default().to_owned();
        let known = writer.rules().on(on).item(&item);
        let list = known.map(|(list, _)| list.id.as_str());
        if let (Some(list), Some(only)) = (list, self.only)
            && list != only
        {
            let reason = format!("it is on the checklist {list}, not on {only}");
            bad.check::<()>(Err(BadValue::new("item", &item, reason)));
        }
        let note = bad.check(values::text("note", row.get("note")));
        let evidence = bad.check(values::line("evidence", row.get("evidence")));
        match (&partner, known) {
            (Some(partner), None) if bad.any() => {
                let (item, product) = (item.clone(), None);
                let why = Why::UnknownItem { item, product };
                bad.refused(Refusal::new(partner, on, why));
            }
            (Some(partner), Some((_, known))) if known.fulfilled_by.is_some() => {
                let history = writer.history(partner)?;
                let allowed = source::allow_by_word(writer.rules(), &history, on, &item);
                allowed.unwrap_or_else(|refusal| bad.refused(refusal));
            }
            _ => {}
        }
        let mut records = Vec::new();
        for RecordColumn { name, column } in &self.records {
            let value = bad.check(values::line(column, row.get(column)));
            records.extend(value.map(|value| RecordInput {
                item: item.clone(),
                name: name.clone(),
                value,
            }));
        }
        let (partner, kind) = bad.require(partner.zip(kind))?;
        let verdict = VerdictInput {
            item,
            kind,
            note,
            evidence,
        };
        Ok((partner, on, Given { verdict, records }))
    }
}

impl Import for VerdictImport<'_> {
    fn columns(&self) -> Vec<FileColumn> {
        let mut columns = vec![
            FileColumn::required("partner").taking(Takes::Code),
            FileColumn::required("item"),
            FileColumn::required("verdict"),
            FileColumn::optional("note"),
            FileColumn::optional("evidence"),
            FileColumn::optional("on"),
        ];
        let records = self.records.iter();
        columns.extend(records.map(|record| FileColumn::optional(record.column)));
        columns
    }

    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError> {
        let (partner, on, asked) = self.verdict(batch.writer(), row)?;
        let together = self.together.entry((partner, on)).or_default();
        together.push((row.clone(), asked));
        Ok(RowOutcome::Deferred)
    }

    fn finish(&mut self, batch: &mut Batch<'_>) -> Result<(), BatchError> {
        for ((partner, on), rows) in std::mem::take(&mut self.together) {
            import_together(batch, &partner, on, rows)?;
        }
        Ok(())
    }
}

/// Imports the rows of one partner and day; a row that is refused is left out, and the others tried again.
fn import_together(
    batch: &mut Batch<'_>,
    partner: &PartnerId,
    on: Day,
    rows: Vec<(Row, Given)>,
) -> Result<(), BatchError> {
    let mut left = Vec::with_capacity(rows.len());
    for (row, asked) in rows {
        // Of two rows that exclude each other the first stands.
        let first = left
            .iter()
            .find(|(_, other): &&(Row, Given)| other.item() == asked.item());
        match first {
            Some((_, other)) if *other == asked => batch.count(&row, Ok(RowOutcome::Unchanged))?,
            Some((other, _)) => {
                let reason = format!(
                    "line {} of the file says something else of the same item",
                    other.line()
                );
                batch.count(&row, Err(RowError::because(reason)))?;
            }
            None => left.push((row, asked)),
        }
    }
    let history = batch.writer().history(partner)?;
    while !left.is_empty() {
        let verdicts = left.iter().map(|(_, asked)| asked.verdict.clone());
        let records = left.iter().flat_map(|(_, asked)| asked.records.clone());
        let request = Request::Judge(Judge {
            verdicts: verdicts.collect(),
            records: records.collect(),
            ..Judge::default()
        });
        match batch.writer().apply_with_history(&history, on, &request) {
            Ok(change) => {
                let changed = |item: &str| {
                    change
                        .fact(|fact| match fact {
                            Fact::Verdict(verdict) => (verdict.item == item).then_some(()),
                            Fact::ItemRecord(record) => (record.item == item).then_some(()),
                            _ => None,
                        })
                        .is_some()
                };
                for (row, asked) in &left {
                    let outcome = if changed(asked.item()) {
                        RowOutcome::Recorded(partner.clone())
                    } else {
                        RowOutcome::Unchanged
                    };
                    batch.count(row, Ok(outcome))?;
                }
                return Ok(());
            }
            Err(ChangeError::Refused(refusal)) => {
                let about = |asked: &Given| refusal.about() == Some(("item", asked.item()));
                let refused = left.iter().position(|(_, asked)| about(asked)).unwrap_or(0);
                let (row, _) = left.remove(refused);
                batch.count(&row, Err(refusal.into()))?;
            }
            Err(ChangeError::Store(error)) => return Err(error.into()),
            Err(ChangeError::Bad(bad)) => {
                let (row, _) = left.remove(0);
                batch.count(&row, Err(bad.into()))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::program::VERDICT_COLUMNS;

    #[test]
    fn no_value_of_an_item_takes_the_place_of_a_column() {
        let import = VerdictImport::new(None, Day::MIN, Vec::new());
        let columns: Vec<&str> = import.columns().iter().map(|column| column.name).collect();
        assert_eq!(columns, VERDICT_COLUMNS[..6]);
    }
}
