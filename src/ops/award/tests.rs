//! A file of awards comes to what the same awards come to one by one, for work that grows with its rows.

use super::AwardImport;
use crate::domain::decide::request::{Adopt, Apply, Request, Reverse};
use crate::domain::fact::{Adoption, Dated, Fact, Profile, ProfileField};
use crate::domain::partner::scope::Scope;
use crate::domain::program::EMBEDDED;
use crate::domain::rule::award::AwardRequest;
use crate::domain::value::day::{Day, parse_day};
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::ops::change::{ChangeError, Writer};
use crate::ops::company;
use crate::ops::import::{Import as _, ImportOptions, Tally, import};
use crate::rows::{self, Rows};
use crate::store::Book;
use crate::store::book::Provenance;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Cursor;

const PARTNERS: [&str; 2] = ["acme", "bolt"];

fn day(text: &str) -> Day {
    parse_day(text).expect(text)
}

fn today() -> Day {
    day("2016-06-30")
}

fn origin() -> Provenance {
    Provenance {
        recorded: "2016-06-30T00:00:00Z".to_owned(),
        actor: "test".to_owned(),
        command: "test".to_owned(),
        note: None,
    }
}

fn partner(id: &str) -> PartnerId {
    PartnerId::new(id).expect("an id")
}

/// A book with two partners, certified on 10 February 2015.
fn book(rules: &str) -> Book {
    let mut book = Book::in_memory(rules, &origin()).expect("a book");
    let mut writer = Writer::begin(&mut book, &origin(), today()).expect("an entry");
    for id in PARTNERS {
        let name = company::name(id, writer.rules().on(today())).expect("a name");
        let apply = Apply {
            profile: Profile {
                name: Some(name),
                ..Profile::default()
            }
            .with(ProfileField::Kind, "saas"),
            own_id: true,
            contact: None,
            note: None,
        };
        let adopt = Request::Adopt(Adopt {
            apply,
            adoption: Adoption {
                admitted_on: Some(day("2015-02-01")),
                agreed_on: None,
                certified_on: Some(day("2015-02-10")),
            },
            opening: None,
            today: today(),
        });
        writer
            .apply(&partner(id), day("2015-01-15"), &adopt)
            .expect("it is adopted");
    }
    writer.finish(false).expect("it is committed");
    book
}

fn rows_of(file: &str) -> Rows {
    let source = Box::new(Cursor::new(file.as_bytes().to_vec()));
    rows::open(
        source,
        "awards.csv",
        &AwardImport::new(today()).columns(),
        false,
    )
    .expect("a file")
}

/// What became of a file.
fn tally(book: &mut Book, file: &str, on_duplicate: OnDuplicate) -> Tally {
    let options = ImportOptions {
        keep_going: true,
        on_duplicate,
        rejects: None,
        dry_run: false,
    };
    let rows = rows_of(file);
    let writer = Writer::begin(book, &origin(), today()).expect("an entry");
    import(writer, rows, options, &mut AwardImport::new(today())).expect("it is imported")
}

/// The awards of a partner in the order they were recorded.
fn awards(book: &Book, id: &str) -> Vec<Dated> {
    let history = book
        .history(&partner(id), Scope::Points, EntryId::PENDING)
        .expect("a history");
    let awards = history.facts().iter();
    awards
        .filter(|fact| matches!(fact.fact, Fact::Award(_)))
        .map(|fact| Dated {
            on: fact.on,
            fact: fact.fact.clone(),
        })
        .collect()
}

fn deployments(rows: usize) -> String {
    let mut file = "partner,activity,ref,on\n".to_owned();
    for n in 0..rows {
        let (month, day) = (1 + n % 12, 1 + n % 28);
        let _ = writeln!(
            file,
            "acme,customer-deployment,D-{n},2015-{month:02}-{day:02}"
        );
    }
    file.replace("-01-", "-11-").replace("-02-", "-12-")
}

