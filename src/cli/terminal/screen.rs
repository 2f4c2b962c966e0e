//! Everything that is printed: results to standard output or to a file, the rest to standard error.

use super::atomic_file::{Readers, write_atomically};
use super::blocks::{write_block, write_markdown_block};
use super::error::Failure;
use super::pager::Pager;
use crate::output::Sentence;
use crate::output::text::shown_lines;
use crate::output::{Width, write_csv, write_json, write_plain};
use crate::report::{PageOptions, Report};
use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use anyhow::Context as _;
use std::cell::RefCell;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::rc::Rc;

/// The format of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// Comma-separated values with a header row.
    Csv,
    /// Tab-separated values without a header row.
    Plain,
    /// Markdown, laid out as for people.
    #[value(alias = "md")]
    Markdown,
}

/// Where a command prints.
#[derive(Debug, Clone)]
pub struct Screen {
    /// The format of the results.
    pub format: Format,
    /// Where they go, if not to standard output.
    pub file: Option<PathBuf>,
    /// Whether there is colour.
    pub color: ColorChoice,
    /// Whether only results and errors are printed.
    pub quiet: bool,
    /// Whether to print progress details.
    pub verbose: bool,
    /// The columns and lines of standard output, if it is a terminal.
    pub terminal: Option<(u16, u16)>,
    /// What long output is shown with on a terminal.
    pub pager: Option<Pager>,
    /// Whether results are printed on standard error, only for the person who is asked to confirm them.
    pub rehearses: bool,
    /// The columns of standard error, if it is a terminal.
    pub err_width: Option<u16>,
    /// The options that a suggested command needs to mean the same book and settings: ` --db program.db`.
    pub same_place: String,
    /// What to show page by page once the command has closed the book: reading may take hours.
    pub pages: Rc<RefCell<Vec<u8>>>,
}

const TITLE: Style = Style::new().bold();

impl Screen {
    /// Prints a report: whole, or not at all.
    ///
    /// # Errors
    /// The stream or the file cannot be written. A reader that went away is not an error.
    pub fn print(&self, report: &impl Report) -> Result<(), Failure> {
        if self.rehearses {
            self.print_summary(report);
            return Ok(());
        }
        match &self.file {
            Some(path) => write_atomically(path, self.readers_of(report), |out| {
                self.write(
                    report,
                    out,
                    PageOptions { terminal: false },
                    Width::Unlimited,
                    Style::new(),
                )
            })?,
            None => {
                let printed = match self.terminal {
                    Some((width, height)) if self.format == Format::Table => {
                        self.to_terminal(report, width, height)
                    }
                    _ => self.to_stream(report),
                };
                ignore_broken_pipe(printed)?;
            }
        }
        Ok(())
    }

    /// Who may read a report in a new file.
    fn readers_of(&self, report: &impl Report) -> Readers {
        if report.names_contacts(self.format == Format::Json) {
            Readers::Owner
        } else {
            Readers::Umask
        }
    }

    fn to_stream(&self, report: &impl Report) -> io::Result<()> {
        let out = AutoStream::new(io::stdout().lock(), self.color);
        let mut out = BufWriter::with_capacity(1 << 16, out);
        let look = PageOptions { terminal: false };
        self.write(report, &mut out, look, Width::Unlimited, self.title())?;
        out.flush()
    }

    /// Shows a report to a person: through the pager where it is longer than the terminal.
    fn to_terminal(&self, report: &impl Report, width: u16, height: u16) -> io::Result<()> {
        let mut page = AutoStream::new(Vec::new(), self.color_of_output());
        let look = PageOptions { terminal: true };
        self.write(
            report,
            &mut page,
            look,
            Width::Terminal(width),
            self.title(),
        )?;
        self.to_person(&page.into_inner(), height)
    }

    /// Prints a text: as it is, but without unsafe characters on a terminal.
    ///
    /// # Errors
    /// The stream or the file cannot be written. A reader that went away is not an error.
    pub fn print_text(&self, text: &str) -> Result<(), Failure> {
        match (self.terminal, &self.file) {
            (Some(_), None) => self.print_styled(&shown_lines(text)),
            _ => self.print_styled(text),
        }
    }

