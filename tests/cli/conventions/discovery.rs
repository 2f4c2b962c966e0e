//! Help, version, suggestions, and what is missing.

use crate::session::{Session, schema_version};

#[test]
fn without_a_command_it_prints_help_and_fails() {
    let session = Session::new();
    let bare = session.mpp("").ends(2);
    assert!(
        bare.out.is_empty() && bare.err.contains("award-points  tier"),
        "{}",
        bare.err
    );
    assert!(bare.err.lines().count() <= 20, "in a screen: {}", bare.err);
    assert!(session.mpp("--json").ends(2).err.starts_with("{\"error\""));
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
fn the_nearest_command_is_suggested_and_never_abbreviated() {
    let session = Session::with_certified();
    session.mpp("statu").ends(2).says("did you mean `status`?");
    session.mpp("rev acme").ends(2).says("`review`?");
    session
        .mpp("status --stag certified")
        .ends(2)
        .says("did you mean `--stage`?");
    session.mpp("renew --du").ends(2);
    session.mpp("prog show").ends(2);
}

#[test]
fn the_nearest_partner_activity_item_and_tier_are_suggested() {
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
fn off_a_terminal_a_change_needs_a_complete_partner_name() {
    let session = Session::with_certified();
    let refused = |line: &str| {
        let ran = session.mpp(line).ends(1);
        assert!(ran.out.is_empty(), "{line}: {}", ran.out);
        ran.says("no partner `acm`: it is only the beginning of `acme`")
            .says("hint: off a terminal");
    };
    session.mpp("product add acme Shield").ok();
    for line in [
        "award-points acm press-release",
        "award-points acm --reverse 6 --reason 'a slip'",
        "checklist acm --met portal-access",
        "credits acm --use 2015-05 1",
        "deployments record acm shield --ref D-1",
        "edit acm --website www.acme.example",
        "people acm --assign integrator=Jo",
        "people acm --forget support --yes",
        "product add acm Sword",
        "product request acm shield",
        "renew --due acm",
        "renew acm --object 'no leads' --by provider",
        "revenue record acm shield 2015-05 1",
        "review acm --withdraw 'moved on'",
        "standing acm --bad unpaid",
        "standing acm --bad unpaid --dry-run",
    ] {
        refused(line);
    }
    // Commands that read accept the beginning of an id.
    for line in [
        "status acm",
        "tier acm",
        "history acm",
        "people acm",
        "review acm",
        "product show acm shield",
        "credits acm",
        "renew acm",
    ] {
        session.mpp(line).ok();
    }
    // Other complete names are accepted, and at a terminal the beginning is.
    session.mpp("award-points 'Acme Cloud' press-release").ok();
    session.at_terminal("standing acm --bad unpaid").ends(0);
    session.mpp("status acme").ok().prints("unpaid");
}

#[test]
fn the_version_is_one_line_and_the_long_form_starts_with_it() {
    let session = Session::new();
    let line = concat!("mpp ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(session.mpp("-V").ok().out, line);
    let long = session.mpp("--version").ok().out;
    assert!(long.starts_with(line), "{long}");
    let schema = format!("\nbook schema {}\nSQLite 3.", schema_version());
    assert!(long.contains(&schema), "{long}");
}

#[test]
fn options_may_stand_anywhere_and_two_dashes_end_them() {
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
fn nothing_is_asked_without_a_terminal() {
    let mut session = Session::with_certified();
    for (name, value) in [("CI", "1"), ("TERM", "xterm-256color"), ("EDITOR", "false")] {
        session.env.insert(name, value.to_owned());
    }
    for line in [
        "apply",
        "award-points",
        "award-points acme",
        "award-points acme customer-deployment",
        "credits acme --use 2015-05",
        "edit acme",
        "certify",
        "review",
    ] {
        let ran = session.mpp_reading(line, b"yes\ny\n\n").ends(2);
        assert!(ran.out.is_empty(), "{line}: {}", ran.out);
    }
}

#[test]
fn an_error_names_the_missing_option() {
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
    session
        .mpp("review acme --waive density=")
        .ends(2)
        .says("`mpp checklist acme --waive density=REASON`");
    session.mpp("product add acme Shield").ok();
    session
        .mpp("product mark acme shield --waive technical-tested=")
        .ends(2)
        .says("`mpp product mark acme shield --waive technical-tested=REASON`");
    session.mpp("adopt").ends(2).says("--from FILE");
}

#[test]
fn a_suggested_command_names_the_same_book() {
    let session = Session::new();
    session
        .mpp("--db 'my book.db' status")
        .ends(4)
        .says("`mpp --db 'my book.db' init` makes one");
    session.mpp("init --db 'my book.db'").ok();
    session.mpp("apply Acme --db 'my book.db'").ok();
    let shown = session.mpp("review acme --db 'my book.db'").ok().out;
    assert!(
        shown.contains("`mpp --db 'my book.db' review acme --met "),
        "{shown}"
    );
    let error = session
        .mpp("review acme --admit --db 'my book.db' --json")
        .ends(1)
        .err;
    assert!(
        error.contains("`mpp --db 'my book.db' edit acme"),
        "{error}"
    );
    let due = session.mpp("due --db 'my book.db'").ok().out;
    assert!(due.contains("mpp --db 'my book.db' review acme"), "{due}");
    // A suggestion that names a book already keeps it.
    session
        .mpp("init --example --db 'my book.db'")
        .ends(1)
        .says("`mpp init --example --db example.db`");
}
