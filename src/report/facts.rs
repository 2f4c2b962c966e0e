//! A fact in one line for people, and in fields for programs.

use crate::domain::fact::{
    Asked, ContentField, Dated, Deployment, Described, Fact, Finding, ItemRecord, Person, Profile,
    PublicationStep, Settlement, Worth,
};
use crate::output::money::{dollars, thousands};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a fact says, in one line.
#[must_use]
pub(crate) fn in_words(dated: &Dated) -> String {
    let because = |reason: &Option<String>| {
        reason
            .as_ref()
            .map_or_else(String::new, |reason| format!(": {reason}"))
    };
    let shown_by = |evidence: &Option<String>| {
        evidence
            .as_ref()
            .map_or_else(String::new, |evidence| format!(" <{evidence}>"))
    };
    match &dated.fact {
        Fact::Application(application) if application.participation == 1 => "applied".to_owned(),
        Fact::Application(application) => {
            format!("applied again, participation {}", application.participation)
        }
        Fact::Profile(profile) => profile_in_words(profile),
        Fact::Adoption(adoption) => match (adoption.certified_on, adoption.admitted_on) {
            (Some(certified), _) => format!("taken over, certified on {certified}"),
            (None, Some(admitted)) => format!("taken over, admitted on {admitted}"),
            (None, None) => "taken over".to_owned(),
        },
        Fact::Step(step) => format!("{}{}", step.kind, because(&step.reason)),
        Fact::Extension(extension) => format!(
            "candidate window extended to {}: {}",
            extension.until, extension.reason
        ),
        Fact::Verdict(verdict) => {
            let product = verdict.product.as_ref();
            format!(
                "{}{} {}{}{}",
                product.map_or_else(String::new, |product| format!("{product}: ")),
                verdict.item,
                verdict.kind,
                because(&verdict.note),
                shown_by(&verdict.evidence)
            )
        }
        Fact::ItemRecord(record) => {
            let product = record.product.as_ref();
            let product = product.map_or_else(String::new, |product| format!("{product}: "));
            let ItemRecord {
                item, name, value, ..
            } = record;
            format!("{product}{item} {name}: {value}")
        }
        Fact::Standing(standing) if standing.good => "in good standing".to_owned(),
        Fact::Standing(standing) => format!("not in good standing{}", because(&standing.reason)),
        Fact::Award(award) => {
            let reference = award
                .reference
                .as_ref()
                .map_or_else(String::new, |reference| format!(" {reference}"));
            let overridden = award.override_reason.as_ref();
            let overridden = overridden.map_or_else(String::new, |reason| {
                format!("; limit overridden: {reason}")
            });
            format!(
                "{}{reference}, +{} points{}{}{overridden}",
                award.activity,
                thousands(award.points),
                because(&award.note),
                shown_by(&award.evidence)
            )
        }
        Fact::Reversal(reversal) => {
            let (activity, points) = (&reversal.activity, thousands(reversal.points));
            format!(
                "{activity} of award {} reversed, {points} points: {}",
                reversal.award, reversal.reason
            )
        }
        Fact::Progress(progress) => {
            let part = |before: &str, text: Option<String>| {
                text.map_or_else(String::new, |text| format!("{before}{text}"))
            };
            let due = part(", due ", progress.due.map(|due| due.to_string()));
            let person = part(", for ", progress.person.clone());
            let step = progress.step.as_deref().unwrap_or("dropped");
            let reason = because(&progress.reason);
            format!("{} {step}{due}{person}{reason}", progress.activity)
        }
        Fact::Term(term) => format!(
            "term {} opened, anniversary {}",
            term.number, term.anniversary
        ),
        Fact::Objection(objection) => format!(
            "objection by the {} to term {}: {}",
            objection.by, objection.term, objection.text
        ),
        Fact::Finding(finding) => {
            let worth = finding.worth.map_or("", |worth| match worth {
                Worth::Yes => ", of value",
                Worth::No => ", of no value",
            });
            let Finding { term, by, text, .. } = finding;
            format!("term {term} evaluated by the {by}{worth}: {text}")
        }
        Fact::Confirmation(confirmation) => format!(
            "renewal after term {} confirmed: {}",
            confirmation.term, confirmation.reason
        ),
        Fact::Assignment(assignment) if assignment.person.is_empty() => {
            format!("{}: nobody", assignment.role)
        }
        Fact::Assignment(assignment) => format!("{}: {}", assignment.role, assignment.person),
        Fact::Contact(contact) => match &contact.person {
            Some(person) => format!("{} contact: {}", contact.role, person_in_words(person)),
            None => format!("{} contact: somebody, forgotten since", contact.role),
        },
        Fact::Forgetting(forgetting) => format!("{} contact: forgotten", forgetting.role),
        Fact::CreditUse(used) => format!(
            "{} of the credit for {} used",
            dollars(used.cents),
            used.month
        ),
        Fact::Product(described) => described_in_words(described),
        Fact::Publication(publication) => {
            let step = match publication.step {
                PublicationStep::Requested => "publication requested",
                PublicationStep::Published => "published",
                PublicationStep::Unpublished => "taken out of the directory",
            };
            format!("{} {step}", publication.product)
        }
        Fact::Request(asked) => asked_in_words(asked),
        Fact::Settlement(settlement) => {
            let fee = settlement.fee_cents;
            let fee = fee.map_or_else(String::new, |cents| format!(", {} a month", dollars(cents)));
            let Settlement {
                request, outcome, ..
            } = settlement;
            format!(
                "request {request} {outcome}{fee}{}",
                because(&settlement.reason)
            )
        }
        Fact::Deployment(deployment) => deployment_in_words(deployment),
        Fact::Revenue(revenue) => {
            let sku = Some(&revenue.sku).filter(|sku| !sku.is_empty());
            let sku = sku.map_or_else(String::new, |sku| format!(" {sku}"));
            let subscriptions = revenue.subscriptions.map_or_else(String::new, |count| {
                format!(", {}", super::words::count(count, "subscription"))
            });
            format!(
                "{}{sku} in {}: {}{subscriptions}",
                revenue.product,
                revenue.month,
                dollars(revenue.cents)
            )
        }
    }
}

