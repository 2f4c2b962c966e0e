use super::WhichArgs;
use crate::cli::args::options::ChangeArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::fact::PublicationStep;
use clap::Args;

/// Request the publication of a product, once its content is complete
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp product request acme acme-shield --on yesterday")]
pub(super) struct RequestArgs {
    #[command(flatten)]
    pub(super) which: WhichArgs,

    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

/// Publish a product, or the later edits to one that is published
///
/// Refused until the partner is certified and everything that the publication asks for is met; the refusal lists what
/// is missing and who is responsible.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp product publish acme acme-shield
  mpp product publish acme 'Acme Shield' --dry-run")]
pub(super) struct PublishArgs {
    #[command(flatten)]
    pub(super) which: WhichArgs,

    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

/// Take a product out of the directory
///
/// It can be requested and published again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp product unpublish acme acme-shield --note 'end of sale'")]
pub(super) struct UnpublishArgs {
    #[command(flatten)]
    pub(super) which: WhichArgs,

    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

pub(super) fn run(
    context: &Context<'_>,
    which: &WhichArgs,
    change: &ChangeArgs,
    step: PublicationStep,
) -> Result<Ending, Failure> {
    super::change(context, which, change, |product| Request::StepProduct {
        product,
        step,
    })
}
