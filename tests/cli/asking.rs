//! Questions, asked of a person at a terminal.

use crate::scenes::ADMISSIBLE;
use crate::session::Session;
use crate::terminal::{CTRL_C, DOWN, ENTER, ESCAPE, Terminal, YES};

fn met(terminal: &mut Terminal, item: &str) {
    terminal.answers(&format!("? {item} ›"), &format!("{DOWN}{ENTER}"));
    terminal.answers("note", ENTER);
}

fn entries(session: &Session) -> usize {
    session.json("history")["entries"]
        .as_array()
        .expect("entries")
        .len()
}

#[test]
fn an_application_is_walked_through_to_the_admission_in_one_entry() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal("review acme --no-pager");
    terminal.answers("go through 10 open items now?", YES);
    met(&mut terminal, "value-proposition");
    met(&mut terminal, "function");
    terminal.shows("in Security: 0 certified, 0 candidates");
    terminal.answers("? density ›", &format!("{DOWN}{ENTER}"));
    terminal.answers("note", &format!("one other, and=more{ENTER}"));
    met(&mut terminal, "fee-structure");
    met(&mut terminal, "compatibility");
    // Another than the second choice, with a note.
    terminal.answers("? maturity ›", &format!("{DOWN}{DOWN}{ENTER}"));
    terminal.answers("note", &format!("first release{ENTER}"));
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
    let mut terminal = session.at_terminal("certify acme --no-pager");
    terminal.answers("open items now?", YES);
    for item in ["as-advertised", "documentation", "seamless-integration"] {
        met(&mut terminal, item);
    }
    // Waived with a reason, which may not be empty.
    terminal.answers(
        "? business-value ›",
        &format!("{DOWN}{DOWN}{DOWN}{DOWN}{ENTER}"),
    );
    terminal.answers("the reason", &format!("{ENTER}seen at a customer{ENTER}"));
    for item in ["kb-public", "kb-internal"] {
        terminal.answers(&format!("? {item} ›"), &format!("{DOWN}{ENTER}"));
        terminal.answers("its address", &format!("https://kb.example/{item}{ENTER}"));
        terminal.answers("note", ENTER);
    }
    // Without a support contact on record it cannot be met.
    terminal.shows("--contact support=");
    terminal.answers("? kb-internal ›", ENTER);
    met(&mut terminal, "test-account");
    // It waits for the others: the rules say so, and it is skipped.
    terminal.answers("? integrator-validation ›", &format!("{DOWN}{ENTER}"));
    terminal.answers("note", ENTER);
    terminal.shows("waits for");
    terminal.answers("? integrator-validation ›", ENTER);
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
fn a_checklist_is_looked_at_by_whoever_does_not_want_to_answer() {
    let session = Session::with_candidate();
    for answer in ["n\r", ENTER, ESCAPE] {
        let mut terminal = session.at_terminal("checklist acme --list onboarding");
        terminal.answers("go through 2 open items now?", answer);
        let end = terminal.ends(0);
        assert!(!end.contains("recorded"), "{end}");
    }
    let mut terminal = session.at_terminal("checklist acme --list onboarding --on 2015-03-01");
    terminal.answers("open items now?", YES);
    met(&mut terminal, "product-content");
    terminal.answers("? publish-request ›", ENTER);
    terminal.answers("record this?", YES);
    terminal.shows("product-content met");
    terminal.ends(0);
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
    // With the partner typed, only the activity is asked for; what cannot be earned says why.
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
fn the_first_application_makes_the_book_once_it_is_confirmed() {
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
fn an_answer_that_will_not_do_is_asked_for_again_at_once() {
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
fn what_is_refused_in_the_end_is_not_lost() {
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
    // Somebody else was faster.
    session.mpp("award-points acme press-release").ok();
    terminal.types(YES);
    terminal.shows("`press-release` is earned once in a participation");
    terminal
        .shows("to be mended: `mpp award-points acme --evidence=https://x.example press-release`");
    terminal.ends(1);
}

#[test]
fn at_a_narrow_terminal_an_answer_stands_below_its_question() {
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
        "the question stands once: {shown}"
    );
    terminal.types(ESCAPE);
    terminal.ends(1);
}

#[test]
fn row_29_escape_changes_nothing_and_the_book_is_open_to_others_meanwhile() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal("review acme --no-pager");
    terminal.answers("open items now?", YES);
    met(&mut terminal, "value-proposition");
    terminal.shows("? function ›");
    session.mpp("apply 'Bolt Systems' --id bolt").ok();
    terminal.types(ESCAPE);
    terminal.shows("cancelled: nothing was changed");
    terminal.ends(1);
    assert_eq!(entries(&session), 3, "the other's, and not ours");
    // A text can be left, too.
    let mut terminal = session.at_terminal("apply");
    terminal.answers("the company's name", &format!("Core{ESCAPE}"));
    terminal.shows("nothing was changed");
    terminal.ends(1);
}

#[test]
fn row_06_interrupted_the_cursor_is_back_and_nothing_is_changed() {
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
    terminal.answers("? value-proposition ›", CTRL_C);
    let end = terminal.ends(130);
    assert!(end.contains("\u{1b}[?25h"), "{end:?}");
    assert_eq!(entries(&session), 2);
}

#[test]
fn row_28_a_big_step_asks_first_and_the_default_is_no() {
    let session = Session::with_certified();
    session.write("more.csv", "name,id,kind\nBolt,bolt,saas\nCore,core,saas\n");
    session.mpp("apply --from more.csv").ok();
    session
        .mpp(&format!("review core {ADMISSIBLE} --alias CORE --admit"))
        .ok();
    for (line, question) in [
        ("undo", "take it back?"),
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
    // What can never be undone wants more than a letter.
    let mut terminal = session.at_terminal("people acme --forget support");
    terminal.answers("type acme", &format!("y{ENTER}"));
    terminal.shows("nothing was changed");
    terminal.ends(1);
    let mut terminal = session.at_terminal("people acme --forget support");
    terminal.answers("type acme", &format!("acme{ENTER}"));
    terminal.shows("recorded entry 9");
    terminal.ends(0);
    let mut terminal = session.at_terminal("undo 6");
    terminal.answers("take it back?", YES);
    terminal.shows("recorded entry 10");
    terminal.ends(0);
}

#[test]
fn row_27_yes_is_given_beforehand_by_an_option_and_a_rehearsal_needs_none() {
    let session = Session::with_certified();
    session.at_terminal("undo --dry-run").ends(0);
    session.at_terminal("undo --yes").ends(0);
    session
        .at_terminal("people acme --forget support -y")
        .ends(0);
    assert_eq!(entries(&session), 8);
}

#[test]
fn row_25_no_terminal_on_one_side_no_question() {
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
            session.world.insert(variable, "1".to_owned());
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
            session.world.remove(variable);
        }
    }
    assert_eq!(entries(&session), 2);
}

