//! What a restored copy must not bring back: contact people who were forgotten since it was made.

use super::change::{ChangeError, Writer};
use crate::domain::decide::request::{Request, SetPeople};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::store::Book;
use crate::store::book::Provenance;

/// A contact role of a partner in which somebody was forgotten again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forgotten {
    /// The partner.
    pub partner: PartnerId,
    /// The role.
    pub role: String,
}

/// Forgets in a copy everybody whom the book that it replaces has forgotten, as one entry of the copy.
///
/// # Errors
/// The copy cannot be written, or the book cannot be read; nothing was changed then.
pub(crate) fn forget_again(
    copy: &mut Book,
    replaced: &Book,
    origin: &Provenance,
    today: Day,
) -> Result<(Option<EntryId>, Vec<Forgotten>), ChangeError> {
    let gone = replaced.forgotten_digests()?;
    let mut again: Vec<Forgotten> = Vec::new();
    for (partner, role, digest) in copy.kept_people()? {
        let forgotten = Forgotten { partner, role };
        if gone.contains(&digest) && !again.contains(&forgotten) {
            again.push(forgotten);
        }
    }
    if again.is_empty() {
        return Ok((None, again));
    }
    let mut writer = Writer::begin(copy, origin, today)?;
    for Forgotten { partner, role } in &again {
        let forget = Request::SetPeople(SetPeople {
            forget: vec![role.clone()],
            ..SetPeople::default()
        });
        writer.apply(partner, today, &forget)?;
    }
    let entry = writer.finish(false)?.entry;
    Ok((entry, again))
}
