//! What partner and program ask of each other: a training, a service task, a better support level.

use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;
use crate::domain::value::named::named;

/// Something was requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What kind of request it is, as the rule file names it.
    pub kind: String,
    /// What exactly is asked for.
    pub text: Option<String>,
    /// The day by which it is to be done.
    pub due: Option<Day>,
    /// Who takes care of it.
    pub person: Option<String>,
    /// The ticket or quote that it has elsewhere.
    pub reference: Option<String>,
}

/// A request was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The request.
    pub request: FactId,
    /// How it ended.
    pub outcome: Settled,
    /// Why it was declined, or a remark.
    pub reason: Option<String>,
    /// The fee a month that comes with it, in USD cents.
    pub fee_cents: Option<i64>,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It was done.
    Done,
    /// It was declined.
    Declined,
}
named!(Settled, Settled::Done => "done", Settled::Declined => "declined");
