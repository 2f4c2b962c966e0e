//! Refusals about points.

use super::*;

#[allow(clippy::too_many_lines, reason = "one case for each reason")]
pub(super) fn about_points() -> Vec<Case> {
    let early = |stage| Why::NotCertifiedYet {
        activity: text("x"),
        stage,
    };
    let low = |held: Option<&str>| Why::TierTooLow {
        activity: text("x"),
        from: text("gold"),
        held: held.map(text),
    };
    let used = |limit| Why::LimitUsed {
        activity: text("x"),
        limit,
        award: fact(7, 2),
        on: day("2015-02-20"),
        free_from: None,
    };
    vec![
        (
            Why::UnknownActivity {
                activity: text("x"),
            },
            "the program has no activity `x`",
            Usage,
            &["`mpp program show` lists the activities"],
        ),
        (
            Why::GivenByStep {
                activity: text("x"),
                step: "certification",
            },
            "`x` is not awarded by hand: certification gives it",
            Refused,
            &[],
        ),
        (
            early(Stage::Applicant),
            "acme cannot earn `x` on 2015-03-01: it is an applicant",
            Refused,
            REVIEW_SHOWS,
        ),
        (
            early(Stage::Candidate),
            "acme cannot earn `x` on 2015-03-01: it is a candidate",
            Refused,
            CERTIFY_SHOWS,
        ),
        (
            low(Some("silver")),
            "`x` can be earned from gold on, and acme holds silver on 2015-03-01",
            Refused,
            LIMITS,
        ),
        (
            low(None),
            "`x` can be earned from gold on, and acme holds no tier on 2015-03-01",
            Refused,
            LIMITS,
        ),
        (
            Why::PrerequisiteNotReached {
                activity: text("x"),
                needed: 150,
                balance: 149,
            },
            "`x` needs a balance of 150 points, and acme has 149 on 2015-03-01",
            Refused,
            LIMITS,
        ),
        (
            used(Limit::Once),
            "`x` is earned once in a participation, and acme has it: award 7.2 of 2015-02-20",
            Refused,
            LIMITS,
        ),
        (
            used(Limit::Each),
            "`x` is earned once for each reference, and acme has it: award 7.2 of 2015-02-20",
            Refused,
            LIMITS,
        ),
        (
            used(Limit::Quarter),
            "`x` is earned once in a calendar quarter, and acme has it: award 7.2 of 2015-02-20",
            Refused,
            LIMITS,
        ),
        (
            used(Limit::Year),
            "`x` is earned once in a calendar year, and acme has it: award 7.2 of 2015-02-20",
            Refused,
            LIMITS,
        ),
        (
            Why::ReferenceMissing {
                activity: text("x"),
            },
            "`x` needs a reference",
            Usage,
            &["`mpp award-points acme x --ref ID` names the deployment or order"],
        ),
        (
            Why::ReferenceUsed {
                activity: text("x"),
                reference: text("D-1"),
                award: fact(7, 2),
                free_from: None,
            },
            "the reference `D-1` earned `x` already: award 7.2",
            Refused,
            &[],
        ),
        (
            Why::ReferenceUsed {
                activity: text("x"),
                reference: text("D-1"),
                award: fact(7, 2),
                free_from: Some(day("2015-07-01")),
            },
            "the reference `D-1` earned `x` already: award 7.2, reversed from 2015-07-01 on, and free only from that day",
            Refused,
            &[],
        ),
        (
            Why::NotThePrice {
                activity: text("x"),
                points: 25,
                expires_on: None,
            },
            "`x` earned acme 25 points, which do not expire",
            Refused,
            &[],
        ),
        (
            Why::NotThePrice {
                activity: text("x"),
                points: 25,
                expires_on: Some(day("2016-07-01")),
            },
            "`x` earned acme 25 points, which expire on 2016-07-01",
            Refused,
            &[],
        ),
        (
            Why::NotTheKey { name: text("Acme") },
            "the name `Acme` is compared with others by another key",
            Refused,
            &[],
        ),
        (
            Why::UnknownAward { award: fact(7, 2) },
            "acme has no award 7.2",
            Refused,
            &["`mpp history acme` names its awards"],
        ),
        (
            Why::AlreadyReversed {
                award: fact(7, 2),
                by: fact(8, 1),
            },
            "award 7.2 was reversed already, by 8.1",
            Refused,
            &[],
        ),
        (
            Why::ReversalBeforeAward {
                award: fact(7, 2),
                awarded_on: day("2015-03-02"),
            },
            "award 7.2 is of 2015-03-02; it cannot be reversed from 2015-03-01 on",
            Refused,
            &[],
        ),
        (
            Why::MonthBeforeApplication {
                month: month("2015-01"),
                applied_on: day("2015-02-10"),
            },
            "acme used no credit in 2015-01: it applied on 2015-02-10",
            Refused,
            &["the first month is 2015-02"],
        ),
        (
            Why::CreditUseKnown {
                month: month("2015-02"),
                cents: 123_405,
            },
            "the credit acme used in 2015-02 is on record with another figure: 1234.05 USD",
            Refused,
            &["`--on-duplicate update` replaces it"],
        ),
    ]
}
