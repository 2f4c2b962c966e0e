//! What follows from a partner's facts; no rule is applied here.

pub mod adopted;
pub mod history;
pub mod ledger;
pub mod product;
pub mod progress;
pub mod records;
pub mod requests;
pub mod scope;
pub mod standing;
pub mod verdicts;
