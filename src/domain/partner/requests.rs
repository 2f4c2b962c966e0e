//! The requests of a participation, open and settled.

use crate::domain::fact::{Asked, Settled, Settlement};
use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;

/// A request, with what became of it.
#[derive(Debug, Clone)]
pub struct KnownRequest<'h> {
    /// Its name: the entry that recorded it and its place there.
    pub id: FactId,
    /// The day it was made.
    pub on: Day,
    /// What was asked for.
    pub asked: &'h Asked,
    /// How it was settled, and when.
    pub settled: Option<(Day, &'h Settlement)>,
}

impl KnownRequest<'_> {
    /// Whether nobody has settled it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.settled.is_none()
    }

    /// How it ended; `None` while it is open.
    #[must_use]
    pub fn outcome(&self) -> Option<Settled> {
        self.settled.map(|(_, settlement)| settlement.outcome)
    }
}
