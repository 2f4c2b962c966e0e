//! The world around the program, read once by `main` and handed on as a value.

use crate::cli::terminal::error::Failure;
use crate::domain::value::day::{Day, parse_day, why_not_a_day};
use crate::domain::value::quote::quoted;
use std::ffi::OsString;
use std::path::PathBuf;

/// What the program knows of the world.
#[derive(Debug, Clone)]
pub struct Environment {
    /// The arguments, the program's name first.
    pub args: Vec<OsString>,
    /// The day it is: by the clock, until what was set is looked at.
    pub today: Day,
    /// The moment it is, in UTC: `2015-03-31T09:00:00Z`.
    pub now: String,
    /// The variables that decide something.
    pub variables: Variables,
    /// The user's home folder.
    pub home: Option<PathBuf>,
    /// The user's folder for data, by XDG.
    pub data_folder: Option<PathBuf>,
    /// The user's folder for configuration, by XDG.
    pub config_folder: Option<PathBuf>,
    /// The folder for temporary files.
    pub temporary_folder: PathBuf,
    /// The login name.
    pub login: Option<String>,
    /// Whether standard input is a terminal.
    pub stdin_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// The columns and lines of standard output, if it is a terminal.
    pub terminal: Option<(u16, u16)>,
    /// Brings the day and the moment up to now.
    pub refresh_clock: fn(&mut Environment),
    /// Installs a handler for an interruption, which returns whether the program ends with status 130.
    pub on_interrupt: fn(fn() -> bool),
}

impl Environment {
    /// Returns the same world on the day that `MPP_TODAY` sets, if it sets one.
    ///
    /// # Errors
    /// It is set to what is not a day.
    pub(crate) fn on_the_day_set(&self) -> Result<Self, Failure> {
        let mut environment = self.clone();
        if let Some(set) = &self.variables.today {
            let text = set.to_string_lossy();
            environment.today = parse_day(&text).ok_or_else(|| {
                Failure::usage(format!(
                    "MPP_TODAY {}: {}",
                    quoted(&text),
                    why_not_a_day(&text)
                ))
            })?;
        }
        Ok(environment)
    }

    /// The columns of standard error, if it is a terminal: those of the one that the results go to.
    #[must_use]
    pub fn err_width(&self) -> Option<u16> {
        let (width, _) = self.terminal.filter(|_| self.stderr_is_terminal)?;
        Some(width)
    }
}

/// The variables that decide something, each as it is set and not empty.
#[derive(Debug, Clone, Default)]
pub struct Variables {
    /// `MPP_DB`.
    pub db: Option<PathBuf>,
    /// `MPP_CONFIG`.
    pub config: Option<PathBuf>,
    /// `MPP_ACTOR`.
    pub actor: Option<String>,
    /// `MPP_COLOR`.
    pub color: Option<String>,
    /// `MPP_PAGER`.
    pub mpp_pager: Option<String>,
    /// `PAGER`.
    pub pager: Option<String>,
    /// Whether `MPP_NO_INPUT` is set.
    pub no_input: bool,
    /// Whether `CI` is set.
    pub ci: bool,
    /// `MPP_TODAY`.
    pub today: Option<OsString>,
    /// `MPP_COMPLETE`, the shell that asks what could be typed next.
    pub complete: Option<String>,
}
