//! Requests and how they are settled.

use super::{Request, Scene, day, end, rules_with};
use crate::domain::fact::{Asked, Fact, ProfileField, Settled, Settlement};
use crate::domain::partner::requests::KnownRequest;
use crate::domain::rule::refusal::{OfRequest, Why};
use crate::domain::value::id::FactId;

fn asked(kind: &str) -> Asked {
    Asked {
        kind: kind.to_owned(),
        text: Some("the new API".to_owned()),
        due: None,
        person: None,
        reference: Some("NOC-7".to_owned()),
    }
}

fn ask(kind: &str) -> Request {
    Request::Ask(asked(kind))
}

fn settle(request: FactId, outcome: Settled, fee_cents: Option<i64>) -> Request {
    Request::Settle(Settlement {
        request,
        outcome,
        reason: Some("agreed".to_owned()),
        fee_cents,
    })
}

fn done(request: FactId) -> Request {
    settle(request, Settled::Done, None)
}

fn problem(scene: &Scene, on: &str, request: Request) -> OfRequest {
    match *scene.refuses(on, request).why {
        Why::OfRequest(problem) => problem,
        other => panic!("refused for another reason: {other:?}"),
    }
}

/// The outcomes of the requests as they are on a day.
fn outcomes(scene: &Scene, on: &str) -> Vec<Option<Settled>> {
    let standing = scene.at(on);
    let current = standing.participation.as_ref().expect("a participation");
    current.requests.iter().map(KnownRequest::outcome).collect()
}

#[test]
fn a_request_is_open_from_its_day_until_it_is_settled() {
    let mut scene = Scene::certified("2015-02-10");
    scene.does("2015-03-01", ask("support-training"));
    let request = scene.last();
    scene.does("2015-03-20", done(request));
    assert_eq!(outcomes(&scene, "2015-02-28"), []);
    assert_eq!(outcomes(&scene, "2015-03-01"), [None]);
    assert_eq!(outcomes(&scene, "2015-03-19"), [None]);
    assert_eq!(outcomes(&scene, "2015-03-20"), [Some(Settled::Done)]);
}

#[test]
fn the_same_request_on_the_same_day_is_on_record_already() {
    let scene = Scene::certified("2015-02-10").and("2015-03-01", ask("support-training"));
    scene.expect_nothing("2015-03-01", ask("support-training"));
    let twice = scene.and("2015-03-02", ask("support-training"));
    assert_eq!(outcomes(&twice, "2015-03-02"), [None, None]);
}

#[test]
fn a_kind_is_one_of_the_rule_file_and_has_its_stage() {
    let candidate = Scene::candidate("2015-02-10");
    assert!(matches!(
        problem(&candidate, "2015-03-01", ask("x")),
        OfRequest::UnknownKind { kinds, .. } if kinds.len() == 7
    ));
    assert!(matches!(
        problem(&candidate, "2015-03-01", ask("support-training")),
        OfRequest::TooEarly { .. }
    ));
    candidate.and("2015-03-01", ask("technical-question"));
    let applicant = Scene::applicant("2015-02-10");
    assert!(matches!(
        problem(&applicant, "2015-03-01", ask("technical-question")),
        OfRequest::TooEarly { .. }
    ));
}

#[test]
fn what_a_kind_needs_has_to_be_said() {
    let rules = rules_with(&[(
        "needs = [\"text\"]\n\n[[request]]\nid = \"support-professional\"",
        "needs = [\"text\", \"due\", \"for\", \"ref\"]\n\n[[request]]\nid = \"support-professional\"",
    )]);
    let scene = Scene::under(rules).admitted("2015-02-10");
    let complete = Asked {
        due: Some(day("2015-03-01")),
        person: Some("Ann Lee".to_owned()),
        ..asked("service-task")
    };
    let without: [fn(&mut Asked); 4] = [
        |asked| asked.text = None,
        |asked| asked.due = None,
        |asked| asked.person = None,
        |asked| asked.reference = None,
    ];
    for take in without {
        let mut asked = complete.clone();
        take(&mut asked);
        let problem = problem(&scene, "2015-03-01", Request::Ask(asked));
        assert!(matches!(problem, OfRequest::Needs { .. }), "{problem:?}");
    }
    let early = Asked {
        due: Some(day("2015-02-28")),
        ..complete.clone()
    };
    assert_eq!(
        problem(&scene, "2015-03-01", Request::Ask(early)),
        OfRequest::DueBefore {
            due: day("2015-02-28")
        }
    );
    scene.and("2015-03-01", Request::Ask(complete));
}

