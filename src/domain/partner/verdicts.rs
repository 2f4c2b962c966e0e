//! Verdicts on the items of a partner's checklists.

use super::adopted::Adopted;
use crate::domain::fact::{Verdict, VerdictKind};
use crate::domain::program::{Checklist, Item, Program};
use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;
use std::collections::BTreeMap;

/// The verdicts of one participation.
#[derive(Debug, Clone, Default)]
pub struct Verdicts<'h> {
    recorded: BTreeMap<(Option<u32>, &'h str), ItemResult<'h>>,
    /// The verdicts of terms that others have replaced, first to last: what was done in a term was done, however often.
    replaced: BTreeMap<(u32, &'h str), Vec<ItemResult<'h>>>,
    /// Stages that an adopted partner had left before the book: their lists are waived.
    pub adopted: Vec<Adopted>,
    /// When an adopted partner accepted what entitles to the credit.
    pub agreed: Option<(Day, FactId)>,
}

/// What was found of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemResult<'h> {
    /// The verdict.
    pub kind: VerdictKind,
    /// The day from which it holds; `None` where a fact on record meets the item.
    pub on: Option<Day>,
    /// The fact that says so.
    pub by: Option<FactId>,
    /// A remark; for a waiver the reason.
    pub note: Option<&'h str>,
    /// URL of the evidence.
    pub evidence: Option<&'h str>,
    /// Whether the partner was taken over with it, which settles any item.
    pub adopted: bool,
}

impl<'h> ItemResult<'h> {
    /// What a verdict found.
    #[must_use]
    pub fn of_verdict(on: Day, id: FactId, verdict: &'h Verdict) -> Self {
        Self {
            kind: verdict.kind,
            on: Some(on),
            by: Some(id),
            note: verdict.note.as_deref(),
            evidence: verdict.evidence.as_deref(),
            adopted: false,
        }
    }

    /// What follows from a fact on record, which may be its evidence.
    #[must_use]
    pub fn on_record(evidence: Option<&'h str>) -> Self {
        Self {
            kind: VerdictKind::Met,
            on: None,
            by: None,
            note: None,
            evidence,
            adopted: false,
        }
    }
}

impl<'h> Verdicts<'h> {
    /// Takes note of a verdict; a later one on the same item replaces it.
    pub fn record(&mut self, on: Day, id: FactId, verdict: &'h Verdict) {
        let found = ItemResult::of_verdict(on, id, verdict);
        let replaced = self.recorded.insert((verdict.term, &verdict.item), found);
        if let (Some(term), Some(replaced)) = (verdict.term, replaced) {
            let earlier = self.replaced.entry((term, &verdict.item)).or_default();
            earlier.push(replaced);
        }
    }

    /// Returns the verdicts on an item of a term that others have replaced, first to last.
    #[must_use]
    pub fn replaced(&self, term: u32, item: &'h str) -> &[ItemResult<'h>] {
        let replaced = self.replaced.get(&(term, item));
        replaced.map_or(&[], Vec::as_slice)
    }

    /// Returns what was recorded of an item, on the copy of its list that belongs to a term.
    pub(crate) fn recorded(&self, term: Option<u32>, item: &str) -> Option<&ItemResult<'h>> {
        let mut recorded = self.recorded.iter();
        let (_, found) = recorded.find(|((of, id), _)| *of == term && *id == item)?;
        Some(found)
    }

    pub(crate) fn waived_by_adoption(
        &self,
        program: &Program,
        list: &Checklist,
        item: &Item,
    ) -> Option<ItemResult<'h>> {
        let mut adopted = self.adopted.iter();
        let left = adopted.find(|adopted| adopted.waives(program, list, item))?;
        let (on, by) = (Some(left.on), Some(left.id));
        Some(ItemResult {
            kind: VerdictKind::Waived,
            on,
            by,
            note: Some("adopted"),
            evidence: None,
            adopted: true,
        })
    }

    pub(crate) fn agreed_at_adoption(&self) -> Option<ItemResult<'h>> {
        let (on, by) = self.agreed?;
        Some(ItemResult {
            kind: VerdictKind::Met,
            on: Some(on),
            by: Some(by),
            note: Some("adopted"),
            evidence: None,
            adopted: true,
        })
    }
}
