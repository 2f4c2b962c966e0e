//! Questions, asked of a person at a terminal.

use crate::scenes::ADMISSIBLE;
use crate::session::Session;
use crate::terminal::{CTRL_C, ENTER, ESCAPE, Terminal, YES};

/// Answers an item of a walk without a note.
#[track_caller]
fn answer(terminal: &mut Terminal, item: &str, letter: &str) {
    terminal.answers(&format!("? {item} (Enter: "), &format!("{letter}{ENTER}"));
    terminal.answers("? note", ENTER);
}

#[track_caller]
fn met(terminal: &mut Terminal, item: &str) {
    answer(terminal, item, "m");
}

/// Skips items of a walk.
#[track_caller]
fn skip(terminal: &mut Terminal, items: &[&str]) {
    for item in items {
        terminal.answers(&format!("? {item} (Enter: skip)"), ENTER);
    }
}

/// The items of a list, by id: the verdict and what was noted.
fn verdicts(session: &Session, list: &str) -> Vec<(String, String, String)> {
    let items = session.json(&format!("checklist acme --list {list}"))["items"].clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let items = items.as_array().expect("items").iter();
    items
        .map(|item| {
            (
                text(&item["item"]),
                text(&item["verdict"]),
                text(&item["note"]),
            )
        })
        .collect()
}

/// The command of the last entry.
fn last_command(session: &Session) -> String {
    let last = session.json("history --last 1");
    last["entries"][0]["command"]
        .as_str()
        .expect("a command")
        .to_owned()
}

fn entries(session: &Session) -> usize {
    session.json("history")["entries"]
        .as_array()
        .expect("entries")
        .len()
}

#[test]
fn a_walk_from_application_to_admission_is_one_entry() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal("review acme --no-pager");
    terminal.answers("go through 10 open items now?", YES);
    met(&mut terminal, "value-proposition");
    met(&mut terminal, "function");
    terminal.shows("in Security: 0 certified, 0 candidates");
    terminal.answers(
        "? density (Enter: skip)",
        &format!("m one other, and=more{ENTER}"),
    );
    met(&mut terminal, "fee-structure");
    met(&mut terminal, "compatibility");
    terminal.answers("? maturity (Enter: skip)", &format!("u{ENTER}"));
    terminal.answers("? note", &format!("first release{ENTER}"));
    met(&mut terminal, "good-standing");
    terminal.answers("the account alias", &format!("ACME{ENTER}"));
    met(&mut terminal, "supplemental-terms");
    met(&mut terminal, "integration-strategy");
    terminal.answers("make it a candidate?", YES);
    terminal.shows("applicant → candidate");
    assert_eq!(entries(&session), 2, "nothing is recorded while it asks");
    terminal.answers("record this?", YES);
    let end = terminal.ends(0);
    assert!(end.contains("applicant → candidate"), "{end}");
    assert!(end.contains("recorded entry 3"), "{end}");

    let entry = &session.json("history --last 1")["entries"][0];
    let command = entry["command"].as_str().expect("a command");
    assert!(
        command.contains("'--met=density=one other, and=more' "),
        "what was answered is what could have been typed: {command}"
    );
    assert!(command.ends_with("--admit"), "{command}");
    let maturity = &session.json("checklist acme --list application")["items"][5];
    assert_eq!(maturity["verdict"], "unmet");
    assert_eq!(maturity["note"], "first release");
}

#[test]
fn an_answer_the_rules_do_not_allow_is_asked_again() {
    let session = Session::with_candidate();
    let mut terminal = session.at_terminal("certify acme --on 2015-03-20 --no-pager");
    terminal.answers("open items now?", YES);
    for item in ["as-advertised", "documentation", "seamless-integration"] {
        met(&mut terminal, item);
    }
    // Waived with a reason, which is asked for.
    terminal.answers("? business-value (Enter: skip)", &format!("w{ENTER}"));
    terminal.answers("? the reason", &format!("seen at a customer{ENTER}"));
    terminal.answers("? kb-public (Enter: skip)", &format!("m{ENTER}"));
    terminal.answers(
        "? its address",
        &format!("https://kb.example/kb-public{ENTER}"),
    );
    terminal.answers("? note", ENTER);
    skip(&mut terminal, &["kb-internal"]);
    met(&mut terminal, "test-account");
    // It waits for the others, so it is skipped.
    terminal.answers(
        "? integrator-validation (Enter: skip)",
        &format!("m{ENTER}"),
    );
    terminal.shows("waits for kb-internal");
    skip(&mut terminal, &["integrator-validation"]);
    terminal.shows("acme cannot be certified yet: 2 of the program's conditions are missing");
    terminal.shows("business-value waived");
    terminal.answers("record this?", ENTER);
    terminal.shows("recorded entry 5");
    terminal.ends(0);
    let items = &session.json("certify acme")["items"];
    assert_eq!(items[3]["verdict"], "waived");
    assert_eq!(items[4]["evidence"], "https://kb.example/kb-public");
    assert_eq!(items[5]["verdict"], "open");
}

