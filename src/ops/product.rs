//! Products, from commands and from files.

use super::bad_values::{BadValue, BadValues};
use super::import::{
    Batch, Duplicate, EarlierRows, Import, PartnerLookup, RowError, RowOutcome, SKIP_OR_UPDATE,
    earlier_row, settle_duplicate,
};
use super::values;
use crate::domain::decide::request::Request;
use crate::domain::fact::{ContentField, Described, Fact, ProductName};
use crate::domain::partner::history::History;
use crate::domain::partner::scope::Scope;
use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::domain::value::name::clean_name;
use crate::rows::{FileColumn, Row, Takes};
use std::collections::BTreeMap;

/// What separates several categories or features in a file.
const BETWEEN: char = ';';

/// The column, and the option, of a field.
#[must_use]
pub(crate) fn column_of(field: ContentField) -> &'static str {
    match field {
        ContentField::Categories => "category",
        other => other.name(),
    }
}

/// A display name with its key.
pub(crate) fn name(text: &str) -> Result<ProductName, BadValue> {
    let text = clean_name(text).map_err(|reason| BadValue::new("name", text, reason))?;
    Ok(ProductName::of(text))
}

/// A field of the content; an empty text clears it.
pub(crate) fn field(field: ContentField, text: &str) -> Result<String, BadValue> {
    let column = column_of(field);
    match field {
        ContentField::Categories | ContentField::Features => list(column, text.split(BETWEEN)),
        ContentField::Eula | ContentField::Demo => values::address(column, text),
        ContentField::Full | ContentField::Support | ContentField::Pricing => {
            values::text(column, Some(text)).map(Option::unwrap_or_default)
        }
        ContentField::Version
        | ContentField::Kind
        | ContentField::Short
        | ContentField::Evidence => values::line(column, Some(text)).map(Option::unwrap_or_default),
    }
}

/// A list as it is kept: one thing on each line, none twice.
pub(crate) fn list<'t>(
    column: &'static str,
    texts: impl IntoIterator<Item = &'t str>,
) -> Result<String, BadValue> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        let line = values::line(column, Some(text))?.unwrap_or_default();
        if !line.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    Ok(lines.join("\n"))
}

/// Returns the id of the product of a row: of this name, or brought under it and renamed since.
fn known_product(history: &History, name: &ProductName) -> Option<String> {
    let latest = history.latest();
    let mut products = latest.products.values();
    let now = products.find(|product| product.key() == name.key);
    let renamed_since = || {
        let mut earlier = history.facts().iter().filter_map(|fact| match &fact.fact {
            Fact::Product(earlier) if earlier.imported => Some(earlier),
            _ => None,
        });
        earlier
            .find(|earlier| {
                earlier
                    .name
                    .as_ref()
                    .is_some_and(|earlier| earlier.key == name.key)
            })
            .map(|earlier| earlier.product.clone())
    };
    now.map(|product| product.id.to_owned())
        .or_else(renamed_since)
}

/// An import of products.
pub(crate) struct ProductImport {
    default_on: Day,
    lookup: PartnerLookup,
    earlier: EarlierRows,
}

impl ProductImport {
    /// Begins an import; the day holds where a row has none.
    #[must_use]
    pub(crate) fn new(default_on: Day) -> Self {
        Self {
            default_on,
            lookup: PartnerLookup::default(),
            earlier: EarlierRows::default(),
        }
    }
}

impl Import for ProductImport {
    fn columns(&self) -> Vec<FileColumn> {
        let content = ContentField::ALL.iter().map(|field| {
            let column = FileColumn::optional(column_of(*field));
            match field {
                ContentField::Version => column.taking(Takes::Code),
                field if field.is_list() => column.taking(Takes::List),
                _ => column,
            }
        });
        [
            FileColumn::required("partner").taking(Takes::Code),
            FileColumn::required("name"),
            FileColumn::optional("on"),
        ]
        .into_iter()
        .chain(content)
        .collect()
    }

