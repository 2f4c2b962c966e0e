//! What a partner had behind it when it was taken over.

use crate::domain::program::{Checklist, Item, Program, StageName, Subject};
use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;

/// A stage that an adopted partner had left before the book.
#[derive(Debug, Clone, Copy)]
pub struct Adopted {
    /// The stage.
    pub left: StageName,
    /// The day it left it.
    pub on: Day,
    /// The adoption.
    pub id: FactId,
}

impl Adopted {
    /// Whether an item is waived by it: what gates the step by which the stage was left, whatever else names it, and the
    /// rest of the lists that were open then. Only what entitles to the credit and gates nothing has to be given: the
    /// adoption names its day apart.
    #[must_use]
    pub fn waives(&self, program: &Program, list: &Checklist, item: &Item) -> bool {
        let passed = match self.left {
            StageName::Applicant => Some(&program.admit),
            StageName::Candidate => Some(&program.certify),
            StageName::Certified => None,
        };
        let gates = passed.is_some_and(|gate| {
            gate.checklists.contains(&list.id) || gate.items.contains(&item.id)
        });
        let was_open = list.from <= self.left && !program.credit.items.contains(&item.id);
        list.of == Subject::Participation && (gates || was_open)
    }
}
