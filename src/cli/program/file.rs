//! A rule file on its way in, with every mistake pointed out.

use crate::cli::error::{Failure, Kind, io_failure};
use crate::domain::program::{Mistake, Program};
use crate::output::text::shown_lines;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::path::Path;

/// Reads a rule file; its text and what it says.
///
/// # Errors
/// It cannot be read, or has mistakes: each with line, column, a caret and a remedy.
pub(in crate::cli) fn read(path: &Path) -> Result<(String, Program), Failure> {
    let bytes = std::fs::read(path).map_err(|error| io_failure("reading", path, &error))?;
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
    Program::parse(text).map_err(|mistakes| {
        let count = mistakes.len();
        let mistakes_are = if count == 1 {
            "1 mistake"
        } else {
            &format!("{count} mistakes")
        };
        Failure {
            kind: Kind::Usage,
            message: format!("{name} has {mistakes_are}"),
            causes: mistakes
                .iter()
                .map(|mistake| pointed_out(mistake, text, name))
                .collect(),
            hints: Vec::new(),
        }
    })
}

/// The mistake with the line it is in and a caret under it.
fn pointed_out(mistake: &Mistake, text: &str, name: &str) -> String {
    let Mistake {
        line,
        column,
        span,
        message,
        help,
    } = mistake;
    // Only the line itself: a mistake may span a whole table, and other lines may hold anything.
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let shown = shown_lines(&text[start..end]);
    let heading = format!("{name}:{line}:{column}: {message}");
    if shown.len() != end - start {
        return format!("{heading}\n  help: {help}");
    }
    let caret = span.start - start
        ..span
            .end
            .clamp(span.start, end)
            .max((span.start + 1).min(end))
            - start;
    let snippet = Snippet::source(shown.as_ref())
        .line_start(*line)
        .annotation(AnnotationKind::Primary.span(caret));
    let report = [Level::ERROR
        .primary_title(message.as_str())
        .element(snippet)
        .element(Level::HELP.message(help.as_str()))];
    let drawn = Renderer::plain().render(&report).clone();
    let body = drawn.split_once('\n').map_or("", |(_, body)| body);
    format!("{heading}\n{body}")
}