#[test]
fn every_verdict_has_a_letter_and_a_word_and_enter_skips() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal("review acme --no-pager");
    terminal.answers("open items now?", YES);
    terminal.shows("m met  u unmet  n not applicable  w waive  s skip  a rest met  ? help");
    met(&mut terminal, "value-proposition");
    terminal.shows("s skip  a rest met  b back  ? help");
    terminal.answers("? function (Enter: skip)", &format!("unmet{ENTER}"));
    terminal.answers("? note", &format!("nothing new{ENTER}"));
    answer(&mut terminal, "density", "n");
    terminal.answers("? fee-structure (Enter: skip)", &format!("w agreed{ENTER}"));
    terminal.answers("? compatibility (Enter: skip)", &format!("s{ENTER}"));
    skip(&mut terminal, &["maturity"]);
    // A verdict that does not settle the item is accepted, with a remark.
    answer(&mut terminal, "good-standing", "u");
    terminal.shows("the decision waits until it is met");
    terminal.answers("the account alias", ENTER);
    // An invalid answer does nothing.
    terminal.shows("? supplemental-terms (Enter: skip)");
    for line in ["x", "mm", "yes"] {
        terminal.types(&format!("{line}{ENTER}"));
        terminal.shows("it is m, u, n, w, s, a, b or ?; ? explains the letters");
    }
    terminal.types(&format!("a good product{ENTER}"));
    terminal.shows("nothing goes with `a`; ? explains the letters");
    skip(
        &mut terminal,
        &["supplemental-terms", "integration-strategy"],
    );
    terminal.answers("record this?", YES);
    terminal.ends(0);
    let found: Vec<(String, String)> = verdicts(&session, "application")
        .into_iter()
        .map(|(_, verdict, note)| (verdict, note))
        .collect();
    let expected = [
        ("met", ""),
        ("unmet", "nothing new"),
        ("not-applicable", ""),
        ("waived", "agreed"),
        ("open", ""),
        ("open", ""),
        ("unmet", ""),
    ];
    let expected = expected.map(|(verdict, note)| (verdict.to_owned(), note.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn one_letter_marks_the_rest_met_and_asks_for_what_that_needs() {
    let session = Session::with_candidate();
    let mut terminal = session.at_terminal("certify acme --on 2015-03-20 --no-pager");
    // What is needed besides verdicts is reported before the first question.
    terminal.shows("Also needed, and asked for on the way: a support contact.");
    terminal.answers("go through 8 open items now?", YES);
    met(&mut terminal, "as-advertised");
    terminal.answers("? documentation (Enter: skip)", &format!("u{ENTER}"));
    terminal.answers("? note", ENTER);
    terminal.answers("? seamless-integration (Enter: skip)", &format!("a{ENTER}"));
    terminal.shows("✔ business-value · met");
    terminal.answers(
        "? its address",
        &format!("https://kb.example/public{ENTER}"),
    );
    terminal.shows("✔ kb-public · met");
    terminal.answers(
        "? its address",
        &format!("https://kb.example/internal{ENTER}"),
    );
    terminal.answers("? the support contact", &format!("help@@acme{ENTER}"));
    terminal.shows("a mail address is written name@host.domain");
    terminal.answers(
        "? the support contact",
        &format!("Help Desk <help@acme.example>{ENTER}"),
    );
    let asked = terminal.shows("✔ integrator-validation · met");
    assert!(
        !asked.contains("? note"),
        "only what is needed is asked: {asked}"
    );
    // Earlier answers stay as they were: the decision still lacks it.
    terminal.shows("documentation is unmet");
    terminal.answers("record this?", &format!("b{ENTER}"));
    for item in ["integrator-validation", "test-account", "kb-internal"] {
        terminal.answers(&format!("? {item} (Enter: keep met)"), &format!("b{ENTER}"));
    }
    for item in ["kb-public", "business-value", "seamless-integration"] {
        terminal.answers(&format!("? {item} (Enter: keep met)"), &format!("b{ENTER}"));
    }
    terminal.answers("? documentation (Enter: keep unmet)", &format!("m{ENTER}"));
    terminal.answers("? note", ENTER);
    for item in [
        "seamless-integration",
        "business-value",
        "kb-public",
        "kb-internal",
        "test-account",
        "integrator-validation",
    ] {
        terminal.answers(&format!("? {item} (Enter: keep met)"), ENTER);
    }
    terminal.answers("make it a Certified Provider?", YES);
    terminal.shows("candidate → certified");
    terminal.answers("record this?", YES);
    terminal.shows("recorded entry 5");
    terminal.ends(0);
    let command = last_command(&session);
    assert!(command.contains(" --contact=… "), "{command}");
    assert!(command.ends_with("--grant"), "{command}");
    let people = session.mpp("people acme").ok().out;
    assert!(people.contains("Help Desk"), "{people}");
}

#[test]
fn an_incomplete_item_is_skipped_and_other_answers_are_kept() {
    let session = Session::with_candidate();
    let mut terminal = session.at_terminal("certify acme --no-pager");
    terminal.answers("open items now?", YES);
    met(&mut terminal, "as-advertised");
    skip(&mut terminal, &["documentation", "seamless-integration"]);
    terminal.answers("? business-value (Enter: skip)", &format!("w{ENTER}"));
    terminal.answers("? the reason", ENTER);
    terminal.shows("left as it was: `business-value` is waived only with a reason");
    terminal.answers("? kb-public (Enter: skip)", &format!("m{ENTER}"));
    terminal.answers("? its address", ENTER);
    terminal.shows("left as it was: `kb-public` is met only with its address as evidence");
    terminal.answers("? kb-internal (Enter: skip)", &format!("m{ENTER}"));
    terminal.answers("? its address", &format!("https://kb.example/i{ENTER}"));
    terminal.answers("? the support contact", ENTER);
    terminal.shows("left as it was: `kb-internal` is met only with a support contact on record");
    skip(&mut terminal, &["test-account", "integrator-validation"]);
    terminal.answers("record this?", YES);
    terminal.ends(0);
    let met = verdicts(&session, "certification");
    let met: Vec<&str> = met
        .iter()
        .filter(|(_, verdict, _)| verdict == "met")
        .map(|(item, ..)| item.as_str())
        .collect();
    assert_eq!(met, ["as-advertised"]);
}

#[test]
fn values_that_an_item_asks_for_are_asked_for() {
    let session = Session::with_candidate();
    session
        .mpp("checklist acme --unmet portal-access --unmet mpa")
        .ok();
    let mut terminal = session.at_terminal("checklist acme --list onboarding");
    terminal.answers("open items now?", YES);
    terminal.answers("? portal-access (Enter: skip)", &format!("m{ENTER}"));
    terminal.answers(
        "? created-by (Enter: not known)",
        &format!("Jo Park{ENTER}"),
    );
    terminal.answers("? note (Enter: none)", ENTER);
    terminal.answers("? mpa (Enter: skip)", &format!("m{ENTER}"));
    terminal.answers("? representative (Enter: not known)", ENTER);
    terminal.answers("? version (Enter: not known)", &format!("3{ENTER}"));
    terminal.answers("? note (Enter: none)", ENTER);
    terminal.answers("record this?", YES);
    terminal.ends(0);
    assert_eq!(
        last_command(&session),
        "checklist acme --list onboarding --met=portal-access --met=mpa '--record=portal-access.created-by=Jo Park' \
         --record=mpa.version=3"
    );
}

#[test]
fn changing_an_answer_drops_those_that_depend_on_it() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal("checklist acme --list onboarding");
    // What a verdict cannot settle is not asked about.
    terminal.answers("go through 5 open items now?", YES);
    terminal.answers(
        "the account alias (Enter: not known yet",
        &format!("b{ENTER}"),
    );
    terminal.shows("this is the first item");
    terminal.answers("the account alias", &format!("ACME{ENTER}"));
    terminal.shows("to be recorded: created-by");
    terminal.answers("? portal-access (Enter: skip)", &format!("m by Jo{ENTER}"));
    terminal.answers("? created-by (Enter: not known)", &format!("Jo{ENTER}"));
    terminal.answers("? mpa (Enter: skip)", &format!("m{ENTER}"));
    terminal.answers("? representative (Enter: not known)", ENTER);
    terminal.answers("? version (Enter: not known)", &format!("3{ENTER}"));
    terminal.answers("? note (Enter: none)", ENTER);
    terminal.answers("? supplemental-terms (Enter: skip)", &format!("b{ENTER}"));
    terminal.answers("? mpa (Enter: keep met)", &format!("b{ENTER}"));
    // Without the account there is no agreement.
    terminal.answers("? portal-access (Enter: keep met)", &format!("u{ENTER}"));
    terminal.answers("? note", ENTER);
    terminal.shows("mpa is without an answer again: `mpa` waits for portal-access");
    terminal.answers("? mpa (Enter: skip)", &format!("b{ENTER}"));
    terminal.answers("? portal-access (Enter: keep unmet)", &format!("m{ENTER}"));
    terminal.answers("? created-by (Enter: not known)", &format!("Kim{ENTER}"));
    terminal.answers("? note (Enter: none)", ENTER);
    terminal.answers("? mpa (Enter: skip)", &format!("b{ENTER}"));
    terminal.answers("? portal-access (Enter: keep met)", &format!("b{ENTER}"));
    // Nor is there an account without the alias.
    terminal.answers("the account alias (Enter: keep ACME", &format!("s{ENTER}"));
    terminal.shows("portal-access is without an answer again");
    terminal.answers("? portal-access (Enter: skip)", &format!("b{ENTER}"));
    terminal.answers(
        "the account alias (Enter: not known yet",
        &format!("ACM{ENTER}"),
    );
    skip(
        &mut terminal,
        &["portal-access", "mpa", "supplemental-terms"],
    );
    terminal.answers("? integration-strategy (Enter: skip)", &format!("b{ENTER}"));
    skip(
        &mut terminal,
        &["supplemental-terms", "integration-strategy"],
    );
    terminal.shows("acme: account alias ACM");
    terminal.answers("record this?", YES);
    terminal.ends(0);
    assert_eq!(
        last_command(&session),
        "checklist acme --list onboarding --alias=ACM"
    );
}

#[test]
fn a_question_mark_explains_the_letters() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal_of(80, 60, "review acme --no-pager");
    terminal.answers("open items now?", YES);
    terminal.answers("? value-proposition (Enter: skip)", &format!("?{ENTER}"));
    terminal.shows("w  waive           it is not asked for; `w REASON` says why\r\n");
    terminal.shows("Esc offers to record what was answered so far");
    terminal.answers("? value-proposition (Enter: skip)", ESCAPE);
    terminal.shows("cancelled: nothing was changed");
    terminal.ends(1);
}

