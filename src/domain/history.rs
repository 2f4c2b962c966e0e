//! One partner's facts in the order in which they were recorded, voided ones left out.

use super::account::Account;
use super::allow;
use super::day::Day;
use super::fact::{Dated, Fact, Recorded};
use super::id::{EntryId, FactId, PartnerId};
use super::points;
use super::refusal::Refusal;
use super::rules::Rules;
use super::standing::Standing;
use std::collections::HashSet;

/// What is known of one partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Whose history it is.
    pub partner: PartnerId,
    facts: Vec<Recorded>,
}

impl History {
    /// The history of a partner of which nothing is known yet.
    #[must_use]
    pub fn new(partner: PartnerId) -> Self {
        Self {
            partner,
            facts: Vec::new(),
        }
    }

    /// A history of facts, in whatever order they come.
    #[must_use]
    pub fn of(partner: PartnerId, mut facts: Vec<Recorded>) -> Self {
        facts.sort_by_key(|fact| fact.id);
        Self { partner, facts }
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
        Self::of(self.partner.clone(), facts.cloned().collect())
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

    /// Judges what was recorded already with `new` facts taken as known from the beginning: only those facts
    /// that hold from a later day than the earliest of the new ones.
    ///
    /// # Errors
    /// The first recorded fact that would not have been allowed, and why.
    pub fn replay_with(&self, rules: &Rules, new: &[Dated]) -> Result<(), Contradiction> {
        let Some(earliest) = new
            .iter()
            .filter(|dated| dated.fact.can_unsettle() && !self.is_new_product(&dated.fact))
            .map(|dated| dated.on)
            .min()
        else {
            return Ok(());
        };
        if self.last_day().is_none_or(|last| last <= earliest) {
            return Ok(());
        }
        let mut known = Self::new(self.partner.clone());
        for dated in new {
            known.pend(dated.clone());
        }
        let mut first = Ok(());
        judge_entries(
            &mut known,
            &self.facts,
            rules,
            |fact| fact.on > earliest,
            |contradiction| {
                if first.is_ok() {
                    first = Err(contradiction);
                }
            },
        );
        first
    }

    /// Whether the fact adds a product: nothing stands on it yet.
    fn is_new_product(&self, fact: &Fact) -> bool {
        let Fact::Product(described) = fact else {
            return false;
        };
        let same = |known: &Recorded| matches!(&known.fact, Fact::Product(known) if known.product == described.product);
        !self.facts.iter().any(same)
    }

    /// Judges every fact after `from` on what was known before its entry.
    ///
    /// # Errors
    /// Every fact that would not have been allowed, and why.
    #[must_use]
    pub fn replay_after(&self, rules: &Rules, from: EntryId) -> Vec<Contradiction> {
        let mut known = Self::new(self.partner.clone());
        let mut found = Vec::new();
        judge_entries(
            &mut known,
            &self.facts,
            rules,
            |fact| fact.id.entry > from,
            |contradiction| found.push(contradiction),
        );
        found
    }
}

/// Walks through the facts entry by entry; `known` grows by each fact after it was judged.
fn judge_entries(
    known: &mut History,
    facts: &[Recorded],
    rules: &Rules,
    judged: impl Fn(&Recorded) -> bool,
    mut found: impl FnMut(Contradiction),
) {
    // A fact is judged by the version of its day that was known at its entry; later versions re-judge nothing.
    let by_entry = rules.by_entry();
    let known_at = |entry: EntryId| by_entry.partition_point(|(from, _)| *from <= entry) - 1;
    let mut version = 0;
    // Thousands of awards may follow one another; the account spares each the walk through those before it.
    let mut account: Option<Account<'_>> = None;
    for entry in facts.chunk_by(|a, b| a.id.entry == b.id.entry) {
        if version != known_at(entry[0].id.entry) {
            version = known_at(entry[0].id.entry);
            account = None;
        }
        let rules = &by_entry[version].1;
        let mut refused = HashSet::new();
        let mut refuse = |fact: &Recorded, refusal| {
            refused.insert(fact.id);
            found(contradiction(fact, refusal));
        };
        // A command leaves a state behind, and what one item waits for is judged on that; the steps of the
        // command come after its verdicts.
        for fact in entry {
            if judged(fact) {
                let allowed = match &fact.fact {
                    Fact::Award(award) => account
                        .get_or_insert_with(|| Account::of(rules, known))
                        .allow(fact.on, award),
                    other => allow::allow(rules, known, fact.on, other),
                };
                if let Err(refusal) = allowed {
                    refuse(fact, refusal);
                    // What stands on it stands on nothing, either.
                    continue;
                }
            }
            match &fact.fact {
                Fact::Award(award) => {
                    if let Some(account) = &mut account {
                        account.learn(fact.id, fact.on, award);
                    }
                }
                Fact::Reversal(reversal) => {
                    let award = points::award(known, reversal.award);
                    let reference = award.and_then(|(_, award)| award.reference.as_deref());
                    if let Some(account) = &mut account {
                        account.take_back(fact.on, reversal, reference);
                    }
                }
                Fact::Application(_) | Fact::Adoption(_) | Fact::Step(_) => account = None,
                _ => {}
            }
            known.facts.push(fact.clone());
        }
        for fact in entry.iter().filter(|fact| judged(fact)) {
            if let Fact::Verdict(verdict) = &fact.fact
                && !refused.contains(&fact.id)
                && let Err(refusal) = allow::settled(rules, known, fact.on, verdict)
            {
                found(contradiction(fact, refusal));
            }
        }
    }
}

fn contradiction(fact: &Recorded, refusal: Refusal) -> Contradiction {
    Contradiction {
        id: fact.id,
        on: fact.on,
        what: fact.fact.what(),
        refusal,
    }
}

/// A recorded fact that would not have been allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The fact.
    pub id: FactId,
    /// The day from which it holds.
    pub on: Day,
    /// What it is.
    pub what: &'static str,
    /// Why it would not have been allowed.
    pub refusal: Refusal,
}
