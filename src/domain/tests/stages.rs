//! From application to certification, and the ways out.

use super::super::fact::{Application, Fact, ProfileField};
use super::{
    Scene, apply, award, certification, contact, day, decision, decline, end, extend, judge, lapse,
    profile, rules_with, standing_lost, standing_regained, team, withdraw,
};
use crate::domain::decide::request::{Decision, Request};
use crate::domain::partner::standing::Stage;
use crate::domain::rule::allow::allow;
use crate::domain::rule::refusal::Why;

/// Windows: the day of admission, the last day, the day after it.
const WINDOWS: [(&str, &str, &str); 7] = [
    ("2015-02-10", "2015-05-10", "2015-05-11"),
    ("2015-01-31", "2015-04-30", "2015-05-01"),
    ("2015-11-30", "2016-02-29", "2016-03-01"),
    ("2014-11-30", "2015-02-28", "2015-03-01"),
    ("2014-11-28", "2015-02-28", "2015-03-01"),
    ("2016-02-29", "2016-05-29", "2016-05-30"),
    ("2015-12-31", "2016-03-31", "2016-04-01"),
];

#[test]
fn a_candidate_is_certified_up_to_the_last_day_of_its_window() {
    for (admitted, last, after) in WINDOWS {
        let scene = Scene::candidate(admitted).and(admitted, contact("support"));
        scene.clone().and(last, certification());
        scene.expect_refusal(
            after,
            certification(),
            &format!("the candidate window of acme ended on {last}"),
        );
    }
}

#[test]
fn a_certification_is_judged_on_its_own_day_however_late_it_is_written_down() {
    let scene = Scene::candidate("2015-02-10")
        .and("2015-02-10", contact("support"))
        .and("2015-08-01", team("integrator", "Kim"));
    let scene = scene.and("2015-05-10", certification());
    assert_eq!(scene.stage("2015-05-09"), Some(Stage::Candidate));
    assert_eq!(scene.stage("2015-05-10"), Some(Stage::Certified));
}

#[test]
fn nothing_lapses_by_itself() {
    let scene = Scene::candidate("2015-02-10");
    assert_eq!(scene.stage("2025-02-10"), Some(Stage::Candidate));
}

#[test]
fn an_extension_goes_beyond_the_last_day_and_reaches_its_own_day() {
    for (on, until, last_day) in [
        ("2015-03-01", "2015-05-11", None),
        ("2015-03-01", "2015-05-10", Some("2015-05-10")),
        ("2015-03-01", "2015-05-09", Some("2015-05-10")),
        ("2015-05-10", "2015-05-11", None),
        ("2015-06-01", "2015-06-01", None),
        ("2015-06-01", "2015-06-02", None),
        ("2015-06-01", "2015-05-31", Some("2015-06-01")),
        ("2015-06-01", "2015-05-10", Some("2015-06-01")),
    ] {
        let scene = Scene::candidate("2015-02-10");
        match last_day {
            None => drop(scene.and(on, extend(until))),
            Some(last_day) => scene.expect_refusal(
                on,
                extend(until),
                &format!("an extension to {until} extends nothing: it must go beyond {last_day}"),
            ),
        }
    }
}

#[test]
fn an_extended_window_ends_on_its_new_last_day() {
    let scene = Scene::candidate("2015-02-10")
        .and("2015-02-10", contact("support"))
        .and("2015-06-01", extend("2015-06-30"));
    scene.clone().and("2015-06-01", certification());
    scene.clone().and("2015-06-30", certification());
    for (on, last) in [("2015-05-31", "2015-05-10"), ("2015-07-01", "2015-06-30")] {
        let words = format!("the candidate window of acme ended on {last}");
        scene.expect_refusal(on, certification(), &words);
    }
    let again = scene.and("2015-07-15", extend("2015-07-31"));
    again.and("2015-07-31", certification());
}

#[test]
fn an_extension_written_down_late_never_shortens_a_window() {
    let scene = Scene::candidate("2015-02-10")
        .and("2015-05-01", extend("2015-08-31"))
        .and("2015-04-01", extend("2015-12-31"))
        .and("2015-04-01", contact("support"));
    scene.and("2015-12-31", certification());
}

