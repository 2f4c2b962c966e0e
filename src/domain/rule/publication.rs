//! The publication of products: what it asks for, and what was found of it.

use super::checklist::{self};
use super::item_record::RecordsOf;
use super::product::known;
use super::refusal::{Missing, Refusal, Why};
use super::source::{self, Source};
use super::stage;
use crate::domain::fact::{
    ContentField, ProfileField, Publication, PublicationStep, Verdict, VerdictKind,
};
use crate::domain::partner::history::History;
use crate::domain::partner::product::Product;
use crate::domain::partner::standing::{Stage, Standing};
use crate::domain::partner::verdicts::ItemResult;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Checklist, Gate, Item, OnRecord, Program, Subject};
use crate::domain::rule::verdict_input::VerdictInput;
use crate::domain::value::day::Day;

/// What was found of an item of a product: by a verdict, by the fact that fulfils it, or of the partner's item that
/// it is the same as; `None` while it is open.
#[must_use]
pub fn found<'h>(
    program: &Program,
    standing: &Standing<'h>,
    product: &Product<'h>,
    item: &Item,
) -> Option<ItemResult<'h>> {
    if let Some(id) = &item.same_as {
        let (list, item) = program.item_of(Subject::Participation, id)?;
        return checklist::found(program, standing, list, item);
    }
    match item.fulfilled_by {
        None => product.verdicts.get(item.id.as_str()).copied(),
        Some(OnRecord::AccountAlias) => standing
            .about
            .get(ProfileField::Alias)
            .map(|alias| ItemResult::on_record(Some(alias))),
        Some(OnRecord::ProductContent) => {
            let complete = product.content.missing(&program.product).is_empty();
            complete.then(|| ItemResult::on_record(None))
        }
        Some(OnRecord::PublicationRequest) => {
            let listed = product.last_requested.filter(|_| product.live.is_some());
            let (on, by) = product.requested.or(listed)?;
            Some(ItemResult {
                on: Some(on),
                by: Some(by),
                ..ItemResult::on_record(None)
            })
        }
    }
}

/// Returns what an item of a product follows from, with what would supply it; `None` where a verdict decides.
#[must_use]
pub fn source(
    program: &Program,
    standing: &Standing<'_>,
    product: &Product<'_>,
    item: &Item,
) -> Option<Source> {
    if let Some(id) = &item.same_as {
        let partners = program.item_of(Subject::Participation, id);
        let source = partners.and_then(|(_, item)| source::of_item(program, standing, item));
        return Some(source.unwrap_or_else(|| Source::Item(id.clone())));
    }
    let id = Some(product.id.to_owned());
    Some(match item.fulfilled_by? {
        OnRecord::AccountAlias => Source::Alias,
        OnRecord::ProductContent => Source::Content {
            product: id,
            fields: product.content.missing(&program.product),
        },
        OnRecord::PublicationRequest => Source::Request { product: id },
    })
}

/// The items of products that apply to a product, each with its checklist, in the order of the file.
pub fn items<'p>(
    program: &'p Program,
    standing: &Standing<'_>,
    product: &Product<'_>,
) -> impl Iterator<Item = (&'p Checklist, &'p Item)> {
    let kind = product
        .content
        .get(ContentField::Kind)
        .or(standing.about.kind())
        .map(str::to_owned);
    let lists = program.checklists.iter();
    let items = lists
        .filter(|list| list.of == Subject::Product)
        .flat_map(|list| list.items.iter().map(move |item| (list, item)));
    items.filter(move |(_, item)| item.applies_to(kind.as_deref()))
}

/// The items that this one waits for and that are not settled yet.
#[must_use]
pub fn waits_for<'p>(
    program: &'p Program,
    standing: &Standing<'_>,
    product: &Product<'_>,
    item: &'p Item,
) -> Vec<&'p str> {
    let open = |id: &&String| {
        items(program, standing, product)
            .find(|(_, first)| first.id == **id)
            .is_some_and(|(_, first)| {
                found(program, standing, product, first)
                    .is_none_or(|found| found.kind == VerdictKind::Unmet)
            })
    };
    let waited = item.waits_for.iter().filter(open);
    waited.map(String::as_str).collect()
}

