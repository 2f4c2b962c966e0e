use super::content::ContentArgs;
use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::fact::Described;
use crate::ops::product::{self, ProductImport};
use clap::Args;

/// Add a product, or a file of them
///
/// Its id is made from its name and is unique for its partner.
///
/// A file has the columns partner, name, version, kind, category, short, full, features, eula, support, pricing, demo,
/// evidence, on; partner and name are required. Several categories or features are separated by `;`. Running it
/// again changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp product add acme 'Acme Sword' --category Security --short 'Cuts'
  mpp product add --from products.csv --keep-going --rejects bad.csv")]
pub(super) struct AddArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    partner: Option<String>,

    /// The product's display name
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    name: Option<String>,

    #[command(flatten)]
    content: ContentArgs,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(super) fn run(context: &Context<'_>, args: &AddArgs) -> Result<Ending, Failure> {
    args.batch.refuse_without_file()?;
    let content = args.content.content()?;
    let on = context.on(&args.change)?;
    if args.batch.from.is_some() {
        if !content.is_empty() {
            return Err(Failure::usage(
                "products come from a file or from options, not from both",
            ));
        }
        let begin = || ProductImport::new(on);
        let (ending, _) = context.import(&args.batch, &args.change, begin)?;
        return Ok(ending);
    }
    let name = product::name(args.name.as_deref().unwrap_or_default())?;
    let mut book = context.open_to_change()?;
    let word = args.partner.as_deref().unwrap_or_default();
    let partner = context.partner_to_change(&book, word)?;
    let described = Described {
        name: Some(name),
        content,
        brought: true,
        ..Described::default()
    };
    let request = Request::AddProduct { described };
    context.change(&mut book, &args.change, &partner, on, &request)
}
