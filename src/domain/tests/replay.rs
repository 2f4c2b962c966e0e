//! What is recorded late must not contradict what was recorded for later days.

mod sequences;

use super::super::fact::{Dated, Extension, Fact, GoodStanding, VerdictKind};
use super::points::holding;
use super::{
    Adopted, Day, Decision, FactId, Objector, Profile, ProfileField, Request, Scene, admission,
    apply, award, certification, certification_verdicts, confirm, contact, day, decision, decline,
    deployment, edit, end, extend, judge, lapse, object, overriding, profile, reverse, rules_with,
    shown, standing_lost, standing_regained, team, verdict, verdicts, waived, withdraw,
};
use crate::domain::decide::request::Judge;
use crate::domain::partner::history::History;
use crate::domain::partner::standing::Stage;
use crate::domain::rule::refusal::Why;
use crate::domain::value::id::EntryId;
use std::collections::BTreeMap;

fn unmet(item: &str) -> Request {
    verdicts(vec![verdict(item, VerdictKind::Unmet)], None)
}

/// Applied on 2015-02-01, admitted on 2015-02-10, certified on 2015-03-01.
fn certified_in_march() -> Scene {
    Scene::applicant("2015-02-01")
        .and("2015-02-10", admission())
        .and("2015-02-10", contact("support"))
        .and("2015-02-20", verdicts(vec![shown("kb-public")], None))
        .and("2015-03-01", certification())
}

#[test]
fn good_standing_lost_before_a_step_contradicts_it() {
    let scene = certified_in_march();
    let words = "acme is not in good standing: unpaid";
    scene.expect_contradiction("2015-02-09", standing_lost(), "admitted", words);
    scene.expect_contradiction("2015-02-28", standing_lost(), "certified", words);
    scene.clone().and("2015-03-01", standing_lost());
    let renewed = scene.and("2016-03-01", Request::Renew);
    renewed.expect_contradiction("2016-02-29", standing_lost(), "term", words);
    renewed.and("2016-03-01", standing_lost());
}

#[test]
fn good_standing_lost_and_regained_before_a_step_contradicts_nothing() {
    let scene = Scene::applicant("2015-02-01")
        .and("2015-02-05", standing_lost())
        .and("2015-02-10", standing_regained())
        .and("2015-02-10", admission());
    scene.clone().and("2015-02-03", standing_lost());
    scene.and("2015-02-07", standing_lost());
}

#[test]
fn a_verdict_taken_back_before_a_step_contradicts_it() {
    let scene = Scene::candidate("2015-02-10")
        .and("2015-02-10", contact("support"))
        .and(
            "2015-02-20",
            verdicts(certification_verdicts("test-account"), None),
        )
        .and("2015-03-01", decision(Decision::Grant));
    scene.expect_contradiction(
        "2015-02-25",
        unmet("documentation"),
        "certified",
        "acme cannot be certified yet: 1 of the program's conditions is missing",
    );
    scene.clone().and("2015-02-19", unmet("documentation"));
    scene.clone().and("2015-03-01", unmet("documentation"));
    scene
        .clone()
        .and("2015-02-25", verdicts(vec![waived("documentation")], None));
    scene.and("2015-02-25", unmet("integration-strategy"));
}

#[test]
fn a_verdict_on_what_another_waited_for_contradicts_it() {
    let scene = Scene::candidate("2015-02-10")
        .and("2015-02-11", judge(&["portal-access"], None))
        .and("2015-02-20", judge(&["mpa"], None));
    scene.expect_contradiction(
        "2015-02-15",
        unmet("portal-access"),
        "verdict",
        "`mpa` waits for portal-access",
    );
    scene.clone().and("2015-02-20", unmet("portal-access"));
    scene.clone().and("2015-02-10", unmet("portal-access"));
    scene.and("2015-02-15", verdicts(vec![waived("portal-access")], None));
}

#[test]
fn an_account_alias_taken_away_contradicts_the_admission_that_stood_on_it() {
    let cleared = || edit(Profile::default().with(ProfileField::Alias, ""));
    let scene = Scene::applicant("2015-02-01")
        .and("2015-02-02", edit(profile("", "", "ACME")))
        .and("2015-02-10", admission());
    scene.expect_contradiction(
        "2015-02-05",
        cleared(),
        "admitted",
        "acme cannot be admitted yet: 1 of the program's conditions is missing",
    );
    scene
        .clone()
        .and("2015-02-05", edit(profile("", "", "OTHER")));
    scene.and("2015-02-10", cleared());
}

#[test]
fn another_kind_contradicts_the_certification_of_the_first() {
    let scene = certified_in_march();
    scene.expect_contradiction(
        "2015-02-28",
        edit(profile("", "software", "")),
        "verdict",
        "`test-account` is not asked of the kind software, which acme is",
    );
    scene.and("2015-03-01", edit(profile("", "software", "")));
}

