//! The tables of facts, and which of them a question is about.

use super::facts::columns_of;
use std::ops::Index;

/// A table of facts, in the order of `schema.sql`; those of reports come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Application,
    Profile,
    Adoption,
    Step,
    Extension,
    Verdict,
    Standing,
    Award,
    Progress,
    Term,
    Objection,
    Finding,
    Confirmation,
    Assignment,
    Contact,
    CreditUse,
    Product,
    ProductVerdict,
    ItemRecord,
    Publication,
    Request,
    Settlement,
    Deployment,
    Revenue,
}

/// The columns that every table of facts begins with.
pub(super) const COMMON: &str = "partner, entry, n, on_day";
pub(super) const COMMON_COLUMNS: usize = 4;

/// What is asked of a term. One of a book that did not keep the day of the run counts as run on the day of its entry,
/// where a run is what opened it: the first term comes with the certification, and an adoption brings its own.
const TERM_COLUMNS: &str = "number, anniversary, coalesce(run_on, (select substr(e.recorded, 1, 10) from entry e \
     where e.id = t.entry and t.number > 1 \
     and not exists (select 1 from adoption a where a.partner = t.partner and a.entry = t.entry)))";

/// The tables of which the facts decide about points: participations, stages, the ledger itself and the work on
/// activities.
pub(super) const OF_POINTS: [Table; 5] = [
    Table::Application,
    Table::Adoption,
    Table::Step,
    Table::Award,
    Table::Progress,
];

/// The same with products: what a report asks for.
pub(super) const OF_REPORTS: [Table; 6] = [
    Table::Application,
    Table::Adoption,
    Table::Step,
    Table::Award,
    Table::Progress,
    Table::Product,
];

impl Table {
    /// Every table, in order.
    pub(super) const ALL: [Self; 24] = [
        Self::Application,
        Self::Profile,
        Self::Adoption,
        Self::Step,
        Self::Extension,
        Self::Verdict,
        Self::Standing,
        Self::Award,
        Self::Progress,
        Self::Term,
        Self::Objection,
        Self::Finding,
        Self::Confirmation,
        Self::Assignment,
        Self::Contact,
        Self::CreditUse,
        Self::Product,
        Self::ProductVerdict,
        Self::ItemRecord,
        Self::Publication,
        Self::Request,
        Self::Settlement,
        Self::Deployment,
        Self::Revenue,
    ];

    /// Its name in the schema.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Profile => "profile",
            Self::Adoption => "adoption",
            Self::Step => "step",
            Self::Extension => "extension",
            Self::Verdict => "verdict",
            Self::Standing => "customer_standing",
            Self::Award => "award",
            Self::Progress => "progress",
            Self::Term => "term",
            Self::Objection => "objection",
            Self::Finding => "finding",
            Self::Confirmation => "confirmation",
            Self::Assignment => "assignment",
            Self::Contact => "contact",
            Self::CreditUse => "credit_use",
            Self::Product => "product",
            Self::ProductVerdict => "product_verdict",
            Self::ItemRecord => "item_record",
            Self::Publication => "publication",
            Self::Deployment => "deployment",
            Self::Revenue => "revenue",
            Self::Request => "request",
            Self::Settlement => "settlement",
        }
    }

    /// The columns after those that all tables have, but for those that were added later.
    pub(super) fn columns(self) -> &'static [&'static str] {
        columns_of(self).first
    }

    /// The columns that a later version of the schema added.
    pub(super) fn added(self) -> &'static [&'static str] {
        columns_of(self).added
    }

    /// Returns whether its facts make a partner's history. What the portal reported does not: there may be a million of
    /// it, and nothing is decided by it.
    pub(super) fn is_of_history(self) -> bool {
        !matches!(self, Self::Deployment | Self::Revenue)
    }

    /// The columns after those that all tables have, in the order of the schema.
    pub(super) fn own_columns(self) -> String {
        [self.columns(), self.added()].concat().join(", ")
    }

    /// How many columns a row has that every version of the schema knew.
    pub(super) fn width(self) -> usize {
        COMMON_COLUMNS + self.columns().len()
    }

    /// The statement that adds a row.
    pub(super) fn insert(self) -> String {
        let columns = self.own_columns();
        let places: Vec<String> = (1..=self.width() + self.added().len())
            .map(|place| format!("${place}"))
            .collect();
        format!(
            "insert into {} ({COMMON}, {columns}) values ({})",
            self.name(),
            places.join(", ")
        )
    }

    /// The question for rows; contact people come with what is known of them apart.
    pub(super) fn select(self, condition: &str) -> String {
        let columns = if self == Self::Term {
            TERM_COLUMNS.to_owned()
        } else {
            self.own_columns()
        };
        if self == Self::Contact {
            return format!(
                "select t.partner, t.entry, t.n, t.on_day, t.role, t.digest, who.salt, who.name, who.email, who.phone \
                 from contact t left join person who on who.entry = t.entry and who.n = t.n {condition}"
            );
        }
        format!(
            "select {COMMON}, {columns} from {} t {condition}",
            self.name()
        )
    }
}

/// Something that there is for every table of facts.
pub(super) struct PerTable<T>([T; Table::ALL.len()]);

impl<T> PerTable<T> {
    pub(super) fn of(make: impl FnMut(Table) -> T) -> Self {
        Self(Table::ALL.map(make))
    }
}

impl<T> Index<Table> for PerTable<T> {
    type Output = T;

    fn index(&self, table: Table) -> &T {
        &self.0[table as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::engine::{Engine, ResultRow};
    use crate::store::schema;
    use std::path::Path;

    #[test]
    fn tables_are_listed_in_their_order() {
        let names = PerTable::of(Table::name);
        for table in Table::ALL {
            assert_eq!(names[table], table.name());
        }
    }
    #[test]
    fn the_columns_are_those_of_the_schema() {
        let engine = Engine::create(Path::new(":memory:")).expect("a database in memory");
        schema::create(&engine).expect("the schema");
        for table in Table::ALL {
            let mut columns = Vec::new();
            let ask = "select name from pragma_table_info($1) order by cid";
            let take = |row: &ResultRow<'_>| {
                columns.push(row.text(0)?.to_owned());
                Ok(())
            };
            engine
                .each(ask, &[table.name().into()], take)
                .expect("the columns");
            let own = format!("{COMMON}, {}", table.own_columns());
            assert_eq!(columns.join(", "), own, "{}", table.name());
        }
    }
}
