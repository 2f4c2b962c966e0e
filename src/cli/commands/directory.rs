use crate::cli::args::options::ReadArgs;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::value::day::Day;
use crate::report::directory::Directory;
use clap::Args;

/// Show the public directory of published products
///
/// Preferred placement comes first, then the name decides. As a table and in Markdown it is grouped by category,
/// with how many providers there are in each.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp directory
  mpp directory --category Security
  mpp directory --format markdown -o directory.md
  mpp directory --as-of 2015-12-31 --json")]
pub(crate) struct DirectoryArgs {
    /// Only what is listed under this category
    #[arg(long, value_name = "C")]
    category: Option<String>,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for DirectoryArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::show(&self.read, |view| {
            let category = self.category.as_deref();
            view.print(&Directory::of(
                &view.book,
                &view.rules()?,
                view.as_of,
                category,
            )?)
        }))
    }
}
