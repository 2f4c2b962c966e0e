//! Options that choose a value of the program's own enums: their words and what help says of each.

use crate::domain::fact::{Objector, Worth};
use crate::domain::partner::product::ProductState;
use crate::domain::partner::standing::Stage;
use crate::domain::program::Party;
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::report::selection::SortBy;
use clap::ValueEnum;
use clap::builder::PossibleValue;

impl ValueEnum for OnDuplicate {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Skip, Self::Update]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (word, help) = match self {
            Self::Refuse => return None,
            Self::Skip => ("skip", "Leave what is on record"),
            Self::Update => ("update", "Replace what is on record"),
        };
        Some(PossibleValue::new(word).help(help))
    }
}

/// Words that explain themselves.
macro_rules! plain_words {
    ($($type:ty),+) => {$(
        impl ValueEnum for $type {
            fn value_variants<'a>() -> &'a [Self] {
                Self::ALL
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(PossibleValue::new(self.name()))
            }
        }
    )+};
}
plain_words!(Objector, Party, ProductState, Stage, Worth);

impl ValueEnum for SortBy {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Id, Self::Name, Self::Stage, Self::Since, Self::Points]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (word, help) = match self {
            Self::Id => ("id", "By id"),
            Self::Name => ("name", "By name"),
            Self::Stage => ("stage", "By stage, in the order of the program"),
            Self::Since => ("since", "By the day the stage was reached, latest first"),
            Self::Points => ("points", "By points, most first"),
        };
        Some(PossibleValue::new(word).help(help))
    }
}
