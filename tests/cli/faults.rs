//! What is left when a command is killed, or the disk fails, at one of the system calls that write.
//!
//! `strace` lists the calls of a command; then each run kills it instead of one call, or lets that call fail.
//! A few points of each command are tried; `MPP_FAULTS=all` tries every one.

#![cfg(target_os = "linux")]

use crate::ran::{Ran, timeless, words};
use crate::scenes::{ADMISSIBLE, CERTIFIABLE};
use crate::session::Session;
use std::collections::BTreeMap;
use std::process::Command;

/// The calls that change what is on the disk; `?` marks those that not every system has.
const WRITING: &str = "?write,?writev,?pwrite64,?fsync,?fdatasync,?ftruncate,?fallocate,?unlink,?unlinkat,?rename,?renameat,\
    ?renameat2,?link,?linkat,?mkdir,?mkdirat,?chmod,?fchmod,?copy_file_range,?msync";

/// What happens at a point.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    /// The process is killed; the call does not happen.
    Kill,
    /// The disk is full from here on.
    Full,
    /// This one call fails.
    Fails,
    /// This one call is interrupted by a signal.
    Interrupted,
}

const FAULTS: [Fault; 4] = [Fault::Kill, Fault::Full, Fault::Fails, Fault::Interrupted];

impl Fault {
    fn at(self, call: &str, n: usize) -> String {
        match self {
            Self::Kill => format!("inject={call}:signal=SIGKILL:when={n}"),
            Self::Full => format!("inject={call}:error=ENOSPC:when={n}+"),
            Self::Fails => format!("inject={call}:error=EIO:when={n}"),
            Self::Interrupted => format!("inject={call}:error=EINTR:when={n}"),
        }
    }
}

#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn strace_is_there() -> bool {
    let there = Command::new("strace").arg("-V").output().is_ok();
    if !there {
        eprintln!("SKIPPED: there is no strace on the PATH");
    }
    there
}

/// A command under strace that lists or disturbs some calls.
fn traced(session: &Session, line: &str, calls: &str, more: &[String]) -> (Ran, String) {
    let command = session.command(&words(line));
    let log = session.path("calls.log");
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-a1", "-s0", "-o"])
        .arg(&log)
        .args(["-e", &format!("trace={calls}")]);
    for option in more {
        strace.args(["-e", option]);
    }
    strace
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .envs(&session.env)
        .current_dir(session.path("."))
        .stdin(std::process::Stdio::null());
    let ran = Ran::of(line, &strace.output().expect("strace runs"));
    let calls = std::fs::read_to_string(&log).expect("a list of calls");
    std::fs::remove_file(&log).expect("the list goes");
    (ran, calls)
}

/// Returns every writing call of a command: its name and its number among those of that name.
fn points(session: &Session, line: &str) -> Vec<(String, usize)> {
    let (ran, calls) = traced(session, line, WRITING, &[]);
    ran.ok();
    let mut counts = BTreeMap::new();
    let mut points = Vec::new();
    for call in calls.lines() {
        let name = call
            .split_once(' ')
            .and_then(|(_, call)| call.split_once('('))
            .map(|(name, _)| name.trim().to_owned());
        let Some(name) =
            name.filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
        else {
            continue;
        };
        let count = counts.entry(name.clone()).or_insert(0);
        *count += 1;
        points.push((name, *count));
    }
    points
}

/// Returns everything that can be read from a book, except the times of its entries.
fn seen(session: &Session) -> String {
    if !session.path("book.db").exists() {
        return "there is no book".to_owned();
    }
    let reports = [
        "history --plain",
        "status --json",
        "product list --json",
        "credits --json",
        "people acme --json",
        "requests --all --json",
    ];
    let seen = reports.map(|line| {
        let ran = session.mpp(line);
        format!("{} {}", ran.status, timeless(&ran.out))
    });
    seen.concat()
}

