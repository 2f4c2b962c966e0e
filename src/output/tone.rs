//! The colours: what a word means decides how it looks, the same in every table and on every page. A colour only
//! repeats what the word says.

use anstyle::{AnsiColor, Style};

/// What a word is a word for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// The stage of a partner.
    Stage,
    /// A tier.
    Tier,
    /// What was found of an item.
    Verdict,
    /// Whose turn it is.
    Party,
    /// The state of a term.
    Term,
    /// The state of a product.
    Product,
    /// Good standing.
    Standing,
}

/// How a word looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
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

/// How a word of a sense looks.
#[must_use]
pub fn tone(sense: Sense, word: &str) -> Tone {
    match (sense, word) {
        (_, "") => Tone::Plain,
        (Sense::Tier, _) => Tone::Strong,
        (Sense::Stage, "certified")
        | (Sense::Verdict, "met")
        | (Sense::Term, "open" | "renewed")
        | (Sense::Product, "published")
        | (Sense::Standing, "good") => Tone::Good,
        (Sense::Stage, "applicant" | "candidate")
        | (Sense::Verdict, "open")
        | (Sense::Term, "upcoming" | "due")
        | (Sense::Product, "requested" | "content-complete") => Tone::Waiting,
        (Sense::Verdict, "unmet") | (Sense::Term, "under-evaluation") | (Sense::Standing, _) => {
            Tone::Bad
        }
        (Sense::Party, "provider") => Tone::Theirs,
        (Sense::Party, "marketplace" | "integrator") => Tone::Ours,
        (Sense::Party, _) => Tone::Plain,
        (Sense::Stage | Sense::Verdict | Sense::Term | Sense::Product, _) => Tone::Quiet,
    }
}

impl Tone {
    /// The tone as a terminal shows it.
    #[must_use]
    pub fn style(self) -> Style {
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