/// What the publication of a product still misses.
#[must_use]
pub fn missing(program: &Program, standing: &Standing<'_>, product: &Product<'_>) -> Vec<Missing> {
    let gate = &program.publish;
    let asked = |(list, item): &(&Checklist, &Item)| {
        gate.checklists.contains(&list.id) || gate.items.contains(&item.id)
    };
    items(program, standing, product)
        .filter(asked)
        .filter_map(|(list, item)| {
            let found = found(program, standing, product, item);
            (!checklist::settles(item.needs, found.as_ref()))
                .then(|| Missing::of(list, item, found, source(program, standing, product, item)))
        })
        .collect()
}

/// Checks a verdict on an item of a product, except what the item waits for.
///
/// # Errors
/// Refuses an item products do not have or one of another kind, one that follows from what is on record, a waiver
/// without a reason, a `met` without the evidence or the contact that the item asks for, and any verdict before the
/// list opens or after the end.
pub fn allow_verdict(
    rules: &Rules,
    history: &History,
    on: Day,
    id: &str,
    verdict: &Verdict,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let program = rules.on(on);
    let standing = history.at(on);
    let Some((list, item)) = program.item_of(Subject::Product, &verdict.item) else {
        return refuse(checklist::not_an_item(program, Some(id), &verdict.item));
    };
    checklist::allow_on_list(history, &standing, list)?;
    let product = known(history, &standing, id)?;
    if let Some(kind) = product
        .kind(&standing)
        .filter(|kind| !item.applies_to(Some(kind)))
    {
        return refuse(Why::ItemOfAnotherKind {
            item: item.id.clone(),
            kind: kind.to_owned(),
        });
    }
    if let Some(from) = source(program, &standing, product, item) {
        return refuse(Why::FollowsFromRecord {
            item: item.id.clone(),
            product: Some(id.to_owned()),
            from,
        });
    }
    let known = product.verdicts.get(item.id.as_str());
    checklist::allow_kind(
        history,
        &standing,
        item,
        verdict,
        known.and_then(|found| found.evidence),
        RecordsOf::product(product),
    )
}

/// Says whether what the item of a verdict waits for is settled in the state that a command leaves behind.
///
/// # Errors
/// Refuses a `met` whose item still waits for others.
pub fn settled(
    rules: &Rules,
    after: &History,
    on: Day,
    id: &str,
    verdict: &Verdict,
) -> Result<(), Refusal> {
    let program = rules.on(on);
    let standing = after.at(on);
    let product = known(after, &standing, id)?;
    let waiting = match program.item_of(Subject::Product, &verdict.item) {
        Some((_, item)) if verdict.kind == VerdictKind::Met => {
            waits_for(program, &standing, product, item)
        }
        _ => Vec::new(),
    };
    let waiting = waiting
        .into_iter()
        .filter_map(|id| program.item_of(Subject::Product, id));
    let waiting = waiting.map(|(list, item)| {
        let found = found(program, &standing, product, item);
        Missing::of(list, item, found, source(program, &standing, product, item))
    });
    checklist::refuse_waiting(after, on, verdict, waiting.collect())
}

