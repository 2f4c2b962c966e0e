//! The same facts in every format: what scripts rely on.

use crate::scenes::PUBLISHABLE;
use crate::session::Session;
use serde_json::Value;

/// Asserts that an object has all of these keys.
fn has(what: &str, value: &Value, keys: &str) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("{what} is no object: {value}"));
    let missing: Vec<&str> = keys
        .split_whitespace()
        .filter(|key| !object.contains_key(*key))
        .collect();
    assert!(
        missing.is_empty(),
        "{what} lacks the promised {missing:?}: {value}"
    );
}

/// A book with one of everything.
fn full() -> Session {
    let session = Session::with_certified();
    session
        .mpp("award-points acme customer-deployment --ref D-1 --on 2015-04-01")
        .ok();
    session.mpp("credits acme --use 2015-04 2500.05").ok();
    session
        .mpp("people acme --assign 'integrator=Jo Park'")
        .ok();
    session
        .mpp("renew acme --object 'no leads' --by provider --on 2015-06-01")
        .ok();
    session.mpp("apply Bolt --on 2015-06-01").ok();
    session
        .mpp("product add acme Shield --category Security --short x --feature y --on 2015-04-01")
        .ok();
    session
        .mpp("product request acme shield --on 2015-04-01")
        .ok();
    session
        .mpp(&format!(
            "product mark acme shield {PUBLISHABLE} --on 2015-04-01"
        ))
        .ok();
    session
        .mpp("product publish acme shield --on 2015-04-01")
        .ok();
    session
        .mpp("deployments record acme shield --ref D-2 --error timeout --on 2015-05-01")
        .ok();
    session.mpp("revenue record acme shield 2015-05 10.05").ok();
    session
}

#[test]
fn every_document_has_the_promised_keys() {
    let session = full();
    let document = |line: &str, keys: &str| {
        let document = session.json(line);
        assert_eq!(document["schema"], 1, "{line}");
        has(line, &document, keys);
        document
    };
    let status = document("status", "as_of partners");
    let partner = "id name external_id account_alias kind category website support_level good_standing stage \
        stage_since candidate_until overdue certified_on tier points next_tier points_to_next credit term checklists people";
    has("PARTNER", &status["partners"][0], partner);
    has(
        "PARTNER",
        &document("status bolt", "as_of partners")["partners"][0],
        partner,
    );
    has(
        "credit",
        &status["partners"][0]["credit"],
        "month granted_cents used_cents",
    );
    has(
        "term",
        &status["partners"][0]["term"],
        "number starts anniversary state",
    );
    has(
        "checklists",
        &status["partners"][0]["checklists"][0],
        "id met of open",
    );
    has("people", &status["partners"][0]["people"][0], "role person");
    let items = document("checklist acme", "as_of partner items");
    has(
        "items",
        &items["items"][0],
        "checklist item text party verdict on by note evidence waits_for",
    );
    has(
        "tier",
        &document("tier", "as_of partners")["partners"][0],
        "partner tier points next_tier points_to_next",
    );
    let credits = document("credits acme", "as_of partner months total");
    has(
        "months",
        &credits["months"][0],
        "month basis granted_cents used_cents overage_cents",
    );
    has(
        "total",
        &credits["total"],
        "granted_cents used_cents overage_cents",
    );
    assert_eq!(credits["months"][2]["used_cents"], 250_005);
    assert_eq!(
        document("credits", "as_of partner months total")["partner"],
        Value::Null
    );
    has(
        "due",
        &document("due", "as_of items")["items"][0],
        "kind partner product day days what command",
    );
    let history = document("history", "entries");
    has(
        "entries",
        &history["entries"][0],
        "entry recorded actor command note voided_by facts",
    );
    has(
        "facts",
        &history["entries"][1]["facts"][0],
        "what partner on",
    );
    document("audit", "entries head ok findings");
    let product = "partner product name version kind categories state pending open published_on";
    for line in [
        "product list",
        "product list acme",
        "product show acme shield",
    ] {
        has(
            line,
            &document(line, "as_of products")["products"][0],
            product,
        );
    }
    let deployments = document("deployments report", "as_of rows");
    has(
        "rows",
        &deployments["rows"][0],
        "partner product month attempts successes failures tests errors",
    );
    has(
        "errors",
        &deployments["rows"][0]["errors"][0],
        "error times",
    );
    has(
        "rows",
        &document("revenue report", "as_of rows")["rows"][0],
        "partner product month subscriptions revenue_cents share_percent remuneration_cents",
    );
    has(
        "listings",
        &document("directory", "as_of listings")["listings"][0],
        "partner product name tier placement categories short",
    );
}

