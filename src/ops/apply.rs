//! Companies that apply, one or a file of them.

use super::bad_values::BadValues;
use super::batch::{NotTaken, Taken, earlier_row};
use super::change::{Change, ChangeError, Writer};
use super::company::{self, BadValue, ProfileInput};
use crate::domain::decide::request::Request;
use crate::domain::fact::{Contact, Fact, Profile, ProfileField, ProfileTexts};
use crate::domain::partner::history::History;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::name::name_key;
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::rows::{Column, Row, Takes};
use crate::store::contact_digest;
use std::collections::HashMap;

/// The role of the person a company names when it applies.
const FIRST_CONTACT: &str = "business";

/// Returns the columns of a file of applicants.
#[must_use]
pub fn columns() -> Vec<Column> {
    let about_the_company = ProfileField::ALL.iter().copied();
    let about_the_company = about_the_company.filter(|field| field.is_for_applicants());
    [
        Column::required("name"),
        Column::optional("id").taking(Takes::Code),
    ]
    .into_iter()
    .chain(about_the_company.map(company::column_of))
    .chain(["contact_name", "contact_email", "on", "note"].map(Column::optional))
    .collect()
}

/// A company that applies, as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Applicant<'s> {
    /// What it says of itself.
    pub profile: ProfileInput<'s>,
    /// The id it is given.
    pub id: Option<&'s str>,
    /// Whom to talk to: name.
    pub contact_name: Option<&'s str>,
    /// Whom to talk to: mail address.
    pub contact_email: Option<&'s str>,
    /// A remark.
    pub note: Option<&'s str>,
}

/// The same with every value checked.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub(super) profile: Profile,
    pub(super) id: Option<PartnerId>,
    pub(super) contact: Option<Contact>,
    pub(super) note: Option<String>,
}

impl<'s> Applicant<'s> {
    /// The applicant of a row.
    #[must_use]
    pub fn of_row(row: &'s Row) -> Self {
        Self {
            profile: ProfileInput {
                name: row.get("name"),
                texts: ProfileTexts::from_fn(|field| row.get(field.name())),
                revenue_share: None,
            },
            id: row.get("id"),
            contact_name: row.get("contact_name"),
            contact_email: row.get("contact_email"),
            note: row.get("note"),
        }
    }

    /// The applicant of the values that will do; the others are taken note of.
    pub(super) fn checked(
        &self,
        bad: &mut BadValues,
        writer: &Writer<'_>,
        on: Day,
        salt: &str,
    ) -> Checked {
        let contact = match (self.contact_name, self.contact_email) {
            (None, None) => None,
            (name, email) => Some((name.unwrap_or_default(), email.unwrap_or_default())),
        };
        let contact =
            contact.map(|(name, email)| company::contact(FIRST_CONTACT, name, email, salt));
        let id = |id| PartnerId::new(id).map_err(|reason| BadValue::new("id", id, reason));
        Checked {
            profile: self.profile.valid(bad, writer.rules().on(on), true),
            id: bad.check(self.id.map(id).transpose()),
            contact: bad.check(contact.transpose()),
            note: bad.check(company::text("note", self.note)),
        }
    }
}

impl Checked {
    /// The partner the row is about, if the book knows it: by external id, else by id, else by name.
    pub(super) fn known(&self, writer: &Writer<'_>) -> Result<Option<PartnerId>, ChangeError> {
        let book = writer.book();
        if let Some(external_id) = self.profile.get(ProfileField::ExternalId)
            && let Some(partner) = book.by_external_id(external_id)?
        {
            return Ok(Some(partner));
        }
        if let Some(id) = &self.id {
            return Ok(book
                .knows(id.as_str(), EntryId::PENDING)?
                .then(|| id.clone()));
        }
        let key = self.profile.name.as_ref().map_or("", |name| &name.key);
        Ok(book.by_name(key)?)
    }

    /// The partner whose id was given in place of a name: a company that applies again may be called by it.
    fn named_by_id(&mut self, writer: &Writer<'_>) -> Result<Option<PartnerId>, ChangeError> {
        let named = self
            .profile
            .name
            .as_ref()
            .and_then(|name| PartnerId::new(&name.text).ok());
        let Some(id) = named.filter(|_| self.id.is_none()) else {
            return Ok(None);
        };
        if !writer.book().knows(id.as_str(), EntryId::PENDING)? {
            return Ok(None);
        }
        self.profile.name = None;
        Ok(Some(id))
    }

    /// The id of a company the book does not know.
    pub(super) fn new_id(&self, writer: &Writer<'_>) -> Result<PartnerId, ChangeError> {
        match &self.id {
            Some(id) => Ok(id.clone()),
            None => Ok(writer
                .book()
                .free_id(self.profile.name.as_ref().map_or("", |name| &name.text))?),
        }
    }

