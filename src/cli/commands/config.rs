use crate::cli::context::{Context, Ending};
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::settings::{Setting, SettingSource};
use crate::domain::value::day::Day;
use crate::output::{Cell, Column, Sheet};
use crate::report::{Report, SCHEMA};
use clap::Args;
use serde::Serialize;

/// Show every setting and where it comes from
///
/// An option comes before a variable, a variable before the configuration file,
/// and that before the default (only PAGER, which is not this program's own,
/// comes after the file). The file is mpp/config.toml in the user's folder for
/// configuration; --config or MPP_CONFIG names another. Any of these lines may
/// be in it:
///
///   db = "~/book.db"      # the book; a relative path starts at the file's directory
///   actor = "ann"         # who changes it
///   color = "never"       # auto, always, never
///   pager = "less -FRX"   # what long output is shown with; "" for none
///   no_input = true       # never ask
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(after_help = "\
Examples:
  mpp config
  mpp config --json")]
pub(crate) struct ConfigArgs {}

#[derive(Debug, Serialize)]
struct Config {
    schema: u32,
    settings: Vec<ConfigRow>,
}

#[derive(Debug, Serialize)]
struct ConfigRow {
    setting: &'static str,
    value: Option<String>,
    from: String,
}

impl Report for Config {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            Column::word("setting"),
            Column::text("value"),
            Column::text("from"),
        ]);
        for line in &self.settings {
            sheet.row([
                Cell::from(line.setting),
                line.value.as_deref().into(),
                line.from.as_str().into(),
            ]);
        }
        sheet
    }
}

impl CommandArgs for ConfigArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| {
            context.screen.print(&settings(context))?;
            Ok(Ending::Done)
        }))
    }
}

fn settings(context: &Context<'_>) -> Config {
    let settings = &context.settings;
    let yes = |yes: bool| if yes { "yes" } else { "no" };
    let mut lines = Vec::new();
    let mut line = |setting, value: Option<String>, from: String| {
        lines.push(ConfigRow {
            setting,
            value,
            from,
        });
    };
    let unset = || "not set".to_owned();
    match &settings.config {
        Some(Setting { value, from }) => line(
            "config",
            Some(value.0.display().to_string()),
            if value.1 {
                from.to_string()
            } else {
                format!("{from}; there is none")
            },
        ),
        None => line("config", None, unset()),
    }
    match &settings.db {
        Some(db) => line(
            "db",
            Some(db.value.display().to_string()),
            db.from.to_string(),
        ),
        None => line("db", None, unset()),
    }
    match &settings.actor {
        Some(actor) => line(
            "actor",
            Some(actor.value.clone()),
            match actor.from {
                SettingSource::Default => "the login name".to_owned(),
                _ => actor.from.to_string(),
            },
        ),
        None => line("actor", None, unset()),
    }
    line(
        "color",
        Some(settings.color.value.to_string()),
        settings.color.from.to_string(),
    );
    line(
        "pager",
        settings.pager.value.clone(),
        settings.pager.from.to_string(),
    );
    let no_input = &settings.no_input;
    line(
        "no_input",
        Some(yes(no_input.value).to_owned()),
        no_input.from.to_string(),
    );
    line(
        "today",
        Some(context.today().to_string()),
        match context.environment.variables.today {
            Some(_) => "MPP_TODAY".to_owned(),
            None => "the clock".to_owned(),
        },
    );
    Config {
        schema: SCHEMA,
        settings: lines,
    }
}
