use crate::ops::values;
use std::str::FromStr;

/// A reason that is recorded, which cannot be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reason(String);

impl Reason {
    /// Returns its text.
    pub(crate) fn text(&self) -> String {
        self.0.clone()
    }
}

impl FromStr for Reason {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let reason = values::reason("reason", text);
        reason.map(Self).map_err(|bad| bad.reason)
    }
}
