//! What commands do to a book.
//!
//! [`change`] is the one write path; everything else here asks it.

pub(crate) mod adopt;
pub(crate) mod apply;
pub(crate) mod award;
pub(crate) mod bad_values;
pub(crate) mod catalogue;
pub(crate) mod categories;
pub mod change;
pub mod company;
pub mod contact;
pub(crate) mod credit_use;
pub(crate) mod deployments;
pub(crate) mod import;
pub(crate) mod product;
pub mod renew;
pub(crate) mod request;
pub(crate) mod restore;
pub(crate) mod revenue;
pub mod rules;
pub mod undo;
pub(crate) mod values;
pub(crate) mod verdicts;
