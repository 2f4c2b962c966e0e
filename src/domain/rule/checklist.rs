//! Checklists: what was found of each item, what settles it, what waits for what.

use super::item_record::{self, RecordsOf};
use super::refusal::{Missing, Refusal, Why};
use super::source;
use super::tier;
use super::verdict_input::VerdictInput;
use crate::domain::fact::{ProfileField, Verdict, VerdictKind};
use crate::domain::partner::history::History;
use crate::domain::partner::product::Product;
use crate::domain::partner::standing::{Participation, Standing};
use crate::domain::partner::verdicts::ItemResult;
use crate::domain::program::versions::Rules;
use crate::domain::program::{
    Checklist, Gate, Item, Need, OnRecord, Party, Program, Subject, Tier,
};
use crate::domain::value::day::Day;

/// What was found of an item, by a verdict, by adoption or by a fact on record; `None` while it is open.
#[must_use]
pub fn found<'h>(
    program: &Program,
    standing: &Standing<'h>,
    list: &Checklist,
    item: &Item,
) -> Option<ItemResult<'h>> {
    let current = standing.participation.as_ref()?;
    found_in(program, standing, list, item, copy_of(list, current))
}

/// The same on a term's own copy of the list.
#[must_use]
pub fn found_in<'h>(
    program: &Program,
    standing: &Standing<'h>,
    list: &Checklist,
    item: &Item,
    term: Option<u32>,
) -> Option<ItemResult<'h>> {
    let current = standing.participation.as_ref()?;
    let recorded = current.verdicts.recorded(term, &item.id);
    // What the account alias fulfils is not met by word alone.
    let by_word_alone = |found: &ItemResult<'_>| {
        found.kind == VerdictKind::Met
            && item.fulfilled_by == Some(OnRecord::AccountAlias)
            && standing.about.get(ProfileField::Alias).is_none()
    };
    if let Some(found) = recorded.filter(|found| !by_word_alone(found)) {
        return Some(*found);
    }
    let entitles = program.credit.items.contains(&item.id);
    let agreed = current.verdicts.agreed_at_adoption().filter(|_| entitles);
    let adopted = agreed.or_else(|| current.verdicts.waived_by_adoption(program, list, item));
    adopted.or_else(|| on_record(program, standing, item.fulfilled_by?))
}

/// What follows from a fact on record. Of several products the first that has come so far will do: the step is taken.
fn on_record<'h>(
    program: &Program,
    standing: &Standing<'h>,
    fact: OnRecord,
) -> Option<ItemResult<'h>> {
    let complete = |product: &&Product<'_>| product.content.missing(&program.product).is_empty();
    let asked_for =
        |product: &&Product<'_>| product.last_requested.is_some() || product.live.is_some();
    let mut products = standing.products.values();
    let evidence = match fact {
        OnRecord::AccountAlias => standing.about.get(ProfileField::Alias),
        OnRecord::ProductContent => products.find(complete).map(|product| product.id),
        OnRecord::PublicationRequest => products.find(asked_for).map(|product| product.id),
    };
    evidence.map(|evidence| ItemResult::on_record(Some(evidence)))
}

/// The term whose copy of the list is the current one.
pub(super) fn copy_of(list: &Checklist, current: &Participation<'_>) -> Option<u32> {
    match list.of {
        Subject::Term => current.term().map(|opened| opened.term.number),
        Subject::Participation | Subject::Product => None,
    }
}

/// Whether what was found is enough for what the item asks.
#[must_use]
pub fn settles(need: Need, found: Option<&ItemResult<'_>>) -> bool {
    if found.is_some_and(|found| found.adopted) {
        return true;
    }
    let kind = found.map(|found| found.kind);
    match need {
        Need::Considered => kind.is_some(),
        Need::Met => kind == Some(VerdictKind::Met),
        Need::MetOrWaived => matches!(kind, Some(VerdictKind::Met | VerdictKind::Waived)),
    }
}

