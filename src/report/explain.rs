//! One partner's tier, explained down to the ledger line, and the way up.

use super::tier::{Benefit, benefits, benefits_sheet, in_words};
use super::{AsOf, Block, PageOptions, Report, SCHEMA, words};
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::partner::standing::Stage;
use crate::domain::program::Tier;
use crate::domain::program::versions::Rules;
use crate::domain::query::explain::{LeftOut, lines};
use crate::domain::query::path::{self, Way};
use crate::domain::rule::refusal::Refusal;
use crate::domain::rule::tier;
use crate::domain::value::day::Day;
use crate::output::Tone;
use crate::output::money::thousands;
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;

/// A partner's tier with every line of its ledger, and with the way to a higher one.
#[derive(Debug, Serialize)]
pub(crate) struct Explained {
    schema: u32,
    as_of: Day,
    partner: String,
    tier: Option<String>,
    points: i64,
    benefits: Vec<Benefit>,
    lines: Vec<LedgerLine>,
    path: Option<Vec<PathStep>>,
    #[serde(skip)]
    name: String,
    #[serde(skip)]
    stage: Option<Stage>,
    #[serde(skip)]
    thresholds: Vec<Threshold>,
    /// Days of grace and the best balance of them, where the tier is held by more than today's balance.
    #[serde(skip)]
    grace: Option<(u32, i64)>,
    /// Points that are to expire, by day.
    #[serde(skip)]
    expiring: BTreeMap<Day, i64>,
    #[serde(skip)]
    show_lines: bool,
    /// The tier the path leads to.
    to: Option<String>,
    /// Whether the search for the path was given up.
    too_far: bool,
}

#[derive(Debug, Serialize)]
struct LedgerLine {
    award: String,
    on: Day,
    activity: String,
    #[serde(rename = "ref")]
    reference: Option<String>,
    points: i64,
    balance: i64,
    counts: bool,
    why: Option<String>,
    entry: i64,
    program: u32,
    evidence: Option<String>,
    note: Option<String>,
    #[serde(rename = "override")]
    override_reason: Option<String>,
}

impl LedgerLine {
    /// What shows that the award was earned, what was noted of it, and why a limit was overridden.
    fn details(&self) -> [Option<&str>; 3] {
        [&self.evidence, &self.note, &self.override_reason].map(Option::as_deref)
    }
}

/// Some of one activity on the way: the points that each of them earns.
#[derive(Debug, Serialize)]
struct PathStep {
    activity: String,
    points: i64,
    times: usize,
    /// What earns it: `hand`, or the step that gives it.
    by: &'static str,
    /// The step that the work on it is at, where somebody works on it.
    in_progress: Option<String>,
}

#[derive(Debug)]
struct Threshold {
    tier: String,
    from_points: i64,
}

