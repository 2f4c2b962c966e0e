use super::WhichArgs;
use crate::cli::args::options::ChangeArgs;
use crate::cli::plan::{CommandArgs, Planned};
use crate::domain::fact::PublicationStep;
use crate::domain::value::day::Day;
use clap::Args;

/// Request the publication of a product, once its content is complete
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp product request acme acme-shield --on yesterday")]
pub(super) struct RequestArgs {
    #[command(flatten)]
    which: WhichArgs,

    #[command(flatten)]
    change: ChangeArgs,
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
    which: WhichArgs,

    #[command(flatten)]
    change: ChangeArgs,
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
    which: WhichArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl CommandArgs for RequestArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(self.which.step(&self.change, PublicationStep::Requested))
    }
}

impl CommandArgs for PublishArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(self.which.step(&self.change, PublicationStep::Published))
    }
}

impl CommandArgs for UnpublishArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(self.which.step(&self.change, PublicationStep::Unpublished))
    }
}
