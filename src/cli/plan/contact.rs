use crate::cli::args::roles::RoleArg;
use crate::cli::context::provenance::salt;
use crate::domain::fact::Contact;
use crate::ops::bad_values::BadValues;
use crate::ops::contact::ContactInput;

/// Returns the contact persons that were typed, each with a salt of its own.
///
/// # Errors
/// A name, an address or a telephone number is invalid.
pub(crate) fn contacts(typed: &[RoleArg]) -> Result<Vec<Contact>, BadValues> {
    let contact =
        |RoleArg { role, person }: &RoleArg| ContactInput::typed(person).contact(role, &salt());
    typed.iter().map(contact).collect()
}
