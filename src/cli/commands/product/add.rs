use super::content::ContentArgs;
use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::args::refs::PartnerRef;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::decide::request::Request;
use crate::domain::fact::Described;
use crate::domain::value::day::Day;
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
    #[arg(required_unless_present = "from")]
    partner: Option<PartnerRef>,

    /// The product's display name
    #[arg(required_unless_present = "from")]
    name: Option<String>,

    #[command(flatten)]
    content: ContentArgs,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl CommandArgs for AddArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let (Some(partner), Some(name)) = (&self.partner, &self.name) else {
            let begin = ProductImport::new;
            return Ok(Plan::import(&self.batch, &self.change, begin));
        };
        let described = Described {
            name: Some(product::name(name)?),
            content: self.content.content()?,
            imported: true,
            ..Described::default()
        };
        let request = Request::AddProduct(described);
        Ok(Plan::change(&self.change, partner, request))
    }
}
