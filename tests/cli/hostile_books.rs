//! Books prepared to deceive a command or to keep it busy forever: every command refuses them, or answers
//! what it would answer on the original book.

use crate::session::Session;
use crate::sqlite::{holding, sqlite};

/// A command line for each command that opens a book, and how it may end on one that it cannot use.
const COMMANDS: [&str; 45] = [
    "apply 'Delta Ltd'",
    "apply --from companies.csv",
    "adopt --from companies.csv",
    "review acme",
    "certify acme",
    "renew",
    "renew --due",
    "award-points acme press-release",
    "award-points acme --reverse 6.10 --reason wrong",
    "tier",
    "tier acme --explain",
    "tier acme --path",
    "credits",
    "credits acme",
    "status",
    "status acme",
    "edit acme --website https://acme.example",
    "checklist",
    "checklist acme",
    "due",
    "people acme",
    "people acme --forget support",
    "request acme service-task --text 'a firewall rule'",
    "requests",
    "standing acme --bad 'unpaid'",
    "product list",
    "product show acme acme-shield",
    "deployments report",
    "deployments list",
    "people",
    "checklist --item mpa",
    "deployments record acme acme-shield --ref D-1",
    "revenue report",
    "directory",
    "program show",
    "program list",
    "program simulate rules.toml",
    "history",
    "history acme",
    "undo",
    "audit",
    "audit --head",
    "backup copy-of-it.db",
    "backup --verify book.db --db sound.db",
    "restore book.db --db sound.db --dry-run",
];

/// A book with a product, and the files that the commands name.
fn sound() -> Session {
    let session = Session::with_product();
    session.write("companies.csv", "name\nEcho GmbH\n");
    session.write("rules.toml", include_str!("../../examples/program.toml"));
    session.mpp("backup sound.db -q").ok();
    session
}

/// Runs statements that the schema and its triggers forbid, as the owner of the file could.
const FORBIDDEN: &str = "pragma writable_schema = on;";

/// The attacks on the book, and whether the schema reveals each.
fn attacks() -> Vec<(&'static str, String, bool)> {
    let endless = |table: &str, columns: &str| {
        format!(
            "drop table {table}; create view {table} as with recursive r(x) as (select 1 union all select x + 1 from r) \
             select {columns} from r"
        )
    };
    vec![
        (
            "a trigger that swallows awards, called like statistics",
            "create trigger sqlitexstat_i before insert on award begin select raise(ignore); end".to_owned(),
            true,
        ),
        (
            "a trigger that copies contact people away",
            "create table sqlitexstat1 (a, b); create trigger sqlitexstat2 before delete on person \
             begin insert into sqlitexstat1 values (old.name, old.email); end".to_owned(),
            true,
        ),
        (
            "an endless table of awards",
            endless("award", "'acme' partner, x entry, x n, '2015-01-01' on_day, 1 participation, 'a' activity, 1 points, \
                null reference, null evidence, null note, null expires_on, null override, null reason, \
                null reverses_entry, null reverses_n"),
            true,
        ),
        (
            "endless entries",
            endless("entry", "x id, '2015-01-01T00:00:00Z' recorded, 'eve' actor, 'c' command, null note, \
                printf('%064d', x) digest"),
            true,
        ),
        (
            "endless rules",
            endless("program", "x entry, x n, '2015-01-01' on_day, x version, '' rules"),
            true,
        ),
        (
            "a view that answers for ever",
            "drop view standing; create view standing as with recursive r(x) as (select 1 union all select x + 1 from r) \
             select 'acme' partner, 'A' name, 1 participation, 'certified' stage, '2015-01-01' since, x points from r".to_owned(),
            true,
        ),
        (
            "an index without rows",
            format!("{FORBIDDEN} update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'revenue_by_entry') \
                where name = 'award_by_entry'"),
            true,
        ),
        (
            "an index that begins on an empty page of its own",
            format!("create table t (a); create index i on t (a); {FORBIDDEN} \
                update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'i') where name = 'profile_by_name'; \
                delete from sqlite_schema where name in ('i', 't')"),
            true,
        ),
        (
            "a missing index",
            "drop index profile_by_name".to_owned(),
            true,
        ),
        (
            "another application",
            "pragma application_id = 1".to_owned(),
            true,
        ),
        (
            "a later version",
            "pragma user_version = 99".to_owned(),
            true,
        ),
        (
            "an enormous text",
            "drop trigger profile_stays; update profile set summary = printf('%.*c', 40000000, 'x'); \
             create trigger profile_stays before update on profile begin select raise(abort, 'the book is only ever added to'); end".to_owned(),
            false,
        ),
    ]
}

