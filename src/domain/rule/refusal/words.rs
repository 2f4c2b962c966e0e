//! Refusals in sentences.

use super::Missing;
use super::Refusal;
use super::Why;
use crate::domain::fact::{ContentField, StepKind, VerdictKind};
use crate::domain::partner::standing::Stage;
use crate::domain::program::Limit;
use crate::domain::rule::refusal::Contradiction;
use crate::domain::rule::source::Source;
use crate::domain::value::day::Day;
use crate::domain::value::quote::quoted;
use std::fmt;

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state.map_or("open", VerdictKind::name);
        let Self {
            item,
            checklist,
            party,
            ..
        } = self;
        write!(f, "{checklist}: {item} is {state} (responsible: {party})")
    }
}

/// How a sentence names a partner's stage.
#[must_use]
pub fn at_stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Applicant => "an applicant",
        Stage::Candidate => "a candidate",
        other => other.name(),
    }
}

/// How a sentence names a partner's step.
fn taking(step: StepKind) -> &'static str {
    match step {
        StepKind::Admitted => "be admitted",
        StepKind::Declined => "be declined",
        StepKind::Withdrawn => "withdraw",
        StepKind::Lapsed => "lapse",
        StepKind::Certified => "be certified",
        StepKind::Ended => "be ended",
    }
}

/// Fields as a sentence names them.
fn fields_in_words(fields: &[ContentField]) -> String {
    let word = |field: &ContentField| match field {
        ContentField::Short => "short description",
        ContentField::Full => "full description",
        ContentField::Eula => "EULA",
        ContentField::Evidence => "Knowledge Base article",
        other => other.name(),
    };
    let words: Vec<&str> = fields.iter().map(word).collect();
    let are = if let [one] = fields
        && !one.is_list()
    {
        "is"
    } else {
        "are"
    };
    format!("{} {are}", words.join(", "))
}

