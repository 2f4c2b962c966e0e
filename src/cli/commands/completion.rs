use crate::cli::context::Ending;
use crate::cli::help::complete::{self, Shell};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::value::day::Day;
use clap::Args;

/// Generate shell completions
///
/// Commands, options, and names from the book: partners, activities, items,
/// tiers, products. Where the line for each shell goes:
///
///   bash   ~/.bashrc:                   source <(mpp completion bash)
///   zsh    ~/.zshrc, after compinit:    source <(mpp completion zsh)
///   fish   ~/.config/fish/config.fish:  mpp completion fish | source
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(after_help = "\
Examples:
  mpp completion bash")]
pub(crate) struct CompletionArgs {
    /// The shell
    shell: Shell,
}

impl CommandArgs for CompletionArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let script = complete::registration(self.shell).map_err(|error| {
            Failure::from_error(FailureKind::Usage, error).context("nothing can be printed for it")
        })?;
        Ok(Plan::run(move |context| {
            let script = String::from_utf8_lossy(&script);
            context.screen.print_text(&script)?;
            Ok(Ending::Done)
        }))
    }
}