/// Statements and rows read, not time: they are the same on every machine.
#[test]
fn work_grows_with_the_rows_and_not_with_their_square() {
    let work = |rows: usize| {
        let mut book = book(EMBEDDED);
        let before = book.steps();
        let tally = tally(&mut book, &deployments(rows), OnDuplicate::Refuse);
        assert_eq!(tally.recorded, rows as u64);
        book.steps() - before
    };
    // From a thousand rows on, the same number of them is read back before the commit.
    let [few, twice, four_times] = [1000, 2000, 4000].map(work);
    assert_eq!(
        twice - few,
        1000,
        "a statement for each row that is recorded"
    );
    assert_eq!(four_times - twice, 2000);
    let mut book = book(EMBEDDED);
    tally(&mut book, &deployments(1000), OnDuplicate::Refuse);
    let before = book.steps();
    let again = tally(&mut book, &deployments(1000), OnDuplicate::Refuse);
    assert_eq!((again.recorded, again.unchanged), (0, 1000));
    assert!(
        // A thousand awards, and as many rows of the last entry, which is checked before another is begun.
        book.steps() - before < 2100,
        "what is on record is read once"
    );
}

#[test]
fn the_newest_first_is_no_hindrance() {
    let mut book = book(EMBEDDED);
    let mut file = "partner,activity,ref,on\n".to_owned();
    for day in (1..=10).rev() {
        let _ = writeln!(file, "acme,customer-deployment,D-{day},2015-03-{day:02}");
    }
    // It asks for 150 points, and four deployments on other lines bring them first.
    file.insert_str(
        file.find("acme").expect("a row"),
        "acme,brown-bag-training,,2015-03-04\n",
    );
    let tally = tally(&mut book, &file, OnDuplicate::Refuse);
    assert_eq!((tally.recorded, tally.refusals.as_slice()), (11, &[][..]));
    let granted: Vec<i64> = awards(&book, "acme")
        .iter()
        .filter_map(|dated| match &dated.fact {
            Fact::Award(award) => Some(award.points),
            _ => None,
        })
        .collect();
    // Beside the 75 of admission and certification: gold from the ninth award on.
    let expected = [&[25, 50][..], &[50; 9], &[75; 2]].concat();
    assert_eq!(granted, expected);
}

#[test]
fn an_award_that_was_taken_back_is_not_awarded_again_by_its_row() {
    let mut book = book(EMBEDDED);
    let file = "partner,activity,ref,on\nacme,customer-deployment,D-1,2015-03-01\n";
    let entry = tally(&mut book, file, OnDuplicate::Refuse)
        .entry
        .expect("an entry");
    let mut writer = Writer::begin(&mut book, &origin(), today()).expect("an entry");
    let reverse = Request::Reverse(Reverse {
        award: crate::domain::value::id::FactId { entry, n: 1 },
        reason: "a mistake".to_owned(),
    });
    let reversed = writer.apply(&partner("acme"), day("2015-03-02"), &reverse);
    reversed.expect("it is reversed");
    writer.finish(false).expect("it is committed");
    let again = tally(&mut book, file, OnDuplicate::Refuse);
    assert_eq!((again.recorded, again.unchanged), (0, 1));
    let other_day = tally(
        &mut book,
        &file.replace("03-01", "03-03"),
        OnDuplicate::Refuse,
    );
    assert_eq!(other_day.recorded, 1, "its reference is free");
}

#[test]
fn what_is_on_record_with_other_content_is_left_or_refused() {
    let mut book = book(EMBEDDED);
    let file = |note: &str| {
        format!(
            "partner,activity,on,note\nacme,press-release,2015-03-01,{note}\nacme,press-release,,{note}\n"
        )
    };
    assert_eq!(
        tally(&mut book, &file("a"), OnDuplicate::Refuse).unchanged,
        1,
        "undated, it is any day's"
    );
    for (on_duplicate, skipped, reason) in [
        (
            OnDuplicate::Refuse,
            0,
            "`press-release` is awarded to acme already with other content",
        ),
        (OnDuplicate::Skip, 2, ""),
        (
            OnDuplicate::Update,
            0,
            "`press-release` is awarded to acme already with other content; an award is not changed: reverse it and award it again",
        ),
    ] {
        let tally = tally(&mut book, &file("b"), on_duplicate);
        assert_eq!((tally.recorded, tally.skipped), (0, skipped));
        assert!(
            tally
                .refusals
                .iter()
                .all(|refused| refused.reason == reason)
        );
    }
}

