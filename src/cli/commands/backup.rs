use crate::cli::context::places::{file_name, same_file};
use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::cli::terminal::shell::shell_word;
use crate::domain::value::day::Day;
use crate::output::money::thousands;
use crate::output::mpp;
use crate::report::audit::Audit;
use crate::store::book::Head;
use crate::store::heads::{self, HEADS, HeadSource};
use crate::store::{Book, StoreError};
use anyhow::Context as _;
use anyhow::anyhow;
use clap::Args;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Copy the book to a new file, or verify such a copy
///
/// The copy is of one moment, while others go on writing. It is checked before it is put at its place: schema, pages,
/// digests and the number of rows. In a folder it is named after the book and the moment; --keep removes all but the
/// newest so many of these, and nothing that is not a copy of this book.
///
/// The last entry of each copy, with its digest, is also appended to the file HEADS in the same directory: `mpp audit --expect-heads`
/// proves the book unchanged against them. Keep a copy of HEADS on another machine.
///
/// `mpp restore` puts a copy in the place of the book.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp backup before-the-migration.db
  mpp backup copies --keep 14
  mpp backup --verify before-the-import.db")]
pub(crate) struct BackupArgs {
    /// The file, or a folder for it
    file: PathBuf,

    /// Check a copy: that it is sound, and a copy of this book
    #[arg(long)]
    verify: bool,

    /// Of the copies in the folder keep the newest so many
    #[arg(long, value_name = "N", conflicts_with = "verify", value_parser = clap::value_parser!(u16).range(1..))]
    keep: Option<u16>,
}

impl CommandArgs for BackupArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| {
            if self.verify {
                verify(context, &self.file)
            } else {
                self.copy(context)
            }
        }))
    }
}

impl BackupArgs {
    fn copy(&self, context: &Context<'_>) -> Result<Ending, Failure> {
        let file = &self.file;
        let book = context.open()?;
        let in_folder = file.is_dir();
        if self.keep.is_some() && !in_folder {
            return Err(Failure::usage("--keep N goes with a folder of copies"));
        }
        let (path, head) = if in_folder {
            copy_into(context, &book, file)?
        } else {
            (file.clone(), copy_to(&book, file).map_err(about_the_copy)?)
        };
        context.screen.note(format!(
            "{}: {} entries, head {}:{}",
            path.display(),
            thousands(head.entry.0),
            head.entry,
            head.digest
        ));
        keep_head(context, &book, &path, &head)?;
        if let Some(keep) = self.keep {
            remove_older(context, &book, file, &path, usize::from(keep))?;
        }
        Ok(Ending::Done)
    }
}

/// Copies the book to a path where nothing is yet; that is asked before the book is read.
fn copy_to(book: &Book, path: &Path) -> Result<Head, StoreError> {
    if path.exists() {
        return Err(StoreError::Occupied(path.to_owned()));
    }
    book.back_up(path)
}

/// Copies the book into a folder, under a name of the moment; several copies of one second are numbered.
fn copy_into(
    context: &Context<'_>,
    book: &Book,
    folder: &Path,
) -> Result<(PathBuf, Head), Failure> {
    book.sweep_copies(folder);
    let mut number = 1;
    loop {
        let path = folder.join(context.name_of_copy(number)?);
        match copy_to(book, &path) {
            Err(StoreError::Occupied(_)) => number += 1,
            copied => return Ok((path, copied.map_err(about_the_copy)?)),
        }
    }
}

/// Adds the head of a copy to the file HEADS in its directory.
fn keep_head(context: &Context<'_>, book: &Book, copy: &Path, head: &Head) -> Result<(), Failure> {
    let folder = copy
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let source = HeadSource {
        id: &book.id()?.unwrap_or_default(),
        name: &file_name(book.path()),
    };
    match heads::keep(folder, head, context.today(), &source) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::from_error(FailureKind::Failed, error)
            .context(format!("writing {}", folder.join(HEADS).display()))
            .hint(format!("the copy itself is whole: {}", copy.display()))),
    }
}