/// Returns what the commands print for the sound book.
fn answers(session: &Session) -> Vec<(i32, String)> {
    COMMANDS
        .iter()
        .map(|line| {
            let ran = session.copied().mpp(line);
            (ran.status, crate::ran::timeless(&ran.out))
        })
        .collect()
}

#[test]
fn every_command_refuses_a_hostile_book_or_answers_correctly() {
    let session = sound();
    let expected = answers(&session);
    for (what, statements, shows) in attacks() {
        let hostile = session.copied();
        let Some(_) = sqlite(&hostile, &statements) else {
            return;
        };
        for (line, (status, out)) in COMMANDS.iter().zip(&expected) {
            let ran = hostile.copied().mpp(line);
            let refused = match ran.status {
                4 => true,
                // A check reports that it found something.
                5 => {
                    line.starts_with("audit")
                        || line.starts_with("backup --verify")
                        || line.starts_with("restore")
                }
                _ => false,
            };
            let right = !shows && ran.status == *status && crate::ran::timeless(&ran.out) == *out;
            assert!(
                refused || right,
                "{what}: mpp {line} ended with {}, not {status}\n{}\n{}",
                ran.status,
                ran.out,
                ran.err
            );
            assert!(
                ran.out.len() + ran.err.len() < 100_000,
                "{what}: mpp {line}"
            );
        }
    }
}

#[test]
fn an_endless_book_does_not_hang_completion() {
    let session = sound();
    let Some(_) = sqlite(
        &session,
        "drop table profile; create view profile as with recursive r(x) as (select 1 union all select x + 1 from r) \
         select 'p' || x partner, x entry, x n, '2015-01-01' on_day, 'P' name, 'p' name_key, 'p' look_key, null alias from r",
    ) else {
        return;
    };
    let mut command = session.command(&["--", "mpp", "status", ""]);
    command
        .env("MPP_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", "2")
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true")
        .env("_CLAP_IFS", "\n");
    let offered = command.output().expect("mpp runs");
    assert!(!String::from_utf8_lossy(&offered.stdout).contains("p1"));
}

#[test]
fn every_command_refuses_a_book_with_a_foreign_log() {
    let session = sound();
    let other = Session::new();
    for name in ["Bolt", "Crane", "Dune"] {
        other.mpp(&format!("apply {name}")).ok();
    }
    let Some(holder) = holding(&other, "begin; select count(*) from entry;") else {
        return;
    };
    other.mpp("apply Ember").ok();
    holder.kill();
    for suffix in ["-wal", "-shm"] {
        let name = format!("book.db{suffix}");
        std::fs::copy(other.path(&name), session.path(&name)).expect("a log");
    }
    let log = session.read_bytes("book.db-wal");
    let book = session.read_bytes("book.db");
    for line in COMMANDS {
        if line.ends_with("--db sound.db --dry-run") || line.contains("--verify") {
            session.mpp(line).ends(4);
        } else {
            session
                .mpp(line)
                .ends(4)
                .says("is not the log of this book");
        }
        assert_eq!(session.read_bytes("book.db"), book, "{line}");
        assert_eq!(session.read_bytes("book.db-wal"), log, "{line}");
    }
    session.mpp("restore sound.db").ok();
    session.mpp("audit").ok().silent();
}

#[test]
fn every_command_that_opens_a_book_is_tried() {
    let session = Session::new();
    let overview = session.mpp("").err;
    let without_book = ["init", "config", "completion", "man", "help"];
    for line in overview.lines().filter(|line| line.starts_with("  ")) {
        for command in line.get(14..).unwrap_or_default().split_whitespace() {
            let tried = |line: &&str| line.split(' ').next() == Some(command);
            assert!(
                without_book.contains(&command) || COMMANDS.iter().any(tried),
                "{command}"
            );
        }
    }
}
