//! What was typed, filled in with what is known of the world.

use super::answers::shell_word;
use super::environment::Environment;
use super::error::{Failure, Kind, io_failure};
use super::find::nearest;
use super::options::{ChangeArgs, Globals, OriginArgs, ReadArgs};
use super::pager::Pager;
use super::screen::{Format, Screen};
use super::settings::{Settings, Source};
use crate::domain::day::{Day, parse_day};
use crate::domain::id::{EntryId, PartnerId};
use crate::domain::program::{EMBEDDED, Program, Subject};
use crate::domain::refusal::{Refusal, Why};
use crate::ops::change::{self, ChangeError, Outcome};
use crate::ops::company;
use crate::report::AsOf;
use crate::report::changes::Changes;
use crate::store::book::Origin;
use crate::store::work::Work;
use crate::store::{Book, StoreError};
use std::cell::Cell;
use std::fs::File;
use std::hash::{BuildHasher as _, RandomState};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Everything a command needs beside its own arguments.
pub struct Context<'e> {
    pub(super) environment: &'e Environment,
    /// What was set, with options, variables and the configuration file.
    pub(super) settings: Settings,
    /// Whether a person's consent was given beforehand.
    pub(super) yes: bool,
    /// Whether the command makes the book, should it come to something.
    makes_book: Cell<bool>,
    /// Where it prints.
    pub screen: Screen,
}

/// How a command ends when nothing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Done, or nothing to do.
    Done,
    /// Some rows were refused, the others recorded.
    PartlyDone,
    /// A check found something.
    Found,
    /// What was asked was refused, and that has been said.
    Refused,
}

impl Ending {
    /// The exit status.
    #[must_use]
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::PartlyDone => 3,
            Self::Found => 5,
        }
    }
}

impl<'e> Context<'e> {
    /// Fills in what was typed.
    ///
    /// # Errors
    /// A setting says what cannot be.
    pub fn new(environment: &'e Environment, globals: &Globals) -> Result<Self, Failure> {
        let settings = Settings::of(environment, globals)?;
        Ok(Self::with(environment, globals, settings))
    }

    /// Fills in what was typed, without the configuration file.
    ///
    /// # Errors
    /// A variable says what cannot be.
    pub fn without_file(environment: &'e Environment, globals: &Globals) -> Result<Self, Failure> {
        let settings = Settings::without_file(environment, globals)?;
        Ok(Self::with(environment, globals, settings))
    }

    fn with(environment: &'e Environment, globals: &Globals, settings: Settings) -> Self {
        let file = globals
            .output
            .clone()
            .filter(|path| path.as_os_str() != "-");
        let by_name =
            file.as_deref()
                .and_then(Path::extension)
                .and_then(|extension| match extension.to_str()? {
                    "json" => Some(Format::Json),
                    "csv" => Some(Format::Csv),
                    "tsv" => Some(Format::Plain),
                    "md" => Some(Format::Markdown),
                    _ => None,
                });
        let format = match (globals.json, globals.plain) {
            (true, _) => Format::Json,
            (_, true) => Format::Plain,
            _ => globals.format.or(by_name).unwrap_or_default(),
        };
        let screen = Screen {
            format,
            file,
            color: settings.color.value.into(),
            quiet: globals.quiet,
            verbose: globals.verbose > 0,
            terminal: environment.terminal,
            pager: settings.pager.value.clone().map(|command| Pager {
                command,
                when_interrupted: environment.when_interrupted,
            }),
            rehearses: false,
            err_width: environment
                .terminal
                .filter(|_| environment.stderr_is_terminal)
                .map(|(width, _)| width),
            same_place: same_place(globals),
            pages: Rc::default(),
        };
        Self {
            environment,
            settings,
            yes: globals.yes,
            makes_book: Cell::new(false),
            screen,
        }
    }

    /// Has what is printed be what would happen: in words, on standard error, beside the question about it.
    pub fn rehearse(&mut self) {
        self.screen = Screen {
            format: Format::Table,
            file: None,
            quiet: false,
            rehearses: true,
            ..self.screen.clone()
        };
    }

    /// The day it is.
    #[must_use]
    pub fn today(&self) -> Day {
        self.environment.today
    }

    /// The day a change holds from.
    ///
    /// # Errors
    /// It is no day, or in the future.
    pub fn on(&self, args: &ChangeArgs) -> Result<Day, Failure> {
        Ok(args
            .on
            .as_deref()
            .map_or(Ok(self.today()), |on| company::day("on", on, self.today()))?)
    }

