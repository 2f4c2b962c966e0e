//! Companies that apply, one or a file of them.

use super::bad_values::{BadValue, BadValues};
use super::change::{Change, ChangeError, Writer};
use super::company::{self, ProfileInput};
use super::contact::ContactInput;
use super::import::{
    Batch, Duplicate, EarlierRows, Import, RowError, RowOutcome, SKIP_OR_UPDATE, earlier_row,
    settle_duplicate,
};
use super::values;
use crate::domain::decide::request::{Apply, Request, SetPeople};
use crate::domain::fact::{Contact, Fact, Profile, ProfileField, ProfileTexts};
use crate::domain::partner::history::History;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::name::name_key;
use crate::rows::{FileColumn, Row, Takes};
use crate::store::contact_digest;

/// The role of the person a company names when it applies.
const FIRST_CONTACT: &str = "business";

/// Returns the columns of a file of applicants.
#[must_use]
pub(crate) fn columns() -> Vec<FileColumn> {
    let about_the_company = ProfileField::ALL.iter().copied();
    let about_the_company = about_the_company.filter(|field| field.is_for_applicants());
    [
        FileColumn::required("name"),
        FileColumn::optional("id").taking(Takes::Code),
    ]
    .into_iter()
    .chain(about_the_company.map(company::column_of))
    .chain(
        [
            "contact_name",
            "contact_email",
            "contact_phone",
            "on",
            "note",
        ]
        .map(FileColumn::optional),
    )
    .collect()
}

/// A company that applies, as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Applicant<'s> {
    /// What it says of itself.
    pub profile: ProfileInput<'s>,
    /// The id it is given.
    pub id: Option<&'s str>,
    /// Whom to talk to.
    pub contact: Option<ContactInput<'s>>,
    /// A remark.
    pub note: Option<&'s str>,
}

/// An applicant with every value checked.
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
    pub(crate) fn of_row(row: &'s Row) -> Self {
        Self {
            profile: ProfileInput {
                name: row.get("name"),
                texts: ProfileTexts::from_fn(|field| row.get(field.name())),
                revenue_share: None,
            },
            id: row.get("id"),
            contact: contact_of(row),
            note: row.get("note"),
        }
    }

    /// The applicant of the valid values; the others are added to the bad ones.
    pub(super) fn checked(
        &self,
        bad: &mut BadValues,
        writer: &Writer<'_>,
        on: Day,
        salt: &str,
    ) -> Checked {
        let contact = self.contact;
        let contact = contact.map(|contact| contact.contact(FIRST_CONTACT, salt));
        let id = |id| PartnerId::new(id).map_err(|reason| BadValue::new("id", id, reason));
        Checked {
            profile: self.profile.valid(bad, writer.rules().on(on), true),
            id: bad.check(self.id.map(id).transpose()),
            contact: bad.check(contact.transpose()),
            note: bad.check(values::text("note", self.note)),
        }
    }
}

/// The contact of a row, if it has one.
fn contact_of(row: &Row) -> Option<ContactInput<'_>> {
    let values = ["contact_name", "contact_email", "contact_phone"].map(|column| row.get(column));
    let given = values.iter().any(Option::is_some);
    let [name, email, phone] = values.map(Option::unwrap_or_default);
    given.then_some(ContactInput { name, email, phone })
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

    /// Returns the history of the company, and whether the row is an application: of a company the book does not know,
    /// or of one whose participation had ended by a day.
    pub(super) fn company(
        &self,
        writer: &Writer<'_>,
        on: Option<Day>,
    ) -> Result<(History, bool), ChangeError> {
        match self.known(writer)? {
            None => Ok((History::new(self.new_id(writer)?), true)),
            Some(partner) => {
                let history = writer.history(&partner)?;
                let applies = applies_again(&history, on);
                Ok((history, applies))
            }
        }
    }

    pub(super) fn application(self) -> Apply {
        Apply {
            own_id: self.id.is_some(),
            profile: self.profile,
            contact: self.contact,
            note: self.note,
        }
    }
}

/// Records one application: a new company's, or that of one whose participation has ended.
pub(crate) fn record_application(
    writer: &mut Writer<'_>,
    applicant: &Applicant<'_>,
    on: Day,
    salt: &str,
) -> Result<Change, ChangeError> {
    let mut bad = BadValues::default();
    let mut checked = applicant.checked(&mut bad, writer, on, salt);
    bad.into_result()?;
    let known = match checked.known(writer)? {
        None => checked.named_by_id(writer)?,
        known => known,
    };
    let Some(partner) = known else {
        let partner = checked.new_id(writer)?;
        return writer.apply_with_history(
            &History::new(partner),
            on,
            &Request::Apply(checked.application()),
        );
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
    writer.apply_with_history(&history, on, &Request::Apply(checked.application()))
}

/// Adds to what is wrong with a row what the rules would say of a new company with the values that will do.
pub(super) fn settle_values(
    mut bad: BadValues,
    writer: &Writer<'_>,
    on: Day,
    checked: &Checked,
) -> Result<(), RowError> {
    if bad.any() && checked.profile.name.is_some() && checked.known(writer)?.is_none() {
        let history = History::new(checked.new_id(writer)?);
        match writer.judge(&history, on, &Request::Apply(checked.clone().application())) {
            Err(ChangeError::Refused(refusal)) => bad.refused(refusal),
            Err(ChangeError::Store(error)) => return Err(error.into()),
            Err(ChangeError::Bad(_)) | Ok(_) => {}
        }
    }
    Ok(bad.into_result()?)
}

/// An import of applicants.
pub(crate) struct ApplyImport<'a> {
    default_on: Day,
    salt: &'a dyn Fn() -> String,
    earlier: EarlierCompanies,
}

