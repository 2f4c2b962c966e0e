use crate::cli::args::options::{ChangeArgs, ReadArgs};
use crate::cli::args::refs::PartnerRef;
use crate::cli::args::roles::{self, RoleArg};
use crate::cli::context::{Context, Ending};
use crate::cli::plan::contact::contacts;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::prompt::answers::{Consent, Words};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::decide::request::{Request, SetPeople};
use crate::domain::fact::Person;
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::ops::bad_values::BadValue;
use crate::ops::values;
use crate::output::Sentence;
use crate::report::people::{People, PeopleOfAll};
use crate::store::{Book, StoreError};
use anyhow::Context as _;
use clap::Args;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

/// Show or record a partner's team and contacts
///
/// Roles of the team: integrator, marketplace-rep, success-manager. Contacts of the provider: business, technical,
/// support, billing. The assignment of a success manager earns its points once the partner is certified.
/// Without options it shows who has which role, of all partners where none is named.
///
/// --forget removes the names, addresses and telephone numbers of everybody recorded in a contact role, of now and of earlier, from the
/// book's files; that there was a contact stays on record. It cannot be undone. Copies of the book keep what they hold; those that
/// mpp itself left next to the book, at an upgrade or a restore, are named, and --remove-copies removes them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp people
  mpp people acme
  mpp people acme --assign integrator='Jo Park'
  mpp people acme --assign success-manager='Sam Roe' --on yesterday
  mpp people acme --contact support='Help <help@acme.example> +12125550100'
  mpp people acme --forget support")]
pub(crate) struct PeopleArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id [default: all]
    partner: Option<PartnerRef>,

    /// Assign a role to a member of the team; an empty PERSON clears it
    #[arg(long, value_name = "ROLE=PERSON", value_parser = roles::assignment, requires = "partner")]
    assign: Vec<RoleArg>,

    /// A contact person of the provider
    #[arg(long, value_name = "ROLE=NAME <MAIL> PHONE", value_parser = roles::contact, requires = "partner")]
    contact: Vec<RoleArg>,

    /// Forget everybody who was recorded as this contact
    #[arg(long, value_name = "ROLE", conflicts_with = "on", requires = "partner")]
    forget: Vec<String>,

    /// Also remove the copies that mpp left next to the book and that still hold them
    #[arg(long, requires = "forget")]
    remove_copies: bool,

    #[command(flatten)]
    change: ChangeArgs,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for PeopleArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        if self.assign.is_empty() && self.contact.is_empty() && self.forget.is_empty() {
            return Ok(Plan::show(&self.read, |view| match &self.partner {
                Some(word) => view.print(&People::of(&view.history(word)?, view.as_of)),
                None => view.print(&PeopleOfAll::of(&view.book, view.as_of)?),
            }));
        }
        let partner = self.named()?;
        let request = self.request()?;
        if self.forget.is_empty() {
            return Ok(Plan::change(&self.change, partner, request));
        }
        // What is forgotten is gone for good.
        let consent = Consent::ForGood {
            what: "this can never be undone".to_owned(),
            word: partner.to_string(),
        };
        Ok(Plan::record(move |context| self.forget(context, &request))
            .asking_once_known(Some(consent), |context| self.with_copies(context)))
    }
}

impl PeopleArgs {
    /// The partner that was named; options that need one say so by themselves.
    fn named(&self) -> Result<&PartnerRef, Failure> {
        let missing = || Failure::usage("missing: PARTNER");
        self.partner.as_ref().ok_or_else(missing)
    }

    fn request(&self) -> Result<Request, Failure> {
        let assigned = |RoleArg { role, person }: &RoleArg| {
            let person = values::line("assign", Some(person))?.unwrap_or_default();
            Ok::<_, BadValue>((role.clone(), person))
        };
        let team = self.assign.iter().map(assigned);
        Ok(Request::SetPeople(SetPeople {
            team: team.collect::<Result<_, _>>()?,
            contacts: contacts(&self.contact)?,
            forget: self.forget.clone(),
        }))
    }

    fn forget(&self, context: &Context<'_>, request: &Request) -> Result<Ending, Failure> {
        let on = context.on(&self.change)?;
        let mut book = context.open_to_change()?;
        let partner = self.whose_people(context, &book)?;
        let forgotten = people_in(&book, &partner, &self.forget)?;
        let ending = context.change(&mut book, &self.change, &partner, on, request)?;
        if self.change.dry_run {
            return Ok(ending);
        }
        note_what_is_left(context, &book, &forgotten)?;
        leave_no_trace(&book)?;
        let left = self.settle_copies(context, &book, &partner)?;
        if forgotten.is_empty() && !left {
            let nothing = "nobody is left to forget, and the book's files hold no trace of who was";
            context.screen.note(nothing);
        }
        Ok(ending)
    }

