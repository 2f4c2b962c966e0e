//! Who is meant by a word that was typed.

use super::Context;
use crate::cli::args::refs::FactRef;
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::fact::Fact;
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::rule::refusal::{Refusal, Why};
use crate::domain::value::id::{EntryId, FactId, PartnerId};
use crate::domain::value::quote::quoted;
use crate::domain::value::similar::nearest;
use crate::ops::catalogue::Catalogue;
use crate::output::mpp;
use crate::report::AsOf;
use crate::store::Book;
use crate::store::find::PartnerMatch;

/// The partner that is meant.
///
/// # Errors
/// Nobody is, or several could be.
pub fn find_partner(book: &Book, word: &str, known_at: EntryId) -> Result<PartnerId, Failure> {
    let not_found = |message: String| Failure::new(FailureKind::NotFound, message);
    match book.find(word, known_at)? {
        PartnerMatch::One(partner) => Ok(partner),
        PartnerMatch::Several(several) => {
            let ids: Vec<&str> = several.iter().map(PartnerId::as_str).collect();
            Err(
                not_found(format!("{} begins more than one id", quoted(word)))
                    .hint(format!("one of {}", ids.join(", "))),
            )
        }
        PartnerMatch::Nobody(near) if near.is_empty() => {
            Err(not_found(format!("no partner {}", quoted(word)))
                .hint(mpp("status").and_words(" lists the partners")))
        }
        PartnerMatch::Nobody(near) => {
            let ids: Vec<String> = near.iter().map(|id| format!("`{id}`")).collect();
            Err(not_found(format!("no partner {}", quoted(word)))
                .hint(format!("did you mean {}?", ids.join(" or "))))
        }
    }
}

impl Context<'_> {
    /// The partner that a change is meant for. Off a terminal, the beginning of an id will not do: a script goes on for
    /// years, and the next partner to apply may have an id that begins like that, too.
    ///
    /// # Errors
    /// Nobody is meant, several could be, or only the beginning of an id was given off a terminal.
    pub fn partner_to_change(&self, book: &Book, word: &str) -> Result<PartnerId, Failure> {
        if let Some(partner) = book.named(word, EntryId::PENDING)? {
            return Ok(partner);
        }
        let partner = find_partner(book, word, EntryId::PENDING)?;
        let environment = self.environment;
        if environment.stdin_is_terminal && environment.stderr_is_terminal {
            return Ok(partner);
        }
        let message = format!(
            "no partner {}: it is only the beginning of `{partner}`",
            quoted(word)
        );
        Err(Failure::new(FailureKind::NotFound, message).hint(
            "off a terminal, what changes the book names a partner whole: by id, account alias, external id or name",
        ))
    }
}

/// The history of the partner that is meant, who had applied by the day that is asked for.
///
/// # Errors
/// Nobody is meant, several could be, or the partner was not in the program by then.
pub fn find_history(book: &Book, word: &str, as_of: AsOf) -> Result<History, Failure> {
    let partner = find_partner(book, word, as_of.known_at)?;
    let history = book.history(&partner, Scope::Partner, as_of.known_at)?;
    if history.at(as_of.day).participation.is_some() {
        return Ok(history);
    }
    let not_yet = Refusal::new(
        &partner,
        as_of.day,
        Why::NotInProgramYet { applied_on: None },
    );
    let not_yet = not_yet.knowing_first_day(history.first_application());
    Err(Failure::new(FailureKind::NotFound, not_yet.to_string()))
}

/// The product of a partner that is meant: by its id, or by its exact name.
///
/// # Errors
/// The partner has none.
pub fn find_product(history: &History, word: &str) -> Result<String, Failure> {
    if let Some(product) = Catalogue::of(history).meant(word) {
        return Ok(product.to_owned());
    }
    let partner = &history.partner;
    let failure = Failure::new(
        FailureKind::NotFound,
        format!("{partner} has no product {}", quoted(word)),
    );
    let latest = history.latest();
    Err(match nearest(word, latest.products.keys().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => {
            failure.hint(mpp(format!("product list {partner}")).and_words(" lists its products"))
        }
    })
}

/// A kind of fact that people name by entry and place.
pub(crate) struct FactKind {
    name: &'static str,
    /// The command that names those of a partner.
    named_by: &'static str,
    is_one: fn(&Fact) -> bool,
}

impl FactKind {
    pub(crate) const AWARD: Self = Self {
        name: "award",
        named_by: "history PARTNER",
        is_one: |fact| matches!(fact, Fact::Award(_)),
    };
    pub(crate) const REQUEST: Self = Self {
        name: "request",
        named_by: "requests PARTNER --all",
        is_one: |fact| matches!(fact, Fact::Request(_)),
    };
}

/// Finds the fact of a kind that is named by entry and place; of a partner if one was named.
///
/// # Errors
/// There is none, or the entry alone could mean several.
pub(crate) fn find_fact(
    book: &Book,
    partner: Option<PartnerId>,
    meant: FactRef,
    kind: &FactKind,
) -> Result<(PartnerId, FactId), Failure> {
    let FactKind {
        name,
        named_by,
        is_one,
    } = kind;
    let found: Vec<(PartnerId, FactId)> = book
        .facts_of_entry(meant.id().entry)?
        .into_iter()
        .filter(|(of, fact)| {
            is_one(&fact.fact) && partner.as_ref().is_none_or(|partner| partner == of)
        })
        .map(|(of, fact)| (of, fact.id))
        .filter(|(_, fact)| meant.means(*fact))
        .collect();
    let whose = partner.map_or_else(String::new, |partner| format!(" of {partner}"));
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(
            Failure::new(FailureKind::NotFound, format!("no {name} {meant}{whose}"))
                .hint(mpp(*named_by).and_words(format!(" names the {name}s of a partner"))),
        ),
        several => {
            let names: Vec<String> = several
                .iter()
                .take(8)
                .map(|(_, fact)| fact.to_string())
                .collect();
            Err(
                Failure::usage(format!("entry {meant} has more than one {name}{whose}"))
                    .hint(format!("one of {}", names.join(", "))),
            )
        }
    }
}

/// Makes sure that a word typed for an option is one of those it can be.
///
/// # Errors
/// It is none of them.
pub fn one_of(option: &str, word: Option<&str>, words: Vec<&str>) -> Result<(), Failure> {
    let Some(word) = word.filter(|word| !words.contains(word)) else {
        return Ok(());
    };
    let failure = Failure::usage(format!(
        "--{option} {}: it is one of {}",
        quoted(word),
        words.join(", ")
    ));
    Err(match nearest(word, words) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure,
    })
}
