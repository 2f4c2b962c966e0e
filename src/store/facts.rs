//! Each fact to and from its row.

use super::engine::{ResultRow, Value};
use super::error::StoreError;
use super::tables::{
    ADOPTION, APPLICATION, ASSIGNMENT, AWARD, COMMON_COLUMNS, CONFIRMATION, CONTACT, CREDIT_USE,
    DEPLOYMENT, EXTENSION, OBJECTION, PRODUCT, PRODUCT_VERDICT, PROFILE, PUBLICATION, REVENUE,
    STANDING, STEP, TABLES, TERM, VERDICT,
};
use crate::domain::fact::{
    Adoption, Application, Assignment, Award, Confirmation, Contact, ContentField, CreditUse,
    Deployment, Described, Extension, Fact, Forgetting, GoodStanding, Name, Objection, Objector,
    Outcome, Person, ProductName, Profile, ProfileField, ProfileTexts, Publication,
    PublicationStep, Recorded, Revenue, Reversal, Step, StepKind, Term, Verdict, VerdictKind,
};
use crate::domain::value::day::{Day, parse_day};
use crate::domain::value::id::{EntryId, FactId};
use crate::domain::value::month::Month;
use std::borrow::Cow;

/// A column's value on its way into the book.
#[derive(Debug)]
pub(super) enum Field<'f> {
    Null,
    Int(i64),
    Text(Cow<'f, str>),
}

impl Field<'_> {
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Field::Null => Value::Null,
            Field::Int(int) => Value::Int(*int),
            Field::Text(text) => Value::Text(text),
        }
    }
}

impl<'f> From<&'f str> for Field<'f> {
    fn from(text: &'f str) -> Self {
        Field::Text(Cow::Borrowed(text))
    }
}

impl<'f> From<&'f String> for Field<'f> {
    fn from(text: &'f String) -> Self {
        Field::Text(Cow::Borrowed(text))
    }
}

impl<'f> From<&'f Option<String>> for Field<'f> {
    fn from(text: &'f Option<String>) -> Self {
        text.as_ref().map_or(Field::Null, Field::from)
    }
}

impl From<Day> for Field<'_> {
    fn from(day: Day) -> Self {
        Field::Text(Cow::Owned(day.to_string()))
    }
}

impl From<Option<Day>> for Field<'_> {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Field::Null, Field::from)
    }
}

impl From<i64> for Field<'_> {
    fn from(int: i64) -> Self {
        Field::Int(int)
    }
}

impl From<Option<i64>> for Field<'_> {
    fn from(int: Option<i64>) -> Self {
        int.map_or(Field::Null, Field::Int)
    }
}

impl From<u32> for Field<'_> {
    fn from(int: u32) -> Self {
        Field::Int(i64::from(int))
    }
}

