//! The program's rules: no I/O, no clock, no SQL, no tables.
//!
//! Everything here is a function of its arguments. [`decide`](decide::decide) turns what is asked, together
//! with the rules and a partner's [`History`](partner::history::History), into facts or a [`Refusal`](rule::refusal::Refusal);
//! [`allow`](rule::allow::allow) decides whether one fact is allowed, and serves deciding, replay and audit alike.

pub mod decide;
pub mod fact;
pub mod partner;
pub mod program;
pub mod query;
pub mod rule;
#[cfg(test)]
mod tests;
pub mod value;
