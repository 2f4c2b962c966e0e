use super::file::read;
use super::show::no_version;
use crate::cli::args::options::ReadArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::Failure;
use crate::domain::program::Program;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::Day;
use crate::report::difference::Differences;
use clap::Args;
use std::path::Path;
use std::sync::Arc;

/// Say what two versions of the rules differ in
///
/// In the program's own terms, not line by line. A version is a number of `mpp program list`, or a rule file.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program diff 1 program.toml")]
pub(super) struct DiffArgs {
    /// The earlier one: a version's number or a rule file
    #[arg(value_name = "A")]
    before: String,

    /// The later one
    #[arg(value_name = "B")]
    after: String,

    /// What was known at this entry
    #[arg(long, value_name = "ENTRY")]
    known_at: Option<i64>,
}

impl CommandArgs for DiffArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| {
            let rules = match [&self.before, &self.after].map(|word| word.parse::<u32>()) {
                [Err(_), Err(_)] => None,
                _ => Some(rules_of_book(context, self.known_at)?),
            };
            let before = version(&self.before, rules.as_ref())?;
            let after = version(&self.after, rules.as_ref())?;
            let differences = Differences::of((&self.before, &before), (&self.after, &after));
            context.screen.print(&differences)?;
            if differences.is_empty() {
                context.screen.note("no differences");
            }
            Ok(Ending::Done)
        }))
    }
}

fn rules_of_book(context: &Context<'_>, known_at: Option<i64>) -> Result<Rules, Failure> {
    let read = ReadArgs {
        as_of: None,
        known_at,
    };
    let (book, as_of) = context.open_as_of(&read)?;
    Ok(book.rules(as_of.known_at)?)
}

fn version(word: &str, rules: Option<&Rules>) -> Result<Arc<Program>, Failure> {
    match (word.parse(), rules) {
        (Ok(number), Some(rules)) => {
            let version = rules.numbered(number).ok_or_else(|| no_version(number))?;
            Ok(Arc::clone(&version.program))
        }
        _ => Ok(Arc::new(read(Path::new(word))?.1)),
    }
}
