//! Sheets as tables for people.

use anstyle::{Effects, Style};
use comfy_table::{
    Attribute, Cell as TableCell, CellAlignment, Color, ColumnConstraint, ContentArrangement,
    LineStyle, Table, TableStyle, Width as ColumnWidth,
};
use unicode_width::UnicodeWidthStr as _;

use super::sheet::{Cell, CellKind, Sheet};
use super::text;
use super::tone::Tone;

/// How much room a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// A terminal of so many columns: what is too long is wrapped, and a rule sets the header off.
    Terminal(u16),
    /// A file or a pipe: nothing is wrapped, cut or drawn.
    Unlimited,
}

/// The spaces between two columns.
const GAP: u16 = 2;

/// A thin rule under the header and nothing else.
const RULE: char = '─';

/// Renders the sheet as a table, its header in bold if `styled`; every line ends in `\n`, none in a space.
#[must_use]
pub(crate) fn render_table(sheet: &Sheet, width: Width, styled: bool) -> String {
    let bold = if styled {
        Style::new().bold()
    } else {
        Style::new()
    };
    // The whole line of a header is bold, with the gaps between its titles.
    let mut in_header = true;
    let mut rendered = String::new();
    let mut table = laid_out(sheet, width, styled);
    if styled {
        // Whether there is colour was decided before; comfy-table and what it draws with would decide once more.
        crossterm::style::force_color_output(true);
        table.enforce_styling();
    }
    for line in table.lines() {
        let line = line.trim_end_matches(' ');
        in_header &= !line.starts_with(RULE);
        if in_header {
            rendered.extend([
                &bold.render().to_string(),
                line,
                &bold.render_reset().to_string(),
            ]);
        } else {
            rendered.push_str(line);
        }
        rendered.push('\n');
        // Without a width nothing is wrapped, so that the header is the first line.
        in_header &= width != Width::Unlimited;
    }
    rendered
}

/// The columns a sentence needs at the least to be read with ease.
const READABLE: usize = 20;

fn laid_out(sheet: &Sheet, width: Width, styled: bool) -> Table {
    let mut columns: Vec<usize> = (0..sheet.columns().len()).collect();
    let mut table = Table::new();
    let (style, least, fits) = match width {
        Width::Terminal(room) => {
            let mut least = least_widths(sheet);
            columns.retain(|at| !is_empty_and_spare(sheet, *at));
            let fits = leave_out_spare(sheet, &mut columns, &least, room.into());
            if !fits {
                narrow(sheet, &columns, &mut least, room.into());
            }
            table
                .set_width(room)
                .set_content_arrangement(ContentArrangement::Dynamic);
            (
                TableStyle::new().header_separator(LineStyle::none().fill(RULE)),
                least,
                fits,
            )
        }
        Width::Unlimited => {
            table.set_content_arrangement(ContentArrangement::Disabled);
            (TableStyle::new(), Vec::new(), true)
        }
    };
    table.load_style(style);
    table.set_header(
        columns
            .iter()
            .map(|at| text::shown(sheet.columns()[*at].title())),
    );
    for row in sheet.rows() {
        let cells = columns.iter().filter_map(|at| {
            let cell = row.get(*at)?;
            let tone = if styled { cell.tone() } else { Tone::Plain };
            let text = cell.for_people().into_owned();
            Some(painted(TableCell::new_owned(text), tone.style()))
        });
        table.add_row(cells);
    }
    let last = columns.len().saturating_sub(1);
    for (i, (column, at)) in table.column_iter_mut().zip(&columns).enumerate() {
        let kind = sheet.columns()[*at].kind();
        column.set_padding((0, if i == last { 0 } else { GAP }));
        let breaks = kind == CellKind::Text || kind == CellKind::Word && !fits;
        if !breaks {
            // An id, a number or a day broken in two could be misread; sentences can wait for the next line.
            column.set_constraint(ColumnConstraint::ContentWidth);
        } else if let Some(least) = least.get(*at).and_then(|least| u16::try_from(*least).ok()) {
            let padded = least + if i == last { 0 } else { GAP };
            column.set_constraint(ColumnConstraint::LowerBoundary(ColumnWidth::Fixed(padded)));
        }
        if matches!(kind, CellKind::Number | CellKind::Money) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// A cell in its style.
fn painted(cell: TableCell, style: Style) -> TableCell {
    let color = style.get_fg_color().and_then(|color| match color {
        anstyle::Color::Ansi(color) => Some(Color::AnsiValue(anstyle::Ansi256Color::from(color).0)),
        _ => None,
    });
    let cell = color.into_iter().fold(cell, TableCell::fg);
    let effects = [
        (Effects::BOLD, Attribute::Bold),
        (Effects::DIMMED, Attribute::Dim),
    ];
    effects
        .into_iter()
        .filter(|(effect, _)| style.get_effects().contains(*effect))
        .fold(cell, |cell, (_, attribute)| cell.add_attribute(attribute))
}

/// Whether a column can be spared because it says nothing in any row.
fn is_empty_and_spare(sheet: &Sheet, at: usize) -> bool {
    let empty = |row: &Vec<Cell>| row.get(at).is_none_or(|cell| *cell == Cell::Empty);
    sheet.columns()[at].is_spare() && sheet.rows().iter().all(empty)
}

/// The width that each column needs at the least: a sentence what makes it readable, anything else all it has.
fn least_widths(sheet: &Sheet) -> Vec<usize> {
    let mut widths: Vec<usize> = sheet
        .columns()
        .iter()
        .map(|column| text::shown(column.title()).width())
        .collect();
    for row in sheet.rows() {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.for_people().width());
        }
    }
    for (width, column) in widths.iter_mut().zip(sheet.columns()) {
        if column.kind() == CellKind::Text {
            *width = (*width).min(READABLE);
        }
    }
    widths
}

