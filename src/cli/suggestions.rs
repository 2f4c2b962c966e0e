//! What the program suggests can be typed: every command in the transcripts, the documents and the source is read as if
//! it had been typed.

use super::Cli;
use super::args::typed::row_or_file;
use clap::error::ErrorKind;
use clap::{Command, CommandFactory as _};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where suggestions are written down.
const PLACES: [&str; 5] = ["tests/cli", "docs", "README.md", "CONTRIBUTING.md", "src"];

/// What stands for a placeholder whose value is parsed. Any word will do for the others.
const SAMPLES: &[(&str, &str)] = &[
    ("AMOUNT", "10"),
    ("AWARD", "7.1"),
    ("COMMAND", "status"),
    ("DAY", "2015-04-01"),
    ("ENTRY", "7"),
    (
        "HEAD",
        "7:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ),
    ("MONTH", "2015-04"),
    ("MONTHS", "3"),
    ("N", "7"),
    ("PARTY", "provider"),
    ("PERCENT", "10"),
    ("STAGE", "applicant"),
    ("REASON", "agreed"),
];

/// Text in which something is suggested.
struct Line {
    text: String,
    /// Whether it is of a document or a comment, which may speak of an option without its value.
    in_prose: bool,
}

fn files(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a folder");
        for entry in entries {
            files(&entry.expect("an entry").path(), found);
        }
    } else if ["rs", "md"]
        .iter()
        .any(|end| path.extension().is_some_and(|it| it == *end))
    {
        found.push(path.to_owned());
    }
}

/// The lines of all places, but for what is typed in a transcript.
fn lines() -> Vec<Line> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for place in PLACES {
        files(&root.join(place), &mut paths);
    }
    let mut lines = Vec::new();
    for path in paths.iter().filter(|path| !path.ends_with(file!())) {
        let text = fs::read_to_string(path).expect("a text");
        let in_document = path.extension().is_some_and(|end| end == "md");
        let in_prose = |line: &str| in_document || line.trim_start().starts_with("//");
        let printed = text.lines().filter(|line| !line.starts_with("$ "));
        lines.extend(printed.map(|line| Line {
            in_prose: in_prose(line),
            text: line.replace("\\\"", "\""),
        }));
    }
    lines
}

/// The commands in a line: in backticks, or in the last column of what is due. Templates and usages are none.
fn commands(line: &str) -> Vec<String> {
    let mut commands: Vec<&str> = Vec::new();
    let parts: Vec<&str> = line.split("`mpp ").collect();
    for pair in parts.windows(2) {
        if let [before, after] = pair
            && !before.ends_with("usage: ")
            && let Some((command, _)) = after.split_once('`')
        {
            commands.push(command);
        }
    }
    // In the source, a command is a value.
    let calls: Vec<&str> = line.split("mpp(\"").collect();
    for pair in calls.windows(2) {
        if let [before, after] = pair
            && !before.ends_with('.')
        {
            commands.extend(after.split_once('"').map(|(command, _)| command));
        }
    }
    if line.starts_with("20") {
        commands.extend(line.split_once("  mpp ").map(|(_, command)| command));
    }
    for (begin, end) in [
        ("\tmpp ", '\t'),
        (",mpp ", ','),
        ("\"command\":\"mpp ", '"'),
    ] {
        let after = line.split(begin).skip(1);
        commands.extend(after.filter_map(|after| after.split(end).next()));
    }
    commands.retain(|command| !command.contains('{'));
    commands.into_iter().map(str::to_owned).collect()
}

/// The words of a command as a shell splits them, with samples for placeholders.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if c == '\'' || c == '"' => quote = Some(c),
            None if c == ' ' => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    for word in &mut words {
        if let Some((_, sample)) = SAMPLES.iter().find(|(placeholder, _)| word == placeholder) {
            *word = (*sample).to_owned();
        }
    }
    words
}

/// Each of the commands that `saas|software` stands for.
fn alternatives(words: &[String]) -> Vec<Vec<String>> {
    let all: Vec<Vec<&str>> = words.iter().map(|word| word.split('|').collect()).collect();
    let most = all.iter().map(Vec::len).max().unwrap_or(1);
    let nth = |n: usize| {
        all.iter()
            .map(move |words| words[n % words.len()].to_owned())
    };
    (0..most).map(|n| nth(n).collect()).collect()
}

