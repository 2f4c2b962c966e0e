#![no_main]
//! JSON Lines as anybody may have written them.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mpp_fuzz::read_rows("rows.jsonl", bytes));
