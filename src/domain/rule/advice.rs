//! What would help, as a value. How it is typed is not for the rules to know.

use crate::domain::fact::ContentField;
use crate::domain::value::id::{EntryId, PartnerId};
use crate::domain::value::phrase::Phrase;

/// A sentence on what would help.
pub type Advice = Phrase<Action>;

/// What somebody can do next. What only a person knows is left open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Do something about a partner.
    About(PartnerId, Task),
    /// Look at the rules.
    ShowProgram,
    /// Undo an entry, if it is known which.
    Undo(Option<EntryId>),
    /// Add an option to the command that was refused.
    Add(Addition),
}

/// What can be done about a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Look at the partner.
    ShowStatus,
    /// Look at its points and tier.
    ShowTier,
    /// Look at what was recorded of it.
    ShowHistory,
    /// Look at what its admission waits for.
    ShowAdmission,
    /// Look at what its certification waits for.
    ShowCertification,
    /// Look at the items of its checklists.
    ShowItems,
    /// Look at a product and its items.
    ShowProduct(String),
    /// Look at its products.
    ListProducts,
    /// Apply again under the same id.
    ApplyAgain,
    /// Change its profile.
    Edit,
    /// Say which kind it is: one of these, if they are known.
    SetKind(Vec<String>),
    /// Give its account alias.
    SetAlias,
    /// Say that its standing is good again.
    SetGoodStanding,
    /// Add a contact with this role.
    AddContact(String),
    /// Assign somebody to a role of the team.
    Assign(String),
    /// Record verdicts.
    Judge(Target, Vec<Suggested>),
    /// Admit it.
    Admit,
    /// Record that it withdraws.
    Withdraw,
    /// Give it more time for its certification.
    ExtendWindow,
    /// End the participation of a candidate.
    Lapse,
    /// Renew a term that is under evaluation.
    ConfirmTerm,
    /// End the participation of a certified partner.
    End,
    /// Award an activity with its reference.
    AwardWithReference(String),
    /// Award an activity against its limit.
    AwardDespiteLimit(String),
    /// Record the step that the work on an activity is at.
    AdvanceActivity(String, String),
    /// Add a product.
    AddProduct,
    /// Fill in fields of a product.
    EditProduct(String, Vec<ContentField>),
    /// Look at its requests.
    ListRequests,
    /// Request the publication of a product.
    RequestPublication(String),
}

/// Whose items are judged, and on which occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Those of an application.
    Admission,
    /// Those of a certification.
    Certification,
    /// Those of the partner.
    Partner,
    /// Those of a product, if it is known which.
    Product(Option<String>),
}

/// A verdict on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggested {
    /// It is met.
    Met(String),
    /// It is met, with a note.
    MetWithNote(String),
    /// It is met, with evidence.
    MetWithEvidence(String),
    /// It is waived, with a reason.
    Waived(String),
}

/// An option that the same command can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addition {
    /// Another day.
    Day,
    /// An id, which may as well be left out.
    Id,
    /// An id of its own.
    OwnId,
    /// A contact.
    Contact,
    /// What is on record is replaced.
    Update,
}
