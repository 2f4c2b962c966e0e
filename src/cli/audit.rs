use super::context::{Context, Ending};
use super::error::Failure;
use crate::report::audit::Audit;
use crate::store::{Book, StoreError};
use clap::Args;

/// Check that the book is what was recorded
///
/// Silent and 0 on a sound book; else every finding, and status 5. It checks the pages, the schema, the references
/// between rows, that entries follow one another without gaps, and every entry's digest: a row that was changed,
/// added, removed or swapped is found. A chain of digests that somebody recomputed to its end is not.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp audit
  mpp audit --json")]
pub(super) struct AuditArgs {}

pub(super) fn run(context: &Context<'_>, _: &AuditArgs) -> Result<Ending, Failure> {
    let book = Book::open_to_audit(&context.book_path()?).map_err(without_circle)?;
    context.tell_of_upgrade(&book);
    book.hold_still()?;
    book.expect_many_rows()?;
    let findings = book.verify().map_err(without_circle)?;
    let audit = Audit::of(book.head()?, findings);
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
