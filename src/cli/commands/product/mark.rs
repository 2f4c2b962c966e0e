use super::WhichArgs;
use crate::cli::args::options::{ChangeArgs, VerdictArgs};
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use clap::Args;

/// Record verdicts on what a publication asks for
///
/// Content, request and agreement follow from what is on record; the technical and the billing integration are each
/// completed, tested and approved by verdicts.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp product mark acme acme-shield --met technical-completed='by Jo'
  mpp product mark acme acme-shield --unmet billing-tested='amounts differ'")]
pub(super) struct MarkArgs {
    #[command(flatten)]
    which: WhichArgs,

    #[command(flatten)]
    verdicts: VerdictArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(super) fn run(context: &Context<'_>, args: &MarkArgs) -> Result<Ending, Failure> {
    let verdicts = args.verdicts.asked()?;
    if verdicts.is_empty() {
        let WhichArgs { partner, product } = &args.which;
        return Err(Failure::usage("no verdict was given").hint(format!(
            "`mpp product show {partner} {product}` lists the items; `--met ITEM` marks one"
        )));
    }
    super::change(context, &args.which, &args.change, |product| {
        Request::MarkProduct { product, verdicts }
    })
}
