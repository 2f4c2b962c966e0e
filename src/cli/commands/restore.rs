use crate::cli::args::options::ProvenanceArgs;
use crate::cli::context::places::same_file;
use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::cli::terminal::shell::shell_word;
use crate::domain::value::day::Day;
use crate::ops::restore::{Forgotten, forget_again};
use crate::output::money::thousands;
use crate::output::mpp;
use crate::report::audit::Audit;
use crate::store::book::Head;
use crate::store::{HeldBook, Staged, StoreError, name_aside};
use anyhow::anyhow;
use clap::Args;
use std::path::{Path, PathBuf};

/// Replace the book by a copy
///
/// The copy is audited first; if it fails, nothing changes. Then the book is locked, so
/// that nobody else uses it, and saved under a name that is printed, together with whatever its log holds; the copy
/// takes its place in one step. A command that waited meanwhile goes on with the restored book.
///
/// Contact people who were forgotten since the copy was made are forgotten again, as an entry of its own. The book that
/// was saved keeps what it holds until you remove it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp restore before-the-import.db
  mpp restore before-the-import.db --dry-run")]
pub(crate) struct RestoreArgs {
    /// The copy, as `mpp backup` made it
    copy: PathBuf,

    /// Check everything but change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    origin: ProvenanceArgs,
}

impl CommandArgs for RestoreArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| self.run(context)))
    }
}

impl RestoreArgs {
    fn run(&self, context: &Context<'_>) -> Result<Ending, Failure> {
        let place = context.new_book_path()?;
        let copy = self.copy.as_path();
        if same_file(&place, copy) {
            let message = format!("`{}` is the book itself, not a copy of it", copy.display());
            return Err(Failure::usage(message));
        }
        let staged = Staged::copy_of(copy, &place).map_err(|error| about_the_copy(copy, error))?;
        let mut restored = staged.open()?;
        context.on_progress(&mut restored);
        let audit = Audit::of(&restored, &[], false)?;
        let Some(head) = restored.head()?.filter(|_| audit.is_ok()) else {
            context.screen.print(&audit)?;
            return Ok(Ending::Found);
        };
        tell_what_is_replaced(context, &head);
        if self.dry_run {
            context
                .screen
                .note("(dry run) the copy is sound; nothing was changed");
            return Ok(Ending::Done);
        }
        if !agreed(context)? {
            return Err(Failure::new(
                FailureKind::Cancelled,
                "cancelled: nothing was changed",
            ));
        }
        let screen = context.screen.clone();
        let held = HeldBook::book_at(&place, move |what| screen.note(what))?;
        let origin = context.origin(&self.origin)?;
        let (entry, forgotten) = match held.book() {
            Some(book) if book.id()? == restored.id()? => {
                forget_again(&mut restored, book, &origin, context.today())?
            }
            _ => (None, Vec::new()),
        };
        drop(restored);
        let aside = name_aside(&place, &context.moment());
        let is_set_aside = staged.put_in_place_of(held, &aside)?;
        if is_set_aside {
            context
                .screen
                .note(format!("the book as it was is {}", aside.display()));
        }
        tell_who_is_forgotten(context, &forgotten);
        context.screen.note(format!(
            "restored {} from {}: {} entries",
            place.display(),
            copy.display(),
            thousands(entry.unwrap_or(head.entry).0)
        ));
        Ok(Ending::Done)
    }
}

/// What is wrong with a copy has nothing to do with `--db`.
fn about_the_copy(copy: &Path, error: StoreError) -> Failure {
    let shown = copy.display();
    match error {
        StoreError::BadPath { why, .. } => Failure::from_error(FailureKind::Failed, anyhow!(why))
            .context(format!("{shown} cannot be restored")),
        StoreError::Missing(_) => {
            Failure::new(FailureKind::NotFound, format!("no copy at {shown}"))
        }
        StoreError::NoDatabase | StoreError::NotABook(_) => Failure::new(
            FailureKind::Book,
            format!("{shown} is not a copy of a book"),
        ),
        error @ (StoreError::ForeignSchema(_) | StoreError::Damaged(_)) => {
            let mut failure = Failure::from(error).context(format!("{shown} cannot be restored"));
            let verify = format!("backup --verify {}", shell_word(&copy.to_string_lossy()));
            failure.hints = vec![mpp(verify).and_words(" says what is wrong")];
            failure
        }
        error => error.into(),
    }
}

/// Says how the copy and the book differ, before the one takes the place of the other.
fn tell_what_is_replaced(context: &Context<'_>, copy: &Head) {
    let copied = format!(
        "the copy is sound and has {} entries",
        thousands(copy.entry.0)
    );
    let book = match context.open() {
        Ok(book) => book,
        Err(failure) => {
            return context.screen.note(format!(
                "{copied}; the book cannot be used: {}",
                failure.message()
            ));
        }
    };
    let difference = match (book.head(), book.digest_of(copy.entry)) {
        (Ok(Some(head)), Ok(Some(digest))) if digest == copy.digest => {
            match head.entry.0 - copy.entry.0 {
                0 => "the book has the same".to_owned(),
                1 => "the book has one more, which will be saved with it".to_owned(),
                more => format!(
                    "the book has {} more, which will be saved with it",
                    thousands(more)
                ),
            }
        }
        (Ok(Some(head)), _) => format!(
            "the book has {} entries of another history",
            thousands(head.entry.0)
        ),
        _ => "the book cannot be read".to_owned(),
    };
    context.screen.note(format!("{copied}; {difference}"));
}

/// Whether a person agrees, where there is one to ask.
fn agreed(context: &Context<'_>) -> Result<bool, Failure> {
    if context.yes || context.why_not_asked().is_some() {
        return Ok(true);
    }
    let ask = context.ask("a yes", "`--yes` gives it")?;
    ask.yes("restore this copy?", false)
}

fn tell_who_is_forgotten(context: &Context<'_>, forgotten: &[Forgotten]) {
    for Forgotten { partner, role } in forgotten {
        context.screen.note(format!(
            "{partner}: the {role} contact was forgotten since the copy was made, and is forgotten again"
        ));
    }
}
