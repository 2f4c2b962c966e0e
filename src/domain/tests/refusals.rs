//! Every reason for a refusal, with its sentence, its kind and its hints.

use super::super::fact::{StepKind, Verdict, VerdictKind};
use super::super::program::{Limit, Party, StageName};
use super::{
    ContentField, FactId, Objector, PartnerId, ProductState, Refusal, Scene, Stage, Why, day, month,
};
use crate::domain::rule::checklist::allow_verdict;
use crate::domain::rule::refusal::Contradiction;
use crate::domain::rule::refusal::{Missing, RefusalKind};
use crate::domain::rule::source::Source;
use crate::domain::value::id::EntryId;
use RefusalKind::{Refused, Usage};

/// How many reasons there are.
const REASONS: usize = 62;

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

#[allow(clippy::too_many_lines, reason = "one case for each reason")]
fn about_the_company() -> Vec<Case> {
    vec![
        (
            Why::NotInProgramYet {
                applied_on: Some(day("2015-04-01")),
            },
            "acme applied on 2015-04-01, after 2015-03-01",
            Refused,
            &["`--on` a day from 2015-04-01 on"],
        ),
        (
            Why::NotInProgramYet { applied_on: None },
            "acme was not in the program on 2015-03-01",
            Refused,
            &[],
        ),
        (
            Why::ParticipationEnded {
                stage: Stage::Lapsed,
                since: day("2015-02-20"),
            },
            "the participation of acme has ended: lapsed since 2015-02-20",
            Refused,
            &["a new participation begins with `mpp apply --id acme NAME`"],
        ),
        (
            Why::AlreadyInProgram {
                stage: Stage::Candidate,
            },
            "acme is in the program already: it is a candidate",
            Refused,
            &["`mpp status acme` shows it; `mpp edit acme` changes what is known of it"],
        ),
        (
            Why::LaterParticipation { number: 2 },
            "participation 2 of acme would not follow the one before it on 2015-03-01",
            Refused,
            &[],
        ),
        (
            Why::DaysOutOfOrder,
            "the days of acme are out of order: application, admission, certification follow one another",
            Refused,
            &[],
        ),
        (
            Why::IdTaken { id: other() },
            "the id `other` is taken",
            Refused,
            &["leave out `--id` to have one made, or give another"],
        ),
        (
            Why::NameTaken {
                name: text("Acme"),
                holder: other(),
            },
            "`Acme` is the name of other",
            Refused,
            &["`mpp status other` shows the partner of that name"],
        ),
        (
            Why::ProbablyTheSame {
                name: text("Acme"),
                holder: other(),
                holder_name: text("Acme Inc."),
            },
            "`Acme` is probably the same company as `Acme Inc.` (other)",
            Refused,
            &[
                "if it is the same company, use `other`; if not, give it an id of its own with `--id ID` (in a file: the column `id`)",
            ],
        ),
        (
            Why::AliasTaken {
                alias: text("ACME"),
                holder: other(),
            },
            "the account alias ACME is that of other",
            Refused,
            &["`mpp status other` shows who has it"],
        ),
        (
            Why::ExternalIdTaken {
                external_id: text("X-1"),
                holder: other(),
            },
            "the external id `X-1` is that of other",
            Refused,
            &["`mpp status other` shows who has it"],
        ),
        (
            Why::UnknownKind {
                kind: text("hardware"),
                kinds: vec![text("saas"), text("software")],
            },
            "the program has no kind `hardware`; it has saas, software",
            Usage,
            &[],
        ),
        (
            Why::UnknownSupportLevel {
                level: text("gold"),
                levels: vec![text("developer"), text("enterprise")],
            },
            "the program has no support level `gold`; it has developer, enterprise",
            Usage,
            &[],
        ),
        (
            Why::UnknownRole {
                role: text("king"),
                roles: vec![text("integrator")],
            },
            "the program has no role `king` here; it has integrator",
            Usage,
            &[],
        ),
    ]
}

