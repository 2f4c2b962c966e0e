use crate::cli::args::options::ReadArgs;
use crate::cli::context::find::find_history;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::partner::product::ProductState;
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
    partner: Option<String>,

    /// Only those in this state
    #[arg(long, value_parser = ProductState::ALL.iter().map(|state| state.name()).collect::<Vec<_>>())]
    state: Option<String>,

    #[command(flatten)]
    read: ReadArgs,
}

pub(super) fn run(context: &Context<'_>, args: &ListArgs) -> Result<Ending, Failure> {
    let (book, as_of) = context.open_as_of(&args.read)?;
    let rules = book.rules(as_of.known_at)?;
    let only = args.state.as_deref().and_then(ProductState::named);
    let products = match &args.partner {
        Some(word) => {
            Products::for_partner(&rules, &find_history(&book, word, as_of)?, as_of, only)
        }
        None => Products::for_all(&book, &rules, as_of, only)?,
    };
    context.screen.print(&products)?;
    Ok(Ending::Done)
}
