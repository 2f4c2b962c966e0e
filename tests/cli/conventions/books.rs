//! Runs, files and folders.

use crate::ran::Ran;
use crate::session::Session;
use std::io::Write as _;
use std::process::Stdio;

#[test]
fn running_again_changes_nothing() {
    let mut session = Session::with_certified();
    session.write(
        "awards.csv",
        "partner,activity,ref\nacme,customer-deployment,D-1\n",
    );
    session.write("used.csv", "partner,month,amount\nacme,2015-05,10\n");
    session.write("verdicts.csv", "partner,item,verdict\nacme,use-case,met\n");
    session.today("2016-03-20");
    let once = [
        "award-points --from awards.csv",
        "credits --from used.csv",
        "renew --due",
        "checklist --from verdicts.csv",
        "standing acme --good",
        "edit acme --category Security",
        "people acme --assign 'integrator=Jo Park'",
    ];
    for line in once {
        session.mpp(line).ok();
    }
    let before = session.mpp("history --json").ok().out;
    for line in once {
        session.mpp(line).ok();
    }
    assert_eq!(session.mpp("history --json").ok().out, before);
    session
        .mpp("award-points acme customer-deployment --ref D-1")
        .ends(1);
}

#[test]
fn a_killed_import_leaves_no_partial_entry() {
    let session = Session::with_applicant();
    let mut command = session.command(&["apply", "--from", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("mpp runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    let rows = (0..4000)
        .map(|n| format!("Company {n:04}\n"))
        .collect::<Vec<_>>()
        .concat();
    pipe.write_all(format!("name\n{rows}").as_bytes())
        .expect("a write");
    std::thread::sleep(std::time::Duration::from_millis(500));
    child.kill().expect("a kill");
    child.wait().expect("an end");
    session.mpp("audit").ok();
    assert_eq!(session.json("audit")["entries"], 2);
    assert_eq!(
        session.json("status")["partners"].as_array().map(Vec::len),
        Some(1)
    );
    session.mpp("apply Bolt").ok().says("recorded entry 3");
}

#[test]
fn twenty_concurrent_first_commands_record_twenty_partners() {
    let session = Session::new();
    let start = |n: u32| {
        let mut command = session.command(&["apply", &format!("Company {n}")]);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("mpp runs")
    };
    let children: Vec<_> = (0..20).map(start).collect();
    for child in children {
        Ran::of("apply", &child.wait_with_output().expect("an end")).ok();
    }
    assert_eq!(
        session.json("status")["partners"].as_array().map(Vec::len),
        Some(20)
    );
    assert_eq!(session.json("audit")["entries"], 21);
    assert_eq!(session.files(), ["book.db"]);
}

#[test]
fn no_file_but_the_book_is_created() {
    let mut session = Session::new();
    session.env.remove("MPP_DB");
    session.mpp("apply Acme").ok();
    session.mpp("status").ok();
    assert_eq!(session.files(), [".local"]);
    let files = std::fs::read_dir(session.path(".local/share/mpp")).expect("a folder");
    let mut names: Vec<_> = files
        .map(|file| {
            file.expect("a file")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
    assert_eq!(names, ["book.db"]);
}

#[test]
fn it_runs_from_cron_with_an_empty_environment() {
    let session = Session::with_applicant();
    let book = session.path("book.db").display().to_string();
    for line in [
        &["status", "--db", &book][..],
        &["renew", "--due", "--db", &book],
        &["apply", "Bolt", "--db", &book],
    ] {
        let ran = session
            .command(line)
            .env_clear()
            .current_dir("/")
            .output()
            .expect("mpp runs");
        Ran::of("from cron", &ran).ok();
    }
    let ran = session
        .command(&["status"])
        .env_clear()
        .current_dir("/")
        .output()
        .expect("mpp runs");
    Ran::of("status", &ran).ends(2).says("--db");
}

#[test]
fn undo_and_a_history_of_who_and_when() {
    let session = Session::with_certified();
    let reads = [
        "status --json",
        "checklist acme --json",
        "credits --json",
        "tier acme --json",
        "renew acme --json",
        "people acme --json",
    ];
    let before = reads.map(|line| session.mpp(line).ok().out);
    for line in [
        "award-points acme press-release",
        "edit acme --name Ajax --category Storage",
        "standing acme --bad 'invoice 4711'",
        "renew acme --object 'no leads' --by provider",
        "people acme --contact 'support=Other <other@acme.example>'",
        "credits acme --use 2015-05 10",
        "apply Bolt",
        "renew acme --end 'discontinued'",
        "checklist acme --unmet mpa",
    ] {
        session.mpp(line).ok();
        session.mpp("undo").ok();
        assert_eq!(
            reads.map(|line| session.mpp(line).ok().out),
            before,
            "after {line} and undo"
        );
    }
    session.mpp("audit").ok();
}

#[test]
fn an_option_without_its_companion_is_an_error() {
    let session = Session::with_candidate();
    for (line, says) in [
        (
            "certify acme --grant --reason x",
            "--reason goes with --extend-to",
        ),
        ("renew acme --due --by provider", "--by goes with --object"),
        (
            "renew acme --confirm x --by provider",
            "--by goes with --object",
        ),
        (
            "award-points acme press-release --reason x",
            "--reason goes with --reverse",
        ),
        (
            "award-points acme press-release --on-duplicate skip",
            "--on-duplicate goes with --from FILE",
        ),
        (
            "credits acme --on-duplicate update",
            "--on-duplicate goes with --from FILE",
        ),
    ] {
        session.mpp(line).ends(2).says(says);
    }
    assert_eq!(session.json("audit")["entries"], 4);
}

#[test]
fn a_placeholder_is_not_recorded() {
    let session = Session::with_certified();
    for line in [
        "renew acme --end REASON",
        "review acme --withdraw REASON",
        "award-points acme battlecard --override REASON",
    ] {
        session
            .mpp(line)
            .ends(2)
            .says("`REASON` is a placeholder; give the actual reason");
    }
    for line in ["apply Bolt --contact …", "people acme --contact billing=…"] {
        session
            .mpp(line)
            .ends(2)
            .says("somebody who can be forgotten");
    }
    assert_eq!(session.json("audit")["entries"], 6);
}

#[test]
fn options_of_reads_and_changes_do_not_mix() {
    let session = Session::with_certified();
    for line in [
        "review acme --met maturity --as-of 2015-02-10",
        "standing acme --good --as-of 2015-02-10",
        "people acme --assign 'integrator=Jo Park' --as-of 2015-02-10",
        "people acme --assign 'integrator=Jo Park' --known-at 3",
        "renew --due --as-of 2016-03-20",
        "credits acme --use 2015-05 10 --as-of 2015-05-31",
        "checklist acme --on 2015-02-10",
        "people acme --on 2015-02-10",
        "renew acme --on 2015-02-10",
        "credits acme --on 2015-04-30",
        "renew --check --on 2016-03-20",
    ] {
        let ran = session.mpp(line).ends(2);
        assert_eq!(ran.out, "", "{line}");
    }
}

#[test]
fn an_id_is_never_reused() {
    let session = Session::with_candidate();
    session.mpp("edit acme --name 'Apex Cloud'").ok();
    session.mpp("apply 'Acme' --on 2015-06-01").ok();
    let partners = session.json("status");
    let ids: Vec<&str> = partners["partners"]
        .as_array()
        .expect("partners")
        .iter()
        .filter_map(|partner| partner["id"].as_str())
        .collect();
    assert_eq!(ids[0], "acme");
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[1], "acme", "another company has another id");
    assert_eq!(
        session.json("status acme")["partners"][0]["name"],
        "Apex Cloud"
    );
    session.mpp("apply Other --id acme").ends(1);
    // It returns under its id, in a new participation.
    session.mpp("review acme --withdraw 'for now'").ok();
    session.mpp("apply --id acme 'Apex Cloud'").ok();
    assert_eq!(
        session.json("status acme")["partners"][0]["participation"],
        2
    );
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn no_network_is_used() {
    let session = Session::with_certified();
    let traced = |line: &[&str]| {
        let mut strace = std::process::Command::new("strace");
        strace
            .args(["-f", "-qq", "-e", "trace=%network", "-o", "calls"])
            .arg(env!("CARGO_BIN_EXE_mpp"))
            .args(line)
            .env_clear()
            .envs(&session.env)
            .current_dir(session.path(""));
        strace.output()
    };
    let Ok(first) = traced(&["status"]) else {
        eprintln!("SKIPPED: there is no strace on the PATH");
        return;
    };
    assert!(first.status.success());
    for line in [
        ["tier", "acme"].as_slice(),
        &["apply", "Bolt"],
        &["audit"],
        &["help", "rules"],
        &["init", "--example", "--db", "example.db"],
    ] {
        assert!(
            traced(line).expect("strace runs").status.success(),
            "{line:?}"
        );
        let calls = session.read("calls");
        // The user's name may be looked up in a local service.
        let calls = calls.lines().filter(|line| line.contains('('));
        let network: Vec<&str> = calls.filter(|line| !line.contains("AF_UNIX")).collect();
        assert!(network.is_empty(), "{line:?}: {network:?}");
    }
}
