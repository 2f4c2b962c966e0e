use crate::cli::args::options::ReadArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::atomic_file::{Readers, write_atomically};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::screen::ignore_broken_pipe;
use crate::output::write_calendar;
use crate::report::due::Due;
use crate::report::status::UPCOMING_DAYS;
use crate::report::words::count;
use clap::Args;
use std::io::Write as _;
use std::path::PathBuf;

/// List what needs attention
///
/// Candidate windows that end or are over, anniversaries that come or have come, open objections, applications
/// and publication requests that wait, items that are the marketplace's turn: each with its day and the command that
/// deals with it, the earliest first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp due
  mpp due --within 60 --format csv
  mpp due --within 365 --ics due.ics
  mpp due --check --quiet")]
pub(crate) struct DueArgs {
    /// How many days to look ahead
    #[arg(long, value_name = "DAYS", default_value_t = UPCOMING_DAYS, value_parser = clap::value_parser!(i64).range(0..=36500))]
    within: i64,

    /// Exit with status 5 if anything needs attention
    #[arg(long)]
    check: bool,

    /// Write windows and anniversaries to a calendar file too; `-` prints the calendar instead
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,

    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &DueArgs) -> Result<Ending, Failure> {
    let (book, as_of) = context.open_as_of(&args.read)?;

    let rules = book.rules(as_of.known_at)?;
    let due = Due::of(&book, &rules, as_of, args.within)?;
    if let Some(path) = &args.ics {
        let (events, name) = (due.events(), &rules.on(as_of.day).name);
        if path.as_os_str() == "-" {
            let mut out = std::io::stdout().lock();
            let written = write_calendar(name, &events, &mut out).and_then(|()| out.flush());
            ignore_broken_pipe(written)?;
            return Ok(ending(args, &due));
        }
        if context.screen.file.as_ref() == Some(path) {
            return Err(Failure::usage("--ics and --output name the same file"));
        }
        context.may_be_written(path, None)?;
        write_atomically(path, Readers::Umask, |out| {
            write_calendar(name, &events, out)
        })?;
        context.screen.note(&format!(
            "{}: {}",
            path.display(),
            count(i64::try_from(events.len()).unwrap_or(i64::MAX), "event")
        ));
    }
    if !(args.check && context.screen.quiet) {
        context.screen.print(&due)?;
    }
    Ok(ending(args, &due))
}

fn ending(args: &DueArgs, due: &Due) -> Ending {
    if args.check && !due.is_empty() {
        Ending::Found
    } else {
        Ending::Done
    }
}