/// Takes columns down until they fit: where an id is longer than the terminal is wide, it too is broken.
fn narrow(sheet: &Sheet, columns: &[usize], least: &mut [usize], room: usize) {
    let sentences = [16, 12, 10, 8].map(|most| (most, false));
    let words = [READABLE, 16, 12, 8, 4].map(|most| (most, true));
    let steps = sentences.into_iter().chain(words);
    for (most, words_too) in steps {
        for (width, column) in least.iter_mut().zip(sheet.columns()) {
            if column.kind() == CellKind::Text || words_too && column.kind() == CellKind::Word {
                *width = (*width).min(most);
            }
        }
        if needed(columns, least) <= room {
            return;
        }
    }
}

fn needed(columns: &[usize], least: &[usize]) -> usize {
    let gaps = usize::from(GAP) * columns.len().saturating_sub(1);
    columns.iter().map(|at| least[*at]).sum::<usize>() + gaps
}

/// Leaves out columns that can be spared, the last first, until the others fit; `false` if they do not.
fn leave_out_spare(sheet: &Sheet, columns: &mut Vec<usize>, least: &[usize], room: usize) -> bool {
    while needed(columns, least) > room {
        let Some(spare) = columns
            .iter()
            .rposition(|at| sheet.columns()[*at].is_spare())
        else {
            return false;
        };
        columns.remove(spare);
    }
    true
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::sheet::{Cell, Column};
    use super::*;

    fn sheet() -> Sheet {
        let day = NaiveDate::from_ymd_opt(2015, 3, 31);
        let mut sheet = Sheet::new([
            Column::text("partner"),
            Column::number("points"),
            Column::money("granted"),
            Column::day("on"),
            Column::text("note"),
        ]);
        sheet
            .row([
                "acme".into(),
                12_345_i64.into(),
                Cell::Cents(200_000),
                day.into(),
                "short".into(),
            ])
            .row([
                "日本電気".into(),
                7_i64.into(),
                Cell::Cents(-350),
                day.into(),
                Cell::Empty,
            ])
            .row([
                "Cafe\u{301}".into(),
                0_i64.into(),
                Cell::Empty,
                Cell::Empty,
                true.into(),
            ])
            .row([
                "👩\u{200d}🚀 space".into(),
                1_i64.into(),
                Cell::Cents(5),
                Cell::Empty,
                "esc\u{1b}\tx\ny".into(),
            ]);
        sheet
    }

    #[test]
    fn off_a_terminal_columns_line_up_and_nothing_is_drawn() {
        let expected = "\
Partner   Points  Granted  On          Note
acme      12,345   $2,000  2015-03-31  short
日本電気       7   -$3.50  2015-03-31
Cafe\u{301}           0                       yes
👩\u{200d}🚀 space       1    $0.05              esc\\u{1b}\\tx⏎y
";
        assert_eq!(render_table(&sheet(), Width::Unlimited, false), expected);
    }

    #[test]
    fn on_a_terminal_words_are_wrapped_and_numbers_are_not() {
        let mut sheet = Sheet::new([
            Column::text("partner"),
            Column::number("points"),
            Column::text("note"),
        ]);
        sheet
            .row([
                "acme".into(),
                1_234_567_i64.into(),
                "wrapped because there is so much of it".into(),
            ])
            .row(["short".into(), 1_i64.into(), "x".into()]);
        let expected = "\
Partner     Points  Note
────────────────────────────────────
acme     1,234,567  wrapped because
                    there is so much
                    of it
short            1  x
";
        assert_eq!(render_table(&sheet, Width::Terminal(36), false), expected);
    }

    #[test]
    fn sentences_are_narrowed_before_a_word_is_broken() {
        let mut sheet = Sheet::new([
            Column::text("name"),
            Column::word("stage"),
            Column::text("change"),
        ]);
        sheet.row([
            "Acme Cloud, Inc.".into(),
            "certified".into(),
            "gold → silver".into(),
        ]);
        let narrow = render_table(&sheet, Width::Terminal(29), false);
        assert!(narrow.contains("certified"), "{narrow}");
    }

    #[test]
    fn any_width_is_survived_and_wide_ones_are_kept_to() {
        for columns in 0..=120 {
            let table = render_table(&sheet(), Width::Terminal(columns), false);
            assert!(table.lines().all(|line| !line.ends_with(' ')), "{columns}");
            let rule = table.lines().find(|line| line.starts_with(RULE)).unwrap();
            assert!(
                columns < 60 || rule.chars().count() <= usize::from(columns),
                "{columns}"
            );
        }
    }

    #[test]
    fn only_the_header_is_styled_and_only_when_asked() {
        let mut sheet = Sheet::new([Column::text("a").titled("A title")]);
        sheet.row(["x".into()]);
        for (width, expected) in [
            (Width::Unlimited, "\u{1b}[1mA title\u{1b}[0m\nx\n"),
            (
                Width::Terminal(80),
                "\u{1b}[1mA title\u{1b}[0m\n───────\nx\n",
            ),
            (
                Width::Terminal(5),
                "\u{1b}[1mA\u{1b}[0m\n\u{1b}[1mtitle\u{1b}[0m\n─────\nx\n",
            ),
        ] {
            assert_eq!(render_table(&sheet, width, true), expected);
        }
    }

    #[test]
    fn a_sheet_without_rows_still_has_its_header() {
        let sheet = Sheet::new([Column::text("a"), Column::number("b")]);
        assert_eq!(render_table(&sheet, Width::Unlimited, false), "A  B\n");
        assert_eq!(
            render_table(&sheet, Width::Terminal(80), false),
            "A  B\n────\n"
        );
    }
}
