use crate::cli::args::options::ReadArgs;
use crate::cli::args::refs::PartnerRef;
use crate::cli::context::Ending;
use crate::cli::context::find::one_of;
use crate::cli::plan::{CommandArgs, Plan, Planned, View};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::screen::Format;
use crate::domain::value::day::Day;
use crate::report::explain::Explained;
use crate::report::tier::Tiers;
use clap::Args;

/// Show tiers and points
///
/// Without a partner: everyone's stage, tier, points and points to the next tier. With one also its benefits, each
/// with the tier it comes from.
///
/// --explain shows every line of the ledger with its day, its points and whether it counts, or why not; the lines that
/// count add up to the points. --path shows the fewest activities that lead to the next tier, or to another one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp tier
  mpp tier acme
  mpp tier acme --explain
  mpp tier acme --path --to platinum
  mpp tier acme --as-of yesterday --json")]
pub(crate) struct TierArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<PartnerRef>,

    /// Show every line of the ledger and whether it counts
    #[arg(long, requires = "partner")]
    explain: bool,

    /// Show the fewest activities to the next tier
    #[arg(long, requires = "partner")]
    path: bool,

    /// Show the way to this tier
    #[arg(long, value_name = "TIER", requires = "path")]
    to: Option<String>,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for TierArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::show(&self.read, |view| match &self.partner {
            Some(word) if self.explain || self.path => self.explained(view, word),
            Some(word) => view.print(&Tiers::for_partner(
                &view.rules()?,
                &view.history(word)?,
                view.as_of,
            )),
            None => {
                view.book.expect_many_rows()?;
                view.print(&Tiers::for_all(&view.book, &view.rules()?, view.as_of)?)
            }
        }))
    }
}

impl TierArgs {
    fn explained(&self, view: &View<'_>, word: &PartnerRef) -> Result<Ending, Failure> {
        let screen = &view.context.screen;
        let only_rows = matches!(screen.format, Format::Csv | Format::Plain);
        if self.explain && self.path && only_rows {
            return Err(Failure::usage(
                "--explain and --path are two tables: ask for one of them, or for JSON",
            ));
        }
        let (rules, as_of) = (view.rules()?, view.as_of);
        let history = view.history(word)?;
        let mut explained = Explained::of(&view.book, &rules, &history, as_of, self.explain)?;
        if self.path {
            let tiers = &rules.on(as_of.day).tiers;
            let ids = tiers.iter().map(|tier| tier.id.as_str()).collect();
            one_of("to", self.to.as_deref(), ids)?;
            let to = tiers.iter().find(|tier| Some(&tier.id) == self.to.as_ref());
            explained = explained.with_way(&rules, &history, to)?;
        }
        let ending = view.print(&explained)?;
        if let Some(why) = explained.without_path()
            && only_rows
        {
            // The rows alone do not show it.
            screen.note(&why);
        }
        Ok(ending)
    }
}
