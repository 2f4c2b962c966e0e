//! Judging facts on the whole of a history.

use super::{ByEntry, affects_others, contradiction, known_at, makes_needless, moment};
use crate::domain::fact::{Fact, Recorded};
use crate::domain::partner::history::History;
use crate::domain::rule::account::Account;
use crate::domain::rule::allow;
use crate::domain::rule::refusal::Contradiction;
use crate::domain::rule::refusal::Refusal;
use crate::domain::value::day::Day;
use std::collections::{BTreeSet, HashMap};

/// A whole history before its judge.
pub(super) struct WholeHistory<'a, J> {
    by_entry: &'a ByEntry,
    history: &'a History,
    judged: &'a J,
}

impl<'a, J: Fn(&Recorded) -> bool> WholeHistory<'a, J> {
    pub(super) fn of(history: &'a History, by_entry: &'a ByEntry, judged: &'a J) -> Self {
        Self {
            by_entry,
            history,
            judged,
        }
    }

    /// Judges awards in the order of their days: each depends on the points of those before it.
    pub(super) fn awards(&self) -> Vec<Contradiction> {
        let facts = self.history.facts();
        let asked = |fact: &&Recorded| matches!(fact.fact, Fact::Award(_)) && (self.judged)(fact);
        if !facts.iter().any(|fact| asked(&fact)) {
            return Vec::new();
        }
        let mut in_order: Vec<&Recorded> = facts.iter().collect();
        in_order.sort_by_key(|fact| (fact.on, fact.id));
        let mut accounts: HashMap<usize, (Account<'_>, usize)> = HashMap::new();
        let mut found = Vec::new();
        let mut refused = BTreeSet::new();
        for (place, fact) in in_order.iter().enumerate() {
            let Fact::Award(award) = &fact.fact else {
                continue;
            };
            if !(self.judged)(fact) {
                continue;
            }
            let version = known_at(self.by_entry, fact.id.entry);
            let (account, followed) = accounts.entry(version).or_insert_with(|| {
                let rules = &self.by_entry[version].1;
                let account = Account::using(rules, &self.history.partner, facts.iter());
                (account, 0)
            });
            for earlier in &in_order[*followed..place] {
                let depends = match &earlier.fact {
                    Fact::Reversal(reversal) => !refused.contains(&reversal.award),
                    _ => !refused.contains(&earlier.id),
                };
                if depends {
                    account.follow(earlier);
                }
            }
            *followed = place;
            if let Err(refusal) = account.allow_named(fact.id, fact.on, award) {
                refused.insert(fact.id);
                found.push(contradiction(fact, refusal));
            }
        }
        found
    }

    /// Judges all other facts in the order in which they were recorded.
    pub(super) fn others(&self) -> Vec<Contradiction> {
        let facts = self.history.facts();
        // Of what is recorded later, the earliest day that has a say.
        let mut earliest_later = vec![Day::MAX; facts.len() + 1];
        for (place, fact) in facts.iter().enumerate().rev() {
            let next = earliest_later[place + 1];
            earliest_later[place] = if affects_others(&fact.fact) {
                next.min(fact.on)
            } else {
                next
            };
        }
        let mut known = History::new(self.history.partner.clone());
        let mut found = Vec::new();
        let mut start = 0;
        for entry in facts.chunk_by(|a, b| a.id.entry == b.id.entry) {
            let rules = &self.by_entry[known_at(self.by_entry, entry[0].id.entry)].1;
            // Asks a question on what is known, facts that were recorded later for earlier days included.
            let ask = |known: &mut History,
                       fact: &Recorded,
                       next: usize,
                       question: &dyn Fn(&History) -> Result<(), Refusal>| {
                let judged_on = moment(fact);
                let later = if earliest_later[next] < judged_on {
                    &facts[next..]
                } else {
                    &[]
                };
                let later = later.iter().filter(|later| {
                    later.on < judged_on
                        && affects_others(&later.fact)
                        && !makes_needless(&later.fact, &fact.fact)
                });
                known.with(later.cloned(), |known| question(known))
            };
            let end = start + entry.len();
            let mut refused = BTreeSet::new();
            for (fact, next) in entry.iter().zip(start + 1..) {
                if !matches!(fact.fact, Fact::Award(_)) && (self.judged)(fact) {
                    let allowed = ask(&mut known, fact, next, &|known| {
                        allow::allow(rules, known, fact.on, &fact.fact)
                    });
                    if let Err(refusal) = allowed {
                        refused.insert(fact.id);
                        found.push(contradiction(fact, refusal));
                        // What depends on it has no ground, either.
                        continue;
                    }
                }
                known.add(fact.clone());
            }
            // A command leaves a state behind, and what one item waits for is judged on that; the steps of the
            // command come after its verdicts.
            for fact in entry.iter().filter(|fact| (self.judged)(fact)) {
                if let Fact::Verdict(verdict) = &fact.fact
                    && !refused.contains(&fact.id)
                    && let Err(refusal) = ask(&mut known, fact, end, &|known| {
                        allow::settled(rules, known, fact.on, verdict)
                    })
                {
                    found.push(contradiction(fact, refusal));
                }
            }
            start = end;
        }
        found
    }
}
