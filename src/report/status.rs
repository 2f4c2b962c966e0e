//! Where partners stand: one in full, or all in a table.

mod card;

use super::awards::{self, AwardRow};
use super::selection::Selection;
use super::tones;
use super::{AsOf, Block, PageOptions, Report, SCHEMA, facts, words};
use crate::domain::fact::{ProfileField, ProfileTexts};
use crate::domain::partner::history::History;
use crate::domain::partner::progress::InProgress;
use crate::domain::partner::scope::Scope;
use crate::domain::partner::standing::{Participation, Stage, Standing};
use crate::domain::program::versions::Rules;
use crate::domain::program::{Gate, Program, Subject};
use crate::domain::rule::checklist;
use crate::domain::rule::credit;
use crate::domain::rule::term::{self, TermState};
use crate::domain::rule::tier;
use crate::domain::value::day::Day;
use crate::domain::value::month::Month;
use crate::output::{Cell, Column, Sheet};
use crate::output::{Sentence, mpp};
use crate::store::{Book, StoreError};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Where partners stand.
#[derive(Debug, Serialize)]
pub(crate) struct Status {
    schema: u32,
    as_of: Day,
    partners: Vec<PartnerStatus>,
    #[serde(skip)]
    one: bool,
}

/// Where one partner stands.
#[derive(Debug, Clone, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the JSON document, which explains itself"
)]
pub(crate) struct PartnerStatus {
    pub id: String,
    pub name: String,
    #[serde(flatten, serialize_with = "by_key")]
    pub texts: ProfileTexts<String>,
    pub revenue_share_percent: Option<f64>,
    pub good_standing: bool,
    pub standing_reason: Option<String>,
    pub participation: u32,
    pub stage: Option<Stage>,
    pub stage_since: Option<Day>,
    pub stage_reason: Option<String>,
    pub candidate_until: Option<Day>,
    pub overdue: bool,
    pub certified_on: Option<Day>,
    pub tier: Option<String>,
    pub points: i64,
    pub next_tier: Option<String>,
    pub points_to_next: Option<i64>,
    /// The activities that are being worked on.
    pub(crate) in_progress: Vec<Work>,
    /// What the support level costs a month.
    pub support_fee_cents: Option<i64>,
    pub credit: CreditNow,
    pub term: Option<TermNow>,
    pub checklists: Vec<ListProgress>,
    pub products: BTreeMap<&'static str, usize>,
    pub people: Vec<PersonInRole>,
    /// The awards that count; null in a table of partners, for a program may have millions.
    pub awards: Option<Vec<AwardRow>>,
    pub(crate) next: Vec<Sentence>,
    #[serde(skip)]
    tier_span: Option<(i64, i64)>,
}

/// This month's credit.
#[derive(Debug, Clone, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the JSON document, which explains itself"
)]
pub(crate) struct CreditNow {
    pub month: String,
    pub granted_cents: i64,
    pub used_cents: i64,
}

/// The term that runs.
#[derive(Debug, Clone, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the JSON document, which explains itself"
)]
pub(crate) struct TermNow {
    pub number: u32,
    pub starts: Day,
    pub anniversary: Day,
    pub state: TermState,
}

/// How far a checklist is.
#[derive(Debug, Clone, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the JSON document, which explains itself"
)]
pub(crate) struct ListProgress {
    pub id: String,
    pub met: usize,
    pub of: usize,
    pub open: Vec<String>,
}

/// Who has a role.
#[derive(Debug, Clone, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the JSON document, which explains itself"
)]
pub(crate) struct PersonInRole {
    pub role: String,
    pub person: String,
}

/// Days before an anniversary from which it is called upcoming.
pub(crate) const UPCOMING_DAYS: i64 = 30;

impl PartnerStatus {
    /// Where a partner stands; `None` for one that had not applied by then.
    #[must_use]
    pub(crate) fn of(rules: &Rules, history: &History, as_of: AsOf) -> Option<Self> {
        let standing = history.at(as_of.day);
        let program = rules.on(as_of.day);
        let current = standing.participation.as_ref()?;
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let held = tier::held(rules, &standing);
        let certified = standing.running_at(Stage::Certified).is_some();
        let next = certified.then(|| tier::next(program, held)).flatten();
        let points = standing.points();
        let window_end = current
            .window_end(program)
            .filter(|_| current.stage == Stage::Candidate);
        let about = &standing.about;
        let mut status = Self {
            id: history.partner.to_string(),
            name: about.name.to_owned(),
            texts: ProfileTexts::from_fn(|field| match field {
                ProfileField::SupportLevel => Some(about.support(program).to_owned()),
                field => owned(about.get(field)),
            }),
            revenue_share_percent: about.share_bp.map(facts::share_percent),
            good_standing: standing.good,
            standing_reason: owned(standing.bad_reason),
            participation: current.number,
            stage: Some(current.stage),
            stage_since: Some(current.since),
            stage_reason: owned(current.reason),
            candidate_until: window_end,
            overdue: window_end.is_some_and(|end| as_of.day > end),
            certified_on: current.certified_on,
            tier: held.map(|tier| tier.id.clone()),
            points,
            next_tier: next.map(|tier| tier.id.clone()),
            points_to_next: next.map(|tier| tier.from_points - points),
            support_fee_cents: standing.support_fee_cents,
            in_progress: current.work.iter().map(Work::of).collect(),
            credit: credit_now(rules, history, as_of.day),
            term: term_now(current, as_of.day),
            checklists: lists(rules, &standing),
            products: products(program, &standing),
            people: people(&standing),
            awards: None,
            next: Vec::new(),
            tier_span: held.map(|tier| {
                (
                    tier.from_points,
                    next.map_or(tier.from_points, |next| next.from_points),
                )
            }),
        };
        status.next = status.what_next(program, &standing);
        Some(status)
    }

