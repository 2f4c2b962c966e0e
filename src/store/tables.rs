//! The tables of facts, and which of them a question is about.

/// A table of facts, as `schema.sql` has it.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// The columns after partner, entry, n and `on_day`.
    pub(super) columns: &'static [&'static str],
    /// Those that a later version of the schema added, which come after them: a row of before has nothing there, and
    /// its digest knows nothing of them.
    pub(super) added: &'static [&'static str],
}

/// The columns that every table of facts begins with.
pub(super) const COMMON: &str = "partner, entry, n, on_day";
pub(super) const COMMON_COLUMNS: usize = 4;

pub(super) const APPLICATION: usize = 0;
pub(super) const PROFILE: usize = 1;
pub(super) const ADOPTION: usize = 2;
pub(super) const STEP: usize = 3;
pub(super) const EXTENSION: usize = 4;
pub(super) const VERDICT: usize = 5;
pub(super) const STANDING: usize = 6;
pub(super) const AWARD: usize = 7;
pub(super) const TERM: usize = 8;
pub(super) const OBJECTION: usize = 9;
pub(super) const CONFIRMATION: usize = 10;
pub(super) const ASSIGNMENT: usize = 11;
pub(super) const CONTACT: usize = 12;
pub(super) const CREDIT_USE: usize = 13;
pub(super) const PRODUCT: usize = 14;
pub(super) const PRODUCT_VERDICT: usize = 15;
pub(super) const PUBLICATION: usize = 16;
pub(super) const DEPLOYMENT: usize = 17;
pub(super) const REVENUE: usize = 18;

/// What is asked of a term. One of a book that did not keep the day of the run counts as run on the day of its entry,
/// where a run is what opened it: the first term comes with the certification, and an adoption brings its own.
const TERM_COLUMNS: &str = "number, anniversary, coalesce(run_on, (select substr(e.recorded, 1, 10) from entry e \
     where e.id = t.entry and t.number > 1 \
     and not exists (select 1 from adoption a where a.partner = t.partner and a.entry = t.entry)))";

/// The tables of which the facts decide about points: participations, stages and the ledger itself.
pub(super) const OF_POINTS: [usize; 4] = [APPLICATION, ADOPTION, STEP, AWARD];

/// The same with products: what a report asks for.
pub(super) const OF_REPORTS: [usize; 5] = [APPLICATION, ADOPTION, STEP, AWARD, PRODUCT];

/// The tables of which the facts make a partner's history. What the portal reported is left out: there may be a
/// million of it, and nothing is decided by it.
pub(super) const OF_HISTORY: std::ops::Range<usize> = 0..DEPLOYMENT;

/// Every table of facts; reports come last.
pub(super) static TABLES: [Table; 19] = [
    Table {
        name: "application",
        columns: &["participation", "note"],
        added: &[],
    },
    Table {
        name: "profile",
        columns: &[
            "name",
            "name_key",
            "look_key",
            "product",
            "kind",
            "category",
            "website",
            "alias",
            "summary",
            "external_id",
            "support_level",
            "share_bp",
            "brought",
        ],
        added: &[],
    },
    Table {
        name: "adoption",
        columns: &["admitted_on", "agreed_on", "certified_on"],
        added: &[],
    },
    Table {
        name: "step",
        columns: &["step", "reason"],
        added: &[],
    },
    Table {
        name: "extension",
        columns: &["until", "reason"],
        added: &[],
    },
    Table {
        name: "verdict",
        columns: &["checklist", "item", "term", "verdict", "note", "evidence"],
        added: &[],
    },
    Table {
        name: "customer_standing",
        columns: &["good", "reason"],
        added: &[],
    },
    Table {
        name: "award",
        columns: &[
            "participation",
            "activity",
            "points",
            "reference",
            "evidence",
            "note",
            "expires_on",
            "override",
            "reason",
            "reverses_entry",
            "reverses_n",
        ],
        added: &[],
    },
    Table {
        name: "term",
        columns: &["number", "anniversary"],
        added: &["run_on"],
    },
    Table {
        name: "objection",
        columns: &["term", "party", "said"],
        added: &[],
    },
    Table {
        name: "confirmation",
        columns: &["term", "reason"],
        added: &[],
    },
    Table {
        name: "assignment",
        columns: &["role", "person"],
        added: &[],
    },
    Table {
        name: "contact",
        columns: &["role", "digest"],
        added: &[],
    },
    Table {
        name: "credit_use",
        columns: &["month", "cents", "note"],
        added: &[],
    },
    Table {
        name: "product",
        columns: &[
            "product",
            "name",
            "name_key",
            "version",
            "kind",
            "categories",
            "short",
            "full",
            "features",
            "eula",
            "support",
            "pricing",
            "demo",
            "evidence",
            "brought",
        ],
        added: &[],
    },
    Table {
        name: "product_verdict",
        columns: &[
            "product",
            "checklist",
            "item",
            "verdict",
            "note",
            "evidence",
        ],
        added: &[],
    },
    Table {
        name: "publication",
        columns: &["product", "step"],
        added: &[],
    },
    Table {
        name: "deployment",
        columns: &[
            "product",
            "reference",
            "customer",
            "outcome",
            "error",
            "test",
        ],
        added: &[],
    },
    Table {
        name: "revenue",
        columns: &["product", "month", "sku", "subscriptions", "cents", "note"],
        added: &[],
    },
];

impl Table {
    /// The columns after those that all tables have, in the order of the schema.
    pub(super) fn own_columns(&self) -> String {
        [self.columns, self.added].concat().join(", ")
    }

    /// How many columns a row has that every version of the schema knew.
    pub(super) fn width(&self) -> usize {
        COMMON_COLUMNS + self.columns.len()
    }

    /// The statement that adds a row.
    pub(super) fn insert(&self) -> String {
        let columns = self.own_columns();
        let places: Vec<String> = (1..=self.width() + self.added.len())
            .map(|place| format!("${place}"))
            .collect();
        format!(
            "insert into {} ({COMMON}, {columns}) values ({})",
            self.name,
            places.join(", ")
        )
    }

    /// The question for rows; contact people come with what is known of them apart.
    pub(super) fn select(&self, condition: &str) -> String {
        let columns = if self.name == TABLES[TERM].name {
            TERM_COLUMNS.to_owned()
        } else {
            self.own_columns()
        };
        if self.name == TABLES[CONTACT].name {
            return format!(
                "select t.partner, t.entry, t.n, t.on_day, t.role, t.digest, who.salt, who.name, who.email \
                 from contact t left join person who on who.entry = t.entry and who.n = t.n {condition}"
            );
        }
        format!(
            "select {COMMON}, {columns} from {} t {condition}",
            self.name
        )
    }
}
