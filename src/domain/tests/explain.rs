//! Every line of the ledger once, with why it does not count; those that do add up.

use super::{FactId, Scene, apply, award, day, end, reverse, rules_with};
use crate::domain::program::versions::VersionRecord;
use crate::domain::query::explain::{LedgerLine, LeftOut, lines};
use crate::domain::value::id::EntryId;
use std::collections::BTreeMap;

/// The lines of a scene on a day; `voids` are entries that were undone.
fn explained<'s>(
    scene: &'s Scene,
    on: &str,
    voids: &BTreeMap<EntryId, EntryId>,
) -> Vec<LedgerLine<'s>> {
    let standing = scene.at(on);
    let number = standing
        .participation
        .as_ref()
        .map(|current| current.number);
    let versions: Vec<VersionRecord> = scene
        .rules
        .versions()
        .map(|version| VersionRecord {
            number: version.number,
            entry: version.entry,
            from: version.from,
        })
        .collect();
    lines(&scene.history, &versions, voids, number, day(on))
}

fn why(lines: &[LedgerLine<'_>], id: FactId) -> Option<LeftOut> {
    let line = lines.iter().find(|line| line.id == id);
    line.expect("it is a line").left_out
}

#[track_caller]
fn adds_up(scene: &Scene, on: &str) {
    let lines = explained(scene, on, &BTreeMap::new());
    let counting = lines.iter().filter(|line| line.left_out.is_none());
    assert_eq!(
        counting.map(|line| line.points).sum::<i64>(),
        scene.points(on)
    );
    let balance = lines.last().map_or(0, |line| line.balance);
    assert_eq!(balance, scene.points(on));
}

#[test]
fn a_reversal_and_its_award_are_nothing_from_its_day_on() {
    let mut scene = Scene::certified("2015-02-10");
    let news = scene.award("press-release", "2015-03-01");
    scene.does("2015-04-01", reverse(news));
    let reversal = scene.last();
    let lines = explained(&scene, "2015-04-01", &BTreeMap::new());
    assert_eq!(why(&lines, news), Some(LeftOut::Reversed(reversal)));
    assert_eq!(why(&lines, reversal), Some(LeftOut::Reverses(news)));
    let lines = explained(&scene, "2015-03-31", &BTreeMap::new());
    assert_eq!(why(&lines, news), None);
    assert_eq!(why(&lines, reversal), Some(LeftOut::Later));
    for on in [
        "2015-02-09",
        "2015-02-10",
        "2015-03-01",
        "2015-03-31",
        "2015-04-01",
    ] {
        adds_up(&scene, on);
    }
}

#[test]
fn what_expired_counts_up_to_the_day_before() {
    let rules = rules_with(&[(
        "id = \"press-release\"",
        "id = \"press-release\"\nvalid_months = 1",
    )]);
    let mut scene = Scene::under(rules)
        .admitted("2015-02-10")
        .granted("2015-02-10");
    let news = scene.award("press-release", "2015-03-01");
    assert_eq!(
        why(&explained(&scene, "2015-03-31", &BTreeMap::new()), news),
        None
    );
    let expired = Some(LeftOut::Expired(day("2015-04-01")));
    assert_eq!(
        why(&explained(&scene, "2015-04-01", &BTreeMap::new()), news),
        expired
    );
    adds_up(&scene, "2015-03-31");
    adds_up(&scene, "2015-04-01");
}

#[test]
fn an_earlier_participation_does_not_count_in_a_later_one() {
    let mut scene = Scene::certified("2015-02-10");
    let news = scene.award("press-release", "2015-03-01");
    let scene = scene
        .and("2015-04-01", end())
        .and("2015-05-01", apply("saas"));
    assert_eq!(
        why(&explained(&scene, "2015-04-30", &BTreeMap::new()), news),
        None
    );
    let lines = explained(&scene, "2015-05-01", &BTreeMap::new());
    assert_eq!(why(&lines, news), Some(LeftOut::Earlier(1)));
    adds_up(&scene, "2015-04-30");
    adds_up(&scene, "2015-05-01");
}

#[test]
fn what_was_taken_back_with_its_entry_names_the_undo() {
    let mut scene = Scene::certified("2015-02-10");
    let news = scene.award("press-release", "2015-03-01");
    let voids = BTreeMap::from([(news.entry, EntryId(99))]);
    let lines = explained(&scene, "2015-03-01", &voids);
    assert_eq!(why(&lines, news), Some(LeftOut::Voided(EntryId(99))));
    assert_eq!(lines.iter().filter(|line| line.id == news).count(), 1);
    assert_eq!(lines.last().map(|line| line.balance), Some(75));
}

#[test]
fn a_line_names_the_version_of_its_day_that_was_known_by_then() {
    let rules = super::rules_changed_on("2015-03-01", &[("points = 25", "points = 30")]);
    let scene = Scene::under(rules)
        .admitted("2015-02-10")
        .granted("2015-02-10")
        .and("2015-03-02", award("press-release"));
    let lines = explained(&scene, "2015-03-02", &BTreeMap::new());
    let versions: Vec<u32> = lines.iter().map(|line| line.version).collect();
    assert_eq!(versions.first(), Some(&1));
    assert_eq!(versions.last(), Some(&2));
}