#[allow(clippy::too_many_lines, reason = "one case for each reason")]
fn about_the_stage() -> Vec<Case> {
    let wrong = |step, stage| Why::WrongStage {
        step,
        stage,
        since: day("2015-02-10"),
    };
    vec![
        (
            wrong(StepKind::Certified, Stage::Applicant),
            "acme cannot be certified on 2015-03-01: it has been an applicant since 2015-02-10",
            Refused,
            &["`mpp review acme --admit` comes first"],
        ),
        (
            wrong(StepKind::Declined, Stage::Certified),
            "acme cannot be declined on 2015-03-01: it has been certified since 2015-02-10",
            Refused,
            &["`mpp renew acme --end REASON` ends a certified partner's participation"],
        ),
        (
            wrong(StepKind::Ended, Stage::Candidate),
            "acme cannot be ended on 2015-03-01: it has been a candidate since 2015-02-10",
            Refused,
            LEAVES,
        ),
        (
            Why::NoCandidate {
                stage: Stage::Applicant,
            },
            "acme is not a candidate on 2015-03-01: it is an applicant",
            Refused,
            &[],
        ),
        (
            Why::NotCertified {
                stage: Stage::Applicant,
            },
            "acme is not certified on 2015-03-01: it is an applicant",
            Refused,
            REVIEW_SHOWS,
        ),
        (
            Why::NotCertified {
                stage: Stage::Candidate,
            },
            "acme is not certified on 2015-03-01: it is a candidate",
            Refused,
            CERTIFY_SHOWS,
        ),
        (
            Why::NotInGoodStanding {
                reason: text("unpaid"),
            },
            "acme is not in good standing: unpaid",
            Refused,
            &["`mpp standing acme --good` once that is settled"],
        ),
        (
            Why::NotInGoodStanding {
                reason: String::new(),
            },
            "acme is not in good standing",
            Refused,
            &["`mpp standing acme --good` once that is settled"],
        ),
        (
            Why::KindUnknown {
                kinds: vec![text("saas"), text("software")],
            },
            "the kind of acme is not known, and what is asked depends on it: saas, software",
            Refused,
            &["`mpp edit acme --kind saas|software`"],
        ),
        (
            Why::GateNotMet {
                step: StepKind::Certified,
                missing: vec![missing("business-value")],
            },
            "acme cannot be certified yet: 1 of the program's conditions is missing",
            Refused,
            &["`mpp certify acme --met business-value` once they are"],
        ),
        (
            Why::GateNotMet {
                step: StepKind::Admitted,
                missing: vec![
                    Missing {
                        follows_from: Some(Source::Alias),
                        ..missing("cloud-account")
                    },
                    Missing {
                        needs_evidence: true,
                        ..missing("deed")
                    },
                    missing("function"),
                ],
            },
            "acme cannot be admitted yet: 3 of the program's conditions are missing",
            Refused,
            &[
                "`mpp edit acme --alias ALIAS` once the account alias is known",
                "`mpp review acme --met deed --evidence deed=URL --met function` once they are",
            ],
        ),
        (
            Why::WindowOver {
                last_day: day("2015-02-10"),
            },
            "the candidate window of acme ended on 2015-02-10",
            Refused,
            &[
                "`mpp certify acme --extend-to DAY --reason R` gives it more time",
                "`mpp certify acme --lapse REASON` ends the participation",
            ],
        ),
        (
            Why::ExtensionTooShort {
                until: day("2015-03-02"),
                last_day: day("2015-05-10"),
            },
            "an extension to 2015-03-02 extends nothing: it must go beyond 2015-05-10",
            Refused,
            &[],
        ),
    ]
}

