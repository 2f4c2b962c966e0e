//! How far long work on a book is.

use super::book::Book;
use super::error::StoreError;

/// Work that may take long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// Every partner is looked at.
    Partners,
    /// Every entry is.
    Entries,
}

impl Work {
    /// What is counted.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Partners => "partners",
            Self::Entries => "entries",
        }
    }

    /// The question for how many there are.
    fn question(self) -> &'static str {
        match self {
            Self::Partners => "select count(distinct partner) from application",
            Self::Entries => "select count(*) from entry",
        }
    }
}

/// Receives how many are done, and of how many.
pub(super) type Tell = dyn Fn(u64, u64);

/// Reports the progress of some work.
pub(super) struct Underway<'b> {
    tell: Option<(&'b Tell, u64)>,
    done: u64,
}

impl Underway<'_> {
    /// One more is done.
    pub(super) fn one_more(&mut self) {
        self.done += 1;
        if let Some((tell, whole)) = self.tell.filter(|(_, whole)| self.done < *whole) {
            tell(self.done, whole);
        }
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        if let Some((tell, whole)) = self.tell {
            tell(whole, whole);
        }
    }
}

impl Book {
    /// Sets what receives the progress of some work: how many are done, and of how many.
    pub(crate) fn on_progress(&mut self, work: Work, tell: impl Fn(u64, u64) + 'static) {
        self.progress.push((work, Box::new(tell)));
    }

    /// Begins some work.
    pub(super) fn begins(&self, work: Work) -> Result<Underway<'_>, StoreError> {
        let tell = self.progress.iter().find(|(of, _)| *of == work);
        let tell = match tell {
            Some((_, tell)) => {
                let whole = self.engine.one(work.question(), &[], |row| row.int(0))?;
                let whole = u64::try_from(whole.unwrap_or(0)).unwrap_or(0);
                Some((&**tell, whole))
            }
            None => None,
        };
        Ok(Underway { tell, done: 0 })
    }
}
