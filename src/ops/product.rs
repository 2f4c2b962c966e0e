//! Products: what is said of them, from commands and from files, and who is meant by a word.

use super::batch::{Named, NotTaken, OnDuplicate, Taken};
use super::change::Writer;
use super::company::{self, BadValue};
use crate::domain::day::Day;
use crate::domain::fact::{Described, Fact, Field, ProductName};
use crate::domain::history::History;
use crate::domain::id::PartnerId;
use crate::domain::name::{clean_name, name_key};
use crate::domain::request::Request;
use crate::rows::{Column, Row};
use std::collections::{BTreeMap, HashSet};

/// The columns of a file of products.
pub const COLUMNS: &[Column] = &[
    Column::required("partner"),
    Column::required("name"),
    Column::optional("version"),
    Column::optional("kind"),
    Column::optional("category"),
    Column::optional("short"),
    Column::optional("full"),
    Column::optional("features"),
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
    Ok(ProductName {
        key: name_key(&text),
        text,
    })
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

/// The product a word names: by its id, or by its exact name.
#[must_use]
pub fn named(history: &History, word: &str) -> Option<String> {
    let latest = history.latest();
    if latest.products.contains_key(word) {
        return Some(word.to_owned());
    }
    let key = name_key(word);
    let mut products = latest.products.values();
    let found = products.find(|product| name_key(product.content.name) == key);
    found.map(|product| product.id.to_owned())
}

/// A free id for a product: made from its name, with a number where another of the partner's has it.
#[must_use]
pub fn free_id(history: &History, name: &str) -> String {
    let latest = history.latest();
    let made = PartnerId::from_name(name);
    let numbered = (1..).map(|n| match &made {
        Some(id) if n == 1 => id.clone(),
        Some(id) => id.suffixed(n),
        None => PartnerId::numbered_product(n),
    });
    let mut free = numbered.filter(|id| !latest.products.contains_key(id.as_str()));
    free.next().map_or_else(String::new, |id| id.to_string())
}

/// The products a file has told of so far: of two rows of one file that exclude each other the first stands.
#[derive(Debug, Default)]
pub struct Told {
    named: Named,
    products: HashSet<(PartnerId, String)>,
}

/// Takes a row of a file of products.
///
/// # Errors
/// A value will not do, the rules refuse it, or the book cannot be written.
pub fn row(
    told: &mut Told,
    writer: &mut Writer<'_>,
    row: &Row,
    on_duplicate: Option<OnDuplicate>,
    default_on: Day,
) -> Result<Taken, NotTaken> {
    let partner = told.named.partner(writer, row)?;
    let given_on = row
        .get("on")
        .map(|on| company::day("on", on, writer.today()))
        .transpose()?;
    let name = name(row.get("name").unwrap_or_default())?;
    let mut content = BTreeMap::new();
    for &of in Field::ALL {
        if let Some(text) = row.get(column_of(of)) {
            content.insert(of, field(of, text)?);
        }
    }
    let history = writer.history(&partner)?;
    let known = named(&history, &name.text);
    let id = known
        .clone()
        .unwrap_or_else(|| free_id(&history, &name.text));
    let again = !told.products.insert((partner.clone(), id.clone()));
    let described = Described {
        product: id.clone(),
        name: Some(name),
        content,
        brought: true,
    };
    let Some(known) = known else {
        let request = Request::AddProduct { described };
        writer.ask_briefly(&history, given_on.unwrap_or(default_on), &request)?;
        return Ok(Taken::Recorded(partner));
    };
    let other = differences(&history, &described);
    if other.is_empty() {
        return Ok(Taken::Unchanged);
    }
    let what = other.join(", ");
    if again {
        let reason = format!(
            "an earlier row of this file is {known} of {partner} too, with other content ({what})"
        );
        return Err(NotTaken::because(reason));
    }
    match on_duplicate {
        Some(OnDuplicate::Skip) => Ok(Taken::Unchanged),
        Some(OnDuplicate::Update) => {
            let added_on = history.latest().products[known.as_str()].added_on;
            let on = given_on.filter(|on| *on > added_on);
            let request = Request::EditProduct { described };
            let recorded = writer.ask_briefly(&history, on.unwrap_or(writer.today()), &request)?;
            Ok(if recorded > 0 {
                Taken::Recorded(partner)
            } else {
                Taken::Unchanged
            })
        }
        None => Err(NotTaken::because(format!(
            "{known} of {partner} is there already with other content ({what}); `--on-duplicate skip` leaves it, \
             `update` takes the row's"
        ))),
    }
}

/// The columns in which a row differs from what an addition or a file last brought of the product; a later edit by
/// hand is no difference.
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
    let text = |described: &Described| described.name.as_ref().map(|name| name.text.clone());
    let mut other = Vec::new();
    if text(described) != text(&brought) {
        other.push("name");
    }
    let differs = |(field, text): &(&Field, &String)| {
        brought.content.get(*field).map_or("", String::as_str) != text.as_str()
    };
    let fields = described.content.iter().filter(differs);
    other.extend(fields.map(|(field, _)| column_of(*field)));
    other
}
