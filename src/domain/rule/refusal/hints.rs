//! What would help against a refusal.

use super::Missing;
use super::Refusal;
use super::Why;
use crate::domain::fact::{ContentField, StepKind};
use crate::domain::partner::standing::Stage;
use crate::domain::program::StageName;
use crate::domain::rule::advice::{Action, Addition, Advice, Suggested, Target, Task};
use crate::domain::rule::source::Source;
use crate::domain::value::id::PartnerId;
use crate::domain::value::month::Month;

impl Refusal {
    /// What would help.
    #[must_use]
    pub fn hints(&self) -> Vec<Advice> {
        let Self { partner, on, .. } = self;
        match &*self.why {
            Why::ParticipationEnded { .. } => vec![
                Advice::words("a new participation begins with ")
                    .and_command(about(partner, Task::ApplyAgain)),
            ],
            Why::AlreadyInProgram { .. } => vec![
                to(partner, Task::ShowStatus)
                    .and_words(" shows it; ")
                    .and_command(about(partner, Task::Edit))
                    .and_words(" changes what is known of it"),
            ],
            Why::IdTaken { .. } => vec![
                Advice::words("leave out ")
                    .and_command(Action::Add(Addition::Id))
                    .and_words(" to have one made, or give another"),
            ],
            Why::NameTaken { holder, .. } => {
                vec![to(holder, Task::ShowStatus).and_words(" shows the partner of that name")]
            }
            Why::ProbablyTheSame { holder, .. } => vec![
                Advice::words(format!(
                    "if it is the same company, use `{holder}`; if not, give it an id of its own with "
                ))
                .and_command(Action::Add(Addition::OwnId))
                .and_words(" (in a file: the column `id`)"),
            ],
            Why::AliasTaken { holder, .. } | Why::ExternalIdTaken { holder, .. } => {
                vec![to(holder, Task::ShowStatus).and_words(" shows who has it")]
            }
            Why::NotInGoodStanding { .. } => {
                vec![to(partner, Task::SetGoodStanding).and_words(" once that is settled")]
            }
            Why::NobodyInRole { role } => vec![to(partner, Task::Assign(role.clone()))],
            Why::KindUnknown { kinds } => vec![to(partner, Task::SetKind(kinds.clone()))],
            Why::GateNotMet { step, missing } => gate_hints(partner, *step, missing),
            Why::WindowOver { .. } => vec![
                to(partner, Task::ExtendWindow).and_words(" gives it more time"),
                to(partner, Task::Lapse).and_words(" ends the participation"),
            ],
            Why::WrongStage {
                step: StepKind::Certified,
                stage: Stage::Applicant,
                ..
            } => vec![to(partner, Task::Admit).and_words(" comes first")],
            Why::WrongStage {
                step: StepKind::Admitted | StepKind::Certified,
                ..
            } => vec![to(partner, Task::ShowStatus).and_words(" shows its state")],
            Why::WrongStage {
                stage: Stage::Certified,
                ..
            } => vec![
                to(partner, Task::End).and_words(" ends a certified partner's participation"),
            ],
            Why::WrongStage { .. } => vec![
                to(partner, Task::Withdraw).and_words(" ends a participation at any stage"),
            ],
            Why::ListNotOpen {
                from: StageName::Candidate,
                ..
            }
            | Why::NotCertifiedYet {
                stage: Stage::Applicant,
                ..
            }
            | Why::NotCertified {
                stage: Stage::Applicant,
            } => vec![admission(partner)],
            Why::ListNotOpen { .. } | Why::NotCertifiedYet { .. } | Why::NotCertified { .. } => {
                vec![certification(partner)]
            }
            Why::UnknownItem { product: None, .. } => {
                vec![to(partner, Task::ShowItems).and_words(" lists the items")]
            }
            Why::UnknownItem {
                product: Some(product),
                ..
            } => vec![
                to(partner, Task::ShowProduct(product.clone())).and_words(" lists the items"),
            ],
            Why::ItemOfPartner { item } => {
                vec![judge(partner, Target::Partner, Suggested::Met(item.clone()))]
            }
            Why::ProductNotYet { added_on, .. } => vec![
                Advice::command(Action::Add(Addition::Day))
                    .and_words(format!(" a day from {added_on} on")),
            ],
            Why::ItemOfAnotherKind { .. } => {
                vec![to(partner, Task::SetKind(Vec::new())).and_words(" if the kind is wrong")]
            }
            Why::WaiverWithoutReason { item, product } => {
                let waived = Suggested::Waived(item.clone());
                vec![judge(partner, target(product.as_deref()), waived)]
            }
            Why::EvidenceMissing { item, product } => {
                let met = Suggested::MetWithEvidence(item.clone());
                vec![judge(partner, target(product.as_deref()), met)]
            }
            Why::ContactMissing { role, .. } => vec![
                to(partner, Task::AddContact(role.clone()))
                    .and_words(", or ")
                    .and_command(Action::Add(Addition::Contact))
                    .and_words(" in the same command"),
            ],
            Why::ItemWaits {
                waits_for, product, ..
            } => waiting_hints(partner, product.as_deref(), waits_for),
            Why::ItemOfProduct { item } => vec![judge(
                partner,
                Target::Product(None),
                Suggested::Met(item.clone()),
            )],
            Why::UnknownActivity { .. } => vec![
                Advice::command(Action::ShowProgram).and_words(" lists the activities"),
            ],
            Why::ReferenceMissing { activity } => vec![
                to(partner, Task::AwardWithReference(activity.clone()))
                    .and_words(" names the deployment or order"),
            ],
            Why::TierTooLow { activity, .. }
            | Why::PrerequisiteNotReached { activity, .. }
            | Why::LimitUsed { activity, .. } => vec![
                to(partner, Task::ShowTier).and_words(" shows its points"),
                to(partner, Task::AwardDespiteLimit(activity.clone()))
                    .and_words(" overrides the limit; the reason is recorded"),
            ],
            Why::UnknownAward { .. } => {
                vec![to(partner, Task::ShowHistory).and_words(" names its awards")]
            }
            Why::MonthBeforeApplication { applied_on, .. } => vec![Advice::words(format!(
                "the first month is {}",
                Month::of(*applied_on)
            ))],
            Why::UnknownProduct { .. } => {
                vec![to(partner, Task::ListProducts).and_words(" lists its products")]
            }
            Why::ProductNameTaken { product, .. } => {
                vec![to(partner, Task::ShowProduct(product.clone())).and_words(" shows it")]
            }
            Why::ContentIncomplete { product, fields } => vec![edit(partner, product, fields)],
            Why::NotRequestable { .. } => {
                vec![to(partner, Task::ShowItems).and_words(" shows the items")]
            }
            Why::JudgedForEarlierVersion { items, .. } => {
                let met = items.iter().cloned().map(Suggested::Met).collect();
                vec![to(partner, Task::Judge(Target::Partner, met)).and_words(" once they are")]
            }
            Why::NotPublishable {
                product,
                stage,
                missing,
                fields,
            } => publication_hints(partner, product, *stage, missing, fields),
            Why::FollowsFromRecord { from, .. } => vec![from.supply(partner)],
            Why::CreditUseKnown { .. }
            | Why::DeploymentKnown { .. }
            | Why::RevenueKnown { .. } => vec![
                Advice::command(Action::Add(Addition::Update)).and_words(" replaces it"),
            ],
            Why::AlreadyRenewed { .. } => vec![
                to(partner, Task::ShowHistory)
                    .and_words(" names the renewal's entry, and ")
                    .and_command(Action::Undo(None))
                    .and_words(" undoes it"),
            ],
            Why::UnderEvaluation { .. } => vec![
                to(partner, Task::ConfirmTerm).and_words(" renews all the same"),
                to(partner, Task::End).and_words(" ends the participation"),
            ],
            Why::OfProgress(problem) => problem.hints(partner),
            Why::BenefitNotHeld { .. } => {
                vec![to(partner, Task::ShowTier).and_words(" shows its tier and benefits")]
            }
            Why::OfRecord(problem) => problem.hints(),
            Why::OfRequest(problem) => problem.hints(partner),
            Why::Unsettles(contradiction) => {
                let entry = contradiction.id.entry;
                vec![Advice::command(Action::Undo(Some(entry))).and_words(format!(
                    " undoes entry {entry} first, or record this for a day after {}",
                    contradiction.on
                ))]
            }
            Why::NotInProgramYet {
                applied_on: Some(applied),
            } if applied > on => vec![
                Advice::command(Action::Add(Addition::Day))
                    .and_words(format!(" a day from {applied} on")),
            ],
            _ => Vec::new(),
        }
    }
}

