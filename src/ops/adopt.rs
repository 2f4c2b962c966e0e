//! Adopting partners that were in the program before the book.

use super::apply::{self, Applicant, Checked, EarlierCompanies, settle_company};
use super::bad_values::{BadValue, BadValues};
use super::change::Writer;
use super::import::{Batch, Import, RowError, RowOutcome};
use super::values;
use crate::domain::decide::request::{Adopt, Request};
use crate::domain::fact::{Adoption, Dated, Fact};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::Stage;
use crate::domain::program::StageName;
use crate::domain::rule::credit;
use crate::domain::rule::points::OPENING_BALANCE;
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::rows::{FileColumn, Row, Takes};
use std::collections::BTreeMap;

/// The most points an opening balance may have.
const MOST_POINTS: i64 = 1_000_000_000;

struct Past {
    applied_on: Day,
    adoption: Adoption,
    opening: Option<(i64, Day)>,
}

/// Items that the credit of partners needs and that nothing has brought: how many partners lack each, and the first.
#[derive(Debug, Default)]
pub(crate) struct Lacking(BTreeMap<String, (usize, Option<PartnerId>)>);

impl Lacking {
    /// Counts what a partner lacks that was just adopted.
    fn note(&mut self, writer: &Writer<'_>, mut history: History, facts: Vec<Dated>) {
        history.record(writer.entry(), 1, facts);
        let standing = history.at(writer.today());
        if standing.stage() == Some(Stage::Applicant) {
            return;
        }
        for item in credit::open_items(writer.rules().on(writer.today()), &standing) {
            let (partners, first) = self.0.entry(item.to_owned()).or_default();
            *partners += 1;
            first.get_or_insert_with(|| history.partner.clone());
        }
    }

    /// Each item with how many partners lack it, and the first of them.
    pub(crate) fn items(&self) -> impl Iterator<Item = (&str, usize, &PartnerId)> {
        self.0.iter().filter_map(|(item, (partners, first))| {
            Some((item.as_str(), *partners, first.as_ref()?))
        })
    }
}

/// An import of partners to adopt.
pub(crate) struct AdoptImport<'a> {
    default_on: Day,
    salt: &'a dyn Fn() -> String,
    earlier: EarlierCompanies,
    lacking: Lacking,
}

impl<'a> AdoptImport<'a> {
    /// Begins an import; the day holds where a row has none, and each contact is salted anew.
    #[must_use]
    pub(crate) fn new(default_on: Day, salt: &'a dyn Fn() -> String) -> Self {
        Self {
            default_on,
            salt,
            earlier: EarlierCompanies::default(),
            lacking: Lacking::default(),
        }
    }

    /// Returns what the credit of the partners lacks.
    #[must_use]
    pub(crate) fn lacking(&self) -> &Lacking {
        &self.lacking
    }
}

impl Import for AdoptImport<'_> {
    const MAKES_BOOK: bool = true;

    /// The columns of applicants and these.
    fn columns(&self) -> Vec<FileColumn> {
        let days = [
            "stage",
            "admitted_on",
            "mpa_on",
            "certified_on",
            "points_on",
        ];
        let points = FileColumn::optional("points").taking(Takes::Number);
        let own = days.map(FileColumn::optional).into_iter().chain([points]);
        apply::columns().into_iter().chain(own).collect()
    }

    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError> {
        let writer = batch.writer();
        let mut bad = BadValues::of(row);
        let past = past(&mut bad, row, writer.today(), self.default_on);
        let on = past.applied_on;
        let checked = Applicant::of_row(row).checked(&mut bad, writer, on, &(self.salt)());
        apply::settle_values(bad, writer, on, &checked)?;
        let (history, applies) = checked.company(writer, Some(on))?;
        if applies {
            let request = past.request(checked, writer.today());
            let facts = writer.apply_facts(&history, on, &request)?;
            let partner = history.partner.clone();
            self.lacking.note(writer, history, facts);
            return Ok(RowOutcome::Recorded(partner));
        }
        let given_on = row.get("on").map(|_| on);
        let mut other = apply::differences(&history, &checked, given_on);
        other.extend(differences(&history, &past));
        let earlier = self.earlier.row(&history, writer, row.line());
        settle_company(batch, &history, checked, &other, earlier)
    }
}

impl Past {
    fn request(self, checked: Checked, today: Day) -> Request {
        Request::Adopt(Adopt {
            apply: checked.application(),
            adoption: self.adoption,
            opening: self.opening,
            today,
        })
    }
}

