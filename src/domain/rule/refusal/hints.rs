//! What would help against a refusal: the command to type next.

use super::Missing;
use super::Refusal;
use super::Why;
use crate::domain::fact::{ContentField, StepKind};
use crate::domain::partner::standing::Stage;
use crate::domain::program::StageName;
use crate::domain::rule::source::Source;
use crate::domain::value::id::PartnerId;
use crate::domain::value::month::Month;

impl Refusal {
    /// What to type next.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        let Self { partner, on, .. } = self;
        match &*self.why {
            Why::ParticipationEnded { .. } => vec![format!(
                "a new participation begins with `mpp apply --id {partner} NAME`"
            )],
            Why::AlreadyInProgram { .. } => vec![format!(
                "`mpp status {partner}` shows it; `mpp edit {partner}` changes what is known of it"
            )],
            Why::IdTaken { .. } => {
                vec!["leave out `--id` to have one made, or give another".to_owned()]
            }
            Why::NameTaken { holder, .. } => vec![format!(
                "`mpp status {holder}` shows the partner of that name"
            )],
            Why::ProbablyTheSame { holder, .. } => vec![format!(
                "if it is the same company, use `{holder}`; if not, give it an id of its own with `--id ID` (in a file: the column `id`)"
            )],
            Why::AliasTaken { holder, .. } | Why::ExternalIdTaken { holder, .. } => {
                vec![format!("`mpp status {holder}` shows who has it")]
            }
            Why::NotInGoodStanding { .. } => vec![format!(
                "`mpp standing {partner} --good` once that is settled"
            )],
            Why::KindUnknown { kinds } => {
                vec![format!("`mpp edit {partner} --kind {}`", kinds.join("|"))]
            }
            Why::GateNotMet { step, missing } => gate_hints(partner, *step, missing),
            Why::WindowOver { .. } => vec![
                format!("`mpp certify {partner} --extend-to DAY --reason R` gives it more time"),
                format!("`mpp certify {partner} --lapse REASON` ends the participation"),
            ],
            Why::WrongStage {
                step: StepKind::Certified,
                stage: Stage::Applicant,
                ..
            } => {
                vec![format!("`mpp review {partner} --admit` comes first")]
            }
            Why::WrongStage {
                step: StepKind::Admitted | StepKind::Certified,
                ..
            } => vec![format!("`mpp status {partner}` shows its state")],
            Why::WrongStage {
                stage: Stage::Certified,
                ..
            } => vec![format!(
                "`mpp renew {partner} --end REASON` ends a certified partner's participation"
            )],
            Why::WrongStage { .. } => vec![format!(
                "`mpp review {partner} --withdraw REASON` ends a participation at any stage"
            )],
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
            } => {
                vec![format!(
                    "`mpp review {partner}` shows what admission waits for"
                )]
            }
            Why::ListNotOpen { .. } | Why::NotCertifiedYet { .. } | Why::NotCertified { .. } => {
                vec![format!(
                    "`mpp certify {partner}` shows what certification waits for"
                )]
            }
            Why::UnknownItem { product: None, .. } => {
                vec![format!("`mpp checklist {partner}` lists the items")]
            }
            Why::UnknownItem {
                product: Some(product),
                ..
            } => vec![format!(
                "`mpp product show {partner} {product}` lists the items"
            )],
            Why::ItemOfPartner { item } => {
                vec![format!("`mpp checklist {partner} --met {item}`")]
            }
            Why::ProductNotYet { added_on, .. } => {
                vec![format!("`--on` a day from {added_on} on")]
            }
            Why::ItemOfAnotherKind { .. } => vec![format!(
                "`mpp edit {partner} --kind KIND` if the kind is wrong"
            )],
            Why::WaiverWithoutReason { item, product } => {
                let command = judging(partner, product.as_deref());
                vec![format!("`{command} --waive {item}=REASON`")]
            }
            Why::EvidenceMissing { item, product } => {
                let command = judging(partner, product.as_deref());
                vec![format!("`{command} --met {item} --evidence {item}=URL`")]
            }
            Why::ContactMissing { role, .. } => vec![format!(
                "`mpp people {partner} --contact {role}=\"Name <mail>\"`, or `--contact` in the same command"
            )],
            Why::ItemWaits {
                waits_for, product, ..
            } => waiting_hints(partner, product.as_deref(), waits_for),
            Why::ItemOfProduct { item } => {
                vec![format!("`mpp product mark {partner} PRODUCT --met {item}`")]
            }
            Why::UnknownActivity { .. } => {
                vec!["`mpp program show` lists the activities".to_owned()]
            }
            Why::ReferenceMissing { activity } => vec![format!(
                "`mpp award-points {partner} {activity} --ref ID` names the deployment or order"
            )],
            Why::TierTooLow { activity, .. }
            | Why::PrerequisiteNotReached { activity, .. }
            | Why::LimitUsed { activity, .. } => vec![
                format!("`mpp tier {partner}` shows its points"),
                format!(
                    "`mpp award-points {partner} {activity} --override REASON` overrides the limit; the reason is recorded"
                ),
            ],
            Why::UnknownAward { .. } => vec![format!("`mpp history {partner}` names its awards")],
            Why::MonthBeforeApplication { applied_on, .. } => {
                vec![format!("the first month is {}", Month::of(*applied_on))]
            }
            Why::CreditUseKnown { .. } => vec!["`--on-duplicate update` replaces it".to_owned()],
            Why::UnknownProduct { .. } => {
                vec![format!("`mpp product list {partner}` lists its products")]
            }
            Why::ProductNameTaken { product, .. } => {
                vec![format!("`mpp product show {partner} {product}` shows it")]
            }
            Why::ContentIncomplete { product, fields } => {
                vec![edit_hint(partner, product, fields)]
            }
            Why::NotPublishable {
                product,
                stage,
                missing,
                fields,
            } => publication_hints(partner, product, *stage, missing, fields),
            Why::FollowsFromRecord { from, .. } => vec![from.supply(partner)],
            Why::DeploymentKnown { .. } | Why::RevenueKnown { .. } => {
                vec!["`--on-duplicate update` replaces it".to_owned()]
            }
            Why::AlreadyRenewed { .. } => vec![format!(
                "`mpp history {partner}` names the renewal's entry, and `mpp undo ENTRY` undoes it"
            )],
            Why::UnderEvaluation { .. } => vec![
                format!("`mpp renew {partner} --confirm REASON` renews all the same"),
                format!("`mpp renew {partner} --end REASON` ends the participation"),
            ],
            Why::Unsettles(contradiction) => vec![format!(
                "`mpp undo {}` undoes entry {} first, or record this for a day after {}",
                contradiction.id.entry, contradiction.id.entry, contradiction.on
            )],
            Why::NotInProgramYet {
                applied_on: Some(applied),
            } if applied > on => vec![format!("`--on` a day from {applied} on")],
            _ => Vec::new(),
        }
    }
}

