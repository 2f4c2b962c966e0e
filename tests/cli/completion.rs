//! The Tab key, in the shells themselves.

use crate::session::Session;
use crate::sqlite::holding;
use nix::sys::signal::Signal;
use rexpect::session::{PtySession, spawn_command};
use std::path::Path;
use std::process::Command;

/// A shell with completion switched on, at its prompt.
struct Shell {
    name: &'static str,
    pty: PtySession,
}

/// The shell, if it is installed; otherwise a message says that the test is skipped.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn shell(name: &'static str, session: &Session) -> Option<Shell> {
    let found = ["/usr/bin", "/bin", "/usr/local/bin"]
        .iter()
        .map(|folder| Path::new(folder).join(name))
        .find(|path| path.exists());
    let Some(path) = found else {
        eprintln!("SKIPPED: there is no {name} on this machine to press Tab in");
        return None;
    };
    let mut command = Command::new(path);
    command.args(match name {
        "bash" => ["--norc", "--noprofile"].as_slice(),
        "zsh" => ["-f"].as_slice(),
        _ => ["--no-config"].as_slice(),
    });
    let program = Path::new(env!("CARGO_BIN_EXE_mpp"));
    let folder = program.parent().expect("a folder").display();
    command
        .env_clear()
        .envs(&session.env)
        .current_dir(session.path(""))
        .env("PATH", format!("{folder}:/usr/local/bin:/usr/bin:/bin"))
        .env("TERM", "xterm")
        .env("LANG", "C.UTF-8")
        .env("PS1", "READY> ")
        .env("XDG_DATA_HOME", session.path("shells"))
        .env("XDG_CONFIG_HOME", session.path("shells"))
        .env("XDG_CACHE_HOME", session.path("shells"));
    let pty = spawn_command(command, Some(10_000)).expect("a pseudo-terminal");
    let mut shell = Shell { name, pty };
    shell.sends(match name {
        "bash" => {
            "bind 'set enable-bracketed-paste off'; source <(mpp completion bash); PS1='READY> '\r"
        }
        "zsh" => {
            "autoload -Uz compinit; compinit -u -D; source <(mpp completion zsh); PS1='READY> '\r"
        }
        _ => "mpp completion fish | source; function fish_prompt; echo -n 'READY> '; end\r",
    });
    shell.sends("echo com''plete is on\r");
    shell.shows("complete is on");
    Some(shell)
}

impl Shell {
    fn sends(&mut self, keys: &str) {
        self.pty.send(keys).expect("keys");
        self.pty.flush().expect("keys");
    }

    #[track_caller]
    fn shows(&mut self, text: &str) {
        if let Err(error) = self.pty.exp_string(text) {
            panic!("{} should show {text}\n{error}", self.name);
        }
    }

    /// Types the beginning of a line and Tab, and looks at the line that it became by printing its words.
    #[track_caller]
    fn completes(&mut self, begun: &str, to: &str) {
        // Ctrl-A goes to the beginning of the line, where the command becomes another.
        self.sends(&format!("{begun}\t"));
        std::thread::sleep(std::time::Duration::from_millis(400));
        self.sends("\u{1}printf '[%s]' \r");
        self.shows(&format!("[{}]", to.replace(' ', "][")));
    }

    fn leaves(mut self) {
        // A shell at its prompt ignores anything gentler.
        let killed = self.pty.process_mut().kill(Signal::SIGKILL);
        killed.expect("a shell");
    }
}

fn scene() -> Session {
    let session = Session::with_published();
    session
        .mpp("apply 'Éclair Systems' --id eclair-systems")
        .ok();
    session
}

#[test]
fn the_tab_key_completes_in_every_shell() {
    for name in ["bash", "zsh", "fish"] {
        let session = scene();
        let Some(mut shell) = shell(name, &session) else {
            continue;
        };
        for (begun, to) in [
            ("mpp aw", "mpp award-points"),
            ("mpp status ecl", "mpp status eclair-systems"),
            (
                "mpp award-points acme tutorial-v",
                "mpp award-points acme tutorial-video",
            ),
            (
                "mpp review acme --met dens",
                "mpp review acme --met density",
            ),
            ("mpp tier --expl", "mpp tier --explain"),
            ("mpp status --tier pla", "mpp status --tier platinum"),
            (
                "mpp product show acme acme-s",
                "mpp product show acme acme-shield",
            ),
            (
                "mpp checklist acme --list onb",
                "mpp checklist acme --list onboarding",
            ),
            ("mpp program sim", "mpp program simulate"),
        ] {
            shell.completes(begun, to);
        }
        shell.leaves();
    }
}

