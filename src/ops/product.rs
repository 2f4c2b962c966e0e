//! Products: what is said of them, from commands and from files, and who is meant by a word.

use super::bad_values::BadValues;
use super::batch::{LEAVES_OR_TAKES, Named, NotTaken, Seen, Taken, earlier_row};
use super::change::Writer;
use super::company::{self, BadValue};
use crate::domain::decide::request::Request;
use crate::domain::fact::{Described, Fact, Field, ProductName};
use crate::domain::partner::history::History;
use crate::domain::value::day::Day;
use crate::domain::value::name::clean_name;
use crate::domain::value::on_duplicate::OnDuplicate;
use crate::rows::{Column, Row, Takes};
use std::collections::BTreeMap;

/// The columns of a file of products.
pub const COLUMNS: &[Column] = &[
    Column::required("partner").taking(Takes::Code),
    Column::required("name"),
    Column::optional("version").taking(Takes::Code),
    Column::optional("kind"),
    Column::optional("category").taking(Takes::List),
    Column::optional("short"),
    Column::optional("full"),
    Column::optional("features").taking(Takes::List),
    Column::optional("eula"),
    Column::optional("support"),
    Column::optional("pricing"),
    Column::optional("demo"),
    Column::optional("evidence"),
    Column::optional("on"),
];

/// What separates several categories or features in a file.
const BETWEEN: char = ';';

/// The column, and the option, of a field.
#[must_use]
pub fn column_of(field: Field) -> &'static str {
    match field {
        Field::Categories => "category",
        other => other.name(),
    }
}

/// A display name with its key.
///
/// # Errors
/// It is no name.
pub fn name(text: &str) -> Result<ProductName, BadValue> {
    let text = clean_name(text).map_err(|reason| BadValue::new("name", text, reason))?;
    Ok(ProductName::of(text))
}

/// A field of the content; an empty text clears it.
///
/// # Errors
/// The text will not do for the field.
pub fn field(field: Field, text: &str) -> Result<String, BadValue> {
    let column = column_of(field);
    match field {
        Field::Categories | Field::Features => list(column, text.split(BETWEEN)),
        Field::Eula | Field::Demo => company::address(column, text),
        Field::Full | Field::Support | Field::Pricing => {
            company::text(column, Some(text)).map(Option::unwrap_or_default)
        }
        Field::Version | Field::Kind | Field::Short | Field::Evidence => {
            company::line(column, Some(text)).map(Option::unwrap_or_default)
        }
    }
}

/// A list as it is kept: one thing on each line, none twice.
///
/// # Errors
/// One of them is too long, or holds what must not stand in it.
pub fn list<'t>(
    column: &'static str,
    texts: impl IntoIterator<Item = &'t str>,
) -> Result<String, BadValue> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        let line = company::line(column, Some(text))?.unwrap_or_default();
        if !line.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    Ok(lines.join("\n"))
}

/// The product of a row: of this name, or brought under it and renamed since.
fn of_row(history: &History, name: &ProductName) -> Option<String> {
    let latest = history.latest();
    let mut products = latest.products.values();
    let now = products.find(|product| product.key() == name.key);
    let brought = || {
        let mut said = history.facts().iter().filter_map(|fact| match &fact.fact {
            Fact::Product(said) if said.brought => Some(said),
            _ => None,
        });
        said.find(|said| said.name.as_ref().is_some_and(|said| said.key == name.key))
            .map(|said| said.product.clone())
    };
    now.map(|product| product.id.to_owned()).or_else(brought)
}

/// The products a file has told of so far: of two rows of one file that exclude each other the first stands.
#[derive(Debug, Default)]
pub struct Told {
    named: Named,
    seen: Seen,
}

/// Takes a row of a file of products.
///
/// # Errors
/// A value will not do, the rules refuse it, or the book cannot be written.
pub fn row(
    told: &mut Told,
    writer: &mut Writer<'_>,
    row: &Row,
    on_duplicate: OnDuplicate,
    default_on: Day,
) -> Result<Taken, NotTaken> {
    let mut bad = BadValues::of(row);
    let partner = bad.found(told.named.partner(writer, row))?;
    let given_on = company::given_day("on", row.get("on"), writer.today());
    let given_on = bad.check(given_on);
    let name = bad.check(name(row.get("name").unwrap_or_default()).map(Some));
    let mut content = BTreeMap::new();
    for &of in Field::ALL {
        if let Some(text) = row.get(column_of(of)) {
            content.insert(of, bad.check(field(of, text)));
        }
    }
    let (partner, name) = bad.settled_with(partner.zip(name))?;
    let history = writer.book().history_but_points(&partner)?;
    let known = of_row(&history, &name);
    let id = known.clone().unwrap_or_default();
    let again = told
        .seen
        .again(&partner, known.as_ref().unwrap_or(&name.key), row.line());
    let described = Described {
        product: id,
        name: Some(name),
        content,
        brought: true,
    };
    let Some(known) = known else {
        let request = Request::AddProduct { described };
        let on = given_on.unwrap_or(default_on);
        let change = writer.ask_knowing(&history, on, &request)?;
        let added = change.fact(|fact| match fact {
            Fact::Product(said) => Some(said.product.clone()),
            _ => None,
        });
        told.seen
            .again(&partner, &added.unwrap_or_default(), row.line());
        return Ok(Taken::Recorded(partner));
    };
    let other = differences(&history, &described);
    if other.is_empty() {
        return Ok(Taken::Unchanged);
    }
    let what = other.join(", ");
    if again.is_some() {
        let earlier = earlier_row(again);
        let reason = format!(
            "{earlier} is the same product ({known} of {partner}), with other content ({what})"
        );
        return Err(BadValue::new("name", "", reason).into());
    }
    match on_duplicate {
        OnDuplicate::Skip => Ok(Taken::Skipped),
        OnDuplicate::Update => {
            let added_on = history.latest().products[known.as_str()].added_on;
            let on = given_on.filter(|on| *on > added_on);
            let request = Request::EditProduct { described };
            let recorded = writer.ask_briefly(&history, on.unwrap_or(default_on), &request)?;
            Ok(if recorded > 0 {
                Taken::Recorded(partner)
            } else {
                Taken::Unchanged
            })
        }
        OnDuplicate::Refuse => Err(NotTaken::because(format!(
            "{known} of {partner} is there already with other content ({what}){LEAVES_OR_TAKES}"
        ))),
    }
}

/// The columns in which a row says something else than what an addition or a file last brought of the product; a later
/// edit by hand is no difference, nor is what says just what is on record.
fn differences(history: &History, described: &Described) -> Vec<&'static str> {
    let mut brought = Described::default();
    for fact in history.facts() {
        if let Fact::Product(said) = &fact.fact
            && said.brought
            && said.product == described.product
        {
            brought.name = said.name.clone().or(brought.name);
            brought.content.extend(said.content.clone());
        }
    }
    let latest = history.latest();
    let now = latest.products.get(described.product.as_str());
    let now = now
        .map(|product| product.content.clone())
        .unwrap_or_default();
    let mut other = Vec::new();
    if let Some(name) = &described.name {
        let brought = brought.name.as_ref().map_or("", |name| &name.text);
        if name.text != brought && name.text != now.name {
            other.push("name");
        }
    }
    let differs = |(field, text): &(&Field, &String)| {
        let brought = brought.content.get(*field).map_or("", String::as_str);
        text.as_str() != brought && text.as_str() != now.get(**field).unwrap_or("")
    };
    let fields = described.content.iter().filter(differs);
    other.extend(fields.map(|(field, _)| column_of(*field)));
    other
}
