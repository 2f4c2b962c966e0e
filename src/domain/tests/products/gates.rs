//! Gates on the way into the directory that a rule file can ask for.

use super::*;
use crate::domain::decide::request::MarkProduct;
use crate::domain::rule::refusal::OfRecord;
use crate::domain::rule::verdict_input::RecordInput;

const REQUEST: &[(&str, &str)] = &[(
    "# [step.request]\n# text = \"The provider has an account for the portal\"\n# items = [\"portal-access\"]",
    "[step.request]\ntext = \"The provider has an account for the portal\"\nitems = [\"portal-access\"]\ngood_standing = true",
)];
const ANEW: &[(&str, &str)] = &[(
    "# judged_anew = [\"kb-public\", \"kb-internal\"]",
    "judged_anew = [\"kb-public\", \"kb-internal\"]",
)];
const OTHER_PERSON: &[(&str, &str)] = &[
    (
        "party = \"both\"\n# records = [\"by\"]",
        "party = \"both\"\nrecords = [\"by\"]",
    ),
    (
        "# records = [\"by\"]\n# other_person_than",
        "records = [\"by\"]\nother_person_than",
    ),
];
fn certified_under(replacements: &[(&str, &str)]) -> Scene {
    let mut scene = Scene {
        rules: rules_with(replacements),
        ..Scene::certified("2015-02-10")
    };
    let fields = [
        (ContentField::Version, "1.0"),
        (ContentField::Categories, "Security"),
        (ContentField::Short, "Watches"),
        (ContentField::Features, "Alerts"),
    ];
    scene.does("2015-03-01", add_product("shield", "Shield", &fields));
    scene
}

#[test]
fn a_request_for_publication_waits_for_what_the_step_asks() {
    let mut scene = certified_under(REQUEST);
    let request = || step("shield", PublicationStep::Requested);
    assert!(matches!(
        *scene.refuses("2015-03-02", request()).why,
        Why::NotRequestable { ref missing, .. } if missing[0].item == "portal-access"
    ));
    scene.does("2015-03-03", verdicts(vec![met("portal-access")], None));
    scene.does("2015-03-04", standing_lost());
    assert!(matches!(
        *scene.refuses("2015-03-04", request()).why,
        Why::NotInGoodStanding { .. }
    ));
    scene.does("2015-03-05", standing_regained());
    scene.does("2015-03-05", request());
    // The embedded rules ask for none of it.
    certified_under(&[]).does("2015-03-02", request());
}

#[test]
fn a_new_version_is_published_once_its_articles_were_judged_again() {
    let mut scene = certified_under(ANEW).agreed("2015-03-01");
    let publish = || step("shield", PublicationStep::Published);
    scene.does("2015-03-02", step("shield", PublicationStep::Requested));
    scene.does("2015-03-03", all_judged());
    scene.does("2015-03-04", publish());
    // Other words are no new version.
    let words = edit_product("shield", "Shield", &[(ContentField::Short, "Watches more")]);
    scene.does("2015-04-01", words);
    scene.does("2015-04-01", publish());
    let version = edit_product("shield", "Shield", &[(ContentField::Version, "2.0")]);
    scene.does("2015-05-01", version);
    let waits_for = |items: &[&str]| Why::JudgedForEarlierVersion {
        product: "shield".to_owned(),
        since: day("2015-05-01"),
        items: items.iter().map(|item| (*item).to_owned()).collect(),
    };
    assert_eq!(
        *scene.refuses("2015-05-02", publish()).why,
        waits_for(&["kb-public", "kb-internal"])
    );
    // The same verdict once more says that the article was looked at again.
    let again = scene.does("2015-05-02", verdicts(vec![met("kb-public")], None));
    assert_eq!(again.len(), 1);
    assert_eq!(
        *scene.refuses("2015-05-02", publish()).why,
        waits_for(&["kb-internal"])
    );
    scene.does("2015-05-03", verdicts(vec![met("kb-internal")], None));
    assert_eq!(
        scene.does("2015-05-04", verdicts(vec![met("kb-internal")], None)),
        []
    );
    scene.does("2015-05-04", publish());
    // Back at the published version there is nothing to judge again.
    let edited = |version| edit_product("shield", "Shield", &[(ContentField::Version, version)]);
    scene.does("2015-05-10", edited("2.0.1"));
    scene.does("2015-05-11", edited("2.0"));
    assert_eq!(
        scene.at("2015-05-11").products["shield"].new_version_on,
        None
    );
    // Nor can another version have come between the verdicts and the publication.
    let version = || edit_product("shield", "Shield", &[(ContentField::Version, "2.1")]);
    assert!(matches!(
        *scene.refuses("2015-05-03", version()).why,
        Why::Unsettles(_)
    ));
    scene.does("2015-06-01", version());
}

