//! Walks through what a command still needs: on a terminal only, and the answers become the words that could
//! have been typed. The book is closed while a question is on the screen.

mod application;
mod award;
mod items;
mod letters;
mod path;
mod so_far;

pub(crate) use application::application;
pub(crate) use award::{TypedAward, award};
pub(crate) use items::{DecisionStep, ItemWalk, items};

use super::ask::Ask;
use crate::cli::context::Context;
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::partner::standing::Stage;
use crate::domain::value::id::EntryId;
use crate::report::words::count;

/// The partner that is meant, found among those at these stages.
pub(crate) fn partner(
    context: &Context<'_>,
    ask: &Ask,
    stages: &[Stage],
) -> Result<String, Failure> {
    let mut found = Vec::new();
    let book = context.open()?;
    book.sums(context.today(), EntryId::PENDING, |sum| {
        if stages.contains(&sum.stage) {
            found.push(sum);
        }
    })?;
    drop(book);
    if found.is_empty() {
        let stages: Vec<&str> = stages.iter().map(|stage| stage.name()).collect();
        let message = format!("no partner to choose from: none is {}", stages.join(" or "));
        return Err(Failure::new(FailureKind::NotFound, message));
    }
    let choices: Vec<(&str, String)> = found
        .iter()
        .map(|sum| {
            let (stage, points) = (sum.stage.name(), count(sum.points, "point"));
            let beside = format!("{} ({stage}, {points})", sum.name);
            (sum.partner.as_str(), beside)
        })
        .collect();
    let chosen = ask.find("partner", &choices)?;
    Ok(found[chosen].partner.to_string())
}
