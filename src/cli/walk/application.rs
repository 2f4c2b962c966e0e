//! An application: what a company says of itself.

use crate::cli::answers::{Consent, carry_out};
use crate::cli::context::{Context, Ending};
use crate::cli::error::Failure;
use crate::cli::options::ChangeArgs;
use crate::domain::id::EntryId;
use crate::domain::program::{EMBEDDED, Program};
use crate::store::StoreError;

/// What may be said of a company beside its name and kind: the option, and how it is asked for.
const QUESTIONS: [(&str, &str); 5] = [
    ("product", "the technology it brings (Enter: leave out)"),
    (
        "category",
        "the category it is listed under (Enter: leave out)",
    ),
    ("website", "its address on the web (Enter: leave out)"),
    (
        "contact",
        "whom to talk to, as Name <mail> (Enter: leave out)",
    ),
    (
        "summary",
        "what it offers, in a few sentences (Enter: leave out)",
    ),
];

/// Asks for the company's name and what it says of itself; what was typed already is not asked again.
pub(in crate::cli) fn application(
    context: &Context<'_>,
    change: &ChangeArgs,
    typed: &[&str],
) -> Result<Ending, Failure> {
    let ask = context.ask("NAME", "`mpp apply NAME`, or `--from FILE` for many")?;
    let kinds = kinds(context)?;
    let name = ask.text("the company's name", true)?;
    let mut words = Vec::new();
    if !typed.contains(&"kind") {
        let choices: Vec<String> = kinds
            .iter()
            .map(|(id, text)| format!("{id}: {text}"))
            .chain(["not known yet".to_owned()])
            .collect();
        let chosen = ask.choose("the kind of its solution", &choices)?;
        words.extend(kinds.get(chosen).map(|(id, _)| format!("--kind={id}")));
    }
    for (option, question) in QUESTIONS {
        if typed.contains(&option) {
            continue;
        }
        let answer = ask.text(question, false)?;
        if !answer.is_empty() {
            words.push(format!("--{option}={answer}"));
        }
    }
    // Whatever a name begins with, it is no option.
    words.extend(["--".to_owned(), name]);
    carry_out(context, &words, change.dry_run, &Consent::Composed)
}

/// The kinds of solution in the rules that hold, which are the embedded ones where there is no book yet.
fn kinds(context: &Context<'_>) -> Result<Vec<(String, String)>, Failure> {
    let of = |program: &Program| {
        let kinds = program.kinds.iter();
        kinds
            .map(|kind| (kind.id.clone(), kind.text.clone()))
            .collect()
    };
    match context.open_if_there()? {
        Some(book) => Ok(of(book.rules(EntryId::PENDING)?.on(context.today()))),
        None => {
            let damaged = |_| StoreError::Damaged("the embedded rules do not check".to_owned());
            Ok(of(&Program::parse(EMBEDDED).map_err(damaged)?))
        }
    }
}
