//! Awards from files: judged in the order of their days, then of their rows, whatever the order of the file.

use super::bad_values::{BadValue, BadValues};
use super::change::Writer;
use super::import::{
    Batch, BatchError, Duplicate, Import, PartnerLookup, RowError, RowOutcome, settle_duplicate,
};
use super::values;
use crate::domain::fact::{Award, Dated, Fact};
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::program::versions::Rules;
use crate::domain::rule::account::Account;
use crate::domain::rule::award::AwardRequest;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, FactId, PartnerId};
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::rows::{FileColumn, Row, RowPlace, Takes};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// An import of awards.
pub(crate) struct AwardImport {
    default_on: Day,
    lookup: PartnerLookup,
    /// Whom the file names, each with its place among them.
    partners: HashMap<PartnerId, usize>,
    waiting: Vec<WaitingRow>,
}

/// A row that waits for its turn. A file may have a million of them.
struct WaitingRow {
    partner: u32,
    on: Day,
    place: RowPlace,
}

impl AwardImport {
    /// Begins an import; the day holds where a row has none.
    #[must_use]
    pub(crate) fn new(default_on: Day) -> Self {
        Self {
            default_on,
            lookup: PartnerLookup::default(),
            partners: HashMap::new(),
            waiting: Vec::new(),
        }
    }
}

impl Import for AwardImport {
    fn columns(&self) -> Vec<FileColumn> {
        vec![
            FileColumn::required("partner").taking(Takes::Code),
            FileColumn::required("activity"),
            FileColumn::optional("ref").taking(Takes::Code),
            FileColumn::optional("on"),
            FileColumn::optional("evidence"),
            FileColumn::optional("note"),
        ]
    }

    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError> {
        let (partner, on) = turn(&mut self.lookup, batch.writer(), row, self.default_on)?;
        let place = batch.keep(row)?;
        let next = self.partners.len();
        let partner = *self.partners.entry(partner).or_insert(next);
        let partner = u32::try_from(partner).map_err(std::io::Error::other);
        let partner = partner.map_err(BatchError::SetAside)?;
        self.waiting.push(WaitingRow { partner, on, place });
        Ok(RowOutcome::Deferred)
    }

    /// Awards in order: one partner after the other, so that no more than one account is in memory.
    fn finish(&mut self, batch: &mut Batch<'_>) -> Result<(), BatchError> {
        let mut waiting = std::mem::take(&mut self.waiting);
        // It keeps rows of one day in the order of their lines.
        waiting.sort_by_key(|row| (row.partner, row.on));
        let mut partners: Vec<(PartnerId, usize)> = self.partners.drain().collect();
        partners.sort_unstable_by_key(|(_, place)| *place);
        let rules = batch.writer().rules().clone();
        let of_partners = waiting.chunk_by(|a, b| a.partner == b.partner);
        for ((partner, _), rows) in partners.into_iter().zip(of_partners) {
            let history =
                batch
                    .writer()
                    .book()
                    .history(&partner, Scope::Points, EntryId::PENDING)?;
            let mut partner = Partner::of(&rules, history);
            for waiting in rows {
                let row = batch.kept(waiting.place)?;
                let on_duplicate = batch.on_duplicate();
                let outcome = partner.award(batch.writer(), &row, waiting.on, on_duplicate);
                batch.count(&row, outcome)?;
            }
        }
        Ok(())
    }
}

/// Whose turn a row waits for, and on which day; or all that is wrong with its values.
fn turn(
    lookup: &mut PartnerLookup,
    writer: &Writer<'_>,
    row: &Row,
    default_on: Day,
) -> Result<(PartnerId, Day), RowError> {
    let mut bad = BadValues::of(row);
    let partner = bad.found(lookup.find(writer, row))?;
    let input = AwardInput::of(row, writer.today(), &mut bad);
    let on = input.on.unwrap_or(default_on);
    let activity = input.wanted.activity;
    if let Some(partner) = partner.as_ref().filter(|_| bad.any())
        && writer.rules().on(on).activity(&activity).is_none()
    {
        bad.refused(Refusal::new(partner, on, Why::UnknownActivity { activity }));
    }
    Ok((bad.require(partner)?, on))
}

/// An award as a row has it.
struct AwardInput {
    wanted: AwardRequest,
    on: Option<Day>,
}

impl AwardInput {
    /// Invalid values are added to the bad ones.
    fn of(row: &Row, today: Day, bad: &mut BadValues) -> Self {
        Self {
            on: bad.check(values::given_day("on", row.get("on"), today)),
            wanted: AwardRequest {
                activity: row.get("activity").unwrap_or_default().to_owned(),
                reference: bad.check(values::line("ref", row.get("ref"))),
                evidence: bad.check(values::line("evidence", row.get("evidence"))),
                note: bad.check(values::text("note", row.get("note"))),
                override_reason: None,
            },
        }
    }
}

/// One of the partners of a file.
struct Partner<'r> {
    id: PartnerId,
    account: Account<'r>,
    on_record: OnRecord,
    /// The awards of the file so far, by their place in the entry, with their lines.
    lines: Vec<(i64, u64)>,
}

