//! Files that commands write: atomic, never through a planted link, and with the right permissions.

#![cfg(unix)]

use crate::ran::Ran;
use crate::session::Session;
use crate::sqlite::holding;
use std::fs::Permissions;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

/// Runs a shell script in which `mpp` is the program.
fn sh(session: &Session, script: &str) -> Ran {
    let mpp = env!("CARGO_BIN_EXE_mpp");
    let output = Command::new("sh")
        .arg("-c")
        .arg(script.replace("mpp ", &format!("'{mpp}' ")))
        .env_clear()
        .envs(&session.env)
        .env("PATH", "/usr/bin:/bin")
        .current_dir(session.path("."))
        .stdin(Stdio::null())
        .output();
    Ran::of(script, &output.expect("sh runs"))
}

fn mode(session: &Session, name: &str) -> u32 {
    let meta = std::fs::metadata(session.path(name)).expect(name);
    meta.permissions().mode() & 0o7777
}

fn set_mode(session: &Session, name: &str, mode: u32) {
    std::fs::set_permissions(session.path(name), Permissions::from_mode(mode)).expect("a mode");
}

/// A certified partner, and a file with one good row and one that is refused.
fn with_awards() -> Session {
    let session = Session::with_certified();
    session.write(
        "awards.csv",
        "partner,activity\nacme,press-release\nnobody,press-release\n",
    );
    session
}

/// Every command that writes a file, with the file.
const WRITING: [(&str, &str); 6] = [
    ("tier -o tier.csv", "tier.csv"),
    ("program show --toml -o program.toml", "program.toml"),
    ("due --ics due.ics -q", "due.ics"),
    ("man pages", "pages/mpp.1"),
    (
        "award-points --from awards.csv --rejects bad.csv -n --keep-going",
        "bad.csv",
    ),
    ("people acme -o people.csv", "people.csv"),
];

#[test]
fn a_planted_link_is_not_followed() {
    let session = with_awards();
    std::fs::create_dir(session.path("pages")).expect("a folder");
    session.write("precious.txt", "precious");
    for (line, file) in WRITING {
        // Predictable names: the process id is the same before and after `exec`.
        let (folder, name) = file.rsplit_once('/').unwrap_or((".", file));
        sh(
            &session,
            &format!(
                "for n in .{name}.$$.new .mpp-$$.new; do ln -s $PWD/precious.txt {folder}/$n; done; exec mpp {line}"
            ),
        );
        assert_eq!(session.read("precious.txt"), "precious", "{line}");
        assert!(!session.read(file).is_empty(), "{line}");
    }
}

#[test]
fn a_file_keeps_its_mode_and_a_new_one_is_private_if_it_names_contacts() {
    let session = with_awards();
    let people = [
        ("people acme -o p.csv", "p.csv"),
        ("status acme -o card.txt", "card.txt"),
        ("status -o all.json", "all.json"),
        ("history acme -o h.csv", "h.csv"),
        (
            "edit acme --category Storage -n -o plain.json",
            "plain.json",
        ),
        (
            "people acme --contact 'billing=Bo <bo@acme.example>' -n -o contact.json",
            "contact.json",
        ),
        (
            "award-points --from awards.csv --rejects bad.csv -n --keep-going",
            "bad.csv",
        ),
    ];
    for (line, file) in people {
        sh(&session, &format!("umask 022; mpp {line}"));
        let new = if file == "plain.json" { 0o644 } else { 0o600 };
        assert_eq!(mode(&session, file), new, "{line}");
        for kept in [0o640, 0o604, 0o660] {
            set_mode(&session, file, kept);
            sh(&session, &format!("umask 077; mpp {line}"));
            assert_eq!(mode(&session, file), kept, "{line}");
        }
    }
    for (line, file) in WRITING {
        if file == "bad.csv" || file == "people.csv" {
            continue;
        }
        for (umask, new) in [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600), (0, 0o666)] {
            let _ = std::fs::remove_file(session.path(file));
            sh(&session, &format!("umask {umask:o}; mpp {line}"));
            assert_eq!(mode(&session, file), new, "{line}");
        }
        set_mode(&session, file, 0o600);
        sh(&session, &format!("umask 022; mpp {line}"));
        assert_eq!(mode(&session, file), 0o600, "{line}");
    }
    // A table of all partners names none of their people.
    sh(&session, "umask 022; mpp status -o all.csv");
    assert_eq!(mode(&session, "all.csv"), 0o644);
}

