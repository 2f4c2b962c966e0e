//! The tones of the program's words: what a word means decides its colour, the same in every table and on every page.

use crate::domain::fact::VerdictKind;
use crate::domain::partner::product::ProductState;
use crate::domain::partner::standing::Stage;
use crate::domain::program::Party;
use crate::domain::rule::term::TermState;
use crate::output::{Cell, Tone};
use std::fmt::Display;

/// A word that has a tone.
pub(crate) trait Toned: Display {
    /// Returns how it looks.
    fn tone(&self) -> Tone;
}

impl<T: Toned> From<T> for Cell {
    fn from(word: T) -> Self {
        Self::Toned(word.to_string(), word.tone())
    }
}

impl Toned for Stage {
    fn tone(&self) -> Tone {
        match self {
            Self::Certified => Tone::Good,
            Self::Applicant | Self::Candidate => Tone::Waiting,
            Self::Declined | Self::Withdrawn | Self::Lapsed | Self::Ended => Tone::Quiet,
        }
    }
}

impl Toned for TermState {
    fn tone(&self) -> Tone {
        match self {
            Self::Open | Self::Renewed => Tone::Good,
            Self::Upcoming | Self::Due => Tone::Waiting,
            Self::UnderEvaluation => Tone::Bad,
            Self::Ended => Tone::Quiet,
        }
    }
}

impl Toned for ProductState {
    fn tone(&self) -> Tone {
        match self {
            Self::Published => Tone::Good,
            Self::ContentComplete | Self::Requested => Tone::Waiting,
            Self::Draft | Self::Unpublished => Tone::Quiet,
        }
    }
}

impl Toned for Party {
    fn tone(&self) -> Tone {
        match self {
            Self::Provider => Tone::Theirs,
            Self::Marketplace | Self::Integrator => Tone::Ours,
            Self::Both => Tone::Plain,
        }
    }
}

/// What was found of an item; `None` as long as it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ItemVerdict(pub(super) Option<VerdictKind>);

impl Display for ItemVerdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.map_or("open", VerdictKind::name))
    }
}

impl serde::Serialize for ItemVerdict {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Toned for ItemVerdict {
    fn tone(&self) -> Tone {
        match self.0 {
            None => Tone::Waiting,
            Some(VerdictKind::Met) => Tone::Good,
            Some(VerdictKind::Unmet) => Tone::Bad,
            Some(VerdictKind::NotApplicable | VerdictKind::Waived) => Tone::Quiet,
        }
    }
}

/// Returns the cell of a tier.
pub(super) fn tier(id: Option<&str>) -> Cell {
    id.map_or(Cell::Empty, |id| Cell::Toned(id.to_owned(), Tone::Strong))
}
