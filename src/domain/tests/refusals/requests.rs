//! Refusals about requests, and about the work on activities.

use super::*;
use crate::domain::fact::Settled;
use crate::domain::program::{RequestField, StageName};

pub(super) fn about_requests() -> Vec<Case> {
    let unknown = |kinds: &[&str]| {
        Why::OfRequest(OfRequest::UnknownKind {
            kind: text("x"),
            kinds: kinds.iter().copied().map(text).collect(),
        })
    };
    let needs = |field| {
        Why::OfRequest(OfRequest::Needs {
            kind: text("x"),
            field,
        })
    };
    let request = fact(7, 2);
    vec![
        (
            unknown(&["a", "b"]),
            "the program has no request `x`; it has a, b",
            Usage,
            &["`mpp program show` lists what can be requested"],
        ),
        (
            unknown(&[]),
            "the program has no requests, and so none of the kind `x`",
            Usage,
            &["`mpp program show` lists what can be requested"],
        ),
        (
            Why::OfRequest(OfRequest::TooEarly {
                kind: text("x"),
                from: StageName::Certified,
                stage: Stage::Candidate,
            }),
            "x can be requested from the stage certified on, and acme is a candidate",
            Refused,
            &[],
        ),
        (
            needs(RequestField::Text),
            "a request for x has to name what exactly is asked for",
            Usage,
            &["`--text T`"],
        ),
        (
            needs(RequestField::Due),
            "a request for x has to name by when it is to be done",
            Usage,
            &["`--due DAY`"],
        ),
        (
            needs(RequestField::For),
            "a request for x has to name who takes care of it",
            Usage,
            &["`--for PERSON`"],
        ),
        (
            needs(RequestField::Ref),
            "a request for x has to name its ticket or quote",
            Usage,
            &["`--ref TICKET`"],
        ),
        (
            Why::OfRequest(OfRequest::DueBefore {
                due: day("2015-02-20"),
            }),
            "the request is made on 2015-03-01, and would have been due on 2015-02-20",
            Usage,
            &[],
        ),
        (
            Why::OfRequest(OfRequest::Unknown { request }),
            "acme has no request 7.2",
            Refused,
            &["`mpp requests acme --all` lists its requests"],
        ),
        (
            Why::OfRequest(OfRequest::AlreadySettled {
                request,
                outcome: Settled::Done,
                by: fact(8, 1),
            }),
            "the request 7.2 is done already, by 8.1",
            Refused,
            &[],
        ),
        (
            Why::OfRequest(OfRequest::SettledBefore {
                request,
                asked_on: day("2015-03-02"),
            }),
            "the request 7.2 was made on 2015-03-02, after 2015-03-01",
            Refused,
            &[],
        ),
        (
            Why::OfRequest(OfRequest::FeeWithoutSupport { request }),
            "the request 7.2 brings no support level, and so no fee",
            Refused,
            &[],
        ),
    ]
}

const STEP: &[&str] = &["`mpp award-points acme x --step issued`"];

pub(super) fn about_progress() -> Vec<Case> {
    let missing = |at: Option<&str>| {
        Why::OfProgress(OfProgress::StepMissing {
            activity: text("x"),
            step: text("issued"),
            at: at.map(text),
        })
    };
    vec![
        (
            Why::OfProgress(OfProgress::NoSteps {
                activity: text("x"),
            }),
            "the program knows no steps of the work on `x`",
            Usage,
            &["`mpp program show` lists the activities"],
        ),
        (
            Why::OfProgress(OfProgress::UnknownStep {
                activity: text("x"),
                step: text("y"),
                steps: vec![text("planned"), text("issued")],
            }),
            "`x` has no step `y`; it has planned, issued",
            Usage,
            &["`mpp program show` lists the activities"],
        ),
        (
            Why::OfProgress(OfProgress::NotInProgress {
                activity: text("x"),
            }),
            "acme is not working on `x` on 2015-03-01",
            Refused,
            &[],
        ),
        (
            Why::OfProgress(OfProgress::DueBefore {
                due: day("2015-02-20"),
            }),
            "it would have been due on 2015-02-20, before 2015-03-01",
            Usage,
            &[],
        ),
        (
            missing(Some("drafted")),
            "`x` is awarded once it is issued, and is only drafted on 2015-03-01",
            Refused,
            STEP,
        ),
        (
            missing(None),
            "`x` is awarded once it is issued, and has not been begun on 2015-03-01",
            Refused,
            STEP,
        ),
    ]
}
