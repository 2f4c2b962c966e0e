//! What several commands take from the command line.

pub(crate) mod options;
pub(crate) mod verdicts;
