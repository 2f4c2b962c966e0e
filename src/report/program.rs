//! The rules, as tables.

use super::{Block, PageOptions, Report, SCHEMA, words};
use crate::domain::program::{
    Activity, Benefit, Earned, Gate, GivenBy, Limit, Need, Party, Program, RequestField,
    RequestRule, StageName, Subject,
};
use crate::output::money::{dollars, thousands};
use crate::output::{Cell, Column, Sheet};
use serde::Serialize;

/// The rules of one version.
#[derive(Debug, Serialize)]
pub(crate) struct Rules<'p> {
    schema: u32,
    name: &'p str,
    sources: &'p [String],
    window_months: u32,
    term_months: u32,
    downgrade_grace_days: u32,
    candidate_credit_cents: i64,
    candidate_benefits: Vec<&'p str>,
    credit: CreditLine<'p>,
    support_levels: &'p [String],
    default_share_percent: Option<f64>,
    steps: Vec<StepLine<'p>>,
    tiers: Vec<TierLine<'p>>,
    activities: Vec<ActivityLine<'p>>,
    items: Vec<ItemLine<'p>>,
    requests: Vec<RequestLine<'p>>,
    #[serde(skip)]
    program: &'p Program,
}

#[derive(Debug, Serialize)]
struct CreditLine<'p> {
    items: &'p [String],
    good_standing: bool,
}

#[derive(Debug, Serialize)]
struct StepLine<'p> {
    step: &'static str,
    text: &'p str,
    checklists: &'p [String],
    items: &'p [String],
    judged_anew: &'p [String],
    team: &'p [String],
    good_standing: bool,
}

#[derive(Debug, Serialize)]
struct TierLine<'p> {
    id: &'p str,
    name: &'p str,
    from_points: i64,
    credit_cents: i64,
    benefits: Vec<&'p str>,
    preferred: bool,
}

#[derive(Debug, Serialize)]
struct ActivityLine<'p> {
    id: &'p str,
    name: &'p str,
    points: i64,
    points_at: Vec<(&'p str, i64)>,
    from: &'p str,
    limit: Limit,
    prerequisite_points: Option<i64>,
    valid_months: Option<u32>,
    given_by: Option<GivenBy>,
    steps: &'p [String],
    steps_required: bool,
}

#[derive(Debug, Serialize)]
struct ItemLine<'p> {
    checklist: &'p str,
    of: Subject,
    item: &'p str,
    party: Party,
    needs: Need,
    kinds: &'p [String],
    waits_for: &'p [String],
    records: &'p [String],
    required: bool,
    other_person_than: Option<&'p str>,
    reachable: Option<&'p str>,
    benefit: Option<&'p str>,
    text: &'p str,
    guide: Option<&'p str>,
}

#[derive(Debug, Serialize)]
struct RequestLine<'p> {
    request: &'p str,
    party: Party,
    from: StageName,
    needs: &'p [RequestField],
    support_level: Option<&'p str>,
    text: &'p str,
}

fn texts(benefits: &[Benefit]) -> Vec<&str> {
    benefits
        .iter()
        .map(|benefit| benefit.text.as_str())
        .collect()
}

