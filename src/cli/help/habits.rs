//! Words that people type out of habit, because other programs have commands of these names.

use crate::output::{Sentence, mpp};

/// A command and what it does.
type Meant = (&'static str, &'static str);

/// Each word with the commands that may be meant.
const HABITS: [(&[&str], &[Meant]); 9] = [
    (
        &["list", "ls"],
        &[
            ("status", "lists the partners"),
            ("product list", "the products"),
        ],
    ),
    (
        &["show", "view", "info", "get"],
        &[
            ("status PARTNER", "shows a partner"),
            ("program show", "the rules"),
        ],
    ),
    (&["log"], &[("history", "shows what was recorded")]),
    (
        &["add", "new", "create"],
        &[
            ("apply NAME", "records an application"),
            ("product add PARTNER NAME", "a product"),
        ],
    ),
    (
        &["export", "dump"],
        &[(
            "status --format csv -o partners.csv",
            "writes all partners to a file",
        )],
    ),
    (
        &["import", "load"],
        &[
            ("apply --from FILE", "records applications"),
            (
                "adopt --from FILE",
                "partners that were in the program before",
            ),
        ],
    ),
    (
        &["search", "find", "grep"],
        &[
            (
                "status NAME",
                "finds a partner by id, alias, external id or name",
            ),
            (
                "status --stage STAGE --category CATEGORY",
                "lists some of them",
            ),
        ],
    ),
    (
        &["remove", "rm", "delete", "del"],
        &[
            ("undo ENTRY", "undoes what was recorded"),
            ("review PARTNER --withdraw REASON", "ends a participation"),
        ],
    ),
    (
        &["update", "set", "change"],
        &[("edit PARTNER", "changes what is known of a partner")],
    ),
];

/// Returns what may be meant by a word that is not a command, as a hint.
pub(crate) fn meant(word: &str) -> Option<Sentence> {
    let (_, commands) = HABITS.iter().find(|(words, _)| words.contains(&word))?;
    let each = commands
        .iter()
        .map(|(command, does)| mpp(*command).and_words(format!(" {does}")));
    each.reduce(|sentence, next| sentence.and_words(", ").and(next))
}