/// The command that records verdicts on items of a partner, or of its product.
fn judging(partner: &PartnerId, product: Option<&str>) -> String {
    match product {
        Some(product) => format!("mpp product mark {partner} {product}"),
        None => format!("mpp checklist {partner}"),
    }
}

/// The command that fills in fields of a product.
fn edit_hint(partner: &PartnerId, product: &str, fields: &[ContentField]) -> String {
    let option = |field: &ContentField| match field {
        ContentField::Categories => "--category C".to_owned(),
        ContentField::Features => "--feature T".to_owned(),
        ContentField::Eula | ContentField::Demo | ContentField::Evidence => {
            format!("--{field} URL")
        }
        _ => format!("--{field} T"),
    };
    let options: Vec<String> = fields.iter().map(option).collect();
    format!(
        "`mpp product edit {partner} {product} {}`",
        options.join(" ")
    )
}

impl Source {
    /// Returns the command that supplies what an item follows from.
    #[must_use]
    pub fn supply(&self, partner: &PartnerId) -> String {
        match self {
            Self::Alias => format!("`mpp edit {partner} --alias ALIAS`"),
            Self::Content { product: None, .. } | Self::Request { product: None } => {
                format!("`mpp product add {partner} NAME`")
            }
            Self::Content {
                product: Some(product),
                fields,
            } if fields.is_empty() => {
                format!("`mpp product show {partner} {product}` shows what is missing")
            }
            Self::Content {
                product: Some(product),
                fields,
            } => edit_hint(partner, product, fields),
            Self::Request {
                product: Some(product),
            } => format!("`mpp product request {partner} {product}`"),
            Self::Item(item) => format!("`mpp checklist {partner} --met {item}=NOTE`"),
        }
    }
}

