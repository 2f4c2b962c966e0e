//! The way from item to item, forward and back, and to the decision after the last.

use super::items::ItemWalk;
use super::letters::{self, ItemAnswer, Letter};
use super::so_far::WalkState;
use crate::cli::prompt::ask::{Ask, left};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::fact::VerdictKind;
use crate::domain::program::{Item, Need};
use crate::domain::query::needed::{by_alias, settled_by};
use crate::domain::rule::refusal::{OfRecord, Refusal, Why};
use crate::domain::rule::verdict_input::{RecordInput, VerdictInput};
use crate::ops::bad_values;
use crate::ops::values;
use crate::output::{Sentence, spelled_each};
use crate::report::words::count;

/// Where the walk goes after an answer.
enum Next {
    On,
    Back,
    End,
}

/// What came of asking for a detail.
enum Given<T = ()> {
    Kept(T),
    Nothing,
    /// The item itself is to be asked again.
    Back,
}

impl Given<String> {
    /// Keeps the detail in its place.
    fn keep(self, place: &mut Option<String>) -> Given {
        *place = None;
        match self {
            Self::Kept(detail) => {
                *place = Some(detail);
                Given::Kept(())
            }
            Self::Nothing => Given::Nothing,
            Self::Back => Given::Back,
        }
    }
}

/// What goes back from a detail to its item.
const BACK: &str = "b";

/// A walk on its way.
pub(crate) struct Path<'p> {
    ask: &'p Ask,
    walk: &'p ItemWalk<'p>,
    pub(crate) so_far: WalkState<'p>,
    /// The item that is asked about; after the last the decision.
    at: usize,
    /// Whether everything that has no answer is met.
    rest_met: bool,
}

impl<'p> Path<'p> {
    /// The first item of a walk.
    pub(crate) fn new(ask: &'p Ask, walk: &'p ItemWalk<'p>, so_far: WalkState<'p>) -> Self {
        Self {
            ask,
            walk,
            so_far,
            at: 0,
            rest_met: false,
        }
    }