#[test]
fn an_end_before_what_was_earned_or_judged_contradicts_it() {
    for leave in [end(), withdraw()] {
        let scene = Scene::certified("2015-02-10").and("2015-06-01", award("press-release"));
        let step = match &leave {
            Request::Judge(Judge {
                decision: Some(Decision::End(_)),
                ..
            }) => "ended",
            _ => "withdrawn",
        };
        scene.expect_contradiction(
            "2015-05-31",
            leave.clone(),
            "award",
            &format!("the participation of acme has ended: {step} since 2015-05-31"),
        );
        scene.and("2015-06-01", leave);
    }
    let judged = Scene::applicant("2015-02-01").and("2015-02-05", unmet("function"));
    judged.expect_contradiction(
        "2015-02-04",
        decline(),
        "verdict",
        "the participation of acme has ended: declined since 2015-02-04",
    );
    let certified = certified_in_march();
    certified.expect_contradiction(
        "2015-02-25",
        lapse(),
        "verdict",
        "the participation of acme has ended: lapsed since 2015-02-25",
    );
}

#[test]
fn an_end_before_another_contradicts_it() {
    let scene = Scene::candidate("2015-02-10").and("2015-05-01", withdraw());
    scene.expect_contradiction(
        "2015-04-01",
        lapse(),
        "withdrawn",
        "the participation of acme has ended: lapsed since 2015-04-01",
    );
}

#[test]
fn what_is_known_of_a_company_after_its_end_contradicts_nothing() {
    let scene = Scene::certified("2015-02-10")
        .and("2015-06-01", team("integrator", "Kim"))
        .and("2015-06-02", contact("billing"))
        .and("2015-06-03", standing_lost())
        .and("2015-06-04", edit(profile("", "", "OTHER")))
        .and("2015-06-05", super::use_credit("2015-05", 1, false));
    scene.and("2015-05-01", end());
}

#[test]
fn a_certification_written_down_late_contradicts_a_lapse_and_not_a_withdrawal() {
    let candidate = Scene::candidate("2015-02-10").and("2015-02-10", contact("support"));
    let lapsed = candidate.clone().and("2015-06-01", lapse());
    lapsed.refuses("2015-05-01", certification());
    let withdrawn = candidate.and("2015-06-01", withdraw());
    let scene = withdrawn.and("2015-05-01", certification());
    assert_eq!(scene.stage("2015-05-31"), Some(Stage::Certified));
    assert_eq!(scene.stage("2015-06-01"), Some(Stage::Withdrawn));
}

#[test]
fn a_reversal_contradicts_the_awards_that_stood_on_its_points() {
    let mut scene = holding(460, "2015-02-10");
    scene.does("2015-03-01", deployment("D-1"));
    let needed = scene.last();
    scene.does("2015-03-10", award("battlecard"));
    scene.does("2015-03-11", deployment("D-2"));
    let spare = scene.last();
    scene.clone().and("2015-03-11", reverse(spare));
    for on in ["2015-03-01", "2015-03-09"] {
        scene.expect_contradiction(
            on,
            reverse(needed),
            "award",
            "`battlecard` can be earned from gold on, and acme holds silver on 2015-03-10",
        );
    }
    scene.and("2015-03-10", reverse(needed));
}

#[test]
fn a_reversal_contradicts_no_award_that_only_cost_more() {
    let mut scene = holding(499, "2015-02-10");
    scene.does("2015-03-01", deployment("D-1"));
    let first = scene.last();
    scene.does("2015-03-10", deployment("D-2"));
    scene.does("2015-03-05", reverse(first));
    assert_eq!(
        scene.points("2015-03-10"),
        499 + 75,
        "later awards keep their price"
    );
}

#[test]
fn an_award_that_set_its_limits_aside_is_contradicted_by_no_reversal() {
    let mut scene = holding(499, "2015-02-10");
    scene.does("2015-03-01", deployment("D-1"));
    let first = scene.last();
    scene.does("2015-03-10", overriding(award("battlecard")));
    scene.does("2015-03-05", reverse(first));
    assert_eq!(scene.points("2015-03-10"), 599);
}

#[test]
fn a_prerequisite_that_was_reached_then_contradicts_the_reversal_that_takes_it_away() {
    let mut scene = holding(125, "2015-02-10");
    let release = scene.award("press-release", "2015-03-01");
    scene.does("2015-03-10", award("brown-bag-training"));
    scene.expect_contradiction(
        "2015-03-05",
        reverse(release),
        "award",
        "`brown-bag-training` needs a balance of 150 points, and acme has 125 on 2015-03-10",
    );
    scene.and("2015-03-10", reverse(release));
}

