//! The program's rules: no I/O, no clock, no SQL, no tables.
//!
//! Everything here is a function of its arguments. [`decide`](decide::decide) turns what is asked, together
//! with the rules and a partner's [`History`](history::History), into facts or a [`Refusal`](refusal::Refusal);
//! [`allow`](allow::allow) says whether one fact may stand, and serves deciding, replay and audit alike.

pub mod account;
pub mod adopted;
pub mod ahead;
pub mod allow;
pub mod award;
pub mod checklist;
pub mod credit;
pub mod day;
pub mod decide;
pub mod deployment;
pub mod explain;
pub mod fact;
pub mod history;
pub mod id;
pub mod name;
pub mod needed;
pub mod points;
pub mod product;
pub mod profile;
pub mod program;
pub mod publication;
pub mod quote;
pub mod reading;
pub mod refusal;
mod replay;
pub mod request;
pub mod revenue;
pub mod rules;
pub mod source;
pub mod stage;
pub mod standing;
pub mod term;
#[cfg(test)]
mod tests;
pub mod tier;
pub mod uses;
pub mod way;
