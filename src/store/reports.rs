//! What the portal reported: found by its name, or walked through. Of several reports of the same thing the one
//! recorded last counts, whatever its day.

use super::book::Book;
use super::engine::Value;
use super::error::StoreError;
use super::facts::fact_of;
use super::tables::Table;
use crate::domain::decide::request::ReportKey;
use crate::domain::fact::{Deployment, Fact, Recorded, Revenue};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, PartnerId};
use std::sync::LazyLock;

/// Which reports are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Span<'p> {
    /// Of this partner only.
    pub partner: Option<&'p PartnerId>,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The day asked for: later reports replace nothing yet.
    pub as_of: Day,
    /// The last entry that is taken into account.
    pub known_at: EntryId,
}

// A partner is asked for by `between` wherever a report is looked up: an engine given `partner = $1` walks through
// all of the partner's reports in the table's own order, and one may have a hundred thousand.

/// The deployment a reference names, as it was reported last.
static BY_REFERENCE: LazyLock<String> = LazyLock::new(|| {
    Table::Deployment.select(
        "where t.partner = $1 and (t.entry, t.n) = (\
           select q.entry, q.n from deployment q where q.reference = $2 and q.partner between $1 and $1 \
           and not exists (select 1 from void where voided = q.entry) order by q.entry desc, q.n desc limit 1)",
    )
});

/// The revenue of a product, month and SKU, as it was reported last.
static BY_MONTH: LazyLock<String> = LazyLock::new(|| {
    Table::Revenue.select(
        "where t.partner = $1 and (t.entry, t.n) = (\
           select q.entry, q.n from revenue q where q.product = $2 and q.month = $3 and q.sku = $4 \
           and q.partner between $1 and $1 \
           and not exists (select 1 from void where voided = q.entry) order by q.entry desc, q.n desc limit 1)",
    )
});

/// Reports of a span of days that no later one replaces, in the order of partners.
fn lasting(table: Table, same: &str, for_partner: bool) -> String {
    let name = table.name();
    let partner = if for_partner {
        "and t.partner = $5 "
    } else {
        ""
    };
    table.select(&format!(
        "where t.entry <= $1 and t.on_day >= $2 and t.on_day <= $3 and t.on_day <= $4 {partner}\
         and not exists (select 1 from void where voided = t.entry and void.entry <= $1) \
         and not exists (select 1 from {name} q where {same} and q.partner between t.partner and t.partner \
         and q.entry <= $1 and q.on_day <= $4 and (q.entry, q.n) > (t.entry, t.n) \
         and not exists (select 1 from void where voided = q.entry and void.entry <= $1)) \
         order by t.partner, t.entry, t.n"
    ))
}

impl Book {
    /// Returns the report on record with this key.
    pub(crate) fn reported(
        &self,
        partner: &PartnerId,
        key: ReportKey<'_>,
    ) -> Result<Option<Recorded>, StoreError> {
        match key {
            ReportKey::Deployment(reference) => self.reported_deployment(partner, reference),
            ReportKey::Revenue(revenue) => self.reported_revenue(partner, revenue),
        }
    }

    /// The deployment that a reference names.
    pub(crate) fn reported_deployment(
        &self,
        partner: &PartnerId,
        reference: &str,
    ) -> Result<Option<Recorded>, StoreError> {
        let args = [partner.as_str().into(), reference.into()];
        self.engine
            .one(&BY_REFERENCE, &args, |row| fact_of(Table::Deployment, row))
    }

    /// The figure on record for the same product, month and SKU.
    pub(crate) fn reported_revenue(
        &self,
        partner: &PartnerId,
        revenue: &Revenue,
    ) -> Result<Option<Recorded>, StoreError> {
        let month = revenue.month.to_string();
        let args = [
            partner.as_str().into(),
            revenue.product.as_str().into(),
            month.as_str().into(),
            revenue.sku.as_str().into(),
        ];
        self.engine
            .one(&BY_MONTH, &args, |row| fact_of(Table::Revenue, row))
    }

