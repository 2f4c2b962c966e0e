//! Settings: each from an option, else a variable, else the configuration file, else the default.

use super::environment::Environment;
use super::error::{Failure, io_failure};
use super::find::nearest;
use super::mistakes;
use super::options::{ColorWhen, Globals};
use crate::domain::program::Mistake;
use clap::ValueEnum as _;
use serde::Deserialize;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// A setting and where it is from.
#[derive(Debug, Clone)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it is from.
    pub from: Source,
}

/// Where a setting is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An option of the command.
    Option(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A line of the configuration file.
    File(PathBuf, usize),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Source {
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
    /// The book; nothing where there is no home folder to put it.
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

/// The settings that a configuration file may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    db: Option<Spanned<PathBuf>>,
    actor: Option<Spanned<String>>,
    color: Option<Spanned<ColorWhen>>,
    pager: Option<Spanned<String>>,
    no_input: Option<Spanned<bool>>,
}

const KEYS: [&str; 5] = ["db", "actor", "color", "pager", "no_input"];

/// The configuration file with what it says.
#[derive(Debug, Default)]
struct Config {
    place: Option<Setting<(PathBuf, bool)>>,
    text: String,
    file: File,
}

impl Settings {
    /// What was set, by options first.
    ///
    /// # Errors
    /// A variable or the configuration file says what cannot be; in the file with line and column.
    pub fn of(environment: &Environment, globals: &Globals) -> Result<Self, Failure> {
        Self::beside(environment, globals, Config::read(environment, globals)?)
    }

    /// What was set, but for what the configuration file says.
    ///
    /// # Errors
    /// A variable says what cannot be.
    pub fn without_file(environment: &Environment, globals: &Globals) -> Result<Self, Failure> {
        Self::beside(environment, globals, Config::default())
    }

    fn beside(
        environment: &Environment,
        globals: &Globals,
        config: Config,
    ) -> Result<Self, Failure> {
        let variables = &environment.variables;
        Ok(Self {
            db: first([
                option("--db", globals.db.clone()),
                variable("MPP_DB", variables.db.clone()),
                config
                    .setting(config.file.db.as_ref())
                    .filter(|db| !db.value.as_os_str().is_empty())
                    .map(|db| Setting {
                        value: config.beside(&db.value, environment.home.as_deref()),
                        from: db.from,
                    }),
                environment.data_folder.as_ref().map(|folder| Setting {
                    value: folder.join("mpp").join("book.db"),
                    from: Source::Default,
                }),
            ]),
            actor: first([
                variable("MPP_ACTOR", variables.actor.clone()),
                config
                    .setting(config.file.actor.as_ref())
                    .filter(|actor| !actor.value.trim().is_empty()),
                environment.login.clone().map(|value| Setting {
                    value,
                    from: Source::Default,
                }),
            ]),
            color: first([
                option("--color", globals.color),
                color_variable(variables.color.as_deref())?,
                config.setting(config.file.color.as_ref()),
            ])
            .unwrap_or(Setting {
                value: ColorWhen::Auto,
                from: Source::Default,
            }),
            pager: pager(environment, globals, &config),
            no_input: no_input(environment, globals, &config),
            config: config.place,
        })
    }
}

/// The setting that was made nearest to the command.
fn first<T>(made: impl IntoIterator<Item = Option<Setting<T>>>) -> Option<Setting<T>> {
    made.into_iter().flatten().next()
}

fn option<T>(name: &'static str, value: Option<T>) -> Option<Setting<T>> {
    value.map(|value| Setting {
        value,
        from: Source::Option(name),
    })
}

fn variable<T>(name: &'static str, value: Option<T>) -> Option<Setting<T>> {
    value.map(|value| Setting {
        value,
        from: Source::Variable(name),
    })
}

fn color_variable(value: Option<&str>) -> Result<Option<Setting<ColorWhen>>, Failure> {
    let Some(word) = value else { return Ok(None) };
    let color = ColorWhen::from_str(word, false).map_err(|_| {
        Failure::usage(format!(
            "MPP_COLOR `{word}`: it is one of auto, always, never"
        ))
    })?;
    Ok(variable("MPP_COLOR", Some(color)))
}

/// The program's own variable comes before the file, and the one of all programs after it, as with other programs.
fn pager(environment: &Environment, globals: &Globals, config: &Config) -> Setting<Option<String>> {
    if globals.no_pager {
        return Setting {
            value: None,
            from: Source::Option("--no-pager"),
        };
    }
    let variables = &environment.variables;
    let set = first([
        variable("MPP_PAGER", variables.mpp_pager.clone()),
        config.setting(config.file.pager.as_ref()),
        variable("PAGER", variables.pager.clone()),
    ]);
    let Setting { value, from } = set.unwrap_or(Setting {
        value: PAGER.to_owned(),
        from: Source::Default,
    });
    let plain = value.trim().is_empty() || value.trim() == "cat";
    Setting {
        value: (!plain).then_some(value),
        from,
    }
}

fn no_input(environment: &Environment, globals: &Globals, config: &Config) -> Setting<bool> {
    let variables = &environment.variables;
    let set = first([
        option("--no-input", globals.no_input.then_some(true)),
        variable("MPP_NO_INPUT", variables.no_input.then_some(true)),
        variable("CI", variables.ci.then_some(true)),
        config.setting(config.file.no_input.as_ref()),
    ]);
    set.unwrap_or(Setting {
        value: false,
        from: Source::Default,
    })
}

impl Config {
    fn read(environment: &Environment, globals: &Globals) -> Result<Self, Failure> {
        let named = first([
            option("--config", globals.config.clone()),
            variable("MPP_CONFIG", environment.variables.config.clone()),
        ]);
        let usual = environment.config_folder.as_ref().map(|folder| Setting {
            value: folder.join("mpp").join("config.toml"),
            from: Source::Default,
        });
        let Some(Setting { value: path, from }) = named.or(usual) else {
            return Ok(Self::default());
        };
        let (text, is_there) = match std::fs::read_to_string(&path) {
            Ok(text) => (text, true),
            // Nobody has to have one; but one that was named is meant to be there.
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
                    && from == Source::Default =>
            {
                (String::new(), false)
            }
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                let message = format!("{}: the file is not UTF-8", path.display());
                return Err(Failure::usage(message));
            }
            Err(error) => return Err(io_failure("reading", &path, &error)),
        };
        let file = toml::from_str(&text).map_err(|error| mistake(&error, &text, &path))?;
        Ok(Self {
            place: Some(Setting {
                value: (path, is_there),
                from,
            }),
            text,
            file,
        })
    }

    fn path(&self) -> &Path {
        let place = self.place.as_ref();
        place.map_or(Path::new(""), |place| &place.value.0)
    }

    fn setting<T: Clone>(&self, written: Option<&Spanned<T>>) -> Option<Setting<T>> {
        let written = written?;
        let line = self.text[..written.span().start].matches('\n').count() + 1;
        Some(Setting {
            value: written.get_ref().clone(),
            from: Source::File(self.path().to_owned(), line),
        })
    }

    /// A path of the file: `~/` is the home folder, and what is relative is beside the file.
    fn beside(&self, path: &Path, home: Option<&Path>) -> PathBuf {
        match (path.strip_prefix("~"), home) {
            (Ok(below), Some(home)) => home.join(below),
            _ => self.path().parent().unwrap_or(Path::new("")).join(path),
        }
    }
}

fn mistake(error: &toml::de::Error, text: &str, path: &Path) -> Failure {
    let span = error.span().unwrap_or_default();
    let word = text.get(span.clone()).unwrap_or_default();
    let known = KEYS.contains(&word);
    let help = match nearest(word, KEYS.into_iter()) {
        Some(near) if !known => format!("did you mean `{near}`?"),
        _ => format!(
            "a line is `key = value`, text in \"quotes\"; the keys are {}",
            KEYS.join(", ")
        ),
    };
    let mistake = Mistake::at(text, span, error.message(), help);
    mistakes::failure(&[mistake], text, &path.to_string_lossy())
}
