//! Asks for an award: which partner and which activity.

use super::partner;
use crate::cli::args::options::ChangeArgs;
use crate::cli::context::find::find_partner;
use crate::cli::context::{Context, Ending};
use crate::cli::prompt::answers::{Consent, Words, carry_out};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::decide;
use crate::domain::decide::request::Request;
use crate::domain::fact::Fact;
use crate::domain::partner::scope::Scope;
use crate::domain::partner::standing::Stage;
use crate::domain::program::{Activity, Limit};
use crate::domain::rule::award::AwardRequest;
use crate::domain::rule::profile::Surroundings;
use crate::domain::rule::refusal::Refusal;
use crate::domain::value::id::EntryId;
use crate::output::{Sentence, mpp, spelled_each};

/// What was typed of an award already.
pub(crate) struct TypedAward<'t> {
    /// The partner.
    pub(crate) partner: Option<&'t str>,
    /// What it is for.
    pub(crate) reference: Option<&'t str>,
    /// What shows it.
    pub(crate) evidence: Option<&'t str>,
    /// Why a limit is overridden.
    pub(crate) override_reason: Option<String>,
}

/// Asks for the partner and the activity, whichever was not typed.
pub(crate) fn award(
    context: &Context<'_>,
    typed: &TypedAward<'_>,
    change: &ChangeArgs,
) -> Result<Ending, Failure> {
    let missing = match typed.partner {
        Some(_) => "ACTIVITY",
        None => "PARTNER ACTIVITY",
    };
    let whom = typed.partner.unwrap_or("PARTNER");
    let remedy = mpp(format!("award-points {whom} ACTIVITY"))
        .and_words("; ")
        .and_mpp("program show")
        .and_words(" lists the activities");
    let ask = context.ask(missing, remedy)?;
    let on = context.on(change)?;
    let word = match typed.partner {
        Some(word) => word.to_owned(),
        None => partner(context, &ask, &[Stage::Candidate, Stage::Certified])?,
    };
    let book = context.open()?;
    let rules = book.rules(EntryId::PENDING)?;
    let history = book.history(
        &find_partner(&book, &word, EntryId::PENDING)?,
        Scope::Partner,
        EntryId::PENDING,
    )?;
    drop(book);
    // What the rules would say to each activity now, those that can be earned first.
    let tried = |activity: &Activity| -> Result<i64, Refusal> {
        let stand_in = (activity.limit == Limit::Each).then(|| "?".to_owned());
        let request = Request::Award(AwardRequest {
            activity: activity.id.clone(),
            reference: typed.reference.map(str::to_owned).or(stand_in),
            evidence: None,
            note: None,
            override_reason: typed.override_reason.clone(),
        });
        let facts = decide(&rules, &history, &Surroundings::default(), on, &request)?;
        Ok(facts
            .iter()
            .map(|dated| match &dated.fact {
                Fact::Award(award) => award.points,
                _ => 0,
            })
            .sum())
    };
    let by_hand = rules
        .on(on)
        .activities
        .iter()
        .filter(|activity| activity.by_hand);
    let mut offered: Vec<(&Activity, Result<i64, Refusal>)> = by_hand
        .map(|activity| (activity, tried(activity)))
        .collect();
    offered.sort_by_key(|(_, tried)| tried.is_err());
    let choices: Vec<(&str, String)> = offered
        .iter()
        .map(|(activity, tried)| {
            let beside = match tried {
                Ok(points) => format!("+{points} points  {}", activity.name),
                Err(refusal) => format!("not now: {}", refusal.briefly()),
            };
            (activity.id.as_str(), beside)
        })
        .collect();
    let activity = loop {
        let (activity, tried) = &offered[ask.find("activity", &choices)?];
        let Err(refusal) = tried else { break activity };
        ask.tell(format!("  {refusal}"));
        for hint in spelled_each(refusal.hints()) {
            ask.tell(Sentence::words("  ").and(hint));
        }
    };
    let mut words = Words {
        options: Vec::new(),
        operands: match typed.partner {
            Some(_) => vec![activity.id.clone()],
            None => vec![word, activity.id.clone()],
        },
    };
    if activity.limit == Limit::Each && typed.reference.is_none() {
        let reference = ask.needed("the deployment or order it is for")?;
        words.options.push(format!("--ref={reference}"));
    }
    if typed.evidence.is_none()
        && let Some(evidence) = ask.text("an address that shows it (Enter: none)")?
    {
        words.options.push(format!("--evidence={evidence}"));
    }
    carry_out(context, &words, change.dry_run, &Consent::Composed)
}