fn about(partner: &PartnerId, task: Task) -> Action {
    Action::About(partner.clone(), task)
}

fn to(partner: &PartnerId, task: Task) -> Advice {
    Advice::command(about(partner, task))
}

fn admission(partner: &PartnerId) -> Advice {
    to(partner, Task::ShowAdmission).and_words(" shows what admission waits for")
}

fn certification(partner: &PartnerId) -> Advice {
    to(partner, Task::ShowCertification).and_words(" shows what certification waits for")
}

fn edit(partner: &PartnerId, product: &str, fields: &[ContentField]) -> Advice {
    to(
        partner,
        Task::EditProduct(product.to_owned(), fields.to_owned()),
    )
}

fn judge(partner: &PartnerId, target: Target, verdict: Suggested) -> Advice {
    to(partner, Task::Judge(target, vec![verdict]))
}

/// Whose items are judged: those of a partner, or of its product.
fn target(product: Option<&str>) -> Target {
    match product {
        Some(product) => Target::Product(Some(product.to_owned())),
        None => Target::Partner,
    }
}

impl Source {
    /// Returns what supplies the fact that an item follows from.
    #[must_use]
    pub fn supply(&self, partner: &PartnerId) -> Advice {
        match self {
            Self::Alias => to(partner, Task::SetAlias),
            Self::Content { product: None, .. } | Self::Request { product: None } => {
                to(partner, Task::AddProduct)
            }
            Self::Content {
                product: Some(product),
                fields,
            } if fields.is_empty() => {
                to(partner, Task::ShowProduct(product.clone())).and_words(" shows what is missing")
            }
            Self::Content {
                product: Some(product),
                fields,
            } => edit(partner, product, fields),
            Self::Request {
                product: Some(product),
            } => to(partner, Task::RequestPublication(product.clone())),
            Self::Item(item) => {
                let met = Suggested::MetWithNote(item.clone());
                judge(partner, Target::Partner, met)
            }
        }
    }
}

