//! The rows of an entry, read back from the book: those of a new one before it is committed, those of the last one
//! before another builds on it.
//!
//! Both look at no more than about a thousand rows. Of an entry that has more, the first and the last ones are read,
//! and they must follow one another without gaps.

use super::book::{Book, Head};
use super::chain::{Chain, Heading};
use super::chained::{CHAINED, Chained};
use super::engine::Engine;
use super::error::StoreError;
use super::people::digest_in;
use crate::domain::value::id::EntryId;
use std::collections::VecDeque;
use std::sync::LazyLock;

/// How many rows are read at either end of an entry.
const SAMPLE: i64 = 500;

/// How many rows of an entry are in each table, counted no further than it takes to know whether all are read.
static COUNTS: LazyLock<String> = LazyLock::new(|| {
    let limit = 2 * SAMPLE + 1;
    let counts: Vec<String> = (0..)
        .zip(CHAINED.iter())
        .map(|(table, Chained { name, .. })| {
            format!(
                "select {table}, count(*) from (select 1 from {name} where entry = $1 limit {limit})"
            )
        })
        .collect();
    counts.join(" union all ")
});

/// What is written of an entry: how many rows in which table, and the first and the last of them as the digest takes
/// them in.
#[derive(Default)]
pub(super) struct Written {
    rows: i64,
    counts: Vec<i64>,
    first: Vec<Vec<u8>>,
    last: VecDeque<Vec<u8>>,
    /// Contact people, whose data is outside the chain.
    pub(super) people: i64,
    /// Rows that were removed: of people who were forgotten.
    pub(super) removed: u64,
}

impl Written {
    /// Takes note of a row of a table in [`CHAINED`].
    pub(super) fn add(&mut self, table: usize, row: &[u8]) {
        self.counts.resize(CHAINED.len(), 0);
        self.counts[table] += 1;
        self.rows += 1;
        if self.rows <= SAMPLE {
            self.first.push(row.to_vec());
            return;
        }
        let mut oldest = Vec::new();
        if self.rows > 2 * SAMPLE {
            oldest = self.last.pop_front().unwrap_or_default();
            oldest.clear();
        }
        oldest.extend_from_slice(row);
        self.last.push_back(oldest);
    }

    /// How many rows of the book are new, changed or gone, the entry's own included.
    pub(super) fn changes(&self) -> u64 {
        (self.rows + self.people + 1).cast_unsigned() + self.removed
    }

    /// Reads the entry back.
    ///
    /// # Errors
    /// It is not what was written, or cannot be read.
    pub(super) fn check(
        &self,
        book: &Book,
        heading: &Heading<'_>,
        digest: &str,
    ) -> Result<(), StoreError> {
        let engine = &book.engine;
        let entry = heading.id;
        if !heading_is(engine, heading, digest)? {
            return Err(not_as_written(entry, "its heading is another"));
        }
        let tables: Vec<usize> = (0..self.counts.len())
            .filter(|table| self.counts[*table] > 0)
            .collect();
        for table in &tables {
            let ask = format!(
                "select count(*) from {} where entry = $1",
                CHAINED[*table].name
            );
            let count = engine.one(&ask, &[entry.into()], |row| row.int(0))?;
            if count != Some(self.counts[*table]) {
                let what = format!("rows of {} are missing or too many", CHAINED[*table].name);
                return Err(not_as_written(entry, &what));
            }
        }
        let mut expected = self.first.iter();
        each_row(engine, entry, &tables, (0, SAMPLE), |_, row| {
            same(entry, expected.next(), row)
        })?;
        let mut expected = self.last.iter();
        if self.rows > SAMPLE {
            let before_last = SAMPLE.max(self.rows - SAMPLE);
            each_row(engine, entry, &tables, (before_last, i64::MAX), |_, row| {
                same(entry, expected.next(), row)
            })?;
        }
        self.check_people(engine, entry)
    }

    fn check_people(&self, engine: &Engine, entry: i64) -> Result<(), StoreError> {
        if self.people == 0 {
            return Ok(());
        }
        let ask = "select p.salt, p.name, p.email, p.phone, c.digest from person p join contact c on c.entry = p.entry and c.n = p.n \
                   where p.entry = $1 limit $2";
        let most = self.people.min(2 * SAMPLE);
        let mut people = 0;
        engine.each(ask, &[entry.into(), most.into()], |row| {
            people += 1;
            if digest_in(row, 0)? == row.text(4)? {
                Ok(())
            } else {
                Err(not_as_written(entry, "a contact person is another"))
            }
        })?;
        if people == most {
            Ok(())
        } else {
            Err(not_as_written(entry, "contact people are missing"))
        }
    }
}

fn same(entry: i64, expected: Option<&Vec<u8>>, row: &[u8]) -> Result<(), StoreError> {
    match expected {
        Some(expected) if expected == row => Ok(()),
        _ => Err(not_as_written(entry, "a row is another")),
    }
}

fn not_as_written(entry: i64, what: &str) -> StoreError {
    StoreError::NotAsWritten(format!("entry {entry}: {what}"))
}