/// The days and points of a row, in the order of the stages; invalid values are added to the bad ones.
fn past(bad: &mut BadValues, row: &Row, today: Day, default_on: Day) -> Past {
    let mut day = |column: &'static str| {
        let day = values::given_day(column, row.get(column), today);
        bad.check(day)
    };
    let (admitted_on, agreed, certified) = (day("admitted_on"), day("mpa_on"), day("certified_on"));
    let on = day("on");
    let mut refuse = |column, value: &str, reason: &str| {
        bad.check::<()>(Err(BadValue::new(column, value, reason)));
    };
    let stage = match row.get("stage") {
        None if row.get("certified_on").is_some() => Some(StageName::Certified),
        None if row.get("admitted_on").is_some() => Some(StageName::Candidate),
        None => Some(StageName::Applicant),
        Some(word) => {
            let stage = StageName::named(&word.to_ascii_lowercase());
            if stage.is_none() {
                let reason = "a partner is taken over as applicant, candidate or certified";
                refuse("stage", word, reason);
            }
            stage
        }
    };
    for (column, needed, too_much, missing) in [
        (
            "certified_on",
            StageName::Certified,
            "the stage says that it is not certified",
            "it is missing: a certified partner has a day of certification",
        ),
        (
            "admitted_on",
            StageName::Candidate,
            "the stage says that it is not admitted",
            "it is missing: a candidate has a day of admission",
        ),
    ] {
        match row.get(column) {
            Some(day) if stage.is_some_and(|stage| stage < needed) => {
                refuse(column, day, too_much);
            }
            None if stage == Some(needed) => refuse(column, "", missing),
            _ => {}
        }
    }
    let admitted = admitted_on.or(certified);
    let applied_on = on.or(admitted).unwrap_or(default_on);
    // Days that cannot be read leave an order that nobody meant.
    let given = ["admitted_on", "mpa_on", "certified_on", "on"].map(|column| row.get(column));
    let read = [admitted_on, agreed, certified, on];
    let ordered = given
        .iter()
        .zip(read)
        .all(|(given, read)| given.is_some() == read.is_some());
    for (column, day, before, what) in [
        ("admitted_on", admitted, Some(applied_on), "application of"),
        ("certified_on", certified, admitted, "admission of"),
        ("mpa_on", agreed, Some(applied_on), "application of"),
    ] {
        if let (Some(day), Some(before)) = (day, before)
            && ordered
            && day < before
        {
            let reason = format!("it is before the {what} {before}");
            refuse(column, &day.to_string(), &reason);
        }
    }
    let opening = bad.check(opening(row, today, admitted.filter(|_| ordered)));
    let adoption = Adoption {
        admitted_on: admitted,
        agreed_on: agreed,
        certified_on: certified,
    };
    Past {
        applied_on,
        adoption,
        opening,
    }
}

fn opening(row: &Row, today: Day, admitted: Option<Day>) -> Result<Option<(i64, Day)>, BadValues> {
    let mut bad = BadValues::default();
    let on = bad.check(values::given_day("points_on", row.get("points_on"), today));
    let Some(text) = row.get("points") else {
        if let Some(day) = row.get("points_on") {
            let reason = "there are no points for it";
            bad.check::<()>(Err(BadValue::new("points_on", day, reason)));
        }
        return bad.into_result().map(|()| None);
    };
    let points = text.replace(',', "").parse().ok();
    let points = points.filter(|points| (0..=MOST_POINTS).contains(points));
    let points = points.ok_or_else(|| {
        let reason = "points are a whole number from 0 to 1,000,000,000";
        BadValue::new("points", text, reason)
    });
    let points = bad.check(points);
    let on = on.unwrap_or(today);
    match admitted {
        Some(admitted) if on < admitted => {
            let reason = format!("it is before the admission of {admitted}");
            bad.check::<()>(Err(BadValue::new("points_on", &on.to_string(), reason)));
        }
        // Whether a day of admission was meant cannot be distinguished from one that is not.
        None if row.get("admitted_on").or(row.get("certified_on")).is_none() => {
            let reason = "an applicant has no points";
            bad.check::<()>(Err(BadValue::new("points", text, reason)));
        }
        _ => {}
    }
    bad.into_result().map(|()| Some((points, on)))
}

/// The columns in which a row tells of another past than the book.
fn differences(history: &History, past: &Past) -> Vec<&'static str> {
    let adoption = history
        .facts()
        .iter()
        .rev()
        .find_map(|fact| match &fact.fact {
            Fact::Adoption(adoption) => Some(adoption),
            _ => None,
        });
    let Some(adoption) = adoption else {
        return vec!["stage"];
    };
    let opening = history.facts().iter().find_map(|fact| match &fact.fact {
        Fact::Award(award) if award.activity == OPENING_BALANCE => Some(award.points),
        _ => None,
    });
    let mut other = Vec::new();
    for (column, new, old) in [
        (
            "admitted_on",
            past.adoption.admitted_on,
            adoption.admitted_on,
        ),
        ("mpa_on", past.adoption.agreed_on, adoption.agreed_on),
        (
            "certified_on",
            past.adoption.certified_on,
            adoption.certified_on,
        ),
    ] {
        if new != old {
            other.push(column);
        }
    }
    if past.opening.map(|(points, _)| points) != opening {
        other.push("points");
    }
    other
}