impl Explained {
    /// Explains a partner's tier.
    pub(crate) fn of(
        book: &Book,
        rules: &Rules,
        history: &History,
        as_of: AsOf,
        show_lines: bool,
    ) -> Result<Self, StoreError> {
        let standing = history.at(as_of.day);
        let current = standing.participation.as_ref();
        let whole = book.history_with_voided(&history.partner, Scope::Points, as_of.known_at)?;
        let voids = book.voids(as_of.known_at)?;
        let number = current.map(|current| current.number);
        let versions = book.versions_ever(as_of.known_at)?;
        let ledger = lines(&whole, &versions, &voids, number, as_of.day);
        let mut expiring = BTreeMap::new();
        for line in ledger.iter().filter(|line| line.left_out.is_none()) {
            if let Some(day) = line.expires_on {
                *expiring.entry(day).or_default() += line.points;
            }
        }
        let shown = ledger.iter().filter(|_| show_lines);
        let lines = shown.map(|line| LedgerLine {
            award: line.id.to_string(),
            on: line.on,
            activity: line.activity.to_owned(),
            reference: line.reference.map(str::to_owned),
            points: line.points,
            balance: line.balance,
            counts: line.left_out.is_none(),
            why: line.left_out.map(why),
            entry: line.id.entry.0,
            program: line.version,
            evidence: line.evidence.map(str::to_owned),
            note: line.note.map(str::to_owned),
            override_reason: line.override_reason.map(str::to_owned),
        });
        let program = rules.on(as_of.day);
        let threshold = |tier: &Tier| Threshold {
            tier: tier.id.clone(),
            from_points: tier.from_points,
        };
        let held = tier::held(rules, &standing);
        let points = standing.points();
        let best = tier::deciding_balance(rules, &standing);
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            partner: history.partner.to_string(),
            tier: held.map(|tier| tier.id.clone()),
            points,
            benefits: benefits(rules, &standing),
            lines: lines.collect(),
            path: None,
            name: standing.about.name.to_owned(),
            stage: standing.stage(),
            thresholds: program.tiers.iter().map(threshold).collect(),
            grace: best
                .filter(|best| *best > points)
                .map(|best| (program.downgrade_grace_days, best)),
            expiring,
            show_lines,
            too_far: false,
            to: None,
        })
    }

    /// The same with the way to a tier: the next one, unless another is named.
    ///
    /// # Errors
    /// The partner is not certified, and so has no way up.
    pub(crate) fn with_way(
        mut self,
        rules: &Rules,
        history: &History,
        to: Option<&Tier>,
    ) -> Result<Self, Refusal> {
        let standing = history.at(self.as_of);
        let next = || tier::next(rules.on(self.as_of), tier::held(rules, &standing));
        let Some(to) = to.or_else(next) else {
            self.path = Some(Vec::new());
            return Ok(self);
        };
        self.to = Some(to.id.clone());
        let way = path::way(rules, history, self.as_of, to)?;
        self.too_far = way == Way::TooFar;
        if let Way::Steps(steps) = way {
            let at = |activity: &str| {
                let work = standing.running()?.work.of(activity)?;
                Some(work.step.to_owned())
            };
            let alike = steps.chunk_by(|a, b| a == b).map(|alike| PathStep {
                activity: alike[0].activity.id.clone(),
                points: alike[0].points,
                times: alike.len(),
                by: match alike[0].activity.given_by {
                    Some(step) if !alike[0].activity.by_hand => step.name(),
                    _ => "hand",
                },
                in_progress: at(&alike[0].activity.id),
            });
            self.path = Some(alike.collect());
        }
        Ok(self)
    }

    /// Why there is no path, where one was asked for.
    #[must_use]
    pub(crate) fn without_path(&self) -> Option<String> {
        let asked = self.path.is_none() && self.to.is_some();
        asked.then(|| self.way_in_words())
    }

    /// The ledger, with these of the columns evidence, note and override.
    fn lines_sheet(&self, with: [bool; 3]) -> Sheet {
        let mut columns = vec![
            Column::word("on").titled("Day"),
            Column::word("award"),
            Column::text("activity"),
            Column::number("points"),
            Column::number("balance"),
            Column::word("counts"),
            Column::text("why").titled("Why not"),
            Column::number("entry").spare(),
            Column::number("program").titled("Rules").spare(),
        ];
        let details = ["evidence", "note", "override"].map(Column::text);
        columns.extend(details.into_iter().zip(with).filter_map(shown));
        let mut sheet = Sheet::new(columns);
        for line in &self.lines {
            let activity = match &line.reference {
                Some(reference) => format!("{} {reference}", line.activity),
                None => line.activity.clone(),
            };
            let mut cells = vec![
                Cell::from(line.on.to_string()),
                line.award.as_str().into(),
                activity.into(),
                line.points.into(),
                line.balance.into(),
                if line.counts { "yes" } else { "no" }.into(),
                line.why.as_deref().into(),
                line.entry.into(),
                i64::from(line.program).into(),
            ];
            let details = line.details().map(Cell::from);
            cells.extend(details.into_iter().zip(with).filter_map(shown));
            sheet.row(cells);
        }
        sheet
    }

    fn way_sheet(&self) -> Sheet {
        let columns = [
            Column::word("activity"),
            Column::number("times"),
            Column::number("points").titled("Points each"),
            Column::word("by").titled("Given by"),
            Column::word("in_progress").spare(),
        ];
        let mut sheet = Sheet::new(columns);
        for step in self.path.iter().flatten() {
            let times = i64::try_from(step.times).unwrap_or(i64::MAX);
            sheet.row([
                step.activity.as_str().into(),
                times.into(),
                step.points.into(),
                step.by.into(),
                step.in_progress.as_deref().into(),
            ]);
        }
        sheet
    }

    fn way_in_words(&self) -> String {
        let Some(to) = &self.to else {
            return "there is no higher tier".to_owned();
        };
        match self.path.as_deref() {
            None if self.too_far => {
                format!("{to} is too far to search")
            }
            None => {
                format!(
                    "there is no way to {to} on this day: what can still be earned is not enough"
                )
            }
            Some([]) => format!("{to} is reached"),
            Some(steps) => {
                let times: usize = steps.iter().map(|step| step.times).sum();
                let points: i64 = steps
                    .iter()
                    .map(|step| step.points * i64::try_from(step.times).unwrap_or(0))
                    .sum();
                let activities = match times {
                    1 => "1 activity".to_owned(),
                    times => format!("{times} activities"),
                };
                format!(
                    "the shortest way to {to}: {activities}, {}, on one day and in this order",
                    words::count(points, "point")
                )
            }
        }
    }
}

