use crate::cli::args::options::ReadArgs;
use crate::cli::args::refs::PartnerRef;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::partner::product::ProductState;
use crate::domain::value::day::Day;
use crate::report::product::Products;
use clap::Args;

/// List products with their state
///
/// What their publication still misses is counted in the table and named in CSV and JSON.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp product list acme
  mpp product list --state requested
  mpp product list --format csv -o products.csv")]
pub(super) struct ListArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id [default: all]
    partner: Option<PartnerRef>,

    /// Only those in this state
    #[arg(long)]
    state: Option<ProductState>,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for ListArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::show(&self.read, |view| {
            let (rules, as_of) = (view.rules()?, view.as_of);
            view.print(&match &self.partner {
                Some(word) => {
                    Products::for_partner(&rules, &view.history(word)?, as_of, self.state)
                }
                None => Products::for_all(&view.book, &rules, as_of, self.state)?,
            })
        }))
    }
}
