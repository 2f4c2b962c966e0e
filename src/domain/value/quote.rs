//! Values as messages quote them.

use super::name::unsafe_char;
use std::fmt::{self, Write as _};

/// The longest part of a value that a message shows, in characters: enough to find it by.
pub const LONGEST: usize = 60;

/// A value on its way into a message.
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'v>(&'v str);

/// Quotes a value for a message: in backticks, on one line, cut after [`LONGEST`] characters, and with everything
/// escaped that could move a cursor, turn text around or hide in it.
#[must_use]
pub fn quoted(value: &str) -> Quoted<'_> {
    Quoted(value)
}

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars();
        f.write_char('`')?;
        for c in chars.by_ref().take(LONGEST) {
            match c {
                '\n' => f.write_char('⏎')?,
                _ if unsafe_char(c).is_some() => write!(f, "{}", c.escape_default())?,
                _ => f.write_char(c)?,
            }
        }
        f.write_str(if chars.next().is_none() { "`" } else { "…`" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_short_and_harmless_between_its_backticks() {
        for (value, shown) in [
            ("", "``"),
            ("Acme GmbH", "`Acme GmbH`"),
            ("日本 é 👩\u{200d}🚀", "`日本 é 👩\u{200d}🚀`"),
            ("one\ntwo\rthree\tfour", r"`one⏎two\rthree\tfour`"),
            ("\u{1b}]52;c;x\u{7}", r"`\u{1b}]52;c;x\u{7}`"),
            ("a\u{9b}31m\u{7f}\u{202e}b", r"`a\u{9b}31m\u{7f}\u{202e}b`"),
        ] {
            assert_eq!(quoted(value).to_string(), shown, "{value:?}");
        }
        let long = "é".repeat(LONGEST);
        assert_eq!(quoted(&long).to_string(), format!("`{long}`"));
        assert_eq!(quoted(&long.repeat(2)).to_string(), format!("`{long}…`"));
    }
}
