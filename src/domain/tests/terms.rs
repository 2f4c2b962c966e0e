//! Terms, anniversaries, objections and renewals.

use super::{
    Objector, Request, Scene, apply, certification, confirm, contact, day, end, judge, object,
    standing_lost, standing_regained, withdraw,
};
use crate::domain::partner::standing::Stage;
use crate::domain::rule::refusal::Why;
use crate::domain::rule::term::{self, TermState};

fn dates(terms: &[(u32, &str, &str)]) -> Vec<(u32, String, String)> {
    terms
        .iter()
        .map(|(number, starts, anniversary)| {
            (*number, (*starts).to_owned(), (*anniversary).to_owned())
        })
        .collect()
}

/// Where the last term stands on a day.
fn state(scene: &Scene, on: &str) -> TermState {
    let standing = scene.at(on);
    let current = standing.participation.as_ref().expect("a participation");
    term::state(current, current.term().expect("a term"), day(on), 30)
}

#[test]
fn anniversaries_are_counted_from_the_certification() {
    for (certified, expected) in [
        (
            "2016-02-29",
            [
                (1, "2016-02-29", "2017-02-28"),
                (2, "2017-02-28", "2018-02-28"),
                (3, "2018-02-28", "2019-02-28"),
                (4, "2019-02-28", "2020-02-29"),
                (5, "2020-02-29", "2021-02-28"),
            ],
        ),
        (
            "2015-02-10",
            [
                (1, "2015-02-10", "2016-02-10"),
                (2, "2016-02-10", "2017-02-10"),
                (3, "2017-02-10", "2018-02-10"),
                (4, "2018-02-10", "2019-02-10"),
                (5, "2019-02-10", "2020-02-10"),
            ],
        ),
    ] {
        let scene = Scene::certified(certified);
        let last = expected[4].1;
        let at_once = scene.clone().and(last, Request::Renew);
        assert_eq!(at_once.terms(), dates(&expected));
        let mut yearly = scene;
        for (_, starts, _) in expected {
            yearly.does(starts, Request::Renew);
        }
        assert_eq!(yearly.terms(), dates(&expected));
    }
}

#[test]
fn a_term_is_renewed_on_its_anniversary_and_not_before() {
    let scene = Scene::certified("2015-02-10");
    scene.expect_nothing("2016-02-09", Request::Renew);
    let renewed = scene.and("2016-02-10", Request::Renew);
    assert_eq!(
        renewed.terms(),
        dates(&[
            (1, "2015-02-10", "2016-02-10"),
            (2, "2016-02-10", "2017-02-10")
        ])
    );
    renewed.expect_nothing("2016-02-10", Request::Renew);
    renewed.expect_nothing("2017-02-09", Request::Renew);
}

#[test]
fn missed_terms_are_opened_each_with_its_own_dates() {
    let mut scene = Scene::certified("2015-02-10");
    let facts = scene.does("2018-06-01", Request::Renew);
    let days: Vec<String> = facts.iter().map(|dated| dated.on.to_string()).collect();
    assert_eq!(days, ["2016-02-10", "2017-02-10", "2018-02-10"]);
    scene.expect_nothing("2018-06-01", Request::Renew);
}

#[test]
fn the_state_of_a_term_follows_from_the_day() {
    let scene = Scene::certified("2015-02-10");
    for (on, expected) in [
        ("2015-02-10", TermState::Open),
        ("2016-01-10", TermState::Open),
        ("2016-01-11", TermState::Upcoming),
        ("2016-02-09", TermState::Upcoming),
        ("2016-02-10", TermState::Due),
        ("2016-12-31", TermState::Due),
    ] {
        assert_eq!(state(&scene, on), expected, "{on}");
    }
    let objected = scene.clone().and("2015-12-01", object(Objector::Provider));
    assert_eq!(state(&objected, "2015-11-30"), TermState::Open);
    assert_eq!(state(&objected, "2015-12-01"), TermState::UnderEvaluation);
    assert_eq!(state(&objected, "2016-02-10"), TermState::UnderEvaluation);
    let ended = objected.and("2016-03-01", end());
    assert_eq!(state(&ended, "2016-03-01"), TermState::Ended);
    let renewed = scene.and("2016-02-10", Request::Renew);
    assert_eq!(state(&renewed, "2016-02-10"), TermState::Open);
    let standing = renewed.at("2016-02-10");
    let current = standing.participation.expect("a participation");
    let first = term::state(&current, &current.terms[0], day("2016-02-10"), 30);
    assert_eq!(first, TermState::Renewed);
}

