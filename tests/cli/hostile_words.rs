//! Hostile values for every option and argument of every command at a terminal: whatever happens, nothing of
//! them reaches the terminal raw or whole.

use crate::help::every_command;
use crate::session::Session;
use std::fmt::Write as _;

/// Sequences that colour, link, write to the clipboard, move the cursor, ring, delete, reverse text and begin a line
/// that looks like a message of the program.
const SEQUENCES: &str = "\u{1b}[35;7m\u{1b}]8;;x\u{1b}\\\u{1b}]52;c;eA==\u{7}\u{9b}31m\u{202e}\u{7f}\r\u{1b}[2J\nerror: forged";

/// The longest argument that Linux passes on, in bytes, with some room for the option before it.
const LONGEST: usize = 131_000;

/// The most that is printed about one command.
const MOST: usize = 8_192;

/// Valid values for what a command needs before it reaches the hostile one.
const PLAUSIBLE: [(&str, &str); 11] = [
    ("PARTNER", "acme"),
    ("ACTIVITY", "press-release"),
    ("PRODUCT", "acme-shield"),
    ("MONTH", "2015-05"),
    ("AMOUNT", "1"),
    ("NAME", "Bolt"),
    ("ENTRY", "1"),
    ("COMMAND|TOPIC", "rules"),
    ("SHELL", "bash"),
    ("BEFORE", "1"),
    ("AFTER", "1"),
];

/// What an option needs next to it.
const BESIDE: [(&str, &str); 6] = [
    ("--extend-to", "--reason r"),
    ("--reverse", "--reason r"),
    ("--object", "--by provider"),
    ("--evidence", "--met density"),
    ("--keep", "."),
    ("--on-duplicate", "--from partners.csv"),
];

/// A command as its short help shows it: its options, each with what it takes, and its operands.
struct Shape {
    options: Vec<(String, usize)>,
    operands: Vec<String>,
}

fn shape(help: &str) -> Shape {
    let (mut options, mut operands, mut section) = (Vec::new(), Vec::new(), "");
    for line in help.lines() {
        if !line.starts_with(' ') {
            section = line;
            continue;
        }
        let word = line.trim_start();
        if section == "Arguments:" && line.starts_with("  ") && !line.starts_with("   ") {
            let name = word.split("  ").next().unwrap_or_default();
            let name = name.trim_matches(['[', ']', '<', '>', '.']);
            operands.push(name.to_owned());
        } else if word.starts_with('-') && section != "Examples:" {
            let form = word.split("  ").next().unwrap_or_default();
            let long = form.split_once(", ").map_or(form, |(_, long)| long);
            let mut words = long.split(' ');
            let name = words.next().unwrap_or_default().trim_end_matches("...");
            let values = words.filter(|word| word.starts_with('<')).count();
            options.push((name.to_owned(), values));
        }
    }
    Shape { options, operands }
}

fn plausible(operand: &str) -> &'static str {
    let found = PLAUSIBLE.iter().find(|(name, _)| *name == operand);
    found.map_or("partners.csv", |(_, value)| value)
}

/// Options of every command, tried with some.
const GLOBAL: [&str; 13] = [
    "--db",
    "--config",
    "--format",
    "--json",
    "--plain",
    "--output",
    "--color",
    "--no-input",
    "--yes",
    "--no-pager",
    "--quiet",
    "--verbose",
    "--help",
];

/// Shell lines that pass hostile values to a command; `@` is the program, `$L` is long, `$B` is not text,
/// and `$S` is short enough for the name of a file.
fn lines(command: &str, shape: &Shape, with_globals: bool) -> Vec<String> {
    let usual: Vec<&str> = shape
        .operands
        .iter()
        .map(|operand| plausible(operand))
        .collect();
    let operands = usual.join(" ");
    let mut lines = vec![
        format!("@ {command} --\"$L\""),
        format!("@ {command} -\"$B\""),
        format!("@ {command} {operands} \"$L\""),
    ];
    for place in 0..usual.len() {
        for payload in ["\"$S\"", "\"$L\"", "\"$B\""] {
            let mut words = usual.clone();
            words[place] = payload;
            lines.push(format!("@ {command} {}", words.join(" ")));
        }
    }
    for (option, values) in &shape.options {
        if GLOBAL.contains(&option.as_str()) && !with_globals {
            continue;
        }
        let beside = BESIDE.iter().find(|(name, _)| name == option);
        let beside = beside.map_or("", |(_, words)| words);
        let mut line = |value: &str| {
            lines.push(format!("@ {command} {operands} {option}{value} {beside}"));
        };
        match values {
            0 => line("=\"$L\""),
            1 => {
                line("=\"$S\"");
                line("=\"$B\"");
                // Many take a word followed by a value.
                line("=density=\"$L\"");
                // Some conflict with operands.
                lines.push(format!("@ {command} {option}=\"$L\" {beside}"));
            }
            _ => {
                line(" \"$L\" 1");
                line(" 2015-05 \"$L\"");
            }
        }
    }
    lines
}

