//! Products: one file for each subcommand.

mod add;
mod content;
mod edit;
mod list;
mod mark;
mod show;
mod step;

use crate::cli::args::options::ChangeArgs;
use crate::cli::args::refs::{PartnerRef, ProductRef};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::decide::request::{Request, StepProduct};
use crate::domain::fact::PublicationStep;
use crate::domain::value::day::Day;
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
    partner: PartnerRef,

    /// The product: its id or its exact name
    product: ProductRef,
}

impl CommandArgs for ProductArgs {
    fn plan(&self, today: Day) -> Planned<'_> {
        match &self.command {
            ProductCommand::Add(args) => args.plan(today),
            ProductCommand::Edit(args) => args.plan(today),
            ProductCommand::Show(args) => args.plan(today),
            ProductCommand::List(args) => args.plan(today),
            ProductCommand::Mark(args) => args.plan(today),
            ProductCommand::Request(args) => args.plan(today),
            ProductCommand::Publish(args) => args.plan(today),
            ProductCommand::Unpublish(args) => args.plan(today),
        }
    }
}

impl WhichArgs {
    /// Returns the plan to carry out a request for the product that is meant.
    fn change<'a>(
        &'a self,
        change: &'a ChangeArgs,
        request: impl FnOnce(String) -> Request + 'a,
    ) -> Plan<'a> {
        Plan::decide(change, |now| {
            let partner = now.partner(&self.partner)?;
            let product = now.product(&partner, &self.product)?;
            Ok((partner, now.on, request(product)))
        })
    }

    /// Returns the plan to take a step towards the product's publication, or back.
    fn step<'a>(&'a self, change: &'a ChangeArgs, step: PublicationStep) -> Plan<'a> {
        self.change(change, move |product| {
            Request::StepProduct(StepProduct { product, step })
        })
    }
}