    /// Prints a text of the program's own, with the styles that are in it.
    ///
    /// # Errors
    /// The stream or the file cannot be written. A reader that went away is not an error.
    pub fn print_styled(&self, text: &str) -> Result<(), Failure> {
        if let Some(path) = &self.file {
            write_atomically(path, Readers::Umask, |out| out.write_all(text.as_bytes()))?;
            return Ok(());
        }
        let height = self.terminal.map_or(u16::MAX, |(_, height)| height);
        ignore_broken_pipe(self.to_person(text.as_bytes(), height))?;
        Ok(())
    }

    /// How a title looks, by which the rest goes.
    fn title(&self) -> Style {
        if self.has_color() {
            TITLE
        } else {
            Style::new()
        }
    }

    /// Whether standard output is to have colour.
    #[must_use]
    pub fn has_color(&self) -> bool {
        self.file.is_none() && self.color_of_output() != ColorChoice::Never
    }

    fn color_of_output(&self) -> ColorChoice {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()),
            choice => choice,
        }
    }

    /// Writes a page to standard output, through the pager where it is longer than the terminal.
    fn to_person(&self, page: &[u8], height: u16) -> io::Result<()> {
        let lines = page.split(|byte| *byte == b'\n').count() - 1;
        let mut pages = self.pages.borrow_mut();
        if self.pager.is_some() && (lines >= usize::from(height) || !pages.is_empty()) {
            pages.extend_from_slice(page);
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(page)?;
        out.flush()
    }

    /// Shows what is to be shown page by page.
    ///
    /// # Errors
    /// The pager or the stream fails.
    pub fn show_pages(&self) -> anyhow::Result<()> {
        let pages = self.pages.take();
        if pages.is_empty() {
            return Ok(());
        }
        let shown = match &self.pager {
            Some(pager) => pager.show(&pages),
            None => Ok(false),
        };
        let printed = shown.and_then(|shown| {
            if shown {
                Ok(())
            } else {
                let mut out = io::stdout().lock();
                out.write_all(&pages)?;
                out.flush()
            }
        });
        ignore_broken_pipe(printed)
    }

    /// Tells a report to a person who is asked about it.
    fn print_summary(&self, report: &impl Report) {
        let mut err = AutoStream::new(io::stderr().lock(), self.color);
        let width = self.terminal.map_or(80, |(width, _)| width);
        let look = PageOptions { terminal: true };
        // The question that follows fails where standard error does.
        let _ = self.write(report, &mut err, look, Width::Terminal(width), TITLE);
    }

    /// Prints what a change did, unless it was asked to be quiet and only a person would read it.
    ///
    /// # Errors
    /// The stream or the file cannot be written.
    pub fn print_change(&self, report: &impl Report) -> Result<(), Failure> {
        if self.quiet && self.format == Format::Table {
            Ok(())
        } else {
            self.print(report)
        }
    }

    fn write(
        &self,
        report: &impl Report,
        out: &mut dyn Write,
        look: PageOptions,
        width: Width,
        title: Style,
    ) -> io::Result<()> {
        match self.format {
            Format::Json => write_json(report, out),
            Format::Csv => write_csv(&report.sheet(), out),
            Format::Plain => write_plain(&report.sheet(), out),
            Format::Markdown => {
                let page = report.page(PageOptions { terminal: false });
                let blocks = page.iter().enumerate();
                blocks
                    .into_iter()
                    .try_for_each(|(at, block)| write_markdown_block(out, block, page.get(at + 1)))
            }
            Format::Table => report
                .page(look)
                .into_iter()
                .try_for_each(|block| write_block(out, block, &self.same_place, width, title)),
        }
    }

    /// A sentence whose commands name the book and the settings of this one, where those were typed.
    #[must_use]
    pub(crate) fn spelled(&self, sentence: &Sentence) -> String {
        sentence.at(&self.same_place)
    }
}

/// A reader that has seen enough closes the pipe, which is not an error.
///
/// # Errors
/// The output could not be written for another reason.
pub fn ignore_broken_pipe(written: io::Result<()>) -> anyhow::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("the output cannot be written"),
    }
}
