//! Roles and who has them, as they are typed.

/// A role and a person, typed as `ROLE=PERSON`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleArg {
    pub(crate) role: String,
    pub(crate) person: String,
}

/// Reads the role of a member of the team.
///
/// # Errors
/// There is no `=` in it.
pub(crate) fn assignment(text: &str) -> Result<RoleArg, String> {
    split(text, "ROLE=PERSON")
}

/// Reads the role of a contact person.
///
/// # Errors
/// There is no `=` in it.
pub(crate) fn contact(text: &str) -> Result<RoleArg, String> {
    split(text, "ROLE=\"Name <mail>\"")
}

fn split(text: &str, form: &str) -> Result<RoleArg, String> {
    let (role, person) = text
        .split_once('=')
        .ok_or_else(|| format!("it is written {form}"))?;
    Ok(RoleArg {
        role: role.trim().to_owned(),
        person: person.trim().to_owned(),
    })
}
