//! A sheet: titled columns over rows of typed cells, before anything is decided about how it looks.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::sentence::{CommandLine, Sentence};
use super::tone::Tone;
use super::{money, text};

/// Titled columns and rows of typed cells, which every tabular format is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// Begins a sheet without rows.
    pub(crate) fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, which has a cell for every column.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> &mut Self {
        let row: Vec<Cell> = cells.into_iter().collect();
        debug_assert_eq!(
            row.len(),
            self.columns.len(),
            "a row has a cell for every column"
        );
        self.rows.push(row);
        self
    }

    /// The same sheet whose commands name the place.
    #[must_use]
    pub(crate) fn at(mut self, place: &str) -> Self {
        for cell in self.rows.iter_mut().flatten() {
            match cell {
                Cell::Command(command) => *cell = Cell::Text(command.at(place)),
                Cell::Advice(sentence) => *cell = Cell::Text(sentence.at(place)),
                _ => {}
            }
        }
        self
    }

    /// Returns the columns, from left to right.
    #[must_use]
    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the rows, from top to bottom.
    #[must_use]
    pub(crate) fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    key: Cow<'static, str>,
    title: String,
    kind: CellKind,
    spare: bool,
}

/// What a column holds, which decides its alignment and its name in CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Sentences, yes or no, and lists: what may be broken over lines.
    Text,
    /// Ids and single words, which are never broken.
    Word,
    /// Whole numbers.
    Number,
    /// Amounts of money.
    Money,
    /// Days.
    Day,
}

impl Column {
    /// A column of words, of yes or no, or of lists of words.
    #[must_use]
    pub(crate) fn text(key: impl Into<Cow<'static, str>>) -> Self {
        Self::new(key, CellKind::Text)
    }

    /// A column of whole numbers.
    #[must_use]
    pub(crate) fn number(key: &'static str) -> Self {
        Self::new(key, CellKind::Number)
    }

    /// A column of amounts of money; machines find it under its key and `_usd`.
    #[must_use]
    pub(crate) fn money(key: &'static str) -> Self {
        Self::new(key, CellKind::Money)
    }

    /// A column of days.
    #[must_use]
    pub(crate) fn day(key: &'static str) -> Self {
        Self::new(key, CellKind::Day)
    }

    /// A column of ids or single words.
    #[must_use]
    pub(crate) fn word(key: &'static str) -> Self {
        Self::new(key, CellKind::Word)
    }

    /// The same column, to be left out where a terminal is too narrow for all.
    #[must_use]
    pub(crate) fn spare(mut self) -> Self {
        self.spare = true;
        self
    }

    /// Whether it may be left out.
    #[must_use]
    pub(crate) fn is_spare(&self) -> bool {
        self.spare
    }

    /// The same column under another title than its key in words.
    #[must_use]
    pub(crate) fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Returns the title people read.
    #[must_use]
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// Returns what the column holds.
    #[must_use]
    pub(crate) fn kind(&self) -> CellKind {
        self.kind
    }

    /// Returns the name machines know the column by.
    #[must_use]
    pub(crate) fn header(&self) -> Cow<'_, str> {
        match self.kind {
            CellKind::Money => format!("{}_usd", self.key).into(),
            CellKind::Text | CellKind::Word | CellKind::Number | CellKind::Day => {
                Cow::Borrowed(&*self.key)
            }
        }
    }

    fn new(key: impl Into<Cow<'static, str>>, kind: CellKind) -> Self {
        let key = key.into();
        let mut title = key.replace('_', " ");
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Self {
            key,
            title,
            kind,
            spare: false,
        }
    }
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Words.
    Text(String),
    /// A word with a colour.
    Toned(String, Tone),
    /// A command.
    Command(CommandLine),
    /// Words with commands in them.
    Advice(Sentence),
    /// A whole number.
    Int(i64),
    /// An amount of money in cents of USD.
    Cents(i64),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Flag(bool),
    /// Several words.
    List(Vec<String>),
    /// Nothing is known.
    Empty,
}

