//! What was answered so far on a walk: tried against the rules after each answer, and in the end the options that
//! could have been typed.

use crate::cli::context::Context;
use crate::cli::context::provenance::salt;
use crate::cli::terminal::error::Failure;
use crate::domain::decide::decide;
use crate::domain::decide::request::{Decision, Judge, Request};
use crate::domain::fact::{Contact, VerdictKind};
use crate::domain::partner::history::History;
use crate::domain::program::Item;
use crate::domain::program::versions::Rules;
use crate::domain::rule::item_record::RecordsOf;
use crate::domain::rule::profile::Surroundings;
use crate::domain::rule::refusal::Refusal;
use crate::domain::rule::verdict_input::{RecordInput, VerdictInput};
use crate::domain::value::day::Day;
use crate::ops::bad_values::BadValues;
use crate::ops::company;
use crate::ops::contact::ContactInput;

/// The answers, and what they are answers to.
pub(crate) struct WalkState<'w> {
    context: &'w Context<'w>,
    rules: &'w Rules,
    history: &'w History,
    on: Day,
    /// The items that are asked about.
    pub(crate) items: Vec<Item>,
    verdicts: Vec<Option<VerdictInput>>,
    records: Vec<RecordInput>,
    alias: Option<String>,
    contacts: Vec<(Contact, String)>,
    /// The decision that follows.
    pub(crate) decision: Option<&'static str>,
}

impl<'w> WalkState<'w> {
    pub(crate) fn new(
        context: &'w Context<'w>,
        (rules, history): (&'w Rules, &'w History),
        on: Day,
        items: Vec<Item>,
    ) -> Self {
        Self {
            context,
            rules,
            history,
            on,
            verdicts: vec![None; items.len()],
            items,
            records: Vec::new(),
            alias: None,
            contacts: Vec::new(),
            decision: None,
        }
    }

    /// How many answers there are.
    pub(crate) fn count(&self) -> usize {
        let verdicts = self.verdicts.iter().flatten().count();
        verdicts + self.contacts.len() + usize::from(self.alias.is_some())
    }

    /// The answer to an item.
    pub(crate) fn verdict(&self, at: usize) -> Option<&VerdictInput> {
        self.verdicts.get(at)?.as_ref()
    }

    /// Whether there is an answer to the item of a refusal.
    pub(crate) fn answers(&self, refusal: &Refusal) -> bool {
        self.answered(refusal).is_some()
    }

    /// The place of the answer that a refusal is about.
    fn answered(&self, refusal: &Refusal) -> Option<usize> {
        let about = |asked: &VerdictInput| refusal.about() == Some(("item", asked.item.as_str()));
        let mut verdicts = self.verdicts.iter();
        verdicts.position(|asked| asked.as_ref().is_some_and(about))
    }

    /// The alias that was given.
    pub(crate) fn alias(&self) -> Option<&str> {
        self.alias.as_deref()
    }

    /// What the rules say to the answers with another one to this item, and with a decision.
    pub(crate) fn tried(
        &self,
        with: Option<(usize, &VerdictInput)>,
        decision: Option<&Decision>,
    ) -> Result<(), Refusal> {
        let mut verdicts = self.verdicts.clone();
        if let Some((at, asked)) = with {
            verdicts[at] = Some(asked.clone());
        }
        self.decided(
            verdicts.into_iter().flatten().collect(),
            &Surroundings::default(),
            decision,
        )
    }

    fn decided(
        &self,
        verdicts: Vec<VerdictInput>,
        near: &Surroundings,
        decision: Option<&Decision>,
    ) -> Result<(), Refusal> {
        let request = Request::Judge(Judge {
            verdicts,
            records: self.records.clone(),
            alias: self.alias.clone(),
            contacts: self
                .contacts
                .iter()
                .map(|(contact, _)| contact.clone())
                .collect(),
            decision: decision.cloned(),
        });
        decide(self.rules, self.history, near, self.on, &request).map(drop)
    }

    /// Takes an answer to an item, or takes it away. Gives the answers that do not hold any more, with the reasons.
    pub(crate) fn answer(
        &mut self,
        at: usize,
        asked: Option<VerdictInput>,
    ) -> Vec<(String, Refusal)> {
        if asked.is_none()
            && let Some(role) = &self.items[at].contact
        {
            self.contacts.retain(|(contact, _)| contact.role != *role);
        }
        if asked
            .as_ref()
            .is_none_or(|asked| asked.kind != VerdictKind::Met)
        {
            self.drop_records(at);
        }
        self.verdicts[at] = asked;
        self.let_go()
    }

