//! Reading the rule file: TOML in, a [`Program`] or every error out.
//!
//! What cannot be read is noted and replaced by a value that no later check objects to. So reading goes
//! on to the end of the file, and an error is reported once, where it was made.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    Activity, CandidateRule, Checklist, CreditRule, Earned, Gate, GivenBy, Item, Kind, Limit, Need,
    OnRecord, Party, ProductRule, Program, RequestField, RequestRule, Role, StageName, Subject,
    Tier, check::check,
};
use crate::domain::fact::ContentField;
use errors::whole;
use table::{Section, Slot};

mod errors;
mod table;

pub use errors::FileError;
pub(super) use errors::{FileErrors, listed, quoted};

/// A value of the file, with the bytes it was written in.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// The most points, and the most USD, that any figure may say: far above every program, and far below
/// the sums that would overflow.
const MOST: i64 = 1_000_000_000;
const MOST_MONTHS: i64 = 1_200;
const MOST_DAYS: i64 = 36_500;
const LONGEST_ID: usize = 60;

impl Program {
    /// Reads a rule file and checks it, against itself too.
    ///
    /// # Errors
    ///
    /// Every error of the file, in the order of the file. Only if the text is not TOML are the
    /// other errors left for the next time: what such a text means would be guessing.
    pub fn parse(text: &str) -> Result<Self, Vec<FileError>> {
        Self::read(text, FileErrors::default())
    }

    /// Reads a rule file that a book holds. It was checked when it was recorded; characters that are known today to be
    /// invisible do not make the book unreadable.
    ///
    /// # Errors
    ///
    /// Every other error of the file, as [`Program::parse`] returns them.
    pub fn parse_recorded(text: &str) -> Result<Self, Vec<FileError>> {
        Self::read(text, FileErrors::of_recorded())
    }

    fn read(text: &str, mut errors: FileErrors) -> Result<Self, Vec<FileError>> {
        let (file, of_syntax) = DeTable::parse_recoverable(text);
        if !of_syntax.is_empty() {
            for error in of_syntax {
                let help = "a line is `key = value`, `[section]` or `# remark`; text is in \
                            \"quotes\", lists in [brackets], and a key occurs once in a section";
                // The parser may point behind the end, or into a character it does not accept.
                let Range { start, end } = error.span().unwrap_or_default();
                errors.note(whole(text, start)..whole(text, end), error.message(), help);
            }
            return Err(errors.placed(text));
        }

        let file = Spanned::new(0..0, DeValue::Table(file.into_inner()));
        let mut root = Slot::of_file(&file, &mut errors);
        let program = root.section(program);
        check(&program, &file, &mut errors);
        if errors.is_empty() {
            Ok(program)
        } else {
            Err(errors.placed(text))
        }
    }
}

fn program(t: &mut Section<'_, '_>) -> Program {
    let (name, sources) = t
        .need("program")
        .section(|t| (t.text("name"), t.need("sources").texts()));
    let ([admit, certify, publish], request_publication) = t.need("step").section(|t| {
        let needed = ["admit", "certify", "publish"].map(|step| t.need(step).section(gate));
        (needed, t.may("request").section(gate))
    });
    let (team_roles, contact_roles) = t.need("people").section(|t| {
        (
            t.need("team").sections(role),
            t.need("contact").sections(role),
        )
    });
    let (ways_in, categories, pool_size) = t.may("application").section(|t| {
        (
            t.may("via").ids(),
            t.may("categories").texts(),
            t.may("pool_size").small(1..=MOST),
        )
    });
    Program {
        name,
        sources,
        kinds: t.need("kind").sections(|t| Kind {
            id: t.id(),
            text: t.text("text"),
        }),
        candidate: t.need("candidate").section(|t| CandidateRule {
            window_months: t.need("window_months").months().unwrap_or(1),
            credit_cents: t.credit_cents(),
            benefits: t.may("benefits").benefits(),
        }),
        admit,
        certify,
        request_publication,
        publish,
        product: t.may("product").section(product),
        checklists: t.need("checklist").sections(checklist),
        activities: t.need("activity").sections(activity),
        requests: t.may("request").sections(request),
        tiers: t.need("tier").sections(tier),
        downgrade_grace_days: t
            .may("points")
            .section(|t| t.may("downgrade_grace_days").small(0..=MOST_DAYS))
            .unwrap_or(0),
        credit: t.need("credit").section(|t| CreditRule {
            items: t.may("items").texts(),
            good_standing: t.flag("good_standing"),
        }),
        term_months: t
            .need("term")
            .section(|t| t.need("months").months())
            .unwrap_or(1),
        team_roles,
        contact_roles,
        ways_in,
        categories,
        pool_size,
        support_levels: t.need("support").section(|t| t.need("levels").ids()),
        default_share_bp: t
            .may("revenue")
            .section(|t| t.may("default_share_percent").basis_points()),
        legal_suffixes: t
            .may("names")
            .section(|t| t.may("legal_suffixes").texts())
            .iter()
            .map(|suffix| suffix.replace(['.', ' '], "").to_lowercase())
            .collect(),
    }
}

