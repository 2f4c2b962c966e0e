//! What needs somebody's attention, with the command that deals with it.

use super::{AsOf, Block, PageOptions, Report, SCHEMA, words};
use crate::domain::fact::ProfileField;
use crate::domain::partner::history::History;
use crate::domain::partner::standing::{Participation, Stage, Standing};
use crate::domain::program::Program;
use crate::domain::program::versions::Rules;
use crate::domain::rule::checklist;
use crate::domain::rule::item_record::{self, Evidence, OpenEvidence};
use crate::domain::rule::term::{self, TermState};
use crate::domain::value::day::Day;
use crate::domain::value::named::named;
use crate::output::CommandLine;
use crate::output::{Cell, Column, Event, Sheet};
use crate::store::sums::Density;
use crate::store::{Book, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;

/// What needs somebody's attention.
#[derive(Debug, Serialize)]
pub(crate) struct Due {
    schema: u32,
    as_of: Day,
    items: Vec<DueRow>,
}

/// Why a partner needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DueKind {
    /// An application waits for a decision.
    Application,
    /// A candidate window ends soon.
    WindowEnding,
    /// A candidate window is over.
    WindowOver,
    /// An anniversary is near or has come.
    Anniversary,
    /// An objection is open.
    Objection,
    /// A product waits for its publication.
    Publication,
    /// Items of a certification wait for the marketplace.
    Items,
    /// A request is open.
    Request,
    /// An activity is being worked on.
    Activity,
    /// What was found met lacks values that its items ask for.
    Evidence,
}
named!(DueKind, DueKind::Application => "application", DueKind::WindowEnding => "window-ending",
    DueKind::WindowOver => "window-over", DueKind::Anniversary => "anniversary", DueKind::Objection => "objection",
    DueKind::Publication => "publication", DueKind::Items => "items", DueKind::Request => "request",
    DueKind::Activity => "activity", DueKind::Evidence => "evidence");

#[derive(Debug, Serialize)]
struct DueRow {
    kind: DueKind,
    partner: String,
    product: Option<String>,
    day: Day,
    /// Days from today to that day; negative for days gone by.
    days: i64,
    what: String,
    command: CommandLine,
    /// What names it in a calendar, also where its day is moved.
    #[serde(skip)]
    event: Option<String>,
}

impl Due {
    /// What is due of all partners; `within` days ahead are looked at. The earliest day comes first.
    pub(crate) fn of(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        within: i64,
    ) -> Result<Self, StoreError> {
        let program = rules.on(as_of.day);
        let densities = match program.pool_size {
            Some(_) => book.densities(as_of.day, as_of.known_at)?,
            None => BTreeMap::new(),
        };
        let mut items = Vec::new();
        book.walk(as_of.known_at, |history| {
            let mut of_partner = for_partner(rules, &history, as_of.day, within);
            let applications = of_partner
                .iter_mut()
                .filter(|row| row.kind == DueKind::Application && !densities.is_empty());
            for row in applications {
                let full = full_pool(program, &history, as_of.day, &densities);
                row.what.extend(full);
            }
            items.extend(of_partner);
            Ok::<_, StoreError>(())
        })?;
        items.sort_by(|a, b| (a.day, &a.partner, &a.product).cmp(&(b.day, &b.partner, &b.product)));
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            items,
        })
    }

    /// What has a day of its own, for a calendar: windows that end, anniversaries, terms under evaluation.
    #[must_use]
    pub(crate) fn events(&self) -> Vec<Event> {
        let event = |line: &DueRow| {
            let summary = match line.kind {
                DueKind::WindowEnding | DueKind::WindowOver => "candidate window ends",
                DueKind::Anniversary => "anniversary",
                DueKind::Objection => "anniversary, under evaluation",
                DueKind::Application
                | DueKind::Publication
                | DueKind::Items
                | DueKind::Request
                | DueKind::Activity
                | DueKind::Evidence => return None,
            };
            let DueRow {
                partner,
                day,
                command,
                ..
            } = line;
            Some(Event {
                uid: format!("{partner}-{}@mpp", line.event.as_deref()?),
                day: *day,
                summary: format!("{partner}: {summary}"),
                description: command.to_string(),
            })
        };
        self.items.iter().filter_map(event).collect()
    }

    /// Whether anything needs attention. Missing evidence is listed, but is not urgent.
    #[must_use]
    pub(crate) fn needs_attention(&self) -> bool {
        self.items.iter().any(|row| row.kind != DueKind::Evidence)
    }
}

/// Says that the pool of an applicant's category is full, if it is.
fn full_pool(
    program: &Program,
    history: &History,
    today: Day,
    densities: &BTreeMap<String, Density>,
) -> Option<String> {
    let standing = history.at(today);
    let category = standing.about.get(ProfileField::Category)?;
    let size = program.full_pool(densities.get(category)?.providers())?;
    Some(format!("; {category}: the pool of {size} is full"))
}

