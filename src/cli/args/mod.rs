//! What several commands take from the command line.

pub(crate) mod choices;
pub(crate) mod day;
pub(crate) mod options;
pub(crate) mod profile;
pub(crate) mod reason;
pub(crate) mod refs;
pub(crate) mod reports;
pub(crate) mod roles;
pub(crate) mod typed;
pub(crate) mod verdicts;
