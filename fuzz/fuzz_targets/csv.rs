#![no_main]
//! CSV as anybody may have written it.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mpp_fuzz::read_rows("rows.csv", bytes));
