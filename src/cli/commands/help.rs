use crate::cli::context::{Context, Ending};
use crate::cli::help::layout::laid_out;
use crate::cli::help::topics;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::blocks::wrapped;
use crate::cli::terminal::error::Failure;
use crate::domain::value::day::Day;
use crate::domain::value::quote::quoted;
use crate::domain::value::similar::nearest;
use crate::output::mpp;
use crate::report::outline::Outline;
use clap::{Args, Command};
use std::fmt::Write as _;

/// Explain a command, or rules, exit-status, json, environment
///
/// rules explains the program in one screen, as the book's rules have it today; exit-status says what each status
/// means, json which keys every document has, environment which variables and files decide something.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp help award-points
  mpp help program use
  mpp help rules")]
pub(crate) struct HelpArgs {
    /// The command, or the topic
    #[arg(value_name = "COMMAND|TOPIC")]
    words: Vec<String>,
}

impl CommandArgs for HelpArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::run(|context| self.run(context)))
    }
}

impl HelpArgs {
    fn run(&self, context: &Context<'_>) -> Result<Ending, Failure> {
        let room = context
            .screen
            .terminal
            .map_or(80, |(width, _)| usize::from(width).clamp(40, 100));
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let text = match words.as_slice() {
            ["rules"] => rules(context, room)?,
            ["exit-status"] => listed(&topics::EXIT_STATUS, 5, room),
            ["json"] => json(room),
            ["environment"] => environment(room),
            _ => of_command(context, &self.words)?,
        };
        context.screen.print_styled(&text)?;
        Ok(Ending::Done)
    }
}

/// The long help of the command that these words name.
fn of_command(context: &Context<'_>, words: &[String]) -> Result<String, Failure> {
    let command = (context.root.command)();
    let mut named = &command;
    for word in words {
        named = named.find_subcommand(word).ok_or_else(|| {
            let known = known(named, words.len() == 1);
            let failure = format!("no help on {}", quoted(&words.join(" ")));
            let failure = Failure::usage(failure);
            match nearest(word, known.iter().map(String::as_str)) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => failure.hint(mpp("--help").and_words(" lists the commands")),
            }
        })?;
    }
    let line = ["mpp"].into_iter().chain(words.iter().map(String::as_str));
    let line = line.chain(["--help"]);
    let command = laid_out(
        (context.root.command)(),
        context.environment,
        words.is_empty(),
    );
    let help = command.try_get_matches_from(line).err();
    let help = help.map(|help| help.render()).unwrap_or_default();
    Ok(if context.screen.has_color() {
        help.ansi().to_string()
    } else {
        help.to_string()
    })
}

/// The words that name help at this place.
fn known(command: &Command, with_topics: bool) -> Vec<String> {
    let subs = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned());
    let topics = topics::NAMES.iter().filter(|_| with_topics);
    subs.chain(topics.map(|name| (*name).to_owned())).collect()
}

/// Words and their descriptions, side by side.
fn listed(lines: &[(&str, &str)], wide: usize, room: usize) -> String {
    let mut text = String::new();
    for (word, description) in lines {
        let mut word = *word;
        let mut wide = wide;
        if word.len() + 1 > wide {
            // A word too long for its column goes on a line above its description.
            let _ = writeln!(text, "{word}");
            (word, wide) = ("", wide);
        }
        for line in wrapped(description, room.saturating_sub(wide).max(20)) {
            let _ = writeln!(text, "{word:wide$}{line}");
            word = "";
        }
    }
    text
}

fn environment(room: usize) -> String {
    let variables = listed(&topics::ENVIRONMENT, 19, room);
    let files = listed(&topics::FILES, 4, room);
    format!("Variables\n{variables}\nFiles\n{files}")
}

fn json(room: usize) -> String {
    let about = "Every document is one object. Keys are added, never renamed or removed, while `schema` is 1. Days are \
                 2015-03-31, moments 2015-03-31T09:00:00Z, money whole cents of USD in keys that end in _cents. With \
                 --json an error is an object on standard error: {\"error\": {\"kind\", \"message\", \"causes\", \
                 \"hints\"}}.";
    let mut text = wrapped(about, room).join("\n");
    text.push('\n');
    let mut last = "";
    for (command, list, keys) in topics::JSON {
        if command != last {
            let _ = write!(text, "\n{command}\n");
            last = command;
        }
        let place = match list {
            "" => String::new(),
            list => format!("{list}[] "),
        };
        for line in wrapped(&format!("{place}{keys}"), room.saturating_sub(2)) {
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}

/// The program in one screen, as its rules are today.
fn rules(context: &Context<'_>, room: usize) -> Result<String, Failure> {
    let program = context.program_today()?;
    Ok(Outline::of(&program).text(wrapped, room))
}