#[test]
fn each_step_is_taken_from_its_own_stage() {
    let on = "2015-03-01";
    let stages = [
        Scene::applicant("2015-02-10"),
        Scene::candidate("2015-02-10"),
        Scene::certified("2015-02-10"),
        Scene::applicant("2015-02-10").and("2015-02-11", decline()),
        Scene::applicant("2015-02-10").and("2015-02-11", withdraw()),
        Scene::candidate("2015-02-10").and("2015-02-11", lapse()),
        Scene::certified("2015-02-10").and("2015-02-11", end()),
    ];
    let over =
        |stage: &str| format!("the participation of acme has ended: {stage} since 2015-02-11");
    let wrong = |step: &str, stage: &str| {
        let taking = if step == "lapsed" {
            "lapse".to_owned()
        } else {
            format!("be {step}")
        };
        let stage = stage
            .replace("applicant", "an applicant")
            .replace("candidate", "a candidate");
        format!("acme cannot {taking} on 2015-03-01: it has been {stage} since 2015-02-10")
    };
    let gate = |step: &str, missing: usize| {
        format!("acme cannot be {step} yet: {missing} of the program's conditions are missing")
    };
    let fine = String::new;
    let no_candidate = |stage: &str| {
        let stage = stage.replace("applicant", "an applicant");
        format!("acme is not a candidate on 2015-03-01: it is {stage}")
    };
    let decisions = [
        (
            Decision::Admit,
            [
                gate("admitted", 10),
                wrong("admitted", "candidate"),
                wrong("admitted", "certified"),
            ],
        ),
        (
            Decision::Decline("full".to_owned()),
            [
                fine(),
                wrong("declined", "candidate"),
                wrong("declined", "certified"),
            ],
        ),
        (
            Decision::Withdraw("gone".to_owned()),
            [fine(), fine(), fine()],
        ),
        (
            Decision::Grant,
            [
                wrong("certified", "applicant"),
                gate("certified", 8),
                wrong("certified", "certified"),
            ],
        ),
        (
            Decision::Extend(day("2015-12-31"), "ill".to_owned()),
            [no_candidate("applicant"), fine(), no_candidate("certified")],
        ),
        (
            Decision::Lapse("silent".to_owned()),
            [
                wrong("lapsed", "applicant"),
                fine(),
                wrong("lapsed", "certified"),
            ],
        ),
        (
            Decision::End("no value".to_owned()),
            [
                wrong("ended", "applicant"),
                wrong("ended", "candidate"),
                fine(),
            ],
        ),
    ];
    for (step, running) in decisions {
        let ended = ["declined", "withdrawn", "lapsed", "ended"].map(over);
        for (scene, words) in stages.iter().zip(running.into_iter().chain(ended)) {
            let request = decision(step.clone());
            if words.is_empty() {
                scene.clone().and(on, request);
            } else {
                scene.expect_refusal(on, request, &words);
            }
        }
    }
}

#[test]
fn a_candidate_may_be_let_lapse_before_and_after_its_last_day() {
    for on in ["2015-02-10", "2015-05-10", "2015-05-11", "2016-01-01"] {
        let scene = Scene::candidate("2015-02-10").and(on, lapse());
        assert_eq!(scene.stage(on), Some(Stage::Lapsed));
    }
}

#[test]
fn a_certified_partner_is_ended_without_an_objection() {
    let scene = Scene::certified("2015-02-10").and("2015-06-01", end());
    let standing = scene.at("2015-06-01");
    let ended = standing.participation.expect("a participation");
    assert_eq!(
        (ended.stage, ended.since, ended.reason),
        (Stage::Ended, day("2015-06-01"), Some("no value"))
    );
    assert_eq!(scene.stage("2015-05-31"), Some(Stage::Certified));
}

#[test]
fn without_good_standing_nobody_is_admitted_or_certified() {
    let applicant = Scene::applicant("2015-02-01").and("2015-02-05", standing_lost());
    let words = "acme is not in good standing: unpaid";
    applicant.expect_refusal("2015-02-10", super::admission(), words);
    let candidate = applicant
        .and("2015-02-10", standing_regained())
        .and("2015-02-10", super::admission())
        .and("2015-02-11", contact("support"))
        .and("2015-03-01", standing_lost());
    candidate.expect_refusal("2015-03-01", certification(), words);
    candidate.clone().and("2015-02-28", standing_regained());
    candidate
        .and("2015-03-01", standing_regained())
        .and("2015-03-01", certification());
}