#[test]
fn leaving_a_walk_records_or_drops_the_answers() {
    let session = Session::with_applicant();
    let walk = |keys: &str| {
        let mut terminal = session.at_terminal("review acme --no-pager");
        terminal.answers("open items now?", YES);
        met(&mut terminal, "value-proposition");
        terminal.answers("? function (Enter: skip)", &format!("u{ENTER}"));
        // It can be left at any question, and resumed.
        terminal.answers("? note", ESCAPE);
        terminal.answers("1 answer so far: r record, d drop", ENTER);
        terminal.answers("? function (Enter: skip)", ESCAPE);
        terminal.answers("1 answer so far", keys);
        terminal
    };
    for keys in ["d\r", ESCAPE] {
        let mut terminal = walk(keys);
        terminal.shows("cancelled: nothing was changed");
        terminal.ends(1);
        assert_eq!(entries(&session), 2);
    }
    let mut terminal = walk("r\r");
    terminal.shows("value-proposition met");
    // One can still go back from what will be recorded.
    terminal.answers("record this?", &format!("b{ENTER}"));
    met(&mut terminal, "function");
    terminal.answers("? density (Enter: skip)", ESCAPE);
    terminal.answers("2 answers so far", &format!("r{ENTER}"));
    terminal.shows("value-proposition met, function met");
    terminal.answers("record this?", YES);
    terminal.ends(0);
    assert_eq!(
        last_command(&session),
        "review acme --no-pager --met=value-proposition --met=function"
    );
    // After a no in the end, the command to do it later is shown.
    let mut terminal = session.at_terminal("review acme --no-pager");
    terminal.answers("open items now?", YES);
    terminal.answers("? density (Enter: skip)", &format!("m{ENTER}"));
    terminal.answers("? note", ENTER);
    terminal.answers("? fee-structure (Enter: skip)", ESCAPE);
    terminal.answers("1 answer so far", &format!("r{ENTER}"));
    terminal.answers("record this?", "n\r");
    terminal.shows("cancelled: nothing was changed");
    terminal.shows("to edit and run again: `mpp review acme --no-pager --met=density`");
    terminal.ends(1);
}

