//! The one write path: ask the rules, record what follows, commit.

use super::bad_values::BadValue;
use super::bad_values::BadValues;
use super::categories::{self, NewCategory};
use crate::domain::decide::decide;
use crate::domain::decide::request::Request;
use crate::domain::fact::{Dated, Fact};
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::partner::standing::Stage;
use crate::domain::program::versions::Rules;
use crate::domain::query::ahead::Ahead;
use crate::domain::rule::profile::Surroundings;
use crate::domain::rule::refusal::Refusal;
use crate::domain::rule::tier;
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, FactId, PartnerId};
use crate::store::book::Provenance;
use crate::store::{Book, Recording, StoreError};

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Values are invalid.
    #[error(transparent)]
    Bad(#[from] BadValues),
    /// The program's rules refuse it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The book could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BadValue> for ChangeError {
    fn from(bad: BadValue) -> Self {
        Self::Bad(bad.into())
    }
}

/// What one request changed of one partner.
#[derive(Debug, Clone)]
pub struct Change {
    /// The partner.
    pub partner: PartnerId,
    /// The facts that were recorded, with their names.
    pub facts: Vec<(FactId, Dated)>,
    /// Where the partner stood before.
    pub before: Brief,
    /// Where it stands now.
    pub after: Brief,
    /// What comes next.
    pub ahead: Ahead,
}

/// Where a partner stands today, in three words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brief {
    /// The stage.
    pub stage: Option<Stage>,
    /// The tier.
    pub tier: Option<String>,
    /// The balance, in points.
    pub points: i64,
}

impl Brief {
    fn of(rules: &Rules, history: &History, today: Day) -> Self {
        let standing = history.at(today);
        Self {
            stage: standing.stage(),
            tier: tier::held(rules, &standing).map(|tier| tier.id.clone()),
            points: standing.points(),
        }
    }
}

/// What a command changed.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The entry that was recorded; `None` where nothing was, because there was nothing to change or it was
    /// only tried.
    pub entry: Option<EntryId>,
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// What changed.
    pub changes: Vec<Change>,
    /// The categories that the book has not had before.
    pub new_categories: Vec<NewCategory>,
}

/// What became of an entry.
#[derive(Debug, Default)]
pub(crate) struct Finished {
    /// The entry; `None` where nothing was recorded.
    pub(crate) entry: Option<EntryId>,
    /// The categories that the book has not had before, also of a dry run; none where the rule file lists them.
    pub(crate) new_categories: Vec<NewCategory>,
}

/// An entry in the making: requests are decided and recorded one after the other.
pub(crate) struct Writer<'b> {
    recording: Recording<'b>,
    rules: Rules,
    today: Day,
    /// The rows of a file that recorded something: the first fact of each, and its line.
    lines: Vec<(i64, u64)>,
}

impl<'b> Writer<'b> {
    /// Begins an entry.
    pub(crate) fn begin(
        book: &'b mut Book,
        origin: &Provenance,
        today: Day,
    ) -> Result<Self, StoreError> {
        let recording = book.record(origin)?;
        let rules = recording.book().rules(EntryId::PENDING)?;
        Ok(Self {
            recording,
            rules,
            today,
            lines: Vec::new(),
        })
    }

    /// Remembers that what is recorded from here on comes from the row of this line.
    pub(crate) fn at_line(&mut self, line: u64) {
        let next = self.recording.next();
        // A row that recorded nothing has no fact to be found by.
        self.lines.pop_if(|(first, _)| *first == next);
        self.lines.push((next, line));
    }

    /// Returns the line of the row that a fact of this entry comes from.
    #[must_use]
    pub(crate) fn line_of(&self, fact: FactId) -> Option<u64> {
        let after = self.lines.partition_point(|(first, _)| *first <= fact.n);
        let (_, line) = self.lines.get(after.checked_sub(1)?)?;
        (fact.entry == self.entry()).then_some(*line)
    }

    /// The book, with what this entry has added so far.
    #[must_use]
    pub(crate) fn book(&self) -> &Book {
        self.recording.book()
    }

    /// The number of the entry, if it is committed.
    #[must_use]
    pub(crate) fn entry(&self) -> EntryId {
        self.recording.entry()
    }

    /// The rules.
    #[must_use]
    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The day it is.
    #[must_use]
    pub(crate) fn today(&self) -> Day {
        self.today
    }

    /// What is known of a partner.
    pub(crate) fn history(&self, partner: &PartnerId) -> Result<History, StoreError> {
        self.book()
            .history(partner, Scope::Partner, EntryId::PENDING)
    }

    /// Decides a request and records what follows from it.
    pub(crate) fn apply(
        &mut self,
        partner: &PartnerId,
        on: Day,
        request: &Request,
    ) -> Result<Change, ChangeError> {
        let scope = request.needs().scope.with_points();
        let history = self.book().history(partner, scope, EntryId::PENDING)?;
        self.apply_with_history(&history, on, request)
    }