impl<'a> ApplyImport<'a> {
    /// Begins an import; the day holds where a row has none, and each contact is salted anew.
    #[must_use]
    pub(crate) fn new(default_on: Day, salt: &'a dyn Fn() -> String) -> Self {
        Self {
            default_on,
            salt,
            earlier: EarlierCompanies::default(),
        }
    }
}

impl Import for ApplyImport<'_> {
    const MAKES_BOOK: bool = true;

    fn columns(&self) -> Vec<FileColumn> {
        columns()
    }

    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError> {
        let writer = batch.writer();
        let mut bad = BadValues::of(row);
        let given_on = values::given_day("on", row.get("on"), writer.today());
        let given_on = bad.check(given_on);
        let on = given_on.unwrap_or(self.default_on);
        let checked = Applicant::of_row(row).checked(&mut bad, writer, on, &(self.salt)());
        settle_values(bad, writer, on, &checked)?;
        let (history, applies) = checked.company(writer, given_on)?;
        if applies {
            writer.apply_count(&history, on, &Request::Apply(checked.application()))?;
            return Ok(RowOutcome::Recorded(history.partner));
        }
        let other = differences(&history, &checked, given_on);
        let earlier = self.earlier.row(&history, writer, row.line());
        settle_company(batch, &history, checked, &other, earlier)
    }
}

/// The companies that earlier rows of a file were about.
#[derive(Debug, Default)]
pub(super) struct EarlierCompanies(EarlierRows);

impl EarlierCompanies {
    /// Returns the name of an earlier row about the company, if there is one.
    pub(super) fn row(
        &mut self,
        history: &History,
        writer: &Writer<'_>,
        line: u64,
    ) -> Option<String> {
        let mut facts = history.facts().iter();
        if let Some(fact) = facts.find(|fact| fact.id.entry == writer.entry()) {
            return Some(earlier_row(writer.line_of(fact.id)));
        }
        let first = self.0.remember(&history.partner, "", line)?;
        Some(earlier_row(Some(first)))
    }
}

/// A row for a company whose participation has ended is a new application only if it says so by its day; else
/// running an old file again would bring back everyone who left.
fn applies_again(history: &History, given_on: Option<Day>) -> bool {
    let latest = history.latest();
    match (&latest.participation, given_on) {
        (Some(current), Some(on)) => current.stage.running().is_none() && on > current.since,
        _ => false,
    }
}

/// Decides about a row for a company that is on record, and carries it out.
pub(super) fn settle_company(
    batch: &mut Batch<'_>,
    history: &History,
    checked: Checked,
    other: &[&'static str],
    earlier: Option<String>,
) -> Result<RowOutcome, RowError> {
    let partner = &history.partner;
    let what = other.join(", ");
    let contradiction = earlier.map(|earlier| {
        let reason = format!("{earlier} is {partner} too, with other content ({what})");
        RowError::because(reason)
    });
    let fixed = other.iter().filter(|column| FIXED.contains(column));
    let fixed: Vec<&str> = fixed.copied().collect();
    let cannot_be_changed = || {
        RowError::because(format!(
            "{partner} is there already with other content ({what}), and {} cannot be changed by a file: \
             fix the row, or undo what recorded it",
            fixed.join(", ")
        ))
    };
    let refusal = || match fixed.as_slice() {
        [] => RowError::because(format!(
            "{partner} is there already with other content ({what}){SKIP_OR_UPDATE}"
        )),
        _ => cannot_be_changed(),
    };
    match settle_duplicate(
        other.is_empty(),
        contradiction,
        batch.on_duplicate(),
        refusal,
    )? {
        Duplicate::Settled(outcome) => Ok(outcome),
        Duplicate::Replace if !fixed.is_empty() => Err(cannot_be_changed()),
        Duplicate::Replace => {
            let writer = batch.writer();
            let today = writer.today();
            let edit = Request::Edit(checked.profile);
            let mut recorded = writer.apply_count(history, today, &edit)?;
            if let Some(contact) = checked.contact.filter(|_| other.contains(&"contact")) {
                let people = Request::SetPeople(SetPeople {
                    contacts: vec![contact],
                    ..SetPeople::default()
                });
                let history = writer.history(partner)?;
                recorded += writer.apply_count(&history, today, &people)?;
            }
            Ok(RowOutcome::of_count(recorded, partner.clone()))
        }
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
    let mut imported = Profile::default();
    for fact in history.facts() {
        if let Fact::Profile(profile) = &fact.fact
            && profile.imported
        {
            imported.update(profile);
        }
    }
    let Profile {
        name,
        texts,
        // Files have no column for it.
        share_bp: _,
        imported: _,
    } = &checked.profile;
    let mut other = Vec::new();
    let imported_name = imported.name.as_ref().map_or("", |name| &name.text);
    if name.as_ref().is_some_and(|name| name.text != imported_name) {
        other.push("name");
    }
    let differs =
        |(field, text): &(ProfileField, &String)| *text != imported.get(*field).unwrap_or_default();
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