/// Injects faults into a command; returns how many, and what went wrong.
fn try_at_points(
    name: &str,
    seed: &Session,
    line: &str,
    sample: Option<usize>,
) -> (usize, Vec<String>) {
    let before = seen(&seed.copied());
    let done = seed.copied();
    let mut points = points(&done, line);
    let after = seen(&done);
    assert_ne!(before, after, "{name} changes something that is seen");
    if let Some(count) = sample {
        let last = points.len() - 1;
        // A different point of each command, so that together they cover all kinds.
        let shift = name.bytes().map(usize::from).sum::<usize>();
        let chosen = (0..count).map(|n| match n {
            0 => last,
            n => (shift + n * last / count) % points.len(),
        });
        points = chosen.map(|at| points[at].clone()).collect();
    }
    let mut wrong = Vec::new();
    for (call, n) in &points {
        for fault in FAULTS {
            let session = seed.copied();
            let (ran, _) = traced(&session, line, WRITING, &[fault.at(call, *n)]);
            let mut complain = |what: &str| {
                wrong.push(format!(
                    "{name}: {fault:?} at {call} {n}: {what}: {} {}",
                    ran.status, ran.err
                ));
            };
            let panicked = ran.status == 101 || ran.err.contains("panicked");
            if fault != Fault::Kill && (panicked || ran.status < 0 || ran.status > 100) {
                complain("it crashed");
            }
            let audit = session.mpp("audit");
            if session.path("book.db").exists() && (audit.status, &*audit.out) != (0, "") {
                complain(&format!("the audit finds {}{}", audit.out, audit.err));
            }
            let found = seen(&session);
            if found != before && found != after {
                complain("half done");
            }
            if ran.status == 0 && found != after {
                complain("said to be done, and is not");
            }
            let denied = [
                "was not changed",
                "nothing was changed",
                "nothing was recorded",
            ];
            if found != before && denied.iter().any(|denied| ran.err.contains(denied)) {
                complain("said not to be done, and is");
            }
        }
    }
    (points.len() * FAULTS.len(), wrong)
}

