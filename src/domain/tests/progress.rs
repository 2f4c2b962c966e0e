//! Work on activities before they earn their points.

use super::{Request, Scene, award, day, end, rules_with};
use crate::domain::decide::request::{Advance, Move};
use crate::domain::rule::refusal::{OfProgress, Why};

fn advance(activity: &str, to: Move) -> Request {
    Request::Advance(Advance {
        activity: activity.to_owned(),
        to,
        due: None,
        person: None,
    })
}

fn step(activity: &str, step: &str) -> Request {
    advance(activity, Move::Step(step.to_owned()))
}

fn problem(scene: &Scene, on: &str, request: Request) -> OfProgress {
    match *scene.refuses(on, request).why {
        Why::OfProgress(problem) => problem,
        other => panic!("refused for another reason: {other:?}"),
    }
}

/// The activities that are being worked on, each with its step.
fn work(scene: &Scene, on: &str) -> Vec<(String, String)> {
    let standing = scene.at(on);
    let current = standing.participation.as_ref().expect("a participation");
    let work = current.work.iter();
    work.map(|(activity, work)| (activity.to_owned(), work.step.to_owned()))
        .collect()
}

/// Press releases are awarded only once they are issued.
fn strict() -> Scene {
    let rules = rules_with(&[(
        "steps = [\"planned\", \"drafted\", \"approved\", \"issued\"]",
        "steps = [\"planned\", \"drafted\", \"approved\", \"issued\"]\nsteps_required = true",
    )]);
    Scene::under(rules)
        .admitted("2015-02-10")
        .granted("2015-02-10")
}

#[test]
fn an_activity_is_at_the_step_it_got_to_until_it_is_awarded() {
    let scene = Scene::certified("2015-02-10")
        .and("2015-03-01", advance("press-release", Move::Begin))
        .and("2015-03-05", step("press-release", "approved"))
        .and("2015-03-06", advance("battlecard", Move::Begin));
    let scene = scene.and("2015-03-10", award("press-release"));
    for (on, expected) in [
        ("2015-02-28", vec![]),
        ("2015-03-01", vec![("press-release", "planned")]),
        ("2015-03-05", vec![("press-release", "approved")]),
        (
            "2015-03-09",
            vec![("battlecard", "planned"), ("press-release", "approved")],
        ),
        ("2015-03-10", vec![("battlecard", "planned")]),
    ] {
        let expected: Vec<(String, String)> = expected
            .into_iter()
            .map(|(activity, step)| (activity.to_owned(), step.to_owned()))
            .collect();
        assert_eq!(work(&scene, on), expected, "{on}");
    }
}

#[test]
fn work_can_be_dropped_and_begun_again() {
    let drop = || advance("press-release", Move::Drop("no news".to_owned()));
    let scene = Scene::certified("2015-02-10");
    assert!(matches!(
        problem(&scene, "2015-03-01", drop()),
        OfProgress::NotInProgress { .. }
    ));
    let scene = scene
        .and("2015-03-01", step("press-release", "drafted"))
        .and("2015-03-05", drop());
    assert_eq!(work(&scene, "2015-03-05"), []);
    let again = scene.and("2015-03-09", advance("press-release", Move::Begin));
    assert_eq!(work(&again, "2015-03-09").len(), 1);
}

#[test]
fn what_says_nothing_new_changes_nothing_and_what_is_not_said_stays() {
    let planned = |due: Option<&str>, person: Option<&str>| {
        Request::Advance(Advance {
            activity: "press-release".to_owned(),
            to: Move::Begin,
            due: due.map(day),
            person: person.map(str::to_owned),
        })
    };
    let scene =
        Scene::certified("2015-02-10").and("2015-03-01", planned(Some("2015-04-01"), Some("Ann")));
    scene.expect_nothing("2015-03-02", planned(None, None));
    scene.expect_nothing("2015-03-02", planned(Some("2015-04-01"), None));
    let later = scene
        .and("2015-03-02", planned(Some("2015-05-01"), None))
        .and("2015-03-03", step("press-release", "drafted"));
    let standing = later.at("2015-03-03");
    let current = standing.participation.expect("a participation");
    let work = current.work.of("press-release").expect("work");
    assert_eq!(
        (work.due, work.person, work.since),
        (Some(day("2015-05-01")), Some("Ann"), day("2015-03-01"))
    );
}

#[test]
fn steps_are_those_of_the_activity() {
    let scene = Scene::candidate("2015-02-10");
    scene
        .clone()
        .and("2015-03-01", step("press-release", "drafted"));
    assert!(matches!(
        problem(&scene, "2015-03-01", step("press-release", "printed")),
        OfProgress::UnknownStep { .. }
    ));
    assert!(matches!(
        problem(
            &scene,
            "2015-03-01",
            advance("customer-deployment", Move::Begin)
        ),
        OfProgress::NoSteps { .. }
    ));
    assert!(matches!(
        *scene.refuses("2015-03-01", advance("x", Move::Begin)).why,
        Why::UnknownActivity { .. }
    ));
    let late = Request::Advance(Advance {
        activity: "press-release".to_owned(),
        to: Move::Begin,
        due: Some(day("2015-02-28")),
        person: None,
    });
    assert!(matches!(
        problem(&scene, "2015-03-01", late),
        OfProgress::DueBefore { .. }
    ));
}

#[test]
fn an_award_may_need_the_last_step() {
    let missing = |scene: &Scene, on: &str| match problem(scene, on, award("press-release")) {
        OfProgress::StepMissing { at, .. } => at,
        other => panic!("{other:?}"),
    };
    let scene = strict();
    assert_eq!(missing(&scene, "2015-03-01"), None);
    let scene = scene.and("2015-03-02", step("press-release", "approved"));
    assert_eq!(missing(&scene, "2015-03-02"), Some("approved".to_owned()));
    let issued = scene.and("2015-03-04", step("press-release", "issued"));
    assert_eq!(missing(&issued, "2015-03-03"), Some("approved".to_owned()));
    issued.clone().and("2015-03-04", award("press-release"));
    issued.and("2015-03-09", award("press-release"));
}

#[test]
fn the_step_that_an_award_needed_cannot_be_taken_away() {
    let scene = strict()
        .and("2015-03-04", step("press-release", "issued"))
        .and("2015-03-09", award("press-release"));
    let drop = advance("press-release", Move::Drop("a mistake".to_owned()));
    assert!(matches!(
        *scene.refuses("2015-03-05", drop).why,
        Why::Unsettles(_)
    ));
}

#[test]
fn work_ends_with_the_participation() {
    let scene = Scene::certified("2015-02-10")
        .and("2015-03-01", advance("press-release", Move::Begin))
        .and("2015-04-01", end());
    assert!(matches!(
        *scene
            .refuses("2015-04-02", step("press-release", "drafted"))
            .why,
        Why::ParticipationEnded { .. }
    ));
    let again = scene.and("2015-05-01", super::apply("saas"));
    assert_eq!(work(&again, "2015-05-01"), []);
}
