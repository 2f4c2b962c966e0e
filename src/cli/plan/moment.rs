use crate::cli::args::refs::{PartnerRef, ProductRef};
use crate::cli::context::Context;
use crate::cli::context::find::find_product;
use crate::cli::terminal::error::Failure;
use crate::domain::partner::scope::Scope;
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::store::Book;

/// The moment at which a change is asked for.
pub(crate) struct Moment<'m> {
    pub(crate) context: &'m Context<'m>,
    /// The book, as it is.
    pub(crate) book: &'m Book,
    /// The day from which the change holds: the one that was typed, or today.
    pub(crate) on: Day,
    /// Whether that day was typed.
    pub(crate) typed_on: bool,
}

impl Moment<'_> {
    /// Finds the partner that is meant.
    ///
    /// # Errors
    /// Nobody is meant, several could be, or only the beginning of an id was given off a terminal.
    pub(crate) fn partner(&self, word: &PartnerRef) -> Result<PartnerId, Failure> {
        self.context.partner_to_change(self.book, word.as_str())
    }

    /// Finds the product that is meant, by its id.
    ///
    /// # Errors
    /// The partner has none.
    pub(crate) fn product(
        &self,
        partner: &PartnerId,
        word: &ProductRef,
    ) -> Result<String, Failure> {
        let history = self
            .book
            .history(partner, Scope::Products, EntryId::PENDING)?;
        find_product(&history, word.as_str())
    }

    /// Returns the day that was typed, or else the one that what is recorded has by itself.
    pub(crate) fn on_or(&self, own: Day) -> Day {
        if self.typed_on { self.on } else { own }
    }
}
