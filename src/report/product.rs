//! Products: a list of them, or one in full.

use super::checklist::{ItemRow, item_sheet};
use super::{AsOf, Block, PageOptions, Report, SCHEMA, facts, words};
use crate::domain::fact::ContentField;
use crate::domain::partner::history::History;
use crate::domain::partner::product::{Content, Product, ProductState};
use crate::domain::partner::standing::Standing;
use crate::domain::program::Program;
use crate::domain::program::versions::Rules;
use crate::domain::rule::item_record::RecordsOf;
use crate::domain::rule::publication;
use crate::domain::value::day::Day;
use crate::output::Sentence;
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;
use serde_json::{Map, Value};

/// Products, one line each.
#[derive(Debug, Serialize)]
pub(crate) struct Products {
    schema: u32,
    as_of: Day,
    products: Vec<ProductRow>,
}

#[derive(Debug, Serialize)]
struct ProductRow {
    partner: String,
    product: String,
    name: String,
    version: Option<String>,
    kind: Option<String>,
    categories: Vec<String>,
    state: ProductState,
    /// Whether something was said since it was published.
    pending: bool,
    open: Vec<String>,
    requested_on: Option<Day>,
    published_on: Option<Day>,
}

impl ProductRow {
    fn of(
        program: &Program,
        history: &History,
        standing: &Standing<'_>,
        product: &Product<'_>,
    ) -> Self {
        let content = product.live.as_ref().unwrap_or(&product.content);
        let missing = publication::missing(program, standing, product);
        Self {
            partner: history.partner.to_string(),
            product: product.id.to_owned(),
            name: content.name.to_owned(),
            version: content.get(ContentField::Version).map(str::to_owned),
            kind: product.kind(standing).map(str::to_owned),
            categories: content.categories().map(str::to_owned).collect(),
            state: product.state(&program.product),
            pending: product.is_pending(),
            open: missing.into_iter().map(|missing| missing.item).collect(),
            requested_on: product.waits_since(&program.product),
            published_on: product.published_on,
        }
    }
}

impl Products {
    /// The products of one partner, in the order of their ids; only those in a state, if one is given.
    #[must_use]
    pub(crate) fn for_partner(
        rules: &Rules,
        history: &History,
        as_of: AsOf,
        only: Option<ProductState>,
    ) -> Self {
        let mut products = Vec::new();
        lines_of(rules, history, as_of, only, &mut products);
        Self {
            schema: SCHEMA,
            as_of: as_of.day,
            products,
        }
    }

    /// The products of all partners.
    pub(crate) fn for_all(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        only: Option<ProductState>,
    ) -> Result<Self, StoreError> {
        let mut products = Vec::new();
        book.walk(as_of.known_at, |history| {
            lines_of(rules, &history, as_of, only, &mut products);
            Ok::<_, StoreError>(())
        })?;
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            products,
        })
    }
}

fn lines_of(
    rules: &Rules,
    history: &History,
    as_of: AsOf,
    only: Option<ProductState>,
    lines: &mut Vec<ProductRow>,
) {
    let standing = history.at(as_of.day);
    let program = rules.on(as_of.day);
    let products = standing.products.values();
    let wanted =
        |product: &&Product<'_>| only.is_none_or(|only| product.state(&program.product) == only);
    let products = products.filter(wanted);
    lines.extend(products.map(|product| ProductRow::of(program, history, &standing, product)));
}

