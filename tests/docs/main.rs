//! The documents for readers: their sessions are run, and what they name exists.

mod links;
mod rules;
mod sessions;

use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the documents, each as a path from the root of the repository.
fn documents() -> Vec<PathBuf> {
    let mut documents: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        .map(PathBuf::from)
        .into();
    for entry in std::fs::read_dir(root().join("docs")).expect("docs") {
        let name = entry.expect("a document").file_name();
        if Path::new(&name).extension().is_some_and(|end| end == "md") {
            documents.push(Path::new("docs").join(name));
        }
    }
    documents.sort();
    documents
}

fn read(document: &Path) -> String {
    std::fs::read_to_string(root().join(document))
        .unwrap_or_else(|error| panic!("{}: {error}", document.display()))
}
