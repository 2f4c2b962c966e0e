//! What `review`, `certify` and `checklist` have in common: verdicts, from the command or from a file.

use super::Plan;
use super::contact::contacts;
use crate::cli::args::options::{BatchArgs, ChangeArgs, ReadArgs, VerdictArgs};
use crate::cli::args::refs::PartnerRef;
use crate::cli::args::roles::{self, RoleArg};
use crate::cli::context::find::find_history;
use crate::cli::context::{Context, Ending};
use crate::cli::prompt::walk::{self, DecisionStep, ItemWalk};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::decide;
use crate::domain::decide::request::{Decision, Judge, Request};
use crate::domain::partner::history::History;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Gate, Program};
use crate::domain::rule::profile::Surroundings;
use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::ops::company;
use crate::ops::verdicts::{RecordColumn, VerdictImport};
use crate::output::{Sentence, mpp, spelled_each};
use crate::report::checklist::Items;
use clap::Args;

/// The options of every command that judges.
#[derive(Debug, Args)]
pub(crate) struct JudgeArgs {
    #[command(flatten)]
    pub(crate) verdicts: VerdictArgs,

    /// The account alias, once it is known
    #[arg(long)]
    pub(crate) alias: Option<String>,

    /// A contact person of the provider
    #[arg(long, value_name = "ROLE=NAME <MAIL> PHONE", value_parser = roles::contact)]
    pub(crate) contact: Vec<RoleArg>,

    #[command(flatten)]
    pub(crate) batch: BatchArgs,

    #[command(flatten)]
    pub(crate) change: ChangeArgs,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

impl JudgeArgs {
    /// Returns the plan to record what was typed: verdicts and a decision for one partner, or a file of verdicts, on
    /// one list or on all. `None` where nothing was typed that is to be recorded.
    pub(crate) fn recording<'a>(
        &'a self,
        word: Option<&'a PartnerRef>,
        decision: Option<Decision>,
        list: Option<&'a str>,
    ) -> Result<Option<Plan<'a>>, Failure> {
        if self.batch.from.is_some() {
            return Ok(Some(Plan::record(move |context| {
                let on = context.on(&self.change)?;
                let records = RecordColumn::all(&context.open()?.rules(EntryId::PENDING)?);
                let begin = || VerdictImport::new(list, on, records.clone());
                let (ending, _) = context.import(&self.batch, &self.change, begin)?;
                Ok(ending)
            })));
        }
        let records = !self.verdicts.is_empty() || self.alias.is_some() || !self.contact.is_empty();
        if !records && decision.is_none() {
            return Ok(None);
        }
        let word = word.ok_or_else(|| {
            Failure::usage("PARTNER is missing: verdicts and decisions are for one partner").hint(
                Sentence::words("name it: ")
                    .and_mpp("review PARTNER --met ITEM")
                    .and_words("; `--from FILE` takes a file of verdicts"),
            )
        })?;
        let request = Request::Judge(Judge {
            verdicts: self.verdicts.asked()?,
            records: self.verdicts.records(),
            alias: self.alias.as_deref().map(company::alias).transpose()?,
            contacts: contacts(&self.contact)?,
            decision,
        });
        Ok(Some(Plan::change(&self.change, word, request)))
    }

    /// Whether a person looks at things as they are now.
    fn may_ask(&self, context: &Context<'_>) -> bool {
        self.read.is_now() && context.may_ask_beside_report()
    }

    /// Shows the lists that a gate asks for, with what the decision still misses, and asks for it where that reaches
    /// somebody.
    pub(crate) fn show_gate<'a>(
        &'a self,
        typed: Option<&'a PartnerRef>,
        step: &'static DecisionStep,
    ) -> Plan<'a> {
        self.show_and_ask(move |context| {
            let (word, is_chosen) = match typed {
                Some(word) => (word.to_string(), false),
                None => (partner(context, step)?, true),
            };
            let (book, as_of) = context.open_as_of(&self.read)?;
            let rules = book.rules(as_of.known_at)?;
            let history = find_history(&book, &word, as_of)?;
            let lists = lists_of((step.gate)(rules.on(as_of.day)), rules.on(as_of.day));
            let items = Items::of(&book, &rules, &history, as_of, &lists)?;
            let next = next_steps(&rules, &history, as_of.day, &word, step);
            Ok(Shown {
                items: items.closing(next),
                chosen: is_chosen.then_some(word),
                rules,
                history,
                step: Some(step),
            })
        })
    }

    /// Shows items of a partner, and asks for what is open where a person looks at it as it is now.
    pub(crate) fn show_and_ask<'a>(
        &'a self,
        show: impl FnOnce(&Context<'_>) -> Result<Shown, Failure> + 'a,
    ) -> Plan<'a> {
        Plan::run(move |context| {
            let may_ask = self.may_ask(context);
            if !may_ask {
                context.typed.refuse_in_reading()?;
            }
            let shown = show(context)?;
            // The book is closed again, so that nobody waits while questions are on the screen.
            context.screen.print(&shown.items)?;
            let walk = ItemWalk {
                chosen: shown.chosen,
                rules: &shown.rules,
                history: &shown.history,
                shown: &shown.items,
                step: shown.step,
            };
            if may_ask && walk.history.at(context.today()).running().is_some() {
                return walk::items(context, &self.change, &walk);
            }
            context.typed.refuse_in_reading()?;
            Ok(Ending::Done)
        })
    }
}

/// Items of a partner that are shown, and that may be asked for.
pub(crate) struct Shown {
    pub(crate) items: Items,
    /// The partner, where it was chosen just now.
    pub(crate) chosen: Option<String>,
    pub(crate) rules: Rules,
    pub(crate) history: History,
    /// The step that may follow.
    pub(crate) step: Option<&'static DecisionStep>,
}

/// Returns the lists with items that a gate asks for.
fn lists_of<'p>(gate: &'p Gate, program: &'p Program) -> Vec<&'p str> {
    let of_items = gate.items.iter().filter_map(|item| program.item(item));
    let of_items = of_items.map(|(list, _)| list.id.as_str());
    let lists = gate.checklists.iter().map(String::as_str);
    lists.chain(of_items).collect()
}

/// Returns what a decision misses: what the rules would say if it were asked for now.
fn next_steps(
    rules: &Rules,
    history: &History,
    today: Day,
    word: &str,
    step: &DecisionStep,
) -> Vec<Sentence> {
    let request = Request::Judge(Judge {
        decision: Some(step.decision.clone()),
        ..Judge::default()
    });
    let surroundings = Surroundings::default();
    let next = match decide(rules, history, &surroundings, today, &request) {
        Ok(_) => vec![
            mpp(format!("{} {word} {}", step.command, step.option))
                .and_words(": nothing is missing"),
        ],
        Err(refusal) if refusal.causes().is_empty() => std::iter::once(refusal.to_string().into())
            .chain(spelled_each(refusal.hints()))
            .collect(),
        Err(refusal) => spelled_each(refusal.hints()),
    };
    let closing = |next| Sentence::words("next: ").and(next);
    next.into_iter().map(closing).collect()
}

/// Asks for the partner that is meant, where none was named: one that could take the step.
fn partner(context: &Context<'_>, step: &DecisionStep) -> Result<String, Failure> {
    let remedy = mpp(format!("{} PARTNER", step.command))
        .and_words("; ")
        .and_mpp(format!("status --stage {}", step.from))
        .and_words(" lists those it can be");
    let ask = context.ask("PARTNER", remedy)?;
    walk::partner(context, &ask, &[step.from])
}
