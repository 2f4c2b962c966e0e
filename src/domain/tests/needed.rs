//! What has to be asked for before verdicts and a decision can be recorded.

use super::{
    Decision, Scene, Why, admission, apply, certification, contact, day, judge, rules_with,
    standing_lost,
};
use crate::domain::query::needed::{Needed, needed};
use crate::domain::rule::checklist::missing;

/// What the decision takes on a day.
fn asked(scene: &Scene, on: &str, decision: &Decision) -> Needed {
    let program = scene.rules.on(day(on));
    let gate = match decision {
        Decision::Admit => &program.admit,
        _ => &program.certify,
    };
    let open = missing(program, &scene.history.at(day(on)), gate);
    let open: Vec<&str> = open.iter().map(|missing| missing.item.as_str()).collect();
    needed(&scene.rules, &scene.history, day(on), &open, Some(decision))
}

fn ids(needed: &Needed) -> Vec<&str> {
    needed.items.iter().map(|item| item.id.as_str()).collect()
}

#[test]
fn an_admission_takes_verdicts_and_the_alias() {
    let scene = Scene::applicant("2015-02-01");
    let needed = asked(&scene, "2015-02-10", &Decision::Admit);
    assert!(needed.alias);
    assert!(needed.contacts.is_empty());
    assert_eq!(needed.against, None);
    assert_eq!(needed.items.len(), 10);
    assert!(ids(&needed).contains(&"cloud-account"));
    let settled = scene.and("2015-02-10", admission());
    let needed = asked(&settled, "2015-02-10", &Decision::Grant);
    assert!(!needed.alias);
    assert_eq!(needed.items.len(), 8);
}

#[test]
fn a_contact_is_needed_until_it_is_on_record() {
    let scene = Scene::candidate("2015-02-10");
    let before = asked(&scene, "2015-03-01", &Decision::Grant);
    assert_eq!(before.contacts, ["support"]);
    assert_eq!(before.against, None);
    let known = scene.and("2015-02-20", contact("support"));
    let after = asked(&known, "2015-03-01", &Decision::Grant);
    assert!(after.contacts.is_empty());
    let certified = known.and("2015-03-01", certification());
    assert_eq!(certified.history.at(day("2015-03-01")).points(), 75);
}

#[test]
fn what_stands_against_a_decision_whatever_is_answered_is_known_before() {
    let late = Scene::candidate("2015-02-10");
    let needed = asked(&late, "2015-05-11", &Decision::Grant);
    let why = needed.against.expect("a refusal").why;
    assert!(matches!(*why, Why::WindowOver { .. }), "{why:?}");
    let bad = Scene::applicant("2015-02-01").and("2015-02-01", standing_lost());
    let needed = asked(&bad, "2015-02-10", &Decision::Admit);
    let why = needed.against.expect("a refusal").why;
    assert!(matches!(*why, Why::NotInGoodStanding { .. }), "{why:?}");
    let unknown = Scene::unknown()
        .and("2015-02-01", apply(""))
        .and("2015-02-10", admission());
    let needed = asked(&unknown, "2015-02-10", &Decision::Grant);
    let why = needed.against.expect("a refusal").why;
    assert!(matches!(*why, Why::KindUnknown { .. }), "{why:?}");
}

#[test]
fn only_what_can_be_judged_is_asked_for() {
    // What follows from products is not, nor what belongs to a later stage.
    let scene = Scene::applicant("2015-02-01");
    let open = ["product-content", "publish-request", "as-advertised", "mpa"];
    let found = needed(&scene.rules, &scene.history, day("2015-02-10"), &open, None);
    assert_eq!(ids(&found), ["mpa"]);
    assert_eq!(found.against, None);
    // A gate that asks for what follows from products cannot be passed by verdicts.
    let rules = rules_with(&[(
        "checklists = [\"certification\"]",
        "checklists = [\"certification\"]\nitems = [\"product-content\"]",
    )]);
    let scene = Scene::under(rules)
        .admitted("2015-02-10")
        .and("2015-02-10", judge(&["portal-access"], None));
    let needed = asked(&scene, "2015-03-01", &Decision::Grant);
    assert!(!ids(&needed).contains(&"product-content"));
    let why = needed.against.expect("a refusal").why;
    assert!(matches!(*why, Why::GateNotMet { .. }), "{why:?}");
}
