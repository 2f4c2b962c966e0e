//! Verdicts, what waits for what, and the gates, item by item.

mod gates;

use super::super::fact::{Dated, Fact, VerdictKind};
use super::{
    Adopted, COMPLETE, CONSIDERATIONS, Decision, Request, Scene, VALIDATIONS, VerdictInput,
    add_product, admission, advice, apply, certification, certification_verdicts, contact, day,
    decision, edit, judge, met, profile, shown, verdict, verdicts, waived,
};
use crate::domain::decide::request::Judge;
use crate::domain::rule::checklist;
use crate::domain::rule::refusal::Why;

const VERDICTS: [VerdictKind; 4] = [
    VerdictKind::Met,
    VerdictKind::Unmet,
    VerdictKind::NotApplicable,
    VerdictKind::Waived,
];

/// A verdict with whatever it asks for.
fn complete(item: &str, kind: VerdictKind) -> VerdictInput {
    VerdictInput {
        kind,
        note: Some("so it is".to_owned()),
        ..shown(item)
    }
}

fn without(mut request: Request, item: &str) -> Request {
    if let Request::Judge(Judge { verdicts, .. }) = &mut request {
        verdicts.retain(|asked| asked.item != item);
    }
    request
}

fn with_last(mut request: Request, asked: VerdictInput) -> Request {
    if let Request::Judge(Judge { verdicts, .. }) = &mut request {
        verdicts.push(asked);
    }
    request
}

/// What was found of an item on a day.
fn state(scene: &Scene, item: &str, on: &str) -> Option<VerdictKind> {
    let program = scene.rules.on(super::day(on));
    let (list, item) = program.item(item).expect(item);
    checklist::found(program, &scene.at(on), list, item).map(|found| found.kind)
}

fn software(on: &str) -> Scene {
    Scene::unknown()
        .and(on, apply("software"))
        .and(on, admission())
        .and(on, contact("support"))
}

fn admission_without_alias() -> Request {
    match admission() {
        Request::Judge(Judge {
            verdicts, decision, ..
        }) => Request::Judge(Judge {
            verdicts,
            decision,
            ..Judge::default()
        }),
        other => other,
    }
}

#[test]
fn the_account_alias_on_record_fulfils_the_cloud_account() {
    let scene = Scene::applicant("2015-02-01");
    scene.expect_refusal(
        "2015-02-10",
        admission_without_alias(),
        "`supplemental-terms` waits for cloud-account",
    );
    let known = scene.and("2015-02-10", edit(profile("", "", "ACME")));
    known.clone().and("2015-02-10", admission_without_alias());
    known.expect_refusal(
        "2015-02-09",
        admission_without_alias(),
        "`supplemental-terms` waits for cloud-account",
    );
}

#[test]
fn what_a_fact_fulfils_is_not_decided_by_word() {
    let scene = Scene::applicant("2015-02-01");
    let with_alias = scene
        .clone()
        .and("2015-02-02", edit(profile("", "", "ACME")));
    let candidate = Scene::candidate("2015-02-01");
    let with_draft = candidate
        .clone()
        .and("2015-02-02", add_product("shield", "Shield", &[]));
    let with_content = candidate
        .clone()
        .and("2015-02-02", add_product("shield", "Shield", COMPLETE));
    for (scene, item, supply) in [
        (&scene, "cloud-account", "`mpp edit acme --alias ALIAS`"),
        (
            &with_alias,
            "cloud-account",
            "`mpp edit acme --alias ALIAS`",
        ),
        (&candidate, "product-content", "`mpp product add acme NAME`"),
        (
            &with_draft,
            "product-content",
            "`mpp product edit acme shield --category C --short T --feature T`",
        ),
        (&candidate, "publish-request", "`mpp product add acme NAME`"),
        (
            &with_content,
            "publish-request",
            "`mpp product request acme shield`",
        ),
    ] {
        for kind in VERDICTS {
            let refusal = scene.refuses("2015-02-10", verdicts(vec![complete(item, kind)], None));
            assert!(
                matches!(*refusal.why, Why::FollowsFromRecord { .. }),
                "{refusal}"
            );
            assert_eq!(advice(&refusal), [supply]);
        }
    }
    // Not with the admission, either, and not together with the alias that fulfils it.
    for request in [admission(), admission_without_alias()] {
        let refusal = scene.refuses("2015-02-10", with_last(request, met("cloud-account")));
        assert!(matches!(*refusal.why, Why::FollowsFromRecord { .. }));
    }
}

