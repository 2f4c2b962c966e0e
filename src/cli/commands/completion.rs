use crate::cli::context::{Context, Ending};
use crate::cli::help::complete::{self, Shell};
use crate::cli::terminal::error::{Failure, FailureKind};
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

pub(crate) fn run(context: &Context<'_>, args: &CompletionArgs) -> Result<Ending, Failure> {
    let script = complete::registration(args.shell).map_err(|error| {
        Failure::from_error(FailureKind::Usage, error).context("nothing can be printed for it")
    })?;
    context
        .screen
        .print_text(&String::from_utf8_lossy(&script))?;
    Ok(Ending::Done)
}
