//! Errors in a file that a person wrote, each shown in its line.

use super::error::Failure;
use crate::domain::program::FileError;
use crate::output::text::{shown, shown_lines};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Returns the failure for a file with errors: each with its line and column, a caret under it and a hint.
pub(crate) fn failure(errors: &[FileError], text: &str, name: &str) -> Failure {
    let number = match errors.len() {
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    };
    let details = errors.iter().map(|error| annotated(error, text, name));
    Failure {
        details: details.collect(),
        ..Failure::usage(format!("{name} has {number}"))
    }
}

/// Shows the error with its line and a caret under it.
fn annotated(error: &FileError, text: &str, name: &str) -> String {
    let FileError {
        line,
        column,
        span,
        message,
        help,
    } = error;
    // Only the line itself: an error may span a whole table, and other lines may hold anything.
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let shown_line = shown_lines(&text[start..end]);
    let heading = shown(&format!("{name}:{line}:{column}: {message}")).into_owned();
    if shown_line.len() != end - start {
        return format!("{heading}\n  help: {help}");
    }
    let caret = span.start - start
        ..span
            .end
            .clamp(span.start, end)
            .max((span.start + 1).min(end))
            - start;
    let snippet = Snippet::source(shown_line.as_ref())
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