    fn what_next(&self, program: &Program, standing: &Standing<'_>) -> Vec<Sentence> {
        let id = &self.id;
        let Some(current) = standing.running() else {
            let apply = mpp(format!("apply --id {id} NAME"));
            return vec![apply.and_words(" begins a new participation")];
        };
        let gate = |gate: &Gate, command: &str, decision: &str| {
            let missing = checklist::missing(program, standing, gate);
            match missing.as_slice() {
                [] => vec![
                    mpp(format!("{command} {id} {decision}")).and_words(": nothing is missing"),
                ],
                [first, rest @ ..] => {
                    let more = if rest.is_empty() {
                        String::new()
                    } else {
                        format!(" and {} more", rest.len())
                    };
                    let items = format!("{} ({}){more}: ", first.item, first.party);
                    vec![
                        Sentence::words(items)
                            .and_mpp(format!("{command} {id}"))
                            .and_words(" shows what is missing"),
                    ]
                }
            }
        };
        let mut next = match current.stage {
            Stage::Applicant => gate(&program.admit, "review", "--admit"),
            Stage::Candidate if self.overdue => {
                vec![
                    Sentence::words("the window is over: ")
                        .and_mpp(format!("certify {id} --extend-to DAY --reason R"))
                        .and_words(" or `--lapse REASON`"),
                ]
            }
            Stage::Candidate => gate(&program.certify, "certify", "--grant"),
            _ => Vec::new(),
        };
        match self.term.as_ref().map(|term| term.state) {
            Some(TermState::Due) => {
                let come = Sentence::words("the anniversary has come: ");
                next.push(come.and_mpp(format!("renew {id} --due")));
            }
            Some(TermState::UnderEvaluation) => {
                next.push(
                    Sentence::words("an objection is open: ")
                        .and_mpp(format!("renew {id} --confirm REASON"))
                        .and_words(" or `--end REASON`"),
                );
            }
            _ => {}
        }
        if !self.good_standing {
            next.push(
                Sentence::words("not in good standing: ")
                    .and_mpp(format!("standing {id} --good"))
                    .and_words(" once that is settled"),
            );
        }
        if let (Some(tier), Some(points)) = (&self.next_tier, self.points_to_next) {
            next.push(format!("{} to {tier}", words::count(points, "point")).into());
        }
        next
    }
}

/// An activity that is being worked on.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Work {
    pub(crate) activity: String,
    pub(crate) step: String,
    pub(crate) since: Day,
    pub(crate) due: Option<Day>,
    pub(crate) person: Option<String>,
}