impl<'p> Rules<'p> {
    /// The report of a program.
    #[must_use]
    pub(crate) fn of(program: &'p Program) -> Self {
        let step = |step, gate: &'p Gate| StepLine {
            step,
            text: &gate.text,
            checklists: &gate.checklists,
            items: &gate.items,
            judged_anew: &gate.judged_anew,
            team: &gate.team,
            good_standing: gate.good_standing,
        };
        let tier = |tier: &'p crate::domain::program::Tier| TierLine {
            id: &tier.id,
            name: &tier.name,
            from_points: tier.from_points,
            credit_cents: tier.credit_cents,
            benefits: texts(&tier.benefits),
            preferred: tier.preferred,
        };
        let activity = |activity: &'p Activity| ActivityLine {
            id: &activity.id,
            name: &activity.name,
            points: activity.points,
            points_at: activity
                .points_at
                .iter()
                .map(|(tier, points)| (tier.as_str(), *points))
                .collect(),
            from: match &activity.from {
                Earned::Candidate => "candidate",
                Earned::Tier(tier) => tier,
            },
            limit: activity.limit,
            prerequisite_points: activity.prerequisite_points,
            valid_months: activity.valid_months,
            given_by: activity.given_by,
            steps: &activity.steps,
            steps_required: activity.steps_required,
        };
        let items = program.checklists.iter().flat_map(|list| {
            list.items.iter().map(move |item| ItemLine {
                checklist: &list.id,
                of: list.of,
                item: &item.id,
                party: item.party,
                needs: item.needs,
                kinds: &item.kinds,
                waits_for: &item.waits_for,
                records: &item.records,
                required: item.required,
                other_person_than: item.other_person_than.as_deref(),
                reachable: item.reachable.as_deref(),
                benefit: item.benefit.as_deref(),
                text: &item.text,
                guide: item.guide.as_deref(),
            })
        });
        Self {
            schema: SCHEMA,
            name: &program.name,
            sources: &program.sources,
            window_months: program.candidate.window_months,
            term_months: program.term_months,
            downgrade_grace_days: program.downgrade_grace_days,
            candidate_credit_cents: program.candidate.credit_cents,
            candidate_benefits: texts(&program.candidate.benefits),
            credit: CreditLine {
                items: &program.credit.items,
                good_standing: program.credit.good_standing,
            },
            support_levels: &program.support_levels,
            default_share_percent: program
                .default_share_bp
                .map(|share| super::facts::share_percent(share.into())),
            steps: [
                ("admit", &program.admit),
                ("certify", &program.certify),
                ("request", &program.request_publication),
                ("publish", &program.publish),
            ]
            .into_iter()
            // A request for publication may ask for nothing, and then the file has no such step.
            .filter(|(_, gate)| **gate != Gate::default())
            .map(|(name, gate)| step(name, gate))
            .collect(),
            tiers: program.tiers.iter().map(tier).collect(),
            activities: program.activities.iter().map(activity).collect(),
            items: items.collect(),
            requests: program.requests.iter().map(RequestLine::of).collect(),
            program,
        }
    }

    fn gates(&self) -> Sheet {
        let mut sheet = Sheet::new([
            Column::word("step"),
            Column::text("needs"),
            Column::text("rule"),
        ]);
        for step in &self.steps {
            let lists = step
                .checklists
                .iter()
                .map(|list| format!("checklist {list}"));
            let standing = step.good_standing.then(|| "good standing".to_owned());
            let anew = step.judged_anew.iter();
            let anew = anew.map(|item| format!("{item} judged again for a new version"));
            let needs: Vec<String> = lists
                .chain(step.items.iter().cloned())
                .chain(anew)
                .chain(step.team.iter().map(|role| format!("somebody as {role}")))
                .chain(standing)
                .collect();
            sheet.row([
                Cell::from(step.step),
                needs.join(", ").into(),
                step.text.into(),
            ]);
        }
        sheet
    }

    fn tiers(&self) -> Sheet {
        let columns = [
            Column::word("tier"),
            Column::number("from_points"),
            Column::money("credit_a_month"),
            Column::text("adds"),
        ];
        let mut sheet = Sheet::new(columns);
        let candidate = &self.program.candidate;
        sheet.row([
            Cell::from("(candidate)"),
            Cell::Empty,
            Cell::cents(candidate.credit_cents),
            texts(&candidate.benefits).join("; ").into(),
        ]);
        for tier in &self.tiers {
            sheet.row([
                Cell::from(tier.id),
                tier.from_points.into(),
                Cell::cents(tier.credit_cents),
                tier.benefits.join("; ").into(),
            ]);
        }
        sheet
    }

    fn requests(&self) -> Sheet {
        let mut sheet = Sheet::new([
            Column::word("request"),
            Column::word("party"),
            Column::word("from"),
            Column::text("needs"),
            Column::text("text"),
        ]);
        for rule in &self.requests {
            let needs: Vec<&str> = rule.needs.iter().copied().map(RequestField::name).collect();
            sheet.row([
                Cell::from(rule.request),
                rule.party.into(),
                rule.from.name().into(),
                needs.join(", ").into(),
                rule.text.into(),
            ]);
        }
        sheet
    }

    fn items(&self) -> Sheet {
        let columns = [
            Column::word("checklist"),
            Column::word("item"),
            Column::word("party"),
            Column::text("needs"),
            Column::text("waits_for").spare(),
            Column::text("text"),
        ];
        let mut sheet = Sheet::new(columns);
        for item in &self.items {
            let kinds = if item.kinds.is_empty() {
                String::new()
            } else {
                format!(" ({})", item.kinds.join(", "))
            };
            sheet.row([
                Cell::from(item.checklist),
                format!("{}{kinds}", item.item).into(),
                item.party.into(),
                item.needs.name().into(),
                item.waits_for.join(", ").into(),
                item.text.into(),
            ]);
        }
        sheet
    }
}