#[test]
fn the_page_comes_after_the_questions() {
    let mut session = Session::with_applicant();
    session.env.insert("MPP_PAGER", "cat -n".to_owned());
    // The page is longer than the terminal, and the short form of it is not.
    let mut terminal = session.at_terminal_of(80, 30, "review acme");
    let before = terminal.shows("go through 10 open items now?");
    assert!(!before.contains("     1\t"), "{before}");
    assert!(before.contains("Acme Cloud  (acme), applicant"), "{before}");
    assert!(
        before.contains("application: 0 of 7; open: value-proposition, function, density"),
        "{before}"
    );
    assert!(before.lines().count() < 10, "{before}");
    terminal.types(ENTER);
    terminal.shows("     1\tAcme Cloud  (acme), applicant");
    terminal.shows("next: `mpp edit acme --alias ALIAS`");
    terminal.ends(0);
    for (columns, lines) in [(80, 24), (80, 30)] {
        let mut terminal = session.at_terminal_of(columns, lines, "review acme");
        terminal.answers("go through 10 open items now?", YES);
        terminal.answers("? value-proposition (Enter: skip)", &format!("a{ENTER}"));
        terminal.answers("the account alias", ESCAPE);
        terminal.answers("7 answers so far: r record, d drop", &format!("d{ENTER}"));
        let end = terminal.ends(1);
        assert!(!end.contains("     1\t"), "{end}");
    }
    // A page that fits is shown as it is.
    let mut terminal = session.at_terminal_of(140, 50, "review acme");
    let before = terminal.shows("go through 10 open items now?");
    assert!(before.contains("next: `mpp edit acme"), "{before}");
    terminal.types(ESCAPE);
    terminal.ends(0);
}

#[test]
fn what_no_answer_can_solve_is_reported_before_the_questions() {
    let mut session = Session::with_candidate();
    session.env.insert("MPP_PAGER", "cat".to_owned());
    let mut terminal = session.at_terminal_of(80, 30, "certify acme");
    terminal.shows("Whatever is answered now: the candidate window of acme ended on");
    terminal.shows("--extend-to DAY --reason R`");
    terminal.answers("open items now?", ESCAPE);
    terminal.ends(0);
    // Suggested commands name the book that was typed.
    let mut terminal = session.at_terminal("certify acme --db book.db --no-pager");
    terminal.shows("Whatever is answered now");
    terminal.shows("  `mpp --db book.db certify acme --extend-to DAY --reason R`");
    terminal.answers("open items now?", ESCAPE);
    terminal.ends(0);
}

