//! Requests as the cases ask them.

use super::{
    Adopt, Adoption, Apply, AwardRequest, CONSIDERATIONS, Contact, ContentField, Decision,
    Deployment, Described, FactId, Name, Objector, OnDuplicate, Outcome, ProductName, Profile,
    ProfileField, PublicationStep, Request, Revenue, VALIDATIONS, VerdictInput, VerdictKind, day,
    month,
};
use crate::domain::decide::request::{
    Deploy, Earn, Judge, MarkProduct, Object, Reverse, SetPeople, SetStanding, StepProduct,
    UseCredit,
};
use crate::domain::fact::CreditUse;

pub(super) fn profile(name: &str, kind: &str, alias: &str) -> Profile {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut profile = Profile {
        name: text(name).map(|text| Name::of(text, &[])),
        ..Profile::default()
    };
    profile.texts[ProfileField::Kind] = text(kind);
    profile.texts[ProfileField::Alias] = text(alias);
    profile
}

pub(super) fn apply(kind: &str) -> Request {
    Request::Apply(Apply {
        profile: profile("Acme Cloud", kind, ""),
        own_id: false,
        contact: None,
        note: None,
    })
}

/// Everything that admission asks for, the account alias included, and the decision.
pub(super) fn admission() -> Request {
    let verdicts = CONSIDERATIONS
        .into_iter()
        .chain(["supplemental-terms", "integration-strategy"]);
    Request::Judge(Judge {
        verdicts: verdicts.map(met).collect(),
        alias: Some("ACME".to_owned()),
        decision: Some(Decision::Admit),
        ..Judge::default()
    })
}

/// Everything that certification of the kind `saas` asks for, and the decision.
pub(super) fn certification() -> Request {
    Request::Judge(Judge {
        verdicts: certification_verdicts("test-account"),
        decision: Some(Decision::Grant),
        ..Judge::default()
    })
}

pub(super) fn certification_verdicts(deliverable: &str) -> Vec<VerdictInput> {
    let mut verdicts: Vec<VerdictInput> = VALIDATIONS.into_iter().map(met).collect();
    verdicts.extend(["kb-public", "kb-internal"].map(shown));
    verdicts.extend([deliverable, "integrator-validation"].map(met));
    verdicts
}

pub(super) fn met(item: &str) -> VerdictInput {
    verdict(item, VerdictKind::Met)
}

pub(super) fn waived(item: &str) -> VerdictInput {
    VerdictInput {
        note: Some("agreed otherwise".to_owned()),
        ..verdict(item, VerdictKind::Waived)
    }
}

/// Met, with an address that shows it.
pub(super) fn shown(item: &str) -> VerdictInput {
    VerdictInput {
        evidence: Some(format!("https://kb.example/{item}")),
        ..met(item)
    }
}

pub(super) fn verdict(item: &str, kind: VerdictKind) -> VerdictInput {
    VerdictInput {
        item: item.to_owned(),
        kind,
        note: None,
        evidence: None,
    }
}

pub(super) fn judge(items: &[&str], decision: Option<Decision>) -> Request {
    verdicts(items.iter().map(|item| met(item)).collect(), decision)
}

pub(super) fn verdicts(verdicts: Vec<VerdictInput>, decision: Option<Decision>) -> Request {
    Request::Judge(Judge {
        verdicts,
        decision,
        ..Judge::default()
    })
}

pub(super) fn decision(decision: Decision) -> Request {
    judge(&[], Some(decision))
}

pub(super) fn withdraw() -> Request {
    decision(Decision::Withdraw("changed its plans".to_owned()))
}

pub(super) fn lapse() -> Request {
    decision(Decision::Lapse("no news".to_owned()))
}

pub(super) fn end() -> Request {
    decision(Decision::End("no value".to_owned()))
}

pub(super) fn decline() -> Request {
    decision(Decision::Decline("too many alike".to_owned()))
}

pub(super) fn extend(until: &str) -> Request {
    decision(Decision::Extend(day(until), "nearly there".to_owned()))
}

pub(super) fn award(activity: &str) -> Request {
    Request::Award(AwardRequest {
        activity: activity.to_owned(),
        ..AwardRequest::default()
    })
}

pub(super) fn deployment(reference: &str) -> Request {
    Request::Award(AwardRequest {
        activity: "customer-deployment".to_owned(),
        reference: Some(reference.to_owned()),
        ..AwardRequest::default()
    })
}

/// The same award with its limits set aside.
pub(super) fn overriding(request: Request) -> Request {
    match request {
        Request::Award(award) => Request::Award(AwardRequest {
            override_reason: Some("the board said so".to_owned()),
            ..award
        }),
        other => other,
    }
}

pub(super) fn reverse(award: FactId) -> Request {
    Request::Reverse(Reverse {
        award,
        reason: "a mistake".to_owned(),
    })
}

