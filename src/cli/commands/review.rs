use super::judge::JudgeArgs;
use crate::cli::context::{Context, Ending};
use crate::cli::prompt::answers::Consent;
use crate::cli::prompt::walk::DecisionStep;
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Decision;
use crate::domain::partner::standing::Stage;
use crate::ops::values;
use clap::Args;

/// Review an application
///
/// Without verdicts or a decision it shows the application: every consideration with its verdict, next to
/// the density how many candidates and certified partners are in the same category, and what admission waits for.
///
/// Verdicts and a decision may come in one command and are one entry. --admit makes a candidate: every item
/// considered, good standing, the account alias known, the supplemental terms accepted and the integration
/// strategy validated.
///
/// At a terminal it goes through what is open, one item after the other, and asks for what is missing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp review acme
  mpp review acme --met density='two others' --unmet maturity=new
  mpp review flint --alias FLINT --met function='agreed with Jo'
  mpp review granite --met integration-strategy --admit
  mpp review flint --decline 'no demand'")]
pub(crate) struct ReviewArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    #[arg(conflicts_with = "from")]
    partner: Option<String>,

    /// Make the applicant a candidate
    #[arg(long, group = "decision", conflicts_with = "from")]
    admit: bool,

    /// Decline the application
    #[arg(
        long,
        value_name = "REASON",
        group = "decision",
        conflicts_with = "from"
    )]
    decline: Option<String>,

    /// The partner withdraws, at whatever stage it is
    #[arg(
        long,
        value_name = "REASON",
        group = "decision",
        conflicts_with = "from"
    )]
    withdraw: Option<String>,

    #[command(flatten)]
    judge: JudgeArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &ReviewArgs) -> Result<Ending, Failure> {
    if args.judge.batch.from.is_some() {
        return args.judge.file(context, &[]);
    }
    let decision = match (&args.decline, &args.withdraw) {
        (Some(reason), _) => Some(Decision::Decline(values::reason("decline", reason)?)),
        (_, Some(reason)) => Some(Decision::Withdraw(values::reason("withdraw", reason)?)),
        _ => args.admit.then_some(Decision::Admit),
    };
    if decision.is_none() && args.judge.records_nothing() {
        return args
            .judge
            .show(context, args.partner.as_deref(), &ADMISSION);
    }
    args.judge.judge(context, args.partner.as_deref(), decision)
}

const ADMISSION: DecisionStep = DecisionStep {
    command: "review",
    option: "--admit",
    decision: Decision::Admit,
    question: "make it a candidate?",
    gate: |program| &program.admit,
    from: Stage::Applicant,
};

impl ReviewArgs {
    /// Declining and withdrawing end the participation.
    pub(crate) fn consent(&self) -> Option<Consent> {
        match (&self.decline, &self.withdraw) {
            _ if self.judge.change.dry_run => None,
            (Some(_), _) => Some(Consent::Step("decline the application?")),
            (_, Some(_)) => Some(Consent::Step("end the participation?")),
            _ => None,
        }
    }
}
