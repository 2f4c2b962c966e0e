//! Words as they would be typed into a shell.

use crate::output::text::shown;

/// Returns a word as it would be typed: in quotes where it needs them.
pub(crate) fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=@+,%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", shown(word).replace('\'', "'\\''"))
}
