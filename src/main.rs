//! The binary: reads the world around it once, runs one command, exits with its status.

#![allow(
    clippy::disallowed_methods,
    reason = "the one place that may read the world"
)]

use mpp::cli::{self, Environment};
use mpp::domain::day::{Day, parse_day};
use std::env;
use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match environment() {
        Ok(environment) => ExitCode::from(cli::run(&environment)),
        Err(message) => {
            // Where standard error is closed there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "error: {message}");
            ExitCode::from(2)
        }
    }
}

fn environment() -> Result<Environment, String> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let text = |name: &str| set(name).and_then(|value| value.into_string().ok());
    // Relative folders in XDG variables are to be ignored, says its specification.
    let folder = |name: &str| {
        set(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let home = folder("HOME").map(|home| home.join(".local").join("share"));
    let out = std::io::stdout();
    Ok(Environment {
        args: env::args_os().collect(),
        today: today(set("MPP_TODAY"))?,
        now: chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        db: set("MPP_DB").map(PathBuf::from),
        data_folder: folder("XDG_DATA_HOME").or(home),
        actor: text("MPP_ACTOR")
            .or_else(|| text("LOGNAME"))
            .or_else(|| text("USER"))
            .or_else(login_name),
        stdin_is_terminal: std::io::stdin().is_terminal(),
        width: out.is_terminal().then(width),
    })
}

fn today(asked: Option<OsString>) -> Result<Day, String> {
    let Some(asked) = asked else {
        return Ok(chrono::Local::now().date_naive());
    };
    let text = asked.to_string_lossy();
    parse_day(&text).ok_or_else(|| {
        format!("MPP_TODAY `{text}`: a day is written YYYY-MM-DD, such as 2015-03-31")
    })
}

/// Columns of the terminal; COLUMNS where it does not say.
fn width() -> u16 {
    let columns = || env::var("COLUMNS").ok()?.parse().ok();
    terminal_size::terminal_size()
        .map(|(width, _)| width.0)
        .or_else(columns)
        .filter(|width| *width > 0)
        .unwrap_or(80)
}

/// The login name of the user the process runs as, from the list of users.
fn login_name() -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let id = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let mut entries = users
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>());
    entries
        .find(|fields| fields.get(2) == Some(&id.as_str()))
        .map(|fields| fields[0].to_owned())
}
