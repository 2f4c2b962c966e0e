//! Awards from files: judged in the order of their days, then of their rows, whatever the order of the file.

use super::bad_values::BadValues;
use super::batch::{Batch, BatchError, Named, NotTaken, Taken};
use super::change::Writer;
use super::company::{self, BadValue};
use crate::domain::fact::{Award, Dated, Fact};
use crate::domain::partner::history::History;
use crate::domain::program::versions::Rules;
use crate::domain::rule::account::Account;
use crate::domain::rule::award::Wanted;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, FactId, PartnerId};
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::rows::{self, Column, Kept, Place, Row, Rows, Takes};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// The columns of a file of awards.
pub const COLUMNS: &[Column] = &[
    Column::required("partner").taking(Takes::Code),
    Column::required("activity"),
    Column::optional("ref").taking(Takes::Code),
    Column::optional("on"),
    Column::optional("evidence"),
    Column::optional("note"),
];

/// Takes every row of a file of awards.
///
/// # Errors
/// The file cannot be read to its end, or the book cannot be written.
pub fn take(batch: &mut Batch<'_>, rows: Rows, default_on: Day) -> Result<(), BatchError> {
    let mut awards = Awards {
        kept: rows.kept(),
        partners: HashMap::new(),
        waiting: Vec::new(),
        left: Vec::new(),
    };
    awards.read(batch, rows, default_on)?;
    awards.judge(batch)?;
    awards.refuse(batch)
}

/// The awards of a file.
struct Awards {
    kept: Kept,
    /// Whom the file names, each with its place among them.
    partners: HashMap<PartnerId, usize>,
    waiting: Vec<Waiting>,
    /// The rows that are not taken, each with its line.
    left: Vec<(u64, Left)>,
}

/// A row that waits for its turn. A file may have a million of them.
struct Waiting {
    partner: u32,
    on: Day,
    at: Place,
}

/// A row that is not taken: it cannot be read as one, or will not do.
enum Left {
    Unread(rows::Refusal),
    NotTaken(Place, NotTaken),
}

impl Awards {
    /// Reads the file to its end and sets its rows aside.
    fn read(
        &mut self,
        batch: &mut Batch<'_>,
        rows: Rows,
        default_on: Day,
    ) -> Result<(), BatchError> {
        let mut named = Named::default();
        for row in rows {
            match row {
                Err(rows::Refusal::Row(refused)) if refused.row.is_none() => {
                    let line = refused.problem.line;
                    let unread = Left::Unread(rows::Refusal::Row(refused));
                    self.left.push((line, unread));
                }
                row => {
                    let Some(row) = batch.read(row)? else {
                        continue;
                    };
                    let at = self.kept.keep(&row).map_err(BatchError::SetAside)?;
                    match turn(&mut named, batch.writer(), &row, default_on) {
                        Ok((partner, on)) => self.wait(partner, on, at)?,
                        Err(not) => self.leave(&row, at, not)?,
                    }
                }
            }
        }
        Ok(())
    }

    fn wait(&mut self, partner: PartnerId, on: Day, at: Place) -> Result<(), BatchError> {
        let next = self.partners.len();
        let partner = *self.partners.entry(partner).or_insert(next);
        let partner = u32::try_from(partner).map_err(std::io::Error::other);
        let partner = partner.map_err(BatchError::SetAside)?;
        self.waiting.push(Waiting { partner, on, at });
        Ok(())
    }

    fn leave(&mut self, row: &Row, at: Place, not: NotTaken) -> Result<(), BatchError> {
        match not {
            NotTaken::Store(error) => Err(error.into()),
            not @ NotTaken::Refused(_) => {
                self.left.push((row.line(), Left::NotTaken(at, not)));
                Ok(())
            }
        }
    }

    /// Takes the rows in their order: one partner after the other, so that no more than one account is in memory.
    fn judge(&mut self, batch: &mut Batch<'_>) -> Result<(), BatchError> {
        let mut waiting = std::mem::take(&mut self.waiting);
        // It keeps rows of one day in the order of their lines.
        waiting.sort_by_key(|row| (row.partner, row.on));
        let mut partners: Vec<(PartnerId, usize)> = self.partners.drain().collect();
        partners.sort_unstable_by_key(|(_, place)| *place);
        let rules = batch.writer().rules().clone();
        let of_partners = waiting.chunk_by(|a, b| a.partner == b.partner);
        for ((partner, _), rows) in partners.into_iter().zip(of_partners) {
            let history = batch.writer().book().history_of_points(&partner)?;
            let mut partner = Partner::of(&rules, history);
            for waiting in rows {
                let row = self.kept.row(waiting.at).map_err(BatchError::SetAside)?;
                let on_duplicate = batch.on_duplicate();
                match partner.take(batch.writer(), &row, waiting.on, on_duplicate) {
                    Ok(taken) => batch.count(&row, Ok(taken))?,
                    Err(not) => self.leave(&row, waiting.at, not)?,
                }
            }
        }
        Ok(())
    }