#[test]
fn a_checklist_can_be_read_without_answering() {
    let session = Session::with_applicant();
    session
        .mpp("checklist acme --alias ACME --met portal-access --met mpa")
        .ok();
    for answer in ["n\r", ENTER, ESCAPE] {
        let mut terminal = session.at_terminal("checklist acme --list onboarding");
        // What depends on a product is open, too, but no verdict decides it.
        terminal.answers("go through 2 open items now?", answer);
        let end = terminal.ends(0);
        assert!(!end.contains("recorded"), "{end}");
    }
    let mut terminal = session.at_terminal("checklist acme --list onboarding --on 2015-06-01");
    terminal.answers("open items now?", YES);
    skip(&mut terminal, &["supplemental-terms"]);
    met(&mut terminal, "integration-strategy");
    terminal.answers("record this?", YES);
    terminal.shows("integration-strategy met");
    terminal.ends(0);
    // Items that depend on products, and lists that are not open yet, are not asked about.
    session.mpp("checklist acme --met supplemental-terms").ok();
    session
        .at_terminal("checklist acme --list onboarding")
        .ends(0);
    session
        .at_terminal("checklist acme --list certification")
        .ends(0);
}

#[test]
fn an_award_is_found_by_typing_parts_of_its_name() {
    let session = Session::with_certified();
    session.mpp("apply 'Bolt Systems' --id bolt").ok();
    let mut terminal = session.at_terminal("award-points");
    terminal.answers("partner (type to search)", "clud");
    terminal.types(ENTER);
    terminal.shows("partner · acme");
    let choices = {
        terminal.types("deplo");
        terminal.shows("customer-deployment")
    };
    assert!(choices.contains("press-release"), "{choices}");
    terminal.shows("+50 points");
    terminal.types(ENTER);
    terminal.answers("the deployment or order", &format!("D-1{ENTER}"));
    terminal.answers("an address that shows it", ENTER);
    terminal.shows("acme: customer-deployment, +50 points, 125 in all");
    terminal.answers("record this?", YES);
    terminal.shows("recorded entry 8");
    terminal.ends(0);
    // With the partner typed, only the activity is asked for; one that cannot be earned says why.
    let mut terminal = session.at_terminal_of(140, 40, "award-points acme");
    terminal.answers("activity (type to search)", "battlec");
    terminal.shows("not now: ");
    terminal.types(ENTER);
    terminal.shows("--override REASON");
    terminal.answers("activity (type to search)", ESCAPE);
    terminal.shows("cancelled: nothing was changed");
    terminal.ends(1);
}

#[test]
fn the_first_application_creates_the_book_once_confirmed() {
    let session = Session::new();
    let mut terminal = session.at_terminal("apply --category Security");
    terminal.answers(
        "the company's name",
        &format!("{ENTER}--dashes & Söhne{ENTER}"),
    );
    terminal.answers("the kind of its solution", ENTER);
    for (question, answer) in [
        ("the technology", ""),
        ("its address on the web", "https://dashes.example"),
        ("whom to talk to", "Ann Lee <ann@dashes.example>"),
        ("what it offers", ""),
    ] {
        terminal.answers(question, &format!("{answer}{ENTER}"));
    }
    terminal.shows("record this?");
    assert_eq!(session.files(), Vec::<String>::new());
    terminal.types(YES);
    terminal.shows("made the book");
    terminal.ends(0);
    let partner = &session.json("status")["partners"][0];
    assert_eq!(partner["name"], "--dashes & Söhne");
    assert_eq!(partner["category"], "Security");
    let entry = &session.json("history --last 1")["entries"][0];
    let command = entry["command"].as_str().expect("a command");
    assert!(
        !command.contains("Ann"),
        "contacts can be forgotten: {command}"
    );
}

#[test]
fn an_invalid_answer_is_asked_again_at_once() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal("apply --kind saas");
    terminal.answers("the company's name", &format!("ACME-Cloud Inc.{ENTER}"));
    terminal.shows("probably the same company");
    terminal.answers("an id of its own (Enter: another name)", ENTER);
    terminal.answers("? the company's name ›", &format!("ACME-Cloud Inc.{ENTER}"));
    terminal.answers("an id of its own", &format!("acme{ENTER}"));
    terminal.answers("? the company's name ›", &format!("ACME-Cloud Inc.{ENTER}"));
    terminal.answers("an id of its own", &format!("acme-inc{ENTER}"));
    for question in ["? the technology", "? the category"] {
        terminal.answers(question, ENTER);
    }
    terminal.answers(
        "? its address on the web",
        &format!("not an address{ENTER}"),
    );
    terminal.shows("--website `not an address`");
    terminal.answers(
        "? its address on the web",
        &format!("https://acme-inc.example{ENTER}"),
    );
    terminal.answers("? whom to talk to", ENTER);
    terminal.answers("? what it offers", ENTER);
    terminal.answers("record this?", YES);
    terminal.ends(0);
    let partner = &session.json("status acme-inc")["partners"][0];
    assert_eq!(partner["website"], "https://acme-inc.example");
}

