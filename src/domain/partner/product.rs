//! Products as they are on a day: their content and their state.

use super::records::ItemRecords;
use super::standing::Standing;
use super::verdicts::ItemResult;
use crate::domain::fact::{ContentField, Described, PublicationStep, Verdict};
use crate::domain::program::ProductRule;
use crate::domain::value::day::Day;
use crate::domain::value::id::FactId;
use crate::domain::value::named::named;
use std::collections::BTreeMap;

/// A product on a day.
#[derive(Debug, Clone)]
pub struct Product<'h> {
    /// Its id, unique for its partner.
    pub id: &'h str,
    /// The day from which it is known.
    pub added_on: Day,
    /// Its descriptions, in order.
    descriptions: Vec<(FactId, &'h Described)>,
    /// The current content.
    pub content: Content<'h>,
    /// The content that is listed, while it is.
    pub live: Option<Content<'h>>,
    /// The day it was published last, while it is listed.
    pub published_on: Option<Day>,
    /// Since when its publication is requested, while that waits.
    pub requested: Option<(Day, FactId)>,
    /// When its publication was requested last in this participation.
    pub last_requested: Option<(Day, FactId)>,
    /// The day of its first publication: from then on its name is fixed.
    pub first_published: Option<Day>,
    /// The version that was published last, if it had one.
    published_version: Option<&'h str>,
    /// The day from which it has another version than that, once it was published.
    pub new_version_on: Option<Day>,
    /// The verdicts on its own copy of the checklists.
    pub verdicts: BTreeMap<&'h str, ItemResult<'h>>,
    /// The values recorded of their items.
    pub records: ItemRecords<'h>,
}

/// What a product is shown with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content<'h> {
    /// Its display name.
    pub name: &'h str,
    /// The fields that are filled in.
    pub fields: BTreeMap<ContentField, &'h str>,
}

/// The state of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProductState {
    /// Its content is not complete.
    Draft,
    /// Its content is complete.
    ContentComplete,
    /// Its publication is requested.
    Requested,
    /// It is listed in the directory.
    Published,
    /// It was listed once.
    Unpublished,
}
named!(ProductState, ProductState::Draft => "draft", ProductState::ContentComplete => "content-complete", ProductState::Requested => "requested",
    ProductState::Published => "published", ProductState::Unpublished => "unpublished");

impl<'h> Content<'h> {
    fn of(descriptions: impl Iterator<Item = &'h Described>) -> Self {
        let mut content = Self::default();
        for described in descriptions {
            content.learn(described);
        }
        content
    }

    fn learn(&mut self, described: &'h Described) {
        if let Some(name) = &described.name {
            self.name = &name.text;
        }
        for (field, text) in &described.content {
            if text.is_empty() {
                self.fields.remove(field)
            } else {
                self.fields.insert(*field, text)
            };
        }
    }

    /// Returns the text of a field, if it is filled in.
    #[must_use]
    pub fn get(&self, field: ContentField) -> Option<&'h str> {
        self.fields.get(&field).copied()
    }

    /// The categories it is listed under.
    pub fn categories(&self) -> impl Iterator<Item = &'h str> + use<'h> {
        self.get(ContentField::Categories).unwrap_or("").lines()
    }

    /// The fields that the program asks for and that are empty.
    #[must_use]
    pub fn missing(&self, rule: &ProductRule) -> Vec<ContentField> {
        let empty = |field: &ContentField| !self.fields.contains_key(field);
        rule.required.iter().copied().filter(empty).collect()
    }
}

impl<'h> Product<'h> {
    /// A product that becomes known.
    #[must_use]
    pub fn new(on: Day, id: FactId, described: &'h Described) -> Self {
        let mut product = Self {
            id: &described.product,
            added_on: on,
            descriptions: Vec::new(),
            content: Content::default(),
            live: None,
            published_on: None,
            requested: None,
            last_requested: None,
            first_published: None,
            published_version: None,
            new_version_on: None,
            verdicts: BTreeMap::new(),
            records: ItemRecords::default(),
        };
        product.learn(on, id, described);
        product
    }