    /// Opens the book to read it from a point of view.
    ///
    /// # Errors
    /// It cannot be used, or the point of view makes no sense.
    pub fn open_as_of(&self, args: &ReadArgs) -> Result<(Book, AsOf), Failure> {
        let as_of = self.as_of(args)?;
        let book = self.open()?;
        let last = match args.known_at {
            Some(_) => book.head()?.map_or(0, |head| head.entry.0),
            None => i64::MAX,
        };
        match args.known_at.filter(|entry| *entry > last) {
            Some(entry) => Err(Failure::new(
                Kind::NotFound,
                format!("there is no entry {entry}; the last is {last}"),
            )),
            None => Ok((book, as_of)),
        }
    }

    /// The point of view of a report.
    ///
    /// # Errors
    /// A day or an entry was typed that is none.
    fn as_of(&self, args: &ReadArgs) -> Result<AsOf, Failure> {
        let day = match args.as_of.as_deref() {
            None | Some("today") => self.today(),
            Some("yesterday") => self.today().pred_opt().unwrap_or(self.today()),
            Some(text) => parse_day(text).ok_or_else(|| {
                Failure::usage(format!(
                    "--as-of `{text}`: a day is written YYYY-MM-DD, such as 2015-03-31"
                ))
            })?,
        };
        let known_at = match args.known_at {
            None => EntryId::PENDING,
            Some(entry) if entry >= 1 => EntryId(entry),
            Some(entry) => {
                return Err(Failure::usage(format!(
                    "--known-at `{entry}`: entries are numbered from 1"
                )));
            }
        };
        Ok(AsOf { day, known_at })
    }

    /// Where the book is, or is to be.
    ///
    /// # Errors
    /// Nothing says where.
    pub fn book_path(&self) -> Result<PathBuf, Failure> {
        let db = self.settings.db.as_ref().ok_or_else(|| {
            Failure::usage("where the book is cannot be told: there is no home folder")
                .hint("`--db PATH` or MPP_DB names the book")
        })?;
        Ok(db.value.clone())
    }

    /// What a copy of the book is called that is made now, in a folder of copies: `book-20150331T090000Z.db`.
    ///
    /// # Errors
    /// Nothing says where the book is.
    pub fn name_of_copy(&self) -> Result<String, Failure> {
        let moment = self.environment.now.replace(['-', ':'], "");
        Ok(format!("{}-{moment}.db", self.stem()?))
    }

    /// Whether a file is called like a copy of this book.
    pub fn is_name_of_copy(&self, name: &std::ffi::OsStr) -> bool {
        let moment = self.stem().ok().and_then(|stem| {
            let rest = name.to_str()?.strip_prefix(&*stem)?;
            rest.strip_prefix('-')?.strip_suffix("Z.db")
        });
        moment.is_some_and(|moment| {
            let shape = moment.bytes().enumerate();
            moment.len() == 15
                && shape.into_iter().all(|(at, byte)| match at {
                    8 => byte == b'T',
                    _ => byte.is_ascii_digit(),
                })
        })
    }

    fn stem(&self) -> Result<String, Failure> {
        let path = self.book_path()?;
        let stem = path.file_stem().unwrap_or_default();
        Ok(stem.to_string_lossy().into_owned())
    }

    /// Whether nobody said where the book is: then the folder for it is made too.
    fn at_default_place(&self) -> bool {
        let db = self.settings.db.as_ref();
        db.is_some_and(|db| db.from == Source::Default)
    }

