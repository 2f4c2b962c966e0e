use crate::cli::context::places::file_name;
use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::Failure;
use crate::domain::value::day::Day;
use crate::output::mpp;
use crate::report::audit::{Audit, Expected};
use crate::store::heads::{self, HeadLine};
use crate::store::{Book, StoreError};
use anyhow::Context as _;
use clap::Args;
use std::path::{Path, PathBuf};

/// Verify the book's integrity
///
/// Silent and 0 on a sound book; else every finding with its remedy, and status 5. It checks the pages, the schema, the
/// references between rows, that entries follow one another without gaps, every entry's digest, that each fact obeys
/// the rules of its day, and that views and sums say what the histories do.
///
/// A row that was changed, added, removed or swapped is found. A chain of digests that was recomputed to its end, a
/// cut off end or an old copy put in place is found only against a head that was kept elsewhere: --head prints one,
/// --expect-head checks it, and --expect-heads checks every line of the file HEADS that `mpp backup` keeps next to its
/// copies. The head of a backup that is kept on another machine is worth most.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp audit
  mpp audit --head
  mpp audit --expect-heads copies/HEADS
  mpp audit --json")]
pub(crate) struct AuditArgs {
    /// Print the last entry and its digest, if the book is sound
    #[arg(long)]
    head: bool,

    /// Prove the history up to a head unchanged that was printed before
    #[arg(long, value_name = "HEAD")]
    expect_head: Option<Expected>,

    /// Prove the history unchanged against every head in a file that `mpp backup` keeps
    #[arg(long, value_name = "FILE")]
    expect_heads: Option<PathBuf>,
}

impl CommandArgs for AuditArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| {
            let mut book = Book::open_to_audit(&context.book_path()?).map_err(without_circle)?;
            context.on_progress(&mut book);
            context.note_upgrade(&book);
            book.begin_snapshot()?;
            book.expect_many_rows()?;
            let mut expected: Vec<Expected> = self.expect_head.iter().cloned().collect();
            if let Some(path) = &self.expect_heads {
                expected.extend(kept_heads(context, &book, path)?);
            }
            let audit = Audit::of(&book, &expected, self.head).map_err(without_circle)?;
            context.screen.print(&audit)?;
            Ok(if audit.is_ok() {
                Ending::Done
            } else {
                Ending::Found
            })
        }))
    }
}

/// The heads of this book in a file of heads. Those of other books that have their copies in the same folder are left out;
/// a head of another book whose file had the same name is not: it represents the history that should be here.
fn kept_heads(context: &Context<'_>, book: &Book, path: &Path) -> Result<Vec<Expected>, Failure> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let (kept, unclear) = heads::parse(&text);
    let shown = path.display();
    for line in unclear {
        context
            .screen
            .warn(format!("{shown}:{line}: not a head, ignored"));
    }
    if kept.is_empty() {
        return Err(Failure::usage(format!("{shown} holds no heads")).hint(
            mpp("backup").and_words(" keeps one for each copy in the file HEADS next to it"),
        ));
    }
    // A book whose schema differs is not read; the audit says why.
    let own = if book.schema_findings()?.is_empty() {
        book.id()?
    } else {
        None
    };
    let name = file_name(book.path());
    let of_this_book = |kept: &&HeadLine| match &kept.book {
        Some((id, of)) => Some(id) == own.as_ref() || *of == name,
        None => true,
    };
    let (mine, others): (Vec<&HeadLine>, Vec<&HeadLine>) = kept.iter().partition(of_this_book);
    if !others.is_empty() && !mine.is_empty() {
        context.screen.note(format!(
            "{shown}: {} of {} heads are of another book",
            others.len(),
            kept.len()
        ));
    }
    let checked = if mine.is_empty() { others } else { mine };
    let expected = checked.into_iter().map(|kept| Expected {
        head: kept.head.clone(),
        line: Some(kept.line),
    });
    Ok(expected.collect())
}

/// Drops the hints where they are to run an audit, which is what is running.
fn without_circle(error: StoreError) -> Failure {
    let circular = matches!(
        error,
        StoreError::ForeignSchema(_) | StoreError::Damaged(_) | StoreError::NotAsWritten(_)
    );
    let mut failure = Failure::from(error);
    if circular {
        failure.hints.clear();
    }
    failure
}
