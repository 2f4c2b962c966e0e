//! What the Tab key offers: commands and options, and names from the book. It only reads, waits for nobody, and prints
//! nothing where there is nothing to offer.

use super::{preparse, topics};
use crate::cli::settings::environment::Environment;
use crate::domain::partner::scope::Scope;
use crate::domain::partner::standing::Stage;
use crate::domain::program::versions::Version;
use crate::domain::program::{Checklist, EMBEDDED, Program, Subject};
use crate::domain::value::id::{EntryId, PartnerId};
use crate::output::money::thousands;
use crate::output::text::shown;
use crate::store::Book;
use clap::{ArgAction, Command};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The variable by which a shell asks.
const VARIABLE: &str = "MPP_COMPLETE";

/// The shells that can ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Shell {
    /// Bash
    Bash,
    /// Z shell
    Zsh,
    /// Fish
    Fish,
}

/// How many partners are offered.
const OFFERED: i64 = 200;

/// What makes a shell ask.
///
/// # Errors
/// The library has nothing for it.
pub(crate) fn registration(shell: Shell) -> io::Result<Vec<u8>> {
    let name = match shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
    };
    let mut script = Vec::new();
    let shells = Shells::builtins();
    let shell = shells
        .completer(name)
        .ok_or_else(|| io::Error::other("the shell is not known"))?;
    shell.write_registration(VARIABLE, "mpp", "mpp", "mpp", &mut script)?;
    Ok(script)
}

/// The shell that asks, and the line so far: as the registered functions call it, the variable names the shell and the
/// line comes after a `--` at once. With the variable alone, which a script may have inherited, nothing is asked.
pub(crate) fn asked(environment: &Environment) -> Option<(&str, &[OsString])> {
    let shell = environment.variables.complete.as_deref()?;
    match environment.args.as_slice() {
        [_, dashes, line @ ..] if dashes == "--" => Some((shell, line)),
        _ => None,
    }
}

/// Answers a shell.
pub(crate) fn answer(
    environment: &Environment,
    command: Command,
    shell: &str,
    line: &[OsString],
) -> u8 {
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(shell).filter(|_| !line.is_empty()) else {
        return 2;
    };
    // A day that cannot be one is not complained about here either.
    let dated = environment.on_the_day_set();
    let known = Arc::new(CompletionContext::of(
        dated.as_ref().unwrap_or(environment),
        line,
        helped(&command),
    ));
    let mut command = with_offers(command, "", &known);
    command.build();
    let mut offers = Vec::new();
    // A shell that cannot be answered shows nothing; a message would end up in the line that is being typed.
    let answered = shell.write_complete(
        &mut command,
        line.to_vec(),
        Some(Path::new(".")),
        &mut offers,
    );
    if answered.is_ok() {
        let _ = io::stdout().lock().write_all(&offers);
    }
    0
}

/// What is known when the Tab key is pressed.
struct CompletionContext {
    /// Where the book is, if anything says so.
    book: Option<PathBuf>,
    environment: Environment,
    /// The words so far.
    line: Vec<String>,
    /// The commands and topics that help explains.
    helped: Vec<Offer>,
}

impl CompletionContext {
    fn of(environment: &Environment, line: &[OsString], helped: Vec<Offer>) -> Self {
        let settings = preparse::settings(environment, line);
        let book = settings.and_then(|settings| settings.db);
        let words = line.iter().map(|word| word.to_string_lossy().into_owned());
        Self {
            book: book.map(|db| db.value),
            environment: environment.clone(),
            line: words.collect(),
            helped,
        }
    }

    fn book(&self) -> Option<Book> {
        Book::open_read_only(self.book.as_deref()?).ok()
    }

    /// Words of the rules in force; without a book, those that a new book begins with.
    fn of_rules(&self, words: impl Fn(&Program) -> Vec<Offer>) -> Vec<Offer> {
        if self.book.as_ref().is_none_or(|book| !book.exists()) {
            return Program::parse(EMBEDDED).map_or_else(|_| Vec::new(), |program| words(&program));
        }
        let rules = self
            .book()
            .and_then(|book| book.rules(EntryId::PENDING).ok());
        rules.map_or_else(Vec::new, |rules| words(rules.on(self.environment.today)))
    }

