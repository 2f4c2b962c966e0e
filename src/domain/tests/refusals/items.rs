//! Refusals about the items of checklists.

use super::*;

pub(super) fn about_items() -> Vec<Case> {
    let closed = |from, stage| Why::ListNotOpen {
        checklist: text("responsibilities"),
        from,
        stage,
    };
    vec![
        (
            Why::UnknownItem {
                item: text("x"),
                product: None,
            },
            "no checklist has an item `x`",
            Usage,
            &["`mpp checklist acme` lists the items"],
        ),
        (
            closed(StageName::Certified, Stage::Candidate),
            "the responsibilities checklist opens with the stage certified, and acme is a candidate on 2015-03-01",
            Refused,
            CERTIFY_SHOWS,
        ),
        (
            closed(StageName::Candidate, Stage::Applicant),
            "the responsibilities checklist opens with the stage candidate, and acme is an applicant on 2015-03-01",
            Refused,
            REVIEW_SHOWS,
        ),
        (
            Why::ItemOfProduct { item: text("x") },
            "`x` is an item of a product, not of the partner",
            Refused,
            &["`mpp product mark acme PRODUCT --met x`"],
        ),
        (
            Why::ItemOfAnotherKind {
                item: text("x"),
                kind: text("saas"),
            },
            "`x` is not asked of the kind saas, which acme is",
            Refused,
            &["`mpp edit acme --kind KIND` if the kind is wrong"],
        ),
        (
            Why::WaiverWithoutReason {
                item: text("x"),
                product: None,
            },
            "`x` is waived only with a reason",
            Usage,
            &["`mpp checklist acme --waive x=REASON`"],
        ),
        (
            Why::OfRecord(OfRecord::DoerUnknown {
                item: text("x"),
                other: text("y"),
            }),
            "`x` is met only by another person than y, and who did that is not on record",
            Refused,
            &["`--record y.by=PERSON`"],
        ),
        (
            Why::OfRecord(OfRecord::SamePerson {
                item: text("x"),
                other: text("y"),
                person: text("Jo"),
            }),
            "`x` is met only by another person than y, and Jo did both",
            Refused,
            &[],
        ),
        (
            Why::NotRequestable {
                product: text("shield"),
                missing: vec![missing("x")],
            },
            "publication of shield of acme cannot be requested yet: 1 of the program's conditions is missing",
            Refused,
            &["`mpp checklist acme` shows the items"],
        ),
        (
            Why::JudgedForEarlierVersion {
                product: text("shield"),
                since: day("2016-01-01"),
                items: vec![text("x"), text("y")],
            },
            "shield of acme has a new version since 2016-01-01, and x, y were judged for an earlier one",
            Refused,
            &["`mpp checklist acme --met x --met y` once they are"],
        ),
        (
            Why::BenefitNotHeld {
                benefit: text("b"),
                tier: Some(text("silver")),
            },
            "the tier silver of acme does not give b",
            Refused,
            &["`mpp tier acme` shows its tier and benefits"],
        ),
        (
            Why::BenefitNotHeld {
                benefit: text("b"),
                tier: None,
            },
            "acme has no tier, and so no benefit b",
            Refused,
            &["`mpp tier acme` shows its tier and benefits"],
        ),
        (
            Why::OfRecord(OfRecord::NotAsked {
                item: text("x"),
                name: text("v"),
                names: vec![text("a"), text("b")],
            }),
            "the item x does not record `v`; it records a, b",
            Usage,
            &[],
        ),
        (
            Why::OfRecord(OfRecord::NotAsked {
                item: text("x"),
                name: text("v"),
                names: Vec::new(),
            }),
            "nothing is recorded of the item x, and so no `v`",
            Usage,
            &[],
        ),
        (
            Why::OfRecord(OfRecord::Missing {
                item: text("x"),
                names: vec![text("a"), text("b")],
            }),
            "`x` is met only with a value for a, b",
            Refused,
            &["`--record x.a=VALUE`", "`--record x.b=VALUE`"],
        ),
        (
            Why::EvidenceMissing {
                item: text("x"),
                product: None,
            },
            "`x` is met only with its address as evidence",
            Refused,
            &["`mpp checklist acme --met x --evidence x=URL`"],
        ),
        (
            Why::ContactMissing {
                item: text("x"),
                role: text("support"),
            },
            "`x` is met only with a support contact on record",
            Refused,
            &[
                "`mpp people acme --contact support=\"Name <mail>\"`, or `--contact` in the same command",
            ],
        ),
        (
            Why::ItemWaits {
                item: text("x"),
                waits_for: vec![missing("y"), missing("z")],
                product: None,
            },
            "`x` waits for y, z",
            Refused,
            &["`mpp checklist acme --met y --met z` first, or in the same command"],
        ),
        (
            Why::ItemWaits {
                item: text("x"),
                waits_for: vec![
                    missing("y"),
                    Missing {
                        follows_from: Some(Source::Alias),
                        ..missing("cloud-account")
                    },
                ],
                product: None,
            },
            "`x` waits for y, cloud-account",
            Refused,
            &[
                "`mpp edit acme --alias ALIAS` first",
                "`mpp checklist acme --met y` first, or in the same command",
            ],
        ),
        (
            Why::ItemWaits {
                item: text("x"),
                waits_for: vec![missing("y")],
                product: Some(text("shield")),
            },
            "`x` waits for y",
            Refused,
            &["`mpp product mark acme shield --met y` first, or in the same command"],
        ),
    ]
}