    fn request(self) -> Request {
        let own_id = self.id.is_some();
        Request::Apply {
            profile: self.profile,
            own_id,
            contact: self.contact,
            note: self.note,
        }
    }
}

/// Records one application: a new company's, or that of one whose participation has ended.
///
/// # Errors
/// A value will not do, the rules refuse it, or the book cannot be written.
pub fn one(
    writer: &mut Writer<'_>,
    applicant: &Applicant<'_>,
    on: Day,
    salt: &str,
) -> Result<Change, ChangeError> {
    let mut bad = BadValues::default();
    let mut checked = applicant.checked(&mut bad, writer, on, salt);
    bad.settled()?;
    let known = match checked.known(writer)? {
        None => checked.named_by_id(writer)?,
        known => known,
    };
    let Some(partner) = known else {
        let partner = checked.new_id(writer)?;
        return writer.ask_knowing(&History::new(partner), on, &checked.request());
    };
    let history = writer.history(&partner)?;
    let standing = history.at(on);
    let same_name = checked
        .profile
        .name
        .as_ref()
        .is_none_or(|name| name.key == name_key(standing.about.name));
    if standing.running().is_some() && !same_name {
        let why = match (&checked.id, checked.profile.get(ProfileField::ExternalId)) {
            (None, Some(external_id)) => Why::ExternalIdTaken {
                external_id: external_id.to_owned(),
                holder: partner.clone(),
            },
            _ => Why::IdTaken {
                id: partner.clone(),
            },
        };
        return Err(Refusal::new(&partner, on, why).into());
    }
    writer.ask_knowing(&history, on, &checked.request())
}

/// The partners a file has told of so far, of those that were in the book before it, each with its line: of two rows of
/// one file that exclude each other the first stands.
#[derive(Debug, Default)]
pub struct Told(HashMap<PartnerId, u64>);

/// That an earlier row of the file has told of the partner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Again {
    /// The line of the row.
    line: Option<u64>,
}

impl Told {
    /// Whether a row before that of a line has told of the partner.
    pub(super) fn before(
        &mut self,
        history: &History,
        writer: &Writer<'_>,
        line: u64,
    ) -> Option<Again> {
        let mut facts = history.facts().iter();
        let of_file = facts.find(|fact| fact.id.entry == writer.entry());
        if let Some(fact) = of_file {
            let line = writer.line_of(fact.id);
            return Some(Again { line });
        }
        let first = *self.0.entry(history.partner.clone()).or_insert(line);
        (first != line).then_some(Again { line: Some(first) })
    }
}

/// Adds to what is wrong with a row what the rules would say of a new company with the values that will do.
///
/// # Errors
/// The row will not do, or the book cannot be read.
pub(super) fn settle_values(
    mut bad: BadValues,
    writer: &Writer<'_>,
    on: Day,
    checked: &Checked,
) -> Result<(), NotTaken> {
    if bad.any() && checked.profile.name.is_some() && checked.known(writer)?.is_none() {
        let history = History::new(checked.new_id(writer)?);
        match writer.judge(&history, on, &checked.clone().request()) {
            Err(ChangeError::Refused(refusal)) => bad.refused(refusal),
            Err(ChangeError::Store(error)) => return Err(error.into()),
            Err(ChangeError::Bad(_)) | Ok(_) => {}
        }
    }
    Ok(bad.settled()?)
}

/// Takes a row of a file of applicants.
///
/// # Errors
/// A value will not do, the rules refuse it, or the book cannot be written.
pub fn row(
    told: &mut Told,
    writer: &mut Writer<'_>,
    row: &Row,
    on_duplicate: OnDuplicate,
    default_on: Day,
    salt: &str,
) -> Result<Taken, NotTaken> {
    let mut bad = BadValues::of(row);
    let given_on = company::given_day("on", row.get("on"), writer.today());
    let given_on = bad.check(given_on);
    let on = given_on.unwrap_or(default_on);
    let checked = Applicant::of_row(row).checked(&mut bad, writer, on, salt);
    settle_values(bad, writer, on, &checked)?;
    let Some(partner) = checked.known(writer)? else {
        let history = History::new(checked.new_id(writer)?);
        writer.ask_briefly(&history, on, &checked.request())?;
        return Ok(Taken::Recorded(history.partner));
    };
    let history = writer.history(&partner)?;
    let again = told.before(&history, writer, row.line());
    if applies_again(&history, given_on) {
        writer.ask_briefly(&history, on, &checked.request())?;
        return Ok(Taken::Recorded(partner));
    }
    let other = differences(&history, &checked, given_on);
    settle_duplicate(writer, &history, checked, &other, again, on_duplicate)
}

