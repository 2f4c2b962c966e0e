//! Sums over all partners at once, as of a day: what the fold of each history gives, without reading each.

use super::book::Book;
use super::engine::ResultRow;
use super::error::StoreError;
use crate::domain::partner::standing::Stage;
use crate::domain::value::day::{Day, parse_day};
use crate::domain::value::id::{EntryId, PartnerId};
use std::collections::{BTreeMap, BTreeSet};

/// A partner's stage, tier and points, from sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The partner.
    pub partner: PartnerId,
    /// Its name.
    pub name: String,
    /// Its last participation.
    pub participation: u32,
    /// The stage of it.
    pub stage: Stage,
    /// The day since when.
    pub since: Day,
    /// The balance of it, in points.
    pub points: i64,
}

/// How many partners of a category there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Density {
    /// Candidates.
    pub candidates: u64,
    /// Certified partners.
    pub certified: u64,
}

impl Density {
    /// Those that provide something, or are about to.
    #[must_use]
    pub(crate) fn providers(&self) -> u64 {
        self.candidates + self.certified
    }
}

/// Who reached which stage by `$1` as known at `$2`; the last row of each partner is its stage.
const LAST_REACHED: &str = "\
with reached (partner, on_day, entry, n, place, participation, stage) as (
  select partner, on_day, entry, n, 0, participation, 'applicant' from application
  union all select partner, admitted_on, entry, n, 1, null, 'candidate' from adoption where admitted_on is not null
  union all select partner, certified_on, entry, n, 2, null, 'certified' from adoption where certified_on is not null
  union all select partner, on_day, entry, n, 0, null, case step when 'admitted' then 'candidate' else step end from step
), ranked as (
  select partner, stage, on_day,
    max(participation) over (partition by partner) as participation,
    row_number() over (partition by partner order by on_day desc, entry desc, n desc, place desc) as back
  from reached
  where on_day <= $1 and entry <= $2
    and not exists (select 1 from void where voided = reached.entry and void.entry <= $2)
), last_reached as (
  select partner, stage, on_day, participation from ranked where back = 1
)";

const LAST_NAME: &str = "\
  select p.name from profile p where p.partner = s.partner and p.name is not null and p.on_day <= $1 and p.entry <= $2
    and not exists (select 1 from void where voided = p.entry and void.entry <= $2)
  order by p.on_day desc, p.entry desc, p.n desc limit 1";

const POINTS: &str = "\
  select coalesce(sum(a.points), 0) from award a
  where a.partner = s.partner and a.participation = s.participation and a.on_day <= $1 and a.entry <= $2
    and (a.expires_on is null or a.expires_on > $1)
    and not exists (select 1 from void where voided = a.entry and void.entry <= $2)";

impl Book {
    /// Every partner with its stage and its points on a day, in the order of their ids.
    ///
    /// # Errors
    /// The book cannot be read, or `take` says so.
    pub fn sums(
        &self,
        as_of: Day,
        known_at: EntryId,
        mut take: impl FnMut(Sum),
    ) -> Result<(), StoreError> {
        let ask = format!(
            "{LAST_REACHED} select s.partner, ({LAST_NAME}), s.participation, s.stage, s.on_day, ({POINTS}) \
             from last_reached s order by s.partner"
        );
        self.engine.each(
            &ask,
            &[as_of.to_string().as_str().into(), known_at.0.into()],
            |row| {
                take(sum_of(row)?);
                Ok(())
            },
        )
    }

    /// Returns each partner's stage and points as the `standing` view shows them; its points leave out what
    /// expires.
    pub(crate) fn standing_view(&self, mut take: impl FnMut(Sum)) -> Result<(), StoreError> {
        let ask = "select partner, name, participation, stage, since, points from standing order by partner";
        self.engine.each(ask, &[], |row| {
            take(sum_of(row)?);
            Ok(())
        })
    }

    /// How many candidates and certified partners there are in each category on a day: a partner is in that of its
    /// company and in those of its products.
    pub(crate) fn densities(
        &self,
        as_of: Day,
        known_at: EntryId,
    ) -> Result<BTreeMap<String, Density>, StoreError> {
        let ask = format!(
            "{LAST_REACHED}, said as (
               select partner, '' as product, category as categories, on_day, entry, n from profile where category is not null
               union all select partner, product, categories, on_day, entry, n from product where categories is not null
             ), ranked_said as (
               select partner, categories,
                 row_number() over (partition by partner, product order by on_day desc, entry desc, n desc) as back
               from said where on_day <= $1 and entry <= $2
                 and not exists (select 1 from void where voided = said.entry and void.entry <= $2)
             )
             select s.partner, s.stage, c.categories from last_reached s join ranked_said c on c.partner = s.partner and c.back = 1
             where s.stage in ('candidate', 'certified') order by s.partner"
        );
        let mut densities: BTreeMap<String, Density> = BTreeMap::new();
        let mut of_partner = (String::new(), BTreeSet::new());
        let day = as_of.to_string();
        self.engine
            .each(&ask, &[day.as_str().into(), known_at.0.into()], |row| {
                let partner = row.text(0)?;
                if of_partner.0 != partner {
                    of_partner = (partner.to_owned(), BTreeSet::new());
                }
                let candidate = row.text(1)? == Stage::Candidate.name();
                for category in row.text(2)?.lines() {
                    if category.is_empty() || !of_partner.1.insert(category.to_owned()) {
                        continue;
                    }
                    let density = densities.entry(category.to_owned()).or_default();
                    if candidate {
                        density.candidates += 1;
                    } else {
                        density.certified += 1;
                    }
                }
                Ok(())
            })?;
        Ok(densities)
    }

    /// The partners whose last opened term ended on or before a day: those a renewal may be due for.
    pub(crate) fn past_anniversary(&self, day: Day) -> Result<Vec<PartnerId>, StoreError> {
        let ask = "select t.partner from term t where t.entry not in (select voided from void) \
                   group by t.partner having max(t.anniversary) <= $1 order by t.partner";
        let mut found = Vec::new();
        self.engine
            .each(ask, &[day.to_string().as_str().into()], |row| {
                found.push(PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?);
                Ok(())
            })?;
        Ok(found)
    }
}

fn sum_of(row: &ResultRow<'_>) -> Result<Sum, StoreError> {
    let damaged = || StoreError::Damaged("a stage is in an impossible place".to_owned());
    Ok(Sum {
        partner: PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?,
        name: row.maybe_text(1)?.unwrap_or("").to_owned(),
        participation: u32::try_from(row.int(2)?).map_err(|_| damaged())?,
        stage: Stage::named(row.text(3)?).ok_or_else(damaged)?,
        since: parse_day(row.text(4)?).ok_or_else(damaged)?,
        points: row.int(5)?,
    })
}