/// Variables that decide something, and errors in JSON.
fn other_lines() -> Vec<String> {
    let mut lines = Vec::new();
    for name in [
        "MPP_TODAY",
        "MPP_COLOR",
        "MPP_DB",
        "MPP_CONFIG",
        "MPP_ACTOR",
        "MPP_COMPLETE",
        "COLUMNS",
        "XDG_DATA_HOME",
        "LOGNAME",
    ] {
        for line in ["status", "apply Bolt --dry-run --json", "help rules"] {
            for payload in ["S", "L", "B"] {
                lines.push(format!("{name}=\"${payload}\" @ {line}"));
            }
        }
    }
    for words in [
        "",
        "status",
        "status --tier",
        "status --db",
        "status --format",
    ] {
        lines.push(format!("@ --json {words} \"$S\""));
        lines.push(format!("@ --json {words} \"$L\""));
    }
    lines
}

/// Runs the lines at one terminal and checks the output of each. Returns how many showed the value escaped.
fn throw(session: &Session, lines: &[String]) -> usize {
    let mut script = "S=$(cat short); L=$(cat long); B=$(cat bytes)\n".to_owned();
    for line in lines {
        let line = line.replace('@', "\"$0\" --no-input --no-pager --yes");
        let _ = writeln!(script, "{line}; printf '\\n@@%d\\n' $?");
    }
    session.write("cases", script);
    let shown = session
        .shell_at_terminal(100, 40, "", ". ./cases")
        .ends_with_bytes(0);
    let mut rest = shown.as_slice();
    let mut escaped = 0;
    for line in lines {
        let end = rest.windows(4).position(|four| four == b"\r\n@@");
        let (printed, after) = rest.split_at(end.expect("every command is run"));
        let end = after[2..].iter().position(|byte| *byte == b'\n');
        let (status, after) = after[4..].split_at(end.expect("a line") - 2);
        rest = &after[1..];
        let status = String::from_utf8_lossy(status);
        if let Err(why) = harmless(printed) {
            panic!("{line}\n{why}: {:?}", String::from_utf8_lossy(printed));
        }
        let ended = ["0", "1", "2", "3", "4", "5"].contains(&status.trim());
        assert!(ended, "{line}: {status}");
        let shows = |six: &[u8]| six == b"\\u{1b}" || six == b"\\u001b";
        escaped += usize::from(printed.windows(6).any(shows));
    }
    escaped
}

/// Returns whether a terminal may receive this: text, line ends and the program's own colours.
fn harmless(printed: &[u8]) -> Result<(), String> {
    if printed.len() > MOST {
        return Err(format!("{} bytes", printed.len()));
    }
    let text = std::str::from_utf8(printed).map_err(|error| error.to_string())?;
    if text.lines().any(|line| line.starts_with("error: forged")) {
        return Err("a line that the program did not write".to_owned());
    }
    let text = text.replace("\r\n", "\n");
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    let mut plain = first;
    for part in parts {
        let (codes, rest) = part.split_once('m').unwrap_or(("?", part));
        let own = codes.chars().all(|c| c.is_ascii_digit() || c == ';') && codes != "35;7";
        if !own {
            return Err(format!("a sequence {codes:?}"));
        }
        plain += rest;
    }
    let raw = |c: &char| {
        c.is_control() && *c != '\n'
            || ('\u{202a}'..='\u{202e}').contains(c)
            || ('\u{2066}'..='\u{2069}').contains(c)
    };
    match plain.chars().find(raw) {
        Some(c) => Err(format!("a raw {c:?}")),
        None => Ok(()),
    }
}

fn scene() -> Session {
    let session = Session::with_published();
    session.write("partners.csv", "name\nCore\n");
    session.write("short", SEQUENCES);
    session.write(
        "long",
        SEQUENCES.to_owned() + &"A".repeat(LONGEST - SEQUENCES.len() - 100),
    );
    session.write("bytes", [SEQUENCES.as_bytes(), b"\xff\xfe\x9b"].concat());
    session
}

#[test]
fn a_hostile_argument_is_escaped_and_truncated() {
    let mut session = scene();
    let mut batches: Vec<Vec<String>> = vec![other_lines()];
    for command in every_command(&session) {
        let help = session.mpp(&format!("{command} -h")).ok().out;
        let shape = shape(&help);
        let with_globals = ["", "status", "apply", "completion"].contains(&command.as_str());
        batches.push(lines(&command, &shape, with_globals));
    }
    session.env.insert("CLICOLOR_FORCE", "1".to_owned());
    let halves = batches.chunks(batches.len().div_ceil(2));
    let escaped: usize = std::thread::scope(|scope| {
        let threads = halves.map(|half| {
            let session = &session;
            scope.spawn(move || -> usize {
                let throw = |lines: &Vec<String>| throw(&session.copied(), lines);
                half.iter().map(throw).sum()
            })
        });
        let threads: Vec<_> = threads.collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, usize>| match thread.join() {
            Ok(escaped) => escaped,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(join).sum()
    });
    assert!(
        escaped > 500,
        "only {escaped} commands showed what was thrown"
    );
}
