use crate::cli::args::options::ReadArgs;
use crate::cli::args::refs::PartnerRef;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::value::day::Day;
use crate::report::history::History;
use clap::Args;

/// Show what was recorded, by whom, when and how
///
/// Without a partner one line per entry; with one, every fact about it, including those that were undone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp history --last 10
  mpp history acme --json")]
pub(crate) struct HistoryArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<PartnerRef>,

    /// Only the last so many entries
    #[arg(long, value_name = "N")]
    last: Option<usize>,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for HistoryArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::show(&self.read, |view| {
            view.print(&match &self.partner {
                Some(word) => {
                    let partner = view.partner(word)?;
                    History::for_partner(&view.book, &partner, view.as_of, self.last)?
                }
                None => History::for_all(&view.book, view.as_of, self.last)?,
            })
        }))
    }
}
