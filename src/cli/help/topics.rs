//! What is worth knowing of every command at once: topics of the help, and sections of the manual.

/// The topics that help explains in addition to the commands.
pub(crate) const NAMES: [&str; 4] = ["rules", "exit-status", "json", "environment"];

/// The exit statuses, each with when.
pub(crate) const EXIT_STATUS: [(&str, &str); 9] = [
    ("0", "done, or nothing to do"),
    (
        "1",
        "refused by the program's rules, not found, cancelled or failed; nothing was changed, unless the message says so",
    ),
    (
        "2",
        "wrong usage: an unknown option or activity, a bad or future day, something missing that may not be asked for, a \
         rule file or a configuration file with errors",
    ),
    (
        "3",
        "partly done: some rows were refused, the others recorded (only with --keep-going)",
    ),
    (
        "4",
        "the book cannot be used: it is missing, newer than this program, damaged, or no book",
    ),
    (
        "5",
        "a check found something: --check terms or attention due, audit a finding, backup --verify a bad copy",
    ),
    (
        "75",
        "busy: another command held the book too long; nothing was changed, unless the message says so; try again later",
    ),
    ("101", "a bug in mpp; please report it"),
    ("130", "interrupted; nothing is half done"),
];

/// The variables that decide something, each with what.
pub(crate) const ENVIRONMENT: [(&str, &str); 11] = [
    ("MPP_DB", "the book, where --db does not name it"),
    (
        "MPP_ACTOR",
        "who changes the book, where --actor does not say",
    ),
    (
        "MPP_CONFIG",
        "the configuration file, where --config does not name it",
    ),
    (
        "MPP_COLOR",
        "auto, always or never, where --color does not say; NO_COLOR, CLICOLOR and CLICOLOR_FORCE are respected in auto",
    ),
    (
        "MPP_PAGER, PAGER",
        "the command that shows long output on a terminal, run by /bin/sh, cat for none; PAGER comes after the configuration file",
    ),
    (
        "MPP_NO_INPUT, CI",
        "when set to anything, nothing is ever asked",
    ),
    (
        "MPP_TODAY",
        "the day it is, for tests and rehearsals: 2015-03-31",
    ),
    (
        "TMPDIR",
        "the folder for temporary files, which have no name there; otherwise /tmp",
    ),
    (
        "LOGNAME, USER",
        "the login name, which is the actor where nothing else says",
    ),
    (
        "XDG_DATA_HOME, XDG_CONFIG_HOME, HOME",
        "where the book and the configuration file are by default",
    ),
    (
        "COLUMNS, LINES",
        "the size of the terminal, where it cannot be asked",
    ),
];

/// The files that are read or written where no option names others.
pub(crate) const FILES: [(&str, &str); 2] = [
    (
        "~/.local/share/mpp/book.db",
        "the book, created by the first change; next to it, while it is in use, are files ending in -wal and -shm",
    ),
    (
        "~/.config/mpp/config.toml",
        "the configuration file; mpp config shows what it decides",
    ),
];

/// The JSON documents: the command that prints one, the list in it (or nothing: the document itself), and the keys.
pub(crate) const JSON: [(&str, &str, &str); 41] = [
    ("changes", "", "schema dry_run entry changes"),
    (
        "changes",
        "changes",
        "partner what on …and-the-fields-of-the-fact before after",
    ),
    (
        "changes from a file",
        "",
        "schema dry_run entry read recorded would_record unchanged skipped not_recorded refused refusals",
    ),
    ("status", "", "schema as_of partners"),
    (
        "status",
        "partners",
        "id name external_id account_alias kind category product website summary support_level via revenue_share_percent \
         good_standing standing_reason participation stage stage_since stage_reason candidate_until overdue certified_on \
         tier points next_tier points_to_next in_progress support_fee_cents credit term checklists products people awards next",
    ),
    ("tier", "", "schema as_of partners"),
    (
        "tier",
        "partners",
        "partner name stage tier points next_tier points_to_next",
    ),
    (
        "tier P --explain --path",
        "",
        "schema as_of partner tier points benefits lines path to too_far",
    ),
    (
        "tier P --explain --path",
        "lines",
        "award on activity ref points balance counts why entry program evidence note override",
    ),
    ("checklist", "", "schema as_of partners"),
    ("checklist P", "", "schema as_of partner items"),
    (
        "checklist P",
        "items",
        "checklist item text party verdict on by note evidence waits_for guide asks records \
         open_evidence settled earlier",
    ),
    ("credits P", "", "schema as_of partner months total"),
    (
        "credits P",
        "months",
        "month basis granted_cents used_cents overage_cents",
    ),
    ("renew P", "", "schema as_of terms"),
    (
        "renew P",
        "terms",
        "partner number starts anniversary state objections confirmed points deployments failures errors revenue_cents \
         evaluation",
    ),
    ("due", "", "schema as_of items"),
    ("due", "items", "kind partner product day days what command"),
    ("requests", "", "schema as_of requests"),
    (
        "requests",
        "requests",
        "request partner kind party state on due days overdue text person ref settled_on reason fee_cents",
    ),
    ("checklist --item ITEM", "", "schema as_of item partners"),
    (
        "checklist --item ITEM",
        "partners",
        "partner stage checklist item text party verdict on by note evidence waits_for guide asks records \
         open_evidence settled earlier",
    ),
    ("people", "", "schema as_of people"),
    ("people", "people", "partner role person"),
    ("people P", "", "schema as_of partner people"),
    ("deployments list", "", "schema as_of deployments"),
    (
        "deployments list",
        "deployments",
        "partner product on ref customer outcome error test",
    ),
    ("product list", "", "schema as_of products"),
    (
        "product list",
        "products",
        "partner product name version kind categories state pending open requested_on published_on",
    ),
    (
        "deployments report",
        "rows",
        "partner product month attempts successes failures tests errors with_errors",
    ),
    (
        "revenue report",
        "rows",
        "partner product month subscriptions subscriptions_month revenue_cents share_percent share_from remuneration_cents",
    ),
    ("directory", "", "schema as_of program listings categories"),
    ("history", "", "schema entries"),
    (
        "history",
        "entries",
        "entry recorded actor command note voided_by count facts",
    ),
    (
        "undo",
        "",
        "schema dry_run entry voided facts partners program command entries",
    ),
    (
        "undo",
        "entries",
        "entry recorded actor command facts program",
    ),
    ("audit", "", "schema entries head ok findings"),
    (
        "program show",
        "",
        "schema name sources window_months term_months downgrade_grace_days candidate_credit_cents candidate_benefits \
         credit support_levels default_share_percent steps tiers activities items \
         requests",
    ),
    ("program list", "", "schema as_of versions"),
    ("config", "", "schema settings"),
    ("config", "settings", "setting value from"),
];
