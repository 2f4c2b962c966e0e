use crate::cli::args::options::{BatchArgs, ChangeArgs};
use crate::cli::args::reason::Reason;
use crate::cli::args::refs::{FactRef, PartnerRef};
use crate::cli::context::find::{FactKind, find_fact};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::prompt::walk;
use crate::cli::terminal::error::Failure;
use crate::domain::decide::request::{Advance, Move, Request, Reverse};
use crate::domain::rule::award::AwardRequest;
use crate::domain::value::day::Day;
use crate::ops::award::AwardImport;
use crate::ops::bad_values::BadValue;
use crate::ops::values;
use crate::output::mpp;
use clap::Args;

/// Award points for an activity, or reverse an award
///
/// The points are those of the program on that day, for the tier held before the award. A limit of the program
/// can be overridden with --override and a reason, which is recorded; a reference cannot be used twice.
///
/// Work on an activity can be recorded before it earns its points: --planned begins it, --step says how far it is, and the
/// award ends it. It is among what needs attention (`mpp due`) meanwhile.
///
/// A file has the columns partner, activity, ref, on, evidence, note; partner and activity are required. Its rows count
/// in the order of their days, then of their lines.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp award-points acme release-notes --on yesterday
  mpp award-points acme customer-deployment --ref D-17
  mpp award-points acme brown-bag-training --override 'agreed before'
  mpp award-points acme view-ezine --planned --due 2030-06-30
  mpp award-points acme --reverse 12.1 --reason 'issued by mistake'
  mpp award-points --from awards.csv --keep-going --rejects refused.csv")]
pub(crate) struct AwardArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    partner: Option<PartnerRef>,

    /// The activity; `mpp program show` lists them
    #[arg(conflicts_with = "reverse")]
    activity: Option<String>,

    /// The deployment or order it is for
    #[arg(long = "ref", value_name = "R", conflicts_with = "reverse")]
    reference: Option<String>,

    /// URL of the evidence
    #[arg(long, value_name = "URL", conflicts_with = "reverse")]
    evidence: Option<String>,

    /// Override a limit, giving the reason
    #[arg(long = "override", value_name = "REASON", conflicts_with = "reverse")]
    override_reason: Option<Reason>,

    /// Plan the activity: work on it begins
    #[arg(long, group = "progress", conflicts_with_all = OF_AWARDS)]
    planned: bool,

    /// Work on the activity has got to this step
    #[arg(long, group = "progress", conflicts_with_all = OF_AWARDS)]
    step: Option<String>,

    /// Nobody works on the activity any more, and why
    #[arg(long, value_name = "REASON", group = "progress", conflicts_with_all = OF_AWARDS)]
    drop: Option<Reason>,

    /// The day by which it is to be done
    #[arg(long, value_name = "DAY", conflicts_with_all = ["drop", "reverse"])]
    due: Option<String>,

    /// Who takes care of it
    #[arg(id = "for", long, value_name = "PERSON", conflicts_with_all = ["drop", "reverse"])]
    person: Option<String>,

    /// Reverse this award; `mpp history PARTNER` names awards
    #[arg(long, value_name = "AWARD", requires = "reason")]
    reverse: Option<FactRef>,

    /// Why the award is reversed
    #[arg(long, value_name = "R", requires = "reverse")]
    reason: Option<Reason>,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

/// What describes an award and not the work before it.
const OF_AWARDS: [&str; 4] = ["reference", "evidence", "override_reason", "reverse"];

impl CommandArgs for AwardArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        if self.batch.from.is_some() {
            return Ok(Plan::import(&self.batch, &self.change, AwardImport::new));
        }
        if let (Some(award), Some(reason)) = (self.reverse, &self.reason) {
            let reason = reason.text();
            return Ok(Plan::decide(&self.change, move |now| {
                let partner = self.partner.as_ref().map(|word| now.partner(word));
                let (partner, award) =
                    find_fact(now.book, partner.transpose()?, award, &FactKind::AWARD)?;
                Ok((partner, now.on, Request::Reverse(Reverse { award, reason })))
            }));
        }
        if let Some(to) = self.moved() {
            return self.advance(to);
        }
        let override_reason = self.override_reason.as_ref().map(Reason::text);
        let (Some(partner), Some(activity)) = (&self.partner, &self.activity) else {
            return Ok(Plan::run(move |context| {
                let typed = walk::TypedAward {
                    partner: self.partner.as_ref().map(PartnerRef::as_str),
                    reference: self.reference.as_deref(),
                    evidence: self.evidence.as_deref(),
                    override_reason,
                };
                walk::award(context, &typed, &self.change)
            }));
        };
        let given = |column, typed: &Option<String>| {
            let line = values::line(column, typed.as_deref())?;
            Ok::<_, BadValue>(line.filter(|line| !line.is_empty()))
        };
        let request = Request::Award(AwardRequest {
            activity: activity.clone(),
            reference: given("ref", &self.reference)?,
            evidence: given("evidence", &self.evidence)?,
            note: None,
            override_reason,
        });
        Ok(Plan::change(&self.change, partner, request))
    }
}

impl AwardArgs {
    fn moved(&self) -> Option<Move> {
        let step = self.step.clone().map(Move::Step);
        let drop = self.drop.as_ref().map(|reason| Move::Drop(reason.text()));
        let begin = self.planned.then_some(Move::Begin);
        begin.or(step).or(drop)
    }

    fn advance(&self, to: Move) -> Planned<'_> {
        let (Some(partner), Some(activity)) = (&self.partner, &self.activity) else {
            return Err(Failure::usage("missing: PARTNER ACTIVITY")
                .hint(mpp("program show").and_words(" lists the activities")));
        };
        let person = values::line("for", self.person.as_deref())?;
        let request = Request::Advance(Advance {
            activity: activity.clone(),
            to,
            due: self.due.as_deref().map(values::day_to_come).transpose()?,
            person: person.filter(|person| !person.is_empty()),
        });
        Ok(Plan::change(&self.change, partner, request))
    }
}
