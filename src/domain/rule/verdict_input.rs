//! A verdict as it is asked for, before the rules make a fact of it.

use crate::domain::fact::VerdictKind;

/// A verdict that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictInput {
    /// The item.
    pub item: String,
    /// What was found.
    pub kind: VerdictKind,
    /// A remark; for a waiver the reason.
    pub note: Option<String>,
    /// URL of the evidence.
    pub evidence: Option<String>,
}
