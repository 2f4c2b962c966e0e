use crate::cli::args::options::ReadArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::atomic_file::{Readers, write_atomically};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::screen::ignore_broken_pipe;
use crate::domain::value::day::Day;
use crate::output::write_calendar;
use crate::report::due::Due;
use crate::report::status::UPCOMING_DAYS;
use crate::report::words::count;
use clap::Args;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// List what needs attention
///
/// Candidate windows that end or are over, anniversaries that come or have come, open objections, applications
/// and publication requests that wait, items that are the marketplace's turn, open requests: each with its day and the
/// command that deals with it, the earliest first.
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

impl CommandArgs for DueArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::show(&self.read, |view| {
            let screen = &view.context.screen;
            let rules = view.rules()?;
            let due = Due::of(&view.book, &rules, view.as_of, self.within)?;
            let ending = if self.check && due.needs_attention() {
                Ending::Found
            } else {
                Ending::Done
            };
            if let Some(path) = &self.ics {
                let name = &rules.on(view.as_of.day).name;
                if path.as_os_str() == "-" {
                    let mut out = std::io::stdout().lock();
                    let written = write_calendar(name, &due.events(), &mut out);
                    ignore_broken_pipe(written.and_then(|()| out.flush()))?;
                    return Ok(ending);
                }
                write_file(view.context, path, name, &due)?;
            }
            if !(self.check && screen.quiet) {
                screen.print(&due)?;
            }
            Ok(ending)
        }))
    }
}

fn write_file(context: &Context<'_>, path: &Path, name: &str, due: &Due) -> Result<(), Failure> {
    let screen = &context.screen;
    if screen.file.as_deref() == Some(path) {
        return Err(Failure::usage("--ics and --output name the same file"));
    }
    context.may_be_written(path, None)?;
    let events = due.events();
    write_atomically(path, Readers::Umask, |out| {
        write_calendar(name, &events, out)
    })?;
    let events = count(i64::try_from(events.len()).unwrap_or(i64::MAX), "event");
    screen.note(format!("{}: {events}", path.display()));
    Ok(())
}
