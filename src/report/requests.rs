//! Requests: what was asked for, by when, whose turn it is, and how it ended.

use super::{AsOf, Block, PageOptions, Report, SCHEMA, words};
use crate::domain::fact::Settled;
use crate::domain::partner::history::History;
use crate::domain::partner::requests::KnownRequest;
use crate::domain::program::Party;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::Day;
use crate::domain::value::named::named;
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;

/// Requests of the last participation of one partner, or of all.
#[derive(Debug, Serialize)]
pub(crate) struct Requests {
    schema: u32,
    as_of: Day,
    requests: Vec<RequestRow>,
    /// Whether they are of one partner.
    #[serde(skip)]
    for_partner: bool,
    /// Whether those that are settled are listed, too.
    #[serde(skip)]
    all: bool,
}

/// Which requests are listed.
#[derive(Debug, Clone, Default)]
pub(crate) struct RequestSelection {
    /// Those that are settled, too.
    pub(crate) all: bool,
    /// Only of this kind.
    pub(crate) kind: Option<String>,
    /// Only those that this party carries out.
    pub(crate) party: Option<Party>,
    /// Only those that this person takes care of.
    pub(crate) person: Option<String>,
}

#[derive(Debug, Serialize)]
struct RequestRow {
    /// Its entry and its place there.
    request: String,
    partner: String,
    kind: String,
    party: Option<Party>,
    state: RequestState,
    on: Day,
    due: Option<Day>,
    /// Days since it was made, up to the day it was settled.
    days: i64,
    /// Whether it is open after the day by which it was to be done.
    overdue: bool,
    text: Option<String>,
    person: Option<String>,
    #[serde(rename = "ref")]
    reference: Option<String>,
    settled_on: Option<Day>,
    reason: Option<String>,
    fee_cents: Option<i64>,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RequestState {
    /// Somebody has to deal with it.
    Open,
    /// It was done.
    Done,
    /// It was declined.
    Declined,
    /// The participation ended before it was settled.
    Ended,
}
named!(RequestState, RequestState::Open => "open", RequestState::Done => "done", RequestState::Declined => "declined",
    RequestState::Ended => "ended");

impl Requests {
    /// The requests of all partners.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn for_all(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        selection: &RequestSelection,
    ) -> Result<Self, StoreError> {
        let mut requests = Vec::new();
        book.walk(as_of.known_at, |history| {
            requests.extend(rows(rules, &history, as_of.day, selection));
            Ok::<_, StoreError>(())
        })?;
        requests.sort_by(|a, b| (a.on, &a.partner).cmp(&(b.on, &b.partner)));
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            requests,
            for_partner: false,
            all: selection.all,
        })
    }

    /// The requests of one partner.
    #[must_use]
    pub(crate) fn for_partner(
        rules: &Rules,
        history: &History,
        as_of: AsOf,
        selection: &RequestSelection,
    ) -> Self {
        Self {
            schema: SCHEMA,
            as_of: as_of.day,
            requests: rows(rules, history, as_of.day, selection),
            for_partner: true,
            all: selection.all,
        }
    }
}

/// The requests of a partner's last participation, in the order of their days.
fn rows(
    rules: &Rules,
    history: &History,
    day: Day,
    selection: &RequestSelection,
) -> Vec<RequestRow> {
    let standing = history.at(day);
    let Some(current) = &standing.participation else {
        return Vec::new();
    };
    let runs = standing.running().is_some();
    let rows = current.requests.iter().map(|known| {
        let rule = rules.on(known.on).request(&known.asked.kind);
        RequestRow::of(history, known, rule.map(|rule| rule.party), runs, day)
    });
    rows.filter(|row| selection.takes(row)).collect()
}

impl RequestSelection {
    fn takes(&self, row: &RequestRow) -> bool {
        let same = |wanted: &Option<String>, is: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| Some(wanted) == is)
        };
        (self.all || row.state == RequestState::Open)
            && same(&self.kind, Some(&row.kind))
            && same(&self.person, row.person.as_deref())
            && self.party.is_none_or(|party| row.party == Some(party))
    }
}

