//! Verdicts from files: a file leaves one state behind, and what an item waits for is judged on that.

use super::bad_values::BadValues;
use super::batch::{Batch, BatchError, Named, NotTaken, Taken};
use super::company::{self, BadValue};
use crate::domain::decide::request::Request;
use crate::domain::fact::{Fact, VerdictKind};
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::rule::source;
use crate::domain::rule::verdict_input::VerdictInput;
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::rows::{Column, Row, Rows, Takes};
use std::collections::BTreeMap;

/// The columns of a file of verdicts.
pub const COLUMNS: &[Column] = &[
    Column::required("partner").taking(Takes::Code),
    Column::required("item"),
    Column::required("verdict"),
    Column::optional("note"),
    Column::optional("evidence"),
    Column::optional("on"),
];

/// Takes every row of a file of verdicts. Rows of one partner and day go together, whatever their order.
///
/// `lists`: the checklists a verdict may be for; empty: any.
///
/// # Errors
/// The file cannot be read to its end, or the book cannot be written.
pub fn take(
    batch: &mut Batch<'_>,
    rows: Rows,
    lists: &[&str],
    default_on: Day,
) -> Result<(), BatchError> {
    let mut together: BTreeMap<(PartnerId, Day), Vec<(Row, VerdictInput)>> = BTreeMap::new();
    let mut named = Named::default();
    for row in rows {
        let Some(row) = batch.read(row)? else {
            continue;
        };
        match asked(&mut named, batch, &row, lists, default_on) {
            Ok((partner, on, asked)) => together
                .entry((partner, on))
                .or_default()
                .push((row, asked)),
            Err(not) => batch.count(&row, Err(not))?,
        }
    }
    for ((partner, on), rows) in together {
        take_together(batch, &partner, on, rows)?;
    }
    Ok(())
}

fn asked(
    named: &mut Named,
    batch: &mut Batch<'_>,
    row: &Row,
    lists: &[&str],
    default_on: Day,
) -> Result<(PartnerId, Day, VerdictInput), NotTaken> {
    let writer = batch.writer();
    let mut bad = BadValues::of(row);
    let partner = bad.found(named.partner(writer, row))?;
    let on = company::given_day("on", row.get("on"), writer.today());
    let on = bad.check(on).unwrap_or(default_on);
    let word = row.get("verdict").unwrap_or_default();
    let kind = VerdictKind::named(&word.to_ascii_lowercase().replace(' ', "-"));
    let reason = "a verdict is met, unmet, not-applicable or waived";
    let kind = kind.ok_or_else(|| BadValue::new("verdict", word, reason));
    let kind = bad.check(kind.map(Some));
    let item = row.get("item").unwrap_or_default().to_owned();
    let list = writer.rules().on(on).item(&item);
    let list = list.map(|(list, _)| list.id.as_str());
    if let Some(list) = list.filter(|list| !lists.is_empty() && !lists.contains(list)) {
        let reason = format!(
            "it stands on the checklist {list}, not on {}",
            lists.join(" or ")
        );
        bad.check::<()>(Err(BadValue::new("item", &item, reason)));
    }
    let note = bad.check(company::text("note", row.get("note")));
    let evidence = bad.check(company::line("evidence", row.get("evidence")));
    let known = writer.rules().on(on).item(&item).map(|(_, item)| item);
    match (&partner, known) {
        (Some(partner), None) if bad.any() => {
            let (item, product) = (item.clone(), None);
            bad.refused(Refusal::new(
                partner,
                on,
                Why::UnknownItem { item, product },
            ));
        }
        (Some(partner), Some(known)) if known.fulfilled_by.is_some() => {
            let history = writer.history(partner)?;
            let allowed = source::allow_by_word(writer.rules(), &history, on, &item);
            allowed.unwrap_or_else(|refusal| bad.refused(refusal));
        }
        _ => {}
    }
    let (partner, kind) = bad.settled_with(partner.zip(kind))?;
    let asked = VerdictInput {
        item,
        kind,
        note,
        evidence,
    };
    Ok((partner, on, asked))
}

/// Takes the rows of one partner and day; a row that is refused is left out, and the others tried again.
fn take_together(
    batch: &mut Batch<'_>,
    partner: &PartnerId,
    on: Day,
    rows: Vec<(Row, VerdictInput)>,
) -> Result<(), BatchError> {
    let mut left = Vec::with_capacity(rows.len());
    for (row, asked) in rows {
        // Of two rows that exclude each other the first stands.
        let first = left
            .iter()
            .find(|(_, other): &&(Row, VerdictInput)| other.item == asked.item);
        match first {
            Some((_, other)) if *other == asked => batch.count(&row, Ok(Taken::Unchanged))?,
            Some((other, _)) => {
                let reason = format!(
                    "line {} of the file says something else of the same item",
                    other.line()
                );
                batch.count(&row, Err(NotTaken::because(reason)))?;
            }
            None => left.push((row, asked)),
        }
    }
    let history = batch.writer().history(partner)?;
    while !left.is_empty() {
        let verdicts = left.iter().map(|(_, asked)| asked.clone()).collect();
        let request = Request::Judge {
            verdicts,
            alias: None,
            contacts: Vec::new(),
            decision: None,
        };
        match batch.writer().ask_knowing(&history, on, &request) {
            Ok(change) => {
                let changed = |item: &str| {
                    change
                        .fact(|fact| {
                            matches!(fact, Fact::Verdict(verdict) if verdict.item == item)
                                .then_some(())
                        })
                        .is_some()
                };
                for (row, asked) in &left {
                    let taken = if changed(&asked.item) {
                        Taken::Recorded(partner.clone())
                    } else {
                        Taken::Unchanged
                    };
                    batch.count(row, Ok(taken))?;
                }
                return Ok(());
            }
            Err(super::change::ChangeError::Refused(refusal)) => {
                let about =
                    |asked: &VerdictInput| refusal.about() == Some(("item", asked.item.as_str()));
                let refused = left.iter().position(|(_, asked)| about(asked)).unwrap_or(0);
                let (row, _) = left.remove(refused);
                batch.count(&row, Err(refusal.into()))?;
            }
            Err(super::change::ChangeError::Store(error)) => return Err(error.into()),
            Err(super::change::ChangeError::Bad(bad)) => {
                let (row, _) = left.remove(0);
                batch.count(&row, Err(bad.into()))?;
            }
        }
    }
    Ok(())
}
