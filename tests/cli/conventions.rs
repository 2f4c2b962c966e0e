//! What people and scripts expect of any command line. The number names the row of the list of conventions.

use crate::ran::Ran;
use crate::session::Session;
use std::io::{Read as _, Write as _};
use std::process::Stdio;

#[test]
fn row_01_nothing_to_do_is_done() {
    let session = Session::new();
    session.mpp("init").ok();
    for line in [
        "status",
        "tier",
        "credits",
        "due",
        "due --check",
        "renew",
        "renew --due",
        "renew --check",
        "checklist",
        "audit",
    ] {
        session.mpp(line).ok();
    }
}

#[test]
fn row_02_refused_or_not_found_is_1_and_row_03_misused_is_2() {
    let session = Session::with_certified();
    for line in [
        "status nobody",
        "award-points acme certification",
        "undo 99",
        "apply --from missing.csv",
    ] {
        session.mpp(line).ends(1);
    }
    for line in [
        "status --bogus",
        "frobnicate",
        "renew --within",
        "renew --within soon",
        "apply",
        "status a b",
        "edit acme",
        "award-points acme press-relese",
        "history --last -1",
        "undo --on 2015-01-01",
    ] {
        session.mpp(line).ends(2);
    }
}

#[test]
fn row_07_no_argument_makes_it_panic() {
    let session = Session::with_certified();
    let nasty = [
        "",
        " ",
        "-",
        "--",
        "=",
        "'",
        "\\",
        "\u{0301}",
        "9999999999999999999999",
        "-1",
        "0.0",
        "ACME=",
        "=URL",
        "%s",
        "\u{fffd}",
        "٣",
        "0000-00-00",
        "2015-02-29",
        "-999999-01-01",
    ];
    let places: &[&[&str]] = &[
        &["status"],
        &["apply"],
        &["undo"],
        &["history", "--last"],
        &["history", "--known-at"],
        &["status", "--as-of"],
        &["standing", "acme", "--bad"],
        &["award-points", "acme"],
        &["award-points", "acme", "customer-deployment", "--ref"],
        &["award-points", "acme", "--reason", "r", "--reverse"],
        &["review", "acme", "--met"],
        &["review", "acme", "--evidence"],
        &["certify", "acme", "--reason", "r", "--extend-to"],
        &["credits", "acme", "--use", "2015-05"],
        &["credits", "acme", "--from-month"],
        &["people", "acme", "--contact"],
        &["people", "acme", "--assign"],
        &["edit", "acme", "--revenue-share"],
        &["edit", "acme", "--alias"],
        &["due", "--within"],
        &["renew", "--within"],
        &["tier", "--db"],
        &["apply", "--from"],
        &["program", "check"],
    ];
    for place in places {
        for word in nasty {
            let mut words = place.to_vec();
            words.push(word);
            let line = format!("{words:?}");
            let ran = Ran::of(
                &line,
                &session
                    .command(&words)
                    .arg("-q")
                    .output()
                    .expect("mpp runs"),
            );
            assert!(
                [0, 1, 2, 4].contains(&ran.status),
                "{line}: {} {}",
                ran.status,
                ran.err
            );
            assert!(!ran.err.contains("panicked"), "{line}: {}", ran.err);
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let bytes = std::ffi::OsStr::from_bytes(b"\xff\xfe");
        for place in places {
            let ran = session
                .command(place)
                .arg(bytes)
                .output()
                .expect("mpp runs");
            let err = String::from_utf8_lossy(&ran.stderr);
            assert!(
                !err.contains("panicked") && ran.status.code().is_some_and(|status| status < 5),
                "{place:?}: {err}"
            );
        }
    }
}

#[test]
fn row_08_data_goes_to_standard_output_and_all_else_to_standard_error() {
    let session = Session::with_certified();
    assert!(session.mpp("status --json -v").ok().err.contains("book.db"));
    let changed = session.mpp("award-points acme press-release").ok();
    assert_eq!(changed.out, "acme: press-release, +25 points, 100 in all\n");
    assert_eq!(changed.err, "recorded entry 7\n");
    assert_eq!(session.mpp("status nobody").ends(1).out, "");
}

#[test]
fn row_09_an_error_is_a_line_with_the_value_and_the_remedy() {
    let session = Session::with_certified();
    for line in [
        "status nobody",
        "award-points acme certification",
        "undo 99",
        "apply --from missing.csv",
        "status --as-of soon",
        "status --tier bronze",
        "status --db missing.db",
        "edit acme",
    ] {
        let ran = session.mpp(line);
        assert!(ran.err.starts_with("error: "), "{line}: {}", ran.err);
        let marked = |line: &str| {
            ["error: ", "hint: ", "  "]
                .iter()
                .any(|mark| line.starts_with(mark))
        };
        assert!(ran.err.lines().all(marked), "{line}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
}

#[test]
fn row_10_no_error_speaks_of_the_engine() {
    let session = Session::with_candidate();
    session.mpp("apply Bolt --id bolt").ok();
    session.write("twice.csv", "name,id,alias,external_id\nCore,core,ACME,\nCore,core,,\nDelta,core,,crm-1\nEcho,bolt,,\nFox,,ACME,crm-1\n");
    session.write(
        "text.db",
        "not a book at all, but long enough to be taken for one by somebody who does not look",
    );
    for line in [
        "apply Other --id acme",
        "apply Other --alias ACME",
        "apply Other --external-id crm-1",
        "edit bolt --name 'Acme Cloud'",
        "apply --from twice.csv",
        "apply --from twice.csv --keep-going",
        "status --db text.db",
        "status --db /proc/self/mem",
        "init",
    ] {
        let ran = session.mpp(line);
        assert_ne!(ran.status, 0, "{line}");
        for word in [
            "UNIQUE",
            "constraint",
            "SQLITE",
            "SQL",
            "src/",
            "rusqlite",
            "code ",
        ] {
            assert!(!ran.err.contains(word), "{line}: {}", ran.err);
        }
    }
}

#[test]
fn row_11_a_closed_pipe_is_quiet_and_the_change_is_made() {
    let session = Session::with_certified();
    for line in [
        "history",
        "program show",
        "status --json",
        "award-points acme press-release",
    ] {
        let mut command = session.command(&crate::ran::words(line));
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("mpp runs");
        drop(child.stdout.take());
        let mut err = String::new();
        child
            .stderr
            .take()
            .expect("a pipe")
            .read_to_string(&mut err)
            .expect("text");
        let status = child.wait().expect("an end");
        assert!(
            status.code().is_none_or(|status| status == 0),
            "{line}: {status}: {err}"
        );
        assert!(!err.contains("error"), "{line}: {err}");
    }
    assert_eq!(session.json("tier acme")["partners"][0]["points"], 100);
}

#[test]
fn row_11_so_is_a_closed_pipe_for_what_is_said() {
    let session = Session::with_applicant();
    for (line, status) in [
        ("apply Bolt", 0),
        ("status nobody", 1),
        ("status --no-such-option", 2),
        ("apply Corn --verbose", 0),
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = session.command(&crate::ran::words(line));
        let ended = command.stderr(writer).stdout(Stdio::null()).status();
        assert_eq!(ended.expect("mpp runs").code(), Some(status), "{line}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn row_12_a_full_disk_is_an_error() {
    let session = Session::with_certified();
    for line in [
        "status",
        "history",
        "status --json",
        "program show --format csv",
    ] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full");
        let ran = session
            .command(&crate::ran::words(line))
            .stdout(full)
            .output()
            .expect("mpp runs");
        Ran::of(line, &ran)
            .ends(1)
            .says("the output cannot be written");
    }
}

#[test]
#[cfg(unix)]
fn row_41_what_is_no_plain_file_is_written_to_and_not_replaced() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    let session = Session::with_certified();
    let printed = session.mpp("status --json").ok().out;
    session.write("real.json", "old");
    symlink("real.json", session.path("link.json")).expect("a link");
    session.mpp("status --json -o link.json").ok();
    assert_eq!(session.read("real.json"), printed);
    let kind = |name: &str| {
        let meta = std::fs::symlink_metadata(session.path(name)).expect("it is there");
        meta.file_type()
    };
    assert!(kind("link.json").is_symlink(), "the link stays one");
    // A pipe stands for every device: where a file took its place, it would be gone for everybody.
    let made = std::process::Command::new("mkfifo")
        .arg(session.path("pipe"))
        .status();
    assert!(made.expect("mkfifo runs").success());
    let open = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(session.path("pipe"));
    let pipe = open.expect("the pipe");
    session.mpp("status --json -o pipe").ok();
    assert!(kind("pipe").is_fifo(), "the pipe stays one");
    drop(pipe);
    session.mpp("status -o real.json/below").ends(1);
}

#[test]
fn row_13_the_same_question_has_the_same_answer_byte_for_byte() {
    let session = Session::with_certified();
    for line in [
        "status --json",
        "history",
        "checklist acme",
        "credits --format csv",
        "tier acme --plain",
        "due --json",
        "program show --json",
        "audit --json",
    ] {
        assert_eq!(
            session.mpp(line).ok().out,
            session.mpp(line).ok().out,
            "{line}"
        );
    }
}

#[test]
fn row_15_bare_it_helps_and_fails() {
    let session = Session::new();
    let bare = session.mpp("").ends(2);
    assert!(
        bare.out.is_empty() && bare.err.contains("Usage: mpp"),
        "{}",
        bare.err
    );
    session
        .mpp("award-points")
        .ends(2)
        .says("missing: PARTNER ACTIVITY")
        .says("hint: `mpp award-points PARTNER ACTIVITY`");
    assert!(
        session
            .mpp("program")
            .ends(2)
            .err
            .contains("Usage: mpp program")
    );
}

#[test]
fn row_17_nearest_words_are_suggested_and_nothing_is_abbreviated() {
    let session = Session::with_certified();
    session.mpp("statu").ends(2).says("'status'");
    session.mpp("rev acme").ends(2).says("'review'");
    session
        .mpp("status --stag certified")
        .ends(2)
        .says("'--stage'");
    session.mpp("renew --du").ends(2);
    session.mpp("prog show").ends(2);
}

#[test]
fn row_18_so_are_nearest_partners_activities_items_and_tiers() {
    let session = Session::with_certified();
    for (line, near) in [
        ("status acne", "`acme`"),
        ("award-points acme pres-release", "`press-release`"),
        ("status --tier glod", "`gold`"),
        ("status --stage certifed", "`certified`"),
        ("checklist acme --list onbording", "`onboarding`"),
        ("checklist acme --met maturty", "`maturity`"),
        ("people acme --assign 'integator=Jo'", "`integrator`"),
    ] {
        session.mpp(line).says(&format!("did you mean {near}?"));
    }
    session.mpp("apply Bolt --kind sass").ends(2).says("saas");
}

#[test]
fn row_19_the_version_is_one_line_and_the_long_one_begins_with_it() {
    let session = Session::new();
    let line = concat!("mpp ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(session.mpp("-V").ok().out, line);
    let long = session.mpp("--version").ok().out;
    assert!(long.starts_with(line), "{long}");
    assert!(long.contains("\nbook schema 2\nSQLite 3."), "{long}");
}

#[test]
fn row_23_options_stand_anywhere_and_two_dashes_end_them() {
    let session = Session::with_certified();
    let expected = session.mpp("status acme --json").ok().out;
    for line in [
        "--json status acme",
        "status --json acme",
        "status acme --format=json",
        "status acme --format json",
    ] {
        assert_eq!(session.mpp(line).ok().out, expected, "{line}");
    }
    session
        .mpp("apply -- --dashes-ltd")
        .ok()
        .prints("dashes-ltd: applicant");
    assert_eq!(
        session.mpp("status acme -vv").ok().err,
        session.mpp("status acme -v -v").ok().err
    );
    session.mpp("status acme --as-of -- acme").ends(2);
}

#[test]
fn row_25_nothing_is_ever_asked_without_a_terminal() {
    let mut session = Session::with_certified();
    for (name, value) in [("CI", "1"), ("TERM", "xterm-256color"), ("EDITOR", "false")] {
        session.world.insert(name, value.to_owned());
    }
    for line in [
        "apply",
        "award-points",
        "award-points acme",
        "award-points acme customer-deployment",
        "credits acme --use 2015-05",
        "people",
        "edit acme",
        "certify",
        "review",
    ] {
        let ran = session.mpp_reading(line, b"yes\ny\n\n").ends(2);
        assert!(ran.out.is_empty(), "{line}: {}", ran.out);
    }
}

#[test]
fn row_26_a_refusal_names_what_is_missing() {
    let session = Session::with_certified();
    session
        .mpp("award-points acme customer-deployment")
        .ends(2)
        .says("--ref");
    session
        .mpp("award-points acme --reverse 6")
        .ends(2)
        .says("--reason");
    session
        .mpp("renew acme --object 'no leads'")
        .ends(2)
        .says("--by");
    session
        .mpp("certify acme --extend-to 2015-07-01")
        .ends(2)
        .says("--reason");
    session
        .mpp("standing acme")
        .ends(2)
        .says("--good")
        .says("--bad");
    session.mpp("checklist --met mpa").ends(2).says("PARTNER");
    session.mpp("adopt").ends(2).says("--from FILE");
}

#[test]
fn row_32_colour_is_for_terminals_unless_asked_for() {
    let mut session = Session::with_certified();
    let coloured = |session: &Session, options: &str| {
        let out = session
            .mpp(&format!("status acme {options}"))
            .ok()
            .out
            .contains('\u{1b}');
        let err = session
            .mpp(&format!("status nobody {options}"))
            .ends(1)
            .err
            .contains('\u{1b}');
        assert_eq!(out, err, "{options}");
        out
    };
    assert!(
        !coloured(&session, "")
            && !coloured(&session, "--color auto")
            && !coloured(&session, "--color never")
    );
    assert!(coloured(&session, "--color always") && coloured(&session, "--color=always"));
    assert!(
        !session
            .mpp("status --json --color always")
            .ok()
            .out
            .contains('\u{1b}')
    );
    session.world.insert("CLICOLOR_FORCE", "1".to_owned());
    assert!(coloured(&session, "") && !coloured(&session, "--color never"));
    session.world.insert("NO_COLOR", "1".to_owned());
    assert!(!coloured(&session, "") && coloured(&session, "--color always"));
    session.world.insert("NO_COLOR", String::new());
    assert!(coloured(&session, ""), "an empty NO_COLOR says nothing");
}

#[test]
fn row_33_without_a_terminal_nothing_is_cut_and_wide_letters_line_up() {
    let mut session = Session::new();
    session.world.insert("COLUMNS", "40".to_owned());
    let long = "A company whose name is much longer than any terminal that somebody would look at it on is wide";
    session.mpp(&format!("apply '{long}' --id long")).ok();
    session.mpp("apply '東京データ' --id tokyo").ok();
    session.mpp("apply 'E\u{301}clair' --id eclair").ok();
    let table = session.mpp("status").ok().prints(long).out;
    let column = |line: &str| {
        let before = line.split("applicant").next().unwrap_or_default();
        before
            .chars()
            .map(|c| match c {
                '\u{301}' => 0,
                '\u{2e80}'.. => 2,
                _ => 1,
            })
            .sum::<usize>()
    };
    let columns: Vec<usize> = table.lines().skip(1).map(column).collect();
    assert!(
        columns.len() == 3 && columns.iter().all(|at| *at == columns[0]),
        "{table}"
    );
    assert!(!table.contains(['│', '┌', '─', '|']), "no borders: {table}");
}

#[test]
fn row_34_plain_is_a_line_of_tabs_for_each_record() {
    let session = Session::with_certified();
    assert_eq!(
        session.mpp("status --plain").ok().out,
        "acme\tAcme Cloud\tsaas\tSecurity\tcertified\t2015-03-20\tsilver\t75\t2000.00\t2016-03-20\n"
    );
}

#[test]
fn row_36_and_38_a_change_is_one_line_and_progress_is_for_terminals() {
    let session = Session::new();
    let rows = (0..3000).map(|n| format!("Company {n:04},\n"));
    session.write(
        "many.csv",
        ["name,category\n".to_owned()]
            .into_iter()
            .chain(rows)
            .collect::<Vec<_>>()
            .concat(),
    );
    let ran = session.mpp("apply --from many.csv").ok();
    let told = "… and more: `mpp status` shows them all\n\
        3,000 read, 3,000 recorded, 0 unchanged, 0 refused\nmade the book book.db\nrecorded entry 2\n";
    assert_eq!(ran.err, told);
    assert_eq!(session.mpp("apply One -q").ok().out, "");
}

#[test]
fn row_40_every_command_that_prints_has_one_json_document() {
    let session = Session::with_certified();
    for line in [
        "status",
        "tier",
        "credits",
        "due",
        "renew",
        "checklist",
        "checklist acme",
        "review acme",
        "certify acme",
        "history",
        "people acme",
        "program show",
        "audit",
        "apply Bolt",
        "undo",
        "renew --due",
    ] {
        let out = session.mpp(&format!("{line} --json")).ok().out;
        assert!(out.ends_with("}\n"), "{line}");
        let document: serde_json::Value =
            serde_json::from_str(&out).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(document["schema"], 1, "{line}");
    }
}

#[test]
fn row_43_days_and_months_are_written_one_way() {
    let session = Session::with_certified();
    for day in [
        "1/2/26",
        "2015-4-1",
        "20150401",
        "2015-04-31",
        "2015-04-01T00:00",
        "+2015-04-01",
        "tomorrow",
        "15-04-01",
        "2015-04-01 ",
        "２015-04-01",
        "",
    ] {
        let ran = session
            .mpp(&format!("award-points acme press-release --on '{day}'"))
            .ends(2);
        assert!(
            ran.err.contains(&format!("--on `{day}`")) && ran.err.contains("YYYY-MM-DD"),
            "{day}: {}",
            ran.err
        );
        session.mpp(&format!("status --as-of '{day}'")).ends(2);
    }
    session
        .mpp("award-points acme press-release --on 2015-06-16")
        .ends(2)
        .says("after today, 2015-06-15");
    session.mpp("status --as-of 2030-01-01").ok();
    assert_eq!(
        session.json("award-points acme press-release --on yesterday")["changes"][0]["on"],
        "2015-06-14"
    );
    assert_eq!(
        session.json("award-points acme view-ezine --on today")["changes"][0]["on"],
        "2015-06-15"
    );
    for month in ["2015-4", "201504", "2015-13", "04/2015"] {
        session
            .mpp(&format!("credits acme --use {month} 1"))
            .ends(2);
        session
            .mpp(&format!("credits acme --from-month {month}"))
            .ends(2);
    }
    let mut session = session;
    for day in ["2015-6-15", "today", "15.6.2015"] {
        session.today(day);
        session.mpp("status").ends(2).says("MPP_TODAY");
    }
}

#[test]
fn row_44_a_dash_reads_standard_input() {
    let session = Session::with_certified();
    session
        .mpp_reading("apply --from -", b"name\nBolt\n")
        .ok()
        .says("1 read, 1 recorded");
    session
        .mpp_reading(
            "award-points --from -",
            b"partner,activity\nacme,press-release\n",
        )
        .ok();
    session
        .mpp("apply --from -")
        .ends(1)
        .says("standard input")
        .says("empty");
}

#[test]
fn row_45_files_as_spreadsheets_write_them() {
    let session = Session::new();
    session.write("excel.csv", "\u{feff}NAME,Contact Name,summary,External-Id\r\n\"Acme, Inc.\",Ann Lee,\"two\r\nlines\",crm-1\r\n\r\n'=Bolt,,,\r\n");
    session
        .mpp("apply --from excel.csv")
        .ok()
        .says("2 read, 2 recorded");
    let status = session.json("status acme-inc");
    assert_eq!(
        (
            &status["partners"][0]["summary"],
            &status["partners"][0]["name"]
        ),
        (&"two\nlines".into(), &"Acme, Inc.".into())
    );
    session.mpp("status bolt").ok().prints("=Bolt");
    for (content, said) in [
        (&b"name;category\nCore;Storage\n"[..], "semicolons"),
        (b"name\nCaf\xe9 Core\n", "UTF-8"),
        (b"\xff\xfen\0a\0m\0e\0", "UTF-16"),
        (b"PK\x03\x04", "workbook"),
        (b"", "empty"),
        (b"category\nStorage\n", "name"),
        (b"name,nmae\nCore,x\n", "nmae"),
        (b"name,name\nCore,x\n", "name"),
        (
            b"name,category\nCore,a,b\n",
            "bad.csv:2: 3 values under a header of 2 columns",
        ),
        (b"name,category\nCore,\"a\nDelta,b\n", "bad.csv:2"),
        (b"[{\"name\":\"Core\"}]", "JSON array"),
    ] {
        session.write("bad.csv", content);
        let ran = session.mpp("apply --from bad.csv").ends(1).says(said);
        assert!(ran.err.contains("bad.csv"), "{}", ran.err);
    }
    session.write("more.csv", "name,colour\nCore,red\n");
    session.mpp("apply --from more.csv").ends(1).says("colour");
    session.mpp("apply --from more.csv --ignore-unknown").ok();
}

#[test]
fn row_47_run_again_nothing_changes() {
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
fn row_48_killed_in_the_middle_nothing_is_half_done() {
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
fn row_49_twenty_at_once_on_a_new_book_are_twenty_partners() {
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
fn row_53_nothing_but_the_book_is_put_anywhere() {
    let mut session = Session::new();
    session.world.remove("MPP_DB");
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
fn row_54_it_runs_from_cron_without_any_environment() {
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
fn row_60_there_is_a_way_back_and_a_history_of_who_and_when() {
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
fn options_of_reads_and_of_changes_are_not_mixed_silently() {
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
        session.mpp(line).ends(2);
    }
}
