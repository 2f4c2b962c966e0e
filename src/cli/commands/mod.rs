//! The commands: one file each. A command is its arguments and what they come to, a plan; the work is elsewhere.

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
pub(crate) mod man;
pub(crate) mod people;
pub(crate) mod product;
pub(crate) mod program;
pub(crate) mod renew;
pub(crate) mod request;
pub(crate) mod requests;
pub(crate) mod restore;
pub(crate) mod revenue;
pub(crate) mod review;
pub(crate) mod standing;
pub(crate) mod status;
pub(crate) mod tier;
pub(crate) mod undo;

use super::plan::{CommandArgs, Planned};
use crate::domain::value::day::Day;
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
    Request(request::RequestArgs),
    Requests(requests::RequestsArgs),
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

impl CommandArgs for Command {
    fn plan(&self, today: Day) -> Planned<'_> {
        match self {
            Self::Apply(args) => args.plan(today),
            Self::Adopt(args) => args.plan(today),
            Self::Review(args) => args.plan(today),
            Self::Certify(args) => args.plan(today),
            Self::Renew(args) => args.plan(today),
            Self::AwardPoints(args) => args.plan(today),
            Self::Tier(args) => args.plan(today),
            Self::Credits(args) => args.plan(today),
            Self::Status(args) => args.plan(today),
            Self::Edit(args) => args.plan(today),
            Self::Checklist(args) => args.plan(today),
            Self::Due(args) => args.plan(today),
            Self::Request(args) => args.plan(today),
            Self::Requests(args) => args.plan(today),
            Self::People(args) => args.plan(today),
            Self::Standing(args) => args.plan(today),
            Self::Product(args) => args.plan(today),
            Self::Deployments(args) => args.plan(today),
            Self::Revenue(args) => args.plan(today),
            Self::Directory(args) => args.plan(today),
            Self::Program(args) => args.plan(today),
            Self::Init(args) => args.plan(today),
            Self::Config(args) => args.plan(today),
            Self::Completion(args) => args.plan(today),
            Self::Man(args) => args.plan(today),
            Self::History(args) => args.plan(today),
            Self::Undo(args) => args.plan(today),
            Self::Audit(args) => args.plan(today),
            Self::Backup(args) => args.plan(today),
            Self::Restore(args) => args.plan(today),
            Self::Help(args) => args.plan(today),
        }
    }
}
