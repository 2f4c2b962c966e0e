//! The commands: one file each. A command parses and prints; the work is elsewhere.

pub(crate) mod adopt;
pub(crate) mod apply;
pub(crate) mod audit;
pub(crate) mod award_points;
pub(crate) mod backup;
pub(crate) mod certify;
pub(crate) mod checklist;
pub(crate) mod completion;
pub(crate) mod config;
pub(crate) mod credits;
pub(crate) mod deployments;
pub(crate) mod directory;
pub(crate) mod due;
pub(crate) mod edit;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod init;
pub(crate) mod judge;
pub(crate) mod man;
pub(crate) mod people;
pub(crate) mod product;
pub(crate) mod program;
pub(crate) mod renew;
pub(crate) mod restore;
pub(crate) mod revenue;
pub(crate) mod review;
pub(crate) mod standing;
pub(crate) mod status;
pub(crate) mod tier;
pub(crate) mod undo;

use super::context::{Context, Ending};
use super::terminal::error::Failure;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Apply(apply::ApplyArgs),
    Adopt(adopt::AdoptArgs),
    Review(review::ReviewArgs),
    Certify(certify::CertifyArgs),
    Renew(renew::RenewArgs),
    AwardPoints(award_points::AwardArgs),
    Tier(tier::TierArgs),
    Credits(credits::CreditsArgs),
    Status(status::StatusArgs),
    Edit(edit::EditArgs),
    Checklist(checklist::ChecklistArgs),
    Due(due::DueArgs),
    People(people::PeopleArgs),
    Standing(standing::StandingArgs),
    Product(product::ProductArgs),
    Deployments(deployments::DeploymentsArgs),
    Revenue(revenue::RevenueArgs),
    Directory(directory::DirectoryArgs),
    Program(program::ProgramArgs),
    Init(init::InitArgs),
    Config(config::ConfigArgs),
    Completion(completion::CompletionArgs),
    Man(man::ManArgs),
    History(history::HistoryArgs),
    Undo(undo::UndoArgs),
    Audit(audit::AuditArgs),
    Backup(backup::BackupArgs),
    Restore(restore::RestoreArgs),
    Help(help::HelpArgs),
}

/// Runs the command that was typed.
pub(crate) fn dispatch(context: &Context<'_>, command: &Command) -> Result<Ending, Failure> {
    context.check_output(None)?;
    match command {
        Command::Apply(args) => apply::run(context, args),
        Command::Adopt(args) => adopt::run(context, args),
        Command::Review(args) => review::run(context, args),
        Command::Certify(args) => certify::run(context, args),
        Command::Renew(args) => renew::run(context, args),
        Command::AwardPoints(args) => award_points::run(context, args),
        Command::Tier(args) => tier::run(context, args),
        Command::Credits(args) => credits::run(context, args),
        Command::Status(args) => status::run(context, args),
        Command::Edit(args) => edit::run(context, args),
        Command::Checklist(args) => checklist::run(context, args),
        Command::Due(args) => due::run(context, args),
        Command::People(args) => people::run(context, args),
        Command::Standing(args) => standing::run(context, args),
        Command::Product(args) => product::run(context, args),
        Command::Deployments(args) => deployments::run(context, args),
        Command::Revenue(args) => revenue::run(context, args),
        Command::Directory(args) => directory::run(context, args),
        Command::Program(args) => program::run(context, args),
        Command::Init(args) => init::run(context, args),
        Command::Config(args) => config::run(context, args),
        Command::Completion(args) => completion::run(context, args),
        Command::Man(args) => man::run(context, args),
        Command::Help(args) => help::run(context, args),
        Command::History(args) => history::run(context, args),
        Command::Undo(args) => undo::run(context, args),
        Command::Audit(args) => audit::run(context, args),
        Command::Backup(args) => backup::run(context, args),
        Command::Restore(args) => restore::run(context, args),
    }
}
