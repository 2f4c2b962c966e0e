//! Renewals: what is due today, opened for everyone nothing stands against.

use super::change::{Change, ChangeError, Outcome, Writer};
use crate::domain::day::Day;
use crate::domain::id::PartnerId;
use crate::domain::refusal::Refusal;
use crate::domain::request::Request;
use crate::domain::standing::Stage;
use crate::store::Book;
use crate::store::book::Origin;

/// What a run of renewals did.
#[derive(Debug, Default)]
pub struct Renewals {
    /// What was renewed.
    pub outcome: Outcome,
    /// What was due and was not renewed, with why.
    pub held_back: Vec<Refusal>,
}

/// Opens every term that is due by a day: of one partner or of all.
///
/// # Errors
/// The book cannot be read or written; nothing was changed then.
pub fn due(
    book: &mut Book,
    origin: &Origin,
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
    let mut held_back = Vec::new();
    for partner in writer.book().past_anniversary(on)? {
        if only.is_some_and(|only| *only != partner) {
            continue;
        }
        let history = writer.history(&partner)?;
        if history.at(on).running_at(Stage::Certified).is_none() {
            continue;
        }
        match writer.ask_knowing(&history, on, &Request::Renew) {
            Ok(change) if change.facts.is_empty() => {}
            Ok(change) => changes.push(change),
            Err(ChangeError::Refused(refusal)) => held_back.push(refusal),
            Err(error) => return Err(error),
        }
    }
    let entry = writer.finish(dry_run)?;
    Ok(Renewals {
        outcome: Outcome {
            entry,
            dry_run,
            changes,
        },
        held_back,
    })
}