#[test]
fn a_book_that_holds_such_a_verdict_stays_sound() {
    let mut scene = Scene::applicant("2015-02-01");
    let verdict = checklist::verdict_on(
        &scene.rules,
        &scene.history,
        super::day("2015-02-02"),
        &met("cloud-account"),
    );
    // What is recorded here is judged by a replay of the whole history.
    scene.record(vec![Dated {
        on: super::day("2015-02-02"),
        fact: Fact::Verdict(verdict),
    }]);
    assert_eq!(state(&scene, "cloud-account", "2015-02-03"), None);
}

#[test]
fn what_waits_for_a_fact_names_the_command_that_supplies_it() {
    let scene = Scene::applicant("2015-02-01");
    let refusal = scene.refuses("2015-02-02", judge(&["portal-access"], None));
    assert_eq!(advice(&refusal), ["`mpp edit acme --alias ALIAS` first"]);
}

#[test]
fn verdicts_may_be_typed_in_any_order() {
    let scene = Scene::applicant("2015-02-01");
    let Request::Judge(Judge {
        verdicts: mut asked,
        ..
    }) = admission()
    else {
        panic!("verdicts")
    };
    asked.extend(["mpa", "portal-access"].map(met));
    let candidate = Scene::candidate("2015-02-10").and("2015-02-10", contact("support"));
    let mut certifying = certification_verdicts("test-account");
    for _ in 0..asked.len().max(certifying.len()) {
        asked.rotate_left(1);
        certifying.rotate_left(1);
        for reversed in [false, true] {
            let (mut first, mut second) = (asked.clone(), certifying.clone());
            if reversed {
                first.reverse();
                second.reverse();
            }
            scene.clone().and(
                "2015-02-10",
                Request::Judge(Judge {
                    verdicts: first,
                    alias: Some("ACME".to_owned()),
                    decision: Some(Decision::Admit),
                    ..Judge::default()
                }),
            );
            candidate
                .clone()
                .and("2015-03-01", verdicts(second, Some(Decision::Grant)));
        }
    }
}

#[test]
fn what_waits_is_judged_on_the_state_the_command_leaves_behind() {
    let scene = Scene::candidate("2015-02-10").and("2015-02-11", judge(&["portal-access"], None));
    scene.expect_refusal(
        "2015-02-12",
        verdicts(
            vec![met("mpa"), verdict("portal-access", VerdictKind::Unmet)],
            None,
        ),
        "`mpa` waits for portal-access",
    );
    let scene = scene.and("2015-02-12", judge(&["mpa"], None));
    assert_eq!(state(&scene, "mpa", "2015-02-12"), Some(VerdictKind::Met));
}

#[test]
fn each_onboarding_task_waits_for_its_own() {
    let applicant = Scene::applicant("2015-02-01");
    for (item, first) in [
        ("portal-access", "cloud-account"),
        ("mpa", "portal-access"),
        ("supplemental-terms", "cloud-account"),
    ] {
        let words = format!("`{item}` waits for {first}");
        applicant.expect_refusal("2015-02-02", judge(&[item], None), &words);
        let unmet = verdict(item, VerdictKind::Unmet);
        applicant.clone().and(
            "2015-02-02",
            verdicts(vec![unmet, waived("integration-strategy")], None),
        );
    }
    let known = applicant.and("2015-02-01", edit(profile("", "", "ACME")));
    let all = ["mpa", "portal-access"];
    known.and("2015-02-02", judge(&all, None));
}

