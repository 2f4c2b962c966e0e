//! Renewals: the terms that are due today, opened unless something prevents it.

use super::change::{Change, ChangeError, Outcome, Writer};
use crate::domain::decide::request::Request;
use crate::domain::partner::standing::Stage;
use crate::domain::rule::refusal::Refusal;
use crate::domain::rule::term;
use crate::domain::value::day::Day;
use crate::domain::value::id::{FactId, PartnerId};
use crate::store::book::Provenance;
use crate::store::holds::Hold;
use crate::store::{Book, StoreError};

/// What a run of renewals did.
#[derive(Debug, Default)]
pub struct Renewals {
    /// What was renewed.
    pub outcome: Outcome,
    /// What was due and was not renewed.
    pub held: Vec<Held>,
}

/// A term that was due and was not renewed.
#[derive(Debug)]
pub struct Held {
    /// The term's number.
    pub term: u32,
    /// Why it was not.
    pub why: Refusal,
    /// The facts that stop it.
    stopped_by: Vec<FactId>,
}

impl Held {
    /// The partner.
    #[must_use]
    pub(crate) fn partner(&self) -> &PartnerId {
        &self.why.partner
    }
}

impl Renewals {
    /// Returns what was held and no run has reported yet.
    pub(crate) fn not_named_yet(&self, book: &Book) -> Result<Vec<&Held>, StoreError> {
        let mut found = Vec::new();
        for held in &self.held {
            if !book.is_named(held.partner(), held.term, &held.stopped_by)? {
                found.push(held);
            }
        }
        Ok(found)
    }
}

/// Remembers that these were named, so that the next run need not.
///
/// # Errors
/// Another command holds the book for too long, or the disk refuses.
pub(crate) fn remember_named(book: &mut Book, held: &[&Held]) -> Result<(), StoreError> {
    let holds = held.iter().flat_map(|held| {
        held.stopped_by.iter().map(|by| Hold {
            partner: held.partner().clone(),
            term: held.term,
            by: *by,
        })
    });
    book.remember_named(&holds.collect::<Vec<_>>())
}

/// Opens every term that is due by a day: of one partner or of all.
///
/// # Errors
/// The book cannot be read or written; nothing was changed then.
pub fn due(
    book: &mut Book,
    origin: &Provenance,
    today: Day,
    on: Day,
    dry_run: bool,
    only: Option<&PartnerId>,
) -> Result<Renewals, ChangeError> {
    // Most runs find nothing; they need not keep others from writing.
    if book.past_anniversary(on)?.is_empty() {
        return Ok(Renewals {
            outcome: Outcome {
                dry_run,
                ..Outcome::default()
            },
            ..Renewals::default()
        });
    }
    let mut writer = Writer::begin(book, origin, today)?;
    let mut changes: Vec<Change> = Vec::new();
    let mut held = Vec::new();
    for partner in writer.book().past_anniversary(on)? {
        if only.is_some_and(|only| *only != partner) {
            continue;
        }
        let history = writer.history(&partner)?;
        if history.at(on).running_at(Stage::Certified).is_none() {
            continue;
        }
        match writer.apply_with_history(&history, on, &Request::Renew) {
            Ok(change) if change.facts.is_empty() => {}
            Ok(change) => changes.push(change),
            Err(ChangeError::Refused(why)) => {
                let (term, stopped_by) = term::stopped_by(&history, on).unwrap_or_default();
                held.push(Held {
                    term,
                    why,
                    stopped_by,
                });
            }
            Err(error) => return Err(error),
        }
    }
    let finished = writer.finish(dry_run)?;
    Ok(Renewals {
        outcome: Outcome::of(finished, dry_run, changes),
        held,
    })
}
