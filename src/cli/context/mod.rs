//! What was typed, filled in with what is known of the world.

pub(crate) mod batch_file;
pub(crate) mod books;
pub(crate) mod example;
pub(crate) mod files;
pub(crate) mod find;
pub(crate) mod places;
pub(crate) mod provenance;

use super::settings::Settings;
use crate::cli::args::options::{ChangeArgs, Globals, ReadArgs};
use crate::cli::args::typed::Typed;
use crate::cli::settings::environment::Environment;
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::cli::terminal::pager::Pager;
use crate::cli::terminal::progress::Progress;
use crate::cli::terminal::screen::{Format, Screen};
use crate::cli::terminal::shell::shell_word;
use crate::domain::program::{Program, Subject};
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::similar::nearest;
use crate::ops::bad_values::BadValue;
use crate::ops::categories::NewCategory;
use crate::ops::change::{self, ChangeError, Outcome};
use crate::report::changes::Changes;
use crate::report::{AsOf, words};
use crate::store::Book;
use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;

/// Everything a command needs besides its own arguments.
pub struct Context<'e> {
    pub(super) environment: &'e Environment,
    /// What was set, with options, variables and the configuration file.
    pub(super) settings: Settings,
    /// Whether a person's consent was given beforehand.
    pub(super) yes: bool,
    /// Whether the command makes the book, should it come to something.
    pub(super) makes_book: Cell<bool>,
    /// Where it prints.
    pub screen: Screen,
    /// Which options of the command were typed.
    pub(super) typed: Typed,
    /// The command line as a whole.
    pub(super) root: Root,
}

/// The command line as a whole, for those who run a command again or explain all of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Root {
    /// Runs the command line of an environment, without asking anything.
    pub(crate) run: fn(&Environment, RunMode) -> Result<Ending, Failure>,
    /// Returns every command with its options.
    pub(crate) command: fn() -> clap::Command,
}

/// How a command is run that was put together from answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunMode {
    /// Like any other.
    ForReal,
    /// To show what it would do.
    Rehearsed,
    /// Without a word, unless it fails.
    Silent,
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
    /// The request was refused, which has been reported.
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
    pub(crate) fn new(
        environment: &'e Environment,
        globals: &Globals,
        settings: Settings,
        typed: Typed,
        root: Root,
    ) -> Self {
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
                on_interrupt: environment.on_interrupt,
            }),
            rehearses: false,
            err_width: environment.err_width(),
            same_place: same_place(globals),
            pages: Rc::default(),
        };
        Self {
            environment,
            settings,
            yes: globals.yes,
            makes_book: Cell::new(false),
            screen,
            typed,
            root,
        }
    }

    /// Prints from now on what would happen: in words, on standard error, before the question about it.
    pub fn rehearse(&mut self) {
        self.screen = Screen {
            format: Format::Table,
            file: None,
            quiet: false,
            rehearses: true,
            ..self.screen.clone()
        };
    }

    /// Returns the progress of long work, shown on a terminal unless --quiet is set.
    pub(crate) fn progress(&self, unit: &'static str) -> Option<Progress> {
        let shows = self.environment.stderr_is_terminal && !self.screen.quiet;
        shows.then(|| Progress::new(unit))
    }

    /// The day it is.
    #[must_use]
    pub fn today(&self) -> Day {
        self.environment.today
    }

    /// The day a change holds from.
    ///
    /// # Errors
    /// It is in the future.
    pub fn on(&self, args: &ChangeArgs) -> Result<Day, Failure> {
        let today = self.today();
        let Some(typed) = &args.on else {
            return Ok(today);
        };
        let on = typed.on(today);
        if on > today {
            let why = format!("it is after today, {today}");
            return Err(BadValue::new("on", &typed.to_string(), why).into());
        }
        Ok(on)
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
                FailureKind::NotFound,
                format!("no entry {entry}; the last is {last}"),
            )),
            None => Ok((book, as_of)),
        }
    }

    /// The point of view of a report.
    ///
    /// # Errors
    /// A day or an entry was typed that is none.
    fn as_of(&self, args: &ReadArgs) -> Result<AsOf, Failure> {
        let today = self.today();
        let day = args.as_of.as_ref().map_or(today, |day| day.on(today));
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
        request: &crate::domain::decide::request::Request,
    ) -> Result<Ending, Failure> {
        let origin = self.origin(&args.origin)?;
        let changed = change::apply_one(
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
                    failure
                        .hints
                        .insert(0, format!("did you mean `{near}`?").into());
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
        self.print_changes(outcome, &Changes::of(outcome))
    }

    /// Prints what a command changed, as a report with further details.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn print_changes(&self, outcome: &Outcome, changes: &Changes) -> Result<Ending, Failure> {
        self.note_new_categories(&outcome.new_categories);
        // What changed is the last line that is read, and so it comes last.
        if outcome.entry.is_some() || outcome.dry_run {
            self.note_entry(outcome.entry, outcome.dry_run);
        }
        self.screen
            .print_change(changes)
            .map_err(|failure| although_recorded(failure, outcome.entry))?;
        Ok(Ending::Done)
    }

    /// Says which categories are new, and which of the others may have been meant.
    pub fn note_new_categories(&self, categories: &[NewCategory]) {
        let partners =
            |count: u64| words::count(i64::try_from(count).unwrap_or(i64::MAX), "partner");
        let (alone, near): (Vec<&NewCategory>, Vec<&NewCategory>) = categories
            .iter()
            .partition(|category| category.near.is_empty());
        if !alone.is_empty() {
            let names: Vec<&str> = alone.iter().map(|category| &*category.name).collect();
            let kind = if names.len() == 1 {
                "category"
            } else {
                "categories"
            };
            self.screen
                .note(format!("new {kind}: {}", names.join(", ")));
        }
        for NewCategory { name, near } in near {
            let near = near
                .iter()
                .map(|(other, count)| format!("{other} ({})", partners(*count)));
            let near: Vec<String> = near.collect();
            self.screen.note(format!(
                "new category: {name}; nearly the same: {}",
                near.join(", ")
            ));
        }
    }

    /// Says which entry was recorded.
    pub fn note_entry(&self, entry: Option<EntryId>, dry_run: bool) {
        match entry {
            _ if self.screen.rehearses => {}
            Some(entry) => {
                if let Some(path) = self.book_path().ok().filter(|_| self.makes_book.get()) {
                    self.screen
                        .note(format!("made the book {}", path.display()));
                }
                self.screen.note(format!("recorded entry {entry}"));
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
pub fn although_recorded(failure: impl Into<Failure>, entry: Option<EntryId>) -> Failure {
    let failure = failure.into();
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
        Why::NotListed { word, words, .. } => (word, words.iter().map(String::as_str).collect()),
        Why::UnknownRole { role, roles } => (role, roles.iter().map(String::as_str).collect()),
        _ => return None,
    };
    nearest(word, known).map(str::to_owned)
}
