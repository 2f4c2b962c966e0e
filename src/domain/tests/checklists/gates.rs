//! The gates of admission and certification, item by item.

use super::*;

fn certification_of_software() -> Request {
    verdicts(
        certification_verdicts("blueprint-copy"),
        Some(Decision::Grant),
    )
}

#[test]
fn admission_names_each_missing_item_with_its_party() {
    let scene = Scene::applicant("2015-02-01");
    let application = CONSIDERATIONS.map(|item| ("application", item, "marketplace"));
    let onboarding = [
        ("onboarding", "supplemental-terms", "provider"),
        ("onboarding", "integration-strategy", "both"),
    ];
    for (list, item, party) in application.into_iter().chain(onboarding) {
        let refusal = scene.refuses("2015-02-10", without(admission(), item));
        assert_eq!(
            refusal.to_string(),
            "acme cannot be admitted yet: 1 of the program's conditions is missing"
        );
        let cause = format!("{list}: {item} is open (responsible: {party})");
        assert_eq!(refusal.causes(), [cause]);
    }
}

#[test]
fn all_that_is_missing_is_named_at_once_in_the_order_of_the_file() {
    let scene = Scene::applicant("2015-02-01");
    let refusal = scene.refuses("2015-02-10", decision(Decision::Admit));
    let expected: Vec<String> = CONSIDERATIONS
        .iter()
        .map(|item| format!("application: {item} is open (responsible: marketplace)"))
        .chain([
            "onboarding: cloud-account is open (responsible: provider)".to_owned(),
            "onboarding: supplemental-terms is open (responsible: provider)".to_owned(),
            "onboarding: integration-strategy is open (responsible: both)".to_owned(),
        ])
        .collect();
    assert_eq!(refusal.causes(), expected);
}

#[test]
fn a_consideration_is_settled_by_any_verdict_and_good_standing_by_met_alone() {
    let scene = Scene::applicant("2015-02-01");
    for item in CONSIDERATIONS {
        for kind in VERDICTS {
            let request = with_last(admission(), complete(item, kind));
            if item != "good-standing" || kind == VerdictKind::Met {
                scene.clone().and("2015-02-10", request);
            } else {
                let refusal = scene.refuses("2015-02-10", request);
                let cause =
                    format!("application: good-standing is {kind} (responsible: marketplace)");
                assert_eq!(refusal.causes(), [cause]);
            }
        }
    }
}

#[test]
fn terms_and_strategy_must_be_met_before_admission() {
    let scene = Scene::applicant("2015-02-01");
    for (item, party) in [
        ("supplemental-terms", "provider"),
        ("integration-strategy", "both"),
    ] {
        for kind in &VERDICTS[1..] {
            let request = with_last(admission(), complete(item, *kind));
            let refusal = scene.refuses("2015-02-10", request);
            let cause = format!("onboarding: {item} is {kind} (responsible: {party})");
            assert_eq!(refusal.causes(), [cause]);
        }
    }
}

#[test]
fn certification_names_each_missing_item_with_its_party() {
    let cases = [
        ("as-advertised", "integrator"),
        ("documentation", "integrator"),
        ("seamless-integration", "integrator"),
        ("business-value", "integrator"),
        ("integrator-validation", "integrator"),
    ];
    let saas = Scene::candidate("2015-02-10").and("2015-02-10", contact("support"));
    for (scene, request) in [
        (saas, certification()),
        (software("2015-02-10"), certification_of_software()),
    ] {
        for (item, party) in cases {
            let refusal = scene.refuses("2015-03-01", without(request.clone(), item));
            let cause = format!("certification: {item} is open (responsible: {party})");
            assert_eq!(refusal.causes(), [cause]);
        }
    }
}

#[test]
fn articles_and_deliverable_are_missing_together_with_the_validation_that_waits_for_them() {
    let saas = Scene::candidate("2015-02-10").and("2015-02-10", contact("support"));
    let software = software("2015-02-10");
    for (scene, request, item) in [
        (&saas, certification(), "kb-public"),
        (&saas, certification(), "kb-internal"),
        (&saas, certification(), "test-account"),
        (&software, certification_of_software(), "kb-public"),
        (&software, certification_of_software(), "kb-internal"),
        (&software, certification_of_software(), "blueprint-copy"),
    ] {
        let request = without(request, item);
        let words = format!("`integrator-validation` waits for {item}");
        scene.expect_refusal("2015-03-01", request.clone(), &words);
        let refusal = scene.refuses("2015-03-01", without(request, "integrator-validation"));
        assert_eq!(
            refusal.causes(),
            [
                format!("certification: {item} is open (responsible: provider)"),
                "certification: integrator-validation is open (responsible: integrator)".to_owned(),
            ]
        );
    }
}

#[test]
fn each_kind_has_a_deliverable_of_its_own() {
    let saas = Scene::candidate("2015-02-10").and("2015-02-10", contact("support"));
    saas.expect_refusal(
        "2015-03-01",
        judge(&["blueprint-copy"], None),
        "`blueprint-copy` is not asked of the kind saas, which acme is",
    );
    let software = software("2015-02-10");
    software.expect_refusal(
        "2015-03-01",
        judge(&["test-account"], None),
        "`test-account` is not asked of the kind software, which acme is",
    );
    saas.and("2015-03-01", certification());
    software.and("2015-03-01", certification_of_software());
}

#[test]
fn validations_are_met_or_waived_and_everything_else_is_met() {
    let scene = Scene::candidate("2015-02-10").and("2015-02-10", contact("support"));
    let items = VALIDATIONS.into_iter().chain([
        "kb-public",
        "kb-internal",
        "test-account",
        "integrator-validation",
    ]);
    for item in items {
        for kind in VERDICTS {
            let validation = VALIDATIONS.contains(&item);
            let enough = kind == VerdictKind::Met || validation && kind == VerdictKind::Waived;
            let request = with_last(certification(), complete(item, kind));
            assert_eq!(
                scene.decide("2015-03-01", &request).is_ok(),
                enough,
                "{item} {kind}"
            );
        }
    }
}