#[test]
fn an_article_is_met_with_its_address_and_the_internal_one_with_a_support_contact() {
    let scene = Scene::candidate("2015-02-10");
    for item in ["kb-public", "kb-internal"] {
        let words = format!("`{item}` is met only with its address as evidence");
        scene.expect_refusal("2015-03-01", judge(&[item], None), &words);
    }
    scene
        .clone()
        .and("2015-03-01", verdicts(vec![shown("kb-public")], None));
    let internal = verdicts(vec![shown("kb-internal")], None);
    let words = "`kb-internal` is met only with a support contact on record";
    scene.expect_refusal("2015-03-01", internal.clone(), words);
    let wrong_role = scene.clone().and("2015-03-01", contact("billing"));
    wrong_role.expect_refusal("2015-03-01", internal.clone(), words);
    let later = scene.and("2015-03-02", contact("support"));
    later.expect_refusal("2015-03-01", internal.clone(), words);
    later.and("2015-03-02", internal);
}

#[test]
fn the_address_of_an_article_stays_with_it() {
    let mut scene =
        Scene::candidate("2015-02-10").and("2015-03-01", verdicts(vec![shown("kb-public")], None));
    for note in ["proofread", "proofread twice"] {
        let again = VerdictInput {
            note: Some(note.to_owned()),
            ..met("kb-public")
        };
        scene.does("2015-03-02", verdicts(vec![again], None));
        let program = scene.rules.on(super::day("2015-03-02"));
        let (list, item) = program.item("kb-public").expect("an item");
        let found = checklist::found(program, &scene.at("2015-03-02"), list, item);
        assert_eq!(
            found.and_then(|found| found.evidence),
            Some("https://kb.example/kb-public")
        );
    }
}

#[test]
fn a_waiver_gives_its_reason() {
    let scene = Scene::candidate("2015-02-10");
    for note in [None, Some(String::new())] {
        let asked = VerdictInput {
            note,
            ..verdict("documentation", VerdictKind::Waived)
        };
        scene.expect_refusal(
            "2015-03-01",
            verdicts(vec![asked], None),
            "`documentation` is waived only with a reason",
        );
    }
}

#[test]
fn a_list_opens_with_its_stage() {
    let applicant = Scene::applicant("2015-02-10");
    let candidate = Scene::candidate("2015-02-10");
    for (scene, item, list, from, stage) in [
        (
            &applicant,
            "as-advertised",
            "certification",
            "candidate",
            "an applicant",
        ),
        (
            &applicant,
            "use-case",
            "responsibilities",
            "certified",
            "an applicant",
        ),
        (
            &candidate,
            "use-case",
            "responsibilities",
            "certified",
            "a candidate",
        ),
    ] {
        scene.expect_refusal(
            "2015-03-01",
            judge(&[item], None),
            &format!(
                "the {list} checklist opens with the stage {from}, and acme is {stage} on 2015-03-01"
            ),
        );
    }
    let certified = Scene::certified("2015-02-10");
    for item in ["function", "portal-access", "as-advertised", "use-case"] {
        let unmet = verdict(item, VerdictKind::Unmet);
        certified
            .clone()
            .and("2015-03-01", verdicts(vec![unmet], None));
    }
    certified.expect_refusal(
        "2015-03-01",
        judge(&["technical-tested"], None),
        "`technical-tested` is an item of a product, not of the partner",
    );
    certified.expect_refusal(
        "2015-03-01",
        judge(&["dance"], None),
        "no checklist has an item `dance`",
    );
}

#[test]
fn nothing_is_judged_after_the_end() {
    let scene = Scene::candidate("2015-02-10").and("2015-03-01", super::lapse());
    let late = verdict("function", VerdictKind::Unmet);
    scene.expect_refusal(
        "2015-03-01",
        verdicts(vec![late.clone()], None),
        "the participation of acme has ended: lapsed since 2015-03-01",
    );
    scene.and("2015-02-28", verdicts(vec![late], None));
}

