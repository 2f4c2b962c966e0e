//! What may be recorded, and why not: the rules, each with its subject.

pub mod account;
pub mod advice;
pub mod allow;
pub mod award;
pub mod checklist;
pub mod credit;
pub mod deployment;
pub mod item_record;
pub mod points;
pub mod product;
pub mod profile;
pub mod progress;
pub mod publication;
pub mod refusal;
pub mod request;
pub mod revenue;
pub mod source;
pub mod stage;
pub mod term;
pub mod tier;
pub mod uses;
pub mod verdict_input;
