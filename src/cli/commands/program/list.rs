use crate::cli::args::options::ReadArgs;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::value::day::Day;
use crate::report::versions::Versions;
use clap::Args;

/// List the versions of the rules with their first days
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp program list")]
pub(super) struct ListArgs {
    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for ListArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::show(&self.read, |view| {
            view.print(&Versions::of(&view.book, &view.rules()?, view.as_of)?)
        }))
    }
}
