//! Who changes the book, when, and in which words.

use super::Context;
use crate::cli::args::options::ProvenanceArgs;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::shell::shell_word;
use crate::ops::values;
use crate::store::book::Provenance;
use std::fmt::Write as _;

impl Context<'_> {
    /// Who changes the book, when, and in which words.
    ///
    /// # Errors
    /// The actor or the note will not do.
    pub fn origin(&self, args: &ProvenanceArgs) -> Result<Provenance, Failure> {
        self.origin_as(args, self.command())
    }

    pub(crate) fn origin_as(
        &self,
        args: &ProvenanceArgs,
        command: String,
    ) -> Result<Provenance, Failure> {
        let set = self.settings.actor.as_ref().map(|actor| &actor.value);
        let actor = args.actor.as_ref().or(set);
        let actor =
            values::line("actor", actor.map(String::as_str))?.filter(|actor| !actor.is_empty());
        let note = values::text("note", args.note.as_deref())?.filter(|note| !note.is_empty());
        let recorded = self.environment.now.clone();
        Ok(Provenance {
            recorded,
            actor: actor.unwrap_or_else(|| "unknown".to_owned()),
            command,
            note,
        })
    }

    /// The command as it was typed, without contact people, who must be forgettable, and with line breaks escaped.
    fn command(&self) -> String {
        let mut words = Vec::new();
        let mut hide = false;
        for arg in self.environment.args.iter().skip(1) {
            let word = arg.to_string_lossy();
            words.push(match word.split_once('=') {
                _ if hide => "…".to_owned(),
                Some(("--contact", _)) => "--contact=…".to_owned(),
                _ => shell_word(&word),
            });
            hide = !hide && word == "--contact";
        }
        words.join(" ").chars().take(2000).collect()
    }
}

/// Returns a salt for the digest of a contact person's data, different each time.
#[must_use]
pub(crate) fn salt() -> String {
    let mut salt = [0; 16];
    // A system without random numbers cannot run this program: the standard library needs them, too.
    getrandom::fill(&mut salt).expect("the system has random numbers");
    salt.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
