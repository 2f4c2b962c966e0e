//! Tiers: of all partners, or of one with its benefits.

use super::tones;
use super::{AsOf, Block, PageOptions, Report, SCHEMA, words};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::{Stage, Standing};
use crate::domain::program;
use crate::domain::program::versions::Rules;
use crate::domain::rule::refusal::at_stage;
use crate::domain::rule::tier;
use crate::domain::value::day::Day;
use crate::output::Tone;
use crate::output::money::dollars;
use crate::output::{Cell, Column, Sheet};
use crate::store::sums::Sum;
use crate::store::{Book, StoreError};
use serde::Serialize;

/// The tiers of partners.
#[derive(Debug, Serialize)]
pub(crate) struct Tiers {
    schema: u32,
    as_of: Day,
    partners: Vec<TierRow>,
    #[serde(skip)]
    one: bool,
}

#[derive(Debug, Serialize)]
struct TierRow {
    partner: String,
    name: String,
    stage: Option<Stage>,
    tier: Option<String>,
    points: i64,
    next_tier: Option<String>,
    points_to_next: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    benefits: Option<Vec<Benefit>>,
    #[serde(skip)]
    credit_cents: i64,
    #[serde(skip)]
    span: (i64, i64),
}

/// A benefit with the tier it comes from.
#[derive(Debug, Serialize)]
pub(super) struct Benefit {
    tier: String,
    benefit: String,
}

/// What a partner is given, each with the tier, or the stage, it comes from.
pub(super) fn benefits(rules: &Rules, standing: &Standing<'_>) -> Vec<Benefit> {
    let program = rules.on(standing.day);
    match (tier::held(rules, standing), standing.stage()) {
        (Some(held), _) => tier::benefits(program, held)
            .map(|(tier, benefit)| Benefit {
                tier: tier.id.clone(),
                benefit: benefit.text.clone(),
            })
            .collect(),
        (None, Some(Stage::Candidate)) => {
            let stage = Stage::Candidate.name();
            let benefit = |benefit: &program::Benefit| Benefit {
                tier: stage.to_owned(),
                benefit: benefit.text.clone(),
            };
            program.candidate.benefits.iter().map(benefit).collect()
        }
        _ => Vec::new(),
    }
}

/// Benefits as a table.
pub(super) fn benefits_sheet(benefits: &[Benefit]) -> Sheet {
    let mut sheet = Sheet::new([Column::word("from"), Column::text("benefit")]);
    for Benefit { tier, benefit } in benefits {
        sheet.row([Cell::from(tier.as_str()), benefit.as_str().into()]);
    }
    sheet
}

/// The tier, or why there is none.
pub(super) fn in_words(tier: Option<&str>, stage: Option<Stage>) -> String {
    if let Some(tier) = tier {
        return tier.to_owned();
    }
    let stage = stage.map_or("not in the program", at_stage);
    format!("none: the partner is {stage}")
}

impl TierRow {
    fn of(
        rules: &Rules,
        as_of: Day,
        partner: String,
        name: String,
        stage: Option<Stage>,
        points: i64,
        held: Option<&crate::domain::program::Tier>,
    ) -> Self {
        let program = rules.on(as_of);
        let next = held.and_then(|held| tier::next(program, Some(held)));
        Self {
            partner,
            name,
            stage,
            tier: held.map(|tier| tier.id.clone()),
            points,
            next_tier: next.map(|tier| tier.id.clone()),
            points_to_next: next.map(|tier| tier.from_points - points),
            benefits: None,
            credit_cents: held.map_or(0, |tier| tier.credit_cents),
            span: (
                held.map_or(0, |tier| tier.from_points),
                next.map_or(0, |tier| tier.from_points),
            ),
        }
    }

    fn of_standing(rules: &Rules, history: &History, standing: &Standing<'_>) -> Self {
        let held = tier::held(rules, standing);
        let partner = history.partner.to_string();
        Self::of(
            rules,
            standing.day,
            partner,
            standing.about.name.to_owned(),
            standing.stage(),
            standing.points(),
            held,
        )
    }
}

