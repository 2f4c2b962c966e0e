//! The whole book under other rules: who would move, what would be owed, whose windows and gates would change.

use super::{AsOf, Block, PageOptions, Report, SCHEMA, words};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::{Stage, Standing};
use crate::domain::program::Program;
use crate::domain::program::versions::Rules;
use crate::domain::rule::credit::{self, entitlement};
use crate::domain::rule::{checklist, tier};
use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::domain::value::month::Month;
use crate::output::money::{dollars, thousands};
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;
use std::cmp::Ordering;

/// What would be different under other rules, on a day.
#[derive(Debug, Serialize)]
pub(crate) struct Simulation {
    schema: u32,
    as_of: Day,
    from: Day,
    partners: Vec<SimulatedPartner>,
    total: Total,
    /// The version of the book that is in force on the day instead, as it begins later.
    overtaken_by: Option<u32>,
}

/// A partner of which something would be different.
#[derive(Debug, Serialize)]
struct SimulatedPartner {
    partner: String,
    name: String,
    stage: Stage,
    before: Side,
    after: Side,
    credit_difference_cents: i64,
}

/// Where a partner stands under one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Side {
    tier: Option<String>,
    credit_cents: i64,
    candidate_until: Option<Day>,
    /// What the next step still misses.
    missing: Vec<String>,
}

#[derive(Debug, Default, Serialize)]
struct Total {
    partners: usize,
    changed: usize,
    up: usize,
    down: usize,
    windows: usize,
    gates: usize,
    credit_before_cents: i64,
    credit_after_cents: i64,
    credit_difference_cents: i64,
    /// What was granted in the months from the first day of the other rules up to the day, under the one and the other.
    granted_before_cents: i64,
    granted_after_cents: i64,
}

impl Side {
    fn of(rules: &Rules, standing: &Standing<'_>) -> Self {
        let program = rules.on(standing.day);
        let current = standing.running();
        let gate = current.and_then(|current| match current.stage {
            Stage::Applicant => Some(&program.admit),
            Stage::Candidate => Some(&program.certify),
            _ => None,
        });
        let missing = gate.map_or_else(Vec::new, |gate| {
            let missing = checklist::missing(program, standing, gate);
            let mut items: Vec<String> = missing.into_iter().map(|missing| missing.item).collect();
            items.sort_unstable();
            items
        });
        let window = current.filter(|current| current.stage == Stage::Candidate);
        Self {
            tier: tier::held(rules, standing).map(|tier| tier.id.clone()),
            credit_cents: entitlement(rules, standing).map_or(0, |(_, cents)| cents),
            candidate_until: window.and_then(|current| current.window_end(program)),
            missing,
        }
    }
}

impl Simulation {
    /// What would be different on the day asked for, or on the first day of the other rules if that is later, as far as
    /// is known now.
    pub(crate) fn of(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        from: Day,
        program: Program,
    ) -> Result<Self, StoreError> {
        let last = rules.versions().map(|version| version.number).max();
        let then = rules.with(last.unwrap_or(0) + 1, from, program);
        let day = as_of.day.max(from);
        let (mut partners, mut total) = (Vec::new(), Total::default());
        book.walk(as_of.known_at, |history: History| {
            let standing = history.at(day);
            if from < as_of.day {
                let granted = |rules: &Rules| -> i64 {
                    let (first, last) = (Month::of(from), Month::of(as_of.day));
                    let months = credit::months(rules, &history, first, last, as_of.day);
                    months.iter().map(|month| month.granted_cents).sum()
                };
                total.granted_before_cents += granted(rules);
                total.granted_after_cents += granted(&then);
            }
            let Some(stage) = standing.running().map(|current| current.stage) else {
                return Ok::<_, StoreError>(());
            };
            let (before, after) = (Side::of(rules, &standing), Side::of(&then, &standing));
            total.add(rules, &then, day, &before, &after);
            if before != after {
                partners.push(SimulatedPartner {
                    partner: history.partner.to_string(),
                    name: standing.about.name.to_owned(),
                    stage,
                    credit_difference_cents: after.credit_cents - before.credit_cents,
                    before,
                    after,
                });
            }
            Ok(())
        })?;
        Ok(Self {
            schema: SCHEMA,
            as_of: day,
            from,
            partners,
            total,
            overtaken_by: Some(then.version(day))
                .filter(|version| version.entry != EntryId::PENDING)
                .map(|version| version.number),
        })
    }
}

