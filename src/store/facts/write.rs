//! The row of a fact.

use super::{Field, profile_fields};
use crate::domain::fact::{ContentField, Described, Fact, Name, ProductName, Profile, Verdict};
use crate::store::tables::Table;
use std::borrow::Cow;

/// The table of a fact and the values of its own columns.
pub(in crate::store) fn row_of(fact: &Fact) -> (Table, Vec<Field<'_>>) {
    match fact {
        Fact::Application(application) => (
            Table::Application,
            vec![application.participation.into(), (&application.note).into()],
        ),
        Fact::Profile(profile) => (Table::Profile, profile_row(profile)),
        Fact::Adoption(adoption) => (
            Table::Adoption,
            vec![
                adoption.admitted_on.into(),
                adoption.agreed_on.into(),
                adoption.certified_on.into(),
            ],
        ),
        Fact::Step(step) => (
            Table::Step,
            vec![step.kind.name().into(), (&step.reason).into()],
        ),
        Fact::Extension(extension) => (
            Table::Extension,
            vec![extension.until.into(), (&extension.reason).into()],
        ),
        Fact::Verdict(Verdict {
            product: Some(product),
            checklist,
            item,
            kind,
            note,
            evidence,
            ..
        }) => (
            Table::ProductVerdict,
            vec![
                product.into(),
                checklist.into(),
                item.into(),
                kind.name().into(),
                note.into(),
                evidence.into(),
            ],
        ),
        Fact::Verdict(verdict) => (
            Table::Verdict,
            vec![
                (&verdict.checklist).into(),
                (&verdict.item).into(),
                verdict.term.map(i64::from).into(),
                verdict.kind.name().into(),
                (&verdict.note).into(),
                (&verdict.evidence).into(),
            ],
        ),
        Fact::Standing(standing) => (
            Table::Standing,
            vec![i64::from(standing.good).into(), (&standing.reason).into()],
        ),
        Fact::Award(award) => (
            Table::Award,
            vec![
                award.participation.into(),
                (&award.activity).into(),
                award.points.into(),
                (&award.reference).into(),
                (&award.evidence).into(),
                (&award.note).into(),
                award.expires_on.into(),
                (&award.override_reason).into(),
                Field::Null,
                Field::Null,
                Field::Null,
            ],
        ),
        Fact::Reversal(reversal) => (
            Table::Award,
            vec![
                reversal.participation.into(),
                (&reversal.activity).into(),
                reversal.points.into(),
                Field::Null,
                Field::Null,
                Field::Null,
                reversal.expires_on.into(),
                Field::Null,
                (&reversal.reason).into(),
                reversal.award.entry.0.into(),
                reversal.award.n.into(),
            ],
        ),
        Fact::Term(term) => (
            Table::Term,
            vec![
                term.number.into(),
                term.anniversary.into(),
                term.run_on.into(),
            ],
        ),
        Fact::Objection(objection) => (
            Table::Objection,
            vec![
                objection.term.into(),
                objection.by.name().into(),
                (&objection.text).into(),
            ],
        ),
        Fact::Confirmation(confirmation) => (
            Table::Confirmation,
            vec![confirmation.term.into(), (&confirmation.reason).into()],
        ),
        Fact::Assignment(assignment) => (
            Table::Assignment,
            vec![(&assignment.role).into(), (&assignment.person).into()],
        ),
        Fact::Forgetting(forgetting) => {
            (Table::Contact, vec![(&forgetting.role).into(), "".into()])
        }
        Fact::Contact(contact) => (
            Table::Contact,
            vec![(&contact.role).into(), (&contact.digest).into()],
        ),
        Fact::CreditUse(used) => (
            Table::CreditUse,
            vec![
                Field::Text(Cow::Owned(used.month.to_string())),
                used.cents.into(),
                (&used.note).into(),
            ],
        ),
        Fact::Product(described) => (Table::Product, product_row(described)),
        Fact::Publication(publication) => (
            Table::Publication,
            vec![
                (&publication.product).into(),
                publication.step.name().into(),
            ],
        ),
        Fact::Deployment(deployment) => (
            Table::Deployment,
            vec![
                (&deployment.product).into(),
                (&deployment.reference).into(),
                (&deployment.customer).into(),
                deployment.outcome.name().into(),
                (&deployment.error).into(),
                i64::from(deployment.test).into(),
            ],
        ),
        Fact::Revenue(revenue) => (
            Table::Revenue,
            vec![
                (&revenue.product).into(),
                Field::Text(Cow::Owned(revenue.month.to_string())),
                (&revenue.sku).into(),
                revenue.subscriptions.into(),
                revenue.cents.into(),
                (&revenue.note).into(),
            ],
        ),
    }
}

fn product_row(described: &Described) -> Vec<Field<'_>> {
    let Described {
        product,
        name,
        content,
        brought,
    } = described;
    let part = |of: fn(&ProductName) -> &String| {
        let name = name.as_ref();
        name.map_or(Field::Null, |name| of(name).into())
    };
    let text = |field: &ContentField| content.get(field).map_or(Field::Null, Field::from);
    let mut row = vec![
        product.into(),
        part(|name| &name.text),
        part(|name| &name.key),
    ];
    row.extend(ContentField::ALL.iter().map(text));
    row.push(i64::from(*brought).into());
    row
}

fn profile_row(profile: &Profile) -> Vec<Field<'_>> {
    let Profile {
        name,
        texts,
        share_bp,
        brought,
    } = profile;
    let name = name.as_ref();
    let part = |of: fn(&Name) -> &String| name.map_or(Field::Null, |name| of(name).into());
    let mut row = vec![
        part(|name| &name.text),
        part(|name| &name.key),
        part(|name| &name.look),
    ];
    row.extend(profile_fields(false).map(|field| (&texts[field]).into()));
    row.extend([(*share_bp).into(), i64::from(*brought).into()]);
    row.extend(profile_fields(true).map(|field| (&texts[field]).into()));
    row
}
