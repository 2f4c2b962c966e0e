use super::context::{Context, Ending};
use super::error::Failure;
use crate::report::audit::{Audit, Expected};
use crate::store::{Book, StoreError};
use clap::Args;

/// Check that the book is what was recorded
///
/// Silent and 0 on a sound book; else every finding with its remedy, and status 5. It checks the pages, the schema, the
/// references between rows, that entries follow one another without gaps, every entry's digest, that each fact obeys
/// the rules of its day, and that views and sums say what the histories do.
///
/// A row that was changed, added, removed or swapped is found. A chain of digests that somebody recomputed to its end, a
/// cut off end or an old copy put in place is found only against a head that was kept elsewhere: --head prints it,
/// --expect-head checks it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp audit
  mpp audit --head
  mpp audit --json")]
pub(super) struct AuditArgs {
    /// Print the last entry and its digest, if the book is sound
    #[arg(long)]
    head: bool,

    /// Prove the history up to a head unchanged that was printed before
    #[arg(long, value_name = "HEAD")]
    expect_head: Option<Expected>,
}

pub(super) fn run(context: &Context<'_>, args: &AuditArgs) -> Result<Ending, Failure> {
    let mut book = Book::open_to_audit(&context.book_path()?).map_err(without_circle)?;
    context.tell_of_progress(&mut book);
    context.tell_of_upgrade(&book);
    book.hold_still()?;
    book.expect_many_rows()?;
    let audit = Audit::of(&book, args.expect_head.as_ref(), args.head).map_err(without_circle)?;
    context.screen.print(&audit)?;
    Ok(if audit.is_ok() {
        Ending::Done
    } else {
        Ending::Found
    })
}

/// Whoever audits need not be told to audit.
fn without_circle(error: StoreError) -> Failure {
    let mut failure = Failure::from(error);
    failure.hints.retain(|hint| !hint.contains("mpp audit"));
    failure
}
