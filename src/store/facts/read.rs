//! The fact of a row.

use super::profile_fields;
use crate::domain::fact::{
    Adoption, Application, Assignment, Award, Confirmation, Contact, ContentField, CreditUse,
    Deployment, Described, Extension, Fact, Forgetting, GoodStanding, Name, Objection, Objector,
    Outcome, Person, ProductName, Profile, ProfileTexts, Publication, PublicationStep, Recorded,
    Revenue, Reversal, Step, StepKind, Term, Verdict, VerdictKind,
};
use crate::domain::value::day::{Day, parse_day};
use crate::domain::value::id::{EntryId, FactId};
use crate::domain::value::month::Month;
use crate::store::engine::ResultRow;
use crate::store::error::StoreError;
use crate::store::tables::{COMMON_COLUMNS, Table};

/// Reads the fact in a row of a table.
pub(in crate::store) fn fact_of(table: Table, row: &ResultRow<'_>) -> Result<Recorded, StoreError> {
    let id = FactId {
        entry: EntryId(row.int(1)?),
        n: row.int(2)?,
    };
    let on = day(row, 3)?;
    let own = Own { row, on };
    let fact = match table {
        Table::Application => Fact::Application(Application {
            participation: own.count(0)?,
            note: own.maybe(1)?,
        }),
        Table::Profile => Fact::Profile(own.profile()?),
        Table::Adoption => Fact::Adoption(Adoption {
            admitted_on: own.maybe_day(0)?,
            agreed_on: own.maybe_day(1)?,
            certified_on: own.maybe_day(2)?,
        }),
        Table::Step => Fact::Step(Step {
            kind: own.word(0, StepKind::named)?,
            reason: own.maybe(1)?,
        }),
        Table::Extension => Fact::Extension(Extension {
            until: own.day(0)?,
            reason: own.text(1)?,
        }),
        Table::Verdict => Fact::Verdict(Verdict {
            checklist: own.text(0)?,
            item: own.text(1)?,
            term: own.maybe_int(2)?.map(counted).transpose()?,
            product: None,
            kind: own.word(3, VerdictKind::named)?,
            note: own.maybe(4)?,
            evidence: own.maybe(5)?,
        }),
        Table::Standing => Fact::Standing(GoodStanding {
            good: own.int(0)? == 1,
            reason: own.maybe(1)?,
        }),
        Table::Award => own.award()?,
        Table::Term => Fact::Term(Term {
            number: own.count(0)?,
            starts: own.on,
            anniversary: own.day(1)?,
            run_on: own.maybe_day(2)?,
        }),
        Table::Objection => Fact::Objection(Objection {
            term: own.count(0)?,
            by: own.word(1, Objector::named)?,
            text: own.text(2)?,
        }),
        Table::Confirmation => Fact::Confirmation(Confirmation {
            term: own.count(0)?,
            reason: own.text(1)?,
        }),
        Table::Assignment => Fact::Assignment(Assignment {
            role: own.text(0)?,
            person: own.text(1)?,
        }),
        Table::Contact => own.contact()?,
        Table::CreditUse => Fact::CreditUse(CreditUse {
            month: own.month(0)?,
            cents: own.int(1)?,
            note: own.maybe(2)?,
        }),
        Table::Product => Fact::Product(own.described()?),
        Table::ProductVerdict => Fact::Verdict(Verdict {
            product: Some(own.text(0)?),
            checklist: own.text(1)?,
            item: own.text(2)?,
            term: None,
            kind: own.word(3, VerdictKind::named)?,
            note: own.maybe(4)?,
            evidence: own.maybe(5)?,
        }),
        Table::Publication => Fact::Publication(Publication {
            product: own.text(0)?,
            step: own.word(1, PublicationStep::named)?,
        }),
        Table::Deployment => Fact::Deployment(Deployment {
            product: own.text(0)?,
            reference: own.text(1)?,
            customer: own.maybe(2)?,
            outcome: own.word(3, Outcome::named)?,
            error: own.maybe(4)?,
            test: own.int(5)? == 1,
        }),
        Table::Revenue => Fact::Revenue(Revenue {
            product: own.text(0)?,
            month: own.month(1)?,
            sku: own.text(2)?,
            subscriptions: own.maybe_int(3)?,
            cents: own.int(4)?,
            note: own.maybe(5)?,
        }),
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
