//! Partners that were in the program before the book.

use super::{
    Adopted, Request, Scene, VerdictKind, award, certification, checklist, contact, credit, day,
    deployment, end, judge, lapse, reverse, rules_with, standing_lost, standing_regained, team,
    withdraw,
};
use crate::domain::decide::request::Decision;
use crate::domain::partner::standing::Stage;
use crate::domain::rule::refusal::Why;

const CANDIDATE: Adopted<'static> = Adopted {
    admitted: "2013-03-01",
    agreed: "2013-03-05",
    certified: "",
    opening: None,
    today: "2015-06-01",
};

const CERTIFIED: Adopted<'static> = Adopted {
    certified: "2013-05-31",
    ..CANDIDATE
};

#[test]
fn a_partner_enters_at_its_stage_with_the_days_it_reached_each() {
    let scene = Scene::unknown().and("2013-02-01", CERTIFIED.request());
    for (on, stage, points) in [
        ("2013-01-31", None, 0),
        ("2013-02-01", Some(Stage::Applicant), 0),
        ("2013-02-28", Some(Stage::Applicant), 0),
        ("2013-03-01", Some(Stage::Candidate), 25),
        ("2013-05-30", Some(Stage::Candidate), 25),
        ("2013-05-31", Some(Stage::Certified), 75),
        ("2015-06-01", Some(Stage::Certified), 75),
    ] {
        assert_eq!((scene.stage(on), scene.points(on)), (stage, points), "{on}");
    }
    let current = scene.at("2015-06-01").participation.expect("one");
    assert!(current.adopted);
    assert_eq!(
        (
            current.applied_on,
            current.admitted_on,
            current.certified_on
        ),
        (
            day("2013-02-01"),
            Some(day("2013-03-01")),
            Some(day("2013-05-31"))
        )
    );
}

#[test]
fn the_terms_up_to_today_are_opened_and_the_rest_follows_the_rules() {
    let terms: [(u32, String, String); 3] = [
        (1, "2013-05-31".to_owned(), "2014-05-31".to_owned()),
        (2, "2014-05-31".to_owned(), "2015-05-31".to_owned()),
        (3, "2015-05-31".to_owned(), "2016-05-31".to_owned()),
    ];
    for (today, expected) in [
        ("2013-05-31", 1),
        ("2014-05-30", 1),
        ("2014-05-31", 2),
        ("2015-06-01", 3),
    ] {
        let adopted = Adopted { today, ..CERTIFIED };
        let scene = Scene::unknown().and("2013-02-01", adopted.request());
        assert_eq!(scene.terms(), terms[..expected], "{today}");
        let renewed = scene.and("2015-06-01", judge(&["use-case"], None));
        let renewed = match expected {
            3 => renewed,
            _ => renewed.and("2015-06-01", Request::Renew),
        };
        assert_eq!(renewed.terms(), terms);
    }
}

#[test]
fn an_opening_balance_is_one_award_instead_of_those_of_the_steps() {
    for points in [0, 75, 499, 500, 5_000] {
        let adopted = Adopted {
            opening: Some((points, "2015-05-31")),
            ..CERTIFIED
        };
        let scene = Scene::unknown().and("2013-02-01", adopted.request());
        assert_eq!(scene.points("2015-05-30"), 0);
        assert_eq!(scene.points("2015-05-31"), points);
        let standing = scene.at("2015-06-01");
        let current = standing.participation.expect("one");
        let activities: Vec<&str> = current
            .ledger
            .lines()
            .iter()
            .map(|line| line.activity)
            .collect();
        assert_eq!(activities, ["opening-balance"]);
    }
}

#[test]
fn an_opening_balance_can_be_taken_back_like_any_award() {
    let adopted = Adopted {
        opening: Some((600, "2015-05-31")),
        ..CERTIFIED
    };
    let mut scene = Scene::unknown().and("2013-02-01", adopted.request());
    let opening = scene.award_of("opening-balance");
    scene.does("2015-06-01", reverse(opening));
    assert_eq!(
        (scene.points("2015-05-31"), scene.points("2015-06-01")),
        (600, 0)
    );
}

#[test]
fn an_opening_balance_is_not_dated_before_the_application() {
    let adopted = Adopted {
        opening: Some((600, "2013-01-31")),
        ..CERTIFIED
    };
    Scene::unknown().expect_refusal(
        "2013-02-01",
        adopted.request(),
        "acme was not in the program on 2013-01-31",
    );
}

