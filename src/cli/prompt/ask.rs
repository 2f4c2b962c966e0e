//! Questions on the terminal: the one module that names dialoguer, which must not be called without a terminal on both
//! sides, and which a person can always leave.

use super::line::LineEditor;
use crate::cli::context::Context;
use crate::cli::terminal::blocks::wrapped;
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::cli::terminal::interruption::{self, Busy};
use crate::cli::terminal::screen::{Format, Screen};
use crate::output::Sentence;
use crate::output::text::shown;
use anstream::{AutoStream, ColorChoice};
use dialoguer::console::{self, Key, Term};
use dialoguer::theme::ColorfulTheme;
use dialoguer::{FuzzySelect, Select};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{QueueSelector, tcflush};
use std::io;
use unicode_width::UnicodeWidthStr as _;

impl Context<'_> {
    /// Why nothing may be asked; `None` where a question reaches a person who can answer.
    #[must_use]
    pub fn why_not_asked(&self) -> Option<String> {
        let no_input = &self.settings.no_input;
        if no_input.value {
            Some(format!("{} says so", no_input.from))
        } else if !self.environment.stdin_is_terminal {
            Some("standard input is not a terminal".to_owned())
        } else if !self.environment.stderr_is_terminal {
            Some("standard error is not a terminal".to_owned())
        } else {
            None
        }
    }

    /// Whether a report that a person looks at may be followed by questions.
    #[must_use]
    pub fn may_ask_beside_report(&self) -> bool {
        let screen = &self.screen;
        self.why_not_asked().is_none()
            && screen.terminal.is_some()
            && screen.file.is_none()
            && screen.format == Format::Table
    }

    /// Somebody to ask.
    ///
    /// # Errors
    /// Fails without a terminal: what is missing is then wrong usage, and the message names it.
    pub(crate) fn ask(&self, missing: &str, remedy: impl Into<Sentence>) -> Result<Ask, Failure> {
        if let Some(why) = self.why_not_asked() {
            return Err(
                Failure::usage(format!("missing: {missing} (not asked for: {why})")).hint(remedy),
            );
        }
        let err = AutoStream::choice(&io::stderr());
        let colored = match self.screen.color {
            ColorChoice::Auto => err != ColorChoice::Never,
            choice => choice != ColorChoice::Never,
        };
        console::set_colors_enabled_stderr(colored);
        (self.environment.on_interrupt)(interruption::finish_interrupted);
        Ok(Ask {
            term: Term::stderr(),
            theme: ColorfulTheme::default(),
            screen: self.screen.clone(),
        })
    }
}

/// Somebody who answers questions. Leaving a question leaves the whole command, and nothing is changed.
pub struct Ask {
    term: Term,
    theme: ColorfulTheme,
    screen: Screen,
}

/// What an answer in a line is like.
struct LineFormat {
    /// The columns it should have next to its question.
    room: usize,
    /// Whether an answer is required.
    needed: bool,
}

/// A line as it was typed.
struct TypedLine {
    /// The text, in one line.
    text: String,
    /// How many lines it was pasted in.
    lines: usize,
    /// Whether it is on the same line as its question.
    beside: bool,
}

/// The columns for a few words.
const SENTENCE: usize = 30;
/// The columns for a letter.
const LETTER: usize = 6;

impl Ask {
    /// Tells what a few questions are about, above them.
    pub fn head(&self, text: &str) {
        let bold = console::Style::new().for_stderr().bold();
        let text = self.fitting(text);
        // Where standard error is closed the next question says so.
        let _ = self.term.write_line(&format!("\n{}", bold.apply_to(text)));
    }

    /// Tells something that the next questions are about; its commands can be copied.
    pub(crate) fn tell(&self, text: impl Into<Sentence>) {
        self.say(&self.screen.spelled(&text.into()));
    }

    fn say(&self, text: &str) {
        let text = shown(text);
        let indent = " ".repeat(text.len() - text.trim_start().len());
        let room = self.columns().saturating_sub(indent.len());
        for line in wrapped(text.trim_start(), room) {
            // Where standard error is closed the next question says so.
            let _ = self.term.write_line(&format!("{indent}{line}"));
        }
    }

    /// One of a few choices, the first being the default.
    ///
    /// # Errors
    /// The question was left.
    pub fn choose(&self, question: &str, choices: &[String]) -> Result<usize, Failure> {
        let choices: Vec<String> = choices.iter().map(|choice| self.fitting(choice)).collect();
        asking(|| {
            Select::with_theme(&self.theme)
                .with_prompt(self.fitting(question))
                .items(&choices)
                .default(0)
                .interact_on_opt(&self.term)
        })
    }