/// Returns the completions, asked for as fish asks.
fn offered(session: &Session, line: &str) -> String {
    let mut words = vec!["--".to_owned(), "mpp".to_owned()];
    words.extend(line.split(' ').map(str::to_owned));
    let answer = session
        .command(&words)
        .env("MPP_COMPLETE", "fish")
        .output()
        .expect("mpp runs");
    assert_eq!(String::from_utf8_lossy(&answer.stderr), "", "{line}");
    String::from_utf8(answer.stdout).expect("UTF-8")
}

#[test]
fn completions_come_from_the_book_with_descriptions() {
    let session = scene();
    for (line, offer) in [
        ("status a", "acme\tAcme Cloud\n"),
        ("status éc", "eclair-systems\tÉclair Systems\n"),
        ("award-points acme press", "press-release\t+25 "),
        ("status --tier g", "gold\tGold from 500 points\n"),
        ("status --stage cert", "certified\n"),
        (
            "product mark acme acme-shield --met technical-a",
            "technical-approved\t",
        ),
        ("undo 1", "1\tinit\n"),
        ("edit acme --support-level ent", "enterprise"),
        ("people acme --assign int", "integrator\t"),
        ("people acme --forget sup", "support\t"),
        ("directory --category Sec", "Security\n"),
        ("review acme --evidence dens", "density\t"),
        ("people acme --contact supp", "support\t"),
        ("program diff ", "1\tin force from "),
        ("help exit", "exit-status\ta topic"),
        ("apply --from boo", "book.db"),
    ] {
        let offers = offered(&session, line);
        assert!(offers.contains(offer), "{line}: {offers}");
    }
    // A URL is nothing the book could offer.
    assert!(!offered(&session, "product edit acme acme-shield --evidence ").contains("technical"));
    assert!(!offered(&session, "award-points acme press-release --evidence ").contains("density"));
    // From a book that is named on the line.
    session.mpp("apply 'Other Company' --db other.db").ok();
    assert!(offered(&session, "status --db other.db o").contains("other-company"));
    assert!(offered(&session, "--db=other.db status o").contains("other-company"));
    assert!(!offered(&session, "status o").contains("other-company"));
}

#[test]
fn a_script_that_inherited_the_variable_runs_its_commands() {
    let mut session = Session::new();
    for shell in ["bash", "fish", "1"] {
        session.env.insert("MPP_COMPLETE", shell.to_owned());
        let id = format!("in-{shell}");
        session
            .mpp(&format!("apply 'In {shell}' --id {id}"))
            .ok()
            .prints(&format!("{id}: applicant"));
        session.mpp(&format!("status {id}")).ok().prints(&id);
        // What begins with a hyphen may follow two of them, too.
        session
            .mpp(&format!("apply --id dashes-{shell} -- '--{shell}'"))
            .ok()
            .prints("applicant");
        session
            .mpp("")
            .ends(2)
            .says("mpp administers a marketplace provider program");
        session.mpp("bogus").ends(2).says("unknown command `bogus`");
    }
}

#[test]
fn completion_never_creates_locks_or_prints_errors() {
    let mut session = Session::new();
    for line in [
        "status a",
        "award-points acme ",
        "undo ",
        "",
        "--db missing.db status a",
        "bogus --bogus ",
        "product show x ",
    ] {
        offered(&session, line);
        assert!(session.files().is_empty(), "{line}: {:?}", session.files());
    }
    session.write("book.db", "this is no book");
    session.write("config.toml", "colour = 1\n");
    assert_eq!(offered(&session, "status a"), "");
    session.env.insert("MPP_CONFIG", "config.toml".to_owned());
    assert_eq!(offered(&session, "status a"), "");

    let session = scene();
    let before = (session.files(), session.read_bytes("book.db"));
    let beside = || {
        let folder = std::fs::read_dir(session.path("")).expect("the folder");
        folder.count()
    };
    let count = beside();
    assert!(offered(&session, "status ac").contains("acme"));
    assert_eq!((session.files(), session.read_bytes("book.db")), before);
    assert_eq!(beside(), count, "nothing beside the book either");
    // While somebody writes it neither waits nor fails.
    if let Some(writer) = holding(&session, "begin immediate;") {
        assert!(offered(&session, "status ac").contains("acme"));
        writer.release();
    }
}

#[test]
fn completion_sees_changes_of_another_process() {
    let session = scene();
    // As long as somebody reads, changes stay in the log next to the book.
    if let Some(reader) = holding(&session, "begin; select count(*) from entry;") {
        session.mpp("apply 'Newest Company' --id newest").ok();
        assert!(offered(&session, "status new").contains("newest"));
        reader.release();
    }
}