#[test]
fn days_follow_the_order_of_the_stages() {
    let words = "the days of acme are out of order: application, admission, certification follow one another";
    for (admitted, agreed, certified) in [
        ("2013-01-31", "", ""),
        ("2013-03-01", "", "2013-02-28"),
        ("", "", "2013-03-01"),
        ("2013-03-01", "2013-01-31", ""),
    ] {
        let adopted = Adopted {
            admitted,
            agreed,
            certified,
            ..CANDIDATE
        };
        Scene::unknown().expect_refusal("2013-02-01", adopted.request(), words);
    }
    for (admitted, agreed, certified) in [
        ("", "", ""),
        ("", "2013-02-01", ""),
        ("2013-02-01", "", "2013-02-01"),
        ("2013-02-01", "2013-02-01", "2013-02-01"),
        ("2013-03-01", "2013-02-01", "2013-03-01"),
        ("2013-03-01", "2015-02-01", "2013-03-01"),
    ] {
        let adopted = Adopted {
            admitted,
            agreed,
            certified,
            ..CANDIDATE
        };
        Scene::unknown().and("2013-02-01", adopted.request());
    }
}

#[test]
fn the_agreement_entitles_to_credit_from_its_day() {
    let scene = Scene::unknown().and("2013-02-01", CERTIFIED.request());
    for (of, expected) in [("2013-02", 0), ("2013-03", 2_000), ("2013-06", 2_000)] {
        assert_eq!(scene.credit(of), expected, "{of}");
    }
    let adopted = Adopted {
        agreed: "",
        ..CERTIFIED
    };
    let scene = Scene::unknown().and("2013-02-01", adopted.request());
    assert_eq!(scene.credit("2013-06"), 0, "the agreement is not waived");
    let scene = scene.and("2015-06-01", judge(&["mpa"], None));
    assert_eq!(scene.credit("2015-06"), 2_000);
}

#[test]
fn an_adopted_candidate_has_its_window_from_its_admission() {
    let adopted = Scene::unknown()
        .and("2013-02-01", CANDIDATE.request())
        .and("2013-03-01", contact("support"));
    adopted.expect_refusal(
        "2013-06-02",
        certification(),
        "the candidate window of acme ended on 2013-06-01",
    );
    let certified = adopted.and("2013-06-01", certification());
    assert_eq!(certified.points("2013-06-01"), 75);
    assert_eq!(certified.terms().len(), 1);
}

#[test]
fn an_adopted_applicant_is_reviewed_like_any_other() {
    let adopted = Adopted {
        admitted: "",
        agreed: "",
        ..CANDIDATE
    };
    let scene = Scene::unknown().and("2013-02-01", adopted.request());
    let refusal = scene.refuses("2013-03-01", super::decision(Decision::Admit));
    assert!(matches!(&*refusal.why, Why::GateNotMet { missing, .. } if missing.len() == 9));
    scene.and("2013-03-01", super::admission());
}

#[test]
fn everything_after_an_adoption_is_by_the_rules() {
    let adopted = Adopted {
        opening: Some((475, "2015-06-01")),
        ..CERTIFIED
    };
    let mut scene = Scene::unknown().and("2013-02-01", adopted.request());
    scene.does("2015-06-01", team("success-manager", "Sam"));
    assert_eq!(
        (scene.points("2015-06-01"), scene.tier("2015-06-01")),
        (500, "gold")
    );
    scene.does("2015-06-02", deployment("D-1"));
    assert_eq!(scene.points("2015-06-02"), 575);
    scene.refuses("2015-06-02", award("certification"));
}

#[test]
fn a_company_that_left_can_be_adopted_as_a_new_participation_and_one_in_the_program_cannot() {
    let scene = Scene::certified("2010-02-01");
    scene.expect_refusal(
        "2013-02-01",
        CERTIFIED.request(),
        "acme is in the program already: it is certified",
    );
    let left = scene.and("2012-01-01", end());
    let again = left.and("2013-02-01", CERTIFIED.request());
    let current = again.at("2015-06-01").participation.expect("one");
    assert_eq!((current.number, current.stage), (2, Stage::Certified));
    assert_eq!(again.points("2015-06-01"), 75);
}

#[test]
fn a_certification_after_today_is_no_adoption() {
    let adopted = Adopted {
        today: "2013-05-30",
        ..CERTIFIED
    };
    Scene::unknown().expect_refusal(
        "2013-02-01",
        adopted.request(),
        "acme is not certified on 2013-05-30: it is a candidate",
    );
}

