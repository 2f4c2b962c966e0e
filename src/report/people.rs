//! Who has which role for a partner, or for each.

use super::status::{PersonInRole, people};
use super::{AsOf, Block, PageOptions, Report, SCHEMA};
use crate::domain::partner::history::History;
use crate::domain::value::day::Day;
use crate::output::{Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;

/// Who has which role for a partner.
#[derive(Debug, Serialize)]
pub(crate) struct People {
    schema: u32,
    as_of: Day,
    partner: String,
    people: Vec<PersonInRole>,
}

impl People {
    /// The people of a partner.
    #[must_use]
    pub(crate) fn of(history: &History, as_of: AsOf) -> Self {
        let people = people(&history.at(as_of.day));
        Self {
            schema: SCHEMA,
            as_of: as_of.day,
            partner: history.partner.to_string(),
            people,
        }
    }
}

impl Report for People {
    fn names_contacts(&self, _: bool) -> bool {
        true
    }

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([Column::word("role"), Column::text("person")]);
        for person in &self.people {
            sheet.row([person.role.as_str().into(), person.person.as_str().into()]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.people.is_empty() {
            let none = format!("{}: nobody has a role yet", self.partner);
            return vec![Block::Line(none)];
        }
        vec![Block::Sheet(self.sheet())]
    }
}

/// Who has which role for each partner in the program.
#[derive(Debug, Serialize)]
pub(crate) struct PeopleOfAll {
    schema: u32,
    as_of: Day,
    people: Vec<PersonOfPartner>,
}

#[derive(Debug, Serialize)]
struct PersonOfPartner {
    partner: String,
    #[serde(flatten)]
    person: PersonInRole,
}

impl PeopleOfAll {
    /// The people of every partner that is in the program.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn of(book: &Book, as_of: AsOf) -> Result<Self, StoreError> {
        let mut all = Vec::new();
        book.walk(as_of.known_at, |history| {
            let standing = history.at(as_of.day);
            if standing.running().is_some() {
                all.extend(people(&standing).into_iter().map(|person| PersonOfPartner {
                    partner: history.partner.to_string(),
                    person,
                }));
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            people: all,
        })
    }
}

impl Report for PeopleOfAll {
    fn names_contacts(&self, _: bool) -> bool {
        true
    }

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            Column::word("partner"),
            Column::word("role"),
            Column::text("person"),
        ]);
        for line in &self.people {
            sheet.row([
                line.partner.as_str().into(),
                line.person.role.as_str().into(),
                line.person.person.as_str().into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.people.is_empty() {
            return vec![Block::Line("nobody has a role yet".to_owned())];
        }
        vec![Block::Sheet(self.sheet())]
    }
}
