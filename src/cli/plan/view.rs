use crate::cli::args::refs::PartnerRef;
use crate::cli::context::find::{find_history, find_partner};
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::partner::history::History;
use crate::domain::program::versions::Rules;
use crate::domain::value::id::PartnerId;
use crate::report::{AsOf, Report};
use crate::store::{Book, StoreError};

/// The book from the point of view that a report is asked for.
pub(crate) struct View<'c> {
    pub(crate) context: &'c Context<'c>,
    pub(crate) book: Book,
    pub(crate) as_of: AsOf,
}

impl View<'_> {
    /// Returns the rules as they are known.
    pub(crate) fn rules(&self) -> Result<Rules, StoreError> {
        self.book.rules(self.as_of.known_at)
    }

    /// Finds the partner that is meant.
    ///
    /// # Errors
    /// Nobody is, or several could be.
    pub(crate) fn partner(&self, word: &PartnerRef) -> Result<PartnerId, Failure> {
        find_partner(&self.book, word.as_str(), self.as_of.known_at)
    }

    /// Finds the partner that is meant, if one was named.
    ///
    /// # Errors
    /// Nobody is meant, or several could be.
    pub(crate) fn partner_if_named(
        &self,
        word: Option<&PartnerRef>,
    ) -> Result<Option<PartnerId>, Failure> {
        word.map(|word| self.partner(word)).transpose()
    }

    /// Returns the history of the partner that is meant.
    ///
    /// # Errors
    /// Nobody is meant, several could be, or the partner was not in the program by then.
    pub(crate) fn history(&self, word: &PartnerRef) -> Result<History, Failure> {
        find_history(&self.book, word.as_str(), self.as_of)
    }

    /// Prints a report.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn print(&self, report: &impl Report) -> Result<Ending, Failure> {
        self.context.screen.print(report)?;
        Ok(Ending::Done)
    }
}
