//! The search for the fewest activities: the most promising place first, within bounds of memory and time.
//!
//! A place is what is used up, the balance, and how many steps and deployments led there. Of a place it is known how
//! many further steps it takes at the least, were every prerequisite and tier of an activity reached already; the place
//! whose steps together with those are the fewest is looked at next, so that the first place found at the threshold is
//! among the nearest ([A*](https://en.wikipedia.org/wiki/A*_search_algorithm)).
//!
//! Where no price falls with a higher tier more points are never worse, and a step need not be tried in addition to another that
//! can replace it in every sequence ([`Search::replaces`]). With prices that are the same at all tiers that leaves the
//! activity with the most points at each step, and at most a deployment in addition.

use super::PathStep;
use super::Way;
use super::is_deployment;
use crate::domain::program::{Activity, Limit, Program, Tier};
use crate::domain::rule::account::open_at;
use crate::domain::rule::points::priced;
use crate::domain::rule::tier;
use crate::domain::value::day::Day;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// How many bytes the places of a search may take. What they are kept in may have room for twice as many, and for a
/// moment, while it grows, for three times as many.
const ROOM: usize = 64 << 20;

/// How many looks at a kind of activity a search may take: a fraction of a second.
const LOOKS: usize = 50_000_000;

/// Activities that differ in nothing but their names.
struct ActivityClass<'r> {
    activities: Vec<&'r Activity>,
    /// Points at each level; none below the tier it is earned from.
    prices: Vec<i64>,
    /// The balance it asks for.
    prerequisite: i64,
    each: bool,
    deployment: bool,
    /// Where in a place it is counted how many of it are used: the word, the bit, and the mask.
    word: usize,
    shift: u32,
    mask: u64,
}

/// What is known of the kinds at a level: at no tier, or at one of those below the tier that is asked for.
struct TierLevel {
    /// The kinds that can be earned, the dearest first.
    dearest: Vec<u32>,
    /// All kinds by the best price that they have from here on.
    ahead: Vec<(i64, u32)>,
    /// Whether more points are never worse: no price falls from here on.
    rising: bool,
}

/// A place on the way.
struct SearchState {
    balance: i64,
    steps: u32,
    deployments: u32,
    /// The place before, and the kind of the step.
    before: u32,
    by: u32,
    /// Another place after as many steps that has used the same, or looks like it.
    twin: Option<std::num::NonZeroU32>,
}

/// A place to look at, by its steps with those that remain at the least, its deployments and its balance.
type Promise = Reverse<(u32, u32, Reverse<i64>, u32)>;

/// A search, and what it has found out so far.
pub(crate) struct Search<'r> {
    program: &'r Program,
    kinds: Vec<ActivityClass<'r>>,
    levels: Vec<TierLevel>,
    /// The best balance of the days that count, before the first step.
    best: i64,
    needed: i64,
    /// How many words it takes to count what is used.
    words: usize,
    places: Vec<SearchState>,
    used: Vec<u64>,
    twins: HashMap<u64, u32>,
    promising: BinaryHeap<Promise>,
    looks: usize,
}

/// The search was given up.
struct TooFar;

impl<'r> Search<'r> {
    /// Prepares to search among the activities that are open on a day for a way to a tier.
    pub(crate) fn new(
        program: &'r Program,
        open: &[&'r Activity],
        on: Day,
        best: i64,
        to: &Tier,
    ) -> Self {
        let below = program.tier_rank(&to.id).unwrap_or(0);
        let tiers = std::iter::once(None).chain(program.tiers[..below].iter().map(Some));
        let tiers: Vec<Option<&Tier>> = tiers.collect();
        let mut kinds: Vec<ActivityClass<'r>> = Vec::new();
        let mut alike = HashMap::new();
        for activity in open {
            let price = |tier: Option<&Tier>| {
                let is_open = open_at(program, activity, tier, i64::MAX).is_ok();
                let points = priced(activity, tier, 0, on).points;
                if is_open { points.max(0) } else { 0 }
            };
            let prices: Vec<i64> = tiers.iter().copied().map(price).collect();
            let each = activity.limit == Limit::Each;
            let prerequisite = activity.prerequisite_points.unwrap_or(i64::MIN);
            if prerequisite >= to.from_points || prices.iter().all(|price| *price == 0) {
                continue;
            }
            let deployment = is_deployment(activity);
            let next = kinds.len();
            let like = (each, deployment, prerequisite, prices.clone());
            let at = *alike.entry(like).or_insert(next);
            match kinds.get_mut(at) {
                Some(kind) => kind.activities.push(activity),
                None => kinds.push(ActivityClass {
                    activities: vec![activity],
                    prices,
                    prerequisite,
                    each,
                    deployment,
                    word: 0,
                    shift: 0,
                    mask: 0,
                }),
            }
        }
        let words = count_within_words(&mut kinds);
        let levels = (0..tiers.len())
            .map(|at| TierLevel::of(&kinds, at))
            .collect();
        Self {
            program,
            kinds,
            levels,
            best,
            needed: to.from_points,
            words,
            places: Vec::new(),
            used: Vec::new(),
            twins: HashMap::new(),
            promising: BinaryHeap::new(),
            looks: 0,
        }
    }

    /// Searches from a balance on.
    pub(crate) fn from(&mut self, balance: i64) -> Way<'r> {
        if self.best.max(balance) >= self.needed {
            return Way::Steps(Vec::new());
        }
        let start = SearchState {
            balance,
            steps: 0,
            deployments: 0,
            before: 0,
            by: 0,
            twin: None,
        };
        let none = vec![0; self.words];
        if self.reach(start, &none).is_err() {
            return Way::TooFar;
        }
        while let Some(Reverse((.., at))) = self.promising.pop() {
            if self.places[at as usize].balance >= self.needed {
                return Way::Steps(self.steps_to(at));
            }
            if self.go_on(at).is_err() {
                return Way::TooFar;
            }
        }
        Way::None
    }