/// The table of a fact and the values of its own columns.
pub(super) fn row_of(fact: &Fact) -> (usize, Vec<Field<'_>>) {
    match fact {
        Fact::Application(application) => (
            APPLICATION,
            vec![application.participation.into(), (&application.note).into()],
        ),
        Fact::Profile(profile) => (PROFILE, profile_row(profile)),
        Fact::Adoption(adoption) => (
            ADOPTION,
            vec![
                adoption.admitted_on.into(),
                adoption.agreed_on.into(),
                adoption.certified_on.into(),
            ],
        ),
        Fact::Step(step) => (STEP, vec![step.kind.name().into(), (&step.reason).into()]),
        Fact::Extension(extension) => (
            EXTENSION,
            vec![extension.until.into(), (&extension.reason).into()],
        ),
        Fact::Verdict(Verdict {
            product: Some(product),
            checklist,
            item,
            kind,
            note,
            evidence,
            ..
        }) => (
            PRODUCT_VERDICT,
            vec![
                product.into(),
                checklist.into(),
                item.into(),
                kind.name().into(),
                note.into(),
                evidence.into(),
            ],
        ),
        Fact::Verdict(verdict) => (
            VERDICT,
            vec![
                (&verdict.checklist).into(),
                (&verdict.item).into(),
                verdict.term.map(i64::from).into(),
                verdict.kind.name().into(),
                (&verdict.note).into(),
                (&verdict.evidence).into(),
            ],
        ),
        Fact::Standing(standing) => (
            STANDING,
            vec![i64::from(standing.good).into(), (&standing.reason).into()],
        ),
        Fact::Award(award) => (
            AWARD,
            vec![
                award.participation.into(),
                (&award.activity).into(),
                award.points.into(),
                (&award.reference).into(),
                (&award.evidence).into(),
                (&award.note).into(),
                award.expires_on.into(),
                (&award.override_reason).into(),
                Field::Null,
                Field::Null,
                Field::Null,
            ],
        ),
        Fact::Reversal(reversal) => (
            AWARD,
            vec![
                reversal.participation.into(),
                (&reversal.activity).into(),
                reversal.points.into(),
                Field::Null,
                Field::Null,
                Field::Null,
                reversal.expires_on.into(),
                Field::Null,
                (&reversal.reason).into(),
                reversal.award.entry.0.into(),
                reversal.award.n.into(),
            ],
        ),
        Fact::Term(term) => (
            TERM,
            vec![
                term.number.into(),
                term.anniversary.into(),
                term.run_on.into(),
            ],
        ),
        Fact::Objection(objection) => (
            OBJECTION,
            vec![
                objection.term.into(),
                objection.by.name().into(),
                (&objection.text).into(),
            ],
        ),
        Fact::Confirmation(confirmation) => (
            CONFIRMATION,
            vec![confirmation.term.into(), (&confirmation.reason).into()],
        ),
        Fact::Assignment(assignment) => (
            ASSIGNMENT,
            vec![(&assignment.role).into(), (&assignment.person).into()],
        ),
        Fact::Forgetting(forgetting) => (CONTACT, vec![(&forgetting.role).into(), "".into()]),
        Fact::Contact(contact) => (
            CONTACT,
            vec![(&contact.role).into(), (&contact.digest).into()],
        ),
        Fact::CreditUse(used) => (
            CREDIT_USE,
            vec![
                Field::Text(Cow::Owned(used.month.to_string())),
                used.cents.into(),
                (&used.note).into(),
            ],
        ),
        Fact::Product(described) => (PRODUCT, product_row(described)),
        Fact::Publication(publication) => (
            PUBLICATION,
            vec![
                (&publication.product).into(),
                publication.step.name().into(),
            ],
        ),
        Fact::Deployment(deployment) => (
            DEPLOYMENT,
            vec![
                (&deployment.product).into(),
                (&deployment.reference).into(),
                (&deployment.customer).into(),
                deployment.outcome.name().into(),
                (&deployment.error).into(),
                i64::from(deployment.test).into(),
            ],
        ),
        Fact::Revenue(revenue) => (
            REVENUE,
            vec![
                (&revenue.product).into(),
                Field::Text(Cow::Owned(revenue.month.to_string())),
                (&revenue.sku).into(),
                revenue.subscriptions.into(),
                revenue.cents.into(),
                (&revenue.note).into(),
            ],
        ),
    }
}

fn product_row(described: &Described) -> Vec<Field<'_>> {
    let Described {
        product,
        name,
        content,
        brought,
    } = described;
    let part = |of: fn(&ProductName) -> &String| {
        let name = name.as_ref();
        name.map_or(Field::Null, |name| of(name).into())
    };
    let text = |field: &ContentField| content.get(field).map_or(Field::Null, Field::from);
    let mut row = vec![
        product.into(),
        part(|name| &name.text),
        part(|name| &name.key),
    ];
    row.extend(ContentField::ALL.iter().map(text));
    row.push(i64::from(*brought).into());
    row
}

fn profile_row(profile: &Profile) -> Vec<Field<'_>> {
    let Profile {
        name,
        texts,
        share_bp,
        brought,
    } = profile;
    let name = name.as_ref();
    let part = |of: fn(&Name) -> &String| name.map_or(Field::Null, |name| of(name).into());
    let mut row = vec![
        part(|name| &name.text),
        part(|name| &name.key),
        part(|name| &name.look),
    ];
    row.extend(profile_fields(false).map(|field| (&texts[field]).into()));
    row.extend([(*share_bp).into(), i64::from(*brought).into()]);
    row.extend(profile_fields(true).map(|field| (&texts[field]).into()));
    row
}

/// Returns the fields of a profile in the order of their columns: those of the first schema, or those that a later one
/// added, which come last in a row.
fn profile_fields(added: bool) -> impl Iterator<Item = ProfileField> {
    let fields = ProfileField::ALL.iter().copied();
    fields.filter(move |field| TABLES[PROFILE].added.contains(&field.name()) == added)
}

