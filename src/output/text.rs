//! Text from outside: made harmless before it is shown, judged before it is kept.
//!
//! A name may carry escape sequences that move a terminal's cursor, controls that turn the reading direction
//! round, characters nobody can see, or a formula that a spreadsheet would run.

use crate::domain::value::name::unsafe_char;
use std::borrow::Cow;
use std::fmt::Write as _;

/// What a spreadsheet takes for the beginning of a formula, or skips to find one.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Returns `text` as one harmless line: line breaks as `⏎`, every unsafe character as `\u{1b}`.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    harmless(text, Breaks::Marked)
}

/// Returns `text` made harmless as [`shown`] does, but with its line breaks and tabs kept.
#[must_use]
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    harmless(text, Breaks::Kept)
}

/// Returns `text` so that no spreadsheet takes it for a formula: with a leading `'` where one could.
///
/// Text that looks guarded already gets one more, so that [`unguarded`] always restores what was there.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(FORMULA_STARTS) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// Takes the guard off again that [`guarded`] put on; an apostrophe that guards nothing stays.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA_STARTS) => rest,
        _ => text,
    }
}

/// What becomes of the line breaks and tabs in a text that is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    Marked,
    Kept,
}

fn harmless(text: &str, breaks: Breaks) -> Cow<'_, str> {
    // Nearly everything shown is plain ASCII: asking that first keeps large tables fast.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.contains(is_unsafe) {
        return text.into();
    }
    let mut line = String::with_capacity(text.len() + 16);
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\t' if breaks == Breaks::Kept => line.push(c),
            '\n' => line.push('⏎'),
            _ if is_unsafe(c) => line.extend(c.escape_default()),
            _ => line.push(c),
        }
    }
    line.into()
}

/// Returns JSON in which every unsafe character is escaped.
pub(super) fn escaped(json: &str) -> Cow<'_, str> {
    if !json.contains(|c| c != '\n' && is_unsafe(c)) {
        return json.into();
    }
    let mut harmless = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if c != '\n' && is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to memory cannot fail.
                let _ = write!(harmless, "\\u{unit:04x}");
            }
        } else {
            harmless.push(c);
        }
    }
    harmless.into()
}

fn is_unsafe(c: char) -> bool {
    unsafe_char(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_shown_harmlessly() {
        for (text, line, lines) in [
            ("", "", ""),
            (
                "Acme GmbH & Co. KG",
                "Acme GmbH & Co. KG",
                "Acme GmbH & Co. KG",
            ),
            ("日本電気 – Café", "日本電気 – Café", "日本電気 – Café"),
            ("x\u{1b}[31mred", r"x\u{1b}[31mred", r"x\u{1b}[31mred"),
            (
                "a\u{7f}b\u{9b}c\0",
                r"a\u{7f}b\u{9b}c\u{0}",
                r"a\u{7f}b\u{9b}c\u{0}",
            ),
            (
                "one\ntwo\r\nthree\rfour",
                r"one⏎two⏎three\rfour",
                "one\ntwo\nthree\\rfour",
            ),
            ("one\ttwo", r"one\ttwo", "one\ttwo"),
            (
                "evil\u{202e}cod.exe",
                r"evil\u{202e}cod.exe",
                r"evil\u{202e}cod.exe",
            ),
            (
                "\u{feff}zero\u{200b}width",
                r"\u{feff}zero\u{200b}width",
                r"\u{feff}zero\u{200b}width",
            ),
            (
                "line\u{2028}end\u{85}",
                r"line\u{2028}end\u{85}",
                r"line\u{2028}end\u{85}",
            ),
            (
                "می\u{200c}خواهم 👩\u{200d}🚀 ❤\u{fe0f}",
                "می\u{200c}خواهم 👩\u{200d}🚀 ❤\u{fe0f}",
                "می\u{200c}خواهم 👩\u{200d}🚀 ❤\u{fe0f}",
            ),
        ] {
            assert_eq!(shown(text), line, "{text:?}");
            assert_eq!(shown_lines(text), lines, "{text:?}");
            assert_eq!(shown(&shown(text)), line, "once is enough: {text:?}");
        }
    }

    #[test]
    fn formula_guards_go_on_and_come_off() {
        for (text, guard) in [
            ("", ""),
            ("Acme", "Acme"),
            ("'quoted'", "'quoted'"),
            ("a=b", "a=b"),
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-", "'-"),
            ("@handle", "'@handle"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'=1", "''=1"),
            ("''@", "'''@"),
        ] {
            assert_eq!(guarded(text), guard, "{text:?}");
            assert_eq!(unguarded(guard), text, "{text:?}");
        }
        assert_eq!(unguarded("'n Beetje"), "'n Beetje");
        assert_eq!(unguarded("=1"), "=1");
    }
}
