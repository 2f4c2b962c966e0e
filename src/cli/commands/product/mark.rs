use super::WhichArgs;
use crate::cli::args::options::{ChangeArgs, VerdictArgs};
use crate::cli::plan::{CommandArgs, Planned};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::{MarkProduct, Request};
use crate::domain::value::day::Day;
use crate::output::mpp;
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

impl CommandArgs for MarkArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let verdicts = self.verdicts.asked()?;
        let records = self.verdicts.records();
        if verdicts.is_empty() && records.is_empty() {
            let WhichArgs { partner, product } = &self.which;
            return Err(Failure::usage("no verdict was given").hint(
                mpp(format!("product show {partner} {product}"))
                    .and_words(" lists the items; `--met ITEM` marks one"),
            ));
        }
        Ok(self.which.change(&self.change, |product| {
            Request::MarkProduct(MarkProduct {
                product,
                verdicts,
                records,
            })
        }))
    }
}
