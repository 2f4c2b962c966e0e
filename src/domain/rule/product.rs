//! Products: their content and their state.

use super::profile;
use super::refusal::{Refusal, Why};
use crate::domain::fact::{ContentField, Described, Fact};
use crate::domain::partner::history::History;
use crate::domain::partner::product::Product;
use crate::domain::partner::scope::Scope;
use crate::domain::partner::standing::Standing;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;

/// Says whether a product exists, whatever the day: reports may be older than what was recorded of it.
///
/// # Errors
/// The partner has no such product.
pub fn exists(history: &History, on: Day, product: &str) -> Result<(), Refusal> {
    history.expect(Scope::Products);
    let described =
        |fact: &Fact| matches!(fact, Fact::Product(described) if described.product == product);
    if history.facts().iter().any(|fact| described(&fact.fact)) {
        return Ok(());
    }
    Err(Refusal::new(
        &history.partner,
        on,
        Why::UnknownProduct {
            product: product.to_owned(),
        },
    ))
}

/// The product of this id on the standing's day.
///
/// # Errors
/// There is none, or it was added for a later day.
pub fn known<'s, 'h>(
    history: &History,
    standing: &'s Standing<'h>,
    product: &str,
) -> Result<&'s Product<'h>, Refusal> {
    standing.products.get(product).ok_or_else(|| {
        let product = product.to_owned();
        let why = match history.latest().products.get(product.as_str()) {
            Some(later) => Why::ProductNotYet {
                added_on: later.added_on,
                product,
            },
            None => Why::UnknownProduct { product },
        };
        Refusal::new(&history.partner, standing.day, why)
    })
}

/// Checks the description of a product.
///
/// # Errors
/// Refuses it for a partner whose participation is not running, a name that another product of the partner has, a
/// new name for a product that was published, a kind the program does not have and a short description that is too
/// long.
pub fn allow_described(
    rules: &Rules,
    history: &History,
    on: Day,
    described: &Described,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    let program = rules.on(on);
    let then = history.at(on);
    if then.running().is_none() {
        return refuse(Why::not_running(&then));
    }
    let latest = history.latest();
    let own = latest.products.get(described.product.as_str());
    if let Some(name) = &described.name {
        let namesake = latest
            .products
            .values()
            .find(|other| other.id != described.product && other.key() == name.key);
        if let Some(other) = namesake {
            return refuse(Why::ProductNameTaken {
                name: name.text.clone(),
                product: other.id.to_owned(),
            });
        }
        if let Some(since) = own.and_then(|own| own.first_published)
            && own.is_some_and(|own| own.content.name != name.text)
        {
            return refuse(Why::ProductNameFixed {
                product: described.product.clone(),
                since,
            });
        }
    } else {
        known(history, &then, &described.product)?;
    }
    let text = |field| {
        described
            .content
            .get(&field)
            .filter(|text| !text.is_empty())
    };
    if let Some(kind) = text(ContentField::Kind) {
        let kinds: Vec<String> = program.kinds.iter().map(|kind| kind.id.clone()).collect();
        if !kinds.contains(kind) {
            return refuse(Why::UnknownKind {
                kind: kind.clone(),
                kinds,
            });
        }
    }
    for category in text(ContentField::Categories)
        .map_or("", String::as_str)
        .lines()
    {
        let field = ContentField::Categories.name();
        profile::listed(field, category, &program.categories)
            .map_err(|why| Refusal::new(&history.partner, on, why))?;
    }
    if let Some(short) = text(ContentField::Short) {
        let (characters, most) = (short.chars().count(), program.product.short_characters);
        if characters > most {
            return refuse(Why::ShortTooLong { characters, most });
        }
    }
    Ok(())
}

/// A free id for a product: made from its name, with a number where another of the partner's has it.
#[must_use]
pub fn free_id(history: &History, name: &str) -> String {
    let latest = history.latest();
    let made = PartnerId::from_name(name);
    let numbered = (1..).map(|n| match &made {
        Some(id) if n == 1 => id.clone(),
        Some(id) => id.suffixed(n),
        None => PartnerId::numbered_product(n),
    });
    let mut free = numbered.filter(|id| !latest.products.contains_key(id.as_str()));
    free.next().map_or_else(String::new, |id| id.to_string())
}
