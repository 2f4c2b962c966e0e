//! Items of checklists, one after the other.

use crate::cli::answers::{Consent, Words, carry_out};
use crate::cli::ask::Ask;
use crate::cli::context::{Context, Ending};
use crate::cli::error::{Failure, Kind};
use crate::cli::judge::{JudgeArgs, Step};
use crate::domain::checklist;
use crate::domain::day::Day;
use crate::domain::decide::decide;
use crate::domain::fact::VerdictKind;
use crate::domain::history::History;
use crate::domain::profile::Neighbours;
use crate::domain::program::{Item, OnRecord};
use crate::domain::refusal::{Refusal, Why};
use crate::domain::request::{Asked, Decision, Request};
use crate::domain::rules::Rules;
use crate::ops::company;
use crate::report::checklist::Items;

/// What is walked through.
pub(in crate::cli) struct Walk<'w> {
    /// The partner as it was meant, where it was chosen just now and is not among the words that were typed.
    pub(in crate::cli) chosen: Option<String>,
    /// The rules.
    pub(in crate::cli) rules: &'w Rules,
    /// The partner's history.
    pub(in crate::cli) history: &'w History,
    /// What was shown of its items.
    pub(in crate::cli) shown: &'w Items,
    /// The step that may follow; only what it asks for is walked through.
    pub(in crate::cli) step: Option<&'w Step>,
}

/// The verdicts of an item that can be chosen, the first leaving it as it is.
const CHOICES: [(&str, Option<VerdictKind>); 5] = [
    ("skip", None),
    ("met", Some(VerdictKind::Met)),
    ("unmet", Some(VerdictKind::Unmet)),
    ("not applicable", Some(VerdictKind::NotApplicable)),
    ("waive", Some(VerdictKind::Waived)),
];

/// Asks for what is open, after the report that shows it, and records what was answered as one entry.
pub(in crate::cli) fn items(
    context: &Context<'_>,
    judge: &JudgeArgs,
    walk: &Walk<'_>,
) -> Result<Ending, Failure> {
    let on = context.on(&judge.change)?;
    let mut answers = Answers {
        context,
        walk,
        on,
        alias: None,
        verdicts: Vec::new(),
    };
    let open = answers.open();
    if open.is_empty() && !answers.decision_may_be_taken() {
        judge.change.refuse_in_reading()?;
        return Ok(Ending::Done);
    }
    let ask = context.ask("an answer", "`--met ITEM` and its like give it")?;
    if !open.is_empty() {
        let count =
            crate::report::words::count(i64::try_from(open.len()).unwrap_or(i64::MAX), "open item");
        // Whoever only wanted to look has seen it, and is done.
        match ask.yes(&format!("go through {count} now?"), false) {
            Ok(true) => {}
            Err(failure) if failure.kind != Kind::Cancelled => return Err(failure),
            _ => return Ok(Ending::Done),
        }
        ask.tell("Esc leaves everything as it was.");
        for (place, item) in (1..).zip(&open) {
            ask.tell("");
            ask.tell(&format!(
                "{place} of {}  {}  ({})",
                open.len(),
                item.id,
                item.party
            ));
            ask.tell(&walk.shown.about(&item.id).unwrap_or_default());
            answers.about(&ask, item)?;
        }
    }
    let decide = match walk.step {
        Some(step) if answers.decision_may_be_taken() => {
            ask.tell("");
            ask.yes(step.question, true)?.then_some(step.option)
        }
        _ => None,
    };
    let mut options = answers.options();
    options.extend(decide.map(str::to_owned));
    if options.is_empty() {
        context.screen.note("nothing to record");
        return Ok(Ending::Done);
    }
    let words = Words {
        options,
        operands: walk.chosen.iter().cloned().collect(),
    };
    carry_out(context, &words, judge.change.dry_run, &Consent::Composed)
}

/// What was answered so far.
struct Answers<'w> {
    context: &'w Context<'w>,
    walk: &'w Walk<'w>,
    on: Day,
    alias: Option<String>,
    verdicts: Vec<Asked>,
}

