//! Who has a book open just now, for those who wait for it.

use super::engine::WRITE_LOCK;
use super::path::{LOG_INDEX, beside};
use std::path::Path;

/// What a command that cannot write yet is waiting for.
pub(super) fn waiting_for(book: &Path) -> String {
    let writer = writer(book).map_or_else(|| "another command".to_owned(), named);
    format!("waiting up to half a minute: {writer} is writing to the book")
}

/// What a command that needs the book for itself is waiting for.
pub(super) fn waiting_for_users(book: &Path) -> String {
    let users = users(book);
    let (who, have) = match users[..] {
        [] => ("another command".to_owned(), "has"),
        [user] => (named(user), "has"),
        _ => {
            let users: Vec<String> = users.into_iter().map(named).collect();
            (users.join(" and "), "have")
        }
    };
    format!("waiting up to half a minute: {who} {have} the book open")
}

/// Whether another process has a book open, as far as the system tells.
pub(super) fn is_in_use(book: &Path) -> bool {
    !users(book).is_empty()
}

/// The process that holds the write lock.
fn writer(book: &Path) -> Option<u32> {
    let locks = locks(&beside(book, LOG_INDEX));
    let writes = |lock: &&Lock| lock.exclusive && lock.bytes == (WRITE_LOCK, WRITE_LOCK);
    locks.iter().find(writes).map(|lock| lock.process)
}

/// The other processes that have a book open: each holds a lock on some bytes of it for as long.
fn users(book: &Path) -> Vec<u32> {
    let mut users: Vec<u32> = locks(book).iter().map(|lock| lock.process).collect();
    users.sort_unstable();
    users.dedup();
    users.retain(|process| *process != std::process::id());
    users
}

/// A lock that a process holds on some bytes of a file.
struct Lock {
    process: u32,
    exclusive: bool,
    /// The first byte and the last.
    bytes: (u64, u64),
}

/// Returns the locks on a file, where the system lists them.
#[cfg(target_os = "linux")]
fn locks(file: &Path) -> Vec<Lock> {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(file) = std::fs::metadata(file) else {
        return Vec::new();
    };
    let (major, minor) = (rustix::fs::major(file.dev()), rustix::fs::minor(file.dev()));
    let file = format!("{major:02x}:{minor:02x}:{}", file.ino());
    let all = std::fs::read_to_string("/proc/locks").unwrap_or_default();
    // 3: POSIX  ADVISORY  WRITE 4711 fe:01:3934 120 120
    let lock = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [_, _, _, kind, process, id, first, last] = words[..] else {
            return None;
        };
        let last = last.parse().unwrap_or(u64::MAX);
        let lock = Lock {
            process: process.parse().ok()?,
            exclusive: kind == "WRITE",
            bytes: (first.parse().ok()?, last),
        };
        Some(lock).filter(|_| id == file)
    };
    all.lines().filter_map(lock).collect()
}

#[cfg(not(target_os = "linux"))]
fn locks(_: &Path) -> Vec<Lock> {
    Vec::new()
}

/// A process by its number and the name of its command.
fn named(process: u32) -> String {
    let line = std::fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    match command_name(&String::from_utf8_lossy(&line)) {
        Some(name) => format!("process {process} (`{name}`)"),
        None => format!("process {process}"),
    }
}

/// The name of a command, `mpp apply`, and none of its arguments: they may hold what is not for everybody who can read
/// the book, such as a contact person.
fn command_name(line: &str) -> Option<String> {
    let mut words = line.split('\0');
    let program = words.next()?.rsplit('/').next()?;
    // Of another program, or after an option, nothing says whether the next word is a command or a value.
    let is_command = |word: &&str| {
        program == "mpp"
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            && !word.starts_with('-')
    };
    let name = match words.next().filter(is_command) {
        Some(command) if !command.is_empty() => format!("{program} {command}"),
        _ => program.to_owned(),
    };
    Some(name.chars().take(60).collect()).filter(|name: &String| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::command_name;

    #[test]
    fn a_command_is_named_without_its_arguments() {
        for (line, name) in [
            (
                "mpp\0apply\0Acme\0--contact\0Ann <ann@acme.example>\0",
                "mpp apply",
            ),
            ("/usr/bin/mpp\0award-points\0acme\0", "mpp award-points"),
            ("mpp\0--actor\0ann\0apply\0Acme\0", "mpp"),
            ("mpp\0--actor=ann\0apply\0", "mpp"),
            ("mpp\0/home/ann/list\0", "mpp"),
            ("mpp\0", "mpp"),
            ("sqlite3\0book\0select 1\0", "sqlite3"),
        ] {
            assert_eq!(command_name(line).as_deref(), Some(name), "{line:?}");
        }
        assert_eq!(command_name(""), None);
    }
}