#[test]
fn a_later_verdict_replaces_the_earlier_one() {
    let scene = Scene::candidate("2015-02-10")
        .and(
            "2015-03-05",
            verdicts(vec![verdict("function", VerdictKind::Unmet)], None),
        )
        .and("2015-03-01", verdicts(vec![waived("function")], None))
        .and(
            "2015-03-05",
            verdicts(vec![verdict("function", VerdictKind::NotApplicable)], None),
        );
    for (on, expected) in [
        ("2015-02-10", VerdictKind::Met),
        ("2015-02-28", VerdictKind::Met),
        ("2015-03-01", VerdictKind::Waived),
        ("2015-03-04", VerdictKind::Waived),
        ("2015-03-05", VerdictKind::NotApplicable),
    ] {
        assert_eq!(state(&scene, "function", on), Some(expected), "{on}");
    }
    assert_eq!(state(&scene, "function", "2015-02-09"), None);
}

#[test]
fn a_verdict_that_says_nothing_new_changes_nothing() {
    let scene =
        Scene::candidate("2015-02-10").and("2015-03-01", verdicts(vec![shown("kb-public")], None));
    scene.expect_nothing("2015-03-02", verdicts(vec![shown("kb-public")], None));
    scene.expect_nothing("2015-03-02", judge(&["kb-public"], None));
    scene.expect_nothing("2015-03-02", judge(&["function", "density"], None));
    let moved = VerdictInput {
        evidence: Some("https://kb.example/new".to_owned()),
        ..met("kb-public")
    };
    assert_eq!(
        scene
            .decide("2015-03-02", &verdicts(vec![moved], None))
            .map(|facts| facts.len()),
        Ok(1)
    );
}

#[test]
fn each_term_has_a_fresh_copy_of_the_responsibilities() {
    let scene = Scene::certified("2015-02-10")
        .and("2015-03-01", judge(&["use-case"], None))
        .and("2016-02-10", Request::Renew);
    assert_eq!(
        state(&scene, "use-case", "2016-02-09"),
        Some(VerdictKind::Met)
    );
    assert_eq!(state(&scene, "use-case", "2016-02-10"), None);
    let scene = scene.and("2016-02-10", verdicts(vec![waived("use-case")], None));
    assert_eq!(
        state(&scene, "use-case", "2016-02-10"),
        Some(VerdictKind::Waived)
    );
    assert_eq!(
        state(&scene, "use-case", "2016-02-09"),
        Some(VerdictKind::Met)
    );
    let scene = scene.and("2016-02-09", judge(&["kb-updates"], None));
    assert_eq!(
        state(&scene, "kb-updates", "2016-02-09"),
        Some(VerdictKind::Met)
    );
    assert_eq!(state(&scene, "kb-updates", "2016-02-10"), None);
}

#[test]
fn progress_counts_the_items_of_the_partners_kind() {
    for (kind, certification) in [("saas", (0, 8)), ("software", (0, 8)), ("", (0, 9))] {
        let scene = Scene::unknown().and("2015-02-01", apply(kind));
        let program = scene.rules.on(super::day("2015-02-01"));
        let counted = |id: &str| {
            let list = program.checklist(id).expect(id);
            checklist::progress(&scene.rules, &scene.at("2015-02-01"), list)
        };
        assert_eq!(counted("application"), (0, 7));
        assert_eq!(counted("onboarding"), (0, 7));
        assert_eq!(counted("certification"), certification, "{kind}");
        let known = scene
            .clone()
            .and("2015-02-01", edit(profile("", "", "ACME")));
        let list = program.checklist("onboarding").expect("a list");
        let standing = known.at("2015-02-01");
        assert_eq!(checklist::progress(&scene.rules, &standing, list), (1, 7));
    }
}

