use crate::cli::args::options::ReadArgs;
use crate::cli::args::refs::PartnerRef;
use crate::cli::context::find::one_of;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::Failure;
use crate::domain::partner::standing::Stage;
use crate::domain::program::Program;
use crate::domain::value::day::Day;
use crate::report::selection::{Selection, SortBy};
use crate::report::status::Status;
use clap::Args;

/// Show one partner in full, or list them all
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp status
  mpp status acme
  mpp status --stage candidate --sort since
  mpp status --tier gold --as-of 2015-12-31 --format csv")]
pub(crate) struct StatusArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<PartnerRef>,

    /// Only partners at this stage
    #[arg(long, conflicts_with = "partner")]
    stage: Option<Stage>,

    /// Only partners of this tier
    #[arg(long, conflicts_with = "partner")]
    tier: Option<String>,

    /// Only partners of this category
    #[arg(long, conflicts_with = "partner")]
    category: Option<String>,

    /// What comes first
    #[arg(
        long,
        value_name = "ORDER",
        default_value = "id",
        conflicts_with = "partner"
    )]
    sort: SortBy,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for StatusArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::show(&self.read, |view| {
            let rules = view.rules()?;
            let status = match &self.partner {
                Some(word) => Status::for_partner(&rules, &view.history(word)?, view.as_of),
                None => {
                    let selection = self.selection(rules.on(view.as_of.day))?;
                    Status::for_all(&view.book, &rules, view.as_of, &selection)?
                }
            };
            view.print(&status)
        }))
    }
}

impl StatusArgs {
    fn selection(&self, program: &Program) -> Result<Selection, Failure> {
        let tiers = program.tiers.iter().map(|tier| tier.id.as_str()).collect();
        one_of("tier", self.tier.as_deref(), tiers)?;
        Ok(Selection {
            stage: self.stage,
            tier: self.tier.clone(),
            category: self.category.clone(),
            sort: self.sort,
        })
    }
}
