//! What people and scripts see: sessions, one module for each command and for what all commands have in common.
//!
//! A transcript is written by typing its commands; `SNAPSHOTS=overwrite cargo test --test cli` fills in what the
//! program prints. Read the difference before you keep it.

#![allow(
    clippy::needless_raw_string_hashes,
    reason = "transcripts stand as they are filled in"
)]

mod adopt;
mod another_program;
mod apply;
mod apply_files;
mod asking;
mod at_once;
mod audit;
mod award_files;
mod award_points;
mod backup;
mod book;
mod certify;
mod checklist;
mod completion;
mod config;
mod conventions;
mod credits;
mod deployments;
mod directory;
mod dry_run;
mod due;
mod edit;
mod faults;
mod formats;
mod help;
mod history;
mod hostile_books;
mod hostile_words;
mod init;
mod looks;
mod manual;
mod people;
mod picture;
mod piped_files;
mod product;
mod product_files;
mod program;
mod ran;
mod refusals;
mod renew;
mod request;
mod restore;
mod revenue;
mod review;
mod scenes;
mod scheduled;
mod session;
mod single_or_file;
mod sqlite;
mod standing;
mod status;
mod terminal;
mod tier;
mod two_users;
mod undo;
mod versions;
mod written_files;