    fn partners(&self, begun: &str) -> Vec<Offer> {
        let offered = self
            .book()
            .and_then(|book| book.offered(begun, OFFERED).ok());
        offered.unwrap_or_default()
    }

    /// Products of the partner that was typed before.
    fn products(&self) -> Vec<Offer> {
        let products = || {
            let book = self.book()?;
            let partners = self.line.iter().rev().filter_map(|word| {
                let partner = PartnerId::new(word).ok()?;
                book.knows(word, EntryId::PENDING).ok()?.then_some(partner)
            });
            let partner = partners.into_iter().next()?;
            let history = book
                .history(&partner, Scope::Partner, EntryId::PENDING)
                .ok()?;
            let products = history.latest().products;
            let offer = products
                .values()
                .map(|product| (product.id.to_owned(), product.content.name.to_owned()));
            Some(offer.collect())
        };
        products().unwrap_or_default()
    }

    fn categories(&self) -> Vec<Offer> {
        let densities = self.book().and_then(|book| {
            book.densities(self.environment.today, EntryId::PENDING)
                .ok()
        });
        let categories = densities.into_iter().flatten();
        categories
            .map(|(category, _)| (category, String::new()))
            .collect()
    }

    /// The versions of the rules.
    fn versions(&self) -> Vec<Offer> {
        let rules = self
            .book()
            .and_then(|book| book.rules(EntryId::PENDING).ok());
        let offer = |version: &Version| {
            (
                version.number.to_string(),
                format!("in force from {}", version.from),
            )
        };
        rules.map_or_else(Vec::new, |rules| rules.versions().map(offer).collect())
    }

    /// The last entries, with the commands that made them.
    fn entries(&self) -> Vec<Offer> {
        let last = || {
            let book = self.book()?;
            let head = book.head().ok()??.entry;
            let entries = (head.0.saturating_sub(20).max(1)..=head.0).rev();
            let entries = entries.filter_map(|entry| {
                let found = book.entry(EntryId(entry), EntryId::PENDING).ok()??;
                Some((entry.to_string(), found.command))
            });
            Some(entries.collect())
        };
        last().unwrap_or_default()
    }
}

/// A word that could be typed, and its description.
type Offer = (String, String);

/// The commands and topics that help explains.
fn helped(command: &Command) -> Vec<Offer> {
    let commands = command.get_subcommands().map(|sub| {
        let about = sub.get_about().map(ToString::to_string);
        (sub.get_name().to_owned(), about.unwrap_or_default())
    });
    let topics = topics::NAMES.iter();
    let topics = topics.map(|name| ((*name).to_owned(), "a topic".to_owned()));
    commands.chain(topics).collect()
}

/// Adds completions to every argument whose values are in the book.
fn with_offers(command: Command, of: &str, known: &Arc<CompletionContext>) -> Command {
    let product_items = of == "mark";
    let command = command.mut_args(|arg| {
        let known = Arc::clone(known);
        let offers: fn(&CompletionContext, &str) -> Vec<Offer> = match arg.get_id().as_str() {
            "partner" => |known, begun| known.partners(begun),
            "activity" => |known, _| known.of_rules(activities),
            // The evidence of an award or of a product is an address, and given once.
            "met" | "unmet" | "na" | "waive" | "evidence"
                if matches!(arg.get_action(), ArgAction::Append) =>
            {
                if product_items {
                    |known, _| known.of_rules(|program| items(program, true))
                } else {
                    |known, _| known.of_rules(|program| items(program, false))
                }
            }
            "list" => |known, _| known.of_rules(lists),
            "item" => |known, _| known.of_rules(|program| items(program, false)),
            "request" => |known, _| known.of_rules(requests),
            "tier" | "to" => |known, _| known.of_rules(tiers),
            "kind" => |known, _| known.of_rules(kinds),
            "stage" => |_, _| stages(),
            "via" => |known, _| known.of_rules(ways_in),
            "support_level" => |known, _| known.of_rules(support_levels),
            "assign" => |known, _| known.of_rules(|program| roles(program, true)),
            "forget" => |known, _| known.of_rules(|program| roles(program, false)),
            "contact" if matches!(arg.get_action(), ArgAction::Append) => {
                |known, _| known.of_rules(|program| roles(program, false))
            }
            "words" => |known, _| known.helped.clone(),
            "before" | "after" if of == "diff" => |known, _| known.versions(),
            "version" if of == "show" => |known, _| known.versions(),
            "product" if arg.is_positional() => |known, _| known.products(),
            "category" => |known, _| known.categories(),
            "entry" | "known_at" => |known, _| known.entries(),
            _ => return arg,
        };
        arg.add(ArgValueCompleter::new(move |begun: &OsStr| {
            candidates(offers(&known, &begun.to_string_lossy()), begun)
        }))
    });
    command.mut_subcommands(|sub| {
        let name = sub.get_name().to_owned();
        with_offers(sub, &name, known)
    })
}

