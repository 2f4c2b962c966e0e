use crate::cli::args::options::{BatchArgs, ChangeArgs, ReadArgs};
use crate::cli::context::find::find_history;
use crate::cli::context::{Context, Ending};
use crate::cli::terminal::error::Failure;
use crate::domain::rule::credit;
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
    #[arg(conflicts_with = "from")]
    partner: Option<String>,

    /// The first month [default: that of the application; without a partner eleven months ago]
    #[arg(long, value_name = "M", conflicts_with_all = ["from", "used"])]
    from_month: Option<Month>,

    /// The last month [default: this month]
    #[arg(long, value_name = "M", conflicts_with_all = ["from", "used"])]
    to_month: Option<Month>,

    /// Show so many months to come
    #[arg(long, value_name = "MONTHS", conflicts_with_all = ["from", "used", "from_month", "to_month"], value_parser = clap::value_parser!(u32).range(1..=120))]
    forecast: Option<u32>,

    /// Record the total used in a month, in USD
    #[arg(long = "use", id = "used", num_args = 2, value_names = ["MONTH", "AMOUNT"], requires = "partner", conflicts_with = "from")]
    used: Option<Vec<String>>,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,

    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &CreditsArgs) -> Result<Ending, Failure> {
    if args.batch.from.is_some() || args.used.is_some() {
        args.read.refuse_in_change()?;
    } else {
        args.change.refuse_in_reading()?;
        args.batch.refuse_without_file()?;
    }
    if args.batch.from.is_some() {
        let (ending, _) = context.import(&args.batch, &args.change, CreditImport::default)?;
        return Ok(ending);
    }
    if let (Some([month, amount]), Some(word)) = (args.used.as_deref(), &args.partner) {
        let on_duplicate = args.batch.on_duplicate.unwrap_or_default();
        let input = CreditInput {
            month,
            amount,
            note: None,
        };
        let figure = input.figure(context.today());
        let (default_on, request) = figure
            .map_err(|bad| bad.of_option("use"))?
            .request(on_duplicate);
        let on = if args.change.on.is_some() {
            context.on(&args.change)?
        } else {
            default_on
        };
        let mut book = context.open_to_change()?;
        let partner = context.partner_to_change(&book, word)?;
        return context.change(&mut book, &args.change, &partner, on, &request);
    }
    show(context, args)
}

fn show(context: &Context<'_>, args: &CreditsArgs) -> Result<Ending, Failure> {
    let (book, as_of) = context.open_as_of(&args.read)?;
    let from = args.from_month;
    let to = args.to_month.unwrap_or(Month::of(as_of.day));
    if from.is_some_and(|from| from > to) {
        return Err(Failure::usage(format!(
            "--from-month is after the last month, {to}"
        )));
    }

    let rules = book.rules(as_of.known_at)?;
    if let Some(months) = args.forecast {
        let forecast = match &args.partner {
            Some(word) => {
                let history = find_history(&book, word, as_of)?;
                Forecast::for_partner(&rules, &history, as_of, months)
            }
            None => Forecast::for_all(&book, &rules, as_of, months)?,
        };
        context.screen.print(&forecast)?;
        return Ok(Ending::Done);
    }
    let credits = match &args.partner {
        Some(word) => {
            let history = find_history(&book, word, as_of)?;
            let first = credit::first_month(&history).unwrap_or(to);
            Credits::for_partner(&rules, &history, as_of, from.unwrap_or(first), to)
        }
        None => Credits::for_all(
            &book,
            &rules,
            as_of,
            from.unwrap_or_else(|| to.back(11)),
            to,
        )?,
    };
    context.screen.print(&credits)?;
    Ok(Ending::Done)
}
