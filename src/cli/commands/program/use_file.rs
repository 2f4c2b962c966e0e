use super::file::read;
use crate::cli::args::day::DayArg;
use crate::cli::args::options::ProvenanceArgs;
use crate::cli::context::{Context, Ending, although_recorded};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::ops::rules::{UseError, use_version};
use crate::report::versions::UsedProgram;
use clap::Args;
use std::path::PathBuf;

/// Put a rule file in force from a day
///
/// The file is kept whole in the book. What was recorded stays as it was judged and priced; thresholds, credits and
/// windows follow the version of the day that is asked for. A version from a day in the past would change what is said
/// of days already decided: it needs a reason, which is recorded.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program use program.toml
  mpp program use program.toml --from +30
  mpp program use program.toml --from 2015-01-01 --retroactive 'as agreed'")]
pub(super) struct UseArgs {
    /// The rule file
    file: PathBuf,

    /// The first day on which it is in force [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<DayArg>,

    /// Change days already decided, for this reason
    #[arg(long, value_name = "REASON", conflicts_with = "note")]
    retroactive: Option<String>,

    /// Check everything but record nothing
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    origin: ProvenanceArgs,
}

pub(super) fn run(context: &Context<'_>, args: &UseArgs) -> Result<Ending, Failure> {
    let (text, program) = read(&args.file)?;
    let today = context.today();
    let from = args.from.as_ref().map_or(today, |from| from.on(today));
    let reason = crate::ops::values::text("retroactive", args.retroactive.as_deref())?;
    if reason.as_deref() == Some("") {
        return Err(Failure::usage("--retroactive needs a reason"));
    }
    let origin = context.origin(&ProvenanceArgs {
        note: reason.clone().or_else(|| args.origin.note.clone()),
        ..args.origin.clone()
    })?;
    let mut book = context.open_to_change()?;
    let used = use_version(
        &mut book,
        &origin,
        (context.today(), from),
        (&text, program),
        reason.is_some(),
        args.dry_run,
    )
    .map_err(refused)?;
    let report = UsedProgram::of(&used);
    context
        .screen
        .print_change(&report)
        .map_err(|failure| although_recorded(failure, used.entry))?;
    context.note_entry(used.entry, args.dry_run && used.version.is_some());
    Ok(Ending::Done)
}

fn refused(error: UseError) -> Failure {
    let message = error.to_string();
    match error {
        UseError::Store(error) => error.into(),
        UseError::Decided { .. } => Failure::new(FailureKind::Refused, message)
            .hint("`--from` with today or a later day leaves them as they are")
            .hint("`--retroactive REASON` changes them; what was recorded stays as it was priced")
            .hint("`mpp program simulate FILE --from DAY` shows what would change"),
    }
}
