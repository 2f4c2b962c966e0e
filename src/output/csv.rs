//! Sheets as CSV, which a spreadsheet opens without running anything and an import reads back.

use std::io::{self, Write};

use csv::{ErrorKind, Writer};

use super::sheet::{Cell, Sheet};
use super::text;

/// Writes the sheet as CSV under a header of the columns' names for machines.
pub(crate) fn write_csv(sheet: &Sheet, out: impl Write) -> io::Result<()> {
    let mut csv = Writer::from_writer(out);
    let mut write = || -> csv::Result<()> {
        for column in sheet.columns() {
            csv.write_field(&*column.header())?;
        }
        csv.write_record(None::<&[u8]>)?;
        for row in sheet.rows() {
            for cell in row {
                write_cell(&mut csv, cell)?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
        csv.flush().map_err(Into::into)
    };
    // The plain conversion would hide a closed pipe behind `ErrorKind::Other`.
    write().map_err(|error| match error.into_kind() {
        ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    })
}

fn write_cell(csv: &mut Writer<impl Write>, cell: &Cell) -> csv::Result<()> {
    let value = cell.for_machines();
    match cell {
        Cell::Text(_) | Cell::Toned(..) | Cell::Command(_) | Cell::Advice(_) | Cell::List(_) => {
            csv.write_field(&*text::shown_lines(&text::guarded(&value)))
        }
        Cell::Int(_) | Cell::Cents(_) | Cell::Day(_) | Cell::Flag(_) | Cell::Empty => {
            csv.write_field(&*value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Column;
    use super::*;

    fn csv(sheet: &Sheet) -> String {
        let mut out = Vec::new();
        write_csv(sheet, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_header_names_every_column() {
        let sheet = Sheet::new([
            Column::text("partner"),
            Column::money("used"),
            Column::day("on").titled("Day"),
        ]);
        assert_eq!(csv(&sheet), "partner,used_usd,on\n");
    }

    #[test]
    fn words_are_guarded_and_quoted_and_numbers_are_neither() {
        for (cell, field) in [
            ("Acme".into(), "Acme"),
            ("Acme, Inc".into(), "\"Acme, Inc\""),
            ("say \"x\"".into(), "\"say \"\"x\"\"\""),
            ("one\ntwo".into(), "\"one\ntwo\""),
            ("=cmd|' /C calc'!A0".into(), "'=cmd|' /C calc'!A0"),
            ("+1".into(), "'+1"),
            ("-1".into(), "'-1"),
            ("@x".into(), "'@x"),
            ("\tx".into(), "'\tx"),
            ("\rx".into(), r"'\rx"),
            ("\u{1b}[2J".into(), r"\u{1b}[2J"),
            (vec!["=a".to_owned(), "b".to_owned()].into(), "'=a;b"),
            ((-5_i64).into(), "-5"),
            (1_234_567_i64.into(), "1234567"),
            (Cell::Cents(-200_050), "-2000.50"),
            (true.into(), "yes"),
            (Cell::Empty, "\"\""),
        ] as [(Cell, _); 17]
        {
            let mut sheet = Sheet::new([Column::text("x")]);
            sheet.row([cell.clone()]);
            assert_eq!(csv(&sheet), format!("x\n{field}\n"), "{cell:?}");
        }
    }

    #[test]
    fn a_closed_pipe_is_still_known_as_one() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let error = write_csv(&Sheet::new([Column::text("x")]), Closed).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