#[test]
fn the_item_good_standing_is_what_the_reviewer_found_and_the_fact_gates_by_itself() {
    let scene = Scene::applicant("2015-02-01")
        .and("2015-02-01", judge(&["good-standing"], None))
        .and("2015-02-05", standing_lost());
    let refusal = scene.refuses("2015-02-10", super::admission());
    assert!(matches!(*refusal.why, Why::NotInGoodStanding { .. }));
}

#[test]
fn certification_depends_on_the_kind_of_the_partner() {
    let scene = Scene::unknown()
        .and("2015-02-01", apply(""))
        .and("2015-02-10", super::admission());
    scene.expect_refusal(
        "2015-03-01",
        decision(Decision::Grant),
        "the kind of acme is not known, and what is asked depends on it: saas, software",
    );
}

#[test]
fn admission_and_certification_leave_their_awards_and_the_first_term_behind() {
    let mut scene = Scene::applicant("2015-02-01");
    let admitted = scene.does("2015-02-10", super::admission());
    let words: Vec<&str> = admitted.iter().map(|dated| dated.fact.what()).collect();
    assert_eq!(words[words.len() - 2..], ["admitted", "award"]);
    assert_eq!(
        (scene.points("2015-02-09"), scene.points("2015-02-10")),
        (0, 25)
    );
    let mut scene = scene.and("2015-02-10", contact("support"));
    let certified = scene.does("2015-03-01", certification());
    let words: Vec<&str> = certified.iter().map(|dated| dated.fact.what()).collect();
    assert_eq!(words[words.len() - 3..], ["certified", "award", "term"]);
    assert_eq!(
        (scene.points("2015-02-28"), scene.points("2015-03-01")),
        (25, 75)
    );
    assert_eq!(scene.tier("2015-02-28"), "none");
    assert_eq!(scene.tier("2015-03-01"), "silver");
}

#[test]
fn a_company_in_the_program_does_not_apply_again() {
    for (scene, stage) in [
        (Scene::applicant("2015-02-01"), "an applicant"),
        (Scene::candidate("2015-02-01"), "a candidate"),
        (Scene::certified("2015-02-01"), "certified"),
    ] {
        let words = format!("acme is in the program already: it is {stage}");
        scene.expect_refusal("2015-02-01", apply("saas"), &words);
        scene.expect_refusal("2016-02-01", apply("saas"), &words);
        scene.expect_refusal(
            "2015-01-31",
            apply("saas"),
            "participation 2 of acme would not follow the one before it on 2015-01-31",
        );
    }
}

#[test]
fn a_company_that_left_applies_again_from_the_day_it_left() {
    let left = Scene::certified("2015-02-10").and("2015-06-01", end());
    left.expect_refusal(
        "2015-05-31",
        apply("saas"),
        "acme is in the program already: it is certified",
    );
    for on in ["2015-06-01", "2015-06-02", "2020-01-01"] {
        let scene = left.clone().and(on, apply("saas"));
        let standing = scene.at(on);
        let current = standing.running().expect("a running participation");
        assert_eq!((current.number, current.stage), (2, Stage::Applicant));
    }
    let again = left
        .and("2016-01-01", apply("saas"))
        .and("2016-02-01", withdraw());
    again.expect_refusal(
        "2015-07-01",
        apply("saas"),
        "participation 3 of acme would not follow the one before it on 2015-07-01",
    );
    let third = again.and("2016-02-01", apply("saas"));
    let standing = third.at("2016-02-01");
    assert_eq!(standing.running().map(|current| current.number), Some(3));
}

