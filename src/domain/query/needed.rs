//! What verdicts and a decision take, before anybody is asked for them. It is found by trying, so that each rule is
//! written in one place only.

use crate::domain::decide::decide;
use crate::domain::decide::request::{Decision, Judge, Request};
use crate::domain::fact::{Contact, VerdictKind};
use crate::domain::partner::history::History;
use crate::domain::partner::verdicts::ItemResult;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Item, OnRecord};
use crate::domain::rule::checklist::settles;
use crate::domain::rule::profile::Surroundings;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::rule::verdict_input::{RecordInput, VerdictInput};
use crate::domain::value::day::Day;

/// What has to be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needed {
    /// The items that a verdict or the account alias can settle, in their order.
    pub items: Vec<Item>,
    /// Whether the account alias is one of them.
    pub alias: bool,
    /// The roles of the contact people who must be on record for the items to be met.
    pub contacts: Vec<String>,
    /// Why the decision is refused whatever is answered.
    pub against: Option<Refusal>,
}

/// Stands for a note or an address that a person will give.
const GIVEN: &str = "given";

/// Returns what is to be asked for so that these items are settled and the decision can be taken.
#[must_use]
pub fn needed(
    rules: &Rules,
    history: &History,
    on: Day,
    open: &[&str],
    decision: Option<&Decision>,
) -> Needed {
    let program = rules.on(on);
    let items = open.iter().filter_map(|id| program.item(id));
    let items: Vec<Item> = items
        .map(|(_, item)| item)
        .filter(|item| by_alias(item) || can_be_judged(rules, history, on, item))
        .cloned()
        .collect();
    let mut needed = Needed {
        alias: items.iter().any(by_alias),
        items,
        ..Needed::default()
    };
    let judged = needed.items.iter().filter(|item| !by_alias(item));
    let mut verdicts: Vec<VerdictInput> = judged
        .map(|item| all_given(item, VerdictKind::Met))
        .collect();
    // Each round finds another contact, or leaves out a verdict that waits for what is not asked for here.
    loop {
        let request = Request::Judge(Judge {
            verdicts: verdicts.clone(),
            records: needed.items.iter().flat_map(all_recorded).collect(),
            alias: needed.alias.then(|| GIVEN.to_ascii_uppercase()),
            contacts: needed.contacts.iter().map(|role| stand_in(role)).collect(),
            decision: decision.cloned(),
        });
        let Err(refusal) = decide(rules, history, &Surroundings::default(), on, &request) else {
            return needed;
        };
        match &*refusal.why {
            Why::ContactMissing { role, .. } if !needed.contacts.contains(role) => {
                needed.contacts.push(role.clone());
            }
            Why::ItemWaits { item, .. } if verdicts.iter().any(|asked| asked.item == *item) => {
                verdicts.retain(|asked| asked.item != *item);
            }
            _ => {
                needed.against = decision.map(|_| refusal);
                return needed;
            }
        }
    }
}

/// Whether the account alias settles an item.
#[must_use]
pub fn by_alias(item: &Item) -> bool {
    item.fulfilled_by == Some(OnRecord::AccountAlias)
}

/// Whether a verdict is enough for what a step asks of an item.
#[must_use]
pub fn settled_by(item: &Item, kind: VerdictKind) -> bool {
    let found = ItemResult {
        kind,
        ..ItemResult::on_record(None)
    };
    settles(item.needs, Some(&found))
}

/// Whether a verdict on an item can be recorded, once it says all it has to say.
fn can_be_judged(rules: &Rules, history: &History, on: Day, item: &Item) -> bool {
    if item.fulfilled_by.is_some() || item.same_as.is_some() {
        return false;
    }
    VerdictKind::ALL.iter().any(|kind| {
        let request = Request::Judge(Judge {
            verdicts: vec![all_given(item, *kind)],
            records: all_recorded(item).collect(),
            contacts: item.contact.iter().map(|role| stand_in(role)).collect(),
            ..Judge::default()
        });
        decide(rules, history, &Surroundings::default(), on, &request).is_ok()
    })
}

fn all_given(item: &Item, kind: VerdictKind) -> VerdictInput {
    VerdictInput {
        item: item.id.clone(),
        kind,
        note: Some(GIVEN.to_owned()),
        evidence: Some(GIVEN.to_owned()),
    }
}

fn all_recorded(item: &Item) -> impl Iterator<Item = RecordInput> {
    item.records.iter().map(|name| RecordInput {
        item: item.id.clone(),
        name: name.clone(),
        value: GIVEN.to_owned(),
    })
}

fn stand_in(role: &str) -> Contact {
    Contact {
        role: role.to_owned(),
        digest: String::new(),
        person: None,
    }
}
