//! The blocks of a page as text for people or as Markdown.

use crate::output::text::shown;
use crate::output::{Tone, Width, marked, render_table, write_markdown};
use crate::report::Block;
use anstyle::Style;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr as _;

/// The column at which the text after a label begins.
const LABEL: usize = 13;

/// Writes a block of a page for people; its commands name the place.
pub(super) fn write_block(
    out: &mut dyn Write,
    block: Block,
    place: &str,
    width: Width,
    title: Style,
) -> io::Result<()> {
    match block {
        Block::Title(text) => writeln!(out, "{title}{}{title:#}", shown(&text)),
        Block::Line(text) => write_line(out, &text, width),
        Block::Advice(None, sentence) => write_line(out, &sentence.at(place), width),
        Block::Advice(Some(label), sentence) => {
            write_fact(out, label, None, &sentence.at(place), width)
        }
        Block::Fact(label, text) => write_fact(out, label, None, &text, width),
        Block::Toned(label, tone, text) => {
            let tone = (title != Style::new()).then_some(tone);
            write_fact(out, label, tone, &text, width)
        }
        Block::Gap => writeln!(out),
        Block::Sheet(sheet) => {
            let table = render_table(&sheet.at(place), width, title != Style::new());
            out.write_all(table.as_bytes())?;
            if table.ends_with('\n') {
                Ok(())
            } else {
                out.write_all(b"\n")
            }
        }
    }
}

fn write_line(out: &mut dyn Write, text: &str, width: Width) -> io::Result<()> {
    let text = shown(text);
    let indent = " ".repeat(text.len() - text.trim_start().len());
    let room = match width {
        Width::Terminal(columns) => usize::from(columns).saturating_sub(indent.len()),
        Width::Unlimited => usize::MAX,
    };
    let mut lines = wrapped(text.trim_start(), room).into_iter();
    lines.try_for_each(|line| writeln!(out, "{indent}{line}"))
}

/// Writes a text after its label; a tone colours its first word.
fn write_fact(
    out: &mut dyn Write,
    label: &str,
    tone: Option<Tone>,
    text: &str,
    width: Width,
) -> io::Result<()> {
    let room = match width {
        Width::Terminal(columns) => usize::from(columns).saturating_sub(LABEL).max(20),
        Width::Unlimited => usize::MAX,
    };
    let (mut label, mut tone) = (label, tone);
    for line in wrapped(&shown(text), room) {
        let line = tone
            .take()
            .map_or_else(|| line.clone(), |tone| toned(tone, &line));
        writeln!(out, "{label:<LABEL$}{line}")?;
        label = "";
    }
    Ok(())
}

/// Returns a line with its first word in its tone.
fn toned(tone: Tone, line: &str) -> String {
    let (word, rest) = line.split_at(line.find(' ').unwrap_or(line.len()));
    let style = tone.style();
    format!("{style}{word}{style:#}{rest}")
}

/// Writes a block in Markdown, with an empty line after it except between the items of a list.
pub(super) fn write_markdown_block(
    out: &mut dyn Write,
    block: &Block,
    next: Option<&Block>,
) -> io::Result<()> {
    match block {
        Block::Title(text) => writeln!(out, "## {}", marked(text))?,
        Block::Line(text) => writeln!(out, "{}", marked(text))?,
        Block::Advice(None, sentence) => writeln!(out, "{}", marked(&sentence.to_string()))?,
        Block::Advice(Some(label), sentence) => {
            writeln!(out, "- {label}: {}", marked(&sentence.to_string()))?;
        }
        Block::Fact(label, text) | Block::Toned(label, _, text) => {
            writeln!(out, "- {label}: {}", marked(text))?;
        }
        Block::Sheet(sheet) => write_markdown(sheet, out)?,
        Block::Gap => return Ok(()),
    }
    let in_list = next.is_some_and(|next| block.is_in_list() && next.is_in_list());
    if in_list || next.is_none() {
        Ok(())
    } else {
        writeln!(out)
    }
}

/// Returns the words of a text. A command in backticks is one word: broken into two lines, it could not be copied.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_command = false;
    for word in text.split(' ') {
        match words.last_mut() {
            Some(command) if in_command => {
                command.push(' ');
                command.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        in_command ^= word.matches('`').count() % 2 == 1;
    }
    words
}

/// Breaks a text at spaces into lines of at most so many columns.
pub(crate) fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in &words(text) {
        let last = lines.last_mut().map_or(0, |line| line.width());
        let wide = word.width();
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if last + 1 + wide <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.clone()),
        }
    }
    lines
}