fn about_items() -> Vec<Case> {
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

#[allow(clippy::too_many_lines, reason = "one case for each reason")]
fn about_points() -> Vec<Case> {
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

#[allow(clippy::too_many_lines, reason = "one case for each reason")]
fn about_products() -> Vec<Case> {
    let product = || text("shield");
    let of_product = |item: &str, follows_from| Missing {
        checklist: text("publication"),
        follows_from,
        ..missing(item)
    };
    let follows = |item: &str, from| Why::FollowsFromRecord {
        item: text(item),
        product: Some(product()),
        from,
    };
    let content = |product: Option<&str>, fields: &[ContentField]| Source::Content {
        product: product.map(text),
        fields: fields.to_vec(),
    };
    let request = |product: Option<&str>| Source::Request {
        product: product.map(text),
    };
    let agreement = || Source::Item(text("mpa"));
    vec![
        (
            Why::UnknownProduct { product: product() },
            "acme has no product `shield`",
            Refused,
            &["`mpp product list acme` lists its products"],
        ),
        (
            Why::ProductNameTaken {
                name: text("Shield"),
                product: product(),
            },
            "`Shield` is the name of another product of acme: shield",
            Refused,
            &["`mpp product show acme shield` shows it"],
        ),
        (
            Why::ProductNameFixed {
                product: product(),
                since: day("2015-02-20"),
            },
            "the name of shield is fixed: it was published on 2015-02-20",
            Refused,
            &[],
        ),
        (
            Why::ShortTooLong {
                characters: 101,
                most: 100,
            },
            "a short description has at most 100 characters, and this has 101",
            Usage,
            &[],
        ),
        (
            Why::ContentIncomplete {
                product: product(),
                fields: vec![
                    ContentField::Categories,
                    ContentField::Short,
                    ContentField::Eula,
                ],
            },
            "the content of shield is not complete: categories, short description, EULA are missing",
            Refused,
            &["`mpp product edit acme shield --category C --short T --eula URL`"],
        ),
        (
            Why::ContentIncomplete {
                product: product(),
                fields: vec![ContentField::Full],
            },
            "the content of shield is not complete: full description is missing",
            Refused,
            &["`mpp product edit acme shield --full T`"],
        ),
        (
            Why::NotPublishable {
                product: product(),
                stage: Some(Stage::Candidate),
                missing: vec![
                    of_product(
                        "content",
                        Some(content(Some("shield"), &[ContentField::Features])),
                    ),
                    of_product("request", Some(request(Some("shield")))),
                    of_product("technical-tested", None),
                    of_product("mpa", Some(agreement())),
                ],
                fields: vec![ContentField::Features],
            },
            "shield of acme cannot be published yet: 5 of the program's conditions are missing",
            Refused,
            &[
                "`mpp certify acme` shows what certification waits for",
                "`mpp product edit acme shield --feature T`",
                "`mpp product request acme shield`",
                "`mpp checklist acme --met mpa=NOTE`",
                "`mpp product mark acme shield --met technical-tested` once they are",
            ],
        ),
        (
            Why::NotPublishable {
                product: product(),
                stage: Some(Stage::Applicant),
                missing: Vec::new(),
                fields: Vec::new(),
            },
            "shield of acme cannot be published yet: 1 of the program's conditions is missing",
            Refused,
            REVIEW_SHOWS,
        ),
        (
            Why::NotPublished {
                product: product(),
                state: ProductState::Draft,
            },
            "shield of acme is not published: it is draft",
            Refused,
            &[],
        ),
        (
            follows("content", content(Some("shield"), &[])),
            "`content` is not judged by itself: it follows from the content of shield",
            Refused,
            &["`mpp product show acme shield` shows what is missing"],
        ),
        (
            follows("content", content(Some("shield"), &[ContentField::Full])),
            "`content` is not judged by itself: it follows from the content of shield",
            Refused,
            &["`mpp product edit acme shield --full T`"],
        ),
        (
            follows("product-content", content(None, &[])),
            "`product-content` is not judged by itself: it follows from the content of a product",
            Refused,
            &["`mpp product add acme NAME`"],
        ),
        (
            follows("publish-request", request(None)),
            "`publish-request` is not judged by itself: it follows from the request for the publication of a product",
            Refused,
            &["`mpp product add acme NAME`"],
        ),
        (
            follows("request", request(Some("shield"))),
            "`request` is not judged by itself: it follows from the request for the publication of shield",
            Refused,
            &["`mpp product request acme shield`"],
        ),
        (
            follows("account", Source::Alias),
            "`account` is not judged by itself: it follows from the account alias of acme",
            Refused,
            &["`mpp edit acme --alias ALIAS`"],
        ),
        (
            follows("mpa", agreement()),
            "`mpa` is not judged by itself: it follows from the item mpa of acme",
            Refused,
            &["`mpp checklist acme --met mpa=NOTE`"],
        ),
        (
            Why::DeploymentKnown {
                reference: text("D-1"),
                other: vec!["on", "customer"],
            },
            "the deployment `D-1` of acme is on record with other content (on, customer)",
            Refused,
            &["`--on-duplicate update` replaces it"],
        ),
        (
            Why::RevenueKnown {
                product: product(),
                month: month("2015-02"),
                sku: text("pro"),
                other: vec!["amount"],
            },
            "the revenue of shield pro in 2015-02 is on record with other content (amount)",
            Refused,
            &["`--on-duplicate update` replaces it"],
        ),
        (
            Why::ProductNotYet {
                product: product(),
                added_on: day("2015-04-01"),
            },
            "shield of acme was added on 2015-04-01, after 2015-03-01",
            Refused,
            &["`--on` a day from 2015-04-01 on"],
        ),
        (
            Why::ItemOfPartner { item: text("x") },
            "`x` is an item of the partner, not of a product",
            Refused,
            &["`mpp checklist acme --met x`"],
        ),
        (
            Why::UnknownItem {
                item: text("x"),
                product: Some(product()),
            },
            "no checklist of products has an item `x`",
            Usage,
            &["`mpp product show acme shield` lists the items"],
        ),
        (
            Why::PointsLost {
                reference: text("D-1"),
            },
            "the deployment `D-1` of acme would be left without its points",
            Refused,
            &[],
        ),
    ]
}

fn about_terms_and_the_past() -> Vec<Case> {
    vec![
        (
            Why::NotTheTerm { term: 2 },
            "term 2 is not the current term of acme on 2015-03-01",
            Refused,
            &[],
        ),
        (
            Why::AlreadyRenewed {
                term: 1,
                renewed_on: day("2015-02-10"),
            },
            "term 1 of acme was renewed on 2015-02-10; an objection has to be recorded before the renewal is",
            Refused,
            &["`mpp history acme` names the renewal's entry, and `mpp undo ENTRY` undoes it"],
        ),
        (
            Why::UnderEvaluation {
                term: 1,
                by: Objector::Marketplace,
            },
            "term 1 of acme is under evaluation: an objection by the marketplace is open",
            Refused,
            &[
                "`mpp renew acme --confirm REASON` renews all the same",
                "`mpp renew acme --end REASON` ends the participation",
            ],
        ),
        (
            Why::NothingToConfirm {
                anniversary: day("2016-02-10"),
            },
            "nothing of acme waits for a confirmation: no objection is open, and the anniversary is 2016-02-10",
            Refused,
            &[],
        ),
        (
            Why::Unsettles(Contradiction {
                id: fact(9, 3),
                on: day("2015-04-01"),
                what: "certified",
                refusal: refusal(Why::NotInGoodStanding {
                    reason: text("unpaid"),
                }),
            }),
            "what was recorded for a later day would no longer hold: certified of 2015-04-01 (entry 9)",
            Refused,
            &["`mpp undo 9` undoes entry 9 first, or record this for a day after 2015-04-01"],
        ),
    ]
}

#[test]
fn every_reason_has_its_sentence_its_kind_and_its_hints() {
    let cases = [
        about_the_company(),
        about_the_stage(),
        about_items(),
        about_points(),
        about_products(),
        about_terms_and_the_past(),
    ];
    let mut told = [false; REASONS];
    for (why, words, kind, hints) in cases.into_iter().flatten() {
        told[place(&why)] = true;
        let refusal = refusal(why);
        assert_eq!(refusal.to_string(), words);
        assert_eq!(refusal.kind(), kind, "{words}");
        assert_eq!(refusal.hints(), hints, "{words}");
    }
    let untold: Vec<usize> = (0..REASONS).filter(|place| !told[*place]).collect();
    assert!(untold.is_empty(), "reasons without a case: {untold:?}");
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
