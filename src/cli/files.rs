//! Whole files on the command line: opened, taken as one entry, and what became of them said.

use super::context::{Context, Ending, although_recorded};
use super::error::{Failure, Kind, io_failure};
use super::options::{BatchArgs, ChangeArgs};
use super::progress::Reading;
use super::screen::Format;
use crate::domain::id::EntryId;
use crate::ops::batch::{Batch, BatchError, Manner, SHOWN, Tally};
use crate::ops::change;
use crate::report::AsOf;
use crate::report::changes::Batch as BatchReport;
use crate::report::status::Status;
use crate::rows::{self, Column, Rows};
use crate::store::Book;
use std::fs::File;
use std::io::Read;
use std::path::Path;

impl Context<'_> {
    /// Opens a batch file.
    ///
    /// # Errors
    /// It cannot be read as one.
    fn rows(&self, args: &BatchArgs, columns: &[Column]) -> Result<Rows, Failure> {
        let path = args.from.as_deref().unwrap_or(Path::new("-"));
        let source: Box<dyn Read> = if path.as_os_str() == "-" {
            if self.environment.stdin_is_terminal {
                return Err(Failure::usage("standard input is a terminal")
                    .hint("pipe a file in, or name one with `--from FILE`"));
            }
            Box::new(std::io::stdin())
        } else {
            let reading = |error| io_failure("reading", path, &error);
            if std::fs::metadata(path).map_err(reading)?.is_dir() {
                return Err(Failure::new(
                    Kind::Failed,
                    format!("reading {}: it is a folder", path.display()),
                ));
            }
            Box::new(File::open(path).map_err(reading)?)
        };
        let length = std::fs::metadata(path).ok().map(|meta| meta.len());
        let source = match self.progress("rows") {
            Some(progress) => Box::new(Reading::new(source, length, progress)),
            None => source,
        };
        let name = path.to_string_lossy();
        rows::open(source, &name, columns, args.ignore_unknown)
            .map_err(|problem| BatchError::File(problem).into())
    }

    /// Takes a file: every row is one request, the file is one entry.
    ///
    /// # Errors
    /// The file cannot be read, or the book cannot be written.
    pub fn batch(
        &self,
        mut book: Book,
        args: &BatchArgs,
        change: &ChangeArgs,
        columns: &[Column],
        take: impl FnOnce(&mut Batch<'_>, Rows) -> Result<(), BatchError>,
    ) -> Result<Ending, Failure> {
        let read = args.from.as_deref();
        self.check_output(read)?;
        if let Some(rejects) = args
            .rejects
            .as_deref()
            .filter(|path| path.as_os_str() != "-")
        {
            self.may_be_written(rejects, read)?;
        }
        let rows = self.rows(args, columns)?;
        let origin = self.origin(&change.origin)?;
        let manner = manner(args, change)?;
        let writer = change::Writer::begin(&mut book, &origin, self.today())?;
        let mut batch = Batch::begin(writer, &rows, manner)?;
        take(&mut batch, rows)?;
        let (tally, file) = batch.finish()?;
        self.print_batch(&book, args, change, &tally, &file)
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
            let count = i64::try_from(tally.refusals.len()).unwrap_or(i64::MAX);
            let rows = if count == 1 {
                "1 row is"
            } else {
                &format!("{} rows are", crate::output::money::thousands(count))
            };
            let mut failure = Failure::new(
                Kind::Refused,
                format!("{rows} refused, and nothing was recorded"),
            );
            failure.causes = tally
                .refusals
                .iter()
                .map(|problem| problem.in_file(file))
                .collect();
            failure.hints.push("`--keep-going` records the others; `--rejects FILE` keeps the refused rows to be mended".to_owned());
            self.screen.fail(&failure);
            // With JSON the counts stand in the document, and standard error has one object only.
            if self.screen.format != Format::Json {
                self.screen.note(&report.summary());
            }
            return Ok(Ending::Refused);
        }
        for problem in &tally.refusals {
            self.screen.warn(&problem.in_file(file));
        }
        self.screen.note(&report.summary());
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
            self.screen.note("… and more: `mpp status` shows them all");
        }
        Ok(())
    }
}

/// How a file is taken.
///
/// # Errors
/// The file for refused rows cannot be made.
fn manner(args: &BatchArgs, change: &ChangeArgs) -> Result<Manner, Failure> {
    let rejects = match &args.rejects {
        Some(path) if path.as_os_str() == "-" => {
            Some(Box::new(std::io::stdout()) as Box<dyn std::io::Write>)
        }
        Some(path) => {
            let file = File::create(path).map_err(|error| io_failure("writing", path, &error))?;
            Some(Box::new(std::io::BufWriter::new(file)) as Box<dyn std::io::Write>)
        }
        None => None,
    };
    Ok(Manner {
        keep_going: args.keep_going,
        on_duplicate: args.on_duplicate.map(Into::into),
        rejects,
        dry_run: change.dry_run,
    })
}