/// What is wrong with the place of a copy has nothing to do with `--db`, and does not mean that the book cannot be used.
fn about_the_copy(error: StoreError) -> Failure {
    match error {
        StoreError::BadPath { path, why } => {
            let message = format!("no copy can be at `{}`", path.display());
            Failure::from_error(FailureKind::Failed, anyhow!(why)).context(message)
        }
        StoreError::Missing(path) => Failure::new(
            FailureKind::NotFound,
            format!("no copy at {}", path.display()),
        ),
        other => other.into(),
    }
}

/// Removes all but the newest copies of the book in a folder: those with the latest entries, whatever the clock said when
/// they were made. The copy that was just made stays, and so does everything that is not a copy of this very book.
fn remove_older(
    context: &Context<'_>,
    book: &Book,
    folder: &Path,
    new: &Path,
    keep: usize,
) -> Result<(), Failure> {
    let failed = || format!("reading {}", folder.display());
    let mut copies = Vec::new();
    for entry in folder.read_dir().with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        let name = path.file_name();
        if path == new || !name.is_some_and(|name| context.is_name_of_copy(name)) {
            continue;
        }
        if let Some(last) = book.last_entry_of_copy(&path)? {
            copies.push((last, path));
        }
    }
    copies.sort_unstable();
    // The new copy is one of those that are kept.
    let older = copies.len().saturating_sub(keep - 1);
    for (_, path) in &copies[..older] {
        match std::fs::remove_file(path) {
            Ok(()) => context.screen.note(format!("removed {}", path.display())),
            // Another backup that ran at the same time was faster.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            removed => removed.with_context(|| format!("removing {}", path.display()))?,
        }
    }
    Ok(())
}

fn verify(context: &Context<'_>, path: &Path) -> Result<Ending, Failure> {
    let shown = path.display();
    let is_the_book = context.book_path().is_ok_and(|book| same_file(&book, path));
    if is_the_book {
        let message = format!("`{shown}` is the book itself, not a copy of it");
        return Err(Failure::usage(message).hint(mpp("audit").and_words(" checks the book")));
    }
    if !Book::is_of_this_version(path).map_err(about_the_copy)? {
        let message = format!("{shown} is of an older version");
        return Err(Failure::new(FailureKind::Book, message).hint(
            mpp(format!(
                "audit --db {}",
                shell_word(&path.to_string_lossy())
            ))
            .and_words(" brings it up to this one and checks it"),
        ));
    }
    let copy = Book::open_to_audit(path)?;
    copy.begin_snapshot()?;
    let audit = Audit::of(&copy, &[], false)?;
    context.screen.print(&audit)?;
    if !audit.is_ok() {
        return Ok(Ending::Found);
    }
    let Some(head) = copy.head()? else {
        return Ok(Ending::Found);
    };
    // Where the book is lost, a sound copy is all that can be asked for.
    let book = match context.open() {
        Ok(book) => book,
        Err(failure) if failure.kind == FailureKind::Book => {
            context.screen.note(format!(
                "{shown} is sound, {} entries, held against no book: {}",
                thousands(head.entry.0),
                failure.message()
            ));
            return Ok(Ending::Done);
        }
        Err(failure) => return Err(failure),
    };
    if book.digest_of(head.entry)?.as_deref() != Some(&head.digest) {
        context.screen.warn(format!(
            "{shown} is sound, but it is not a copy of this book: entry {} is different",
            head.entry
        ));
        return Ok(Ending::Found);
    }
    let behind = book.head()?.map_or(0, |now| now.entry.0 - head.entry.0);
    let since = match behind {
        0 => "as the book is now".to_owned(),
        1 => "1 entry behind the book".to_owned(),
        n => format!("{} entries behind the book", thousands(n)),
    };
    context.screen.note(format!(
        "{shown} is sound, {} entries, {since}",
        thousands(head.entry.0)
    ));
    Ok(Ending::Done)
}