/// The items that apply to the partner, by its kind and by the benefits of its tier, in the list's order.
pub fn items_of<'p>(
    rules: &'p Rules,
    standing: &Standing<'_>,
    list: &'p Checklist,
) -> impl Iterator<Item = &'p Item> {
    let kind = standing.about.kind().map(str::to_owned);
    let of_benefits = list.items.iter().any(|item| item.benefit.is_some());
    let held = of_benefits.then(|| tier::held(rules, standing)).flatten();
    let program = rules.on(standing.day);
    list.items
        .iter()
        .filter(move |item| item.applies_to(kind.as_deref()) && has_benefit(program, held, item))
}

/// Whether a tier gives the benefit whose uptake an item is; any other item is everybody's.
fn has_benefit(program: &Program, held: Option<&Tier>, item: &Item) -> bool {
    let benefit = item.benefit.as_ref();
    benefit.is_none_or(|benefit| held.is_some_and(|held| tier::gives(program, held, benefit)))
}

/// Says whether a partner has the benefit whose uptake an item is.
///
/// # Errors
/// Refuses the item of a benefit that the partner's tier does not give.
pub(super) fn allow_benefit(
    rules: &Rules,
    history: &History,
    standing: &Standing<'_>,
    item: &Item,
) -> Result<(), Refusal> {
    let Some(benefit) = &item.benefit else {
        return Ok(());
    };
    let held = tier::held(rules, standing);
    if has_benefit(rules.on(standing.day), held, item) {
        return Ok(());
    }
    let why = Why::BenefitNotHeld {
        benefit: benefit.clone(),
        tier: held.map(|tier| tier.id.clone()),
    };
    Err(Refusal::new(&history.partner, standing.day, why))
}

/// The items that this one waits for and that are not settled yet.
#[must_use]
pub fn waits_for<'p>(
    program: &'p Program,
    standing: &Standing<'_>,
    item: &'p Item,
) -> Vec<&'p str> {
    let waited = item.waits_for.iter().filter_map(|id| program.item(id));
    let open = waited.filter(|(list, first)| {
        first.applies_to(standing.about.kind())
            && found(program, standing, list, first)
                .is_none_or(|found| found.kind == VerdictKind::Unmet)
    });
    open.map(|(_, first)| first.id.as_str()).collect()
}

/// What a gate still misses.
#[must_use]
pub fn missing(program: &Program, standing: &Standing<'_>, gate: &Gate) -> Vec<Missing> {
    let lists = gate
        .checklists
        .iter()
        .filter_map(|id| program.checklist(id));
    let listed = lists.flat_map(|list| list.items.iter().map(move |item| (list, item)));
    let single = gate.items.iter().filter_map(|id| program.item(id));
    let mut missing: Vec<Missing> = listed
        .chain(single)
        .filter(|(_, item)| item.applies_to(standing.about.kind()))
        .filter_map(|(list, item)| {
            let found = found(program, standing, list, item);
            (!settles(item.needs, found.as_ref()))
                .then(|| Missing::of(list, item, found, source::of_item(program, standing, item)))
        })
        .collect();
    let mut named = std::collections::BTreeSet::new();
    missing.retain(|missing| named.insert(missing.item.clone()));
    missing
}

/// What a gate still misses that it is the marketplace's turn to deal with: its own items, and its integrator's, that
/// wait for nothing else.
#[must_use]
pub fn turn_of_marketplace(
    program: &Program,
    standing: &Standing<'_>,
    gate: &Gate,
) -> Vec<Missing> {
    let ours = |missing: &Missing| {
        let waits = program
            .item(&missing.item)
            .is_some_and(|(_, item)| !waits_for(program, standing, item).is_empty());
        matches!(missing.party, Party::Marketplace | Party::Integrator) && !waits
    };
    let mut missing = missing(program, standing, gate);
    missing.retain(ours);
    missing
}

/// Whether a step needs to know the partner's kind.
#[must_use]
pub fn asks_for_kind(program: &Program, gate: &Gate) -> bool {
    let lists = gate
        .checklists
        .iter()
        .filter_map(|id| program.checklist(id));
    lists
        .flat_map(|list| &list.items)
        .any(|item| !item.kinds.is_empty())
}

