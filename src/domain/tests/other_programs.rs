//! The same rules with other values: a program is what its file says.

use super::points::holding;
use super::{
    Adopted, Decision, Request, Scene, VerdictInput, admission, apply, award, certification,
    confirm, contact, decision, deployment, judge, met, overriding, reverse, rules_changed_on,
    rules_with, standing_lost, team, verdicts, waived,
};
use crate::domain::decide::request::Judge;
use crate::domain::program::EMBEDDED;
use crate::domain::rule::checklist;
use crate::domain::rule::refusal::Why;

const PRESS_RELEASE: &str = "name = \"Press Release Approved and Issued\"\npoints = 25\nfrom = \"silver\"\nlimit = \"once\"";

/// A partner certified on 2015-02-10 with 75 points, under other rules.
fn certified_under(replacements: &[(&str, &str)]) -> Scene {
    Scene::under(rules_with(replacements))
        .admitted("2015-02-10")
        .granted("2015-02-10")
}

fn press_release_with(lines: &str) -> Scene {
    certified_under(&[(PRESS_RELEASE, &format!("{PRESS_RELEASE}\n{lines}"))])
}

#[test]
fn an_award_stops_counting_after_its_valid_months() {
    for (months, on, last, after) in [
        (12, "2015-03-01", "2016-02-29", "2016-03-01"),
        (12, "2016-02-29", "2017-02-27", "2017-02-28"),
        (1, "2015-03-31", "2015-04-29", "2015-04-30"),
        (3, "2015-11-30", "2016-02-28", "2016-02-29"),
    ] {
        let mut scene = press_release_with(&format!("valid_months = {months}"));
        scene.award("press-release", on);
        assert_eq!(scene.points(on), 100);
        assert_eq!(scene.points(last), 100, "{on} + {months}");
        assert_eq!(scene.points(after), 75, "{on} + {months}");
        let refusal = scene.refuses(after, award("press-release"));
        assert!(
            matches!(*refusal.why, Why::LimitUsed { .. }),
            "an expired award still used its limit up"
        );
    }
}

#[test]
fn a_reversal_expires_with_its_award() {
    let mut scene = press_release_with("valid_months = 12");
    let release = scene.award("press-release", "2015-03-01");
    let taken_back = scene.clone().and("2015-06-01", reverse(release));
    for (on, points) in [
        ("2015-05-31", 100),
        ("2015-06-01", 75),
        ("2016-02-29", 75),
        ("2016-03-01", 75),
        ("2020-01-01", 75),
    ] {
        assert_eq!(taken_back.points(on), points, "{on}");
    }
    let late = scene.and("2016-06-01", reverse(release));
    assert_eq!(late.points("2016-06-01"), 75, "nothing is reversed twice");
}

#[test]
fn an_expiry_can_lower_the_tier() {
    let price = PRESS_RELEASE.replace("points = 25", "points = 425");
    let mut scene = certified_under(&[(PRESS_RELEASE, &format!("{price}\nvalid_months = 6"))]);
    scene.award("press-release", "2015-03-01");
    for (on, tier) in [
        ("2015-02-28", "silver"),
        ("2015-03-01", "gold"),
        ("2015-08-31", "gold"),
        ("2015-09-01", "silver"),
    ] {
        assert_eq!(scene.tier(on), tier, "{on}");
    }
    assert_eq!((scene.credit("2015-03"), scene.credit("2015-10")), (0, 0));
    let agreed = scene.agreed("2015-02-10");
    assert_eq!(
        (agreed.credit("2015-08"), agreed.credit("2015-09")),
        (7_000, 2_000)
    );
}

#[test]
fn a_fall_is_delayed_by_the_days_of_grace() {
    for (grace, last_gold, first_silver) in [
        (0, "2015-03-31", "2015-04-01"),
        (1, "2015-04-01", "2015-04-02"),
        (30, "2015-04-30", "2015-05-01"),
    ] {
        let mut scene = holding(499, "2015-02-10");
        let days = format!("downgrade_grace_days = {grace}");
        scene.rules = rules_with(&[("downgrade_grace_days = 0", &days)]);
        scene.does("2015-03-01", deployment("D-1"));
        let rise = scene.last();
        scene.does("2015-04-01", reverse(rise));
        assert_eq!(scene.tier("2015-02-28"), "silver", "a rise is never early");
        assert_eq!(scene.tier("2015-03-01"), "gold", "nor late");
        assert_eq!(scene.tier(last_gold), "gold", "{grace} days");
        assert_eq!(scene.tier(first_silver), "silver", "{grace} days");
        assert_eq!(scene.points("2015-04-01"), 499, "points know no grace");
        scene.clone().and(last_gold, award("battlecard"));
        let refusal = scene.refuses(first_silver, award("battlecard"));
        assert!(matches!(*refusal.why, Why::TierTooLow { .. }));
        let priced = scene.clone().and(last_gold, deployment("D-2"));
        assert_eq!(priced.points(last_gold) - scene.points(last_gold), 75);
    }
}