#[test]
fn an_objection_recorded_before_the_renewal_stops_it() {
    for by in [Objector::Provider, Objector::Marketplace] {
        for on in ["2015-02-10", "2016-02-09", "2016-02-10", "2016-03-01"] {
            let scene = Scene::certified("2015-02-10").and(on, object(by));
            assert_eq!(scene.stage("2017-01-01"), Some(Stage::Certified));
            scene.expect_refusal(
                "2016-03-01",
                Request::Renew,
                &format!("term 1 of acme is under evaluation: an objection by the {by} is open"),
            );
        }
    }
}

#[test]
fn an_objection_to_a_term_that_was_renewed_comes_too_late() {
    let scene = Scene::certified("2015-02-10").and("2016-02-20", Request::Renew);
    for on in ["2015-02-10", "2016-02-09"] {
        scene.expect_refusal(
            on,
            object(Objector::Provider),
            "term 1 of acme was renewed on 2016-02-10; an objection has to be recorded before the renewal is",
        );
    }
    let second = scene.and("2016-02-10", object(Objector::Provider));
    second.expect_nothing("2016-12-31", Request::Renew);
    second.expect_refusal(
        "2017-02-10",
        Request::Renew,
        "term 2 of acme is under evaluation: an objection by the provider is open",
    );
}

#[test]
fn a_confirmation_settles_every_objection_and_opens_every_missed_term() {
    let scene = Scene::certified("2015-02-10")
        .and("2015-12-01", object(Objector::Provider))
        .and("2016-01-01", object(Objector::Marketplace));
    let mut late = scene.clone();
    let facts = late.does("2017-03-01", confirm());
    let words: Vec<&str> = facts.iter().map(|dated| dated.fact.what()).collect();
    assert_eq!(words, ["confirmed", "term", "term"]);
    assert_eq!(late.terms().len(), 3);
    let mut early = scene;
    let facts = early.does("2016-01-15", confirm());
    assert_eq!(facts.len(), 1, "the term is not over yet");
    assert_eq!(state(&early, "2016-01-15"), TermState::Upcoming);
    let renewed = early.clone().and("2016-02-10", Request::Renew);
    assert_eq!(renewed.terms().len(), 2);
    let again = early.and("2016-01-16", object(Objector::Provider));
    let refusal = again.refuses("2016-02-10", Request::Renew);
    assert!(matches!(*refusal.why, Why::UnderEvaluation { term: 1, .. }));
    again.and("2016-02-10", confirm());
}

#[test]
fn there_is_nothing_to_confirm_before_the_anniversary_without_an_objection() {
    let scene = Scene::certified("2015-02-10");
    scene.expect_refusal(
        "2016-02-09",
        confirm(),
        "nothing of acme waits for a confirmation: no objection is open, and the anniversary is 2016-02-10",
    );
    let confirmed = scene.and("2016-02-10", confirm());
    assert_eq!(confirmed.terms().len(), 2);
    let refusal = confirmed.refuses("2016-02-10", confirm());
    assert!(matches!(*refusal.why, Why::NothingToConfirm { .. }));
}

#[test]
fn an_objection_is_settled_by_the_end_too() {
    for leave in [end(), withdraw()] {
        let scene = Scene::certified("2015-02-10")
            .and("2015-12-01", object(Objector::Provider))
            .and("2016-01-01", leave);
        let refusal = scene.refuses("2016-02-10", Request::Renew);
        assert!(matches!(*refusal.why, Why::ParticipationEnded { .. }));
        scene.refuses("2016-02-10", object(Objector::Provider));
        scene.refuses("2016-02-10", confirm());
    }
}

#[test]
fn a_partner_out_of_good_standing_is_not_renewed() {
    let scene = Scene::certified("2015-02-10").and("2016-01-01", standing_lost());
    scene.expect_nothing("2016-02-09", Request::Renew);
    scene.expect_refusal(
        "2016-02-10",
        Request::Renew,
        "acme is not in good standing: unpaid",
    );
    let regained = scene.and("2017-03-01", standing_regained());
    let renewed = regained.and("2017-03-01", Request::Renew);
    assert_eq!(
        renewed.terms().len(),
        3,
        "judged on the day it runs, not on the anniversary"
    );
}

