use crate::cli::args::options::{ChangeArgs, ReadArgs, require_option};
use crate::cli::context::find::find_history;
use crate::cli::context::{Context, Ending, although_recorded};
use crate::cli::prompt::answers::Consent;
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::{Decision, Request};
use crate::domain::fact::Objector;
use crate::ops::renew;
use crate::ops::renew::{Held, Renewals};
use crate::ops::values;
use crate::report::changes::Changes;
use crate::report::status::UPCOMING_DAYS;
use crate::report::terms::Terms;
use crate::store::{Book, StoreError};
use clap::Args;

/// List or carry out renewals
///
/// Bare it lists the terms that are due, under evaluation or near their anniversary; with a partner all its terms.
/// --due opens the next term of every partner whose anniversary has come, in good standing and without an open
/// objection; after missed runs it opens every missed term, each with its own dates. Running it again changes
/// nothing, so cron may run it daily; with --quiet such a run names each term that is stopped once.
///
/// An objection stops the silent renewal, until the renewal is confirmed or the participation ended.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp renew --within 60
  mpp renew --due
  mpp renew --check --quiet
  mpp renew acme --object 'no deployments this year' --by marketplace
  mpp renew bolt --confirm 'new joint plan'
  mpp renew acme --end 'product discontinued'")]
pub(crate) struct RenewArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<String>,

    /// Open the terms that are due
    #[arg(long, group = "action")]
    due: bool,

    /// Days before an anniversary from which it is listed
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(0..=36500))]
    within: Option<i64>,

    /// Exit with status 5 if a term is due, or under evaluation past its anniversary
    #[arg(long, group = "action")]
    check: bool,

    /// Record an objection to the value of the term
    #[arg(long, value_name = "TEXT", group = "action", requires_all = ["by", "partner"])]
    object: Option<String>,

    /// Who objects: provider or marketplace
    #[arg(long, value_name = "PARTY", requires = "object", value_parser = ["provider", "marketplace"])]
    by: Option<String>,

    /// Renew in spite of an objection
    #[arg(long, value_name = "REASON", group = "action", requires = "partner")]
    confirm: Option<String>,

    /// End the participation
    #[arg(long, value_name = "REASON", group = "action", requires = "partner")]
    end: Option<String>,

    #[command(flatten)]
    change: ChangeArgs,

    #[command(flatten)]
    read: ReadArgs,
}

impl RenewArgs {
    /// Ending ends the participation.
    pub(crate) fn consent(&self) -> Option<Consent> {
        let end = self.end.as_ref().filter(|_| !self.change.dry_run);
        end.map(|_| Consent::Step("end the participation?"))
    }
}

pub(crate) fn run(context: &Context<'_>, args: &RenewArgs) -> Result<Ending, Failure> {
    let by = ("--by", args.by.is_some());
    require_option(by, ("--object TEXT", args.object.is_some()))?;
    let changes = args.due || args.object.is_some() || args.confirm.is_some() || args.end.is_some();
    if changes {
        args.read.refuse_in_change()?;
    } else {
        args.change.refuse_in_reading()?;
    }
    if args.due {
        return renew_due(context, args);
    }
    let request = if let Some(text) = &args.object {
        let by = args
            .by
            .as_deref()
            .and_then(Objector::named)
            .unwrap_or(Objector::Marketplace);
        Some(Request::Object {
            by,
            text: values::reason("object", text)?,
        })
    } else if let Some(reason) = &args.confirm {
        Some(Request::Confirm {
            reason: values::reason("confirm", reason)?,
        })
    } else if let Some(reason) = &args.end {
        let decision = Some(Decision::End(values::reason("end", reason)?));
        Some(Request::Judge {
            verdicts: Vec::new(),
            alias: None,
            contacts: Vec::new(),
            decision,
        })
    } else {
        None
    };
    match (request, &args.partner) {
        (Some(request), Some(word)) => {
            let on = context.on(&args.change)?;
            let mut book = context.open_to_change()?;
            let partner = context.partner_to_change(&book, word)?;
            context.change(&mut book, &args.change, &partner, on, &request)
        }
        _ => show(context, args),
    }
}

fn renew_due(context: &Context<'_>, args: &RenewArgs) -> Result<Ending, Failure> {
    let on = context.on(&args.change)?;
    let mut book = context.open_to_change()?;
    let only = args
        .partner
        .as_ref()
        .map(|word| context.partner_to_change(&book, word))
        .transpose()?;
    let origin = context.origin(&args.change.origin)?;
    let renewed = renew::due(
        &mut book,
        &origin,
        context.today(),
        on,
        args.change.dry_run,
        only.as_ref(),
    );
    let renewals = context.explained(&book, renewed)?;
    let (outcome, entry) = (&renewals.outcome, renewals.outcome.entry);
    if context.screen.quiet {
        let named = name_new(context, &mut book, &renewals, args.change.dry_run);
        named.map_err(|error| although_recorded(error, entry))?;
    } else {
        for held in &renewals.held {
            context.screen.note(&not_renewed(held));
        }
    }
    context.print_changes(outcome, &Changes::of_renewals(&renewals))
}

fn not_renewed(held: &Held) -> String {
    format!("not renewed: {}", held.why)
}

/// Whoever asks for quiet hears of each stopped term once: from the run that first meets it.
fn name_new(
    context: &Context<'_>,
    book: &mut Book,
    renewals: &Renewals,
    dry_run: bool,
) -> Result<(), StoreError> {
    let new = renewals.not_named_yet(book)?;
    for held in &new {
        context.screen.warn(&not_renewed(held));
    }
    if dry_run {
        Ok(())
    } else {
        renew::remember_named(book, &new)
    }
}

fn show(context: &Context<'_>, args: &RenewArgs) -> Result<Ending, Failure> {
    let (book, as_of) = context.open_as_of(&args.read)?;
    let within = args.within.unwrap_or(UPCOMING_DAYS);

    let rules = book.rules(as_of.known_at)?;
    let terms = match &args.partner {
        Some(word) => {
            let history = find_history(&book, word, as_of)?;
            Terms::for_partner(&book, &rules, &history, as_of, within)?
        }
        None => Terms::for_all(&book, &rules, as_of, within)?,
    };
    if !(args.check && context.screen.quiet) {
        context.screen.print(&terms)?;
    }
    Ok(if args.check && terms.anything_due() {
        Ending::Found
    } else {
        Ending::Done
    })
}
