use super::context::{Context, Ending};
use super::error::Failure;
use super::find::{find_history, find_partner};
use super::options::{ChangeArgs, ReadArgs};
use crate::domain::id::EntryId;
use crate::domain::request::Request;
use crate::ops::company::{self, name_and_mail};
use crate::report::people::People;
use clap::Args;

/// Show or record who has which role for a partner
///
/// Roles of the team: integrator, marketplace-rep, success-manager. Contacts of the provider: business, technical,
/// support, billing. The assignment of a success manager earns its points once the partner is certified.
/// Without options it shows who has which role.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp people acme
  mpp people acme --assign integrator='Jo Park'
  mpp people acme --assign success-manager='Sam Roe' --on 2015-03-01
  mpp people acme --contact support='Acme Support <help@acme.example>'")]
pub(super) struct PeopleArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: String,

    /// Somebody of the team takes on a role; an empty PERSON: nobody any more
    #[arg(long, value_name = "ROLE=PERSON")]
    assign: Vec<String>,

    /// A contact person of the provider
    #[arg(long, value_name = "ROLE=NAME <MAIL>")]
    contact: Vec<String>,

    #[command(flatten)]
    change: ChangeArgs,

    #[command(flatten)]
    read: ReadArgs,
}

pub(super) fn run(context: &Context<'_>, args: &PeopleArgs) -> Result<Ending, Failure> {
    if args.assign.is_empty() && args.contact.is_empty() {
        args.change.refuse_in_reading()?;
        let (book, as_of) = context.open_as_of(&args.read)?;

        let history = find_history(&book, &args.partner, as_of)?;
        context.screen.print(&People::of(&history, as_of))?;
        return Ok(Ending::Done);
    }
    args.read.refuse_in_change()?;
    let mut team = Vec::new();
    for text in &args.assign {
        let (role, person) = split("assign", text, "ROLE=PERSON")?;
        team.push((
            role.to_owned(),
            company::line("assign", Some(person))?.unwrap_or_default(),
        ));
    }
    let mut contacts = Vec::new();
    for text in &args.contact {
        let (role, person) = split("contact", text, "ROLE=\"Name <mail>\"")?;
        let (name, mail) = name_and_mail(person);
        contacts.push(company::contact(role, name, mail, &context.salt())?);
    }
    let on = context.on(&args.change)?;
    let mut book = context.open_to_change()?;
    let partner = find_partner(&book, &args.partner, EntryId::PENDING)?;
    context.change(
        &mut book,
        &args.change,
        &partner,
        on,
        &Request::People { team, contacts },
    )
}

fn split<'t>(option: &str, text: &'t str, form: &str) -> Result<(&'t str, &'t str), Failure> {
    let parts = text
        .split_once('=')
        .map(|(role, person)| (role.trim(), person.trim()));
    parts.ok_or_else(|| Failure::usage(format!("--{option} `{text}`: it is written {form}")))
}
