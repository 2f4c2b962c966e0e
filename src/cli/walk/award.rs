//! An award: for whom, and for what.

use super::partner;
use crate::cli::answers::{Consent, carry_out};
use crate::cli::context::{Context, Ending};
use crate::cli::error::Failure;
use crate::cli::find::find_partner;
use crate::cli::options::ChangeArgs;
use crate::domain::decide::decide;
use crate::domain::fact::Fact;
use crate::domain::id::EntryId;
use crate::domain::profile::Neighbours;
use crate::domain::program::{Activity, Limit};
use crate::domain::refusal::Refusal;
use crate::domain::request::Request;
use crate::domain::standing::Stage;

/// Asks for the partner and the activity, whichever was not typed.
pub(in crate::cli) fn award(
    context: &Context<'_>,
    typed: Option<&str>,
    change: &ChangeArgs,
    has_evidence: bool,
    reference: Option<&str>,
) -> Result<Ending, Failure> {
    let missing = match typed {
        Some(_) => "ACTIVITY",
        None => "PARTNER ACTIVITY",
    };
    let ask = context.ask(
        missing,
        "`mpp award-points PARTNER ACTIVITY`; `mpp program show` lists the activities",
    )?;
    let on = context.on(change)?;
    let word = match typed {
        Some(word) => word.to_owned(),
        None => partner(context, &ask, &[Stage::Candidate, Stage::Certified])?,
    };
    let book = context.open()?;
    let rules = book.rules(EntryId::PENDING)?;
    let history = book.history(
        &find_partner(&book, &word, EntryId::PENDING)?,
        EntryId::PENDING,
    )?;
    drop(book);
    // What the rules would say to each activity now, those that can be earned first.
    let tried = |activity: &Activity| -> Result<i64, Refusal> {
        let stand_in = (activity.limit == Limit::Each).then(|| "?".to_owned());
        let request = Request::Award {
            activity: activity.id.clone(),
            reference: reference.map(str::to_owned).or(stand_in),
            evidence: None,
            note: None,
            override_reason: None,
        };
        let facts = decide(&rules, &history, &Neighbours::default(), on, &request)?;
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
                Err(refusal) => format!("not now: {}", reason(refusal)),
            };
            (activity.id.as_str(), beside)
        })
        .collect();
    let activity = loop {
        let (activity, tried) = &offered[ask.find("activity", &choices)?];
        let Err(refusal) = tried else { break activity };
        ask.tell(&format!("  {refusal}"));
        for hint in refusal.hints() {
            ask.tell(&format!("  {hint}"));
        }
    };
    let mut words = match typed {
        Some(_) => vec![activity.id.clone()],
        None => vec![word, activity.id.clone()],
    };
    if activity.limit == Limit::Each && reference.is_none() {
        words.push(format!(
            "--ref={}",
            ask.text("the deployment or order it is for", true)?
        ));
    }
    if !has_evidence {
        let evidence = ask.text("an address that shows it (Enter: none)", false)?;
        if !evidence.is_empty() {
            words.push(format!("--evidence={evidence}"));
        }
    }
    carry_out(context, &words, change.dry_run, &Consent::Composed)
}

/// Why a refusal refuses, without whom and what, which stand beside it.
fn reason(refusal: &Refusal) -> String {
    let sentence = refusal.to_string();
    let reason = sentence
        .split_once(": ")
        .map(|(_, reason)| reason.to_owned());
    reason.unwrap_or(sentence)
}