/// Reads the fact in a row of a table.
pub(super) fn fact_of(table: usize, row: &ResultRow<'_>) -> Result<Recorded, StoreError> {
    let id = FactId {
        entry: EntryId(row.int(1)?),
        n: row.int(2)?,
    };
    let on = day(row, 3)?;
    let own = Own { row, on };
    let fact = match table {
        APPLICATION => Fact::Application(Application {
            participation: own.count(0)?,
            note: own.maybe(1)?,
        }),
        PROFILE => Fact::Profile(own.profile()?),
        ADOPTION => Fact::Adoption(Adoption {
            admitted_on: own.maybe_day(0)?,
            agreed_on: own.maybe_day(1)?,
            certified_on: own.maybe_day(2)?,
        }),
        STEP => Fact::Step(Step {
            kind: own.word(0, StepKind::named)?,
            reason: own.maybe(1)?,
        }),
        EXTENSION => Fact::Extension(Extension {
            until: own.day(0)?,
            reason: own.text(1)?,
        }),
        VERDICT => Fact::Verdict(Verdict {
            checklist: own.text(0)?,
            item: own.text(1)?,
            term: own.maybe_int(2)?.map(counted).transpose()?,
            product: None,
            kind: own.word(3, VerdictKind::named)?,
            note: own.maybe(4)?,
            evidence: own.maybe(5)?,
        }),
        STANDING => Fact::Standing(GoodStanding {
            good: own.int(0)? == 1,
            reason: own.maybe(1)?,
        }),
        AWARD => own.award()?,
        TERM => Fact::Term(Term {
            number: own.count(0)?,
            starts: own.on,
            anniversary: own.day(1)?,
            run_on: own.maybe_day(2)?,
        }),
        OBJECTION => Fact::Objection(Objection {
            term: own.count(0)?,
            by: own.word(1, Objector::named)?,
            text: own.text(2)?,
        }),
        CONFIRMATION => Fact::Confirmation(Confirmation {
            term: own.count(0)?,
            reason: own.text(1)?,
        }),
        ASSIGNMENT => Fact::Assignment(Assignment {
            role: own.text(0)?,
            person: own.text(1)?,
        }),
        CONTACT => own.contact()?,
        CREDIT_USE => Fact::CreditUse(CreditUse {
            month: own.month(0)?,
            cents: own.int(1)?,
            note: own.maybe(2)?,
        }),
        PRODUCT => Fact::Product(own.described()?),
        PRODUCT_VERDICT => Fact::Verdict(Verdict {
            product: Some(own.text(0)?),
            checklist: own.text(1)?,
            item: own.text(2)?,
            term: None,
            kind: own.word(3, VerdictKind::named)?,
            note: own.maybe(4)?,
            evidence: own.maybe(5)?,
        }),
        PUBLICATION => Fact::Publication(Publication {
            product: own.text(0)?,
            step: own.word(1, PublicationStep::named)?,
        }),
        DEPLOYMENT => Fact::Deployment(Deployment {
            product: own.text(0)?,
            reference: own.text(1)?,
            customer: own.maybe(2)?,
            outcome: own.word(3, Outcome::named)?,
            error: own.maybe(4)?,
            test: own.int(5)? == 1,
        }),
        REVENUE => Fact::Revenue(Revenue {
            product: own.text(0)?,
            month: own.month(1)?,
            sku: own.text(2)?,
            subscriptions: own.maybe_int(3)?,
            cents: own.int(4)?,
            note: own.maybe(5)?,
        }),
        _ => return Err(StoreError::Failed("a row of no table was read".to_owned())),
    };
    Ok(Recorded { id, on, fact })
}

/// The columns of a row that are its table's own.
struct Own<'r> {
    row: &'r ResultRow<'r>,
    on: Day,
}

