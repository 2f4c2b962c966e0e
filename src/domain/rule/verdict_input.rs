//! A verdict, or a value of an item, as it is given, before the rules make a fact of it.

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

/// A value that is to be recorded of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordInput {
    /// The item.
    pub item: String,
    /// What is recorded, as the rule file calls it.
    pub name: String,
    /// Its value.
    pub value: String,
}
