//! The Marketplace Provider Program, administered in one file.
//!
//! # The map
//!
//! | module | holds |
//! | --- | --- |
//! | [`domain`] | the program's rules: pure functions of rules, history and request |
//! | [`store`] | the book: facts in and out of an SQLite file, and the chain of digests over them |
//! | [`ops`] | what commands do to a book: one write path, files, renewals, undo |
//! | [`report`] | what commands read from a book: one plain value for each report |
//! | [`rows`] | batch files: CSV and JSON Lines, row by row |
//! | [`output`] | sheets of typed cells, shown as table, CSV or tabs |
//! | [`cli`] | the command line: one file per command |
//!
//! Who may name whom: `cli` → `ops`, `report`, `output`, `rows`; `ops`, `report` → `store` → `domain`. The domain
//! names nothing but the standard library, dates, the TOML reader and, for the keys of names, Unicode's tables; which
//! characters could do mischief on a terminal it alone says.
//! Only `main` reads the clock, the environment and the arguments.
//!
//! # The life of a command
//!
//! `mpp award-points acme customer-deployment --ref D-17` is parsed by [`cli`] into a
//! [`Request`](domain::decide::request::Request). [`ops::change`] begins an immediate transaction, reads the partner's
//! [`History`](domain::partner::history::History) and asks [`domain::decide`], which answers with facts or a
//! [`Refusal`](domain::rule::refusal::Refusal). Facts are recorded as one entry, whose digest covers the one before it,
//! and committed; only then is anything printed. A dry run drops the transaction instead. An import sends many
//! requests and writes one entry, so one undo takes it back.
//!
//! # Decisions worth knowing
//!
//! * A fact table is kept in the order of its partners (`partner, entry, n`), so that one partner's history is a
//!   short range and all histories are one walk over the tables side by side.
//! * The same question, [`domain::rule::allow::allow`], is asked when a fact is decided, when a back-dated fact could
//!   contradict a later one, and when an undo could take away what later facts stand on.
//! * What is shown of all partners at once is summed in SQL only where that is what makes it fast (`tier`,
//!   density); a test holds those sums equal to the fold of each history.
//! * What is asked at a terminal becomes the words that could have been typed: the command is rehearsed with them,
//!   agreed to, and run like any other, so that there is one way in. The book is closed while a question or a page is on
//!   the screen.
//! * What a word means decides its colour, in one place; what commands, statuses, variables and documents there are is
//!   told from one list to the help, the manual and the Tab key.

pub mod cli;
pub mod domain;
pub mod ops;
pub mod output;
pub mod report;
pub mod rows;
pub mod store;
