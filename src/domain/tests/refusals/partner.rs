//! Refusals about a company, its stage and its terms.

use super::*;

#[allow(clippy::too_many_lines, reason = "one case for each reason")]
pub(super) fn about_the_company() -> Vec<Case> {
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
            Why::NobodyInRole {
                role: text("integrator"),
            },
            "nobody is the integrator of acme on 2015-03-01",
            Refused,
            &["`mpp people acme --assign integrator=PERSON`"],
        ),
        (
            Why::NotListed {
                field: "via",
                word: text("phone"),
                words: vec![text("web"), text("mail")],
            },
            "the program has no via `phone`; it has web, mail",
            Usage,
            &[],
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
pub(super) fn about_the_stage() -> Vec<Case> {
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

pub(super) fn about_terms_and_the_past() -> Vec<Case> {
    vec![
        (
            Why::NotTheTerm { term: 2 },
            "term 2 is not the current term of acme on 2015-03-01",
            Refused,
            &[],
        ),
        (
            Why::NoSuchTerm { term: 3 },
            "term 3 of acme had not begun on 2015-03-01",
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
