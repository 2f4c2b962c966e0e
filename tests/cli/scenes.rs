//! Scenes that many sessions begin with.

use super::session::Session;

/// Verdicts that settle what admission needs.
pub(crate) const ADMISSIBLE: &str = "--met value-proposition --met function --met density --met fee-structure \
    --met compatibility --met maturity --met good-standing --met supplemental-terms --met integration-strategy";

/// Verdicts that settle what certification needs of a SaaS partner.
pub(crate) const CERTIFIABLE: &str = "--met as-advertised --met documentation --met seamless-integration \
    --met business-value --met kb-public --evidence kb-public=https://kb.example/public --met kb-internal \
    --evidence kb-internal=https://kb.example/internal --met test-account --met integrator-validation";

/// Verdicts that settle what publication needs besides content, request and agreement.
pub(crate) const PUBLISHABLE: &str = "--met technical-completed --met technical-tested --met technical-approved \
    --met billing-completed --met billing-tested --met billing-approved";

impl Session {
    /// A book in which Acme Cloud has applied, on 2015-02-01 (entry 2).
    pub(crate) fn with_applicant() -> Self {
        let session = Self::new();
        session.mpp("apply 'Acme Cloud' --id acme --kind saas --category Security --external-id crm-1 --on 2015-02-01").ok();
        session
    }

    /// The same, admitted on 2015-02-10 with the agreement accepted (entries 3 and 4).
    pub(crate) fn with_candidate() -> Self {
        let session = Self::with_applicant();
        session
            .mpp(&format!(
                "review acme {ADMISSIBLE} --alias ACME --admit --on 2015-02-10"
            ))
            .ok();
        session
            .mpp("checklist acme --met portal-access --met mpa --on 2015-02-10")
            .ok();
        session
    }

    /// The same, certified on 2015-03-20 (entries 5 and 6) with 75 points.
    pub(crate) fn with_certified() -> Self {
        let session = Self::with_candidate();
        session
            .mpp("people acme --contact 'support=Help Desk <help@acme.example>' --on 2015-02-10")
            .ok();
        session
            .mpp(&format!(
                "certify acme {CERTIFIABLE} --grant --on 2015-03-20"
            ))
            .ok();
        session
    }

    /// Bolt applies as well, and is admitted with the agreement accepted (three entries).
    pub(crate) fn admit_bolt(&self) {
        self.mpp("apply Bolt --id bolt --kind saas -q").ok();
        self.mpp(&format!("review bolt {ADMISSIBLE} --alias BOLT --admit -q"))
            .ok();
        self.mpp("checklist bolt --met portal-access --met mpa -q")
            .ok();
    }

    /// The same with a product of which publication is requested, on 2015-04-01 (entries 7 and 8).
    pub(crate) fn with_product() -> Self {
        let session = Self::with_certified();
        session
            .mpp(
                "product add acme 'Acme Shield' --category Security --short 'Watches machines' --feature Alerts \
                 --on 2015-04-01",
            )
            .ok();
        session
            .mpp("product request acme acme-shield --on 2015-04-01")
            .ok();
        session
    }

    /// The same, published on 2015-04-02 (entries 9 and 10).
    pub(crate) fn with_published() -> Self {
        let session = Self::with_product();
        session
            .mpp(&format!(
                "product mark acme acme-shield {PUBLISHABLE} --on 2015-04-02"
            ))
            .ok();
        session
            .mpp("product publish acme acme-shield --on 2015-04-02")
            .ok();
        session
    }
}