impl RequestRow {
    fn of(
        history: &History,
        known: &KnownRequest<'_>,
        party: Option<Party>,
        runs: bool,
        day: Day,
    ) -> Self {
        let state = match known.outcome() {
            Some(Settled::Done) => RequestState::Done,
            Some(Settled::Declined) => RequestState::Declined,
            None if runs => RequestState::Open,
            None => RequestState::Ended,
        };
        let settled_on = known.settled.map(|(on, _)| on);
        let settlement = known.settled.map(|(_, settlement)| settlement);
        let due = known.asked.due;
        Self {
            request: known.id.to_string(),
            partner: history.partner.to_string(),
            kind: known.asked.kind.clone(),
            party,
            state,
            on: known.on,
            due,
            days: (settled_on.unwrap_or(day) - known.on).num_days(),
            overdue: state == RequestState::Open && due.is_some_and(|due| due < day),
            text: known.asked.text.clone(),
            person: known.asked.person.clone(),
            reference: known.asked.reference.clone(),
            settled_on,
            reason: settlement.and_then(|settlement| settlement.reason.clone()),
            fee_cents: settlement.and_then(|settlement| settlement.fee_cents),
        }
    }

    /// What was asked for, and how it was settled, on one line.
    fn what(&self) -> String {
        let text = self.text.clone();
        let ticket = self.reference.as_ref().map(|r| format!("ticket {r}"));
        let settled = self.settled_on.map(|on| match &self.reason {
            Some(reason) => format!("{} on {on}: {reason}", self.state),
            None => format!("{} on {on}", self.state),
        });
        let parts: Vec<String> = [text, ticket, settled].into_iter().flatten().collect();
        parts.join("; ")
    }
}

impl Report for Requests {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("request"),
            Column::word("partner"),
            Column::word("kind"),
            Column::word("party"),
            Column::word("state"),
            Column::day("on"),
            Column::day("due"),
            Column::number("days"),
            Column::text("overdue"),
            Column::text("text"),
            Column::text("person"),
            Column::word("ref"),
            Column::day("settled_on"),
            Column::text("reason"),
            Column::money("fee"),
        ];
        let mut sheet = Sheet::new(columns);
        for row in &self.requests {
            sheet.row([
                Cell::from(row.request.as_str()),
                row.partner.as_str().into(),
                row.kind.as_str().into(),
                row.party.into(),
                row.state.name().into(),
                row.on.into(),
                row.due.into(),
                row.days.into(),
                row.overdue.into(),
                row.text.as_deref().into(),
                row.person.as_deref().into(),
                row.reference.as_deref().into(),
                row.settled_on.into(),
                row.reason.as_deref().into(),
                Cell::cents(row.fee_cents),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.requests.is_empty() {
            let none = if self.all {
                "no requests"
            } else {
                "no open requests"
            };
            return vec![Block::Line(none.to_owned())];
        }
        let partner = (!self.for_partner).then(|| Column::word("partner"));
        let columns = [Column::word("request")].into_iter().chain(partner).chain([
            Column::word("kind"),
            Column::word("party"),
            Column::text("age"),
            Column::text("due").spare(),
            Column::text("person").spare(),
            Column::text("what").spare(),
        ]);
        let mut sheet = Sheet::new(columns);
        for row in &self.requests {
            let age = match row.state {
                RequestState::Open => words::count(row.days, "day"),
                state => format!("{} ({state})", words::count(row.days, "day")),
            };
            let overdue = if row.overdue { ", overdue" } else { "" };
            let due = row.due.map(|due| format!("{due}{overdue}"));
            let partner = (!self.for_partner).then(|| Cell::from(row.partner.as_str()));
            let cells = [Cell::from(row.request.as_str())]
                .into_iter()
                .chain(partner)
                .chain([
                    row.kind.as_str().into(),
                    row.party.into(),
                    age.into(),
                    due.into(),
                    row.person.as_deref().into(),
                    row.what().into(),
                ]);
            sheet.row(cells);
        }
        vec![Block::Sheet(sheet)]
    }
}
