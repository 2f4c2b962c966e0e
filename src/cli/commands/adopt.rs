use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::context::provenance::salt;
use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::Failure;
use crate::domain::value::day::Day;
use crate::ops::adopt::{AdoptImport, Lacking};
use crate::output::Sentence;
use clap::Args;

/// Record partners that joined the program before the book
///
/// A file has the columns of `mpp apply --from` and stage, admitted_on, mpa_on, certified_on, points, points_on.
/// A partner enters at its stage with the days it reached each; the items of the steps it has passed are waived, reason
/// "adopted". What the credit needs in addition is not: mpa_on is the day on which that was agreed. Its admission and
/// certification are awarded as the program awards them, unless points gives an opening balance: that is one award, on
/// points_on. The terms up to today are opened.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp adopt --from partners.csv --dry-run
  mpp adopt --from partners.csv --keep-going --rejects refused.csv")]
pub(crate) struct AdoptArgs {
    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl CommandArgs for AdoptArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        if self.batch.from.is_none() {
            return Err(Failure::usage("a file of partners is needed")
                .hint("name it with `--from FILE`; `-` is standard input"));
        }
        Ok(Plan::record(|context| {
            let on = context.on(&self.change)?;
            let begin = || AdoptImport::new(on, &salt);
            let (ending, import) = context.import(&self.batch, &self.change, begin)?;
            if !matches!(ending, Ending::Refused) {
                note_missing(context, import.lacking());
            }
            Ok(ending)
        }))
    }
}

/// A partner may be complete and yet have no credit, which is easily overlooked.
fn note_missing(context: &Context<'_>, lacking: &Lacking) {
    for (item, partners, first) in lacking.items() {
        let (who, have) = match partners {
            1 => (first.to_string(), "has"),
            2 => (format!("{first} and another partner"), "have"),
            _ => (
                format!("{first} and {} other partners", partners - 1),
                "have",
            ),
        };
        let open = format!("{who} {have} no credit yet: {item} is open; ");
        context.screen.note(
            Sentence::words(open)
                .and_mpp(format!("checklist {first} --met {item}"))
                .and_words(" records it"),
        );
    }
}