/// A row for a company whose participation has ended is a new application only if it says so by its day; else
/// running an old file again would bring back everyone who left.
pub(super) fn applies_again(history: &History, given_on: Option<Day>) -> bool {
    let latest = history.latest();
    match (&latest.participation, given_on) {
        (Some(current), Some(on)) => current.stage.running().is_none() && on > current.since,
        _ => false,
    }
}

/// What to do with a row for a company that is there already.
pub(super) fn settle_duplicate(
    writer: &mut Writer<'_>,
    history: &History,
    checked: Checked,
    other: &[&'static str],
    again: Option<Again>,
    on_duplicate: OnDuplicate,
) -> Result<Taken, NotTaken> {
    let partner = history.partner.clone();
    if other.is_empty() {
        return Ok(Taken::Unchanged);
    }
    let what = other.join(", ");
    if let Some(again) = again {
        let reason = format!(
            "{} is {partner} too, with other content ({what})",
            earlier_row(again.line)
        );
        return Err(NotTaken::because(reason));
    }
    let fixed: Vec<&str> = other
        .iter()
        .copied()
        .filter(|column| FIXED.contains(column))
        .collect();
    match on_duplicate {
        OnDuplicate::Skip => Ok(Taken::Skipped),
        _ if !fixed.is_empty() => Err(NotTaken::because(format!(
            "{partner} is there already with other content ({what}), and {} cannot be changed by a file: \
             mend the row, or undo what recorded it",
            fixed.join(", ")
        ))),
        OnDuplicate::Update => {
            let today = writer.today();
            let edit = Request::Edit {
                profile: checked.profile,
            };
            let mut recorded = writer.ask_briefly(history, today, &edit)?;
            if let Some(contact) = checked.contact.filter(|_| other.contains(&"contact")) {
                let people = Request::People {
                    team: Vec::new(),
                    contacts: vec![contact],
                    forget: Vec::new(),
                };
                let history = writer.history(&partner)?;
                recorded += writer.ask_briefly(&history, today, &people)?;
            }
            Ok(if recorded > 0 {
                Taken::Recorded(partner)
            } else {
                Taken::Unchanged
            })
        }
        OnDuplicate::Refuse => Err(NotTaken::because(format!(
            "{partner} is there already with other content ({what}); `--on-duplicate skip` leaves it, \
             `update` takes the row's"
        ))),
    }
}

/// What a file cannot change of a partner that is there.
const FIXED: [&str; 6] = [
    "on",
    "stage",
    "admitted_on",
    "mpa_on",
    "certified_on",
    "points",
];

/// The columns in which a row differs from what a file last brought of the partner; a later edit by hand is no
/// difference.
pub(super) fn differences(
    history: &History,
    checked: &Checked,
    given_on: Option<Day>,
) -> Vec<&'static str> {
    let mut brought = Profile::default();
    for fact in history.facts() {
        if let Fact::Profile(profile) = &fact.fact
            && profile.brought
        {
            brought.update(profile);
        }
    }
    let Profile {
        name,
        texts,
        // Files have no column for it.
        share_bp: _,
        brought: _,
    } = &checked.profile;
    let mut other = Vec::new();
    let brought_name = brought.name.as_ref().map_or("", |name| &name.text);
    if name.as_ref().is_some_and(|name| name.text != brought_name) {
        other.push("name");
    }
    let differs =
        |(field, text): &(ProfileField, &String)| *text != brought.get(*field).unwrap_or_default();
    other.extend(texts.iter().filter(differs).map(|(field, _)| field.name()));
    if checked
        .contact
        .as_ref()
        .is_some_and(|contact| is_another(history, contact))
    {
        other.push("contact");
    }
    let applied = history
        .facts()
        .iter()
        .filter(|fact| matches!(fact.fact, Fact::Application(_)));
    if given_on.is_some_and(|on| applied.clone().all(|fact| fact.on != on)) {
        other.push("on");
    }
    other
}

/// Whether a contact is none that was recorded in its role. One whose data was forgotten may be the same.
fn is_another(history: &History, contact: &Contact) -> bool {
    let Some(person) = &contact.person else {
        return false;
    };
    let recorded = history.facts().iter().filter_map(|fact| match &fact.fact {
        Fact::Contact(known) if known.role == contact.role => Some(known),
        _ => None,
    });
    let same = |known: &Contact| match &known.person {
        Some(old) => {
            let again = crate::domain::fact::Person {
                salt: old.salt.clone(),
                ..person.clone()
            };
            contact_digest(&again) == known.digest
        }
        None => true,
    };
    !recorded.into_iter().any(same)
}
