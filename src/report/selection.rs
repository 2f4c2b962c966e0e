//! Which partners a table shows, and in which order.

use super::status::PartnerStatus;
use crate::domain::fact::ProfileField;
use crate::domain::partner::standing::Stage;

/// What a table of partners is narrowed down to and ordered by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// Only partners at this stage.
    pub stage: Option<Stage>,
    /// Only partners of this tier.
    pub tier: Option<String>,
    /// Only partners of this category.
    pub category: Option<String>,
    /// What comes first.
    pub sort: SortBy,
}

/// What a table of partners is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum SortBy {
    /// The id.
    #[default]
    Id,
    /// The name.
    Name,
    /// The stage, in the order of the program.
    Stage,
    /// The day the stage was reached, the latest first.
    Since,
    /// The points, most first.
    Points,
}

impl Selection {
    pub(super) fn takes(&self, status: &PartnerStatus) -> bool {
        let same = |wanted: &Option<String>, is: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| Some(wanted) == is)
        };
        self.stage.is_none_or(|stage| status.stage == Some(stage))
            && same(&self.tier, status.tier.as_deref())
            && self.category.as_ref().is_none_or(|wanted| {
                status.texts[ProfileField::Category]
                    .as_ref()
                    .is_some_and(|is| is.to_lowercase() == wanted.to_lowercase())
            })
    }

    pub(super) fn order(&self, partners: &mut [PartnerStatus]) {
        match self.sort {
            SortBy::Id => {}
            SortBy::Name => partners
                .sort_by_cached_key(|status| (status.name.to_lowercase(), status.id.clone())),
            SortBy::Stage => partners.sort_by_key(|status| status.stage),
            SortBy::Since => partners.sort_by_key(|status| std::cmp::Reverse(status.stage_since)),
            SortBy::Points => partners.sort_by_key(|status| std::cmp::Reverse(status.points)),
        }
    }
}
