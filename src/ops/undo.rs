//! Taking back a whole entry, unless something later depends on it.

use super::change::{ChangeError, Writer};
use crate::domain::day::Day;
use crate::domain::fact::{Fact, Profile};
use crate::domain::history::{Contradiction, History};
use crate::domain::id::{EntryId, PartnerId};
use crate::domain::profile::{Neighbours, allow_beside};
use crate::domain::refusal::{Refusal, Why};
use crate::domain::rules::Rules;
use crate::store::book::Origin;
use crate::store::entries::Entry;
use crate::store::{Book, StoreError};
use std::fmt;

/// Why an entry was not taken back.
#[derive(Debug)]
pub enum UndoError {
    /// There is nothing that could be.
    NothingLeft,
    /// There is no such entry.
    Unknown(EntryId),
    /// It was taken back already.
    Already {
        /// The entry.
        entry: EntryId,
        /// The undo that took it back.
        by: EntryId,
    },
    /// It is an undo itself, which stays.
    IsUndo(EntryId),
    /// It made the book.
    IsFirst,
    /// It forgot somebody, who does not come back.
    Forgot(EntryId),
    /// Later facts depend on it.
    Dependents {
        /// The entry.
        entry: EntryId,
        /// What would no longer be allowed, and why.
        facts: Vec<(PartnerId, Contradiction)>,
    },
    /// What it took the place of has become another partner's.
    Taken(Refusal),
    /// The book cannot be read or written.
    Change(ChangeError),
}

impl From<StoreError> for UndoError {
    fn from(error: StoreError) -> Self {
        Self::Change(error.into())
    }
}

/// An entry taken back.
#[derive(Debug)]
pub struct Undone {
    /// The entry of the undo; `None` where it was only tried.
    pub entry: Option<EntryId>,
    /// The entry that was taken back.
    pub voided: Entry,
    /// How many facts it had.
    pub facts: i64,
    /// The partners it was about.
    pub partners: usize,
}

/// Takes an entry back: the last one that is left, or a named one.
///
/// # Errors
/// It cannot be taken back; nothing was changed then.
pub fn undo(
    book: &mut Book,
    origin: &Origin,
    today: Day,
    dry_run: bool,
    entry: Option<EntryId>,
) -> Result<Undone, UndoError> {
    let mut writer = Writer::begin(book, origin, today)?;
    let id = match entry {
        Some(id) => id,
        None => writer
            .book()
            .last_to_undo()?
            .ok_or(UndoError::NothingLeft)?,
    };
    let voided = writer
        .book()
        .entry(id, EntryId::PENDING)?
        .ok_or(UndoError::Unknown(id))?;
    if id == EntryId(1) {
        return Err(if entry.is_some() {
            UndoError::IsFirst
        } else {
            UndoError::NothingLeft
        });
    }
    if let Some(by) = voided.voided_by {
        return Err(UndoError::Already { entry: id, by });
    }
    if !voided.voids.is_empty() {
        return Err(UndoError::IsUndo(id));
    }
    if writer.book().has_forgotten(id)? {
        return Err(UndoError::Forgot(id));
    }
    let partners = writer.book().partners_of(id)?;
    let facts = writer.book().count_facts(id)?;
    writer.void(id)?;
    let rules = match voided.program {
        // The void is part of the book by now, so these are the rules without the entry.
        Some(_) => writer.book().rules(EntryId::PENDING)?,
        None => writer.rules().clone(),
    };
    let mut dependents = Vec::new();
    if voided.program.is_some() {
        writer.book().walk_whole(|history| {
            let found = unsettled(&writer, &rules, &history, id)?.into_iter();
            dependents.extend(found.map(|fact| (history.partner.clone(), fact)));
            Ok::<_, StoreError>(())
        })?;
    }
    for partner in &partners {
        let history = writer.book().whole_history(partner)?;
        let found = unsettled(&writer, &rules, &history, id)?.into_iter();
        dependents.extend(found.map(|fact| (partner.clone(), fact)));
        still_its_own(&writer, &rules, &history, today)?;
    }
    for (partner, report) in writer.book().standing_on(id)? {
        let Fact::Deployment(deployment) = &report.fact else {
            continue;
        };
        if deployment.earns() {
            let reference = deployment.reference.clone();
            let refusal = Refusal::new(&partner, report.on, Why::PointsLost { reference });
            let contradiction = Contradiction {
                id: report.id,
                on: report.on,
                what: report.fact.what(),
                refusal,
            };
            dependents.push((partner, contradiction));
        }
    }
    if !dependents.is_empty() {
        return Err(UndoError::Dependents {
            entry: id,
            facts: dependents,
        });
    }
    let entry = writer.finish(dry_run)?;
    Ok(Undone {
        entry,
        voided,
        facts,
        partners: partners.len(),
    })
}

