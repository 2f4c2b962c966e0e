//! Questions on the terminal, and what becomes of the answers.

pub(crate) mod answers;
pub(crate) mod ask;
pub(crate) mod line;
pub(crate) mod walk;
