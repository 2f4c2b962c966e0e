//! What two versions of the rules differ in, in the program's own terms.

use super::{Block, PageOptions, Report, SCHEMA};
use crate::domain::fact::ContentField;
use crate::domain::program::{
    Activity, Benefit, CandidateRule, Checklist, CreditRule, Earned, Gate, Item, ProductRule,
    Program, RequestRule, Tier,
};
use crate::output::money::{dollars, thousands};
use crate::output::{Cell, Column, Sheet};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What two versions of the rules differ in.
#[derive(Debug, Serialize)]
pub(crate) struct Differences {
    schema: u32,
    before: String,
    after: String,
    changes: Vec<Difference>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Difference {
    /// What differs: `tier gold`, `activity press-release`, `item maturity of application` …
    pub subject: String,
    /// What about it: `points`, `from`, `limit` …; or that it was `added` or `removed`.
    pub what: String,
    /// What it was; `None`: nothing was said of it.
    pub before: Option<String>,
    /// What it is; of what was added everything.
    pub after: Option<String>,
    /// What the two are counted in, if they are numbers.
    pub unit: &'static str,
}

impl Difference {
    /// The difference in one line: `tier gold: from 500 → 600 points`.
    #[must_use]
    pub(crate) fn in_words(&self) -> String {
        let Self {
            subject,
            what,
            before,
            after,
            unit,
        } = self;
        let line = match (before, after) {
            (None, Some(after)) if what == ADDED => format!("{subject}: added, {after}"),
            (None, None) => format!("{subject}: {what}"),
            (before, after) => {
                let or_none = |value: &Option<String>| value.clone().unwrap_or("none".to_owned());
                let (before, after) = (or_none(before), or_none(after));
                format!("{subject}: {what} {before} → {after} {unit}")
            }
        };
        line.trim_end().to_owned()
    }
}

const ADDED: &str = "added";
const REMOVED: &str = "removed";

impl Differences {
    /// The differences of two programs, each with what it is called.
    #[must_use]
    pub(crate) fn of((before, old): (&str, &Program), (after, new): (&str, &Program)) -> Self {
        Self {
            schema: SCHEMA,
            before: before.to_owned(),
            after: after.to_owned(),
            changes: differences(old, new),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl Report for Differences {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            Column::text("subject"),
            Column::text("what"),
            Column::text("before"),
            Column::text("after"),
        ]);
        for change in &self.changes {
            sheet.row([
                Cell::from(change.subject.as_str()),
                change.what.as_str().into(),
                change.before.as_deref().into(),
                change.after.as_deref().into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let lines = self.changes.iter().map(Difference::in_words);
        lines.map(Block::Line).collect()
    }
}

/// Everything that differs, in the order of the rule file; what was removed comes last.
#[must_use]
pub(crate) fn differences(before: &Program, after: &Program) -> Vec<Difference> {
    let (before, after) = (Traits::of(before), Traits::of(after));
    let mut found = Vec::new();
    for subject in &after.subjects {
        let new = &after.by_subject[subject];
        let Some(old) = before.by_subject.get(subject) else {
            let traits: Vec<String> = new.iter().map(Trait::in_words).collect();
            found.push(Difference {
                subject: subject.clone(),
                what: ADDED.to_owned(),
                before: None,
                after: Some(traits.join(", ")),
                unit: NO_UNIT,
            });
            continue;
        };
        let value = |traits: &[Trait], what: &str| {
            let of_name = traits.iter().find(|known| known.what == what);
            of_name.map(|known| known.value.clone())
        };
        let mut seen = BTreeSet::new();
        let both = new.iter().chain(old);
        for line in both.filter(|line| seen.insert(line.what.as_str())) {
            let (was, is) = (value(old, &line.what), value(new, &line.what));
            if was != is {
                found.push(Difference {
                    subject: subject.clone(),
                    what: line.what.clone(),
                    before: was,
                    after: is,
                    unit: line.unit,
                });
            }
        }
    }
    let removed = before.subjects.iter();
    let removed = removed.filter(|subject| !after.by_subject.contains_key(*subject));
    found.extend(removed.map(|subject| Difference {
        subject: subject.clone(),
        what: REMOVED.to_owned(),
        before: None,
        after: None,
        unit: NO_UNIT,
    }));
    found
}

/// Something that a program says of a subject.
struct Trait {
    what: String,
    value: String,
    unit: &'static str,
}

impl Trait {
    fn in_words(&self) -> String {
        let Self { what, value, unit } = self;
        format!("{what} {value} {unit}").trim_end().to_owned()
    }
}

/// All that a program says, by subject.
#[derive(Default)]
struct Traits {
    subjects: Vec<String>,
    by_subject: BTreeMap<String, Vec<Trait>>,
}

const NO_UNIT: &str = "";

impl Traits {
    #[allow(clippy::needless_pass_by_value, reason = "calls read better without &")]
    fn say(&mut self, subject: &str, what: &str, value: impl ToString, unit: &'static str) {
        if !self.by_subject.contains_key(subject) {
            self.subjects.push(subject.to_owned());
        }
        let traits = self.by_subject.entry(subject.to_owned()).or_default();
        traits.push(Trait {
            what: what.to_owned(),
            value: value.to_string(),
            unit,
        });
    }

    fn say_if(
        &mut self,
        subject: &str,
        what: &str,
        value: Option<impl ToString>,
        unit: &'static str,
    ) {
        if let Some(value) = value {
            self.say(subject, what, value, unit);
        }
    }

    fn list(&mut self, subject: &str, what: &str, values: &[String]) {
        let values = Some(values.join("; ")).filter(|values| !values.is_empty());
        self.say_if(subject, what, values, NO_UNIT);
    }

    fn yes(&mut self, subject: &str, what: &str, holds: bool) {
        self.say(subject, what, if holds { "yes" } else { "no" }, NO_UNIT);
    }

    // Each field is named, so that one that is added does not build before it is told of here.
    fn of(program: &Program) -> Self {
        let Program {
            name,
            sources,
            kinds,
            candidate,
            admit,
            certify,
            request_publication,
            publish,
            product,
            checklists,
            activities,
            requests,
            tiers,
            downgrade_grace_days,
            credit,
            term_months,
            team_roles,
            contact_roles,
            ways_in,
            categories,
            pool_size,
            support_levels,
            default_share_bp,
            legal_suffixes,
        } = program;
        let mut traits = Self::default();
        traits.say("program", "name", name, NO_UNIT);
        traits.list("program", "sources", sources);
        traits.list("program", "ways in", ways_in);
        traits.list("program", "categories", categories);
        traits.say_if("program", "pool size", *pool_size, NO_UNIT);
        traits.list("program", "support levels", support_levels);
        traits.list("program", "legal suffixes", legal_suffixes);
        let share = default_share_bp.map(|share| f64::from(share) / 100.0);
        traits.say_if("program", "default share of revenue", share, "%");
        traits.candidate(candidate);
        traits.say("term", "length", term_months, "months");
        for (step, gate) in [
            ("admit", admit),
            ("certify", certify),
            ("request", request_publication),
            ("publish", publish),
        ] {
            traits.gate(step, gate);
        }
        for tier in tiers {
            traits.tier(tier);
        }
        traits.say("tiers", "grace before a fall", downgrade_grace_days, "days");
        traits.credit(credit);
        for activity in activities {
            traits.activity(activity);
        }
        for list in checklists {
            traits.checklist(list);
        }
        for rule in requests {
            traits.request(rule);
        }
        traits.product(product);
        for kind in kinds {
            traits.say(&format!("kind {}", kind.id), "text", &kind.text, NO_UNIT);
        }
        for (whose, roles) in [("team", team_roles), ("contact", contact_roles)] {
            for role in roles {
                let subject = format!("{whose} role {}", role.id);
                traits.say(&subject, "name", &role.name, NO_UNIT);
            }
        }
        traits
    }

    fn candidate(&mut self, rule: &CandidateRule) {
        let CandidateRule {
            window_months,
            credit_cents,
            benefits,
        } = rule;
        self.say("candidate", "window", window_months, "months");
        self.say("candidate", "credit", dollars(*credit_cents), "a month");
        self.list("candidate", "benefits", &texts(benefits));
    }

    fn gate(&mut self, step: &str, gate: &Gate) {
        let Gate {
            text,
            checklists,
            items,
            judged_anew,
            team,
            good_standing,
        } = gate;
        let subject = format!("step {step}");
        self.say(&subject, "text", text, NO_UNIT);
        self.list(&subject, "checklists", checklists);
        self.list(&subject, "items", items);
        self.list(&subject, "judged anew", judged_anew);
        self.list(&subject, "team", team);
        self.yes(&subject, "good standing", *good_standing);
    }

    fn request(&mut self, rule: &RequestRule) {
        let RequestRule {
            id,
            text,
            party,
            from,
            needs,
            support_level,
        } = rule;
        let subject = format!("request {id}");
        let needs: Vec<String> = needs.iter().map(ToString::to_string).collect();
        self.say(&subject, "text", text, NO_UNIT);
        self.say(&subject, "party", party, NO_UNIT);
        self.say(&subject, "from", from, NO_UNIT);
        self.list(&subject, "needs", &needs);
        self.say_if(&subject, "support level", support_level.as_ref(), NO_UNIT);
    }

    fn tier(&mut self, tier: &Tier) {
        let Tier {
            id,
            name,
            from_points,
            credit_cents,
            benefits,
            preferred,
        } = tier;
        let subject = format!("tier {id}");
        self.say(&subject, "name", name, NO_UNIT);
        self.say(&subject, "from", thousands(*from_points), "points");
        self.say(&subject, "credit", dollars(*credit_cents), "a month");
        self.list(&subject, "benefits", &texts(benefits));
        self.yes(&subject, "preferred placement", *preferred);
    }

    fn credit(&mut self, rule: &CreditRule) {
        let CreditRule {
            items,
            good_standing,
        } = rule;
        self.list("credit", "items", items);
        self.yes("credit", "good standing", *good_standing);
    }

    fn activity(&mut self, activity: &Activity) {
        let Activity {
            id,
            name,
            points,
            points_at,
            from,
            limit,
            prerequisite_points,
            valid_months,
            given_by,
            by_hand,
            steps,
            steps_required,
        } = activity;
        let subject = format!("activity {id}");
        self.say(&subject, "name", name, NO_UNIT);
        self.say(&subject, "points", thousands(*points), NO_UNIT);
        for (tier, points) in points_at {
            let at = format!("points at {tier}");
            self.say(&subject, &at, thousands(*points), NO_UNIT);
        }
        let from = match from {
            Earned::Candidate => "candidate",
            Earned::Tier(tier) => tier,
        };
        self.say(&subject, "from", from, NO_UNIT);
        self.say(&subject, "limit", limit, NO_UNIT);
        let needed = prerequisite_points.map(thousands);
        self.say_if(&subject, "prerequisite", needed, "points");
        self.say_if(&subject, "valid for", *valid_months, "months");
        self.say_if(&subject, "given by", *given_by, NO_UNIT);
        self.yes(&subject, "by hand", *by_hand);
        self.list(&subject, "steps", steps);
        self.yes(&subject, "steps required", *steps_required);
    }

    fn checklist(&mut self, list: &Checklist) {
        let Checklist {
            id,
            name,
            of,
            from,
            items,
        } = list;
        let subject = format!("checklist {id}");
        self.say(&subject, "name", name, NO_UNIT);
        self.say(&subject, "of", of, NO_UNIT);
        self.say(&subject, "from", from, NO_UNIT);
        for item in items {
            self.item(id, item);
        }
    }

    fn item(&mut self, list: &str, item: &Item) {
        let Item {
            id,
            text,
            party,
            needs,
            kinds,
            waits_for,
            evidence,
            fulfilled_by,
            same_as,
            asks,
            records,
            required,
            other_person_than,
            contact,
            reachable,
            benefit,
            shows_density,
            guide,
        } = item;
        let subject = format!("item {id} of {list}");
        self.say(&subject, "text", text, NO_UNIT);
        self.say(&subject, "party", party, NO_UNIT);
        self.say(&subject, "needs", needs, NO_UNIT);
        self.list(&subject, "kinds", kinds);
        self.list(&subject, "waits for", waits_for);
        self.yes(&subject, "evidence", *evidence);
        self.say_if(&subject, "fulfilled by", *fulfilled_by, NO_UNIT);
        self.say_if(&subject, "same as", same_as.as_ref(), NO_UNIT);
        self.say_if(&subject, "asks", asks.as_ref(), NO_UNIT);
        self.list(&subject, "records", records);
        self.yes(&subject, "required", *required);
        self.say_if(
            &subject,
            "other person than",
            other_person_than.as_ref(),
            NO_UNIT,
        );
        self.say_if(&subject, "contact", contact.as_ref(), NO_UNIT);
        self.say_if(&subject, "reachable", reachable.as_ref(), NO_UNIT);
        self.say_if(&subject, "benefit", benefit.as_ref(), NO_UNIT);
        self.yes(&subject, "shows density", *shows_density);
        self.say_if(&subject, "guide", guide.as_ref(), NO_UNIT);
    }

    fn product(&mut self, rule: &ProductRule) {
        let ProductRule {
            required,
            short_characters,
        } = rule;
        let fields: Vec<String> = required.iter().map(ContentField::to_string).collect();
        self.list("product content", "required", &fields);
        self.say(
            "product content",
            "short description",
            short_characters,
            "characters",
        );
    }
}

/// Benefits in words, with the ids of those that have one.
fn texts(benefits: &[Benefit]) -> Vec<String> {
    let text = |benefit: &Benefit| match &benefit.id {
        Some(id) => format!("{} ({id})", benefit.text),
        None => benefit.text.clone(),
    };
    benefits.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::program::EMBEDDED;

    fn program(text: &str) -> Option<Program> {
        Program::parse(text).ok()
    }

    #[test]
    fn every_line_that_makes_another_program_makes_a_difference() {
        let embedded = program(EMBEDDED).expect("the embedded rules");
        assert_eq!(differences(&embedded, &embedded), []);
        let lines: Vec<&str> = EMBEDDED.lines().collect();
        let mut different = 0;
        for (at, line) in lines.iter().enumerate() {
            let Some((key, value)) = line.split_once(" = ") else {
                continue;
            };
            let others = match value.parse::<i64>() {
                Ok(number) => vec![format!("{}", number + 1)],
                Err(_) => vec![
                    value.replace("true", "false"),
                    value.replacen('"', "\"x", 1),
                    value.replace("\"once\"", "\"year\""),
                    value.replace("\"provider\"", "\"both\""),
                    value.replace("\"met\"", "\"met-or-waived\""),
                ],
            };
            for other in others {
                let mut lines = lines.clone();
                let changed = format!("{key} = {other}");
                lines[at] = &changed;
                // The line may be left out, too, where it is optional.
                for text in [
                    lines.join("\n"),
                    [&lines[..at], &lines[at + 1..]].concat().join("\n"),
                ] {
                    if let Some(other) = program(&text) {
                        let found = differences(&embedded, &other);
                        assert_eq!(found.is_empty(), embedded == other, "{changed}");
                        different += usize::from(!found.is_empty());
                    }
                }
            }
        }
        assert!(different > 200, "{different}");
    }

    #[test]
    fn differences_are_listed_in_the_terms_of_the_program() {
        let embedded = program(EMBEDDED).expect("the embedded rules");
        let mut other = embedded.clone();
        other.activities.remove(0);
        other.tiers[1].credit_cents += 100_000;
        other.activities[0].valid_months = Some(3);
        let found: Vec<String> = differences(&embedded, &other)
            .iter()
            .map(Difference::in_words)
            .collect();
        assert_eq!(
            found,
            [
                "tier gold: credit $7,000 → $8,000 a month",
                "activity certification: valid for none → 3 months",
                "activity admission: removed",
            ]
        );
        let back: Vec<String> = differences(&other, &embedded)
            .iter()
            .map(Difference::in_words)
            .collect();
        assert!(
            back[1].starts_with("activity admission: added, name "),
            "{back:?}"
        );
    }
}
