//! Every reason for a refusal, with its sentence, its kind and its hints.

mod items;
mod partner;
mod points;
mod products;
mod requests;

use super::super::fact::{StepKind, Verdict, VerdictKind};
use super::super::program::{Limit, Party, StageName};
use super::{
    ContentField, FactId, Objector, PartnerId, ProductState, Refusal, Scene, Stage, Why, advice,
    day, month,
};
use crate::domain::rule::checklist::allow_verdict;
use crate::domain::rule::refusal::{Contradiction, OfProgress, OfRecord, OfRequest};
use crate::domain::rule::refusal::{Missing, RefusalKind};
use crate::domain::rule::source::Source;
use crate::domain::value::id::EntryId;
use RefusalKind::{Refused, Usage};

/// How many reasons there are.
const REASONS: usize = 85;

/// The place of a reason among all. A new one does not build before it stands here, and fails before it has a
/// case below.
fn place(why: &Why) -> usize {
    match why {
        Why::NotInProgramYet { .. } => 0,
        Why::ParticipationEnded { .. } => 1,
        Why::AlreadyInProgram { .. } => 2,
        Why::LaterParticipation { .. } => 3,
        Why::DaysOutOfOrder => 4,
        Why::IdTaken { .. } => 5,
        Why::NameTaken { .. } => 6,
        Why::ProbablyTheSame { .. } => 7,
        Why::AliasTaken { .. } => 8,
        Why::ExternalIdTaken { .. } => 9,
        Why::UnknownKind { .. } => 10,
        Why::UnknownSupportLevel { .. } => 11,
        Why::UnknownRole { .. } => 12,
        Why::WrongStage { .. } => 13,
        Why::NoCandidate { .. } => 14,
        Why::NotCertified { .. } => 15,
        Why::NotInGoodStanding { .. } => 16,
        Why::KindUnknown { .. } => 17,
        Why::GateNotMet { .. } => 18,
        Why::WindowOver { .. } => 19,
        Why::ExtensionTooShort { .. } => 20,
        Why::UnknownItem { .. } => 21,
        Why::ListNotOpen { .. } => 22,
        Why::ItemOfProduct { .. } => 23,
        Why::ItemOfAnotherKind { .. } => 24,
        Why::WaiverWithoutReason { .. } => 25,
        Why::EvidenceMissing { .. } => 26,
        Why::ContactMissing { .. } => 27,
        Why::ItemWaits { .. } => 28,
        Why::UnknownActivity { .. } => 29,
        Why::GivenByStep { .. } => 30,
        Why::NotCertifiedYet { .. } => 31,
        Why::TierTooLow { .. } => 32,
        Why::PrerequisiteNotReached { .. } => 33,
        Why::LimitUsed { .. } => 34,
        Why::ReferenceMissing { .. } => 35,
        Why::ReferenceUsed { .. } => 36,
        Why::UnknownAward { .. } => 37,
        Why::AlreadyReversed { .. } => 38,
        Why::ReversalBeforeAward { .. } => 39,
        Why::CreditUseKnown { .. } => 40,
        Why::NotTheTerm { .. } => 41,
        Why::AlreadyRenewed { .. } => 42,
        Why::UnderEvaluation { .. } => 43,
        Why::NothingToConfirm { .. } => 44,
        Why::Unsettles(_) => 45,
        Why::UnknownProduct { .. } => 46,
        Why::ProductNameTaken { .. } => 47,
        Why::ProductNameFixed { .. } => 48,
        Why::ShortTooLong { .. } => 49,
        Why::ContentIncomplete { .. } => 50,
        Why::NotPublishable { .. } => 51,
        Why::NotPublished { .. } => 52,
        Why::FollowsFromRecord { .. } => 53,
        Why::DeploymentKnown { .. } => 54,
        Why::RevenueKnown { .. } => 55,
        Why::ProductNotYet { .. } => 56,
        Why::ItemOfPartner { .. } => 57,
        Why::PointsLost { .. } => 58,
        Why::MonthBeforeApplication { .. } => 59,
        Why::NotThePrice { .. } => 60,
        Why::NotTheKey { .. } => 61,
        Why::OfRequest(problem) => match problem {
            OfRequest::UnknownKind { .. } => 62,
            OfRequest::TooEarly { .. } => 63,
            OfRequest::Needs { .. } => 64,
            OfRequest::DueBefore { .. } => 65,
            OfRequest::Unknown { .. } => 66,
            OfRequest::AlreadySettled { .. } => 67,
            OfRequest::SettledBefore { .. } => 68,
            OfRequest::FeeWithoutSupport { .. } => 69,
        },
        Why::NoSuchTerm { .. } => 70,
        Why::NotListed { .. } => 76,
        Why::NobodyInRole { .. } => 77,
        Why::BenefitNotHeld { .. } => 80,
        Why::NotRequestable { .. } => 83,
        Why::JudgedForEarlierVersion { .. } => 84,
        Why::OfRecord(problem) => match problem {
            OfRecord::NotAsked { .. } => 78,
            OfRecord::Missing { .. } => 79,
            OfRecord::DoerUnknown { .. } => 81,
            OfRecord::SamePerson { .. } => 82,
        },
        Why::OfProgress(problem) => match problem {
            OfProgress::NoSteps { .. } => 71,
            OfProgress::UnknownStep { .. } => 72,
            OfProgress::NotInProgress { .. } => 73,
            OfProgress::DueBefore { .. } => 74,
            OfProgress::StepMissing { .. } => 75,
        },
    }
}

