//! The awards that make up a balance, with what shows that they were earned.

use crate::domain::fact::{Award, Fact};
use crate::domain::partner::history::History;
use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;
use serde::Serialize;
use std::collections::BTreeSet;

/// One award.
#[derive(Debug, Clone, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the JSON document, which explains itself"
)]
pub(crate) struct AwardRow {
    pub award: String,
    pub on: Day,
    pub activity: String,
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    pub points: i64,
    pub evidence: Option<String>,
    pub note: Option<String>,
    #[serde(rename = "override")]
    pub override_reason: Option<String>,
}

/// Returns the awards of the current participation that count on a day, in the order of their days.
#[must_use]
pub(crate) fn counting(history: &History, day: Day) -> Vec<AwardRow> {
    let standing = history.at(day);
    let Some(current) = &standing.participation else {
        return Vec::new();
    };
    let lines = current.ledger.lines().iter().filter(|line| line.on <= day);
    let reversed: BTreeSet<FactId> = lines.clone().filter_map(|line| line.reverses).collect();
    let counting: BTreeSet<FactId> = lines
        .filter(|line| line.counts_on(day) && !reversed.contains(&line.id))
        .map(|line| line.id)
        .collect();
    let awards = history.facts().iter().filter_map(|fact| match &fact.fact {
        Fact::Award(award) if counting.contains(&fact.id) => Some((fact.id, fact.on, award)),
        _ => None,
    });
    let mut awards: Vec<(FactId, Day, &Award)> = awards.collect();
    awards.sort_by_key(|(id, on, _)| (*on, *id));
    let line = |(id, on, award): (FactId, Day, &Award)| AwardRow {
        award: id.to_string(),
        on,
        activity: award.activity.clone(),
        reference: award.reference.clone(),
        points: award.points,
        evidence: award.evidence.clone(),
        note: award.note.clone(),
        override_reason: award.override_reason.clone(),
    };
    awards.into_iter().map(line).collect()
}
