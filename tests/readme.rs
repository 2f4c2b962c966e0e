//! The sessions of the README, run as they stand: every `console` block, in order, in one folder.
//!
//! `MPP_README=overwrite cargo test --test readme` writes what the commands print now; read the difference.

#![allow(clippy::disallowed_methods, reason = "a person says so by a variable")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn the_sessions_of_the_readme_run_as_they_stand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(root.join("examples"), folder.path().join("examples"))
        .expect("the examples");
    let mut world = BTreeMap::from([
        ("HOME".to_owned(), folder.path().display().to_string()),
        ("MPP_ACTOR".to_owned(), "ann".to_owned()),
        (
            "PATH".to_owned(),
            format!("{}:/usr/bin:/bin", bin().display()),
        ),
    ]);
    let mut run = String::with_capacity(readme.len());
    let mut in_session = false;
    let mut commands = 0;
    let mut lines = readme.lines().peekable();
    while let Some(line) = lines.next() {
        run.push_str(line);
        run.push('\n');
        match line {
            "```console" => in_session = true,
            "```" => in_session = false,
            _ => {}
        }
        let Some(first) = line.strip_prefix("$ ").filter(|_| in_session) else {
            continue;
        };
        let mut command = first.to_owned();
        while command.ends_with('\\') {
            let more = lines.next().expect("the rest of a command");
            run.push_str(more);
            run.push('\n');
            command = format!("{command}\n{more}");
        }
        while lines
            .peek()
            .is_some_and(|line| !line.starts_with("$ ") && *line != "```")
        {
            lines.next();
        }
        commands += 1;
        match command
            .strip_prefix("export ")
            .and_then(|setting| setting.split_once('='))
        {
            Some((name, value)) => {
                world.insert(name.to_owned(), value.to_owned());
            }
            None => run.push_str(&printed(&command, folder.path(), &world)),
        }
    }
    assert!(commands > 10, "the README has no tour any more");
    if std::env::var_os("MPP_README").is_some_and(|what| what == "overwrite") {
        std::fs::write(&path, run).expect("the README");
    } else {
        snapbox::assert_data_eq!(run, snapbox::Data::from(readme).raw());
    }
}

fn bin() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_mpp"))
        .parent()
        .expect("a folder")
}

/// What a command prints, errors where they come.
fn printed(command: &str, folder: &Path, world: &BTreeMap<String, String>) -> String {
    let script = format!("exec 2>&1\n{command}");
    let out = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder)
        .env_clear()
        .envs(world)
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    at_one_moment(&String::from_utf8(out.stdout).expect("text"))
}

/// The moments at which entries are recorded are those of the test; the README shows one.
fn at_one_moment(text: &str) -> String {
    let ends = text.match_indices('Z').map(|(at, _)| at + 1);
    let moments = ends.filter_map(|end| text.get(end.checked_sub(20)?..end));
    let moments: Vec<&str> = moments
        .filter(|moment| moment.as_bytes()[10] == b'T' && moment.as_bytes()[13] == b':')
        .collect();
    let told = |text: String, moment: &str| text.replace(moment, "2017-06-05T09:30:00Z");
    moments.into_iter().fold(text.to_owned(), told)
}