/// The verdict on an item of a product, unless it says just what is on record already.
#[must_use]
pub fn verdict_on(
    rules: &Rules,
    history: &History,
    on: Day,
    id: &str,
    asked: &VerdictInput,
) -> Option<Verdict> {
    let found_at = rules.on(on).item_of(Subject::Product, &asked.item);
    let standing = history.at(on);
    let known = standing
        .products
        .get(id)
        .and_then(|product| product.verdicts.get(asked.item.as_str()));
    let (note, address) = (asked.note.as_deref(), asked.evidence.as_deref());
    if known.is_some_and(|known| checklist::says_the_same(known, asked.kind, note, address)) {
        return None;
    }
    let evidence = found_at
        .filter(|(_, item)| item.evidence && asked.kind == VerdictKind::Met)
        .and_then(|_| known?.evidence);
    Some(Verdict {
        checklist: found_at.map_or_else(String::new, |(list, _)| list.id.clone()),
        item: asked.item.clone(),
        term: None,
        product: Some(id.to_owned()),
        kind: asked.kind,
        note: asked.note.clone(),
        evidence: asked.evidence.clone().or(evidence.map(str::to_owned)),
    })
}

/// Says whether a step towards the directory, or out of it, may be taken.
///
/// "Once the product content has been completed, you can request your product to be published." "Products will only
/// be published once the technical and billing integration is completed, tested, and approved by a Lumen Marketplace
/// team member." "The MPA must be approved before your product can be published."
///
/// # Errors
/// Refuses a request before the content is complete, a publication that misses something or of a partner that is not
/// certified, and the removal of what is not listed.
pub fn allow_publication(
    rules: &Rules,
    history: &History,
    on: Day,
    publication: &Publication,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let program = rules.on(on);
    let standing = history.at(on);
    let id = &publication.product;
    let product = known(history, &standing, id)?;
    let Some(current) = standing.running() else {
        return refuse(Why::not_running(&standing));
    };
    match publication.step {
        PublicationStep::Requested => {
            let fields = product.content.missing(&program.product);
            if !fields.is_empty() {
                return refuse(Why::ContentIncomplete {
                    product: id.clone(),
                    fields,
                });
            }
            let missing = checklist::missing(program, &standing, &program.request_publication);
            if !missing.is_empty() {
                return refuse(Why::NotRequestable {
                    product: id.clone(),
                    missing,
                });
            }
            allow_by_gate(history, &standing, &program.request_publication)?;
        }
        PublicationStep::Published => {
            let missing = missing(program, &standing, product);
            let stage = Some(current.stage).filter(|stage| *stage != Stage::Certified);
            if stage.is_some() || !missing.is_empty() {
                return refuse(Why::NotPublishable {
                    product: id.clone(),
                    stage,
                    missing,
                    fields: product.content.missing(&program.product),
                });
            }
            if let Some(since) = product.new_version_on {
                let items = judged_before(program, &standing, since);
                if !items.is_empty() {
                    return refuse(Why::JudgedForEarlierVersion {
                        product: id.clone(),
                        since,
                        items,
                    });
                }
            }
            allow_by_gate(history, &standing, &program.publish)?;
        }
        PublicationStep::Unpublished => {
            if product.live.is_none() {
                return refuse(Why::NotPublished {
                    product: id.clone(),
                    state: product.state(&program.product),
                });
            }
        }
    }
    Ok(())
}

/// Checks what a step asks of the partner besides items: its team and its standing.
fn allow_by_gate(history: &History, standing: &Standing<'_>, gate: &Gate) -> Result<(), Refusal> {
    let refused = |why| Refusal::new(&history.partner, standing.day, why);
    stage::allow_team(standing, gate).map_err(refused)?;
    if gate.good_standing && !standing.good {
        return Err(refused(Why::NotInGoodStanding {
            reason: standing.bad_reason.unwrap_or("").to_owned(),
        }));
    }
    Ok(())
}

/// The items that a publication wants to have judged anew for a new version, and that were not since it came.
fn judged_before(program: &Program, standing: &Standing<'_>, since: Day) -> Vec<String> {
    let items = program.publish.judged_anew.iter();
    let items = items.filter(|id| {
        let found = program
            .item_of(Subject::Participation, id)
            .and_then(|(list, item)| checklist::found(program, standing, list, item));
        found.and_then(|found| found.on).is_none_or(|on| on < since)
    });
    items.cloned().collect()
}