fn for_partner(rules: &Rules, history: &History, today: Day, within: i64) -> Vec<DueRow> {
    let standing = history.at(today);
    let Some(current) = standing.running() else {
        return Vec::new();
    };
    let waiting = standing.products.values().filter_map(|product| {
        let since = product.waits_since(&rules.on(today).product)?;
        let asked = words::distance(since, today);
        Some(DueRow {
            kind: DueKind::Publication,
            partner: history.partner.to_string(),
            product: Some(product.id.to_owned()),
            day: since,
            days: (since - today).num_days(),
            what: format!(
                "publication of {} was requested {asked}",
                product.content.name
            ),
            command: CommandLine::new(format!("product show {} {}", history.partner, product.id)),
            event: None,
        })
    });
    let of_stage = of_stage(rules, history, &standing, current, today, within);
    let on_us = (current.stage == Stage::Candidate)
        .then(|| waiting_on_us(rules, history, &standing, current, today))
        .flatten();
    let requests = open_requests(rules, history, current, today);
    of_stage
        .into_iter()
        .chain(on_us)
        .chain(waiting)
        .chain(requests)
        .chain(work_in_progress(rules, history, current, today))
        .chain(open_evidence(rules, history, &standing, today))
        .collect()
}

/// The evidence that items lack which were found met.
fn open_evidence(
    rules: &Rules,
    history: &History,
    standing: &Standing<'_>,
    today: Day,
) -> Option<DueRow> {
    let open: Vec<OpenEvidence<'_>> = item_record::open_evidence(rules, standing).collect();
    let first = open.first()?;
    let since = first.since;
    let names = open.iter().flat_map(|open| {
        open.lacking.iter().map(|evidence| match evidence {
            Evidence::Value(name) => format!("{}.{name}", open.item.id),
            Evidence::Mail(_) | Evidence::Telephone(_) => evidence.to_string(),
        })
    });
    let names: Vec<String> = names.collect();
    let partner = &history.partner;
    let command = match first.lacking[0] {
        Evidence::Value(name) => {
            format!(
                "checklist {partner} --record {}.{name}=VALUE",
                first.item.id
            )
        }
        Evidence::Mail(role) | Evidence::Telephone(role) => {
            format!("people {partner} --contact {role}='NAME <MAIL> PHONE'")
        }
    };
    Some(DueRow {
        kind: DueKind::Evidence,
        partner: partner.to_string(),
        product: None,
        day: since,
        days: (since - today).num_days(),
        what: format!("to be recorded: {}", names.join(", ")),
        command: CommandLine::new(command),
        event: None,
    })
}

/// The activities that are being worked on, with the step they are at.
fn work_in_progress<'h>(
    rules: &'h Rules,
    history: &'h History,
    current: &'h Participation<'_>,
    today: Day,
) -> impl Iterator<Item = DueRow> + 'h {
    current.work.iter().map(move |(activity, work)| {
        let rule = rules.on(today).activity(activity);
        let steps = rule.map_or(&[][..], |rule| &rule.steps);
        let next = steps.iter().skip_while(|step| *step != work.step).nth(1);
        let day = work.due.unwrap_or(work.on);
        let due = work.due.map_or_else(String::new, |due| {
            format!(", due {}", words::distance(due, today))
        });
        let who = work
            .person
            .map_or_else(String::new, |person| format!(", with {person}"));
        let command = match next {
            Some(next) => format!("award-points {} {activity} --step {next}", history.partner),
            None => format!("award-points {} {activity}", history.partner),
        };
        DueRow {
            kind: DueKind::Activity,
            partner: history.partner.to_string(),
            product: None,
            day,
            days: (day - today).num_days(),
            what: format!(
                "{activity} has been {} since {}{due}{who}",
                work.step, work.on
            ),
            command: CommandLine::new(command),
            event: None,
        }
    })
}

/// The requests that are open, with whose turn it is.
fn open_requests<'h>(
    rules: &'h Rules,
    history: &'h History,
    current: &'h Participation<'_>,
    today: Day,
) -> impl Iterator<Item = DueRow> + 'h {
    let open = current.requests.iter().filter(|known| known.is_open());
    open.map(move |known| {
        let asked = known.asked;
        let rule = rules.on(known.on).request(&asked.kind);
        let turn = rule.map_or_else(String::new, |rule| format!(", the {}'s turn", rule.party));
        let day = asked.due.unwrap_or(known.on);
        let due = asked.due.map_or_else(String::new, |due| {
            format!(", due {}", words::distance(due, today))
        });
        let made = words::distance(known.on, today);
        DueRow {
            kind: DueKind::Request,
            partner: history.partner.to_string(),
            product: None,
            day,
            days: (day - today).num_days(),
            what: format!("{} was requested {made}{due}{turn}", asked.kind),
            command: CommandLine::new(format!("request {} --done {}", history.partner, known.id)),
            event: None,
        }
    })
}

