//! Who is writing to a book just now, for those who wait for it.

use super::engine::WRITE_LOCK;
use super::path::{LOG_INDEX, beside};
use std::path::Path;

/// What a command that cannot write yet is waiting for.
pub(super) fn waiting_for(book: &Path) -> String {
    let writer = match writer(book) {
        Some((process, command)) => format!("process {process} (`{command}`)"),
        None => "another command".to_owned(),
    };
    format!("waiting up to half a minute: {writer} is writing to the book")
}

/// The process that holds the lock of writing, with its command line, where the system tells.
#[cfg(target_os = "linux")]
fn writer(book: &Path) -> Option<(u32, String)> {
    use std::os::unix::fs::MetadataExt as _;
    let file = std::fs::metadata(beside(book, LOG_INDEX)).ok()?;
    let (major, minor) = (rustix::fs::major(file.dev()), rustix::fs::minor(file.dev()));
    let file = format!("{major:02x}:{minor:02x}:{}", file.ino());
    // 3: POSIX  ADVISORY  WRITE 4711 fe:01:3934 120 120
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let lock = locks
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .find(|lock| match lock[..] {
            [_, _, _, "WRITE", _, id, first, last] => {
                id == file && first == WRITE_LOCK && last == WRITE_LOCK
            }
            _ => false,
        })?;
    let process = lock[4].parse().ok()?;
    let words = std::fs::read(format!("/proc/{process}/cmdline")).ok()?;
    let words = String::from_utf8_lossy(&words);
    let command = words.trim_end_matches('\0').replace('\0', " ");
    Some((process, command.chars().take(60).collect()))
}

#[cfg(not(target_os = "linux"))]
fn writer(_: &Path) -> Option<(u32, String)> {
    None
}
