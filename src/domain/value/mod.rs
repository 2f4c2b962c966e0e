//! What a value is, parsed once: days and months, identifiers, names, percentages.

pub mod day;
pub mod id;
pub mod month;
pub mod name;
pub mod named;
pub mod on_duplicate;
pub(crate) mod percent;
pub mod phrase;
pub mod quote;
pub mod similar;
