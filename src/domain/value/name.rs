//! Names of companies and the two keys under which they are compared.
//!
//! The *name key* refuses: two names with the same key are the same name. The *look key* suspects: names
//! that differ only in accents, punctuation, spacing or a legal suffix are probably the same company.

use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// Longest name, in characters.
pub const MAX_NAME: usize = 200;

/// A name as it is kept: NFC, without space around it.
///
/// # Errors
/// The text is empty, too long, or has a character that a name must not have.
pub fn clean_name(text: &str) -> Result<String, String> {
    let name = composed(text.trim()).into_owned();
    if name.is_empty() {
        return Err("a name is needed, not an empty one".to_owned());
    }
    if let Some(found) = name.chars().find_map(forbidden) {
        return Err(format!("a name must not contain {found}"));
    }
    let length = name.chars().count();
    if length > MAX_NAME {
        return Err(format!(
            "a name has at most {MAX_NAME} characters, and this has {length}"
        ));
    }
    if name_key(&name).is_empty() {
        return Err("a name needs at least one visible character".to_owned());
    }
    Ok(name)
}

/// A longer text as it is kept: NFC, line breaks as `\n`, without space around it.
///
/// # Errors
/// The text has a character that it must not have, or is longer than `max` characters.
pub fn clean_text(text: &str, max: usize) -> Result<String, String> {
    let unified = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let kept = composed(unified.trim()).into_owned();
    if let Some(found) = kept
        .chars()
        .filter(|c| !matches!(c, '\n' | '\t'))
        .find_map(forbidden)
    {
        return Err(format!("a text must not contain {found}"));
    }
    let length = kept.chars().count();
    if length > max {
        return Err(format!(
            "at most {max} characters fit here, and this has {length}"
        ));
    }
    Ok(kept)
}

/// The text in NFC. Nearly every text is so already, and composing it anew is what an import would spend most on.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Says what is wrong with a character that could move a cursor, turn text round or hide in it, if it is one.
///
/// Joiners and variation selectors are safe: Persian, Hindi and emoji are written with them.
#[must_use]
pub fn unsafe_char(c: char) -> Option<&'static str> {
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

/// Describes a character that no text may contain: `U+202E, a control of the reading direction`.
fn forbidden(c: char) -> Option<String> {
    unsafe_char(c).map(|what| format!("U+{:04X}, {what}", u32::from(c)))
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The key that refuses: NFKC, case-folded, joiners dropped, spaces collapsed.
#[must_use]
pub fn name_key(name: &str) -> String {
    if name.is_ascii() {
        return collapse(&name.to_ascii_lowercase());
    }
    let folded = caseless::default_case_fold_str(&name.nfkc().collect::<String>());
    collapse(&folded.nfkc().filter(|c| !is_joiner(*c)).collect::<String>())
}

fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The key that suspects: the name key without accents, punctuation other than `+` and `#`, spaces and legal
/// suffixes. Empty where nothing is left; an empty key suspects nothing.
#[must_use]
pub fn similarity_key(name: &str, legal_suffixes: &[String]) -> String {
    let key = name_key(name);
    let plain = if key.is_ascii() {
        key
    } else {
        without_accents(&key)
    };
    // Dots join (`s.r.o.`, `S.A.`); everything else that is not a letter, digit or sign separates words.
    let mut words: Vec<String> = plain
        .split(|c: char| !(is_kept(c) || c == '.' || c == '/' || c == '\'' || c == '"'))
        .map(|word| word.chars().filter(|c| is_kept(*c)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    while words.len() > 1 && drop_suffix(&mut words, legal_suffixes) {}
    if let Some(last) = words.last_mut() {
        drop_glued_suffix(last, legal_suffixes);
    }
    words.concat()
}

fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '+' | '#')
}

/// Takes one legal suffix off the end, also one written as several words (`sp z oo`).
fn drop_suffix(words: &mut Vec<String>, legal_suffixes: &[String]) -> bool {
    for taken in (1..=3.min(words.len() - 1)).rev() {
        let tail = words[words.len() - taken..].concat();
        if legal_suffixes.contains(&tail) {
            words.truncate(words.len() - taken);
            return true;
        }
    }
    false
}

/// In scripts written without spaces the legal form is glued to the name: 東京電機株式会社.
fn drop_glued_suffix(word: &mut String, legal_suffixes: &[String]) {
    let glued = legal_suffixes.iter().find(|suffix| {
        suffix.chars().all(|c| {
            ('\u{2e80}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7af}').contains(&c)
        }) && word.len() > suffix.len()
            && word.ends_with(suffix.as_str())
    });
    if let Some(suffix) = glued {
        word.truncate(word.len() - suffix.len());
    }
}

/// Removes marks from Latin, Greek and Cyrillic letters; in other scripts the marks are the word.
fn without_accents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut strips = false;
    for c in text.nfd() {
        if is_combining_mark(c) {
            if !strips {
                out.push(c);
            }
            continue;
        }
        strips = matches!(c, 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}');
        // Letters such as ø, ł and æ are not a base with a mark; they are replaced by their customary spelling.
        match c {
            '\u{c0}'..='\u{24f}' => out.push_str(
                &deunicode::deunicode_char(c)
                    .unwrap_or("")
                    .to_ascii_lowercase(),
            ),
            _ => out.push(c),
        }
    }
    out.nfc().collect()
}

