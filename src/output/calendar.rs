//! A calendar that other programs read (RFC 5545): whole days, the same bytes for the same events.

use chrono::NaiveDate;
use std::io::{self, Write};

/// Something on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// What tells it from every other, run after run.
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// What happens, in a few words.
    pub summary: String,
    /// More about it.
    pub description: String,
}

/// Writes events as a calendar. Nothing in it depends on when it is written.
pub(crate) fn write_calendar(name: &str, events: &[Event], out: &mut dyn Write) -> io::Result<()> {
    let mut line = |text: String| out.write_all(folded(&text).as_bytes());
    line("BEGIN:VCALENDAR".to_owned())?;
    line("VERSION:2.0".to_owned())?;
    line("PRODID:-//mpp//due//EN".to_owned())?;
    line("CALSCALE:GREGORIAN".to_owned())?;
    line(format!("X-WR-CALNAME:{}", escaped(name)))?;
    for event in events {
        let day = event.day.format("%Y%m%d");
        line("BEGIN:VEVENT".to_owned())?;
        line(format!("UID:{}", escaped(&event.uid)))?;
        // A stamp is asked for; one of the event's own day is the same each time.
        line(format!("DTSTAMP:{day}T000000Z"))?;
        line(format!("DTSTART;VALUE=DATE:{day}"))?;
        line(format!("SUMMARY:{}", escaped(&event.summary)))?;
        line(format!("DESCRIPTION:{}", escaped(&event.description)))?;
        line("TRANSP:TRANSPARENT".to_owned())?;
        line("END:VEVENT".to_owned())?;
    }
    line("END:VCALENDAR".to_owned())
}

fn escaped(text: &str) -> String {
    super::text::shown(text)
        .replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
}

/// A line in pieces of at most 75 bytes, each but the first with a space before it.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut bytes = 0;
    for c in line.chars() {
        if bytes + c.len_utf8() > 75 {
            folded.push_str("\r\n ");
            bytes = 1;
        }
        folded.push(c);
        bytes += c.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_letters_and_signs_are_escaped() {
        let event = Event {
            uid: "a@b".to_owned(),
            day: NaiveDate::from_ymd_opt(2016, 2, 29).expect("a day"),
            summary: "Müller; Söhne, \\ Co".to_owned(),
            description: "ü".repeat(80),
        };
        let mut out = Vec::new();
        write_calendar("due", &[event], &mut out).expect("a vector takes all");
        let text = String::from_utf8(out).expect("no letter was cut in two");
        assert!(text.contains("SUMMARY:Müller\\; Söhne\\, \\\\ Co\r\n"));
        assert!(text.contains("DTSTART;VALUE=DATE:20160229\r\n"));
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(text.replace("\r\n ", "").contains(&"ü".repeat(80)));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }
}
