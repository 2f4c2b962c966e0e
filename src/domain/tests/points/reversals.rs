//! Reversals: what they take away, from which day, and what they free.

use super::*;

#[test]
fn a_reversal_takes_back_exactly_its_award_from_its_own_day_on() {
    let mut scene = holding(499, "2015-02-10");
    scene.does("2015-03-01", deployment("D-1"));
    let cheap = scene.last();
    scene.does("2015-03-02", deployment("D-2"));
    let dear = scene.last();
    assert_eq!(scene.points("2015-03-02"), 499 + 50 + 75);
    scene.does("2015-03-10", reverse(dear));
    scene.does("2015-03-20", reverse(cheap));
    for (on, points) in [
        ("2015-03-09", 624),
        ("2015-03-10", 549),
        ("2015-03-19", 549),
        ("2015-03-20", 499),
    ] {
        assert_eq!(scene.points(on), points, "{on}");
    }
}

#[test]
fn a_reversal_is_refused_before_its_award_twice_and_of_nothing() {
    let mut scene = Scene::certified("2015-02-10");
    let release = scene.award("press-release", "2015-03-01");
    scene.expect_refusal(
        "2015-02-28",
        reverse(release),
        &format!("award {release} is of 2015-03-01; it cannot be reversed from 2015-02-28 on"),
    );
    for unknown in [
        FactId {
            entry: EntryId(99),
            n: 1,
        },
        FactId {
            entry: EntryId(1),
            n: 1,
        },
    ] {
        let words = format!("acme has no award {unknown}");
        scene.expect_refusal("2015-03-01", reverse(unknown), &words);
    }
    scene.does("2015-03-01", reverse(release));
    let reversal = scene.last();
    assert_eq!(scene.points("2015-03-01"), 75, "on the award's own day");
    scene.expect_refusal(
        "2015-03-02",
        reverse(release),
        &format!("award {release} was reversed already, by {reversal}"),
    );
    scene.expect_refusal(
        "2015-03-02",
        reverse(reversal),
        &format!("acme has no award {reversal}"),
    );
}

#[test]
fn a_reversal_frees_limit_and_reference_from_its_day_on() {
    let mut scene = Scene::certified("2015-02-10");
    let release = scene.award("press-release", "2015-03-10");
    let quarter = scene.award("provider-of-the-quarter", "2015-04-10");
    scene.does("2015-03-10", deployment("D-1"));
    let deployed = scene.last();
    for award in [release, quarter, deployed] {
        scene.does("2015-06-01", reverse(award));
    }
    let words = "reversed from 2015-06-01 on, and free only from that day";
    for (on, free) in [
        ("2015-02-10", false),
        ("2015-03-10", false),
        ("2015-05-31", false),
        ("2015-06-01", true),
        ("2015-06-02", true),
    ] {
        for request in [award("press-release"), deployment("D-1")] {
            if free {
                scene.clone().and(on, request);
            } else {
                let refusal = scene.refuses(on, request).to_string();
                assert!(refusal.ends_with(words), "{on}: {refusal}");
            }
        }
    }
    // A quarter of its own was never used up.
    for (on, free) in [
        ("2015-03-31", true),
        ("2015-04-01", false),
        ("2015-05-31", false),
        ("2015-06-01", true),
        ("2015-07-01", true),
    ] {
        let decided = scene.decide(on, &award("provider-of-the-quarter"));
        assert_eq!(decided.is_ok(), free, "{on}");
    }
    let second = scene.award("press-release", "2015-06-01");
    scene.does("2015-06-01", deployment("D-1"));
    let refusal = scene.refuses("2015-07-01", award("press-release"));
    assert!(matches!(*refusal.why, Why::LimitUsed { award, .. } if award == second));
    let refusal = scene.refuses("2015-07-01", deployment("D-1"));
    assert!(matches!(*refusal.why, Why::ReferenceUsed { .. }));
    for (on, points) in [
        ("2015-03-10", 150),
        ("2015-05-31", 225),
        ("2015-06-01", 150),
    ] {
        assert_eq!(scene.points(on), points, "{on}");
    }
}

#[test]
fn what_was_used_again_under_the_reading_of_before_stays_sound() {
    let mut scene = Scene::certified("2015-02-10").of_old();
    let release = scene.award("press-release", "2015-03-10");
    scene.does("2015-03-10", deployment("D-1"));
    let deployed = scene.last();
    for award in [release, deployed] {
        scene.does("2015-06-01", reverse(award));
    }
    // Both count twice between the two days.
    scene.does("2015-03-01", award("press-release"));
    let again = scene.last();
    scene.does("2015-03-10", deployment("D-1"));
    let mut scene = scene.upgraded();
    scene.does("2015-07-01", award("view-ezine"));
    // What is recorded now, and what would be reversed now, is judged with it.
    scene.does("2015-03-20", reverse(again));
    assert!(
        scene
            .refuses("2015-03-19", award("press-release"))
            .to_string()
            .contains("free only from")
    );
    let strict = rules_with(&[]);
    let found = scene
        .history
        .audit(&strict, &std::collections::BTreeMap::new());
    let found: Vec<_> = found.iter().map(|found| found.on.to_string()).collect();
    assert_eq!(
        found,
        ["2015-03-01", "2015-03-10", "2015-03-20"],
        "by the present reading, with what stands on them"
    );
}

#[test]
fn the_awards_of_an_ended_participation_are_not_taken_back() {
    let mut scene = Scene::certified("2015-02-10");
    let release = scene.award("press-release", "2015-03-01");
    let left = scene.and("2015-06-01", withdraw());
    let words = "the participation of acme has ended: withdrawn since 2015-06-01";
    left.expect_refusal("2015-06-01", reverse(release), words);
    left.expect_refusal("2015-06-01", award("view-ezine"), words);
    left.clone().and("2015-05-31", reverse(release));
    let again = left.and("2016-01-01", apply("saas"));
    let refusal = again.refuses("2016-01-02", reverse(release)).to_string();
    assert!(
        !refusal.contains("ended: applicant"),
        "a running participation has not ended: {refusal}"
    );
}

#[test]
fn a_reversal_takes_back_just_what_was_granted() {
    let mut scene = Scene::certified("2015-02-10");
    let award = scene.award("press-release", "2015-03-01");
    let reversal = |points, expires_on: Option<&str>| {
        Fact::Reversal(Reversal {
            award,
            participation: 1,
            activity: "press-release".to_owned(),
            points,
            expires_on: expires_on.map(day),
            reason: "wrong".to_owned(),
        })
    };
    let allowed = |fact: &Fact| allow(&scene.rules, &scene.history, day("2015-03-02"), fact);
    assert_eq!(allowed(&reversal(-25, None)), Ok(()));
    for (points, expires_on) in [
        (-24, None),
        (25, None),
        (-25, Some("2016-03-01")),
        (-24, Some("2016-03-01")),
    ] {
        let refused = allowed(&reversal(points, expires_on)).map_err(|refusal| refusal.to_string());
        assert!(refused.is_err(), "{points} {expires_on:?}");
    }
}