#[test]
fn awards_that_were_recorded_later_for_earlier_days_count_for_those_of_before() {
    // 75, and 75 of the video: the training stands on 150.
    let mut scene = Scene::certified("2015-03-02");
    let video = scene.award("tutorial-video", "2015-04-01");
    scene.does("2015-04-10", award("brown-bag-training"));
    for (days, enough) in [
        (["2015-03-15", "2015-03-15"], true),
        (["2015-03-15", "2015-04-09"], true),
        (["2015-03-15", "2015-04-10"], false),
        (["2015-04-10", "2015-04-11"], false),
    ] {
        let mut scene = scene.clone();
        for (on, reference) in days.into_iter().zip(["D-1", "D-2"]) {
            scene.does(on, deployment(reference));
        }
        if enough {
            scene.does("2015-04-05", reverse(video));
            let points = if days[1] < "2015-04-05" { 175 } else { 125 };
            assert_eq!(scene.points("2015-04-05"), points);
        } else {
            let refusal = scene.refuses("2015-04-05", reverse(video));
            assert!(matches!(*refusal.why, Why::Unsettles(_)), "{refusal}");
        }
    }
}

#[test]
fn reversals_that_take_away_together_what_each_would_leave_are_told_apart() {
    let mut scene = holding(200, "2015-02-10");
    scene.does("2015-03-10", award("brown-bag-training"));
    let first = scene.award("press-release", "2015-03-01");
    let second = scene.award("view-ezine", "2015-03-01");
    let opening = scene.award_of("opening-balance");
    scene.does("2015-03-05", reverse(first));
    scene.expect_contradiction(
        "2015-03-05",
        reverse(opening),
        "award",
        "`brown-bag-training` needs a balance of 150 points, and acme has 25 on 2015-03-10",
    );
    scene.does("2015-03-05", reverse(second));
    scene.does("2015-03-10", reverse(opening));
}

/// The history that is left when an entry is undone, if nothing depends on it.
fn undone(scene: &Scene, entry: EntryId) -> Option<History> {
    let voids = BTreeMap::from([(entry, EntryId(i64::MAX - 1))]);
    let left = scene.history.clone().but_for(&voids);
    let found = left.replay_after(&scene.rules, entry);
    found.is_empty().then_some(left)
}

#[test]
fn an_entry_can_be_taken_back_once_what_was_recorded_later_carries_the_rest() {
    let mut scene = Scene::certified("2015-03-02");
    let video = scene.award("tutorial-video", "2015-04-01").entry;
    scene.does("2015-04-10", award("brown-bag-training"));
    assert_eq!(undone(&scene, video), None);
    scene.does("2015-03-15", deployment("D-1"));
    assert_eq!(undone(&scene, video), None);
    scene.does("2015-03-15", deployment("D-2"));
    let left = undone(&scene, video).expect("nothing stands on the video any more");
    assert_eq!(left.at(day("2015-04-10")).points(), 225);
    // The audit knows what stood there when the training was recorded.
    let undo = EntryId(scene.entries + 1);
    let voids = BTreeMap::from([(video, undo)]);
    assert_eq!(scene.history.audit(&scene.rules, &voids), []);
    let at_once = BTreeMap::from([(video, EntryId(video.0 + 1))]);
    let mut without = scene.history.clone();
    without.retain(|fact| fact.id.entry > EntryId(video.0 + 1) || fact.id.entry <= video);
    assert_eq!(without.audit(&scene.rules, &at_once), []);
}

#[test]
fn an_audit_finds_what_was_never_allowed_at_its_entry_though_it_would_be_now() {
    let mut scene = Scene::certified("2015-03-02");
    let Ok(facts) = scene
        .clone()
        .and("2015-03-15", deployment("D-1"))
        .and("2015-03-15", deployment("D-2"))
        .decide("2015-04-10", &award("brown-bag-training"))
    else {
        panic!("it has 175 points");
    };
    scene.entries += 1;
    let early = EntryId(scene.entries);
    scene.history.record(early, 1, facts);
    scene.entries += 1;
    for (n, reference) in (1..).zip(["D-1", "D-2"]) {
        let facts = scene.decide("2015-03-15", &deployment(reference));
        let facts = facts.expect("an award");
        scene.history.record(EntryId(scene.entries), n, facts);
    }
    assert_eq!(scene.history.replay_after(&scene.rules, EntryId(0)), []);
    let found = scene.history.audit(&scene.rules, &BTreeMap::new());
    let found: Vec<EntryId> = found.iter().map(|found| found.id.entry).collect();
    assert_eq!(found, [early]);
}

