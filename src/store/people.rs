//! The data of contact people, which is kept apart from the chain of digests so that it can be forgotten.

use super::book::Book;
use super::chain::person_digest;
use super::engine::{ResultRow, Value};
use super::error::StoreError;
use crate::domain::fact::Person;
use crate::domain::value::id::{EntryId, PartnerId};
use std::collections::HashSet;

/// The telephone number as it is kept: those who have none have nothing in the column.
pub(super) fn kept_phone(person: &Person) -> Option<&str> {
    Some(person.phone.as_str()).filter(|phone| !phone.is_empty())
}

/// The digest of a person's data that begins in this column of a row.
pub(super) fn digest_in(row: &ResultRow<'_>, first: usize) -> Result<String, StoreError> {
    let data = [row.text(first)?, row.text(first + 1)?, row.text(first + 2)?];
    let phone = row.owned(first + 3)?;
    Ok(person_digest(data, phone.as_deref()))
}

impl Book {
    pub(super) fn keep_person(
        &self,
        entry: i64,
        n: i64,
        person: &Person,
    ) -> Result<(), StoreError> {
        let Person {
            salt,
            name,
            email,
            phone: _,
        } = person;
        let values = [
            entry.into(),
            n.into(),
            salt.as_str().into(),
            name.as_str().into(),
            email.as_str().into(),
            kept_phone(person).map_or(Value::Null, Value::Text),
        ];
        let add = "insert into person (entry, n, salt, name, email, phone) values ($1, $2, $3, $4, $5, $6)";
        self.engine.run(add, &values).map(|_| ())
    }

    /// Removes the data of everybody who was recorded in a role of a partner; the engine wipes what it removes.
    /// Says how many there were.
    pub(super) fn forget(&self, partner: &PartnerId, role: &str) -> Result<usize, StoreError> {
        let remove = "delete from person where (entry, n) in \
                      (select entry, n from contact where partner = $1 and role = $2)";
        let values = [partner.as_str().into(), role.into()];
        self.engine.run(remove, &values)
    }

    /// Writes the log back into the book and empties it, so that nothing forgotten is left in it.
    ///
    /// # Errors
    /// Another command reads what is in the log, or the disk refuses.
    pub(crate) fn empty_log(&self) -> Result<(), StoreError> {
        if self.engine.empty_log()? {
            Ok(())
        } else {
            Err(StoreError::Busy)
        }
    }

    /// Whether an entry forgot a contact, which cannot be undone.
    pub(crate) fn has_forgotten(&self, entry: EntryId) -> Result<bool, StoreError> {
        let ask = "select 1 from contact where entry = $1 and digest = ''";
        let found = self.engine.one(ask, &[entry.0.into()], |row| row.int(0))?;
        Ok(found.is_some())
    }

    /// Whether anybody was ever recorded as a contact of a partner.
    pub(crate) fn has_contacts(&self, partner: &PartnerId) -> Result<bool, StoreError> {
        let ask = "select 1 from contact where partner = $1 limit 1";
        let found = self
            .engine
            .one(ask, &[partner.as_str().into()], |row| row.int(0))?;
        Ok(found.is_some())
    }

    /// The roles of a partner in which data of people is kept.
    pub(crate) fn roles_kept(&self, partner: &PartnerId) -> Result<Vec<String>, StoreError> {
        let ask = "select distinct c.role from contact c join person p on p.entry = c.entry and p.n = c.n \
                   where c.partner = $1 order by 1";
        let mut roles = Vec::new();
        self.engine.each(ask, &[partner.as_str().into()], |row| {
            roles.push(row.text(0)?.to_owned());
            Ok(())
        })?;
        Ok(roles)
    }

    /// The data kept of people in a role of a partner.
    pub(crate) fn people_in(
        &self,
        partner: &PartnerId,
        role: &str,
    ) -> Result<Vec<Person>, StoreError> {
        let ask = "select p.salt, p.name, p.email, p.phone from contact c join person p on p.entry = c.entry and p.n = c.n \
                   where c.partner = $1 and c.role = $2 order by c.entry, c.n";
        let mut people = Vec::new();
        self.engine
            .each(ask, &[partner.as_str().into(), role.into()], |row| {
                let [salt, name, email] =
                    [row.text(0)?, row.text(1)?, row.text(2)?].map(str::to_owned);
                let phone = row.owned(3)?.unwrap_or_default();
                people.push(Person {
                    salt,
                    name,
                    email,
                    phone,
                });
                Ok(())
            })?;
        Ok(people)
    }

    /// Returns where someone of this name, address or telephone number is on record: partner and role.
    pub(crate) fn known_as(&self, person: &Person) -> Result<Vec<(PartnerId, String)>, StoreError> {
        let ask = "select distinct c.partner, c.role from person p join contact c on c.entry = p.entry and c.n = p.n \
                   where (p.name = $1 and $1 <> '') or (p.email = $2 and $2 <> '') or p.phone = $3 order by 1, 2";
        let mut found = Vec::new();
        let args = [
            person.name.as_str().into(),
            person.email.as_str().into(),
            kept_phone(person).map_or(Value::Null, Value::Text),
        ];
        self.engine.each(ask, &args, |row| {
            let partner = PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?;
            found.push((partner, row.text(1)?.to_owned()));
            Ok(())
        })?;
        Ok(found)
    }

    /// The digests of contact people whose data was forgotten.
    pub(crate) fn forgotten_digests(&self) -> Result<HashSet<String>, StoreError> {
        let ask = "select c.digest from contact c left join person p on p.entry = c.entry and p.n = c.n \
                   where c.digest <> '' and p.entry is null";
        let mut digests = HashSet::new();
        self.engine.each(ask, &[], |row| {
            digests.insert(row.text(0)?.to_owned());
            Ok(())
        })?;
        Ok(digests)
    }

    /// The contact people whose data is kept: partner, role and digest of each.
    pub(crate) fn kept_people(&self) -> Result<Vec<(PartnerId, String, String)>, StoreError> {
        let ask = "select c.partner, c.role, c.digest from contact c join person p on p.entry = c.entry and p.n = c.n \
                   order by c.partner, c.entry, c.n";
        let mut kept = Vec::new();
        self.engine.each(ask, &[], |row| {
            let partner = PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?;
            kept.push((partner, row.text(1)?.to_owned(), row.text(2)?.to_owned()));
            Ok(())
        })?;
        Ok(kept)
    }
}
