use crate::cli::args::options::{BatchArgs, ChangeArgs, ReadArgs};
use crate::cli::args::refs::{PartnerRef, ProductRef};
use crate::cli::args::reports::{MonthArgs, ReportArgs};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::decide::request::{Deploy, Request};
use crate::domain::rule::deployment;
use crate::domain::value::day::Day;
use crate::ops::deployments::{self, DeploymentImport, DeploymentInput};
use crate::report::By;
use crate::report::deployment_list::DeploymentList;
use crate::report::deployments::Deployments;
use clap::{Args, Subcommand, ValueEnum};

/// Record, report or list deployments
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  mpp deployments record --from deployments.csv
  mpp deployments report acme")]
pub(crate) struct DeploymentsArgs {
    #[command(subcommand)]
    command: DeploymentsCommand,
}

#[derive(Debug, Subcommand)]
enum DeploymentsCommand {
    Record(Box<RecordArgs>),
    Report(DeploymentReportArgs),
    List(ListArgs),
}

/// Record a deployment, or a file of them
///
/// A successful deployment that is not a test earns its points in the same entry: once for its reference, at the price
/// of the tier held on its day before it. Before certification it is recorded without points.
///
/// A file has the columns partner, product, on, ref, customer, outcome, error, test; partner, product and ref are
/// required. The outcome is success or failure; left out it is failure where there is an error. What the file earns is
/// given in the order of the days. Running it again changes nothing; --on-duplicate update corrects what is on record
/// under a reference, except for what is left out, and reverses the points of a success that was not one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp deployments record acme acme-shield --ref D-17 --customer Bolt
  mpp deployments record acme acme-shield --ref D-18 --error 'disk is full'
  mpp deployments record --from deployments.csv --dry-run")]
struct RecordArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    #[arg(required_unless_present = "from")]
    partner: Option<PartnerRef>,

    /// The product: its id or its exact name
    #[arg(required_unless_present = "from")]
    product: Option<ProductRef>,

    /// The portal's name for the deployment
    #[arg(long = "ref", value_name = "R", required_unless_present = "from")]
    reference: Option<String>,

    /// For whom it was
    #[arg(long, value_name = "C")]
    customer: Option<String>,

    /// How it ended [default: failure where there is an error]
    #[arg(long, value_parser = ["success", "failure"])]
    outcome: Option<String>,

    /// What went wrong
    #[arg(long, value_name = "T")]
    error: Option<String>,

    /// It was only a test
    #[arg(long)]
    test: bool,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

/// Add up deployments by provider, product and month
///
/// Attempts are successes and failures; tests are counted apart. The most frequent errors come first, those of
/// successes included.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp deployments report acme
  mpp deployments report --by partner --from-month 2015-01
  mpp deployments report --by month --format csv")]
struct DeploymentReportArgs {
    #[command(flatten)]
    report: ReportArgs<ByWhat>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ByWhat {
    /// Each product, over all months
    Product,
    /// Each partner, over all products and months
    Partner,
    /// Each month, over all partners and products
    Month,
}

impl From<ByWhat> for By {
    fn from(by: ByWhat) -> Self {
        match by {
            ByWhat::Product => Self::Product,
            ByWhat::Partner => Self::Partner,
            ByWhat::Month => Self::Month,
        }
    }
}

/// List deployments one by one
///
/// Each with its day, reference, customer, outcome and error, as it was reported last.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp deployments list acme
  mpp deployments list --with-errors --from-month 2015-01
  mpp deployments list acme --format csv")]
struct ListArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id [default: all]
    partner: Option<PartnerRef>,

    /// Only deployments that reported an error
    #[arg(long)]
    with_errors: bool,

    #[command(flatten)]
    months: MonthArgs,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for DeploymentsArgs {
    fn plan(&self, today: Day) -> Planned<'_> {
        match &self.command {
            DeploymentsCommand::Record(args) => args.plan(today),
            DeploymentsCommand::Report(args) => args.plan(today),
            DeploymentsCommand::List(args) => args.plan(today),
        }
    }
}

impl CommandArgs for RecordArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let meant = (&self.partner, &self.product, &self.reference);
        let (Some(partner), Some(product), Some(reference)) = meant else {
            let begin = DeploymentImport::new;
            return Ok(Plan::import(&self.batch, &self.change, begin));
        };
        let plan = Plan::decide(&self.change, move |now| {
            let input = DeploymentInput {
                reference,
                customer: self.customer.as_deref(),
                outcome: self.outcome.as_deref(),
                error: self.error.as_deref(),
                test: self.test.then_some(true),
            };
            let partner = now.partner(partner)?;
            let product = now.product(&partner, product)?;
            let reference = deployments::reference(input.reference)?;
            let known = now.book.reported_deployment(&partner, &reference)?;
            let reported = known.as_ref().and_then(deployment::reported);
            let request = Request::Deploy(Deploy {
                deployment: input.deployment(product, reported)?,
                on_duplicate: self.batch.on_duplicate.unwrap_or_default(),
                today: now.context.today(),
            });
            // The same report once more changes nothing, on whatever day.
            let on = now.on_or(known.map_or(now.on, |known| known.on));
            Ok((partner, on, request))
        });
        Ok(plan.replacing())
    }
}

impl CommandArgs for DeploymentReportArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let ReportArgs { partner, read, .. } = &self.report;
        let (months, by) = (self.report.months.months()?, self.report.by.map(By::from));
        Ok(Plan::show(read, move |view| {
            let partner = view.partner_if_named(partner.as_ref())?;
            let (book, as_of) = (&view.book, view.as_of);
            view.print(&Deployments::of(book, partner.as_ref(), as_of, months, by)?)
        }))
    }
}

impl CommandArgs for ListArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let months = self.months.months()?;
        Ok(Plan::show(&self.read, move |view| {
            let partner = view.partner_if_named(self.partner.as_ref())?;
            let (book, as_of) = (&view.book, view.as_of);
            let list = DeploymentList::of(book, partner.as_ref(), as_of, months, self.with_errors);
            view.print(&list?)
        }))
    }
}
