//! The book, opened as a command needs it: to read, to change, or to be made.

use crate::cli::args::options::{ChangeArgs, ProvenanceArgs};
use crate::cli::context::Context;
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::program::{EMBEDDED, Program};
use crate::domain::value::id::EntryId;
use crate::store::work::Work;
use crate::store::{Book, StoreError};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

impl Context<'_> {
    /// Opens the book to read it.
    ///
    /// # Errors
    /// There is none, or it cannot be used.
    pub fn open(&self) -> Result<Book, Failure> {
        let path = self.book_path()?;
        self.screen.detail(format!("book: {}", path.display()));
        let book = self.opened(&path)?;
        book.begin_snapshot()?;
        Ok(book)
    }

    fn opened(&self, path: &Path) -> Result<Book, StoreError> {
        let mut book = Book::open(path)?;
        self.note_upgrade(&book);
        let screen = self.screen.clone();
        book.on_waiting(move |what| screen.note(what));
        self.on_progress(&mut book);
        Ok(book)
    }

    /// Shows the progress of long work on a book, on a terminal.
    pub fn on_progress(&self, book: &mut Book) {
        for work in [Work::Partners, Work::Entries] {
            if let Some(progress) = self.progress(work.name()) {
                book.on_progress(work, move |done, whole| {
                    if done == whole {
                        progress.clear();
                    } else {
                        progress.at(done, done, Some(whole));
                    }
                });
            }
        }
    }

    /// Reports that the book was just upgraded, and where the original is.
    pub fn note_upgrade(&self, book: &Book) {
        if let Some(copy) = book.upgraded_from() {
            let copy = copy.display();
            self.screen.note(format!(
                "upgraded the book to this version; the original was saved as {copy}"
            ));
        }
    }

    /// The rules in force today: the book's, or where there is none those that a new one begins with.
    ///
    /// # Errors
    /// The book cannot be used.
    pub fn program_today(&self) -> Result<Arc<Program>, Failure> {
        match self.opened(&self.book_path()?) {
            Err(StoreError::Missing(_)) => {
                let errors = |_| StoreError::Damaged("the embedded rules do not check".to_owned());
                Ok(Arc::new(Program::parse(EMBEDDED).map_err(errors)?))
            }
            opened => {
                let rules = opened?.rules(EntryId::PENDING)?;
                Ok(Arc::clone(&rules.version(self.today()).program))
            }
        }
    }

    /// Opens the book to change it; there must be one.
    ///
    /// # Errors
    /// There is none, or it cannot be used.
    pub fn open_to_change(&self) -> Result<Book, Failure> {
        let path = self.book_path()?;
        self.screen.detail(format!("book: {}", path.display()));
        Ok(self.opened(&path)?)
    }

    /// Opens the book to change it, making one with the embedded rules where there is none.
    ///
    /// # Errors
    /// It cannot be made or used.
    pub fn open_or_make(&self, args: &ChangeArgs) -> Result<Book, Failure> {
        let path = self.book_path()?;
        self.screen.detail(format!("book: {}", path.display()));
        match self.opened(&path) {
            Err(StoreError::Missing(_)) if args.dry_run => {
                if !self.at_default_place() {
                    Book::may_be_made_at(&path)?;
                }
                let origin = self.origin_as(&args.origin, "init".to_owned())?;
                Ok(Book::in_memory(EMBEDDED, &origin)?)
            }
            Err(StoreError::Missing(_)) => {
                self.makes_book.set(true);
                self.prepare(&args.origin, EMBEDDED)
            }
            opened => Ok(opened?),
        }
    }

    /// Makes sure that there is something where the book should be, before a file is read for it that may take long.
    ///
    /// # Errors
    /// There is nothing.
    pub fn expect_book(&self) -> Result<(), Failure> {
        let path = self.book_path()?;
        match path.symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(StoreError::Missing(path).into())
            }
            // Anything else wrong with it is reported when it is opened.
            _ => Ok(()),
        }
    }

    /// The same where the book is made if there is none: then there must be a folder for it.
    ///
    /// # Errors
    /// There is neither the book nor a place for it.
    pub fn expect_place_of_book(&self) -> Result<(), Failure> {
        if self.expect_book().is_err() && !self.at_default_place() {
            Book::may_be_made_at(&self.book_path()?)?;
        }
        Ok(())
    }

    /// Tries a command that may make the book once more where another command made it at the same moment.
    ///
    /// # Errors
    /// Those of the command.
    pub fn retry_if_created_concurrently<T>(
        &self,
        attempt: impl Fn() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let missing = !self.book_path()?.exists();
        match attempt() {
            Err(failure) if missing && failure.kind == FailureKind::Busy => {
                self.makes_book.set(false);
                attempt()
            }
            ended => ended,
        }
    }

    /// Prepares a book with these rules, to be put at its place when something is recorded in it.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn prepare(&self, args: &ProvenanceArgs, rules: &str) -> Result<Book, Failure> {
        Ok(Book::prepare(
            &self.new_book_path()?,
            rules,
            &self.origin_as(args, "init".to_owned())?,
        )?)
    }
}
