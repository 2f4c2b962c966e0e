//! How help is laid out: the commands by group, and the options of every command in short.

use crate::cli::args::options::{ColorWhen, GLOBAL};
use crate::cli::help::preparse;
use crate::cli::settings::environment::Environment;
use crate::store;
use clap::builder::StyledStr;
use clap::{Arg, ColorChoice, Command};
use std::fmt::Write as _;

/// The commands by what they are for.
pub(crate) const GROUPS: [(&str, &[&str]); 7] = [
    (
        "Lifecycle",
        &["apply", "adopt", "review", "certify", "renew"],
    ),
    ("Points", &["award-points", "tier", "credits"]),
    (
        "Daily work",
        &[
            "status",
            "edit",
            "checklist",
            "due",
            "request",
            "requests",
            "people",
            "standing",
        ],
    ),
    (
        "Portal",
        &["product", "deployments", "revenue", "directory"],
    ),
    ("Rules", &["program"]),
    (
        "The book",
        &["init", "history", "undo", "audit", "backup", "restore"],
    ),
    ("mpp itself", &["help", "config", "completion", "man"]),
];

/// Returns the command line laid out for the help of the program or of one of its commands: as wide as the terminal,
/// coloured as everything else.
pub(crate) fn laid_out(command: Command, environment: &Environment, of_program: bool) -> Command {
    let width = environment.terminal.map_or(80, |(width, _)| width);
    let version = format!("{}\n{}", env!("CARGO_PKG_VERSION"), store::versions());
    let color = match preparse::color(environment) {
        ColorWhen::Auto => ColorChoice::Auto,
        ColorWhen::Always => ColorChoice::Always,
        ColorWhen::Never => ColorChoice::Never,
    };
    let command = command
        .term_width(width.into())
        .long_version(version)
        .color(color);
    if of_program {
        let template = format!(
            "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{}{{all-args}}{{after-help}}",
            grouped(&command)
        );
        // The groups name every command; clap's own list would repeat them.
        return command
            .help_template(template)
            .override_usage("mpp [OPTIONS] COMMAND")
            .mut_subcommands(|sub| sub.hide(true));
    }
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{{all-args}}\n\n{}{{after-help}}",
        shortened(&command, width.into())
    );
    let command = command.mut_args(|arg| {
        let hide = is_global(&arg);
        arg.hide(hide)
    });
    command.mut_subcommands(|sub| with_template(sub, &template))
}

fn with_template(command: Command, template: &str) -> Command {
    let command = command.help_template(template.to_owned());
    command.mut_subcommands(|sub| with_template(sub, template))
}

/// The commands by group, each with what it does.
fn grouped(command: &Command) -> String {
    let mut text = StyledStr::new();
    let styles = command.get_styles();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    for (group, names) in GROUPS {
        let _ = writeln!(text, "{header}{group}:{header:#}");
        for name in names {
            let sub = command.find_subcommand(name);
            let about = sub.and_then(Command::get_about).map(ToString::to_string);
            let about = about.unwrap_or_default();
            let _ = writeln!(text, "  {literal}{name:14}{literal:#}{about}");
        }
        text.push_str("\n");
    }
    text.ansi().to_string()
}

/// The options of every command without their explanations.
fn shortened(command: &Command, width: usize) -> String {
    let styles = command.get_styles();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let mut text = format!("{header}Global options{header:#} (`mpp --help` explains them)\n");
    let mut used = 0;
    for arg in command.get_arguments().filter(|arg| is_global(arg)) {
        let long = arg.get_long().unwrap_or_default();
        let short = arg
            .get_short()
            .map_or_else(String::new, |c| format!("-{c}, "));
        let takes = arg.get_action().takes_values();
        let value = arg.get_value_names().filter(|_| takes);
        let value = value.map_or_else(String::new, |names| format!(" <{}>", names[0]));
        let wide = short.len() + 2 + long.len() + value.len() + 2;
        if used > 0 && used + wide > width.min(100) {
            text.push('\n');
            used = 0;
        }
        let _ = write!(text, "  {literal}{short}--{long}{literal:#}{value}");
        used += wide;
    }
    text
}

fn is_global(arg: &Arg) -> bool {
    arg.get_help_heading() == Some(GLOBAL)
}
