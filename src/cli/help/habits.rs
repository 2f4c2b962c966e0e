//! Words that people type out of habit, because other programs have commands of these names.

/// Each word with the commands that may be meant, as command lines.
const HABITS: [(&[&str], &[&str]); 9] = [
    (
        &["list", "ls"],
        &[
            "mpp status` lists the partners",
            "mpp product list` the products",
        ],
    ),
    (
        &["show", "view", "info", "get"],
        &[
            "mpp status PARTNER` shows a partner",
            "mpp program show` the rules",
        ],
    ),
    (&["log"], &["mpp history` shows what was recorded"]),
    (
        &["add", "new", "create"],
        &[
            "mpp apply NAME` records an application",
            "mpp product add PARTNER NAME` a product",
        ],
    ),
    (
        &["export", "dump"],
        &["mpp status --format csv -o partners.csv` writes all partners to a file"],
    ),
    (
        &["import", "load"],
        &[
            "mpp apply --from FILE` records applications",
            "mpp adopt --from FILE` partners that were in the program before",
        ],
    ),
    (
        &["search", "find", "grep"],
        &[
            "mpp status NAME` finds a partner by id, alias, external id or name",
            "mpp status --stage STAGE --category CATEGORY` lists some of them",
        ],
    ),
    (
        &["remove", "rm", "delete", "del"],
        &[
            "mpp undo ENTRY` undoes what was recorded",
            "mpp review PARTNER --withdraw REASON` ends a participation",
        ],
    ),
    (
        &["update", "set", "change"],
        &["mpp edit PARTNER` changes what is known of a partner"],
    ),
];

/// Returns what may be meant by a word that is not a command, as a hint.
pub(crate) fn meant(word: &str) -> Option<String> {
    let (_, commands) = HABITS.iter().find(|(words, _)| words.contains(&word))?;
    Some(format!("`{}", commands.join(", `")))
}
