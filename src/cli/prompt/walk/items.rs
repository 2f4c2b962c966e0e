//! Items of checklists, one after the other.

use super::path::Path;
use super::so_far::WalkState;
use crate::cli::args::options::ChangeArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::prompt::answers::{Consent, Words, offered};
use crate::cli::prompt::ask::Ask;
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::decide::request::Decision;
use crate::domain::partner::history::History;
use crate::domain::partner::standing::Stage;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Gate, Program};
use crate::domain::query::needed::{Needed, needed};
use crate::domain::rule::checklist;
use crate::domain::value::day::Day;
use crate::output::{Sentence, spelled_each};
use crate::report::checklist::Items;
use crate::report::words::count;

/// A step that a partner takes by a decision.
pub(crate) struct DecisionStep {
    /// The command.
    pub(crate) command: &'static str,
    /// Its option that takes the decision.
    pub(crate) option: &'static str,
    /// The decision.
    pub(crate) decision: Decision,
    /// How it is asked for.
    pub(crate) question: &'static str,
    /// What must be true before.
    pub(crate) gate: fn(&Program) -> &Gate,
    /// The stage from which it is taken.
    pub(crate) from: Stage,
}

/// What is walked through.
pub(crate) struct ItemWalk<'w> {
    /// The partner as it was meant, where it was chosen just now and is not among the words that were typed.
    pub(crate) chosen: Option<String>,
    /// The rules.
    pub(crate) rules: &'w Rules,
    /// The partner's history.
    pub(crate) history: &'w History,
    /// What was shown of its items.
    pub(crate) shown: &'w Items,
    /// The step that may follow; only what it asks for is walked through.
    pub(crate) step: Option<&'w DecisionStep>,
}

/// Shows a report, asks for what is open in it, and records the answers as one entry.
pub(crate) fn items(
    context: &Context<'_>,
    change: &ChangeArgs,
    walk: &ItemWalk<'_>,
) -> Result<Ending, Failure> {
    let on = context.on(change)?;
    let needed = walk.needed(on);
    let so_far = WalkState::new(
        context,
        (walk.rules, walk.history),
        on,
        needed.items.clone(),
    );
    let decision = walk.step.map(|step| &step.decision);
    let decided_at_once = decision.is_some() && so_far.tried(None, decision).is_ok();
    if so_far.items.is_empty() && !decided_at_once {
        context.typed.refuse_in_reading()?;
        return Ok(Ending::Done);
    }
    let ask = context.ask("an answer", "`--met ITEM` and its like give it")?;
    // A report longer than the terminal would scroll out of sight before the questions.
    let page = context.screen.pages.take();
    if !page.is_empty() {
        for line in walk.shown.in_short() {
            ask.tell(&line);
        }
    }
    if !so_far.items.is_empty() && !wanted(&ask, &needed, !page.is_empty())? {
        context.screen.pages.replace(page);
        return Ok(Ending::Done);
    }
    let mut path = Path::new(&ask, walk, so_far);
    loop {
        let went = path.go();
        let options = path.so_far.options();
        if path.so_far.items.is_empty() && only_looked(&went, &options) {
            context.screen.pages.replace(page);
            return Ok(Ending::Done);
        }
        went?;
        if options.is_empty() {
            context.screen.note("nothing to record");
            return Ok(Ending::Done);
        }
        let words = Words {
            options,
            operands: walk.chosen.iter().cloned().collect(),
        };
        let dry_run = change.dry_run;
        if let Some(ending) = offered(context, &words, dry_run, &Consent::Walked)? {
            return Ok(ending);
        }
        path.back_from_the_end();
    }
}

/// Whether a person who was asked for the decision alone did not take it.
fn only_looked(went: &Result<(), Failure>, options: &[String]) -> bool {
    match went {
        Ok(()) => options.is_empty(),
        Err(failure) => failure.kind == FailureKind::Cancelled,
    }
}

impl ItemWalk<'_> {
    /// What is to be asked for: of what the step asks for, or of all that is shown.
    fn needed(&self, on: Day) -> Needed {
        let program = self.rules.on(on);
        let decision = self.step.map(|step| &step.decision);
        let missing = self
            .step
            .map(|step| checklist::missing(program, &self.history.at(on), (step.gate)(program)));
        let open: Vec<&str> = match &missing {
            Some(missing) => missing
                .iter()
                .map(|missing| missing.item.as_str())
                .collect(),
            None => self.shown.open(),
        };
        needed(self.rules, self.history, on, &open, decision)
    }
}

/// Says what lies ahead, and asks whether to go on; who only wanted to look is done.
fn wanted(ask: &Ask, needed: &Needed, page_follows: bool) -> Result<bool, Failure> {
    if !page_follows {
        ask.tell("");
    }
    if let Some(refusal) = &needed.against {
        ask.tell(format!("Whatever is answered now: {refusal}"));
        let causes = refusal.causes().into_iter().map(Sentence::from);
        for line in causes.chain(spelled_each(refusal.hints())) {
            ask.tell(Sentence::words("  ").and(line));
        }
    }
    if !needed.contacts.is_empty() {
        let roles = needed.contacts.join(" and a ");
        ask.tell(format!(
            "Also needed, and asked for on the way: a {roles} contact."
        ));
    }
    let open = count(
        i64::try_from(needed.items.len()).unwrap_or(i64::MAX),
        "open item",
    );
    if page_follows {
        ask.tell("n shows all that is known of them, page by page.");
    }
    match ask.yes(&format!("go through {open} now?"), false) {
        Err(failure) if failure.kind == FailureKind::Cancelled => Ok(false),
        answer => answer,
    }
}
