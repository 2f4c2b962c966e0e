//! What to type next when the book cannot be used, or an entry not undone.

use super::shell::shell_word;
use crate::ops::undo::UndoError;
use crate::output::{Sentence, mpp};
use crate::store::StoreError;

/// What helps where the book could not be read or changed.
pub(super) fn of_store(error: &StoreError) -> Vec<Sentence> {
    match error {
        StoreError::Missing(_) => vec![
            mpp("init")
                .and_words(" makes one, and so does the first ")
                .and_mpp("apply"),
        ],
        StoreError::BadPath { .. } => {
            vec!["`--db PATH` or MPP_DB names a file in an existing folder".into()]
        }
        StoreError::NotABook(_) | StoreError::NoDatabase => {
            vec!["`--db PATH` or MPP_DB names the book".into()]
        }
        StoreError::ForeignFile { path, owner } => vec![
            format!(
                "while no command uses the book, {owner} may remove it, or you may where it is empty: `rm {}`",
                shell_word(&path.to_string_lossy())
            )
            .into(),
        ],
        StoreError::UnreadLog(_) => {
            vec!["any command of someone who may write the book writes them back".into()]
        }
        StoreError::Older => {
            vec!["any command of someone who may write there upgrades it".into()]
        }
        StoreError::Newer { .. } => vec!["use the mpp that wrote it, or a newer one".into()],
        StoreError::ForeignSchema(_) | StoreError::Damaged(_) => vec![
            mpp("audit")
                .and_words(" says what is wrong; ")
                .and_mpp("restore COPY")
                .and_words(" puts a copy in its place"),
        ],
        StoreError::ForeignLog(path) => vec![
            mpp("restore COPY")
                .and_words(" puts a copy in the place of a book and sets its log aside"),
            format!(
                "where the file is the one that is wanted, move {} away",
                path.display()
            )
            .into(),
        ],
        StoreError::NotAsWritten(_) => vec![mpp("audit").and_words(" checks the book")],
        StoreError::Busy | StoreError::MadeMeanwhile => vec!["try again in a moment".into()],
        StoreError::Commit {
            unchanged: None | Some(false),
            ..
        } => vec![mpp("history").and_words(" shows whether it is there")],
        StoreError::Unsettled { path, .. } => {
            let path = path.to_string_lossy();
            vec![mpp(format!("audit --db {}", shell_word(&path))).and_words(" looks at it")]
        }
        _ => Vec::new(),
    }
}

/// What helps where an entry could not be undone.
pub(super) fn of_undo(error: &UndoError) -> Vec<Sentence> {
    match error {
        UndoError::Dependents {
            blocked: Some(error),
            ..
        } => vec![format!("`--cascade` cannot undo them together: {error}").into()],
        UndoError::Dependents { entry, chain, .. } => {
            let them = match chain.len() {
                1 => "both",
                _ => "all of them",
            };
            vec![
                mpp(format!("undo {entry} --cascade"))
                    .and_words(format!(" undoes {them} in one entry")),
            ]
        }
        UndoError::Forgot(_)
        | UndoError::Unknown(_)
        | UndoError::Already { .. }
        | UndoError::NothingLeft => vec![mpp("history").and_words(" lists the entries")],
        UndoError::Since(_) => {
            vec!["run the command again to see all that it would undo".into()]
        }
        UndoError::IsUndo(_) => vec!["run the command that was undone again".into()],
        _ => Vec::new(),
    }
}