    /// Goes from item to item to the decision, or until it is left; then what was answered may be recorded all the same.
    pub(crate) fn go(&mut self) -> Result<(), Failure> {
        loop {
            let next = if self.at < self.so_far.items.len() {
                self.item()
            } else {
                self.decision()
            };
            match next {
                Ok(Next::On) => self.at += 1,
                Ok(Next::Back) => {
                    self.rest_met = false;
                    self.at = self.at.saturating_sub(1);
                }
                Ok(Next::End) => return Ok(()),
                Err(failure) if failure.kind == FailureKind::Cancelled => {
                    self.rest_met = false;
                    if self.recorded_so_far()? {
                        return Ok(());
                    }
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    /// Goes back from what would be recorded to what was asked last.
    pub(crate) fn back_from_the_end(&mut self) {
        self.so_far.decision = None;
        self.rest_met = false;
        let last = self.so_far.items.len();
        let decided = self.may_be_decided().is_some_and(|may| may.is_ok());
        if self.at >= last && !decided {
            self.at = last.saturating_sub(1);
        }
    }

    /// Whether what was answered so far is to be recorded, by a person who left; `false`: go on.
    fn recorded_so_far(&self) -> Result<bool, Failure> {
        if self.so_far.count() == 0 {
            return Err(left());
        }
        let answers = count(
            i64::try_from(self.so_far.count()).unwrap_or(i64::MAX),
            "answer",
        );
        let question = format!("{answers} so far: r record, d drop, Enter: go on, Esc: drop");
        let kept = self
            .ask
            .answer(&question, |text| match text.to_lowercase().as_str() {
                "" | "g" | "go on" | "b" | "back" => Ok((Some(false), "go on".to_owned())),
                "r" | "record" => Ok((Some(true), "record".to_owned())),
                "d" | "drop" => Ok((None, "drop".to_owned())),
                _ => Err("it is r or d, or Enter to go on".to_owned()),
            })?;
        kept.ok_or_else(left)
    }

    /// Asks about one item.
    fn item(&mut self) -> Result<Next, Failure> {
        let (at, of) = (self.at, self.so_far.items.len());
        let item = self.so_far.items[at].clone();
        if self.rest_met && self.so_far.verdict(at).is_some() {
            return Ok(Next::On);
        }
        if self.rest_met && !by_alias(&item) {
            let plain = plainly(&item, VerdictKind::Met);
            if self.so_far.tried(Some((at, &plain)), None).is_ok() {
                self.taken(&item, plain);
                return Ok(Next::On);
            }
        }
        let Item { id, party, .. } = &item;
        self.ask
            .head(&format!("{} of {of}  {id}  ({party})", at + 1));
        self.ask.tell(self.walk.shown.about(id).unwrap_or_default());
        if by_alias(&item) {
            return self.alias();
        }
        if self.rest_met && self.met_with_the_rest(&item)? {
            return Ok(Next::On);
        }
        self.ask.tell(letters::legend(at == 0));
        loop {
            let answer = self.letter(&item)?;
            let (letter, note) = match answer {
                ItemAnswer::Usual => return Ok(Next::On),
                ItemAnswer::Letter(letter, note) => (letter, note),
            };
            match letter {
                Letter::Verdict(kind) => {
                    if self.judged(&item, kind, note)? {
                        return Ok(Next::On);
                    }
                }
                Letter::Skip => {
                    let gone = self.so_far.answer(at, None);
                    self.tell_gone(&gone);
                    return Ok(Next::On);
                }
                Letter::RestMet => {
                    self.rest_met = true;
                    // An answer that this item has stays.
                    if self.so_far.verdict(at).is_some() || self.met_with_the_rest(&item)? {
                        return Ok(Next::On);
                    }
                }
                Letter::Back if at == 0 => self.ask.tell("  this is the first item"),
                Letter::Back => return Ok(Next::Back),
                Letter::Help => {
                    for line in letters::help() {
                        self.ask.tell(format!("  {line}"));
                    }
                }
            }
        }
    }

    /// The letter that answers an item. Enter keeps what was answered before, or skips it.
    fn letter(&self, item: &Item) -> Result<ItemAnswer, Failure> {
        let usual = match self.so_far.verdict(self.at) {
            Some(before) => format!("keep {}", before.kind),
            None => "skip".to_owned(),
        };
        let question = format!("{} (Enter: {usual})", item.id);
        self.ask.answer(&question, |text| {
            let answer = letters::understood(text)?;
            let shown = match &answer {
                ItemAnswer::Usual => usual.clone(),
                ItemAnswer::Letter(letter, note) => [Some(letter.word()), note.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(": "),
            };
            Ok((answer, shown))
        })
    }

    /// Takes a verdict, with what the rules want to have with it; `false` where they refuse it.
    fn judged(
        &mut self,
        item: &Item,
        kind: VerdictKind,
        note: Option<String>,
    ) -> Result<bool, Failure> {
        let ask = self.ask;
        let mut asked = plainly(item, kind);
        let noted = note.is_some();
        if let Some(note) = note {
            match values::text("note", Some(&note)) {
                Ok(note) => asked.note = note,
                Err(bad) => {
                    ask.tell(format!("  {}", bad.reason));
                    return Ok(false);
                }
            }
        }
        while let Err(refusal) = self.so_far.tried(Some((self.at, &asked)), None) {
            let given = match &*refusal.why {
                // It is about an answer that conflicts with this one.
                _ if refusal.about() != Some(("item", &item.id))
                    && self.so_far.answers(&refusal) =>
                {
                    break;
                }
                Why::EvidenceMissing { .. } => {
                    let given = self.detail("its address (Enter: leave it open)", |text| {
                        values::line("evidence", Some(text))
                    })?;
                    given.keep(&mut asked.evidence)
                }
                Why::WaiverWithoutReason { .. } => {
                    let given = self.detail("the reason (Enter: leave it open)", |text| {
                        values::text("note", Some(text))
                    })?;
                    given.keep(&mut asked.note)
                }
                Why::ContactMissing { role, .. } => self.contact(role)?,
                Why::OfRecord(OfRecord::Missing { names, .. }) => {
                    self.record(item, &names[0], "leave it open")?
                }
                _ => {
                    self.tell_refusal(&refusal);
                    return Ok(false);
                }
            };
            match given {
                Given::Kept(()) => {}
                Given::Back => return Ok(self.asked_again()),
                Given::Nothing => {
                    ask.tell(format!("  left as it was: {refusal}"));
                    return Ok(true);
                }
            }
        }
        if kind == VerdictKind::Met && !self.rest_met {
            for name in self.so_far.unrecorded(self.at) {
                let given = self.record(item, &name, "not known")?;
                if matches!(given, Given::Back) {
                    return Ok(self.asked_again());
                }
            }
        }
        if asked.note.is_none() && !noted && !self.rest_met {
            let question = match &item.asks {
                Some(asks) => format!("note: {asks} (Enter: none)"),
                None => "note (Enter: none)".to_owned(),
            };
            let given = self.detail(&question, |text| values::text("note", Some(text)))?;
            if matches!(given.keep(&mut asked.note), Given::Back) {
                return Ok(self.asked_again());
            }
        }
        self.taken(item, asked);
        Ok(true)
    }

    /// Asks for a value of the item.
    fn record(&mut self, item: &Item, name: &str, without: &str) -> Result<Given, Failure> {
        let question = format!("{name} (Enter: {without})");
        let mut value = None;
        let given = self.detail(&question, |text| values::line("record", Some(text)))?;
        let given = given.keep(&mut value);
        if let Some(value) = value {
            self.so_far.take_record(RecordInput {
                item: item.id.clone(),
                name: name.to_owned(),
                value,
            });
        }
        Ok(given)
    }

    /// Takes the item for met; `false` where a person went back to it.
    fn met_with_the_rest(&mut self, item: &Item) -> Result<bool, Failure> {
        self.judged(item, VerdictKind::Met, None)?;
        Ok(self.rest_met)
    }

    /// The item is asked again, also where the rest was met.
    fn asked_again(&mut self) -> bool {
        self.rest_met = false;
        false
    }

    /// Keeps an answer, and prints how it affects other answers and the step.
    fn taken(&mut self, item: &Item, asked: VerdictInput) {
        if self.rest_met {
            self.ask.tell(format!("✔ {} · {}", item.id, asked.kind));
        }
        let kind = asked.kind;
        let gone = self.so_far.answer(self.at, Some(asked));
        self.tell_gone(&gone);
        if self.walk.step.is_some() && !settled_by(item, kind) {
            let wanted = match item.needs {
                Need::MetOrWaived => "met or waived",
                _ => "met",
            };
            self.ask
                .tell(format!("  the decision waits until it is {wanted}"));
        }
    }

    /// A detail of an answer, asked for until it will do or is left out.
    fn detail(
        &self,
        question: &str,
        clean: impl Fn(&str) -> Result<Option<String>, bad_values::BadValue>,
    ) -> Result<Given<String>, Failure> {
        while let Some(text) = self.ask.text(question)? {
            if text == BACK {
                return Ok(Given::Back);
            }
            match clean(&text) {
                Ok(Some(detail)) if !detail.is_empty() => return Ok(Given::Kept(detail)),
                Ok(_) => break,
                Err(bad) => self.ask.tell(format!("  {}", bad.reason)),
            }
        }
        Ok(Given::Nothing)
    }

    /// Asks for a contact person whom the item needs; leaves it open if nobody is known yet.
    fn contact(&mut self, role: &str) -> Result<Given, Failure> {
        let question = format!("the {role} contact: Name <mail> PHONE (Enter: none yet)");
        while let Some(text) = self.ask.text(&question)? {
            if text == BACK {
                return Ok(Given::Back);
            }
            match self.so_far.take_contact(role, &text) {
                Ok(()) => return Ok(Given::Kept(())),
                Err(reasons) => self.ask.tell(format!("  {reasons}")),
            }
        }
        Ok(Given::Nothing)
    }

    /// Asks for the account alias until it is one, or is not known yet.
    fn alias(&mut self) -> Result<Next, Failure> {
        let question = match self.so_far.alias() {
            Some(alias) => format!("the account alias (Enter: keep {alias}, s skip, b back)"),
            None => "the account alias (Enter: not known yet, b back)".to_owned(),
        };
        // An alias has two letters at least: one alone is an answer as everywhere else.
        loop {
            let Some(text) = self.ask.text(&question)? else {
                return Ok(Next::On);
            };
            let alias = match text.to_ascii_lowercase().as_str() {
                "b" if self.at == 0 => {
                    self.ask.tell("  this is the first item");
                    continue;
                }
                "b" => return Ok(Next::Back),
                "s" => None,
                _ => Some(text.as_str()),
            };
            match self.so_far.take_alias(alias)? {
                Ok(gone) => {
                    self.tell_gone(&gone);
                    return Ok(Next::On);
                }
                Err(why) => self.ask.tell(format!("  {why}")),
            }
        }
    }

    /// Whether the rules allow the decision after these answers; `None` where no step follows.
    fn may_be_decided(&self) -> Option<Result<(), Refusal>> {
        let step = self.walk.step?;
        Some(self.so_far.tried(None, Some(&step.decision)))
    }

    /// Asks for the decision, or says what it still waits for.
    fn decision(&mut self) -> Result<Next, Failure> {
        let Some((step, may)) = self.walk.step.zip(self.may_be_decided()) else {
            return Ok(Next::End);
        };
        if let Err(refusal) = may {
            self.ask.tell("");
            self.ask.tell(refusal.to_string());
            for cause in refusal.causes() {
                self.ask.tell(format!("  {cause}"));
            }
            return Ok(Next::End);
        }
        self.ask.tell("");
        let decided = if self.so_far.items.is_empty() {
            Some(self.ask.yes(step.question, false)?)
        } else {
            self.ask.yes_or_back(step.question, false)?
        };
        match decided {
            Some(decided) => {
                self.so_far.decision = decided.then_some(step.option);
                Ok(Next::End)
            }
            None => Ok(Next::Back),
        }
    }

    fn tell_refusal(&self, refusal: &Refusal) {
        self.ask.tell(format!("  {refusal}"));
        // What it waits for comes before it, and was skipped just now.
        let waits = matches!(*refusal.why, Why::ItemWaits { .. });
        for hint in spelled_each(refusal.hints()).into_iter().filter(|_| !waits) {
            self.ask.tell(Sentence::words("  ").and(hint));
        }
    }

    fn tell_gone(&self, gone: &[(String, Refusal)]) {
        for (item, refusal) in gone {
            let line = format!("  {item} is without an answer again: {refusal}");
            self.ask.tell(&line);
        }
    }
}

/// A verdict without anything else.
fn plainly(item: &Item, kind: VerdictKind) -> VerdictInput {
    VerdictInput {
        item: item.id.clone(),
        kind,
        note: None,
        evidence: None,
    }
}
