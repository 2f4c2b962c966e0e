//! An application: what a company says of itself.

use crate::cli::answers::{Consent, Words, carry_out};
use crate::cli::context::{Context, Ending};
use crate::cli::error::Failure;
use crate::cli::options::ChangeArgs;

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
    let program = context.program_today()?;
    let name = ask.text("the company's name", true)?;
    let mut options = Vec::new();
    if !typed.contains(&"kind") {
        let kinds = &program.kinds;
        let choices: Vec<String> = kinds
            .iter()
            .map(|kind| format!("{}: {}", kind.id, kind.text))
            .chain(["not known yet".to_owned()])
            .collect();
        let chosen = ask.choose("the kind of its solution", &choices)?;
        options.extend(kinds.get(chosen).map(|kind| format!("--kind={}", kind.id)));
    }
    for (option, question) in QUESTIONS {
        if typed.contains(&option) {
            continue;
        }
        let answer = ask.text(question, false)?;
        if !answer.is_empty() {
            options.push(format!("--{option}={answer}"));
        }
    }
    let words = Words {
        options,
        operands: vec![name],
    };
    carry_out(context, &words, change.dry_run, &Consent::Composed)
}