#[test]
fn a_file_of_awards_may_begin_with_the_newest() {
    let mut scene = Scene::certified("2015-03-02");
    let old = scene.clone().of_old();
    let in_days = ["2015-04-01", "2015-04-02"];
    let mut facts = Vec::new();
    let mut reported = scene.clone();
    for (on, reference) in in_days.into_iter().zip(["D-1", "D-2"]) {
        facts.extend(reported.does(on, deployment(reference)));
    }
    facts.extend(reported.does("2015-04-10", award("brown-bag-training")));
    scene.clone().record(facts.clone());
    // The places of a file's rows in its entry need not be those of its days.
    facts.reverse();
    scene.record(facts.clone());
    let mut history = old.history.clone();
    history.record(EntryId(old.entries + 1), 1, facts);
    let found = history.audit(&old.rules, &BTreeMap::new());
    assert_eq!(found.len(), 1, "files were once judged row by row");
}

#[test]
fn what_was_unsettled_under_the_reading_of_before_stops_nothing_else() {
    let mut scene = Scene::certified("2015-03-02").of_old();
    scene.does("2015-04-01", award("tutorial-video"));
    let video = scene.last();
    scene.does("2015-04-10", award("brown-bag-training"));
    let release = scene.award("press-release", "2015-04-02");
    // Once the reversal was judged without what came later; a book may hold what stands on nothing.
    let reversal = crate::domain::rule::points::reversal(
        video,
        crate::domain::rule::points::award(&scene.history, video)
            .expect("it")
            .1,
        "shown to nobody",
    );
    scene.entries += 1;
    let fact = Fact::Reversal(reversal);
    let on = day("2015-04-05");
    scene
        .history
        .record(EntryId(scene.entries), 1, [Dated { on, fact }]);
    let found = scene.history.audit(&rules_with(&[]), &BTreeMap::new());
    let found: Vec<_> = found.iter().map(|found| (found.what, found.on)).collect();
    assert_eq!(
        found,
        [("award", day("2015-04-10"))],
        "by the present reading"
    );
    let mut scene = scene.upgraded();
    assert_eq!(scene.history.audit(&scene.rules, &BTreeMap::new()), []);
    let facts = scene.decide("2015-04-06", &reverse(release));
    let facts = facts.expect("the training stood on nothing before");
    scene.entries += 1;
    scene.history.record(EntryId(scene.entries), 1, facts);
    assert_eq!(scene.history.audit(&scene.rules, &BTreeMap::new()), []);
}

#[test]
fn an_application_in_between_contradicts_nothing_that_is_known_of_the_company() {
    let scene = Scene::certified("2015-02-10")
        .and("2015-06-01", end())
        .and("2016-01-01", standing_lost());
    scene.and("2015-07-01", apply("saas"));
}

#[test]
fn an_objection_written_down_late_stands_while_its_term_was_not_renewed() {
    let scene = Scene::certified("2015-02-10").and("2015-12-01", judge(&["use-case"], None));
    let objected = scene.and("2015-06-01", object(Objector::Provider));
    objected.refuses("2016-02-10", Request::Renew);
}

#[test]
fn on_one_day_the_order_of_recording_decides() {
    let scene = Scene::certified("2015-02-10");
    scene.clone().and("2015-02-10", unmet("as-advertised"));
    scene.clone().and("2015-02-10", standing_lost());
    let ended = scene.and("2015-02-10", end());
    ended.refuses("2015-02-10", award("press-release"));
    let again = ended.and("2015-02-10", apply("saas"));
    assert_eq!(again.stage("2015-02-10"), Some(Stage::Applicant));
    let again = again.and("2015-02-10", admission());
    assert_eq!(again.points("2015-02-10"), 25);
}

#[test]
fn only_what_came_after_an_entry_is_judged_again() {
    let scene = Scene::certified("2015-02-10");
    let stray = Fact::Extension(Extension {
        until: day("2015-01-01"),
        reason: "never".to_owned(),
    });
    let mut history = scene.history.clone();
    for entry in [50, 51] {
        let on = day("2015-03-01");
        history.record(
            EntryId(entry),
            1,
            [Dated {
                on,
                fact: stray.clone(),
            }],
        );
    }
    let judged_after = |entry| history.replay_after(&scene.rules, EntryId(entry)).len();
    assert_eq!([49, 50, 51].map(judged_after), [2, 1, 0]);
    assert!(!history.is_empty());
    assert!(Scene::unknown().history.is_empty());
}

#[test]
fn facts_that_are_decided_together_have_places_of_their_own() {
    let mut history = Scene::applicant("2015-02-01").history;
    let fact = Dated {
        on: day("2015-02-02"),
        fact: Fact::Standing(GoodStanding {
            good: true,
            reason: None,
        }),
    };
    for n in 1..=3 {
        history.pend(fact.clone());
        assert_eq!(history.facts().last().map(|fact| fact.id.n), Some(n));
    }
}
