//! The world around the program, read once by `main` and handed on as a value.

use crate::domain::day::Day;
use std::ffi::OsString;
use std::path::PathBuf;

/// What the program knows of the world.
#[derive(Debug, Clone)]
pub struct Environment {
    /// The arguments, the program's name first.
    pub args: Vec<OsString>,
    /// The day it is.
    pub today: Day,
    /// The moment it is, in UTC: `2015-03-31T09:00:00Z`.
    pub now: String,
    /// `MPP_DB`.
    pub db: Option<PathBuf>,
    /// The user's folder for data, by XDG.
    pub data_folder: Option<PathBuf>,
    /// `MPP_ACTOR`, else the login name.
    pub actor: Option<String>,
    /// Whether standard input is a terminal.
    pub stdin_is_terminal: bool,
    /// The width of standard output, if it is a terminal.
    pub width: Option<u16>,
}
