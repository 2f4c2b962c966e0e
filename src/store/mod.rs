//! The book on disk: facts in and out of a database, in the domain's own types.

mod backup;
pub mod book;
mod categories;
mod chain;
mod chained;
mod door;
mod engine;
pub(crate) mod entries;
mod error;
mod facts;
pub(crate) mod find;
pub(crate) mod heads;
pub(crate) mod holds;
mod indexes;
mod log;
mod path;
mod people;
mod readings;
mod recording;
pub mod reports;
mod reread;
mod restore;
mod rules;
pub(crate) mod schema;
mod scratch;
pub(crate) mod sums;
mod tables;
pub(crate) mod verify;
pub(crate) mod walk;
pub(crate) mod work;
mod writer;

pub use book::Book;
pub use error::StoreError;
pub(crate) use recording::Recording;
pub(crate) use restore::{HeldBook, Staged, name_aside};
pub(crate) use scratch::{DraftBook, process_is_gone};

/// The digest that represents a contact person's data in the chain, in hexadecimal.
#[must_use]
pub(crate) fn contact_digest(person: &crate::domain::fact::Person) -> String {
    let data = [&*person.salt, &*person.name, &*person.email];
    chain::person_digest(data, people::kept_phone(person))
}

/// The versions that what is on the disk depends on: of the book's schema, and of the engine.
#[must_use]
pub(crate) fn versions() -> String {
    format!(
        "book schema {}\nSQLite {}",
        schema::VERSION,
        engine::version()
    )
}