/// One command for each kind of thing that an item waits for.
fn waiting_hints(partner: &PartnerId, product: Option<&str>, waits_for: &[Missing]) -> Vec<Advice> {
    let sources = waits_for
        .iter()
        .filter_map(|first| first.follows_from.as_ref());
    let mut hints: Vec<Advice> = sources
        .map(|source| source.supply(partner).and_words(" first"))
        .collect();
    let verdicts = waits_for
        .iter()
        .filter(|first| first.follows_from.is_none());
    let verdicts: Vec<Suggested> = verdicts
        .map(|first| Suggested::Met(first.item.clone()))
        .collect();
    if !verdicts.is_empty() {
        let judged = to(partner, Task::Judge(target(product), verdicts));
        hints.push(judged.and_words(" first, or in the same command"));
    }
    hints
}

/// One command for each kind of thing that a publication misses.
fn publication_hints(
    partner: &PartnerId,
    product: &str,
    stage: Option<Stage>,
    missing: &[Missing],
    fields: &[ContentField],
) -> Vec<Advice> {
    let mut hints = Vec::new();
    match stage {
        Some(Stage::Applicant) => hints.push(admission(partner)),
        Some(_) => hints.push(certification(partner)),
        None => {}
    }
    if !fields.is_empty() {
        hints.push(edit(partner, product, fields));
    }
    let sources = missing
        .iter()
        .filter_map(|missing| missing.follows_from.as_ref());
    // What the content lacks is among the fields already.
    let others = sources.filter(|source| !matches!(source, Source::Content { .. }));
    hints.extend(others.map(|source| source.supply(partner)));
    let product = Target::Product(Some(product.to_owned()));
    hints.extend(verdicts_hint(partner, product, missing));
    hints
}

/// One command for each kind of thing that is missing, complete except for what only a person knows.
fn gate_hints(partner: &PartnerId, step: StepKind, missing: &[Missing]) -> Vec<Advice> {
    let sources = missing
        .iter()
        .filter_map(|missing| missing.follows_from.as_ref());
    let mut hints: Vec<Advice> = sources
        .map(|source| match source {
            Source::Alias => source
                .supply(partner)
                .and_words(" once the account alias is known"),
            _ => source.supply(partner),
        })
        .collect();
    hints.dedup();
    let target = if step == StepKind::Certified {
        Target::Certification
    } else {
        Target::Admission
    };
    hints.extend(verdicts_hint(partner, target, missing));
    hints
}

/// The command for all that waits for a verdict.
fn verdicts_hint(partner: &PartnerId, target: Target, missing: &[Missing]) -> Option<Advice> {
    let by_verdict = missing
        .iter()
        .filter(|missing| missing.follows_from.is_none());
    let met = |missing: &Missing| {
        let item = missing.item.clone();
        if missing.needs_evidence {
            Suggested::MetWithEvidence(item)
        } else {
            Suggested::Met(item)
        }
    };
    let verdicts: Vec<Suggested> = by_verdict.map(met).collect();
    if verdicts.is_empty() {
        return None;
    }
    Some(to(partner, Task::Judge(target, verdicts)).and_words(" once they are"))
}