#[test]
fn a_term_has_the_promised_keys() {
    let terms = full().json("renew acme");
    has(
        "terms",
        &terms["terms"][0],
        "partner number starts anniversary state objections points deployments revenue_cents",
    );
}

#[test]
fn a_change_has_the_promised_keys_and_kinds() {
    let mut session = Session::with_candidate();
    for (line, kind) in [
        ("apply Bolt", "applied"),
        ("review bolt --decline 'no demand'", "declined"),
        ("apply Core", "applied"),
        ("review core --withdraw 'no time'", "withdrawn"),
        (
            "certify acme --extend-to 2015-12-31 --reason 'more time'",
            "extended",
        ),
        ("people acme --assign 'integrator=Jo Park'", "assignment"),
        ("people acme --contact support=help@acme.example", "contact"),
        (
            &format!("certify acme {} --grant", crate::scenes::CERTIFIABLE),
            "certified",
        ),
        ("award-points acme press-release --planned", "progress"),
        ("award-points acme press-release", "award"),
        (
            "award-points acme --reverse 14 --reason 'by mistake'",
            "reversal",
        ),
        ("request acme support-training", "request"),
        ("request acme --done 16", "request-done"),
        ("request acme sales-training", "request"),
        ("request acme --decline 18 --reason x", "request-declined"),
        ("standing acme --bad 'invoice 4711'", "standing"),
        ("standing acme --good", "standing"),
        ("edit acme --category Storage", "profile"),
        ("credits acme --use 2015-05 10", "credit-use"),
        ("checklist acme --met use-case", "verdict"),
        (
            "product add acme Shield --category Security --short x --feature y",
            "product",
        ),
        ("product request acme shield", "publication"),
        ("product mark acme shield --met technical-tested", "verdict"),
        ("deployments record acme shield --ref D-1", "deployment"),
        ("deployments record acme shield --ref D-2", "award"),
        ("revenue record acme shield 2015-05 10", "revenue"),
        (
            "renew acme --evaluate --by provider --finding 'no leads yet'",
            "evaluation",
        ),
        ("renew acme --object 'no leads' --by provider", "objection"),
        ("renew acme --confirm 'new plan'", "confirmed"),
        ("renew acme --due", "term"),
        ("renew acme --end 'discontinued'", "ended"),
    ] {
        if line.ends_with("--due") {
            session.today("2016-06-15");
        }
        let change = session.json(line);
        has(line, &change, "schema dry_run entry changes");
        let changes = change["changes"].as_array().expect("changes");
        for change in changes {
            has(line, change, "partner what on before after");
            has(line, &change["before"], "stage tier points");
            has(line, &change["after"], "stage tier points");
        }
        assert!(
            changes.iter().any(|change| change["what"] == kind),
            "{line}: {changes:?}"
        );
    }
}

#[test]
fn a_batch_has_the_promised_keys() {
    let session = Session::with_certified();
    session.write("bad.csv", "partner,activity,on\nacme,press-release,2015-04-01\nacme,press-release,2015-4-1\nnobody,press-release,\n");
    for (options, status, entry) in [
        ("-n --keep-going", 3, Value::Null),
        ("", 1, Value::Null),
        ("--keep-going", 3, 7.into()),
    ] {
        let ran = session
            .mpp(&format!("award-points --from bad.csv {options} --json"))
            .ends(status);
        let batch: Value = serde_json::from_str(&ran.out).expect("JSON");
        has(
            "batch",
            &batch,
            "schema dry_run entry read recorded unchanged refused refusals",
        );
        assert_eq!(batch["entry"], entry, "{options}");
        has(
            "refusals",
            &batch["refusals"][0],
            "line column value reason",
        );
        assert_eq!((&batch["read"], &batch["refused"]), (&3.into(), &2.into()));
        assert_eq!(
            (
                &batch["refusals"][0]["line"],
                &batch["refusals"][0]["column"]
            ),
            (&3.into(), &"on".into())
        );
        if status == 1 {
            assert_eq!(batch["recorded"], 0, "nothing was recorded");
        }
    }
}

#[test]
fn money_has_its_unit_in_its_name() {
    let session = full();
    session
        .mpp("credits acme --format csv")
        .ok()
        .prints("month,basis,granted_usd,used_usd,overage_usd\n")
        .prints("2015-04,silver,2000.00,2500.05,500.05\n");
    session.mpp("credits acme").ok().prints("$2,500.05");
    session
        .mpp("status --format csv")
        .ok()
        .prints("credit_usd")
        .prints(",2000.00,");
}

