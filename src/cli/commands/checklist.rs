use crate::cli::args::refs::PartnerRef;
use crate::cli::context::Context;
use crate::cli::context::find::{find_history, one_of};
use crate::cli::plan::judging::{JudgeArgs, Shown};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::Failure;
use crate::domain::program::{Program, Subject};
use crate::domain::value::day::Day;
use crate::domain::value::quote::quoted;
use crate::domain::value::similar::nearest;
use crate::output::mpp;
use crate::report::checklist::{Items, Progress};
use crate::report::item::ItemOfAll;
use clap::Args;

/// Show or record progress on checklists
///
/// Without a partner it prints one line per partner, or with --item what was found of one item of each; with one, every item with its responsible party, what was
/// found of it and what it waits for; at a terminal it then goes through what is open, one item after the other.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp checklist
  mpp checklist --item mpa
  mpp checklist acme --list onboarding
  mpp checklist acme --met portal-access='by Ann'
  mpp checklist acme --met mpa --record mpa.version=3
  mpp checklist --from verdicts.csv")]
pub(crate) struct ChecklistArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<PartnerRef>,

    /// Only this checklist
    #[arg(long, value_name = "ID")]
    list: Option<String>,

    /// This item of every partner
    #[arg(long, value_name = "ITEM", conflicts_with_all = ["partner", "list"])]
    item: Option<String>,

    #[command(flatten)]
    judge: JudgeArgs,
}

impl CommandArgs for ChecklistArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let (judge, list) = (&self.judge, self.list.as_deref());
        let partner = self.partner.as_ref();
        if let Some(plan) = judge.recording(partner, None, list)? {
            return Ok(plan);
        }
        Ok(match partner {
            Some(word) => judge.show_and_ask(move |context| self.items(context, word.as_str())),
            None => Plan::show(&judge.read, move |view| {
                let rules = view.rules()?;
                if let Some(item) = &self.item {
                    item_of_partners(rules.on(view.as_of.day), item)?;
                    let all = ItemOfAll::of(&view.book, &rules, view.as_of, item)?;
                    return view.print(&all);
                }
                known(rules.on(view.as_of.day), list)?;
                view.print(&Progress::for_all(&view.book, &rules, view.as_of, list)?)
            }),
        })
    }
}

impl ChecklistArgs {
    fn items(&self, context: &Context<'_>, partner: &str) -> Result<Shown, Failure> {
        let list = self.list.as_deref();
        let (book, as_of) = context.open_as_of(&self.judge.read)?;
        let rules = book.rules(as_of.known_at)?;
        known(rules.on(as_of.day), list)?;
        let history = find_history(&book, partner, as_of)?;
        Ok(Shown {
            items: Items::of(&book, &rules, &history, as_of, list.as_slice())?,
            chosen: None,
            rules,
            history,
            step: None,
        })
    }
}

/// Makes sure that partners have such an item.
fn item_of_partners(program: &Program, item: &str) -> Result<(), Failure> {
    let lists = program.checklists.iter();
    let lists = lists.filter(|list| list.of != Subject::Product);
    let items = lists.flat_map(|list| &list.items);
    one_of(
        "item",
        Some(item),
        items.map(|item| item.id.as_str()).collect(),
    )
}

fn known(program: &Program, list: Option<&str>) -> Result<(), Failure> {
    let of_product = |list: &&str| {
        let list = program.checklist(list);
        list.is_some_and(|list| list.of == Subject::Product)
    };
    if let Some(list) = list.filter(of_product) {
        let message = format!("{} is a checklist of products", quoted(list));
        return Err(Failure::usage(message).hint(
            mpp("product show PARTNER PRODUCT")
                .and_words(" shows it, ")
                .and_mpp("product mark")
                .and_words(" fills it in"),
        ));
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