#[test]
fn only_certified_partners_have_terms() {
    for (scene, stage) in [
        (Scene::applicant("2015-02-10"), "an applicant"),
        (Scene::candidate("2015-02-10"), "a candidate"),
    ] {
        let words = format!("acme is not certified on 2016-02-10: it is {stage}");
        for request in [Request::Renew, object(Objector::Provider), confirm()] {
            scene.expect_refusal("2016-02-10", request, &words);
        }
        assert!(scene.terms().is_empty());
    }
}

#[test]
fn a_new_participation_counts_its_terms_from_its_own_certification() {
    let scene = Scene::certified("2015-02-10")
        .and("2016-02-10", Request::Renew)
        .and("2016-05-01", end())
        .and("2016-06-01", apply("saas"))
        .and("2016-06-02", super::admission())
        .and("2016-07-01", certification())
        .and("2017-07-01", Request::Renew);
    assert_eq!(
        scene.terms(),
        dates(&[
            (1, "2016-07-01", "2017-07-01"),
            (2, "2017-07-01", "2018-07-01")
        ])
    );
    let current = scene.at("2017-07-01").participation.expect("one");
    assert_eq!(current.number, 2);
}

#[test]
fn a_certification_of_long_ago_opens_its_first_term_and_renew_the_rest() {
    let scene = Scene::candidate("2015-02-10")
        .and("2015-02-10", contact("support"))
        .and("2015-03-01", certification())
        .and("2015-03-02", judge(&["use-case"], None));
    assert_eq!(scene.terms().len(), 1);
    assert_eq!(scene.and("2019-03-01", Request::Renew).terms().len(), 5);
}

#[test]
fn a_term_keeps_the_day_for_which_its_renewal_was_run() {
    let run_on = |scene: &Scene| -> Vec<Option<String>> {
        let standing = scene.history.latest();
        let current = standing.participation.as_ref().expect("a participation");
        let terms = current.terms.iter();
        terms
            .map(|opened| opened.term.run_on.map(|on| on.to_string()))
            .collect()
    };
    let on = |day: &str| Some(day.to_owned());
    let scene = Scene::certified("2015-02-10").and("2017-03-01", Request::Renew);
    let run = on("2017-03-01");
    assert_eq!(run_on(&scene), [None, run.clone(), run.clone()]);
    let scene = scene
        .and("2017-12-01", object(Objector::Provider))
        .and("2018-04-01", confirm());
    assert_eq!(run_on(&scene), [None, run.clone(), run, on("2018-04-01")]);
}

#[test]
fn a_renewal_is_judged_on_the_day_it_is_run_for() {
    let lost = || {
        Scene::certified("2015-02-10")
            .and("2016-02-01", standing_lost())
            .and("2016-04-01", standing_regained())
    };
    for (on, good) in [
        ("2016-02-10", false),
        ("2016-03-31", false),
        ("2016-04-01", true),
        ("2016-05-01", true),
    ] {
        let renewed = lost().decide(on, &Request::Renew);
        assert_eq!(renewed.is_ok(), good, "{on}");
        let confirmed = lost().decide(on, &confirm());
        assert_eq!(confirmed.is_ok(), good, "{on}");
        // What is ahead is no hindrance yet, and was none.
        lost()
            .of_old()
            .and(on, Request::Renew)
            .upgraded()
            .and("2016-06-01", standing_lost());
    }
    let renewed = Scene::certified("2015-02-10").and("2016-05-01", Request::Renew);
    let words = "acme is not in good standing: unpaid";
    for on in ["2016-02-10", "2016-03-01", "2016-04-30"] {
        renewed.expect_contradiction(on, standing_lost(), "term", words);
    }
    for on in ["2016-05-01", "2016-05-02"] {
        renewed.clone().and(on, standing_lost());
    }
}

#[test]
fn a_confirmation_needs_good_standing_before_the_anniversary_too() {
    let scene = Scene::certified("2015-02-10").and("2015-12-01", object(Objector::Provider));
    let lost = scene.and("2015-12-05", standing_lost());
    let words = "acme is not in good standing: unpaid";
    lost.expect_refusal("2015-12-10", confirm(), words);
    lost.clone()
        .of_old()
        .and("2015-12-10", confirm())
        .upgraded();
    lost.and("2016-01-01", standing_regained())
        .and("2016-01-01", confirm());
}