#[test]
fn an_adopted_partner_needs_no_item_that_it_had_behind_it() {
    let adopted = Adopted {
        admitted: "2014-03-01",
        agreed: "",
        certified: "",
        opening: None,
        today: "2015-01-01",
    };
    let scene = Scene::unknown().and("2014-02-01", adopted.request());
    assert_eq!(
        state(&scene, "portal-access", "2014-03-01"),
        Some(VerdictKind::Waived)
    );
    assert_eq!(state(&scene, "portal-access", "2014-02-28"), None);
    assert_eq!(state(&scene, "mpa", "2014-03-01"), None);
    assert_eq!(state(&scene, "as-advertised", "2014-03-01"), None);
    let scene = scene.and("2014-03-02", judge(&["mpa"], None));
    assert_eq!(state(&scene, "mpa", "2014-03-02"), Some(VerdictKind::Met));
    let refusal = scene.refuses("2014-04-01", decision(Decision::Grant));
    assert!(matches!(&*refusal.why, Why::GateNotMet { missing, .. } if missing.len() == 8));
}

#[test]
fn evidence_is_kept_with_what_is_met_and_not_with_what_is_unmet() {
    let scene = Scene::candidate("2015-02-10")
        .and("2015-02-10", contact("support"))
        .and("2015-03-01", verdicts(vec![shown("kb-public")], None))
        .and("2015-03-02", judge(&["kb-public"], None));
    let evidence = |scene: &Scene, on: &str| {
        let standing = scene.at(on);
        let program = scene.rules.on(day(on));
        let (list, item) = program.item("kb-public").expect("an item");
        let found = crate::domain::rule::checklist::found(program, &standing, list, item);
        found.and_then(|found| found.evidence.map(str::to_owned))
    };
    assert!(evidence(&scene, "2015-03-02").is_some());
    let unmet = scene.and(
        "2015-03-03",
        verdicts(vec![verdict("kb-public", VerdictKind::Unmet)], None),
    );
    assert_eq!(evidence(&unmet, "2015-03-03"), None);
}

#[test]
fn it_is_the_marketplace_s_turn_where_nothing_else_is_waited_for() {
    let turn = |scene: &Scene| -> Vec<String> {
        let standing = scene.at("2015-03-10");
        let program = scene.rules.on(day("2015-03-10"));
        let missing = checklist::turn_of_marketplace(program, &standing, &program.certify);
        missing.into_iter().map(|missing| missing.item).collect()
    };
    let scene = Scene::candidate("2015-02-10").and("2015-02-10", contact("support"));
    assert_eq!(turn(&scene), VALIDATIONS);
    let validated = scene.and("2015-03-01", judge(&VALIDATIONS, None));
    assert_eq!(
        turn(&validated),
        [""; 0],
        "the articles and the account are the provider's"
    );
    let provided = verdicts(
        vec![
            shown("kb-public"),
            shown("kb-internal"),
            met("test-account"),
        ],
        None,
    );
    assert_eq!(
        turn(&validated.and("2015-03-02", provided)),
        ["integrator-validation"]
    );
}

#[test]
fn what_is_done_again_in_a_term_is_kept_with_its_day() {
    let scene = Scene::certified("2015-02-10")
        .and("2015-05-01", judge(&["kb-updates"], None))
        .and("2015-07-02", judge(&["kb-updates"], None));
    scene.expect_nothing("2015-07-02", judge(&["kb-updates"], None));
    let days = |on: &str| {
        let standing = scene.at(on);
        let current = standing.participation.expect("a participation");
        let replaced = current.verdicts.replaced(1, "kb-updates").iter();
        let last = current.verdicts.recorded(Some(1), "kb-updates");
        let days = replaced.chain(last).filter_map(|found| found.on);
        days.map(|day| day.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(days("2015-04-30"), [""; 0]);
    assert_eq!(days("2015-05-01"), ["2015-05-01"]);
    assert_eq!(days("2015-07-02"), ["2015-05-01", "2015-07-02"]);
    // What belongs to the participation is a state.
    scene.expect_nothing("2015-07-03", judge(&["as-advertised"], None));
}