#[test]
fn a_request_is_settled_once_and_not_before_it_was_made() {
    let mut scene = Scene::certified("2015-02-10");
    let unknown = FactId {
        entry: super::EntryId(1),
        n: 9,
    };
    assert!(matches!(
        problem(&scene, "2015-03-01", done(unknown)),
        OfRequest::Unknown { .. }
    ));
    scene.does("2015-03-10", ask("support-training"));
    let request = scene.last();
    assert!(matches!(
        problem(&scene, "2015-03-09", done(request)),
        OfRequest::SettledBefore { .. }
    ));
    scene.does("2015-03-10", settle(request, Settled::Declined, None));
    for on in ["2015-03-10", "2015-04-01"] {
        assert!(matches!(
            problem(&scene, on, done(request)),
            OfRequest::AlreadySettled {
                outcome: Settled::Declined,
                ..
            }
        ));
    }
}

#[test]
fn a_request_ends_with_its_participation() {
    let mut scene = Scene::certified("2015-02-10");
    scene.does("2015-03-01", ask("support-training"));
    let request = scene.last();
    scene.does("2015-04-01", end());
    assert!(matches!(
        *scene.refuses("2015-04-02", done(request)).why,
        Why::ParticipationEnded { .. }
    ));
    let again = scene.and("2015-05-01", super::apply("saas"));
    assert!(matches!(
        problem(&again, "2015-05-02", done(request)),
        OfRequest::Unknown { .. }
    ));
}

#[test]
fn a_request_for_a_support_level_sets_it_with_its_fee() {
    let mut scene = Scene::certified("2015-02-10");
    scene.does("2015-03-01", ask("support-professional"));
    let request = scene.last();
    let program = scene.rules.on(day("2015-03-01")).clone();
    let support = |scene: &Scene, on: &str| {
        let standing = scene.at(on);
        let level = standing.about.support(&program).to_owned();
        (level, standing.support_fee_cents)
    };
    let declined = settle(request, Settled::Declined, Some(50_000));
    assert!(matches!(
        problem(&scene, "2015-03-05", declined),
        OfRequest::FeeWithoutSupport { .. }
    ));
    scene.does("2015-03-05", settle(request, Settled::Done, Some(50_000)));
    assert_eq!(
        support(&scene, "2015-03-04"),
        ("developer".to_owned(), None)
    );
    assert_eq!(
        support(&scene, "2015-03-05"),
        ("professional".to_owned(), Some(50_000))
    );
    let level = super::Profile::default().with(ProfileField::SupportLevel, "developer");
    let back = scene.and("2015-06-01", Request::Edit(level));
    assert_eq!(support(&back, "2015-06-01"), ("developer".to_owned(), None));
}

#[test]
fn a_fee_is_only_for_what_brings_a_support_level() {
    let mut scene = Scene::certified("2015-02-10");
    scene.does("2015-03-01", ask("sales-training"));
    let request = scene.last();
    assert!(matches!(
        problem(
            &scene,
            "2015-03-05",
            settle(request, Settled::Done, Some(1))
        ),
        OfRequest::FeeWithoutSupport { .. }
    ));
}

#[test]
fn a_settlement_has_no_ground_without_its_request() {
    let mut scene = Scene::certified("2015-02-10");
    scene.does("2015-03-01", ask("sales-training"));
    let request = scene.last();
    scene.does("2015-03-05", done(request));
    let mut without = scene.history.clone();
    without.retain(|fact| fact.id != request);
    let found = without.replay_after(&scene.rules, super::EntryId(0));
    let what: Vec<&str> = found.iter().map(|found| found.what).collect();
    assert_eq!(what, ["request-done"]);
    assert!(matches!(
        *found[0].refusal.why,
        Why::OfRequest(OfRequest::Unknown { .. })
    ));
    assert!(matches!(
        scene.history.facts().last().expect("a fact").fact,
        Fact::Settlement(_)
    ));
}
