//! Each fact to and from its row: the one place that says in which columns it is kept, and how it is written and read.

mod award;
mod column;
mod contact;
mod product;
mod profile;
mod row;
mod settlement;
mod term;
mod verdict;

use crate::domain::fact::{
    Adoption, Application, Asked, Assignment, Confirmation, CreditUse, Deployment, Extension, Fact,
    Finding, GoodStanding, ItemRecord, Objection, Progress, Publication, Recorded, Revenue,
    Settlement, Step, Term,
};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, FactId};
use crate::store::engine::ResultRow;
use crate::store::error::StoreError;
use crate::store::tables::Table;
use column::Column as _;
use row::{Own, Row, row};

pub(super) use column::Field;
pub(super) use row::Columns;

row!(Application: participation, note);
row!(Adoption: admitted_on, agreed_on, certified_on);
row!(Step: kind as "step", reason);
row!(Extension: until, reason);
row!(GoodStanding: good, reason);
row!(Progress: activity, step, due, person, reason);
row!(Objection: term, by as "party", text as "said");
row!(Finding: term, by as "party", text as "said", worth);
row!(Confirmation: term, reason);
row!(Assignment: role, person);
row!(CreditUse: month, cents, note);
row!(ItemRecord: product, checklist, item, term, name, value);
row!(Publication: product, step);
row!(Deployment: product, reference, customer, outcome, error, test);
row!(Revenue: product, month, sku, subscriptions, cents, note);
row!(Asked: kind, text, due, person, reference);

/// The columns of a table's own.
pub(super) fn columns_of(table: Table) -> Columns {
    match table {
        Table::Application => Application::COLUMNS,
        Table::Profile => profile::columns(),
        Table::Adoption => Adoption::COLUMNS,
        Table::Step => Step::COLUMNS,
        Table::Extension => Extension::COLUMNS,
        Table::Verdict => verdict::OF_PARTNER,
        Table::Standing => GoodStanding::COLUMNS,
        Table::Award => award::COLUMNS,
        Table::Progress => Progress::COLUMNS,
        Table::Term => Term::COLUMNS,
        Table::Objection => Objection::COLUMNS,
        Table::Finding => Finding::COLUMNS,
        Table::Confirmation => Confirmation::COLUMNS,
        Table::Assignment => Assignment::COLUMNS,
        Table::Contact => contact::COLUMNS,
        Table::CreditUse => CreditUse::COLUMNS,
        Table::Product => product::columns(),
        Table::ProductVerdict => verdict::OF_PRODUCT,
        Table::ItemRecord => ItemRecord::COLUMNS,
        Table::Publication => Publication::COLUMNS,
        Table::Deployment => Deployment::COLUMNS,
        Table::Revenue => Revenue::COLUMNS,
        Table::Request => Asked::COLUMNS,
        Table::Settlement => Settlement::COLUMNS,
    }
}

/// The table of a fact and the values of its own columns.
pub(super) fn row_of(fact: &Fact) -> (Table, Vec<Field<'_>>) {
    match fact {
        Fact::Application(application) => (Table::Application, application.write()),
        Fact::Profile(profile) => (Table::Profile, profile::write(profile)),
        Fact::Adoption(adoption) => (Table::Adoption, adoption.write()),
        Fact::Step(step) => (Table::Step, step.write()),
        Fact::Extension(extension) => (Table::Extension, extension.write()),
        Fact::Verdict(verdict) => verdict::write(verdict),
        Fact::Standing(standing) => (Table::Standing, standing.write()),
        Fact::Award(award) => (Table::Award, award::write(award)),
        Fact::Reversal(reversal) => (Table::Award, award::write_reversal(reversal)),
        Fact::Progress(progress) => (Table::Progress, progress.write()),
        Fact::Term(term) => (Table::Term, term.write()),
        Fact::Objection(objection) => (Table::Objection, objection.write()),
        Fact::Finding(finding) => (Table::Finding, finding.write()),
        Fact::Confirmation(confirmation) => (Table::Confirmation, confirmation.write()),
        Fact::Assignment(assignment) => (Table::Assignment, assignment.write()),
        Fact::Contact(contact) => (Table::Contact, contact::write(contact)),
        Fact::Forgetting(forgetting) => (Table::Contact, contact::write_forgetting(forgetting)),
        Fact::CreditUse(used) => (Table::CreditUse, used.write()),
        Fact::Product(described) => (Table::Product, product::write(described)),
        Fact::ItemRecord(record) => (Table::ItemRecord, record.write()),
        Fact::Publication(publication) => (Table::Publication, publication.write()),
        Fact::Deployment(deployment) => (Table::Deployment, deployment.write()),
        Fact::Revenue(revenue) => (Table::Revenue, revenue.write()),
        Fact::Request(asked) => (Table::Request, asked.write()),
        Fact::Settlement(settlement) => (Table::Settlement, settlement.write()),
    }
}

/// Reads the fact in a row of a table.
pub(super) fn fact_of(table: Table, row: &ResultRow<'_>) -> Result<Recorded, StoreError> {
    let id = FactId {
        entry: EntryId(row.int(1)?),
        n: row.int(2)?,
    };
    let on = Day::read(row, 3)?;
    let own = &mut Own::of(row, on);
    let fact = match table {
        Table::Application => Fact::Application(Row::read(own)?),
        Table::Profile => Fact::Profile(profile::read(own)?),
        Table::Adoption => Fact::Adoption(Row::read(own)?),
        Table::Step => Fact::Step(Row::read(own)?),
        Table::Extension => Fact::Extension(Row::read(own)?),
        Table::Verdict => Fact::Verdict(verdict::read_of_partner(own)?),
        Table::Standing => Fact::Standing(Row::read(own)?),
        Table::Award => award::read(own)?,
        Table::Progress => Fact::Progress(Row::read(own)?),
        Table::Term => Fact::Term(Row::read(own)?),
        Table::Objection => Fact::Objection(Row::read(own)?),
        Table::Finding => Fact::Finding(Row::read(own)?),
        Table::Confirmation => Fact::Confirmation(Row::read(own)?),
        Table::Assignment => Fact::Assignment(Row::read(own)?),
        Table::Contact => contact::read(own)?,
        Table::CreditUse => Fact::CreditUse(Row::read(own)?),
        Table::Product => Fact::Product(product::read(own)?),
        Table::ProductVerdict => Fact::Verdict(verdict::read_of_product(own)?),
        Table::ItemRecord => Fact::ItemRecord(Row::read(own)?),
        Table::Publication => Fact::Publication(Row::read(own)?),
        Table::Deployment => Fact::Deployment(Row::read(own)?),
        Table::Revenue => Fact::Revenue(Row::read(own)?),
        Table::Request => Fact::Request(Row::read(own)?),
        Table::Settlement => Fact::Settlement(Row::read(own)?),
    };
    Ok(Recorded { id, on, fact })
}