#[test]
fn a_step_dated_before_a_stage_that_was_reached_by_adoption_contradicts_it() {
    let scene = Scene::unknown().and("2013-02-01", CERTIFIED.request());
    for (on, leave) in [
        ("2013-02-15", super::decline()),
        ("2013-02-15", withdraw()),
        ("2013-04-01", withdraw()),
        ("2013-04-01", lapse()),
    ] {
        let decided = scene.decide(on, &leave);
        assert!(
            decided.is_err(),
            "on {on} {leave:?} was recorded: {decided:?}"
        );
    }
    // Nor when the partner has left since and come back.
    let back = scene
        .and("2015-06-01", withdraw())
        .and("2015-07-01", super::apply("saas"));
    assert!(back.decide("2013-04-01", &withdraw()).is_err());
}

#[test]
fn an_adopted_candidate_did_not_leave_before_it_was_admitted() {
    let scene = Scene::unknown().and("2013-02-01", CANDIDATE.request());
    let bare = Adopted {
        opening: Some((0, "2013-02-01")),
        ..CANDIDATE
    };
    let without_awards = Scene::unknown().and("2013-02-01", bare.request());
    for scene in [scene, without_awards] {
        for leave in [super::decline(), withdraw()] {
            let decided = scene.decide("2013-02-15", &leave);
            assert!(decided.is_err(), "{leave:?} was recorded: {decided:?}");
        }
    }
}

#[test]
fn a_term_that_an_adoption_opened_is_not_judged_by_standing() {
    let scene = Scene::unknown().and("2013-02-01", CERTIFIED.request());
    let standing = scene.history.latest();
    let terms = &standing.participation.as_ref().expect("one").terms;
    assert!(terms.iter().all(|opened| opened.term.run_on.is_none()));
    for scene in [scene.clone(), scene.of_old().upgraded()] {
        for on in ["2013-06-01", "2014-05-30", "2014-05-31", "2015-05-30"] {
            let lost = scene.clone().and(on, standing_lost());
            lost.expect_refusal(
                "2016-05-31",
                Request::Renew,
                "acme is not in good standing: unpaid",
            );
            let regained = lost.and("2015-06-01", standing_regained());
            regained.and("2016-05-31", Request::Renew);
        }
    }
}

#[test]
fn what_gates_a_step_that_was_passed_is_waived_whatever_else_names_it() {
    let item = |scene: &Scene, id: &str, on: &str| {
        let standing = scene.at(on);
        let program = scene.rules.on(day(on));
        let (list, item) = program.item(id).expect("an item");
        checklist::found(program, &standing, list, item).map(|found| found.kind)
    };
    // The agreement entitles to the credit, and gates the admission, or the certification, or nothing.
    for (step, gate, from) in [
        ("", "", None),
        (
            "\"supplemental-terms\", \"integration-strategy\"]",
            "\"supplemental-terms\", \"integration-strategy\", \"mpa\"]",
            Some("2013-03-01"),
        ),
        (
            "checklists = [\"certification\"]",
            "checklists = [\"certification\"]\nitems = [\"mpa\"]",
            Some("2013-05-31"),
        ),
    ] {
        let bare = Adopted {
            agreed: "",
            ..CERTIFIED
        };
        let scene = Scene::under(rules_with(&[(step, gate)])).and("2013-02-01", bare.request());
        for on in ["2013-02-28", "2013-03-01", "2013-05-30", "2013-05-31"] {
            let waived = from.filter(|from| *from <= on).map(|_| VerdictKind::Waived);
            assert_eq!(item(&scene, "mpa", on), waived, "{gate}: {on}");
        }
        let credit = from.map_or(0, |_| 2_000);
        assert_eq!(scene.credit("2013-06"), credit, "{gate}");
        let open = credit::open_items(scene.rules.on(day("2015-06-01")), &scene.at("2015-06-01"));
        assert_eq!(open.is_empty(), from.is_some(), "{gate}");
        // A day that the file names counts, too.
        let scene =
            Scene::under(rules_with(&[(step, gate)])).and("2013-02-01", CERTIFIED.request());
        assert_eq!(item(&scene, "mpa", "2015-06-01"), Some(VerdictKind::Met));
    }
    // An applicant has passed nothing.
    let applicant = Adopted {
        admitted: "",
        ..CANDIDATE
    };
    let scene = Scene::unknown().and("2013-02-01", applicant.request());
    assert_eq!(item(&scene, "supplemental-terms", "2015-06-01"), None);
}
