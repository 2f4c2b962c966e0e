//! What `review`, `certify` and `checklist` have in common: verdicts, from the command or from a file.

use super::people::contact;
use crate::cli::args::options::{BatchArgs, ChangeArgs, ReadArgs, VerdictArgs};
use crate::cli::context::find::find_history;
use crate::cli::context::{Context, Ending};
use crate::cli::prompt::walk::{self, DecisionStep, ItemWalk};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::decide;
use crate::domain::decide::request::{Decision, Request};
use crate::domain::rule::profile::Surroundings;
use crate::ops::company;
use crate::ops::verdicts::VerdictImport;
use crate::report::checklist::Items;
use clap::Args;

/// The options of every command that judges.
#[derive(Debug, Args)]
pub(crate) struct JudgeArgs {
    #[command(flatten)]
    pub(crate) verdicts: VerdictArgs,

    /// The account alias, once it is known
    #[arg(long, conflicts_with = "from")]
    pub(crate) alias: Option<String>,

    /// A contact person of the provider
    #[arg(long, value_name = "ROLE=NAME <MAIL>", conflicts_with = "from")]
    pub(crate) contact: Vec<String>,

    #[command(flatten)]
    pub(crate) batch: BatchArgs,

    #[command(flatten)]
    pub(crate) change: ChangeArgs,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

impl JudgeArgs {
    /// Whether nothing was typed that is to be recorded.
    pub(crate) fn records_nothing(&self) -> bool {
        self.verdicts.is_empty() && self.alias.is_none() && self.contact.is_empty()
    }

    /// Refuses options of a change where the lists are only shown, and nobody is asked for one.
    pub(crate) fn refuse_what_changes(&self, context: &Context<'_>) -> Result<(), Failure> {
        if !self.may_ask(context) {
            self.change.refuse_in_reading()?;
        }
        self.batch.refuse_without_file()
    }

    /// Whether a person looks at things as they are now.
    fn may_ask(&self, context: &Context<'_>) -> bool {
        self.read.is_now() && context.may_ask_beside_report()
    }

    /// Takes a file of verdicts; on any of these lists, or on all.
    pub(crate) fn file(&self, context: &Context<'_>, lists: &[&str]) -> Result<Ending, Failure> {
        if !self.verdicts.is_empty() {
            return Err(Failure::usage(
                "verdicts come from a file or from options, not from both",
            ));
        }
        self.read.refuse_in_change()?;
        let on = context.on(&self.change)?;
        let begin = || VerdictImport::new(lists, on);
        let (ending, _) = context.import(&self.batch, &self.change, begin)?;
        Ok(ending)
    }

    /// Records verdicts and a decision for one partner.
    pub(crate) fn judge(
        &self,
        context: &Context<'_>,
        word: Option<&str>,
        decision: Option<Decision>,
    ) -> Result<Ending, Failure> {
        let word = word.ok_or_else(|| {
            Failure::usage("PARTNER is missing: verdicts and decisions are for one partner").hint(
                "name it: `mpp review PARTNER --met ITEM`; `--from FILE` takes a file of verdicts",
            )
        })?;
        self.read.refuse_in_change()?;
        self.batch.refuse_without_file()?;
        let verdicts = self.verdicts.asked()?;
        let alias = self.alias.as_deref().map(company::alias).transpose()?;
        let contacts = self.contact.iter().map(|text| contact(text));
        let contacts = contacts.collect::<Result<_, _>>()?;
        let on = context.on(&self.change)?;
        let mut book = context.open_to_change()?;
        let partner = context.partner_to_change(&book, word)?;
        context.change(
            &mut book,
            &self.change,
            &partner,
            on,
            &Request::Judge {
                verdicts,
                alias,
                contacts,
                decision,
            },
        )
    }

    /// Shows the lists that a gate asks for, with what the decision still misses, and asks for it where that reaches
    /// somebody.
    pub(crate) fn show(
        &self,
        context: &Context<'_>,
        typed: Option<&str>,
        step: &DecisionStep,
    ) -> Result<Ending, Failure> {
        self.refuse_what_changes(context)?;
        let chosen = match typed {
            Some(_) => None,
            None => Some(partner(context, step)?),
        };
        let word = typed.or(chosen.as_deref()).unwrap_or_default();
        let (book, as_of) = context.open_as_of(&self.read)?;

        let rules = book.rules(as_of.known_at)?;
        let history = find_history(&book, word, as_of)?;
        let program = rules.on(as_of.day);
        let gate = (step.gate)(program);
        let of_items = gate.items.iter().filter_map(|item| program.item(item));
        let of_items = of_items.map(|(list, _)| list.id.as_str());
        let lists: Vec<&str> = gate
            .checklists
            .iter()
            .map(String::as_str)
            .chain(of_items)
            .collect();
        // What is missing is what the rules would say if the decision were asked for now.
        let request = Request::Judge {
            verdicts: Vec::new(),
            alias: None,
            contacts: Vec::new(),
            decision: Some(step.decision.clone()),
        };
        let near = Surroundings::default();
        let next = match decide(&rules, &history, &near, as_of.day, &request) {
            Ok(_) => vec![format!(
                "`mpp {} {word} {}`: nothing is missing",
                step.command, step.option
            )],
            Err(refusal) if refusal.causes().is_empty() => std::iter::once(refusal.to_string())
                .chain(refusal.hints())
                .collect(),
            Err(refusal) => refusal.hints(),
        };
        let closing = next
            .into_iter()
            .map(|next| format!("next: {next}"))
            .collect();
        let items = Items::of(&book, &rules, &history, as_of, &lists)?;
        drop(book);
        let items = items.closing(closing);
        context.screen.print(&items)?;
        let walk = ItemWalk {
            chosen,
            rules: &rules,
            history: &history,
            shown: &items,
            step: Some(step),
        };
        self.walk(context, &walk)
    }

    /// Asks for what is open, where a person looks at it as it is now.
    pub(crate) fn walk(
        &self,
        context: &Context<'_>,
        walk: &ItemWalk<'_>,
    ) -> Result<Ending, Failure> {
        let running = walk.history.at(context.today()).running().is_some();
        if running && self.may_ask(context) {
            return walk::items(context, &self.change, walk);
        }
        self.change.refuse_in_reading()?;
        Ok(Ending::Done)
    }
}

/// Asks for the partner that is meant, where none was named: one that could take the step.
fn partner(context: &Context<'_>, step: &DecisionStep) -> Result<String, Failure> {
    let remedy = format!(
        "`mpp {} PARTNER`; `mpp status --stage {}` lists those it can be",
        step.command,
        step.from.name()
    );
    let ask = context.ask("PARTNER", &remedy)?;
    walk::partner(context, &ask, &[step.from])
}
