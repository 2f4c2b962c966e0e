//! Settings: each from an option, else a variable, else the configuration file, else the default.

pub(crate) mod config_file;
pub(crate) mod environment;

use crate::cli::args::options::{ColorWhen, Globals};
use crate::cli::settings::config_file::ConfigFile;
use crate::cli::settings::environment::Environment;
use crate::cli::terminal::error::Failure;
use crate::domain::value::quote::quoted;
use clap::ValueEnum as _;
use std::fmt;
use std::path::PathBuf;

/// A setting and where it is from.
#[derive(Debug, Clone)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it is from.
    pub from: SettingSource,
}

/// Where a setting is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingSource {
    /// An option of the command.
    Option(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A line of the configuration file.
    File(PathBuf, usize),
    /// Nothing set it.
    Default,
}

impl fmt::Display for SettingSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(name) | Self::Variable(name) => f.write_str(name),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// What was set, or is so by default.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The configuration file, and whether it is there.
    pub config: Option<Setting<(PathBuf, bool)>>,
    /// The book; none without a home directory to put it in.
    pub db: Option<Setting<PathBuf>>,
    /// Who changes the book.
    pub actor: Option<Setting<String>>,
    /// When there is colour.
    pub color: Setting<ColorWhen>,
    /// What long output is shown with; nothing: it is just printed.
    pub pager: Setting<Option<String>>,
    /// Whether nothing is ever asked.
    pub no_input: Setting<bool>,
}

/// What long output is shown with where nothing else is set: it ends by itself where there is little to show, passes
/// colours on and leaves the text on the screen.
const PAGER: &str = "less -FRX";

impl Settings {
    /// What was set, by options first.
    ///
    /// # Errors
    /// A variable or the configuration file says what cannot be; in the file with line and column.
    pub fn of(environment: &Environment, globals: &Globals) -> Result<Self, Failure> {
        Self::with_file(
            environment,
            globals,
            ConfigFile::read(environment, globals)?,
        )
    }

    /// The settings without those of the configuration file.
    ///
    /// # Errors
    /// A variable says what cannot be.
    pub fn without_file(environment: &Environment, globals: &Globals) -> Result<Self, Failure> {
        Self::with_file(environment, globals, ConfigFile::default())
    }

    fn with_file(
        environment: &Environment,
        globals: &Globals,
        config: ConfigFile,
    ) -> Result<Self, Failure> {
        let variables = &environment.variables;
        Ok(Self {
            db: first([
                option("--db", globals.db.clone()),
                variable("MPP_DB", variables.db.clone()),
                config.db.clone(),
                environment.data_folder.as_ref().map(|folder| Setting {
                    value: folder.join("mpp").join("book.db"),
                    from: SettingSource::Default,
                }),
            ]),
            actor: first([
                variable("MPP_ACTOR", variables.actor.clone()),
                config.actor.clone(),
                environment.login.clone().map(|value| Setting {
                    value,
                    from: SettingSource::Default,
                }),
            ]),
            color: first([
                option("--color", globals.color),
                color_variable(variables.color.as_deref())?,
                config.color.clone(),
            ])
            .unwrap_or(Setting {
                value: ColorWhen::Auto,
                from: SettingSource::Default,
            }),
            pager: pager(environment, globals, &config),
            no_input: no_input(environment, globals, &config),
            config: config.place,
        })
    }
}

/// The setting that was made nearest to the command.
pub(super) fn first<T>(made: impl IntoIterator<Item = Option<Setting<T>>>) -> Option<Setting<T>> {
    made.into_iter().flatten().next()
}

pub(super) fn option<T>(name: &'static str, value: Option<T>) -> Option<Setting<T>> {
    value.map(|value| Setting {
        value,
        from: SettingSource::Option(name),
    })
}

pub(super) fn variable<T>(name: &'static str, value: Option<T>) -> Option<Setting<T>> {
    value.map(|value| Setting {
        value,
        from: SettingSource::Variable(name),
    })
}

fn color_variable(value: Option<&str>) -> Result<Option<Setting<ColorWhen>>, Failure> {
    let Some(word) = value else { return Ok(None) };
    let color = ColorWhen::from_str(word, false).map_err(|_| {
        Failure::usage(format!(
            "MPP_COLOR {}: it is one of auto, always, never",
            quoted(word)
        ))
    })?;
    Ok(variable("MPP_COLOR", Some(color)))
}

/// The program's own variable comes before the file, and the one of all programs after it, as with other programs.
fn pager(
    environment: &Environment,
    globals: &Globals,
    config: &ConfigFile,
) -> Setting<Option<String>> {
    if globals.no_pager {
        return Setting {
            value: None,
            from: SettingSource::Option("--no-pager"),
        };
    }
    let variables = &environment.variables;
    let set = first([
        variable("MPP_PAGER", variables.mpp_pager.clone()),
        config.pager.clone(),
        variable("PAGER", variables.pager.clone()),
    ]);
    let Setting { value, from } = set.unwrap_or(Setting {
        value: PAGER.to_owned(),
        from: SettingSource::Default,
    });
    let plain = value.trim().is_empty() || value.trim() == "cat";
    Setting {
        value: (!plain).then_some(value),
        from,
    }
}

fn no_input(environment: &Environment, globals: &Globals, config: &ConfigFile) -> Setting<bool> {
    let variables = &environment.variables;
    let set = first([
        option("--no-input", globals.no_input.then_some(true)),
        variable("MPP_NO_INPUT", variables.no_input.then_some(true)),
        variable("CI", variables.ci.then_some(true)),
        config.no_input.clone(),
    ]);
    set.unwrap_or(Setting {
        value: false,
        from: SettingSource::Default,
    })
}
