//! What `review`, `certify` and `checklist` have in common: verdicts, from the command or from a file.

use super::context::{Context, Ending};
use super::error::Failure;
use super::find::{find_history, find_partner};
use super::options::{BatchArgs, ChangeArgs, ReadArgs, VerdictArgs};
use crate::domain::decide::decide;
use crate::domain::id::EntryId;
use crate::domain::profile::Neighbours;
use crate::domain::program::{Gate, Program};
use crate::domain::request::{Decision, Request};
use crate::ops::verdicts;
use crate::report::checklist::Items;
use clap::Args;

/// The options of every command that judges.
#[derive(Debug, Args)]
pub(super) struct JudgeArgs {
    #[command(flatten)]
    pub(super) verdicts: VerdictArgs,

    #[command(flatten)]
    pub(super) batch: BatchArgs,

    #[command(flatten)]
    pub(super) change: ChangeArgs,

    #[command(flatten)]
    pub(super) read: ReadArgs,
}

impl JudgeArgs {
    /// Refuses options of a change where the lists are only shown.
    pub(super) fn refuse_what_changes(&self) -> Result<(), Failure> {
        self.change.refuse_in_reading()?;
        self.batch.refuse_without_file()
    }

    /// Takes a file of verdicts; on any of these lists, or on all.
    pub(super) fn file(&self, context: &Context<'_>, lists: &[&str]) -> Result<Ending, Failure> {
        if !self.verdicts.is_empty() {
            return Err(Failure::usage(
                "verdicts come from a file or from options, not from both",
            ));
        }
        self.read.refuse_in_change()?;
        let on = context.on(&self.change)?;
        let book = context.open_to_change()?;
        context.batch(
            book,
            &self.batch,
            &self.change,
            verdicts::COLUMNS,
            |batch, rows| verdicts::take(batch, rows, lists, on),
        )
    }

    /// Records verdicts and a decision for one partner.
    pub(super) fn judge(
        &self,
        context: &Context<'_>,
        word: &str,
        alias: Option<String>,
        decision: Option<Decision>,
    ) -> Result<Ending, Failure> {
        self.read.refuse_in_change()?;
        self.batch.refuse_without_file()?;
        let verdicts = self.verdicts.asked()?;
        let on = context.on(&self.change)?;
        let mut book = context.open_to_change()?;
        let partner = find_partner(&book, word, EntryId::PENDING)?;
        context.change(
            &mut book,
            &self.change,
            &partner,
            on,
            &Request::Judge {
                verdicts,
                alias,
                decision,
            },
        )
    }

    /// Shows the lists that a gate asks for, with what the decision still misses.
    pub(super) fn show(
        &self,
        context: &Context<'_>,
        word: &str,
        gate: impl Fn(&Program) -> &Gate,
        decision: Decision,
        command: &str,
    ) -> Result<Ending, Failure> {
        self.refuse_what_changes()?;
        let (book, as_of) = context.open_as_of(&self.read)?;

        let rules = book.rules(as_of.known_at)?;
        let history = find_history(&book, word, as_of)?;
        let program = rules.on(as_of.day);
        let gate = gate(program);
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
            decision: Some(decision),
        };
        let next = match decide(
            &rules,
            &history,
            &Neighbours::default(),
            as_of.day,
            &request,
        ) {
            Ok(_) => vec![format!("`{command}`: nothing is missing")],
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
        context.screen.print(&items.closing(closing))?;
        Ok(Ending::Done)
    }
}
