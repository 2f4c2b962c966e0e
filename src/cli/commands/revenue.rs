use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::args::refs::{PartnerRef, ProductRef};
use crate::cli::args::reports::ReportArgs;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::decide::request::{Earn, Request};
use crate::domain::value::day::Day;
use crate::ops::revenue::{RevenueImport, RevenueInput};
use crate::report::By;
use crate::report::revenue::Revenue;
use clap::{Args, Subcommand, ValueEnum};

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
    #[arg(required_unless_present = "from")]
    partner: Option<PartnerRef>,

    /// The product: its id or its exact name
    #[arg(required_unless_present = "from")]
    product: Option<ProductRef>,

    /// The month, such as 2015-06
    #[arg(required_unless_present = "from")]
    month: Option<String>,

    /// The amount in USD
    #[arg(required_unless_present = "from")]
    amount: Option<String>,

    /// What was sold of the product
    #[arg(long, value_name = "S")]
    sku: Option<String>,

    /// How many subscriptions there were
    #[arg(long, value_name = "N")]
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
  mpp revenue report acme --by sku
  mpp revenue report --by partner --from-month 2015-01 --to-month 2015-12
  mpp edit acme --revenue-share 70")]
struct RevenueReportArgs {
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
    /// Each SKU of a product, over all months
    Sku,
}

impl From<ByWhat> for By {
    fn from(by: ByWhat) -> Self {
        match by {
            ByWhat::Product => Self::Product,
            ByWhat::Partner => Self::Partner,
            ByWhat::Month => Self::Month,
            ByWhat::Sku => Self::Sku,
        }
    }
}

impl CommandArgs for RevenueArgs {
    fn plan(&self, today: Day) -> Planned<'_> {
        match &self.command {
            RevenueCommand::Record(args) => args.plan(today),
            RevenueCommand::Report(args) => args.plan(today),
        }
    }
}

impl CommandArgs for RecordArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let meant = (&self.partner, &self.product, &self.month, &self.amount);
        let (Some(partner), Some(product), Some(month), Some(amount)) = meant else {
            self.change.refuse_on_with_months()?;
            let begin = |_| RevenueImport::default();
            return Ok(Plan::import(&self.batch, &self.change, begin));
        };
        let plan = Plan::decide(&self.change, move |now| {
            let input = RevenueInput {
                month,
                sku: self.sku.as_deref(),
                subscriptions: self.subscriptions.as_deref(),
                amount,
                note: None,
            };
            let partner = now.partner(partner)?;
            let product = now.product(&partner, product)?;
            let (month_end, revenue) = input.revenue(product, now.context.today())?;
            let request = Request::Earn(Earn {
                revenue,
                on_duplicate: self.batch.on_duplicate.unwrap_or_default(),
            });
            Ok((partner, now.on_or(month_end), request))
        });
        Ok(plan.replacing())
    }
}

impl CommandArgs for RevenueReportArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let ReportArgs { partner, read, .. } = &self.report;
        let (months, by) = (self.report.months.months()?, self.report.by.map(By::from));
        Ok(Plan::show(read, move |view| {
            let partner = view.partner_if_named(partner.as_ref())?;
            let (book, rules, as_of) = (&view.book, view.rules()?, view.as_of);
            let report = Revenue::of(book, &rules, partner.as_ref(), as_of, months, by)?;
            view.print(&report)
        }))
    }
}
