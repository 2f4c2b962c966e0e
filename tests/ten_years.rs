//! Ten years of renewals: run every day, every week or once at the end, they open the same terms.

use mpp::domain::decide::request::{Decision, Judge, Object, Request, SetStanding};
use mpp::domain::fact::Objector;
use mpp::domain::value::day::Day;
use mpp::domain::value::id::PartnerId;
use mpp::ops::{change, renew};
use mpp::store::Book;
use mpp::store::book::Provenance;
use std::path::Path;
use std::process::Command;

const FIRST: &str = "2016-02-29";
const LAST: &str = "2026-02-28";

/// Partners certified on a leap day, on month ends, and on ordinary days.
const PARTNERS: &str = "\
name,id,kind,stage,on,admitted_on,mpa_on,certified_on
Leap Day,leap,saas,certified,2015-12-01,2015-12-15,2015-12-20,2016-02-29
Last of January,january,saas,certified,2015-12-01,2015-12-15,2015-12-20,2016-01-31
Last of February,february,saas,certified,2014-12-01,2014-12-15,2014-12-20,2015-02-28
Last of December,december,software,certified,2014-12-01,2014-12-15,2014-12-20,2015-12-31
Objected To,objected,saas,certified,2015-01-01,2015-02-01,2015-02-02,2015-05-31
Ended Later,ended,saas,certified,2015-01-01,2015-02-01,2015-02-02,2015-03-15
Out Of Standing,standing,saas,certified,2015-01-01,2015-02-01,2015-02-02,2015-08-31
";

/// What happens besides the renewals: partner, day and request.
fn events() -> Vec<(&'static str, Day, Request)> {
    let reason = |text: &str| text.to_owned();
    let object = Request::Object(Object {
        by: Objector::Marketplace,
        text: reason("no deployments"),
    });
    let confirm = Request::Confirm(reason("a new joint plan"));
    let end = Request::Judge(Judge {
        decision: Some(Decision::End(reason("discontinued"))),
        ..Judge::default()
    });
    let standing = |good| {
        Request::SetStanding(SetStanding {
            good,
            reason: (!good).then(|| reason("invoice 4711")),
        })
    };
    vec![
        ("objected", day("2018-05-01"), object),
        ("objected", day("2019-09-15"), confirm),
        ("ended", day("2020-03-15"), end),
        ("standing", day("2021-08-01"), standing(false)),
        ("standing", day("2022-10-10"), standing(true)),
    ]
}

fn day(text: &str) -> Day {
    mpp::domain::value::day::parse_day(text).expect("a day")
}

fn mpp(folder: &Path, today: Day, words: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_mpp"))
        .args(words)
        .env_clear()
        .env("MPP_DB", "book.db")
        .env("MPP_TODAY", today.to_string())
        .env("MPP_ACTOR", "cron")
        .current_dir(folder)
        .output()
        .expect("mpp runs");
    assert!(
        run.status.success(),
        "{words:?}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).expect("UTF-8")
}

fn begun() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("partners.csv"), PARTNERS).expect("a file");
    mpp(
        folder.path(),
        day(FIRST),
        &["adopt", "--from", "partners.csv"],
    );
    folder
}

fn origin(today: Day) -> Provenance {
    Provenance {
        recorded: format!("{today}T03:00:00Z"),
        actor: "cron".to_owned(),
        command: "renew --due".to_owned(),
        note: None,
    }
}

/// Renews every so many days, with the day's events before the renewal, as a working day comes before a nightly run.
fn renewed_every(days: u64, folder: &Path) {
    let mut book = Book::open(&folder.join("book.db")).expect("a book");
    let mut events = events().into_iter().peekable();
    let mut runs = (0..)
        .map(|n| day(FIRST) + chrono::Days::new(n * days))
        .take_while(|today| *today < day(LAST))
        .chain([day(LAST)]);
    let mut next = runs.next();
    while let Some(today) = next {
        while let Some((partner, on, request)) = events.next_if(|(_, on, _)| *on <= today) {
            let partner = PartnerId::new(partner).expect("an id");
            change::apply_one(&mut book, &origin(on), on, false, &partner, on, &request)
                .expect("an event");
        }
        renew::due(&mut book, &origin(today), today, today, false, None).expect("a run");
        next = runs.next();
    }
}

/// Every term of every partner, as a script reads them.
fn terms(folder: &Path) -> Vec<String> {
    let ids = PARTNERS
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(1));
    ids.flat_map(|id| {
        mpp(folder, day(LAST), &["renew", id, "--plain"])
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn daily_weekly_and_single_runs_open_the_same_terms() {
    let [daily, weekly, single] = [begun(), begun(), begun()];
    renewed_every(1, daily.path());
    renewed_every(7, weekly.path());
    for (partner, on, request) in events() {
        // A term is objected to while it is the current one, and an end cuts off what was not opened by then.
        if matches!(request, Request::Object(_) | Request::Judge(_)) {
            let eve = on.pred_opt().expect("a day before");
            mpp(single.path(), eve, &["renew", partner, "--due"]);
        }
        let words: &[&str] = match &request {
            Request::Object(_) => &[
                "renew",
                partner,
                "--object",
                "no deployments",
                "--by",
                "marketplace",
            ],
            Request::Confirm(_) => &["renew", partner, "--confirm", "a new joint plan"],
            Request::SetStanding(SetStanding { good: false, .. }) => {
                &["standing", partner, "--bad", "invoice 4711"]
            }
            Request::SetStanding(_) => &["standing", partner, "--good"],
            _ => &["renew", partner, "--end", "discontinued"],
        };
        mpp(single.path(), on, words);
    }
    mpp(single.path(), day(LAST), &["renew", "--due"]);

    let expected = terms(daily.path());
    assert_eq!(terms(weekly.path()), expected, "weekly");
    assert_eq!(terms(single.path()), expected, "once");
    assert!(expected.len() > 60, "{expected:#?}");
    for folder in [&daily, &weekly, &single] {
        mpp(folder.path(), day(LAST), &["audit"]);
        assert_eq!(
            mpp(folder.path(), day(LAST), &["renew", "--due"]),
            "",
            "nothing is left to renew"
        );
    }
}

#[test]
fn anniversaries_of_a_leap_day_come_back_to_it() {
    let folder = begun();
    mpp(folder.path(), day("2024-02-29"), &["renew", "--due"]);
    let plain = mpp(
        folder.path(),
        day("2024-02-29"),
        &["renew", "leap", "--plain"],
    );
    let starts: Vec<&str> = plain
        .lines()
        .filter_map(|line| line.split('\t').nth(2))
        .collect();
    let expected = [
        "2016-02-29",
        "2017-02-28",
        "2018-02-28",
        "2019-02-28",
        "2020-02-29",
        "2021-02-28",
        "2022-02-28",
        "2023-02-28",
        "2024-02-29",
    ];
    assert_eq!(starts, expected);
}