#[test]
fn answers_refused_at_the_end_are_not_lost() {
    let session = Session::with_certified();
    let mut terminal = session.at_terminal("award-points acme");
    terminal.answers(
        "activity (type to search)",
        &format!("press-release{ENTER}"),
    );
    terminal.answers(
        "an address that shows it",
        &format!("https://x.example{ENTER}"),
    );
    terminal.shows("record this?");
    // Somebody else recorded it first.
    session.mpp("award-points acme press-release").ok();
    terminal.types(YES);
    terminal.shows("`press-release` is earned once in a participation");
    terminal.shows(
        "to edit and run again: `mpp award-points acme --evidence=https://x.example press-release`",
    );
    terminal.ends(1);
}

#[test]
fn on_a_narrow_terminal_an_answer_goes_below_its_question() {
    let session = Session::new();
    let mut terminal = session.at_terminal_of(60, 20, "apply --kind saas --product p --category c --website https://a.example --contact '<a@a.example>'");
    terminal.answers("the company's name", &format!("Acme{ENTER}"));
    terminal.shows("(Enter: leave");
    let shown = {
        terminal.types("It keeps watch over what many small machines have to say.");
        terminal.shows("have to say.")
    };
    assert!(
        !shown.contains("what it offers"),
        "the question is shown once: {shown}"
    );
    terminal.types(ESCAPE);
    terminal.ends(1);
}

#[test]
fn escape_changes_nothing_and_no_lock_is_held_meanwhile() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal("review acme --no-pager");
    terminal.answers("open items now?", YES);
    met(&mut terminal, "value-proposition");
    terminal.shows("? function (Enter: skip)");
    session.mpp("apply 'Bolt Systems' --id bolt").ok();
    terminal.types(ESCAPE);
    terminal.answers("1 answer so far", ESCAPE);
    terminal.shows("cancelled: nothing was changed");
    terminal.ends(1);
    assert_eq!(entries(&session), 3, "the other's, and not ours");
    // A text question can be left, too.
    let mut terminal = session.at_terminal("apply");
    terminal.answers("the company's name", &format!("Core{ESCAPE}"));
    terminal.shows("nothing was changed");
    terminal.ends(1);
}

#[test]
fn ctrl_c_restores_the_cursor_and_changes_nothing() {
    let session = Session::with_applicant();
    for (line, question) in [
        ("review acme --no-pager", "open items now?"),
        ("apply", "the company's name"),
    ] {
        let mut terminal = session.at_terminal(line);
        terminal.answers(question, CTRL_C);
        let end = terminal.ends(130);
        let (hidden, shown) = (end.rfind("\u{1b}[?25l"), end.rfind("\u{1b}[?25h"));
        assert!(hidden.is_none() || hidden < shown, "{line}: {end:?}");
    }
    let mut terminal = session.at_terminal("review acme --no-pager");
    terminal.answers("open items now?", YES);
    met(&mut terminal, "value-proposition");
    terminal.answers("? function (Enter: skip)", CTRL_C);
    terminal.ends(130);
    assert_eq!(entries(&session), 2);
}

#[test]
fn a_destructive_command_asks_first_and_defaults_to_no() {
    let session = Session::with_certified();
    session.write("more.csv", "name,id,kind\nBolt,bolt,saas\nCore,core,saas\n");
    session.mpp("apply --from more.csv").ok();
    session
        .mpp(&format!("review core {ADMISSIBLE} --alias CORE --admit"))
        .ok();
    for (line, question) in [
        ("undo", "undo it?"),
        ("review acme --withdraw 'no more'", "end the participation?"),
        ("renew acme --end 'no more'", "end the participation?"),
        (
            "review bolt --decline 'no demand'",
            "decline the application?",
        ),
        ("certify core --lapse 'no answer'", "end the candidacy"),
    ] {
        for answer in [ENTER, "n\r", ESCAPE] {
            let mut terminal = session.at_terminal(line);
            terminal.answers(question, answer);
            terminal.shows("nothing was changed");
            terminal.ends(1);
        }
    }
    assert_eq!(entries(&session), 8);
    // What can never be undone needs more than a letter.
    let mut terminal = session.at_terminal("people acme --forget support");
    terminal.answers("type acme", &format!("y{ENTER}"));
    terminal.shows("nothing was changed");
    terminal.ends(1);
    let mut terminal = session.at_terminal("people acme --forget support");
    terminal.answers("type acme", &format!("acme{ENTER}"));
    terminal.shows("recorded entry 9");
    terminal.ends(0);
    let mut terminal = session.at_terminal("undo 6");
    terminal.answers("undo it?", YES);
    terminal.shows("recorded entry 10");
    terminal.ends(0);
}

#[test]
fn yes_gives_consent_and_a_dry_run_needs_none() {
    let session = Session::with_certified();
    session.at_terminal("undo --dry-run").ends(0);
    session.at_terminal("undo --yes").ends(0);
    session
        .at_terminal("people acme --forget support -y")
        .ends(0);
    assert_eq!(entries(&session), 8);
}

