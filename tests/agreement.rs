//! The sums in SQL and the views agree with the fold of each history: over random histories with
//! voids, reversals, back-dates, new participations and changes of the rules, as of any day and as known at any entry.
//! A command asked as known at an entry answers what it answered then.
//!
//! `MPP_HISTORIES=10000 cargo test --release --test agreement` tries more of them.

#![allow(
    clippy::disallowed_methods,
    reason = "a person says how many by a variable"
)]

use mpp::domain::decide::request::{
    Advance, Apply, Decision, Deploy, Earn, Evaluate, Judge, MarkProduct, Move, Request, Reverse,
    SetPeople, SetStanding, StepProduct,
};
use mpp::domain::fact::{
    Asked, Award, ContentField, Deployment, Described, Fact, Objector, Outcome, ProductName,
    Profile, ProfileField, PublicationStep, Recorded, Revenue, Settled, Settlement, VerdictKind,
    Worth,
};
use mpp::domain::partner::history::History;
use mpp::domain::partner::product::{Product, ProductState};
use mpp::domain::partner::scope::Scope;
use mpp::domain::partner::standing::Stage;
use mpp::domain::program::versions::Rules;
use mpp::domain::program::{EMBEDDED, Program, Subject};
use mpp::domain::rule::account::Account;
use mpp::domain::rule::award::AwardRequest;
use mpp::domain::rule::verdict_input::{RecordInput, VerdictInput};
use mpp::domain::rule::{points, tier};
use mpp::domain::value::day::Day;
use mpp::domain::value::id::{EntryId, PartnerId};
use mpp::domain::value::month::Month;
use mpp::domain::value::on_duplicate::OnDuplicate;
use mpp::ops::change::{self, ChangeError};
use mpp::ops::company::name;
use mpp::ops::contact::ContactInput;
use mpp::ops::rules::use_version;
use mpp::ops::undo;
use mpp::report::audit::Audit;
use mpp::store::Book;
use mpp::store::book::Provenance;
use mpp::store::reports::Span;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Partners whose histories share a book.
const TOGETHER: usize = 50;

/// The rules, with an activity whose awards expire.
fn rules_text() -> String {
    let expiring = "[[activity]]\nid = \"short-lived\"\nname = \"Counts for two months\"\npoints = 40\nfrom = \"silver\"\n\
                    limit = \"each\"\nvalid_months = 2\n\n[[tier]]";
    EMBEDDED.replacen("[[tier]]", expiring, 1)
}

fn origin() -> Provenance {
    Provenance {
        recorded: "2020-01-01T00:00:00Z".to_owned(),
        actor: "test".to_owned(),
        command: "test".to_owned(),
        note: None,
    }
}

/// A small generator of numbers, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("a small number")
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

fn today() -> Day {
    Day::from_ymd_opt(2018, 6, 30).expect("a day")
}

/// A day of three and a half years, mostly later ones as the history goes on.
fn some_day(dice: &mut Dice, step: usize) -> Day {
    let ahead = (step * 60 + dice.roll(120)).min(1276) as u64;
    Day::from_ymd_opt(2015, 1, 1).expect("a day") + chrono::Days::new(ahead)
}

fn all_met(program: &Program, lists: &[&str]) -> Vec<VerdictInput> {
    let lists = program
        .checklists
        .iter()
        .filter(|list| lists.contains(&list.id.as_str()));
    let asked = |id: &str| VerdictInput {
        item: id.to_owned(),
        kind: VerdictKind::Met,
        note: None,
        evidence: Some("https://kb.example/x".to_owned()),
    };
    let items = lists
        .filter(|list| list.of == Subject::Participation)
        .flat_map(|list| &list.items);
    items
        .filter(|item| item.applies_to(Some("saas")) && item.fulfilled_by.is_none())
        .map(|item| asked(&item.id))
        .collect()
}

