//! Pages in Markdown, for wikis and web sites.

use super::sheet::{Cell, CellKind, Sheet};
use super::text;
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes a sheet as a table.
pub(crate) fn write_markdown(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let columns = sheet.columns();
    for column in columns {
        write!(out, "| {} ", marked(column.title()))?;
    }
    writeln!(out, "|")?;
    for column in columns {
        let rule = match column.kind() {
            CellKind::Number | CellKind::Money => "---:",
            CellKind::Text | CellKind::Word | CellKind::Day => "---",
        };
        write!(out, "| {rule} ")?;
    }
    writeln!(out, "|")?;
    for row in sheet.rows() {
        for cell in row {
            write!(out, "| {} ", in_cell(cell))?;
        }
        writeln!(out, "|")?;
    }
    Ok(())
}

fn in_cell(cell: &Cell) -> String {
    marked(&cell.for_people()).into_owned()
}

/// The text with everything escaped that means something in Markdown, and harmless to a terminal.
#[must_use]
pub(crate) fn marked(words: &str) -> Cow<'_, str> {
    const MARKS: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '|', '#', '~', '&'];
    let shown = text::shown(words);
    if !shown.contains(MARKS) {
        return shown;
    }
    let mut marked = String::with_capacity(shown.len() + 8);
    for c in shown.chars() {
        if MARKS.contains(&c) {
            marked.push('\\');
        }
        marked.push(c);
    }
    marked.into()
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Column;
    use super::*;

    #[test]
    fn a_sheet_is_a_table_whose_cells_mean_nothing() {
        let mut sheet = Sheet::new([Column::text("name"), Column::money("used")]);
        sheet
            .row(["a|b *c* <i> [x](y)\nz".into(), Cell::Cents(200_050)])
            .row(["=plain".into(), Cell::Empty]);
        let mut out = Vec::new();
        write_markdown(&sheet, &mut out).expect("a table");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "| Name | Used |\n| --- | ---: |\n| a\\|b \\*c\\* \\<i\\> \\[x\\](y)⏎z | $2,000.50 |\n| =plain |  |\n"
        );
    }
}
