//! A session: commands typed one after the other, in a folder and an environment of their own.

use crate::ran::{Ran, timeless, words};
use serde_json::Value;
use snapbox::data::Inline;
use snapbox::{Assert, Data};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) struct Session {
    folder: tempfile::TempDir,
    pub(crate) env: BTreeMap<&'static str, String>,
}

impl Session {
    /// Begins in an empty folder with four variables: no book yet, and it is 2015-06-15.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().display().to_string();
        let env = [
            ("HOME", home.as_str()),
            ("MPP_DB", "book.db"),
            ("MPP_TODAY", "2015-06-15"),
            ("MPP_ACTOR", "ann"),
        ];
        let env = env.map(|(name, value)| (name, value.to_owned())).into();
        Self { folder, env }
    }

    /// Begins with a book that a script of `tests/books` makes.
    pub(crate) fn with_book(script: &str) -> Self {
        let session = Self::new();
        rusqlite::Connection::open(session.path("book.db"))
            .and_then(|base| base.execute_batch(script))
            .expect("a book");
        session
    }

    /// Returns another session that begins with the files of this one.
    pub(crate) fn copied(&self) -> Self {
        let mut copy = Self::new();
        copy.env.clone_from(&self.env);
        let home = copy.folder.path().display().to_string();
        copy.env.insert("HOME", home);
        copy_files(self.folder.path(), copy.folder.path());
        copy
    }

    pub(crate) fn today(&mut self, day: &str) {
        self.env.insert("MPP_TODAY", day.to_owned());
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn read_bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("a file")
    }

    /// Returns the names in the folder, without the files that SQLite puts next to the book.
    pub(crate) fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder");
        let names = entries.map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        });
        let mut names: Vec<String> = names
            .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
            .collect();
        names.sort();
        names
    }

    /// Returns the command, ready to be run in the session's environment, with nothing to read.
    pub(crate) fn command(&self, words: &[impl AsRef<str>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpp"));
        let words = words.iter().map(AsRef::as_ref);
        command
            .args(words)
            .env_clear()
            .envs(&self.env)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs the words of a line, split as a shell splits them.
    pub(crate) fn mpp(&self, line: &str) -> Ran {
        Ran::of(
            line,
            &self.command(&words(line)).output().expect("mpp runs"),
        )
    }

    /// The same with something to read on standard input.
    pub(crate) fn mpp_reading(&self, line: &str, input: &[u8]) -> Ran {
        let mut command = self.command(&words(line));
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("mpp runs");
        // A command with wrong usage does not read.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        Ran::of(line, &child.wait_with_output().expect("mpp ends"))
    }

    /// Returns the JSON document that a command prints.
    pub(crate) fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.mpp(&format!("{line} --json")).ok().out)
            .expect("one JSON document")
    }

    /// Compares a transcript with what its commands print: each line `$ mpp …` is run; lines on standard error are
    /// marked `! `, a status that is not 0 `? `.
    pub(crate) fn shows(&self, transcript: Inline) {
        let expected = Data::from(transcript);
        let mut printed = String::new();
        let text = expected.render().expect("text");
        for line in text.lines().filter_map(|line| line.strip_prefix("$ mpp")) {
            let Ran {
                status, out, err, ..
            } = self.mpp(&line.replace("[SCHEMA]", schema_version()));
            let err: Vec<String> = err.lines().map(|line| format!("! {line}\n")).collect();
            let status = if status == 0 {
                String::new()
            } else {
                format!("? {status}\n")
            };
            printed += &["$ mpp", line, "\n", &out, &err.concat(), &status].concat();
        }
        let printed =
            timeless(&printed.replace(&self.folder.path().display().to_string(), "[FOLDER]"));
        let printed = without_schema_version(&printed);
        Assert::new()
            .action_env("SNAPSHOTS")
            .eq(printed.trim_end_matches('\n'), expected.raw());
    }
}

/// Copies the files of a folder, and its folders with theirs.
fn copy_files(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("the folder") {
        let entry = entry.expect("an entry");
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            std::fs::create_dir(&copy).expect("a folder");
            copy_files(&source, &copy);
        } else {
            std::fs::copy(&source, &copy).expect("a copy");
        }
    }
}

/// Returns the schema version of the books that this program writes.
pub(crate) fn schema_version() -> &'static str {
    let parts = include_str!("../../schema.sql").split("pragma user_version = ");
    let number = parts.last().and_then(|rest| rest.split(';').next());
    number.expect("a version")
}

/// Leaves a schema version out of a transcript, so that raising it changes none.
fn without_schema_version(printed: &str) -> String {
    let version = schema_version();
    printed
        .replace(
            &format!("before-version-{version}"),
            "before-version-[SCHEMA]",
        )
        .replace(
            &format!("knows only up to {version};"),
            "knows only up to [SCHEMA];",
        )
}
