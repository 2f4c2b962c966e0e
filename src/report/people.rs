//! Who has which role for a partner.

use super::status::{PersonInRole, people};
use super::{AsOf, Block, PageOptions, Report, SCHEMA};
use crate::domain::partner::history::History;
use crate::domain::value::day::Day;
use crate::output::{Column, Sheet};
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