impl Report for Products {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("partner"),
            Column::word("product"),
            Column::text("name"),
            Column::word("version").spare(),
            Column::word("kind").spare(),
            Column::text("categories").spare(),
            Column::word("state"),
            Column::text("pending"),
            Column::text("open"),
            Column::day("requested_on").titled("Requested").spare(),
            Column::day("published_on").titled("Published").spare(),
        ];
        let mut sheet = Sheet::new(columns);
        for line in &self.products {
            sheet.row([
                Cell::from(line.partner.as_str()),
                line.product.as_str().into(),
                line.name.as_str().into(),
                line.version.as_deref().into(),
                line.kind.as_deref().into(),
                line.categories.clone().into(),
                line.state.into(),
                line.pending.into(),
                line.open.clone().into(),
                line.requested_on.into(),
                line.published_on.into(),
            ]);
        }
        sheet
    }

    /// How many items are open says enough in a list.
    fn page(&self, _: PageOptions) -> Vec<Block> {
        if self.products.is_empty() {
            return vec![Block::Line("no products".to_owned())];
        }
        let mut sheet = Sheet::new([
            Column::word("partner"),
            Column::word("product"),
            Column::text("name"),
            Column::word("version").spare(),
            Column::word("kind").spare(),
            Column::text("categories").spare(),
            Column::word("state"),
            Column::number("open"),
            Column::text("since"),
        ]);
        for line in &self.products {
            let since = match (line.published_on, line.requested_on) {
                (Some(on), _) if line.pending => format!("{on}, edits pending"),
                (Some(on), _) | (None, Some(on)) => on.to_string(),
                (None, None) => String::new(),
            };
            sheet.row([
                Cell::from(line.partner.as_str()),
                line.product.as_str().into(),
                line.name.as_str().into(),
                line.version.as_deref().into(),
                line.kind.as_deref().into(),
                line.categories.clone().into(),
                line.state.into(),
                i64::try_from(line.open.len()).unwrap_or(i64::MAX).into(),
                since.into(),
            ]);
        }
        vec![Block::Sheet(sheet)]
    }
}

/// One product in full.
#[derive(Debug, Serialize)]
pub(crate) struct OneProduct {
    schema: u32,
    as_of: Day,
    /// One element, as in a list.
    products: [Full; 1],
    #[serde(skip)]
    closing: Vec<Sentence>,
}

#[derive(Debug, Serialize)]
struct Full {
    #[serde(flatten)]
    line: ProductRow,
    /// The content as it was said last; `live`: as it is listed.
    content: Map<String, Value>,
    live: Option<Map<String, Value>>,
    items: Vec<ItemRow>,
    #[serde(skip)]
    fields: Vec<FieldRow>,
}

/// A field as it is listed and as it was said last.
#[derive(Debug)]
struct FieldRow {
    field: &'static str,
    live: Option<String>,
    content: Option<String>,
}

impl OneProduct {
    /// A product of a partner.
    pub(crate) fn of(
        book: &Book,
        rules: &Rules,
        history: &History,
        as_of: AsOf,
        product: &Product<'_>,
    ) -> Result<Self, StoreError> {
        let standing = history.at(as_of.day);
        let program = rules.on(as_of.day);
        let mut items = Vec::new();
        for (list, item) in publication::items(program, &standing, product) {
            let found = publication::found(program, &standing, product, item);
            let waits_for = publication::waits_for(program, &standing, product, item);
            let records = RecordsOf::product(product);
            items.push(ItemRow::of(
                book,
                &standing,
                (list, item),
                found,
                &waits_for,
                records,
            )?);
        }
        let named = |content: &Content<'_>| {
            let mut fields = facts::content_fields(&content.fields);
            fields.insert("name".to_owned(), content.name.into());
            fields
        };
        let full = Full {
            line: ProductRow::of(program, history, &standing, product),
            content: named(&product.content),
            live: product.live.as_ref().map(named),
            items,
            fields: fields(product),
        };
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            products: [full],
            closing: Vec::new(),
        })
    }

    /// Adds lines to the end of the page.
    #[must_use]
    pub(crate) fn closing(mut self, lines: Vec<Sentence>) -> Self {
        self.closing = lines;
        self
    }
}

/// Every field that is filled in, the name first.
fn fields(product: &Product<'_>) -> Vec<FieldRow> {
    let live = product.live.as_ref();
    let name = FieldRow {
        field: "name",
        live: live.map(|live| live.name.to_owned()),
        content: Some(product.content.name.to_owned()),
    };
    let shown = |content: &Content<'_>, field: ContentField| {
        let text = content.get(field)?;
        Some(if field.is_list() {
            text.lines().collect::<Vec<_>>().join(", ")
        } else {
            text.to_owned()
        })
    };
    let lines = ContentField::ALL.iter().map(|field| FieldRow {
        field: field.name(),
        live: live.and_then(|live| shown(live, *field)),
        content: shown(&product.content, *field),
    });
    std::iter::once(name)
        .chain(lines.filter(|line| line.live.is_some() || line.content.is_some()))
        .collect()
}