#[test]
fn grace_reaches_back_no_further_than_the_certification() {
    let mut scene = holding(600, "2015-02-10");
    scene.rules = rules_with(&[("downgrade_grace_days = 0", "downgrade_grace_days = 36500")]);
    assert_eq!(scene.tier("2015-02-10"), "gold");
    assert_eq!(scene.tier("2015-02-09"), "none");
    let opening = scene.award_of("opening-balance");
    scene.does("2015-03-01", reverse(opening));
    assert_eq!(scene.tier("2030-03-01"), "gold");
    let candidate = Adopted {
        admitted: "2015-02-10",
        agreed: "",
        certified: "",
        opening: Some((600, "2015-02-10")),
        today: "2015-02-10",
    };
    let rules = scene.rules.clone();
    let mut early = Scene::under(rules).and("2015-02-10", candidate.request());
    let opening = early.award_of("opening-balance");
    early.does("2015-02-20", reverse(opening));
    let certified = early.granted("2015-03-01");
    assert_eq!(certified.tier("2015-03-01"), "silver");
}

#[test]
fn the_candidate_window_is_as_long_as_the_file_says() {
    for (months, last, after) in [
        (1, "2015-02-28", "2015-03-01"),
        (6, "2015-07-31", "2015-08-01"),
        (13, "2016-02-29", "2016-03-01"),
    ] {
        let window = format!("window_months = {months}");
        let scene = Scene::under(rules_with(&[("window_months = 3", &window)]))
            .admitted("2015-01-31")
            .and("2015-01-31", contact("support"));
        scene.clone().and(last, certification());
        let refusal = scene.refuses(after, certification());
        assert!(matches!(*refusal.why, Why::WindowOver { .. }), "{refusal}");
    }
}

#[test]
fn thresholds_and_prices_are_those_of_the_file() {
    let mut scene = certified_under(&[
        ("from_points = 500\n", "from_points = 100\n"),
        (
            "points_at = { gold = 75, platinum = 75 }",
            "points_at = { gold = 1000 }",
        ),
    ]);
    scene.does("2015-03-01", deployment("D-1"));
    assert_eq!(
        (scene.points("2015-03-01"), scene.tier("2015-03-01")),
        (125, "gold")
    );
    for reference in ["D-2", "D-3", "D-4", "D-5", "D-6"] {
        scene.does("2015-03-01", deployment(reference));
    }
    assert_eq!(
        (scene.points("2015-03-01"), scene.tier("2015-03-01")),
        (5_125, "platinum")
    );
    scene.does("2015-03-01", deployment("D-7"));
    assert_eq!(
        scene.points("2015-03-01"),
        5_175,
        "platinum names no price of its own"
    );
}

#[test]
fn an_activity_may_be_earned_from_admission_on() {
    let from = PRESS_RELEASE.replace("from = \"silver\"", "from = \"candidate\"");
    let rules = rules_with(&[(PRESS_RELEASE, &from)]);
    let applicant = Scene::under(rules).and("2015-02-01", apply("saas"));
    applicant.expect_refusal(
        "2015-02-01",
        award("press-release"),
        "acme cannot earn `press-release` on 2015-02-01: it is an applicant",
    );
    let scene = applicant
        .and("2015-02-10", admission())
        .and("2015-02-10", award("press-release"));
    assert_eq!(scene.points("2015-02-10"), 50);
}

