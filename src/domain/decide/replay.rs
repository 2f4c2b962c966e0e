//! Judging again what was recorded: when something new is recorded for an earlier day, when an entry is undone, and
//! when the book is audited.
//!
//! Two questions are asked. Was a fact allowed when it was recorded? That is judged on the entries before it, and only the
//! audit asks it. Is it still? That is judged on every live fact of an earlier day, whenever it was recorded.
//! What a fact uses up, a limit or a reference, it takes from those that are recorded after it, so that of two
//! awards that exclude each other the later one is at fault whatever their days.

mod whole;

use crate::domain::fact::{Dated, Fact, Recorded};
use crate::domain::partner::history::History;
use crate::domain::program::reading::Reading;
use crate::domain::program::versions::Rules;
use crate::domain::rule::account::Account;
use crate::domain::rule::allow;
use crate::domain::rule::profile;
use crate::domain::rule::refusal::Contradiction;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::rule::term;
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, FactId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use whole::WholeHistory;

impl History {
    /// Returns the first recorded fact that would not be allowed any more with `new` facts among it, and why. Judged
    /// are only facts that hold from a later day than the earliest of the new ones; what was contradicted without
    /// them is not held against them.
    #[must_use]
    pub fn contradicted_by(&self, rules: &Rules, new: &[Dated]) -> Option<Contradiction> {
        let earliest = self.unsettled_from(new.iter().map(|new| (new.on, &new.fact)))?;
        let known = EntryId::PENDING;
        let mut with = self.clone();
        for dated in new {
            with.pend(dated.clone());
        }
        let judged = |fact: &Recorded| fact.id.entry < known && moment(fact) > earliest;
        newly(self, &with, rules, rules, judged).into_iter().next()
    }

    /// The day after which new facts may take away what recorded ones depend on, if any.
    fn unsettled_from<'f>(&self, new: impl Iterator<Item = (Day, &'f Fact)>) -> Option<Day> {
        let earliest = new
            .filter(|(_, fact)| fact.can_unsettle() && !self.is_new_product(fact))
            .map(|(on, _)| on)
            .min()?;
        let last = self.facts().iter().map(moment).max();
        last.filter(|last| *last > earliest).map(|_| earliest)
    }

    /// Whether the fact adds a product: nothing depends on it yet.
    fn is_new_product(&self, fact: &Fact) -> bool {
        let Fact::Product(described) = fact else {
            return false;
        };
        let same = |known: &Recorded| matches!(&known.fact, Fact::Product(known) if known.product == described.product);
        !self.facts().iter().any(same)
    }

    /// Judges every fact of the entries after `from` on all that is known: those that would not be allowed, and why.
    #[must_use]
    pub fn replay_after(&self, rules: &Rules, from: EntryId) -> Vec<Contradiction> {
        contradictions(self, rules, |fact| fact.id.entry > from)
    }

    /// Judges a whole history, undone entries included (`voids`: by which entry): every fact by what
    /// was known at its entry, its price and the keys of its name included, and at each entry that could unsettle others
    /// those of later days.
    #[must_use]
    pub fn audit(&self, rules: &Rules, voids: &BTreeMap<EntryId, EntryId>) -> Vec<Contradiction> {
        let by_entry = rules.by_entry();
        let mut walk = Replay::through(&by_entry, self);
        let mut found = BTreeMap::new();
        let mut undone: Vec<(EntryId, EntryId)> = self
            .facts()
            .chunk_by(|a, b| a.id.entry == b.id.entry)
            .filter_map(|entry| {
                voids
                    .get(&entry[0].id.entry)
                    .map(|by| (*by, entry[0].id.entry))
            })
            .collect();
        undone.sort_unstable();
        let mut undone = undone.into_iter().peekable();
        for entry in self.facts().chunk_by(|a, b| a.id.entry == b.id.entry) {
            let id = entry[0].id.entry;
            while let Some((by, voided)) = undone.next_if(|(by, _)| *by < id) {
                take(&mut found, walk.void(rules, by, voided));
            }
            take(&mut found, walk.entry(entry, !voids.contains_key(&id)));
            take(&mut found, std::mem::take(&mut walk.altered));
            take(&mut found, walk.unsettled(rules, entry));
            walk.last = entry.iter().map(moment).fold(walk.last, Day::max);
        }
        for (by, voided) in undone {
            take(&mut found, walk.void(rules, by, voided));
        }
        // The effects of an undone entry are past; the undo has judged them.
        found.retain(|id: &FactId, _| !voids.contains_key(&id.entry));
        found.into_values().collect()
    }
}

fn take(found: &mut BTreeMap<FactId, Contradiction>, more: Vec<Contradiction>) {
    for contradiction in more {
        found.entry(contradiction.id).or_insert(contradiction);
    }
}

