//! The file HEADS next to the copies of a book: one head to a line.
//!
//! A chain of digests that was recomputed to its end is sound by itself; only a head kept elsewhere shows
//! it from the one it replaced. `backup` keeps one each time, so that nobody has to remember it.

use super::book::Head;
use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// The name of the file of heads in a folder of copies.
pub(crate) const HEADS: &str = "HEADS";

/// Appends a head to the file of heads in a folder: entry and digest, the day, the book by the digest of its first entry,
/// and the name of its file. When this returns, the line is on the disk.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn keep(
    folder: &Path,
    head: &Head,
    day: Day,
    book: &HeadSource<'_>,
) -> io::Result<PathBuf> {
    let path = folder.join(HEADS);
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    // Appending through a planted link would write to another file.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NOFOLLOW.bits().cast_signed(),
    );
    let mut file = options.open(&path)?;
    let mut line = String::new();
    // A line that a power cut left unfinished stays a line of its own.
    if ends_within_a_line(&mut file)? {
        line.push('\n');
    }
    let HeadSource { id, name } = book;
    let name = name.replace(char::is_control, "?");
    let _ = writeln!(line, "{}:{} {day} {id} {name}", head.entry, head.digest);
    file.write_all(line.as_bytes())?;
    file.sync_all()?;
    std::fs::File::open(folder)?.sync_all()?;
    Ok(path)
}

fn ends_within_a_line(file: &mut std::fs::File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// The book that a head is of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HeadSource<'b> {
    /// The digest of its first entry.
    pub id: &'b str,
    /// The name of its file.
    pub name: &'b str,
}

/// A line of a file of heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeadLine {
    /// Where in the file it is; the first line is 1.
    pub line: usize,
    /// The head.
    pub head: Head,
    /// The book by the digest of its first entry, and the name of its file, where the line says them.
    pub book: Option<(String, String)>,
}

/// A head as it is written: an entry and its digest, `28:8e41…`.
#[must_use]
pub(crate) fn parse_head(text: &str) -> Option<Head> {
    let (entry, digest) = text.trim().split_once([':', ' '])?;
    let entry = entry.parse().ok().filter(|entry| *entry > 0)?;
    Some(Head {
        entry: EntryId(entry),
        digest: parse_digest(digest)?,
    })
}

fn parse_digest(text: &str) -> Option<String> {
    let digest = text.trim().to_ascii_lowercase();
    let hex = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then_some(digest)
}

/// The lines of a file of heads, and the numbers of those that are not one: a power cut may have left a line unfinished.
#[must_use]
pub(crate) fn parse(text: &str) -> (Vec<HeadLine>, Vec<usize>) {
    let (mut kept, mut unclear) = (Vec::new(), Vec::new());
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let words: Vec<&str> = text.splitn(4, ' ').collect();
        let read = match words[..] {
            [head] => parse_head(head).map(|head| (head, None)),
            [head, _day, id, name] => parse_head(head)
                .zip(parse_digest(id))
                .map(|(head, id)| (head, Some((id, name.to_owned())))),
            _ => None,
        };
        match read {
            Some((head, book)) => kept.push(HeadLine { line, head, book }),
            None => unclear.push(line),
        }
    }
    (kept, unclear)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(entry: i64, digit: &str) -> Head {
        Head {
            entry: EntryId(entry),
            digest: digit.repeat(64),
        }
    }

    #[test]
    fn a_head_is_an_entry_and_a_digest() {
        let digest = "ab".repeat(32);
        for good in [
            format!("28:{digest}"),
            format!(" 28 {} ", digest.to_uppercase()),
        ] {
            let head = parse_head(&good).expect("a head");
            assert_eq!((head.entry, &head.digest), (EntryId(28), &digest));
        }
        for bad in [
            "",
            "28",
            &digest,
            "28:abcd",
            &format!("0:{digest}"),
            &format!("x:{digest}"),
            &format!("28:{}", "xy".repeat(32)),
        ] {
            assert!(parse_head(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn heads_are_appended_a_line_each_also_after_a_line_that_was_cut_off() {
        let folder = tempfile::tempdir().expect("a folder");
        let day = Day::from_ymd_opt(2015, 6, 15).expect("a day");
        let id = "b".repeat(64);
        let source = HeadSource {
            id: &id,
            name: "my book.db",
        };
        let path = keep(folder.path(), &head(7, "a"), day, &source).expect("a line");
        let first = std::fs::read_to_string(&path).expect("the file");
        let line = format!("7:{} 2015-06-15 {id} my book.db\n", "a".repeat(64));
        assert_eq!(first, line);
        std::fs::write(&path, format!("{first}8:ccc")).expect("a line that was cut off");
        keep(folder.path(), &head(9, "c"), day, &source).expect("another line");
        let text = std::fs::read_to_string(&path).expect("the file");
        let (kept, unclear) = parse(&text);
        let heads: Vec<_> = kept.iter().map(|kept| (kept.line, &kept.head)).collect();
        assert_eq!(heads, [(1, &head(7, "a")), (3, &head(9, "c"))]);
        let book = Some((id.clone(), "my book.db".to_owned()));
        assert!(kept.iter().all(|kept| kept.book == book));
        assert_eq!(unclear, [2]);
    }

    #[test]
    fn a_bare_head_may_stand_in_the_file_and_a_planted_link_is_not_followed() {
        let (kept, unclear) = parse(&format!("\n5:{}\nhello\n", "d".repeat(64)));
        assert_eq!(
            kept,
            [HeadLine {
                line: 2,
                head: head(5, "d"),
                book: None
            }]
        );
        assert_eq!(unclear, [3]);
        #[cfg(unix)]
        {
            let folder = tempfile::tempdir().expect("a folder");
            let target = folder.path().join("target");
            std::fs::write(&target, "").expect("a file");
            std::os::unix::fs::symlink(&target, folder.path().join(HEADS)).expect("a link");
            let day = Day::from_ymd_opt(2015, 6, 15).expect("a day");
            let id = "b".repeat(64);
            let source = HeadSource { id: &id, name: "b" };
            assert!(keep(folder.path(), &head(7, "a"), day, &source).is_err());
            assert_eq!(std::fs::read(&target).expect("the target"), b"");
        }
    }
}
