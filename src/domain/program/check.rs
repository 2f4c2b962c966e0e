//! Checking the rules against each other: each table must make sense together with the others.
//!
//! A rule that nobody could ever satisfy is an error of the file, not a fate to be discovered by a partner.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::read::{FileErrors, Value, listed, quoted};
use super::{BY, Checklist, Gate, Item, Program, StageName, Subject, VERDICT_COLUMNS};
use crate::domain::value::similar::nearest;

/// The id that names an opening balance in a ledger; no activity may be mistaken for it.
const OPENING_BALANCE: &str = "opening-balance";
/// The team role that `given_by = "success-manager"` waits for.
const SUCCESS_MANAGER: &str = "success-manager";

/// Notes every error that only shows when the rules are seen together.
pub(super) fn check(program: &Program, file: &Value<'_>, errors: &mut FileErrors) {
    let unread = errors.spans();
    let mut check = Check {
        program,
        file: FilePosition(file),
        unread,
        errors,
    };
    check.ids();
    check.steps();
    check.items();
    check.circles();
    check.activities();
    check.requests();
    check.tiers();
}

/// A value in the file, found by the way to it. Where the way ends early, it is the last value on it: the
/// section without the key is shown instead.
#[derive(Clone, Copy)]
struct FilePosition<'t>(&'t Value<'t>);

impl<'t> FilePosition<'t> {
    fn key(self, key: &str) -> Self {
        FilePosition(self.0.get_ref().get(key).unwrap_or(self.0))
    }

    fn nth(self, index: usize) -> Self {
        FilePosition(self.0.get_ref().get(index).unwrap_or(self.0))
    }

    /// The entries of a list, each with its place.
    fn each<T>(
        self,
        key: &str,
        entries: &'t [T],
    ) -> impl Iterator<Item = (Self, &'t T)> + use<'t, T> {
        let list = self.key(key);
        entries
            .iter()
            .enumerate()
            .map(move |(index, entry)| (list.nth(index), entry))
    }
}

struct Check<'t, 'm> {
    program: &'t Program,
    file: FilePosition<'t>,
    /// What could not be read; it has been complained about already.
    unread: HashSet<Range<usize>>,
    errors: &'m mut FileErrors,
}

impl<'t> Check<'t, '_> {
    fn note(&mut self, at: FilePosition<'_>, message: String, help: impl Into<String>) {
        if self.is_readable(at) {
            self.errors.note(at.0.span(), message, help);
        }
    }

    fn is_readable(&self, at: FilePosition<'_>) -> bool {
        !self.unread.contains(&at.0.span())
    }

