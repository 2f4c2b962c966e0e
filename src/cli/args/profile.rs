//! The options for a company's profile: one for each of its fields.

use crate::domain::fact::{ProfileField, ProfileTexts};
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

/// What was typed of a company's profile; an applicant has some of the fields only.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProfileArgs<const FOR_APPLICANTS: bool>(ProfileTexts<String>);

impl<const FOR_APPLICANTS: bool> ProfileArgs<FOR_APPLICANTS> {
    /// Returns the texts that were typed.
    pub(crate) fn texts(&self) -> ProfileTexts<&str> {
        ProfileTexts::from_fn(|field| self.0[field].as_deref())
    }

    fn fields() -> impl Iterator<Item = ProfileField> {
        let fields = ProfileField::ALL.iter().copied();
        fields.filter(|field| !FOR_APPLICANTS || field.is_for_applicants())
    }
}

impl<const FOR_APPLICANTS: bool> Args for ProfileArgs<FOR_APPLICANTS> {
    fn augment_args(command: Command) -> Command {
        Self::fields().fold(command, |command, field| command.arg(option(field)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const FOR_APPLICANTS: bool> FromArgMatches for ProfileArgs<FOR_APPLICANTS> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut args = Self::default();
        args.update_from_arg_matches(matches)?;
        Ok(args)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for field in Self::fields() {
            if let Some(text) = matches.get_one::<String>(field.name()) {
                self.0[field] = Some(text.clone());
            }
        }
        Ok(())
    }
}

fn option(field: ProfileField) -> Arg {
    let (placeholder, help) = match field {
        ProfileField::Product => ("PRODUCT", "The technology it brings"),
        ProfileField::Kind => ("KIND", "The kind of its solution: saas or software"),
        ProfileField::Category => ("CATEGORY", "The category it is listed under"),
        ProfileField::Website => ("URL", "The URL of its website"),
        ProfileField::Alias => ("ALIAS", "Its account alias: 2 to 16 letters and digits"),
        ProfileField::Summary => ("TEXT", "What it offers, in a few sentences"),
        ProfileField::ExternalId => ("X", "Its id in another system"),
        ProfileField::SupportLevel => (
            "LEVEL",
            "The support level: developer, professional or enterprise",
        ),
        ProfileField::Via => ("WAY", "How it came to the program: web, mail or referral"),
    };
    Arg::new(field.name())
        .long(field.name().replace('_', "-"))
        .value_name(placeholder)
        .help(help)
}
