//! The configuration file: what a person wants otherwise than the program does by itself.

use super::environment::Environment;
use crate::cli::args::options::{ColorWhen, Globals};
use crate::cli::settings::{Setting, SettingSource, first, option, variable};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::file_errors;
use crate::domain::program::FileError;
use crate::domain::value::quote::quoted;
use crate::domain::value::similar::nearest;
use anyhow::Context as _;
use clap::ValueEnum as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The keys of the file.
const KEYS: [&str; 5] = ["db", "actor", "color", "pager", "no_input"];

/// The configuration file with what it says.
#[derive(Debug, Default)]
pub(crate) struct ConfigFile {
    /// Where it is, and whether it is there.
    pub(crate) place: Option<Setting<(PathBuf, bool)>>,
    /// The book.
    pub(crate) db: Option<Setting<PathBuf>>,
    /// Who changes it.
    pub(crate) actor: Option<Setting<String>>,
    /// When there is colour.
    pub(crate) color: Option<Setting<ColorWhen>>,
    /// What long output is shown with.
    pub(crate) pager: Option<Setting<String>>,
    /// Whether nothing is ever asked.
    pub(crate) no_input: Option<Setting<bool>>,
}

impl ConfigFile {
    /// Reads the file that was named, or the user's own if there is one.
    ///
    /// # Errors
    /// It cannot be read or has errors: each with line, column and a hint.
    pub(crate) fn read(environment: &Environment, globals: &Globals) -> Result<Self, Failure> {
        let named = first([
            option("--config", globals.config.clone()),
            variable("MPP_CONFIG", environment.variables.config.clone()),
        ]);
        let usual = environment.config_folder.as_ref().map(|folder| Setting {
            value: folder.join("mpp").join("config.toml"),
            from: SettingSource::Default,
        });
        let Some(Setting { value: path, from }) = named.or(usual) else {
            return Ok(Self::default());
        };
        let (text, is_there) = match std::fs::read_to_string(&path) {
            Ok(text) => (text, true),
            // Nobody has to have one; but one that was named is meant to be there.
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
                    && from == SettingSource::Default =>
            {
                (String::new(), false)
            }
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                let message = format!("{}: the file is not UTF-8", path.display());
                return Err(Failure::usage(message));
            }
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("reading {}", path.display()))
                    .map_err(Failure::from);
            }
        };
        let mut file = Self::default();
        let found = file.take(&text, &path, environment.home.as_deref());
        if !found.is_empty() {
            return Err(file_errors::failure(&found, &text, &path.to_string_lossy()));
        }
        file.place = Some(Setting {
            value: (path, is_there),
            from,
        });
        Ok(file)
    }

    /// Reads a text and returns its errors in order. A key set to the empty string is not set, except for a pager.
    fn take(&mut self, text: &str, path: &Path, home: Option<&Path>) -> Vec<FileError> {
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(error) => {
                let help = "a line is `key = value`, text in \"quotes\"";
                let span = error.span().unwrap_or_default();
                return vec![FileError::at(text, span, error.message(), help)];
            }
        };
        let mut errors = Vec::new();
        for (key, value) in table.get_ref() {
            let line = text[..key.span().start].matches('\n').count() + 1;
            let from = SettingSource::File(path.to_owned(), line);
            let mut wrong = |what: &Spanned<DeValue<'_>>, help: &str| {
                let message = format!("invalid value for `{}`", key.get_ref());
                errors.push(FileError::at(text, what.span(), &message, help));
            };
            let words = value.get_ref().as_str();
            let set = words.filter(|text| !text.trim().is_empty());
            match (&**key.get_ref(), words) {
                ("no_input", _) => match value.get_ref().as_bool() {
                    Some(value) => self.no_input = Some(Setting { value, from }),
                    None => wrong(value, "it is true or false, without quotes"),
                },
                ("color", _) => {
                    match words.and_then(|word| ColorWhen::from_str(word, false).ok()) {
                        Some(value) => self.color = Some(Setting { value, from }),
                        None => wrong(value, "it is \"auto\", \"always\" or \"never\""),
                    }
                }
                ("db" | "actor" | "pager", None) => wrong(value, "it is text in \"quotes\""),
                ("db", _) => {
                    self.db = set.map(|text| Setting {
                        value: resolved(path, Path::new(text), home),
                        from,
                    });
                }
                ("actor", _) => {
                    self.actor = set.map(|text| Setting {
                        value: text.to_owned(),
                        from,
                    });
                }
                ("pager", Some(text)) => {
                    self.pager = Some(Setting {
                        value: text.to_owned(),
                        from,
                    });
                }
                (unknown, _) => {
                    let help = match nearest(unknown, KEYS) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("the keys are {}", KEYS.join(", ")),
                    };
                    let message = format!("unknown setting {}", quoted(unknown));
                    errors.push(FileError::at(text, key.span(), &message, help));
                }
            }
        }
        errors.sort_by_key(|error| error.span.start);
        errors
    }
}

/// Resolves a path of the file: `~/` is the home directory, and a relative path starts at the file's directory.
fn resolved(file: &Path, path: &Path, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(below), Some(home)) => home.join(below),
        _ => file.parent().unwrap_or(Path::new("")).join(path),
    }
}