/// How many items of a list are settled, of how many.
#[must_use]
pub fn progress(rules: &Rules, standing: &Standing<'_>, list: &Checklist) -> (usize, usize) {
    let program = rules.on(standing.day);
    items_of(rules, standing, list).fold((0, 0), |(met, of), item| {
        let settled = settles(item.needs, found(program, standing, list, item).as_ref());
        (met + usize::from(settled), of + 1)
    })
}

/// Checks a verdict, except what its item waits for.
///
/// # Errors
/// Refuses an unknown item, one of another kind of partner, a waiver without a reason, a `met` without the
/// evidence, the contact or the values that the item asks for, and any verdict before the list opens or after the end.
pub fn allow_verdict(
    rules: &Rules,
    history: &History,
    on: Day,
    verdict: &Verdict,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let program = rules.on(on);
    let standing = history.at(on);
    let Some((list, item)) = program.item(&verdict.item) else {
        return refuse(Why::UnknownItem {
            item: verdict.item.clone(),
            product: None,
        });
    };
    allow_on_list(history, &standing, list)?;
    if list.of == Subject::Product {
        return refuse(Why::ItemOfProduct {
            item: item.id.clone(),
        });
    }
    let current = standing.running();
    if verdict.term != current.and_then(|current| copy_of(list, current)) {
        return refuse(Why::NotTheTerm {
            term: verdict.term.unwrap_or(0),
        });
    }
    if !item.applies_to(standing.about.kind()) {
        let kind = standing.about.kind().unwrap_or("").to_owned();
        return refuse(Why::ItemOfAnotherKind {
            item: item.id.clone(),
            kind,
        });
    }
    allow_benefit(rules, history, &standing, item)?;
    let known = found(program, &standing, list, item).and_then(|found| found.evidence);
    let records = RecordsOf::partner(&standing, list);
    allow_kind(history, &standing, item, verdict, known, records)
}

/// Explains why a partner, or a product, does not have the item.
pub(super) fn not_an_item(program: &Program, product: Option<&str>, id: &str) -> Why {
    let item = id.to_owned();
    match (program.item(id), product) {
        (Some(_), Some(_)) => Why::ItemOfPartner { item },
        (Some(_), None) => Why::ItemOfProduct { item },
        (None, product) => Why::UnknownItem {
            item,
            product: product.map(str::to_owned),
        },
    }
}

/// Says whether a list can be filled in on the standing's day.
///
/// # Errors
/// Refuses it after the end of the participation and before the stage from which the list is open.
pub fn allow_on_list(
    history: &History,
    standing: &Standing<'_>,
    list: &Checklist,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, standing.day, why));
    let Some(current) = standing.running() else {
        return refuse(Why::not_running(standing));
    };
    if current
        .stage
        .running()
        .is_none_or(|stage| stage < list.from)
    {
        let (checklist, from) = (list.id.clone(), list.from);
        return refuse(Why::ListNotOpen {
            checklist,
            from,
            stage: current.stage,
        });
    }
    Ok(())
}

/// Says whether a verdict says all that its kind asks for: a waiver a reason, a `met` the evidence, which may be
/// known from before, the contact on record and the values that the item requires.
///
/// # Errors
/// Refuses what lacks one of them.
pub fn allow_kind(
    history: &History,
    standing: &Standing<'_>,
    item: &Item,
    verdict: &Verdict,
    known_evidence: Option<&str>,
    records: RecordsOf<'_, '_>,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, standing.day, why));
    let id = || item.id.clone();
    let product = || verdict.product.clone();
    match verdict.kind {
        VerdictKind::Waived if verdict.note.as_ref().is_none_or(String::is_empty) => {
            refuse(Why::WaiverWithoutReason {
                item: id(),
                product: product(),
            })
        }
        VerdictKind::Met
            if item.evidence && verdict.evidence.is_none() && known_evidence.is_none() =>
        {
            refuse(Why::EvidenceMissing {
                item: id(),
                product: product(),
            })
        }
        VerdictKind::Met => {
            let contact = item.contact.as_ref();
            match contact.filter(|role| !standing.contacts.contains_key(role.as_str())) {
                Some(role) => refuse(Why::ContactMissing {
                    item: id(),
                    role: role.clone(),
                }),
                None => item_record::allow_met(item, records)
                    .or_else(|problem| refuse(Why::OfRecord(problem))),
            }
        }
        _ => Ok(()),
    }
}