fn heading_is(engine: &Engine, heading: &Heading<'_>, digest: &str) -> Result<bool, StoreError> {
    let ask = "select recorded, actor, command, note, digest from entry where id = $1";
    let same = engine.one(ask, &[heading.id.into()], |row| {
        Ok(row.text(0)? == heading.recorded
            && row.text(1)? == heading.actor
            && row.text(2)? == heading.command
            && row.maybe_text(3)? == heading.note
            && row.text(4)? == digest)
    })?;
    Ok(same == Some(true))
}

/// Reads the rows of an entry in these tables that come after the one place and not after the other, in their order.
fn each_row(
    engine: &Engine,
    entry: i64,
    tables: &[usize],
    (after, until): (i64, i64),
    mut take: impl FnMut(i64, &[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let questions: Vec<String> = tables
        .iter()
        .map(|table| {
            let select = &CHAINED[*table].select;
            format!("{select} where entry = $1 and n > $2 and n <= $3 order by n")
        })
        .collect();
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let mut bytes = Vec::new();
    engine.merge(
        &questions,
        &[entry.into(), after.into(), until.into()],
        |row| row.int(1),
        |question, row| {
            bytes.clear();
            CHAINED[tables[question]].encode(row, &mut bytes)?;
            take(row.int(1)?, &bytes)
        },
        |_| Ok(()),
    )
}

impl Book {
    /// Whether an entry follows from the digest before it and from the rows that it has.
    pub(super) fn follows(&self, entry: i64) -> Result<bool, StoreError> {
        let ask = "select e.recorded, e.actor, e.command, e.note, e.digest, coalesce(b.digest, ''), b.id \
                   from entry e left join entry b on b.id = e.id - 1 where e.id = $1";
        let read = self.engine.one(ask, &[entry.into()], |row| {
            let heading = Heading {
                id: entry,
                recorded: row.text(0)?,
                actor: row.text(1)?,
                command: row.text(2)?,
                note: row.maybe_text(3)?,
            };
            let before = row.maybe_int(6)?;
            let is_next = before == Some(entry - 1) || (before.is_none() && entry == 1);
            let chain = Chain::begin(row.text(5)?, &heading);
            Ok((is_next, chain, row.text(4)?.to_owned()))
        })?;
        let Some((true, mut chain, digest)) = read else {
            return Ok(false);
        };
        let engine = &self.engine;
        let (mut tables, mut rows) = (Vec::new(), 0);
        engine.each(&COUNTS, &[entry.into()], |row| {
            let count = row.int(1)?;
            rows += count;
            if count > 0 {
                tables.push(usize::try_from(row.int(0)?).unwrap_or_default());
            }
            Ok(())
        })?;
        let mut next = 1;
        let mut in_order = true;
        if rows <= 2 * SAMPLE {
            each_row(engine, entry, &tables, (0, i64::MAX), |n, row| {
                in_order &= n == next;
                next += 1;
                chain.take(row);
                Ok(())
            })?;
            return Ok(in_order && chain.finish() == digest);
        }
        each_row(engine, entry, &tables, (0, SAMPLE), |n, _| {
            in_order &= n == next;
            next += 1;
            Ok(())
        })?;
        in_order &= next == SAMPLE + 1;
        let last = last_place(engine, entry, &tables)?;
        next = last - SAMPLE + 1;
        each_row(engine, entry, &tables, (last - SAMPLE, i64::MAX), |n, _| {
            in_order &= n == next;
            next += 1;
            Ok(())
        })?;
        Ok(in_order && next == last + 1)
    }

    /// The last entry, on which the next one is to build.
    ///
    /// # Errors
    /// It does not follow from its rows, or the book cannot be read.
    pub(super) fn sound_head(&self) -> Result<Option<Head>, StoreError> {
        let head = self.head()?;
        match &head {
            Some(Head {
                entry: EntryId(entry),
                ..
            }) if !self.follows(*entry)? => Err(StoreError::Damaged(format!(
                "the digest of its last entry, {entry}, does not follow from what the entry holds; nothing was added to it"
            ))),
            _ => Ok(head),
        }
    }
}

impl Book {
    /// The last entry of which there is a row in any table, whether or not the entry itself is there.
    pub(super) fn last_row(&self) -> Result<i64, StoreError> {
        let mut last = 0;
        for Chained { name, .. } in CHAINED.iter() {
            let ask = format!("select max(entry) from {name}");
            let of_table = self.engine.one(&ask, &[], |row| row.maybe_int(0))?;
            last = last.max(of_table.flatten().unwrap_or(0));
        }
        Ok(last)
    }
}

/// The place of the last row of an entry.
fn last_place(engine: &Engine, entry: i64, tables: &[usize]) -> Result<i64, StoreError> {
    let mut last = 0;
    for table in tables {
        let ask = format!(
            "select max(n) from {} where entry = $1",
            CHAINED[*table].name
        );
        let place = engine.one(&ask, &[entry.into()], |row| row.maybe_int(0))?;
        last = last.max(place.flatten().unwrap_or(0));
    }
    Ok(last)
}
