//! The binary: reads the world around it once, runs one command, exits with its status.

#![allow(
    clippy::disallowed_methods,
    reason = "the one place that may read the world"
)]

use mpp::cli::{self, Environment, Variables};
use mpp::domain::value::day::Day;
use std::env;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(cli::run(&environment()))
}

fn environment() -> Environment {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let text = |name: &str| set(name).and_then(|value| value.into_string().ok());
    // Relative folders in XDG variables are to be ignored, says its specification.
    let folder = |name: &str| {
        set(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let home = folder("HOME");
    let below_home = |path: &str| home.as_ref().map(|home| home.join(path));
    let out = std::io::stdout();
    Environment {
        args: env::args_os().collect(),
        today: today(),
        now: now(),
        variables: Variables {
            db: set("MPP_DB").map(PathBuf::from),
            config: set("MPP_CONFIG").map(PathBuf::from),
            actor: text("MPP_ACTOR"),
            color: text("MPP_COLOR"),
            mpp_pager: text("MPP_PAGER"),
            pager: text("PAGER"),
            no_input: set("MPP_NO_INPUT").is_some(),
            ci: set("CI").is_some(),
            today: set("MPP_TODAY"),
            complete: text("MPP_COMPLETE"),
        },
        data_folder: folder("XDG_DATA_HOME").or(below_home(".local/share")),
        config_folder: folder("XDG_CONFIG_HOME").or(below_home(".config")),
        home,
        temporary_folder: env::temp_dir(),
        login: text("LOGNAME").or_else(|| text("USER")).or_else(login_name),
        stdin_is_terminal: std::io::stdin().is_terminal(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
        terminal: out.is_terminal().then(size),
        refresh_clock,
        on_interrupt,
    }
}

/// Brings the day and the moment up to now; a day that was set stays.
fn refresh_clock(environment: &mut Environment) {
    environment.now = now();
    if environment.variables.today.is_none() {
        environment.today = today();
    }
}

/// The day it is where the program runs.
fn today() -> Day {
    chrono::Local::now().date_naive()
}

/// The moment it is, in UTC.
fn now() -> String {
    chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Has an interruption do one last action from now on, and end the program where the action says so.
fn on_interrupt(action: fn() -> bool) {
    // It is asked for once or twice with the same action. Where there is none the system ends the program, with the same
    // status to a shell.
    let _ = ctrlc::set_handler(move || {
        if action() {
            std::process::exit(130);
        }
    });
}

/// Columns and lines of the terminal; COLUMNS and LINES where it does not say.
fn size() -> (u16, u16) {
    let measured = terminal_size::terminal_size().map(|(width, height)| (width.0, height.0));
    let number = |name: &str| env::var(name).ok()?.parse().ok();
    let known = |measured: Option<u16>, name: &str, usual: u16| {
        measured
            .or_else(|| number(name))
            .filter(|n| *n > 0)
            .unwrap_or(usual)
    };
    (
        known(measured.map(|(width, _)| width), "COLUMNS", 80),
        known(measured.map(|(_, height)| height), "LINES", 24),
    )
}

/// The login name of the user the process runs as.
fn login_name() -> Option<String> {
    let user = nix::unistd::User::from_uid(nix::unistd::Uid::current());
    user.ok().flatten().map(|user| user.name)
}