#[test]
fn no_question_unless_both_streams_are_terminals() {
    let mut session = Session::with_applicant();
    // Typed at a terminal, but with the results going elsewhere: a report is only shown.
    session
        .at_terminal("review acme --format json --no-pager")
        .ends(0);
    for (option, variable) in [
        (" --no-input", None),
        ("", Some("MPP_NO_INPUT")),
        ("", Some("CI")),
    ] {
        if let Some(variable) = variable {
            session.env.insert(variable, "1".to_owned());
        }
        let named = variable.unwrap_or("--no-input");
        let mut terminal = session.at_terminal(&format!("apply{option}"));
        terminal.shows(&format!("missing: NAME (not asked for: {named} says so)"));
        terminal.shows("hint: `mpp apply NAME`");
        terminal.ends(2);
        session
            .at_terminal(&format!("review acme --no-pager{option}"))
            .ends(0);
        session
            .at_terminal(&format!("undo --dry-run{option}"))
            .ends(0);
        if let Some(variable) = variable {
            session.env.remove(variable);
        }
    }
    assert_eq!(entries(&session), 2);
}

#[test]
fn undo_voids_exactly_the_entry_that_was_shown() {
    let session = Session::with_candidate();
    let mut terminal = session.at_terminal("undo");
    terminal.shows("entry 4 undone");
    terminal.shows("undo it?");
    session.mpp("apply 'Bolt Systems' --id bolt").ok();
    terminal.types(YES);
    terminal.shows("recorded entry 6");
    terminal.ends(0);
    session.mpp("status bolt").ok();
    let history = session.json("history");
    assert_eq!(history["entries"][3]["voided_by"], 6);
    assert_eq!(history["entries"][5]["command"], "undo 4");
}

#[test]
fn a_cascade_undoes_no_entry_that_was_not_shown() {
    let session = Session::with_candidate();
    for (meanwhile, ends, shown) in [
        (
            "edit acme --category Storage",
            1,
            "entry 5 was recorded in the meantime and depends on it, too",
        ),
        ("apply 'Bolt Systems' --id bolt", 0, "recorded entry 7"),
    ] {
        let mut terminal = session.at_terminal("undo 2 --cascade");
        terminal.shows("entries undone, from entry 2 to entry");
        terminal.shows("undo all of them?");
        session.mpp(meanwhile).ok();
        terminal.types(YES);
        terminal.shows(shown);
        terminal.ends(ends);
    }
    session.mpp("status bolt").ok();
    session.mpp("audit").ok().silent();
}

#[test]
fn pasted_text_is_one_answer_and_not_consent() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal("apply --kind saas --contact 'Cy <cy@core.example>'");
    terminal.answers("the company's name", &format!("Core{ENTER}"));
    for question in ["the technology", "the category", "its address"] {
        terminal.answers(question, ENTER);
    }
    terminal.answers("what it offers", "First paragraph.\rThe second.\ryes\r");
    terminal.shows("✔ what it offers, in a few sentences · First paragraph. The second. yes");
    // Neither a letter inside pasted text nor the text itself is an answer.
    terminal.answers("record this?", "why, maybe yes\rand so on\r");
    terminal.shows("it is y or n");
    assert_eq!(entries(&session), 2);
    terminal.answers("record this?", ESCAPE);
    terminal.shows("nothing was changed");
    terminal.ends(1);
    assert_eq!(entries(&session), 2);
    // Nor do letters on several pasted lines answer items.
    let mut terminal = session.at_terminal("review acme --no-pager");
    terminal.answers("open items now?", YES);
    terminal.answers("? value-proposition (Enter: skip)", "m\rm\ra\ry\r");
    terminal.shows("4 lines were pasted; type one answer");
    terminal.answers("? value-proposition (Enter: skip)", ESCAPE);
    terminal.ends(1);
    assert_eq!(entries(&session), 2);
    let mut terminal = session.at_terminal("undo");
    terminal.answers("undo it?", "why is this?\r");
    terminal.shows("it is y or n");
    terminal.answers("undo it?", "NO\r");
    terminal.ends(1);
}

#[test]
fn an_entry_has_the_time_of_its_recording_not_of_the_first_question() {
    let session = Session::with_candidate();
    let mut terminal = session.at_terminal("undo");
    terminal.shows("undo it?");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    session.mpp("apply 'Bolt Systems' --id bolt").ok();
    terminal.types(YES);
    terminal.ends(0);
    let history = session.json("history");
    let recorded = |at: usize| {
        history["entries"][at]["recorded"]
            .as_str()
            .expect("a moment")
            .to_owned()
    };
    assert!(
        recorded(4) <= recorded(5),
        "{} {}",
        recorded(4),
        recorded(5)
    );
}

#[test]
fn an_award_keeps_the_options_that_were_typed() {
    let session = Session::with_certified();
    // Two dashes end the options, and the choices follow what was typed.
    let mut terminal = session.at_terminal("award-points -- acme");
    terminal.answers(
        "activity (type to search)",
        &format!("tutorial-blog{ENTER}"),
    );
    terminal.answers(
        "an address that shows it",
        &format!("https://blog.example/1{ENTER}"),
    );
    terminal.shows("acme: tutorial-blog, +50 points");
    terminal.answers("record this?", YES);
    terminal.ends(0);
    // An overridden limit is overridden in the offered activities, too.
    let mut terminal =
        session.at_terminal("award-points acme --override 'agreed' --evidence https://x.example");
    terminal.answers(
        "activity (type to search)",
        &format!("tutorial-blog{ENTER}"),
    );
    terminal.answers("record this?", YES);
    terminal.shows("recorded entry 8");
    terminal.ends(0);
    let mut terminal = session.at_terminal("award-points acme");
    terminal.answers("activity (type to search)", "tutorial-blog");
    terminal.shows("not now: once in a participation, and was on 2015-06-15");
    terminal.types(ESCAPE);
    terminal.ends(1);
}