    /// Refuses to write where something would be lost: over a book, or over the file that is being read; and where
    /// nothing can be written, before anything is changed.
    pub fn may_be_written(&self, path: &Path, read: Option<&Path>) -> Result<(), Failure> {
        let shown = path.display();
        let same = |other: &Path| matches!((path.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
        if path.is_dir() {
            return Err(Failure::new(
                Kind::Failed,
                format!("writing {shown}: it is a folder"),
            ));
        }
        if path
            .parent()
            .is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
        {
            return Err(Failure::new(
                Kind::Failed,
                format!("writing {shown}: its folder does not exist"),
            ));
        }
        if read.is_some_and(same) {
            return Err(Failure::usage(format!(
                "`{shown}` is the file that is read; it would be lost"
            )));
        }
        let mut start = [0; 16];
        let is_file = path.metadata().is_ok_and(|meta| meta.is_file());
        let read =
            is_file.then(|| File::open(path).and_then(|mut file| file.read_exact(&mut start)));
        let beside_book = self.book_path().is_ok_and(|book| {
            ["-wal", "-shm"].iter().any(|suffix| {
                let mut name = book.clone().into_os_string();
                name.push(suffix);
                same(Path::new(&name))
            })
        });
        if beside_book || matches!(read, Some(Ok(()))) && start == *b"SQLite format 3\0" {
            return Err(Failure::usage(format!(
                "`{shown}` is a book or another database; it would be lost"
            )));
        }
        Ok(())
    }

    /// Makes sure, before anything is changed, that what is to be told of it can be written.
    pub fn check_output(&self, read: Option<&Path>) -> Result<(), Failure> {
        self.screen
            .file
            .as_deref()
            .map_or(Ok(()), |path| self.may_be_written(path, read))
    }

    /// Opens the book to read it.
    ///
    /// # Errors
    /// There is none, or it cannot be used.
    pub fn open(&self) -> Result<Book, Failure> {
        let path = self.book_path()?;
        self.screen.detail(&format!("book: {}", path.display()));
        let book = self.opened(&path)?;
        book.hold_still()?;
        Ok(book)
    }

    fn opened(&self, path: &Path) -> Result<Book, StoreError> {
        let mut book = Book::open(path)?;
        self.tell_of_upgrade(&book);
        let screen = self.screen.clone();
        book.tell_of_waiting(move |what| screen.note(what));
        self.tell_of_progress(&mut book);
        Ok(book)
    }

    /// Shows how far long work on a book is, where somebody looks.
    pub fn tell_of_progress(&self, book: &mut Book) {
        for work in [Work::Partners, Work::Entries] {
            if let Some(progress) = self.progress(work.name()) {
                book.tell_of_progress(work, move |done, whole| match done == whole {
                    true => progress.clear(),
                    false => progress.at(done, done, Some(whole)),
                });
            }
        }
    }

    /// Says where the copy of a book is that was just brought up to this version.
    pub fn tell_of_upgrade(&self, book: &Book) {
        if let Some(copy) = book.upgraded_from() {
            let copy = copy.display();
            self.screen.note(&format!(
                "the book was brought up to this version, its rules as they were; as it was before it is {copy}"
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
                let mistakes =
                    |_| StoreError::Damaged("the embedded rules do not check".to_owned());
                Ok(Arc::new(Program::parse(EMBEDDED).map_err(mistakes)?))
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
        self.screen.detail(&format!("book: {}", path.display()));
        Ok(self.opened(&path)?)
    }

    /// Opens the book to change it, making one with the embedded rules where there is none.
    ///
    /// # Errors
    /// It cannot be made or used.
    pub fn open_or_make(&self, args: &ChangeArgs) -> Result<Book, Failure> {
        let path = self.book_path()?;
        self.screen.detail(&format!("book: {}", path.display()));
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

    /// Tries a command that may make the book once more where another command made it at the same moment. What
    /// came from standard input cannot be read again.
    ///
    /// # Errors
    /// Those of the command.
    pub fn also_if_made_meanwhile(
        &self,
        from: Option<&Path>,
        attempt: impl Fn() -> Result<Ending, Failure>,
    ) -> Result<Ending, Failure> {
        let missing = !self.book_path()?.exists();
        match attempt() {
            Err(failure)
                if missing && failure.kind == Kind::Busy && from != Some(Path::new("-")) =>
            {
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
    pub fn prepare(&self, args: &OriginArgs, rules: &str) -> Result<Book, Failure> {
        Ok(Book::prepare(
            &self.new_book_path()?,
            rules,
            &self.origin_as(args, "init".to_owned())?,
        )?)
    }

    /// Where a book is to be made; the folder for it is made too where nobody said where the book is.
    ///
    /// # Errors
    /// Nothing says where, or the folder cannot be made.
    pub fn new_book_path(&self) -> Result<PathBuf, Failure> {
        let path = self.book_path()?;
        if let Some(folder) = path.parent().filter(|_| self.at_default_place()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| io_failure("making", folder, &error))?;
        }
        Ok(path)
    }

    /// Who changes the book, when, and in which words.
    ///
    /// # Errors
    /// The actor or the note will not do.
    pub fn origin(&self, args: &OriginArgs) -> Result<Origin, Failure> {
        self.origin_as(args, self.command())
    }

    fn origin_as(&self, args: &OriginArgs, command: String) -> Result<Origin, Failure> {
        let set = self.settings.actor.as_ref().map(|actor| &actor.value);
        let actor = args.actor.as_ref().or(set);
        let actor =
            company::line("actor", actor.map(String::as_str))?.filter(|actor| !actor.is_empty());
        let note = company::text("note", args.note.as_deref())?.filter(|note| !note.is_empty());
        let recorded = self.environment.now.clone();
        Ok(Origin {
            recorded,
            actor: actor.unwrap_or_else(|| "unknown".to_owned()),
            command,
            note,
        })
    }

    /// The command as it was typed, but for contact people, who must be forgettable, and for what would break a line.
    fn command(&self) -> String {
        let mut words = Vec::new();
        let mut hide = false;
        for arg in self.environment.args.iter().skip(1) {
            let word = arg.to_string_lossy();
            words.push(match word.split_once('=') {
                _ if hide => "…".to_owned(),
                Some(("--contact", _)) => "--contact=…".to_owned(),
                _ => shell_word(&word),
            });
            hide = !hide && word == "--contact";
        }
        words.join(" ").chars().take(2000).collect()
    }

    /// A salt for the digest of a contact person's data, different each time.
    #[must_use]
    pub fn salt(&self) -> String {
        // The standard library keys its hasher at random; two of them make a salt nobody can guess.
        let random = || RandomState::new().hash_one(&self.environment.now);
        format!("{:016x}{:016x}", random(), random())
    }

    /// Carries out one request and prints what changed.
    ///
    /// # Errors
    /// The rules refuse it, or the book cannot be written.
    pub fn change(
        &self,
        book: &mut Book,
        args: &ChangeArgs,
        partner: &PartnerId,
        on: Day,
        request: &crate::domain::request::Request,
    ) -> Result<Ending, Failure> {
        let origin = self.origin(&args.origin)?;
        let changed = change::one(
            book,
            &origin,
            self.today(),
            args.dry_run,
            partner,
            on,
            request,
        );
        self.print_outcome(&self.explained(book, changed)?)
    }

    /// Adds to a refusal the nearest word that would have been understood.
    ///
    /// # Errors
    /// The failure that the refusal is.
    pub fn explained<T>(&self, book: &Book, changed: Result<T, ChangeError>) -> Result<T, Failure> {
        changed.map_err(|error| match error {
            ChangeError::Refused(refusal) => {
                let rules = book.rules(EntryId::PENDING).ok();
                let near = rules.and_then(|rules| nearest_word(rules.on(self.today()), &refusal));
                let mut failure = Failure::from(refusal);
                if let Some(near) = near {
                    failure.hints.insert(0, format!("did you mean `{near}`?"));
                }
                failure
            }
            error => error.into(),
        })
    }

    /// Prints what a command changed.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn print_outcome(&self, outcome: &Outcome) -> Result<Ending, Failure> {
        // What changed is the last line that is read, and so it comes last.
        if outcome.entry.is_some() || outcome.dry_run {
            self.note_entry(outcome.entry, outcome.dry_run);
        }
        self.screen
            .print_change(&Changes::of(outcome))
            .map_err(|failure| although_recorded(failure, outcome.entry))?;
        Ok(Ending::Done)
    }

    /// Says which entry was recorded.
    pub fn note_entry(&self, entry: Option<EntryId>, dry_run: bool) {
        match entry {
            _ if self.screen.rehearses => {}
            Some(entry) => {
                if let Some(path) = self.book_path().ok().filter(|_| self.makes_book.get()) {
                    self.screen
                        .note(&format!("made the book {}", path.display()));
                }
                self.screen.note(&format!("recorded entry {entry}"));
            }
            None if dry_run => self.screen.note("(dry run) nothing was recorded"),
            None => self.screen.note("nothing to change"),
        }
    }
}

/// The options that say which book and which settings are meant, as they were typed.
fn same_place(globals: &Globals) -> String {
    let named = [("--db", &globals.db), ("--config", &globals.config)];
    named
        .into_iter()
        .filter_map(|(option, path)| {
            let path = path.as_ref()?.to_string_lossy();
            Some(format!(" {option} {}", shell_word(&path)))
        })
        .collect()
}

/// What cannot be printed may be recorded all the same, and the message has to say so.
pub fn although_recorded(failure: Failure, entry: Option<EntryId>) -> Failure {
    match entry {
        Some(entry) => failure.hint(format!("the change itself is in the book: entry {entry}")),
        None => failure,
    }
}

/// The word of the program that is nearest to one it does not know.
fn nearest_word(program: &Program, refusal: &Refusal) -> Option<String> {
    let (word, known): (&str, Vec<&str>) = match &*refusal.why {
        Why::UnknownActivity { activity } => (
            activity,
            program.activities.iter().map(|a| a.id.as_str()).collect(),
        ),
        Why::UnknownItem { item, product } => (
            item,
            program
                .checklists
                .iter()
                .filter(|list| (list.of == Subject::Product) == product.is_some())
                .flat_map(|list| &list.items)
                .map(|item| item.id.as_str())
                .collect(),
        ),
        Why::UnknownRole { role, roles } => (role, roles.iter().map(String::as_str).collect()),
        _ => return None,
    };
    nearest(word, known.into_iter())
}