#[test]
fn a_step_without_an_activity_gives_no_points() {
    let scene = certified_under(&[
        ("given_by = \"admit\"", "by_hand = true"),
        ("given_by = \"certify\"", "by_hand = true"),
        ("given_by = \"success-manager\"", "by_hand = true"),
    ]);
    assert_eq!(scene.points("2015-02-10"), 0);
    let mut scene = scene.and("2015-03-01", team("success-manager", "Sam"));
    assert_eq!(scene.points("2015-03-01"), 0);
    for activity in ["admission", "certification", "success-manager"] {
        scene.award(activity, "2015-03-01");
    }
    assert_eq!(scene.points("2015-03-01"), 100);
}

#[test]
fn credit_asks_for_what_the_file_says() {
    let anything = [(
        "[credit]\nitems = [\"mpa\"]\ngood_standing = true",
        "[credit]",
    )];
    let scene = certified_under(&anything).and("2015-02-11", standing_lost());
    assert_eq!(scene.credit("2015-03"), 2_000);
    let figures = [(
        "credit_usd = 2000\nbenefits = [\n    { id = \"professional-services\"",
        "credit_usd = 1\nbenefits = [\n    { id = \"professional-services\"",
    )];
    let scene = certified_under(&figures).agreed("2015-02-10");
    assert_eq!(scene.credit("2015-03"), 1);
}

#[test]
fn standing_gates_only_the_steps_that_ask_for_it() {
    let lax = [(
        "\ngood_standing = true\n\n# A candidate becomes",
        "\n\n# A candidate becomes",
    )];
    let scene = Scene::under(rules_with(&lax))
        .and("2015-02-01", apply("saas"))
        .and("2015-02-01", standing_lost())
        .and("2015-02-10", admission())
        .and("2015-02-10", contact("support"));
    let refusal = scene.refuses("2015-03-01", certification());
    assert!(matches!(*refusal.why, Why::NotInGoodStanding { .. }));
}

#[test]
fn a_single_item_of_a_gate_is_settled_as_the_item_itself_asks() {
    let item = "text = \"Engage with the Ecosystem team and validate an integration strategy\"\nparty = \"both\"";
    let lax = format!("{item}\nneeds = \"met-or-waived\"");
    let scene = Scene::under(rules_with(&[(item, &lax)])).and("2015-02-01", apply("saas"));
    let Request::Judge(Judge {
        verdicts: mut asked,
        records,
        alias,
        contacts,
        decision,
    }) = admission()
    else {
        panic!("verdicts")
    };
    asked.retain(|asked| asked.item != "integration-strategy");
    asked.push(waived("integration-strategy"));
    let request = Request::Judge(Judge {
        verdicts: asked,
        records,
        alias,
        contacts,
        decision,
    });
    scene.and("2015-02-10", request);
}

/// The rule file with the checklist of products before those of partners.
fn publication_first() -> Scene {
    let begins = EMBEDDED
        .find("[[checklist]]\nid = \"publication\"")
        .expect("the list of products");
    let ends = EMBEDDED
        .find("# What a Certified Provider does to remain one.")
        .expect("the list after it");
    let list = &EMBEDDED[begins..ends];
    let first = "[[checklist]]\nid = \"application\"";
    Scene::under(rules_with(&[
        (list, ""),
        (first, &format!("{list}{first}")),
    ]))
}

#[test]
fn an_item_of_partners_is_told_from_a_products_of_the_same_id_wherever_it_stands() {
    let scene = publication_first()
        .admitted("2015-02-10")
        .and("2015-02-11", judge(&["portal-access", "mpa"], None));
    let program = scene.rules.on(super::day("2015-02-11"));
    let list = program.checklist("onboarding").expect("a list");
    let standing = scene.at("2015-02-11");
    let (settled, of) = checklist::progress(&scene.rules, &standing, list);
    assert_eq!((settled, of), (5, 7));
    assert_eq!(scene.credit("2015-02"), 2_000);
}

#[test]
fn an_item_named_twice_by_a_gate_is_missing_once() {
    let twice = [(
        "checklists = [\"application\"]\nitems = [\"cloud-account\",",
        "checklists = [\"application\", \"onboarding\"]\nitems = [\"cloud-account\",",
    )];
    let scene = Scene::under(rules_with(&twice)).and("2015-02-01", apply("saas"));
    let refusal = scene.refuses("2015-02-01", decision(Decision::Admit));
    let mut causes = refusal.causes();
    assert_eq!(causes.len(), 14, "{causes:?}");
    causes.sort();
    causes.dedup();
    assert_eq!(causes.len(), 14);
}