#[test]
fn csv_and_plain_are_rows_and_nothing_else() {
    let session = full();
    for line in [
        "status",
        "status acme",
        "tier",
        "credits",
        "credits acme",
        "due",
        "renew",
        "renew acme",
        "history",
        "history acme",
        "checklist",
        "checklist acme",
        "people acme",
        "people",
        "checklist --item mpa",
        "deployments list",
        "requests",
        "requests acme --all",
        "program show",
    ] {
        let csv = session.mpp(&format!("{line} --format csv")).ok();
        let mut rows = csv::ReaderBuilder::new().from_reader(csv.out.as_bytes());
        let records = rows
            .records()
            .collect::<Result<Vec<_>, _>>()
            .unwrap_or_else(|error| panic!("{line}: {error}"));
        assert!(
            rows.headers()
                .expect("a header")
                .iter()
                .all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')),
            "{line}"
        );
        let plain = session.mpp(&format!("{line} --plain")).ok();
        assert_eq!(
            plain.out.lines().count(),
            records.len(),
            "{line}: as many rows, no header"
        );
        assert_eq!(
            plain.out,
            session.mpp(&format!("{line} --format plain")).ok().out
        );
        assert!(csv.err.is_empty() && plain.err.is_empty());
    }
}

#[test]
fn no_cell_can_be_read_as_a_formula() {
    let session = Session::new();
    session
        .mpp("apply '=1+1' --id sum --category '@SUM(A1)' --summary=-2")
        .ok();
    session
        .mpp("status --format csv")
        .ok()
        .prints("sum,'=1+1,,'@SUM(A1),");
    session.mpp("status --plain").ok().prints("sum\t=1+1\t");
    assert_eq!(session.json("status")["partners"][0]["name"], "=1+1");
    // An exported file can be imported unchanged.
    let other = Session::new();
    other.write("again.csv", "name,id,category\n'=1+1,sum,'@SUM(A1)\n");
    other.mpp("apply --from again.csv").ok();
    assert_eq!(other.json("status")["partners"][0]["name"], "=1+1");
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let session = Session::new();
    session.mpp("apply 'Acme\u{1b}[31m'").ends(2).says("U+001B");
    session.mpp("apply Acme --note 'one\ntwo\u{1b}[2J'").ends(2);
    session
        .mpp("apply Acme --note 'one\ntwo' --summary 'three\nfour'")
        .ok();
    session.mpp("apply --actor 'a\u{202e}b' Bolt").ends(2);
    session.write(
        "bad.csv",
        "name,category\n\"Core\u{9b}31m\",x\nDelta,\"y\u{1b}]0;t\u{7}\"\n",
    );
    let refused = session.mpp("apply --from bad.csv").ends(1);
    session.mpp("status nobody\u{1b}[31m").ends(1);
    session.mpp("history \u{1b}[31m --json").ends(1);
    session.mpp("apply --from 'no\u{1b}[31m.csv'").ends(1);
    session
        .mpp("apply Echo --color never --note 'tab\there'")
        .ok();
    let everything = [
        "status acme",
        "history",
        "history acme",
        "history --json",
        "status --plain",
        "status acme --format csv",
    ];
    for ran in everything
        .map(|line| session.mpp(line).ok())
        .iter()
        .chain([&refused])
    {
        let unsafe_char = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
        assert!(
            !ran.out.contains(unsafe_char) && !ran.err.contains(unsafe_char),
            "{:?} {:?}",
            ran.out,
            ran.err
        );
    }
    session.mpp("status acme").ok().prints("three⏎four");
    session.mpp("history --plain").ok().prints("one⏎two");
    assert_eq!(
        session.mpp("history --plain").ok().out.lines().count(),
        3,
        "one record is one line"
    );
}

#[test]
fn output_files_are_written_atomically() {
    let session = full();
    let printed = session.mpp("status --json").ok().out;
    for (line, same) in [
        ("status -o a.json", &printed),
        ("status --json -o b.txt", &printed),
        ("status --json -o -", &String::new()),
    ] {
        let ran = session.mpp(line).ok();
        if same.is_empty() {
            assert_eq!(ran.out, printed);
        } else {
            assert!(ran.out.is_empty(), "{line}");
            assert_eq!(
                session.read(&line[line.rfind(' ').map_or(0, |at| at + 1)..]),
                *same
            );
        }
    }
    assert_eq!(session.mpp("status -o c.csv").ok().err, "");
    assert!(session.read("c.csv").starts_with("partner,name,"));
    session.mpp("status -o d.tsv").ok();
    assert!(session.read("d.tsv").starts_with("acme\t"));
    // A failure leaves the old file, and no half-written one next to it.
    let before = session.files();
    session.mpp("status nobody -o a.json").ends(1);
    session.mpp("status --as-of 2015-1-1 -o a.json").ends(2);
    session
        .mpp("status -o missing/a.json")
        .ends(1)
        .says("missing/a.json");
    session.mpp("status -o .").ends(1);
    assert_eq!((session.read("a.json"), session.files()), (printed, before));
}