fn some_request(dice: &mut Dice, rules: &Rules, history: &History, partner: usize) -> Request {
    let program = rules.on(today());
    let latest = history.latest();
    let judge = |verdicts, decision| {
        Request::Judge(Judge {
            verdicts,
            alias: Some(format!("P{partner:05}")),
            decision: Some(decision),
            ..Judge::default()
        })
    };
    let reason = || "because".to_owned();
    if latest.running().is_some() && dice.roll(4) == 0 {
        let shield = latest.products.get("shield");
        let next = shield.map(|product| {
            let judged = product.verdicts.len() == 6;
            (product.state(&program.product), judged)
        });
        return of_the_portal(dice, next);
    }
    if latest.running().is_some() && dice.roll(12) == 0 {
        let version = RecordInput {
            item: "mpa".to_owned(),
            name: "version".to_owned(),
            value: dice.roll(4).to_string(),
        };
        return Request::Judge(Judge {
            records: vec![version],
            ..Judge::default()
        });
    }
    match (latest.stage(), dice.roll(12)) {
        (None | Some(Stage::Declined | Stage::Withdrawn | Stage::Lapsed | Stage::Ended), _) => {
            Request::Apply(Apply {
                profile: Profile {
                    imported: true,
                    name: name(&format!("Partner {partner}"), program).ok(),
                    ..Profile::default()
                }
                .with(ProfileField::Kind, "saas"),
                own_id: true,
                contact: None,
                note: None,
            })
        }
        (Some(Stage::Applicant), 0) => judge(Vec::new(), Decision::Decline(reason())),
        (Some(Stage::Applicant), _) => judge(
            all_met(program, &["application", "onboarding"]),
            Decision::Admit,
        ),
        (Some(Stage::Candidate), 0) => judge(Vec::new(), Decision::Lapse(reason())),
        (Some(Stage::Candidate), 1) => Request::SetPeople(SetPeople {
            team: vec![("success-manager".to_owned(), "Sam".to_owned())],
            ..SetPeople::default()
        }),
        (Some(Stage::Candidate), 2..=4) => Request::SetPeople(SetPeople {
            contacts: vec![
                ContactInput {
                    name: "Help",
                    email: "help@p.example",
                    phone: ["", "+1 212 555 0100"][dice.roll(2)],
                }
                .contact("support", "salt")
                .expect("a contact"),
            ],
            ..SetPeople::default()
        }),
        (Some(Stage::Candidate), _) => judge(all_met(program, &["certification"]), Decision::Grant),
        (Some(Stage::Certified), 0) => Request::SetStanding(SetStanding {
            good: dice.roll(2) == 0,
            reason: Some(reason()),
        }),
        (Some(Stage::Certified), 6) if dice.roll(2) == 0 => Request::Advance(Advance {
            activity: (*dice.pick(&["press-release", "battlecard"])).to_owned(),
            to: match dice.roll(4) {
                0 => Move::Begin,
                1 => Move::Drop(reason()),
                _ => Move::Step((*dice.pick(&["planned", "drafted"])).to_owned()),
            },
            due: None,
            person: None,
        }),
        (Some(Stage::Certified), 1) if dice.roll(3) == 0 => Request::Evaluate(Evaluate {
            term: None,
            by: *dice.pick(Objector::ALL),
            text: reason(),
            worth: *dice.pick(&[None, Some(Worth::Yes), Some(Worth::No)]),
        }),
        (Some(Stage::Certified), 1) => Request::Renew,
        (Some(Stage::Certified), 2 | 3) => {
            let awards: Vec<_> = history
                .facts()
                .iter()
                .filter(|fact| matches!(fact.fact, Fact::Award(_)))
                .map(|fact| fact.id)
                .collect();
            Request::Reverse(Reverse {
                award: *dice.pick(&awards),
                reason: reason(),
            })
        }
        (Some(Stage::Certified), 4) if dice.roll(3) == 0 => {
            judge(Vec::new(), Decision::End(reason()))
        }
        (Some(Stage::Certified), 4) => {
            let open = latest
                .running()
                .into_iter()
                .flat_map(|current| &current.requests);
            let mut open = open.filter(|known| known.is_open()).map(|known| known.id);
            match open.next_back() {
                Some(request) if dice.roll(2) == 0 => Request::Settle(Settlement {
                    request,
                    outcome: *dice.pick(Settled::ALL),
                    reason: Some(reason()),
                    fee_cents: None,
                }),
                _ => Request::Ask(Asked {
                    kind: (*dice.pick(&["support-training", "support-professional"])).to_owned(),
                    text: None,
                    due: None,
                    person: None,
                    reference: Some(format!("T-{}", dice.roll(1000))),
                }),
            }
        }
        (Some(Stage::Certified), 5) => Request::Edit(Profile {
            name: name(&format!("Partner {partner} renamed"), program).ok(),
            ..Profile::default()
        }),
        (Some(Stage::Certified), _) => {
            let activities = [
                "customer-deployment",
                "short-lived",
                "press-release",
                "brown-bag-training",
                "battlecard",
            ];
            Request::Award(AwardRequest {
                activity: (*dice.pick(&activities)).to_owned(),
                reference: Some(format!("R-{}", dice.roll(1000))),
                evidence: None,
                note: None,
                override_reason: (dice.roll(4) == 0).then(reason),
            })
        }
    }
}

