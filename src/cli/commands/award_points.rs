use crate::cli::args::options::{BatchArgs, ChangeArgs, require_option};
use crate::cli::context::{Context, Ending};
use crate::cli::prompt::walk;
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::decide::request::Request;
use crate::domain::fact::Fact;
use crate::domain::rule::award::AwardRequest;
use crate::domain::value::id::{FactId, PartnerId};
use crate::domain::value::quote::quoted;
use crate::ops::award::AwardImport;
use crate::ops::values;
use crate::store::Book;
use clap::Args;

/// Award points for an activity, or reverse an award
///
/// The points are those of the program on that day, for the tier held before the award. A limit of the program
/// can be overridden with --override and a reason, which is recorded; a reference cannot be used twice.
///
/// A file has the columns partner, activity, ref, on, evidence, note; partner and activity are required. Its rows count
/// in the order of their days, then of their lines.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp award-points acme release-notes --on yesterday
  mpp award-points acme customer-deployment --ref D-17
  mpp award-points acme brown-bag-training --override 'agreed before'
  mpp award-points acme --reverse 12.1 --reason 'issued by mistake'
  mpp award-points --from awards.csv --keep-going --rejects refused.csv")]
pub(crate) struct AwardArgs {
    /// The partner: id, account alias, external id, exact name or the beginning of an id
    #[arg(conflicts_with = "from")]
    partner: Option<String>,

    /// The activity; `mpp program show` lists them
    #[arg(conflicts_with_all = ["from", "reverse"])]
    activity: Option<String>,

    /// The deployment or order it is for
    #[arg(long = "ref", value_name = "R", conflicts_with_all = ["from", "reverse"])]
    reference: Option<String>,

    /// An address that shows it
    #[arg(long, value_name = "URL", conflicts_with_all = ["from", "reverse"])]
    evidence: Option<String>,

    /// Set a limit aside, with a reason
    #[arg(long = "override", value_name = "REASON", conflicts_with_all = ["from", "reverse"])]
    override_reason: Option<String>,

    /// Take this award back; `mpp history PARTNER` names awards
    #[arg(
        long,
        value_name = "AWARD",
        requires = "reason",
        conflicts_with = "from"
    )]
    reverse: Option<String>,

    /// Why the award is reversed
    #[arg(long, value_name = "R", requires = "reverse", conflicts_with = "from")]
    reason: Option<String>,

    #[command(flatten)]
    batch: BatchArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(crate) fn run(context: &Context<'_>, args: &AwardArgs) -> Result<Ending, Failure> {
    args.batch.refuse_without_file()?;
    let reason = ("--reason", args.reason.is_some());
    require_option(reason, ("--reverse AWARD", args.reverse.is_some()))?;
    let on = context.on(&args.change)?;
    if args.batch.from.is_some() {
        let begin = || AwardImport::new(on);
        let (ending, _) = context.import(&args.batch, &args.change, begin)?;
        return Ok(ending);
    }
    if args.reverse.is_none() && args.activity.is_none() {
        let typed = walk::TypedAward {
            partner: args.partner.as_deref(),
            reference: args.reference.as_deref(),
            evidence: args.evidence.as_deref(),
            override_reason: args.override_reason.as_deref(),
        };
        return walk::award(context, &typed, &args.change);
    }
    let (partner, request, mut book) = match &args.reverse {
        Some(award) => {
            let reason = values::reason("reason", args.reason.as_deref().unwrap_or_default())?;
            let book = context.open_to_change()?;
            let (partner, award) = find_award(context, &book, args.partner.as_deref(), award)?;
            (partner, Request::Reverse { award, reason }, book)
        }
        None => {
            let reference = values::line("ref", args.reference.as_deref())?
                .filter(|reference| !reference.is_empty());
            let evidence = values::line("evidence", args.evidence.as_deref())?
                .filter(|evidence| !evidence.is_empty());
            let override_reason = args
                .override_reason
                .as_deref()
                .map(|reason| values::reason("override", reason));
            let request = Request::Award(AwardRequest {
                activity: args.activity.clone().unwrap_or_default(),
                reference,
                evidence,
                note: None,
                override_reason: override_reason.transpose()?,
            });
            let book = context.open_to_change()?;
            (
                context.partner_to_change(&book, args.partner.as_deref().unwrap_or_default())?,
                request,
                book,
            )
        }
    };
    context.change(&mut book, &args.change, &partner, on, &request)
}

/// The award that is meant: by its full name, or by its entry where that has only one award.
fn find_award(
    context: &Context<'_>,
    book: &Book,
    partner: Option<&str>,
    text: &str,
) -> Result<(PartnerId, FactId), Failure> {
    let partner = partner
        .map(|word| context.partner_to_change(book, word))
        .transpose()?;
    let id = FactId::parse(text).ok_or_else(|| {
        Failure::usage(format!(
            "--reverse {}: an award is named by entry and place, such as 12.1",
            quoted(text)
        ))
    })?;
    let awards: Vec<(PartnerId, FactId)> = book
        .facts_of_entry(id.entry)?
        .into_iter()
        .filter(|(of, fact)| {
            matches!(fact.fact, Fact::Award(_))
                && partner.as_ref().is_none_or(|partner| partner == of)
        })
        .map(|(of, fact)| (of, fact.id))
        .filter(|(_, award)| !text.contains('.') || *award == id)
        .collect();
    let whose = partner.map_or_else(String::new, |partner| format!(" of {partner}"));
    match awards.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(
            Failure::new(FailureKind::NotFound, format!("no award {text}{whose}"))
                .hint("`mpp history PARTNER` names the awards of a partner"),
        ),
        several => {
            let names: Vec<String> = several
                .iter()
                .take(8)
                .map(|(_, award)| award.to_string())
                .collect();
            Err(
                Failure::usage(format!("entry {text} has more than one award{whose}"))
                    .hint(format!("one of {}", names.join(", "))),
            )
        }
    }
}
