//! What to do with something that is on record with other content.

/// What to do with a row or a report of something that is on record with other content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnDuplicate {
    /// It is refused.
    #[default]
    Refuse,
    /// What is on record stays.
    Skip,
    /// It takes the place of what is on record.
    Update,
}

impl OnDuplicate {
    /// Returns whether the other content is recorded.
    ///
    /// # Errors
    /// It is refused, for the reason given.
    pub(crate) fn settle<E>(self, refusal: impl FnOnce() -> E) -> Result<bool, E> {
        match self {
            Self::Refuse => Err(refusal()),
            Self::Skip => Ok(false),
            Self::Update => Ok(true),
        }
    }
}