    /// Adds a description.
    pub fn learn(&mut self, on: Day, id: FactId, described: &'h Described) {
        self.descriptions.push((id, described));
        let before = self.content.get(ContentField::Version);
        self.content.learn(described);
        let version = self.content.get(ContentField::Version);
        if version != before {
            let is_new = self.first_published.is_some() && version != self.published_version;
            self.new_version_on = is_new.then_some(on);
        }
    }

    /// Takes note of a verdict; a later one on the same item replaces it.
    pub fn judge(&mut self, on: Day, id: FactId, verdict: &'h Verdict) {
        self.verdicts
            .insert(&verdict.item, ItemResult::of_verdict(on, id, verdict));
    }

    /// Takes a step. What is listed is the content as it was known then: a later description, even if for an earlier
    /// day, waits for the next publication.
    pub fn step(&mut self, on: Day, id: FactId, step: PublicationStep) {
        match step {
            PublicationStep::Requested => {
                self.requested = Some((on, id));
                self.last_requested = self.requested;
            }
            PublicationStep::Published => {
                let known = self.descriptions.iter().filter(|(at, _)| *at < id);
                let live = Content::of(known.map(|(_, described)| *described));
                self.published_version = live.get(ContentField::Version);
                if self.published_version == self.content.get(ContentField::Version) {
                    self.new_version_on = None;
                }
                self.live = Some(live);
                self.published_on = Some(on);
                self.first_published = self.first_published.or(Some(on));
                self.requested = None;
            }
            PublicationStep::Unpublished => self.leave(),
        }
    }

    /// Leaves the directory: taken out of it, or with the end of the participation.
    pub fn leave(&mut self) {
        self.live = None;
        self.published_on = None;
        self.requested = None;
    }

    /// A new participation keeps the product; what was found of it begins afresh.
    pub fn begin_afresh(&mut self) {
        self.leave();
        self.last_requested = None;
        self.verdicts.clear();
        self.records.clear();
    }

    /// Returns the part of a description that is new, if any.
    #[must_use]
    pub fn news(&self, described: &Described) -> Option<Described> {
        let is_new = |(field, text): &(&ContentField, &String)| {
            self.content.get(**field).unwrap_or("") != text.as_str()
        };
        let news = Described {
            product: described.product.clone(),
            name: described
                .name
                .clone()
                .filter(|name| name.text != self.content.name),
            content: described
                .content
                .iter()
                .filter(is_new)
                .map(|(field, text)| (*field, text.clone()))
                .collect(),
            imported: described.imported,
        };
        (news.name.is_some() || !news.content.is_empty()).then_some(news)
    }

    /// Returns its state.
    #[must_use]
    pub fn state(&self, rule: &ProductRule) -> ProductState {
        let complete = self.content.missing(rule).is_empty();
        match () {
            () if self.live.is_some() => ProductState::Published,
            () if complete && self.requested.is_some() => ProductState::Requested,
            () if self.first_published.is_some() => ProductState::Unpublished,
            () if complete => ProductState::ContentComplete,
            () => ProductState::Draft,
        }
    }

    /// Since when a request for its publication waits for the marketplace: not while the provider has to complete the
    /// content first.
    #[must_use]
    pub fn waits_since(&self, rule: &ProductRule) -> Option<Day> {
        let complete = self.content.missing(rule).is_empty();
        self.requested.filter(|_| complete).map(|(on, _)| on)
    }

    /// Whether it was edited since it was published; the edits wait for the next publication.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.live.as_ref().is_some_and(|live| *live != self.content)
    }

    /// The name it is known by: the listed one while it is listed.
    #[must_use]
    pub fn name(&self) -> &'h str {
        self.live.as_ref().unwrap_or(&self.content).name
    }

    /// Returns the key of its current name.
    #[must_use]
    pub fn key(&self) -> &'h str {
        let names = self.descriptions.iter().rev();
        let mut keys =
            names.filter_map(|(_, described)| Some(described.name.as_ref()?.key.as_str()));
        keys.next().unwrap_or("")
    }

    /// The kind of solution: its own, else its partner's.
    #[must_use]
    pub fn kind(&self, standing: &Standing<'h>) -> Option<&'h str> {
        self.content
            .get(ContentField::Kind)
            .or(standing.about.kind())
    }
}
