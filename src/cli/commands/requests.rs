use crate::cli::args::options::ReadArgs;
use crate::cli::args::refs::PartnerRef;
use crate::cli::context::find::one_of;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::domain::program::Party;
use crate::domain::value::day::Day;
use crate::report::requests::{RequestSelection, Requests};
use clap::Args;

/// List requests that are open
///
/// Each with the party that carries it out, how long it has been open, and by when it is to be done; of one partner or of
/// all, those of their last participation.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp requests
  mpp requests acme --all
  mpp requests --party provider --format csv
  mpp requests --for 'Ann Lee'")]
pub(crate) struct RequestsArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<PartnerRef>,

    /// Those that are settled, too
    #[arg(long)]
    all: bool,

    /// Only requests of this kind
    #[arg(long, value_name = "KIND")]
    request: Option<String>,

    /// Only requests that this party carries out
    #[arg(long)]
    party: Option<Party>,

    /// Only requests that this person takes care of
    #[arg(long = "for", value_name = "PERSON")]
    person: Option<String>,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for RequestsArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::show(&self.read, |view| {
            let (rules, as_of) = (view.rules()?, view.as_of);
            let kinds = rules.on(as_of.day).requests.iter();
            let kinds = kinds.map(|rule| rule.id.as_str()).collect();
            one_of("request", self.request.as_deref(), kinds)?;
            let selection = RequestSelection {
                all: self.all,
                kind: self.request.clone(),
                party: self.party,
                person: self.person.clone(),
            };
            let requests = match &self.partner {
                Some(word) => {
                    Requests::for_partner(&rules, &view.history(word)?, as_of, &selection)
                }
                None => Requests::for_all(&view.book, &rules, as_of, &selection)?,
            };
            view.print(&requests)
        }))
    }
}
