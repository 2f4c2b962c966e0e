use super::context::{Context, Ending};
use super::error::Failure;
use super::options::{BatchArgs, ChangeArgs};
use crate::ops::adopt;
use crate::ops::apply::Told;
use clap::Args;

/// Take over partners that were in the program before the book
///
/// A file has the columns of `mpp apply --from` and stage, admitted_on, mpa_on, certified_on, points, points_on.
/// A partner enters at its stage with the days it reached each; its items are waived, reason "adopted". Its
/// admission and certification are awarded as the program awards them, unless points gives an opening balance:
/// that is one award, on points_on. The terms up to today are opened.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp adopt --from partners.csv --dry-run
  mpp adopt --from partners.csv --keep-going --rejects refused.csv")]
pub(super) struct AdoptArgs {
    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(super) fn run(context: &Context<'_>, args: &AdoptArgs) -> Result<Ending, Failure> {
    if args.batch.from.is_none() {
        return Err(Failure::usage("a file of partners is needed")
            .hint("name it with `--from FILE`; `-` is standard input"));
    }
    let on = context.on(&args.change)?;
    context.import_or_make(
        &args.batch,
        &args.change,
        &adopt::columns(),
        |batch, rows| {
            let mut told = Told::default();
            batch.take_each(rows, |writer, row, on_duplicate| {
                adopt::row(&mut told, writer, row, on_duplicate, on, &context.salt())
            })
        },
    )
}
