use crate::cli::args::roles::RoleArg;
use crate::cli::context::provenance::salt;
use crate::domain::fact::Contact;
use crate::ops::bad_values::BadValues;
use crate::ops::company::{self, name_and_mail};

/// Returns the contact persons that were typed, each with a salt of its own.
///
/// # Errors
/// A name or an address is invalid.
pub(crate) fn contacts(typed: &[RoleArg]) -> Result<Vec<Contact>, BadValues> {
    let contact = |RoleArg { role, person }: &RoleArg| {
        let (name, mail) = name_and_mail(person);
        company::contact(role, name, mail, &salt())
    };
    typed.iter().map(contact).collect()
}