/// The text in ASCII, as far as that is customary: Latin, Greek and Cyrillic letters have a customary spelling, those
/// of other scripts become spaces.
#[must_use]
pub fn ascii(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let spelt = |c: char| match c {
        _ if c.is_ascii() => c.to_string(),
        _ if is_combining_mark(c) => String::new(),
        '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' => {
            deunicode::deunicode_char(c).unwrap_or(" ").to_owned()
        }
        _ => " ".to_owned(),
    };
    text.nfkc().map(spelt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suffixes() -> Vec<String> {
        [
            "inc",
            "gmbh",
            "sro",
            "spzoo",
            "sa",
            "co",
            "corp",
            "ltd",
            "株式会社",
            "ооо",
        ]
        .map(String::from)
        .to_vec()
    }

    #[test]
    fn the_name_key_folds_case_width_and_spaces() {
        for (a, b) in [
            ("Acme  Cloud", "ACME cloud"),
            ("Ａｃｍｅ", "acme"),
            ("Straße", "STRASSE"),
            ("e\u{301}a", "ÉA"),
            ("a\u{200d}b", "ab"),
        ] {
            assert_eq!(name_key(a), name_key(b), "{a} / {b}");
        }
        assert_ne!(name_key("Acme Inc"), name_key("Acme"));
        assert_ne!(name_key("Éa"), name_key("Ea"));
    }

    #[test]
    fn the_look_key_suspects_suffixes_accents_and_punctuation() {
        for (a, b) in [
            ("Acme Cloud, Inc.", "acme-cloud"),
            ("Éclair GmbH", "Eclair"),
            ("Foo s.r.o.", "Foo"),
            ("Foo Sp. z o.o.", "foo"),
            ("Ørsted", "Orsted"),
            ("東京電機株式会社", "東京電機"),
            ("Софт ООО", "софт"),
            ("Ёлка", "Елка"),
            ("O'Brien", "OBrien"),
        ] {
            assert_eq!(
                similarity_key(a, &suffixes()),
                similarity_key(b, &suffixes()),
                "{a} / {b}"
            );
        }
        for (a, b) in [
            ("C", "C++"),
            ("C#", "C"),
            ("कि", "कु"),
            ("Inc", "Corp"),
            ("Zeta", "Beta"),
        ] {
            assert_ne!(
                similarity_key(a, &suffixes()),
                similarity_key(b, &suffixes()),
                "{a} / {b}"
            );
        }
        assert_eq!(similarity_key("★★★", &suffixes()), "");
    }

    #[test]
    fn names_are_cleaned_and_refused() {
        assert_eq!(
            clean_name("  Acme \u{200d}x "),
            Ok("Acme \u{200d}x".to_owned())
        );
        for bad in [
            "",
            "  ",
            "a\nb",
            "a\u{1b}[31m",
            "a\u{202e}b",
            "a\u{200b}",
            "\u{200d}",
            &"x".repeat(201),
        ] {
            assert!(clean_name(bad).is_err(), "{bad:?}");
        }
        assert_eq!(clean_text("a\r\nb ", 10), Ok("a\nb".to_owned()));
        assert!(clean_text("a\rb", 10).is_err());
        assert!(clean_text("abc", 2).is_err());
    }

    #[test]
    fn what_cannot_be_seen_is_refused_by_its_name() {
        for (text, in_name, in_text) in [
            ("Zoë's Café & Söhne C++ 東京", None, None),
            ("क्\u{200d}ष ❤\u{fe0f}", None, None),
            ("one\ntwo", Some("U+000A, a line break"), None),
            ("one\ttwo", Some("U+0009, a control character"), None),
            ("one\r\ntwo", Some("U+000D, a line break"), None),
            (
                "a\0b",
                Some("U+0000, a control character"),
                Some("U+0000, a control character"),
            ),
            (
                "\u{9b}2J",
                Some("U+009B, a control character"),
                Some("U+009B, a control character"),
            ),
            (
                "a\u{2066}b",
                Some("U+2066, a control of the reading direction"),
                Some("U+2066, a control of the reading direction"),
            ),
            (
                "soft\u{ad}hyphen",
                Some("U+00AD, an invisible character"),
                Some("U+00AD, an invisible character"),
            ),
            (
                "x\u{e0041}",
                Some("U+E0041, an invisible character"),
                Some("U+E0041, an invisible character"),
            ),
        ] {
            let refused = |kind: &str, found: Option<&str>| {
                found.map(|found| format!("a {kind} must not contain {found}"))
            };
            assert_eq!(clean_name(text).err(), refused("name", in_name), "{text:?}");
            assert_eq!(
                clean_text(text, 100).err(),
                refused("text", in_text),
                "{text:?}"
            );
        }
    }

    #[test]
    fn lengths_are_counted_in_characters_of_the_composed_text() {
        let name = "é".repeat(MAX_NAME);
        assert_eq!(clean_name(&name), Ok(name.clone()));
        assert_eq!(clean_name(&"e\u{301}".repeat(MAX_NAME)), Ok(name.clone()));
        assert!(clean_name(&format!("{name}é")).is_err());
        assert_eq!(clean_text("abc", 3), Ok("abc".to_owned()));
        assert!(clean_text("abcd", 3).is_err());
    }

    #[test]
    fn a_suffix_in_three_words_is_taken_off_a_name_of_three_and_of_one() {
        for (name, key) in [
            ("Alfa Beta Gama sp. z o.o.", "alfabetagama"),
            ("Alfa sp. z o.o.", "alfa"),
            ("sp. z o.o.", "spzoo"),
            ("株式会社", "株式会社"),
            ("東京株式会社", "東京"),
        ] {
            assert_eq!(similarity_key(name, &suffixes()), key, "{name}");
        }
    }

    #[test]
    fn marks_that_stand_alone_leave_nothing_behind() {
        assert_eq!(ascii("x\u{30b}y"), "xy");
    }
}
