//! What has to be known before the command line is parsed: it is looked up in the raw arguments.

use crate::cli::args::options::{ColorWhen, Globals};
use crate::cli::settings::Settings;
use crate::cli::settings::environment::Environment;
use clap::ValueEnum as _;
use std::ffi::{OsStr, OsString};

/// The last value of an option among some words, up to a `--`.
pub(crate) fn typed<'w>(words: &'w [OsString], option: &str) -> Option<&'w str> {
    let words = words.iter().take_while(|word| *word != "--");
    let mut value = None;
    let mut after = false;
    for word in words.filter_map(|word| OsStr::to_str(word)) {
        let joined = word.strip_prefix(option);
        let joined = joined.and_then(|rest| rest.strip_prefix('='));
        value = if after { Some(word) } else { joined.or(value) };
        after = !after && word == option;
    }
    value
}

/// The settings as far as the raw arguments show them; none if the configuration file has errors, which are
/// reported once the command is parsed.
pub(crate) fn settings(environment: &Environment, words: &[OsString]) -> Option<Settings> {
    let color = typed(words, "--color").and_then(|word| ColorWhen::from_str(word, false).ok());
    let globals = Globals {
        db: typed(words, "--db").map(Into::into),
        config: typed(words, "--config").map(Into::into),
        color,
        ..Globals::default()
    };
    Settings::of(environment, &globals).ok()
}

/// When there is colour in what clap prints.
pub(crate) fn color(environment: &Environment) -> ColorWhen {
    let settings = settings(environment, &environment.args);
    settings.map_or(ColorWhen::Auto, |settings| settings.color.value)
}

/// Whether errors are printed as JSON.
pub(crate) fn wants_json(environment: &Environment) -> bool {
    let words = environment.args.iter().take_while(|word| *word != "--");
    words.into_iter().any(|word| word == "--json")
        || typed(&environment.args, "--format") == Some("json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_before_two_dashes_counts() {
        for (line, value) in [
            ("mpp status", None),
            ("mpp --color always status", Some("always")),
            ("mpp --color=always status --color never", Some("never")),
            ("mpp --color --color=x", Some("--color=x")),
            ("mpp apply -- --color always", None),
            ("mpp --colors always", None),
            ("mpp status --color", None),
        ] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(typed(&words, "--color"), value, "{line}");
        }
    }
}