/// The offers that begin as the word was begun, or whose name does, in an order of their own.
fn candidates(offers: Vec<Offer>, begun: &OsStr) -> Vec<CompletionCandidate> {
    let begun = begun.to_string_lossy().to_lowercase();
    let fits = |(word, beside): &Offer| {
        // What would be shown otherwise than it is cannot be typed, and might do what it likes with a terminal.
        let typable = shown(word) == *word;
        typable
            && (word.to_lowercase().starts_with(&begun)
                || beside.to_lowercase().starts_with(&begun))
    };
    let candidate = |(place, (word, beside)): (usize, Offer)| {
        let help = (!beside.is_empty()).then(|| shown(&beside).into_owned().into());
        CompletionCandidate::new(word)
            .help(help)
            .display_order(Some(place))
    };
    offers
        .into_iter()
        .filter(fits)
        .enumerate()
        .map(candidate)
        .collect()
}

fn activities(program: &Program) -> Vec<Offer> {
    let by_hand = program
        .activities
        .iter()
        .filter(|activity| activity.by_hand);
    by_hand
        .map(|activity| {
            let points = thousands(activity.points);
            (activity.id.clone(), format!("+{points} {}", activity.name))
        })
        .collect()
}

fn items(program: &Program, of_product: bool) -> Vec<Offer> {
    let lists = program.checklists.iter();
    let lists = lists.filter(|list| (list.of == Subject::Product) == of_product);
    lists
        .flat_map(|list| &list.items)
        .map(|item| (item.id.clone(), item.text.clone()))
        .collect()
}

fn lists(program: &Program) -> Vec<Offer> {
    let offer = |list: &Checklist| (list.id.clone(), list.name.clone());
    program.checklists.iter().map(offer).collect()
}

fn requests(program: &Program) -> Vec<Offer> {
    let rules = program.requests.iter();
    rules
        .map(|rule| (rule.id.clone(), rule.text.clone()))
        .collect()
}

fn tiers(program: &Program) -> Vec<Offer> {
    let tiers = program.tiers.iter();
    tiers
        .map(|tier| {
            let points = thousands(tier.from_points);
            (
                tier.id.clone(),
                format!("{} from {points} points", tier.name),
            )
        })
        .collect()
}

fn stages() -> Vec<Offer> {
    let stages = Stage::ALL.iter();
    stages
        .map(|stage| (stage.name().to_owned(), String::new()))
        .collect()
}

fn kinds(program: &Program) -> Vec<Offer> {
    let kinds = program.kinds.iter();
    kinds
        .map(|kind| (kind.id.clone(), kind.text.clone()))
        .collect()
}

fn ways_in(program: &Program) -> Vec<Offer> {
    let ways = program.ways_in.iter();
    ways.map(|way| (way.clone(), String::new())).collect()
}

fn support_levels(program: &Program) -> Vec<Offer> {
    let levels = program.support_levels.iter();
    levels.map(|level| (level.clone(), String::new())).collect()
}

fn roles(program: &Program, of_team: bool) -> Vec<Offer> {
    let roles = if of_team {
        &program.team_roles
    } else {
        &program.contact_roles
    };
    let roles = roles.iter();
    roles
        .map(|role| (role.id.clone(), role.name.clone()))
        .collect()
}
