use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::args::reports::ReportArgs;
use crate::cli::context::find::{find_partner, find_product};
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::partner::scope::Scope;
use crate::domain::value::id::EntryId;
use crate::ops::revenue::{RevenueImport, RevenueInput};
use crate::report::revenue::Revenue;
use clap::{Args, Subcommand};

/// Record or report billable revenue and remuneration
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  mpp revenue record --from revenue.csv
  mpp revenue report acme")]
pub(crate) struct RevenueArgs {
    #[command(subcommand)]
    command: RevenueCommand,
}

#[derive(Debug, Subcommand)]
enum RevenueCommand {
    Record(RecordArgs),
    Report(RevenueReportArgs),
}

/// Record billable revenue of a month, or a file of it
///
/// There is one figure for a partner, product, month and SKU. With --on-duplicate update another takes its place; the
/// one before stays in the history.
///
/// A file has the columns partner, product, month, sku, subscriptions, amount, note; sku, subscriptions and note may be
/// left out. Running it again changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp revenue record acme acme-shield 2015-06 1250.50 --subscriptions 12
  mpp revenue record acme acme-shield 2015-06 1300 --on-duplicate update
  mpp revenue record --from revenue.csv")]
struct RecordArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    partner: Option<String>,

    /// The product: its id or its exact name
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    product: Option<String>,

    /// The month, such as 2015-06
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    month: Option<String>,

    /// The amount in USD
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    amount: Option<String>,

    /// What was sold of the product
    #[arg(long, value_name = "S", conflicts_with = "from")]
    sku: Option<String>,

    /// How many subscriptions there were
    #[arg(long, value_name = "N", conflicts_with = "from")]
    subscriptions: Option<String>,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

/// Add up billable revenue and remuneration
///
/// By provider, product and month, or by one of them.
///
/// The remuneration is the billable revenue times the share on record for the partner on the month's last day, else
/// the program's default share; the report says which. The documents name the figure but not its formula.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp revenue report acme
  mpp revenue report --by partner --from-month 2015-01 --to-month 2015-12
  mpp edit acme --revenue-share 70")]
struct RevenueReportArgs {
    #[command(flatten)]
    report: ReportArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &RevenueArgs) -> Result<Ending, Failure> {
    match &args.command {
        RevenueCommand::Record(args) => record(context, args),
        RevenueCommand::Report(args) => report(context, &args.report),
    }
}

fn record(context: &Context<'_>, args: &RecordArgs) -> Result<Ending, Failure> {
    let typed_on = context.on(&args.change)?;
    if args.batch.from.is_some() {
        if args.change.on.is_some() {
            return Err(Failure::usage(
                "--on does not go with --from: each row holds from the end of its month",
            ));
        }
        let (ending, _) = context.import(&args.batch, &args.change, RevenueImport::default)?;
        return Ok(ending);
    }
    args.batch.refuse_what_only_files_have()?;
    let typed = |text: &Option<String>| text.clone().unwrap_or_default();
    let input = RevenueInput {
        month: args.month.as_deref().unwrap_or_default(),
        sku: args.sku.as_deref(),
        subscriptions: args.subscriptions.as_deref(),
        amount: args.amount.as_deref().unwrap_or_default(),
        note: None,
    };
    let mut book = context.open_to_change()?;
    let partner = context.partner_to_change(&book, &typed(&args.partner))?;
    let history = book.history(&partner, Scope::Products, EntryId::PENDING)?;
    let product = find_product(&history, &typed(&args.product))?;
    let (month_end, revenue) = input.revenue(product, context.today())?;
    let on = if args.change.on.is_some() {
        typed_on
    } else {
        month_end
    };
    let request = Request::Earn {
        revenue,
        on_duplicate: args.batch.on_duplicate.unwrap_or_default(),
    };
    context.change(&mut book, &args.change, &partner, on, &request)
}

fn report(context: &Context<'_>, args: &ReportArgs) -> Result<Ending, Failure> {
    let months = args.months()?;
    let (book, as_of) = context.open_as_of(&args.read)?;
    let rules = book.rules(as_of.known_at)?;
    let partner = args
        .partner
        .as_ref()
        .map(|word| find_partner(&book, word, as_of.known_at))
        .transpose()?;
    let report = Revenue::of(&book, &rules, partner.as_ref(), as_of, months, args.by())?;
    context.screen.print(&report)?;
    Ok(Ending::Done)
}
