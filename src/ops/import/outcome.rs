//! What becomes of a row, and of a file.

use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::value::id::PartnerId;
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::ops::bad_values::BadValue;
use crate::ops::bad_values::{BadValues, NO_COLUMN};
use crate::ops::change::ChangeError;
use crate::output::spelled;
use crate::rows::FileProblem;
use crate::store::StoreError;
use std::io;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowOutcome {
    /// It changed the book, concerning this partner.
    Recorded(PartnerId),
    /// It is on record already.
    Unchanged,
    /// It is on record already with other content, which is left as it is.
    Skipped,
    /// It waits until the whole file is read.
    Deferred,
}

impl RowOutcome {
    /// Returns the outcome of a row from which this many facts followed.
    pub(in crate::ops) fn of_count(facts: usize, partner: PartnerId) -> Self {
        if facts > 0 {
            Self::Recorded(partner)
        } else {
            Self::Unchanged
        }
    }
}

/// Why a row was not imported.
#[derive(Debug)]
pub(crate) enum RowError {
    /// The row is refused for these reasons.
    Refused(BadValues),
    /// The import cannot go on.
    Failed(BatchError),
}

impl RowError {
    /// Returns the refusal of a row for a reason that is not about a single value.
    #[must_use]
    pub(crate) fn because(reason: impl Into<String>) -> Self {
        BadValue::new(NO_COLUMN, "", reason).into()
    }
}

impl From<BatchError> for RowError {
    fn from(error: BatchError) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for RowError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<BadValue> for RowError {
    fn from(bad: BadValue) -> Self {
        Self::Refused(bad.into())
    }
}

impl From<BadValues> for RowError {
    fn from(bad: BadValues) -> Self {
        Self::Refused(bad)
    }
}

impl From<Refusal> for RowError {
    fn from(refusal: Refusal) -> Self {
        let mut reason = refusal.to_string();
        let causes = refusal.causes();
        if !causes.is_empty() {
            reason = format!("{reason}: {}", causes.join("; "));
        }
        match &*refusal.why {
            Why::ProbablyTheSame { .. } => {
                reason.push_str("; if it is another company, give the row an `id` of its own");
            }
            Why::NameTaken { holder, .. } => {
                reason.push_str("; an `id` of its own does not help, only another name does; for ");
                reason.push_str(holder.as_str());
                reason.push_str(" itself, leave the `id` out");
            }
            Why::DeploymentKnown { .. } | Why::RevenueKnown { .. } => {
                reason.push_str(SKIP_OR_UPDATE);
            }
            Why::FollowsFromRecord { from, .. } => {
                reason.extend(["; ", &spelled(&from.supply(&refusal.partner)).to_string()]);
            }
            _ => {}
        }
        let (column, value) = refusal.about().unwrap_or((NO_COLUMN, ""));
        BadValue::new(column, value, reason).into()
    }
}

impl From<ChangeError> for RowError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Bad(bad) => bad.into(),
            ChangeError::Refused(refusal) => refusal.into(),
            ChangeError::Store(error) => error.into(),
        }
    }
}

/// Why a file was not imported at all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BatchError {
    /// The file cannot be read as one.
    #[error(transparent)]
    File(#[from] FileProblem),
    /// The book cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The program's rules refuse what follows from the file as a whole.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The file for refused rows cannot be written.
    #[error("the rejects cannot be written")]
    Rejects(#[source] io::Error),
    /// Rows that wait for the end of their file cannot be kept.
    #[error("the rows cannot be kept in a temporary file")]
    SetAside(#[source] io::Error),
}

/// What can be done about a row that is on record already with other content.
pub(in crate::ops) const SKIP_OR_UPDATE: &str =
    "; `--on-duplicate skip` leaves it, `update` takes the row's";

/// What to do with a row that is on record already.
pub(in crate::ops) enum Duplicate {
    /// Nothing: this became of it.
    Settled(RowOutcome),
    /// Replace what is on record by the row's content.
    Replace,
}

/// Decides what to do with a row that is on record already. One that says something else than an earlier row of the
/// file is refused, so that the first of the two stands.
pub(in crate::ops) fn settle_duplicate(
    is_same: bool,
    contradicts_earlier_row: Option<RowError>,
    on_duplicate: OnDuplicate,
    refusal: impl FnOnce() -> RowError,
) -> Result<Duplicate, RowError> {
    if is_same {
        return Ok(Duplicate::Settled(RowOutcome::Unchanged));
    }
    if let Some(refusal) = contradicts_earlier_row {
        return Err(refusal);
    }
    match on_duplicate {
        OnDuplicate::Refuse => Err(refusal()),
        OnDuplicate::Skip => Ok(Duplicate::Settled(RowOutcome::Skipped)),
        OnDuplicate::Update => Ok(Duplicate::Replace),
    }
}