/// One command for each kind of thing that an item waits for.
fn waiting_hints(partner: &PartnerId, product: Option<&str>, waits_for: &[Missing]) -> Vec<String> {
    let sources = waits_for
        .iter()
        .filter_map(|first| first.follows_from.as_ref());
    let mut hints: Vec<String> = sources
        .map(|source| format!("{} first", source.supply(partner)))
        .collect();
    let verdicts = waits_for
        .iter()
        .filter(|first| first.follows_from.is_none());
    let verdicts: Vec<&str> = verdicts.map(|first| &*first.item).collect();
    if !verdicts.is_empty() {
        let command = judging(partner, product);
        let verdicts = verdicts.join(" --met ");
        hints.push(format!(
            "`{command} --met {verdicts}` first, or in the same command"
        ));
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
) -> Vec<String> {
    let mut hints = Vec::new();
    match stage {
        Some(Stage::Applicant) => hints.push(format!(
            "`mpp review {partner}` shows what admission waits for"
        )),
        Some(_) => hints.push(format!(
            "`mpp certify {partner}` shows what certification waits for"
        )),
        None => {}
    }
    if !fields.is_empty() {
        hints.push(edit_hint(partner, product, fields));
    }
    let sources = missing
        .iter()
        .filter_map(|missing| missing.follows_from.as_ref());
    // What the content lacks is among the fields already.
    let others = sources.filter(|source| !matches!(source, Source::Content { .. }));
    hints.extend(others.map(|source| source.supply(partner)));
    let by_verdict = |missing: &&Missing| missing.follows_from.is_none();
    let verdicts: Vec<String> = missing.iter().filter(by_verdict).map(met).collect();
    if !verdicts.is_empty() {
        hints.push(format!(
            "`mpp product mark {partner} {product} {}` once they are",
            verdicts.join(" ")
        ));
    }
    hints
}

/// The option that says that an item is met.
fn met(missing: &Missing) -> String {
    if missing.needs_evidence {
        format!("--met {0} --evidence {0}=URL", missing.item)
    } else {
        format!("--met {}", missing.item)
    }
}

/// One command for each kind of thing that is missing, complete except for what only a person knows.
fn gate_hints(partner: &PartnerId, step: StepKind, missing: &[Missing]) -> Vec<String> {
    let sources = missing
        .iter()
        .filter_map(|missing| missing.follows_from.as_ref());
    let mut hints: Vec<String> = sources
        .map(|source| match source {
            Source::Alias => format!("{} once the account alias is known", source.supply(partner)),
            _ => source.supply(partner),
        })
        .collect();
    hints.dedup();
    let command = if step == StepKind::Certified {
        "certify"
    } else {
        "review"
    };
    let verdicts: Vec<String> = missing
        .iter()
        .filter(|missing| missing.follows_from.is_none())
        .map(met)
        .collect();
    if !verdicts.is_empty() {
        hints.push(format!(
            "`mpp {command} {partner} {}` once they are",
            verdicts.join(" ")
        ));
    }
    hints
}
