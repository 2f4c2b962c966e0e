//! Import files on the command line: recorded as one entry, with a summary.

use super::batch_file::BatchFile;
use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::context::{Context, Ending, although_recorded};
use crate::cli::terminal::atomic_file::{Readers, write_atomically};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::cli::terminal::screen::{Format, ignore_broken_pipe};
use crate::cli::terminal::spool::Spool;
use crate::domain::value::id::EntryId;
use crate::ops::change;
use crate::ops::import::{self, Import, ImportOptions, SHOWN, Tally};
use crate::output::Sentence;
use crate::report::AsOf;
use crate::report::changes::Batch as BatchReport;
use crate::report::status::Status;
use crate::store::Book;
use anyhow::Context as _;
use std::io::{self, BufWriter, Write};
use std::path::Path;

impl Context<'_> {
    /// Imports a file into the book: every row is one request, the file is one entry. A kind of file that makes the
    /// book may be imported where there is none.
    ///
    /// # Errors
    /// The file cannot be read, or the book cannot be made or written.
    pub fn import<I: Import>(
        &self,
        args: &BatchArgs,
        change: &ChangeArgs,
        begin: impl Fn() -> I,
    ) -> Result<(Ending, I), Failure> {
        self.check_files(args)?;
        if args.on_duplicate.is_some() && !I::HAS_DUPLICATES {
            return Err(Failure::usage(
                "--on-duplicate does not go with this file: a row with other content is recorded as another one",
            ));
        }
        if I::MAKES_BOOK {
            self.expect_place_of_book()?;
        } else {
            self.expect_book()?;
        }
        let columns = begin().columns();
        let file = self.batch_file(args, &columns)?;
        self.retry_if_created_concurrently(|| {
            let book = if I::MAKES_BOOK {
                self.open_or_make(change)?
            } else {
                self.open_to_change()?
            };
            let mut import = begin();
            let ending = self.import_into(book, &file, args, change, &mut import)?;
            Ok((ending, import))
        })
    }

    /// Makes sure, before anything is read, that what is to be written can be.
    fn check_files(&self, args: &BatchArgs) -> Result<(), Failure> {
        let read = args.from.as_deref();
        self.check_output(read)?;
        let rejects = args.rejects.as_deref();
        let Some(path) = rejects.filter(|path| path.as_os_str() != "-") else {
            return Ok(());
        };
        if self.screen.file.as_deref() == Some(path) {
            return Err(Failure::usage("--rejects and --output name the same file"));
        }
        self.may_be_written(path, read)
    }

    /// Imports a file that was checked.
    fn import_into(
        &self,
        mut book: Book,
        file: &BatchFile<'_>,
        args: &BatchArgs,
        change: &ChangeArgs,
        import: &mut impl Import,
    ) -> Result<Ending, Failure> {
        let rows = file.rows(self.progress("rows"))?;
        let name = rows.file().to_owned();
        let origin = self.origin(&change.origin)?;
        let spool = Spool::new(&self.environment.temporary_folder);
        let out = args.rejects.is_some().then(|| spool.clone());
        let options = ImportOptions {
            keep_going: args.keep_going,
            on_duplicate: args.on_duplicate.unwrap_or_default(),
            rejects: out.map(|out| Box::new(BufWriter::new(out)) as Box<dyn Write>),
            dry_run: change.dry_run,
        };
        let writer = change::Writer::begin(&mut book, &origin, self.today())?;
        let tally = import::import(writer, rows, options, import)?;
        // Only now is it certain which rows were refused, and that the others are on the disk.
        if let Some(path) = &args.rejects {
            write_rejects(path, spool)
                .map_err(|failure| although_recorded(failure, tally.entry))?;
        }
        self.print_batch(&book, args, change, &tally, &name)
    }

    fn print_batch(
        &self,
        book: &Book,
        args: &BatchArgs,
        change: &ChangeArgs,
        tally: &Tally,
        file: &str,
    ) -> Result<Ending, Failure> {
        let report = BatchReport::of(tally);
        let refused = !tally.refusals.is_empty();
        if self.screen.format == Format::Table {
            if !self.screen.quiet {
                self.print_partners(book, tally)
                    .map_err(|failure| although_recorded(failure, tally.entry))?;
            }
        } else {
            self.screen
                .print(&report)
                .map_err(|failure| although_recorded(failure, tally.entry))?;
        }
        if refused && !args.keep_going {
            let count = i64::try_from(tally.refused).unwrap_or(i64::MAX);
            let rows = if count == 1 {
                "1 row is"
            } else {
                &format!("{} rows are", crate::output::money::thousands(count))
            };
            let mut failure = Failure::new(
                FailureKind::Refused,
                format!("{rows} refused, and nothing was recorded"),
            );
            failure.details = tally
                .refusals
                .iter()
                .map(|problem| problem.in_file(file))
                .collect();
            failure = failure.hint("`--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed");
            self.screen.fail(&failure);
            // With JSON the counts are in the document, and standard error has one object only.
            if self.screen.format != Format::Json {
                self.screen.note(report.summary());
            }
            return Ok(Ending::Refused);
        }
        for problem in &tally.refusals {
            self.screen.warn(problem.in_file(file));
        }
        self.note_new_categories(&tally.new_categories);
        self.screen.note(report.summary());
        self.note_entry(tally.entry, change.dry_run && tally.recorded > 0);
        Ok(if refused {
            Ending::PartlyDone
        } else {
            Ending::Done
        })
    }

    /// The partners a file was about: all of them where they are few, else the first.
    fn print_partners(&self, book: &Book, tally: &Tally) -> Result<(), Failure> {
        if tally.partners.is_empty() || tally.dry_run {
            return Ok(());
        }
        let rules = book.rules(EntryId::PENDING)?;
        let as_of = AsOf {
            day: self.today(),
            known_at: EntryId::PENDING,
        };
        let status = Status::of_these(book, &rules, as_of, &tally.partners)?;
        self.screen.print(&status)?;
        if tally.partners.len() == SHOWN {
            self.screen.note(
                Sentence::words("… and more: ")
                    .and_mpp("status")
                    .and_words(" shows them all"),
            );
        }
        Ok(())
    }
}

/// Writes the refused rows, which hold people, to where they were asked for.
fn write_rejects(path: &Path, mut rejects: Spool) -> anyhow::Result<()> {
    rejects
        .rewind()
        .with_context(|| format!("writing {}", path.display()))?;
    if path.as_os_str() == "-" {
        let printed = io::copy(&mut rejects, &mut io::stdout().lock());
        return ignore_broken_pipe(printed.map(drop));
    }
    write_atomically(path, Readers::Owner, |mut out| {
        io::copy(&mut rejects, &mut out).map(drop)
    })
}