/// A row: partner, activity, reference, day, note.
type Asked = (usize, usize, Option<u8>, u8, Option<bool>);

const ACTIVITIES: [&str; 9] = [
    "customer-deployment",
    "press-release",
    "brown-bag-training",
    "provider-of-the-quarter",
    "battlecard",
    "tutorial-video",
    "short-lived",
    "admission",
    "no-such-activity",
];

/// The embedded program with days of grace and an activity of which the awards expire.
fn rules() -> String {
    let expiring = "[[activity]]\nid = \"short-lived\"\nname = \"Counts for two months\"\npoints = 140\nfrom = \"silver\"\n\
                    limit = \"each\"\nvalid_months = 2\n\n[[tier]]";
    let grace = "downgrade_grace_days = 0";
    assert!(EMBEDDED.contains(grace), "the rule file has no `{grace}`");
    EMBEDDED
        .replacen("[[tier]]", expiring, 1)
        .replace(grace, "downgrade_grace_days = 20")
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        rng_seed: proptest::test_runner::RngSeed::Fixed(30),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_file_comes_to_what_its_rows_come_to_one_by_one(
        asked in proptest::collection::vec(
            (
                0..PARTNERS.len(),
                prop_oneof![3 => Just(0), 5 => 0..ACTIVITIES.len()],
                proptest::option::weighted(0.7, 0_u8..12),
                0_u8..80,
                proptest::option::of(proptest::bool::ANY),
            ),
            1..60,
        ),
    ) {
        let on = |days: u8| day("2015-02-05") + chrono::Days::new(u64::from(days) * 4);
        let mut file = "partner,activity,ref,on,note\n".to_owned();
        for (partner, activity, reference, days, note) in &asked {
            let reference = reference.map_or(String::new(), |n| format!("R-{n}"));
            let note = note.map_or("", |long| if long { "a long story" } else { "short" });
            let (partner, activity) = (PARTNERS[*partner], ACTIVITIES[*activity]);
            let _ = writeln!(file, "{partner},{activity},{reference},{},{note}", on(*days));
        }
        let mut together = book(&rules());
        let tally = tally(&mut together, &file, OnDuplicate::Refuse);
        prop_assert_eq!(tally.recorded + tally.unchanged + tally.refusals.len() as u64, tally.read);

        let mut in_order: Vec<(usize, &Asked)> = asked.iter().enumerate().collect();
        in_order.sort_by_key(|(_, (.., days, _))| *days);
        let mut one_by_one = book(&rules());
        let mut refused = Vec::new();
        for (row, (at, activity, reference, days, note)) in in_order {
            let request = Request::Award(AwardRequest {
                activity: ACTIVITIES[*activity].to_owned(),
                reference: reference.map(|n| format!("R-{n}")),
                evidence: None,
                note: note.map(|long| if long { "a long story" } else { "short" }.to_owned()),
                override_reason: None,
            });
            let mut writer = Writer::begin(&mut one_by_one, &origin(), today()).expect("an entry");
            match writer.apply(&partner(PARTNERS[*at]), on(*days), &request) {
                Ok(_) => drop(writer.finish(false).expect("it is committed")),
                Err(ChangeError::Refused(refusal)) => refused.push((row as u64 + 2, refusal.to_string())),
                Err(other) => panic!("{other}"),
            }
        }
        for id in PARTNERS {
            prop_assert_eq!(awards(&together, id), awards(&one_by_one, id));
        }
        // What the file itself has earned already is told by its line, what is on record already by its content.
        refused.sort();
        for problem in &tally.refusals {
            let alone = refused.iter().find(|(line, _)| *line == problem.line);
            let (_, reason) = alone.expect("it is refused one by one, too");
            let by_line = problem.reason.contains(" of the file earns it already");
            let by_content = problem.reason.contains(" already with other content");
            prop_assert!(by_line || by_content || problem.reason == *reason, "{problem:?} {reason}");
        }
        for id in PARTNERS {
            let history = together.history(&partner(id), Scope::Partner, EntryId::PENDING).expect("a history");
            let rules = together.rules(EntryId::PENDING).expect("rules");
            prop_assert_eq!(history.replay_after(&rules, EntryId(0)), []);
        }
    }
}
