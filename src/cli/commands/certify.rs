use crate::cli::args::day::DayArg;
use crate::cli::args::reason::Reason;
use crate::cli::args::refs::PartnerRef;
use crate::cli::plan::judging::JudgeArgs;
use crate::cli::plan::{CommandArgs, Planned};
use crate::cli::prompt::answers::Consent;
use crate::cli::prompt::walk::DecisionStep;
use crate::domain::decide::request::Decision;
use crate::domain::partner::standing::Stage;
use crate::domain::value::day::Day;
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
    partner: Option<PartnerRef>,

    /// Make the candidate a Certified Provider
    #[arg(long, group = "decision")]
    grant: bool,

    /// Extend the candidate window to this day, that day included
    #[arg(long, value_name = "DAY", group = "decision", requires = "reason")]
    extend_to: Option<DayArg>,

    /// Why the window is extended
    #[arg(long, value_name = "R", requires = "extend_to")]
    reason: Option<Reason>,

    /// The candidacy ends without a certification
    #[arg(long, value_name = "REASON", group = "decision")]
    lapse: Option<Reason>,

    #[command(flatten)]
    judge: JudgeArgs,
}

const CERTIFICATION: DecisionStep = DecisionStep {
    command: "certify",
    option: "--grant",
    decision: Decision::Grant,
    question: "make it a Certified Provider?",
    gate: |program| &program.certify,
    from: Stage::Candidate,
};

impl CommandArgs for CertifyArgs {
    fn plan(&self, today: Day) -> Planned<'_> {
        let decision = self.decision(today);
        let question = "end the candidacy without a certification?";
        let lapses = matches!(decision, Some(Decision::Lapse(_)));
        let consent = lapses.then_some(Consent::Step(question));
        let partner = self.partner.as_ref();
        Ok(match self.judge.recording(partner, decision, None)? {
            Some(plan) => plan.asking(consent),
            None => self.judge.show_gate(partner, &CERTIFICATION),
        })
    }
}

impl CertifyArgs {
    fn decision(&self, today: Day) -> Option<Decision> {
        if let (Some(until), Some(reason)) = (&self.extend_to, &self.reason) {
            return Some(Decision::Extend(until.on(today), reason.text()));
        }
        match &self.lapse {
            Some(reason) => Some(Decision::Lapse(reason.text())),
            None => self.grant.then_some(Decision::Grant),
        }
    }
}
