//! Histories out of the book: one partner's, or all of them side by side.

use super::book::Book;
use super::error::StoreError;
use super::facts::fact_of;
use super::tables::{
    AWARD, OF_HISTORY, OF_POINTS, OF_PRODUCTS, OF_REPORTS, OF_SHARES, TABLES, Table,
};
use super::work::Work;
use crate::domain::fact::Recorded;
use crate::domain::partner::history::History;
use crate::domain::value::id::{EntryId, PartnerId};
use std::sync::LazyLock;

/// Rows known at an entry and not undone by then.
const LIVE: &str =
    "t.entry <= $1 and not exists (select 1 from void where voided = t.entry and void.entry <= $1)";

fn questions(condition: &str) -> Vec<String> {
    TABLES
        .iter()
        .map(|table: &Table| table.select(condition))
        .collect()
}

static OF_ONE: LazyLock<Vec<String>> =
    LazyLock::new(|| questions(&format!("where {LIVE} and t.partner = $2")));
static OF_ALL: LazyLock<Vec<String>> =
    LazyLock::new(|| questions(&format!("where {LIVE} order by t.partner, t.entry, t.n")));
static OF_ALL_EVER: LazyLock<Vec<String>> =
    LazyLock::new(|| questions("where t.entry <= $1 order by t.partner, t.entry, t.n"));
static WITH_VOIDED: LazyLock<Vec<String>> =
    LazyLock::new(|| questions("where t.entry <= $1 and t.partner = $2"));

impl Book {
    /// Returns what was known of a partner at an entry, without the portal's reports; empty for an unknown partner.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn history(&self, partner: &PartnerId, known_at: EntryId) -> Result<History, StoreError> {
        self.facts_of(&OF_ONE, OF_HISTORY, partner, known_at)
    }

    /// The same with what the portal reported.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn whole_history(&self, partner: &PartnerId) -> Result<History, StoreError> {
        self.whole_history_at(partner, EntryId::PENDING)
    }

    /// The same as it was known at an entry.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn whole_history_at(
        &self,
        partner: &PartnerId,
        known_at: EntryId,
    ) -> Result<History, StoreError> {
        self.facts_of(&OF_ONE, 0..TABLES.len(), partner, known_at)
    }

    /// The same with the facts of undone entries.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn history_with_voided(
        &self,
        partner: &PartnerId,
        known_at: EntryId,
    ) -> Result<History, StoreError> {
        self.facts_of(&WITH_VOIDED, 0..TABLES.len(), partner, known_at)
    }

    /// Returns a partner's awards and reversals, including those of undone entries.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn ledger_with_voided(
        &self,
        partner: &PartnerId,
        known_at: EntryId,
    ) -> Result<History, StoreError> {
        self.facts_of(&WITH_VOIDED, [AWARD], partner, known_at)
    }

    /// The part of a partner's history that decides about its points, which is all that an award asks for: a
    /// file may have a million of them.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn history_of_points(&self, partner: &PartnerId) -> Result<History, StoreError> {
        self.facts_of(&OF_ONE, OF_POINTS, partner, EntryId::PENDING)
    }

    /// The part of a partner's history that a report asks for: points, and which products there are.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn history_of_reports(&self, partner: &PartnerId) -> Result<History, StoreError> {
        self.facts_of(&OF_ONE, OF_REPORTS, partner, EntryId::PENDING)
    }

    /// Returns a partner's history without its points, of which there may be thousands and which no product needs.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn history_but_points(&self, partner: &PartnerId) -> Result<History, StoreError> {
        let tables = OF_HISTORY.filter(|table| *table != AWARD);
        self.facts_of(&OF_ONE, tables, partner, EntryId::PENDING)
    }

    /// The part of a partner's history that names its products.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn history_of_products(
        &self,
        partner: &PartnerId,
        known_at: EntryId,
    ) -> Result<History, StoreError> {
        self.facts_of(&OF_ONE, OF_PRODUCTS, partner, known_at)
    }

    /// Returns the part of a partner's history that holds its share of revenue.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn history_of_shares(
        &self,
        partner: &PartnerId,
        known_at: EntryId,
    ) -> Result<History, StoreError> {
        self.facts_of(&OF_ONE, OF_SHARES, partner, known_at)
    }

    fn facts_of(
        &self,
        questions: &[String],
        tables: impl IntoIterator<Item = usize>,
        partner: &PartnerId,
        known_at: EntryId,
    ) -> Result<History, StoreError> {
        let mut facts = Vec::new();
        for table in tables {
            let args = [known_at.0.into(), partner.as_str().into()];
            self.engine.each(&questions[table], &args, |row| {
                facts.push(fact_of(table, row)?);
                Ok(())
            })?;
        }
        Ok(History::of(partner.clone(), facts))
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
        self.walk_tables(&OF_ALL[OF_HISTORY], known_at, take)
    }

    /// The same with what the portal reported.
    ///
    /// # Errors
    /// The book cannot be read, or `take` says so.
    pub fn walk_whole<E: From<StoreError>>(
        &self,
        take: impl FnMut(History) -> Result<(), E>,
    ) -> Result<(), E> {
        self.walk_tables(&OF_ALL, EntryId::PENDING, take)
    }

    /// The same with the facts of undone entries.
    ///
    /// # Errors
    /// The book cannot be read, or `take` says so.
    pub fn walk_ever<E: From<StoreError>>(
        &self,
        take: impl FnMut(History) -> Result<(), E>,
    ) -> Result<(), E> {
        self.walk_tables(&OF_ALL_EVER, EntryId::PENDING, take)
    }

    fn walk_tables<E: From<StoreError>>(
        &self,
        questions: &[String],
        known_at: EntryId,
        mut take: impl FnMut(History) -> Result<(), E>,
    ) -> Result<(), E> {
        let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
        let facts: std::cell::RefCell<Vec<Recorded>> = std::cell::RefCell::default();
        let mut stopped = None;
        let mut progress = self.begins(Work::Partners)?;
        let walked = self.engine.merge(
            &questions,
            &[known_at.0.into()],
            |row| Ok(row.text(0)?.to_owned()),
            |table, row| {
                facts.borrow_mut().push(fact_of(table, row)?);
                Ok(())
            },
            |partner| {
                let partner = PartnerId::new(partner).map_err(StoreError::Damaged)?;
                progress.one_more();
                take(History::of(partner, facts.take())).map_err(|error| {
                    stopped = Some(error);
                    StoreError::Failed("stopped".to_owned())
                })
            },
        );
        match stopped {
            Some(error) => Err(error),
            None => Ok(walked?),
        }
    }
}
