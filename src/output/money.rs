//! Amounts of money: kept as whole cents of USD, written for people and for machines, and read back.

/// Returns an amount as people write it: `$2,000`, `$2,000.50`, `-$3.50`.
#[must_use]
pub(crate) fn dollars(cents: i64) -> String {
    let (sign, whole, rest) = parts(cents);
    let whole = grouped(whole);
    if rest == 0 {
        format!("{sign}${whole}")
    } else {
        format!("{sign}${whole}.{rest:02}")
    }
}

/// Returns an amount as machines read it: `2000.00`, `-3.50`.
#[must_use]
pub fn decimal(cents: i64) -> String {
    let (sign, whole, rest) = parts(cents);
    format!("{sign}{whole}.{rest:02}")
}

/// Returns a whole number with separators between the thousands: `-1,234,567`.
#[must_use]
pub(crate) fn thousands(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(number.unsigned_abs()))
}

/// Reads an amount such as `2000`, `2000.50` or `$2,000.50` as cents; the error says what to write instead.
pub fn parse_cents(text: &str) -> Result<i64, String> {
    let unsigned = text.trim();
    let unsigned = unsigned.strip_prefix('$').unwrap_or(unsigned);
    if unsigned.starts_with('-') || text.trim_start().starts_with('-') {
        return Err("an amount may not be negative".to_owned());
    }
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "00"));
    let digits = ungrouped(whole).filter(|_| is_digits(decimals));
    let Some(digits) = digits else {
        return Err("not an amount in USD; write it like 2000, 2000.50 or $2,000.50".to_owned());
    };
    if decimals.len() > 2 {
        return Err("an amount has at most two decimals".to_owned());
    }
    // Digits alone fail to parse only where they are too many, in the sum as in the product.
    format!("{digits}{decimals:0<2}")
        .parse()
        .map_err(|_| "an amount larger than can be recorded".to_owned())
}

fn parts(cents: i64) -> (&'static str, u64, u64) {
    let size = cents.unsigned_abs();
    (if cents < 0 { "-" } else { "" }, size / 100, size % 100)
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns the digits of a whole number whose separators, if it has any, stand between the thousands.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let well_placed = is_digits(first) && (first == text || first.len() <= 3);
    (well_placed && groups.all(|group| group.len() == 3 && is_digits(group)))
        .then(|| text.replace(',', ""))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written() {
        for (cents, people, machines) in [
            (0, "$0", "0.00"),
            (5, "$0.05", "0.05"),
            (-5, "-$0.05", "-0.05"),
            (-350, "-$3.50", "-3.50"),
            (99_900, "$999", "999.00"),
            (200_000, "$2,000", "2000.00"),
            (200_050, "$2,000.50", "2000.50"),
            (123_456_789_000, "$1,234,567,890", "1234567890.00"),
            (
                i64::MAX,
                "$92,233,720,368,547,758.07",
                "92233720368547758.07",
            ),
            (
                i64::MIN,
                "-$92,233,720,368,547,758.08",
                "-92233720368547758.08",
            ),
        ] {
            assert_eq!(dollars(cents), people);
            assert_eq!(decimal(cents), machines);
        }
    }

    #[test]
    fn whole_numbers_are_written() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (-1_234_567, "-1,234,567"),
        ] {
            assert_eq!(thousands(number), text);
        }
        assert_eq!(thousands(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn amounts_are_read() {
        for (text, cents) in [
            ("0", 0),
            ("0.05", 5),
            ("2000", 200_000),
            ("2000.5", 200_050),
            ("2000.50", 200_050),
            ("2,000", 200_000),
            ("2,000.50", 200_050),
            ("$2,000.50", 200_050),
            (" $7 ", 700),
            ("1,234,567.89", 123_456_789),
            ("007", 700),
            ("92233720368547758.07", i64::MAX),
        ] {
            assert_eq!(parse_cents(text), Ok(cents), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        let unreadable = [
            "", "$", "$$2", "x", "1e3", "+5", ".50", "5.", "2,00", "20,00.00", "2000,000", ",200",
            "2,000,", "2,,000", "2.000,50", "1 000", "1.5.0", "2.0,0", "٣", "€5", "5 USD", "0x10",
            "inf",
        ];
        for text in unreadable {
            assert!(
                parse_cents(text).is_err_and(|why| why.starts_with("not an amount")),
                "{text:?}"
            );
        }
        for (text, reason) in [
            ("-3", "negative"),
            ("-$3.50", "negative"),
            ("$-3.50", "negative"),
            ("1.005", "two decimals"),
            ("92233720368547758.08", "larger"),
            ("99999999999999999999999", "larger"),
        ] {
            assert!(
                parse_cents(text).is_err_and(|why| why.contains(reason)),
                "{text:?}"
            );
        }
    }
}