/// The items of a certification that the marketplace has to deal with: those that wait for nobody else.
fn waiting_on_us(
    rules: &Rules,
    history: &History,
    standing: &Standing<'_>,
    current: &Participation<'_>,
    today: Day,
) -> Option<DueRow> {
    let program = rules.on(today);
    let ours = checklist::turn_of_marketplace(program, standing, &program.certify);
    let items: Vec<&str> = ours.iter().map(|missing| missing.item.as_str()).collect();
    let named = match items.as_slice() {
        [] => return None,
        [first] => (*first).to_owned(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    };
    Some(DueRow {
        kind: DueKind::Items,
        partner: history.partner.to_string(),
        product: None,
        day: current.since,
        days: (current.since - today).num_days(),
        what: format!("the marketplace's turn: {named}"),
        command: CommandLine::new(format!("certify {}", history.partner)),
        event: None,
    })
}

/// What the stage of a partner asks for.
fn of_stage(
    rules: &Rules,
    history: &History,
    standing: &Standing<'_>,
    current: &Participation<'_>,
    today: Day,
    within: i64,
) -> Option<DueRow> {
    let id = history.partner.to_string();
    let line = |kind, day: Day, what: String, command: CommandLine| DueRow {
        kind,
        partner: id.clone(),
        product: None,
        day,
        days: (day - today).num_days(),
        what,
        command,
        event: match current.stage {
            Stage::Candidate => Some(format!("window-{}", current.since)),
            Stage::Certified => Some(format!("anniversary-{day}")),
            _ => None,
        },
    };
    match current.stage {
        Stage::Applicant => {
            let waiting = match (today - current.applied_on).num_days() {
                0 => "came in today".to_owned(),
                days => format!("waits for {}", words::count(days, "day")),
            };
            Some(line(
                DueKind::Application,
                current.applied_on,
                format!("the application {waiting}"),
                CommandLine::new(format!("review {id}")),
            ))
        }
        Stage::Candidate => {
            let end = current.window_end(rules.on(today))?;
            let days = (end - today).num_days();
            let away = words::distance(end, today);
            match days {
                ..0 => Some(line(
                    DueKind::WindowOver,
                    end,
                    format!("the candidate window ended {away}"),
                    CommandLine::new(format!("certify {id} --extend-to DAY --reason R")),
                )),
                _ if days <= within => Some(line(
                    DueKind::WindowEnding,
                    end,
                    format!("the candidate window ends {away}"),
                    CommandLine::new(format!("certify {id}")),
                )),
                _ => None,
            }
        }
        Stage::Certified => {
            let opened = current.term()?;
            let anniversary = opened.term.anniversary;
            let away = words::distance(anniversary, today);
            match term::state(current, opened, today, within) {
                TermState::UnderEvaluation => {
                    let by = opened
                        .objections
                        .first()
                        .map_or("", |objection| objection.by.name());
                    let what = format!(
                        "term {} is under evaluation: objection by the {by}",
                        opened.term.number
                    );
                    Some(line(
                        DueKind::Objection,
                        anniversary,
                        what,
                        CommandLine::new(format!("renew {id} --confirm REASON")),
                    ))
                }
                TermState::Due if !standing.good => {
                    let what = format!(
                        "the anniversary was {away}, and the partner is not in good standing"
                    );
                    Some(line(
                        DueKind::Anniversary,
                        anniversary,
                        what,
                        CommandLine::new(format!("standing {id} --good")),
                    ))
                }
                TermState::Due => Some(line(
                    DueKind::Anniversary,
                    anniversary,
                    format!("the anniversary was {away}"),
                    CommandLine::new(format!("renew {id} --due")),
                )),
                TermState::Upcoming => Some(line(
                    DueKind::Anniversary,
                    anniversary,
                    format!("the anniversary is {away}"),
                    CommandLine::new(format!("renew {id}")),
                )),
                _ => None,
            }
        }
        _ => None,
    }
}

impl Report for Due {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("kind"),
            Column::word("partner"),
            Column::day("day"),
            Column::number("days"),
            Column::text("what"),
            Column::text("command"),
            Column::word("product"),
        ];
        let mut sheet = Sheet::new(columns);
        for line in &self.items {
            sheet.row([
                Cell::from(line.kind.name()),
                line.partner.as_str().into(),
                line.day.into(),
                line.days.into(),
                line.what.as_str().into(),
                (&line.command).into(),
                line.product.as_deref().into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.items.is_empty() {
            return vec![Block::Line("nothing needs attention".to_owned())];
        }
        let mut sheet = Sheet::new([
            Column::day("day"),
            Column::word("partner"),
            Column::text("what"),
            Column::text("command"),
        ]);
        for line in &self.items {
            sheet.row([
                Cell::from(line.day),
                line.partner.as_str().into(),
                line.what.as_str().into(),
                (&line.command).into(),
            ]);
        }
        vec![Block::Sheet(sheet)]
    }
}