impl Tiers {
    /// One partner's tier, with its benefits.
    #[must_use]
    pub(crate) fn for_partner(rules: &Rules, history: &History, as_of: AsOf) -> Self {
        let standing = history.at(as_of.day);
        let mut line = TierRow::of_standing(rules, history, &standing);
        line.benefits = Some(benefits(rules, &standing));
        Self {
            schema: SCHEMA,
            as_of: as_of.day,
            partners: vec![line],
            one: true,
        }
    }

    /// The tiers of every partner: certified ones hold one, the others are shown with their points.
    pub(crate) fn for_all(book: &Book, rules: &Rules, as_of: AsOf) -> Result<Self, StoreError> {
        let mut partners = Vec::new();
        let program = rules.on(as_of.day);
        if program.downgrade_grace_days == 0 {
            book.sums(
                as_of.day,
                as_of.known_at,
                |Sum {
                     partner,
                     name,
                     stage,
                     points,
                     ..
                 }| {
                    let held = (stage == Stage::Certified)
                        .then(|| tier::reached(program, points))
                        .flatten();
                    partners.push(TierRow::of(
                        rules,
                        as_of.day,
                        partner.to_string(),
                        name,
                        Some(stage),
                        points,
                        held,
                    ));
                },
            )?;
        } else {
            // Grace looks back at the balances of earlier days, so each history is folded.
            book.walk(as_of.known_at, |history| {
                let standing = history.at(as_of.day);
                if standing.stage().is_some() {
                    partners.push(TierRow::of_standing(rules, &history, &standing));
                }
                Ok::<_, StoreError>(())
            })?;
        }
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            partners,
            one: false,
        })
    }
}

impl Tiers {
    /// Every partner in a line, on a terminal with a bar.
    fn table(&self, look: PageOptions) -> Sheet {
        let mut columns = vec![
            Column::word("partner"),
            Column::text("name"),
            Column::word("stage"),
            Column::word("tier"),
            Column::number("points"),
        ];
        if look.terminal {
            columns.push(Column::word("progress").titled("On the way").spare());
        }
        columns.extend([
            Column::word("next_tier").spare(),
            Column::number("points_to_next").titled("To next"),
        ]);
        let mut sheet = Sheet::new(columns);
        for line in &self.partners {
            let mut row: Vec<Cell> = vec![
                line.partner.as_str().into(),
                line.name.as_str().into(),
                line.stage.into(),
                tones::tier(line.tier.as_deref()),
                line.points.into(),
            ];
            if look.terminal {
                let (from, to) = line.span;
                let next = line.next_tier.as_ref();
                row.push(next.map(|_| words::bar(line.points, from, to, 10)).into());
            }
            row.extend([line.next_tier.as_deref().into(), line.points_to_next.into()]);
            sheet.row(row);
        }
        sheet
    }
}

impl Report for Tiers {
    fn sheet(&self) -> Sheet {
        self.table(PageOptions { terminal: false })
    }

    fn page(&self, look: PageOptions) -> Vec<Block> {
        let [line] = self.partners.as_slice() else {
            return vec![Block::Sheet(self.table(look))];
        };
        if !self.one {
            return vec![Block::Sheet(self.table(look))];
        }
        let mut page = vec![Block::Title(format!("{}  ({})", line.name, line.partner))];
        let tier = in_words(line.tier.as_deref(), line.stage);
        page.push(Block::Toned("tier", Tone::Strong, tier));
        let next = line.next_tier.as_deref().zip(line.points_to_next);
        let way = words::WayToNextTier {
            next,
            span: line.span,
        };
        let points = words::points(line.points, way, look);
        page.push(Block::Fact("points", points));
        if line.credit_cents > 0 {
            page.push(Block::Fact(
                "credit",
                format!("{} a month", dollars(line.credit_cents)),
            ));
        }
        let benefits = line.benefits.as_deref().unwrap_or_default();
        if !benefits.is_empty() {
            page.push(Block::Gap);
            page.push(Block::Sheet(benefits_sheet(benefits)));
        }
        page
    }
}
