//! The colours: a colour only repeats what a word says.

use anstyle::{AnsiColor, Style};

/// How a word looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Like any other.
    Plain,
    /// As it should be.
    Good,
    /// Something is still to come.
    Waiting,
    /// Somebody has to look at it.
    Bad,
    /// Over, or of no account.
    Quiet,
    /// What one looks for first.
    Strong,
    /// The partner's.
    Theirs,
    /// The marketplace's.
    Ours,
}

impl Tone {
    /// The tone as a terminal shows it.
    #[must_use]
    pub(crate) fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Waiting => AnsiColor::Yellow.on_default(),
            Self::Bad => AnsiColor::Red.on_default().bold(),
            Self::Quiet => Style::new().dimmed(),
            Self::Strong => Style::new().bold(),
            Self::Theirs => AnsiColor::Cyan.on_default(),
            Self::Ours => AnsiColor::Magenta.on_default(),
        }
    }
}