impl Work {
    fn of((activity, work): (&str, &InProgress<'_>)) -> Self {
        Self {
            activity: activity.to_owned(),
            step: work.step.to_owned(),
            since: work.since,
            due: work.due,
            person: work.person.map(str::to_owned),
        }
    }
}

/// Serialises every field under its key; one that is not known is null.
fn by_key<S: Serializer>(texts: &ProfileTexts<String>, serializer: S) -> Result<S::Ok, S::Error> {
    let fields = ProfileField::ALL.iter();
    serializer.collect_map(fields.map(|field| (field.key(), &texts[*field])))
}

fn credit_now(rules: &Rules, history: &History, day: Day) -> CreditNow {
    let month = Month::of(day);
    let now = credit::months(rules, history, month, month, day).pop();
    let (granted_cents, used_cents) = now.map_or((0, 0), |now| (now.granted_cents, now.used_cents));
    CreditNow {
        month: month.to_string(),
        granted_cents,
        used_cents,
    }
}

fn term_now(current: &Participation<'_>, day: Day) -> Option<TermNow> {
    let opened = current.term()?;
    let state: TermState = term::state(current, opened, day, UPCOMING_DAYS);
    let term = opened.term;
    Some(TermNow {
        number: term.number,
        starts: term.starts,
        anniversary: term.anniversary,
        state,
    })
}

fn lists(rules: &Rules, standing: &Standing<'_>) -> Vec<ListProgress> {
    let program = rules.on(standing.day);
    let opened_term = standing
        .participation
        .as_ref()
        .is_some_and(|current| current.term().is_some());
    let shown = program.checklists.iter().filter(|list| match list.of {
        Subject::Participation => true,
        Subject::Term => opened_term,
        Subject::Product => false,
    });
    shown
        .map(|list| {
            let (met, of) = checklist::progress(rules, standing, list);
            let open = checklist::items_of(rules, standing, list).filter(|item| {
                !checklist::settles(
                    item.needs,
                    checklist::found(program, standing, list, item).as_ref(),
                )
            });
            ListProgress {
                id: list.id.clone(),
                met,
                of,
                open: open.map(|item| item.id.clone()).collect(),
            }
        })
        // A list without an item for this partner asks nothing of it.
        .filter(|list| list.of > 0)
        .collect()
}

/// How many products there are in each state.
fn products(program: &Program, standing: &Standing<'_>) -> BTreeMap<&'static str, usize> {
    let mut states = BTreeMap::new();
    for product in standing.products.values() {
        *states
            .entry(product.state(&program.product).name())
            .or_insert(0) += 1;
    }
    states
}

/// Team members and contacts, by role.
#[must_use]
pub(crate) fn people(standing: &Standing<'_>) -> Vec<PersonInRole> {
    let team = standing
        .team
        .iter()
        .map(|(role, person)| ((*role).to_owned(), (*person).to_owned()));
    let contacts = standing.contacts.iter().map(|(role, (_, contact))| {
        let person = contact.person.as_ref();
        let person = person.map_or("forgotten".to_owned(), facts::person_in_words);
        ((*role).to_owned(), person)
    });
    team.chain(contacts)
        .map(|(role, person)| PersonInRole { role, person })
        .collect()
}

impl Status {
    /// One partner.
    #[must_use]
    pub(crate) fn for_partner(rules: &Rules, history: &History, as_of: AsOf) -> Self {
        let with_awards = |status| PartnerStatus {
            awards: Some(awards::counting(history, as_of.day)),
            ..status
        };
        Self {
            schema: SCHEMA,
            as_of: as_of.day,
            partners: PartnerStatus::of(rules, history, as_of)
                .map(with_awards)
                .into_iter()
                .collect(),
            one: true,
        }
    }

    /// All partners that are selected.
    pub(crate) fn for_all(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        selection: &Selection,
    ) -> Result<Self, StoreError> {
        let mut partners = Vec::new();
        book.walk(as_of.known_at, |history| {
            partners.extend(
                PartnerStatus::of(rules, &history, as_of).filter(|status| selection.takes(status)),
            );
            Ok::<_, StoreError>(())
        })?;
        selection.order(&mut partners);
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            partners,
            one: false,
        })
    }

    /// These partners, as a table.
    pub(crate) fn of_these(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        ids: &[crate::domain::value::id::PartnerId],
    ) -> Result<Self, StoreError> {
        let histories = ids
            .iter()
            .map(|id| book.history(id, Scope::Partner, as_of.known_at))
            .collect::<Result<Vec<_>, _>>()?;
        let partners = histories
            .iter()
            .filter_map(|history| PartnerStatus::of(rules, history, as_of))
            .collect();
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            partners,
            one: false,
        })
    }
}

impl Report for Status {
    /// The table of several partners has no contact people in it.
    fn names_contacts(&self, in_full: bool) -> bool {
        in_full || self.one
    }

    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("partner"),
            Column::text("name"),
            Column::word("kind").spare(),
            Column::text("category").spare(),
            Column::word("stage"),
            Column::day("since").spare(),
            Column::word("tier"),
            Column::number("points"),
            Column::money("credit"),
            Column::day("anniversary").spare(),
        ];
        let mut sheet = Sheet::new(columns);
        for partner in &self.partners {
            sheet.row([
                partner.id.as_str().into(),
                partner.name.as_str().into(),
                partner.texts[ProfileField::Kind].as_deref().into(),
                partner.texts[ProfileField::Category].as_deref().into(),
                partner.stage.into(),
                partner.stage_since.into(),
                tones::tier(partner.tier.as_deref()),
                partner.points.into(),
                Cell::cents(partner.credit.granted_cents),
                partner.term.as_ref().map(|term| term.anniversary).into(),
            ]);
        }
        sheet
    }

    fn page(&self, look: PageOptions) -> Vec<Block> {
        match self.partners.as_slice() {
            [partner] if self.one => partner.card(self.as_of, look),
            [] => vec![Block::Line("no partners".to_owned())],
            _ => vec![Block::Sheet(self.sheet())],
        }
    }
}
