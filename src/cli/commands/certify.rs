use super::judge::JudgeArgs;
use crate::cli::args::day::DayArg;
use crate::cli::args::options::require_option;
use crate::cli::context::{Context, Ending};
use crate::cli::prompt::answers::Consent;
use crate::cli::prompt::walk::DecisionStep;
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::Decision;
use crate::domain::partner::standing::Stage;
use crate::ops::values;
use clap::Args;

/// Review a certification
///
/// Without verdicts or a decision it shows what certification waits for. --grant makes a Certified Provider: the
/// validations met or waived, both knowledge base articles met with their addresses, a support contact on record,
/// the deliverable of the partner's kind and the integrator's validation, within the candidate window. It awards
/// the certification's points and opens term 1.
///
/// At a terminal it goes through what is open, one item after the other, and asks for what is missing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp certify acme
  mpp certify acme --met kb-public --evidence kb-public=https://kb.example
  mpp certify acme --contact support='Help Desk <help@acme.example>'
  mpp certify cobalt --met integrator-validation --grant --on yesterday
  mpp certify delta --extend-to +60 --reason 'new release under way'
  mpp certify ember --lapse 'no answer since the admission'")]
pub(crate) struct CertifyArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    #[arg(conflicts_with = "from")]
    partner: Option<String>,

    /// Make the candidate a Certified Provider
    #[arg(long, group = "decision", conflicts_with = "from")]
    grant: bool,

    /// Extend the candidate window to this day, that day included
    #[arg(
        long,
        value_name = "DAY",
        group = "decision",
        requires = "reason",
        conflicts_with = "from"
    )]
    extend_to: Option<DayArg>,

    /// Why the window is extended
    #[arg(
        long,
        value_name = "R",
        requires = "extend_to",
        conflicts_with = "from"
    )]
    reason: Option<String>,

    /// The candidacy ends without a certification
    #[arg(
        long,
        value_name = "REASON",
        group = "decision",
        conflicts_with = "from"
    )]
    lapse: Option<String>,

    #[command(flatten)]
    judge: JudgeArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &CertifyArgs) -> Result<Ending, Failure> {
    let reason = ("--reason", args.reason.is_some());
    require_option(reason, ("--extend-to DAY", args.extend_to.is_some()))?;
    if args.judge.batch.from.is_some() {
        return args.judge.file(context, &[]);
    }
    let decision = match (&args.extend_to, &args.lapse) {
        (Some(until), _) => Some(Decision::Extend(
            until.on(context.today()),
            values::reason("reason", args.reason.as_deref().unwrap_or_default())?,
        )),
        (_, Some(reason)) => Some(Decision::Lapse(values::reason("lapse", reason)?)),
        _ => args.grant.then_some(Decision::Grant),
    };
    if decision.is_none() && args.judge.records_nothing() {
        return args
            .judge
            .show(context, args.partner.as_deref(), &CERTIFICATION);
    }
    args.judge.judge(context, args.partner.as_deref(), decision)
}

const CERTIFICATION: DecisionStep = DecisionStep {
    command: "certify",
    option: "--grant",
    decision: Decision::Grant,
    question: "make it a Certified Provider?",
    gate: |program| &program.certify,
    from: Stage::Candidate,
};

impl CertifyArgs {
    /// A lapse ends the participation.
    pub(crate) fn consent(&self) -> Option<Consent> {
        let lapse = self.lapse.as_ref().filter(|_| !self.judge.change.dry_run);
        lapse.map(|_| Consent::Step("end the candidacy without a certification?"))
    }
}
