use crate::cli::args::options::ChangeArgs;
use crate::cli::args::profile::ProfileArgs;
use crate::cli::args::refs::PartnerRef;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::ops::company::ProfileInput;
use crate::output::mpp;
use clap::Args;

/// Change the details of a partner
///
/// Its id never changes. An empty text clears what is known: --website ''.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp edit acme --website https://acme.example --category Security
  mpp edit acme --alias ACME --support-level professional
  mpp edit acme --revenue-share 70")]
pub(crate) struct EditArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: PartnerRef,

    /// Its name
    #[arg(long)]
    name: Option<String>,

    #[command(flatten)]
    profile: ProfileArgs<false>,

    /// Its share of billable revenue
    #[arg(long, value_name = "PERCENT")]
    revenue_share: Option<String>,

    #[command(flatten)]
    change: ChangeArgs,
}

impl CommandArgs for EditArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::decide(&self.change, |now| {
            let partner = now.partner(&self.partner)?;
            let rules = now.book.rules(EntryId::PENDING)?;
            let input = ProfileInput {
                name: self.name.as_deref(),
                texts: self.profile.texts(),
                revenue_share: self.revenue_share.as_deref(),
            };
            let profile = input.profile(rules.on(now.on), false)?;
            if profile.is_empty() {
                return Err(Failure::usage("nothing to change was named")
                    .hint(mpp("edit --help").and_words(" lists what can be")));
            }
            Ok((partner, now.on, Request::Edit(profile)))
        }))
    }
}