/// A reason, its sentence, its kind and its hints.
type Case = (Why, &'static str, RefusalKind, &'static [&'static str]);

const REVIEW_SHOWS: &[&str] = &["`mpp review acme` shows what admission waits for"];
const CERTIFY_SHOWS: &[&str] = &["`mpp certify acme` shows what certification waits for"];
const LIMITS: &[&str] = &[
    "`mpp tier acme` shows its points",
    "`mpp award-points acme x --override REASON` overrides the limit; the reason is recorded",
];
const LEAVES: &[&str] = &["`mpp review acme --withdraw REASON` ends a participation at any stage"];

fn text(text: &str) -> String {
    text.to_owned()
}

fn other() -> PartnerId {
    PartnerId::new("other").expect("an id")
}

fn fact(entry: i64, n: i64) -> FactId {
    FactId {
        entry: EntryId(entry),
        n,
    }
}

fn refusal(why: Why) -> Refusal {
    Refusal::new(
        &PartnerId::new("acme").expect("an id"),
        day("2015-03-01"),
        why,
    )
}

fn missing(item: &str) -> Missing {
    Missing {
        item: text(item),
        checklist: text("certification"),
        party: Party::Integrator,
        needs_evidence: false,
        follows_from: None,
        state: None,
    }
}

#[test]
fn every_reason_has_its_sentence_its_kind_and_its_hints() {
    let cases = [
        partner::about_the_company(),
        partner::about_the_stage(),
        items::about_items(),
        points::about_points(),
        products::about_products(),
        requests::about_requests(),
        requests::about_progress(),
        partner::about_terms_and_the_past(),
    ];
    let mut covered = [false; REASONS];
    for (why, words, kind, hints) in cases.into_iter().flatten() {
        covered[place(&why)] = true;
        let refusal = refusal(why);
        assert_eq!(refusal.to_string(), words);
        assert_eq!(refusal.kind(), kind, "{words}");
        assert_eq!(advice(&refusal), hints, "{words}");
    }
    let missing: Vec<usize> = (0..REASONS).filter(|place| !covered[*place]).collect();
    assert!(missing.is_empty(), "reasons without a case: {missing:?}");
}

#[test]
fn the_causes_are_the_missing_items_and_the_reason_of_a_contradiction() {
    let unmet = Missing {
        state: Some(VerdictKind::Unmet),
        ..missing("documentation")
    };
    let gate = refusal(Why::GateNotMet {
        step: StepKind::Certified,
        missing: vec![missing("business-value"), unmet],
    });
    assert_eq!(
        gate.causes(),
        [
            "certification: business-value is open (responsible: integrator)",
            "certification: documentation is unmet (responsible: integrator)",
        ]
    );
    let contradiction = refusal(Why::Unsettles(Contradiction {
        id: fact(9, 3),
        on: day("2015-04-01"),
        what: "certified",
        refusal: gate,
    }));
    assert_eq!(
        contradiction.causes(),
        ["acme cannot be certified yet: 2 of the program's conditions are missing"]
    );
    assert!(refusal(Why::DaysOutOfOrder).causes().is_empty());
}

#[test]
fn a_day_from_which_it_would_do_is_hinted_only_where_it_lies_ahead() {
    let past = refusal(Why::NotInProgramYet {
        applied_on: Some(day("2015-03-01")),
    });
    assert!(past.hints().is_empty());
}

#[test]
fn a_verdict_on_another_term_s_copy_is_refused() {
    let scene = Scene::certified("2015-02-10");
    let on_term = |term| Verdict {
        checklist: text("responsibilities"),
        item: text("use-case"),
        term,
        product: None,
        kind: VerdictKind::Met,
        note: None,
        evidence: None,
    };
    let judged = |term| {
        let verdict = on_term(term);
        allow_verdict(&scene.rules, &scene.history, day("2015-03-01"), &verdict)
    };
    assert_eq!(judged(Some(1)), Ok(()));
    for term in [None, Some(2)] {
        let refusal = judged(term).expect_err("another copy");
        assert_eq!(
            *refusal.why,
            Why::NotTheTerm {
                term: term.unwrap_or(0)
            }
        );
    }
}

#[test]
fn a_refusal_about_a_value_says_which_and_of_what() {
    let text = str::to_owned;
    let holder = || PartnerId::new("bolt").expect("an id");
    let cases = [
        (
            Why::UnknownItem {
                item: text("maturty"),
                product: None,
            },
            Some(("item", "maturty")),
        ),
        (
            Why::EvidenceMissing {
                item: text("kb-public"),
                product: None,
            },
            Some(("item", "kb-public")),
        ),
        (
            Why::UnknownActivity {
                activity: text("webinar"),
            },
            Some(("activity", "webinar")),
        ),
        (
            Why::ReferenceMissing {
                activity: text("webinar"),
            },
            Some(("ref", "")),
        ),
        (
            Why::NameTaken {
                name: text("Bolt"),
                holder: holder(),
            },
            Some(("name", "Bolt")),
        ),
        (
            Why::ProductNameFixed {
                product: text("shield"),
                since: day("2015-03-04"),
            },
            Some(("name", "")),
        ),
        (
            Why::UnknownProduct {
                product: text("sheild"),
            },
            Some(("product", "sheild")),
        ),
        (Why::IdTaken { id: holder() }, Some(("id", "bolt"))),
        (
            Why::AliasTaken {
                alias: text("BOLT"),
                holder: holder(),
            },
            Some(("alias", "BOLT")),
        ),
        (
            Why::UnknownKind {
                kind: text("sas"),
                kinds: vec![],
            },
            Some(("kind", "sas")),
        ),
        (Why::DaysOutOfOrder, None),
    ];
    for (why, about) in cases {
        let shown = format!("{why:?}");
        let refusal = Refusal::new(&holder(), day("2015-02-01"), why);
        assert_eq!(refusal.about(), about, "{shown}");
    }
}

#[test]
fn the_first_day_is_told_where_it_is_later() {
    let not_yet = |first: Option<&str>| {
        let why = Why::NotInProgramYet { applied_on: None };
        let refusal = Refusal::new(
            &PartnerId::new("bolt").expect("an id"),
            day("2015-02-01"),
            why,
        );
        match *refusal.knowing_first_day(first.map(day)).why {
            Why::NotInProgramYet { applied_on } => applied_on,
            _ => None,
        }
    };
    assert_eq!(not_yet(None), None);
    assert_eq!(not_yet(Some("2015-02-01")), None);
    assert_eq!(not_yet(Some("2015-02-02")), Some(day("2015-02-02")));
}

#[test]
fn what_stands_beside_an_activity_is_brief() {
    let activity = || text("x");
    for (why, words) in [
        (
            Why::NotCertifiedYet {
                activity: activity(),
                stage: Stage::Candidate,
            },
            "the partner is a candidate",
        ),
        (
            Why::TierTooLow {
                activity: activity(),
                from: text("gold"),
                held: None,
            },
            "from gold on",
        ),
        (
            Why::PrerequisiteNotReached {
                activity: activity(),
                needed: 150,
                balance: 149,
            },
            "needs 150 points, there are 149",
        ),
        (
            Why::LimitUsed {
                activity: activity(),
                limit: Limit::Quarter,
                award: FactId::parse("7.1").expect("an award"),
                on: day("2015-03-31"),
                free_from: None,
            },
            "once in a calendar quarter, and was on 2015-03-31",
        ),
        (
            Why::ReferenceMissing {
                activity: activity(),
            },
            "`x` needs a reference",
        ),
    ] {
        let partner = PartnerId::new("acme").expect("an id");
        let refusal = Refusal::new(&partner, day("2015-04-01"), why);
        assert_eq!(refusal.briefly(), words);
    }
}
