use super::file::parsed;
use crate::cli::args::options::ReadArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::program::{EMBEDDED, Program};
use crate::domain::value::day::Day;
use crate::output::mpp;
use crate::report::program::Rules;
use crate::report::{Block, PageOptions, Report};
use crate::store::StoreError;
use clap::Args;

/// Show the rules in force as tables
///
/// Without a book, the embedded rules are shown.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program show
  mpp program show --version 1
  mpp program show --toml -o program.toml")]
pub(super) struct ShowArgs {
    /// Print the rule file as it is
    #[arg(long)]
    toml: bool,

    /// Show this version instead of the one in force
    #[arg(long, value_name = "V", conflicts_with = "as_of")]
    version: Option<u32>,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for ShowArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        // Without a book there is something to show, too.
        Ok(Plan::run(|context| {
            if !context.book_path()?.exists() && self.version.is_none() {
                context
                    .screen
                    .note("no book yet: these are the rules that a new one begins with");
                let program = parsed(EMBEDDED, "the embedded rules")?;
                return self.print(context, &program, || Ok(EMBEDDED.to_owned()));
            }
            let (book, as_of) = context.open_as_of(&self.read)?;
            let rules = book.rules(as_of.known_at)?;
            let version = match self.version {
                None => rules.version(as_of.day),
                Some(number) => rules.numbered(number).ok_or_else(|| no_version(number))?,
            };
            self.print(context, &version.program, || {
                book.rules_text(version.number, as_of.known_at)
            })
        }))
    }
}

impl ShowArgs {
    fn print(
        &self,
        context: &Context<'_>,
        program: &Program,
        text: impl FnOnce() -> Result<String, StoreError>,
    ) -> Result<Ending, Failure> {
        if self.toml {
            let rules = &text()?;
            context.screen.print(&Verbatim { rules })?;
        } else {
            context.screen.print(&Rules::of(program))?;
        }
        Ok(Ending::Done)
    }
}

/// The book has no such version.
pub(super) fn no_version(number: u32) -> Failure {
    Failure::new(
        FailureKind::NotFound,
        format!("the book has no version {number} of the rules"),
    )
    .hint(mpp("program list").and_words(" lists its versions"))
}

/// The rule file as it is.
#[derive(serde::Serialize)]
struct Verbatim<'t> {
    rules: &'t str,
}

impl Report for Verbatim<'_> {
    fn sheet(&self) -> crate::output::Sheet {
        let mut sheet = crate::output::Sheet::new([crate::output::Column::text("rules")]);
        sheet.row([self.rules.into()]);
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        self.rules
            .lines()
            .map(|line| Block::Line(line.to_owned()))
            .collect()
    }
}