#[test]
fn who_completed_an_integration_does_not_approve_it() {
    let mut scene = certified_under(OTHER_PERSON);
    let marked = |item: &str, by: &str| {
        let by = Some(by).filter(|by| !by.is_empty());
        Request::MarkProduct(MarkProduct {
            product: "shield".to_owned(),
            verdicts: vec![met(item)],
            records: by
                .map(|by| RecordInput {
                    item: item.to_owned(),
                    name: "by".to_owned(),
                    value: by.to_owned(),
                })
                .into_iter()
                .collect(),
        })
    };
    let (done, approved) = ("technical-completed", "technical-approved");
    let problem =
        |scene: &Scene, by: &str| match *scene.refuses("2015-03-02", marked(approved, by)).why {
            Why::OfRecord(problem) => problem,
            other => panic!("refused for another reason: {other:?}"),
        };
    assert!(matches!(problem(&scene, ""), OfRecord::Missing { .. }));
    assert!(matches!(
        problem(&scene, "Kim Ode"),
        OfRecord::DoerUnknown { .. }
    ));
    scene.does("2015-03-01", marked(done, "Jo Park"));
    assert!(matches!(
        problem(&scene, "jo  park"),
        OfRecord::SamePerson { .. }
    ));
    scene.does("2015-03-02", marked(approved, "Kim Ode"));
    // It cannot become known afterwards that the same person had done both.
    let record = |by: &str| {
        Request::MarkProduct(MarkProduct {
            product: "shield".to_owned(),
            verdicts: Vec::new(),
            records: vec![RecordInput {
                item: done.to_owned(),
                name: "by".to_owned(),
                value: by.to_owned(),
            }],
        })
    };
    assert!(matches!(
        *scene.refuses("2015-03-01", record("Kim Ode")).why,
        Why::Unsettles(_)
    ));
    scene.does("2015-03-01", record("Ann Lee"));
}

#[test]
fn a_product_is_in_production_after_staging_and_approval() {
    let mut scene = certified_under(&[]);
    let marked = |item: &str| mark("shield", vec![met(item)]);
    let waits_for = |scene: &Scene, item: &str| match *scene.refuses("2015-03-02", marked(item)).why
    {
        Why::ItemWaits { waits_for, .. } => {
            let items = waits_for.into_iter();
            items.map(|first| first.item).collect::<Vec<_>>()
        }
        other => panic!("refused for another reason: {other:?}"),
    };
    assert_eq!(
        waits_for(&scene, "production"),
        ["staging", "technical-approved", "billing-approved"]
    );
    scene.does("2015-03-01", marked("staging"));
    scene.does("2015-03-02", all_judged());
    scene.does("2015-03-03", marked("production"));
}

#[test]
fn a_rule_file_can_ask_for_staging_before_the_tests_and_for_production_before_the_publication() {
    let gates = [
        ("# waits_for = [\"staging\"]", "waits_for = [\"staging\"]"),
        ("# items = [\"production\"]", "items = [\"production\"]"),
    ];
    let mut scene = certified_under(&gates).agreed("2015-03-01");
    scene.does("2015-03-01", step("shield", PublicationStep::Requested));
    assert!(matches!(
        *scene
            .refuses("2015-03-02", mark("shield", vec![met("technical-tested")]))
            .why,
        Why::ItemWaits { .. }
    ));
    scene.does("2015-03-02", mark("shield", vec![met("staging")]));
    scene.does("2015-03-02", all_judged());
    let publish = || step("shield", PublicationStep::Published);
    assert!(matches!(
        *scene.refuses("2015-03-03", publish()).why,
        Why::NotPublishable { ref missing, .. } if missing.len() == 1 && missing[0].item == "production"
    ));
    scene.does("2015-03-03", mark("shield", vec![met("production")]));
    scene.does("2015-03-03", publish());
}