impl Own<'_> {
    fn text(&self, column: usize) -> Result<String, StoreError> {
        Ok(self.row.text(COMMON_COLUMNS + column)?.to_owned())
    }

    fn maybe(&self, column: usize) -> Result<Option<String>, StoreError> {
        self.row.owned(COMMON_COLUMNS + column)
    }

    fn int(&self, column: usize) -> Result<i64, StoreError> {
        self.row.int(COMMON_COLUMNS + column)
    }

    fn maybe_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        self.row.maybe_int(COMMON_COLUMNS + column)
    }

    fn count(&self, column: usize) -> Result<u32, StoreError> {
        counted(self.int(column)?)
    }

    fn day(&self, column: usize) -> Result<Day, StoreError> {
        day(self.row, COMMON_COLUMNS + column)
    }

    fn maybe_day(&self, column: usize) -> Result<Option<Day>, StoreError> {
        let text = self.row.maybe_text(COMMON_COLUMNS + column)?;
        text.map(|text| parse_day(text).ok_or_else(|| damaged(text)))
            .transpose()
    }

    fn month(&self, column: usize) -> Result<Month, StoreError> {
        let text = self.row.text(COMMON_COLUMNS + column)?;
        Month::parse(text).ok_or_else(|| damaged(text))
    }

    fn word<T>(&self, column: usize, named: fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.row.text(COMMON_COLUMNS + column)?;
        named(text).ok_or_else(|| damaged(text))
    }

    fn profile(&self) -> Result<Profile, StoreError> {
        let name = match self.maybe(0)? {
            Some(text) => Some(Name {
                text,
                key: self.text(1)?,
                look: self.text(2)?,
            }),
            None => None,
        };
        let mut texts = ProfileTexts::default();
        let mut columns = 3..;
        let mut next = || columns.next().unwrap_or_default();
        for field in profile_fields(false) {
            texts[field] = self.maybe(next())?;
        }
        let share_bp = self.maybe_int(next())?;
        let brought = self.int(next())? == 1;
        for field in profile_fields(true) {
            texts[field] = self.maybe(next())?;
        }
        Ok(Profile {
            name,
            texts,
            share_bp,
            brought,
        })
    }

    fn described(&self) -> Result<Described, StoreError> {
        let name = match self.maybe(1)? {
            Some(text) => Some(ProductName {
                text,
                key: self.text(2)?,
            }),
            None => None,
        };
        let mut described = Described {
            product: self.text(0)?,
            name,
            brought: self.int(3 + ContentField::ALL.len())? == 1,
            ..Described::default()
        };
        for (column, field) in (3..).zip(ContentField::ALL) {
            if let Some(text) = self.maybe(column)? {
                described.content.insert(*field, text);
            }
        }
        Ok(described)
    }

    fn award(&self) -> Result<Fact, StoreError> {
        let (participation, activity, points) = (self.count(0)?, self.text(1)?, self.int(2)?);
        let expires_on = self.maybe_day(6)?;
        let Some(entry) = self.maybe_int(9)? else {
            return Ok(Fact::Award(Award {
                participation,
                activity,
                points,
                reference: self.maybe(3)?,
                evidence: self.maybe(4)?,
                note: self.maybe(5)?,
                expires_on,
                override_reason: self.maybe(7)?,
            }));
        };
        let award = FactId {
            entry: EntryId(entry),
            n: self.int(10)?,
        };
        Ok(Fact::Reversal(Reversal {
            award,
            participation,
            activity,
            points,
            expires_on,
            reason: self.text(8)?,
        }))
    }

    fn contact(&self) -> Result<Fact, StoreError> {
        let (role, digest) = (self.text(0)?, self.text(1)?);
        if digest.is_empty() {
            return Ok(Fact::Forgetting(Forgetting { role }));
        }
        let person = match (self.maybe(2)?, self.maybe(3)?, self.maybe(4)?) {
            (Some(salt), Some(name), Some(email)) => Some(Person { salt, name, email }),
            _ => None,
        };
        Ok(Fact::Contact(Contact {
            role,
            digest,
            person,
        }))
    }
}

fn day(row: &ResultRow<'_>, column: usize) -> Result<Day, StoreError> {
    let text = row.text(column)?;
    parse_day(text).ok_or_else(|| damaged(text))
}

fn counted(int: i64) -> Result<u32, StoreError> {
    u32::try_from(int).map_err(|_| damaged(&int.to_string()))
}

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(format!("`{what}` is in an impossible place"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_profile_has_its_column() {
        let names = |added| profile_fields(added).map(ProfileField::name);
        let table = &TABLES[PROFILE];
        let mut columns = vec!["name", "name_key", "look_key"];
        columns.extend(names(false));
        columns.extend(["share_bp", "brought"]);
        assert_eq!(table.columns, columns);
        assert_eq!(table.added, names(true).collect::<Vec<_>>());
    }
}
