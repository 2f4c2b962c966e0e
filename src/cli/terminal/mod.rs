//! What is printed, and how.

pub(crate) mod atomic_file;
pub(crate) mod blocks;
pub(crate) mod error;
pub(crate) mod file_errors;
pub(crate) mod interruption;
pub(crate) mod messages;
pub(crate) mod pager;
pub(crate) mod progress;
mod remedies;
pub(crate) mod screen;
pub(crate) mod shell;
pub(crate) mod spool;
