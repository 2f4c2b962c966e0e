//! An application: what a company says of itself.

use crate::cli::args::options::ChangeArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::prompt::answers::{Consent, Words, carry_out, tried};
use crate::cli::prompt::ask::Ask;
use crate::cli::terminal::error::Failure;
use crate::domain::rule::advice::{Action, Addition, Advice};
use crate::domain::rule::refusal::Refusal;
use crate::domain::value::phrase::Part;
use crate::output::{Sentence, mpp};

/// The other details of a company, after name and kind: the option and the question.
const QUESTIONS: [(&str, &str); 5] = [
    ("product", "the technology it brings (Enter: leave out)"),
    (
        "category",
        "the category it is listed under (Enter: leave out)",
    ),
    ("website", "its address on the web (Enter: leave out)"),
    (
        "contact",
        "whom to talk to, as Name <mail> PHONE (Enter: leave out)",
    ),
    (
        "summary",
        "what it offers, in a few sentences (Enter: leave out)",
    ),
];

/// Asks for the company's name and what it says of itself; what was typed already is not asked again.
pub(crate) fn application(
    context: &Context<'_>,
    change: &ChangeArgs,
    typed: &[&str],
) -> Result<Ending, Failure> {
    let ask = context.ask(
        "NAME",
        mpp("apply NAME").and_words(", or `--from FILE` for many"),
    )?;
    let program = context.program_today()?;
    let mut words = Words::default();
    name(context, &ask, &mut words)?;
    if !typed.contains(&"kind") {
        let kinds = &program.kinds;
        let choices: Vec<String> = kinds
            .iter()
            .map(|kind| format!("{}: {}", kind.id, kind.text))
            .chain(["not known yet".to_owned()])
            .collect();
        let chosen = ask.choose("the kind of its solution", &choices)?;
        words
            .options
            .extend(kinds.get(chosen).map(|kind| format!("--kind={}", kind.id)));
    }
    for (option, question) in QUESTIONS {
        if !typed.contains(&option) {
            field(context, &ask, &mut words, option, question)?;
        }
    }
    carry_out(context, &words, change.dry_run, &Consent::Composed)
}

/// Asks for the name until the company can be recorded under it, or has an id of its own.
fn name(context: &Context<'_>, ask: &Ask, words: &mut Words) -> Result<(), Failure> {
    loop {
        words.options.clear();
        words.operands = vec![ask.needed("the company's name")?];
        let Err(failure) = tried(context, words) else {
            return Ok(());
        };
        print(ask, &failure);
        let refusal = failure.error.downcast_ref::<Refusal>();
        let another = refusal.is_some_and(may_have_another_id);
        if another && let Some(id) = ask.text("an id of its own (Enter: another name)")? {
            words.options = vec![format!("--id={id}")];
            match tried(context, words) {
                Ok(()) => return Ok(()),
                Err(failure) => print(ask, &failure),
            }
        }
    }
}

/// Whether an id of its own would help.
fn may_have_another_id(refusal: &Refusal) -> bool {
    let hints = refusal.hints();
    let mut parts = hints.iter().flat_map(Advice::parts);
    parts.any(|part| {
        matches!(
            part,
            Part::Command(Action::Add(Addition::Id | Addition::OwnId))
        )
    })
}

/// Asks for a detail of the company until it is valid or left out.
fn field(
    context: &Context<'_>,
    ask: &Ask,
    words: &mut Words,
    option: &str,
    question: &str,
) -> Result<(), Failure> {
    while let Some(answer) = ask.text(question)? {
        words.options.push(format!("--{option}={answer}"));
        match tried(context, words) {
            Ok(()) => break,
            Err(failure) => print(ask, &failure),
        }
        words.options.pop();
    }
    Ok(())
}

fn print(ask: &Ask, failure: &Failure) {
    ask.tell(format!("  {}", failure.message()));
    for hint in &failure.hints {
        ask.tell(Sentence::words("  ").and(hint.clone()));
    }
}
