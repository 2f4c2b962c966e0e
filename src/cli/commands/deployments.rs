use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::args::reports::ReportArgs;
use crate::cli::context::find::{find_partner, find_product};
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::partner::scope::Scope;
use crate::domain::rule::deployment;
use crate::domain::value::id::EntryId;
use crate::ops::deployments::{self, DeploymentImport, DeploymentInput};
use crate::report::deployments::Deployments;
use clap::{Args, Subcommand};

/// Record or report deployments
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
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    partner: Option<String>,

    /// The product: its id or its exact name
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    product: Option<String>,

    /// The portal's name for the deployment
    #[arg(
        long = "ref",
        value_name = "R",
        required_unless_present = "from",
        conflicts_with = "from"
    )]
    reference: Option<String>,

    /// For whom it was
    #[arg(long, value_name = "C", conflicts_with = "from")]
    customer: Option<String>,

    /// How it ended [default: failure where there is an error]
    #[arg(long, value_parser = ["success", "failure"], conflicts_with = "from")]
    outcome: Option<String>,

    /// What went wrong
    #[arg(long, value_name = "T", conflicts_with = "from")]
    error: Option<String>,

    /// It was only a test
    #[arg(long, conflicts_with = "from")]
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
    report: ReportArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &DeploymentsArgs) -> Result<Ending, Failure> {
    match &args.command {
        DeploymentsCommand::Record(args) => record(context, args),
        DeploymentsCommand::Report(args) => report(context, &args.report),
    }
}

fn record(context: &Context<'_>, args: &RecordArgs) -> Result<Ending, Failure> {
    let typed_on = context.on(&args.change)?;
    if args.batch.from.is_some() {
        let begin = || DeploymentImport::new(typed_on);
        let (ending, _) = context.import(&args.batch, &args.change, begin)?;
        return Ok(ending);
    }
    args.batch.refuse_what_only_files_have()?;
    let typed = |text: &Option<String>| text.clone().unwrap_or_default();
    let input = DeploymentInput {
        reference: args.reference.as_deref().unwrap_or_default(),
        customer: args.customer.as_deref(),
        outcome: args.outcome.as_deref(),
        error: args.error.as_deref(),
        test: args.test.then_some(true),
    };
    let mut book = context.open_to_change()?;
    let partner = context.partner_to_change(&book, &typed(&args.partner))?;
    let history = book.history(&partner, Scope::Products, EntryId::PENDING)?;
    let product = find_product(&history, &typed(&args.product))?;
    let known = book.reported_deployment(&partner, &deployments::reference(input.reference)?)?;
    let deployment = input.deployment(product, known.as_ref().and_then(deployment::reported))?;
    // The same report once more changes nothing, on whatever day.
    let known = known.filter(|_| args.change.on.is_none());
    let on = known.map_or(typed_on, |known| known.on);
    let request = Request::Deploy {
        deployment,
        on_duplicate: args.batch.on_duplicate.unwrap_or_default(),
        today: context.today(),
    };
    context.change(&mut book, &args.change, &partner, on, &request)
}

fn report(context: &Context<'_>, args: &ReportArgs) -> Result<Ending, Failure> {
    let months = args.months()?;
    let (book, as_of) = context.open_as_of(&args.read)?;
    let partner = args
        .partner
        .as_ref()
        .map(|word| find_partner(&book, word, as_of.known_at))
        .transpose()?;
    let report = Deployments::of(&book, partner.as_ref(), as_of, months, args.by())?;
    context.screen.print(&report)?;
    Ok(Ending::Done)
}
