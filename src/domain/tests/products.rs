//! Products: content, states, gates, and what waits.

mod directory;
mod gates;

use super::super::program::Subject;
use super::*;
use crate::domain::rule::publication;
use PublicationStep::{Published, Requested, Unpublished};

/// The items of a publication that somebody has to judge.
const JUDGED: [&str; 6] = [
    "technical-completed",
    "technical-tested",
    "technical-approved",
    "billing-completed",
    "billing-tested",
    "billing-approved",
];

fn all_judged() -> Request {
    mark("shield", JUDGED.map(met).to_vec())
}

impl Scene {
    fn state(&self, on: &str) -> ProductState {
        let standing = self.at(on);
        standing.products["shield"].state(&self.rules.on(day(on)).product)
    }

    fn listed(&self, on: &str) -> Option<String> {
        let standing = self.at(on);
        let live = standing.products["shield"].live.as_ref()?;
        Some(live.get(ContentField::Short).unwrap_or("").to_owned())
    }

    /// A certified partner, the agreement accepted, with a product of which publication is requested and judged.
    fn with_requested() -> Self {
        Self::certified("2015-02-10")
            .agreed("2015-02-11")
            .and("2015-03-01", add_product("shield", "Shield", COMPLETE))
            .and("2015-03-02", step("shield", Requested))
            .and("2015-03-03", all_judged())
    }

    fn with_published() -> Self {
        Self::with_requested().and("2015-03-04", step("shield", Published))
    }
}

#[test]
fn a_product_goes_from_draft_to_published_and_out() {
    let mut scene = Scene::certified("2015-02-10").agreed("2015-02-11");
    scene.does(
        "2015-03-01",
        add_product("shield", "Shield", &COMPLETE[..2]),
    );
    assert_eq!(scene.state("2015-03-01"), ProductState::Draft);
    scene.does("2015-03-02", edit_product("shield", "", &COMPLETE[2..]));
    assert_eq!(scene.state("2015-03-02"), ProductState::ContentComplete);
    scene.does("2015-03-03", step("shield", Requested));
    assert_eq!(scene.state("2015-03-03"), ProductState::Requested);
    scene.does("2015-03-04", all_judged());
    scene.does("2015-03-05", step("shield", Published));
    assert_eq!(scene.state("2015-03-05"), ProductState::Published);
    scene.does("2015-03-06", step("shield", Unpublished));
    assert_eq!(scene.state("2015-03-06"), ProductState::Unpublished);
    // What was true on a day stays true of it.
    assert_eq!(scene.state("2015-03-01"), ProductState::Draft);
    assert_eq!(scene.listed("2015-03-05").as_deref(), Some("Watches"));
    assert_eq!(scene.listed("2015-03-06"), None);
    scene.expect_refusal(
        "2015-03-07",
        step("shield", Unpublished),
        "shield of acme is not published: it is unpublished",
    );
}

#[test]
fn a_request_needs_complete_content() {
    for (left_out, missing) in [
        (0, "categories are"),
        (1, "short description is"),
        (2, "features are"),
    ] {
        let mut fields = COMPLETE.to_vec();
        fields.remove(left_out);
        let scene = Scene::certified("2015-02-10")
            .and("2015-03-01", add_product("shield", "Shield", &fields));
        scene.expect_refusal(
            "2015-03-02",
            step("shield", Requested),
            &format!("the content of shield is not complete: {missing} missing"),
        );
    }
}

#[test]
fn a_publication_names_all_that_is_missing_and_whose_turn_it_is() {
    let scene = Scene::candidate("2015-02-10")
        .and(
            "2015-03-01",
            add_product("shield", "Shield", &COMPLETE[..1]),
        )
        .and(
            "2015-03-01",
            mark(
                "shield",
                vec![verdict("billing-tested", VerdictKind::Unmet)],
            ),
        );
    let refusal = scene.refuses("2015-03-02", step("shield", Published));
    assert_eq!(
        refusal.causes(),
        [
            "the partner is a candidate",
            "publication: content is open (responsible: provider)",
            "publication: request is open (responsible: provider)",
            "publication: technical-completed is open (responsible: both)",
            "publication: technical-tested is open (responsible: marketplace)",
            "publication: technical-approved is open (responsible: marketplace)",
            "publication: billing-completed is open (responsible: both)",
            "publication: billing-tested is unmet (responsible: marketplace)",
            "publication: billing-approved is open (responsible: marketplace)",
            "publication: mpa is open (responsible: provider)",
        ]
    );
}

