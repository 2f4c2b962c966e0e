//! Values recorded of items: the last of each name counts, and what is missing shows or refuses.

use super::{
    Adopted, PublicationStep, Request, Scene, VerdictInput, add_product, apply, day, deployment,
    forget, mark, met, program_with, reverse, rules_with, step, verdict, verdicts, withdraw,
};
use crate::domain::decide::request::{Judge, MarkProduct, SetPeople};
use crate::domain::fact::{Contact, ContentField, Fact, Person, VerdictKind};
use crate::domain::rule::checklist::items_of;
use crate::domain::rule::item_record::{RecordsOf, open_evidence};
use crate::domain::rule::refusal::{OfRecord, Why};
use crate::domain::rule::verdict_input::RecordInput;

fn value(item: &str, name: &str, value: &str) -> RecordInput {
    RecordInput {
        item: item.to_owned(),
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

fn record(records: &[(&str, &str, &str)]) -> Request {
    with(Vec::new(), records)
}

fn with(verdicts: Vec<VerdictInput>, records: &[(&str, &str, &str)]) -> Request {
    let records = records.iter();
    let records = records.map(|(item, name, text)| value(item, name, text));
    Request::Judge(Judge {
        verdicts,
        records: records.collect(),
        ..Judge::default()
    })
}

/// The version of the agreement that is on record on a day.
fn version(scene: &Scene, on: &str) -> Option<String> {
    let standing = scene.at(on);
    let (list, _) = scene.rules.on(day(on)).item("mpa").expect("the agreement");
    let known = RecordsOf::partner(&standing, list).get("mpa", "version")?;
    Some(known.value.to_owned())
}

/// The evidence that is open on a day, as `item.name`.
fn open(scene: &Scene, on: &str) -> Vec<String> {
    let standing = scene.at(on);
    let names = open_evidence(&scene.rules, &standing).flat_map(|open| {
        let names = open.lacking.into_iter();
        names.map(move |name| format!("{}.{name}", open.item.id))
    });
    names.collect()
}

fn problem(scene: &Scene, on: &str, request: Request) -> OfRecord {
    match *scene.refuses(on, request).why {
        Why::OfRecord(problem) => problem,
        other => panic!("refused for another reason: {other:?}"),
    }
}

/// A partner whose portal account exists.
fn with_portal() -> Scene {
    Scene::certified("2015-02-10").and("2015-02-11", verdicts(vec![met("portal-access")], None))
}

#[test]
fn a_value_holds_from_its_day_and_the_last_counts() {
    let mut scene = with_portal();
    scene.does(
        "2015-03-01",
        with(vec![met("mpa")], &[("mpa", "version", "3")]),
    );
    scene.does("2016-03-01", record(&[("mpa", "version", "4")]));
    assert_eq!(version(&scene, "2015-02-28"), None);
    assert_eq!(version(&scene, "2015-03-01").as_deref(), Some("3"));
    assert_eq!(version(&scene, "2016-02-29").as_deref(), Some("3"));
    assert_eq!(version(&scene, "2016-03-01").as_deref(), Some("4"));
}

#[test]
fn the_same_value_again_changes_nothing() {
    let mut scene = with_portal();
    scene.does("2015-03-01", record(&[("mpa", "version", "3")]));
    assert_eq!(
        scene.does("2015-04-01", record(&[("mpa", "version", "3")])),
        []
    );
}

#[test]
fn values_come_before_the_verdicts_of_their_command() {
    let mut scene = with_portal();
    let facts = scene.does(
        "2015-03-01",
        with(vec![met("mpa")], &[("mpa", "version", "3")]),
    );
    assert!(
        matches!(
            (&facts[0].fact, &facts[1].fact),
            (Fact::ItemRecord(_), Fact::Verdict(_))
        ),
        "{facts:?}"
    );
}

#[test]
fn what_was_met_shows_the_values_it_lacks() {
    let mut scene = with_portal();
    assert_eq!(open(&scene, "2015-02-10"), [""; 0], "nothing is met yet");
    assert_eq!(open(&scene, "2015-02-11"), ["portal-access.created-by"]);
    scene.does(
        "2015-03-01",
        with(vec![met("mpa")], &[("mpa", "version", "3")]),
    );
    assert_eq!(
        open(&scene, "2015-03-01"),
        ["portal-access.created-by", "mpa.representative"]
    );
    let rest = [
        ("mpa", "representative", "A. Lee"),
        ("portal-access", "created-by", "Jo"),
    ];
    scene.does("2015-03-02", record(&rest));
    assert_eq!(open(&scene, "2015-03-02"), [""; 0]);
    scene.does(
        "2015-03-03",
        verdicts(vec![verdict("mpa", VerdictKind::Unmet)], None),
    );
    assert_eq!(open(&scene, "2015-03-03"), [""; 0]);
}

#[test]
fn an_adoption_leaves_no_evidence_open() {
    let adopted = Adopted {
        admitted: "2015-02-10",
        agreed: "2015-02-20",
        certified: "2015-03-01",
        opening: None,
        today: "2016-01-01",
    };
    let scene = Scene::unknown().and("2015-02-01", adopted.request());
    assert_eq!(open(&scene, "2016-01-01"), [""; 0]);
}

#[test]
fn a_value_is_refused_that_the_item_does_not_ask_for() {
    let scene = with_portal();
    let names = ["representative", "version"].map(str::to_owned).to_vec();
    assert_eq!(
        problem(&scene, "2015-03-01", record(&[("mpa", "colour", "red")])),
        OfRecord::NotAsked {
            item: "mpa".to_owned(),
            name: "colour".to_owned(),
            names,
        }
    );
    assert!(matches!(
        *scene
            .refuses("2015-03-01", record(&[("x", "version", "3")]))
            .why,
        Why::UnknownItem { .. }
    ));
    assert!(matches!(
        *scene
            .refuses("2015-03-01", record(&[("content", "version", "3")]))
            .why,
        Why::ItemOfProduct { .. }
    ));
    // The showcase begins with the certification.
    let applicant = Scene::unknown().and("2015-01-01", apply("saas"));
    assert!(matches!(
        *applicant
            .refuses("2015-01-02", record(&[("showcase", "address", "x")]))
            .why,
        Why::ListNotOpen { .. }
    ));
}

const REQUIRED: &[(&str, &str)] = &[(
    "records = [\"representative\", \"version\"]\n",
    "records = [\"representative\", \"version\"]\nrequired = true\n",
)];

#[test]
fn a_required_value_is_given_before_the_verdict_or_with_it() {
    let scene = || Scene {
        rules: rules_with(REQUIRED),
        ..with_portal()
    };
    let met_with = |records: &[(&str, &str, &str)]| with(vec![met("mpa")], records);
    let names = |names: &[&str]| OfRecord::Missing {
        item: "mpa".to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let both = [("mpa", "version", "3"), ("mpa", "representative", "A. Lee")];
    assert_eq!(
        problem(&scene(), "2015-03-01", met_with(&[])),
        names(&["representative", "version"])
    );
    assert_eq!(
        problem(&scene(), "2015-03-01", met_with(&both[..1])),
        names(&["representative"])
    );
    scene().does("2015-03-01", met_with(&both));
    let mut before = scene();
    before.does("2015-02-20", record(&both));
    assert_eq!(
        problem(&before, "2015-02-19", met_with(&[])),
        names(&["representative", "version"])
    );
    before.does("2015-03-01", met_with(&[]));
    // What a verdict required cannot be undone under it.
    let given = before.history.facts().iter();
    let given = given.filter(|fact| matches!(fact.fact, Fact::ItemRecord(_)));
    let entry = given.map(|fact| fact.id.entry).next().expect("the values");
    let mut left = before.history.clone();
    left.retain(|fact| fact.id.entry != entry);
    let found = left.replay_after(&before.rules, entry);
    assert!(matches!(
        *found[0].refusal.why,
        Why::OfRecord(OfRecord::Missing { .. })
    ));
    // An item that is not met lacks nothing.
    scene().does(
        "2015-03-01",
        verdicts(vec![verdict("mpa", VerdictKind::Unmet)], None),
    );
}

#[test]
fn products_and_new_participations_have_values_of_their_own() {
    let rules = rules_with(&[(
        "text = \"The technical integration is tested\"\nparty = \"marketplace\"\n",
        "text = \"The technical integration is tested\"\nparty = \"marketplace\"\nrecords = [\"build\"]\nrequired = true\n",
    )]);
    let fields = [
        (ContentField::Categories, "Security"),
        (ContentField::Short, "Watches"),
        (ContentField::Features, "Alerts"),
    ];
    let mut scene = Scene {
        rules,
        ..Scene::certified("2015-02-10")
    };
    scene.does("2015-03-01", add_product("shield", "Shield", &fields));
    scene.does("2015-03-02", step("shield", PublicationStep::Requested));
    let completed = mark("shield", vec![met("technical-completed")]);
    scene.does("2015-03-03", completed);
    assert!(matches!(
        problem(
            &scene,
            "2015-03-04",
            mark("shield", vec![met("technical-tested")])
        ),
        OfRecord::Missing { .. }
    ));
    let tested = Request::MarkProduct(MarkProduct {
        product: "shield".to_owned(),
        verdicts: vec![met("technical-tested")],
        records: vec![value("technical-tested", "build", "17")],
    });
    scene.does("2015-03-04", tested);
    assert_eq!(
        scene.at("2015-03-04").products["shield"]
            .records
            .get(None, "technical-tested", "build")
            .map(|known| known.value),
        Some("17")
    );
    assert!(matches!(
        *scene
            .refuses("2015-03-05", record(&[("technical-tested", "build", "18")]))
            .why,
        Why::ItemOfProduct { .. }
    ));
    // A new participation begins afresh.
    scene.does(
        "2015-03-06",
        record(&[("showcase", "address", "https://blog.example/1")]),
    );
    let values = |scene: &Scene, on: &str| {
        let standing = scene.at(on);
        let of_product = standing.products["shield"]
            .records
            .get(None, "technical-tested", "build");
        let current = standing.participation.as_ref().expect("a participation");
        let of_partner = current.records.get(None, "showcase", "address");
        (of_product.is_some(), of_partner.is_some())
    };
    assert_eq!(values(&scene, "2015-03-06"), (true, true));
    scene.does("2015-04-01", withdraw());
    scene.does("2015-05-01", apply("saas"));
    assert_eq!(values(&scene, "2015-05-01"), (false, false));
}

/// Somebody to support customers around the clock.
fn support(email: &str, phone: &str) -> Request {
    let person = Person {
        salt: "salt".to_owned(),
        name: "Help Desk".to_owned(),
        email: email.to_owned(),
        phone: phone.to_owned(),
    };
    Request::SetPeople(SetPeople {
        contacts: vec![Contact {
            role: "support".to_owned(),
            digest: format!("{email} {phone}"),
            person: Some(person),
        }],
        ..SetPeople::default()
    })
}

#[test]
fn round_the_clock_support_is_reached_by_mail_and_telephone() {
    let item = "round-the-clock-support";
    let (mail, phone) = ("help@acme.example", "+1 212 555 0100");
    let lacks = |texts: &[&str]| -> Vec<String> {
        let lacks = |text: &&str| format!("{item}.{text} of the support contact");
        texts.iter().map(lacks).collect()
    };
    let mut scene = Scene::certified("2015-02-10");
    scene.does("2015-02-11", verdicts(vec![met(item)], None));
    assert_eq!(
        open(&scene, "2015-02-11"),
        lacks(&["mail address", "telephone number"])
    );
    scene.does("2015-02-12", support(mail, ""));
    assert_eq!(open(&scene, "2015-02-12"), lacks(&["telephone number"]));
    scene.does("2015-02-13", support("", phone));
    assert_eq!(open(&scene, "2015-02-13"), lacks(&["mail address"]));
    scene.does("2015-02-14", support(mail, phone));
    assert_eq!(open(&scene, "2015-02-14"), [""; 0]);
    scene.near.kept_in = vec!["support".to_owned()];
    scene.does("2015-02-15", forget("support"));
    assert_eq!(
        open(&scene, "2015-02-15"),
        lacks(&["mail address", "telephone number"])
    );
}

#[test]
fn a_pool_is_full_once_it_has_as_many_providers_as_its_size() {
    let size = |text: &str| program_with(&[("# pool_size = 10", text)]);
    let sized = size("pool_size = 10");
    let full = [9, 10, 11].map(|providers| sized.full_pool(providers));
    assert_eq!(full, [None, Some(10), Some(10)]);
    assert_eq!(size("").full_pool(1_000_000), None);
}

/// Awards by reference that bring a partner to a balance above 500 points.
fn to_gold(scene: &mut Scene, on: &str) {
    for order in 0..9 {
        scene.does(on, deployment(&format!("D-{order}")));
    }
}

#[test]
fn the_uptake_of_a_benefit_is_recorded_while_the_tier_gives_it() {
    let asked = |benefit: &str| record(&[(benefit, "asked", "by mail")]);
    let not_held = |benefit: &str, tier: Option<&str>| Why::BenefitNotHeld {
        benefit: benefit.to_owned(),
        tier: tier.map(str::to_owned),
    };
    let mut scene = Scene::certified("2015-02-10");
    scene.does("2015-03-01", asked("professional-services"));
    let met_too_early = verdicts(vec![met("managed-services")], None);
    for request in [asked("managed-services"), met_too_early] {
        assert_eq!(
            *scene.refuses("2015-03-01", request).why,
            not_held("managed-services", Some("silver"))
        );
    }
    to_gold(&mut scene, "2015-04-01");
    let standing = scene.at("2015-04-01");
    let list = scene.rules.on(day("2015-04-01")).checklist("benefits");
    let items = items_of(&scene.rules, &standing, list.expect("the list"));
    let items: Vec<&str> = items.map(|item| item.id.as_str()).collect();
    assert_eq!(items, ["professional-services"]);
    let candidate = Scene::candidate("2015-02-10");
    assert!(matches!(
        *candidate
            .refuses("2015-03-01", asked("professional-services"))
            .why,
        Why::ListNotOpen { .. }
    ));
}

#[test]
fn a_benefit_belongs_to_its_tier_and_those_above() {
    let rules = rules_with(&[("from_points = 5000", "from_points = 600")]);
    let mut scene = Scene {
        rules,
        ..Scene::certified("2015-02-10")
    };
    let asked = || record(&[("managed-services", "asked", "by mail")]);
    to_gold(&mut scene, "2015-04-01");
    assert_eq!(scene.at("2015-04-01").points(), 525);
    assert!(matches!(
        *scene.refuses("2015-04-01", asked()).why,
        Why::BenefitNotHeld { .. }
    ));
    scene.does("2015-04-02", deployment("D-9"));
    let award = scene.last();
    assert_eq!(scene.at("2015-04-02").points(), 600);
    scene.does("2015-04-02", asked());
    scene.does(
        "2015-04-03",
        record(&[("professional-services", "asked", "too")]),
    );
    // What was taken up stays when the tier is lost.
    scene.does("2015-05-01", reverse(award));
    assert!(matches!(
        *scene
            .refuses(
                "2015-05-02",
                record(&[("managed-services", "granted", "no")])
            )
            .why,
        Why::BenefitNotHeld { .. }
    ));
}
