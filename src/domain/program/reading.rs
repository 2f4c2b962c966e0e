//! How the rules are read where the program's documents leave room.
//!
//! A reading may turn out wrong, but what was recorded under it was right when it was recorded. So each book keeps
//! from which entry on it is read how, and every fact is judged by the reading of its entry for ever: a book that was
//! sound stays so.

/// A reading of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// A reversal freed the limit and the reference of its award whatever the day of the next, and a term was judged by
    /// what was known when it was opened, whatever the day it held from.
    First,
    /// A limit and a reference are free from the day of the reversal on, and a term is judged on the day its renewal
    /// was run.
    Second,
}

impl Reading {
    /// The reading by which facts are judged from now on.
    pub const PRESENT: Self = Self::Second;

    /// 1, 2, 3 …
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    /// The reading of a number.
    #[must_use]
    pub fn numbered(number: i64) -> Option<Self> {
        [Self::First, Self::Second]
            .into_iter()
            .find(|reading| reading.number() == number)
    }
}
