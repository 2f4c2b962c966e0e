//! Products: one file for each subcommand.

mod add;
mod content;
mod edit;
mod list;
mod mark;
mod show;
mod step;

use crate::cli::args::options::ChangeArgs;
use crate::cli::context::find::find_product;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::fact::PublicationStep;
use crate::domain::partner::scope::Scope;
use crate::domain::value::id::EntryId;
use clap::{Args, Subcommand};

/// Manage products and their publication
///
/// A product begins as a draft; once its content is complete its publication can be requested; once the technical and
/// billing integration are completed, tested and approved and the agreement is accepted, a Certified Provider's
/// product can be published. Changes to a published product wait for its next publication.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  mpp product add acme 'Acme Sword' --category Security
  mpp product list acme
  mpp product show acme acme-shield")]
pub(crate) struct ProductArgs {
    #[command(subcommand)]
    command: ProductCommand,
}

#[derive(Debug, Subcommand)]
enum ProductCommand {
    Add(add::AddArgs),
    Edit(edit::EditArgs),
    Show(show::ShowArgs),
    List(list::ListArgs),
    Mark(mark::MarkArgs),
    Request(step::RequestArgs),
    Publish(step::PublishArgs),
    Unpublish(step::UnpublishArgs),
}

/// Which product is meant.
#[derive(Debug, Args)]
struct WhichArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: String,

    /// The product: its id or its exact name
    product: String,
}

pub(crate) fn run(context: &Context<'_>, args: &ProductArgs) -> Result<Ending, Failure> {
    match &args.command {
        ProductCommand::Add(args) => add::run(context, args),
        ProductCommand::Edit(args) => edit::run(context, args),
        ProductCommand::Show(args) => show::run(context, args),
        ProductCommand::List(args) => list::run(context, args),
        ProductCommand::Mark(args) => mark::run(context, args),
        ProductCommand::Request(args) => step::run(
            context,
            &args.which,
            &args.change,
            PublicationStep::Requested,
        ),
        ProductCommand::Publish(args) => step::run(
            context,
            &args.which,
            &args.change,
            PublicationStep::Published,
        ),
        ProductCommand::Unpublish(args) => step::run(
            context,
            &args.which,
            &args.change,
            PublicationStep::Unpublished,
        ),
    }
}

/// Carries out a request for the product that is meant.
fn change(
    context: &Context<'_>,
    which: &WhichArgs,
    change: &ChangeArgs,
    request: impl FnOnce(String) -> Request,
) -> Result<Ending, Failure> {
    let on = context.on(change)?;
    let mut book = context.open_to_change()?;
    let partner = context.partner_to_change(&book, &which.partner)?;
    let history = book.history(&partner, Scope::Products, EntryId::PENDING)?;
    let product = find_product(&history, &which.product)?;
    context.change(&mut book, change, &partner, on, &request(product))
}
