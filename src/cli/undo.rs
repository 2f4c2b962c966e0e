use super::answers::{Consent, Words};
use super::context::{Context, Ending, although_recorded};
use super::error::Failure;
use super::options::OriginArgs;
use crate::domain::id::EntryId;
use crate::ops::undo::{self, Undone};
use crate::output::{Column, Sheet};
use crate::report::{Block, Look, Report, SCHEMA, words};
use clap::Args;
use serde::Serialize;

/// Take back the last entry, or a named one
///
/// The whole entry is taken back, an import with all its rows. Nothing is deleted: the history shows both. It is
/// refused where something later depends on the entry. An undo cannot be undone; run the command again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp undo --dry-run
  mpp undo 12 --note 'wrong partner'")]
pub(super) struct UndoArgs {
    /// The entry; `mpp history` lists them
    #[arg(value_parser = clap::value_parser!(i64).range(1..))]
    entry: Option<i64>,

    /// Do everything but record it
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    origin: OriginArgs,
}

#[derive(Serialize)]
struct UndoReport {
    schema: u32,
    dry_run: bool,
    entry: Option<i64>,
    voided: i64,
    facts: i64,
    partners: usize,
    /// The version of the rules that went with it.
    program: Option<u32>,
    command: String,
}

impl Report for UndoReport {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::number("entry"),
            Column::number("voided"),
            Column::number("facts"),
            Column::text("command"),
        ];
        let mut sheet = Sheet::new(columns);
        sheet.row([
            self.entry.into(),
            self.voided.into(),
            self.facts.into(),
            self.command.as_str().into(),
        ]);
        sheet
    }

    fn page(&self, _: Look) -> Vec<Block> {
        let facts = words::count(self.facts, "fact");
        let partners = words::count(i64::try_from(self.partners).unwrap_or(i64::MAX), "partner");
        let what = match self.program {
            Some(version) => format!("version {version} of the rules"),
            None => format!("{facts} about {partners}"),
        };
        vec![Block::Line(format!(
            "entry {} taken back, {what}: mpp {}",
            self.voided, self.command
        ))]
    }
}

impl UndoArgs {
    /// An undo cannot be undone.
    pub(super) fn consent(&self) -> Option<Consent> {
        (!self.dry_run).then_some(Consent::Step("take it back?"))
    }

    /// The entry that is meant, where it was not named: the last one that is left.
    pub(super) fn meant(&self, context: &Context<'_>) -> Result<Words, Failure> {
        let mut words = Words::default();
        if self.entry.is_none()
            && let Some(last) = context.open()?.last_to_undo()?
            && last != EntryId(1)
        {
            words.operands.push(last.to_string());
        }
        Ok(words)
    }
}

pub(super) fn run(context: &Context<'_>, args: &UndoArgs) -> Result<Ending, Failure> {
    let origin = context.origin(&args.origin)?;
    let mut book = context.open_to_change()?;
    let undone = undo::undo(
        &mut book,
        &origin,
        context.today(),
        args.dry_run,
        args.entry.map(EntryId),
    )?;
    let Undone {
        entry,
        voided,
        facts,
        partners,
    } = undone;
    context.note_entry(entry, args.dry_run);
    let report = UndoReport {
        schema: SCHEMA,
        dry_run: args.dry_run,
        entry: entry.map(|entry| entry.0),
        voided: voided.id.0,
        facts,
        partners,
        program: voided.program,
        command: voided.command,
    };
    let printed = context.screen.print_change(&report);
    printed.map_err(|failure| although_recorded(failure, entry))?;
    Ok(Ending::Done)
}