/// Something about a product, given its state and whether all of its items are judged: often what comes next, so that
/// some are published, and as often anything.
fn of_the_portal(dice: &mut Dice, next: Option<(ProductState, bool)>) -> Request {
    let product = "shield".to_owned();
    let words = |dice: &mut Dice| {
        let empty = dice.roll(8) == 0;
        ContentField::ALL
            .iter()
            .filter(|field| **field != ContentField::Kind)
            .map(|field| {
                (
                    *field,
                    if empty {
                        String::new()
                    } else {
                        format!("{field} {}", dice.roll(3))
                    },
                )
            })
            .collect()
    };
    let described = |dice: &mut Dice, named: bool| Described {
        product: product.clone(),
        name: named.then(|| ProductName::of(product.clone())),
        content: words(dice),
        imported: named,
    };
    let judged = [
        "technical-completed",
        "technical-tested",
        "technical-approved",
        "billing-completed",
        "billing-tested",
        "billing-approved",
    ];
    let step = |step| {
        Request::StepProduct(StepProduct {
            product: product.clone(),
            step,
        })
    };
    let roll = match (dice.roll(2), next) {
        (_, None) => 0,
        (0, Some((ProductState::Draft, _))) => 1,
        (0, Some((ProductState::ContentComplete | ProductState::Unpublished, _))) => 6,
        (0, Some((ProductState::Requested, false))) => 3,
        (0, Some((ProductState::Requested, true))) => 7,
        _ => 1 + dice.roll(15),
    };
    match roll {
        0 => Request::AddProduct(described(dice, true)),
        1 | 2 => Request::EditProduct(described(dice, false)),
        3..=5 => Request::MarkProduct(MarkProduct {
            product: product.clone(),
            verdicts: judged
                .map(|item| VerdictInput {
                    item: item.to_owned(),
                    kind: VerdictKind::Met,
                    note: None,
                    evidence: None,
                })
                .to_vec(),
            records: Vec::new(),
        }),
        6 => step(PublicationStep::Requested),
        7 | 8 => step(PublicationStep::Published),
        9 if dice.roll(3) == 0 => step(PublicationStep::Unpublished),
        9..=13 => Request::Deploy(Deploy {
            deployment: Deployment {
                product: product.clone(),
                reference: format!("R-{}", dice.roll(4)),
                customer: None,
                outcome: *dice.pick(Outcome::ALL),
                error: None,
                test: dice.roll(5) == 0,
            },
            on_duplicate: *dice.pick(&[OnDuplicate::Refuse, OnDuplicate::Update]),
            today: today(),
        }),
        _ => Request::Earn(Earn {
            revenue: Revenue {
                product: product.clone(),
                month: Month::of(some_day(dice, 5)),
                sku: String::new(),
                subscriptions: None,
                cents: 100,
                note: None,
            },
            on_duplicate: *dice.pick(&[OnDuplicate::Refuse, OnDuplicate::Update]),
        }),
    }
}

/// Puts other rules in force: some other thresholds, prices and windows, from any day.
fn change_rules(book: &mut Book, dice: &mut Dice) {
    let (gold, price, window) = (
        300 + dice.roll(40) * 10,
        20 + dice.roll(3) * 5,
        1 + dice.roll(6),
    );
    let text = rules_text()
        .replacen("from_points = 500\n", &format!("from_points = {gold}\n"), 1)
        .replacen("window_months = 3", &format!("window_months = {window}"), 1)
        .replace("points = 25\n", &format!("points = {price}\n"));
    let program = Program::parse(&text).expect("a program");
    let days = (today(), some_day(dice, 5));
    use_version(book, &origin(), days, (&text, program), true, false).expect("a version");
}

/// The book as it was at an entry.
struct Prefix {
    entry: EntryId,
    path: PathBuf,
}

