//! Links lead somewhere, and the files, tests and names of the source that the documents mention exist.

use crate::{documents, read, root};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// What paths from the root of the repository begin with.
const FOLDERS: [&str; 9] = [
    "src/",
    "tests/",
    "docs/",
    "examples/",
    "benches/",
    "fuzz/",
    "packaging/",
    ".ci/",
    "target/",
];

#[test]
fn links_lead_to_files_and_headings() {
    let mut broken = Vec::new();
    for document in documents() {
        let text = read(&document);
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if target.starts_with("http") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() {
                document.clone()
            } else {
                normal(&document.parent().expect("a folder").join(file))
            };
            let found = root().join(&path).exists()
                && (anchor.is_empty() || anchors(&read(&path)).contains(anchor));
            if !found {
                broken.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn files_tests_and_names_exist() {
    let sources = Sources::read();
    let mut missing = Vec::new();
    for document in documents() {
        // The changelog is about the past.
        if document == Path::new("CHANGELOG.md") {
            continue;
        }
        for code in code(&read(&document)) {
            if !sources.have(&code) {
                missing.push(format!("{}: {code}", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_folder_of_the_source_is_explained() {
    let architecture = read(Path::new("docs/architecture.md"));
    for top in folders(&root().join("src")) {
        for folder in std::iter::once(top.clone()).chain(folders(&top)) {
            // The parts of one file are that file.
            if folder.with_extension("rs").exists() || folder.ends_with("tests") {
                continue;
            }
            let name = folder.file_name().expect("a name").to_string_lossy();
            assert!(
                architecture.contains(&format!("{name}/")),
                "docs/architecture.md does not mention {}",
                folder.display()
            );
        }
    }
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(of).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.is_dir()).collect()
}

fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        if part == Component::ParentDir {
            path.pop();
        } else {
            path.push(part);
        }
        path
    })
}

/// Returns the anchors of a document's headings, as they are made from their text.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| -> String {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// Returns what is in backticks, and the lines of `sh` blocks.
fn code(text: &str) -> Vec<String> {
    let mut code = Vec::new();
    let mut block = None;
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            block = match block {
                Some(_) => None,
                None => Some(language.to_owned()),
            };
        } else if block.as_deref() == Some("sh") {
            code.push(
                line.split(" #")
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
            );
        } else if block.is_none() {
            code.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    code
}

struct Sources {
    /// The text of all sources, tests and rule files.
    text: String,
}

impl Sources {
    fn read() -> Self {
        let mut text = String::new();
        for folder in ["src", "tests", "benches", "examples"] {
            collect(&root().join(folder), &mut text);
        }
        Self { text }
    }

    /// Whether what a document mentions exists, as far as it is a path, a command of cargo, or a name of the source.
    fn have(&self, code: &str) -> bool {
        if let Some((_, tests)) = code.split_once("cargo test ") {
            return self.have_tests(tests);
        }
        if FOLDERS.iter().any(|folder| code.starts_with(folder)) && !code.contains(' ') {
            // A name in capitals stands for one of the reader's own; what is built is not there yet.
            let known = code.split(['*', '<']).next().unwrap_or_default();
            let named = code.starts_with("target/") || code.contains("NAME");
            return named || root().join(known).exists();
        }
        let path = code.trim_end_matches("()");
        let word = |part: &str| part.chars().all(|c| c.is_alphanumeric() || c == '_');
        let named =
            path.contains("::") || path.contains('_') || path.starts_with(char::is_uppercase);
        if named && path.split("::").all(word) {
            let last = path.rsplit("::").next().unwrap_or_default();
            return last.contains("NAME") || self.have_word(last);
        }
        true
    }

    fn have_word(&self, word: &str) -> bool {
        self.text
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|known| known == word)
    }

    fn have_tests(&self, arguments: &str) -> bool {
        let mut words = arguments.split_whitespace();
        while let Some(word) = words.next() {
            let found = match word {
                "--test" => words.next().is_some_and(|name| {
                    let tests = root().join("tests").join(name);
                    name == "NAME" || tests.is_dir() || tests.with_extension("rs").exists()
                }),
                "--" | "--skip" => true,
                option if option.starts_with('-') => true,
                name if name.chars().any(char::is_uppercase) => true,
                filter => filter
                    .split("::")
                    .filter(|part| !part.is_empty())
                    .all(|part| self.text.contains(part)),
            };
            if !found {
                return false;
            }
        }
        true
    }
}

fn collect(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, text);
        } else if path
            .extension()
            .is_some_and(|end| end == "rs" || end == "toml")
        {
            text.push_str(&std::fs::read_to_string(&path).expect("a source"));
        }
    }
}
