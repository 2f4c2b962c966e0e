//! What a command changed, and what became of a file.

use super::tones;
use super::{Block, PageOptions, Report, SCHEMA, facts};
use crate::domain::fact::{Dated, Fact};
use crate::domain::partner::standing::Stage;
use crate::ops::change::{Brief, Change, Outcome};
use crate::ops::import::Tally;
use crate::ops::renew::Renewals;
use crate::output::money::{dollars, thousands};
use crate::output::{Column, Sheet};
use crate::rows::RowProblem;
use serde::Serialize;
use serde_json::{Map, Value};

/// What a command changed.
#[derive(Debug, Serialize)]
pub(crate) struct Changes {
    schema: u32,
    dry_run: bool,
    entry: Option<i64>,
    changes: Vec<ChangeRow>,
    /// Only where renewals were run.
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<Vec<HeldTerm>>,
    #[serde(skip)]
    sentences: Vec<String>,
    #[serde(skip)]
    name_contacts: bool,
}

/// A term that was due and was not renewed.
#[derive(Debug, Serialize)]
struct HeldTerm {
    partner: String,
    number: u32,
    why: String,
}

#[derive(Debug, Serialize)]
struct ChangeRow {
    partner: String,
    what: &'static str,
    on: String,
    #[serde(flatten)]
    fields: Map<String, Value>,
    before: State,
    after: State,
    #[serde(skip)]
    words: String,
}

#[derive(Debug, Serialize, Clone)]
struct State {
    stage: Option<Stage>,
    tier: Option<String>,
    points: i64,
}

impl From<&Brief> for State {
    fn from(brief: &Brief) -> Self {
        Self {
            stage: brief.stage,
            tier: brief.tier.clone(),
            points: brief.points,
        }
    }
}

impl Changes {
    /// The report of what a command changed.
    #[must_use]
    pub(crate) fn of(outcome: &Outcome) -> Self {
        let line = |change: &Change| -> Vec<ChangeRow> {
            let facts = change.facts.iter();
            facts
                .map(|(id, dated)| {
                    let mut fields = facts::fields(&dated.fact);
                    if matches!(dated.fact, Fact::Award(_)) && !outcome.dry_run {
                        fields.insert("award".to_owned(), id.to_string().into());
                    }
                    ChangeRow {
                        partner: change.partner.to_string(),
                        what: dated.fact.what(),
                        on: dated.on.to_string(),
                        fields,
                        before: (&change.before).into(),
                        after: (&change.after).into(),
                        words: facts::in_words(dated),
                    }
                })
                .collect()
        };
        Self {
            schema: SCHEMA,
            dry_run: outcome.dry_run,
            entry: outcome.entry.map(|entry| entry.0),
            changes: outcome.changes.iter().flat_map(line).collect(),
            held: None,
            sentences: outcome.changes.iter().map(sentence).collect(),
            name_contacts: outcome.changes.iter().any(names_contacts),
        }
    }

    /// The report of what a run of renewals did.
    #[must_use]
    pub(crate) fn of_renewals(renewals: &Renewals) -> Self {
        let held = renewals.held.iter().map(|held| HeldTerm {
            partner: held.partner().to_string(),
            number: held.term,
            why: held.why.to_string(),
        });
        Self {
            held: Some(held.collect()),
            ..Self::of(&renewals.outcome)
        }
    }
}

/// Whether a change records a contact person.
fn names_contacts(change: &Change) -> bool {
    let mut facts = change.facts.iter();
    facts.any(|(_, dated)| matches!(dated.fact, Fact::Contact(_)))
}

/// `acme: +50 points, 525 in all, silver → gold`: what changed, in one line.
fn sentence(change: &Change) -> String {
    let Change {
        partner,
        facts,
        before,
        after,
        ahead,
    } = change;
    if facts.is_empty() {
        return format!("{partner}: nothing to change");
    }
    let applied = facts
        .iter()
        .any(|(_, dated)| matches!(&dated.fact, Fact::Application(application) if application.participation == 1));
    let mut parts: Vec<String> = facts
        .iter()
        .filter_map(|(_, dated)| summary_of(dated, applied))
        .collect();
    if before.stage != after.stage {
        parts.push(arrow(
            before.stage.map(Stage::name),
            after.stage.map(Stage::name),
        ));
    }
    if before.points != after.points {
        let by = after.points - before.points;
        let sign = if by > 0 { "+" } else { "" };
        parts.push(format!(
            "{sign}{} points, {} in all",
            thousands(by),
            thousands(after.points)
        ));
    }
    if before.tier != after.tier {
        parts.push(arrow(before.tier.as_deref(), after.tier.as_deref()));
    }
    parts.extend(
        ahead
            .credit
            .map(|(cents, from)| format!("credit {} from {from}", dollars(cents))),
    );
    parts.extend(
        ahead
            .certified_by
            .map(|day| format!("to be certified by {day}")),
    );
    if parts.is_empty() {
        parts = facts
            .iter()
            .map(|(_, dated)| facts::in_words(dated))
            .collect();
    }
    format!("{partner}: {}", parts.join(", "))
}