/// Says whether what the item of a verdict waits for is settled in the state that a command leaves behind.
///
/// # Errors
/// Refuses a `met` whose item still waits for others.
pub fn settled(rules: &Rules, after: &History, on: Day, verdict: &Verdict) -> Result<(), Refusal> {
    let program = rules.on(on);
    let standing = after.at(on);
    let waiting = match program.item(&verdict.item) {
        Some((_, item)) if verdict.kind == VerdictKind::Met => waits_for(program, &standing, item),
        _ => Vec::new(),
    };
    let waiting = waiting.into_iter().filter_map(|id| program.item(id));
    let waiting = waiting.map(|(list, item)| {
        let found = found(program, &standing, list, item);
        Missing::of(list, item, found, source::of_item(program, &standing, item))
    });
    refuse_waiting(after, on, verdict, waiting.collect())
}

/// Refuses a `met` while its item waits for others.
///
/// # Errors
/// There are such items.
pub fn refuse_waiting(
    after: &History,
    on: Day,
    verdict: &Verdict,
    waits_for: Vec<Missing>,
) -> Result<(), Refusal> {
    if waits_for.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        &after.partner,
        on,
        Why::ItemWaits {
            item: verdict.item.clone(),
            waits_for,
            product: verdict.product.clone(),
        },
    ))
}

/// The verdict for an item, on the copy of its list that is current on the day.
#[must_use]
pub fn verdict_on(rules: &Rules, history: &History, on: Day, asked: &VerdictInput) -> Verdict {
    let standing = history.at(on);
    let program = rules.on(on);
    let found_at = program.item(&asked.item);
    let list = found_at.map(|(list, _)| list);
    let known = found_at
        .filter(|(_, item)| item.evidence && asked.kind == VerdictKind::Met)
        .and_then(|(list, item)| found(program, &standing, list, item)?.evidence);
    let term = list.and_then(|list| copy_of(list, standing.participation.as_ref()?));
    Verdict {
        checklist: list.map_or_else(String::new, |list| list.id.clone()),
        item: asked.item.clone(),
        term,
        product: None,
        kind: asked.kind,
        note: asked.note.clone(),
        evidence: asked.evidence.clone().or(known.map(str::to_owned)),
    }
}

/// Whether a verdict says just what is on record already. On the lists of a term it does so only on the same day: what is
/// done again, such as an update of an article, was done twice.
#[must_use]
pub fn is_redundant(rules: &Rules, history: &History, on: Day, verdict: &Verdict) -> bool {
    let program = rules.on(on);
    let standing = history.at(on);
    let known = program
        .item(&verdict.item)
        .and_then(|(list, item)| found(program, &standing, list, item));
    known.is_some_and(|known| {
        let on_its_day = verdict.term.is_none() || known.on == Some(on);
        on_its_day
            && !is_asked_anew(program, &standing, &verdict.item, known.on)
            && says_the_same(
                &known,
                verdict.kind,
                verdict.note.as_deref(),
                verdict.evidence.as_deref(),
            )
    })
}

/// Whether a product has a new version since an item was judged that its publication wants to have judged again.
fn is_asked_anew(
    program: &Program,
    standing: &Standing<'_>,
    item: &str,
    judged: Option<Day>,
) -> bool {
    let mut products = standing.products.values();
    program.publish.judged_anew.iter().any(|id| id == item)
        && products.any(|product| product.new_version_on > judged)
}

/// Whether a verdict of this kind would only repeat what was found by another.
#[must_use]
pub fn says_the_same(
    known: &ItemResult<'_>,
    kind: VerdictKind,
    note: Option<&str>,
    evidence: Option<&str>,
) -> bool {
    known.on.is_some()
        && known.kind == kind
        && known.note == note
        && (evidence.is_none() || known.evidence == evidence)
}
