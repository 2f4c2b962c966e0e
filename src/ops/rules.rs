//! Putting another version of the rules in force.

use super::change::Writer;
use crate::domain::program::Program;
use crate::domain::program::versions::Version;
use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::store::book::Provenance;
use crate::store::{Book, StoreError};

/// Why a version was not put in force.
#[derive(Debug, thiserror::Error)]
pub enum UseError {
    /// It would change days that are decided.
    #[error("rules in force from {from} would change days that are decided: it is {today}")]
    Decided {
        /// The first day on which it would be in force.
        from: Day,
        /// The day it is.
        today: Day,
    },
    /// The book cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A version put in force.
#[derive(Debug)]
pub struct UseOutcome {
    /// The entry; `None` where nothing was recorded.
    pub entry: Option<EntryId>,
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// The new version; `None` where those rules are in force that day already.
    pub version: Option<Version>,
    /// The version that was to be in force that day before.
    pub before: Version,
    /// The version that takes over later, if there is one.
    pub then: Option<Version>,
}

/// Puts rules in force from a day: `(today, from)`. Rules that are in force that day already change nothing.
///
/// # Errors
/// The day has passed, and nobody gave a reason for changing what is decided; or the book cannot be written.
pub fn use_version(
    book: &mut Book,
    origin: &Provenance,
    (today, from): (Day, Day),
    (text, program): (&str, Program),
    retroactive: bool,
    dry_run: bool,
) -> Result<UseOutcome, UseError> {
    let mut writer = Writer::begin(book, origin, today)?;
    let before = writer.rules().version(from).clone();
    if writer.book().rules_text(before.number, EntryId::PENDING)? == text {
        return Ok(UseOutcome {
            entry: None,
            dry_run,
            version: None,
            before,
            then: None,
        });
    }
    if from < today && !retroactive {
        return Err(UseError::Decided { from, today });
    }
    let number = writer.program(from, text)?;
    let rules = writer.rules().with(number, from, program);
    let entry = writer.finish(dry_run)?.entry;
    Ok(UseOutcome {
        entry,
        dry_run,
        version: Some(rules.version(from).clone()),
        before,
        then: rules.next_after(from).cloned(),
    })
}