fn arrow(before: Option<&str>, after: Option<&str>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) => after.to_owned(),
        (Some(before), None) => format!("no longer {before}"),
        (None, None) => String::new(),
    }
}

/// What a line about a change says besides stage, points and tier; an application says nothing more.
fn summary_of(dated: &Dated, applied: bool) -> Option<String> {
    match &dated.fact {
        Fact::Application(_) | Fact::Adoption(_) | Fact::Step(_) => None,
        Fact::Profile(_) | Fact::Contact(_) if applied => None,
        Fact::Award(award) => Some(award.activity.clone()),
        Fact::Reversal(reversal) => Some(format!("{} reversed", reversal.activity)),
        Fact::Verdict(verdict) => Some(format!("{} {}", verdict.item, verdict.kind)),
        Fact::Term(term) => Some(format!("term {} until {}", term.number, term.anniversary)),
        _ => Some(facts::in_words(dated)),
    }
}

impl Report for Changes {
    fn names_contacts(&self, _: bool) -> bool {
        self.name_contacts
    }

    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("partner"),
            Column::word("what"),
            Column::text("on"),
            Column::text("detail"),
            Column::word("stage"),
            Column::word("tier"),
            Column::number("points"),
        ];
        let mut sheet = Sheet::new(columns);
        for line in &self.changes {
            sheet.row([
                line.partner.as_str().into(),
                line.what.into(),
                line.on.as_str().into(),
                line.words.as_str().into(),
                line.after.stage.into(),
                tones::tier(line.after.tier.as_deref()),
                line.after.points.into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        self.sentences
            .iter()
            .map(|sentence| Block::Line(sentence.clone()))
            .collect()
    }
}

/// What became of a file.
#[derive(Debug, Serialize)]
pub(crate) struct Batch<'t> {
    schema: u32,
    dry_run: bool,
    entry: Option<i64>,
    read: u64,
    recorded: u64,
    /// What a rehearsal would record.
    #[serde(skip_serializing_if = "Option::is_none")]
    would_record: Option<u64>,
    unchanged: u64,
    skipped: u64,
    not_recorded: u64,
    refused: u64,
    refusals: &'t [RowProblem],
}

impl<'t> Batch<'t> {
    /// The report of what became of a file.
    #[must_use]
    pub(crate) fn of(tally: &'t Tally) -> Self {
        Self {
            schema: SCHEMA,
            dry_run: tally.dry_run,
            entry: tally.entry.map(|entry| entry.0),
            read: tally.read,
            recorded: tally.recorded,
            would_record: tally.dry_run.then_some(tally.recorded),
            unchanged: tally.unchanged,
            skipped: tally.skipped,
            not_recorded: tally.not_recorded,
            refused: tally.refused,
            refusals: &tally.refusals,
        }
    }

    /// The closing line: the rows read, and what became of them, in parts that add up.
    #[must_use]
    pub(crate) fn summary(&self) -> String {
        let n = |count: u64| thousands(i64::try_from(count).unwrap_or(i64::MAX));
        let recorded = match self.would_record {
            Some(count) => format!("would record {}", n(count)),
            None => format!("{} recorded", n(self.recorded)),
        };
        let mut parts = vec![format!("{} read", n(self.read)), recorded];
        for (count, what) in [
            (self.not_recorded, "valid but not recorded"),
            (self.skipped, "skipped"),
        ] {
            if count > 0 {
                parts.push(format!("{} {what}", n(count)));
            }
        }
        parts.push(format!("{} unchanged", n(self.unchanged)));
        parts.push(format!("{} refused", n(self.refused)));
        parts.join(", ")
    }
}

impl Report for Batch<'_> {
    /// A row may be refused for what it says of a contact person.
    fn names_contacts(&self, in_full: bool) -> bool {
        in_full
    }

    fn sheet(&self) -> Sheet {
        let columns = [
            "entry",
            "read",
            "recorded",
            "unchanged",
            "refused",
            "would_record",
            "skipped",
            "not_recorded",
        ];
        let mut sheet = Sheet::new(columns.map(Column::number));
        let int = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        sheet.row([
            self.entry.into(),
            int(self.read).into(),
            int(self.recorded).into(),
            int(self.unchanged).into(),
            int(self.refused).into(),
            self.would_record.map(int).into(),
            int(self.skipped).into(),
            int(self.not_recorded).into(),
        ]);
        sheet
    }
}