#[test]
fn each_item_alone_stands_against_a_publication() {
    for left_out in JUDGED {
        let others = JUDGED.into_iter().filter(|item| *item != left_out).map(met);
        let scene = Scene::certified("2015-02-10")
            .agreed("2015-02-11")
            .and("2015-03-01", add_product("shield", "Shield", COMPLETE))
            .and("2015-03-02", step("shield", Requested))
            .and("2015-03-03", mark("shield", others.collect()));
        let refusal = scene.refuses("2015-03-04", step("shield", Published));
        assert_eq!(refusal.causes().len(), 1, "{left_out}");
        assert!(refusal.causes()[0].contains(left_out), "{left_out}");
    }
    let without_agreement = Scene::certified("2015-02-10")
        .and("2015-03-01", add_product("shield", "Shield", COMPLETE))
        .and("2015-03-02", step("shield", Requested))
        .and("2015-03-03", all_judged());
    let refusal = without_agreement.refuses("2015-03-04", step("shield", Published));
    assert_eq!(
        refusal.causes(),
        ["publication: mpa is open (responsible: provider)"]
    );
}

#[test]
fn what_follows_from_the_record_is_not_judged() {
    let scene =
        Scene::certified("2015-02-10").and("2015-03-01", add_product("shield", "Shield", &[]));
    for item in ["content", "request", "mpa"] {
        let refusal = scene.refuses("2015-03-02", mark("shield", vec![met(item)]));
        assert!(
            matches!(*refusal.why, Why::FollowsFromRecord { .. }),
            "{item}"
        );
    }
    scene.expect_refusal(
        "2015-03-02",
        mark("shield", vec![met("use-case")]),
        "`use-case` is an item of the partner, not of a product",
    );
    scene.expect_refusal(
        "2015-03-02",
        mark("sword", vec![met("technical-tested")]),
        "acme has no product `sword`",
    );
    scene.expect_refusal(
        "2015-02-28",
        mark("shield", vec![met("technical-tested")]),
        "shield of acme was added on 2015-03-01, after 2015-02-28",
    );
    scene.expect_refusal(
        "2015-03-02",
        mark(
            "shield",
            vec![verdict("technical-tested", VerdictKind::Waived)],
        ),
        "`technical-tested` is waived only with a reason",
    );
}

#[test]
fn a_waiver_does_not_publish() {
    let waived_one = JUDGED.map(|item| match item {
        "billing-tested" => waived(item),
        _ => met(item),
    });
    let scene = Scene::certified("2015-02-10")
        .agreed("2015-02-11")
        .and("2015-03-01", add_product("shield", "Shield", COMPLETE))
        .and("2015-03-02", step("shield", Requested))
        .and("2015-03-03", mark("shield", waived_one.to_vec()));
    let refusal = scene.refuses("2015-03-04", step("shield", Published));
    assert_eq!(
        refusal.causes(),
        ["publication: billing-tested is waived (responsible: marketplace)"]
    );
}

#[test]
fn a_name_is_unique_for_its_partner_and_fixed_once_published() {
    let mut scene = Scene::with_requested();
    scene.expect_refusal(
        "2015-03-05",
        add_product("shield-2", "SHIELD", &[]),
        "`SHIELD` is the name of another product of acme: shield",
    );
    scene.does("2015-03-05", edit_product("shield", "Shield One", &[]));
    scene.does("2015-03-06", step("shield", Published));
    scene.expect_refusal(
        "2015-03-07",
        edit_product("shield", "Shield Two", &[]),
        "the name of shield is fixed: it was published on 2015-03-06",
    );
    scene.expect_nothing("2015-03-07", edit_product("shield", "Shield One", &[]));
    scene.does("2015-03-08", step("shield", Unpublished));
    let refusal = scene.refuses("2015-03-09", edit_product("shield", "Shield Two", &[]));
    assert!(matches!(*refusal.why, Why::ProductNameFixed { .. }));
    // The name it gave up is free.
    scene.does("2015-03-10", add_product("shield-2", "Shield", &[]));
}