#[test]
fn what_is_taken_back_is_what_was_shown() {
    let session = Session::with_candidate();
    let mut terminal = session.at_terminal("undo");
    terminal.shows("entry 4 taken back");
    terminal.shows("take it back?");
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
fn what_is_pasted_is_one_answer_and_no_consent() {
    let session = Session::with_applicant();
    let mut terminal = session.at_terminal("apply --kind saas --contact 'Cy <cy@core.example>'");
    terminal.answers("the company's name", &format!("Core{ENTER}"));
    for question in ["the technology", "the category", "its address"] {
        terminal.answers(question, ENTER);
    }
    terminal.answers("what it offers", "First paragraph.\rThe second.\ryes\r");
    terminal.shows("✔ what it offers, in a few sentences (Enter: leave out) · First paragraph. The second. yes");
    // A letter in a text is no answer, and neither is a text at all.
    terminal.answers("record this?", "why, maybe yes\rand so on\r");
    terminal.shows("it is y or n");
    assert_eq!(entries(&session), 2);
    terminal.answers("record this?", ESCAPE);
    terminal.shows("nothing was changed");
    terminal.ends(1);
    assert_eq!(entries(&session), 2);
    let mut terminal = session.at_terminal("undo");
    terminal.answers("take it back?", "why is this?\r");
    terminal.shows("it is y or n");
    terminal.answers("take it back?", "NO\r");
    terminal.ends(1);
}

#[test]
fn an_entry_is_recorded_at_the_moment_it_is_recorded() {
    let session = Session::with_candidate();
    let mut terminal = session.at_terminal("undo");
    terminal.shows("take it back?");
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
fn an_award_keeps_what_was_typed_of_it() {
    let session = Session::with_certified();
    // Two dashes end the options, and what is chosen stands after what was typed.
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
    // A limit that is set aside is set aside in what is offered, too.
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
fn an_alias_is_judged_when_it_is_given() {
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
        terminal.answers(&format!("? {item} ›"), ENTER);
    }
    terminal.answers("the account alias", &format!("not an alias!{ENTER}"));
    terminal.shows("2 to 16 letters and digits");
    terminal.answers("the account alias", &format!("ACME{ENTER}"));
    terminal.shows("the account alias ACME is that of acme");
    terminal.answers("the account alias", &format!("BOLT{ENTER}"));
    terminal.answers("? supplemental-terms ›", ENTER);
    terminal.answers("? integration-strategy ›", ENTER);
    terminal.shows("bolt: account alias BOLT");
    terminal.answers("record this?", YES);
    terminal.ends(0);
}

#[test]
fn options_of_a_change_are_not_lost_where_nothing_is_asked() {
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
