//! Verdicts as they are typed.

use super::options::VerdictArgs;
use crate::cli::terminal::error::Failure;
use crate::domain::fact::VerdictKind;
use crate::domain::rule::verdict_input::VerdictInput;
use crate::domain::value::quote::quoted;
use crate::ops::values;

impl VerdictArgs {
    /// Whether none was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            met,
            unmet,
            na,
            waive,
            evidence,
        } = self;
        [met, unmet, na, waive, evidence]
            .iter()
            .all(|given| given.is_empty())
    }

    /// The verdicts, each item at most once.
    ///
    /// # Errors
    /// An item is judged twice, or evidence is given for one that is not judged.
    pub fn asked(&self) -> Result<Vec<VerdictInput>, Failure> {
        let mut asked: Vec<VerdictInput> = Vec::new();
        for (kind, given) in [
            (VerdictKind::Met, &self.met),
            (VerdictKind::Unmet, &self.unmet),
            (VerdictKind::NotApplicable, &self.na),
            (VerdictKind::Waived, &self.waive),
        ] {
            for text in given {
                let (item, note) = split(text);
                if asked.iter().any(|other| other.item == item) {
                    return Err(Failure::usage(format!(
                        "{} is judged twice in one command",
                        quoted(item)
                    )));
                }
                let note = values::text("note", note)?.filter(|note| !note.is_empty());
                asked.push(VerdictInput {
                    item: item.to_owned(),
                    kind,
                    note,
                    evidence: None,
                });
            }
        }
        for text in &self.evidence {
            let (item, Some(address)) = split(text) else {
                return Err(Failure::usage(format!(
                    "--evidence {}: it is written ITEM=URL",
                    quoted(text)
                )));
            };
            let address =
                values::line("evidence", Some(address))?.filter(|address| !address.is_empty());
            let Some(judged) = asked.iter_mut().find(|asked| asked.item == item) else {
                return Err(Failure::usage(format!(
                    "--evidence {}: no verdict on {} is given with it",
                    quoted(text),
                    quoted(item)
                ))
                .hint(format!("add `--met {item}`")));
            };
            judged.evidence = address;
        }
        Ok(asked)
    }
}

fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once('=') {
        Some((item, note)) => (item.trim(), Some(note)),
        None => (text.trim(), None),
    }
}
