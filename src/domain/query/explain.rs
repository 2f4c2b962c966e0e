//! Why a balance is what it is: every line of the ledger, and whether it counts on a day.

use crate::domain::fact::{Fact, Recorded};
use crate::domain::partner::history::History;
use crate::domain::partner::ledger::Grant;
use crate::domain::program::versions::{VersionRecord, in_force};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, FactId};
use std::collections::BTreeMap;

/// A line of the ledger with what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerLine<'h> {
    /// The award's or the reversal's name.
    pub id: FactId,
    /// The day from which it holds.
    pub on: Day,
    /// The activity.
    pub activity: &'h str,
    /// The deployment or order it is for.
    pub reference: Option<&'h str>,
    /// What shows that the award was earned.
    pub evidence: Option<&'h str>,
    /// A remark; for a reversal its reason.
    pub note: Option<&'h str>,
    /// Why a limit was overridden for it.
    pub override_reason: Option<&'h str>,
    /// Points; negative for a reversal.
    pub points: i64,
    /// The first day on which it no longer counts.
    pub expires_on: Option<Day>,
    /// The sum of the lines up to this one that count, in points.
    pub balance: i64,
    /// The version of the rules it was judged by: that of its day, as known at its entry.
    pub version: u32,
    /// Why it does not count; `None`: it does.
    pub left_out: Option<LeftOut>,
}

/// Why a line does not count on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// Its entry was undone.
    Voided(EntryId),
    /// It holds from a later day.
    Later,
    /// It belongs to an earlier participation, of this number.
    Earlier(u32),
    /// It counted up to the day before this one.
    Expired(Day),
    /// It was reversed.
    Reversed(FactId),
    /// It takes an award back; both together are nothing.
    Reverses(FactId),
}

/// Every line of a ledger once, in the order of the days, with its reason. `history` includes undone entries;
/// `voids` says by which undo. The lines that count add up to the balance of the day.
#[must_use]
pub fn lines<'h>(
    history: &'h History,
    versions: &[VersionRecord],
    voids: &BTreeMap<EntryId, EntryId>,
    participation: Option<u32>,
    day: Day,
) -> Vec<LedgerLine<'h>> {
    let mut rows: Vec<(&'h Recorded, u32, Grant<'h>)> = history
        .facts()
        .iter()
        .filter_map(|recorded| {
            let (participation, grant) = match &recorded.fact {
                Fact::Award(award) => (
                    award.participation,
                    Grant::of_award(recorded.id, recorded.on, award),
                ),
                Fact::Reversal(reversal) => (
                    reversal.participation,
                    Grant::of_reversal(recorded.id, recorded.on, reversal),
                ),
                _ => return None,
            };
            Some((recorded, participation, grant))
        })
        .collect();
    rows.sort_by_key(|(recorded, ..)| (recorded.on, recorded.id));
    let holds = |grant: &Grant<'_>| grant.on <= day && !voids.contains_key(&grant.id.entry);
    let reversals: BTreeMap<FactId, FactId> = rows
        .iter()
        .filter(|(_, _, grant)| holds(grant))
        .filter_map(|(_, _, grant)| Some((grant.reverses?, grant.id)))
        .collect();
    let mut balance = 0;
    let line = |(recorded, of, grant): (&'h Recorded, u32, Grant<'h>)| {
        let left_out = if let Some(undo) = voids.get(&grant.id.entry) {
            Some(LeftOut::Voided(*undo))
        } else if grant.on > day {
            Some(LeftOut::Later)
        } else if Some(of) != participation {
            Some(LeftOut::Earlier(of))
        } else if let Some(award) = grant.reverses {
            Some(LeftOut::Reverses(award))
        } else if let Some(reversal) = reversals.get(&grant.id) {
            Some(LeftOut::Reversed(*reversal))
        } else {
            grant
                .expires_on
                .filter(|_| !grant.counts_on(day))
                .map(LeftOut::Expired)
        };
        if left_out.is_none() {
            balance += grant.points;
        }
        let [evidence, note, override_reason] = match &recorded.fact {
            Fact::Award(award) => {
                [&award.evidence, &award.note, &award.override_reason].map(Option::as_deref)
            }
            Fact::Reversal(reversal) => [None, Some(&*reversal.reason), None],
            _ => [None; 3],
        };
        LedgerLine {
            id: grant.id,
            on: grant.on,
            activity: grant.activity,
            reference: grant.reference,
            evidence,
            note,
            override_reason,
            points: grant.points,
            expires_on: grant.expires_on,
            balance,
            version: version_known(versions, voids, recorded.id.entry, grant.on),
            left_out,
        }
    };
    rows.into_iter().map(line).collect()
}

/// The number of the version in force on a day, as far as was known at an entry.
fn version_known(
    versions: &[VersionRecord],
    voids: &BTreeMap<EntryId, EntryId>,
    entry: EntryId,
    on: Day,
) -> u32 {
    let known = versions.iter().filter(|version| {
        let voided = voids.get(&version.entry).is_some_and(|by| *by <= entry);
        version.entry <= entry && !voided
    });
    let known = known.map(|version| (version.from, version.number));
    in_force(known, on).unwrap_or(1)
}
