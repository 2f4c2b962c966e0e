//! What is known of a company, its people, and what is known besides.

use super::{
    Request, Scene, apply, contact, edit, end, forget, profile, rules_changed_on, rules_with,
    standing_lost, standing_regained, team,
};
use crate::domain::decide::request::Apply;
use crate::domain::decide::request::{Judge, SetStanding};
use crate::domain::fact::{Fact, Profile, ProfileField};
use crate::domain::rule::profile::{Surroundings, clean_alias};
use crate::domain::rule::refusal::Why;
use crate::domain::value::id::PartnerId;

fn other() -> PartnerId {
    PartnerId::new("other").expect("an id")
}

#[test]
fn an_alias_is_two_to_sixteen_letters_and_digits_in_upper_case() {
    for (text, expected) in [
        ("ab", Some("AB")),
        (" acme1 ", Some("ACME1")),
        ("A123456789012345", Some("A123456789012345")),
        ("A1234567890123456", None),
        ("a", None),
        ("", None),
        ("a b", None),
        ("a-b", None),
        ("é1", None),
        ("ＡＢ", None),
    ] {
        assert_eq!(clean_alias(text).ok().as_deref(), expected, "{text}");
    }
}

#[test]
fn what_another_partner_has_is_refused() {
    for (near, words) in [
        (
            Surroundings {
                same_name: Some(other()),
                ..Surroundings::default()
            },
            "`Acme Cloud` is the name of other",
        ),
        (
            Surroundings {
                alike: Some((other(), "ACME Cloud, Inc.".to_owned())),
                ..Surroundings::default()
            },
            "`Acme Cloud` is probably the same company as `ACME Cloud, Inc.` (other)",
        ),
        (
            Surroundings {
                alias: Some(other()),
                ..Surroundings::default()
            },
            "the account alias ACME is that of other",
        ),
        (
            Surroundings {
                external_id: Some(other()),
                ..Surroundings::default()
            },
            "the external id `X-1` is that of other",
        ),
    ] {
        let scene = Scene {
            near,
            ..Scene::unknown()
        };
        let request = Request::Apply(Apply {
            profile: profile("Acme Cloud", "saas", "ACME").with(ProfileField::ExternalId, "X-1"),
            own_id: false,
            contact: None,
            note: None,
        });
        scene.expect_refusal("2015-02-01", request, words);
    }
}

#[test]
fn an_id_of_its_own_says_that_a_company_is_no_other() {
    let scene = Scene {
        near: Surroundings {
            alike: Some((other(), "ACME Cloud, Inc.".to_owned())),
            ..Surroundings::default()
        },
        ..Scene::unknown()
    };
    let with = |own_id| {
        Request::Apply(Apply {
            profile: profile("Acme Cloud", "", ""),
            own_id,
            contact: None,
            note: None,
        })
    };
    scene.refuses("2015-02-01", with(false));
    scene.and("2015-02-01", with(true));
    let same = Scene {
        near: Surroundings {
            same_name: Some(other()),
            ..Surroundings::default()
        },
        ..Scene::unknown()
    };
    same.refuses("2015-02-01", with(true));
}

#[test]
fn an_alias_that_becomes_known_with_verdicts_is_unique_too() {
    let mut scene = Scene::applicant("2015-02-01");
    scene.near.alias = Some(other());
    scene.expect_refusal(
        "2015-02-10",
        super::admission(),
        "the account alias ACME is that of other",
    );
}

#[test]
fn kinds_and_support_levels_are_those_of_the_program() {
    let scene = Scene::applicant("2015-02-01");
    scene.expect_refusal(
        "2015-02-02",
        edit(profile("", "hardware", "")),
        "the program has no kind `hardware`; it has saas, software",
    );
    let level = |level: &str| edit(Profile::default().with(ProfileField::SupportLevel, level));
    scene.expect_refusal(
        "2015-02-02",
        level("gold"),
        "the program has no support level `gold`; it has developer, professional, enterprise",
    );
    let support = |scene: &Scene, on: &str| {
        let program = scene.rules.on(super::day(on));
        scene.at(on).about.support(program).to_owned()
    };
    assert_eq!(support(&scene, "2015-02-02"), "developer");
    let scene = scene.and("2015-02-02", level("enterprise"));
    assert_eq!(support(&scene, "2015-02-01"), "developer");
    assert_eq!(support(&scene, "2015-02-02"), "enterprise");
    let scene = scene.and("2015-02-03", level(""));
    assert_eq!(support(&scene, "2015-02-03"), "developer");
}

