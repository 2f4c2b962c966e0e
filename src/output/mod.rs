//! What people and scripts are shown: sheets of typed cells as tables, CSV or tab-separated lines.
//!
//! A report makes a [`Sheet`]; each format renders the same one, so that none can say less than another.
//! Text that came from a person or a file passes through [`text`] on the way out, whatever the format.

mod calendar;
mod command_line;
mod csv;
mod json;
mod markdown;
pub mod money;
mod plain;
mod sentence;
mod sheet;
mod table;
pub mod text;
mod tone;

pub(crate) use self::csv::write_csv;
pub(crate) use calendar::{Event, write_calendar};
pub(crate) use command_line::{spelled, spelled_each};
pub(crate) use json::{json_line, write_json};
pub(crate) use markdown::{marked, write_markdown};
pub(crate) use plain::write_plain;
pub(crate) use sentence::{CommandLine, Sentence, mpp};
pub(crate) use sheet::{Cell, Column, Sheet};
pub(crate) use table::{Width, render_table};
pub(crate) use tone::Tone;
