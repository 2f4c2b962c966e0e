use crate::cli::args::options::{BatchArgs, ChangeArgs, ReadArgs};
use crate::cli::args::refs::PartnerRef;
use crate::cli::context::Ending;
use crate::cli::plan::{CommandArgs, Plan, Planned, View};
use crate::cli::terminal::error::Failure;
use crate::domain::rule::credit;
use crate::domain::value::day::Day;
use crate::domain::value::month::Month;
use crate::ops::credit_use::{CreditImport, CreditInput};
use crate::report::credits::Credits;
use crate::report::forecast::Forecast;
use clap::Args;

/// Show or record integration credit by month
///
/// For one partner: what each month granted, on what basis, what was used, and what was used above the credit.
/// Without a partner the same for the whole program, by month and basis, the last twelve months.
///
/// --forecast shows the months to come: what is committed up to the anniversaries of the running terms, and what
/// follows if they are renewed.
///
/// --use records the total used in a month. A file has the columns partner, month, amount, note.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp credits acme
  mpp credits --from-month 2015-01 --to-month 2015-12 --format csv
  mpp credits --forecast 12
  mpp credits acme --use last-month 1250.50
  mpp credits --from used.csv --on-duplicate update")]
pub(crate) struct CreditsArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<PartnerRef>,

    /// The first month [default: that of the application; without a partner eleven months ago]
    #[arg(long, value_name = "M", conflicts_with = "used")]
    from_month: Option<Month>,

    /// The last month [default: this month]
    #[arg(long, value_name = "M", conflicts_with = "used")]
    to_month: Option<Month>,

    /// Show so many months to come
    #[arg(long, value_name = "MONTHS", conflicts_with_all = ["used", "from_month", "to_month"], value_parser = clap::value_parser!(u32).range(1..=120))]
    forecast: Option<u32>,

    /// Record the total used in a month, in USD
    #[arg(long = "use", id = "used", num_args = 2, value_names = ["MONTH", "AMOUNT"], requires = "partner")]
    used: Option<Vec<String>>,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for CreditsArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        if self.batch.from.is_some() {
            self.change.refuse_on_with_months()?;
            let begin = |_| CreditImport::default();
            return Ok(Plan::import(&self.batch, &self.change, begin));
        }
        match (self.used.as_deref(), &self.partner) {
            (Some([month, amount]), Some(word)) => Ok(self.record(word, month, amount)),
            _ => Ok(Plan::show(&self.read, |view| self.show(view))),
        }
    }
}

impl CreditsArgs {
    fn record<'a>(&'a self, word: &'a PartnerRef, month: &'a str, amount: &'a str) -> Plan<'a> {
        let input = CreditInput {
            month,
            amount,
            note: None,
        };
        let plan = Plan::decide(&self.change, move |now| {
            let figure = input.figure(now.context.today());
            let figure = figure.map_err(|bad| bad.of_option("use"))?;
            let (month_end, request) = figure.request(self.batch.on_duplicate.unwrap_or_default());
            Ok((now.partner(word)?, now.on_or(month_end), request))
        });
        plan.replacing()
    }

    fn show(&self, view: &View<'_>) -> Result<Ending, Failure> {
        let (book, as_of) = (&view.book, view.as_of);
        let rules = view.rules()?;
        let history = self.partner.as_ref().map(|word| view.history(word));
        let history = history.transpose()?;
        if let Some(months) = self.forecast {
            return view.print(&match &history {
                Some(history) => Forecast::for_partner(&rules, history, as_of, months),
                None => Forecast::for_all(book, &rules, as_of, months)?,
            });
        }
        let from = self.from_month;
        let to = self.to_month.unwrap_or(Month::of(as_of.day));
        if from.is_some_and(|from| from > to) {
            return Err(Failure::usage(format!(
                "--from-month is after the last month, {to}"
            )));
        }
        view.print(&match &history {
            Some(history) => {
                let from = from.or_else(|| credit::first_month(history)).unwrap_or(to);
                Credits::for_partner(&rules, history, as_of, from, to)
            }
            None => Credits::for_all(book, &rules, as_of, from.unwrap_or(to.back(11)), to)?,
        })
    }
}
