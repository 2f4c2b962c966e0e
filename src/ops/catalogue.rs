//! Which product a word means: one of a partner's, by its id or its exact name.

use super::bad_values::BadValue;
use super::change::Writer;
use super::import::RowError;
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::name::name_key;
use crate::rows::Row;
use crate::store::StoreError;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The products of one partner, by what they are called.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// By id, and by the key of the name.
    products: HashMap<String, String>,
}

impl Catalogue {
    /// The products that a partner has by all that is known.
    #[must_use]
    pub(crate) fn of(history: &History) -> Self {
        let latest = history.latest();
        let names = latest.products.values();
        let names = names.map(|product| (product.key().to_owned(), product.id.to_owned()));
        let mut products: HashMap<String, String> = names.collect();
        // An id goes before another product's name.
        let ids = latest.products.keys();
        products.extend(ids.map(|id| ((*id).to_owned(), (*id).to_owned())));
        Self { products }
    }

    /// The product that is meant by a word.
    #[must_use]
    pub(crate) fn meant(&self, word: &str) -> Option<&str> {
        let by_name = || self.products.get(&name_key(word));
        let meant = self.products.get(word).or_else(by_name);
        meant.map(String::as_str)
    }
}

/// The products that the rows of a file name, remembered: a file names the same ones over and over.
#[derive(Debug, Default)]
pub(super) struct ProductLookup {
    known: HashMap<PartnerId, Known>,
    remembered: usize,
}

#[derive(Debug)]
struct Known {
    history: History,
    catalogue: Catalogue,
    /// What words have been found to mean.
    words: HashMap<String, Option<String>>,
}

/// How many words are remembered at once.
const REMEMBERED: usize = 1 << 17;

impl ProductLookup {
    /// Finds the product a row names, by its id or its exact name.
    pub(super) fn find(
        &mut self,
        writer: &Writer<'_>,
        partner: &PartnerId,
        row: &Row,
    ) -> Result<String, RowError> {
        let word = row.get("product").unwrap_or_default();
        let known = self.known.get(partner);
        let meant = match known.and_then(|known| known.words.get(word)) {
            Some(meant) => meant.clone(),
            None => self.look_up(writer, partner, word)?,
        };
        meant.ok_or_else(|| {
            let reason = format!("{partner} has no product of this id or name");
            BadValue::new("product", word, reason).into()
        })
    }

    /// Returns a partner's history with its products.
    pub(super) fn history(
        &mut self,
        writer: &Writer<'_>,
        partner: &PartnerId,
    ) -> Result<&History, StoreError> {
        if !self.known.contains_key(partner) {
            self.known(writer, partner)?;
        }
        Ok(&self.known[partner].history)
    }

    fn look_up(
        &mut self,
        writer: &Writer<'_>,
        partner: &PartnerId,
        word: &str,
    ) -> Result<Option<String>, StoreError> {
        if self.remembered >= REMEMBERED {
            (self.remembered, self.known) = (0, HashMap::new());
        }
        self.remembered += 1;
        let known = self.known(writer, partner)?;
        let meant = known.catalogue.meant(word).map(str::to_owned);
        known.words.insert(word.to_owned(), meant.clone());
        Ok(meant)
    }

    fn known(
        &mut self,
        writer: &Writer<'_>,
        partner: &PartnerId,
    ) -> Result<&mut Known, StoreError> {
        match self.known.entry(partner.clone()) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => {
                let book = writer.book();
                let history = book.history(partner, Scope::Products, EntryId::PENDING)?;
                Ok(unknown.insert(Known {
                    catalogue: Catalogue::of(&history),
                    words: HashMap::new(),
                    history,
                }))
            }
        }
    }
}