#[test]
fn the_short_description_has_a_hundred_characters_at_most() {
    let scene = Scene::applicant("2015-02-10");
    let short = |characters: usize| {
        let text = "é".repeat(characters);
        add_product("shield", "Shield", &[(ContentField::Short, text.as_str())])
    };
    assert!(scene.decide("2015-03-01", &short(100)).is_ok());
    scene.expect_refusal(
        "2015-03-01",
        short(101),
        "a short description has at most 100 characters, and this has 101",
    );
    scene.expect_refusal(
        "2015-03-01",
        add_product("shield", "Shield", &[(ContentField::Kind, "hardware")]),
        "the program has no kind `hardware`; it has saas, software",
    );
}

#[test]
fn onboarding_follows_from_the_first_product() {
    let mut scene =
        Scene::candidate("2015-02-10").and("2015-02-11", judge(&["portal-access"], None));
    let open = |scene: &Scene| {
        let standing = scene.at("2015-04-01");
        let program = scene.rules.on(day("2015-04-01"));
        ["product-content", "publish-request"]
            .into_iter()
            .filter(|item| {
                let (list, item) = program.item(item).expect("an item");
                crate::domain::rule::checklist::found(program, &standing, list, item).is_none()
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(open(&scene), ["product-content", "publish-request"]);
    scene.does("2015-03-01", add_product("shield", "Shield", COMPLETE));
    assert_eq!(open(&scene), ["publish-request"]);
    scene.does("2015-03-02", step("shield", Requested));
    assert!(open(&scene).is_empty());
}

#[test]
fn another_program_asks_for_other_fields_and_other_gates() {
    let rules = rules_with(&[
        (
            "required = [\"categories\", \"short\", \"features\"]",
            "required = [\"eula\"]",
        ),
        ("short_characters = 100", "short_characters = 5"),
        (
            "text = \"Products are published once the technical and billing integration is completed, tested and approved\"\n\
             checklists = [\"publication\"]",
            "text = \"x\"\nitems = [\"content\"]\ngood_standing = true",
        ),
    ]);
    let mut scene = Scene::under(rules)
        .admitted("2015-02-10")
        .granted("2015-02-10");
    scene.does(
        "2015-03-01",
        add_product("shield", "Shield", &[(ContentField::Short, "Short")]),
    );
    scene.expect_refusal(
        "2015-03-01",
        step("shield", Requested),
        "the content of shield is not complete: EULA is missing",
    );
    scene.does(
        "2015-03-02",
        edit_product("shield", "", &[(ContentField::Eula, "https://e.example")]),
    );
    scene.does("2015-03-02", standing_lost());
    scene.expect_refusal(
        "2015-03-02",
        step("shield", Published),
        "acme is not in good standing: unpaid",
    );
    scene.does("2015-03-03", standing_regained());
    scene.does("2015-03-03", step("shield", Published));
    assert_eq!(scene.state("2015-03-03"), ProductState::Published);
}

#[test]
fn each_addition_is_a_product_of_its_own() {
    let mut scene = Scene::certified("2015-02-10");
    // The one who adds may have seen the book before another did.
    for (name, id) in [
        ("Foo", "foo"),
        ("Foo!", "foo-2"),
        ("東京", "product-1"),
        ("大阪", "product-2"),
    ] {
        let facts = scene.does("2015-03-01", add_product("", name, &[]));
        let Fact::Product(added) = &facts[0].fact else {
            panic!("a product: {facts:?}");
        };
        assert_eq!(added.product, id, "{name}");
    }
    scene.expect_refusal(
        "2015-02-28",
        edit_product("foo", "Bar", &[]),
        "foo of acme was added on 2015-03-01, after 2015-02-28",
    );
}

#[test]
fn a_request_waits_for_the_provider_while_the_content_is_not_complete() {
    let scene = Scene::with_requested();
    let waits = |scene: &Scene| {
        let standing = scene.at("2015-04-01");
        standing.products["shield"].waits_since(&scene.rules.on(day("2015-04-01")).product)
    };
    assert_eq!(waits(&scene), Some(day("2015-03-02")));
    let scene = scene.and(
        "2015-03-05",
        edit_product("shield", "", &[(ContentField::Short, "")]),
    );
    assert_eq!(waits(&scene), None);
    let published = Scene::with_published();
    assert_eq!(waits(&published), None);
    let edited = published.and(
        "2015-03-06",
        edit_product("shield", "", &[(ContentField::Short, "x")]),
    );
    assert_eq!(waits(&edited), None);
    let requested = edited.and("2015-03-07", step("shield", Requested));
    assert_eq!(waits(&requested), Some(day("2015-03-07")));
}

#[test]
fn an_item_of_a_product_waits_for_those_before_it() {
    // Ours leaves the order to those who do the work.
    let rules = rules_with(&[
        (
            "id = \"technical-tested\"",
            "id = \"technical-tested\"\nwaits_for = [\"technical-completed\"]",
        ),
        (
            "id = \"technical-approved\"",
            "id = \"technical-approved\"\nwaits_for = [\"technical-tested\"]",
        ),
    ]);
    let scene = Scene::under(rules)
        .admitted("2015-02-10")
        .granted("2015-02-10")
        .agreed("2015-02-11")
        .and("2015-03-01", add_product("shield", "Shield", COMPLETE));
    let tested = |kind| mark("shield", vec![verdict("technical-tested", kind)]);
    scene.expect_refusal(
        "2015-03-02",
        tested(VerdictKind::Met),
        "`technical-tested` waits for technical-completed",
    );
    let unmet = scene.clone().and("2015-03-02", tested(VerdictKind::Unmet));
    let failed = mark(
        "shield",
        vec![verdict("technical-completed", VerdictKind::Unmet)],
    );
    unmet.clone().and("2015-03-03", failed).expect_refusal(
        "2015-03-04",
        tested(VerdictKind::Met),
        "`technical-tested` waits for technical-completed",
    );
    let completed = mark("shield", vec![met("technical-completed")]);
    let scene = unmet
        .and("2015-03-03", completed)
        .and("2015-03-03", tested(VerdictKind::Met));
    let waiting = |scene: &Scene| {
        let standing = scene.at("2015-03-04");
        let program = scene.rules.on(day("2015-03-04"));
        let (_, item) = program
            .item_of(Subject::Product, "technical-approved")
            .expect("an item");
        let waits = publication::waits_for(program, &standing, &standing.products["shield"], item);
        waits.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(waiting(&scene), [""; 0]);
    let reopened = scene.and(
        "2015-03-04",
        mark(
            "shield",
            vec![verdict("technical-tested", VerdictKind::Unmet)],
        ),
    );
    assert_eq!(waiting(&reopened), ["technical-tested"]);
}

#[test]
fn a_request_says_when_and_by_which_entry_it_was_made() {
    let scene = Scene::with_requested();
    let standing = scene.at("2015-03-03");
    let program = scene.rules.on(day("2015-03-03"));
    let (_, item) = program
        .item_of(Subject::Product, "request")
        .expect("an item");
    let found = publication::found(program, &standing, &standing.products["shield"], item);
    let found = found.expect("it was requested");
    assert_eq!(found.on, Some(day("2015-03-02")));
    assert_eq!(found.by.map(|id| id.n), Some(1));
}

#[test]
fn a_verdict_that_says_nothing_new_is_not_recorded_and_one_that_does_keeps_its_evidence() {
    let scene = Scene::certified("2015-02-10")
        .agreed("2015-02-11")
        .and("2015-03-01", add_product("shield", "Shield", COMPLETE))
        .and(
            "2015-03-02",
            mark("shield", vec![met("technical-completed")]),
        );
    scene.expect_nothing(
        "2015-03-03",
        mark("shield", vec![met("technical-completed")]),
    );
    let noted = VerdictInput {
        note: Some("by Jo".to_owned()),
        ..met("technical-completed")
    };
    let facts = scene
        .decide("2015-03-03", &mark("shield", vec![noted]))
        .expect("allowed");
    assert_eq!(facts.len(), 1);
}
