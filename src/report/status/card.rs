//! One partner in full, as a page.

use super::{CreditNow, PartnerStatus, TermNow, Work};
use crate::domain::fact::ProfileField;
use crate::domain::rule::term::TermState;
use crate::domain::value::day::Day;
use crate::output::Tone;
use crate::output::money::dollars;
use crate::report::tones::Toned as _;
use crate::report::{Block, PageOptions, words};
use std::cmp::Ordering;

impl PartnerStatus {
    /// Returns the page of the partner.
    pub(super) fn card(&self, as_of: Day, look: PageOptions) -> Vec<Block> {
        let mut card = vec![Block::Title(format!("{}  ({})", self.name, self.id))];
        let since = self
            .stage_since
            .map_or_else(String::new, |since| format!(" since {since}"));
        let reason = self
            .stage_reason
            .as_ref()
            .map_or_else(String::new, |reason| format!(": {reason}"));
        if let Some(stage) = self.stage {
            let text = format!("{stage}{since}{reason}");
            card.push(Block::Toned("stage", stage.tone(), text));
        }
        if let Some(until) = self.candidate_until {
            card.push(Block::Fact(
                "window",
                format!("until {until}, {}", words::distance(until, as_of)),
            ));
        }
        if let Some(tier) = &self.tier {
            card.push(Block::Toned("tier", Tone::Strong, tier.clone()));
        }
        card.push(Block::Fact("points", self.points_line(look)));
        let CreditNow {
            month,
            granted_cents,
            used_cents,
        } = &self.credit;
        card.push(Block::Fact(
            "credit",
            format!(
                "{} for {month}, {} used",
                dollars(*granted_cents),
                dollars(*used_cents)
            ),
        ));
        if let Some(term) = &self.term {
            let TermNow {
                number,
                starts,
                anniversary,
                state,
            } = term;
            let ended = self.stage_since.filter(|_| *state == TermState::Ended);
            let away = match ended.map(|ended| ended.cmp(anniversary)) {
                Some(Ordering::Less) => "the participation ended before".to_owned(),
                Some(Ordering::Equal) => "the participation ended that day".to_owned(),
                Some(Ordering::Greater) => "the participation ended after".to_owned(),
                None => words::distance(*anniversary, as_of),
            };
            card.push(Block::Fact(
                "term",
                format!("{number}, from {starts}, anniversary {anniversary} ({away}), {state}"),
            ));
        }
        let (tone, standing) = match &self.standing_reason {
            _ if self.good_standing => (Tone::Good, "good".to_owned()),
            Some(reason) => (Tone::Bad, format!("not good: {reason}")),
            None => (Tone::Bad, "not good".to_owned()),
        };
        card.push(Block::Toned("standing", tone, standing));
        for (field, text) in self.texts.iter() {
            let fee = self.support_fee_cents;
            let fee = fee.filter(|_| field == ProfileField::SupportLevel);
            let fee = fee.map_or_else(String::new, |cents| format!(", {} a month", dollars(cents)));
            card.push(Block::Fact(label(field), format!("{text}{fee}")));
        }
        for list in &self.checklists {
            let open = match list.open.len() {
                0 => String::new(),
                1..=4 => format!(", open: {}", list.open.join(", ")),
                n => format!(", open: {} and {} more", list.open[..3].join(", "), n - 3),
            };
            card.push(Block::Fact(
                "checklist",
                format!("{} {} of {}{open}", list.id, list.met, list.of),
            ));
        }
        if !self.products.is_empty() {
            let states = self.products.iter();
            let states: Vec<String> = states.map(|(state, n)| format!("{n} {state}")).collect();
            card.push(Block::Fact("products", states.join(", ")));
        }
        for work in &self.in_progress {
            let due = work
                .due
                .map_or_else(String::new, |due| format!(", due {due}"));
            let who = work.person.as_ref();
            let who = who.map_or_else(String::new, |person| format!(", with {person}"));
            let Work { activity, step, .. } = work;
            card.push(Block::Fact(
                "in progress",
                format!("{activity}: {step}{due}{who}"),
            ));
        }
        for person in &self.people {
            card.push(Block::Fact(
                "people",
                format!("{}: {}", person.role, person.person),
            ));
        }
        for next in &self.next {
            card.push(Block::Advice(Some("next"), next.clone()));
        }
        card
    }

    fn points_line(&self, look: PageOptions) -> String {
        let next = self.next_tier.as_deref().zip(self.points_to_next);
        let span = self.tier_span.unwrap_or_default();
        words::points(self.points, words::WayToNextTier { next, span }, look)
    }
}

/// Returns what a field is called where a partner is shown in full.
fn label(field: ProfileField) -> &'static str {
    match field {
        ProfileField::ExternalId => "external id",
        ProfileField::SupportLevel => "support",
        other => other.name(),
    }
}