/// Every read of the command line answers as known at an entry what it answers of the book as it was then.
fn answers_agree(path: &Path, prefixes: &[Prefix], dice: &mut Dice) -> usize {
    let ask = |path: &Path, line: &str, more: &[String]| {
        let answer = Command::new(env!("CARGO_BIN_EXE_mpp"))
            .args(line.split(' '))
            .args(more)
            .args(["--json", "--db"])
            .arg(path)
            .env_clear()
            .env("MPP_TODAY", today().to_string())
            .output()
            .expect("mpp runs");
        (
            answer.status.code(),
            String::from_utf8_lossy(&answer.stdout).into_owned(),
        )
    };
    let mut asked = 0;
    for prefix in prefixes {
        for line in [
            "status",
            "status p3",
            "tier",
            "tier p3 --explain",
            "credits --from-month 2015-01",
            "credits p3",
            "checklist",
            "checklist p3",
            "due",
            "people p3",
            "renew",
            "renew p3",
            "product list",
            "deployments report",
            "revenue report",
            "directory",
            "program list",
            "program show",
            "history",
            "history p3",
        ] {
            let day = ["--as-of".to_owned(), some_day(dice, 10).to_string()];
            // A history shows what was recorded, not what held on a day.
            let day = if line.starts_with("history") {
                &[][..]
            } else {
                &day[..]
            };
            let known = ["--known-at".to_owned(), prefix.entry.to_string()];
            let (then, now) = (
                ask(&prefix.path, line, day),
                ask(path, line, &[day, &known].concat()),
            );
            assert_eq!(then, now, "{line} {day:?} as known at {}", prefix.entry);
            asked += usize::from(then.0 == Some(0));
        }
    }
    asked
}

