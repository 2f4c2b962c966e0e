//! Output and input, for people and for programs.

use crate::session::Session;

#[test]
#[cfg(unix)]
fn output_to_a_device_or_pipe_is_written_not_replaced() {
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
    // A pipe stands for every device, which a regular file must not replace.
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
fn colour_is_for_terminals_unless_requested() {
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
    session.env.insert("CLICOLOR_FORCE", "1".to_owned());
    assert!(coloured(&session, "") && !coloured(&session, "--color never"));
    session.env.insert("NO_COLOR", "1".to_owned());
    assert!(!coloured(&session, "") && coloured(&session, "--color always"));
    session.env.insert("NO_COLOR", String::new());
    assert!(coloured(&session, ""), "an empty NO_COLOR says nothing");
}

#[test]
fn without_a_terminal_nothing_is_truncated_and_wide_characters_align() {
    let mut session = Session::new();
    session.env.insert("COLUMNS", "40".to_owned());
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
fn plain_output_is_one_tab_separated_line_per_record() {
    let session = Session::with_certified();
    assert_eq!(
        session.mpp("status --plain").ok().out,
        "acme\tAcme Cloud\tsaas\tSecurity\tcertified\t2015-03-20\tsilver\t75\t2000.00\t2016-03-20\n"
    );
}

#[test]
fn a_change_is_one_line_and_quiet_silences_it() {
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
    let shown = "… and more: `mpp status` shows them all\n\
        3,000 read, 3,000 recorded, 0 unchanged, 0 refused\nmade the book book.db\nrecorded entry 2\n";
    assert_eq!(ran.err, shown);
    assert_eq!(session.mpp("apply One -q").ok().out, "");
}

#[test]
fn every_command_that_prints_has_one_json_document() {
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
fn days_and_months_have_one_spelling() {
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
        // A day that the calendar does not have is distinguished from a text that is not a day.
        let why = match day {
            "2015-04-31" => "April 2015 has 30 days",
            _ => "YYYY-MM-DD",
        };
        assert!(
            ran.err.contains(&format!("--on `{day}`")) && ran.err.contains(why),
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
        session.mpp("status").ends(2).says(&format!(
            "error: MPP_TODAY `{day}`: a day is written YYYY-MM-DD"
        ));
        session.mpp("status --json").ends(2).says(
            "{\"error\":{\"causes\":[],\"hints\":[],\"kind\":\"usage\",\"message\":\"MPP_TODAY ",
        );
        session.mpp("apply --help").ok().prints("Usage: mpp apply");
    }
}

#[test]
fn a_dash_reads_standard_input() {
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
fn csv_files_as_spreadsheets_write_them() {
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
    for (content, message) in [
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
        let ran = session.mpp("apply --from bad.csv").ends(1).says(message);
        assert!(ran.err.contains("bad.csv"), "{}", ran.err);
    }
    session.write("more.csv", "name,colour\nCore,red\n");
    session.mpp("apply --from more.csv").ends(1).says("colour");
    session.mpp("apply --from more.csv --ignore-unknown").ok();
}

#[test]
fn verbose_messages_go_to_stderr_without_timestamps() {
    let session = Session::with_applicant();
    let plain = session.mpp("status").ok();
    let shown = session.mpp("status -v").ok();
    assert_eq!(shown.out, plain.out);
    assert!(shown.err.contains("book: book.db"), "{}", shown.err);
    assert!(
        !shown.err.contains("2015-") && !shown.err.contains("T0"),
        "{}",
        shown.err
    );
    session.mpp("status -v -q").ok().says("");
    assert_eq!(session.mpp("status -v -q").ok().err, "");
}
