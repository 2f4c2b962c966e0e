#![no_main]
//! Rule files, right or wrong: read, checked, and every mistake with its place in the file.

use mpp::domain::program::Program;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Err(mistakes) = Program::parse(text) {
        assert!(!mistakes.is_empty());
        for mistake in mistakes {
            assert!(!mistake.message.is_empty());
            assert!(text.get(mistake.span).is_some() && mistake.line > 0 && mistake.column > 0);
        }
    }
});
