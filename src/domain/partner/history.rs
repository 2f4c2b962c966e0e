//! One partner's facts in the order in which they were recorded, voided ones left out.

use super::scope::Scope;
use super::standing::Standing;
use crate::domain::fact::{Dated, Fact, Recorded};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, FactId, PartnerId};
use std::collections::BTreeMap;

/// What is known of one partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Whose history it is.
    pub partner: PartnerId,
    scope: Scope,
    facts: Vec<Recorded>,
}

impl History {
    /// The history of a partner of which nothing is known yet.
    #[must_use]
    pub fn new(partner: PartnerId) -> Self {
        Self::of(partner, Scope::All, Vec::new())
    }

    /// Returns a history of facts, in whatever order they come; they are all there are in the scope.
    #[must_use]
    pub fn of(partner: PartnerId, scope: Scope, mut facts: Vec<Recorded>) -> Self {
        facts.sort_by_key(|fact| fact.id);
        Self {
            partner,
            scope,
            facts,
        }
    }

    /// Checks, in debug builds, that the facts of a scope are loaded.
    pub fn expect(&self, scope: Scope) {
        debug_assert!(
            self.scope.covers(scope),
            "{scope:?} is needed, {:?} is loaded",
            self.scope
        );
    }

    /// Its facts, in the order they were recorded.
    #[must_use]
    pub fn facts(&self) -> &[Recorded] {
        &self.facts
    }

    /// Whether anything is known of the partner.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// What the partner is on a day.
    #[must_use]
    pub fn at(&self, day: Day) -> Standing<'_> {
        Standing::of(&self.facts, day)
    }

    /// What had happened up to a day, that day included.
    #[must_use]
    pub fn until(&self, day: Day) -> Self {
        let facts = self.facts.iter().filter(|fact| fact.on <= day);
        Self::of(self.partner.clone(), self.scope, facts.cloned().collect())
    }

    /// Returns the history without the undone entries.
    #[must_use]
    pub fn but_for(mut self, voids: &BTreeMap<EntryId, EntryId>) -> Self {
        self.retain(|fact| !voids.contains_key(&fact.id.entry));
        self
    }

    /// What the partner is by all that is known, whatever the day.
    #[must_use]
    pub fn latest(&self) -> Standing<'_> {
        self.at(Day::MAX)
    }

    /// Adds facts as the next ones of an entry; the entry has none later than they.
    pub fn record(&mut self, entry: EntryId, first: i64, facts: impl IntoIterator<Item = Dated>) {
        for (n, Dated { on, fact }) in (first..).zip(facts) {
            self.facts.push(Recorded {
                id: FactId { entry, n },
                on,
                fact,
            });
        }
    }

    /// Adds a fact that has been decided and not yet recorded.
    pub fn pend(&mut self, dated: Dated) {
        let last = self
            .facts
            .last()
            .map(|fact| fact.id)
            .filter(|id| id.entry == EntryId::PENDING);
        self.record(EntryId::PENDING, last.map_or(1, |id| id.n + 1), [dated]);
    }

    /// The day of the first application.
    #[must_use]
    pub fn first_application(&self) -> Option<Day> {
        let applied = |fact: &&Recorded| matches!(fact.fact, Fact::Application(_));
        self.facts.iter().filter(applied).map(|fact| fact.on).min()
    }

    /// The day of the latest fact.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        self.facts.iter().map(|fact| fact.on).max()
    }

    /// Adds a fact that is recorded.
    pub(crate) fn add(&mut self, fact: Recorded) {
        self.facts.push(fact);
    }

    /// Leaves out of it the facts that are not wanted.
    pub(crate) fn retain(&mut self, wanted: impl Fn(&Recorded) -> bool) {
        self.facts.retain(wanted);
    }

    /// Takes some more facts as known for a moment: what was recorded after all others.
    pub(crate) fn with<T>(
        &mut self,
        more: impl Iterator<Item = Recorded>,
        ask: impl FnOnce(&Self) -> T,
    ) -> T {
        let known = self.facts.len();
        self.facts.extend(more);
        let answer = ask(self);
        self.facts.truncate(known);
        answer
    }
}
