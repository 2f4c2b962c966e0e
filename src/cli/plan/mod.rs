//! What a command comes to: a plan, made from its arguments alone, and carried out by one runner, which opens the book
//! as the plan needs it, checks that the options suit it, asks for consent, and prints.

pub(crate) mod contact;
pub(crate) mod judging;
mod moment;
mod view;

pub(crate) use moment::Moment;
pub(crate) use view::View;

use super::args::options::{BatchArgs, ChangeArgs, ReadArgs};
use super::args::refs::PartnerRef;
use super::args::typed::Typed;
use super::context::{Context, Ending};
use super::prompt::answers::{Consent, Words};
use super::terminal::error::Failure;
use crate::domain::decide::request::Request;
use crate::domain::value::day::Day;
use crate::domain::value::id::PartnerId;
use crate::ops::import::Import;

/// What a command comes to, or why its arguments make no sense.
pub(crate) type Planned<'a> = Result<Plan<'a>, Failure>;

/// The arguments of a command.
pub(crate) trait CommandArgs {
    /// Returns what they come to, if that is asked for on this day.
    ///
    /// # Errors
    /// They make no sense.
    fn plan(&self, today: Day) -> Planned<'_>;
}

/// One request for one partner, with the day from which it holds.
pub(crate) type Asked = (PartnerId, Day, Request);

type Showing<'a> = Box<dyn FnOnce(&View<'_>) -> Result<Ending, Failure> + 'a>;
type Deciding<'a> = Box<dyn FnOnce(&Moment<'_>) -> Result<Asked, Failure> + 'a>;
type Running<'a> = Box<dyn FnOnce(&Context<'_>) -> Result<Ending, Failure> + 'a>;

/// What is meant by the words that were typed, in words that could have been typed in addition.
type Meant<'a> = Box<dyn FnOnce(&Context<'_>) -> Result<Words, Failure> + 'a>;

/// What a command comes to.
pub(crate) struct Plan<'a> {
    step: Step<'a>,
    consent: Option<(Consent, Meant<'a>)>,
    replaces: bool,
}

enum Step<'a> {
    /// Show a report.
    Show(&'a ReadArgs, Showing<'a>),
    /// Carry out one request for one partner.
    Change(&'a ChangeArgs, Deciding<'a>),
    /// Change the book otherwise.
    Record(Running<'a>),
    /// Anything else.
    Run(Running<'a>),
}

impl<'a> Plan<'a> {
    fn new(step: Step<'a>) -> Self {
        Self {
            step,
            consent: None,
            replaces: false,
        }
    }

    /// Show a report of the book.
    pub(crate) fn show(
        read: &'a ReadArgs,
        report: impl FnOnce(&View<'_>) -> Result<Ending, Failure> + 'a,
    ) -> Self {
        Self::new(Step::Show(read, Box::new(report)))
    }

    /// Carry out a request for one partner.
    pub(crate) fn change(
        change: &'a ChangeArgs,
        partner: &'a PartnerRef,
        request: Request,
    ) -> Self {
        Self::decide(change, move |now| {
            Ok((now.partner(partner)?, now.on, request))
        })
    }

    /// Carry out a request for one partner that depends on what is in the book.
    pub(crate) fn decide(
        change: &'a ChangeArgs,
        asked: impl FnOnce(&Moment<'_>) -> Result<Asked, Failure> + 'a,
    ) -> Self {
        Self::new(Step::Change(change, Box::new(asked)))
    }

    /// Record the rows of a file.
    pub(crate) fn import<I: Import>(
        batch: &'a BatchArgs,
        change: &'a ChangeArgs,
        begin: impl Fn(Day) -> I + 'a,
    ) -> Self {
        Self::record(move |context| {
            let on = context.on(change)?;
            let (ending, _) = context.import(batch, change, || begin(on))?;
            Ok(ending)
        })
    }

    /// Change the book in a way of the command's own.
    pub(crate) fn record(run: impl FnOnce(&Context<'_>) -> Result<Ending, Failure> + 'a) -> Self {
        Self::new(Step::Record(Box::new(run)))
    }

    /// Do something that neither shows the book from a point of view nor is sure to change it: look after its file, ask
    /// a person, explain.
    pub(crate) fn run(run: impl FnOnce(&Context<'_>) -> Result<Ending, Failure> + 'a) -> Self {
        Self::new(Step::Run(Box::new(run)))
    }

    /// Asks a person at the terminal for consent first.
    pub(crate) fn asking(self, consent: Option<Consent>) -> Self {
        self.asking_once_known(consent, |_| Ok(Words::default()))
    }

    /// The same for what the words that were typed turn out to mean.
    pub(crate) fn asking_once_known(
        mut self,
        consent: Option<Consent>,
        meant: impl FnOnce(&Context<'_>) -> Result<Words, Failure> + 'a,
    ) -> Self {
        self.consent = consent.map(|consent| (consent, Box::new(meant) as Meant<'a>));
        self
    }

    /// What is recorded can take the place of what is on record, as a row can.
    pub(crate) fn replacing(mut self) -> Self {
        self.replaces = true;
        self
    }

    /// Takes out the consent that the plan needs, and what is meant thereby.
    ///
    /// # Errors
    /// What is meant cannot be found out.
    pub(crate) fn consent(
        &mut self,
        context: &Context<'_>,
    ) -> Result<Option<(Consent, Words)>, Failure> {
        match self.consent.take() {
            Some((consent, meant)) => Ok(Some((consent, meant(context)?))),
            None => Ok(None),
        }
    }

    /// Makes sure that the options that were typed suit the plan.
    ///
    /// # Errors
    /// One does not.
    pub(crate) fn check_options(&self, typed: &Typed) -> Result<(), Failure> {
        match self.step {
            Step::Show(..) => typed.refuse_in_reading()?,
            Step::Change(..) | Step::Record(_) => typed.refuse_in_change()?,
            Step::Run(_) => {}
        }
        if self.replaces {
            return Ok(());
        }
        typed.refuse_duplicates_without_file()
    }

    /// Carries the plan out.
    ///
    /// # Errors
    /// Those of the command.
    pub(crate) fn carry_out(self, context: &Context<'_>) -> Result<Ending, Failure> {
        match self.step {
            Step::Show(read, report) => {
                let (book, as_of) = context.open_as_of(read)?;
                report(&View {
                    context,
                    book,
                    as_of,
                })
            }
            Step::Change(change, asked) => {
                let on = context.on(change)?;
                let mut book = context.open_to_change()?;
                let (partner, on, request) = asked(&Moment {
                    context,
                    book: &book,
                    on,
                    typed_on: change.on.is_some(),
                })?;
                context.change(&mut book, change, &partner, on, &request)
            }
            Step::Record(run) | Step::Run(run) => run(context),
        }
    }
}
