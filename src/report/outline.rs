//! A program's rules in one screen: how a company gets in, what it earns, what it is given, what may end it.

use super::words::count;
use crate::domain::program::{Activity, Gate, GivenBy, Program};
use crate::output::money::{dollars, thousands};
use crate::output::{Sentence, mpp};

/// The outline of a program.
pub(crate) struct Outline<'p>(&'p Program);

impl<'p> Outline<'p> {
    /// Of this program.
    #[must_use]
    pub(crate) fn of(program: &'p Program) -> Self {
        Self(program)
    }

    /// Its paragraphs, each with what it is about.
    #[must_use]
    pub(crate) fn paragraphs(&self) -> Vec<(&'static str, Sentence)> {
        let Self(program) = self;
        let months = |n: u32| count(n.into(), "month");
        let mut paragraphs = vec![
            (
                "Applying",
                mpp("apply")
                    .and_words(", and ")
                    .and_mpp("review P --admit")
                    .and_words(format!(
                        " makes a candidate: {}{}",
                        needs(program, &program.admit),
                        given(program, GivenBy::Admit)
                    )),
            ),
            (
                "Certifying",
                Sentence::words(format!(
                    "within {}, ",
                    months(program.candidate.window_months)
                ))
                .and_mpp("certify P --grant")
                .and_words(format!(
                    ": {}{}",
                    needs(program, &program.certify),
                    given(program, GivenBy::Certify)
                )),
            ),
            ("Points", points(program).into()),
            ("Tiers", tiers(program).into()),
            ("Credit", credit(program).into()),
        ];
        if !program.publish.checklists.is_empty() {
            let needs = needs(program, &program.publish);
            paragraphs.push((
                "Products",
                mpp("product publish P X").and_words(format!(": {needs}")),
            ));
        }
        paragraphs.push((
            "Renewing",
            mpp("renew --due").and_words(format!(
                " at every anniversary, after {}, unless a party objects or the partner is not in good standing",
                months(program.term_months)
            )),
        ));
        paragraphs
    }

    /// The outline as text of so many columns.
    #[must_use]
    pub(crate) fn text(&self, wrap: impl Fn(&str, usize) -> Vec<String>, room: usize) -> String {
        const WIDE: usize = 12;
        let mut lines = vec![self.0.name.clone()];
        for (about, text) in self.paragraphs() {
            let mut about = about;
            for line in wrap(&text.to_string(), room.saturating_sub(WIDE)) {
                lines.push(format!("{about:WIDE$}{line}"));
                about = "";
            }
        }
        lines.push(
            mpp("program show")
                .and_words(" has every rule with its sentence.")
                .to_string(),
        );
        lines.join("\n") + "\n"
    }
}

/// What a gate asks for.
fn needs(program: &Program, gate: &Gate) -> String {
    let lists = gate.checklists.iter().map(|id| {
        let items = program.checklist(id).map_or(0, |list| list.items.len());
        let items = i64::try_from(items).unwrap_or(i64::MAX);
        format!("{id} ({})", count(items, "item"))
    });
    let standing = gate.good_standing.then(|| "good standing".to_owned());
    let needs: Vec<String> = lists
        .chain(gate.items.iter().cloned())
        .chain(gate.team.iter().map(|role| format!("somebody as {role}")))
        .chain(standing)
        .collect();
    if needs.is_empty() {
        "nothing more".to_owned()
    } else {
        needs.join(", ")
    }
}

fn given(program: &Program, step: GivenBy) -> String {
    let activity = program.given_by(step);
    activity.map_or_else(String::new, |activity| {
        format!("; {}", count(activity.points, "point"))
    })
}

/// What each activity earns, those of the same price together.
fn points(program: &Program) -> String {
    let mut prices: Vec<(i64, Vec<&str>)> = Vec::new();
    let beside_steps = |activity: &&Activity| {
        !matches!(activity.given_by, Some(GivenBy::Admit | GivenBy::Certify))
    };
    for activity in program.activities.iter().filter(beside_steps) {
        match prices
            .iter_mut()
            .find(|(points, _)| *points == activity.points)
        {
            Some((_, ids)) => ids.push(&activity.id),
            None => prices.push((activity.points, vec![&activity.id])),
        }
    }
    prices.sort_by_key(|(points, _)| *points);
    let prices: Vec<String> = prices
        .iter()
        .map(|(points, ids)| format!("{}: {}", thousands(*points), ids.join(", ")))
        .collect();
    prices.join("; ")
}

fn tiers(program: &Program) -> String {
    let tiers: Vec<String> = program
        .tiers
        .iter()
        .map(|tier| {
            format!(
                "{} from {} ({} a month)",
                tier.id,
                count(tier.from_points, "point"),
                dollars(tier.credit_cents)
            )
        })
        .collect();
    let grace = match program.downgrade_grace_days {
        0 => String::new(),
        days => format!("; a fall takes effect after {}", count(days.into(), "day")),
    };
    format!("{}{grace}", tiers.join(", "))
}

fn credit(program: &Program) -> String {
    let rule = &program.credit;
    let standing = rule.good_standing.then(|| "good standing".to_owned());
    let needs: Vec<String> = rule.items.iter().cloned().chain(standing).collect();
    let needs = if needs.is_empty() {
        String::new()
    } else {
        format!("; it needs {}", needs.join(", "))
    };
    format!(
        "that of the tier, {} a month for candidates{needs}",
        dollars(program.candidate.credit_cents)
    )
}
