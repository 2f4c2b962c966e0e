use crate::cli::args::options::{ChangeArgs, ReadArgs};
use crate::cli::args::reason::Reason;
use crate::cli::args::refs::PartnerRef;
use crate::cli::context::{Context, Ending, although_recorded};
use crate::cli::plan::{CommandArgs, Plan, Planned, View};
use crate::cli::prompt::answers::Consent;
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::{Decision, Evaluate, Judge, Object, Request};
use crate::domain::fact::{Objector, Worth};
use crate::domain::value::day::Day;
use crate::ops::renew;
use crate::ops::renew::{Held, Renewals};
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
/// At the anniversary both parties evaluate the term: --evaluate records what one of them found. An objection stops the
/// silent renewal, until the renewal is confirmed or the participation ended.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp renew --within 60
  mpp renew --due
  mpp renew --check --quiet
  mpp renew acme --evaluate --by provider --finding 'two joint customers'
  mpp renew acme --object 'no deployments this year' --by marketplace
  mpp renew bolt --confirm 'new joint plan'
  mpp renew acme --end 'product discontinued'")]
pub(crate) struct RenewArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<PartnerRef>,

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
    object: Option<Reason>,

    /// Record what a party found that the term was worth
    #[arg(long, group = "action", requires_all = ["by", "finding", "partner"])]
    evaluate: bool,

    /// What was found
    #[arg(long, value_name = "TEXT")]
    finding: Option<Reason>,

    /// Who objects or evaluates: provider or marketplace
    #[arg(long, value_name = "PARTY")]
    by: Option<Objector>,

    /// Whether the term had value for the business; `no` is an objection, too
    #[arg(long)]
    value: Option<Worth>,

    /// The number of the term that is evaluated [default: the one that runs]
    #[arg(long, value_name = "N")]
    term: Option<u32>,

    /// Renew in spite of an objection
    #[arg(long, value_name = "REASON", group = "action", requires = "partner")]
    confirm: Option<Reason>,

    /// End the participation
    #[arg(long, value_name = "REASON", group = "action", requires = "partner")]
    end: Option<Reason>,

    #[command(flatten)]
    change: ChangeArgs,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for RenewArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        if self.due {
            return Ok(Plan::record(|context| self.renew_due(context)));
        }
        let (Some(partner), Some(request)) = (&self.partner, self.request()) else {
            return Ok(Plan::show(&self.read, |view| self.show(view)));
        };
        let ends = self.end.as_ref();
        let consent = ends.map(|_| Consent::Step("end the participation?"));
        Ok(Plan::change(&self.change, partner, request).asking(consent))
    }
}

impl RenewArgs {
    fn request(&self) -> Option<Request> {
        if let (Some(text), Some(by)) = (&self.object, self.by) {
            let text = text.text();
            Some(Request::Object(Object { by, text }))
        } else if let (Some(text), Some(by)) = (&self.finding, self.by) {
            Some(Request::Evaluate(Evaluate {
                term: self.term,
                by,
                text: text.text(),
                worth: self.value,
            }))
        } else if let Some(reason) = &self.confirm {
            let reason = reason.text();
            Some(Request::Confirm(reason))
        } else {
            self.end.as_ref().map(|reason| {
                Request::Judge(Judge {
                    decision: Some(Decision::End(reason.text())),
                    ..Judge::default()
                })
            })
        }
    }

    fn show(&self, view: &View<'_>) -> Result<Ending, Failure> {
        let within = self.within.unwrap_or(UPCOMING_DAYS);
        let (book, as_of, rules) = (&view.book, view.as_of, view.rules()?);
        let terms = match &self.partner {
            Some(word) => Terms::for_partner(book, &rules, &view.history(word)?, as_of, within)?,
            None => Terms::for_all(book, &rules, as_of, within)?,
        };
        let screen = &view.context.screen;
        if !(self.check && screen.quiet) {
            screen.print(&terms)?;
        }
        Ok(if self.check && terms.anything_due() {
            Ending::Found
        } else {
            Ending::Done
        })
    }

    fn renew_due(&self, context: &Context<'_>) -> Result<Ending, Failure> {
        let ChangeArgs {
            dry_run, origin, ..
        } = &self.change;
        let on = context.on(&self.change)?;
        let mut book = context.open_to_change()?;
        let only = self.partner.as_ref();
        let only = only.map(|word| context.partner_to_change(&book, word.as_str()));
        let only = only.transpose()?;
        let origin = context.origin(origin)?;
        let today = context.today();
        let renewed = renew::due(&mut book, &origin, today, on, *dry_run, only.as_ref());
        let renewals = context.explained(&book, renewed)?;
        let (outcome, entry) = (&renewals.outcome, renewals.outcome.entry);
        if context.screen.quiet {
            let named = name_new(context, &mut book, &renewals, *dry_run);
            named.map_err(|error| although_recorded(error, entry))?;
        } else {
            for held in &renewals.held {
                context.screen.note(not_renewed(held));
            }
        }
        context.print_changes(outcome, &Changes::of_renewals(&renewals))
    }
}

fn not_renewed(held: &Held) -> String {
    format!("not renewed: {}", held.why)
}

/// With --quiet, each stopped term is reported once: by the run that first meets it.
fn name_new(
    context: &Context<'_>,
    book: &mut Book,
    renewals: &Renewals,
    dry_run: bool,
) -> Result<(), StoreError> {
    let new = renewals.not_named_yet(book)?;
    for held in &new {
        context.screen.warn(not_renewed(held));
    }
    if dry_run {
        Ok(())
    } else {
        renew::remember_named(book, &new)
    }
}
