use super::file::parsed;
use crate::cli::args::options::ReadArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::program::{EMBEDDED, Program};
use crate::report::program::Rules;
use crate::report::{Block, PageOptions, Report};
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

pub(super) fn run(context: &Context<'_>, args: &ShowArgs) -> Result<Ending, Failure> {
    if !context.book_path()?.exists() && args.version.is_none() {
        context
            .screen
            .note("no book yet: these are the rules that a new one begins with");
        let program = parsed(EMBEDDED, "the embedded rules")?;
        return print(context, args.toml, EMBEDDED, &program);
    }
    let (book, as_of) = context.open_as_of(&args.read)?;
    let rules = book.rules(as_of.known_at)?;
    let version = match args.version {
        None => rules.version(as_of.day),
        Some(number) => rules.numbered(number).ok_or_else(|| no_version(number))?,
    };
    let text = if args.toml {
        book.rules_text(version.number, as_of.known_at)?
    } else {
        String::new()
    };
    print(context, args.toml, &text, &version.program)
}

/// The book has no such version.
pub(super) fn no_version(number: u32) -> Failure {
    Failure::new(
        FailureKind::NotFound,
        format!("the book has no version {number} of the rules"),
    )
    .hint("`mpp program list` lists its versions")
}

fn print(
    context: &Context<'_>,
    toml: bool,
    text: &str,
    program: &Program,
) -> Result<Ending, Failure> {
    if toml {
        context.screen.print(&Verbatim { rules: text })?;
    } else {
        context.screen.print(&Rules::of(program))?;
    }
    Ok(Ending::Done)
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