/// How often an activity can be earned.
fn how_often(limit: Limit) -> &'static str {
    match limit {
        Limit::Once => "once in a participation",
        Limit::Each => "once for each reference",
        Limit::Quarter => "once in a calendar quarter",
        Limit::Year => "once in a calendar year",
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            partner: p,
            on,
            why,
        } = self;
        match &**why {
            Why::NotInProgramYet {
                applied_on: Some(applied),
            } => write!(f, "{p} applied on {applied}, after {on}"),
            Why::NotInProgramYet { applied_on: None } => {
                write!(f, "{p} was not in the program on {on}")
            }
            Why::ParticipationEnded { stage, since } => write!(
                f,
                "the participation of {p} has ended: {stage} since {since}"
            ),
            Why::AlreadyInProgram { stage } => write!(
                f,
                "{p} is in the program already: it is {}",
                at_stage(*stage)
            ),
            Why::LaterParticipation { number } => {
                write!(
                    f,
                    "participation {number} of {p} would not follow the one before it on {on}"
                )
            }
            Why::DaysOutOfOrder => write!(
                f,
                "the days of {p} are out of order: application, admission, certification follow one another"
            ),
            Why::IdTaken { id } => write!(f, "the id `{id}` is taken"),
            Why::NameTaken { name, holder } => {
                write!(f, "{} is the name of {holder}", quoted(name))
            }
            Why::ProbablyTheSame {
                name,
                holder,
                holder_name,
            } => write!(
                f,
                "{} is probably the same company as {} ({holder})",
                quoted(name),
                quoted(holder_name)
            ),
            Why::AliasTaken { alias, holder } => {
                write!(f, "the account alias {alias} is that of {holder}")
            }
            Why::ExternalIdTaken {
                external_id,
                holder,
            } => write!(
                f,
                "the external id {} is that of {holder}",
                quoted(external_id)
            ),
            Why::UnknownKind { kind, kinds } => write!(
                f,
                "the program has no kind {}; it has {}",
                quoted(kind),
                kinds.join(", ")
            ),
            Why::UnknownSupportLevel { level, levels } => write!(
                f,
                "the program has no support level {}; it has {}",
                quoted(level),
                levels.join(", ")
            ),
            Why::NobodyInRole { role } => write!(f, "nobody is the {role} of {p} on {on}"),
            Why::NotListed { field, word, words } => write!(
                f,
                "the program has no {field} {}; it has {}",
                quoted(word),
                words.join(", ")
            ),
            Why::UnknownRole { role, roles } => write!(
                f,
                "the program has no role {} here; it has {}",
                quoted(role),
                roles.join(", ")
            ),
            Why::WrongStage { step, stage, since } => write!(
                f,
                "{p} cannot {} on {on}: it has been {} since {since}",
                taking(*step),
                at_stage(*stage)
            ),
            Why::NoCandidate { stage } => {
                write!(
                    f,
                    "{p} is not a candidate on {on}: it is {}",
                    at_stage(*stage)
                )
            }
            Why::NotCertified { stage } => write!(
                f,
                "{p} is not certified on {on}: it is {}",
                at_stage(*stage)
            ),
            Why::NotInGoodStanding { reason } if reason.is_empty() => {
                write!(f, "{p} is not in good standing")
            }
            Why::NotInGoodStanding { reason } => write!(f, "{p} is not in good standing: {reason}"),
            Why::KindUnknown { kinds } => write!(
                f,
                "the kind of {p} is not known, and what is asked depends on it: {}",
                kinds.join(", ")
            ),
            Why::GateNotMet { step, missing } => write!(
                f,
                "{p} cannot {} yet: {} of the program's conditions {} missing",
                taking(*step),
                missing.len(),
                if missing.len() == 1 { "is" } else { "are" }
            ),
            Why::WindowOver { last_day } => {
                write!(f, "the candidate window of {p} ended on {last_day}")
            }
            Why::ExtensionTooShort { until, last_day } => write!(
                f,
                "an extension to {until} extends nothing: it must go beyond {last_day}"
            ),
            Why::UnknownItem {
                item,
                product: None,
            } => write!(f, "no checklist has an item {}", quoted(item)),
            Why::UnknownItem { item, .. } => {
                write!(f, "no checklist of products has an item {}", quoted(item))
            }
            Why::ItemOfPartner { item } => {
                write!(f, "`{item}` is an item of the partner, not of a product")
            }
            Why::ListNotOpen {
                checklist,
                from,
                stage,
            } => write!(
                f,
                "the {checklist} checklist opens with the stage {from}, and {p} is {} on {on}",
                at_stage(*stage)
            ),
            Why::ItemOfProduct { item } => {
                write!(f, "`{item}` is an item of a product, not of the partner")
            }
            Why::ItemOfAnotherKind { item, kind } => {
                write!(f, "`{item}` is not asked of the kind {kind}, which {p} is")
            }
            Why::WaiverWithoutReason { item, .. } => {
                write!(f, "`{item}` is waived only with a reason")
            }
            Why::BenefitNotHeld { benefit, tier } => match tier {
                Some(tier) => write!(f, "the tier {tier} of {p} does not give {benefit}"),
                None => write!(f, "{p} has no tier, and so no benefit {benefit}"),
            },
            Why::EvidenceMissing { item, .. } => {
                write!(f, "`{item}` is met only with its address as evidence")
            }
            Why::ContactMissing { item, role } => {
                write!(f, "`{item}` is met only with a {role} contact on record")
            }
            Why::ItemWaits {
                item, waits_for, ..
            } => {
                let waits_for: Vec<&str> = waits_for.iter().map(|first| &*first.item).collect();
                write!(f, "`{item}` waits for {}", waits_for.join(", "))
            }
            Why::UnknownActivity { activity } => {
                write!(f, "the program has no activity {}", quoted(activity))
            }
            Why::GivenByStep { activity, step } => {
                write!(f, "`{activity}` is not awarded by hand: {step} gives it")
            }
            Why::NotCertifiedYet { activity, stage } => {
                write!(
                    f,
                    "{p} cannot earn `{activity}` on {on}: it is {}",
                    at_stage(*stage)
                )
            }
            Why::TierTooLow {
                activity,
                from,
                held,
            } => write!(
                f,
                "`{activity}` can be earned from {from} on, and {p} holds {} on {on}",
                held.as_deref().unwrap_or("no tier")
            ),
            Why::PrerequisiteNotReached {
                activity,
                needed,
                balance,
            } => write!(
                f,
                "`{activity}` needs a balance of {needed} points, and {p} has {balance} on {on}"
            ),
            Why::LimitUsed {
                activity,
                limit,
                award,
                on,
                free_from,
            } => write!(
                f,
                "`{activity}` is earned {}, and {p} has it: award {award} of {on}{}",
                how_often(*limit),
                taken_back(*free_from)
            ),
            Why::ReferenceMissing { activity } => write!(f, "`{activity}` needs a reference"),
            Why::ReferenceUsed {
                activity,
                reference,
                award,
                free_from,
            } => write!(
                f,
                "the reference {} earned `{activity}` already: award {award}{}",
                quoted(reference),
                taken_back(*free_from)
            ),
            Why::UnknownAward { award } => write!(f, "{p} has no award {award}"),
            Why::NotThePrice {
                activity,
                points,
                expires_on,
            } => {
                write!(f, "`{activity}` earned {p} {points} points")?;
                match expires_on {
                    Some(day) => write!(f, ", which expire on {day}"),
                    None => f.write_str(", which do not expire"),
                }
            }
            Why::NotTheKey { name } => write!(
                f,
                "the name {} is compared with others by another key",
                quoted(name)
            ),
            Why::AlreadyReversed { award, by } => {
                write!(f, "award {award} was reversed already, by {by}")
            }
            Why::ReversalBeforeAward { award, awarded_on } => write!(
                f,
                "award {award} is of {awarded_on}; it cannot be reversed from {on} on"
            ),
            Why::MonthBeforeApplication { month, applied_on } => write!(
                f,
                "{p} used no credit in {month}: it applied on {applied_on}"
            ),
            Why::CreditUseKnown { month, cents } => write!(
                f,
                "the credit {p} used in {month} is on record with another figure: {}.{:02} USD",
                cents / 100,
                cents % 100
            ),
            Why::UnknownProduct { product } => write!(f, "{p} has no product {}", quoted(product)),
            Why::ProductNotYet { product, added_on } => {
                write!(f, "{product} of {p} was added on {added_on}, after {on}")
            }
            Why::ProductNameTaken { name, product } => {
                write!(
                    f,
                    "{} is the name of another product of {p}: {product}",
                    quoted(name)
                )
            }
            Why::ProductNameFixed { product, since } => write!(
                f,
                "the name of {product} is fixed: it was published on {since}"
            ),
            Why::ShortTooLong { characters, most } => write!(
                f,
                "a short description has at most {most} characters, and this has {characters}"
            ),
            Why::ContentIncomplete { product, fields } => write!(
                f,
                "the content of {product} is not complete: {} missing",
                fields_in_words(fields)
            ),
            Why::NotRequestable { product, missing } => {
                let are = if missing.len() == 1 { "is" } else { "are" };
                write!(
                    f,
                    "publication of {product} of {p} cannot be requested yet: {} of the program's conditions {are} missing",
                    missing.len()
                )
            }
            Why::JudgedForEarlierVersion {
                product,
                since,
                items,
            } => write!(
                f,
                "{product} of {p} has a new version since {since}, and {} were judged for an earlier one",
                items.join(", ")
            ),
            Why::NotPublishable {
                product,
                stage,
                missing,
                ..
            } => {
                let conditions = missing.len() + usize::from(stage.is_some());
                let are = if conditions == 1 { "is" } else { "are" };
                write!(
                    f,
                    "{product} of {p} cannot be published yet: {conditions} of the program's conditions {are} missing"
                )
            }
            Why::NotPublished { product, state } => {
                write!(f, "{product} of {p} is not published: it is {state}")
            }
            Why::FollowsFromRecord { item, from, .. } => {
                let of = |product: &Option<String>| match product {
                    Some(product) => product.clone(),
                    None => "a product".to_owned(),
                };
                let from = match from {
                    Source::Alias => format!("the account alias of {p}"),
                    Source::Content { product, .. } => format!("the content of {}", of(product)),
                    Source::Request { product } => {
                        format!("the request for the publication of {}", of(product))
                    }
                    Source::Item(item) => format!("the item {item} of {p}"),
                };
                write!(
                    f,
                    "`{item}` is not judged by itself: it follows from {from}"
                )
            }
            Why::DeploymentKnown { reference, other } => write!(
                f,
                "the deployment {} of {p} is on record with other content ({})",
                quoted(reference),
                other.join(", ")
            ),
            Why::PointsLost { reference } => write!(
                f,
                "the deployment {} of {p} would be left without its points",
                quoted(reference)
            ),
            Why::RevenueKnown {
                product,
                month,
                sku,
                other,
            } => {
                let sku = Some(sku).filter(|sku| !sku.is_empty());
                let sku = sku.map_or_else(String::new, |sku| format!(" {sku}"));
                let other = other.join(", ");
                write!(
                    f,
                    "the revenue of {product}{sku} in {month} is on record with other content ({other})"
                )
            }
            Why::NotTheTerm { term } => {
                write!(f, "term {term} is not the current term of {p} on {on}")
            }
            Why::NoSuchTerm { term } => {
                write!(f, "term {term} of {p} had not begun on {on}")
            }
            Why::AlreadyRenewed { term, renewed_on } => write!(
                f,
                "term {term} of {p} was renewed on {renewed_on}; an objection has to be recorded before the renewal is"
            ),
            Why::UnderEvaluation { term, by } => write!(
                f,
                "term {term} of {p} is under evaluation: an objection by the {by} is open"
            ),
            Why::NothingToConfirm { anniversary } => write!(
                f,
                "nothing of {p} waits for a confirmation: no objection is open, and the anniversary is {anniversary}"
            ),
            Why::OfProgress(problem) => f.write_str(&problem.in_words(p, *on)),
            Why::OfRecord(problem) => f.write_str(&problem.in_words()),
            Why::OfRequest(problem) => f.write_str(&problem.in_words(p, *on)),
            Why::Unsettles(Contradiction {
                id,
                on: later,
                what,
                ..
            }) => write!(
                f,
                "what was recorded for a later day would no longer hold: {what} of {later} (entry {})",
                id.entry
            ),
        }
    }
}

impl Refusal {
    /// Why, in a few words, to follow what is refused.
    #[must_use]
    pub fn briefly(&self) -> String {
        match &*self.why {
            Why::NotCertifiedYet { stage, .. } => format!("the partner is {}", at_stage(*stage)),
            Why::TierTooLow { from, .. } => format!("from {from} on"),
            Why::PrerequisiteNotReached {
                needed, balance, ..
            } => format!("needs {needed} points, there are {balance}"),
            Why::LimitUsed {
                limit,
                on,
                free_from,
                ..
            } => format!(
                "{}, and was on {on}{}",
                how_often(*limit),
                taken_back(*free_from)
            ),
            _ => self.to_string(),
        }
    }
}

/// Until when a reversed award uses up what it was for.
fn taken_back(free_from: Option<Day>) -> String {
    free_from.map_or_else(String::new, |day| {
        format!(", reversed from {day} on, and free only from that day")
    })
}
