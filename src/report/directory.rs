//! The public directory: what is published, preferred placement first.

use super::tones;
use super::{AsOf, Block, PageOptions, Report, SCHEMA, words};
use crate::domain::fact::{ContentField, ProfileField};
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::program::versions::Rules;
use crate::domain::rule::tier;
use crate::domain::value::day::Day;
use crate::domain::value::quote::quoted;
use crate::output::{Cell, Column, Sheet};
use crate::store::sums::Density;
use crate::store::{Book, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The listings of the directory.
#[derive(Debug, Serialize)]
pub(crate) struct Directory {
    schema: u32,
    as_of: Day,
    /// What the program is called.
    program: String,
    listings: Vec<Listing>,
    categories: Vec<Category>,
    /// The one category that was asked for.
    #[serde(skip)]
    only: Option<String>,
}

#[derive(Debug, Serialize)]
struct Listing {
    partner: String,
    product: String,
    name: String,
    company: String,
    tier: Option<String>,
    placement: &'static str,
    categories: Vec<String>,
    short: Option<String>,
    version: Option<String>,
    website: Option<String>,
    published_on: Option<Day>,
}

/// A category with how many providers there are in it.
#[derive(Debug, Serialize)]
struct Category {
    category: String,
    listings: u64,
    candidates: u64,
    certified: u64,
}

const PREFERRED: &str = "preferred";
const STANDARD: &str = "standard";

impl Directory {
    /// What is listed on a day; of one category only, if it is given.
    pub(crate) fn of(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        only: Option<&str>,
    ) -> Result<Self, StoreError> {
        let mut listings = Vec::new();
        for partner in book.publishers(as_of.known_at)? {
            let history = book.history(&partner, Scope::Partner, as_of.known_at)?;
            listings.extend(listed(rules, &history, as_of));
        }
        let only = only.map(|only| meant(&listings, only));
        let only = only.as_deref();
        listings.retain(|listing: &Listing| {
            only.is_none_or(|only| listing.categories.iter().any(|category| category == only))
        });
        // "Preferred Placement On Lumen Cloud Website": those come first, then the name decides.
        listings.sort_by_cached_key(|listing| {
            let name = listing.name.to_lowercase();
            let place = listing.placement != PREFERRED;
            (
                place,
                name,
                listing.partner.clone(),
                listing.product.clone(),
            )
        });
        let densities = book.densities(as_of.day, as_of.known_at)?;
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            program: rules.on(as_of.day).name.clone(),
            categories: categories(&listings, &densities, only),
            listings,
            only: only.map(str::to_owned),
        })
    }
}

/// The category that is meant: capitals do not matter where there is none written just so.
fn meant(listings: &[Listing], only: &str) -> String {
    let mut all = listings.iter().flat_map(|listing| &listing.categories);
    let same = |category: &&String| category.to_lowercase() == only.to_lowercase();
    if all.clone().any(|category| category == only) {
        only.to_owned()
    } else {
        all.find(same).map_or(only, String::as_str).to_owned()
    }
}

fn listed(rules: &Rules, history: &History, as_of: AsOf) -> Vec<Listing> {
    let standing = history.at(as_of.day);
    let held = tier::held(rules, &standing);
    let about = &standing.about;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let listing = |(product, live): (
        &crate::domain::partner::product::Product<'_>,
        &crate::domain::partner::product::Content<'_>,
    )| Listing {
        partner: history.partner.to_string(),
        product: product.id.to_owned(),
        name: live.name.to_owned(),
        company: about.name.to_owned(),
        tier: held.map(|tier| tier.id.clone()),
        placement: if held.is_some_and(|tier| tier.preferred) {
            PREFERRED
        } else {
            STANDARD
        },
        categories: live.categories().map(str::to_owned).collect(),
        short: owned(live.get(ContentField::Short)),
        version: owned(live.get(ContentField::Version)),
        website: owned(about.get(ProfileField::Website)),
        published_on: product.published_on,
    };
    let products = standing.products.values();
    products
        .filter_map(|product| Some((product, product.live.as_ref()?)))
        .map(listing)
        .collect()
}

/// The categories of the listings in alphabetical order, each with its density.
fn categories(
    listings: &[Listing],
    densities: &BTreeMap<String, Density>,
    only: Option<&str>,
) -> Vec<Category> {
    let all = listings.iter().flat_map(|listing| &listing.categories);
    let names: BTreeSet<&String> = all
        .filter(|category| only.is_none_or(|only| *category == only))
        .collect();
    let category = |name: &String| {
        let density = densities.get(name).copied().unwrap_or_default();
        let within = |listing: &&Listing| listing.categories.contains(name);
        Category {
            category: name.clone(),
            listings: listings.iter().filter(within).count() as u64,
            candidates: density.candidates,
            certified: density.certified,
        }
    };
    names.into_iter().map(category).collect()
}

impl Report for Directory {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("partner"),
            Column::word("product"),
            Column::text("name"),
            Column::text("company"),
            Column::word("tier"),
            Column::word("placement"),
            Column::text("categories"),
            Column::text("short"),
            Column::word("version"),
            Column::text("website"),
            Column::day("published_on"),
        ];
        let mut sheet = Sheet::new(columns);
        for listing in &self.listings {
            sheet.row([
                Cell::from(listing.partner.as_str()),
                listing.product.as_str().into(),
                listing.name.as_str().into(),
                listing.company.as_str().into(),
                tones::tier(listing.tier.as_deref()),
                listing.placement.into(),
                listing.categories.clone().into(),
                listing.short.as_deref().into(),
                listing.version.as_deref().into(),
                listing.website.as_deref().into(),
                listing.published_on.into(),
            ]);
        }
        sheet
    }

    /// Category by category; a product with several categories is in each.
    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.listings.is_empty() {
            let under = self.only.as_ref();
            let under = under.map_or_else(String::new, |only| format!(" under {}", quoted(only)));
            return vec![Block::Line(format!("nothing is published{under}"))];
        }
        let mut page = Vec::new();
        for category in &self.categories {
            if !page.is_empty() {
                page.push(Block::Gap);
            }
            let count = |n: u64, one: &str| words::count(i64::try_from(n).unwrap_or(i64::MAX), one);
            page.push(Block::Title(category.category.clone()));
            page.push(Block::Line(format!(
                "{}; providers in the category: {} certified, {}",
                count(category.listings, "listing"),
                category.certified,
                count(category.candidates, "candidate"),
            )));
            let within = |listing: &&Listing| listing.categories.contains(&category.category);
            page.push(as_table(self.listings.iter().filter(within)));
        }
        let mut without = self
            .listings
            .iter()
            .filter(|listing| listing.categories.is_empty())
            .peekable();
        if without.peek().is_some() {
            if !page.is_empty() {
                page.push(Block::Gap);
            }
            page.push(Block::Title("Without a category".to_owned()));
            page.push(as_table(without));
        }
        page
    }
}

/// Listings as people read them.
fn as_table<'l>(listings: impl Iterator<Item = &'l Listing>) -> Block {
    let mut sheet = Sheet::new([
        Column::text("name"),
        Column::text("company"),
        Column::word("tier"),
        Column::word("placement").spare(),
        Column::text("short").titled("What it does"),
    ]);
    for listing in listings {
        sheet.row([
            Cell::from(listing.name.as_str()),
            listing.company.as_str().into(),
            tones::tier(listing.tier.as_deref()),
            Some(listing.placement)
                .filter(|place| *place == PREFERRED)
                .into(),
            listing.short.as_deref().into(),
        ]);
    }
    Block::Sheet(sheet)
}