    /// How many places there is room for.
    fn room(&self) -> usize {
        let listed =
            size_of::<SearchState>() + size_of::<Promise>() + self.words * size_of::<u64>();
        // A table keeps an eighth of its places empty, and a byte for each.
        let looked_up = (size_of::<(u64, u32)>() + 1) * 8 / 7;
        ROOM / (listed + looked_up)
    }

    /// Takes every step from a place that is worth it.
    fn go_on(&mut self, from: u32) -> Result<(), TooFar> {
        let at = from as usize;
        let balance = self.places[at].balance;
        let level = self.level(balance);
        let mut used = self.used[at * self.words..][..self.words].to_vec();
        let mut tried: Vec<u32> = Vec::new();
        for place in 0..self.levels[level].dearest.len() {
            let by = self.levels[level].dearest[place];
            let kind = &self.kinds[by as usize];
            self.looks += 1 + tried.len();
            if self.looks > LOOKS {
                return Err(TooFar);
            }
            if balance < kind.prerequisite || kind.left(&used) == 0 {
                continue;
            }
            let rising = self.levels[level].rising;
            if rising && tried.iter().any(|other| self.replaces(*other, by, level)) {
                continue;
            }
            tried.push(by);
            let place = SearchState {
                balance: balance.saturating_add(kind.prices[level]),
                steps: self.places[at].steps + 1,
                deployments: self.places[at].deployments + u32::from(kind.deployment),
                before: from,
                by,
                twin: None,
            };
            let (word, one) = (kind.word, kind.one());
            used[word] += one;
            self.reach(place, &used)?;
            used[word] -= one;
        }
        Ok(())
    }

    /// Whether a step of one class can replace a step of another: in every sequence that begins with the
    /// other and does without it, and in every one in which it comes later, the two can change places. What is open
    /// stays so, and no balance becomes less.
    fn replaces(&self, one: u32, other: u32, level: usize) -> bool {
        let (one, other) = (&self.kinds[one as usize], &self.kinds[other as usize]);
        let gain = |at: usize| one.prices[at] - other.prices[at];
        let now = gain(level);
        now >= 0
            && one.deployment <= other.deployment
            && (one.each || (level..one.prices.len()).all(|later| gain(later) <= now))
    }

    /// Adds a place, unless one that is as good is known or nothing leads on from it.
    fn reach(&mut self, mut place: SearchState, used: &[u64]) -> Result<(), TooFar> {
        let Some(further) = self.at_least(place.balance, used) else {
            return Ok(());
        };
        // A way of more steps than there is room for cannot be kept, either.
        let room = self.room();
        if self.looks > LOOKS || self.places.len() >= room || further > room as u64 {
            return Err(TooFar);
        }
        let rising = self.levels[self.level(place.balance)].rising;
        let mut hasher = DefaultHasher::new();
        (place.steps, used).hash(&mut hasher);
        let hash = hasher.finish();
        let mut twin = self.twins.get(&hash).copied();
        while let Some(at) = twin {
            self.looks += 1;
            let known = &self.places[at as usize];
            let as_good = if rising {
                known.balance >= place.balance
            } else {
                known.balance == place.balance
            };
            if as_good
                && known.deployments <= place.deployments
                && known.steps == place.steps
                && self.used[at as usize * self.words..][..self.words] == *used
            {
                return Ok(());
            }
            twin = known.twin.map(std::num::NonZeroU32::get);
        }
        let at = u32::try_from(self.places.len()).map_err(|_| TooFar)?;
        // The first place of all has no twin: nothing else is reached without a step.
        place.twin = self
            .twins
            .insert(hash, at)
            .and_then(std::num::NonZeroU32::new);
        let steps = u64::from(place.steps) + further;
        let steps = u32::try_from(steps).map_err(|_| TooFar)?;
        self.promising.push(Reverse((
            steps,
            place.deployments,
            Reverse(place.balance),
            at,
        )));
        self.places.push(place);
        self.used.extend(used);
        Ok(())
    }

