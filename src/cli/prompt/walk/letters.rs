//! The answers to an item of a checklist: a letter or its word, and with a verdict what is to be noted.

use crate::domain::fact::VerdictKind;

/// What can be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letter {
    /// A verdict.
    Verdict(VerdictKind),
    /// The item stays as it is on record.
    Skip,
    /// This item and those after it that have no answer yet are met.
    RestMet,
    /// The item before.
    Back,
    /// What the letters mean.
    Help,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ItemAnswer {
    /// Nothing: Enter alone.
    Usual,
    /// A letter, and a note where one came with it.
    Letter(Letter, Option<String>),
}

/// A letter, its word, what it does, and whether a note may follow.
type Row = (char, &'static str, Letter, &'static str);

const ROWS: [Row; 8] = [
    (
        'm',
        "met",
        Letter::Verdict(VerdictKind::Met),
        "it is met; `m NOTE` notes something with it",
    ),
    (
        'u',
        "unmet",
        Letter::Verdict(VerdictKind::Unmet),
        "it is not met; `u NOTE` notes why",
    ),
    (
        'n',
        "not applicable",
        Letter::Verdict(VerdictKind::NotApplicable),
        "it does not apply; `n NOTE` notes why",
    ),
    (
        'w',
        "waive",
        Letter::Verdict(VerdictKind::Waived),
        "it is not asked for; `w REASON` says why",
    ),
    (
        's',
        "skip",
        Letter::Skip,
        "give no answer, or drop the one that was given",
    ),
    (
        'a',
        "rest met",
        Letter::RestMet,
        "this and all that follow without an answer are met",
    ),
    ('b', "back", Letter::Back, "go to the item before"),
    ('?', "help", Letter::Help, "explain the letters"),
];

impl Letter {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        let row = ROWS.iter().find(|row| row.2 == self);
        row.map_or("", |(_, word, ..)| word)
    }
}

/// The letters on one line.
pub(crate) fn legend(first: bool) -> String {
    let known = ROWS.iter().filter(|row| !first || row.2 != Letter::Back);
    let words: Vec<String> = known
        .map(|(letter, word, ..)| format!("{letter} {word}"))
        .collect();
    words.join("  ")
}

/// What the letters do, one line each.
pub(crate) fn help() -> Vec<String> {
    let rows = ROWS.iter();
    rows.map(|(letter, word, _, help)| format!("{letter}  {word:15} {help}"))
        .chain([
            "Enter does what the question says in brackets".to_owned(),
            "at a note, a reason, an address or a contact, `b` alone goes back to its item"
                .to_owned(),
            "Esc offers to record what was answered so far, or to drop it".to_owned(),
        ])
        .collect()
}

/// What a line answers, or what it could be.
pub(crate) fn understood(line: &str) -> Result<ItemAnswer, String> {
    if line.is_empty() {
        return Ok(ItemAnswer::Usual);
    }
    let row = ROWS.iter().find_map(|row| {
        let rest = after(line, &row.0.to_string()).or_else(|| after(line, row.1))?;
        Some((row, rest))
    });
    // Files say `not-applicable`, and the option is `--na`.
    let row = row.or_else(|| {
        let rest = ["not-applicable", "na", "waived"]
            .iter()
            .zip([2, 2, 3])
            .find_map(|(word, at)| Some((at, after(line, word)?)));
        rest.map(|(at, rest)| (&ROWS[at], rest))
    });
    let Some(((letter, _, meaning, _), note)) = row else {
        return Err("it is m, u, n, w, s, a, b or ?; ? explains the letters".to_owned());
    };
    match (meaning, note) {
        (Letter::Verdict(_), note) => Ok(ItemAnswer::Letter(
            *meaning,
            Some(note.to_owned()).filter(|note| !note.is_empty()),
        )),
        (_, "") => Ok(ItemAnswer::Letter(*meaning, None)),
        _ => Err(format!(
            "nothing goes with `{letter}`; ? explains the letters"
        )),
    }
}

/// Returns what follows the first word of a line.
fn after<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let begins = line.get(..word.len())?.eq_ignore_ascii_case(word);
    let rest = line.get(word.len()..).filter(|_| begins)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_a_word_and_a_note_are_understood() {
        let verdict = |kind, note: &str| {
            let note = Some(note.to_owned()).filter(|note| !note.is_empty());
            ItemAnswer::Letter(Letter::Verdict(kind), note)
        };
        for (line, answer) in [
            ("", ItemAnswer::Usual),
            ("m", verdict(VerdictKind::Met, "")),
            ("M  one other ", verdict(VerdictKind::Met, "one other")),
            ("met by Jo", verdict(VerdictKind::Met, "by Jo")),
            ("u", verdict(VerdictKind::Unmet, "")),
            ("n", verdict(VerdictKind::NotApplicable, "")),
            ("na", verdict(VerdictKind::NotApplicable, "")),
            ("not applicable", verdict(VerdictKind::NotApplicable, "")),
            (
                "Not-Applicable here",
                verdict(VerdictKind::NotApplicable, "here"),
            ),
            ("w seen", verdict(VerdictKind::Waived, "seen")),
            ("waived seen", verdict(VerdictKind::Waived, "seen")),
            ("s", ItemAnswer::Letter(Letter::Skip, None)),
            ("a", ItemAnswer::Letter(Letter::RestMet, None)),
            ("rest met", ItemAnswer::Letter(Letter::RestMet, None)),
            ("back", ItemAnswer::Letter(Letter::Back, None)),
            ("?", ItemAnswer::Letter(Letter::Help, None)),
        ] {
            assert_eq!(understood(line), Ok(answer), "{line}");
        }
        for line in ["x", "mm", "yes", "日", "a good product", "b 2", "? m"] {
            assert!(understood(line).is_err(), "{line}");
        }
    }

    #[test]
    fn the_letters_fit_a_narrow_terminal_and_no_way_back_leads_before_the_first() {
        assert!(legend(false).len() <= 80, "{}", legend(false));
        assert!(legend(false).contains("b back"));
        assert!(!legend(true).contains("back"));
        for row in help() {
            assert!(row.chars().count() <= 78, "{row}");
        }
    }
}
