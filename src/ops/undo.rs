//! Undoing a whole entry, unless something later depends on it, or with all that does.

use super::change::{ChangeError, Writer};
use crate::domain::fact::{Fact, ProfileField, Recorded};
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::program::versions::Rules;
use crate::domain::rule::profile::{Surroundings, allow_profile_in};
use crate::domain::rule::refusal::Contradiction;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::output::money::thousands;
use crate::store::book::Provenance;
use crate::store::entries::Entry;
use crate::store::{Book, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// Why an entry was not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// There is nothing that could be.
    #[error("there is nothing left to undo")]
    NothingLeft,
    /// There is no such entry.
    #[error("there is no entry {0}")]
    Unknown(EntryId),
    /// It was undone already.
    #[error("entry {entry} was undone already, by entry {by}")]
    Already {
        /// The entry.
        entry: EntryId,
        /// The undo.
        by: EntryId,
    },
    /// It is an undo itself, which stays.
    #[error("entry {0} is an undo, and an undo cannot be undone")]
    IsUndo(EntryId),
    /// It made the book.
    #[error("entry 1 made the book; it cannot be undone")]
    IsFirst,
    /// It forgot somebody, who does not come back.
    #[error("entry {0} forgot a contact person; what is forgotten does not come back")]
    Forgot(EntryId),
    /// An entry that depends on it was recorded after the last that was agreed to.
    #[error("entry {0} was recorded in the meantime and depends on it, too")]
    Since(EntryId),
    /// Later entries depend on it.
    #[error("entry {entry} cannot be undone: {}", dependents_in_words(chain))]
    Dependents {
        /// The entry.
        entry: EntryId,
        /// Every later entry that depends on it, be it by way of others, with what would no longer be allowed.
        chain: BTreeMap<EntryId, (PartnerId, Contradiction)>,
        /// Why they cannot be undone together with it, if they cannot.
        blocked: Option<Box<UndoError>>,
    },
    /// What it took the place of has become another partner's.
    #[error("what the undo would give back is another's by now: {0}")]
    Taken(Refusal),
    /// The book cannot be read or written.
    #[error(transparent)]
    Change(#[from] ChangeError),
}

impl From<StoreError> for UndoError {
    fn from(error: StoreError) -> Self {
        Self::Change(error.into())
    }
}

/// An entry undone, with all that depended on it.
#[derive(Debug)]
pub struct Undone {
    /// The entry of the undo; `None` where it was a dry run.
    pub entry: Option<EntryId>,
    /// The entries that were undone, the first of them the one that was meant.
    pub voided: Vec<Voided>,
    /// How many partners they were about.
    pub partners: usize,
}

/// An entry that was undone.
#[derive(Debug)]
pub struct Voided {
    /// The entry.
    pub entry: Entry,
    /// How many facts it had.
    pub facts: i64,
}

/// Undoes an entry: the last one that is left, or a named one; with `cascade` also every entry that depends on it, none
/// of which may be later than that.
///
/// # Errors
/// It cannot be undone; nothing was changed then.
pub fn undo(
    book: &mut Book,
    origin: &Provenance,
    today: Day,
    dry_run: bool,
    entry: Option<EntryId>,
    cascade: Option<EntryId>,
) -> Result<Undone, UndoError> {
    let mut writer = Writer::begin(book, origin, today)?;
    let id = match entry {
        Some(id) => id,
        None => writer
            .book()
            .last_to_undo()?
            .ok_or(UndoError::NothingLeft)?,
    };
    if id == EntryId(1) && entry.is_none() {
        return Err(UndoError::NothingLeft);
    }
    let mut undoing = Undoing {
        id,
        voided: BTreeMap::new(),
        partners: BTreeSet::new(),
        chain: BTreeMap::new(),
    };
    undoing.void(&mut writer, id)?;
    let together = undoing.with_dependents(&mut writer);
    match together {
        Err(UndoError::Change(error)) => return Err(UndoError::Change(error)),
        Err(error) if cascade.is_some() || undoing.chain.is_empty() => return Err(error),
        together if cascade.is_none() && !undoing.chain.is_empty() => {
            return Err(UndoError::Dependents {
                entry: id,
                chain: undoing.chain,
                blocked: together.err().map(Box::new),
            });
        }
        _ => {}
    }
    let agreed = cascade.unwrap_or(id);
    if let Some(since) = undoing.voided.keys().find(|id| **id > agreed) {
        return Err(UndoError::Since(*since));
    }
    let entry = writer.finish(dry_run)?.entry;
    Ok(Undone {
        entry,
        voided: undoing.voided.into_values().collect(),
        partners: undoing.partners.len(),
    })
}

/// Returns what contradicts a history now that an entry is voided, and did not before.
fn unsettled(
    writer: &Writer<'_>,
    rules: &Rules,
    history: &History,
    id: EntryId,
) -> Result<Vec<Contradiction>, StoreError> {
    let mut found = history.replay_after(rules, id);
    if !found.is_empty() {
        let before = EntryId(writer.entry().0 - 1);
        let before = writer
            .book()
            .history(&history.partner, Scope::All, before)?;
        let already = before.replay_after(writer.rules(), id);
        found.retain(|new| already.iter().all(|old| old.id != new.id));
    }
    Ok(found)
}

/// Entries being undone.
struct Undoing {
    /// The one that is meant; all others are later.
    id: EntryId,
    voided: BTreeMap<EntryId, Voided>,
    partners: BTreeSet<PartnerId>,
    chain: BTreeMap<EntryId, (PartnerId, Contradiction)>,
}

impl Undoing {
    /// Voids one entry.
    fn void(&mut self, writer: &mut Writer<'_>, id: EntryId) -> Result<(), UndoError> {
        let entry = writer
            .book()
            .entry(id, EntryId::PENDING)?
            .ok_or(UndoError::Unknown(id))?;
        if id == EntryId(1) {
            return Err(UndoError::IsFirst);
        }
        if let Some(by) = entry.voided_by {
            return Err(UndoError::Already { entry: id, by });
        }
        if !entry.voids.is_empty() {
            return Err(UndoError::IsUndo(id));
        }
        if writer.book().has_forgotten(id)? {
            return Err(UndoError::Forgot(id));
        }
        self.partners.extend(writer.book().partners_of(id)?);
        let facts = writer.book().count_facts(id)?;
        writer.void(id)?;
        self.voided.insert(id, Voided { entry, facts });
        Ok(())
    }

    /// Voids whatever depends on what is voided already, until nothing does.
    fn with_dependents(&mut self, writer: &mut Writer<'_>) -> Result<(), UndoError> {
        loop {
            let dependents = self.dependents(writer)?;
            if dependents.is_empty() {
                break;
            }
            for (partner, fact) in dependents {
                let entry = fact.id.entry;
                self.chain.entry(entry).or_insert((partner, fact));
            }
            let found: Vec<EntryId> = self.chain.keys().copied().collect();
            for entry in found {
                if !self.voided.contains_key(&entry) {
                    self.void(writer, entry)?;
                }
            }
        }
        let rules = self.rules(writer)?;
        for partner in &self.partners {
            let history = writer
                .book()
                .history(partner, Scope::All, EntryId::PENDING)?;
            still_its_own(writer, &rules, &history, writer.today())?;
        }
        Ok(())
    }

    /// The rules without what is voided.
    fn rules(&self, writer: &Writer<'_>) -> Result<Rules, StoreError> {
        if self.voids_rules() {
            // The voids are part of the book by now.
            writer.book().rules(EntryId::PENDING)
        } else {
            Ok(writer.rules().clone())
        }
    }

    fn voids_rules(&self) -> bool {
        let mut voided = self.voided.values();
        voided.any(|voided| voided.entry.program.is_some())
    }

    /// The facts that would no longer be allowed.
    fn dependents(
        &self,
        writer: &Writer<'_>,
    ) -> Result<Vec<(PartnerId, Contradiction)>, StoreError> {
        let rules = self.rules(writer)?;
        let mut dependents = Vec::new();
        let mut replay = |history: &History| {
            let found = unsettled(writer, &rules, history, self.id)?.into_iter();
            dependents.extend(found.map(|fact| (history.partner.clone(), fact)));
            Ok::<_, StoreError>(())
        };
        if self.voids_rules() {
            writer.book().walk_whole(|history| replay(&history))?;
        } else {
            for partner in &self.partners {
                replay(
                    &writer
                        .book()
                        .history(partner, Scope::All, EntryId::PENDING)?,
                )?;
            }
        }
        for id in self.voided.keys() {
            for (partner, report) in writer.book().standing_on(*id)? {
                dependents.extend(left_without_points(partner, &report));
            }
        }
        Ok(dependents)
    }
}

/// What is wrong with a report whose points another entry granted, once that is undone.
fn left_without_points(
    partner: PartnerId,
    report: &Recorded,
) -> Option<(PartnerId, Contradiction)> {
    let Fact::Deployment(deployment) = &report.fact else {
        return None;
    };
    let reference = deployment.reference.clone();
    let refusal = Refusal::new(&partner, report.on, Why::PointsLost { reference });
    let contradiction = Contradiction {
        id: report.id,
        on: report.on,
        what: report.fact.what(),
        refusal,
    };
    deployment.earns().then_some((partner, contradiction))
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
    let input = super::company::ProfileInput {
        name: Some(about.name),
        ..super::company::ProfileInput::default()
    };
    let mut profile = input.profile(rules.on(today), false).unwrap_or_default();
    for field in [ProfileField::Alias, ProfileField::ExternalId] {
        profile.texts[field] = about.get(field).map(str::to_owned);
    }
    let near: Surroundings = writer.book().surroundings(
        &history.partner,
        Some(&profile),
        profile.get(ProfileField::Alias),
    )?;
    allow_profile_in(history, today, &profile, true, &near).map_err(UndoError::Taken)
}

/// Says which entries depend on one.
fn dependents_in_words(chain: &BTreeMap<EntryId, (PartnerId, Contradiction)>) -> String {
    match (chain.first_key_value(), chain.last_key_value()) {
        (Some((first, _)), Some((last, _))) if first < last => format!(
            "{} later entries depend on it, from entry {first} to entry {last}",
            thousands(i64::try_from(chain.len()).unwrap_or(i64::MAX))
        ),
        (Some((only, _)), _) => format!("entry {only} depends on it"),
        _ => "other entries depend on it".to_owned(),
    }
}

impl UndoError {
    /// What depends on the entry: the first and the last of the later entries, with the reasons.
    #[must_use]
    pub(crate) fn causes(&self) -> Vec<String> {
        let Self::Dependents { chain, .. } = self else {
            return Vec::new();
        };
        let line = |(entry, (partner, fact)): (&EntryId, &(PartnerId, Contradiction))| {
            format!(
                "entry {entry}: {} of {partner}: {}",
                fact.what, fact.refusal
            )
        };
        let first = chain.first_key_value().map(line);
        let last = chain.last_key_value().filter(|_| chain.len() > 1).map(line);
        let between = (chain.len() > 2).then(|| format!("… {} more …", chain.len() - 2));
        [first, between, last].into_iter().flatten().collect()
    }
}
