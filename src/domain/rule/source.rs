//! What an item follows from, where no verdict decides it.

use super::refusal::{Missing, Refusal, Why};
use crate::domain::fact::ContentField;
use crate::domain::partner::history::History;
use crate::domain::partner::product::Product;
use crate::domain::partner::standing::Standing;
use crate::domain::partner::verdicts::ItemResult;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Checklist, Item, OnRecord, Program};
use crate::domain::value::day::Day;

/// What an item follows from, where no verdict decides it: a fact on record, or another item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The account alias.
    Alias,
    /// The content of a product.
    Content {
        /// The product, if there is one.
        product: Option<String>,
        /// The fields that its content lacks.
        fields: Vec<ContentField>,
    },
    /// The request that a product be published.
    Request {
        /// The product, if there is one.
        product: Option<String>,
    },
    /// The partner's item whose verdict counts for this one, too.
    Item(String),
}

/// Returns the fact that an item follows from, with what would supply it; `None` where a verdict decides.
#[must_use]
pub fn of_item(program: &Program, standing: &Standing<'_>, item: &Item) -> Option<Source> {
    let products = || standing.products.values();
    let first = |lacks: &dyn Fn(&Product<'_>) -> bool| {
        products()
            .find(|product| lacks(product))
            .or_else(|| products().next())
    };
    Some(match item.fulfilled_by? {
        OnRecord::AccountAlias => Source::Alias,
        OnRecord::ProductContent => {
            let fields = |product: &Product<'_>| product.content.missing(&program.product);
            let product = first(&|product| !fields(product).is_empty());
            Source::Content {
                fields: product.map(fields).unwrap_or_default(),
                product: product.map(|product| product.id.to_owned()),
            }
        }
        OnRecord::PublicationRequest => Source::Request {
            product: first(&|product| product.last_requested.is_none())
                .map(|product| product.id.to_owned()),
        },
    })
}

/// Says whether a verdict can decide an item by word.
///
/// VerdictInput when a verdict is given, not when it is replayed: older books hold such verdicts, and stay sound.
///
/// # Errors
/// Refuses an item that a fact on record fulfils, naming what supplies the fact.
pub fn allow_by_word(rules: &Rules, history: &History, on: Day, item: &str) -> Result<(), Refusal> {
    let program = rules.on(on);
    let item = program.item(item).map(|(_, item)| item);
    match item.and_then(|item| Some((item, of_item(program, &history.at(on), item)?))) {
        Some((item, from)) => {
            let why = Why::FollowsFromRecord {
                item: item.id.clone(),
                product: None,
                from,
            };
            Err(Refusal::new(&history.partner, on, why))
        }
        None => Ok(()),
    }
}

impl Missing {
    /// An item that is not settled by what was found of it.
    #[must_use]
    pub fn of(
        list: &Checklist,
        item: &Item,
        found: Option<ItemResult<'_>>,
        follows_from: Option<Source>,
    ) -> Self {
        Self {
            item: item.id.clone(),
            checklist: list.id.clone(),
            party: item.party,
            needs_evidence: item.evidence,
            follows_from,
            state: found.map(|found| found.kind),
        }
    }
}