#[test]
fn a_yearly_term_may_be_another_number_of_months() {
    for (months, expected) in [
        (1, ["2016-01-31", "2016-02-29", "2016-03-31"]),
        (6, ["2016-01-31", "2016-07-31", "2017-01-31"]),
        (24, ["2016-01-31", "2018-01-31", "2020-01-31"]),
    ] {
        let rules = rules_with(&[
            ("[term]\n", "[term]\n"),
            ("\nmonths = 12", &format!("\nmonths = {months}")),
        ]);
        let scene = Scene::under(rules)
            .admitted("2016-01-31")
            .granted("2016-01-31")
            .and(expected[2], Request::Renew);
        let starts: Vec<String> = scene
            .terms()
            .into_iter()
            .map(|(_, starts, _)| starts)
            .collect();
        assert_eq!(starts, expected);
    }
}

#[test]
fn a_change_of_the_term_s_length_leaves_no_gap_and_stops_no_renewal() {
    for months in [6, 24] {
        let rules = rules_changed_on(
            "2015-09-01",
            &[("\nmonths = 12", &format!("\nmonths = {months}"))],
        );
        let mut scene = Scene::under(rules)
            .admitted("2015-02-10")
            .granted("2015-02-10");
        scene.does("2018-02-10", Request::Renew);
        let terms = scene.terms();
        assert!(terms.len() > 1, "{months}: {terms:?}");
        for pair in terms.windows(2) {
            assert_eq!(
                pair[0].2, pair[1].1,
                "each term begins where the one before ends"
            );
        }
        let last = terms.last().expect("a term");
        assert!(last.2.as_str() > "2018-02-10", "{months}: {terms:?}");
        scene.expect_nothing("2018-02-10", Request::Renew);
    }
}

#[test]
fn a_renewal_is_confirmed_whatever_the_term_s_length_became() {
    let rules = rules_changed_on("2015-09-01", &[("\nmonths = 12", "\nmonths = 6")]);
    let scene = Scene::under(rules)
        .admitted("2015-02-10")
        .granted("2015-02-10")
        .and("2015-12-01", super::object(super::Objector::Provider));
    scene.and("2016-03-01", confirm());
}

#[test]
fn the_rules_of_a_day_are_those_in_force_on_it() {
    let mut scene = holding(300, "2015-02-10");
    scene.rules = rules_changed_on(
        "2015-06-01",
        &[("from_points = 500\n", "from_points = 300\n")],
    );
    assert_eq!(
        (scene.tier("2015-05-31"), scene.tier("2015-06-01")),
        ("silver", "gold")
    );
    assert_eq!(
        (scene.credit("2015-05"), scene.credit("2015-06")),
        (2_000, 7_000)
    );
    scene.refuses("2015-05-31", award("battlecard"));
    scene.does("2015-06-01", award("battlecard"));
    scene.does("2015-05-31", overriding(award("billing-api")));
}

#[test]
fn rules_that_entitle_from_the_middle_of_a_month_give_its_credit() {
    let mut scene = Scene::certified("2015-02-10");
    scene.rules = rules_changed_on("2015-06-15", &[("[credit]\nitems = [\"mpa\"]", "[credit]")]);
    for (of, expected) in [("2015-05", 0), ("2015-06", 2_000), ("2015-07", 2_000)] {
        assert_eq!(scene.credit(of), expected, "{of}");
    }
}

#[test]
fn an_item_that_is_new_in_the_rules_is_open_until_it_is_judged() {
    let item = "[[checklist.item]]\nid = \"as-advertised\"";
    let new = "[[checklist.item]]\nid = \"security\"\ntext = \"It is secure\"\nparty = \"marketplace\"\n\n";
    let scene = Scene::under(rules_changed_on(
        "2015-03-01",
        &[(item, &format!("{new}{item}"))],
    ))
    .admitted("2015-02-10")
    .and("2015-02-10", contact("support"));
    scene.clone().and("2015-02-28", certification());
    let refusal = scene.refuses("2015-03-01", certification());
    assert_eq!(
        refusal.causes(),
        ["certification: security is open (responsible: marketplace)"]
    );
    scene.expect_refusal(
        "2015-02-28",
        judge(&["security"], None),
        "no checklist has an item `security`",
    );
    let judged = scene.and(
        "2015-03-01",
        verdicts(vec![VerdictInput { ..met("security") }], None),
    );
    judged.and("2015-03-01", certification());
}
