use super::file::read;
use crate::cli::args::day::DayArg;
use crate::cli::args::options::ProvenanceArgs;
use crate::cli::args::reason::Reason;
use crate::cli::context::{Context, Ending, although_recorded};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::value::day::Day;
use crate::ops::rules::{UseError, use_version};
use crate::output::mpp;
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
    retroactive: Option<Reason>,

    /// Check everything but record nothing
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    origin: ProvenanceArgs,
}

impl CommandArgs for UseArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| self.put_in_force(context)))
    }
}

impl UseArgs {
    fn put_in_force(&self, context: &Context<'_>) -> Result<Ending, Failure> {
        let (text, program) = read(&self.file)?;
        let today = context.today();
        let from = self.from.as_ref().map_or(today, |from| from.on(today));
        let reason = self.retroactive.as_ref().map(Reason::text);
        let retroactive = reason.is_some();
        let origin = context.origin(&ProvenanceArgs {
            note: reason.or_else(|| self.origin.note.clone()),
            ..self.origin.clone()
        })?;
        let mut book = context.open_to_change()?;
        let (days, rules) = ((today, from), (text.as_str(), program));
        let used = use_version(&mut book, &origin, days, rules, retroactive, self.dry_run);
        let used = used.map_err(refused)?;
        let printed = context.screen.print_change(&UsedProgram::of(&used));
        printed.map_err(|failure| although_recorded(failure, used.entry))?;
        context.note_entry(used.entry, self.dry_run && used.version.is_some());
        Ok(Ending::Done)
    }
}

fn refused(error: UseError) -> Failure {
    let message = error.to_string();
    match error {
        UseError::Store(error) => error.into(),
        UseError::Decided { .. } => Failure::new(FailureKind::Refused, message)
            .hint("`--from` with today or a later day leaves them as they are")
            .hint("`--retroactive REASON` changes them; what was recorded stays as it was priced")
            .hint(mpp("program simulate FILE --from DAY").and_words(" shows what would change")),
    }
}