#[test]
fn an_edit_says_only_what_is_new() {
    let scene = Scene::unknown().and("2015-02-01", apply("saas"));
    scene.expect_nothing("2015-02-02", edit(profile("Acme Cloud", "saas", "")));
    scene.expect_nothing("2015-02-02", edit(Profile::default()));
    let nothing = Profile::default().with(ProfileField::Category, "");
    scene.expect_nothing("2015-02-02", edit(nothing));
    let mut scene = scene;
    scene.does(
        "2015-02-02",
        edit(profile("Acme Cloud", "software", "ACME")),
    );
    let standing = scene.at("2015-02-02");
    assert_eq!(
        (
            standing.about.name,
            standing.about.kind(),
            standing.about.get(ProfileField::Alias)
        ),
        ("Acme Cloud", Some("software"), Some("ACME"))
    );
    assert_eq!(scene.at("2015-02-01").about.kind(), Some("saas"));
    let cleared = Profile::default().with(ProfileField::Alias, "");
    scene.does("2015-02-03", edit(cleared));
    assert_eq!(scene.at("2015-02-03").about.get(ProfileField::Alias), None);
}

#[test]
fn a_share_is_kept_until_another_is_agreed() {
    let share = |bp: i64| {
        edit(Profile {
            share_bp: Some(bp),
            ..Profile::default()
        })
    };
    let scene = Scene::applicant("2015-02-01")
        .and("2015-03-01", share(7_000))
        .and("2015-04-01", share(0));
    for (on, expected) in [
        ("2015-02-28", None),
        ("2015-03-01", Some(7_000)),
        ("2015-03-31", Some(7_000)),
        ("2015-04-01", Some(0)),
    ] {
        assert_eq!(scene.at(on).about.share_bp, expected, "{on}");
    }
    scene.expect_nothing("2015-04-02", share(0));
}

#[test]
fn on_one_day_what_was_recorded_last_holds() {
    let scene = Scene::applicant("2015-02-01")
        .and("2015-02-01", edit(profile("", "", "ONE")))
        .and("2015-02-01", edit(profile("", "", "TWO")))
        .and("2015-02-01", team("integrator", "Kim"))
        .and("2015-02-01", team("integrator", "Lee"))
        .and("2015-02-01", standing_lost())
        .and("2015-02-01", standing_regained());
    let standing = scene.at("2015-02-01");
    assert_eq!(standing.about.get(ProfileField::Alias), Some("TWO"));
    assert_eq!(standing.team.get("integrator"), Some(&"Lee"));
    assert!(standing.good);
}

#[test]
fn what_is_back_dated_gives_way_to_what_was_said_of_a_later_day() {
    let scene = Scene::applicant("2015-02-01")
        .and("2015-03-01", edit(profile("", "", "NEW")))
        .and("2015-02-10", edit(profile("", "", "OLD")));
    for (on, expected) in [
        ("2015-02-09", None),
        ("2015-02-10", Some("OLD")),
        ("2015-02-28", Some("OLD")),
        ("2015-03-01", Some("NEW")),
    ] {
        assert_eq!(
            scene.at(on).about.get(ProfileField::Alias),
            expected,
            "{on}"
        );
    }
}

#[test]
fn people_take_the_roles_of_the_program() {
    let scene = Scene::applicant("2015-02-01");
    scene.expect_refusal(
        "2015-02-01",
        team("support", "Kim"),
        "the program has no role `support` here; it has integrator, marketplace-rep, success-manager",
    );
    scene.expect_refusal(
        "2015-02-01",
        contact("integrator"),
        "the program has no role `integrator` here; it has business, technical, support, billing",
    );
    let mut scene = scene;
    for role in ["integrator", "marketplace-rep", "success-manager"] {
        scene.does("2015-02-01", team(role, "Kim"));
        scene.expect_nothing("2015-02-02", team(role, "Kim"));
    }
    for role in ["business", "technical", "support", "billing"] {
        scene.does("2015-02-01", contact(role));
    }
    let scene = scene.and("2015-02-03", team("integrator", ""));
    let standing = scene.at("2015-02-03");
    assert_eq!((standing.team.len(), standing.contacts.len()), (2, 4));
}