    /// Notes a name that names nothing. Where nothing at all is known, that is the error.
    fn refer(&mut self, at: FilePosition<'_>, what: &str, name: &str, known: &[&str]) {
        if known.is_empty() || known.contains(&name) {
            return;
        }
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", listed(known.iter().copied())),
        };
        self.note(at, format!("no {what} {} exists", quoted(name)), help);
    }

    fn ids(&mut self) {
        let (program, file) = (self.program, self.file);
        let people = file.key("people");
        self.unique(
            "kinds",
            file.each("kind", &program.kinds)
                .map(|(at, kind)| (at, &kind.id)),
        );
        self.unique(
            "checklists",
            self.checklists().map(|(at, list)| (at, &list.id)),
        );
        self.unique(
            "activities",
            file.each("activity", &program.activities)
                .map(|(at, a)| (at, &a.id)),
        );
        self.unique(
            "tiers",
            file.each("tier", &program.tiers)
                .map(|(at, tier)| (at, &tier.id)),
        );
        let tiers = file.each("tier", &program.tiers);
        let benefits = tiers.flat_map(|(at, tier)| at.each("benefits", &tier.benefits));
        let named = benefits.filter_map(|(at, benefit)| Some((at, benefit.id.as_ref()?)));
        self.unique("benefits", named.collect::<Vec<_>>().into_iter());
        self.unique(
            "requests",
            file.each("request", &program.requests)
                .map(|(at, rule)| (at, &rule.id)),
        );
        let team = people.each("team", &program.team_roles);
        let contacts = people.each("contact", &program.contact_roles);
        self.unique(
            "roles",
            team.chain(contacts).map(|(at, role)| (at, &role.id)),
        );
        let application = file.key("application");
        self.unique("ways in", application.each("via", &program.ways_in));
        self.unique(
            "categories",
            application.each("categories", &program.categories),
        );
        self.unique(
            "levels",
            file.key("support").each("levels", &program.support_levels),
        );
        for &subject in Subject::ALL {
            let lists = self
                .checklists()
                .filter(|(at, list)| list.of == subject && self.is_readable(at.key("of")));
            let items: Vec<_> = lists
                .flat_map(|(at, list)| at.each("item", &list.items))
                .collect();
            self.unique("items", items.into_iter().map(|(at, item)| (at, &item.id)));
        }
    }

    fn unique(&mut self, what: &str, ids: impl Iterator<Item = (FilePosition<'t>, &'t String)>) {
        let mut seen = HashSet::new();
        for (at, id) in ids {
            if !seen.insert(id) {
                let message = format!("two {what} have the id {}", quoted(id));
                self.note(at.key("id"), message, "give one of them another id");
            }
        }
    }

    fn checklists(&self) -> impl Iterator<Item = (FilePosition<'t>, &'t Checklist)> + use<'t> {
        self.file.each("checklist", &self.program.checklists)
    }

    /// The checklists of a subject, those that do not say readably whose they are included.
    fn checklists_of(&self, subject: Subject) -> Vec<&'t Checklist> {
        let fits = |&(at, list): &(FilePosition<'t>, &'t Checklist)| {
            list.of == subject || !self.is_readable(at.key("of"))
        };
        self.checklists()
            .filter(fits)
            .map(|(_, list)| list)
            .collect()
    }

    fn steps(&mut self) {
        let (program, steps) = (self.program, self.file.key("step"));
        let (participation, product) = (Subject::Participation, Subject::Product);
        self.step(
            steps.key("admit"),
            &program.admit,
            participation,
            StageName::Applicant,
        );
        self.step(
            steps.key("certify"),
            &program.certify,
            participation,
            StageName::Candidate,
        );
        self.step(
            steps.key("request"),
            &program.request_publication,
            participation,
            StageName::Candidate,
        );
        self.step(
            steps.key("publish"),
            &program.publish,
            product,
            StageName::Certified,
        );
        let others = [
            ("admit", &program.admit),
            ("certify", &program.certify),
            ("request", &program.request_publication),
        ];
        let others = others.into_iter();
        for (step, _) in others.filter(|(_, gate)| !gate.judged_anew.is_empty()) {
            let message = "only the publication of a product asks for new verdicts".to_owned();
            let at = steps.key(step).key("judged_anew");
            self.note(at, message, "move the line to `[step.publish]`");
        }
        let anew = steps
            .key("publish")
            .each("judged_anew", &program.publish.judged_anew);
        for (at, id) in anew {
            self.refer_to_item(at, id, participation);
        }
        for (at, id) in self.file.key("credit").each("items", &program.credit.items) {
            self.refer_to_item(at, id, participation);
        }
    }

    fn step(&mut self, at: FilePosition<'t>, gate: &'t Gate, subject: Subject, stage: StageName) {
        for (at, id) in at.each("checklists", &gate.checklists) {
            let lists = self.checklists_of(subject);
            match self.program.checklist(id) {
                Some(list) if lists.iter().all(|known| known.id != list.id) => {
                    let message = format!("{} is a checklist of a {}", quoted(id), list.of);
                    self.note(
                        at,
                        message,
                        format!("this step looks at checklists of a {subject}"),
                    );
                }
                Some(list) => self.open_in_time(at, list, stage),
                None => {
                    let known: Vec<&str> = lists.iter().map(|list| list.id.as_str()).collect();
                    self.refer(at, "checklist", id, &known);
                }
            }
        }
        let program = self.program;
        let roles = program.team_roles.iter().map(|role| role.id.as_str());
        let roles: Vec<&str> = roles.collect();
        for (at, role) in at.each("team", &gate.team) {
            self.refer(at, "role of the team", role, &roles);
        }
        for (at, id) in at.each("items", &gate.items) {
            if let Some(list) = self.refer_to_item(at, id, subject) {
                self.open_in_time(at, list, stage);
            }
        }
    }

    /// Notes a list that opens only after the step that asks for it.
    fn open_in_time(&mut self, at: FilePosition<'_>, list: &Checklist, stage: StageName) {
        if list.from > stage {
            let message = format!(
                "{} can be filled in only from the stage {} on",
                quoted(&list.id),
                list.from
            );
            let help = format!(
                "this step is taken by partners at the stage {stage}: nobody could pass it"
            );
            self.note(at, message, help);
        }
    }

    /// The checklist with an item that is referred to; a note if there is none.
    fn refer_to_item(
        &mut self,
        at: FilePosition<'_>,
        id: &str,
        subject: Subject,
    ) -> Option<&'t Checklist> {
        let lists = self.checklists_of(subject);
        let named = |list: &&Checklist| list.items.iter().any(|item| item.id == id);
        let found = lists.iter().copied().find(named);
        if found.is_some() {
            return found;
        }
        if let Some(other) = self.program.checklists.iter().find(named) {
            let message = format!("{} is an item of a {}", quoted(id), other.of);
            self.note(
                at,
                message,
                format!("only items of a {subject} can be named here"),
            );
        } else {
            let items = lists.iter().flat_map(|list| &list.items);
            let known: Vec<&str> = items.map(|item| item.id.as_str()).collect();
            self.refer(at, "item", id, &known);
        }
        None
    }

    fn items(&mut self) {
        let program = self.program;
        let kinds: Vec<&str> = program.kinds.iter().map(|kind| kind.id.as_str()).collect();
        let roles: Vec<&str> = program
            .contact_roles
            .iter()
            .map(|role| role.id.as_str())
            .collect();
        let benefits = program.tiers.iter().flat_map(|tier| &tier.benefits);
        let benefits: Vec<&str> = benefits.filter_map(|given| given.id.as_deref()).collect();
        for (at, list) in self.checklists() {
            let of = self.is_readable(at.key("of")).then_some(list.of);
            for (at, item) in at.each("item", &list.items) {
                for (at, kind) in at.each("kinds", &item.kinds) {
                    self.refer(at, "kind", kind, &kinds);
                }
                if let Some(role) = &item.contact {
                    self.refer(at.key("contact"), "contact role", role, &roles);
                }
                if let Some(role) = &item.reachable {
                    self.refer(at.key("reachable"), "contact role", role, &roles);
                }
                if let Some(benefit) = &item.benefit {
                    self.refer(at.key("benefit"), "benefit of a tier", benefit, &benefits);
                    if of == Some(Subject::Product) {
                        let message = "a product has no benefits".to_owned();
                        let help = "remove `benefit`, or move the item to a list of the partner";
                        self.note(at.key("benefit"), message, help);
                    }
                }
                for (at, id) in at.each("waits_for", &item.waits_for) {
                    if let Some(subject) = of {
                        self.refer_to_item(at, id, subject);
                    }
                }
                if let Some(id) = &item.same_as {
                    self.same_as(at.key("same_as"), id, of, item);
                }
                self.records(at, item);
                if let (Some(other), Some(subject)) = (&item.other_person_than, of) {
                    self.other_person(at, item, other, subject);
                }
            }
        }
    }

    /// Values are recorded of items that a verdict decides.
    fn records(&mut self, at: FilePosition<'t>, item: &'t Item) {
        let mut seen = HashSet::new();
        for (at, name) in at.each("records", &item.records) {
            if !seen.insert(name) {
                let message = format!("{} is recorded twice", quoted(name));
                self.note(at, message, "remove one of the two");
            }
            if VERDICT_COLUMNS.contains(&name.as_str()) {
                let message = format!("files have a column {} already", quoted(name));
                self.note(at, message, "give it another name");
            }
        }
        let follows = item.fulfilled_by.is_some() || item.same_as.is_some();
        if follows && !item.records.is_empty() {
            let message = format!("no verdict decides {}", quoted(&item.id));
            let help = "remove `records`: only with a verdict are values recorded";
            self.note(at.key("records"), message, help);
        }
        if item.required && item.records.is_empty() {
            let message = format!("{} records nothing", quoted(&item.id));
            let help = "write `records = [\"version\"]`, or remove `required`";
            self.note(at.key("required"), message, help);
        }
    }

    /// Who did two items is compared by the `by` that is recorded of both.
    fn other_person(
        &mut self,
        at: FilePosition<'t>,
        item: &'t Item,
        other: &'t str,
        subject: Subject,
    ) {
        let at = at.key("other_person_than");
        let Some(list) = self.refer_to_item(at, other, subject) else {
            return;
        };
        let other = list.items.iter().find(|known| known.id == other);
        for item in other.into_iter().chain([item]) {
            if !item.records.iter().any(|name| name == BY) {
                let message = format!("{} does not record who did it", quoted(&item.id));
                self.note(at, message, "add \"by\" to its `records`");
            }
        }
    }

    /// An item of products may be settled by one of the partner's own.
    fn same_as(&mut self, at: FilePosition<'_>, id: &str, of: Option<Subject>, item: &Item) {
        if of.is_some_and(|subject| subject != Subject::Product) {
            let message = "only items of a product can be the same as one of the partner";
            self.note(at, message.to_owned(), "remove `same_as`");
        } else if item.fulfilled_by.is_some() {
            let message = format!("{} follows from a fact already", quoted(&item.id));
            self.note(at, message, "remove `same_as` or `fulfilled_by`");
        } else {
            self.refer_to_item(at, id, Subject::Participation);
        }
    }

    fn requests(&mut self) {
        let levels: Vec<&str> = self
            .program
            .support_levels
            .iter()
            .map(String::as_str)
            .collect();
        for (at, rule) in self.file.each("request", &self.program.requests) {
            if let Some(level) = &rule.support_level {
                self.refer(at.key("support_level"), "support level", level, &levels);
            }
        }
    }

    /// Notes each wait that leads back to where it started.
    fn circles(&mut self) {
        let items: Vec<(FilePosition<'t>, Subject, &'t Item)> = self
            .checklists()
            .flat_map(|(at, list)| {
                at.each("item", &list.items)
                    .map(|(at, item)| (at, list.of, item))
            })
            .collect();
        let numbers: HashMap<(&str, &str), usize> = items
            .iter()
            .enumerate()
            .map(|(number, (_, of, item))| ((of.name(), item.id.as_str()), number))
            .collect();
        let mut entered = vec![false; items.len()];
        let mut left = vec![false; items.len()];
        for start in 0..items.len() {
            // The way walked so far: each item with the number of its waits already followed. A list of
            // ours instead of recursion, because a file may chain more items than the stack holds.
            let mut way = if entered[start] {
                vec![]
            } else {
                vec![(start, 0)]
            };
            entered[start] = true;
            while let Some((number, followed)) = way.last_mut() {
                let (at, of, item) = items[*number];
                let Some(id) = item.waits_for.get(*followed) else {
                    left[*number] = true;
                    way.pop();
                    continue;
                };
                let wait = at.key("waits_for").nth(*followed);
                *followed += 1;
                let Some(&next) = numbers.get(&(of.name(), id.as_str())) else {
                    continue;
                };
                if !entered[next] {
                    entered[next] = true;
                    way.push((next, 0));
                } else if !left[next] {
                    let circle = way
                        .iter()
                        .map(|&(number, _)| number)
                        .skip_while(|&number| number != next);
                    let names = listed(circle.map(|number| items[number].2.id.as_str()));
                    let message =
                        format!("waiting goes in a circle: {names} and {} again", quoted(id));
                    self.note(
                        wait,
                        message,
                        "remove one of these waits, or none of them can ever be met",
                    );
                }
            }
        }
    }
}

mod points;
#[cfg(test)]
mod tests;
