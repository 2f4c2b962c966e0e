//! Finds the partner that a word names, and the partners that a company's details may conflict with.

use super::book::Book;
use super::error::StoreError;
use crate::domain::fact::{Profile, ProfileField};
use crate::domain::rule::profile::Surroundings;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::name::name_key;
use crate::domain::value::similar::similarity;

/// What came of looking for a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PartnerMatch {
    /// This one.
    One(PartnerId),
    /// Several ids begin like that.
    Several(Vec<PartnerId>),
    /// Nobody; these ids are the nearest.
    Nobody(Vec<PartnerId>),
}

/// The question for the partners whose current value of a column is `$1`: nothing later says otherwise.
macro_rules! holder {
    ($column:literal) => {
        concat!(
            "select p.partner from profile p where p.",
            $column,
            " = $1 and p.entry <= $2 and p.partner <> $3 ",
            "and not exists (select 1 from void where voided = p.entry and void.entry <= $2) ",
            "and not exists (select 1 from profile q where q.partner = p.partner and q.",
            $column,
            " is not null ",
            "and q.entry <= $2 and (q.on_day, q.entry, q.n) > (p.on_day, p.entry, p.n) ",
            "and not exists (select 1 from void where voided = q.entry and void.entry <= $2)) ",
            "order by p.partner limit 1"
        )
    };
}

const BY_ALIAS: &str = holder!("alias");
const BY_EXTERNAL_ID: &str = holder!("external_id");
const BY_NAME: &str = holder!("name_key");
const BY_LOOK: &str = holder!("look_key");

/// How many ids are offered where nobody was found.
const NEAREST: usize = 3;

impl Book {
    /// Whether the book knows a partner of this id.
    pub(crate) fn knows(&self, id: &str, known_at: EntryId) -> Result<bool, StoreError> {
        let ask = "select 1 from application t where t.partner = $1 and t.entry <= $2 \
                   and not exists (select 1 from void where voided = t.entry and void.entry <= $2) limit 1";
        Ok(self
            .engine
            .one(ask, &[id.into(), known_at.0.into()], |row| row.int(0))?
            .is_some())
    }