#[test]
fn a_partner_is_in_good_standing_until_somebody_says_otherwise() {
    let scene = Scene::applicant("2015-02-01");
    assert!(scene.at("2015-02-01").good);
    scene.expect_nothing("2015-02-02", standing_regained());
    let lost = scene.and("2015-02-02", standing_lost());
    assert!(lost.at("2015-02-01").good);
    assert_eq!(lost.at("2015-02-02").bad_reason, Some("unpaid"));
    lost.expect_nothing("2015-02-03", standing_lost());
    let regained = lost.and("2015-02-04", standing_regained());
    assert!(regained.at("2015-02-04").good);
    assert_eq!(regained.at("2015-02-04").bad_reason, None);
    assert!(!regained.at("2015-02-03").good);
}

#[test]
fn what_is_known_of_a_company_can_be_told_after_its_end() {
    let scene = Scene::certified("2015-02-10")
        .and("2015-06-01", end())
        .and("2015-06-02", edit(profile("Acme Sky", "", "SKY")))
        .and("2015-06-02", contact("billing"))
        .and("2015-06-02", team("integrator", "Kim"))
        .and("2015-06-02", standing_lost())
        .and("2015-07-01", super::use_credit("2015-05", 100, false));
    let standing = scene.at("2015-07-01");
    assert_eq!(standing.about.name, "Acme Sky");
    assert_eq!(standing.about.get(ProfileField::Alias), Some("SKY"));
}

#[test]
fn a_success_manager_after_the_end_brings_nothing() {
    let scene = Scene::certified("2015-02-10")
        .and("2015-06-01", end())
        .and("2015-06-02", team("success-manager", "Sam"));
    assert_eq!(scene.points("2015-06-02"), 75);
    let refusal = scene.refuses("2015-06-02", super::award("press-release"));
    assert!(matches!(*refusal.why, Why::ParticipationEnded { .. }));
}

#[test]
fn whoever_was_recorded_in_a_role_before_is_forgotten() {
    let mut scene = Scene::certified("2015-02-10");
    scene.expect_nothing("2015-03-01", forget("support"));
    scene.near.kept_in = vec!["support".to_owned()];
    scene.does("2015-03-01", forget("support"));
    assert!(scene.at("2015-02-28").contacts.contains_key("support"));
    assert!(!scene.at("2015-03-01").contacts.contains_key("support"));
    // Somebody recorded afterwards is nobody that was forgotten, whatever day they are said to have begun.
    let later = scene.clone().and("2015-02-20", contact("support"));
    assert!(later.at("2015-03-01").contacts.contains_key("support"));
    scene.expect_refusal(
        "2015-03-02",
        forget("suport"),
        "the program has no role `suport` here; it has business, technical, support, billing",
    );
}

#[test]
fn a_role_the_program_no_longer_has_can_be_forgotten() {
    let rules = rules_changed_on(
        "2015-03-01",
        &[(
            "[[people.contact]]\nid = \"billing\"",
            "[[people.contact]]\nid = \"accounts\"",
        )],
    );
    let mut scene = Scene::under(rules)
        .and("2015-02-01", apply("saas"))
        .and("2015-02-02", contact("billing"));
    scene.near.kept_in = vec!["billing".to_owned()];
    scene.does("2015-03-02", forget("billing"));
    assert!(scene.at("2015-03-02").contacts.is_empty());
}

