//! How much of a partner's history is loaded.

/// The facts that a history holds. A partner may have thousands of awards and a million reports, so what needs less
/// loads less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Participations, stages and the ledger: what decides about points.
    Points,
    /// The same and products: what decides about deployments and revenue.
    Reports,
    /// The company's details, among them its share of revenue.
    Profile,
    /// Products.
    Products,
    /// Everything but points and reports.
    WithoutPoints,
    /// Everything but the portal's reports.
    Partner,
    /// Everything.
    All,
}

impl Scope {
    /// Returns the scope with points, which the summary of a change shows.
    #[must_use]
    pub fn with_points(self) -> Self {
        match self {
            Self::Profile | Self::WithoutPoints => Self::Partner,
            Self::Products => Self::Reports,
            Self::Points | Self::Reports | Self::Partner | Self::All => self,
        }
    }

    /// Whether a history of this scope holds everything that one of the other scope does.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        match self {
            Self::All => true,
            Self::Partner => other != Self::All,
            Self::WithoutPoints => {
                matches!(other, Self::WithoutPoints | Self::Profile | Self::Products)
            }
            Self::Reports => matches!(other, Self::Reports | Self::Points | Self::Products),
            Self::Points | Self::Profile | Self::Products => self == other,
        }
    }
}
