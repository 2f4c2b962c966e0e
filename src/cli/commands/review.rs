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
    partner: Option<PartnerRef>,

    /// Make the applicant a candidate
    #[arg(long, group = "decision")]
    admit: bool,

    /// Decline the application
    #[arg(long, value_name = "REASON", group = "decision")]
    decline: Option<Reason>,

    /// The partner withdraws, at whatever stage it is
    #[arg(long, value_name = "REASON", group = "decision")]
    withdraw: Option<Reason>,

    #[command(flatten)]
    judge: JudgeArgs,
}

const ADMISSION: DecisionStep = DecisionStep {
    command: "review",
    option: "--admit",
    decision: Decision::Admit,
    question: "make it a candidate?",
    gate: |program| &program.admit,
    from: Stage::Applicant,
};

impl CommandArgs for ReviewArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        let decision = self.decision();
        let consent = match decision {
            Some(Decision::Decline(_)) => Some(Consent::Step("decline the application?")),
            Some(Decision::Withdraw(_)) => Some(Consent::Step("end the participation?")),
            _ => None,
        };
        let partner = self.partner.as_ref();
        Ok(match self.judge.recording(partner, decision, None)? {
            Some(plan) => plan.asking(consent),
            None => self.judge.show_gate(partner, &ADMISSION),
        })
    }
}

impl ReviewArgs {
    fn decision(&self) -> Option<Decision> {
        match (&self.decline, &self.withdraw) {
            (Some(reason), _) => Some(Decision::Decline(reason.text())),
            (_, Some(reason)) => Some(Decision::Withdraw(reason.text())),
            _ => self.admit.then_some(Decision::Admit),
        }
    }
}