#[test]
fn a_request_tells_the_profile_and_the_alias_it_brings() {
    let about = profile("Acme", "saas", "ACME");
    for request in [edit(about.clone()), super::apply("saas")] {
        assert!(request.profile().is_some(), "{request:?}");
    }
    assert_eq!(edit(about.clone()).profile(), Some(&about));
    assert_eq!(edit(about).alias(), Some("ACME"));
    assert_eq!(team("integrator", "Kim").profile(), None);
    assert_eq!(team("integrator", "Kim").alias(), None);
    let with_alias = Request::Judge(Judge {
        alias: Some("BOLT".to_owned()),
        ..Judge::default()
    });
    assert_eq!(
        (with_alias.profile(), with_alias.alias()),
        (None, Some("BOLT"))
    );
}

#[test]
fn what_a_file_brought_and_what_was_edited_later_are_told_apart() {
    let imported = Profile {
        imported: true,
        ..profile("Acme Sky", "", "")
    };
    let facts = Scene::applicant("2015-02-01")
        .decide("2015-02-02", &edit(imported))
        .expect("allowed");
    assert!(matches!(&facts[0].fact, Fact::Profile(learnt) if learnt.imported));
    // To say of an older day what holds since a newer one is nothing new; to say that something is cleared is.
    let scene = Scene::applicant("2015-02-01").and("2015-02-02", edit(profile("", "", "SKY")));
    scene.expect_nothing("2015-02-03", edit(profile("", "", "SKY")));
}

#[test]
fn good_standing_is_said_anew_where_the_reason_is_another() {
    let scene = Scene::applicant("2015-02-01").and("2015-02-02", standing_lost());
    let other = Request::SetStanding(SetStanding {
        good: false,
        reason: Some("fraud".to_owned()),
    });
    let scene = scene.and("2015-02-03", other);
    assert_eq!(scene.at("2015-02-03").bad_reason, Some("fraud"));
    let nobody = Scene::unknown();
    assert!(matches!(
        *nobody.refuses("2015-02-03", standing_regained()).why,
        Why::NotInProgramYet { .. }
    ));
}

#[test]
fn nobody_gives_up_a_role_that_the_program_does_not_have() {
    let scene = Scene::applicant("2015-02-01");
    let refusal = scene.refuses("2015-02-01", team("support", ""));
    assert!(matches!(*refusal.why, Why::UnknownRole { .. }));
    scene.expect_nothing("2015-02-01", team("integrator", ""));
}

#[test]
fn ways_in_and_categories_are_those_the_program_lists() {
    let via = |word: &str| Profile::default().with(ProfileField::Via, word);
    let scene = Scene::applicant("2015-02-10");
    scene
        .clone()
        .and("2015-02-11", Request::Edit(via("referral")));
    scene.clone().and("2015-02-11", Request::Edit(via("")));
    assert!(matches!(
        *scene.refuses("2015-02-11", Request::Edit(via("phone"))).why,
        Why::NotListed { field: "via", .. }
    ));
    let category =
        |word: &str| Request::Edit(Profile::default().with(ProfileField::Category, word));
    scene.and("2015-02-11", category("Whatever"));
    let rules = rules_with(&[(
        "# categories = [\"Networking\", \"Security\", \"Storage\"]",
        "categories = [\"Networking\", \"Security\", \"Storage\"]",
    )]);
    let strict = Scene::under(rules).and("2015-02-10", apply("saas"));
    strict.clone().and("2015-02-11", category("Storage"));
    assert!(matches!(
        *strict.refuses("2015-02-11", category("Whatever")).why,
        Why::NotListed {
            field: "category",
            ..
        }
    ));
    let product = |category: &str| {
        let content = [(super::ContentField::Categories, category.to_owned())];
        Request::AddProduct(crate::domain::fact::Described {
            name: Some(super::ProductName::of("Shield".to_owned())),
            content: content.into(),
            ..crate::domain::fact::Described::default()
        })
    };
    strict
        .clone()
        .and("2015-02-11", product("Storage\nSecurity"));
    assert!(matches!(
        *strict
            .refuses("2015-02-11", product("Storage\nWhatever"))
            .why,
        Why::NotListed {
            field: "categories",
            ..
        }
    ));
    let without = rules_with(&[("via = [\"web\", \"mail\", \"referral\"]\n", "")]);
    let free = Scene::under(without).and("2015-02-10", apply("saas"));
    free.and("2015-02-11", Request::Edit(via("phone")));
}