/// Writes random histories into a book and returns how many entries were undone. Leaves copies next to the book.
fn write_histories(book: &mut Book, dice: &mut Dice, prefixes: &mut Vec<Prefix>) -> usize {
    let mut undone = 0;
    for number in 0..TOGETHER {
        if dice.roll(16) == 0 {
            change_rules(book, dice);
        }
        if prefixes.is_empty() && number > 4 && dice.roll(12) == 0 {
            let path = book.path().with_extension(format!("{}.db", prefixes.len()));
            let entry = book.back_up(&path).expect("a copy").entry;
            prefixes.push(Prefix { entry, path });
        }
        let rules = book.rules(EntryId::PENDING).expect("rules");
        let partner = PartnerId::new(&format!("p{number}")).expect("an id");
        let mut entries = Vec::new();
        for step in 0..26 {
            if dice.roll(10) == 0 && !entries.is_empty() {
                let entry = *dice.pick(&entries);
                let cascade = (dice.roll(2) == 0).then_some(EntryId::PENDING);
                let undo = undo::undo(book, &origin(), today(), false, Some(entry), cascade);
                undone += usize::from(undo.is_ok());
            }
            let history = book
                .history(&partner, Scope::Partner, EntryId::PENDING)
                .expect("a history");
            let request = some_request(dice, &rules, &history, number);
            let on = some_day(dice, step);
            match change::apply_one(
                book,
                &origin(),
                today(),
                dice.roll(20) == 0,
                &partner,
                on,
                &request,
            ) {
                Ok(outcome) => entries.extend(outcome.entry),
                Err(ChangeError::Refused(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
    undone
}

type Sums = BTreeMap<String, (String, u32, Stage, Day, i64)>;

fn summed(book: &Book, day: Day, known_at: EntryId) -> Sums {
    let mut sums = Sums::new();
    book.sums(day, known_at, |sum| {
        sums.insert(
            sum.partner.to_string(),
            (
                sum.name,
                sum.participation,
                sum.stage,
                sum.since,
                sum.points,
            ),
        );
    })
    .expect("sums");
    sums
}

fn folded(book: &Book, day: Day, known_at: EntryId) -> Sums {
    let mut folds = Sums::new();
    book.walk(known_at, |history| {
        let standing = history.at(day);
        if let Some(current) = &standing.participation {
            let line = (
                standing.about.name.to_owned(),
                current.number,
                current.stage,
                current.since,
                standing.points(),
            );
            folds.insert(history.partner.to_string(), line);
        }
        Ok::<_, mpp::store::StoreError>(())
    })
    .expect("a walk");
    folds
}

#[test]
fn sums_and_views_agree_with_the_fold() {
    let histories: usize = std::env::var("MPP_HISTORIES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(200);
    let folder = tempfile::tempdir().expect("a folder");
    let (mut reversed, mut again, mut undone, mut compared) = (0, 0, 0, 0);
    let (mut reported, mut published, mut asked) = ((0, 0), 0, 0);
    for round in 0..histories.div_ceil(TOGETHER) {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (round as u64 + 1));
        let path = folder.path().join(format!("{round}.db"));
        let mut book = Book::prepare(&path, &rules_text(), &origin()).expect("a book");
        book.place().expect("its place");
        let mut prefixes = Vec::new();
        undone += write_histories(&mut book, &mut dice, &mut prefixes);
        asked += answers_agree(&path, &prefixes, &mut dice);
        let last = book.head().expect("a head").expect("an entry").entry.0;
        for _ in 0..20 {
            let day = some_day(&mut dice, 22);
            let day = if dice.roll(2) == 0 {
                day
            } else {
                some_day(&mut dice, 5)
            };
            let known_at = if dice.roll(2) == 0 {
                EntryId::PENDING
            } else {
                EntryId(
                    1 + i64::try_from(dice.roll(usize::try_from(last).expect("a number")))
                        .expect("a number"),
                )
            };
            let (sums, folds) = (summed(&book, day, known_at), folded(&book, day, known_at));
            assert_eq!(
                sums, folds,
                "round {round}, as of {day}, known at {known_at}"
            );
            compared += folds.len();
        }
        let everything = book
            .history(
                &PartnerId::new("p0").expect("an id"),
                Scope::Partner,
                EntryId::PENDING,
            )
            .expect("a history");
        assert_eq!(everything, {
            let mut same = None;
            book.walk(EntryId::PENDING, |history| {
                same = Some(history)
                    .filter(|history| history.partner.as_str() == "p0")
                    .or(same.take());
                Ok::<_, mpp::store::StoreError>(())
            })
            .expect("a walk");
            same.unwrap_or_else(|| History::new(PartnerId::new("p0").expect("an id")))
        });
        let latest = folded(&book, Day::MAX, EntryId::PENDING);
        assert!(
            book.verify().expect("an audit").is_empty(),
            "round {round}: the audit is not silent"
        );
        every_fact_is_still_allowed(&book, round);
        let counted = reports_agree(&book, &mut dice, round);
        reported = (reported.0 + counted.0, reported.1 + counted.1);
        published += every_product(&book, |product| product.first_published.is_some());
        drop(book);
        agree_with_views(&path, &latest, round);
        let count = |what: &str| -> i64 {
            let base = rusqlite::Connection::open(&path).expect("the book");
            base.query_row(&format!("select count(*) from {what}"), [], |row| {
                row.get(0)
            })
            .expect("a count")
        };
        reversed += count("award where reverses_entry is not null");
        again += count("application where participation > 1");
    }
    // Random histories that never exercise a case would prove nothing about it.
    assert!(
        reversed > 20 && again > 20 && undone > 20 && compared > 1000,
        "{reversed} {again} {undone} {compared}"
    );
    assert!(asked > 30, "{asked}");
    let (deployments, replaced) = reported;
    assert!(
        deployments > 40 && replaced > 0 && published > 3,
        "{deployments} {replaced} {published}"
    );
}

/// The account that grows gives the price and the tier that the fold of a day gives.
fn account_agrees(rules: &Rules, history: &History) {
    let mut account = Account::of(rules, history);
    for step in 0..24 {
        let on = some_day(
            &mut Dice(step * 7 + 1),
            usize::try_from(step * 5 % 22).expect("a number"),
        );
        let standing = history.at(on);
        for activity in &rules.on(on).activities {
            let tier = tier::held(rules, &standing);
            let running = standing.running().map_or(0, |current| current.number);
            let folded = points::priced(activity, tier, running, on);
            let grown = account.price(on, activity);
            let of = |award: &Award| (award.points, award.expires_on, award.participation);
            assert_eq!(of(&grown), of(&folded), "{} on {on}", activity.id);
        }
    }
}

/// Every partner of a book, with what the portal reported.
fn whole_histories(book: &Book) -> Vec<History> {
    let mut partners = Vec::new();
    book.walk(EntryId::PENDING, |history| {
        partners.push(history.partner);
        Ok::<_, mpp::store::StoreError>(())
    })
    .expect("a walk");
    partners
        .iter()
        .map(|partner| {
            book.history(partner, Scope::All, EntryId::PENDING)
                .expect("a history")
        })
        .collect()
}

/// The reports that SQL finds are those that no later one of the same thing replaces; how many there are, and how many
/// were replaced.
fn reports_agree(book: &Book, dice: &mut Dice, round: usize) -> (usize, usize) {
    let to = some_day(dice, 15);
    let as_of = if dice.roll(2) == 0 { today() } else { to };
    let span = Span {
        partner: None,
        from: some_day(dice, 0),
        to,
        as_of,
        known_at: EntryId::PENDING,
    };
    let mut found = Vec::new();
    book.deployments(span, |partner, on, deployment| {
        found.push((partner, on, Fact::Deployment(deployment)));
    })
    .expect("deployments");
    book.revenue(span, |partner, revenue| {
        found.push((partner, revenue.month.first(), Fact::Revenue(revenue)));
        Ok(())
    })
    .expect("revenue");
    let (mut expected, mut replaced) = (Vec::new(), 0);
    let histories = whole_histories(book);
    for revenue in [false, true] {
        for history in &histories {
            let reports = history.facts().iter().filter(|fact| match fact.fact {
                Fact::Deployment(_) => !revenue,
                Fact::Revenue(_) => revenue,
                _ => false,
            });
            for report in reports.clone() {
                let same = |other: &&Recorded| match (&report.fact, &other.fact) {
                    (Fact::Deployment(a), Fact::Deployment(b)) => a.reference == b.reference,
                    (Fact::Revenue(a), Fact::Revenue(b)) => {
                        (&a.product, a.month) == (&b.product, b.month)
                    }
                    _ => false,
                };
                if reports
                    .clone()
                    .any(|other| other.id > report.id && other.on <= as_of && same(&other))
                {
                    replaced += 1;
                } else if (span.from..=span.to).contains(&report.on) {
                    let on = match &report.fact {
                        Fact::Revenue(revenue) => revenue.month.first(),
                        _ => report.on,
                    };
                    expected.push((history.partner.clone(), on, report.fact.clone()));
                }
            }
        }
    }
    assert_eq!(found, expected, "round {round}, up to {to}");
    (found.len(), replaced)
}

/// How many products of a book are such.
fn every_product(book: &Book, such: impl Fn(&Product<'_>) -> bool) -> usize {
    let histories = whole_histories(book);
    let count = |history: &History| {
        let latest = history.latest();
        latest
            .products
            .values()
            .filter(|product| such(product))
            .count()
    };
    histories.iter().map(count).sum()
}

/// What was decided once is what the rules allow when each fact is judged again on what was known before it.
fn every_fact_is_still_allowed(book: &Book, round: usize) {
    let rules = book.rules(EntryId::PENDING).expect("rules");
    for history in whole_histories(book) {
        account_agrees(&rules, &history);
        let contradictions = history.replay_after(&rules, EntryId(0));
        assert!(
            contradictions.is_empty(),
            "round {round}, {}: {contradictions:?}",
            history.partner
        );
    }
    // And it was allowed at its entry, by the rules and the facts known then, even if it was undone since.
    let audit = Audit::of(book, &[], false).expect("an audit");
    assert!(audit.is_ok(), "round {round}: {audit:?}");
}

/// The views leave out what expires; their other columns are those of the fold.
fn agree_with_views(path: &std::path::Path, latest: &Sums, round: usize) {
    let base = rusqlite::Connection::open(path).expect("the book");
    let mut ask = base
        .prepare(
            "select s.partner, s.name, s.participation, s.stage, s.since, s.points,
               (select sum(points) from ledger l where l.partner = s.partner and l.participation = s.participation and not l.voided),
               (select count(*) from award a where a.partner = s.partner and a.expires_on is not null)
             from standing s order by s.partner",
        )
        .expect("the view");
    let mut rows = ask.query([]).expect("an answer");
    let mut seen = 0;
    while let Some(row) = rows.next().expect("a row") {
        let partner: String = row.get(0).expect("a partner");
        let (name, participation, stage, since, points) = &latest[&partner];
        let text = |column| row.get::<_, String>(column).expect("text");
        assert_eq!(
            (text(1), row.get(2).expect("a number")),
            (name.clone(), *participation),
            "round {round}, {partner}"
        );
        assert_eq!(
            (text(3), text(4)),
            (stage.name().to_owned(), since.to_string()),
            "round {round}, {partner}"
        );
        assert_eq!(
            row.get::<_, i64>(5).expect("points"),
            *points,
            "round {round}, {partner}"
        );
        if row.get::<_, i64>(7).expect("a count") == 0 {
            assert_eq!(
                row.get::<_, Option<i64>>(6).expect("points").unwrap_or(0),
                *points,
                "round {round}, {partner}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, latest.len(), "round {round}");
}
