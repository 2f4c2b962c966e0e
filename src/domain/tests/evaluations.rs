//! What the parties find that a term was worth.

use super::{Request, Scene, object};
use crate::domain::decide::request::Evaluate;
use crate::domain::fact::{Fact, Objector, Worth};
use crate::domain::rule::refusal::Why;

fn evaluate(term: Option<u32>, by: Objector, worth: Option<Worth>) -> Request {
    Request::Evaluate(Evaluate {
        term,
        by,
        text: "three joint customers".to_owned(),
        worth,
    })
}

/// What is recorded of each party for a term.
fn found(scene: &Scene, on: &str, term: u32) -> Vec<(Objector, Option<Worth>)> {
    let standing = scene.at(on);
    let current = standing.participation.as_ref().expect("a participation");
    let opened = current.nth_term(term).expect("a term");
    let found = |by: &Objector| Some((*by, opened.finding(*by)?.1.worth));
    Objector::ALL.iter().filter_map(found).collect()
}

#[test]
fn what_a_party_finds_is_of_the_term_that_runs() {
    let scene = Scene::certified("2015-02-10")
        .and(
            "2016-01-20",
            evaluate(None, Objector::Provider, Some(Worth::Yes)),
        )
        .and("2016-01-25", evaluate(None, Objector::Marketplace, None));
    let both = [
        (Objector::Provider, Some(Worth::Yes)),
        (Objector::Marketplace, None),
    ];
    assert_eq!(found(&scene, "2016-01-25", 1), both);
    assert_eq!(found(&scene, "2016-01-24", 1), both[..1]);
    let renewed = scene.and("2016-02-10", Request::Renew);
    assert_eq!(found(&renewed, "2016-02-10", 1), both);
    assert_eq!(found(&renewed, "2016-02-10", 2), []);
}

#[test]
fn the_last_finding_of_a_party_counts_and_the_same_one_changes_nothing() {
    let yes = evaluate(None, Objector::Provider, Some(Worth::Yes));
    let scene = Scene::certified("2015-02-10").and("2016-01-20", yes.clone());
    scene.expect_nothing("2016-01-21", yes);
    let scene = scene.and("2016-01-22", evaluate(None, Objector::Provider, None));
    assert_eq!(found(&scene, "2016-01-22", 1), [(Objector::Provider, None)]);
}

#[test]
fn no_value_is_an_objection_and_anything_else_renews() {
    for by in [Objector::Provider, Objector::Marketplace] {
        for worth in [None, Some(Worth::Yes)] {
            let scene = Scene::certified("2015-02-10").and("2016-01-20", evaluate(None, by, worth));
            assert_eq!(scene.and("2016-02-10", Request::Renew).terms().len(), 2);
        }
        let mut scene = Scene::certified("2015-02-10");
        let facts = scene.does("2016-01-20", evaluate(None, by, Some(Worth::No)));
        let objections = facts.iter().filter(
            |dated| matches!(&dated.fact, Fact::Objection(objection) if objection.by == by),
        );
        assert_eq!((facts.len(), objections.count()), (2, 1));
        assert!(matches!(
            *scene.refuses("2016-02-10", Request::Renew).why,
            Why::UnderEvaluation { .. }
        ));
    }
}

#[test]
fn an_earlier_term_can_be_evaluated_but_no_longer_objected_to() {
    let scene = Scene::certified("2015-02-10").and("2016-02-10", Request::Renew);
    let later = scene.clone().and(
        "2016-03-01",
        evaluate(Some(1), Objector::Provider, Some(Worth::Yes)),
    );
    assert_eq!(
        found(&later, "2016-03-01", 1),
        [(Objector::Provider, Some(Worth::Yes))]
    );
    assert_eq!(found(&later, "2016-02-29", 1), []);
    let no = evaluate(Some(1), Objector::Provider, Some(Worth::No));
    assert!(matches!(
        *scene.refuses("2016-03-01", no).why,
        Why::NotTheTerm { term: 1 }
    ));
    let early = evaluate(Some(3), Objector::Provider, None);
    assert!(matches!(
        *scene.refuses("2016-03-01", early).why,
        Why::NoSuchTerm { term: 3 }
    ));
}

#[test]
fn only_certified_partners_are_evaluated() {
    let scene = Scene::candidate("2015-02-10");
    for request in [
        evaluate(None, Objector::Provider, None),
        evaluate(Some(1), Objector::Provider, None),
        object(Objector::Provider),
    ] {
        assert!(matches!(
            *scene.refuses("2015-03-01", request).why,
            Why::NotCertified { .. }
        ));
    }
}
