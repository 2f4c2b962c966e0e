//! Reads a rule file and points out every error.

use crate::cli::terminal::error::Failure;
use crate::cli::terminal::file_errors;
use crate::domain::program::Program;
use anyhow::Context as _;
use std::path::Path;

/// Reads a rule file; its text and what it says.
///
/// # Errors
/// It cannot be read or has errors: each with line, column, a caret and a hint.
pub(crate) fn read(path: &Path) -> Result<(String, Program), Failure> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let name = path.to_string_lossy();
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.split(|byte| *byte == b'\n').count();
        Failure::usage(format!("{name}:{line}: the file is not UTF-8"))
    })?;
    let program = parsed(&text, &name)?;
    Ok((text, program))
}

pub(super) fn parsed(text: &str, name: &str) -> Result<Program, Failure> {
    Program::parse(text).map_err(|errors| file_errors::failure(&errors, text, name))
}
