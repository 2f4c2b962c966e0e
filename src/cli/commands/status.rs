use crate::cli::args::options::ReadArgs;
use crate::cli::context::find::{find_history, one_of};
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::partner::standing::Stage;
use crate::report::selection::{Selection, SortBy};
use crate::report::status::Status;
use clap::Args;

/// Show one partner in full, or list them all
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp status
  mpp status acme
  mpp status --stage candidate --sort since
  mpp status --tier gold --as-of 2015-12-31 --format csv")]
pub(crate) struct StatusArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<String>,

    /// Only partners at this stage
    #[arg(long, conflicts_with = "partner")]
    stage: Option<String>,

    /// Only partners of this tier
    #[arg(long, conflicts_with = "partner")]
    tier: Option<String>,

    /// Only partners of this category
    #[arg(long, conflicts_with = "partner")]
    category: Option<String>,

    /// What comes first
    #[arg(
        long,
        value_name = "ORDER",
        default_value = "id",
        conflicts_with = "partner"
    )]
    sort: SortBy,

    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &StatusArgs) -> Result<Ending, Failure> {
    let (book, as_of) = context.open_as_of(&args.read)?;

    let rules = book.rules(as_of.known_at)?;
    if let Some(word) = &args.partner {
        let history = find_history(&book, word, as_of)?;
        context
            .screen
            .print(&Status::for_partner(&rules, &history, as_of))?;
        return Ok(Ending::Done);
    }
    let program = rules.on(as_of.day);
    one_of(
        "stage",
        args.stage.as_deref(),
        Stage::ALL.iter().map(|stage| stage.name()).collect(),
    )?;
    one_of(
        "tier",
        args.tier.as_deref(),
        program.tiers.iter().map(|tier| tier.id.as_str()).collect(),
    )?;
    let selection = Selection {
        stage: args.stage.as_deref().and_then(Stage::named),
        tier: args.tier.clone(),
        category: args.category.clone(),
        sort: args.sort,
    };
    context
        .screen
        .print(&Status::for_all(&book, &rules, as_of, &selection)?)?;
    Ok(Ending::Done)
}
