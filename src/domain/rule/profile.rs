//! What is known of a company, and what it may be.

use super::refusal::{Refusal, Why};
use crate::domain::fact::{Described, Fact, Name, ProductName, Profile, ProfileField, Recorded};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::About;
use crate::domain::program::Program;
use crate::domain::program::versions::Rules;
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::domain::value::quote::quoted;

/// What deciding needs beyond the partner's history, fetched by the store so that deciding stays pure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// The holder of the same name.
    pub same_name: Option<PartnerId>,
    /// A partner whose name looks the same, with its name.
    pub alike: Option<(PartnerId, String)>,
    /// The holder of the same account alias.
    pub alias: Option<PartnerId>,
    /// The holder of the same external id.
    pub external_id: Option<PartnerId>,
    /// What the portal reported of the same before: histories leave reports out, of which there may be a million.
    pub reported: Option<Recorded>,
    /// Successful deployments from the day of a certification on, in the order of their days: they may have been
    /// recorded before it was.
    pub deployed: Vec<(Day, String)>,
    /// The roles in which data of contact people is kept, also those recorded by an undone entry.
    pub kept_in: Vec<String>,
}

/// Checks the details of a company against those of the others. A name that only looks
/// like another's may, where the company was given an id of its own.
///
/// # Errors
/// Refuses a name, an alias or an external id that another partner has.
pub fn allow_profile_in(
    history: &History,
    on: Day,
    profile: &Profile,
    own_id: bool,
    near: &Surroundings,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    if let Some(name) = &profile.name {
        if let Some(holder) = &near.same_name {
            return refuse(Why::NameTaken {
                name: name.text.clone(),
                holder: holder.clone(),
            });
        }
        if let Some((holder, holder_name)) = near.alike.as_ref().filter(|_| !own_id) {
            let (name, holder, holder_name) =
                (name.text.clone(), holder.clone(), holder_name.clone());
            return refuse(Why::ProbablyTheSame {
                name,
                holder,
                holder_name,
            });
        }
    }
    if let (Some(alias), Some(holder)) = (profile.get(ProfileField::Alias), &near.alias) {
        return refuse(Why::AliasTaken {
            alias: alias.to_owned(),
            holder: holder.clone(),
        });
    }
    if let (Some(external_id), Some(holder)) =
        (profile.get(ProfileField::ExternalId), &near.external_id)
    {
        return refuse(Why::ExternalIdTaken {
            external_id: external_id.to_owned(),
            holder: holder.clone(),
        });
    }
    Ok(())
}

/// An account alias as it is kept: 2 to 16 letters and digits, in upper case.
///
/// # Errors
/// Says what an alias looks like.
pub fn clean_alias(text: &str) -> Result<String, String> {
    let alias = text.trim().to_ascii_uppercase();
    if (2..=16).contains(&alias.len()) && alias.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Ok(alias)
    } else {
        Err(format!(
            "{} is not an account alias: 2 to 16 letters and digits",
            quoted(text.trim())
        ))
    }
}

/// Says whether what becomes known of a company fits the program.
///
/// # Errors
/// Refuses a kind or a support level that the program does not have.
pub fn allow_profile(
    program: &Program,
    history: &History,
    on: Day,
    profile: &Profile,
) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal::new(&history.partner, on, why));
    if history.at(on).participation.is_none() {
        return refuse(Why::NotInProgramYet { applied_on: None });
    }
    let text = |field| profile.get(field).filter(|text| !text.is_empty());
    if let Some(kind) = text(ProfileField::Kind) {
        let kinds: Vec<String> = program.kinds.iter().map(|kind| kind.id.clone()).collect();
        if kinds.iter().all(|known| known != kind) {
            return refuse(Why::UnknownKind {
                kind: kind.to_owned(),
                kinds,
            });
        }
    }
    for (field, words) in [
        (ProfileField::Via, &program.ways_in),
        (ProfileField::Category, &program.categories),
    ] {
        if let Some(word) = text(field) {
            listed(field.name(), word, words)
                .map_err(|why| Refusal::new(&history.partner, on, why))?;
        }
    }
    if let Some(level) = text(ProfileField::SupportLevel)
        && program.support_levels.iter().all(|known| known != level)
    {
        return refuse(Why::UnknownSupportLevel {
            level: level.to_owned(),
            levels: program.support_levels.clone(),
        });
    }
    Ok(())
}

/// Says whether the program has a role: one of its own team, or one of the provider's contact people.
///
/// # Errors
/// Refuses a role it does not have, and one for a partner that had not applied by that day.
pub fn allow_role(
    program: &Program,
    history: &History,
    on: Day,
    role: &str,
    team: bool,
) -> Result<(), Refusal> {
    if history.at(on).participation.is_none() {
        let why = Why::NotInProgramYet { applied_on: None };
        return Err(Refusal::new(&history.partner, on, why));
    }
    known_role(program, history, on, role, team)
}

/// Says whether the program has a role, of its own team or of the provider's contacts.
///
/// # Errors
/// It has no such role.
pub fn known_role(
    program: &Program,
    history: &History,
    on: Day,
    role: &str,
    team: bool,
) -> Result<(), Refusal> {
    let roles = if team {
        &program.team_roles
    } else {
        &program.contact_roles
    };
    if roles.iter().any(|known| known.id == role) {
        return Ok(());
    }
    let why = Why::UnknownRole {
        role: role.to_owned(),
        roles: roles.iter().map(|role| role.id.clone()).collect(),
    };
    Err(Refusal::new(&history.partner, on, why))
}

/// Only what is new of a profile; `None` where nothing is.
#[must_use]
pub fn learnt(known: &About<'_>, profile: Profile) -> Option<Profile> {
    let Profile {
        name,
        mut texts,
        share_bp,
        imported,
    } = profile;
    for &field in ProfileField::ALL {
        let known = known.get(field).unwrap_or_default();
        texts[field] = texts[field].take().filter(|text| text != known);
    }
    let fresh = Profile {
        name: name.filter(|name| name.text != known.name),
        texts,
        share_bp: share_bp.filter(|share| Some(*share) != known.share_bp),
        imported,
    };
    (!fresh.is_empty()).then_some(fresh)
}

/// Says whether a name was recorded with the keys that names are compared by. The legal suffixes may be those of any
/// version that was known: what a file brings of an earlier day is read by the rules of that day.
///
/// # Errors
/// Names the one that was not.
pub(crate) fn check_keys(rules: &Rules, fact: &Fact) -> Result<(), Why> {
    let (text, holds) = match fact {
        Fact::Profile(Profile {
            name: Some(name), ..
        }) => {
            let of = |suffixes: &[String]| Name::of(name.text.clone(), suffixes) == *name;
            let mut versions = rules.versions();
            let holds = versions.any(|version| of(&version.program.legal_suffixes));
            (&name.text, holds)
        }
        Fact::Product(Described {
            name: Some(name), ..
        }) => (&name.text, ProductName::of(name.text.clone()) == *name),
        _ => return Ok(()),
    };
    if holds {
        Ok(())
    } else {
        Err(Why::NotTheKey { name: text.clone() })
    }
}

/// Says whether a word is one of those that the program lists; where it lists none, any is.
///
/// # Errors
/// Names those that it lists.
pub(super) fn listed(field: &'static str, word: &str, words: &[String]) -> Result<(), Why> {
    if words.is_empty() || words.iter().any(|known| known == word) {
        return Ok(());
    }
    Err(Why::NotListed {
        field,
        word: word.to_owned(),
        words: words.to_vec(),
    })
}