    fn import_row(&mut self, batch: &mut Batch<'_>, row: &Row) -> Result<RowOutcome, RowError> {
        let on_duplicate = batch.on_duplicate();
        let writer = batch.writer();
        let mut bad = BadValues::of(row);
        let partner = bad.found(self.lookup.find(writer, row))?;
        let given_on = values::given_day("on", row.get("on"), writer.today());
        let given_on = bad.check(given_on);
        let name = bad.check(name(row.get("name").unwrap_or_default()).map(Some));
        let mut content = BTreeMap::new();
        for &of in ContentField::ALL {
            if let Some(text) = row.get(column_of(of)) {
                content.insert(of, bad.check(field(of, text)));
            }
        }
        let (partner, name) = bad.require(partner.zip(name))?;
        let history = writer
            .book()
            .history(&partner, Scope::WithoutPoints, EntryId::PENDING)?;
        let known = known_product(&history, &name);
        let key = known.as_ref().unwrap_or(&name.key);
        let earlier = self.earlier.remember(&partner, key, row.line());
        let described = Described {
            product: known.clone().unwrap_or_default(),
            name: Some(name),
            content,
            imported: true,
        };
        let Some(known) = known else {
            let request = Request::AddProduct(described);
            let on = given_on.unwrap_or(self.default_on);
            let change = writer.apply_with_history(&history, on, &request)?;
            let added = change.fact(|fact| match fact {
                Fact::Product(described) => Some(described.product.clone()),
                _ => None,
            });
            let added = added.unwrap_or_default();
            self.earlier.remember(&partner, &added, row.line());
            return Ok(RowOutcome::Recorded(partner));
        };
        let other = differences(&history, &described);
        let what = other.join(", ");
        let contradiction = earlier.map(|line| {
            let earlier = earlier_row(Some(line));
            let reason = format!(
                "{earlier} is the same product ({known} of {partner}), with other content ({what})"
            );
            BadValue::new("name", "", reason).into()
        });
        let refusal = || {
            RowError::because(format!(
                "{known} of {partner} is there already with other content ({what}){SKIP_OR_UPDATE}"
            ))
        };
        match settle_duplicate(other.is_empty(), contradiction, on_duplicate, refusal)? {
            Duplicate::Settled(outcome) => Ok(outcome),
            Duplicate::Replace => {
                let added_on = history.latest().products[known.as_str()].added_on;
                let on = given_on.filter(|on| *on > added_on);
                let on = on.unwrap_or(self.default_on);
                let request = Request::EditProduct(described);
                let recorded = writer.apply_count(&history, on, &request)?;
                Ok(RowOutcome::of_count(recorded, partner))
            }
        }
    }
}

/// The columns in which a row says something else than what an addition or a file last brought of the product; a later
/// edit by hand is no difference, nor is what says just what is on record.
fn differences(history: &History, described: &Described) -> Vec<&'static str> {
    let mut imported = Described::default();
    for fact in history.facts() {
        if let Fact::Product(earlier) = &fact.fact
            && earlier.imported
            && earlier.product == described.product
        {
            imported.name = earlier.name.clone().or(imported.name);
            imported.content.extend(earlier.content.clone());
        }
    }
    let latest = history.latest();
    let now = latest.products.get(described.product.as_str());
    let now = now
        .map(|product| product.content.clone())
        .unwrap_or_default();
    let mut other = Vec::new();
    if let Some(name) = &described.name {
        let imported = imported.name.as_ref().map_or("", |name| &name.text);
        if name.text != imported && name.text != now.name {
            other.push("name");
        }
    }
    let differs = |(field, text): &(&ContentField, &String)| {
        let imported = imported.content.get(*field).map_or("", String::as_str);
        text.as_str() != imported && text.as_str() != now.get(**field).unwrap_or("")
    };
    let fields = described.content.iter().filter(differs);
    other.extend(fields.map(|(field, _)| column_of(*field)));
    other
}
