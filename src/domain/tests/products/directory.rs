//! What of a product is published: edits wait for the next publication, and a day earlier than it takes nothing away.

use super::*;

#[test]
fn edits_to_a_published_product_wait_for_the_next_publication() {
    let mut scene = Scene::with_published();
    scene.does(
        "2015-04-01",
        edit_product("shield", "", &[(ContentField::Short, "Watches more")]),
    );
    assert_eq!(scene.listed("2015-04-02").as_deref(), Some("Watches"));
    let standing = scene.at("2015-04-02");
    let product = &standing.products["shield"];
    assert!(product.is_pending());
    assert_eq!(
        product.content.get(ContentField::Short),
        Some("Watches more")
    );
    // The gates are still met, so it can be published again, and then there is nothing left to publish.
    scene.does("2015-04-03", step("shield", Published));
    assert_eq!(scene.listed("2015-04-03").as_deref(), Some("Watches more"));
    scene.expect_nothing("2015-04-04", step("shield", Published));
    scene.expect_nothing("2015-04-04", step("shield", Requested));
    // Content that is no longer complete cannot take the place of what is listed.
    scene.does(
        "2015-04-05",
        edit_product("shield", "", &[(ContentField::Features, "")]),
    );
    let refusal = scene.refuses("2015-04-06", step("shield", Published));
    assert_eq!(
        refusal.causes(),
        ["publication: content is open (responsible: provider)"]
    );
    assert_eq!(scene.state("2015-04-06"), ProductState::Published);
}

#[test]
fn an_edit_for_an_earlier_day_does_not_change_what_was_published_since() {
    let scene = Scene::with_published().and(
        "2015-03-02",
        edit_product("shield", "", &[(ContentField::Short, "Back-dated")]),
    );
    assert_eq!(scene.listed("2015-03-05").as_deref(), Some("Watches"));
    assert!(scene.at("2015-03-05").products["shield"].is_pending());
}

#[test]
fn an_edit_for_an_earlier_day_cannot_take_away_what_was_published() {
    let scene = Scene::with_published();
    scene.expect_contradiction(
        "2015-03-02",
        edit_product("shield", "", &[(ContentField::Short, "")]),
        "publication",
        "shield of acme cannot be published yet: 1 of the program's conditions is missing",
    );
    scene.expect_contradiction(
        "2015-03-03",
        mark(
            "shield",
            vec![verdict("billing-tested", VerdictKind::Unmet)],
        ),
        "publication",
        "shield of acme cannot be published yet: 1 of the program's conditions is missing",
    );
    scene.expect_contradiction(
        "2015-02-20",
        withdraw(),
        "product",
        "the participation of acme has ended: withdrawn since 2015-02-20",
    );
}

#[test]
fn what_leaves_the_program_leaves_the_directory_and_begins_afresh() {
    let mut scene = Scene::with_published();
    scene.does("2015-05-01", end());
    assert_eq!(scene.state("2015-05-01"), ProductState::Unpublished);
    scene.expect_refusal(
        "2015-05-02",
        step("shield", Requested),
        "the participation of acme has ended: ended since 2015-05-01",
    );
    scene.expect_refusal(
        "2015-05-02",
        edit_product("shield", "", &[(ContentField::Short, "x")]),
        "the participation of acme has ended: ended since 2015-05-01",
    );
    let scene = scene.admitted("2015-06-01").granted("2015-07-01");
    // The product and its content are kept; the request, the verdicts and the agreement are not.
    let refusal = scene.refuses("2015-07-02", step("shield", Published));
    assert_eq!(refusal.causes().len(), 8, "{:?}", refusal.causes());
}

#[test]
fn a_product_is_known_by_its_listed_name_its_categories_and_its_kind() {
    let scene = Scene::with_published().and(
        "2015-03-05",
        edit_product(
            "shield",
            "",
            &[
                (ContentField::Categories, "Security\nBackup"),
                (ContentField::Kind, "software"),
            ],
        ),
    );
    let standing = scene.at("2015-03-04");
    let product = &standing.products["shield"];
    assert_eq!(
        (product.name(), product.kind(&standing)),
        ("Shield", Some("saas"))
    );
    assert_eq!(
        product.content.categories().collect::<Vec<_>>(),
        ["Security"]
    );
    let standing = scene.at("2015-03-05");
    let product = &standing.products["shield"];
    assert_eq!(product.kind(&standing), Some("software"));
    assert_eq!(
        product.content.categories().collect::<Vec<_>>(),
        ["Security", "Backup"]
    );
}

#[test]
fn only_what_was_recorded_before_the_publication_is_listed_though_it_is_of_one_entry() {
    let mut scene = Scene::with_requested();
    let published = scene
        .decide("2015-03-04", &step("shield", Published))
        .expect("allowed");
    let edited = scene
        .decide(
            "2015-03-04",
            &edit_product("shield", "", &[(ContentField::Short, "Later")]),
        )
        .expect("allowed");
    scene.record([published, edited].concat());
    assert_eq!(scene.listed("2015-03-04"), Some("Watches".to_owned()));
}

#[test]
fn leaving_the_directory_on_an_earlier_day_would_use_up_the_request_of_a_later_publication() {
    let scene = Scene::with_published()
        .and(
            "2015-03-06",
            edit_product("shield", "", &[(ContentField::Short, "Watches more")]),
        )
        .and("2015-03-06", step("shield", Published));
    scene.expect_contradiction(
        "2015-03-05",
        step("shield", Unpublished),
        "publication",
        "shield of acme cannot be published yet: 1 of the program's conditions is missing",
    );
}
