use super::context::{Context, Ending};
use super::error::{Failure, Kind, io_failure};
use crate::output::money::thousands;
use crate::report::audit::Audit;
use crate::store::{Book, StoreError};
use clap::Args;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Copy the book to a new file, or check such a copy
///
/// The copy is of one moment, while others go on writing. It is checked before it is put at its place: schema, pages,
/// digests and the number of rows. In a folder it is named after the book and the moment; --keep removes all but the
/// newest so many of these.
///
/// To restore, check the copy, see to it that no command is running, and put it in the place of the book; the files with
/// -wal and -shm at the end of their names, if there are any beside the book, go with the book that is replaced.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp backup before-the-import.db
  mpp backup . --keep 14
  mpp backup --verify before-the-import.db")]
pub(super) struct BackupArgs {
    /// The file, or a folder for it
    file: PathBuf,

    /// Check a copy: that it is sound, and a copy of this book
    #[arg(long)]
    verify: bool,

    /// Of the copies in the folder keep the newest so many
    #[arg(long, value_name = "N", conflicts_with = "verify", value_parser = clap::value_parser!(u16).range(1..))]
    keep: Option<u16>,
}

pub(super) fn run(context: &Context<'_>, args: &BackupArgs) -> Result<Ending, Failure> {
    if args.verify {
        return verify(context, &args.file);
    }
    let book = context.open()?;
    let in_folder = args.file.is_dir();
    if args.keep.is_some() && !in_folder {
        return Err(Failure::usage("--keep N goes with a folder of copies"));
    }
    let path = if in_folder {
        args.file.join(context.name_of_copy()?)
    } else {
        args.file.clone()
    };
    if path.exists() {
        let shown = path.display();
        let message = format!("`{shown}` is there already; a copy never takes the place of a file");
        return Err(Failure::new(Kind::Failed, message));
    }
    let head = book.back_up(&path).map_err(about_the_copy)?;
    context.screen.note(&format!(
        "{}: {} entries, head {}:{}",
        path.display(),
        thousands(head.entry.0),
        head.entry,
        head.digest
    ));
    if let Some(keep) = args.keep {
        remove_older(context, &args.file, usize::from(keep))?;
    }
    Ok(Ending::Done)
}

/// What is wrong with the place of a copy has nothing to do with `--db`, and does not mean that the book cannot be used.
fn about_the_copy(error: StoreError) -> Failure {
    match error {
        StoreError::BadPath { path, why } => {
            let message = format!("no copy can be at `{}`: {why}", path.display());
            Failure::new(Kind::Failed, message)
        }
        StoreError::Missing(path) => Failure::new(
            Kind::NotFound,
            format!("there is no copy at {}", path.display()),
        ),
        other => other.into(),
    }
}

/// Removes all but the newest copies of the book in a folder. Their names sort as they were made.
fn remove_older(context: &Context<'_>, folder: &Path, keep: usize) -> Result<(), Failure> {
    let failed = |error| io_failure("reading", folder, &error);
    let mut copies = Vec::new();
    for entry in folder.read_dir().map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path
            .file_name()
            .is_some_and(|name| context.is_name_of_copy(name))
        {
            copies.push(path);
        }
    }
    copies.sort_unstable();
    let older = copies.len().saturating_sub(keep);
    for path in &copies[..older] {
        match std::fs::remove_file(path) {
            Ok(()) => context.screen.note(&format!("removed {}", path.display())),
            // Another backup that ran at the same time was faster.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(io_failure("removing", path, &error)),
        }
    }
    Ok(())
}

fn verify(context: &Context<'_>, path: &Path) -> Result<Ending, Failure> {
    let shown = path.display();
    if !Book::is_of_this_version(path).map_err(about_the_copy)? {
        let message = format!("{shown} is of an older version");
        return Err(Failure::new(Kind::Book, message).hint(format!(
            "`mpp audit --db {shown}` brings it up to this one and checks it"
        )));
    }
    let copy = Book::open_to_audit(path)?;
    copy.hold_still()?;
    let audit = Audit::of(&copy, None, false)?;
    context.screen.print(&audit)?;
    let head = copy.head()?.filter(|_| audit.is_ok());
    let Some(head) = head else {
        return Ok(Ending::Found);
    };
    // Where the book is lost, a sound copy is all that can be asked for.
    let book = match context.open() {
        Ok(book) => book,
        Err(failure) if failure.kind == Kind::Book => {
            context.screen.note(&format!(
                "{shown} is sound, {} entries, held against no book: {}",
                thousands(head.entry.0),
                failure.message
            ));
            return Ok(Ending::Done);
        }
        Err(failure) => return Err(failure),
    };
    if book.digest_of(head.entry)?.as_deref() != Some(&head.digest) {
        context.screen.warn(&format!(
            "{shown} is sound, but it is no copy of this book: entry {} is another one",
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
    context.screen.note(&format!(
        "{shown} is sound, {} entries, {since}",
        thousands(head.entry.0)
    ));
    Ok(Ending::Done)
}