/// What is contradicted of a history now that an entry is taken back, and was not before.
fn unsettled(
    writer: &Writer<'_>,
    rules: &Rules,
    history: &History,
    id: EntryId,
) -> Result<Vec<Contradiction>, StoreError> {
    let mut found = history.replay_after(rules, id);
    if !found.is_empty() {
        let before = EntryId(writer.entry().0 - 1);
        let before = writer.book().whole_history_at(&history.partner, before)?;
        let already = before.replay_after(writer.rules(), id);
        found.retain(|new| already.iter().all(|old| old.id != new.id));
    }
    Ok(found)
}

/// An undone edit gives a partner its old name and alias back, unless somebody has taken them since.
fn still_its_own(
    writer: &Writer<'_>,
    rules: &Rules,
    history: &History,
    today: Day,
) -> Result<(), UndoError> {
    if history.is_empty() {
        return Ok(());
    }
    let about = history.latest().about;
    let said = super::company::Said {
        name: Some(about.name),
        ..super::company::Said::default()
    };
    let profile = Profile {
        alias: about.alias.map(str::to_owned),
        external_id: about.external_id.map(str::to_owned),
        ..said.profile(rules.on(today), false).unwrap_or_default()
    };
    let near: Neighbours =
        writer
            .book()
            .neighbours(&history.partner, Some(&profile), profile.alias.as_deref())?;
    allow_beside(history, today, &profile, true, &near).map_err(UndoError::Taken)
}

impl fmt::Display for UndoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingLeft => f.write_str("there is nothing left to undo"),
            Self::Unknown(entry) => write!(f, "there is no entry {entry}"),
            Self::Already { entry, by } => {
                write!(f, "entry {entry} was undone already, by entry {by}")
            }
            Self::IsUndo(entry) => {
                write!(f, "entry {entry} is an undo, and an undo cannot be undone")
            }
            Self::Forgot(entry) => write!(
                f,
                "entry {entry} forgot a contact person; what is forgotten does not come back"
            ),
            Self::IsFirst => f.write_str("entry 1 made the book; it cannot be undone"),
            Self::Dependents { entry, facts } => {
                let count = facts.len();
                let facts = if count == 1 {
                    "1 later fact depends"
                } else {
                    &format!("{count} later facts depend")
                };
                write!(f, "entry {entry} cannot be undone: {facts} on it")
            }
            Self::Taken(refusal) => write!(
                f,
                "what the undo would give back is another's by now: {refusal}"
            ),
            Self::Change(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for UndoError {}

impl UndoError {
    /// What depends on the entry: one line for each later entry, partner and reason.
    #[must_use]
    pub fn causes(&self) -> Vec<String> {
        let Self::Dependents { facts, .. } = self else {
            return Vec::new();
        };
        let alike = |a: &(PartnerId, Contradiction), b: &(PartnerId, Contradiction)| {
            a.0 == b.0
                && a.1.id.entry == b.1.id.entry
                && a.1.refusal.to_string() == b.1.refusal.to_string()
        };
        let line = |group: &[(PartnerId, Contradiction)]| {
            let mut what: Vec<&str> = group.iter().map(|(_, fact)| fact.what).collect();
            what.dedup();
            let (partner, fact) = &group[0];
            format!(
                "entry {}: {} of {partner}: {}",
                fact.id.entry,
                what.join(", "),
                fact.refusal
            )
        };
        facts.chunk_by(alike).map(line).collect()
    }

    /// What to type next.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::Dependents { facts, .. } => {
                let last = facts.iter().map(|(_, fact)| fact.id.entry).max();
                last.map(|last| format!("`mpp undo {last}` takes the last of them back first"))
                    .into_iter()
                    .collect()
            }
            Self::Forgot(_) | Self::Unknown(_) | Self::Already { .. } | Self::NothingLeft => {
                vec!["`mpp history` lists the entries".to_owned()]
            }
            Self::IsUndo(_) => vec!["run the command that was undone again".to_owned()],
            _ => Vec::new(),
        }
    }
}
