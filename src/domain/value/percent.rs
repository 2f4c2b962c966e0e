//! Percentages: kept as basis points.

/// Reads a percentage from `0` to `100` with at most two decimals, such as `70` or `12.5`, as basis points.
pub(crate) fn parse_percent(text: &str) -> Option<u32> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str, most| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(whole, 3) || !digits(decimals, 2) {
        return None;
    }
    let basis_points: u32 = format!("{whole}{decimals:0<2}").parse().ok()?;
    (basis_points <= 10_000).then_some(basis_points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_as_basis_points() {
        for (text, basis_points) in [
            ("0", 0),
            ("70", 7000),
            ("12.5", 1250),
            ("0.05", 5),
            ("0.01", 1),
            ("100", 10_000),
            ("100.00", 10_000),
        ] {
            assert_eq!(parse_percent(text), Some(basis_points), "{text}");
        }
        for text in [
            "", ".", ".5", "70.", "5.", "1e1", "101", "100.01", "12.345", "0070", "-1", "+1",
            "1e2", "abc", "70 %", "70%", " 70", "٣",
        ] {
            assert_eq!(parse_percent(text), None, "{text:?}");
        }
    }
}
