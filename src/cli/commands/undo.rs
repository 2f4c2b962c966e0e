use crate::cli::args::options::ProvenanceArgs;
use crate::cli::context::{Context, Ending, although_recorded};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::prompt::answers::{Consent, Words};
use crate::cli::terminal::error::Failure;
use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::ops::undo::{self, Undone, Voided};
use crate::output::money::thousands;
use crate::output::{Column, Sheet};
use crate::report::{Block, PageOptions, Report, SCHEMA, words};
use clap::Args;
use serde::Serialize;

/// Undo the last entry, or a named one
///
/// The whole entry is undone, an import with all its rows. Nothing is deleted: the history shows both. It is
/// refused where something later depends on the entry; --cascade undoes all that does, too. An undo cannot be undone;
/// run the command again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp undo --dry-run
  mpp undo 12 --note 'wrong partner'
  mpp undo 12 --cascade --dry-run")]
pub(crate) struct UndoArgs {
    /// The entry; `mpp history` lists them
    #[arg(value_parser = clap::value_parser!(i64).range(1..))]
    entry: Option<i64>,

    /// Undo every later entry that depends on it, too, all in one entry
    #[arg(long, requires = "entry")]
    cascade: bool,

    /// The last entry that may be undone with it: what is recorded while the question is on the screen was not agreed to
    #[arg(long, hide = true, value_name = "ENTRY", requires = "cascade")]
    up_to: Option<i64>,

    /// Check everything but record nothing
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    origin: ProvenanceArgs,
}

#[derive(Serialize)]
struct UndoReport {
    schema: u32,
    dry_run: bool,
    entry: Option<i64>,
    /// The entry that was meant; all others depended on it.
    voided: i64,
    facts: i64,
    partners: usize,
    /// The version of the rules that went with it.
    program: Option<u32>,
    command: String,
    /// Every entry that was undone.
    entries: Vec<VoidedEntry>,
}

#[derive(Serialize)]
struct VoidedEntry {
    entry: i64,
    recorded: String,
    actor: String,
    command: String,
    facts: i64,
    program: Option<u32>,
}

impl From<Voided> for VoidedEntry {
    fn from(voided: Voided) -> Self {
        let Voided { entry, facts } = voided;
        Self {
            entry: entry.id.0,
            recorded: entry.recorded,
            actor: entry.actor,
            command: entry.command,
            facts,
            program: entry.program,
        }
    }
}

impl Report for UndoReport {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::number("entry"),
            Column::number("voided"),
            Column::number("facts"),
            Column::text("command"),
            Column::word("recorded"),
            Column::word("actor"),
        ];
        let mut sheet = Sheet::new(columns);
        for voided in &self.entries {
            sheet.row([
                self.entry.into(),
                voided.entry.into(),
                voided.facts.into(),
                voided.command.as_str().into(),
                voided.recorded.as_str().into(),
                voided.actor.as_str().into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let int = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let facts = words::count(self.facts, "fact");
        let facts = format!(
            "{facts} about {}",
            words::count(int(self.partners), "partner")
        );
        match self.entries.as_slice() {
            [only] => {
                let what = match only.program {
                    Some(version) => format!("version {version} of the rules"),
                    None => facts,
                };
                let VoidedEntry {
                    entry,
                    recorded,
                    actor,
                    command,
                    ..
                } = only;
                vec![Block::Line(format!(
                    "entry {entry} undone: {what}, recorded by {actor} on {recorded}: mpp {command}"
                ))]
            }
            several => {
                let mut sheet = Sheet::new([
                    Column::number("entry"),
                    Column::word("recorded"),
                    Column::word("actor"),
                    Column::number("facts"),
                    Column::text("command"),
                ]);
                for voided in several {
                    sheet.row([
                        voided.entry.into(),
                        voided.recorded.as_str().into(),
                        voided.actor.as_str().into(),
                        voided.facts.into(),
                        voided.command.as_str().into(),
                    ]);
                }
                let last = several.last().map_or(self.voided, |last| last.entry);
                // What is agreed to comes last, and so it is what is read.
                let line = format!(
                    "{} entries undone, from entry {} to entry {last}: {facts}",
                    thousands(int(several.len())),
                    self.voided
                );
                vec![Block::Sheet(sheet), Block::Gap, Block::Line(line)]
            }
        }
    }
}

impl CommandArgs for UndoArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        // An undo cannot be undone.
        let consent = Consent::Step(if self.cascade {
            "undo all of them?"
        } else {
            "undo it?"
        });
        Ok(Plan::record(|context| self.undo(context))
            .asking_once_known(Some(consent), |context| self.meant(context)))
    }
}

impl UndoArgs {
    /// Returns what is meant where it was not typed: the last entry that is left, whatever is recorded while the question
    /// is on the screen, and of a cascade no entry that is not there yet.
    fn meant(&self, context: &Context<'_>) -> Result<Words, Failure> {
        let mut words = Words::default();
        if self.cascade
            && self.up_to.is_none()
            && let Some(head) = context.open()?.head()?
        {
            words.options.push(format!("--up-to={}", head.entry));
        }
        if self.entry.is_none()
            && let Some(last) = context.open()?.last_to_undo()?
            && last != EntryId(1)
        {
            words.operands.push(last.to_string());
        }
        Ok(words)
    }

    fn undo(&self, context: &Context<'_>) -> Result<Ending, Failure> {
        let origin = context.origin(&self.origin)?;
        let mut book = context.open_to_change()?;
        let up_to = self.up_to.map_or(EntryId::PENDING, EntryId);
        let Undone {
            entry,
            voided,
            partners,
        } = undo::undo(
            &mut book,
            &origin,
            context.today(),
            self.dry_run,
            self.entry.map(EntryId),
            self.cascade.then_some(up_to),
        )?;
        context.note_entry(entry, self.dry_run);
        let entries: Vec<VoidedEntry> = voided.into_iter().map(VoidedEntry::from).collect();
        let meant = entries.first();
        let report = UndoReport {
            schema: SCHEMA,
            dry_run: self.dry_run,
            entry: entry.map(|entry| entry.0),
            voided: meant.map_or(0, |meant| meant.entry),
            facts: entries.iter().map(|voided| voided.facts).sum(),
            partners,
            program: meant.and_then(|meant| meant.program),
            command: meant.map_or_else(String::new, |meant| meant.command.clone()),
            entries,
        };
        let printed = context.screen.print_change(&report);
        printed.map_err(|failure| although_recorded(failure, entry))?;
        Ok(Ending::Done)
    }
}