/// What is wrong with a suggested command.
fn problem(command: &str, in_prose: bool) -> Option<String> {
    let typed = words(command);
    let only_named = names_a_command(&typed);
    alternatives(&typed).into_iter().find_map(|words| {
        let parsed = parse(&words);
        let error = parsed.err()?;
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => None,
            // The command is named, not typed: `mpp award-points`.
            ErrorKind::MissingRequiredArgument
            | ErrorKind::MissingSubcommand
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                if only_named =>
            {
                None
            }
            // So is an option: `mpp award-points --from`.
            ErrorKind::InvalidValue
                if in_prose && command.split(' ').next_back()?.starts_with("--") =>
            {
                None
            }
            _ => Some(format!(
                "mpp {command}\n  {}",
                error.to_string().lines().next()?
            )),
        }
    })
}

/// Whether the words are a command's name and nothing more.
fn names_a_command(words: &[String]) -> bool {
    let program = Cli::command();
    let mut words = words.iter();
    words
        .try_fold(&program, |command, word| command.find_subcommand(word))
        .is_some()
}

fn parse(words: &[String]) -> Result<(), clap::Error> {
    let words = std::iter::once("mpp").chain(words.iter().map(String::as_str));
    let command = row_or_file(Cli::command());
    command.try_get_matches_from(words).map(|_| ())
}

#[test]
fn every_suggested_command_can_be_typed() {
    let mut suggested = BTreeSet::new();
    for line in lines() {
        let commands = commands(&line.text);
        suggested.extend(commands.into_iter().map(|command| (command, line.in_prose)));
    }
    assert!(suggested.len() > 150, "{} found", suggested.len());
    let problems = suggested
        .iter()
        .filter_map(|(command, in_prose)| problem(command, *in_prose));
    let problems: Vec<String> = problems.collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn no_sentence_of_the_program_has_a_command_as_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    files(&root.join("src"), &mut paths);
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let of_tests = path.components().any(|part| part.as_os_str() == "tests");
        let of_help = ["help/topics.rs", "help/layout.rs", file!()]
            .iter()
            .any(|end| path.ends_with(end));
        // The long text of a command's help is an attribute, and stands at the margin.
        let sentences = code.lines().filter(|line| line.starts_with(' '));
        let sentences = sentences.filter(|line| !line.trim_start().starts_with("//"));
        let texts = sentences.filter(|line| line.contains("`mpp "));
        if !of_tests && !of_help {
            found.extend(texts.map(|line| format!("{}: {}", path.display(), line.trim())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_option_in_a_hint_is_one_of_a_command() {
    let known = options(&Cli::command());
    let mut unknown = BTreeSet::new();
    for line in lines() {
        let hint = line.text.split_once("hint: ").map_or("", |(_, hint)| hint);
        for code in hint.split('`').skip(1).step_by(2) {
            let options = code
                .split([' ', '=', '|'])
                .filter(|word| word.starts_with("--"));
            unknown.extend(
                options
                    .filter(|word| !known.contains(&word[2..]))
                    .map(str::to_owned),
            );
        }
    }
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// The long options of a command and of those below it.
fn options(command: &Command) -> BTreeSet<String> {
    let own = command.get_arguments().filter_map(|arg| arg.get_long());
    let own = own.map(str::to_owned).chain(["help".to_owned()]);
    own.chain(command.get_subcommands().flat_map(options))
        .collect()
}

#[test]
fn what_cannot_be_typed_is_found() {
    let line = "! hint: `mpp review acme --grant` comes first; `mpp undo ENTRY` undoes it";
    assert_eq!(commands(line), ["review acme --grant", "undo ENTRY"]);
    assert_eq!(
        commands("2015-06-05  echo  it waits  mpp review echo"),
        ["review echo"]
    );
    for wrong in [
        "review acme --grant",
        "reviews acme",
        "product shows acme shield",
        "undo ENTRIES",
        "certify acme --extend-to DAY",
        "audit --expect-heads",
        "award-points acme x --ref",
        "edit acme --revenue-share PERCENT --on PERCENT",
        "completion bash|zish|fish",
        "apply NAME --from FILE",
    ] {
        assert!(problem(wrong, false).is_some(), "{wrong}");
    }
}