fn gate(t: &mut Section<'_, '_>) -> Gate {
    Gate {
        text: t.text("text"),
        checklists: t.may("checklists").texts(),
        items: t.may("items").texts(),
        judged_anew: t.may("judged_anew").texts(),
        team: t.may("team").texts(),
        good_standing: t.flag("good_standing"),
    }
}

/// What a product's content must hold where the file does not say.
const REQUIRED: [ContentField; 3] = [
    ContentField::Categories,
    ContentField::Short,
    ContentField::Features,
];
const SHORT_CHARACTERS: u32 = 100;
/// The longest short description that a file may allow.
const MOST_CHARACTERS: i64 = 4000;

fn product(t: &mut Section<'_, '_>) -> ProductRule {
    let required = t
        .may("required")
        .words(ContentField::ALL, ContentField::name);
    let characters = t.may("short_characters").small(1..=MOST_CHARACTERS);
    ProductRule {
        required: required.unwrap_or_else(|| REQUIRED.to_vec()),
        short_characters: characters.unwrap_or(SHORT_CHARACTERS) as usize,
    }
}

fn checklist(t: &mut Section<'_, '_>) -> Checklist {
    Checklist {
        id: t.id(),
        name: t.text("name"),
        of: t
            .need("of")
            .word(Subject::ALL, Subject::name)
            .unwrap_or(Subject::Participation),
        from: stage(t),
        items: t.need("item").sections(item),
    }
}

fn party(t: &mut Section<'_, '_>) -> Party {
    let party = t.need("party").word(Party::ALL, Party::name);
    party.unwrap_or(Party::Both)
}

fn stage(t: &mut Section<'_, '_>) -> StageName {
    let stage = t.need("from").word(StageName::ALL, StageName::name);
    stage.unwrap_or(StageName::Applicant)
}

fn item(t: &mut Section<'_, '_>) -> Item {
    Item {
        id: t.id(),
        text: t.text("text"),
        party: party(t),
        needs: t
            .may("needs")
            .word(Need::ALL, Need::name)
            .unwrap_or(Need::Met),
        kinds: t.may("kinds").texts(),
        waits_for: t.may("waits_for").texts(),
        evidence: t.flag("evidence"),
        fulfilled_by: t.may("fulfilled_by").word(OnRecord::ALL, OnRecord::name),
        same_as: t.may("same_as").text(),
        asks: t.may("asks").text(),
        records: t.may("records").ids(),
        required: t.flag("required"),
        other_person_than: t.may("other_person_than").text(),
        contact: t.may("contact").text(),
        reachable: t.may("reachable").text(),
        benefit: t.may("benefit").text(),
        shows_density: t.flag("shows_density"),
        guide: t.may("guide").text(),
    }
}

fn activity(t: &mut Section<'_, '_>) -> Activity {
    let given_by = t.may("given_by").word(GivenBy::ALL, GivenBy::name);
    Activity {
        id: t.id(),
        name: t.text("name"),
        points: t.need("points").points().unwrap_or(MOST),
        points_at: t.may("points_at").prices(),
        from: match t.need("from").text() {
            Some(tier) if tier != StageName::Candidate.name() => Earned::Tier(tier),
            _ => Earned::Candidate,
        },
        limit: t
            .need("limit")
            .word(Limit::ALL, Limit::name)
            .unwrap_or(Limit::Each),
        prerequisite_points: t.may("prerequisite_points").points(),
        valid_months: t.may("valid_months").months(),
        given_by,
        by_hand: t.may("by_hand").flag().unwrap_or(given_by.is_none()),
        steps: t.may("steps").ids(),
        steps_required: t.flag("steps_required"),
    }
}

fn request(t: &mut Section<'_, '_>) -> RequestRule {
    RequestRule {
        id: t.id(),
        text: t.text("text"),
        party: party(t),
        from: stage(t),
        needs: t
            .may("needs")
            .words(RequestField::ALL, RequestField::name)
            .unwrap_or_default(),
        support_level: t.may("support_level").text(),
    }
}

fn tier(t: &mut Section<'_, '_>) -> Tier {
    Tier {
        id: t.id(),
        name: t.text("name"),
        from_points: t.need("from_points").points().unwrap_or(0),
        credit_cents: t.credit_cents(),
        benefits: t.may("benefits").benefits(),
        preferred: t.flag("preferred"),
    }
}

fn role(t: &mut Section<'_, '_>) -> Role {
    Role {
        id: t.id(),
        name: t.text("name"),
    }
}

#[cfg(test)]
pub(super) mod tests;