    fn holder(
        &self,
        ask: &str,
        value: &str,
        but: &str,
        known_at: EntryId,
    ) -> Result<Option<PartnerId>, StoreError> {
        if value.is_empty() {
            return Ok(None);
        }
        self.engine
            .one(ask, &[value.into(), known_at.0.into(), but.into()], |row| {
                PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)
            })
    }

    /// The partner of exactly this name.
    pub(crate) fn by_name(&self, key: &str) -> Result<Option<PartnerId>, StoreError> {
        self.holder(BY_NAME, key, "", EntryId::PENDING)
    }

    /// The partner of this external id.
    pub(crate) fn by_external_id(&self, id: &str) -> Result<Option<PartnerId>, StoreError> {
        self.holder(BY_EXTERNAL_ID, id, "", EntryId::PENDING)
    }

    /// Finds who is meant: an id, an account alias, an external id, an exact name or the beginning of an id.
    pub(crate) fn find(&self, word: &str, known_at: EntryId) -> Result<PartnerMatch, StoreError> {
        if let Some(id) = self.named(word, known_at)? {
            return Ok(PartnerMatch::One(id));
        }
        let mut several = self.beginning_with(&word.to_lowercase(), known_at)?;
        match several.len() {
            0 => Ok(PartnerMatch::Nobody(self.nearest(word, known_at)?)),
            1 => Ok(PartnerMatch::One(several.remove(0))),
            _ => Ok(PartnerMatch::Several(several)),
        }
    }

    /// Finds who is meant, but not by the beginning of an id.
    pub(crate) fn named(
        &self,
        word: &str,
        known_at: EntryId,
    ) -> Result<Option<PartnerId>, StoreError> {
        if let Ok(id) = PartnerId::new(word)
            && self.knows(word, known_at)?
        {
            return Ok(Some(id));
        }
        let (alias, key) = (word.to_ascii_uppercase(), name_key(word));
        for (ask, value) in [
            (BY_ALIAS, alias.as_str()),
            (BY_EXTERNAL_ID, word),
            (BY_NAME, &key),
        ] {
            if let Some(id) = self.holder(ask, value, "", known_at)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Partners whose id or name begins with a word, the first `most` by their ids, each with its name.
    pub(crate) fn offered(
        &self,
        word: &str,
        most: i64,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let (id, key) = (word.to_lowercase(), name_key(word));
        // `~` comes after every character of an id, and this one after every character of a name.
        let (id_end, key_end) = (format!("{id}~"), format!("{key}\u{10ffff}"));
        let ask = "select p.partner, p.name from profile p where p.name is not null \
                   and (p.partner >= $1 and p.partner < $2 or p.name_key >= $3 and p.name_key < $4) \
                   and not exists (select 1 from void where voided = p.entry) \
                   and not exists (select 1 from profile q where q.partner = p.partner and q.name is not null \
                     and (q.on_day, q.entry, q.n) > (p.on_day, p.entry, p.n) \
                     and not exists (select 1 from void where voided = q.entry)) \
                   order by p.partner limit $5";
        let mut found = Vec::new();
        let args = [
            id.as_str().into(),
            id_end.as_str().into(),
            key.as_str().into(),
            key_end.as_str().into(),
            most.into(),
        ];
        self.engine.each(ask, &args, |row| {
            found.push((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
            Ok(())
        })?;
        Ok(found)
    }

    fn beginning_with(&self, start: &str, known_at: EntryId) -> Result<Vec<PartnerId>, StoreError> {
        let mut found = Vec::new();
        // Ids are ASCII; `~` comes after every character of one.
        let end = format!("{start}~");
        let ask = "select distinct t.partner from application t where t.partner >= $1 and t.partner < $2 and t.entry <= $3 \
                   and not exists (select 1 from void where voided = t.entry and void.entry <= $3) order by t.partner limit 8";
        if !start.is_empty() {
            self.engine.each(
                ask,
                &[start.into(), end.as_str().into(), known_at.0.into()],
                |row| {
                    found.push(PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?);
                    Ok(())
                },
            )?;
        }
        Ok(found)
    }

    /// The ids that look most like a word.
    pub(crate) fn nearest(
        &self,
        word: &str,
        known_at: EntryId,
    ) -> Result<Vec<PartnerId>, StoreError> {
        let word =
            PartnerId::from_name(word).map_or_else(|| word.to_lowercase(), |id| id.to_string());
        let mut near: Vec<(f64, PartnerId)> = Vec::new();
        let ask = "select distinct t.partner from application t where t.entry <= $1 \
                   and not exists (select 1 from void where voided = t.entry and void.entry <= $1)";
        self.engine.each(ask, &[known_at.0.into()], |row| {
            let id = row.text(0)?;
            if let Some(similarity) = similarity(&word, id) {
                near.push((similarity, PartnerId::new(id).map_err(StoreError::Damaged)?));
            }
            Ok(())
        })?;
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        Ok(near.into_iter().take(NEAREST).map(|(_, id)| id).collect())
    }

    /// Returns the partners that a company's details may conflict with.
    pub(crate) fn surroundings(
        &self,
        partner: &PartnerId,
        profile: Option<&Profile>,
        alias: Option<&str>,
    ) -> Result<Surroundings, StoreError> {
        let holder = |ask, value: &str| self.holder(ask, value, partner.as_str(), EntryId::PENDING);
        let mut near = Surroundings::default();
        if let Some(name) = profile.and_then(|profile| profile.name.as_ref()) {
            near.same_name = holder(BY_NAME, &name.key)?;
            near.alike = match holder(BY_LOOK, &name.look)? {
                Some(holder) => self.name_of(&holder)?.map(|name| (holder, name)),
                None => None,
            };
        }
        if let Some(alias) = alias {
            near.alias = holder(BY_ALIAS, alias)?;
        }
        if let Some(external_id) = profile.and_then(|profile| profile.get(ProfileField::ExternalId))
        {
            near.external_id = holder(BY_EXTERNAL_ID, external_id)?;
        }
        Ok(near)
    }

    /// The current name of a partner.
    pub(crate) fn name_of(&self, partner: &PartnerId) -> Result<Option<String>, StoreError> {
        let ask = "select name from profile where partner = $1 and name is not null and entry not in (select voided from void) \
                   order by on_day desc, entry desc, n desc limit 1";
        self.engine.one(ask, &[partner.as_str().into()], |row| {
            Ok(row.text(0)?.to_owned())
        })
    }

    /// A free id for a company: made from its name, with a number where it is taken.
    pub(crate) fn free_id(&self, name: &str) -> Result<PartnerId, StoreError> {
        if let Some(id) = PartnerId::from_name(name) {
            return self
                .first_free(std::iter::once(id.clone()).chain((2..).map(|n| id.suffixed(n))));
        }
        // A file may have thousands of such names; what was taken once stays taken.
        let first = self.first_number.get();
        let id = self.first_free((first..).map(PartnerId::numbered))?;
        let number = id.as_str().rsplit('-').next().and_then(|n| n.parse().ok());
        self.first_number.set(number.unwrap_or(first));
        Ok(id)
    }

    fn first_free(&self, ids: impl Iterator<Item = PartnerId>) -> Result<PartnerId, StoreError> {
        for id in ids {
            if !self.knows(id.as_str(), EntryId::PENDING)? {
                return Ok(id);
            }
        }
        Err(StoreError::Failed("no id is free".into()))
    }
}
