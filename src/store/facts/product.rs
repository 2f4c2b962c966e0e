//! What became known of a product: a column for each field of its content.

use super::column::{Column, Field};
use super::row::{Columns, Own};
use crate::domain::fact::{ContentField, Described, ProductName};
use crate::store::error::StoreError;
use std::sync::LazyLock;

static COLUMNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let content = ContentField::ALL.iter().copied().map(ContentField::name);
    let mut columns = vec!["product", "name", "name_key"];
    columns.extend(content);
    columns.push("brought");
    columns
});

pub(super) fn columns() -> Columns {
    Columns::of(&COLUMNS)
}

pub(super) fn write(described: &Described) -> Vec<Field<'_>> {
    let Described {
        product,
        name,
        content,
        imported,
    } = described;
    let text = |field: &ContentField| content.get(field).map_or(Field::Null, Column::field);
    let mut row = vec![product.field()];
    row.extend(match name {
        Some(ProductName { text, key }) => [text.field(), key.field()],
        None => [Field::Null, Field::Null],
    });
    row.extend(ContentField::ALL.iter().map(text));
    row.push(imported.field());
    row
}

pub(super) fn read(own: &mut Own<'_>) -> Result<Described, StoreError> {
    let mut described = Described {
        product: own.take()?,
        name: match own.take()? {
            Some(text) => Some(ProductName {
                text,
                key: own.take()?,
            }),
            None => {
                own.skip(1);
                None
            }
        },
        ..Described::default()
    };
    for field in ContentField::ALL {
        if let Some(text) = own.take()? {
            described.content.insert(*field, text);
        }
    }
    described.imported = own.take()?;
    Ok(described)
}