#[test]
fn json_errors_are_one_object_on_stderr() {
    let session = Session::with_certified();
    session.write("bad.csv", "name\nACME cloud\n");
    for (line, status, kind) in [
        ("status nobody", 1, "not-found"),
        ("award-points acme certification", 1, "refused"),
        ("award-points acme press-relese", 2, "usage"),
        ("status --stage nowhere", 2, "usage"),
        ("status --bogus", 2, "usage"),
        ("frobnicate", 2, "usage"),
        ("award-points", 2, "usage"),
        ("status --db missing.db", 4, "book"),
        ("apply --from missing.csv", 1, "failed"),
        ("undo 99", 1, "not-found"),
        ("apply --from bad.csv", 1, "refused"),
    ] {
        for json in ["--json", "--format json", "--format=json"] {
            let ran = session.mpp(&format!("{line} {json}")).ends(status);
            let first = ran.err.lines().next().unwrap_or_default();
            let error: Value = serde_json::from_str(first)
                .unwrap_or_else(|error| panic!("{line}: {error}: {}", ran.err));
            assert_eq!(error["error"]["kind"], kind, "{line}");
            has(line, &error["error"], "kind message causes hints");
            assert_eq!(
                session.mpp(line).status,
                status,
                "the status does not depend on the format"
            );
        }
    }
}

#[test]
fn with_json_stderr_holds_only_the_error() {
    let session = Session::with_certified();
    session.write("bad.csv", "name\nACME cloud\n");
    for line in [
        "status nobody --json",
        "apply --from bad.csv --json",
        "renew acme --confirm 'early' --json",
    ] {
        let err = session.mpp(line).ends(1).err;
        assert!(serde_json::from_str::<Value>(&err).is_ok(), "{line}: {err}");
    }
}

#[test]
fn an_error_in_json_names_what_is_missing() {
    let session = Session::new();
    for (line, named) in [
        ("award-points", "PARTNER"),
        ("apply", "NAME"),
        ("edit", "PARTNER"),
        ("standing acme", "--good"),
        ("certify acme --extend-to 2015-07-01", "--reason"),
    ] {
        let err = session.mpp(&format!("{line} --json")).ends(2).err;
        assert!(err.contains(named), "{line}: {err}");
    }
}

#[test]
fn quiet_leaves_only_results_and_errors() {
    let session = Session::with_certified();
    for line in [
        "award-points acme press-release -q",
        "renew --due -q",
        "undo -q",
        "apply Bolt --quiet",
    ] {
        let ran = session.mpp(line).ok();
        assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""), "{line}");
    }
    session.mpp("status -q").ok().prints("acme");
    session
        .mpp("award-points acme business-blog -q --json")
        .ok()
        .prints("\"entry\"");
    session
        .mpp("award-points acme certification -q")
        .ends(1)
        .says("error: ");
}

#[test]
fn output_never_replaces_the_book_or_an_input_file() {
    let session = Session::with_certified();
    session.write("more.csv", "name\nBolt\n");
    let before = session.read_bytes("book.db");
    for line in [
        "status -o book.db",
        "history -o ./book.db",
        "apply One -o book.db",
        "audit -o book.db",
        "program show -o book.db",
        "program check book.db -o book.db",
        "apply --from more.csv -o more.csv",
        "apply --from more.csv --rejects more.csv",
        "apply --from more.csv --rejects book.db",
    ] {
        session.mpp(line).ends(2).says("it would be lost");
    }
    for line in ["apply One -o .", "apply One -o nowhere/x.csv"] {
        session.mpp(line).ends(1).says("writing");
    }
    assert_eq!(session.read("more.csv"), "name\nBolt\n");
    assert!(
        session.read_bytes("book.db") == before,
        "the book is as it was"
    );
}

#[test]
fn a_file_has_no_colour() {
    let session = Session::with_certified();
    session.mpp("status acme --color always -o card.txt").ok();
    assert!(!session.read("card.txt").contains('\u{1b}'));
}

#[test]
fn as_of_a_day_before_the_application_is_not_found() {
    let session = Session::with_certified();
    for command in [
        "status",
        "tier",
        "review",
        "certify",
        "checklist",
        "people",
        "credits",
        "renew",
    ] {
        session
            .mpp(&format!("{command} acme --as-of 2010-01-01"))
            .ends(1)
            .says("acme applied on");
    }
}

#[test]
fn as_of_a_future_entry_is_an_error() {
    let session = Session::with_certified();
    session
        .mpp("tier --known-at 99")
        .ends(1)
        .says("no entry 99");
    session.mpp("history --known-at 1").ok();
}