    /// How many further steps it takes at the least: each at the best price that its kind has from here on. `None` where
    /// all together are not enough.
    fn at_least(&mut self, balance: i64, used: &[u64]) -> Option<u64> {
        let mut missing = self.needed.saturating_sub(balance);
        let mut steps = 0;
        if missing <= 0 {
            return Some(0);
        }
        let level = self.level(balance);
        for (price, kind) in &self.levels[level].ahead {
            self.looks += 1;
            let left = self.kinds[*kind as usize].left(used);
            let enough = missing.unsigned_abs().div_ceil(price.unsigned_abs());
            if enough <= left {
                return Some(steps + enough);
            }
            steps += left;
            missing -= price * i64::try_from(left).unwrap_or(0);
        }
        None
    }

    /// The level of a balance: 0 without a tier, else one more than the tier's rank.
    fn level(&self, balance: i64) -> usize {
        let held = tier::reached(self.program, self.best.max(balance));
        let rank = held.and_then(|tier| self.program.tier_rank(&tier.id));
        let level = rank.map_or(0, |rank| rank + 1);
        level.min(self.levels.len() - 1)
    }

    fn steps_to(&self, at: u32) -> Vec<PathStep<'r>> {
        let mut steps = Vec::new();
        let mut place = &self.places[at as usize];
        while place.steps > 0 {
            let kind = &self.kinds[place.by as usize];
            let before = place.before as usize;
            let used = kind.used(&self.used[before * self.words..][..self.words]);
            // Of those that are alike the first in the rule file comes first.
            let nth = usize::try_from(used).unwrap_or(0);
            steps.push(PathStep {
                activity: kind.activities[nth],
                points: place.balance - self.places[before].balance,
            });
            place = &self.places[before];
        }
        steps.reverse();
        steps
    }
}

impl ActivityClass<'_> {
    /// How many of it are used; of what can be earned again and again it is not counted.
    fn used(&self, words: &[u64]) -> u64 {
        (words[self.word] >> self.shift) & self.mask
    }

    /// How many of it are left.
    fn left(&self, words: &[u64]) -> u64 {
        if self.each {
            u64::MAX
        } else {
            self.activities.len() as u64 - self.used(words)
        }
    }

    /// What one of it adds to its word.
    fn one(&self) -> u64 {
        u64::from(!self.each) << self.shift
    }
}

impl TierLevel {
    fn of(kinds: &[ActivityClass<'_>], at: usize) -> Self {
        let all = || (0_u32..).zip(kinds);
        let mut dearest: Vec<(&ActivityClass<'_>, u32)> = all()
            .filter(|(_, kind)| kind.prices[at] > 0)
            .map(|(n, kind)| (kind, n))
            .collect();
        // Of two with the same points the one that can replace the other comes first.
        dearest.sort_by_key(|(kind, _)| {
            (
                Reverse(kind.prices[at]),
                kind.deployment,
                !kind.each,
                &kind.prices[at..],
            )
        });
        let best = |kind: &ActivityClass<'_>| kind.prices[at..].iter().copied().max().unwrap_or(0);
        let mut ahead: Vec<(i64, u32)> = all()
            .map(|(n, kind)| (best(kind), n))
            .filter(|(price, _)| *price > 0)
            .collect();
        ahead.sort_by_key(|(price, _)| Reverse(*price));
        Self {
            dearest: dearest.into_iter().map(|(_, n)| n).collect(),
            ahead,
            rising: kinds.iter().all(|kind| kind.prices[at..].is_sorted()),
        }
    }
}

/// Gives each kind the bits it is counted in; says how many words that takes.
fn count_within_words(kinds: &mut [ActivityClass<'_>]) -> usize {
    let (mut word, mut shift) = (0, 0);
    for kind in kinds.iter_mut().filter(|kind| !kind.each) {
        let bits = usize::BITS - kind.activities.len().leading_zeros();
        if shift + bits > u64::BITS {
            (word, shift) = (word + 1, 0);
        }
        (kind.word, kind.shift, kind.mask) = (word, shift, (1 << bits) - 1);
        shift += bits;
    }
    word + 1
}

#[cfg(test)]
impl Search<'_> {
    /// How many places were reached, of how many there was room for, and for how many looks.
    pub(crate) fn reached(&self) -> (usize, usize, usize) {
        (self.places.len(), self.room(), self.looks)
    }

    /// How many bytes the places take that were reached.
    pub(crate) fn bytes(&self) -> usize {
        let looked_up = (size_of::<(u64, u32)>() + 1) * 8 / 7;
        self.places.len() * size_of::<SearchState>()
            + self.used.len() * size_of::<u64>()
            + self.places.len() * (size_of::<Promise>() + looked_up)
    }
}
