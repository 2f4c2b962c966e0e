//! What commands do to a book.
//!
//! [`change`] is the one write path; everything else here asks it.

pub mod adopt;
pub mod apply;
pub mod award;
pub mod bad_values;
pub mod catalogue;
pub mod change;
pub mod company;
pub mod credit_use;
pub mod deployments;
pub mod import;
pub mod product;
pub mod renew;
pub mod restore;
pub mod revenue;
pub mod rules;
pub mod undo;
pub mod verdicts;