impl Answers<'_> {
    /// The items that are not settled: of what the step asks for, or of all that is shown.
    fn open(&self) -> Vec<Item> {
        let Walk { rules, history, .. } = self.walk;
        let program = rules.on(self.on);
        let open: Vec<String> = match self.walk.step {
            Some(step) => checklist::missing(program, &history.at(self.on), (step.gate)(program))
                .into_iter()
                .map(|missing| missing.item)
                .collect(),
            None => self
                .walk
                .shown
                .open()
                .into_iter()
                .map(str::to_owned)
                .collect(),
        };
        let items = open.iter().filter_map(|id| program.item(id));
        items.map(|(_, item)| item.clone()).collect()
    }

    /// What the rules say to the answers so far, with these.
    fn tried(&self, verdict: Option<Asked>, decision: Option<Decision>) -> Result<(), Refusal> {
        let Walk { rules, history, .. } = self.walk;
        let verdicts = self.verdicts.iter().cloned().chain(verdict).collect();
        let request = Request::Judge {
            verdicts,
            alias: self.alias.clone(),
            contacts: Vec::new(),
            decision,
        };
        decide(rules, history, &Neighbours::default(), self.on, &request).map(drop)
    }

    fn decision_may_be_taken(&self) -> bool {
        let step = self.walk.step;
        step.is_some_and(|step| self.tried(None, Some(step.decision.clone())).is_ok())
    }

    /// Asks about one item until there is an answer that the rules allow.
    fn about(&mut self, ask: &Ask, item: &Item) -> Result<(), Failure> {
        if item.fulfilled_by == Some(OnRecord::AccountAlias) {
            return self.ask_for_alias(ask);
        }
        loop {
            let choices = CHOICES.map(|(name, _)| name.to_owned());
            let Some(kind) = CHOICES[ask.choose(&item.id, &choices)?].1 else {
                return Ok(());
            };
            let verdict = found(ask, item, kind)?;
            match self.tried(Some(verdict.clone()), None) {
                Ok(()) => {
                    self.verdicts.push(verdict);
                    return Ok(());
                }
                Err(refusal) => {
                    ask.tell(&format!("  {refusal}"));
                    // What it waits for stands before it, and was passed over just now.
                    let waits = matches!(*refusal.why, Why::ItemWaits { .. });
                    for hint in refusal.hints().into_iter().filter(|_| !waits) {
                        ask.tell(&format!("  {hint}"));
                    }
                }
            }
        }
    }

    /// Asks for the account alias until it is one, or is not known yet.
    fn ask_for_alias(&mut self, ask: &Ask) -> Result<(), Failure> {
        loop {
            let Some(alias) = ask.text("the account alias (Enter: not known yet)")? else {
                self.alias = None;
                return Ok(());
            };
            match company::alias(&alias) {
                Ok(alias) => self.alias = Some(alias),
                Err(bad) => {
                    ask.tell(&format!("  {}", bad.reason));
                    continue;
                }
            }
            match self.alias_tried()? {
                None => return Ok(()),
                Some(refusal) => ask.tell(&format!("  {refusal}")),
            }
        }
    }

    /// What the rules say to the alias beside those of all other partners.
    fn alias_tried(&self) -> Result<Option<Refusal>, Failure> {
        let Walk { rules, history, .. } = self.walk;
        let book = self.context.open()?;
        let near = book.neighbours(&history.partner, None, self.alias.as_deref())?;
        drop(book);
        let request = Request::Judge {
            verdicts: Vec::new(),
            alias: self.alias.clone(),
            contacts: Vec::new(),
            decision: None,
        };
        Ok(decide(rules, history, &near, self.on, &request).err())
    }

    /// The answers as options; notes stand in the option's own word, whatever they begin with.
    fn options(&self) -> Vec<String> {
        let mut words: Vec<String> = self
            .alias
            .iter()
            .map(|alias| format!("--alias={alias}"))
            .collect();
        for verdict in &self.verdicts {
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
        words
    }
}

/// A verdict with the note or the evidence that it needs.
fn found(ask: &Ask, item: &Item, kind: VerdictKind) -> Result<Asked, Failure> {
    let evidence = match kind == VerdictKind::Met && item.evidence {
        true => Some(ask.needed("its address")?),
        false => None,
    };
    let note = match (kind, &item.asks) {
        (VerdictKind::Waived, _) => Some(ask.needed("the reason")?),
        (_, Some(asks)) => ask.text(&format!("note: {asks} (Enter: none)"))?,
        _ => ask.text("note (Enter: none)")?,
    };
    Ok(Asked {
        item: item.id.clone(),
        kind,
        note,
        evidence,
    })
}