#[test]
#[allow(
    clippy::print_stderr,
    reason = "how much was tried is a figure to quote"
)]
fn killed_or_with_a_failing_disk_no_command_is_half_done_or_lies() {
    if !strace_is_there() {
        return;
    }
    #[allow(
        clippy::disallowed_methods,
        reason = "how much is tried is up to whoever runs the tests"
    )]
    let sample = match std::env::var_os("MPP_FAULTS") {
        Some(all) if all == "all" => None,
        _ => Some(2),
    };
    let (mut tried, mut wrong) = ((0, 0), Vec::new());
    let mut commands = |session: &Session, lines: &[(&str, &str)]| {
        for (name, line) in lines {
            let (faults, found) = try_at_points(name, session, line, sample);
            tried = (tried.0 + 1, tried.1 + faults);
            wrong.extend(found);
        }
    };
    let rows =
        |count: usize, row: &dyn Fn(usize) -> String| (1..=count).map(row).collect::<String>();

    let nothing = Session::new();
    let firms = format!("name\n{}", rows(30, &|n| format!("Firm {n}\n")));
    nothing.write("firms.csv", &firms);
    commands(
        &nothing,
        &[
            ("init", "init"),
            ("a first apply", "apply Acme --id acme"),
            ("a first file", "apply --from firms.csv"),
        ],
    );
    let applicant = Session::with_applicant();
    applicant.write("firms.csv", &firms);
    applicant.write(
        "old.csv",
        format!(
            "name,on,stage,admitted_on,mpa_on,certified_on\n{}",
            rows(10, &|n| format!(
                "Old {n},2013-01-01,certified,2013-01-02,2013-01-02,2013-02-01\n"
            ))
        ),
    );
    commands(
        &applicant,
        &[
            ("apply", "apply Bolt --contact 'Bob <bob@bolt.example>'"),
            ("a file of applicants", "apply --from firms.csv"),
            ("adopt", "adopt --from old.csv"),
            (
                "review",
                &format!("review acme {ADMISSIBLE} --alias ACME --admit"),
            ),
        ],
    );
    let candidate = Session::with_candidate();
    candidate
        .mpp("people acme --contact support=help@acme.example --on 2015-02-11")
        .ok();
    commands(
        &candidate,
        &[
            (
                "extend",
                "certify acme --extend-to 2015-06-30 --reason 'new release'",
            ),
            (
                "certify",
                &format!("certify acme {CERTIFIABLE} --grant --on 2015-03-20"),
            ),
        ],
    );
    let mut certified = Session::with_product();
    certified.mpp("award-points acme press-release").ok();
    certified
        .mpp("renew acme --object 'no deployments' --by marketplace")
        .ok();
    certified
        .mpp("request acme support-professional --ref NOC-9")
        .ok();
    certified.write(
        "awards.csv",
        rows(1, &|_| {
            "partner,activity,ref\nacme,customer-deployment,D-1\nacme,customer-deployment,D-2\n"
                .into()
        }),
    );
    let rules = include_str!("../../examples/program.toml");
    certified.write(
        "rules.toml",
        rules.replace("from_points = 500\n", "from_points = 100\n"),
    );
    certified.write(
        "credits.csv",
        "partner,month,amount\nacme,2015-04,100\nacme,2015-05,7\n",
    );
    certified.write(
        "products.csv",
        "partner,name,category\nacme,Acme Two,Security\nacme,Acme Three,Security\n",
    );
    certified.write(
        "deployments.csv",
        format!(
            "partner,product,ref,on,outcome\n{}",
            rows(20, &|n| format!(
                "acme,acme-shield,R-{n},2015-06-10,success\n"
            ))
        ),
    );
    certified.write("revenue.csv", "partner,product,month,amount\nacme,acme-shield,2015-04,100.50\nacme,acme-shield,2015-05,7\n");
    commands(
        &certified,
        &[
            ("edit", "edit acme --website https://acme.example"),
            ("checklist", "checklist acme --met co-branded-collateral"),
            (
                "people",
                "people acme --assign 'success-manager=Sam Roe' --contact 'billing=Bo <bo@acme.example>'",
            ),
            ("forget", "people acme --forget support"),
            ("award", "award-points acme customer-deployment --ref D-9"),
            ("progress", "award-points acme business-blog --planned"),
            (
                "reversal",
                "award-points --reverse 9.1 --reason 'wrong partner'",
            ),
            ("request", "request acme support-professional --ref NOC-1"),
            ("settlement", "request acme --done 11 --fee 10"),
            ("a file of awards", "award-points --from awards.csv"),
            ("credits", "credits acme --use 2015-05 100"),
            ("a file of credits", "credits --from credits.csv"),
            ("standing", "standing acme --bad 'unpaid'"),
            ("confirmation", "renew acme --confirm 'joint plan'"),
            (
                "evaluation",
                "renew acme --evaluate --by provider --finding 'no customers' --value no",
            ),
            ("other rules", "program use rules.toml"),
            ("undo", "undo"),
            ("product add", "product add acme 'Acme Nine'"),
            ("a file of products", "product add --from products.csv"),
            (
                "product edit",
                "product edit acme acme-shield --short 'Watches more'",
            ),
            (
                "product mark",
                "product mark acme acme-shield --met technical-completed",
            ),
            (
                "deployment",
                "deployments record acme acme-shield --ref X-1",
            ),
            (
                "a file of deployments",
                "deployments record --from deployments.csv",
            ),
            ("revenue", "revenue record acme acme-shield 2015-05 12.50"),
            ("a file of revenue", "revenue record --from revenue.csv"),
        ],
    );
    certified.mpp("undo 10").ok();
    certified.today("2017-06-15");
    commands(
        &certified,
        &[
            ("renewal", "renew --due"),
            ("end", "renew acme --end 'no longer offered'"),
        ],
    );
    let published = Session::with_published();
    commands(
        &published,
        &[("unpublish", "product unpublish acme acme-shield")],
    );
    published.mpp("undo").ok();
    commands(
        &published,
        &[("publish", "product publish acme acme-shield")],
    );
    let copied = Session::with_certified();
    copied.mpp("backup copy.db -q").ok();
    copied.mpp("people acme --forget support").ok();
    copied.mpp("award-points acme press-release").ok();
    commands(
        &copied,
        &[
            ("restore", "restore copy.db"),
            (
                "undo with what depends on it",
                "undo 6 --cascade --note 'not yet'",
            ),
        ],
    );
    let (commands, faults) = tried;
    eprintln!(
        "{commands} commands, {faults} faults, {} went wrong",
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn output_files_are_whole_and_leftovers_are_removed() {
    if !strace_is_there() {
        return;
    }
    let seed = Session::with_certified();
    seed.write("tier.csv", "of last week");
    let line = "tier -o tier.csv";
    let done = seed.copied();
    let points = points(&done, line);
    let (written, files) = (done.read("tier.csv"), done.files());
    let syncs = points.iter().filter(|(call, _)| call == "fsync").count();
    assert_eq!(syncs, 2, "the file and its folder: {points:?}");
    let mut left = 0;
    for (call, n) in &points {
        for fault in FAULTS {
            let session = seed.copied();
            let (ran, _) = traced(&session, line, WRITING, &[fault.at(call, *n)]);
            let found = session.read("tier.csv");
            let at = format!("{fault:?} at {call} {n}: {} {}", ran.status, ran.err);
            assert!(found == written || found == "of last week", "{at}: {found}");
            assert!(ran.status != 0 || found == written, "{at}");
            assert!(fault == Fault::Kill || session.files() == files, "{at}");
            left += usize::from(session.files() != files);
            session.mpp(line).ok();
            assert_eq!(session.read("tier.csv"), written, "{at}");
            assert_eq!(session.files(), files, "{at}");
        }
    }
    assert!(left > 0, "a killed one leaves something to sweep");
}

#[test]
fn success_is_reported_only_after_fsync() {
    if !strace_is_there() {
        return;
    }
    let session = Session::with_applicant();
    let (_, calls) = traced(
        &session,
        "apply Bolt",
        "pwrite64,fdatasync,fsync,write",
        &["decode-fds=path".to_owned()],
    );
    let calls: Vec<&str> = calls.lines().collect();
    let of_log = |call: &str| call.contains("book.db-wal");
    let printed = calls
        .iter()
        .position(|call| call.contains("write(1") || call.contains("write(2"))
        .expect("something was said");
    let written = calls[..printed]
        .iter()
        .rposition(|call| call.contains("pwrite64") && of_log(call))
        .expect("the log was written before");
    assert!(
        calls[written..printed]
            .iter()
            .any(|call| call.contains("sync(") && of_log(call)),
        "{calls:#?}"
    );
}

#[test]
fn a_book_on_a_full_disk_can_be_read() {
    if !strace_is_there() {
        return;
    }
    let session = Session::with_certified();
    let full =
        ["ftruncate", "fallocate", "pwrite64"].map(|call| format!("inject={call}:error=ENOSPC"));
    let (read, _) = traced(
        &session,
        "status acme",
        "ftruncate,fallocate,pwrite64",
        &full,
    );
    read.ok().prints("Acme Cloud");
    let (refused, _) = traced(
        &session,
        "award-points acme press-release",
        "ftruncate,fallocate,pwrite64",
        &full,
    );
    refused.ends(1).says("the disk is full or failing");
    session.mpp("audit").ok();
    assert_eq!(session.json("tier acme")["partners"][0]["points"], 75);
}

#[test]
fn a_disk_that_cannot_be_read_is_not_reported_as_damage() {
    if !strace_is_there() {
        return;
    }
    let session = Session::with_certified();
    let paths = ["decode-fds=path".to_owned()];
    for line in ["status acme", "award-points acme press-release", "audit"] {
        let (_, calls) = traced(&session.copied(), line, "pread64", &paths);
        let mut of_book = calls.lines().zip(1..);
        let first = of_book
            .find(|(call, _)| call.contains("book.db"))
            .expect("a read")
            .1;
        for n in [first, first + 1, first + 3] {
            let fails = [format!("inject=pread64:error=EIO:when={n}+")];
            let (ran, _) = traced(&session, line, "pread64", &fails);
            assert!(
                ran.err.contains("the disk is full or failing"),
                "read {n} of {line}: {} {}",
                ran.status,
                ran.err
            );
        }
    }
    session.mpp("audit").ok().silent();
}

#[test]
fn an_exhausted_resource_is_named() {
    if !strace_is_there() {
        return;
    }
    let session = Session::with_certified();
    let line = "award-points acme press-release";
    let (_, calls) = traced(
        &session.copied(),
        line,
        "openat",
        &["trace=openat".to_owned()],
    );
    let opened = |name: &str| {
        let mut calls = calls.lines().zip(1..);
        let of_name = |(call, _): &(&str, i32)| call.contains(&format!("{name}\""));
        calls.find(of_name).expect(name).1
    };
    for (name, error, printed) in [
        ("book.db", "EMFILE", "Too many open files"),
        ("book.db", "ENFILE", "Too many open files in system"),
        ("book.db-wal", "EMFILE", "Too many open files"),
        (
            "book.db-wal",
            "ENOSPC",
            "out of inodes before it is out of space",
        ),
    ] {
        let fails = [format!(
            "inject=openat:error={error}:when={}+",
            opened(name)
        )];
        let (ran, _) = traced(&session, line, "openat", &fails);
        ran.ends(1).says(printed);
    }
    session.mpp(line).ok();
}

#[test]
fn a_failing_disk_is_not_reported_as_damage() {
    if !strace_is_there() {
        return;
    }
    let session = Session::with_certified();
    let paths = ["decode-fds=path".to_owned()];
    let (_, calls) = traced(&session, "status acme", "pread64", &paths);
    let of_book = calls
        .lines()
        .zip(1..)
        .filter(|(call, _)| call.contains("book.db"));
    let reads: Vec<i32> = of_book.map(|(_, n)| n).collect();
    assert!(reads.len() > 5);
    for n in reads {
        let fails = [format!("inject=pread64:error=EIO:when={n}")];
        let (ran, _) = traced(&session, "status acme", "pread64", &fails);
        assert!(
            ran.status == 0 || ran.err.contains("the disk is full or failing"),
            "read {n}: {} {}",
            ran.status,
            ran.err
        );
    }
}

#[test]
fn a_failed_commit_reports_whether_it_took_effect() {
    if !strace_is_there() {
        return;
    }
    let seed = Session::with_applicant();
    let (_, calls) = traced(&seed.copied(), "apply Bolt", "fsync", &[]);
    let syncs = calls.lines().count();
    assert!(syncs > 1);
    let mut came_about = 0;
    for n in 1..=syncs {
        let session = seed.copied();
        let fails = [format!("inject=fsync:error=EIO:when={n}")];
        let (ran, _) = traced(&session, "apply Bolt", "fsync", &fails);
        let there = session.mpp("status bolt").status == 0;
        assert_eq!(ran.status == 0, there, "sync {n}: {}", ran.err);
        assert_eq!(
            ran.err.contains("was not changed"),
            !there,
            "sync {n}: {}",
            ran.err
        );
        came_about += usize::from(there);
    }
    assert!(came_about > 0);
}