/// Returns what is to be shown.
fn shown<T>((what, is_shown): (T, bool)) -> Option<T> {
    is_shown.then_some(what)
}

fn why(left_out: LeftOut) -> String {
    match left_out {
        LeftOut::Voided(undo) => format!("undone by entry {undo}"),
        LeftOut::Later => "after the day asked for".to_owned(),
        LeftOut::Earlier(number) => format!("of participation {number}"),
        LeftOut::Expired(day) => format!("expired on {day}"),
        LeftOut::Reversed(reversal) => format!("reversed by {reversal}"),
        LeftOut::Reverses(award) => format!("reverses {award}"),
    }
}

impl Report for Explained {
    fn sheet(&self) -> Sheet {
        if self.show_lines {
            self.lines_sheet([true; 3])
        } else {
            self.way_sheet()
        }
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let mut page = vec![Block::Title(format!("{}  ({})", self.name, self.partner))];
        let tier = in_words(self.tier.as_deref(), self.stage);
        page.push(Block::Toned("tier", Tone::Strong, tier));
        page.push(Block::Fact("points", thousands(self.points)));
        if let Some((days, best)) = self.grace {
            let kept =
                format!("the best balance of the last {days} days, {best}, decides about the tier");
            page.push(Block::Fact("grace", kept));
        }
        for threshold in &self.thresholds {
            let missing = threshold.from_points - self.points;
            let from = thousands(threshold.from_points);
            page.push(Block::Fact(
                "threshold",
                match missing {
                    _ if self.tier.is_none() => format!("{} from {from}", threshold.tier),
                    ..=0 => format!("{} from {from}, reached", threshold.tier),
                    _ => format!(
                        "{} from {from}, {} to go",
                        threshold.tier,
                        thousands(missing)
                    ),
                },
            ));
        }
        for (day, points) in &self.expiring {
            let expire = format!("{} on {day}", words::count(*points, "point"));
            page.push(Block::Fact("expire", expire));
        }
        if self.show_lines {
            let counting = self.lines.iter().filter(|line| line.counts).count();
            // People see no column that is empty throughout.
            let any = |at: usize| self.lines.iter().any(|line| line.details()[at].is_some());
            let sheet = self.lines_sheet([any(0), any(1), any(2)]);
            page.extend([Block::Gap, Block::Sheet(sheet), Block::Gap]);
            page.push(Block::Line(format!(
                "lines that count: {counting} of {}, {} in all",
                self.lines.len(),
                words::count(self.points, "point")
            )));
            if !self.benefits.is_empty() {
                page.extend([Block::Gap, Block::Sheet(benefits_sheet(&self.benefits))]);
            }
        }
        if self.path.is_some() || self.to.is_some() {
            page.extend([Block::Gap, Block::Line(self.way_in_words())]);
            if self.path.as_ref().is_some_and(|path| !path.is_empty()) {
                page.push(Block::Sheet(self.way_sheet()));
            }
        }
        page
    }
}