    /// Asks for one of many choices, each a word and its description, found by typing parts of either.
    ///
    /// # Errors
    /// The question was left.
    pub fn find(&self, question: &str, choices: &[(&str, String)]) -> Result<usize, Failure> {
        let wide = choices.iter().map(|(word, _)| word.width()).max();
        let wide = wide.unwrap_or(0).min(30);
        let line = |(word, beside): &(&str, String)| {
            let gap = wide.saturating_sub(word.width());
            self.fitting(&format!("{word}{:gap$}  {beside}", ""))
        };
        let lines: Vec<String> = choices.iter().map(line).collect();
        let chosen = asking(|| {
            FuzzySelect::with_theme(&self.theme)
                .with_prompt(format!("{question} (type to search)"))
                .items(&lines)
                .default(0)
                .report(false)
                .interact_on_opt(&self.term)
        })?;
        self.tell(format!("✔ {question} · {}", choices[chosen].0));
        Ok(chosen)
    }

    /// Asks for yes or no, written out: a letter in pasted text must not count.
    ///
    /// # Errors
    /// The question was left.
    pub fn yes(&self, question: &str, default: bool) -> Result<bool, Failure> {
        let asked = format!("{question} (y/n, Enter: {})", yes_or_no(default));
        self.understood(&asked, LETTER, |text| {
            let yes = said_yes(text, default);
            let yes = yes.ok_or("it is y or n; Esc leaves everything as it was")?;
            Ok((yes, yes_or_no(yes).to_owned()))
        })
    }

    /// Yes or no, or `None`: back to what was asked before.
    ///
    /// # Errors
    /// The question was left.
    pub fn yes_or_back(&self, question: &str, default: bool) -> Result<Option<bool>, Failure> {
        let usual = yes_or_no(default);
        let asked = format!("{question} (y/n, b: back, Enter: {usual})");
        self.understood(&asked, LETTER, |text| match text.to_lowercase().as_str() {
            "b" | "back" => Ok((None, "back".to_owned())),
            _ => {
                let yes = said_yes(text, default).ok_or("it is y, n or b")?;
                Ok((Some(yes), yes_or_no(yes).to_owned()))
            }
        })
    }

    /// An answer that is one of a few, asked for again until it is: `understood` returns it and how to show it, or says
    /// what it could be. Several lines were pasted, and are none.
    ///
    /// # Errors
    /// The question was left.
    pub fn answer<T>(
        &self,
        question: &str,
        understood: impl Fn(&str) -> Result<(T, String), String>,
    ) -> Result<T, Failure> {
        self.understood(question, SENTENCE, understood)
    }

    fn understood<T>(
        &self,
        question: &str,
        room: usize,
        understood: impl Fn(&str) -> Result<(T, String), String>,
    ) -> Result<T, Failure> {
        let wanted = LineFormat {
            room,
            needed: false,
        };
        loop {
            let typed = self.line(question, &wanted)?;
            let answer = understood(&typed.text).and_then(|answer| match typed.lines {
                1 => Ok(answer),
                lines => Err(format!("{lines} lines were pasted; type one answer")),
            });
            match answer {
                Ok((answer, shown_answer)) => {
                    self.answered(question, &typed, &shown_answer);
                    return Ok(answer);
                }
                Err(why) => {
                    self.tell("");
                    self.tell(format!("  {why}"));
                }
            }
        }
    }

    /// A line of text, or nothing.
    ///
    /// # Errors
    /// The question was left.
    pub fn text(&self, question: &str) -> Result<Option<String>, Failure> {
        let wanted = LineFormat {
            room: SENTENCE,
            needed: false,
        };
        let typed = self.line(question, &wanted)?;
        let shown_answer = if typed.text.is_empty() {
            "–"
        } else {
            &typed.text
        };
        self.answered(question, &typed, shown_answer);
        Ok(Some(typed.text).filter(|text| !text.is_empty()))
    }

    /// A line of text; nothing will not do.
    ///
    /// # Errors
    /// The question was left.
    pub fn needed(&self, question: &str) -> Result<String, Failure> {
        let wanted = LineFormat {
            room: SENTENCE,
            needed: true,
        };
        let typed = self.line(question, &wanted)?;
        self.answered(question, &typed, &typed.text);
        Ok(typed.text)
    }

