//! The Marketplace Provider Program, administered in one file.
//!
//! | module | holds |
//! | --- | --- |
//! | [`domain`] | the rules of the program: pure functions of rules, history and request |
//! | [`store`] | the book: facts in and out of an SQLite file, and the chain of digests over them |
//! | [`ops`] | what commands do to a book: one write path, imports, renewals, undo |
//! | [`report`] | what commands read from a book: one plain value for each report |
//! | [`rows`] | import files: CSV and JSON Lines, row by row |
//! | [`output`] | sheets of typed cells, shown as table, CSV or tabs |
//! | [`cli`] | the command line: one file per command |
//!
//! A command becomes a [`Request`](domain::decide::request::Request). [`ops::change`] reads the partner's
//! [`History`](domain::partner::history::History) and asks [`domain::decide`], which answers with facts or a
//! [`Refusal`](domain::rule::refusal::Refusal); the facts are recorded as one entry.
//!
//! `docs/architecture.md` explains the layout, the life of a command and the design of the book.

#![allow(
    rustdoc::private_intra_doc_links,
    reason = "the documents are for those who work on it, and are built with what is private"
)]

pub mod cli;
pub mod domain;
pub mod ops;
pub mod output;
pub mod report;
pub mod rows;
pub mod store;