#[test]
fn leftovers_of_a_killed_command_are_removed_and_nothing_else() {
    let session = with_awards();
    std::fs::create_dir(session.path("pages")).expect("a folder");
    let mut ended = Command::new("true").spawn().expect("a process");
    let gone = ended.id();
    ended.wait().expect("an end");
    let ours = std::process::id();
    let left = format!(".mpp-{gone}-0123456789Ab.new");
    let others = [
        format!(".mpp-{ours}-0123456789Ab.new"),
        format!(".mpp-{gone}-0123456789Ab"),
        format!(".mpp-{gone}-0123.new"),
        format!(".mpp-{gone}-0123456789_b.new"),
        format!(".mpp-x{gone}-0123456789Ab.new"),
        format!("mpp-{gone}-0123456789Ab.new"),
        format!(".{gone}-0123456789Ab.new"),
        ".mpp--0123456789Ab.new".to_owned(),
        "notes.new".to_owned(),
    ];
    for (line, file) in WRITING {
        let folder = file.rsplit_once('/').map_or(".", |(folder, _)| folder);
        for name in others.iter().chain([&left]) {
            session.write(&format!("{folder}/{name}"), "");
        }
        let ran = session.mpp(line);
        assert!([0, 3].contains(&ran.status), "{line}: {}", ran.err);
        assert!(
            !session.path(folder).join(&left).exists(),
            "{line} sweeps {left}"
        );
        for name in &others {
            assert!(
                session.path(folder).join(name).exists(),
                "{line} leaves {name}"
            );
        }
    }
}

#[test]
fn rejects_go_to_pipes_devices_and_links_as_results_do() {
    let session = with_awards();
    let line = "award-points --from awards.csv --keep-going -n --rejects";
    let printed = session.mpp(&format!("{line} -")).ends(3).out;
    assert!(printed.contains("\nnobody,press-release,"), "{printed}");
    session.mpp(&format!("{line} /dev/null")).ends(3);
    session.write("real.csv", "old");
    std::os::unix::fs::symlink("real.csv", session.path("link.csv")).expect("a link");
    session.mpp(&format!("{line} link.csv")).ends(3);
    assert!(session.path("link.csv").is_symlink());
    assert_eq!(session.read("real.csv"), printed);
    let piped = sh(
        &session,
        "mkfifo pipe; cat pipe & mpp award-points --from awards.csv --keep-going -n --rejects pipe; wait",
    );
    assert_eq!(piped.out, printed);
    session
        .mpp(&format!("{line} both.csv -o both.csv"))
        .ends(2)
        .says("name the same file");
}

#[test]
fn rejects_are_written_only_once_the_result_is_certain() {
    let session = with_awards();
    let line = "award-points --from awards.csv --rejects bad.csv --keep-going";
    // The file ends abruptly after a row that is refused.
    session.write("bad.csv", "of last week");
    session.write(
        "broken.csv",
        "partner,activity\nnobody,press-release\nacme,\"press\n",
    );
    session
        .mpp("award-points --from broken.csv --rejects bad.csv --keep-going")
        .ends(1)
        .says("never closed");
    assert_eq!(session.read("bad.csv"), "of last week");
    // Another command has locked the book.
    if let Some(holder) = holding(&session, "begin immediate;") {
        let mut waiting = session.command(&crate::ran::words(line));
        let mut waiting = waiting.stderr(Stdio::piped()).spawn().expect("mpp runs");
        let mut line = String::new();
        BufReader::new(waiting.stderr.take().expect("a pipe"))
            .read_line(&mut line)
            .expect("a line");
        assert!(line.contains("waiting"), "{line}");
        assert_eq!(session.read("bad.csv"), "of last week");
        waiting.kill().expect("it was running");
        waiting.wait().expect("an end");
        holder.release();
    }
    assert_eq!(session.read("bad.csv"), "of last week");
    session.mpp(line).ends(3).says("recorded entry 7");
    assert!(session.read("bad.csv").contains("nobody,press-release,"));
}

#[test]
fn rejects_that_cannot_be_written_do_not_hide_what_was_recorded() {
    let session = with_awards();
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let line = "award-points --from awards.csv --rejects /dev/full --keep-going";
    session
        .mpp(line)
        .ends(1)
        .says("writing /dev/full: No space left on device")
        .says("the change itself is in the book: entry 7");
    assert_eq!(session.json("tier acme")["partners"][0]["points"], 100);
    // Where nothing was recorded, the message does not claim it.
    let refused = session
        .mpp("award-points --from awards.csv --rejects /dev/full")
        .ends(1);
    assert!(!refused.err.contains("in the book"), "{}", refused.err);
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn where_nothing_can_be_written_nothing_is_changed_either() {
    let session = with_awards();
    std::fs::create_dir(session.path("out")).expect("a folder");
    // Modes do not restrict root, so root has to become another user.
    for (name, may) in [(".", 0o777), ("book.db", 0o666), ("out", 0o555)] {
        set_mode(&session, name, may);
    }
    let mpp = match std::fs::write(session.path("out/probe"), "") {
        Err(_) => "mpp ",
        Ok(()) => "setpriv --reuid 65534 --regid 65534 --clear-groups mpp ",
    };
    let _ = std::fs::remove_file(session.path("out/probe"));
    for line in [
        "award-points acme press-release -o out/x",
        "award-points --from awards.csv --keep-going --rejects out/x",
    ] {
        let ran = sh(&session, &format!("{mpp}{line}"));
        if [126, 127].contains(&ran.status) {
            eprintln!("SKIPPED: setpriv is not there, or may not run the binary");
            return;
        }
        ran.ends(1).says("writing out/x: Permission denied");
    }
    assert_eq!(session.json("tier acme")["partners"][0]["points"], 75);
}