impl Report for OneProduct {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("part"),
            Column::word("name"),
            Column::text("live"),
            Column::text("content"),
            Column::word("verdict"),
            Column::word("party"),
            Column::day("on"),
            Column::word("by"),
            Column::text("note"),
            Column::text("evidence"),
            Column::text("waits_for"),
            Column::text("records"),
            Column::text("open_evidence"),
        ];
        let mut sheet = Sheet::new(columns);
        let [
            Full {
                fields,
                items,
                line,
                ..
            },
        ] = &self.products;
        sheet.row([
            Cell::from("product"),
            "state".into(),
            Cell::Empty,
            line.state.into(),
            Cell::Empty,
            Cell::Empty,
            line.published_on.or(line.requested_on).into(),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ]);
        for line in fields {
            sheet.row([
                Cell::from("field"),
                line.field.into(),
                line.live.as_deref().into(),
                line.content.as_deref().into(),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ]);
        }
        for line in items {
            sheet.row([
                Cell::from(line.checklist.as_str()),
                line.item.as_str().into(),
                Cell::Empty,
                Cell::Empty,
                line.verdict.into(),
                line.party.into(),
                line.on.into(),
                line.by.as_deref().into(),
                line.note.as_deref().into(),
                line.evidence.as_deref().into(),
                line.waits_for.clone().into(),
                line.values().collect::<Vec<_>>().into(),
                line.open_evidence.clone().into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let [
            Full {
                line,
                fields,
                items,
                live,
                ..
            },
        ] = &self.products;
        let mut page = vec![Block::Title(format!(
            "{}  ({} of {})",
            line.name, line.product, line.partner
        ))];
        page.push(Block::Fact("state", state_line(line, self.as_of)));
        page.push(Block::Gap);
        let columns: &[&'static str] = if live.is_some() {
            &["field", "live", "pending"]
        } else {
            &["field", "content"]
        };
        let columns = columns.iter().map(|column| match *column {
            "field" => Column::word("field"),
            other => Column::text(other),
        });
        let mut sheet = Sheet::new(columns);
        for field in fields {
            let mut row = vec![Cell::from(field.field)];
            if live.is_some() {
                row.push(field.live.as_deref().into());
                row.push(pending(field).into());
            } else {
                row.push(field.content.as_deref().into());
            }
            sheet.row(row);
        }
        page.push(Block::Sheet(sheet));
        for list in items.chunk_by(|a, b| a.checklist == b.checklist) {
            let settled = list.iter().filter(|line| line.settled).count();
            page.push(Block::Gap);
            page.push(Block::Line(format!(
                "{}: {settled} of {}",
                list[0].checklist,
                list.len()
            )));
            page.push(Block::Sheet(item_sheet(list, ItemRow::detail)));
        }
        if !self.closing.is_empty() {
            page.push(Block::Gap);
            page.extend(
                self.closing
                    .iter()
                    .cloned()
                    .map(|line| Block::Advice(None, line)),
            );
        }
        page
    }
}

fn state_line(line: &ProductRow, as_of: Day) -> String {
    let ago = |day: Day| words::distance(day, as_of);
    let state = line.state;
    let since = match (line.published_on, line.requested_on) {
        (Some(on), _) => format!("{state} on {on} ({})", ago(on)),
        (None, Some(on)) => format!("{state}, since {on} ({})", ago(on)),
        (None, None) => state.to_string(),
    };
    match line.requested_on {
        Some(on) if line.pending => {
            format!("{since}; later edits wait for the next publication, requested on {on}")
        }
        None if line.pending => format!("{since}; later edits wait for the next publication"),
        _ => since,
    }
}

/// What waits for the next publication: nothing where it is what is listed.
fn pending(field: &FieldRow) -> Option<String> {
    match (&field.live, &field.content) {
        (live, content) if live == content => None,
        (_, Some(content)) => Some(content.clone()),
        (_, None) => Some("(removed)".to_owned()),
    }
}
