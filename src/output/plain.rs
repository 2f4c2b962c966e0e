//! Sheets as tab-separated lines, for `cut`, `awk` and `while read`.

use std::io::{self, Write};

use super::sheet::Sheet;
use super::text;

/// Writes a line for every row, without a header; a tab or line break within a cell is shown, not written.
pub(crate) fn write_plain(sheet: &Sheet, mut out: impl Write) -> io::Result<()> {
    for row in sheet.rows() {
        for (i, cell) in row.iter().enumerate() {
            let separator = if i == 0 { "" } else { "\t" };
            write!(out, "{separator}{}", text::shown(&cell.for_machines()))?;
        }
        writeln!(out)?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Cell, Column};
    use super::*;

    #[test]
    fn rows_are_lines_and_cells_stand_between_tabs() {
        let mut sheet = Sheet::new([
            Column::text("partner"),
            Column::number("points"),
            Column::money("used"),
        ]);
        sheet
            .row(["acme".into(), 1_234_i64.into(), Cell::Cents(200_000)])
            .row(["=a\tb\nc\u{1b}".into(), Cell::Empty, Cell::Cents(-5)]);
        let mut out = Vec::new();
        write_plain(&sheet, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "acme\t1234\t2000.00\n=a\\tb⏎c\\u{1b}\t\t-0.05\n"
        );
    }
}