/// The day by which a fact is judged.
fn moment(fact: &Recorded) -> Day {
    match &fact.fact {
        Fact::Term(term) => term::judged_on(fact.on, term),
        _ => fact.on,
    }
}

/// Whether a fact of an earlier day that was recorded later affects what others depend on. Points are looked at
/// separately; a term does not affect what happened before it was opened, though it may begin earlier; and a command to
/// be forgotten is, whatever stood on it.
fn affects_others(fact: &Fact) -> bool {
    !matches!(
        fact,
        Fact::Award(_)
            | Fact::Reversal(_)
            | Fact::Term(_)
            | Fact::Forgetting(_)
            | Fact::CreditUse(_)
            | Fact::Deployment(_)
            | Fact::Revenue(_)
            | Fact::Request(_)
            | Fact::Settlement(_)
            | Fact::Finding(_)
    )
}

/// Whether a fact only makes another of its kind needless: a longer extension, an earlier confirmation.
fn makes_needless(earlier: &Fact, later: &Fact) -> bool {
    matches!(
        (earlier, later),
        (Fact::Extension(_), Fact::Extension(_)) | (Fact::Confirmation(_), Fact::Confirmation(_))
    )
}

/// What is contradicted after a change and was not before.
fn newly(
    before: &History,
    after: &History,
    rules_before: &Rules,
    rules: &Rules,
    judged: impl Fn(&Recorded) -> bool,
) -> Vec<Contradiction> {
    let mut found = contradictions(after, rules, &judged);
    if !found.is_empty() {
        let already = contradictions(before, rules_before, &judged);
        let already: BTreeSet<FactId> = already.iter().map(|old| old.id).collect();
        found.retain(|new| !already.contains(&new.id));
    }
    found
}

/// Judges facts of a history on all of it, again and again until nothing depends on what is refused.
fn contradictions(
    history: &History,
    rules: &Rules,
    judged: impl Fn(&Recorded) -> bool,
) -> Vec<Contradiction> {
    let by_entry = rules.by_entry();
    let mut left = history.clone();
    let mut found: Vec<Contradiction> = Vec::new();
    let mut leave_out = |left: &mut History, refused: Vec<Contradiction>| {
        let gone: BTreeSet<FactId> = refused.iter().map(|refused| refused.id).collect();
        left.retain(|fact| !gone.contains(&fact.id));
        found.extend(refused);
        !gone.is_empty()
    };
    loop {
        // Awards depend on stages and on awards that were not reversed; only reversals depend on awards.
        let others = WholeHistory::of(&left, &by_entry, &judged).others();
        let others = leave_out(&mut left, others);
        let awards = WholeHistory::of(&left, &by_entry, &judged).awards();
        if !leave_out(&mut left, awards) && !others {
            break;
        }
    }
    // Of one entry, what waits for something that is gone comes after what could not be recorded at all.
    let waits = |found: &Contradiction| matches!(*found.refusal.why, Why::ItemWaits { .. });
    found.sort_by_key(|found| (found.id.entry, waits(found), found.id.n));
    found
}

/// Rules by the entry from which on they were known.
type ByEntry = [(EntryId, Rules)];

/// A fact is judged by the versions that were known at its entry; later ones re-judge nothing.
fn known_at(by_entry: &ByEntry, entry: EntryId) -> usize {
    by_entry.partition_point(|(from, _)| *from <= entry) - 1
}

/// The way through a history from entry to entry, in the order in which they were recorded.
struct Replay<'a> {
    by_entry: &'a ByEntry,
    known: History,
    version: usize,
    /// Thousands of awards may follow one another; the account spares each the walk through those before it.
    account: Option<Account<'a>>,
    /// The latest day of what was recorded before the entry.
    last: Day,
    /// The references of awards, for the reversals that name them.
    references: HashMap<FactId, &'a str>,
    /// Facts that were allowed, but not as recorded: with another price, or another key of a name.
    altered: Vec<Contradiction>,
}