    /// Tells of the rows that are not taken, in the order of the file.
    fn refuse(&mut self, batch: &mut Batch<'_>) -> Result<(), BatchError> {
        let mut left = std::mem::take(&mut self.left);
        left.sort_by_key(|(line, _)| *line);
        for (_, left) in left {
            match left {
                Left::Unread(refusal) => {
                    batch.read(Err(refusal))?;
                }
                Left::NotTaken(at, not) => {
                    let row = self.kept.row(at).map_err(BatchError::SetAside)?;
                    batch.count(&row, Err(not))?;
                }
            }
        }
        Ok(())
    }
}

/// Whose turn a row waits for, and on which day; or all that is wrong with its values.
fn turn(
    named: &mut Named,
    writer: &Writer<'_>,
    row: &Row,
    default_on: Day,
) -> Result<(PartnerId, Day), NotTaken> {
    let mut bad = BadValues::of(row);
    let partner = bad.found(named.partner(writer, row))?;
    let said = Said::of(row, writer.today(), &mut bad);
    let on = said.on.unwrap_or(default_on);
    let activity = said.activity;
    if let Some(partner) = partner.as_ref().filter(|_| bad.any())
        && writer.rules().on(on).activity(&activity).is_none()
    {
        bad.refused(Refusal::new(partner, on, Why::UnknownActivity { activity }));
    }
    Ok((bad.settled_with(partner)?, on))
}

/// What a row says of an award.
struct Said {
    activity: String,
    reference: Option<String>,
    on: Option<Day>,
    evidence: Option<String>,
    note: Option<String>,
}

impl Said {
    /// Values that will not do are added to the bad ones.
    fn of(row: &Row, today: Day, bad: &mut BadValues) -> Self {
        Self {
            on: bad.check(company::given_day("on", row.get("on"), today)),
            activity: row.get("activity").unwrap_or_default().to_owned(),
            reference: bad.check(company::line("ref", row.get("ref"))),
            evidence: bad.check(company::line("evidence", row.get("evidence"))),
            note: bad.check(company::text("note", row.get("note"))),
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

    fn take(
        &mut self,
        writer: &mut Writer<'_>,
        row: &Row,
        on: Day,
        on_duplicate: OnDuplicate,
    ) -> Result<Taken, NotTaken> {
        // Its values were checked when it was set aside.
        let said = Said::of(row, writer.today(), &mut BadValues::default());
        let known = |what: &str| {
            let (activity, partner) = (&said.activity, &self.id);
            let known = format!("`{activity}` is awarded to {partner} already with other content");
            Err(NotTaken::because(format!("{known}{what}")))
        };
        match (self.on_record.has(&said), on_duplicate) {
            (Some(Content::Same), _) => return Ok(Taken::Unchanged),
            (Some(Content::Other), OnDuplicate::Skip) => return Ok(Taken::Skipped),
            (Some(Content::Other), OnDuplicate::Update) => {
                return known("; an award is not changed: reverse it and award it again");
            }
            (Some(Content::Other), OnDuplicate::Refuse) => return known(""),
            (None, _) => {}
        }
        let wanted = Wanted {
            activity: &said.activity,
            reference: said.reference.as_deref(),
            evidence: said.evidence.as_deref(),
            note: said.note.as_deref(),
            override_reason: None,
        };
        let award = wanted
            .award(&mut self.account, on)
            .map_err(|refusal| self.in_this_file(refusal, writer.entry()))?;
        let fact = Fact::Award(award.clone());
        let id = writer.record(&self.id, &[Dated { on, fact }])?;
        self.account.learn(id, on, &award);
        self.lines.push((id.n, row.line()));
        self.on_record.add(award, on, false);
        Ok(Taken::Recorded(self.id.clone()))
    }

    /// A refusal that names an award of this very file, which may never be recorded, names its line instead.
    fn in_this_file(&self, refusal: Refusal, entry: EntryId) -> NotTaken {
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
    taken_back: bool,
    before: Option<Box<Known>>,
}

/// How the content of a row is beside that of the award that is on record.
enum Content {
    Same,
    Other,
}

impl OnRecord {
    fn of(history: &History) -> Self {
        let facts = history.facts();
        let taken_back: HashSet<FactId> = facts
            .iter()
            .filter_map(|fact| match &fact.fact {
                Fact::Reversal(reversal) => Some(reversal.award),
                _ => None,
            })
            .collect();
        let mut on_record = Self(HashMap::new());
        for fact in facts {
            if let Fact::Award(award) = &fact.fact {
                on_record.add(award.clone(), fact.on, taken_back.contains(&fact.id));
            }
        }
        on_record
    }

    fn add(&mut self, award: Award, on: Day, taken_back: bool) {
        let known = Known {
            on,
            evidence: award.evidence.map(String::into_boxed_str),
            note: award.note.map(String::into_boxed_str),
            taken_back,
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

    /// Whether the award is on record. One that was taken back is not awarded again by the same row, but its reference
    /// is free for a row of another day.
    fn has(&self, said: &Said) -> Option<Content> {
        let last = self.0.get(&said.activity)?.get(&said.reference);
        let that_day = |known: &Known| said.on.is_none_or(|on| on == known.on);
        let mut found = None;
        for known in std::iter::successors(last, |known| known.before.as_deref()) {
            if known.evidence.as_deref() == said.evidence.as_deref()
                && known.note.as_deref() == said.note.as_deref()
                && that_day(known)
            {
                return Some(Content::Same);
            }
            if !known.taken_back && (said.reference.is_some() || that_day(known)) {
                found = Some(Content::Other);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
