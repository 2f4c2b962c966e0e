//! What is printed before a command could even begin.

use super::preparse;
use crate::cli::settings::environment::Environment;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::screen::{Format, Screen};

/// Says why a command could not even begin, in JSON where that was asked for. Returns the exit status.
pub(crate) fn failed_early(environment: &Environment, failure: &Failure) -> u8 {
    early_screen(environment).fail(failure);
    failure.kind.status()
}

/// Returns where a command prints that could not begin.
pub(crate) fn early_screen(environment: &Environment) -> Screen {
    let json = preparse::wants_json(environment);
    Screen {
        format: if json { Format::Json } else { Format::Table },
        file: None,
        color: preparse::color(environment).into(),
        quiet: false,
        verbose: false,
        terminal: None,
        pager: None,
        rehearses: false,
        err_width: environment.err_width(),
        same_place: String::new(),
        pages: std::rc::Rc::default(),
    }
}
