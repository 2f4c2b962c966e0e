//! Every `console` block is run as it stands, all those of a document in order and in one folder, and compared with what
//! the document shows. `SNAPSHOTS=overwrite cargo test --test docs` writes what the commands print now; read the
//! difference before you keep it. Of `sh` blocks, which show no output, the lines that run `mpp` have to succeed.

use crate::{documents, read, root};
use snapbox::{Assert, Data};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// How the first commands are run from a clone of the repository.
const FROM_SOURCE: &str = "cargo run --release --locked -- ";

#[test]
fn sessions_run_as_they_are_shown() {
    let mut commands = 0;
    for document in documents() {
        let text = read(&document);
        if text.contains("```console\n") || text.contains("```sh\n") {
            let run = Session::new().run(&text, &mut commands);
            let shown = Data::read_from(&root().join(&document), None).raw();
            Assert::new().action_env("SNAPSHOTS").eq(run, shown);
        }
    }
    assert!(commands > 60, "only {commands} commands were found");
}

#[test]
fn the_readme_is_short() {
    assert!(read(Path::new("README.md")).lines().count() <= 120);
}

/// A folder with the examples in it, and the variables that were exported.
struct Session {
    folder: tempfile::TempDir,
    variables: BTreeMap<String, String>,
}

impl Session {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(root().join("examples"), folder.path().join("examples"))
            .expect("the examples");
        let bin = Path::new(env!("CARGO_BIN_EXE_mpp")).parent();
        let bin = bin.expect("a folder").display();
        let variables = BTreeMap::from([
            ("HOME".to_owned(), folder.path().display().to_string()),
            ("MPP_ACTOR".to_owned(), "ann".to_owned()),
            ("PATH".to_owned(), format!("{bin}:/usr/bin:/bin")),
        ]);
        Self { folder, variables }
    }

    /// Returns the document with what its commands print now.
    fn run(&mut self, text: &str, commands: &mut usize) -> String {
        let mut run = String::with_capacity(text.len());
        let mut block = "";
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            run.push_str(line);
            run.push('\n');
            if let Some(language) = line.trim_start().strip_prefix("```") {
                block = language;
                continue;
            }
            let typed = match block {
                "console" => line.strip_prefix("$ "),
                "sh" if line.starts_with("mpp ") || line.starts_with("export ") => Some(line),
                "sh" => line.strip_prefix(FROM_SOURCE),
                _ => None,
            };
            let Some(typed) = typed else { continue };
            let mut command = typed.to_owned();
            if line.starts_with(FROM_SOURCE) {
                command.insert_str(0, "mpp ");
            }
            while command.ends_with('\\') {
                let more = lines.next().expect("the rest of a command");
                run.push_str(more);
                run.push('\n');
                command = format!("{command}\n{more}");
            }
            *commands += 1;
            if let Some((name, value)) = command
                .strip_prefix("export ")
                .and_then(|setting| setting.split_once('='))
            {
                self.variables.insert(name.to_owned(), value.to_owned());
            } else if block == "console" {
                while lines
                    .peek()
                    .is_some_and(|line| !line.starts_with("$ ") && *line != "```")
                {
                    lines.next();
                }
                let out = self.shell(&command);
                run.push_str(&at_one_moment(
                    &String::from_utf8(out.stdout).expect("text"),
                ));
            } else {
                let out = self.shell(&command);
                let printed = String::from_utf8_lossy(&out.stdout);
                assert!(out.status.success(), "{command}\n{printed}");
            }
        }
        run
    }

    /// Runs a command, its errors printed where they occur.
    fn shell(&self, command: &str) -> Output {
        Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{command}")])
            .current_dir(self.folder.path())
            .env_clear()
            .envs(&self.variables)
            .stdin(Stdio::null())
            .output()
            .expect("a shell")
    }
}

/// Replaces the moments at which the test recorded its entries by one that the documents show.
fn at_one_moment(text: &str) -> String {
    let ends = text.match_indices('Z').map(|(at, _)| at + 1);
    let moments = ends.filter_map(|end| text.get(end.checked_sub(20)?..end));
    let moments: Vec<&str> = moments
        .filter(|moment| moment.as_bytes()[10] == b'T' && moment.as_bytes()[13] == b':')
        .collect();
    moments.into_iter().fold(text.to_owned(), |text, moment| {
        text.replace(moment, "2017-06-05T09:30:00Z")
    })
}