impl<'p> RequestLine<'p> {
    fn of(rule: &'p RequestRule) -> Self {
        Self {
            request: &rule.id,
            party: rule.party,
            from: rule.from,
            needs: &rule.needs,
            support_level: rule.support_level.as_deref(),
            text: &rule.text,
        }
    }
}

impl Report for Rules<'_> {
    /// The activities: what scripts ask for.
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("activity"),
            Column::number("points"),
            Column::text("other_prices").spare(),
            Column::word("from"),
            Column::word("limit"),
            Column::text("conditions").spare(),
            Column::text("name").spare(),
        ];
        let mut sheet = Sheet::new(columns);
        for activity in &self.activities {
            let prices: Vec<String> = activity
                .points_at
                .iter()
                .map(|(tier, points)| format!("{} at {tier}", thousands(*points)))
                .collect();
            let needs = activity
                .prerequisite_points
                .map(|points| format!("needs a balance of {}", thousands(points)));
            let valid = activity
                .valid_months
                .map(|months| format!("counts for {}", words::count(months.into(), "month")));
            let given = activity.given_by.map(|step| format!("given by {step}"));
            let required = if activity.steps_required {
                "needs"
            } else {
                "steps"
            };
            let steps = (!activity.steps.is_empty())
                .then(|| format!("{required} {}", activity.steps.join(", ")));
            let conditions = [needs, valid, given, steps];
            let conditions: Vec<String> = conditions.into_iter().flatten().collect();
            sheet.row([
                Cell::from(activity.id),
                activity.points.into(),
                prices.join(", ").into(),
                activity.from.into(),
                activity.limit.name().into(),
                conditions.join(", ").into(),
                activity.name.into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let program = self.program;
        let mut page = vec![Block::Title(program.name.clone())];
        page.extend(
            program
                .sources
                .iter()
                .map(|source| Block::Line(format!("from: {source}"))),
        );
        page.push(Block::Gap);
        page.push(Block::Fact(
            "window",
            format!(
                "{} from admission to certification",
                words::count(program.candidate.window_months.into(), "month")
            ),
        ));
        page.push(Block::Fact(
            "term",
            words::count(program.term_months.into(), "month"),
        ));
        page.push(Block::Fact(
            "grace",
            format!(
                "{} before a fall to a lower tier takes effect",
                words::count(program.downgrade_grace_days.into(), "day")
            ),
        ));
        let needs: Vec<&str> = program
            .credit
            .items
            .iter()
            .map(String::as_str)
            .chain(program.credit.good_standing.then_some("good standing"))
            .collect();
        page.push(Block::Fact(
            "credit",
            format!(
                "candidates {}; needs {}",
                dollars(program.candidate.credit_cents),
                needs.join(", ")
            ),
        ));
        let requests = (!self.requests.is_empty()).then(|| ("Requests", self.requests()));
        let sheets = [
            ("Steps", self.gates()),
            ("Tiers", self.tiers()),
            ("Activities", self.sheet()),
            ("Checklists", self.items()),
        ];
        for (title, sheet) in sheets.into_iter().chain(requests) {
            page.extend([
                Block::Gap,
                Block::Title(title.to_owned()),
                Block::Sheet(sheet),
            ]);
        }
        page
    }
}