#[test]
fn a_new_participation_begins_afresh_and_keeps_what_is_known_of_the_company() {
    let scene = Scene::certified("2015-02-10")
        .agreed("2015-02-10")
        .and("2015-03-01", team("success-manager", "Sam"))
        .and("2015-04-01", standing_lost())
        .and("2015-06-01", end());
    assert_eq!(
        scene.points("2015-06-01"),
        100,
        "an ended balance stays visible"
    );
    assert_eq!(scene.tier("2015-05-31"), "silver");
    assert_eq!(scene.tier("2015-06-01"), "none");
    let again = scene.and("2016-01-01", apply("saas"));
    let standing = again.at("2016-01-01");
    assert_eq!(standing.points(), 0);
    assert_eq!(standing.about.get(ProfileField::Alias), Some("ACME"));
    assert_eq!(standing.team.get("success-manager"), Some(&"Sam"));
    assert!(standing.contacts.contains_key("support"));
    assert!(!standing.good);
    assert!(standing.running().expect("running").terms.is_empty());
    let again = again.and("2016-01-02", standing_regained());
    let refusal = again.refuses("2016-01-02", decision(Decision::Admit));
    let missing: Vec<String> = refusal.causes();
    assert_eq!(
        missing.len(),
        9,
        "all but the alias, which is kept: {missing:?}"
    );
    let mut again = again.and("2016-01-10", super::admission());
    assert_eq!(
        again.credit("2016-02"),
        0,
        "the agreement is accepted afresh"
    );
    again = again.agreed("2016-02-03");
    assert_eq!(again.credit("2016-02"), 2_000);
    let certified = again.and("2016-03-01", certification());
    assert_eq!(
        certified.points("2016-03-01"),
        100,
        "the success manager stayed"
    );
    assert_eq!(
        certified.terms(),
        [(1, "2016-03-01".to_owned(), "2017-03-01".to_owned())]
    );
}

#[test]
fn nothing_but_an_application_is_recorded_before_the_application() {
    let known = Scene::applicant("2015-02-01");
    let words = |on: &str| format!("acme was not in the program on {on}");
    for request in [
        award("press-release"),
        judge(&["function"], None),
        decision(Decision::Withdraw("gone".to_owned())),
        extend("2015-12-31"),
        standing_lost(),
        team("integrator", "Kim"),
        contact("support"),
        super::use_credit("2015-01", 100, false),
        super::object(super::Objector::Provider),
        super::confirm(),
        Request::Renew,
        super::edit(profile("", "", "OTHER")),
    ] {
        let refusal = known.refuses("2015-01-31", request.clone());
        assert!(
            matches!(
                *refusal.why,
                Why::NotInProgramYet { .. } | Why::MonthBeforeApplication { .. }
            ),
            "{request:?}: {refusal}"
        );
        let unknown = Scene::unknown().refuses("2015-01-31", request);
        assert_eq!(unknown.to_string(), words("2015-01-31"));
    }
}

#[test]
fn participations_are_numbered_one_after_the_other() {
    let scene = Scene::certified("2015-02-10").and("2015-04-01", end());
    let allowed = |participation| {
        let application = Fact::Application(Application {
            participation,
            note: None,
        });
        allow(
            &scene.rules,
            &scene.history,
            day("2015-05-01"),
            &application,
        )
        .is_ok()
    };
    assert_eq!([1, 2, 3].map(allowed), [false, true, false]);
}

#[test]
fn certification_may_need_somebody_in_a_role_of_the_team() {
    let rules = rules_with(&[("# team = [\"integrator\"]", "team = [\"integrator\"]")]);
    let scene = Scene::under(rules)
        .admitted("2015-02-10")
        .and("2015-02-10", contact("support"));
    let role = |request, on: &str| match *scene.clone().refuses(on, request).why {
        Why::NobodyInRole { role } => role,
        other => panic!("refused for another reason: {other:?}"),
    };
    assert_eq!(role(certification(), "2015-03-01"), "integrator");
    let assigned = scene.and("2015-02-20", team("integrator", "Jo Park"));
    assert!(assigned.decide("2015-02-19", &certification()).is_err());
    let certified = assigned.and("2015-03-01", certification());
    // The role cannot be taken away before the day on which it was needed.
    assert!(matches!(
        *certified.refuses("2015-02-25", team("integrator", "")).why,
        Why::Unsettles(_)
    ));
    certified.and("2015-03-02", team("integrator", ""));
}