    /// dialoguer's own question for text cannot be left, so it is asked here.
    fn line(&self, question: &str, wanted: &LineFormat) -> Result<TypedLine, Failure> {
        let question = &shown(question);
        // A question that leaves no room for its answer goes on a line of its own.
        let beside = question.width() + wanted.room <= self.columns();
        let asked = if beside {
            format!("? {question} › ")
        } else {
            "  › ".to_owned()
        };
        if !beside {
            self.tell(format!("? {question}"));
        }
        let mut line = LineEditor::default();
        let mut lines = 1;
        let typed = asking(|| {
            loop {
                self.show(&asked, &line)?;
                match self.term.read_key()? {
                    // More was pasted than a line: it is one answer all the same.
                    Key::Enter if more_is_there() => {
                        lines += 1;
                        line.press(&Key::Char(' '));
                    }
                    Key::Enter if wanted.needed && line.text().is_empty() => {
                        self.tell("");
                        self.tell("  an answer is needed; Esc leaves everything as it was");
                    }
                    Key::Enter => return Ok(Some(line.text())),
                    Key::Escape => return Ok(None),
                    key => line.press(&key),
                }
            }
        });
        if typed
            .as_ref()
            .is_err_and(|failure| failure.kind != FailureKind::Interrupted)
        {
            self.tell("");
        }
        Ok(TypedLine {
            text: typed?,
            lines,
            beside,
        })
    }

    /// Has a question look as the others do, once it is answered: without what could be answered.
    fn answered(&self, question: &str, typed: &TypedLine, shown_answer: &str) {
        let _ = self.term.clear_line();
        let question = question.strip_suffix(')').map_or(question, |asked| {
            asked.rsplit_once(" (").map_or(question, |(asked, _)| asked)
        });
        if typed.beside {
            self.say(&format!("✔ {question} · {shown_answer}"));
        } else {
            self.say(&format!("  ✔ {shown_answer}"));
        }
    }

    /// A question with as much of its answer as there is room for.
    fn show(&self, asked: &str, line: &LineEditor) -> io::Result<()> {
        let room = self.columns().saturating_sub(asked.width() + 1).max(8);
        let (text, back) = line.shown(room);
        self.term.clear_line()?;
        self.term.write_str(&format!("{asked}{}", shown(&text)))?;
        self.term.move_cursor_left(back)?;
        self.term.flush()
    }

    fn columns(&self) -> usize {
        usize::from(self.term.size().1).max(20)
    }

    /// A choice on one line: a longer one would leave its rest on the screen.
    fn fitting(&self, text: &str) -> String {
        let room = self.columns().saturating_sub(8);
        console::truncate_str(&shown(text), room, "…").into_owned()
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn said_yes(text: &str, default: bool) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "" => Some(default),
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

impl Drop for Ask {
    fn drop(&mut self) {
        // Nor is it meant for the shell.
        forget_what_was_typed();
    }
}

/// Asks something, and gives the answer.
fn asking<T>(ask: impl FnOnce() -> dialoguer::Result<Option<T>>) -> Result<T, Failure> {
    // What was typed ahead, or pasted with a line too many, is not an answer to a question that nobody had seen.
    forget_what_was_typed();
    interruption::now(Busy::Asking);
    let asked = ask();
    if let Err(dialoguer::Error::IO(error)) = &asked
        && error.kind() == io::ErrorKind::Interrupted
    {
        interruption::report();
    }
    interruption::now(Busy::Working);
    match asked {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => Err(left()),
        Err(dialoguer::Error::IO(error)) => Err(left_by(error)),
    }
}

/// Whether something was typed that is not read yet.
fn more_is_there() -> bool {
    let input = io::stdin();
    let mut ready = [PollFd::new(&input, PollFlags::IN)];
    let at_once = Timespec::default();
    poll(&mut ready, Some(&at_once)).is_ok_and(|ready| ready > 0)
}

/// Forgets what was typed before the next question.
fn forget_what_was_typed() {
    // Where it cannot be forgotten it is answered with.
    let _ = tcflush(io::stdin(), QueueSelector::IFlush);
}

/// A question was left.
#[must_use]
pub fn left() -> Failure {
    Failure::new(FailureKind::Cancelled, "cancelled: nothing was changed")
}

fn left_by(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::Interrupted => {
            Failure::new(FailureKind::Interrupted, "interrupted: nothing was changed")
        }
        _ => Failure::from_error(FailureKind::Failed, error).context("the question got no answer"),
    }
}
