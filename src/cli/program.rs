use super::context::{Context, Ending};
use super::error::{Failure, Kind, io_failure};
use super::options::ReadArgs;
use super::screen::Format;
use crate::domain::program::{EMBEDDED, Mistake, Program};
use crate::output::text::shown_lines;
use crate::report::program::Rules;
use crate::report::{Block, Look, Report};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

/// Show the program's rules, or check a file of them
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(super) struct ProgramArgs {
    #[command(subcommand)]
    command: ProgramCommand,
}

#[derive(Debug, Subcommand)]
enum ProgramCommand {
    Show(ShowArgs),
    Check(CheckArgs),
}

/// Show the rules in force as tables
///
/// Where there is no book yet, the embedded rules are shown.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program show
  mpp program show --toml -o program.toml")]
struct ShowArgs {
    /// Print the rule file as it stands
    #[arg(long)]
    toml: bool,

    #[command(flatten)]
    read: ReadArgs,
}

/// Check a rule file and show every mistake in it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program check program.toml")]
struct CheckArgs {
    /// The rule file
    file: PathBuf,
}

pub(super) fn run(context: &Context<'_>, args: &ProgramArgs) -> Result<Ending, Failure> {
    match &args.command {
        ProgramCommand::Show(args) => show(context, args),
        ProgramCommand::Check(args) => {
            let (_, program) = read(&args.file)?;
            match context.screen.format {
                // A document says what the file says; on a terminal that it says it well is enough.
                Format::Json => context.screen.print(&Rules::of(&program))?,
                _ => context
                    .screen
                    .note(&format!("{}: no mistakes", args.file.display())),
            }
            Ok(Ending::Done)
        }
    }
}

fn show(context: &Context<'_>, args: &ShowArgs) -> Result<Ending, Failure> {
    if let Some((text, program)) = in_force(context, &args.read)? {
        return print(context, args.toml, &text, &program);
    }
    context
        .screen
        .note("there is no book yet: these are the rules a new one begins with");
    print(
        context,
        args.toml,
        EMBEDDED,
        &parsed(EMBEDDED, "the embedded rules")?,
    )
}

/// The rules of the book, if there is one.
fn in_force(context: &Context<'_>, args: &ReadArgs) -> Result<Option<(String, Program)>, Failure> {
    if !context.book_path()?.exists() {
        return Ok(None);
    }
    let (book, as_of) = context.open_as_of(args)?;
    let rules = book.rules(as_of.known_at)?;
    let version = rules.version(as_of.day);
    Ok(Some((
        book.rules_text(version.number)?,
        version.program.clone(),
    )))
}

fn print(
    context: &Context<'_>,
    toml: bool,
    text: &str,
    program: &Program,
) -> Result<Ending, Failure> {
    match toml {
        true => context.screen.print(&Verbatim { rules: text })?,
        false => context.screen.print(&Rules::of(program))?,
    }
    Ok(Ending::Done)
}

/// The rule file as it stands.
#[derive(serde::Serialize)]
struct Verbatim<'t> {
    rules: &'t str,
}

impl Report for Verbatim<'_> {
    fn sheet(&self) -> crate::output::Sheet {
        let mut sheet = crate::output::Sheet::new([crate::output::Column::text("rules")]);
        sheet.row([self.rules.into()]);
        sheet
    }

    fn page(&self, _: Look) -> Vec<Block> {
        self.rules
            .lines()
            .map(|line| Block::Line(line.to_owned()))
            .collect()
    }
}

/// Reads a rule file; its text and what it says.
///
/// # Errors
/// It cannot be read, or has mistakes: each with line, column, a caret and a remedy.
pub(super) fn read(path: &Path) -> Result<(String, Program), Failure> {
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

fn parsed(text: &str, name: &str) -> Result<Program, Failure> {
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
