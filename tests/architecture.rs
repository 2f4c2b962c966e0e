//! Which module may name which: checks the `use` lines and full paths of the sources.
//!
//! `main → cli → {ops, report, output, rows}`; `ops`, `report → store → domain`. The other edges that there are
//! stand in [`ALLOWED`] with their reasons.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The modules that each module may name, with the reason for each exception.
const ALLOWED: &[(&str, &[&str])] = &[
    ("main", &["cli", "domain::value::day"]), // the day it is, is read from the environment and checked as days are
    ("lib", &[]),
    (
        "cli",
        &["ops", "report", "output", "rows", "store", "domain"],
    ), // it opens the book and says requests
    // Imports read files row by row, and amounts as money is shown; the reason of a refused row says what would help.
    (
        "ops",
        &[
            "store",
            "domain",
            "rows",
            "output::money",
            "output::spelled",
        ],
    ),
    // A change is reported from its result; a refused row as the file's reader describes it.
    (
        "report",
        &["store", "domain", "output", "ops", "rows::RowProblem"],
    ),
    ("store", &["domain"]),
    // Values from outside are escaped before they appear in a message.
    (
        "rows",
        &[
            "output::text",
            "domain::value::quote",
            "domain::value::similar",
        ],
    ),
    // What a name must not contain is what must not be shown; advice is spelled as it is typed.
    (
        "output",
        &[
            "domain::value::name::unsafe_char",
            "domain::value::phrase",
            "domain::rule::advice",
            "domain::fact::ContentField",
        ],
    ),
    ("domain", &[]),
];

/// The folders of a module from the lowest floor to the highest: each may name only those before it.
const FLOORS: &[(&str, &[&str])] = &[
    (
        "domain",
        &[
            "value", "fact", "program", "partner", "rule", "decide", "query",
        ],
    ),
    (
        "cli",
        &[
            "terminal", "args", "settings", "context", "prompt", "plan", "help", "commands",
        ],
    ),
];

/// The crates that only some modules may name.
const CRATES: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("anstream", &["cli"]),
    ("anyhow", &["cli"]),
    ("annotate_snippets", &["cli::terminal::file_errors"]),
    ("comfy_table", &["output::table"]),
    ("crossterm", &["output::table"]),
    ("rusqlite", &["store::engine"]),
    (
        "rustix",
        &[
            "cli::prompt::ask",
            "cli::context::places",
            "store::door",
            "store::engine::opening",
            "store::heads",
            "store::restore",
            "store::scratch",
            "store::writer",
        ],
    ),
    ("nix", &["main", "store::engine::opening"]),
    ("sha2", &["store::chain"]),
    ("csv", &["output::csv", "rows"]),
    ("csv_core", &["rows"]),
    (
        "tempfile",
        &[
            "cli::terminal::atomic_file",
            "cli::terminal::spool",
            "rows::kept",
        ],
    ),
    ("terminal_size", &["main"]),
    ("ctrlc", &["main"]),
    ("getrandom", &["cli::context::provenance"]),
    ("unicode_segmentation", &["cli::prompt::line"]),
    ("strsim", &["domain::value::similar"]),
    ("dialoguer", &["cli::prompt::ask", "cli::prompt::line"]),
    ("indicatif", &["cli::terminal::progress"]),
    ("clap_complete", &["cli::help::complete"]),
    ("clap_mangen", &["cli::commands::man"]),
    ("std::env", &["main"]),
];

/// What only `main` may call: the arguments, the environment, the clock, the end of the process.
const ONLY_MAIN: &[&str] = &[
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "process::exit",
    "env::var",
    "env::args",
    "temp_dir",
];

/// The crates that the domain may name.
const OF_THE_DOMAIN: &[&str] = &[
    "std",
    "core",
    "chrono",
    "serde",
    "toml",
    "unicode_normalization",
    "caseless",
    "deunicode",
    "strsim",
];

/// Every crate the project depends on, as code spells it.
fn crates() -> Vec<String> {
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().expect("a manifest");
    let dependencies = manifest["dependencies"].as_table().expect("dependencies");
    dependencies
        .keys()
        .map(|name| name.replace('-', "_"))
        .chain(["std".to_owned()])
        .collect()
}

fn within(module: &str, of: &str) -> bool {
    module == of
        || module
            .strip_prefix(of)
            .is_some_and(|rest| rest.starts_with("::"))
}

