#![no_main]
//! Names, ids and what is made of them.

use mpp::domain::rule::profile::clean_alias;
use mpp::domain::value::id::{FactId, PartnerId};
use mpp::domain::value::name::{clean_name, clean_text, name_key, similarity_key, unsafe_char};
use mpp::output::text::{guarded, shown, shown_lines, unguarded};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Some(id) = PartnerId::from_name(text) {
        assert_eq!(PartnerId::new(id.as_str()), Ok(id));
    }
    if let Some(fact) = FactId::parse(text) {
        assert_eq!(FactId::parse(&fact.to_string()), Some(fact));
    }
    if let Ok(alias) = clean_alias(text) {
        assert_eq!(clean_alias(&alias), Ok(alias));
    }
    if let Ok(name) = clean_name(text) {
        assert!(!name.chars().any(|c| unsafe_char(c).is_some()));
        assert_eq!(clean_name(&name), Ok(name.clone()));
        let key = name_key(&name);
        assert_eq!(name_key(&key), key);
        let _ = similarity_key(&name, &["inc".to_owned(), "gmbh".to_owned()]);
    }
    if let Ok(kept) = clean_text(text, 2000) {
        assert_eq!(clean_text(&kept, 2000), Ok(kept));
    }
    assert!(!shown(text).chars().any(|c| unsafe_char(c).is_some()));
    let lines = shown_lines(text);
    assert!(
        !lines
            .chars()
            .any(|c| unsafe_char(c).is_some() && c != '\n' && c != '\t')
    );
    assert_eq!(unguarded(&guarded(text)), text);
});
