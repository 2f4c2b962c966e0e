//! The example book: invented partners in every stage, made by the commands that a person would have typed.

use crate::cli::context::{Context, RunMode};
use crate::cli::settings::environment::{Environment, Variables};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::value::day::Day;
use crate::domain::value::month::Month;
use crate::output::mpp;
use crate::store::{Book, DraftBook};
use chrono::TimeDelta;
use std::ffi::OsString;
use std::path::Path;

/// The commands, each with how many days ago it was run; indented lines continue a command.
const COMMANDS: &str = include_str!("../../../examples/example-book.txt");

/// Makes the example book: under another name first, so that it is there whole or not at all.
///
/// # Errors
/// There is a book already, or it cannot be made.
pub(crate) fn make(context: &Context<'_>) -> Result<(), Failure> {
    let place = Book::may_be_made_at(&context.new_book_path()?)?;
    if place.exists() {
        let message = format!("there is a book already: {}", place.display());
        return Err(Failure::new(FailureKind::Refused, message).hint(
            mpp("init --example --db example.db").and_words(" makes the example next to it"),
        ));
    }
    let draft = DraftBook::beside(&place);
    let commands = COMMANDS.replace("\n    ", " ");
    let mut days: Vec<(i64, &str)> = commands.lines().filter_map(dated).collect();
    // As they were; those of one day in the order of the file.
    days.sort_by_key(|(ago, _)| std::cmp::Reverse(*ago));
    for (ago, command) in days {
        run(context, draft.path(), ago, command)?;
    }
    Book::open(draft.path())?.back_up(&place)?;
    Ok(())
}

/// Returns how many days ago a line's command was run, and the command; `None` for a comment.
fn dated(line: &str) -> Option<(i64, &str)> {
    let (ago, command) = line.strip_prefix('-')?.split_once(' ')?;
    Some((ago.parse().ok()?, command))
}

fn run(context: &Context<'_>, book: &Path, ago: i64, command: &str) -> Result<(), Failure> {
    let day = context
        .today()
        .checked_sub_signed(TimeDelta::days(ago))
        .ok_or_else(|| Failure::usage("the example begins before the first day there is"))?;
    let command = command.replace("{month-1}", &month_before(day));
    let words = shlex::split(&command).unwrap_or_default();
    let words = words.iter().map(OsString::from);
    let environment = Environment {
        args: std::iter::once(OsString::from("mpp"))
            .chain(words)
            .collect(),
        today: day,
        now: format!("{day}T09:00:00Z"),
        variables: Variables {
            db: Some(book.to_owned()),
            actor: Some("example".to_owned()),
            ..Variables::default()
        },
        config_folder: None,
        ..context.environment.clone()
    };
    (context.root.run)(&environment, RunMode::Silent)
        .map(drop)
        .map_err(|failure| failure.context(format!("the example cannot be made: {command}")))
}

fn month_before(day: Day) -> String {
    let first = Month::of(day).first();
    let before = first.pred_opt().unwrap_or(first);
    Month::of(before).to_string()
}