impl<'r> Partner<'r> {
    fn of(rules: &'r Rules, history: History) -> Self {
        Self {
            account: Account::of(rules, &history),
            on_record: OnRecord::of(&history),
            lines: Vec::new(),
            id: history.partner,
        }
    }

    fn award(
        &mut self,
        writer: &mut Writer<'_>,
        row: &Row,
        on: Day,
        on_duplicate: OnDuplicate,
    ) -> Result<RowOutcome, RowError> {
        // Its values were checked when it was put aside.
        let input = AwardInput::of(row, writer.today(), &mut BadValues::default());
        let refusal = |hint: &str| {
            let (activity, partner) = (&input.wanted.activity, &self.id);
            RowError::because(format!(
                "`{activity}` is awarded to {partner} already with other content{hint}"
            ))
        };
        if let Some(content) = self.on_record.find(&input) {
            let is_same = content == Content::Same;
            return match settle_duplicate(is_same, None, on_duplicate, || refusal(""))? {
                Duplicate::Settled(outcome) => Ok(outcome),
                Duplicate::Replace => Err(refusal(
                    "; an award is not changed: reverse it and award it again",
                )),
            };
        }
        let award = input
            .wanted
            .award(&mut self.account, on)
            .map_err(|refusal| self.in_this_file(refusal, writer.entry()))?;
        let fact = Fact::Award(award.clone());
        let id = writer.record(&self.id, &[Dated { on, fact }])?;
        self.account.learn(id, on, &award);
        self.lines.push((id.n, row.line()));
        self.on_record.add(award, on, false);
        Ok(RowOutcome::Recorded(self.id.clone()))
    }

    /// A refusal that names an award of this very file, which may never be recorded, names its line instead.
    fn in_this_file(&self, refusal: Refusal, entry: EntryId) -> RowError {
        let earned_by = match &*refusal.why {
            Why::LimitUsed { award, .. } | Why::ReferenceUsed { award, .. } => {
                self.line(*award, entry)
            }
            _ => None,
        };
        match (earned_by, refusal.about()) {
            (Some(line), Some((column, value))) => {
                let reason = format!("line {line} of the file earns it already");
                BadValue::new(column, value, reason).into()
            }
            _ => refusal.into(),
        }
    }

    /// The line of an award of this entry.
    fn line(&self, award: FactId, entry: EntryId) -> Option<u64> {
        let at = self
            .lines
            .binary_search_by_key(&award.n, |(n, _)| *n)
            .ok()?;
        (award.entry == entry).then(|| self.lines[at].1)
    }
}

/// The awards on record of one partner, by what makes a row the same award: the activity with the reference. Without
/// one also the day does.
struct OnRecord(HashMap<String, HashMap<Option<String>, Known>>);

/// An award on record, and the one of the same name that came before it.
struct Known {
    on: Day,
    evidence: Option<Box<str>>,
    note: Option<Box<str>>,
    reversed: bool,
    before: Option<Box<Known>>,
}

/// How a row compares with the award that is on record.
#[derive(PartialEq, Eq)]
enum Content {
    Same,
    Other,
}

impl OnRecord {
    fn of(history: &History) -> Self {
        let facts = history.facts();
        let reversed: HashSet<FactId> = facts
            .iter()
            .filter_map(|fact| match &fact.fact {
                Fact::Reversal(reversal) => Some(reversal.award),
                _ => None,
            })
            .collect();
        let mut on_record = Self(HashMap::new());
        for fact in facts {
            if let Fact::Award(award) = &fact.fact {
                on_record.add(award.clone(), fact.on, reversed.contains(&fact.id));
            }
        }
        on_record
    }

    fn add(&mut self, award: Award, on: Day, reversed: bool) {
        let known = Known {
            on,
            evidence: award.evidence.map(String::into_boxed_str),
            note: award.note.map(String::into_boxed_str),
            reversed,
            before: None,
        };
        let named = self.0.entry(award.activity).or_default();
        match named.entry(award.reference) {
            Entry::Vacant(vacant) => {
                vacant.insert(known);
            }
            Entry::Occupied(mut occupied) => {
                let before = std::mem::replace(occupied.get_mut(), known);
                occupied.get_mut().before = Some(Box::new(before));
            }
        }
    }

    /// Compares a row with the award that is on record. A reversed one is not awarded again by the same row, but its reference
    /// is free for a row of another day.
    fn find(&self, input: &AwardInput) -> Option<Content> {
        let AwardInput { wanted, on } = input;
        let last = self.0.get(&wanted.activity)?.get(&wanted.reference);
        let that_day = |known: &Known| on.is_none_or(|on| on == known.on);
        let mut found = None;
        for known in std::iter::successors(last, |known| known.before.as_deref()) {
            if known.evidence.as_deref() == wanted.evidence.as_deref()
                && known.note.as_deref() == wanted.note.as_deref()
                && that_day(known)
            {
                return Some(Content::Same);
            }
            if !known.reversed && (wanted.reference.is_some() || that_day(known)) {
                found = Some(Content::Other);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
