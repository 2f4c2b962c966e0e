use super::WhichArgs;
use super::content::ContentArgs;
use crate::cli::args::options::ChangeArgs;
use crate::cli::plan::{CommandArgs, Planned};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::fact::Described;
use crate::domain::value::day::Day;
use crate::ops::product;
use crate::output::mpp;
use clap::Args;

/// Change the content of a product
///
/// An empty text clears a field: --demo ''. Categories and features that are given replace all of those before. The
/// name is fixed once the product was published. Edits to a published product wait for its next publication.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp product edit acme acme-shield --version 2.0 --feature Alerts
  mpp product edit acme 'Acme Shield' --short 'Watches containers, too'")]
pub(super) struct EditArgs {
    #[command(flatten)]
    which: WhichArgs,

    /// Its display name
    #[arg(long)]
    name: Option<String>,

    #[command(flatten)]
    content: ContentArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl CommandArgs for EditArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let name = self.name.as_deref().map(product::name).transpose()?;
        let content = self.content.content()?;
        if name.is_none() && content.is_empty() {
            return Err(Failure::usage("nothing to change was named")
                .hint(mpp("product edit --help").and_words(" lists what can be")));
        }
        Ok(self.which.change(&self.change, |product| {
            let described = Described {
                product,
                name,
                content,
                imported: false,
            };
            Request::EditProduct(described)
        }))
    }
}
