use crate::cli::args::options::ProvenanceArgs;
use crate::cli::context::example;
use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::program::EMBEDDED;
use crate::domain::value::day::Day;
use crate::output::Sentence;
use crate::store::StoreError;
use clap::Args;
use std::path::PathBuf;

/// Create a book
///
/// The first change makes one too, with the embedded rules; this is for a book with rules of its own, and for
/// scripts that want to know. --example makes a book to look around in: invented partners in every stage.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp init --db team.db
  mpp init --example --db example.db
  mpp init --program program.toml --db program.db")]
pub(crate) struct InitArgs {
    /// The rule file [default: the embedded rules]
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,

    /// Fill it with invented partners in every stage, to look around in
    #[arg(long, conflicts_with_all = ["program", "note", "actor"])]
    example: bool,

    #[command(flatten)]
    origin: ProvenanceArgs,
}

impl CommandArgs for InitArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| self.run(context)))
    }
}

impl InitArgs {
    fn run(&self, context: &Context<'_>) -> Result<Ending, Failure> {
        if self.example {
            example::make(context)?;
            let path = context.book_path()?;
            let screen = &context.screen;
            screen.note(format!("made the book {}, an example", path.display()));
            let looks = ["due", "tier acme --explain", "review granite", "history"];
            let first = Sentence::words("look around: ").and_mpp("status");
            let all = looks.into_iter().fold(first, |sentence, look| {
                sentence.and_words(", ").and_mpp(look)
            });
            screen.note(all);
            return Ok(Ending::Done);
        }
        let rules = match &self.program {
            Some(path) => super::program::file::read(path)?.0,
            None => EMBEDDED.to_owned(),
        };
        let path = context.book_path()?;
        let mut book = context.prepare(&self.origin, &rules)?;
        match book.place() {
            Err(StoreError::MadeMeanwhile) => {
                let message = format!("there is a book already: {}", path.display());
                Err(Failure::new(FailureKind::Refused, message))
            }
            placed => {
                placed?;
                context
                    .screen
                    .note(format!("made the book {}", path.display()));
                Ok(Ending::Done)
            }
        }
    }
}