impl Total {
    fn add(&mut self, rules: &Rules, then: &Rules, day: Day, before: &Side, after: &Side) {
        self.partners += 1;
        self.changed += usize::from(before != after);
        self.windows += usize::from(before.candidate_until != after.candidate_until);
        self.gates += usize::from(before.missing != after.missing);
        self.credit_before_cents += before.credit_cents;
        self.credit_after_cents += after.credit_cents;
        self.credit_difference_cents += after.credit_cents - before.credit_cents;
        if before.tier != after.tier {
            // The tiers of the two may be others; what counts is how many are below.
            let rank = |rules: &Rules, side: &Side| {
                let program = rules.on(day);
                side.tier
                    .as_deref()
                    .and_then(|tier| program.tier_rank(tier))
            };
            match rank(then, after).cmp(&rank(rules, before)) {
                Ordering::Greater => self.up += 1,
                Ordering::Less => self.down += 1,
                // Another name for the same.
                Ordering::Equal => {}
            }
        }
    }
}

impl SimulatedPartner {
    /// What would be different, in words.
    fn in_words(&self) -> String {
        let (before, after) = (&self.before, &self.after);
        let mut parts = Vec::new();
        let or_none = |text: &Option<String>| text.clone().unwrap_or("none".to_owned());
        if before.tier != after.tier {
            parts.push(format!(
                "{} → {}",
                or_none(&before.tier),
                or_none(&after.tier)
            ));
        }
        if before.candidate_until != after.candidate_until {
            let day = |day: &Option<Day>| day.map(|day| day.to_string());
            let (was, is) = (day(&before.candidate_until), day(&after.candidate_until));
            parts.push(format!("window until {} → {}", or_none(&was), or_none(&is)));
        }
        let only = |these: &[String], others: &[String]| -> Vec<String> {
            let only = these.iter().filter(|item| !others.contains(item));
            only.cloned().collect()
        };
        for (items, what) in [
            (only(&after.missing, &before.missing), "misses"),
            (only(&before.missing, &after.missing), "no longer misses"),
        ] {
            if !items.is_empty() {
                parts.push(format!("{what} {}", items.join(", ")));
            }
        }
        parts.join("; ")
    }
}

impl Report for Simulation {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("partner"),
            Column::text("name"),
            Column::word("stage"),
            Column::text("change"),
            Column::money("credit_before"),
            Column::money("credit_after"),
            Column::money("difference"),
        ];
        let mut sheet = Sheet::new(columns);
        for line in &self.partners {
            sheet.row([
                line.partner.as_str().into(),
                line.name.as_str().into(),
                line.stage.into(),
                line.in_words().into(),
                Cell::cents(line.before.credit_cents),
                Cell::cents(line.after.credit_cents),
                Cell::cents(line.credit_difference_cents),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let Total {
            partners,
            changed,
            up,
            down,
            windows,
            gates,
            credit_before_cents,
            credit_after_cents,
            credit_difference_cents,
            granted_before_cents,
            granted_after_cents,
        } = self.total;
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let count = |n, what| words::count(number(n), what);
        let shown = |n| thousands(number(n));
        let mut page = Vec::new();
        if !self.partners.is_empty() {
            page.extend([Block::Sheet(self.sheet()), Block::Gap]);
        }
        if let Some(version) = self.overtaken_by {
            page.push(Block::Line(format!(
                "nothing changes: version {version}, which begins later than {}, is in force on {}",
                self.from, self.as_of
            )));
        }
        let sign = if credit_difference_cents > 0 { "+" } else { "" };
        page.extend([
            Block::Fact(
                "on",
                format!("{}, with the rules in force from {}", self.as_of, self.from),
            ),
            Block::Fact(
                "partners",
                format!(
                    "{} of {} would change",
                    shown(changed),
                    count(partners, "partner")
                ),
            ),
            Block::Fact("tiers", format!("{} up, {} down", shown(up), shown(down))),
            Block::Fact(
                "candidates",
                format!(
                    "{}, {} would change",
                    count(windows, "window"),
                    count(gates, "gate")
                ),
            ),
            Block::Fact(
                "credit",
                format!(
                    "{} → {} a month ({sign}{})",
                    dollars(credit_before_cents),
                    dollars(credit_after_cents),
                    dollars(credit_difference_cents)
                ),
            ),
        ]);
        if self.from < self.as_of {
            page.push(Block::Fact(
                "decided",
                format!(
                    "{} → {} granted from {} to {}",
                    dollars(granted_before_cents),
                    dollars(granted_after_cents),
                    Month::of(self.from),
                    Month::of(self.as_of)
                ),
            ));
        }
        page
    }
}