pub(super) fn standing_lost() -> Request {
    Request::SetStanding(SetStanding {
        good: false,
        reason: Some("unpaid".to_owned()),
    })
}

pub(super) fn standing_regained() -> Request {
    Request::SetStanding(SetStanding {
        good: true,
        reason: None,
    })
}

pub(super) fn team(role: &str, person: &str) -> Request {
    Request::SetPeople(SetPeople {
        team: vec![(role.to_owned(), person.to_owned())],
        ..SetPeople::default()
    })
}

pub(super) fn contact(role: &str) -> Request {
    Request::SetPeople(SetPeople {
        contacts: vec![Contact {
            role: role.to_owned(),
            digest: "00".to_owned(),
            person: None,
        }],
        ..SetPeople::default()
    })
}

pub(super) fn forget(role: &str) -> Request {
    Request::SetPeople(SetPeople {
        forget: vec![role.to_owned()],
        ..SetPeople::default()
    })
}

/// What is said of a product: its name, if any, and fields.
pub(super) fn described(id: &str, name: &str, fields: &[(ContentField, &str)]) -> Described {
    let name = Some(name).filter(|name| !name.is_empty());
    Described {
        product: id.to_owned(),
        name: name.map(|name| ProductName::of(name.to_owned())),
        content: fields
            .iter()
            .map(|(field, text)| (*field, (*text).to_owned()))
            .collect(),
        imported: true,
    }
}

/// The content that the program asks for.
pub(super) const COMPLETE: &[(ContentField, &str)] = &[
    (ContentField::Categories, "Security"),
    (ContentField::Short, "Watches"),
    (ContentField::Features, "Alerts\nReports"),
];

pub(super) fn add_product(id: &str, name: &str, fields: &[(ContentField, &str)]) -> Request {
    Request::AddProduct(described(id, name, fields))
}

pub(super) fn edit_product(id: &str, name: &str, fields: &[(ContentField, &str)]) -> Request {
    Request::EditProduct(described(id, name, fields))
}

pub(super) fn step(id: &str, step: PublicationStep) -> Request {
    Request::StepProduct(StepProduct {
        product: id.to_owned(),
        step,
    })
}

pub(super) fn mark(id: &str, verdicts: Vec<VerdictInput>) -> Request {
    Request::MarkProduct(MarkProduct {
        product: id.to_owned(),
        verdicts,
        records: Vec::new(),
    })
}

/// A report of the deployment of `shield`.
pub(super) fn reported(reference: &str, outcome: Outcome) -> Deployment {
    Deployment {
        product: "shield".to_owned(),
        reference: reference.to_owned(),
        customer: None,
        outcome,
        error: None,
        test: false,
    }
}

pub(super) fn deploy(deployment: Deployment, replace: bool) -> Request {
    Request::Deploy(Deploy {
        deployment,
        on_duplicate: on_duplicate(replace),
        today: day("2018-01-01"),
    })
}

pub(super) fn earn(of: &str, sku: &str, cents: i64, replace: bool) -> Request {
    Request::Earn(Earn {
        revenue: Revenue {
            product: "shield".to_owned(),
            month: month(of),
            sku: sku.to_owned(),
            subscriptions: None,
            cents,
            note: None,
        },
        on_duplicate: on_duplicate(replace),
    })
}

pub(super) fn on_duplicate(replace: bool) -> OnDuplicate {
    if replace {
        OnDuplicate::Update
    } else {
        OnDuplicate::Refuse
    }
}

pub(super) fn edit(profile: Profile) -> Request {
    Request::Edit(profile)
}

pub(super) fn use_credit(of: &str, cents: i64, replace: bool) -> Request {
    Request::UseCredit(UseCredit {
        used: CreditUse {
            month: month(of),
            cents,
            note: None,
        },
        replace,
    })
}

pub(super) fn object(by: Objector) -> Request {
    Request::Object(Object {
        by,
        text: "little demand".to_owned(),
    })
}

pub(super) fn confirm() -> Request {
    Request::Confirm("both agree".to_owned())
}

/// An adoption of a partner that applied on the first day, with the days and the opening balance it had.
pub(super) struct Adopted<'a> {
    pub(super) admitted: &'a str,
    pub(super) agreed: &'a str,
    pub(super) certified: &'a str,
    pub(super) opening: Option<(i64, &'a str)>,
    pub(super) today: &'a str,
}

impl Adopted<'_> {
    /// The request; an empty day is no day.
    pub(super) fn request(&self) -> Request {
        let known = |text: &str| (!text.is_empty()).then(|| day(text));
        Request::Adopt(Adopt {
            apply: Apply {
                profile: profile("Acme Cloud", "saas", "ACME"),
                own_id: false,
                contact: None,
                note: None,
            },
            adoption: Adoption {
                admitted_on: known(self.admitted),
                agreed_on: known(self.agreed),
                certified_on: known(self.certified),
            },
            opening: self.opening.map(|(points, on)| (points, day(on))),
            today: day(self.today),
        })
    }
}