#[test]
fn an_alias_is_checked_when_it_is_entered() {
    let session = Session::with_candidate();
    session
        .mpp("apply 'Bolt Systems' --id bolt --kind saas")
        .ok();
    let mut terminal = session.at_terminal("review bolt --no-pager");
    terminal.answers("open items now?", YES);
    for item in [
        "value-proposition",
        "function",
        "density",
        "fee-structure",
        "compatibility",
        "maturity",
        "good-standing",
    ] {
        skip(&mut terminal, &[item]);
    }
    terminal.answers("the account alias", &format!("not an alias!{ENTER}"));
    terminal.shows("2 to 16 letters and digits");
    terminal.answers("the account alias", &format!("ACME{ENTER}"));
    terminal.shows("the account alias ACME is that of acme");
    terminal.answers("the account alias", &format!("BOLT{ENTER}"));
    skip(
        &mut terminal,
        &["supplemental-terms", "integration-strategy"],
    );
    terminal.shows("bolt: account alias BOLT");
    terminal.answers("record this?", YES);
    terminal.ends(0);
}

#[test]
fn options_are_kept_where_nothing_is_asked() {
    let session = Session::with_certified();
    session.mpp("review acme --withdraw 'no more'").ok();
    let terminal = session.at_terminal("review acme --no-pager --note lost");
    let shown = terminal.ends(2);
    assert!(
        shown.contains("--note is for commands that change the book"),
        "{shown}"
    );
    let mut terminal = session.at_terminal("apply --on tomorrow");
    terminal.shows("--on `tomorrow`");
    terminal.ends(2);
    let mut terminal = session.at_terminal("apply --keep-going");
    terminal.shows("--keep-going goes with --from FILE");
    terminal.ends(2);
}

#[test]
fn a_book_is_replaced_only_with_consent() {
    let session = Session::with_certified();
    session.mpp("backup copy.db -q").ok();
    session.mpp("award-points acme press-release").ok();
    for answer in [ENTER, "n\r", ESCAPE] {
        let mut terminal = session.at_terminal("restore copy.db");
        terminal.shows("the book has one more, which will be saved with it");
        terminal.answers("restore this copy?", answer);
        terminal.ends(1);
        assert_eq!(entries(&session), 7);
    }
    let mut terminal = session.at_terminal("restore copy.db");
    terminal.answers("restore this copy?", YES);
    terminal.shows("restored book.db from copy.db: 6 entries");
    terminal.ends(0);
    assert_eq!(entries(&session), 6);
    session.at_terminal("restore copy.db --yes").ends(0);
}

#[test]
fn copies_that_hold_forgotten_people_are_removed_only_with_consent() {
    let session = Session::with_certified();
    session.mpp("backup copy.db -q").ok();
    session.mpp("restore copy.db -q").ok();
    let aside = || {
        session
            .files()
            .iter()
            .any(|name| name.contains("set-aside"))
    };
    let mut terminal = session.at_terminal("people acme --forget support");
    terminal.shows("They are also in ");
    terminal.answers("remove that, too?", ENTER);
    terminal.answers("to go on, type acme", &format!("acme{ENTER}"));
    terminal.shows("still holds them");
    terminal.ends(0);
    assert!(aside());
    let mut terminal = session.at_terminal("people acme --forget support");
    terminal.answers("remove that, too?", YES);
    terminal.answers("to go on, type acme", &format!("acme{ENTER}"));
    terminal.shows("which held them too");
    terminal.ends(0);
    assert!(!aside());
}

#[test]
fn b_goes_back_from_a_detail_to_its_item() {
    let session = Session::with_candidate();
    let mut terminal = session.at_terminal("certify acme --no-pager");
    terminal.answers("open items now?", YES);
    terminal.answers("? as-advertised (Enter: skip)", &format!("m{ENTER}"));
    terminal.answers("? note", &format!("b{ENTER}"));
    terminal.answers("? as-advertised (Enter: skip)", &format!("u{ENTER}"));
    terminal.answers("? note", &format!("too slow{ENTER}"));
    skip(
        &mut terminal,
        &["documentation", "seamless-integration", "business-value"],
    );
    terminal.answers("? kb-public (Enter: skip)", &format!("a{ENTER}"));
    terminal.answers("? its address", &format!("b{ENTER}"));
    // The rest is no longer marked as met.
    skip(&mut terminal, &["kb-public"]);
    terminal.answers("? kb-internal (Enter: skip)", ESCAPE);
    terminal.answers("1 answer so far", &format!("r{ENTER}"));
    terminal.shows("as-advertised unmet");
    terminal.answers("record this?", YES);
    terminal.ends(0);
}
