//! Verdicts as they are typed.

use super::options::VerdictArgs;
use crate::cli::terminal::error::Failure;
use crate::domain::fact::VerdictKind;
use crate::domain::rule::verdict_input::{RecordInput, VerdictInput};
use crate::domain::value::quote::quoted;
use crate::ops::values;
use std::str::FromStr;

/// An item that is judged, typed as `ITEM` or `ITEM=NOTE`.
#[derive(Debug, Clone)]
pub struct ItemArg {
    item: String,
    note: Option<String>,
}

impl FromStr for ItemArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (item, note) = match text.split_once('=') {
            Some((item, note)) => (item, Some(note)),
            None => (text, None),
        };
        let note = values::text("note", note).map_err(|bad| format!("its note: {}", bad.reason))?;
        Ok(Self {
            item: item.trim().to_owned(),
            note: note.filter(|note| !note.is_empty()),
        })
    }
}

/// The evidence for an item, typed as `ITEM=URL`.
#[derive(Debug, Clone)]
pub struct EvidenceArg {
    item: String,
    address: Option<String>,
    text: String,
}

impl FromStr for EvidenceArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (item, address) = text.split_once('=').ok_or("it is written ITEM=URL")?;
        let address = values::line("evidence", Some(address)).map_err(|bad| bad.reason)?;
        Ok(Self {
            item: item.trim().to_owned(),
            address: address.filter(|address| !address.is_empty()),
            text: text.to_owned(),
        })
    }
}

/// A value of an item, typed as `ITEM.NAME=VALUE`.
#[derive(Debug, Clone)]
pub struct RecordArg(RecordInput);

impl FromStr for RecordArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let usage = "it is written ITEM.NAME=VALUE";
        let (key, value) = text.split_once('=').ok_or(usage)?;
        let (item, name) = key.split_once('.').ok_or(usage)?;
        let value = values::line("record", Some(value)).map_err(|bad| bad.reason)?;
        let value = value.filter(|value| !value.is_empty());
        Ok(Self(RecordInput {
            item: item.trim().to_owned(),
            name: name.trim().to_owned(),
            value: value.ok_or("a value is missing after the `=`")?,
        }))
    }
}

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
            record,
        } = self;
        let judged = [met, unmet, na, waive];
        judged.iter().all(|given| given.is_empty()) && evidence.is_empty() && record.is_empty()
    }

    /// The values of items.
    #[must_use]
    pub fn records(&self) -> Vec<RecordInput> {
        let records = self.record.iter();
        records.map(|RecordArg(record)| record.clone()).collect()
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
            for ItemArg { item, note } in given {
                if asked.iter().any(|other| other.item == *item) {
                    return Err(Failure::usage(format!(
                        "{} is judged twice in one command",
                        quoted(item)
                    )));
                }
                asked.push(VerdictInput {
                    item: item.clone(),
                    kind,
                    note: note.clone(),
                    evidence: None,
                });
            }
        }
        for EvidenceArg {
            item,
            address,
            text,
        } in &self.evidence
        {
            let Some(judged) = asked.iter_mut().find(|asked| asked.item == *item) else {
                return Err(Failure::usage(format!(
                    "--evidence {}: no verdict on {} is given with it",
                    quoted(text),
                    quoted(item)
                ))
                .hint(format!("add `--met {item}`")));
            };
            judged.evidence.clone_from(address);
        }
        Ok(asked)
    }
}