impl<'a> Replay<'a> {
    fn through(by_entry: &'a ByEntry, history: &'a History) -> Self {
        let reference = |fact: &'a Recorded| match &fact.fact {
            Fact::Award(award) => Some((fact.id, award.reference.as_deref()?)),
            _ => None,
        };
        Self {
            by_entry,
            known: History::new(history.partner.clone()),
            version: 0,
            account: None,
            last: Day::MIN,
            references: history.facts().iter().filter_map(reference).collect(),
            altered: Vec::new(),
        }
    }

    /// Judges the facts of the next entry on what was known before it.
    fn entry(&mut self, entry: &'a [Recorded], judged: bool) -> Vec<Contradiction> {
        let version = known_at(self.by_entry, entry[0].id.entry);
        if version != self.version {
            self.version = version;
            self.account = None;
        }
        let rules = &self.by_entry[version].1;
        if entry.iter().any(|fact| matches!(fact.fact, Fact::Award(_))) {
            let known = &self.known;
            self.account
                .get_or_insert_with(|| Account::of(rules, known));
        }
        let mut found = Vec::new();
        let mut refused = BTreeSet::new();
        for fact in entry {
            if judged
                && !matches!(fact.fact, Fact::Award(_))
                && let Err(refusal) = allow::allow(rules, &self.known, fact.on, &fact.fact)
            {
                refused.insert(fact.id);
                found.push(contradiction(fact, refusal));
                // What depends on it has no ground, either.
                continue;
            }
            if judged && let Err(why) = profile::check_keys(rules, &fact.fact) {
                let refusal = Refusal::new(&self.known.partner, fact.on, why);
                self.altered.push(contradiction(fact, refusal));
            }
            self.known.add(fact.clone());
        }
        let awards = self.awards(entry, judged, &refused);
        if !awards.is_empty() {
            refused.extend(awards.iter().map(|(fact, _)| fact.id));
            self.known.retain(|fact| !refused.contains(&fact.id));
        }
        found.extend(
            awards
                .into_iter()
                .map(|(fact, refusal)| contradiction(fact, refusal)),
        );
        for fact in entry.iter().filter(|_| judged) {
            if let Fact::Verdict(verdict) = &fact.fact
                && !refused.contains(&fact.id)
                && let Err(refusal) = allow::settled(rules, &self.known, fact.on, verdict)
            {
                found.push(contradiction(fact, refusal));
            }
        }
        found
    }

    /// Judges the awards of an entry: in the order of their days, as a file is taken, or of its rows as it once was.
    fn awards(
        &mut self,
        entry: &'a [Recorded],
        judged: bool,
        refused: &BTreeSet<FactId>,
    ) -> Vec<(&'a Recorded, Refusal)> {
        let Some(account) = &mut self.account else {
            return Vec::new();
        };
        let mut in_order: Vec<&Recorded> = entry.iter().collect();
        if self.by_entry[self.version].1.reading() >= Reading::Second {
            in_order.sort_by_key(|fact| (fact.on, fact.id));
        }
        let mut found = Vec::new();
        for fact in in_order {
            match &fact.fact {
                _ if refused.contains(&fact.id) => {}
                Fact::Award(award) => {
                    let allowed = if judged {
                        account.allow(fact.on, award)
                    } else {
                        Ok(())
                    };
                    if judged
                        && allowed.is_ok()
                        && let Err(refusal) = account.check_price(fact.on, award)
                    {
                        self.altered.push(contradiction(fact, refusal));
                    }
                    match allowed {
                        Ok(()) => account.learn(fact.id, fact.on, award),
                        Err(refusal) => found.push((fact, refusal)),
                    }
                }
                Fact::Reversal(reversal) => {
                    let reference = self.references.get(&reversal.award).copied();
                    account.reverse(fact.id, fact.on, reversal, reference);
                }
                _ => account.follow(fact),
            }
        }
        found
    }

    /// Judges what was recorded before an entry that could unsettle it. Books of the first reading did so themselves, in
    /// a way of their own.
    fn unsettled(&self, rules: &Rules, entry: &[Recorded]) -> Vec<Contradiction> {
        let id = entry[0].id.entry;
        let is_new = |fact: &Recorded| fact.id.entry == id;
        // Nearly every entry is of the latest day, and then nothing depends on what it takes away.
        let unsettles = |fact: &Recorded| fact.on < self.last && fact.fact.can_unsettle();
        if !entry.iter().any(unsettles) {
            return Vec::new();
        }
        let rules = match self.by_entry[self.version].1.reading() {
            Reading::First => return Vec::new(),
            Reading::Second => rules.known_at(id),
        };
        let mut before = self.known.clone();
        before.retain(|fact| !is_new(fact));
        let new = self.known.facts().iter().filter(|fact| is_new(fact));
        let Some(earliest) = before.unsettled_from(new.map(|fact| (fact.on, &fact.fact))) else {
            return Vec::new();
        };
        newly(&before, &self.known, &rules, &rules, |fact| {
            !is_new(fact) && moment(fact) > earliest
        })
    }

    /// Takes an entry back, and judges what was recorded after it.
    fn void(&mut self, rules: &Rules, by: EntryId, voided: EntryId) -> Vec<Contradiction> {
        let before = self.known.clone();
        self.known.retain(|fact| fact.id.entry != voided);
        self.account = None;
        let rules = rules.known_at(by);
        match rules.reading() {
            Reading::First => Vec::new(),
            Reading::Second => newly(&before, &self.known, &rules, &rules, |fact| {
                fact.id.entry > voided
            }),
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
