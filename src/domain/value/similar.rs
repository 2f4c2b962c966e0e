//! Words that are similar to a mistyped one.

/// Below this similarity a suggestion is more confusing than helpful.
const LEAST: f64 = 0.8;

/// No id, name or key is longer; what is longer is not a typing error.
const LONGEST: usize = 200;

/// Returns how similar a known word is to a typed one, from 0 to 1, if it is worth suggesting.
///
/// Words with a common beginning are similar; in short words a single typing error always is.
#[must_use]
pub fn similarity(typed: &str, known: &str) -> Option<f64> {
    if typed.len() > LONGEST {
        return None;
    }
    let similarity = strsim::jaro_winkler(typed, known);
    if similarity < LEAST && strsim::damerau_levenshtein(typed, known) == 1 {
        return Some(LEAST);
    }
    Some(similarity).filter(|similarity| *similarity >= LEAST)
}

/// Returns the known word that was probably meant; of words that are equally similar, the last.
#[must_use]
pub fn nearest<'w>(typed: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let rated = known
        .into_iter()
        .filter_map(|word| Some((similarity(typed, word)?, word)));
    let (_, word) = rated.max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(word)
}
