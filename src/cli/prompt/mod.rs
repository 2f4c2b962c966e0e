//! Questions on the terminal, and how the answers are used.

pub(crate) mod answers;
pub(crate) mod ask;
pub(crate) mod line;
pub(crate) mod walk;
