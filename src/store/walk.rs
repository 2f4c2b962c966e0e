//! Histories out of the book: one partner's, or all of them side by side.

use super::book::Book;
use super::error::StoreError;
use super::facts::fact_of;
use super::tables::{OF_POINTS, OF_REPORTS, PerTable, Table};
use super::work::Work;
use crate::domain::fact::Recorded;
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::value::id::{EntryId, PartnerId};
use std::sync::LazyLock;

/// Rows known at an entry and not undone by then.
const LIVE: &str =
    "t.entry <= $1 and not exists (select 1 from void where voided = t.entry and void.entry <= $1)";

fn questions(condition: &str) -> PerTable<String> {
    PerTable::of(|table| table.select(condition))
}

static OF_ONE: LazyLock<PerTable<String>> =
    LazyLock::new(|| questions(&format!("where {LIVE} and t.partner = $2")));
static OF_ALL: LazyLock<PerTable<String>> =
    LazyLock::new(|| questions(&format!("where {LIVE} order by t.partner, t.entry, t.n")));
static OF_ALL_EVER: LazyLock<PerTable<String>> =
    LazyLock::new(|| questions("where t.entry <= $1 order by t.partner, t.entry, t.n"));
static WITH_VOIDED: LazyLock<PerTable<String>> =
    LazyLock::new(|| questions("where t.entry <= $1 and t.partner = $2"));

/// Whether a table has facts of a scope.
fn holds(scope: Scope, table: Table) -> bool {
    match scope {
        Scope::Points => OF_POINTS.contains(&table),
        Scope::Reports => OF_REPORTS.contains(&table),
        Scope::Profile => table == Table::Profile,
        Scope::Products => table == Table::Product,
        Scope::WithoutPoints => table.is_of_history() && table != Table::Award,
        Scope::Partner => table.is_of_history(),
        Scope::All => true,
    }
}

impl Book {
    /// Returns what was known of a partner at an entry, as far as the scope asks; empty for an unknown partner.
    pub fn history(
        &self,
        partner: &PartnerId,
        scope: Scope,
        known_at: EntryId,
    ) -> Result<History, StoreError> {
        self.load(&OF_ONE, partner, scope, known_at)
    }

    /// The same with the facts of undone entries.
    pub(crate) fn history_with_voided(
        &self,
        partner: &PartnerId,
        scope: Scope,
        known_at: EntryId,
    ) -> Result<History, StoreError> {
        self.load(&WITH_VOIDED, partner, scope, known_at)
    }

    fn load(
        &self,
        questions: &PerTable<String>,
        partner: &PartnerId,
        scope: Scope,
        known_at: EntryId,
    ) -> Result<History, StoreError> {
        let mut facts = Vec::new();
        for table in Table::ALL.into_iter().filter(|table| holds(scope, *table)) {
            let args = [known_at.0.into(), partner.as_str().into()];
            self.engine.each(&questions[table], &args, |row| {
                facts.push(fact_of(table, row)?);
                Ok(())
            })?;
        }
        Ok(History::of(partner.clone(), scope, facts))
    }

    /// Walks through the histories of all partners in the order of their ids, one in memory at a time.
    ///
    /// # Errors
    /// The book cannot be read, or `take` says so.
    pub fn walk<E: From<StoreError>>(
        &self,
        known_at: EntryId,
        take: impl FnMut(History) -> Result<(), E>,
    ) -> Result<(), E> {
        self.walk_tables(&OF_ALL, Scope::Partner, known_at, take)
    }

    /// The same with what the portal reported.
    ///
    /// # Errors
    /// The book cannot be read, or `take` says so.
    pub(crate) fn walk_whole<E: From<StoreError>>(
        &self,
        take: impl FnMut(History) -> Result<(), E>,
    ) -> Result<(), E> {
        self.walk_tables(&OF_ALL, Scope::All, EntryId::PENDING, take)
    }

    /// The same with the facts of undone entries.
    ///
    /// # Errors
    /// The book cannot be read, or `take` says so.
    pub(crate) fn walk_ever<E: From<StoreError>>(
        &self,
        take: impl FnMut(History) -> Result<(), E>,
    ) -> Result<(), E> {
        self.walk_tables(&OF_ALL_EVER, Scope::All, EntryId::PENDING, take)
    }

    fn walk_tables<E: From<StoreError>>(
        &self,
        questions: &PerTable<String>,
        scope: Scope,
        known_at: EntryId,
        mut take: impl FnMut(History) -> Result<(), E>,
    ) -> Result<(), E> {
        let tables = Table::ALL.into_iter().filter(|table| holds(scope, *table));
        let tables: Vec<Table> = tables.collect();
        let questions = tables.iter().map(|table| questions[*table].as_str());
        let questions: Vec<&str> = questions.collect();
        let facts: std::cell::RefCell<Vec<Recorded>> = std::cell::RefCell::default();
        let mut stopped = None;
        let mut progress = self.begins(Work::Partners)?;
        let walked = self.engine.merge(
            &questions,
            &[known_at.0.into()],
            |row| Ok(row.text(0)?.to_owned()),
            |question, row| {
                facts.borrow_mut().push(fact_of(tables[question], row)?);
                Ok(())
            },
            |partner| {
                let partner = PartnerId::new(partner).map_err(StoreError::Damaged)?;
                progress.one_more();
                take(History::of(partner, scope, facts.take())).map_err(|error| {
                    stopped = Some(error);
                    StoreError::Failed("stopped".into())
                })
            },
        );
        match stopped {
            Some(error) => Err(error),
            None => Ok(walked?),
        }
    }
}
