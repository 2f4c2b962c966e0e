//! How actions are typed: the one place where advice becomes a command line.

use super::sentence::{Sentence, mpp};
use crate::domain::fact::ContentField;
use crate::domain::rule::advice::{Action, Addition, Advice, Suggested, Target, Task};
use crate::domain::value::phrase::Part;

/// Returns advice in a sentence each.
pub(crate) fn spelled_each(advice: impl IntoIterator<Item = Advice>) -> Vec<Sentence> {
    advice.into_iter().map(|advice| spelled(&advice)).collect()
}

/// Returns advice in a sentence.
#[must_use]
pub(crate) fn spelled(advice: &Advice) -> Sentence {
    advice
        .parts()
        .iter()
        .fold(Sentence::words(""), |sentence, part| match part {
            Part::Words(words) => sentence.and_words(words),
            Part::Command(action) => sentence.and(typed(action)),
        })
}

/// Returns what is typed, with a placeholder for what only a person knows.
fn typed(action: &Action) -> Sentence {
    match action {
        Action::About(partner, task) => mpp(about(partner.as_str(), task)),
        Action::ShowProgram => mpp("program show"),
        Action::Undo(Some(entry)) => mpp(format!("undo {entry}")),
        Action::Undo(None) => mpp("undo ENTRY"),
        Action::Add(addition) => Sentence::words(format!("`{}`", option(*addition))),
    }
}

fn option(addition: Addition) -> &'static str {
    match addition {
        Addition::Day => "--on",
        Addition::Id => "--id",
        Addition::OwnId => "--id ID",
        Addition::Contact => "--contact",
        Addition::Update => "--on-duplicate update",
    }
}

fn about(partner: &str, task: &Task) -> String {
    match task {
        Task::ShowStatus => format!("status {partner}"),
        Task::ShowTier => format!("tier {partner}"),
        Task::ShowHistory => format!("history {partner}"),
        Task::ShowAdmission => format!("review {partner}"),
        Task::ShowCertification => format!("certify {partner}"),
        Task::ShowItems => format!("checklist {partner}"),
        Task::ShowProduct(product) => format!("product show {partner} {product}"),
        Task::ListProducts => format!("product list {partner}"),
        Task::ApplyAgain => format!("apply --id {partner} NAME"),
        Task::Edit => format!("edit {partner}"),
        Task::SetKind(kinds) if kinds.is_empty() => format!("edit {partner} --kind KIND"),
        Task::SetKind(kinds) => format!("edit {partner} --kind {}", kinds.join("|")),
        Task::SetAlias => format!("edit {partner} --alias ALIAS"),
        Task::SetGoodStanding => format!("standing {partner} --good"),
        Task::AddContact(role) => format!("people {partner} --contact {role}=\"Name <mail>\""),
        Task::Assign(role) => format!("people {partner} --assign {role}=PERSON"),
        Task::Judge(target, verdicts) => {
            let verdicts: Vec<String> = verdicts.iter().map(verdict).collect();
            format!("{} {}", judging(partner, target), verdicts.join(" "))
        }
        Task::Admit => format!("review {partner} --admit"),
        Task::Withdraw => format!("review {partner} --withdraw REASON"),
        Task::ExtendWindow => format!("certify {partner} --extend-to DAY --reason R"),
        Task::Lapse => format!("certify {partner} --lapse REASON"),
        Task::ConfirmTerm => format!("renew {partner} --confirm REASON"),
        Task::End => format!("renew {partner} --end REASON"),
        Task::AwardWithReference(activity) => {
            format!("award-points {partner} {activity} --ref ID")
        }
        Task::AwardDespiteLimit(activity) => {
            format!("award-points {partner} {activity} --override REASON")
        }
        Task::AdvanceActivity(activity, step) => {
            format!("award-points {partner} {activity} --step {step}")
        }
        Task::AddProduct => format!("product add {partner} NAME"),
        Task::EditProduct(product, fields) => {
            let options: Vec<String> = fields.iter().copied().map(content_option).collect();
            format!("product edit {partner} {product} {}", options.join(" "))
        }
        Task::ListRequests => format!("requests {partner} --all"),
        Task::RequestPublication(product) => format!("product request {partner} {product}"),
    }
}

/// Returns the command that records verdicts.
fn judging(partner: &str, target: &Target) -> String {
    match target {
        Target::Admission => format!("review {partner}"),
        Target::Certification => format!("certify {partner}"),
        Target::Partner => format!("checklist {partner}"),
        Target::Product(product) => {
            let product = product.as_deref().unwrap_or("PRODUCT");
            format!("product mark {partner} {product}")
        }
    }
}

fn verdict(verdict: &Suggested) -> String {
    match verdict {
        Suggested::Met(item) => format!("--met {item}"),
        Suggested::MetWithNote(item) => format!("--met {item}=NOTE"),
        Suggested::MetWithEvidence(item) => format!("--met {item} --evidence {item}=URL"),
        Suggested::Waived(item) => format!("--waive {item}=REASON"),
    }
}

/// Returns the option that fills in a field of a product.
fn content_option(field: ContentField) -> String {
    match field {
        ContentField::Categories => "--category C".to_owned(),
        ContentField::Features => "--feature T".to_owned(),
        ContentField::Eula | ContentField::Demo | ContentField::Evidence => {
            format!("--{field} URL")
        }
        _ => format!("--{field} T"),
    }
}
