//! What people and scripts expect of any command line: the conventions of docs/conventions.md. Those that belong to a
//! subject of its own are tested in its module; the list names the tests of each.

mod books;
mod discovery;
mod output;
mod streams;

use std::path::Path;

/// A numbered convention of the list, with the tests that it names.
struct Convention {
    number: usize,
    tests: Vec<String>,
}

fn conventions(list: &str) -> Vec<Convention> {
    let mut conventions: Vec<Convention> = Vec::new();
    for line in list.lines() {
        if line.starts_with("## ") && line.ends_with("surprise you") {
            break;
        }
        let number = line.split_once(". ").map(|(number, _)| number.parse());
        if let Some(Ok(number)) = number {
            conventions.push(Convention {
                number,
                tests: Vec::new(),
            });
        } else if let (Some(convention), Some(test)) = (
            conventions.last_mut(),
            line.trim()
                .strip_prefix('`')
                .and_then(|rest| rest.strip_suffix('`'))
                .filter(|test| test.contains("::")),
        ) {
            convention.tests.push(test.to_owned());
        }
    }
    conventions
}

/// Whether the module of `tests/cli` has the test: `module::name`.
fn exists(test: &str) -> bool {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let (module, name) = test.rsplit_once("::").expect("a module");
    let file = tests.join(module.replace("::", "/")).with_extension("rs");
    let source = std::fs::read_to_string(file).unwrap_or_default();
    source
        .split_once(&format!("\nfn {name}() {{"))
        .and_then(|(before, _)| before.rsplit("\n\n").next())
        .is_some_and(|attributes| attributes.contains("#[test]"))
}

#[test]
fn every_convention_names_a_test() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/conventions.md");
    let list = conventions(&std::fs::read_to_string(path).expect("the list"));
    assert!(list.len() > 50, "{} conventions", list.len());
    for (expected, convention) in (1..).zip(&list) {
        assert_eq!(convention.number, expected, "the list is numbered through");
        assert!(!convention.tests.is_empty(), "{expected} names no test");
        for test in &convention.tests {
            assert!(exists(test), "{expected} names `{test}`, which is missing");
        }
    }
}