    /// Takes the account alias, or takes it away. Gives the answers that do not hold any more, with the reasons.
    ///
    /// # Errors
    /// Why it will not do.
    pub(crate) fn take_alias(
        &mut self,
        text: Option<&str>,
    ) -> Result<Result<Vec<(String, Refusal)>, String>, Failure> {
        let before = self.alias.take();
        if let Some(text) = text {
            match company::alias(text) {
                Ok(alias) => self.alias = Some(alias),
                Err(bad) => {
                    self.alias = before;
                    return Ok(Err(bad.reason));
                }
            }
            // Whether another partner has it only the book knows.
            let book = self.context.open()?;
            let near = book.surroundings(&self.history.partner, None, self.alias())?;
            drop(book);
            if let Err(refusal) = self.decided(Vec::new(), &near, None) {
                self.alias = before;
                return Ok(Err(refusal.to_string()));
            }
        }
        Ok(Ok(self.let_go()))
    }

    /// Takes a contact person for a role.
    ///
    /// # Errors
    /// Why it will not do.
    pub(crate) fn take_contact(&mut self, role: &str, text: &str) -> Result<(), String> {
        let contact = ContactInput::typed(text).contact(role, &salt());
        let reasons = |bad: BadValues| {
            let reasons: Vec<String> = bad.into_iter().map(|bad| bad.reason).collect();
            reasons.join("; ")
        };
        let contact = contact.map_err(reasons)?;
        self.contacts.push((contact, text.to_owned()));
        Ok(())
    }

    /// The values that an item asks for and that have no answer yet, neither here nor in the book.
    pub(crate) fn unrecorded(&self, at: usize) -> Vec<String> {
        let item = &self.items[at];
        let standing = self.history.at(self.on);
        let program = self.rules.on(self.on);
        let Some((list, _)) = program.item(&item.id) else {
            return Vec::new();
        };
        let missing = RecordsOf::partner(&standing, list).missing(item);
        let given = |name: &&str| {
            let mut records = self.records.iter();
            records.any(|record| record.item == item.id && record.name == **name)
        };
        let open = missing.into_iter().filter(|name| !given(name));
        open.map(str::to_owned).collect()
    }

    /// Takes a value of an item; another one of its name makes way for it.
    pub(crate) fn take_record(&mut self, record: RecordInput) {
        let same = |known: &RecordInput| known.item == record.item && known.name == record.name;
        self.records.retain(|known| !same(known));
        self.records.push(record);
    }

    /// Drops the values of an item that is not met after all.
    fn drop_records(&mut self, at: usize) {
        let item = &self.items[at].id;
        self.records.retain(|record| record.item != *item);
    }

    /// Lets go of answers that do not hold without one that was changed.
    fn let_go(&mut self) -> Vec<(String, Refusal)> {
        let mut gone = Vec::new();
        while let Err(refusal) = self.tried(None, None) {
            let Some(at) = self.answered(&refusal) else {
                break;
            };
            self.drop_records(at);
            if let Some(asked) = self.verdicts[at].take() {
                gone.push((asked.item, refusal));
            }
        }
        gone
    }

    /// The answers as options; a note is joined to its option, whatever it begins with.
    pub(crate) fn options(&self) -> Vec<String> {
        let alias = self.alias.iter();
        let mut words: Vec<String> = alias.map(|alias| format!("--alias={alias}")).collect();
        let contacts = self.contacts.iter();
        words.extend(contacts.map(|(contact, text)| format!("--contact={}={text}", contact.role)));
        for verdict in self.verdicts.iter().flatten() {
            let option = match verdict.kind {
                VerdictKind::Met => "met",
                VerdictKind::Unmet => "unmet",
                VerdictKind::NotApplicable => "na",
                VerdictKind::Waived => "waive",
            };
            let item = &verdict.item;
            words.push(match &verdict.note {
                Some(note) => format!("--{option}={item}={note}"),
                None => format!("--{option}={item}"),
            });
            let evidence = verdict.evidence.as_ref();
            words.extend(evidence.map(|evidence| format!("--evidence={item}={evidence}")));
        }
        let records = self.records.iter();
        words.extend(records.map(|record| {
            let RecordInput { item, name, value } = record;
            format!("--record={item}.{name}={value}")
        }));
        words.extend(self.decision.map(str::to_owned));
        words
    }
}