    /// Finds the partner, also by the id of one whose application was undone.
    fn whose_people(&self, context: &Context<'_>, book: &Book) -> Result<PartnerId, Failure> {
        let word = self.named()?.as_str();
        // An id that was undone must not match another partner, whose people would be gone for good.
        if let Ok(partner) = PartnerId::new(word)
            && !book.knows(partner.as_str(), EntryId::PENDING)?
            && book.has_contacts(&partner)?
        {
            return Ok(partner);
        }
        context.partner_to_change(book, word)
    }

    /// Asks whether copies are to be removed, too, where mpp left any that hold the people who are to be forgotten.
    fn with_copies(&self, context: &Context<'_>) -> Result<Words, Failure> {
        let mut words = Words::default();
        if self.remove_copies {
            return Ok(words);
        }
        let copies = {
            let book = context.open()?;
            let partner = self.whose_people(context, &book)?;
            book.earlier_states_with(&partner, &self.forget)?
        };
        if copies.is_empty() {
            return Ok(words);
        }
        let ask = context.ask("a yes", "`--remove-copies` gives it")?;
        for (copy, holds) in &copies {
            let shown = copy.display();
            ask.tell(&match holds {
                Some(_) => format!("They are also in {shown}, as the book was before."),
                None => unreadable(copy),
            });
        }
        let some = copies.iter().any(|(_, holds)| holds.is_some());
        if some && ask.yes("remove that, too?", false)? {
            words.options.push("--remove-copies".to_owned());
        }
        Ok(words)
    }

    /// Removes the copies that mpp left next to the book and that still hold the forgotten people, if asked to, or names
    /// them. Returns whether something is left.
    fn settle_copies(
        &self,
        context: &Context<'_>,
        book: &Book,
        partner: &PartnerId,
    ) -> Result<bool, Failure> {
        let copies = book.earlier_states_with(partner, &self.forget)?;
        let remove = self.remove_copies || context.yes;
        for (copy, holds) in &copies {
            let shown = copy.display();
            match holds {
                // It may be all that is left of something.
                None => context.screen.warn(unreadable(copy)),
                Some(_) if remove => {
                    remove_with_log(copy)?;
                    context
                        .screen
                        .note(format!("removed {shown}, which held them too"));
                }
                Some(_) => {
                    let held = format!("{shown}, the book as it was before, still holds them: ");
                    let roles = self.forget.join(" --forget ");
                    context.screen.warn(
                        Sentence::words(held)
                            .and_mpp(format!("people {partner} --forget {roles} --remove-copies"))
                            .and_words(" removes it"),
                    );
                }
            }
        }
        Ok(copies.iter().any(|(_, holds)| holds.is_none() || !remove))
    }
}

fn people_in(
    book: &Book,
    partner: &PartnerId,
    roles: &[String],
) -> Result<Vec<Person>, StoreError> {
    let mut people = Vec::new();
    for role in roles {
        people.extend(book.people_in(partner, role)?);
    }
    Ok(people)
}

fn leave_no_trace(book: &Book) -> Result<(), Failure> {
    book.empty_log().map_err(|error| {
        let failure = match error {
            StoreError::Busy => Failure::new(FailureKind::Busy, "another command is reading it"),
            other => Failure::from(other),
        };
        failure
            .context("forgotten, but the book's files may still hold what was forgotten")
            .hint("run the command again once no other command is running")
    })
}

/// A copy next to the book that cannot be read is left for a person to look at.
fn unreadable(copy: &Path) -> String {
    format!(
        "{} cannot be read as a book and may still hold them; remove it yourself if it is not needed",
        copy.display()
    )
}

/// Removes a copy and its log.
fn remove_with_log(copy: &Path) -> anyhow::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut path = copy.as_os_str().to_owned();
        path.push(suffix);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound && !suffix.is_empty() => {}
            removed => removed.with_context(|| format!("removing {}", path.display()))?,
        }
    }
    Ok(())
}

/// A person who asked to be forgotten may be on record in other roles, too, and in copies of the book.
fn note_what_is_left(
    context: &Context<'_>,
    book: &Book,
    forgotten: &[Person],
) -> Result<(), Failure> {
    let mut elsewhere = BTreeSet::new();
    for person in forgotten {
        elsewhere.extend(book.known_as(person)?);
    }
    for (partner, role) in elsewhere {
        context.screen.note(
            Sentence::words("the same name, address or telephone number is still on record: ")
                .and_mpp(format!("people {partner} --forget {role}")),
        );
    }
    if !forgotten.is_empty() {
        context
            .screen
            .note("copies of the book that were made before keep what they hold");
    }
    Ok(())
}
