//! Values recorded of items: what the rule file asks for with a verdict, and what is not on record yet.

use super::checklist;
use super::product::known;
use super::refusal::{OfRecord, Refusal, Why};
use super::verdict_input::RecordInput;
use crate::domain::fact::{ItemRecord, Person, VerdictKind};
use crate::domain::partner::history::History;
use crate::domain::partner::product::Product;
use crate::domain::partner::records::{ItemRecords, RecordedValue};
use crate::domain::partner::standing::Standing;
use crate::domain::partner::verdicts::ItemResult;
use crate::domain::program::versions::Rules;
use crate::domain::program::{BY, Checklist, Item, Program, Subject};
use crate::domain::value::day::Day;
use crate::domain::value::name::name_key;
use std::fmt;

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

    /// The names that the item asks for and that have no value.
    #[must_use]
    pub fn missing<'i>(&self, item: &'i Item) -> Vec<&'i str> {
        let names = item.records.iter().map(String::as_str);
        names
            .filter(|name| self.get(&item.id, name).is_none())
            .collect()
    }
}

/// Says whether what is on record of an item is enough for a verdict of `met`.
///
/// # Errors
/// Refuses an item that lacks a value it requires, and one that is to be done by another person and was not.
pub(super) fn allow_met(item: &Item, records: RecordsOf<'_, '_>) -> Result<(), OfRecord> {
    let id = || item.id.clone();
    let missing = |names: Vec<&str>| OfRecord::Missing {
        item: id(),
        names: names.into_iter().map(str::to_owned).collect(),
    };
    let required = records.missing(item);
    if item.required && !required.is_empty() {
        return Err(missing(required));
    }
    let Some(other) = &item.other_person_than else {
        return Ok(());
    };
    let Some(by) = records.get(&item.id, BY) else {
        return Err(missing(vec![BY]));
    };
    match records.get(other, BY) {
        None => Err(OfRecord::DoerUnknown {
            item: id(),
            other: other.clone(),
        }),
        Some(known) if name_key(known.value) == name_key(by.value) => Err(OfRecord::SamePerson {
            item: id(),
            other: other.clone(),
            person: by.value.to_owned(),
        }),
        Some(_) => Ok(()),
    }
}

/// Something that shows that an item is met, and that is not on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence<'p> {
    /// A value of this name.
    Value(&'p str),
    /// The mail address of the contact in this role.
    Mail(&'p str),
    /// The telephone number of the contact in this role.
    Telephone(&'p str),
}

impl fmt::Display for Evidence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(name) => f.write_str(name),
            Self::Mail(role) => write!(f, "mail address of the {role} contact"),
            Self::Telephone(role) => write!(f, "telephone number of the {role} contact"),
        }
    }
}

/// Returns the evidence that an item asks for and that is not on record. An item that an adoption settled lacks no
/// values: nothing more will become known of it.
#[must_use]
pub fn lacking<'p>(
    standing: &Standing<'_>,
    item: &'p Item,
    records: RecordsOf<'_, '_>,
    found: Option<&ItemResult<'_>>,
) -> Vec<Evidence<'p>> {
    let adopted = found.is_some_and(|found| found.adopted);
    let values = records.missing(item).into_iter().filter(|_| !adopted);
    let values = values.map(Evidence::Value);
    let reach = item.reachable.iter().flat_map(|role| {
        let known = standing.contacts.get(role.as_str());
        let person = known.and_then(|(_, contact)| contact.person.as_ref());
        let lacks = |text: fn(&Person) -> &str| person.is_none_or(|person| text(person).is_empty());
        let mail = lacks(|person| &person.email).then_some(Evidence::Mail(role));
        let phone = lacks(|person| &person.phone).then_some(Evidence::Telephone(role));
        mail.into_iter().chain(phone)
    });
    values.chain(reach).collect()
}

/// An item that was found met, and the evidence that it lacks.
#[derive(Debug)]
pub struct OpenEvidence<'p> {
    /// The item.
    pub item: &'p Item,
    /// The day of its verdict.
    pub since: Day,
    /// What it lacks; not empty.
    pub lacking: Vec<Evidence<'p>>,
}

/// What was found met by verdicts on a partner's lists and lacks evidence, in the order of the lists.
pub fn open_evidence<'p>(
    rules: &'p Rules,
    standing: &Standing<'_>,
) -> impl Iterator<Item = OpenEvidence<'p>> {
    let program = rules.on(standing.day);
    let lists = program.checklists.iter();
    let lists = lists.filter(|list| list.of != Subject::Product);
    let items = lists
        .flat_map(|list| checklist::items_of(rules, standing, list).map(move |item| (list, item)));
    let asking = items.filter(|(_, item)| !item.records.is_empty() || item.reachable.is_some());
    asking.filter_map(|(list, item)| {
        let found = checklist::found(program, standing, list, item)?;
        let since = found.on.filter(|_| found.kind == VerdictKind::Met)?;
        let records = RecordsOf::partner(standing, list);
        let lacking = lacking(standing, item, records, Some(&found));
        (!lacking.is_empty()).then_some(OpenEvidence {
            item,
            since,
            lacking,
        })
    })
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
    checklist::allow_benefit(rules, history, &standing, item)?;
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
