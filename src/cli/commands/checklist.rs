use super::judge::JudgeArgs;
use crate::cli::context::find::find_history;
use crate::cli::context::{Context, Ending};
use crate::cli::prompt::walk::ItemWalk;
use crate::cli::terminal::error::Failure;
use crate::domain::program::{Program, Subject};
use crate::domain::value::quote::quoted;
use crate::domain::value::similar::nearest;
use crate::report::checklist::{Items, Progress};
use clap::Args;

/// Show or record progress on checklists
///
/// Without a partner it prints one line per partner; with one, every item with its responsible party, what was
/// found of it and what it waits for; at a terminal it then goes through what is open, one item after the other.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp checklist
  mpp checklist acme --list onboarding
  mpp checklist acme --met portal-access='by Ann' --met mpa='by J. Roe'
  mpp checklist --from verdicts.csv")]
pub(crate) struct ChecklistArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    #[arg(conflicts_with = "from")]
    partner: Option<String>,

    /// Only this checklist
    #[arg(long, value_name = "ID")]
    list: Option<String>,

    #[command(flatten)]
    judge: JudgeArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &ChecklistArgs) -> Result<Ending, Failure> {
    let list = args.list.as_deref();
    if args.judge.batch.from.is_some() {
        return args.judge.file(context, list.as_slice());
    }
    match &args.partner {
        partner if !args.judge.records_nothing() => {
            args.judge.judge(context, partner.as_deref(), None)
        }
        Some(partner) => show(context, args, partner),
        None => {
            args.judge.change.refuse_in_reading()?;
            args.judge.batch.refuse_without_file()?;
            let (book, as_of) = context.open_as_of(&args.judge.read)?;

            let rules = book.rules(as_of.known_at)?;
            known(rules.on(as_of.day), list)?;
            context
                .screen
                .print(&Progress::for_all(&book, &rules, as_of, list)?)?;
            Ok(Ending::Done)
        }
    }
}

fn show(context: &Context<'_>, args: &ChecklistArgs, partner: &str) -> Result<Ending, Failure> {
    args.judge.refuse_what_changes(context)?;
    let (book, as_of) = context.open_as_of(&args.judge.read)?;

    let rules = book.rules(as_of.known_at)?;
    known(rules.on(as_of.day), args.list.as_deref())?;
    let history = find_history(&book, partner, as_of)?;
    let only = args.list.as_deref();
    let items = Items::of(&book, &rules, &history, as_of, only.as_slice())?;
    drop(book);
    context.screen.print(&items)?;
    let walk = ItemWalk {
        chosen: None,
        rules: &rules,
        history: &history,
        shown: &items,
        step: None,
    };
    args.judge.walk(context, &walk)
}

fn known(program: &Program, list: Option<&str>) -> Result<(), Failure> {
    let of_product = |list: &&str| {
        let list = program.checklist(list);
        list.is_some_and(|list| list.of == Subject::Product)
    };
    if let Some(list) = list.filter(of_product) {
        let message = format!("{} is a checklist of products", quoted(list));
        return Err(Failure::usage(message)
            .hint("`mpp product show PARTNER PRODUCT` shows it, `mpp product mark` fills it in"));
    }
    let Some(list) = list.filter(|list| program.checklist(list).is_none()) else {
        return Ok(());
    };
    let lists: Vec<&str> = program
        .checklists
        .iter()
        .map(|list| list.id.as_str())
        .collect();
    let failure = Failure::usage(format!(
        "the program has no checklist {}; it has {}",
        quoted(list),
        lists.join(", ")
    ));
    Err(match nearest(list, lists) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure,
    })
}
