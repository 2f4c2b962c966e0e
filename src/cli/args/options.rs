//! Options that are the same for several commands.

use super::day::DayArg;
use super::typed::FILES;
use super::verdicts::{EvidenceArg, ItemArg, RecordArg};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::screen::Format;
use crate::domain::value::on_duplicate::OnDuplicate;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The heading of the options that every command has.
pub(crate) const GLOBAL: &str = "Global options";

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own that is there or not"
)]
pub struct Globals {
    /// The book [default: MPP_DB, else mpp/book.db in the user's data folder]
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        help_heading = GLOBAL
    )]
    pub db: Option<PathBuf>,

    /// The configuration file [default: MPP_CONFIG, else the user's mpp/config.toml]
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help_heading = GLOBAL
    )]
    pub config: Option<PathBuf>,

    /// The format of the results
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        help_heading = GLOBAL
    )]
    pub format: Option<Format>,

    /// The same as --format json
    #[arg(long, global = true, conflicts_with_all = ["format", "plain"], help_heading = GLOBAL)]
    pub json: bool,

    /// The same as --format plain: tab-separated, without a header row
    #[arg(
        long,
        global = true,
        conflicts_with = "format",
        help_heading = GLOBAL
    )]
    pub plain: bool,

    /// Write the results to a file, whole or not at all; `-` is standard output
    #[arg(
        short = 'o',
        long,
        global = true,
        value_name = "FILE",
        help_heading = GLOBAL
    )]
    pub output: Option<PathBuf>,

    /// When to use colour [default: auto]
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        help_heading = GLOBAL
    )]
    pub color: Option<ColorWhen>,

    /// Never prompt: a missing value is an error
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub no_input: bool,

    /// Answer yes to every request for consent
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub yes: bool,

    /// Do not page long output
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub no_pager: bool,

    /// Print results and errors only
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub quiet: bool,

    /// Print progress details
    #[arg(short, long, global = true, action = clap::ArgAction::Count, help_heading = GLOBAL)]
    pub verbose: u8,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless NO_COLOR says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl std::fmt::Display for ColorWhen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        })
    }
}

impl From<ColorWhen> for anstream::ColorChoice {
    fn from(when: ColorWhen) -> Self {
        match when {
            ColorWhen::Auto => Self::Auto,
            ColorWhen::Always => Self::Always,
            ColorWhen::Never => Self::Never,
        }
    }
}

/// The point of view of a command that reads.
#[derive(Debug, Clone, Default, Args)]
pub struct ReadArgs {
    /// Show the state on this day
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<DayArg>,

    /// What was known when this entry was the last
    #[arg(long, value_name = "ENTRY")]
    pub known_at: Option<i64>,
}

/// Options of every command that changes the book.
#[derive(Debug, Clone, Default, Args)]
pub struct ChangeArgs {
    /// The day from which it takes effect [default: today]
    #[arg(long, value_name = "DAY")]
    pub on: Option<DayArg>,

    /// Check everything but record nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    #[command(flatten)]
    pub origin: ProvenanceArgs,
}

/// What is recorded with an entry in addition to the command.
#[derive(Debug, Clone, Default, Args)]
pub struct ProvenanceArgs {
    /// A remark to keep with the entry
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,

    /// Who makes the change [default: MPP_ACTOR, else the login name]
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
}

/// Options of every command that takes a file.
#[derive(Debug, Clone, Default, Args)]
pub struct BatchArgs {
    /// Read rows from a CSV or JSON Lines file; `-` is standard input
    #[arg(long, value_name = "FILE", help_heading = FILES)]
    pub from: Option<PathBuf>,

    /// Record the good rows though others are refused
    #[arg(long, help_heading = FILES)]
    pub keep_going: bool,

    /// Write the refused rows to a file, each with its reason
    #[arg(long, value_name = "FILE", help_heading = FILES)]
    pub rejects: Option<PathBuf>,

    /// What to do with a row that is on record with other content
    #[arg(long, value_name = "WHAT", help_heading = FILES)]
    pub on_duplicate: Option<OnDuplicate>,

    /// Ignore unknown columns
    #[arg(long, help_heading = FILES)]
    pub ignore_unknown: bool,
}

/// Verdicts on items.
#[derive(Debug, Clone, Default, Args)]
pub struct VerdictArgs {
    /// The item is met
    #[arg(long, value_name = "ITEM[=NOTE]", help_heading = "Verdicts")]
    pub met: Vec<ItemArg>,

    /// The item is not met
    #[arg(long, value_name = "ITEM[=NOTE]", help_heading = "Verdicts")]
    pub unmet: Vec<ItemArg>,

    /// The item does not apply
    #[arg(long, value_name = "ITEM[=NOTE]", help_heading = "Verdicts")]
    pub na: Vec<ItemArg>,

    /// Waive the item, giving the reason
    #[arg(long, value_name = "ITEM=REASON", help_heading = "Verdicts")]
    pub waive: Vec<ItemArg>,

    /// URL of the evidence for an item
    #[arg(long, value_name = "ITEM=URL", help_heading = "Verdicts")]
    pub evidence: Vec<EvidenceArg>,

    /// A value that the item asks for, such as a version
    #[arg(long, value_name = "ITEM.NAME=VALUE", help_heading = "Verdicts")]
    pub record: Vec<RecordArg>,
}

impl ReadArgs {
    /// Whether things are asked for as they are now.
    #[must_use]
    pub fn is_now(&self) -> bool {
        self.as_of.is_none() && self.known_at.is_none()
    }
}

impl ChangeArgs {
    /// Refuses a day for a file whose rows have months.
    ///
    /// # Errors
    /// One was typed.
    pub(crate) fn refuse_on_with_months(&self) -> Result<(), Failure> {
        match &self.on {
            Some(_) => Err(Failure::usage(
                "--on does not go with --from: each row holds from the end of its month",
            )),
            None => Ok(()),
        }
    }
}
