//! What the portal asks for: products, their publication, and deployments.

use super::Draft;
use super::request::{Deploy, MarkProduct};
use crate::domain::fact::{Dated, Described, Fact, Publication, PublicationStep};
use crate::domain::rule::deployment::{self, Earnings};
use crate::domain::rule::product;
use crate::domain::rule::publication;
use crate::domain::rule::refusal::Refusal;
use crate::domain::value::day::Day;

impl Draft<'_> {
    pub(super) fn edit_product(&mut self, on: Day, described: &Described) -> Result<(), Refusal> {
        let standing = self.after.at(on);
        let known = product::known(&self.after, &standing, &described.product)?;
        let news = known.news(described);
        news.map_or(Ok(()), |news| self.add(on, Fact::Product(news)))
    }

    pub(super) fn mark(&mut self, on: Day, marked: &MarkProduct) -> Result<(), Refusal> {
        let MarkProduct {
            product: id,
            verdicts,
            records,
        } = marked;
        self.record(on, Some(id), records)?;
        let first = self.facts.len();
        for asked in verdicts {
            if let Some(verdict) = publication::verdict_on(self.rules, &self.after, on, id, asked) {
                self.add(on, Fact::Verdict(verdict))?;
            }
        }
        self.refuse_unsettled(on, first)
    }

    /// A product that is listed or requested already is not changed.
    pub(super) fn step_product(
        &mut self,
        on: Day,
        id: &str,
        step: PublicationStep,
    ) -> Result<(), Refusal> {
        let standing = self.after.at(on);
        let product = product::known(&self.after, &standing, id)?;
        let up_to_date = product.live.is_some() && !product.is_pending();
        let nothing_new = match step {
            PublicationStep::Requested => up_to_date || product.requested.is_some(),
            PublicationStep::Published => up_to_date,
            PublicationStep::Unpublished => false,
        };
        if nothing_new {
            return Ok(());
        }
        let product = id.to_owned();
        self.add(on, Fact::Publication(Publication { product, step }))
    }

    pub(super) fn deploy(&mut self, on: Day, deploy: &Deploy) -> Result<(), Refusal> {
        let Deploy {
            deployment,
            on_duplicate,
            today,
        } = deploy;
        let known = self.near.reported.as_ref();
        let news = deployment::report(&self.after, known, on, deployment, *on_duplicate)?;
        if let Some(fact) = news {
            self.take(on, fact);
            let effect = deployment::effect(known.and_then(deployment::reported), deployment);
            let follows = effect.and_then(|effect| {
                let report = (effect, on, deployment.reference.as_str());
                Earnings::of(self.rules, self.before).follows(report, *today)
            });
            if let Some(Dated { on, fact }) = follows {
                self.take(on, fact);
            }
        }
        Ok(())
    }
}