/// The paths a source names: from its `use` lines, braces spread out, and in its code. Remarks, texts and the
/// tests at a file's end do not count.
fn paths(source: &str, module: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    let mut statement: Option<(usize, String)> = None;
    for (number, line) in (1..).zip(source.lines()) {
        if line.starts_with("#[cfg(test)]") {
            break;
        }
        let code = without_texts(line.split("//").next().unwrap_or_default());
        let trimmed = code
            .trim()
            .trim_start_matches("pub(super) ")
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub ");
        match statement
            .take()
            .or_else(|| trimmed.starts_with("use ").then(|| (number, String::new())))
        {
            Some((first, mut text)) => {
                let _ = write!(text, "{trimmed} ");
                if trimmed.ends_with(';') {
                    let text = text.trim().trim_start_matches("use ").trim_end_matches(';');
                    paths.extend(spread(text).into_iter().map(|path| (first, path)));
                } else {
                    statement = Some((first, text));
                }
            }
            None => paths.extend(
                code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
                    .filter(|word| word.contains("::"))
                    .map(|word| (number, word.trim_matches(':').to_owned())),
            ),
        }
    }
    paths
        .into_iter()
        .map(|(line, path)| (line, absolute(&path, module)))
        .collect()
}

fn without_texts(line: &str) -> String {
    line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

/// `a::{b, c::{d, self}}` as `a::b`, `a::c::d`, `a::c`.
fn spread(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree).trim();
        return vec![path.trim_end_matches("::self").to_owned()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut depth, mut from, mut branches) = (0, 0, Vec::new());
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                branches.push(&inner[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    branches.push(&inner[from..]);
    let branches = branches
        .into_iter()
        .filter(|branch| !branch.trim().is_empty());
    branches
        .flat_map(|branch| spread(&format!("{}{}", head.trim(), branch.trim())))
        .collect()
}

/// A path from the root: `crate::` and `mpp::` taken off and marked `/`, `super::` followed.
fn absolute(path: &str, module: &str) -> String {
    if let Some(rest) = path
        .strip_prefix("crate::")
        .or_else(|| path.strip_prefix("mpp::"))
    {
        return format!("/{rest}");
    }
    let mut up: Vec<&str> = module.split("::").collect();
    let mut rest = path;
    while let Some(further) = rest.strip_prefix("super::") {
        up.pop();
        rest = further;
    }
    if rest.len() == path.len() {
        path.to_owned()
    } else {
        format!("/{}", [up, vec![rest]].concat().join("::"))
    }
}

/// Returns the higher floor that a path leads to from a module on a lower one.
fn upward(module: &str, path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let of = |path: &str, tower: &str, floors: &[&str]| {
        let folder = path.strip_prefix(tower)?.strip_prefix("::")?;
        let folder = folder.split("::").next()?;
        floors.iter().position(|floor| *floor == folder)
    };
    FLOORS.iter().find_map(|(tower, floors)| {
        let (from, to) = (of(module, tower, floors)?, of(path, tower, floors)?);
        (from < to).then(|| format!("{tower}::{} is below {}", floors[from], floors[to]))
    })
}

/// Every line of a source that crosses a rule, in words.
fn crossings(file: &str, module: &str, source: &str, crates: &[String]) -> Vec<String> {
    let top = module.split("::").next().unwrap_or(module);
    let mut found = Vec::new();
    for (line, path) in paths(source, module) {
        let mut cross = |rule: &str| {
            found.push(format!(
                "{file}:{line} names {}: {rule}",
                path.trim_start_matches('/')
            ));
        };
        if let Some(ours) = path.strip_prefix('/') {
            let other = ours.split("::").next().unwrap_or(ours);
            let modules = || ALLOWED.iter().any(|(known, _)| *known == other);
            let allowed = || {
                ALLOWED
                    .iter()
                    .find(|(known, _)| *known == top)
                    .is_some_and(|(_, may)| may.iter().any(|may| within(ours, may)))
            };
            if other != top && modules() && !allowed() {
                cross(&format!("{top} may not name {other}"));
            }
        }
        if let Some(rule) = upward(module, &path) {
            cross(&rule);
        }
        let named = path.split("::").next().unwrap_or(&path);
        if top == "domain"
            && crates.iter().any(|known| known == named)
            && !OF_THE_DOMAIN.contains(&named)
        {
            cross(
                "the domain names only the standard library, dates, serde, toml and Unicode's tables",
            );
        }
        for (name, may) in CRATES.iter().filter(|(name, _)| within(&path, name)) {
            if !may.iter().any(|of| within(module, of)) {
                cross(&format!("only {} may name {name}", may.join(" and ")));
            }
        }
        if top != "main"
            && ONLY_MAIN.iter().any(|only| {
                path.trim_start_matches('/').ends_with(only) || path.contains(&format!("{only}::"))
            })
        {
            cross("only main reads the environment and exits");
        }
    }
    found
}

/// Every source with its module; the tests in files of their own are left out.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.ends_with("tests") {
                walk(&path, all);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.ends_with("tests.rs")
            {
                all.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let module = |path: &Path| {
        let path = path
            .strip_prefix(&root)
            .expect("a source")
            .with_extension("");
        let names: Vec<String> = path
            .iter()
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.join("::").trim_end_matches("::mod").to_owned()
    };
    files
        .into_iter()
        .map(|path| (path.clone(), module(&path)))
        .collect()
}

#[test]
fn no_line_crosses_a_rule() {
    let crates = crates();
    let sources = sources();
    assert!(sources.len() > 60, "the sources are found");
    let crossed: Vec<String> = sources
        .iter()
        .flat_map(|(path, module)| {
            let source = std::fs::read_to_string(path).expect("a source");
            let file = path
                .strip_prefix(env!("CARGO_MANIFEST_DIR"))
                .expect("a source")
                .display()
                .to_string();
            crossings(&file, module, &source, &crates)
        })
        .collect();
    assert!(
        crossed.is_empty(),
        "{} lines cross the map of src/lib.rs:\n{}",
        crossed.len(),
        crossed.join("\n")
    );
}

#[test]
fn a_line_that_crosses_a_rule_is_noticed() {
    let crates = crates();
    for (module, line, rule) in [
        (
            "domain::rule::tier",
            "use crate::store::Book;",
            "domain may not name store",
        ),
        (
            "domain::rule::tier",
            "use super::super::super::store::{Book, StoreError};",
            "domain may not name store",
        ),
        (
            "domain::rule::tier",
            "fn f(_: &crate::ops::change::Change) {}",
            "domain may not name ops",
        ),
        (
            "domain::rule::tier",
            "use {std::fmt, rusqlite::Row};",
            "the domain names only",
        ),
        (
            "domain::rule::tier",
            "use std::{collections::BTreeMap, env::{self, var}};",
            "only main may name std::env",
        ),
        (
            "store::facts",
            "use crate::report::AsOf;",
            "store may not name report",
        ),
        (
            "store::facts",
            "let x = rusqlite::Connection::open(path);",
            "only store::engine may name rusqlite",
        ),
        (
            "ops::award",
            "use crate::{\n    domain::value::day::Day,\n    output::table::Width,\n};",
            "ops may not name output",
        ),
        (
            "output::csv",
            "use comfy_table::Table;",
            "only output::table may name comfy_table",
        ),
        (
            "report::tier",
            "#[derive(clap::Args)]",
            "only cli may name clap",
        ),
        (
            "report::tier",
            "let now = chrono::Utc::now();",
            "only main reads the environment",
        ),
        (
            "cli::commands::undo",
            "std::process::exit(1)",
            "only main reads the environment",
        ),
        ("main", "use mpp::store::Book;", "main may not name store"),
        (
            "domain::partner::standing",
            "use crate::domain::rule::tier::held;",
            "domain::partner is below rule",
        ),
        (
            "domain::rule::tier",
            "use super::super::query::path;",
            "domain::rule is below query",
        ),
        (
            "cli::prompt::walk::items",
            "use crate::cli::commands::review::ReviewArgs;",
            "cli::prompt is below commands",
        ),
    ] {
        let crossed = crossings("sample.rs", module, line, &crates);
        assert!(
            crossed
                .iter()
                .any(|crossing| crossing.starts_with("sample.rs:1 names ")
                    && crossing.contains(rule)),
            "{module}: {line}: {crossed:?}"
        );
    }
    for (module, line) in [
        (
            "domain::rule::tier",
            "use super::super::program::{Program, Tier};",
        ),
        ("domain::rule::tier", "// crate::store is what reads this"),
        ("domain::rule::tier", "let text = \"crate::store::Book\";"),
        ("ops::award", "use crate::output::money::parse_cents;"),
        (
            "store::engine",
            "use rusqlite::{Connection, types::ValueRef};",
        ),
        ("cli::terminal::screen", "use std::{fs, process};"),
        ("output::csv", "#[cfg(test)]\nuse crate::store::Book;"),
    ] {
        assert_eq!(
            crossings("sample.rs", module, line, &crates),
            Vec::<String>::new(),
            "{module}: {line}"
        );
    }
}
