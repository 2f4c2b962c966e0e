//! The columns of a batch file.

/// A column that a batch file may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileColumn {
    /// Its name, in lower case and with `_` between words.
    pub name: &'static str,
    /// Whether every row must have a value in it.
    pub required: bool,
    /// Which values it takes where a file has several kinds: in CSV all are text.
    pub takes: Takes,
}

/// Which JSON values a column takes besides text and `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// None: a name that is not text is an error of the program that wrote the file.
    Text,
    /// Whole numbers from 0 on: many systems number what they keep.
    Code,
    /// Numbers with or without decimals.
    Number,
    /// `true` and `false`.
    YesNo,
    /// Lists of texts.
    List,
}

impl FileColumn {
    /// A column in which every row must have a value.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self {
            required: true,
            ..Self::optional(name)
        }
    }

    /// A column that may be missing or empty.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self {
            name,
            required: false,
            takes: Takes::Text,
        }
    }

    /// The same column, which takes these values, too.
    #[must_use]
    pub const fn taking(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }
}
