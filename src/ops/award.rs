//! Awards from files.

use super::batch::{Named, NotTaken, OnDuplicate, Taken};
use super::change::{ChangeError, Writer};
use super::company;
use crate::domain::day::Day;
use crate::domain::fact::{Award, Fact};
use crate::domain::history::History;
use crate::domain::id::EntryId;
use crate::domain::refusal::{Refusal, Why};
use crate::domain::request::Request;
use crate::rows::{Column, Row};

/// The columns of a file of awards.
pub const COLUMNS: &[Column] = &[
    Column::required("partner"),
    Column::required("activity"),
    Column::optional("ref"),
    Column::optional("on"),
    Column::optional("evidence"),
    Column::optional("note"),
];

/// Takes a row of a file of awards.
///
/// # Errors
/// A value will not do, the rules refuse it, or the book cannot be written.
pub fn row(
    named: &mut Named,
    writer: &mut Writer<'_>,
    row: &Row,
    on_duplicate: Option<OnDuplicate>,
    default_on: Day,
) -> Result<Taken, NotTaken> {
    let partner = named.partner(writer, row)?;
    let given_on = row
        .get("on")
        .map(|on| company::day("on", on, writer.today()))
        .transpose()?;
    let activity = row.get("activity").unwrap_or_default().to_owned();
    let reference = company::line("ref", row.get("ref"))?;
    let evidence = company::line("evidence", row.get("evidence"))?;
    let note = company::text("note", row.get("note"))?;
    let history = writer.book().history_of_points(&partner)?;
    let new = New {
        activity: &activity,
        reference: &reference,
        evidence: &evidence,
        note: &note,
        on: given_on,
    };
    match new.known(&history) {
        Some(true) => return Ok(Taken::Unchanged),
        Some(false) if on_duplicate == Some(OnDuplicate::Skip) => return Ok(Taken::Unchanged),
        Some(false) if on_duplicate == Some(OnDuplicate::Update) => {
            return Err(NotTaken::because(format!(
                "`{activity}` is awarded to {partner} already with other content; an award is not changed: reverse it and award it again"
            )));
        }
        Some(false) => {
            return Err(NotTaken::because(format!(
                "`{activity}` is awarded to {partner} already with other content"
            )));
        }
        None => {}
    }
    let on = given_on.unwrap_or(default_on);
    let request = Request::Award {
        activity,
        reference,
        evidence,
        note,
        override_reason: None,
    };
    match writer.ask_briefly(&history, on, &request) {
        Ok(_) => Ok(Taken::Recorded(partner)),
        Err(ChangeError::Refused(refusal)) => Err(in_this_file(refusal, writer.entry())),
        Err(error) => Err(error.into()),
    }
}

/// A refusal that names an award of this very file, which may never be recorded, says so instead.
fn in_this_file(refusal: Refusal, entry: EntryId) -> NotTaken {
    let earlier = match &*refusal.why {
        Why::LimitUsed { award, .. } | Why::ReferenceUsed { award, .. } => award.entry == entry,
        _ => false,
    };
    let value = refusal.about().map(|(_, value)| value.to_owned());
    match earlier {
        true => NotTaken::Refused {
            column: refusal.about().map(|(column, _)| column),
            reason: "an earlier row of this file earns it already".to_owned(),
            value,
        },
        false => refusal.into(),
    }
}

/// An award as a row tells of it.
struct New<'r> {
    activity: &'r str,
    reference: &'r Option<String>,
    evidence: &'r Option<String>,
    note: &'r Option<String>,
    on: Option<Day>,
}

impl New<'_> {
    /// Whether the award is on record: with the same content (`true`), with other content (`false`) or not.
    /// An award is the same by its reference, else by partner, activity and day. One that was taken back is not
    /// awarded again by the same row, but its reference is free for a row of another day.
    fn known(&self, history: &History) -> Option<bool> {
        let reversed = |id| {
            let takes_back =
                |fact: &Fact| matches!(fact, Fact::Reversal(reversal) if reversal.award == id);
            history.facts().iter().any(|fact| takes_back(&fact.fact))
        };
        let mut found = None;
        for fact in history.facts() {
            let Fact::Award(award) = &fact.fact else {
                continue;
            };
            if !self.is(award, fact.on) {
                continue;
            }
            let same = award.evidence == *self.evidence
                && award.note == *self.note
                && self.on.is_none_or(|on| on == fact.on);
            if same {
                return Some(true);
            }
            if !reversed(fact.id) {
                found = Some(false);
            }
        }
        found
    }

    fn is(&self, award: &Award, on: Day) -> bool {
        award.activity == self.activity
            && match self.reference {
                Some(_) => award.reference == *self.reference,
                None => award.reference.is_none() && self.on.is_none_or(|day| day == on),
            }
    }
}