impl Cell {
    /// Makes a cell of an amount of money that may be missing.
    pub(crate) fn cents(cents: impl Into<Option<i64>>) -> Self {
        cents.into().map_or(Self::Empty, Self::Cents)
    }

    /// Returns how the cell looks.
    pub(super) fn tone(&self) -> Tone {
        match self {
            Self::Toned(_, tone) => *tone,
            _ => Tone::Plain,
        }
    }

    /// Returns the cell as people read it, on one line and harmless to a terminal.
    pub(super) fn for_people(&self) -> Cow<'_, str> {
        match self {
            Self::Text(words) | Self::Toned(words, _) => text::shown(words),
            Self::List(items) => text::shown(&items.join(", ")).into_owned().into(),
            Self::Int(number) => money::thousands(*number).into(),
            Self::Cents(cents) => money::dollars(*cents).into(),
            Self::Command(_) | Self::Advice(_) => {
                text::shown(&self.for_machines()).into_owned().into()
            }
            Self::Day(_) | Self::Flag(_) | Self::Empty => self.for_machines(),
        }
    }

    /// Returns the cell as scripts and spreadsheets read it; words come as they are.
    pub(super) fn for_machines(&self) -> Cow<'_, str> {
        match self {
            Self::Text(words) | Self::Toned(words, _) => words.into(),
            Self::List(items) => items.join(";").into(),
            Self::Command(command) => command.to_string().into(),
            Self::Advice(sentence) => sentence.to_string().into(),
            Self::Int(number) => number.to_string().into(),
            Self::Cents(cents) => money::decimal(*cents).into(),
            Self::Day(day) => day.to_string().into(),
            Self::Flag(true) => "yes".into(),
            Self::Flag(false) => "no".into(),
            Self::Empty => "".into(),
        }
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::Text(words.to_owned())
    }
}

impl From<&CommandLine> for Cell {
    fn from(command: &CommandLine) -> Self {
        Self::Command(command.clone())
    }
}

impl From<&Sentence> for Cell {
    fn from(sentence: &Sentence) -> Self {
        Self::Advice(sentence.clone())
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self::Text(words)
    }
}

impl From<&String> for Cell {
    fn from(words: &String) -> Self {
        Self::Text(words.clone())
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Self::Int(number.into())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Vec<String>> for Cell {
    fn from(items: Vec<String>) -> Self {
        Self::List(items)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(maybe: Option<T>) -> Self {
        maybe.map_or(Self::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_read_differently_for_people_and_machines() {
        let day = NaiveDate::from_ymd_opt(2015, 3, 31);
        for (cell, people, machines) in [
            ("a\nb".into(), "a⏎b", "a\nb"),
            (String::from("x").into(), "x", "x"),
            (1_234_567_i64.into(), "1,234,567", "1234567"),
            ((-1000_i32).into(), "-1,000", "-1000"),
            (7_u32.into(), "7", "7"),
            (Cell::cents(200_000), "$2,000", "2000.00"),
            (Cell::cents(-350), "-$3.50", "-3.50"),
            (Cell::cents(None), "", ""),
            (day.into(), "2015-03-31", "2015-03-31"),
            (true.into(), "yes", "yes"),
            (false.into(), "no", "no"),
            (
                vec!["a".to_owned(), "b\u{1b}".to_owned()].into(),
                r"a, b\u{1b}",
                "a;b\u{1b}",
            ),
            (None::<&str>.into(), "", ""),
            (Some("x").into(), "x", "x"),
        ] as [(Cell, _, _); 14]
        {
            assert_eq!(cell.for_people(), people, "{cell:?}");
            assert_eq!(cell.for_machines(), machines, "{cell:?}");
        }
    }

    #[test]
    fn columns_have_a_title_and_a_header() {
        for (column, title, header) in [
            (Column::text("partner"), "Partner", "partner"),
            (
                Column::number("points_to_next"),
                "Points to next",
                "points_to_next",
            ),
            (Column::money("granted"), "Granted", "granted_usd"),
            (Column::day("on").titled("Day"), "Day", "on"),
        ] {
            assert_eq!((column.title(), &*column.header()), (title, header));
        }
    }
}
