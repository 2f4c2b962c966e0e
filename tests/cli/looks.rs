//! How things look on a terminal: at every width, with and without colour, page by page.

use crate::session::Session;
use unicode_width::UnicodeWidthStr as _;

/// Partners with wide and combining letters, long words, and something of every kind.
fn scene() -> Session {
    let mut session = Session::with_published();
    session
        .mpp("apply '日本電気株式会社 クラウド事業部' --id nec --kind saas --category 'Cafe\u{301} & Öl'")
        .ok();
    session
        .mpp("apply 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft GmbH' --kind software")
        .ok();
    session
        .mpp("award-points acme press-release --on 2015-06-01")
        .ok();
    session
        .mpp("deployments record acme acme-shield --ref D-1 --error 'disk is full'")
        .ok();
    session
        .mpp("revenue record acme acme-shield 2015-05 1250.50")
        .ok();
    session.today("2016-02-25");
    session
}

const REPORTS: [&str; 22] = [
    "status",
    "status acme",
    "status nec",
    "tier",
    "tier acme",
    "tier acme --explain",
    "tier acme --path",
    "checklist",
    "checklist acme",
    "review nec",
    "certify acme",
    "credits",
    "credits acme",
    "credits --forecast 3",
    "renew",
    "renew acme",
    "due --within 60",
    "product show acme acme-shield",
    "deployments report",
    "revenue report",
    "directory",
    "history --last 3",
];

#[test]
fn every_report_fits_60_80_and_140_columns() {
    let session = scene();
    let mut wide = Vec::new();
    for columns in [60, 80, 140] {
        for report in REPORTS {
            let terminal = session.at_terminal_of(columns, 1000, &format!("{report} --no-input"));
            let shown = terminal.ends(0);
            assert!(!shown.trim().is_empty(), "{report}");
            let lines = shown.lines().map(|line| line.trim_end_matches('\r'));
            // A word without a space cannot be broken.
            wide.extend(
                lines
                    .filter(|line| line.width() > columns.into() && !line.contains("Donau"))
                    // A command is printed on one line, so that it can be copied.
                    .filter(|line| !line.starts_with("`mpp "))
                    .map(|line| format!("{report} at {columns}: {line}")),
            );
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

/// Returns the text without colour codes.
fn plain(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').map_or(part, |(_, rest)| rest)
    })
}

#[test]
fn a_colour_only_repeats_what_the_word_says() {
    let session = scene();
    let mut colored = 0;
    for report in REPORTS {
        let with = session.mpp(&format!("{report} --color always")).ok().out;
        let without = session.mpp(&format!("{report} --color never")).ok().out;
        assert!(!without.contains('\u{1b}'), "{report}");
        let trimmed = |text: &str| -> Vec<String> {
            let lines = text.lines().map(|line| line.trim_end().to_owned());
            lines.collect()
        };
        assert_eq!(trimmed(&plain(&with)), trimmed(&without), "{report}");
        colored += usize::from(with.contains("\u{1b}[3"));
    }
    // Options take precedence over the environment.
    let mut session = session;
    let typed = session.mpp("status --color always").ok().out;
    session.env.insert("NO_COLOR", "1".to_owned());
    assert_eq!(session.mpp("status --color always").ok().out, typed);
    assert!(
        colored > 10,
        "stages, verdicts, parties and states have colours"
    );
}

#[test]
fn points_on_the_way_to_the_next_tier_are_a_bar_on_a_terminal_only() {
    let session = scene();
    for report in ["tier acme", "status acme"] {
        let shown = session.at_terminal(&format!("{report} --no-input")).ends(0);
        let points = "points       100 points  ████░░░░░░░░░░░░░░░░  400 to gold";
        assert!(shown.contains(points), "{shown}");
        assert!(!session.mpp(report).ok().out.contains('█'));
    }
    assert!(session.at_terminal("tier").ends(0).contains("██"));
    assert!(!session.mpp("tier").ok().out.contains('█'));
}

#[test]
fn long_output_is_paged_on_a_terminal_only() {
    let mut session = scene();
    session
        .env
        .insert("MPP_PAGER", "sed 's/^/paged: /'".to_owned());
    let paged = |session: &Session, lines: u16, line: &str| {
        let shown = session.at_terminal_of(80, lines, line).ends(0);
        assert!(shown.contains("acme"), "{shown}");
        shown.contains("paged: ")
    };
    assert!(paged(&session, 10, "history"));
    assert!(!paged(&session, 200, "history"), "it fits");
    assert!(!paged(&session, 10, "history --no-pager"));
    assert!(!paged(&session, 10, "history --json"), "scripts read that");
    assert!(!session.mpp("history").ok().out.contains("paged: "));
    session.at_terminal_of(80, 5, "history -o h.txt").ends(0);
    assert!(!session.read("h.txt").contains("paged: "));
    // `PAGER` comes after `MPP_PAGER`; if the pager cannot be started, the output is printed.
    session.env.insert("PAGER", "cat".to_owned());
    assert!(paged(&session, 10, "history"));
    session.env.remove("MPP_PAGER");
    assert!(!paged(&session, 10, "history"));
    session.env.insert("PAGER", "/missing/pager".to_owned());
    assert!(!paged(&session, 10, "history"));
    // Leaving the pager at once is not a failure.
    session.env.insert("MPP_PAGER", "true".to_owned());
    session.at_terminal_of(80, 5, "history").ends(0);
}

#[test]
#[cfg(unix)]
fn the_pager_is_run_by_the_shell_of_the_system_and_not_by_the_first_of_the_path() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut session = scene();
    session.write("sh", "#!/bin/sh\necho planted\n");
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(session.path("sh"), mode).expect("a mode");
    session
        .env
        .insert("MPP_PAGER", "sed 's/^/paged: /'".to_owned());
    let path = session.path("").display().to_string();
    let script = format!("PATH='{path}':$PATH; exec \"$0\" \"$@\"");
    let shown = session
        .shell_at_terminal(80, 10, "history", &script)
        .ends(0);
    assert!(
        shown.contains("paged: ") && !shown.contains("planted"),
        "{shown}"
    );
}

