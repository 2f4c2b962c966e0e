use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::args::reason::Reason;
use crate::cli::args::refs::{FactRef, PartnerRef};
use crate::cli::context::find::{FactKind, find_fact};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::fact::{Settled, Settlement};
use crate::domain::value::day::Day;
use crate::ops::request::{RequestImport, RequestInput, fee};
use crate::output::mpp;
use clap::Args;

/// Record a request, or how it was settled
///
/// What can be requested is in the rules: a training, a service task, a better support level. A request that is open is
/// among what needs attention (`mpp due`), until it is done or declined. One for a support level sets the level
/// once it is done, with its fee where one is given.
///
/// A file has the columns partner, kind, text, due, for, ref, on; partner and kind are required.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp request acme support-training --text 'the new API' --due 2030-06-30
  mpp request acme support-professional --ref NOC-4711 --for 'Ann Lee'
  mpp request acme --done 58.1 --fee 500 --on today
  mpp request bolt --decline 59.1 --reason 'not offered any more'
  mpp request --from requests.csv")]
pub(crate) struct RequestArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<PartnerRef>,

    /// What is requested; `mpp program show` lists the kinds
    #[arg(value_name = "KIND", conflicts_with_all = ["done", "decline"])]
    request: Option<String>,

    /// What exactly is asked for
    #[arg(long, conflicts_with_all = ["done", "decline"])]
    text: Option<String>,

    /// The day by which it is to be done
    #[arg(long, value_name = "DAY", conflicts_with_all = ["done", "decline"])]
    due: Option<String>,

    /// Who takes care of it
    #[arg(long = "for", value_name = "PERSON", conflicts_with_all = ["done", "decline"])]
    person: Option<String>,

    /// Its ticket or quote elsewhere
    #[arg(long = "ref", value_name = "TICKET", conflicts_with_all = ["done", "decline"])]
    reference: Option<String>,

    /// This request is done; `mpp requests` names those that are open
    #[arg(long, value_name = "REQUEST", conflicts_with = "decline")]
    done: Option<FactRef>,

    /// This request is declined
    #[arg(long, value_name = "REQUEST", requires = "reason")]
    decline: Option<FactRef>,

    /// Why it is declined, or a remark on how it was done
    #[arg(long, value_name = "R")]
    reason: Option<Reason>,

    /// What the support level costs a month, in USD
    #[arg(long, value_name = "USD")]
    fee: Option<String>,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl CommandArgs for RequestArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        if self.batch.from.is_some() {
            return Ok(Plan::import(&self.batch, &self.change, RequestImport::new));
        }
        if let Some((request, outcome)) = self.settled() {
            return self.settle(request, outcome);
        }
        let (Some(partner), Some(kind)) = (&self.partner, &self.request) else {
            return Err(Failure::usage("missing: PARTNER KIND")
                .hint(mpp("program show").and_words(" lists what can be requested")));
        };
        let input = RequestInput {
            kind,
            text: self.text.as_deref(),
            due: self.due.as_deref(),
            person: self.person.as_deref(),
            reference: self.reference.as_deref(),
        };
        let request = Request::Ask(input.asked()?);
        Ok(Plan::change(&self.change, partner, request))
    }
}

impl RequestArgs {
    fn settled(&self) -> Option<(FactRef, Settled)> {
        let done = self.done.map(|request| (request, Settled::Done));
        let declined = self.decline.map(|request| (request, Settled::Declined));
        done.or(declined)
    }

    fn settle(&self, request: FactRef, outcome: Settled) -> Planned<'_> {
        let fee_cents = self.fee.as_deref().map(fee).transpose()?;
        let reason = self.reason.as_ref().map(Reason::text);
        Ok(Plan::decide(&self.change, move |now| {
            let partner = self.partner.as_ref().map(|word| now.partner(word));
            let (partner, request) =
                find_fact(now.book, partner.transpose()?, request, &FactKind::REQUEST)?;
            let settlement = Settlement {
                request,
                outcome,
                reason,
                fee_cents,
            };
            Ok((partner, now.on, Request::Settle(settlement)))
        }))
    }
}
