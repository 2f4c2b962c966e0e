//! What comes next, as the line of a change tells it.

use super::points::holding;
use super::{Request, Scene, day, deployment, lapse, month, reverse};
use crate::domain::query::ahead::Ahead;

/// What comes next once something was done, asked on the day itself.
fn after(scene: &Scene, on: &str, request: Request) -> Ahead {
    let now = scene.clone().and(on, request);
    Ahead::of(&now.rules, &scene.history, &now.history, day(on))
}

#[test]
fn another_tier_has_its_credit_from_the_next_month_or_from_the_first_of_this() {
    let silver = holding(499, "2015-02-10");
    let gold = |from| Some((700_000, month(from)));
    assert_eq!(
        after(&silver, "2015-04-01", deployment("D")).credit,
        gold("2015-04")
    );
    assert_eq!(
        after(&silver, "2015-04-02", deployment("D")).credit,
        gold("2015-05")
    );
    assert_eq!(
        after(&silver, "2015-12-31", deployment("D")).credit,
        gold("2016-01")
    );
    let mut fallen = holding(499, "2015-02-10");
    fallen.does("2015-04-02", deployment("D"));
    let award = fallen.last();
    assert_eq!(
        after(&fallen, "2015-06-15", reverse(award)).credit,
        Some((200_000, month("2015-07"))),
        "June has gold from its first day"
    );
}

#[test]
fn the_same_credit_is_not_told_and_none_is() {
    let silver = holding(100, "2015-02-10");
    assert_eq!(
        after(&silver, "2015-04-02", deployment("D")),
        Ahead::default()
    );
    let candidate = Scene::candidate("2015-02-10").agreed("2015-02-10");
    let lapsed = |on| after(&candidate, on, lapse()).credit;
    assert_eq!(lapsed("2015-03-01"), Some((0, month("2015-03"))));
    assert_eq!(lapsed("2015-03-02"), Some((0, month("2015-04"))));
}

#[test]
fn a_candidate_has_a_last_day() {
    let applicant = Scene::applicant("2015-11-01");
    let mut admitted = applicant.clone();
    admitted.does("2015-11-30", super::admission());
    let ahead = Ahead::of(
        &admitted.rules,
        &applicant.history,
        &admitted.history,
        day("2015-11-30"),
    );
    assert_eq!(ahead.certified_by, Some(day("2016-02-29")));
    assert_eq!(ahead.credit, None, "without the agreement there is none");
}