#[test]
fn progress_appears_after_a_second_on_a_terminal_only_and_is_cleared() {
    let session = Session::new();
    let slowly =
        "(echo name; echo Acme; sleep 1.3; echo Bolt; sleep 0.3; echo Core) | \"$0\" \"$@\"";
    let line = "apply --from - --dry-run";
    let shown = session.shell_at_terminal(80, 24, line, slowly).ends(0);
    assert!(
        shown.contains(" rows, ") && shown.contains(" a second"),
        "{shown}"
    );
    // Progress is cleared from the last line, where the summary goes.
    let last = shown.rsplit("\u{1b}[2K").next().unwrap_or_default();
    assert!(
        !last.contains("a second") && last.contains("3 read"),
        "{shown:?}"
    );
    for (line, script) in [
        (format!("{line} -q"), slowly.to_owned()),
        (line.to_owned(), format!("({slowly}) 2>err")),
        (
            line.to_owned(),
            "(echo name; echo Acme) | \"$0\" \"$@\"".to_owned(),
        ),
    ] {
        let shown = session.shell_at_terminal(80, 24, &line, &script).ends(0);
        assert!(!shown.contains("a second"), "{script}: {shown}");
    }
    assert!(!session.read("err").contains("a second"));
}

#[test]
fn an_open_pager_holds_no_lock() {
    let mut session = scene();
    let program = env!("CARGO_BIN_EXE_mpp");
    let forget =
        format!("cat > page; {program} people acme --forget support --yes; echo forgot: $?");
    session.env.insert("MPP_PAGER", forget);
    let shown = session.at_terminal_of(80, 5, "history").ends(0);
    assert!(shown.contains("forgot: 0"), "{shown}");
    assert!(session.read("page").contains("acme"));
}

#[test]
fn ctrl_c_belongs_to_the_pager_while_it_runs() {
    let mut session = scene();
    let pager = "trap '' INT; cat > page; echo reading; sleep 1; echo read";
    session.env.insert("MPP_PAGER", pager.to_owned());
    let mut terminal = session.at_terminal_of(80, 5, "history");
    terminal.answers("reading", "\u{3}");
    let end = terminal.ends(0);
    assert!(end.contains("read\r\n"), "{end:?}");
    session.write("pager", "this may not be run");
    session.env.insert("MPP_PAGER", "./pager".to_owned());
    assert!(
        session
            .at_terminal_of(80, 5, "history")
            .ends(0)
            .contains("acme")
    );
}
