use crate::cli::args::options::ChangeArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::fact::Profile;
use crate::domain::value::id::EntryId;
use crate::ops::company::Said;
use clap::Args;

/// Change what is known of a partner
///
/// Its id never changes. An empty text clears what is known: --website ''.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp edit acme --website https://acme.example --category Security
  mpp edit acme --alias ACME --support-level professional
  mpp edit acme --revenue-share 70")]
pub(crate) struct EditArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: String,

    /// Its name
    #[arg(long)]
    name: Option<String>,

    /// The technology it brings
    #[arg(long)]
    product: Option<String>,

    /// Its address on the web
    #[arg(long, value_name = "URL")]
    website: Option<String>,

    /// The category it is listed under
    #[arg(long)]
    category: Option<String>,

    /// The kind of its solution: saas or software
    #[arg(long)]
    kind: Option<String>,

    /// Its account alias: 2 to 16 letters and digits
    #[arg(long)]
    alias: Option<String>,

    /// What it offers, in a few sentences
    #[arg(long, value_name = "TEXT")]
    summary: Option<String>,

    /// Its id in another system
    #[arg(long, value_name = "X")]
    external_id: Option<String>,

    /// The support level: developer, professional or enterprise
    #[arg(long, value_name = "LEVEL")]
    support_level: Option<String>,

    /// Its share of billable revenue
    #[arg(long, value_name = "PERCENT")]
    revenue_share: Option<String>,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &EditArgs) -> Result<Ending, Failure> {
    let on = context.on(&args.change)?;
    let mut book = context.open_to_change()?;
    let partner = context.partner_to_change(&book, &args.partner)?;
    let rules = book.rules(EntryId::PENDING)?;
    let said = Said {
        name: args.name.as_deref(),
        product: args.product.as_deref(),
        kind: args.kind.as_deref(),
        category: args.category.as_deref(),
        website: args.website.as_deref(),
        alias: args.alias.as_deref(),
        summary: args.summary.as_deref(),
        external_id: args.external_id.as_deref(),
        support_level: args.support_level.as_deref(),
        revenue_share: args.revenue_share.as_deref(),
    };
    let profile = said.profile(rules.on(on), false)?;
    if profile == Profile::default() {
        return Err(Failure::usage("nothing to change was named")
            .hint("`mpp edit --help` lists what can be"));
    }
    context.change(
        &mut book,
        &args.change,
        &partner,
        on,
        &Request::Edit { profile },
    )
}
