//! Text from outside: made harmless before it is shown, judged before it is kept.
//!
//! A name may carry escape sequences that move a terminal's cursor, controls that turn the reading direction
//! round, characters nobody can see, or a formula that a spreadsheet would run.

use std::borrow::Cow;

/// What a spreadsheet takes for the beginning of a formula, or skips to find one.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Returns `text` as one harmless line: line breaks as `⏎`, everything [`forbidden`] as `\u{1b}`.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    harmless(text, Breaks::Marked)
}

/// Returns `text` made harmless as [`shown`] does, but with its line breaks and tabs kept.
#[must_use]
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    harmless(text, Breaks::Kept)
}

/// Returns the first character that a name may not have: control, line break, bidirectional control, invisible.
///
/// Joiners and variation selectors are no mischief: Persian, Hindi and emoji are written with them.
#[must_use]
pub fn forbidden(text: &str) -> Option<char> {
    text.chars().find(|&c| mischief(c).is_some())
}

/// Returns the first character that a text of several lines may not have: as [`forbidden`], but `\n` and tab are fine.
///
/// Line breaks of other systems are for [`unix_lines`] to bring into that form first.
#[must_use]
pub fn forbidden_in_text(text: &str) -> Option<char> {
    text.chars()
        .find(|&c| !matches!(c, '\n' | '\t') && mischief(c).is_some())
}

/// Names a character that was refused, as in `U+202E, a control of the reading direction`.
#[must_use]
pub fn named(c: char) -> String {
    let what = mischief(c).unwrap_or("a character");
    format!("U+{:04X}, {what}", u32::from(c))
}

/// Returns `text` with `\n` for every line break of Windows.
#[must_use]
pub fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") {
        text.replace("\r\n", "\n").into()
    } else {
        text.into()
    }
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
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || forbidden(text).is_none() {
        return text.into();
    }
    let mut line = String::with_capacity(text.len() + 16);
    for c in unix_lines(text).chars() {
        match c {
            '\n' | '\t' if breaks == Breaks::Kept => line.push(c),
            '\n' => line.push('⏎'),
            _ if mischief(c).is_some() => line.extend(c.escape_default()),
            _ => line.push(c),
        }
    }
    line.into()
}

/// Says what is wrong with a character, if anything is.
fn mischief(c: char) -> Option<&'static str> {
    match c {
        ' '..='~' => None,
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some("a line break"),
        _ if c.is_control() => Some("a control character"),
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Some("a control of the reading direction")
        }
        // Unicode's format characters without a look of their own, the joiners left out, and the blank
        // Hangul fillers, which count as letters.
        '\u{AD}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E00FF}' => Some("an invisible character"),
        _ => None,
    }
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
    fn names_and_texts_refuse_what_cannot_be_seen() {
        for (text, in_name, in_text) in [
            ("", None, None),
            ("Zoë's Café", None, None),
            ("C++ & Söhne 東京", None, None),
            ("क्\u{200d}ष ❤\u{fe0f}", None, None),
            ("one\ntwo", Some('\n'), None),
            ("one\ttwo", Some('\t'), None),
            ("one\r\ntwo", Some('\r'), Some('\r')),
            ("a\0", Some('\0'), Some('\0')),
            ("\u{1b}]0;title\u{7}", Some('\u{1b}'), Some('\u{1b}')),
            ("\u{9b}2J", Some('\u{9b}'), Some('\u{9b}')),
            ("a\u{200f}b", Some('\u{200f}'), Some('\u{200f}')),
            ("a\u{2066}b", Some('\u{2066}'), Some('\u{2066}')),
            ("a\u{200b}b", Some('\u{200b}'), Some('\u{200b}')),
            ("soft\u{ad}hyphen", Some('\u{ad}'), Some('\u{ad}')),
            ("\u{3164}", Some('\u{3164}'), Some('\u{3164}')),
            ("tag\u{e0041}", Some('\u{e0041}'), Some('\u{e0041}')),
        ] {
            assert_eq!(forbidden(text), in_name, "{text:?}");
            assert_eq!(forbidden_in_text(text), in_text, "{text:?}");
        }
    }

    #[test]
    fn refused_characters_have_names() {
        for (c, name) in [
            ('\u{1b}', "U+001B, a control character"),
            ('\n', "U+000A, a line break"),
            ('\u{202e}', "U+202E, a control of the reading direction"),
            ('\u{e0041}', "U+E0041, an invisible character"),
            ('x', "U+0078, a character"),
        ] {
            assert_eq!(named(c), name);
        }
    }

    #[test]
    fn windows_line_breaks_are_brought_into_one_form() {
        for (text, unix) in [
            ("a", "a"),
            ("a\r\nb\r\n", "a\nb\n"),
            ("a\rb", "a\rb"),
            ("a\nb", "a\nb"),
        ] {
            assert_eq!(unix_lines(text), unix);
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
