use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::args::profile::ProfileArgs;
use crate::cli::context::provenance::salt;
use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::prompt::walk;
use crate::cli::terminal::error::Failure;
use crate::domain::value::day::Day;
use crate::ops::apply::{self, Applicant, ApplyImport};
use crate::ops::change::{Outcome, Writer};
use crate::ops::company::ProfileInput;
use crate::ops::contact::ContactInput;
use clap::Args;

/// Record the application of a company, or a file of applications
///
/// The company becomes an applicant. One whose participation has ended applies again by its id or its exact
/// name and begins a new participation. The first application makes the book.
///
/// A file has the columns name, id, product, kind, category, website, alias, summary, contact_name,
/// contact_email, contact_phone, external_id, via, on, note; only name is required. The whole file is checked before anything is
/// recorded, and is one entry. Running it again changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp apply 'Maple Notes' --kind saas --contact 'May <may@maple.example>'
  mpp apply 'Nettle Forms GmbH' --id nettle --kind software --on yesterday
  mpp apply --from applicants.csv --dry-run")]
pub(crate) struct ApplyArgs {
    /// The company's name
    name: Option<String>,

    /// Its id: a-z, 0-9 and hyphens [default: made from the name]
    #[arg(long)]
    id: Option<String>,

    #[command(flatten)]
    profile: ProfileArgs<true>,

    /// Whom to talk to
    #[arg(long, value_name = "NAME <MAIL>")]
    contact: Option<String>,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl CommandArgs for ApplyArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        if self.batch.from.is_some() {
            let begin = |on| ApplyImport::new(on, &salt);
            return Ok(Plan::import(&self.batch, &self.change, begin));
        }
        Ok(Plan::record(|context| {
            let on = context.on(&self.change)?;
            if self.name.is_none() {
                return walk::application(context, &self.change, &self.typed());
            }
            context.retry_if_created_concurrently(|| self.record(context, on))
        }))
    }
}

impl ApplyArgs {
    /// What is known of the company so far.
    fn typed(&self) -> Vec<&'static str> {
        let texts = self.profile.texts();
        let fields = texts.iter().map(|(field, _)| field.name());
        fields
            .chain(self.contact.as_ref().map(|_| "contact"))
            .collect()
    }

    fn record(&self, context: &Context<'_>, on: Day) -> Result<Ending, Failure> {
        let ChangeArgs {
            dry_run, origin, ..
        } = &self.change;
        let mut book = context.open_or_make(&self.change)?;
        let applicant = Applicant {
            profile: ProfileInput {
                name: self.name.as_deref(),
                texts: self.profile.texts(),
                revenue_share: None,
            },
            id: self.id.as_deref(),
            contact: self.contact.as_deref().map(ContactInput::typed),
            note: None,
        };
        let origin = context.origin(origin)?;
        let mut writer = Writer::begin(&mut book, &origin, context.today())?;
        let change = apply::record_application(&mut writer, &applicant, on, &salt())?;
        let finished = writer.finish(*dry_run)?;
        context.print_outcome(&Outcome::of(finished, *dry_run, vec![change]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_column() {
        let command = ApplyArgs::augment_args(clap::Command::new("apply"));
        let help = command.get_long_about().map(ToString::to_string);
        let help = help.expect("a long help");
        let words = help.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        for column in apply::columns() {
            assert!(
                words.clone().any(|word| word == column.name),
                "{}",
                column.name
            );
        }
    }
}
