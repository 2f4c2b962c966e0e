//! What a value is, parsed once: days and months, identifiers, names.

pub mod day;
pub mod id;
pub mod month;
pub mod name;
pub mod named;
pub mod on_duplicate;
pub mod quote;
pub mod similar;
