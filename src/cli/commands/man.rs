use crate::cli::context::{Context, Ending};
use crate::cli::help::topics;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::atomic_file::{Readers, write_atomically};
use crate::cli::terminal::error::Failure;
use crate::domain::value::day::Day;
use anyhow::Context as _;
use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io::{self, Write};
use std::path::PathBuf;

/// Write the manual pages
///
/// The pages go into a folder, which is made if it is not there: mpp.1, mpp-apply.1 and so on, for `man` to find in
/// a man1 folder of its path.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp man man1")]
pub(crate) struct ManArgs {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl CommandArgs for ManArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| self.run(context)))
    }
}

impl ManArgs {
    fn run(&self, context: &Context<'_>) -> Result<Ending, Failure> {
        let folder = &self.folder;
        std::fs::create_dir_all(folder)
            .with_context(|| format!("creating {}", folder.display()))?;
        let mut command = (context.root.command)().term_width(80);
        command.build();
        let mut written = 0;
        pages(&command, &mut |name, page| {
            written += 1;
            let path = folder.join(format!("{name}.1"));
            write_atomically(&path, Readers::Umask, |out| out.write_all(page))
        })?;
        let count = crate::report::words::count(written, "page");
        context
            .screen
            .note(format!("wrote {count} into {}", folder.display()));
        Ok(Ending::Done)
    }
}

/// The page of a command and those of its subcommands.
fn pages(
    command: &Command,
    write: &mut impl FnMut(&str, &[u8]) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut text = Vec::new();
    page(command, name, &mut text)?;
    write(name, &text)?;
    let subs = command.get_subcommands();
    subs.filter(|sub| sub.get_name() != "help" || name == "mpp")
        .try_for_each(|sub| pages(sub, write))
}

fn page(command: &Command, name: &str, out: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(command.clone().name(name.to_owned()))
        .title(name.to_uppercase())
        // The date of a build would make every build's pages others.
        .date("")
        .source(format!("mpp {}", env!("CARGO_PKG_VERSION")))
        .manual("Marketplace Provider Program");
    man.render_title(out)?;
    man.render_name_section(out)?;
    synopsis(command, out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(out)?;
    }
    let help = command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let examples = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    let examples: Vec<&str> = examples.take_while(|line| !line.is_empty()).collect();
    let mut roff = Roff::default();
    if !examples.is_empty() {
        roff.control("SH", ["EXAMPLES"]);
        roff.control("nf", []);
        for example in examples {
            roff.text([roman(example.trim_start())]);
        }
        roff.control("fi", []);
    }
    for (title, lines) in [
        ("EXIT STATUS", topics::EXIT_STATUS.as_slice()),
        ("ENVIRONMENT", topics::ENVIRONMENT.as_slice()),
        ("FILES", topics::FILES.as_slice()),
    ] {
        roff.control("SH", [title]);
        for (word, description) in lines {
            roff.control("TP", []);
            roff.text([bold(*word)]);
            roff.text([roman(*description)]);
        }
    }
    if name != "mpp" {
        roff.control("SH", ["SEE ALSO"]);
        roff.text([bold("mpp"), roman("(1)")]);
    }
    roff.to_writer(out)
}

/// How the command is used, with what its options take.
fn synopsis(command: &Command, out: &mut impl Write) -> io::Result<()> {
    let usage = command.clone().render_usage().to_string();
    let mut roff = Roff::default();
    roff.control("SH", ["SYNOPSIS"]);
    for line in usage.trim_start_matches("Usage:").lines() {
        roff.text([roman(line.trim())]);
        roff.control("br", []);
    }
    roff.to_writer(out)
}
