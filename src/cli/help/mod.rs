//! Help, completion and what clap has to say.

pub(crate) mod complete;
pub(crate) mod early;
pub(crate) mod habits;
pub(crate) mod layout;
pub(crate) mod misuse;
pub(crate) mod preparse;
pub(crate) mod topics;
