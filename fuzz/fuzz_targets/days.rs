#![no_main]
//! Days, months and amounts: what is read is written back as it was.

use mpp::domain::value::day::{months_after, parse_day, quarter};
use mpp::domain::value::month::Month;
use mpp::output::money::{decimal, parse_cents};

libfuzzer_sys::fuzz_target!(|input: (&str, u32)| {
    let (text, months) = input;
    if let Some(day) = parse_day(text) {
        assert_eq!(day.to_string(), text);
        let month = Month::of(day);
        assert!(month.contains(day) && month.first() <= day && day <= month.last());
        assert!((1..=4).contains(&quarter(day).1));
        if months <= 12_000 {
            assert!(months_after(day, months) >= day);
            assert!(month.back(months) <= month);
        }
    }
    if let Some(month) = Month::parse(text) {
        assert_eq!(month.to_string(), text);
    }
    if let Ok(cents) = parse_cents(text) {
        assert!(cents >= 0);
        assert_eq!(parse_cents(&decimal(cents)), Ok(cents));
    }
});
