//! Values recorded of items: what the rule file asks for with a verdict, and what is not on record yet.

use super::checklist;
use super::product::known;
use super::refusal::{OfRecord, Refusal, Why};
use super::verdict_input::RecordInput;
use crate::domain::fact::{ItemRecord, VerdictKind};
use crate::domain::partner::history::History;
use crate::domain::partner::product::Product;
use crate::domain::partner::records::{ItemRecords, RecordedValue};
use crate::domain::partner::standing::Standing;
use crate::domain::partner::verdicts::ItemResult;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Checklist, Item, Program, Subject};
use crate::domain::value::day::Day;

/// Where the values of an item are recorded: a partner's participation, one of its terms, or one of its products.
#[derive(Debug, Clone, Copy)]
pub struct RecordsOf<'s, 'h> {
    records: Option<&'s ItemRecords<'h>>,
    term: Option<u32>,
}

impl<'s, 'h> RecordsOf<'s, 'h> {
    /// The values on the copy of a partner's list that is current.
    #[must_use]
    pub fn partner(standing: &'s Standing<'h>, list: &Checklist) -> Self {
        let current = standing.participation.as_ref();
        Self {
            records: current.map(|current| &current.records),
            term: current.and_then(|current| checklist::copy_of(list, current)),
        }
    }

    /// The values on a product's lists.
    #[must_use]
    pub fn product(product: &'s Product<'h>) -> Self {
        Self {
            records: Some(&product.records),
            term: None,
        }
    }

    /// Returns the value of a name.
    #[must_use]
    pub fn get(&self, item: &str, name: &str) -> Option<RecordedValue<'h>> {
        self.records?.get(self.term, item, name)
    }

    /// The names that the item asks for and that have no value. What was known of a partner that was taken over, its
    /// adoption said.
    #[must_use]
    pub fn missing<'i>(&self, item: &'i Item, found: Option<&ItemResult<'_>>) -> Vec<&'i str> {
        if found.is_some_and(|found| found.adopted) {
            return Vec::new();
        }
        let names = item.records.iter().map(String::as_str);
        names
            .filter(|name| self.get(&item.id, name).is_none())
            .collect()
    }
}

/// What was found met and lacks values that its item asks for: each item of the partner's lists with their names and
/// the day of its verdict.
#[must_use]
pub fn open_evidence<'p>(
    program: &'p Program,
    standing: &Standing<'_>,
) -> Vec<(&'p Item, Vec<&'p str>, Day)> {
    let lists = program.checklists.iter();
    let lists = lists.filter(|list| list.of != Subject::Product);
    let items =
        lists.flat_map(|list| checklist::items_of(list, standing).map(move |item| (list, item)));
    let open = items
        .filter(|(_, item)| !item.records.is_empty())
        .filter_map(|(list, item)| {
            let found = checklist::found(program, standing, list, item)?;
            let missing = RecordsOf::partner(standing, list).missing(item, Some(&found));
            let is_open = found.kind == VerdictKind::Met && !missing.is_empty();
            found.on.filter(|_| is_open).map(|on| (item, missing, on))
        });
    open.collect()
}

/// The fact that records a value, unless it is on record already.
#[must_use]
pub fn record_on(
    rules: &Rules,
    history: &History,
    on: Day,
    product: Option<&str>,
    asked: &RecordInput,
) -> Option<ItemRecord> {
    let standing = history.at(on);
    let program = rules.on(on);
    let list = item_of(program, product, &asked.item).map(|(list, _)| list);
    let known = match product {
        Some(product) => standing.products.get(product).map(RecordsOf::product),
        None => list.map(|list| RecordsOf::partner(&standing, list)),
    };
    let value = known.and_then(|known| known.get(&asked.item, &asked.name));
    if value.is_some_and(|known| known.value == asked.value) {
        return None;
    }
    Some(ItemRecord {
        product: product.map(str::to_owned),
        checklist: list.map_or_else(String::new, |list| list.id.clone()),
        item: asked.item.clone(),
        term: known.and_then(|known| known.term),
        name: asked.name.clone(),
        value: asked.value.clone(),
    })
}

/// Says whether a value may be recorded of an item.
///
/// # Errors
/// Refuses an unknown item, one of another kind of partner, a name that the item does not ask for, and any value before
/// the list opens or after the end.
pub fn allow_record(
    rules: &Rules,
    history: &History,
    on: Day,
    record: &ItemRecord,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let program = rules.on(on);
    let standing = history.at(on);
    let product = record.product.as_deref();
    let Some((list, item)) = item_of(program, product, &record.item) else {
        return refuse(checklist::not_an_item(program, product, &record.item));
    };
    checklist::allow_on_list(history, &standing, list)?;
    let kind = match product {
        Some(id) => known(history, &standing, id)?.kind(&standing),
        None => standing.about.kind(),
    };
    if !item.applies_to(kind) {
        return refuse(Why::ItemOfAnotherKind {
            item: item.id.clone(),
            kind: kind.unwrap_or("").to_owned(),
        });
    }
    if product.is_none() && record.term != RecordsOf::partner(&standing, list).term {
        return refuse(Why::NotTheTerm {
            term: record.term.unwrap_or(0),
        });
    }
    if !item.records.contains(&record.name) {
        return refuse(Why::OfRecord(OfRecord::NotAsked {
            item: item.id.clone(),
            name: record.name.clone(),
            names: item.records.clone(),
        }));
    }
    Ok(())
}

/// The item, among those of products or of partners, with its checklist.
fn item_of<'p>(
    program: &'p Program,
    product: Option<&str>,
    id: &str,
) -> Option<(&'p Checklist, &'p Item)> {
    match product {
        Some(_) => program.item_of(Subject::Product, id),
        None => [Subject::Participation, Subject::Term]
            .into_iter()
            .find_map(|subject| program.item_of(subject, id)),
    }
}
