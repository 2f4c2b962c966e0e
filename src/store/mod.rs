//! The book on disk: facts in and out of a database, in the domain's own types.

mod backup;
pub mod book;
mod chain;
mod chained;
mod door;
mod engine;
pub mod entries;
mod error;
mod facts;
pub mod find;
pub mod heads;
pub mod holds;
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
pub mod schema;
mod scratch;
pub mod sums;
mod tables;
pub mod verify;
pub mod walk;
pub mod work;
mod writer;

pub use book::Book;
pub use error::StoreError;
pub use recording::Recording;
pub use restore::{HeldBook, Staged, name_aside};
pub use scratch::{DraftBook, process_is_gone};

/// The digest that represents a contact person's data in the chain, in hexadecimal.
#[must_use]
pub fn contact_digest(person: &crate::domain::fact::Person) -> String {
    let data = [&*person.salt, &*person.name, &*person.email];
    chain::person_digest(data, chain::NOTHING_ADDED)
}

/// The versions that what is on the disk depends on: of the book's schema, and of the engine.
#[must_use]
pub fn versions() -> String {
    format!(
        "book schema {}\nSQLite {}",
        schema::VERSION,
        engine::version()
    )
}