    /// The same where the partner's history is known already.
    pub(crate) fn apply_with_history(
        &mut self,
        history: &History,
        on: Day,
        request: &Request,
    ) -> Result<Change, ChangeError> {
        let (facts, first) = self.decide_and_record(history, on, request)?;
        let mut after = history.clone();
        after.record(self.recording.entry(), first, facts.iter().cloned());
        let entry = self.recording.entry();
        let before = Brief::of(&self.rules, history, self.today);
        let after = Brief::of(&self.rules, &after, self.today);
        let ahead = if (before.stage, &before.tier) == (after.stage, &after.tier) {
            Ahead::default()
        } else {
            // The history at hand may hold only what was asked for to decide.
            let partner = &history.partner;
            let before = EntryId(entry.0 - 1);
            let earlier = self.book().history(partner, Scope::Partner, before)?;
            Ahead::of(&self.rules, &earlier, &self.history(partner)?, self.today)
        };
        Ok(Change {
            partner: history.partner.clone(),
            before,
            after,
            ahead,
            facts: (first..).map(|n| FactId { entry, n }).zip(facts).collect(),
        })
    }

    /// The same where nobody asks what became of the partner: the facts that were recorded, by count.
    pub(crate) fn apply_count(
        &mut self,
        history: &History,
        on: Day,
        request: &Request,
    ) -> Result<usize, ChangeError> {
        Ok(self.apply_facts(history, on, request)?.len())
    }

    /// The same where only the facts are asked for.
    pub(crate) fn apply_facts(
        &mut self,
        history: &History,
        on: Day,
        request: &Request,
    ) -> Result<Vec<Dated>, ChangeError> {
        Ok(self.decide_and_record(history, on, request)?.0)
    }

    /// Says what the rules say to a request, and records nothing.
    pub(crate) fn judge(
        &self,
        history: &History,
        on: Day,
        request: &Request,
    ) -> Result<Vec<Dated>, ChangeError> {
        let surroundings = self.surroundings(history, on, request)?;
        Ok(decide(&self.rules, history, &surroundings, on, request)?)
    }

    fn decide_and_record(
        &mut self,
        history: &History,
        on: Day,
        request: &Request,
    ) -> Result<(Vec<Dated>, i64), ChangeError> {
        let facts = self.judge(history, on, request)?;
        let first = self.recording.next();
        self.recording.facts(&history.partner, &facts)?;
        Ok((facts, first))
    }

    /// Returns what deciding a request needs to know besides the partner's history.
    fn surroundings(
        &self,
        history: &History,
        on: Day,
        request: &Request,
    ) -> Result<Surroundings, StoreError> {
        let (book, partner, needs) = (self.book(), &history.partner, request.needs());
        let mut surroundings = book.surroundings(partner, needs.profile, needs.alias)?;
        if let Some(key) = needs.report {
            surroundings.reported = book.reported(partner, key)?;
        }
        if needs.deployed_since {
            surroundings.deployed = book.deployed_since(partner, on, self.today)?;
        }
        if needs.roles_kept {
            surroundings.kept_in = book.roles_kept(partner)?;
        }
        Ok(surroundings)
    }

    /// Records facts that the domain has judged one by one, a million of a file, and names the first of them.
    pub(crate) fn record(
        &mut self,
        partner: &PartnerId,
        facts: &[Dated],
    ) -> Result<FactId, StoreError> {
        let (entry, n) = (self.entry(), self.recording.next());
        self.recording.facts(partner, facts)?;
        Ok(FactId { entry, n })
    }

    /// Adds a version of the rules and gives its number; [`use_version`](super::rules::use_version) has made sure that it may begin that day.
    pub(crate) fn program(&mut self, from: Day, rules: &str) -> Result<u32, StoreError> {
        self.recording.program(from, rules)
    }

    /// Takes a whole earlier entry back; [`undo`](super::undo) has made sure that nothing depends on it.
    pub(crate) fn void(&mut self, entry: EntryId) -> Result<(), StoreError> {
        self.recording.void(entry)
    }

    /// Commits the entry, or drops it where it is a rehearsal or has no facts.
    pub(crate) fn finish(self, dry_run: bool) -> Result<Finished, StoreError> {
        if self.recording.next() == 1 {
            return Ok(Finished::default());
        }
        let new_categories = if self.rules.on(self.today).categories.is_empty() {
            categories::new_in(self.book(), self.entry())?
        } else {
            Vec::new()
        };
        let entry = if dry_run {
            self.recording.rehearse()?;
            None
        } else {
            Some(self.recording.commit()?)
        };
        Ok(Finished {
            entry,
            new_categories,
        })
    }
}

/// Carries out one request for one partner.
///
/// # Errors
/// The rules refuse it, or the book cannot be written; nothing was changed then.
pub fn apply_one(
    book: &mut Book,
    origin: &Provenance,
    today: Day,
    dry_run: bool,
    partner: &PartnerId,
    on: Day,
    request: &Request,
) -> Result<Outcome, ChangeError> {
    let mut writer = Writer::begin(book, origin, today)?;
    let change = writer.apply(partner, on, request)?;
    Ok(Outcome::of(writer.finish(dry_run)?, dry_run, vec![change]))
}

impl Outcome {
    /// What became of an entry that changed something.
    pub(crate) fn of(finished: Finished, dry_run: bool, changes: Vec<Change>) -> Self {
        let Finished {
            entry,
            new_categories,
        } = finished;
        Self {
            entry,
            dry_run,
            changes,
            new_categories,
        }
    }
}

impl Change {
    /// The first fact of a kind.
    pub(crate) fn fact<'c, T>(&'c self, of: impl Fn(&'c Fact) -> Option<T>) -> Option<T> {
        self.facts.iter().find_map(|(_, dated)| of(&dated.fact))
    }
}