    /// Reports of later entries whose points were granted by an entry: undone alone, it would leave them without points.
    pub(crate) fn standing_on(
        &self,
        entry: EntryId,
    ) -> Result<Vec<(PartnerId, Recorded)>, StoreError> {
        let ask = Table::Deployment.select(
            "where (t.entry, t.n) in (\
               select q.entry, q.n from award a \
               join deployment q on q.reference = a.reference and q.partner between a.partner and a.partner \
               where a.entry = $1 and a.reverses_entry is null and q.entry > $1 \
               and not exists (select 1 from void where voided = q.entry)) \
             order by t.partner, t.entry, t.n",
        );
        let mut standing = Vec::new();
        self.engine.each(&ask, &[entry.0.into()], |row| {
            let partner = PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?;
            standing.push((partner, fact_of(Table::Deployment, row)?));
            Ok(())
        })?;
        Ok(standing)
    }

    /// The deployments of an entry that may earn points, by day and place: the references, each with its day.
    pub(crate) fn earning_deployments(
        &self,
        partner: &PartnerId,
        entry: EntryId,
    ) -> Result<Vec<(Day, String)>, StoreError> {
        let ask = Table::Deployment
            .select("where t.partner = $1 and t.entry = $2 order by t.on_day, t.n");
        let args = [partner.as_str().into(), entry.0.into()];
        let mut earning = Vec::new();
        self.engine.each(&ask, &args, |row| {
            let recorded = fact_of(Table::Deployment, row)?;
            if let Fact::Deployment(deployment) = recorded.fact
                && deployment.earns()
            {
                earning.push((recorded.on, deployment.reference));
            }
            Ok(())
        })?;
        Ok(earning)
    }

    /// Walks through the deployments of a span, in the order of partners.
    pub fn deployments(
        &self,
        span: Span<'_>,
        mut take: impl FnMut(PartnerId, Day, Deployment),
    ) -> Result<(), StoreError> {
        self.walk_reports(
            Table::Deployment,
            "q.reference = t.reference",
            span,
            |partner, on, fact| {
                if let Fact::Deployment(deployment) = fact {
                    take(partner, on, deployment);
                }
                Ok(())
            },
        )
    }

    /// The successful deployments of a partner from a day on, in the order of their days: references, each with its day.
    pub(crate) fn deployed_since(
        &self,
        partner: &PartnerId,
        from: Day,
        today: Day,
    ) -> Result<Vec<(Day, String)>, StoreError> {
        let span = Span {
            partner: Some(partner),
            from,
            to: today,
            as_of: today,
            known_at: EntryId::PENDING,
        };
        let mut deployed = Vec::new();
        self.deployments(span, |_, on, deployment| {
            if deployment.earns() {
                deployed.push((on, deployment.reference));
            }
        })?;
        deployed.sort_by_key(|(on, _)| *on);
        Ok(deployed)
    }

    /// Walks through the revenue of a span, in the order of partners. The days are those of the reports, not of the
    /// months.
    ///
    /// # Errors
    /// The book cannot be read, or `take` says so.
    pub fn revenue(
        &self,
        span: Span<'_>,
        mut take: impl FnMut(PartnerId, Revenue) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.walk_reports(
            Table::Revenue,
            "q.product = t.product and q.month = t.month and q.sku = t.sku",
            span,
            |partner, _, fact| match fact {
                Fact::Revenue(revenue) => take(partner, revenue),
                _ => Ok(()),
            },
        )
    }

    fn walk_reports(
        &self,
        table: Table,
        same: &str,
        span: Span<'_>,
        mut take: impl FnMut(PartnerId, Day, Fact) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let ask = lasting(table, same, span.partner.is_some());
        let [from, to, as_of] = [span.from, span.to, span.as_of].map(|day| day.to_string());
        let mut args: Vec<Value<'_>> = vec![
            span.known_at.0.into(),
            from.as_str().into(),
            to.as_str().into(),
            as_of.as_str().into(),
        ];
        args.extend(span.partner.map(|partner| Value::Text(partner.as_str())));
        self.engine.each(&ask, &args, |row| {
            let partner = PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?;
            let recorded = fact_of(table, row)?;
            take(partner, recorded.on, recorded.fact)
        })
    }

    /// The partners of which a product was ever published, in the order of their ids.
    pub(crate) fn publishers(&self, known_at: EntryId) -> Result<Vec<PartnerId>, StoreError> {
        let ask = "select distinct partner from publication t where step = 'published' and entry <= $1 \
                   and not exists (select 1 from void where voided = t.entry and void.entry <= $1) order by partner";
        let mut found = Vec::new();
        self.engine.each(ask, &[known_at.0.into()], |row| {
            found.push(PartnerId::new(row.text(0)?).map_err(StoreError::Damaged)?);
            Ok(())
        })?;
        Ok(found)
    }
}