/// What is said of a product: `Acme Shield (acme-shield): kind saas; short Watches machines`.
fn described_in_words(described: &Described) -> String {
    let fields = described.content.iter().map(|(field, text)| match field {
        _ if text.is_empty() => format!("no {field}"),
        field if field.is_list() => format!("{field} {}", text.replace('\n', ", ")),
        _ => format!("{field} {}", beginning(text)),
    });
    let fields: Vec<String> = fields.collect();
    let name = match &described.name {
        Some(name) => format!("{} ({})", name.text, described.product),
        None => described.product.clone(),
    };
    if fields.is_empty() {
        name
    } else {
        format!("{name}: {}", fields.join("; "))
    }
}

/// The beginning of a text that may be long.
fn beginning(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// What was requested: `support-training requested: two days in June, ticket N-7, due 2015-06-30, for Ann Lee`.
fn asked_in_words(asked: &Asked) -> String {
    let Asked {
        kind,
        text,
        due,
        person,
        reference,
    } = asked;
    let part = |before: &str, text: Option<String>| {
        text.map_or_else(String::new, |text| format!("{before}{text}"))
    };
    format!(
        "{kind} requested{}{}{}{}",
        part(": ", text.clone()),
        part(", ticket ", reference.clone()),
        part(", due ", due.map(|due| due.to_string())),
        part(", for ", person.clone())
    )
}

fn deployment_in_words(deployment: &Deployment) -> String {
    let part = |before: &str, text: &Option<String>| {
        let text = text.as_ref();
        text.map_or_else(String::new, |text| format!("{before}{text}"))
    };
    let test = if deployment.test { "test " } else { "" };
    format!(
        "{} {test}deployment {}{}: {}{}",
        deployment.product,
        deployment.reference,
        part(" for ", &deployment.customer),
        deployment.outcome,
        part(", ", &deployment.error)
    )
}

/// `Ann Lee <ann@acme.example> +12125550100`, or what there is of it.
#[must_use]
pub(crate) fn person_in_words(person: &Person) -> String {
    let Person {
        salt: _,
        name,
        email,
        phone,
    } = person;
    let email = match (name.is_empty(), email.is_empty()) {
        (false, false) => format!("<{email}>"),
        _ => email.clone(),
    };
    let parts = [name, &email, phone].into_iter();
    let parts: Vec<&str> = parts
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

fn profile_fields(profile: &Profile) -> Vec<(&'static str, Value)> {
    let Profile {
        name,
        texts,
        share_bp,
        imported: _,
    } = profile;
    let name = name.as_ref().map(|name| ("name", json!(name.text)));
    let texts = texts.iter().map(|(field, text)| (field.key(), json!(text)));
    let share = share_bp.map(|bp| ("revenue_share_percent", json!(share_percent(bp))));
    name.into_iter().chain(texts).chain(share).collect()
}

fn profile_in_words(profile: &Profile) -> String {
    let fields: Vec<String> = profile_fields(profile)
        .into_iter()
        .map(|(key, value)| match value.as_str() {
            Some("") => format!("no {}", key.replace('_', " ")),
            Some(text) => format!("{} {text}", key.replace('_', " ")),
            None => format!(
                "{} {}",
                key.replace('_', " "),
                value.to_string().trim_end_matches(".0")
            ),
        })
        .collect();
    fields.join(", ")
}

/// Basis points as a percentage.
#[must_use]
pub(crate) fn share_percent(basis_points: i64) -> f64 {
    f64::from(i32::try_from(basis_points).unwrap_or(i32::MAX)) / 100.0
}

/// The fields of a product's content, as JSON shows them: lists as lists.
#[must_use]
pub(crate) fn content_fields<T: AsRef<str>>(
    content: &BTreeMap<ContentField, T>,
) -> Map<String, Value> {
    let value = |(field, text): (&ContentField, &T)| {
        let value = if field.is_list() {
            json!(text.as_ref().lines().collect::<Vec<_>>())
        } else {
            json!(text.as_ref())
        };
        (field.to_string(), value)
    };
    content.iter().map(value).collect()
}

/// The fields of a fact, as JSON shows them.
#[must_use]
pub(crate) fn fields(fact: &Fact) -> Map<String, Value> {
    let value = match fact {
        Fact::Application(application) => {
            json!({"participation": application.participation, "note": application.note})
        }
        Fact::Profile(profile) => {
            return profile_fields(profile)
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect();
        }
        Fact::Adoption(adoption) => json!({
            "admitted_on": adoption.admitted_on, "mpa_on": adoption.agreed_on, "certified_on": adoption.certified_on,
        }),
        Fact::Step(step) => json!({"reason": step.reason}),
        Fact::Extension(extension) => json!({"until": extension.until, "reason": extension.reason}),
        Fact::Verdict(verdict) => json!({
            "checklist": verdict.checklist, "item": verdict.item, "term": verdict.term,
            "product": verdict.product, "verdict": verdict.kind.name(), "note": verdict.note,
            "evidence": verdict.evidence,
        }),
        Fact::ItemRecord(record) => json!({
            "checklist": record.checklist, "item": record.item, "term": record.term, "product": record.product,
            "name": record.name, "value": record.value,
        }),
        Fact::Standing(standing) => json!({"good": standing.good, "reason": standing.reason}),
        Fact::Award(award) => json!({
            "activity": award.activity, "points": award.points, "ref": award.reference, "evidence": award.evidence,
            "note": award.note, "expires_on": award.expires_on, "override": award.override_reason,
        }),
        Fact::Reversal(reversal) => json!({
            "award": reversal.award.to_string(), "activity": reversal.activity, "points": reversal.points,
            "reason": reversal.reason,
        }),
        Fact::Progress(progress) => json!({
            "activity": progress.activity, "step": progress.step, "due": progress.due, "person": progress.person,
            "reason": progress.reason,
        }),
        Fact::Term(term) => {
            json!({"number": term.number, "starts": term.starts, "anniversary": term.anniversary})
        }
        Fact::Objection(objection) => {
            json!({"term": objection.term, "by": objection.by.name(), "text": objection.text})
        }
        Fact::Finding(finding) => json!({
            "term": finding.term, "by": finding.by.name(), "text": finding.text, "value": finding.worth.map(Worth::name),
        }),
        Fact::Confirmation(confirmation) => {
            json!({"term": confirmation.term, "reason": confirmation.reason})
        }
        Fact::Assignment(assignment) => {
            json!({"role": assignment.role, "person": assignment.person})
        }
        Fact::Contact(contact) => json!({
            "role": contact.role,
            "name": contact.person.as_ref().map(|person| &person.name),
            "email": contact.person.as_ref().map(|person| &person.email),
            "phone": contact.person.as_ref().map(|person| &person.phone),
        }),
        Fact::Forgetting(forgetting) => json!({"role": forgetting.role}),
        Fact::CreditUse(used) => {
            json!({"month": used.month.to_string(), "used_cents": used.cents, "note": used.note})
        }
        Fact::Product(described) => {
            let mut fields = content_fields(&described.content);
            fields.insert("product".to_owned(), json!(described.product));
            if let Some(name) = &described.name {
                fields.insert("name".to_owned(), json!(name.text));
            }
            return fields;
        }
        Fact::Publication(publication) => {
            json!({"product": publication.product, "step": publication.step.name()})
        }
        Fact::Request(asked) => json!({
            "kind": asked.kind, "text": asked.text, "due": asked.due, "person": asked.person, "ref": asked.reference,
        }),
        Fact::Settlement(settlement) => json!({
            "request": settlement.request.to_string(), "outcome": settlement.outcome.name(),
            "reason": settlement.reason, "fee_cents": settlement.fee_cents,
        }),
        Fact::Deployment(deployment) => json!({
            "product": deployment.product, "ref": deployment.reference, "customer": deployment.customer,
            "outcome": deployment.outcome.name(), "error": deployment.error, "test": deployment.test,
        }),
        Fact::Revenue(revenue) => json!({
            "product": revenue.product, "month": revenue.month.to_string(), "sku": revenue.sku,
            "subscriptions": revenue.subscriptions, "revenue_cents": revenue.cents, "note": revenue.note,
        }),
    };
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
